//! The size class and how it came about.

use yew::{Html, html};

use crate::later::view::View;
use crate::wording::{SizeWord, Word};
use engine::enterprise::{Facts, Figure, Possible};
use engine::quantity::{Bits, Interval, bit};

/// The size class and why, at once: each figure against its bounds, and the item of the standard.
pub(crate) fn size_line(view: &View) -> Html {
    let speaker = view.speaker();
    let trace = &view.answer.size;
    let told = Figure::ALL.iter().any(|figure| view.parsed.profile.given(figure.fact()).is_some());
    let placed = view.parsed.profile.given(Facts::INDUSTRY).is_some();
    if !told && !placed && trace.stated.is_none() {
        return html! {};
    }
    let figures = trace.category().map_or(&[][..], |category| &category.bounds);
    let note = if figures.len() > 1 { speaker.label(&SizeWord::BothNeeded) } else { "" };
    html! {
        <div class="size" data-testid="size-class">
            <p class="class">
                { speaker.label(&SizeWord::ClassIs) }
                // Which figures are missing is named by texts that come later.
                if view.is_complete() || trace.class().is_some() {
                    <strong>{ speaker.size(trace) }</strong>
                }
            </p>
            if trace.is_contradicted() {
                <p class="error">{ speaker.label(&SizeWord::Contradicted) }</p>
            }
            if !figures.is_empty() {
                <ul class="trace">
                    for (figure, bounds) in figures {
                        <li>{ figure_line(view, *figure, *bounds) }</li>
                    }
                </ul>
            }
            <p class="hint">{ speaker.standard_item(trace) }{ speaker.stop() }{ note }</p>
        </div>
    }
}

/// One figure against the bounds of the category: `从业人员：8人，不到10人 → 微型`.
fn figure_line(view: &View, figure: Figure, bounds: [i64; 3]) -> Html {
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
    html! {
        <>
            { speaker.figure(figure) }{ speaker.colon() }{ yours }
            if range.is_some() {
                { speaker.comma() }{ speaker.between(figure, least, bounds.get(high).copied()) }{ " → " }
                <strong>{ speaker.classes(classes) }</strong>
            }
        </>
    }
}

fn class(value: i64, bounds: [i64; 3]) -> usize {
    bounds.iter().filter(|&&least| value >= least).count()
}
