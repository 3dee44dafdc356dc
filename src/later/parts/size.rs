use yew::prelude::*;

use crate::first::nodes::Nodes;
use crate::later::view::View;
use crate::wording::{Phrase, Word};
use engine::enterprise::{Facts, Figure, Possible};
use engine::quantity::{Bits, Interval, bit};

/// The size class and why, at once: each figure against its bounds, and the item of the standard.
pub(crate) fn size_line(view: &View) -> Html {
    let speaker = view.speaker();
    let trace = &view.answer.size;
    let told = Figure::ALL.iter().any(|figure| view.parsed.profile.given(figure.fact()).is_some());
    let placed = view.parsed.profile.given(Facts::INDUSTRY).is_some();
    if !told && !placed && trace.stated.is_none() {
        return Nodes::new().done();
    }
    let figures = trace.category().map_or(&[][..], |category| &category.bounds);
    let mut panel = Nodes::new();
    let mut class = Nodes::new();
    class.text(speaker.label(&Phrase::ClassIs));
    // Which figures are missing is named by texts that come later.
    if view.is_complete() || trace.class().is_some() {
        class.element("strong", "", &speaker.size(trace));
    }
    panel.wrap("p", "class", class);
    if trace.is_contradicted() {
        panel.element("p", "error", speaker.label(&Phrase::Contradicted));
    }
    let mut lines = Nodes::new();
    for (figure, bounds) in figures {
        figure_line(&mut lines, view, *figure, *bounds);
    }
    if !lines.is_empty() {
        panel.wrap("ul", "trace", lines);
    }
    let note = if figures.len() > 1 { speaker.label(&Phrase::BothNeeded) } else { "" };
    panel.element("p", "hint", &format!("{}{}{note}", speaker.standard_item(trace), speaker.stop()));
    let mut whole = Nodes::new();
    whole.wrap("div", "size", panel).with("data-testid", "size-class");
    whole.done()
}

/// One figure against the bounds of the category: `从业人员：8人，不到10人 → 微型`.
fn figure_line(lines: &mut Nodes, view: &View, figure: Figure, bounds: [i64; 3]) {
    let speaker = view.speaker();
    let id = figure.fact();
    let range = match view.parsed.profile.given(id) {
        Some(Possible::Numbers(range)) => Some(*range),
        _ => None,
    };
    let (low, high) = range.map_or((0, 3), |range: Interval| (class(range.low(), bounds), class(range.high(), bounds)));
    let classes: Bits = (low..=high).fold(0, |all, index| all | bit(index));
    let least = low.checked_sub(1).and_then(|index| bounds.get(index)).copied();
    let fact = view.catalogue().facts.get(id);
    let yours = match (range, fact) {
        (Some(range), Some(fact)) if range.single().is_none() => speaker.band(id, fact, range),
        (Some(range), Some(_)) => speaker.between_exact(figure, range.low()),
        _ => speaker.label(&Word::NotSaid).to_owned(),
    };
    let mut line = Nodes::new();
    line.text(&format!("{}{}{yours}", speaker.figure(figure), speaker.colon()));
    if range.is_some() {
        let between = speaker.between(figure, least, bounds.get(high).copied());
        line.text(&format!("{}{between} → ", speaker.comma())).element("strong", "", &speaker.classes(classes));
    }
    lines.wrap("li", "", line);
}

fn class(value: i64, bounds: [i64; 3]) -> usize {
    bounds.iter().filter(|&&least| value >= least).count()
}
