use yew::prelude::*;

use crate::app::first::nodes::Pieces;
use crate::app::first::view::Report;
use crate::matching::Group;
use crate::text::Word;

/// How many, worth how much, how many need nothing applied for, which deadline is nearest.
pub(crate) fn summary(report: &Report) -> Html {
    let speaker = report.speaker();
    let mut panel = Pieces::new();
    panel.say("h2", "", speaker.label(&Word::Summary)).with("id", "summary-title");
    if report.state.on() != report.state.today {
        panel.say("p", "as-of", &speaker.as_of(report.answer.on));
    }
    let mut figures = Pieces::new();

    let mut now = Pieces::new();
    now.say("span", "big", &speaker.items(report.group(Group::UseNow).len())).with("data-testid", "count-now");
    now.say("span", "", &speaker.perhaps(report.group(Group::MayUse).len()));
    figures.entry(speaker.label(&Word::UsableNow), now);

    let note = report.later.figures(&mut figures, report);
    panel.wrap("dl", "figures", figures).say_if("p", "hint", "", note);
    let mut whole = Pieces::new();
    whole
        .wrap("section", "panel summary", panel)
        .with("aria-labelledby", "summary-title")
        .with("data-testid", "summary");
    whole.done()
}
