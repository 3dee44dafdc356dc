//! What became of the criteria of a policy, in lines and lists.

use yew::{Html, html};

use crate::later::view::View;
use engine::catalogue::Test;
use engine::matching::{Reason, Situation, Truth};

/// One finding in a line: what it takes, what was seen, the article. With its parts below it, a combination is named by
/// what it asks of them.
pub(crate) fn finding_line(view: &View, situation: &Situation<'_>, finding: &Reason<'_>, with_parts: bool) -> Html {
    let speaker = view.speaker();
    // The sign is for the eye; the word beside it says the same.
    let (sign, class) = match finding.truth {
        Truth::True => ("✓", "sign yes"),
        Truth::Unknown => ("?", "sign open"),
        Truth::False => ("✗", "sign no"),
    };
    let criterion = finding.criterion;
    let is_combination = matches!(criterion.test, Test::All(_) | Test::Any(_) | Test::AtLeast(..) | Test::Not(_));
    let sentence =
        if is_combination && with_parts { speaker.group_of(criterion) } else { speaker.criterion(criterion) };
    html! {
        <>
            <span {class} aria-hidden="true">{ sign }</span>
            <span class="visually-hidden">{ speaker.label(&finding.truth) }{ speaker.colon() }</span>
            { sentence }
            if let Some(seen) = speaker.seen(finding, situation) {
                <span class="seen">{ speaker.in_brackets(&seen) }</span>
            }
            if let Some(unsure) = speaker.unsure(finding, situation) {
                <span class="seen">{ speaker.in_brackets(speaker.label(&unsure)) }</span>
            }
            if let Some(article) = &criterion.article {
                <span class="article" lang="zh-CN">{ article }</span>
            }
            if let Some(note) = criterion.note {
                <span class="note">{ speaker.text(note) }</span>
            }
        </>
    }
}

/// Some findings as a list.
pub(crate) fn findings(view: &View, situation: &Situation<'_>, findings: &[&Reason<'_>]) -> Html {
    html! {
        <ul class="findings">
            for finding in findings {
                <li>{ finding_line(view, situation, finding, false) }</li>
            }
        </ul>
    }
}

/// A finding with all below it, as nested lists.
pub(crate) fn finding_tree(view: &View, situation: &Situation<'_>, finding: &Reason<'_>) -> Html {
    let has_parts = !finding.parts.is_empty();
    html! {
        <li>
            { finding_line(view, situation, finding, has_parts) }
            if has_parts {
                <ul class="findings">
                    for part in &finding.parts {
                        { finding_tree(view, situation, part) }
                    }
                </ul>
            }
        </li>
    }
}
