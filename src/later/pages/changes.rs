//! What another day changes, what fitted in the last three years, what has changed since the answers were kept.

use std::rc::Rc;

use yew::prelude::*;

use super::look_back::LookBack;
use crate::first::Send;
use crate::first::nodes::Nodes;
use crate::first::start::UNFINISHED;
use crate::first::start::day_field;
use crate::later::parts::{
    columns, heading, ignores_settings, policy_link, policy_list, scrolled_table, tell_first, trouble_text,
};
use crate::later::saved;
use crate::later::saved::SavedResults;
use crate::later::view::View;
use crate::model::route::Route;
use crate::model::state::on_screen;
use crate::wording::{ChangesWord, CommonWord, ShareWord, Word};
use engine::catalogue::{Policy, PolicyId, Status};
use engine::matching::{Answer, Estimate, Outcome, Verdict, answer};
use engine::quantity::{Date, Unit};

/// For how many months after its review a catalogue needs no word of caution. Most measures follow the calendar year; a
/// copy that nobody renewed for half of one has missed something.
const FRESH: i64 = 6;

/// What the page needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct ChangesProps {
    view: View,
    send: Send,
}

/// The page.
pub(crate) fn changes(view: &View, send: &Send) -> Html {
    html! { <Changes view={view.clone()} send={send.clone()} /> }
}

#[component]
fn Changes(props: &ChangesProps) -> Html {
    let ChangesProps { view, send } = props;
    let today = use_memo(view.clone(), answer_of_today);
    html! {
        <>
            { heading(view.speaker().label(&ChangesWord::Title)) }
            if view.answer.told {
                { other_day(view, send, &today) }
                <LookBack view={view.clone()} />
            } else {
                { tell_first(view) }
            }
            { since(view) }
        </>
    }
}

/// What the same enterprise answers today.
pub(super) fn answer_of_today(view: &View) -> Rc<Answer> {
    if view.answer.on == view.state.today {
        return view.answer.clone();
    }
    Rc::new(answer(view.catalogue(), &view.parsed.profile, view.state.today))
}

/// What can be used by an answer.
fn usable(answer: &Answer) -> impl Iterator<Item = &Outcome> {
    answer.outcomes.iter().filter(|outcome| outcome.is_usable())
}

/// The policies that can be used by one answer and not by the other.
fn only(these: &Answer, others: &Answer) -> Vec<PolicyId> {
    let other = |id: PolicyId| usable(others).any(|outcome| outcome.policy == id);
    usable(these).map(|outcome| outcome.policy).filter(|id| !other(*id)).collect()
}

/// A policy that is worth something else by another answer: what it was worth, and what now.
type WorthChange = (PolicyId, Option<Estimate>, Option<Estimate>);

/// The policies that can be used by both answers and are worth something else.
fn worth_changed(then: &Answer, now: &Answer) -> Vec<WorthChange> {
    usable(then)
        .filter_map(|outcome| Some((outcome, usable(now).find(|now| now.policy == outcome.policy)?)))
        .map(|(then, now)| (then.policy, then.estimate, now.estimate))
        .filter(|(_, then, now)| then != now)
        .collect()
}

/// A table of what policies were worth and are worth now.
fn amounts(view: &View, title: &'static str, names: [&str; 3], changed: &[WorthChange]) -> Html {
    let speaker = view.speaker();
    let worth =
        |estimate: Option<Estimate>| estimate.map_or_else(|| "—".to_owned(), |estimate| speaker.estimate(estimate));
    let changed = changed.iter().filter_map(|&(id, then, now)| Some((view.catalogue().policy(id)?, then, now)));
    let rows = html! {
        for (policy, then, now) in changed {
            <tr>
                <th scope="row">{ policy_link(view, policy) }</th>
                <td>{ worth(then) }</td>
                <td>{ worth(now) }</td>
            </tr>
        }
    };
    scrolled_table(title, columns(&names), rows)
}

