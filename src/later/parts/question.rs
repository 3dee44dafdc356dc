//! The next question.

use yew::prelude::*;

use crate::first::view::{next_question, not_asked};
use crate::first::{on, value_of};
use crate::later::parts::trouble_text;
use crate::later::typed;
use crate::later::view::View;
use crate::model::draft;
use crate::model::draft::Entry;
use crate::model::state::Action;
use crate::wording::{CommonWord, NotAsked, QuestionWord, Word};
use engine::enterprise::{Fact, FactId, Facts, Kind, Possible};
use engine::matching::Waiting;
use engine::quantity::{Bits, Interval, bit, bits_of};

/// What [`Question`] and its form need.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct QuestionProps {
    /// Everything shown.
    pub(crate) view: View,
    /// Takes what the person does.
    pub(crate) send: Callback<Action>,
}

/// The one place where further questions are put, one at a time.
#[component]
pub(crate) fn Question(props: &QuestionProps) -> Html {
    let QuestionProps { view, send } = props;
    let speaker = view.speaker();
    let state = &view.state;
    let next = next_question(view);
    let is_first = view.parsed.profile.is_empty() && state.asking.is_none();
    let is_coming = !is_first && (!view.is_complete() || (view.is_ranking() && view.questions.is_empty()));
    let inside = match next {
        // Size, sector and region settle most: they come first.
        _ if is_first => html! {
            <>
                <h2 id="question-title" tabindex="-1">{ speaker.label(&QuestionWord::NextTitle) }</h2>
                <p>{ speaker.label(&QuestionWord::AskFirst) }</p>
            </>
        },
        _ if is_coming => html! { <p class="hint">{ speaker.label(&QuestionWord::LoadingTexts) }</p> },
        Some((id, question)) => {
            let (Some(fact), Some(words)) = (view.catalogue().facts.get(id), speaker.question(id)) else {
                return html! { <span hidden=true></span> };
            };
            html! {
                <>
                    <h2 id="question-title" tabindex="-1">{ speaker.label(&QuestionWord::NextTitle) }</h2>
                    <p class="ask" id="question-ask">{ speaker.ask(id, &view.situation()) }</p>
                    if let Some(help) = words.help {
                        <p class="hint" id="question-help">{ speaker.text(help) }</p>
                    }
                    if let Some(question) = question {
                        <p class="hint" data-testid="settles">
                            { speaker.settles(question) }
                            if let Some(why) = speaker.why_asked(question.why) {
                                <>{ speaker.semicolon() }{ why }</>
                            }
                        </p>
                    }
                    <Form key={fact.id.clone()} view={view.clone()} send={send.clone()} {id}
                        options={question.map_or(0, |question| question.options)} />
                </>
            }
        }
        None => closing(view, send),
    };
    html! {
        <section class={if is_coming { "panel question coming" } else { "panel question" }}
            aria-labelledby="question-title" aria-busy={view.is_ranking().then_some("true")}
            data-testid="question">{ inside }</section>
    }
}

/// What is said once nothing more is asked: what the results still wait for, and that no answer can change them only
/// where that is so.
fn closing(view: &View, send: &Callback<Action>) -> Html {
    let speaker = view.speaker();
    let outcomes = &view.answer.outcomes;
    let facts = not_asked(view);
    let can_revisit = facts.iter().any(|(why, _)| *why == NotAsked::Skipped);
    // By the names of their fields, where those are other ones.
    let name = |fact: FactId| match fact {
        Facts::INDUSTRY => speaker.label(&Word::SectorLegend),
        Facts::REGION => speaker.label(&Word::RegionLegend),
        other => speaker.fact(other),
    };
    let asked = facts.into_iter().map(|(why, facts)| {
        let names: Vec<&str> = facts.iter().map(|&fact| name(fact)).collect();
        speaker.not_asked(why, &names, Waiting::for_any(outcomes, &facts))
    });
    let left: Vec<String> = asked.chain(speaker.waiting(Waiting::of(outcomes))).collect();
    html! {
        <>
            <h2 id="question-title" tabindex="-1">{ speaker.label(&QuestionWord::NoMoreTitle) }</h2>
            <p>{ speaker.nothing_more(!left.is_empty()) }</p>
            if !left.is_empty() {
                <ul data-testid="left">
                    for line in left {
                        <li>{ line }</li>
                    }
                </ul>
            }
            if can_revisit {
                <p class="actions">
                    <button type="button" class="button" onclick={on(send, Action::Revisit)}>
                        { speaker.label(&QuestionWord::Revisit) }
                    </button>
                </p>
            }
        </>
    }
}

