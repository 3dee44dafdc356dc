//! What a card says once the whole catalogue is here: the worth of a policy, and why it is where it is.

use yew::{Html, html};

use crate::first::view::Results;
use crate::later::parts::{service, source};
use crate::wording::{QuestionWord, ResultsWord};
use engine::catalogue::Policy;
use engine::matching::{Estimate, Group, Outcome, Situation, sufficient, tree};
use engine::quantity::Money;

/// What a policy is worth.
pub(crate) fn worth(results: &Results, outcome: &Outcome) -> Option<Html> {
    let speaker = results.speaker();
    let said = |estimate: Estimate, before: &str, worth: String| {
        let is_known = estimate.low > Money::ZERO || estimate.high.is_some();
        html! { <p class={if is_known { "worth" } else { "worth open" }}>{ before.to_owned() }{ worth }</p> }
    };
    // What it is worth for certain is no less with it.
    let likely = outcome
        .likely
        .as_ref()
        .and_then(|likely| likely.estimate)
        .map(|estimate| said(estimate, speaker.label(&QuestionWord::Usually), speaker.estimate(estimate)));
    let sure = outcome.estimate.zip(speaker.worth(outcome)).map(|(estimate, worth)| said(estimate, "", worth));
    let (sure, likely) = if outcome.is_usable() || likely.is_none() { (sure, likely) } else { (None, likely) };
    (sure.is_some() || likely.is_some()).then(|| html! { <>{ for sure }{ for likely }</> })
}

/// That a policy is likely, and the usual answers that this rests on.
pub(crate) fn likely(results: &Results, outcome: &Outcome) -> Html {
    let Some(likely) = outcome.likely.as_ref().filter(|_| !outcome.is_usable()) else { return html! {} };
    let speaker = results.speaker();
    let names: Vec<&str> = likely.rests_on.iter().map(|&fact| speaker.fact(fact)).collect();
    html! {
        <p class="why" data-testid="rests-on">
            <span class="tag strong">{ speaker.label(&QuestionWord::LikelyTag) }</span>
            { speaker.label(&QuestionWord::Usually) }{ names.join(speaker.enumeration()) }
        </p>
    }
}

/// Where a policy comes from, why it is where it is, and what it gave way to; for a service what it is.
pub(crate) fn why(results: &Results, situation: &Situation<'_>, policy: Policy<'_>, outcome: &Outcome) -> Html {
    if outcome.group == Group::Services {
        return service(results, policy, outcome);
    }
    let why = line(results, situation, policy, outcome);
    html! {
        <>
            { source(results, policy.details.source) }
            { likely(results, outcome) }
            if !why.is_empty() {
                <p class="why">{ why }</p>
            }
            { instead(results, outcome) }
        </>
    }
}

/// What is counted in the place of a policy that cannot be used beside it.
pub(crate) fn instead(results: &Results, outcome: &Outcome) -> Html {
    let left_out = results.answer.combination.left_out.iter().find(|left| left.policy == outcome.policy);
    html! {
        if let Some(other) = left_out.and_then(|left| results.rules().rule(left.instead)) {
            <p class="why">{ results.speaker().label(&ResultsWord::Instead) }{ results.name(other) }</p>
        }
    }
}

/// Why, in one line.
pub(crate) fn line(results: &Results, situation: &Situation<'_>, policy: Policy<'_>, outcome: &Outcome) -> String {
    let speaker = results.speaker();
    let standing = || speaker.standing(policy.rule).unwrap_or_default().to_owned();
    match outcome.group {
        Group::NearMiss => outcome.near_miss.map(|near| speaker.near_miss(near)).unwrap_or_default(),
        Group::OthersDecide | Group::MayUse
            if !outcome.open.facts.is_empty() || outcome.open.authority || outcome.open.check_yourself =>
        {
            speaker.needed(&outcome.open)
        }
        Group::Unclear | Group::OtherTime => standing(),
        Group::Background => speaker.not_claimed(policy.rule).unwrap_or_default().to_owned(),
        Group::UseNow | Group::OthersDecide | Group::MayUse | Group::Services | Group::NotApplicable => {
            let finding = tree(results.rules(), situation, &policy.criterion);
            let fails = outcome.group == Group::NotApplicable;
            let reasons: Vec<String> = sufficient(&finding)
                .into_iter()
                .take(if fails { 1 } else { 3 })
                .map(|finding| speaker.reason(finding, situation, fails))
                .collect();
            let lead = speaker.label(if fails { &ResultsWord::Unmet } else { &ResultsWord::Why });
            if reasons.is_empty() { String::new() } else { format!("{lead}{}", reasons.join(speaker.semicolon())) }
        }
    }
}
