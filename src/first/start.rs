//! The start page: the questions, the summary, the next question, the results.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::summary::summary;
use crate::first::cards::CardBatches;
use crate::first::combobox::PlacePicker;
use crate::first::figure_field::{figure_field, select};
use crate::first::nodes::Nodes;
use crate::first::view::View;
use crate::first::{Send, on, value_of};
use crate::model::draft::Entry;
use crate::model::state::{Action, entity, figures};
use crate::wording::Word;
use engine::enterprise::{Facts, SIZE_CLASSES, Tree};
use engine::quantity::{bit, bits_of};

/// How many questions the first screen has.
pub(crate) const QUESTIONS: usize = 3;

/// The questions and the answer; at the very start some of the questions alone, which are built one by one. Its cards
/// come by a view of their own; the rest is not held up by them.
pub(crate) fn start(view: &View, built: usize, cards: Option<&CardBatches>, send: &Send) -> Html {
    let speaker = view.speaker();
    let mut page = Nodes::new();
    page.element("h1", "", speaker.label(&Word::Heading)).with("id", "page-title").with("tabindex", "-1");
    page.element("p", "lead", speaker.label(&Word::Intro));
    page.perhaps(view.later.told(view, send)).push(questions(view, built, send));
    if built < QUESTIONS {
        return page.done();
    }
    page.push(summary(view));
    slot(&mut page, "ask-slot", view.later.question(view, send));
    slot(&mut page, "told", view.later.answers(view, send));
    page.perhaps(cards.map(|cards| view.later.cards(cards, send)));
    // Nothing below the cards is to move when more of them come.
    let export = if cards.is_some_and(CardBatches::is_all) { view.later.export(view, send) } else { None };
    slot(&mut page, "take-slot", export);
    page.done()
}

/// The place of something that the second piece of the program shows, once it is here.
fn slot(page: &mut Nodes, class: &'static str, piece: Option<Html>) {
    let mut inside = Nodes::new();
    inside.perhaps(piece);
    page.wrap("div", class, inside);
}

/// The questions of the first screen, as far as they are to be built, with legal form and date beside them.
fn questions(view: &View, built: usize, send: &Send) -> Html {
    let speaker = view.speaker();
    let mut all = Nodes::new();
    let mut sector = Nodes::new();
    sector.push(picker(Tree::Industries, view, send)).push(legal_form(view, send));
    panel(&mut all, speaker.label(&Word::SectorLegend), sector);
    if built > 1 {
        let mut size = Nodes::new();
        for figure in figures(&view.answer.size, &view.state.draft) {
            let mut field = Nodes::new();
            field.push(figure_field(view, send, figure));
            size.wrap("div", "", field).key(&figure.fact().0.to_string());
        }
        let mut sizes = Nodes::new();
        sizes.wrap("div", "", size).push(known_class(view, send));
        panel(&mut all, speaker.label(&Word::SizeLegend), sizes);
        slot(&mut all, "size-slot", view.later.size(view));
    }
    if built > 2 {
        let mut place = Nodes::new();
        place.push(picker(Tree::Regions, view, send)).push(date(view, send));
        panel(&mut all, speaker.label(&Word::RegionLegend), place);
    }
    let mut page = Nodes::new();
    page.wrap("div", "questions", all);
    page.done()
}

/// A group of fields.
fn panel(all: &mut Nodes, legend: &str, inside: Nodes) {
    let mut fieldset = Nodes::new();
    fieldset.element("legend", "", legend).push(inside.done());
    all.wrap("fieldset", "panel", fieldset);
}

/// The field for a place.
fn picker(tree: Tree, view: &View, send: &Send) -> Html {
    html! { <PlacePicker {tree} view={view.clone()} send={send.clone()} /> }
}

/// For those who know their size class.
fn known_class(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let stated = view.state.draft.get(Facts::SIZE_CLASS);
    let options: Vec<(String, bool)> = SIZE_CLASSES
        .iter()
        .map(|class| (speaker.label(class).to_owned(), stated == Some(&Entry::Options(bit(class.index())))))
        .collect();
    let choose = {
        let send = send.clone();
        Callback::from(move |index: Option<usize>| {
            let entry = index.map(|index| Entry::Options(bit(index)));
            send.emit(Action::Enter(Facts::SIZE_CLASS, entry));
        })
    };
    select("f-size_class", speaker.label(&Word::KnownClass), speaker.label(&Word::DeriveClass), &options, choose)
}

