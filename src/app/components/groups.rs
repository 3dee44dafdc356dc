use yew::prelude::*;

use super::{Send, card, on};
use crate::app::report::{Report, Results};
use crate::app::state::Action;
use crate::app::ui::Pieces;
use crate::catalogue::PolicyId;
use crate::matching::Group;
use crate::text::Word;

/// How many policies of a group are shown at first.
const FIRST: usize = 12;

/// What [`Cards`] show.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct CardsProps {
    results: Results,
    policies: Vec<PolicyId>,
}

/// The cards of a group: a component, since most of what a person does leaves them as they are.
#[derive(Debug)]
pub(crate) struct Cards;

impl Component for Cards {
    type Message = ();
    type Properties = CardsProps;

    fn create(_: &Context<Self>) -> Self {
        Self
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let CardsProps { results, policies } = context.props();
        let situation = results.situation();
        let mut cards = Pieces::new();
        for &id in policies {
            card(&mut cards, results, &situation, id);
        }
        let mut list = Pieces::new();
        list.wrap("ul", "cards", cards);
        list.done()
    }
}

/// The results, group by group.
pub(crate) fn groups(report: &Report, send: &Send) -> Html {
    let mut sections = Pieces::new();
    for group in Group::ALL {
        one_group(&mut sections, report, send, group);
    }
    let mut all = Pieces::new();
    all.wrap("div", "groups", sections);
    all.done()
}

fn one_group(sections: &mut Pieces, report: &Report, send: &Send, group: Group) {
    let speaker = report.speaker();
    let policies = report.group(group);
    let open_at_first = matches!(group, Group::UseNow | Group::MayUse | Group::NearMiss | Group::Services);
    let is_open = open_at_first != report.state.turned.contains(&group);
    let whole = report.state.whole.contains(&group) || policies.len() <= FIRST.saturating_add(3);
    let (heading, list) = (format!("group-{}", group.id()), format!("list-{}", group.id()));

    let mut name = Pieces::new();
    name.say("span", "arrow", if is_open { "▾" } else { "▸" }).with("aria-hidden", "true");
    name.text(speaker.label(&group)).say("span", "count", &speaker.in_brackets(&policies.len().to_string()));
    let mut button = Pieces::new();
    button
        .wrap("button", "", name)
        .with("type", "button")
        .with("aria-expanded", if is_open { "true" } else { "false" })
        .with("aria-controls", &list)
        .click(on(send, Action::Turn(group)));
    let mut section = Pieces::new();
    section.wrap("h2", "", button).with("id", &heading);

    let mut inside = Pieces::new();
    if is_open {
        let shown: Vec<PolicyId> = policies.iter().take(if whole { usize::MAX } else { FIRST }).copied().collect();
        if shown.is_empty() {
            inside.say("p", "hint", speaker.label(&Word::GroupEmpty));
        } else {
            inside.put(html! { <Cards results={report.results.clone()} policies={shown} /> });
        }
        if !whole {
            inside.button("button", &speaker.show_all(policies.len()), on(send, Action::Whole(group)));
        }
    }
    section.wrap("div", "group-body", inside).with("id", &list);
    if !is_open {
        section.with("hidden", "");
    }
    let class = match group {
        Group::UseNow => "group use_now",
        Group::MayUse => "group may_use",
        Group::NearMiss => "group near_miss",
        Group::Services | Group::NotApplicable | Group::OtherTime => "group",
    };
    sections.wrap("section", class, section).with("aria-labelledby", &heading).key(group.id());
}
