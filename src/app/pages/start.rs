use yew::prelude::*;

use crate::app::components::{self, PlacePicker, Send, figure_field, select, value_of};
use crate::app::desk::Desk;
use crate::app::draft::Entry;
use crate::app::report::Report;
use crate::app::state::{Action, entity, figures};
use crate::enterprise::{Facts, SIZE_CLASSES, Tree};
use crate::quantity::{bit, bits_of};
use crate::text::Word;

/// The questions and the answer.
pub(crate) fn start(report: &Report, send: &Send) -> Html {
    let speaker = report.speaker();
    html! {
        <>
            <h1 id="page-title" tabindex="-1">{ speaker.label(&Word::Heading) }</h1>
            <p class="lead">{ speaker.label(&Word::Intro) }</p>
            if report.state.other_version {
                <p class="as-of">{ speaker.label(&Word::OtherVersion) }</p>
            }
            { questions(report, send) }
            { components::summary(report) }
            <div class="ask-slot">{ later(report, |desk| (desk.question)(report, send)) }</div>
            <div class="told">{ later(report, |desk| (desk.answers)(report, send)) }</div>
            { components::groups(report, send) }
            <div class="take-slot">{ later(report, |desk| (desk.take)(report, send)) }</div>
            <p class="hint">{ speaker.label(&Word::Disclaimer) }</p>
        </>
    }
}

/// What the second piece of the program shows, once it is here.
fn later(report: &Report, show: impl FnOnce(Desk) -> Html) -> Html {
    report.desk().map_or_else(|| html! {}, show)
}

/// The three questions of the first screen, with legal form and date beside them.
fn questions(report: &Report, send: &Send) -> Html {
    let speaker = report.speaker();
    html! {
        <div class="questions">
            <fieldset class="panel">
                <legend>{ speaker.label(&Word::SectorLegend) }</legend>
                <PlacePicker tree={Tree::Industries} report={report.clone()} send={send.clone()} />
                { legal_form(report, send) }
            </fieldset>
            <fieldset class="panel">
                <legend>{ speaker.label(&Word::SizeLegend) }</legend>
                for figure in figures(&report.answer.size, &report.state.draft) {
                    <div key={figure.fact().0}>{ figure_field(report, send, figure) }</div>
                }
                { known_class(report, send) }
            </fieldset>
            <div class="size-slot">{ report.book.desk.map_or_else(|| html! {}, |desk| (desk.size)(report)) }</div>
            <fieldset class="panel">
                <legend>{ speaker.label(&Word::RegionLegend) }</legend>
                <PlacePicker tree={Tree::Regions} report={report.clone()} send={send.clone()} />
                { date(report, send) }
            </fieldset>
        </div>
    }
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

/// The day asked about.
fn date(report: &Report, send: &Send) -> Html {
    let speaker = report.speaker();
    let state = &report.state;
    let shown = if state.date.is_empty() { state.today.to_string() } else { state.date.clone() };
    let wrong = !state.date.is_empty() && state.date.parse::<crate::quantity::Date>().is_err();
    let oninput = {
        let (send, today) = (send.clone(), state.today.to_string());
        Callback::from(move |event: InputEvent| {
            if let Some(typed) = value_of(&event) {
                send.emit(Action::Date(if typed == today { String::new() } else { typed }));
            }
        })
    };
    html! {
        <div class="field">
            <label for="f-date">{ speaker.label(&Word::DateLegend) }</label>
            <div class="pair">
                <input id="f-date" type="date" value={shown} min="1990-01-01" max="2199-12-31"
                    aria-invalid={wrong.then_some("true")} aria-describedby={if wrong { "f-date-error" } else { "f-date-hint" }} {oninput} />
                if !state.date.is_empty() {
                    <button type="button" class="quiet" onclick={components::on(send, Action::Date(String::new()))}>
                        { speaker.label(&Word::BackToToday) }
                    </button>
                }
            </div>
            if wrong {
                <p class="error" id="f-date-error">{ speaker.label(&Word::DateTrouble) }</p>
            } else {
                <p class="hint" id="f-date-hint">{ speaker.label(&Word::DateHint) }</p>
            }
        </div>
    }
}