/// The day asked about beside today.
fn other_day(view: &View, send: &Send, today: &Answer) -> Html {
    let speaker = view.speaker();
    let then = &*view.answer;
    let mut day = Nodes::new();
    day_field(&mut day, "changes-date", view, send).with("aria-describedby", "changes-date-hint");
    html! {
        <section class="panel" aria-labelledby="day-title">
            <h2 id="day-title">{ speaker.label(&ChangesWord::OtherDay) }</h2>
            <div class="field">
                <label for="changes-date">{ speaker.label(&Word::DateLegend) }</label>
                { day.done() }
                <p class="hint" id="changes-date-hint">{ speaker.label(&ChangesWord::OtherDayNote) }</p>
            </div>
            <div role="status" data-testid="date-difference">
                if then.on == today.on {
                    <p class="hint">{ speaker.label(&ChangesWord::SameDay) }</p>
                } else {
                    { difference(view, then, today) }
                }
            </div>
        </section>
    }
}

/// What can be used by one of two answers only, and what is worth something else.
fn difference(view: &View, then: &Answer, today: &Answer) -> Html {
    let speaker = view.speaker();
    let (only_then, only_now) = (only(then, today), only(today, then));
    let changed = worth_changed(then, today);
    if only_then.is_empty() && only_now.is_empty() && changed.is_empty() {
        return html! { <p>{ speaker.label(&ChangesWord::NoDifference) }</p> };
    }
    let lists = [(ChangesWord::OnlyThen, "+", only_then), (ChangesWord::OnlyNow, "−", only_now)];
    let names =
        [speaker.label(&CommonWord::Policy), speaker.label(&ChangesWord::ThatDay), speaker.label(&CommonWord::Today)];
    html! {
        <>
            for (word, sign, list) in lists {
                <h3>{ speaker.label(&word) }{ speaker.in_brackets(&list.len().to_string()) }</h3>
                <div>{ policy_list(view, sign, &list) }</div>
            }
            if !changed.is_empty() {
                <h3 id="changed-title">{ speaker.label(&ChangesWord::Changed) }</h3>
                { amounts(view, "changed-title", names, &changed) }
            }
        </>
    }
}

/// How a policy that fitted before stands today, if it is not usable today. Of one that has ended, or whose documented end has passed, nothing is
/// said about the enterprise: nothing about that need have changed.
pub(super) fn stands(view: &View, id: PolicyId, today: &Answer) -> &'static str {
    let speaker = view.speaker();
    let Some(policy) = view.catalogue().policy(id) else { return "" };
    let verdict = today.outcomes.iter().find(|outcome| outcome.policy == id).map(|outcome| outcome.verdict);
    let open = policy.window.and_then(|window| window.to).is_some_and(|end| end >= today.on);
    match (policy.status(today.on), verdict) {
        (Status::InForce, Some(Verdict::Ineligible)) => speaker.label(&ChangesWord::FitsNoMore),
        (Status::InForce, _) => speaker.label(&ChangesWord::NotSettled),
        (Status::Unclear | Status::Ended, _) if open => speaker.label(&ChangesWord::StillApply),
        (Status::Unclear, _) if policy.validity.to.is_some_and(|end| end < today.on) => {
            speaker.label(&ChangesWord::EndPassed)
        }
        (status @ (Status::Unclear | Status::Upcoming | Status::Ended), _) => speaker.label(&status),
    }
}

/// What has changed since the answers were kept.
struct Compared {
    before: SavedResults,
    /// What the answers that were kept lead to today.
    now: Answer,
    new: Vec<PolicyId>,
    gone: Vec<PolicyId>,
    /// Those gone that this catalogue does not know at all, by name.
    unknown: Vec<String>,
    /// Those that fit as they did but are worth something else: what they were worth, and what now.
    worth: Vec<WorthChange>,
}

