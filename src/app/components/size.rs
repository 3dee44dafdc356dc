use yew::prelude::*;

use crate::app::report::Report;
use crate::enterprise::{Facts, Figure, Possible};
use crate::quantity::{Bits, Interval, bit};
use crate::text::Word;

/// The size class and why, at once: each figure against its bounds, and the item of the standard.
pub(crate) fn size_line(report: &Report) -> Html {
    let speaker = report.speaker();
    let trace = &report.answer.size;
    let told = Figure::ALL.iter().any(|figure| report.parsed.profile.given(figure.fact()).is_some());
    let placed = report.parsed.profile.given(Facts::INDUSTRY).is_some();
    if !told && !placed && trace.stated.is_none() {
        return html! {};
    }
    let figures = trace.category().map_or(&[][..], |category| &category.bounds);
    let rows: Vec<Html> = figures.iter().map(|(figure, bounds)| figure_line(report, *figure, *bounds)).collect();
    let several = rows.len() > 1;
    html! {
        <div class="size" data-testid="size-class">
            <p class="class">
                { speaker.label(&Word::ClassIs) }
                <strong>
                    { if speaker_ready(report) || trace.class().is_some() { speaker.size(trace) } else { String::new() } }
                </strong>
            </p>
            if trace.is_contradicted() {
                <p class="error">{ speaker.label(&Word::Contradicted) }</p>
            }
            if several || !rows.is_empty() {
                <ul class="trace">for row in rows { { row } }</ul>
            }
            <p class="hint">
                { speaker.standard_item(trace) }
                { if several { speaker.label(&Word::BothNeeded) } else { "" } }
            </p>
        </div>
    }
}

/// The open figures are named by texts that come later.
fn speaker_ready(report: &Report) -> bool {
    report.is_complete()
}

/// One figure against the bounds of the category: `从业人员：8人，不到10人 → 微型`.
fn figure_line(report: &Report, figure: Figure, bounds: [i64; 3]) -> Html {
    let speaker = report.speaker();
    let id = figure.fact();
    let range = match report.parsed.profile.given(id) {
        Some(Possible::Numbers(range)) => Some(*range),
        _ => None,
    };
    let (low, high) = range.map_or((0, 3), |range: Interval| (class(range.low(), bounds), class(range.high(), bounds)));
    let classes: Bits = (low..=high).fold(0, |all, index| all | bit(index));
    let least = low.checked_sub(1).and_then(|index| bounds.get(index)).copied();
    let fact = report.catalogue().facts.get(id);
    let yours = match (range, fact) {
        (Some(range), Some(fact)) if range.single().is_none() => speaker.band(id, fact, range),
        (Some(range), Some(_)) => speaker.between_exact(figure, range.low()),
        _ => speaker.label(&Word::NotSaid).to_owned(),
    };
    html! {
        <li>
            { speaker.figure(figure) }{ speaker.colon() }{ yours }
            if range.is_some() {
                <>
                    { speaker.comma() }{ speaker.between(figure, least, bounds.get(high).copied()) }
                    <span aria-hidden="true">{ " → " }</span>
                    <span class="visually-hidden">{ speaker.comma() }</span>
                    <strong>{ speaker.classes(classes) }</strong>
                </>
            }
        </li>
    }
}

fn class(value: i64, bounds: [i64; 3]) -> usize {
    bounds.iter().filter(|&&least| value >= least).count()
}
