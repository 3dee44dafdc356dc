//! The walk to the answer: what enterprises like this one get, which circumstances apply, then blocks, until enough is known.

use std::rc::Rc;

use yew::prelude::*;

use crate::first::on;
use crate::first::view::not_asked;
use crate::later::parts::block::BlockForm;
pub(crate) use crate::later::parts::block::entry_of;
use crate::later::view::View;
use crate::model::draft::Entry;
use crate::model::state::{Action, State};
use crate::wording::{QuestionWord, Speaker, Word};
use engine::enterprise::{Fact, FactId, Facts, Possible};
use engine::matching::{self, Block, Step, Steps, TickBox, Total, Waiting, boxes, suppose};
use engine::quantity::{Bits, Money, bit};

/// What [`Walk`] and its screens need.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct WalkProps {
    /// Everything shown.
    pub(crate) view: View,
    /// Takes what the person does.
    pub(crate) send: Callback<Action>,
}

/// The steps ahead, and of what they are.
type Found = (View, Rc<Steps>);

/// The one place where more is asked, a screen or a block at a time, with what is known so far.
#[component]
pub(crate) fn Walk(props: &WalkProps) -> Html {
    let WalkProps { view, send } = props;
    let before = use_mut_ref(|| None::<Found>);
    let speaker = view.speaker();
    let is_first = view.parsed.profile.is_empty() && view.state.asking.is_none();
    let is_coming = !is_first && (!view.is_complete() || (view.is_ranking() && view.questions.is_empty()));
    let steps = found(&mut before.borrow_mut(), view);
    let inside = if is_first {
        // Size, sector and region settle most: they come first.
        html! {
            <>
                <h2 id="question-title" tabindex="-1">{ speaker.label(&QuestionWord::NextTitle) }</h2>
                <p>{ speaker.label(&QuestionWord::AskFirst) }</p>
            </>
        }
    } else if is_coming {
        html! { <p class="hint">{ speaker.label(&QuestionWord::LoadingTexts) }</p> }
    } else {
        html! {
            <>
                { usual(view, send, &steps) }
                { screen(view, send, &steps) }
            </>
        }
    };
    html! {
        <section class={if is_coming { "panel question coming" } else { "panel question" }}
            aria-labelledby="question-title" aria-busy={view.is_ranking().then_some("true")}
            data-testid="question">{ inside }</section>
    }
}

/// The steps of a view. While its questions are looked for those of before stay, and with them what is typed in them.
fn found(before: &mut Option<Found>, view: &View) -> Rc<Steps> {
    match before {
        Some((of, steps)) if view.is_ranking() || is_same(of, view) => steps.clone(),
        _ => {
            let steps = Rc::new(steps(view));
            *before = Some((view.clone(), steps.clone()));
            steps
        }
    }
}

/// Whether two views have the same steps.
fn is_same(one: &View, other: &View) -> bool {
    one.results == other.results
        && Rc::ptr_eq(&one.questions, &other.questions)
        && one.state.passed == other.state.passed
        && one.state.draft == other.state.draft
}

/// The steps ahead. What was answered as well as the person can is not asked again.
pub(crate) fn steps(view: &View) -> Steps {
    let mut skipped = view.state.passed.clone();
    for (id, entry) in view.state.draft.iter() {
        let offered = view.questions.iter().find(|question| question.fact == id).map_or(0, |question| question.options);
        if !matches!(entry, Entry::Chosen { offered: before, .. } if offered & !before != 0) {
            skipped.push(id);
        }
    }
    matching::steps(view.catalogue(), &view.situation(), &view.answer, &view.questions, &skipped)
}

/// What is asked now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Screen {
    /// The boxes.
    Boxes(FactId),
    /// Fields; those of usual answers have them filled in.
    Fields {
        /// The family of the fields.
        circumstance: Option<usize>,
        /// They.
        facts: Vec<FactId>,
        /// Whether they are usual answers to be confirmed.
        is_usual: bool,
    },
    /// Enough is known; more can be asked.
    Stop,
    /// Nothing is left to be asked.
    End,
}