/// What was kept on this device, and what the same answers lead to today.
///
/// The names of the policies that fitted are kept with the answers ([`saved::to_keep`]): the old catalogue is not here to
/// be asked again. They are compared with what the *kept* answers lead to now, so that an answer changed since then does
/// not count as a change of the policies.
fn compared(view: &View) -> Option<Compared> {
    let catalogue = view.catalogue();
    let before = saved::results(view.state.kept.as_deref()?, catalogue)?;
    let profile = before.answers.draft.parse(catalogue).profile;
    let now = answer(catalogue, &profile, view.state.today);
    let had = |id: PolicyId| {
        let policy = catalogue.policy(id)?;
        before.usable.iter().find(|had| had.id == policy.id)
    };
    let new = usable(&now).map(|outcome| outcome.policy).filter(|id| had(*id).is_none()).collect();
    let worth = usable(&now)
        .filter_map(|outcome| Some((outcome.policy, Some(had(outcome.policy)?.worth?), outcome.estimate)))
        .filter(|(_, then, now)| then != now)
        .collect();
    let fits = |name: &str| usable(&now).any(|outcome| catalogue.find(name) == Some(outcome.policy));
    let gone: Vec<&String> = before.usable.iter().map(|had| &had.id).filter(|name| !fits(name)).collect();
    let unknown = gone.iter().filter(|name| catalogue.find(name).is_none()).map(|name| (*name).clone()).collect();
    let gone = gone.into_iter().filter_map(|name| catalogue.find(name)).collect();
    Some(Compared { before, now, new, gone, unknown, worth })
}

/// What has changed since the answers were kept.
fn since(view: &View) -> Html {
    let speaker = view.speaker();
    html! {
        <section class="panel" aria-labelledby="since-title" data-testid="since">
            <h2 id="since-title">{ speaker.label(&ChangesWord::Since) }</h2>
            if let Some(found) = compared(view) {
                { since_kept(view, &found) }
            } else {
                <p>{ speaker.label(&ChangesWord::SinceNone) }</p>
            }
        </section>
    }
}