/// The legal form, the individual business first.
pub(crate) fn legal_form(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let Some(id) = entity(view.rules()) else { return html! {} };
    let Some(fact) = view.rules().facts.get(id) else { return html! {} };
    let given = view.state.draft.get(id);
    let mut places: Vec<usize> = if view.is_complete() { bits_of(fact.all_options()).collect() } else { Vec::new() };
    engine::quantity::sort_by(&mut places, |&a, &b| {
        let last = |index: usize| fact.options().get(index) != Some(&"individual");
        last(a).cmp(&last(b))
    });
    let options: Vec<(String, bool)> = places
        .iter()
        .map(|&index| (speaker.option(id, fact, index), given == Some(&Entry::Options(bit(index)))))
        .collect();
    let choose = {
        let send = send.clone();
        Callback::from(move |index: Option<usize>| {
            let option = index.and_then(|index| places.get(index)).copied();
            send.emit(Action::Enter(id, option.map(|option| Entry::Options(bit(option)))));
        })
    };
    select("f-entity", speaker.label(&Word::FormLegend), speaker.label(&Word::NotSaid), &options, choose)
}

/// What stands for a day that a browser's field does not tell, since a part of it is missing.
pub(crate) const UNFINISHED: &str = "-";

/// Adds the field for the day asked about. Nothing is written into it while someone types: what it shows at first is an
/// attribute, which browsers go by until then, and the field is made again when the day comes from elsewhere.
pub(crate) fn day_field<'p>(into: &'p mut Nodes, id: &str, view: &View, send: &Send) -> &'p mut Nodes {
    let state = &view.state;
    let shown = if state.date.is_empty() { state.today.to_string() } else { state.date.clone() };
    let oninput = {
        let (send, today) = (send.clone(), state.today.to_string());
        Callback::from(move |event: InputEvent| {
            if let Some(typed) = value_of(&event) {
                send.emit(Action::Date(if typed == today { String::new() } else { typed }));
            }
        })
    };
    let onblur = {
        let (send, today) = (send.clone(), state.today.to_string());
        Callback::from(move |event: FocusEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                if input.validity().bad_input() {
                    // A day half typed, or one that is not in the calendar: it stays, and is no day.
                    send.emit(Action::Date(UNFINISHED.to_owned()));
                } else if input.value().is_empty() {
                    // Left empty it shows today, as it counts.
                    input.set_value(&today);
                }
            }
            send.emit(Action::Settle);
        })
    };
    into.wrap("input", "", Nodes::new()).with("id", id).with("type", "date").with("autocomplete", "off");
    into.with("value", &shown).with("min", "1990-01-01").with("max", "2199-12-31").key(&state.redated.to_string());
    into.typed(oninput).left(onblur)
}

/// The day asked about.
pub(crate) fn date(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let state = &view.state;
    let wrong = !state.dating && !state.date.is_empty() && state.date.parse::<engine::quantity::Date>().is_err();
    let mut pair = Nodes::new();
    day_field(&mut pair, "f-date", view, send)
        .with("aria-describedby", if wrong { "f-date-error" } else { "f-date-hint" });
    if wrong {
        pair.with("aria-invalid", "true");
    }
    if state.date.is_empty() {
        pair.placeholder();
    } else {
        let back = on(send, Action::Today);
        pair.button("quiet", speaker.label(&Word::BackToToday), back);
    }
    let mut inside = Nodes::new();
    inside.element("label", "", speaker.label(&Word::DateLegend)).with("for", "f-date").wrap("div", "pair", pair);
    if wrong {
        inside
            .element("p", "error", speaker.label(&Word::DateTrouble))
            .with("id", "f-date-error")
            .with("role", "alert");
    } else {
        inside.element("p", "hint", speaker.label(&Word::DateHint)).with("id", "f-date-hint");
    }
    let mut field = Nodes::new();
    field.wrap("div", "field", inside);
    field.done()
}