/// The screen for what the person has asked for, else for the next step.
pub(crate) fn next_screen(view: &View, steps: &Steps) -> Screen {
    let boxes = view.catalogue().circumstances.fact;
    let block = |block: &Block| Screen::Fields {
        circumstance: block.circumstance,
        facts: block.facts.clone(),
        is_usual: false,
    };
    match (view.state.asking, steps.ahead.first(), steps.rest.first()) {
        (Some(id), ..) if Some(id) == boxes => Screen::Boxes(id),
        (Some(id), ..) => {
            let circumstance = view.catalogue().circumstances.of(id);
            Screen::Fields { circumstance, facts: vec![id], is_usual: false }
        }
        (None, Some(Step::Circumstances(id)), _) => Screen::Boxes(*id),
        (None, Some(Step::Usual(facts)), _) => {
            Screen::Fields { circumstance: None, facts: facts.clone(), is_usual: true }
        }
        (None, Some(Step::Block(next)), _) => block(next),
        (None, None, Some(next)) if view.state.is_further => block(next),
        (None, None, Some(_)) => Screen::Stop,
        (None, None, None) => Screen::End,
    }
}

fn screen(view: &View, send: &Callback<Action>, steps: &Steps) -> Html {
    let speaker = view.speaker();
    let screen = next_screen(view, steps);
    let key = format!("{} {screen:?}", view.state.at);
    match screen {
        Screen::Boxes(id) => html! {
            <>
                <h2 id="question-title" tabindex="-1">{ speaker.ask(id, &view.situation()) }</h2>
                { bar(view, steps) }
                <Boxes {key} view={view.clone()} send={send.clone()} {id} />
            </>
        },
        Screen::Fields { circumstance, facts, is_usual } => {
            let family = circumstance.and_then(|number| view.catalogue().circumstances.list.get(number));
            let title = match family {
                _ if is_usual => speaker.label(&QuestionWord::UsualTitle),
                Some(family) => speaker.text(family.name),
                None => speaker.label(&QuestionWord::NextTitle),
            };
            html! {
                <>
                    <h2 id="question-title" tabindex="-1">{ title }</h2>
                    { bar(view, steps) }
                    if is_usual {
                        <p>{ speaker.label(&QuestionWord::UsualHint) }</p>
                    }
                    <BlockForm {key} view={view.clone()} send={send.clone()} {facts} {is_usual} />
                </>
            }
        }
        Screen::Stop => html! {
            <>
                <h2 id="question-title" tabindex="-1">{ speaker.label(&QuestionWord::EnoughTitle) }</h2>
                { bar(view, steps) }
                <p data-testid="enough">{ speaker.enough(steps.rest.iter().map(|block| block.facts.len()).sum()) }</p>
                { revisit(view, send, Some(Action::GoFurther)) }
            </>
        },
        Screen::End => closing(view, send, steps),
    }
}

/// What the enterprise can expect if the usual answers hold, and on which of them that rests, each to be changed; those
/// that verdicts rest on can be confirmed all at once.
fn usual(view: &View, send: &Callback<Action>, steps: &Steps) -> Html {
    let speaker = view.speaker();
    let answer = &view.answer;
    let likely = answer.likely.year;
    if likely == answer.combination.year || likely.bounds().is_none_or(|(_, high)| high <= Money::ZERO) {
        return html! {};
    }
    let counted = answer.outcomes.iter().filter(|outcome| outcome.counts).filter_map(|outcome| outcome.likely.as_ref());
    let rests_on: Vec<FactId> = counted.flat_map(|likely| &likely.rests_on).copied().collect();
    let catalogue = view.catalogue();
    let now = view.situation();
    let (supposing, supposed) = suppose(catalogue, &now);
    let rows = supposed.iter().filter(|one| rests_on.contains(&one.fact)).filter_map(|one| {
        let fact = catalogue.facts.get(one.fact)?;
        let value = speaker.possible(one.fact, fact, &supposing.possible(one.fact));
        Some((one.fact, fact.id.clone(), value, speaker.text(catalogue.usual.get(one.usual)?.why)))
    });
    let rows: Vec<_> = rows.collect();
    let to_confirm = steps.ahead.iter().find_map(|step| if let Step::Usual(facts) = step { Some(facts) } else { None });
    let is_next = matches!(steps.ahead.first(), Some(Step::Usual(_))) && view.state.asking.is_none();
    let confirm = to_confirm.filter(|_| !is_next).map(|facts| {
        let answers = facts.iter().map(|&fact| (fact, Some(entry_of(&supposing.possible(fact))))).collect();
        on::<MouseEvent>(send, Action::Answer(answers))
    });
    let untold = catalogue.circumstances.fact.filter(|fact| view.parsed.profile.given(*fact).is_none());
    let families: Vec<&str> = untold.map_or_else(Vec::new, |_| {
        let shown = boxes(catalogue, &now);
        let is_shown = |option: usize| shown.iter().any(|one| one.option == option);
        let list = catalogue.circumstances.list.iter();
        let with_box = list.filter(|family| family.tick.as_ref().is_some_and(|tick| is_shown(tick.option)));
        with_box.map(|family| speaker.text(family.name)).collect()
    });
    html! {
        <div class="usual" data-testid="likely">
            <p class="range">{ speaker.like_yours(likely) }</p>
            if !families.is_empty() {
                <p class="hint">{ speaker.more_if(&families) }</p>
            }
            if !is_next && !rows.is_empty() {
                <details>
                    <summary>{ speaker.label(&QuestionWord::RestsOn) }{ speaker.in_brackets(&rows.len().to_string()) }</summary>
                    <ul class="bare">
                        for (id, name, value, why) in rows {
                            <li key={name}>
                                <span><b>{ speaker.fact(id) }{ speaker.colon() }{ value }</b>{ " " }<span class="hint">{ why }</span></span>
                                <button type="button" class="quiet" onclick={on(send, Action::Ask(id))}
                                    aria-label={format!("{}{}", speaker.label(&QuestionWord::Edit), speaker.quoted(speaker.fact(id)))}>
                                    { speaker.label(&QuestionWord::Edit) }
                                </button>
                            </li>
                        }
                    </ul>
                    if let Some(confirm) = confirm {
                        <button type="button" class="button" data-testid="confirm-all" onclick={confirm}>
                            { speaker.label(&QuestionWord::AllSo) }
                        </button>
                    }
                </details>
            }
        </div>
    }
}

