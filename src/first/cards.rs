//! The results as cards, group by group, as many of them as may be drawn yet.

use yew::prelude::*;

use crate::first::card::card;
use crate::first::nodes::Nodes;
use crate::first::view::{Results, View};
use crate::first::{Send, on};
use crate::model::state::Action;
use crate::wording::Word;
use engine::catalogue::PolicyId;
use engine::matching::Group;

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
        let mut cards = Nodes::new();
        for &id in policies {
            card(&mut cards, results, &situation, id);
        }
        let mut list = Nodes::new();
        list.wrap("ul", "cards", cards);
        list.done()
    }
}

/// How many cards and headings of groups are drawn in one task: with their layout about a dozen milliseconds of a
/// slow phone.
const BATCH: usize = 6;

/// The cards as far as they may be drawn. At first there are a few more at a time from the top down, so that slow
/// devices paint and hear the person in between; from then on they change all at once.
#[derive(Debug)]
pub(crate) struct CardBatches {
    view: View,
    /// How many cards and headings may be drawn.
    limit: usize,
}

impl CardBatches {
    /// None yet of those of a view.
    pub(crate) fn new(view: View) -> Self {
        Self { view, limit: 0 }
    }

    /// All of those of a view.
    #[cfg(test)]
    pub(crate) fn all(view: View) -> Self {
        Self { view, limit: usize::MAX }
    }

    /// Whether all are there.
    pub(crate) fn is_all(&self) -> bool {
        self.limit == usize::MAX
    }

    /// Whether it is these results that they show.
    pub(crate) fn are_of(&self, results: &Results) -> bool {
        self.view.results == *results
    }

    /// Goes on with another view.
    pub(crate) fn change(&mut self, view: View) {
        self.view = view;
    }

    /// Adds some more, or all of them where nobody sees them.
    pub(crate) fn add_batch(&mut self, are_seen: bool) {
        let length = Group::ALL.into_iter().map(|group| shown(&self.view, group).len().saturating_add(1)).sum();
        let limit = self.limit.saturating_add(BATCH);
        self.limit = if are_seen && limit < length { limit } else { usize::MAX };
    }
}

/// The results, group by group.
pub(crate) fn groups(cards: &CardBatches, send: &Send) -> Html {
    let (view, mut left) = (&cards.view, cards.limit);
    let mut sections = Nodes::new();
    for group in Group::ALL {
        if left == 0 {
            break;
        }
        left = left.saturating_sub(1);
        let shown = shown(view, group);
        one_group(&mut sections, view, send, group, shown.get(..left).unwrap_or(shown));
        left = left.saturating_sub(shown.len());
    }
    let mut all = Nodes::new();
    all.wrap("div", "groups", sections);
    all.done()
}

/// Whether the policies of a group are shown.
fn is_open(view: &View, group: Group) -> bool {
    let at_first =
        matches!(group, Group::UseNow | Group::OthersDecide | Group::MayUse | Group::NearMiss | Group::Services);
    at_first != view.state.turned.contains(&group)
}

/// Whether all of them are shown, if any.
fn shows_all(view: &View, group: Group) -> bool {
    view.state.show_all.contains(&group) || view.group(group).len() <= FIRST.saturating_add(3)
}

/// The policies of a group that are shown.
fn shown(view: &View, group: Group) -> &[PolicyId] {
    let policies = view.group(group);
    if !is_open(view, group) {
        return &[];
    }
    if shows_all(view, group) { policies } else { policies.get(..FIRST).unwrap_or(policies) }
}

/// The first policy of a group that is shown only with all of them.
pub(crate) fn first_beyond(view: &View, group: Group) -> Option<PolicyId> {
    view.group(group).get(FIRST).copied()
}

fn one_group(sections: &mut Nodes, view: &View, send: &Send, group: Group, shown: &[PolicyId]) {
    let speaker = view.speaker();
    let policies = view.group(group);
    let is_open = is_open(view, group);
    let (heading, list) = (format!("group-{}", group.id()), format!("list-{}", group.id()));

    let mut name = Nodes::new();
    // Turned by the style sheet. The fonts of the page have it; for the smaller ▾ another would be looked for.
    name.element("span", "arrow", "▼").with("aria-hidden", "true");
    name.text(speaker.label(&group));
    // How many there are is known once all are here.
    let still_to_come = view.still_to_come();
    if still_to_come.is_none() {
        name.element("span", "count", &speaker.in_brackets(&policies.len().to_string()));
    }
    let mut button = Nodes::new();
    button
        .wrap("button", "", name)
        .with("type", "button")
        .with("aria-expanded", if is_open { "true" } else { "false" })
        .with("aria-controls", &list)
        .click(on(send, Action::Turn(group)));
    let mut section = Nodes::new();
    section.wrap("h2", "", button).with("id", &heading);

    let mut inside = Nodes::new();
    if is_open {
        if policies.is_empty() {
            inside.element("p", "hint", still_to_come.unwrap_or(speaker.label(&Word::GroupEmpty)));
        } else {
            inside.push(html! { <Cards results={view.results.clone()} policies={shown.to_vec()} /> });
        }
        let more = !shows_all(view, group);
        if let Some(still_to_come) = still_to_come.filter(|_| more) {
            inside.element("p", "hint", still_to_come);
        } else if more {
            inside.button("button", &speaker.show_all(policies.len()), on(send, Action::ShowAll(group)));
            inside.element("p", "print-only", &speaker.shown_of(shown.len(), policies.len()));
        }
    }
    section.wrap("div", "group-body", inside).with("id", &list);
    if !is_open {
        section.with("hidden", "");
    }
    let class = match group {
        Group::UseNow => "group use_now",
        Group::OthersDecide | Group::MayUse => "group may_use",
        Group::NearMiss => "group near_miss",
        Group::Services | Group::Unclear | Group::NotApplicable | Group::OtherTime | Group::Background => "group",
    };
    sections.wrap("section", class, section).with("aria-labelledby", &heading).key(group.id());
}
