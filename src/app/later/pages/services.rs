use yew::Html;

use crate::app::first::Send;
use crate::app::first::nodes::Pieces;
use crate::app::first::view::Report;
use crate::app::later::parts::heading;
use crate::app::later::parts::{contacts, service};
use crate::app::model::route::Route;
use crate::catalogue::{Category, Status};
use crate::text::Tool;

/// The services: what they are, who may use them, whether they are known to run on the day.
pub(crate) fn services(report: &Report, _: &Send) -> Html {
    let speaker = report.speaker();
    let mut page = Pieces::new();
    heading(&mut page, speaker.label(&Tool::ServicesTitle));
    page.say("p", "lead", speaker.label(&Tool::ServicesPurpose));
    let mut ask = Pieces::new();
    ask.say("h2", "", speaker.label(&Tool::Contacts)).put(contacts(report, None));
    page.wrap("section", "panel", ask);
    let mut list = Pieces::new();
    // Those known to run first, the ended ones last.
    for wanted in [Status::InForce, Status::Unclear, Status::Upcoming, Status::Ended] {
        for (id, policy) in report.catalogue().iter().filter(|(_, policy)| policy.category == Category::Service) {
            let Some(outcome) = report.outcome(id).filter(|outcome| outcome.status == wanted) else { continue };
            let mut item = Pieces::new();
            let mut name = Pieces::new();
            name.link("", &Route::Policy(policy.id.clone()).href(), report.name(policy));
            item.wrap("h2", "", name);
            service(&mut item, report, policy, outcome);
            list.wrap("li", "panel service", item).with("data-testid", &format!("service-{}", policy.id));
        }
    }
    page.wrap("ul", "bare", list);
    page.done()
}
