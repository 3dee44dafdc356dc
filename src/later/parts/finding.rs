use crate::first::nodes::Nodes;
use crate::later::view::View;
use engine::catalogue::Test;
use engine::matching::{Reason, Situation, Truth};

/// Adds one finding in a line: what it takes, what was seen, the article. With its parts below it, a combination is
/// named by what it asks of them.
pub(crate) fn finding_line(
    into: &mut Nodes,
    view: &View,
    situation: &Situation<'_>,
    finding: &Reason<'_>,
    with_parts: bool,
) {
    let speaker = view.speaker();
    // The sign is for the eye; the word beside it says the same.
    let (sign, class) = match finding.truth {
        Truth::True => ("✓", "sign yes"),
        Truth::Unknown => ("?", "sign open"),
        Truth::False => ("✗", "sign no"),
    };
    into.element("span", class, sign).with("aria-hidden", "true");
    into.element("span", "visually-hidden", &format!("{}{}", speaker.label(&finding.truth), speaker.colon()));
    let compound = matches!(finding.criterion.test, Test::All(_) | Test::Any(_) | Test::AtLeast(..) | Test::Not(_));
    if compound && with_parts {
        into.text(&speaker.group_of(finding.criterion));
    } else {
        into.text(&speaker.criterion(finding.criterion));
    }
    if let Some(seen) = speaker.seen(finding, situation) {
        into.element("span", "seen", &speaker.in_brackets(&seen));
    }
    if let Some(unsure) = speaker.unsure(finding, situation) {
        into.element("span", "seen", &speaker.in_brackets(speaker.label(&unsure)));
    }
    if let Some(article) = &finding.criterion.article {
        into.element("span", "article", article).with("lang", "zh-CN");
    }
    if let Some(note) = finding.criterion.note {
        into.element("span", "note", speaker.text(note));
    }
}

/// Adds some findings as a list.
pub(crate) fn findings(into: &mut Nodes, view: &View, situation: &Situation<'_>, findings: &[&Reason<'_>]) {
    let mut list = Nodes::new();
    for finding in findings {
        let mut item = Nodes::new();
        finding_line(&mut item, view, situation, finding, false);
        list.wrap("li", "", item);
    }
    into.wrap("ul", "findings", list);
}

/// Adds a finding with all below it, as nested lists.
pub(crate) fn tree_list(into: &mut Nodes, view: &View, situation: &Situation<'_>, finding: &Reason<'_>) {
    let mut item = Nodes::new();
    finding_line(&mut item, view, situation, finding, !finding.parts.is_empty());
    if !finding.parts.is_empty() {
        let mut below = Nodes::new();
        for part in &finding.parts {
            tree_list(&mut below, view, situation, part);
        }
        item.wrap("ul", "findings", below);
    }
    into.wrap("li", "", item);
}
