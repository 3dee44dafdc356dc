use yew::Html;

use crate::first::Send;
use crate::first::nodes::Nodes;
use crate::later::parts::heading;
use crate::later::parts::{contacts, service};
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::Tool;
use engine::catalogue::{Category, Status};

/// The services: what they are, who may use them, whether they are known to run on the day.
pub(crate) fn services(view: &View, _: &Send) -> Html {
    let speaker = view.speaker();
    let mut page = Nodes::new();
    heading(&mut page, speaker.label(&Tool::ServicesTitle));
    page.element("p", "lead", speaker.label(&Tool::ServicesPurpose));
    let mut ask = Nodes::new();
    ask.element("h2", "", speaker.label(&Tool::Contacts)).push(contacts(view, None));
    page.wrap("section", "panel", ask);
    let mut list = Nodes::new();
    // Those known to run first, the ended ones last.
    for wanted in [Status::InForce, Status::Unclear, Status::Upcoming, Status::Ended] {
        for (id, policy) in view.catalogue().iter().filter(|(_, policy)| policy.category == Category::Service) {
            let Some(outcome) = view.outcome(id).filter(|outcome| outcome.status == wanted) else { continue };
            let mut item = Nodes::new();
            let mut name = Nodes::new();
            name.link("", &Route::Policy(policy.id.clone()).href(), view.name(policy.rule));
            item.wrap("h2", "", name);
            service(&mut item, view, policy, outcome);
            list.wrap("li", "panel service", item).with("data-testid", &format!("service-{}", policy.id));
        }
    }
    page.wrap("ul", "bare", list);
    page.done()
}
