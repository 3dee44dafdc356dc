use yew::prelude::*;

use crate::app::report::Report;
use crate::catalogue::Test;
use crate::matching::{Finding, Situation, Truth};
use crate::text::Speaker;

/// The sign of an outcome; the word beside it says the same.
fn sign(truth: Truth) -> (&'static str, &'static str) {
    match truth {
        Truth::True => ("✓", "yes"),
        Truth::Unknown => ("?", "open"),
        Truth::False => ("✗", "no"),
    }
}

/// One finding in a line: what it takes, what was seen, the article.
fn line(speaker: &Speaker<'_>, situation: &Situation<'_>, finding: &Finding<'_>, is_group: bool) -> Html {
    let (mark, class) = sign(finding.truth);
    let sentence = match (&finding.criterion.test, is_group) {
        (Test::All(_) | Test::Any(_) | Test::AtLeast(..) | Test::Not(_), true) => speaker.group_of(finding),
        _ => speaker.criterion(finding.criterion),
    };
    let unsure = speaker.unsure(finding, situation).map(|why| speaker.label(&why));
    let seen = speaker.seen(finding, situation);
    let remark = finding.criterion.note.map(|note| speaker.text(note));
    html! {
        <>
            <span class={classes!("sign", class)} aria-hidden="true">{ mark }</span>
            <span class="visually-hidden">{ speaker.label(&finding.truth) }{ speaker.colon() }</span>
            { sentence }
            if let Some(seen) = seen {
                <span class="seen">{ speaker.in_brackets(&seen) }</span>
            }
            if let Some(unsure) = unsure {
                <span class="seen">{ speaker.in_brackets(unsure) }</span>
            }
            if let Some(article) = &finding.criterion.article {
                <span class="article" lang="zh-CN">{ article }</span>
            }
            if let Some(remark) = remark {
                <span class="note">{ remark }</span>
            }
        </>
    }
}

/// Some findings as a list.
pub(crate) fn findings(report: &Report, situation: &Situation<'_>, findings: &[&Finding<'_>]) -> Html {
    let speaker = report.speaker();
    html! {
        <ul class="findings">
            for finding in findings.iter() {
                <li>{ line(&speaker, situation, finding, false) }</li>
            }
        </ul>
    }
}

/// A finding with all below it, as nested lists.
pub(crate) fn tree_list(report: &Report, situation: &Situation<'_>, finding: &Finding<'_>) -> Html {
    let speaker = report.speaker();
    html! {
        <li>
            { line(&speaker, situation, finding, !finding.parts.is_empty()) }
            if !finding.parts.is_empty() {
                <ul class="findings">
                    for part in finding.parts.iter() {
                        { tree_list(report, situation, part) }
                    }
                </ul>
            }
        </li>
    }
}