/// What a [`Form`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct FormProps {
    view: View,
    send: Callback<Action>,
    id: FactId,
    /// The options that can still change something.
    options: Bits,
}

/// The answers to one question. What is typed here counts when it is confirmed.
#[component]
fn Form(props: &FormProps) -> Html {
    let FormProps { view, send, id, options } = props;
    let id = *id;
    let speaker = view.speaker();
    let given = view.state.draft.get(id);
    let field = format!("question {}", id.0);
    let typed = use_state_eq(|| match given {
        Some(Entry::Typed(typed)) => typed.clone(),
        _ => typed::get(&field),
    });
    let chosen = use_state_eq(|| if let Some(Entry::Chosen { held, .. }) = given { *held } else { 0 });
    let wrong = use_state_eq(|| None);
    let Some(fact) = view.catalogue().facts.get(id) else { return html! { <span hidden=true></span> } };
    let answer = |entry: Entry| on::<MouseEvent>(send, Action::Answer(id, entry));

    let fields = match &fact.kind {
        Kind::Flag => {
            let held = |option: usize| given == Some(&Entry::Options(bit(option)));
            html! {
                <div class="options" role="group" aria-labelledby="question-ask">
                    <button type="button" class="button" aria-pressed={held(1).then_some("true")} onclick={answer(Entry::Options(bit(1)))}>
                        { speaker.label(&CommonWord::Yes) }
                    </button>
                    <button type="button" class="button" aria-pressed={held(0).then_some("true")} onclick={answer(Entry::Options(bit(0)))}>
                        { speaker.label(&CommonWord::No) }
                    </button>
                </div>
            }
        }
        Kind::Choice(_) => html! {
            <div class="options" role="group" aria-labelledby="question-ask">
                for option in bits_of(fact.all_options()) {
                    <button type="button" class="button"
                        aria-pressed={(given == Some(&Entry::Options(bit(option)))).then_some("true")}
                        onclick={answer(Entry::Options(bit(option)))}>
                        { speaker.option(id, fact, option) }
                    </button>
                }
            </div>
        },
        Kind::Choices(_) => {
            // What cannot matter any more (the sector is told, the measure has ended) is not offered, and what was
            // offered before stays.
            let before = if let Some(Entry::Chosen { offered, .. }) = given { *offered } else { 0 };
            let offered = match options | before {
                0 => fact.all_options(),
                some => some & fact.all_options(),
            };
            let confirm = {
                let (send, chosen) = (send.clone(), chosen.clone());
                Callback::from(move |_: MouseEvent| {
                    send.emit(Action::Answer(id, Entry::Chosen { held: *chosen, offered }));
                })
            };
            html! {
                <>
                    <fieldset class="checks" aria-labelledby="question-ask">
                        for option in bits_of(offered) {
                            <label class="check">
                                <input type="checkbox" checked={*chosen & bit(option) != 0}
                                    onchange={turn(&chosen, option)} />
                                { speaker.option(id, fact, option) }
                            </label>
                        }
                    </fieldset>
                    <div class="options">
                        <button type="button" class="button primary" onclick={confirm}>
                            { speaker.label(if *chosen == 0 { &QuestionWord::NoneOfThese } else { &QuestionWord::Confirm }) }
                        </button>
                    </div>
                </>
            }
        }
        Kind::Count | Kind::Money | Kind::Rate | Kind::Date | Kind::Place(_) => {
            let reading = reading(view, id, fact, &typed);
            let described = if wrong.is_some() { "question-error" } else { "question-reading" };
            let submit = {
                let (send, wrong, fact) = (send.clone(), wrong.clone(), fact.clone());
                let (text, field) = ((*typed).clone(), field.clone());
                Callback::from(move |event: SubmitEvent| {
                    event.prevent_default();
                    let entry = Entry::Typed(text.clone());
                    typed::put(&field, "");
                    match draft::read(&entry, &fact) {
                        Ok(Some(_)) => send.emit(Action::Answer(id, entry)),
                        Ok(None) => send.emit(Action::Pass(id)),
                        Err(trouble) => wrong.set(Some(trouble)),
                    }
                })
            };
            let oninput = {
                let (typed, wrong) = (typed.clone(), wrong.clone());
                Callback::from(move |event: InputEvent| {
                    if let Some(value) = value_of(&event) {
                        typed::put(&field, &value);
                        typed.set(value);
                        wrong.set(None);
                    }
                })
            };
            let is_date = fact.kind == Kind::Date;
            html! {
                <form class="answer" onsubmit={submit}>
                    <label for="question-field" class="visually-hidden">{ speaker.label(&QuestionWord::YourAnswer) }</label>
                    <input id="question-field" type={if is_date { "date" } else { "text" }} autocomplete="off"
                        value={(*typed).clone()}
                        aria-invalid={wrong.is_some().then_some("true")} aria-describedby={format!("question-ask {described}")} {oninput} />
                    <button type="submit" class="button primary">{ speaker.label(&QuestionWord::Confirm) }</button>
                    if let Some(trouble) = *wrong {
                        <p class="error" id="question-error" role="alert">
                            { trouble_text(&speaker, id, fact, Some(&Entry::Typed((*typed).clone())), trouble) }
                        </p>
                    } else {
                        <p class="hint" id="question-reading">{ reading }</p>
                    }
                    { bands(view, send, id, fact) }
                </form>
            }
        }
    };
    html! {
        <div class="form">
            { fields }
            <div class="actions">
                if let Some(before) = view.state.at.checked_sub(1) {
                    <button type="button" class="quiet" onclick={on(send, Action::Step(before))}>{ speaker.label(&QuestionWord::Previous) }</button>
                }
                <button type="button" class="quiet" onclick={on(send, Action::Answer(id, Entry::Unsure))}>{ speaker.label(&CommonWord::NotSure) }</button>
                <button type="button" class="quiet" onclick={on(send, Action::Pass(id))}>{ speaker.label(&QuestionWord::Skip) }</button>
            </div>
        </div>
    }
}

