//! What became of the criteria of a policy, in lines and lists.

use yew::{Html, html};

use crate::later::view::View;
use engine::catalogue::Test;
use engine::matching::{Reason, Situation, Truth};

/// One finding in a line: what it takes, what was seen, the article. With its parts below it, a combination is named by
/// what it asks of them.
pub(crate) fn finding_line(view: &View, situation: &Situation<'_>, finding: &Reason<'_>, with_parts: bool) -> Html {
    let speaker = view.speaker();
    let criterion = finding.criterion;
    let is_combination = matches!(criterion.test, Test::All(_) | Test::Any(_) | Test::AtLeast(..) | Test::Not(_));
    let sentence =
        if is_combination && with_parts { speaker.group_of(criterion) } else { speaker.criterion(criterion) };
    html! {
        <>
            { sign(finding.truth) }
            <span class="visually-hidden">{ speaker.label(&finding.truth) }{ speaker.colon() }</span>
            { sentence }
            if let Some(seen) = speaker.seen(finding, situation) {
                <span class="seen">{ speaker.in_brackets(&seen) }</span>
            }
            if let Some(unsure) = speaker.unsure(finding, situation) {
                <span class="seen">{ speaker.in_brackets(speaker.label(&unsure)) }</span>
            }
            { source(view, finding) }
        </>
    }
}

/// Findings as sentences with the enterprise's own value and the outcome, what a group asks of its parts above them; of
/// definitions that are met the parts only where all is to be seen (`is_whole`).
pub(crate) fn conditions(view: &View, situation: &Situation<'_>, findings: &[&Reason<'_>], is_whole: bool) -> Html {
    html! {
        <ul class="findings">
            for finding in findings {
                { condition(view, situation, finding, (is_whole, false)) }
            }
        </ul>
    }
}

fn condition(
    view: &View,
    situation: &Situation<'_>,
    finding: &Reason<'_>,
    (is_whole, is_barred): (bool, bool),
) -> Html {
    let speaker = view.speaker();
    let (inner, is_barred) = single(finding, is_barred);
    let sources = html! {
        <>
            { source(view, inner) }
            if inner.criterion != finding.criterion {
                { source(view, finding) }
            }
        </>
    };
    // For one who must not have something, it is good not to have it.
    let good = if is_barred { !inner.truth } else { inner.truth };
    let parts = below(inner, is_whole, is_barred);
    if parts.is_empty() {
        return html! {
            <li>{ sign(good) }{ speaker.condition(inner, situation, is_barred) }{ sources }</li>
        };
    }
    // Where one is enough and is there, the others need not be looked at.
    let is_settled = !is_barred && good == Truth::True && matches!(inner.criterion.test, Test::Any(_));
    let (shown, left): (Vec<&Reason<'_>>, Vec<&Reason<'_>>) =
        parts.into_iter().partition(|part| !is_settled || part.truth == Truth::True);
    html! {
        <li>
            { sign(good) }
            { speaker.condition_group(inner, situation, is_barred) }
            if !left.is_empty() {
                <span class="seen">{ speaker.not_needed(left.len()) }</span>
            }
            { sources }
            <ul class="findings">
                for part in shown {
                    { condition(view, situation, part, (is_whole, is_barred)) }
                }
            </ul>
        </li>
    }
}

/// What a combination of one part comes to: that part, and whether it must not hold.
fn single<'f, 'a>(finding: &'f Reason<'a>, is_barred: bool) -> (&'f Reason<'a>, bool) {
    match (&finding.criterion.test, finding.parts.as_slice()) {
        (Test::All(_) | Test::Any(_), [part]) => single(part, is_barred),
        (Test::Not(_), [part]) => single(part, !is_barred),
        _ => (finding, is_barred),
    }
}

/// What stands below a finding: the parts of a combination, and those of a definition that is not met or shown whole.
fn below<'f, 'a>(finding: &'f Reason<'a>, is_whole: bool, is_barred: bool) -> Vec<&'f Reason<'a>> {
    match &finding.criterion.test {
        Test::All(_) | Test::Any(_) | Test::AtLeast(..) => finding.parts.iter().collect(),
        Test::Defined(_) if is_barred || (finding.truth == Truth::True && !is_whole) => Vec::new(),
        Test::Defined(_) => match finding.parts.first() {
            Some(part) if matches!(part.criterion.test, Test::All(_)) => part.parts.iter().collect(),
            _ => finding.parts.iter().collect(),
        },
        Test::Not(_)
        | Test::Number { .. }
        | Test::Among { .. }
        | Test::Holds { .. }
        | Test::Within { .. }
        | Test::Authority(_)
        | Test::CheckYourself(_) => Vec::new(),
    }
}

/// The sign is for the eye; words beside it say the same.
fn sign(truth: Truth) -> Html {
    let (sign, class) = match truth {
        Truth::True => ("✓", "sign yes"),
        Truth::Unknown => ("?", "sign open"),
        Truth::False => ("✗", "sign no"),
    };
    html! { <span {class} aria-hidden="true">{ sign }</span> }
}

/// The article that a finding rests on, and the note to it.
fn source(view: &View, finding: &Reason<'_>) -> Html {
    html! {
        <>
            if let Some(article) = &finding.criterion.article {
                // Chinese is set apart by its own looks; in English the words must not run together when copied.
                { view.speaker().pick("", " ") }<span class="article" lang="zh-CN">{ article }</span>
            }
            if let Some(note) = finding.criterion.note {
                <span class="note">{ view.speaker().text(note) }</span>
            }
        </>
    }
}
