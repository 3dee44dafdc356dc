//! The summary above the results: how many policies, and what they are worth.

use yew::prelude::*;

use crate::first::nodes::Nodes;
use crate::first::view::View;
use crate::wording::Word;
use engine::matching::Group;

/// How many, worth how much, how many need nothing applied for, which deadline is nearest.
pub(crate) fn summary(view: &View) -> Html {
    let speaker = view.speaker();
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&Word::Summary)).with("id", "summary-title");
    if view.state.on() != view.state.today {
        panel.element("p", "as-of", &speaker.as_of(view.answer.on));
    }
    let mut figures = Nodes::new();

    let mut now = Nodes::new();
    now.element("span", "big", &speaker.items(view.group(Group::UseNow).len())).with("data-testid", "count-now");
    let perhaps = || speaker.perhaps(view.group(Group::MayUse).len());
    now.element("span", "", &view.still_to_come().map_or_else(perhaps, str::to_owned));
    figures.entry(speaker.label(&Group::UseNow), now);

    let mut notes = Nodes::new();
    view.later.figures(&mut figures, &mut notes, view);
    panel.wrap("dl", "figures", figures).push(notes.done());
    let mut section = Nodes::new();
    section
        .wrap("section", "panel summary", panel)
        .with("aria-labelledby", "summary-title")
        .with("data-testid", "summary");
    section.done()
}