/// How far the walk has come, and what is known so far: right below the heading, to which the focus goes, so that it is
/// in sight at every step and covers nothing.
fn bar(view: &View, steps: &Steps) -> Html {
    let speaker = view.speaker();
    let (done, ahead) = (view.state.at, steps.ahead.len());
    let whole = done.saturating_add(ahead);
    let answer = &view.answer;
    let (sure, likely) = (&answer.combination, &answer.likely);
    let total = |year: Total, once: Total| {
        let mut said = speaker.year_total(year);
        if once.high > Money::ZERO {
            said.push_str(&speaker.once_total(once));
        }
        said
    };
    let differs = (likely.year, likely.once) != (sure.year, sure.once);
    // In one line of a phone: the step, and what it may come to. Wider screens say both sums, each with its name.
    let is_walking = ahead > 0 && !matches!(steps.ahead.first(), Some(Step::Circumstances(_)));
    let step = done.saturating_add(1);
    let progress = speaker.progress(step, whole, minutes(view, steps));
    html! {
        <>
            <div class="walk-bar" data-testid="walk-bar">
                if is_walking {
                    <span class="step">
                        <progress max={whole.to_string()} value={done.to_string()} aria-label={progress.clone()} />
                        <span class="short" aria-hidden="true">{ format!("{step}/{whole}") }</span>
                        <span class="wide" aria-hidden="true">{ progress }</span>
                    </span>
                }
                <b class="short">
                    if differs {
                        { speaker.label(&QuestionWord::AboutShort) }
                    }
                    { speaker.short_total(likely.year, likely.once) }
                </b>
                <span class="wide">{ speaker.label(&QuestionWord::Sure) }{ speaker.colon() }<b data-testid="sure">{ total(sure.year, sure.once) }</b></span>
                if differs {
                    <span class="wide">{ speaker.label(&QuestionWord::Likely) }{ speaker.colon() }<b data-testid="about">{ total(likely.year, likely.once) }</b></span>
                }
            </div>
            if matches!(steps.ahead.first(), Some(Step::Circumstances(_))) {
                <p>{ speaker.label(&QuestionWord::BoxesFirst) }</p>
            }
        </>
    }
}

/// About how many minutes the steps ahead take, counted generously.
fn minutes(view: &View, steps: &Steps) -> usize {
    const NUMBER: usize = 12;
    const TAP: usize = 5;
    const SCREEN: usize = 15;
    let seconds = |fact: &FactId| {
        let is_number = view.catalogue().facts.get(*fact).is_some_and(Fact::is_number);
        if is_number { NUMBER } else { TAP }
    };
    let of = |step: &Step| match step {
        Step::Circumstances(_) | Step::Usual(_) => SCREEN,
        Step::Block(block) => block.facts.iter().map(seconds).sum(),
    };
    steps.ahead.iter().map(of).sum::<usize>().div_ceil(60)
}

/// What a screen of boxes needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct BoxesProps {
    view: View,
    send: Callback<Action>,
    id: FactId,
}

