//! A service: what it is, who may use it, whether it runs.

use yew::{Html, html};

use crate::first::view::Results;
use crate::later::parts::{chinese_name, entry, source};
use crate::wording::{CommonWord, ServicesWord};
use engine::catalogue::Policy;
use engine::matching::Outcome;

/// Where a service comes from, what it is, who may use it and whether it is known to run on the day.
pub(crate) fn service(results: &Results, policy: Policy<'_>, outcome: &Outcome) -> Html {
    let speaker = results.speaker();
    let status = speaker.label(&outcome.status);
    let runs = match speaker.standing(policy.rule) {
        Some(why) => format!("{status}{}{why}", speaker.colon()),
        None => status.to_owned(),
    };
    html! {
        <>
            { source(results, policy.details.source) }
            <p>{ speaker.text(policy.details.summary) }</p>
            <dl class="facts">
                { entry(speaker.label(&ServicesWord::WhoMayUse), speaker.criterion(&policy.criterion)) }
                { entry(speaker.label(&ServicesWord::RunsToday), runs) }
                if let Some(office) = policy.details.office {
                    { entry(speaker.label(&CommonWord::Contacts), html! {
                        <>{ speaker.text(office) }{ chinese_name(results, office) }</>
                    }) }
                }
            </dl>
        </>
    }
}