/// The bands that the catalogue offers for a number.
fn bands(view: &View, send: &Callback<Action>, id: FactId, fact: &Fact) -> Html {
    let speaker = view.speaker();
    if fact.bands.is_empty() {
        return html! {};
    }
    html! {
        <div class="options">
            for band in fact.bands.iter().copied() {
                <button type="button" class="button" onclick={on(send, Action::Answer(id, Entry::Band(band)))}>
                    { band_name(&speaker, id, fact, band) }
                </button>
            }
        </div>
    }
}

fn band_name(speaker: &crate::wording::Speaker<'_>, id: FactId, fact: &Fact, band: Interval) -> String {
    speaker.band(id, fact, band)
}

/// How what was typed is understood.
fn reading(view: &View, id: FactId, fact: &Fact, typed: &str) -> String {
    let speaker = view.speaker();
    match draft::read(&Entry::Typed(typed.to_owned()), fact) {
        Ok(Some(value @ Possible::Numbers(_))) if fact.kind != Kind::Date => {
            format!("= {}", speaker.possible(id, fact, &value))
        }
        _ if fact.kind == Kind::Money => speaker.label(&Word::MoneyHint).to_owned(),
        _ => String::new(),
    }
}

/// Adds an option to a set, or takes it out.
fn turn(chosen: &UseStateHandle<Bits>, option: usize) -> Callback<Event> {
    let chosen = chosen.clone();
    Callback::from(move |_: Event| chosen.set(*chosen ^ bit(option)))
}