fn since_kept(view: &View, found: &Compared) -> Html {
    let speaker = view.speaker();
    let Compared { before, now, new, gone, unknown, worth } = found;
    let gone: Vec<(PolicyId, Policy<'_>)> =
        gone.iter().filter_map(|&id| Some((id, view.catalogue().policy(id)?))).collect();
    let is_same = new.is_empty() && gone.is_empty() && unknown.is_empty() && worth.is_empty();
    let names = [
        speaker.label(&CommonWord::Policy),
        speaker.label(&ChangesWord::WorthThen),
        speaker.label(&ChangesWord::WorthNow),
    ];
    html! {
        <>
            <p class="hint">{ speaker.since(before.day, &before.answers.version) }</p>
            if is_same {
                <p>{ speaker.label(&ChangesWord::SinceSame) }</p>
            }
            if !new.is_empty() {
                <h3>{ speaker.label(&ChangesWord::NowNew) }</h3>
                <div>{ policy_list(view, "+", new) }</div>
            }
            if !gone.is_empty() || !unknown.is_empty() {
                <h3>{ speaker.label(&ChangesWord::NowGone) }</h3>
                if !gone.is_empty() {
                    <ul class="bare">
                        for (id, policy) in gone {
                            <li key={policy.id.clone()}>
                                <span class="mark">{ "−" }</span>{ " " }
                                <a href={Route::Policy(policy.id.clone()).href()}>{ view.name(policy.rule) }</a>
                                { speaker.in_brackets(stands(view, id, now)) }
                            </li>
                        }
                    </ul>
                }
                // Not in the catalogue any more: its name is all there is.
                for name in unknown {
                    <p>{ "− " }{ name }</p>
                }
            }
            if !worth.is_empty() {
                <h3 id="since-worth">{ speaker.label(&ChangesWord::WorthChanged) }</h3>
                { amounts(view, "since-worth", names, worth) }
            }
        </>
    }
}

/// On the start page, in one line each: what was not understood, what another day changes, what has changed since the
/// answers were kept.
pub(crate) fn notices(view: &View) -> Html {
    let other = view.state.other_version.then(|| view.speaker().label(&ChangesWord::OtherVersion));
    html! {
        <>
            if let Some(reviewed) = stale(view) {
                <p class="as-of" data-testid="stale">{ view.speaker().stale(reviewed) }</p>
            } else if let Some(reviewed) = view.catalogue().reviewed.filter(|reviewed| view.state.today < *reviewed) {
                <p class="as-of" data-testid="early">{ view.speaker().clock_is_early(view.state.today, reviewed) }</p>
            }
            if ignores_settings() {
                <p class="as-of">{ view.speaker().label(&ShareWord::SettingsIgnored) }</p>
            }
            if let Some(other) = other {
                <p class="as-of">{ other }</p>
            }
            for line in not_understood(view) {
                <p class="error" data-testid="not-understood">{ line }</p>
            }
            for line in view.speaker().contradictions(&view.situation()) {
                <p class="error" role="status" data-testid="contradiction">{ line }</p>
            }
            <Notices view={view.clone()} />
        </>
    }
}

/// What a link carried and was not understood, as far as no field of this screen shows it.
fn not_understood(view: &View) -> Vec<String> {
    let (speaker, state) = (view.speaker(), &view.state);
    let shown = on_screen(view.catalogue(), &view.answer.size, &state.draft);
    let mut lines = Vec::new();
    for &(id, trouble) in view.parsed.troubles.iter().filter(|(id, _)| !shown.contains(id)) {
        let Some(fact) = view.catalogue().facts.get(id) else { continue };
        let text = trouble_text(&speaker, id, fact, state.draft.get(id), trouble);
        lines.push(format!("{}{}{text}", speaker.fact(id), speaker.colon()));
    }
    // A day half typed is said at its field alone: nothing of it came with a link.
    let is_said = state.date.is_empty() || state.date == UNFINISHED;
    if !state.dating && !is_said && state.date.parse::<Date>().is_err() {
        let (name, typed) = (speaker.label(&Word::DateLegend), speaker.quoted(&state.date));
        let text = [name, speaker.colon(), typed.trim(), speaker.comma(), speaker.label(&Word::DateTrouble)];
        lines.push(text.concat());
    }
    lines
}

/// The day on which the catalogue was reviewed, if that is too long ago.
fn stale(view: &View) -> Option<Date> {
    let reviewed = view.catalogue().reviewed?;
    (reviewed.age_on(view.state.today, Unit::Months) >= FRESH).then_some(reviewed)
}

/// What [`Notices`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct NoticesProps {
    view: View,
}

#[component]
fn Notices(props: &NoticesProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let key = (view.catalogue().version.clone(), view.state.kept.clone(), view.is_complete());
    // The kept answers stay what they were: this is worked out once.
    let since = use_memo(key, |_| {
        compared(view)
            .map(|found| (found.new.len(), found.gone.len().saturating_add(found.unknown.len()), found.worth.len()))
    });
    let today = use_memo(view.clone(), answer_of_today);
    let than_today = (view.answer.told && view.answer.on != view.state.today).then(|| {
        let then = &*view.answer;
        (only(then, &today).len(), only(&today, then).len(), worth_changed(then, &today).len())
    });
    let lines = [
        than_today.map(|counts| (ChangesWord::ThanToday, counts)),
        since.filter(|counts| *counts != (0, 0, 0)).map(|counts| (ChangesWord::Since, counts)),
    ];
    html! {
        for (word, (more, less, other)) in lines.into_iter().flatten() {
            <p class="notice-line" data-testid="changed">
                { speaker.more_and_less(word, more, less, other) }{ " " }
                <a href={Route::Changes.href()}>{ speaker.label(&ChangesWord::SeeChanges) }</a>
            </p>
        }
    }
}
