//! The fields for the figures that decide the size class, and plain selects.

use yew::prelude::*;

use crate::first::nodes::Nodes;
use crate::first::view::View;
use crate::first::{Send, on, value_of};
use crate::model::draft::Entry;
use crate::model::state::Action;
use crate::wording::Word;
use engine::enterprise::{Fact, Figure};
use engine::quantity::Interval;

/// The least staff of each band offered.
const STAFF: [i64; 10] = [0, 5, 10, 20, 50, 100, 200, 300, 1_000, 2_000];
/// The least amount of each band offered, in units of 10,000 yuan.
const AMOUNTS: [i64; 10] = [0, 50, 100, 300, 500, 1_000, 2_000, 5_000, 10_000, 40_000];

/// The bands offered for a figure, those of the size standard's category among them.
fn bands(view: &View, figure: Figure, fact: &Fact) -> Vec<Interval> {
    let unit = if figure == Figure::Employees { 1 } else { 1_000_000 };
    let starts = if figure == Figure::Employees { STAFF } else { AMOUNTS };
    let mut starts: Vec<i64> = starts.iter().map(|start| start.saturating_mul(unit)).collect();
    for (_, bounds) in
        view.answer.size.category().iter().flat_map(|category| &category.bounds).filter(|(used, _)| *used == figure)
    {
        starts.extend(bounds);
    }
    engine::quantity::sort_distinct(&mut starts);
    let ends = starts.iter().skip(1).map(|start| start.saturating_sub(1)).chain([fact.bounds.high()]);
    starts.iter().zip(ends).filter_map(|(&low, high)| Interval::new(low, high)).collect()
}

/// A figure of the first screen: typed, or one of the bands.
pub(crate) fn figure_field(view: &View, send: &Send, figure: Figure) -> Html {
    let speaker = view.speaker();
    let id = figure.fact();
    let Some(fact) = view.rules().facts.get(id) else { return html! {} };
    let name = speaker.figure(figure);
    let field = format!("f-{}", fact.id);
    let (hint_id, error_id, unit_id) = (format!("{field}-hint"), format!("{field}-error"), format!("{field}-unit"));
    let entry = view.state.draft.get(id);
    let typed = if let Some(Entry::Typed(typed)) = entry { typed.clone() } else { String::new() };
    let chosen = if let Some(Entry::Band(band)) = entry { Some(*band) } else { None };
    let mut offered = bands(view, figure, fact);
    if let Some(band) = chosen.filter(|band| !offered.contains(band)) {
        offered.push(band);
    }
    let trouble = view.later.trouble(view, id);
    let reading = view.later.reading(view, id).filter(|_| !typed.is_empty());
    let hint = speaker.label(if figure == Figure::Employees { &Word::EmployeesHint } else { &Word::MoneyHint });
    let mut described = format!("{unit_id} {hint_id}");
    if trouble.is_some() {
        described = format!("{error_id} {described}");
    }
    let oninput = {
        let send = send.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(typed) = value_of(&event) {
                send.emit(Action::Type(id, Entry::Typed(typed)));
            }
        })
    };
    let onchange = {
        let (send, offered) = (send.clone(), offered.clone());
        Callback::from(move |event: Event| {
            let index = value_of(&event).and_then(|value| value.parse::<usize>().ok());
            let band = index.and_then(|index| offered.get(index)).copied();
            send.emit(Action::Enter(id, band.map(Entry::Band)));
        })
    };
    let mut unit = Nodes::new();
    unit.input(&field, "text", &typed);
    if trouble.is_some() {
        unit.with("aria-invalid", "true");
    }
    unit.with("aria-describedby", &described).typed(oninput).left(on(send, Action::Settle));
    unit.element("span", "unit", speaker.figure_unit(figure)).with("id", &unit_id);
    let mut options = Nodes::new();
    options.option(None, speaker.label(&Word::ChooseBand), chosen.is_none());
    for (index, band) in offered.iter().enumerate() {
        options.option(Some(index), &speaker.band(id, fact, *band), chosen == Some(*band));
    }
    let mut pair = Nodes::new();
    pair.wrap("span", "with-unit", unit).wrap("select", "", options).chosen(onchange);
    pair.with("aria-label", &format!("{name}{}", speaker.bracketed(Word::BandOf)));
    let mut inside = Nodes::new();
    inside.element("label", "", name).with("for", &field).wrap("div", "pair", pair);
    inside.perhaps(view.later.units(view, send, id));
    inside.element_if("p", "error", &error_id, trouble.as_deref()).with("role", "alert");
    inside.element("p", "hint", reading.as_deref().unwrap_or(hint)).with("id", &hint_id);
    let mut block = Nodes::new();
    block.wrap("div", "field", inside);
    block.done()
}

/// A select with a label; sends the place of the option chosen, `None` for the first one, which says nothing.
pub(crate) fn select(
    id: &str,
    label: &str,
    nothing: &str,
    options: &[(String, bool)],
    choose: Callback<Option<usize>>,
) -> Html {
    let onchange = Callback::from(move |event: Event| {
        choose.emit(value_of(&event).and_then(|value| value.parse::<usize>().ok()));
    });
    let mut list = Nodes::new();
    list.option(None, nothing, options.iter().all(|(_, chosen)| !chosen));
    for (index, (name, chosen)) in options.iter().enumerate() {
        list.option(Some(index), name, *chosen);
    }
    let mut inside = Nodes::new();
    inside.element("label", "", label).with("for", id).wrap("select", "", list).with("id", id).chosen(onchange);
    let mut block = Nodes::new();
    block.wrap("div", "field", inside);
    block.done()
}