/// "Which of these apply to you?" What is not ticked settles its family with no.
#[component]
fn Boxes(props: &BoxesProps) -> Html {
    let BoxesProps { view, send, id } = props;
    let id = *id;
    let speaker = view.speaker();
    let situation = view.situation();
    let shown = boxes(view.catalogue(), &situation);
    let ticks = use_state_eq(|| told_boxes(&view.state, id, &situation.possible(id)));
    let submit = {
        let (send, ticks, shown) = (send.clone(), ticks.clone(), shown.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let offered = shown.iter().fold(0, |all: Bits, shown: &TickBox| all | bit(shown.option));
            let entry = Entry::Chosen { held: *ticks & offered, offered };
            send.emit(Action::Answer(vec![(id, Some(entry))]));
        })
    };
    html! {
        <form class="form" onsubmit={submit}>
            <fieldset class="checks boxes-asked" aria-labelledby="question-title">
                for shown in shown.iter().copied() {
                    <label class="check" key={shown.option}>
                        <input type="checkbox" checked={*ticks & bit(shown.option) != 0} onchange={turn(&ticks, shown.option)} />
                        <span>{ speaker.text(shown.ask) }</span>
                    </label>
                }
            </fieldset>
            <p class="hint">{ speaker.label(&QuestionWord::UntickedHint) }</p>
            <div class="actions">
                <button type="submit" class="button primary">
                    { speaker.label(if *ticks == 0 { &QuestionWord::NoneOfThese } else { &QuestionWord::GoOn }) }
                </button>
                { back(view, send) }
            </div>
        </form>
    }
}

/// The boxes that were ticked, or of which something told says that they are.
fn told_boxes(state: &State, id: FactId, possible: &Possible) -> Bits {
    match (state.draft.get(id), possible) {
        (Some(Entry::Chosen { held, .. }), _) => *held,
        (_, Possible::Sets { must, .. }) => *must,
        _ => 0,
    }
}

/// Adds an option to a set, or takes it out.
pub(super) fn turn(chosen: &UseStateHandle<Bits>, option: usize) -> Callback<Event> {
    let chosen = chosen.clone();
    Callback::from(move |_: Event| chosen.set(*chosen ^ bit(option)))
}

/// The way back to the step before.
pub(super) fn back(view: &View, send: &Callback<Action>) -> Html {
    let Some(before) = view.state.at.checked_sub(1) else { return html! {} };
    html! {
        <button type="button" class="quiet" onclick={on(send, Action::Step(before))}>
            { view.speaker().label(&QuestionWord::Previous) }
        </button>
    }
}

/// The ways on where nothing is asked: to the rest, to what was skipped, and back.
fn revisit(view: &View, send: &Callback<Action>, further: Option<Action>) -> Html {
    let speaker = view.speaker();
    html! {
        <p class="actions">
            if let Some(further) = further {
                <button type="button" class="button" onclick={on(send, further)}>{ speaker.label(&QuestionWord::GoFurther) }</button>
            }
            if !view.state.passed.is_empty() {
                <button type="button" class="button" onclick={on(send, Action::Revisit)}>{ speaker.label(&QuestionWord::Revisit) }</button>
            }
            { back(view, send) }
        </p>
    }
}

/// What is said once nothing more is asked: what the results still wait for, and that no answer can change them only
/// where that is so.
fn closing(view: &View, send: &Callback<Action>, steps: &Steps) -> Html {
    let speaker = view.speaker();
    let outcomes = &view.answer.outcomes;
    let asked = not_asked(view).into_iter().map(|(why, facts)| {
        let names: Vec<&str> = facts.iter().map(|&fact| field_name(&speaker, fact)).collect();
        speaker.not_asked(why, &names, Waiting::for_any(outcomes, &facts))
    });
    let left: Vec<String> = asked.chain(speaker.waiting(Waiting::of(outcomes))).collect();
    html! {
        <>
            <h2 id="question-title" tabindex="-1">{ speaker.label(&QuestionWord::NoMoreTitle) }</h2>
            { bar(view, steps) }
            <p>{ speaker.nothing_more(!left.is_empty()) }</p>
            if !left.is_empty() {
                <ul data-testid="left">
                    for line in left {
                        <li>{ line }</li>
                    }
                </ul>
            }
            { revisit(view, send, None) }
        </>
    }
}

/// A fact by the name of its field, where that is another one.
fn field_name<'s>(speaker: &'s Speaker<'_>, fact: FactId) -> &'s str {
    match fact {
        Facts::INDUSTRY => speaker.label(&Word::SectorLegend),
        Facts::REGION => speaker.label(&Word::RegionLegend),
        other => speaker.fact(other),
    }
}
