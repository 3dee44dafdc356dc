use yew::prelude::*;

use super::summary::summary;
use crate::app::first::cards::{Dealt, groups};
use crate::app::first::combobox::PlacePicker;
use crate::app::first::figure_field::{figure_field, select};
use crate::app::first::nodes::Pieces;
use crate::app::first::view::Report;
use crate::app::first::{Send, on, value_of};
use crate::app::model::draft::Entry;
use crate::app::model::state::{Action, entity, figures};
use crate::enterprise::{Facts, SIZE_CLASSES, Tree};
use crate::quantity::{bit, bits_of};
use crate::text::Word;

/// How many questions the first screen has.
pub(crate) const QUESTIONS: usize = 3;

/// The questions and the answer; at the very start some of the questions alone, which are built one by one. Its cards
/// come by a report of their own; the rest is not held up by them.
pub(crate) fn start(report: &Report, built: usize, cards: Option<&Dealt>, send: &Send) -> Html {
    let speaker = report.speaker();
    let mut page = Pieces::new();
    page.say("h1", "", speaker.label(&Word::Heading)).with("id", "page-title").with("tabindex", "-1");
    page.say("p", "lead", speaker.label(&Word::Intro));
    page.put(questions(report, built, send));
    if built < QUESTIONS {
        return page.done();
    }
    page.put(summary(report));
    slot(&mut page, "ask-slot", report.later.question(report, send));
    slot(&mut page, "told", report.later.answers(report, send));
    page.perhaps(cards.map(|cards| groups(cards, send)));
    // Nothing below the cards is to move when more of them come.
    let take = if cards.is_some_and(Dealt::is_all) { report.later.take(report, send) } else { None };
    slot(&mut page, "take-slot", take);
    page.done()
}

/// The place of something that the second piece of the program shows, once it is here.
fn slot(page: &mut Pieces, class: &'static str, piece: Option<Html>) {
    let mut inside = Pieces::new();
    inside.perhaps(piece);
    page.wrap("div", class, inside);
}

/// The questions of the first screen, as many as are to be built, with legal form and date beside them.
fn questions(report: &Report, built: usize, send: &Send) -> Html {
    let speaker = report.speaker();
    let mut all = Pieces::new();
    let mut sector = Pieces::new();
    sector.put(picker(Tree::Industries, report, send)).put(legal_form(report, send));
    panel(&mut all, speaker.label(&Word::SectorLegend), sector);
    if built > 1 {
        let mut size = Pieces::new();
        for figure in figures(&report.answer.size, &report.state.draft) {
            let mut field = Pieces::new();
            field.put(figure_field(report, send, figure));
            size.wrap("div", "", field).key(&figure.fact().0.to_string());
        }
        let mut sizes = Pieces::new();
        sizes.wrap("div", "", size).put(known_class(report, send));
        panel(&mut all, speaker.label(&Word::SizeLegend), sizes);
        slot(&mut all, "size-slot", report.later.size(report));
    }
    if built > 2 {
        let mut place = Pieces::new();
        place.put(picker(Tree::Regions, report, send)).put(date(report, send));
        panel(&mut all, speaker.label(&Word::RegionLegend), place);
    }
    let mut page = Pieces::new();
    page.wrap("div", "questions", all);
    page.done()
}

/// A group of fields.
fn panel(all: &mut Pieces, legend: &str, inside: Pieces) {
    let mut whole = Pieces::new();
    whole.say("legend", "", legend).put(inside.done());
    all.wrap("fieldset", "panel", whole);
}

/// The field for a place.
fn picker(tree: Tree, report: &Report, send: &Send) -> Html {
    html! { <PlacePicker {tree} report={report.clone()} send={send.clone()} /> }
}

/// For those who know their size class.
fn known_class(report: &Report, send: &Send) -> Html {
    let speaker = report.speaker();
    let stated = report.state.draft.get(Facts::SIZE_CLASS);
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
fn legal_form(report: &Report, send: &Send) -> Html {
    let speaker = report.speaker();
    let Some(id) = entity(report.catalogue()) else { return html! {} };
    let Some(fact) = report.catalogue().facts.get(id) else { return html! {} };
    let given = report.state.draft.get(id);
    let mut places: Vec<usize> = if report.is_complete() { bits_of(fact.all_options()).collect() } else { Vec::new() };
    crate::quantity::sort_by(&mut places, |&a, &b| {
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

/// Adds the field for the day asked about. Nothing is written into it while someone types: what it shows at first is an
/// attribute, which browsers go by until then, and it is made anew when the day comes from elsewhere.
pub(crate) fn day_field<'p>(into: &'p mut Pieces, id: &str, report: &Report, send: &Send) -> &'p mut Pieces {
    let state = &report.state;
    let shown = if state.date.is_empty() { state.today.to_string() } else { state.date.clone() };
    let oninput = {
        let (send, today) = (send.clone(), state.today.to_string());
        Callback::from(move |event: InputEvent| {
            if let Some(typed) = value_of(&event) {
                send.emit(Action::Date(if typed == today { String::new() } else { typed }));
            }
        })
    };
    into.wrap("input", "", Pieces::new()).with("id", id).with("type", "date").with("autocomplete", "off");
    into.with("value", &shown).with("min", "1990-01-01").with("max", "2199-12-31").key(&state.redated.to_string());
    into.typed(oninput).left(on(send, Action::Settle))
}

/// The day asked about.
pub(crate) fn date(report: &Report, send: &Send) -> Html {
    let speaker = report.speaker();
    let state = &report.state;
    let wrong = !state.dating && !state.date.is_empty() && state.date.parse::<crate::quantity::Date>().is_err();
    let mut pair = Pieces::new();
    day_field(&mut pair, "f-date", report, send)
        .with("aria-describedby", if wrong { "f-date-error" } else { "f-date-hint" });
    if wrong {
        pair.with("aria-invalid", "true");
    }
    if state.date.is_empty() {
        pair.gap();
    } else {
        let back = on(send, Action::Today);
        pair.button("quiet", speaker.label(&Word::BackToToday), back);
    }
    let mut inside = Pieces::new();
    inside.say("label", "", speaker.label(&Word::DateLegend)).with("for", "f-date").wrap("div", "pair", pair);
    if wrong {
        inside.say("p", "error", speaker.label(&Word::DateTrouble)).with("id", "f-date-error");
    } else {
        inside.say("p", "hint", speaker.label(&Word::DateHint)).with("id", "f-date-hint");
    }
    let mut whole = Pieces::new();
    whole.wrap("div", "field", inside);
    whole.done()
}
