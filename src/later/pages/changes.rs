//! What another day changes, what fitted in the last three years, what has changed since the answers were kept.

use std::rc::Rc;

use yew::prelude::*;

use crate::first::Send;
use crate::first::nodes::Nodes;
use crate::first::start::day_field;
use crate::later::pages::overview::{named, scrolled};
use crate::later::parts::{heading, source_behind, trouble_text};
use crate::later::saved;
use crate::later::saved::SavedResults;
use crate::later::view::View;
use crate::model::route::Route;
use crate::model::state::on_screen;
use crate::wording::{Extra, Phrase, Word};
use engine::catalogue::{PolicyId, Rule, Status};
use engine::matching::{Answer, Estimate, Outcome, Verdict, answer, timeline};
use engine::quantity::{Date, Span, Unit};

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
    let speaker = view.speaker();
    let today = use_memo(view.clone(), answer_of_today);
    let mut page = Nodes::new();
    heading(&mut page, speaker.label(&Extra::Changes));
    if view.answer.told {
        other_day(&mut page, view, send, &today);
        look_back(&mut page, view, &today);
    } else {
        page.element("p", "notice-line", speaker.label(&Extra::TellFirst));
        page.link("button", &Route::Start.href(), speaker.label(&Word::StartPage));
    }
    since(&mut page, view);
    page.done()
}

/// What the same enterprise answers today.
fn answer_of_today(view: &View) -> Rc<Answer> {
    if view.answer.on == view.state.today {
        return view.answer.clone();
    }
    Rc::new(answer(view.catalogue(), &view.parsed.profile, view.state.today))
}

fn usable(answer: &Answer) -> impl Iterator<Item = &Outcome> {
    answer.outcomes.iter().filter(|outcome| outcome.is_usable())
}

/// The policies that can be used by one answer and not by the other.
fn only(these: &Answer, others: &Answer) -> Vec<PolicyId> {
    let other = |id: PolicyId| usable(others).any(|outcome| outcome.policy == id);
    usable(these).map(|outcome| outcome.policy).filter(|id| !other(*id)).collect()
}

/// The policies that can be used by both answers and are worth something else.
fn worth_changed(then: &Answer, now: &Answer) -> Vec<(PolicyId, Option<Estimate>, Option<Estimate>)> {
    usable(then)
        .filter_map(|outcome| Some((outcome, usable(now).find(|now| now.policy == outcome.policy)?)))
        .map(|(then, now)| (then.policy, then.estimate, now.estimate))
        .filter(|(_, then, now)| then != now)
        .collect()
}

/// A table of what policies were worth and are worth now.
fn amounts(
    into: &mut Nodes,
    view: &View,
    title: &'static str,
    words: [Extra; 3],
    changed: &[(PolicyId, Option<Estimate>, Option<Estimate>)],
) {
    let speaker = view.speaker();
    let mut head = Nodes::new();
    for word in words {
        head.element("th", "", speaker.label(&word)).with("scope", "col");
    }
    let worth =
        |estimate: Option<Estimate>| estimate.map_or_else(|| "—".to_owned(), |estimate| speaker.estimate(estimate));
    let mut rows = Nodes::new();
    for &(id, then, now) in changed {
        let Some(policy) = view.catalogue().policy(id) else { continue };
        let mut name = Nodes::new();
        name.link("", &Route::Policy(policy.id.clone()).href(), view.name(policy.rule));
        source_behind(&mut name, view, policy.details.source);
        let mut row = Nodes::new();
        row.wrap("th", "", name).with("scope", "row").element("td", "", &worth(then)).element("td", "", &worth(now));
        rows.wrap("tr", "", row);
    }
    scrolled(into, title, head, rows);
}

/// The day asked about beside today.
fn other_day(page: &mut Nodes, view: &View, send: &Send, today: &Answer) {
    let speaker = view.speaker();
    let state = &view.state;
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&Extra::DateDiff)).with("id", "day-title");
    let mut field = Nodes::new();
    field.element("label", "", speaker.label(&Word::DateLegend)).with("for", "changes-date");
    day_field(&mut field, "changes-date", view, send).with("aria-describedby", "changes-date-hint");
    field.element("p", "hint", speaker.label(&Extra::DateDiffNote)).with("id", "changes-date-hint");
    panel.wrap("div", "field", field);
    let then = &*view.answer;
    let (only_then, only_now) = (only(then, today), only(today, then));
    let changed = worth_changed(then, today);
    let mut result = Nodes::new();
    if then.on == state.today {
        result.element("p", "hint", speaker.label(&Extra::SameDay));
    } else if only_then.is_empty() && only_now.is_empty() && changed.is_empty() {
        result.element("p", "", speaker.label(&Extra::NoDifference));
    } else {
        for (word, sign, list) in [(Extra::OnlyThen, "+", &only_then), (Extra::OnlyNow, "−", &only_now)] {
            result.element(
                "h3",
                "",
                &format!("{}{}", speaker.label(&word), speaker.in_brackets(&list.len().to_string())),
            );
            result.wrap("div", "", named(view, sign, list));
        }
        if !changed.is_empty() {
            result.element("h3", "", speaker.label(&Extra::Changed)).with("id", "changed-title");
            amounts(&mut result, view, "changed-title", [Extra::Policy, Extra::ThatDay, Extra::TodayLine], &changed);
        }
    }
    panel.wrap("div", "", result).with("role", "status").with("data-testid", "date-difference");
    page.wrap("section", "panel", panel).with("aria-labelledby", "day-title");
}

/// How a policy that fitted before stands today. Of one that has ended, or whose documented end has passed, nothing is
/// said about the enterprise: nothing about that need have changed.
fn stands(view: &View, id: PolicyId, today: &Answer) -> &'static str {
    let speaker = view.speaker();
    let Some(policy) = view.catalogue().policy(id) else { return "" };
    let verdict = today.outcomes.iter().find(|outcome| outcome.policy == id).map(|outcome| outcome.verdict);
    let open = policy.window.and_then(|window| window.to).is_some_and(|end| end >= today.on);
    match (policy.status(today.on), verdict) {
        (Status::InForce, Some(Verdict::Ineligible)) => speaker.label(&Extra::FitsNoMore),
        (Status::InForce, _) => speaker.label(&Extra::NotSettled),
        (Status::Unclear | Status::Ended, _) if open => speaker.label(&Extra::StillApply),
        (Status::Unclear, _) if policy.validity.to.is_some_and(|end| end < today.on) => {
            speaker.label(&Extra::EndPassed)
        }
        (status @ (Status::Unclear | Status::Upcoming | Status::Ended), _) => speaker.label(&status),
    }
}

/// The policies that fitted at some time in the last three years and do not fit today.
fn look_back(page: &mut Nodes, view: &View, today: &Answer) {
    let speaker = view.speaker();
    let to = view.state.today;
    let from = Date::new(to.year().saturating_sub(3), to.month(), to.day()).unwrap_or_else(|| to.plus_days(-1096));
    let situation = view.situation();
    let span = Span { from: Some(from), to: Some(to.plus_days(-1)) };
    let mut fitted: Vec<(PolicyId, Span)> = Vec::new();
    for stretch in timeline(view.catalogue(), &situation, span) {
        let usable_now = usable(today).any(|outcome| outcome.policy == stretch.policy);
        if view.catalogue().rule(stretch.policy).is_none_or(Rule::is_background) {
            continue;
        }
        if stretch.verdict != Verdict::Eligible || stretch.status != Status::InForce || usable_now {
            continue;
        }
        match fitted.last_mut() {
            Some((policy, span)) if *policy == stretch.policy => span.to = Some(stretch.to),
            _ => fitted.push((stretch.policy, Span { from: Some(stretch.from), to: Some(stretch.to) })),
        }
    }
    // The latest end first: what is nearest may still be put right.
    fitted.sort_by_key(|(_, span)| std::cmp::Reverse(span.to));
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&Extra::LookBack)).with("id", "back-title");
    panel.element("p", "hint", speaker.label(&Extra::LookBackNote));
    if fitted.is_empty() {
        panel.element("p", "", speaker.label(&Extra::LookBackNone));
    } else {
        let mut head = Nodes::new();
        for word in [Extra::Policy, Extra::FittedFrom, Extra::StillOpen] {
            head.element("th", "", speaker.label(&word)).with("scope", "col");
        }
        let mut rows = Nodes::new();
        for (id, span) in fitted {
            let Some(policy) = view.catalogue().policy(id) else { continue };
            let mut name = Nodes::new();
            name.link("", &Route::Policy(policy.id.clone()).href(), view.name(policy.rule));
            source_behind(&mut name, view, policy.details.source);
            let mut row = Nodes::new();
            row.wrap("th", "", name).with("scope", "row");
            row.element("td", "", &speaker.period(span)).element("td", "", stands(view, id, today));
            rows.wrap("tr", "", row).key(&policy.id);
        }
        scrolled(&mut panel, "back-title", head, rows);
    }
    page.wrap("section", "panel", panel).with("aria-labelledby", "back-title").with("data-testid", "look-back");
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
    worth: Vec<(PolicyId, Option<Estimate>, Option<Estimate>)>,
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
fn since(page: &mut Nodes, view: &View) {
    let speaker = view.speaker();
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&Extra::Since)).with("id", "since-title");
    match compared(view) {
        None => {
            panel.element("p", "", speaker.label(&Extra::SinceNone));
        }
        Some(Compared { before, now, new, gone, unknown, worth }) => {
            panel.element("p", "hint", &speaker.since(before.day, &before.answers.version));
            if new.is_empty() && gone.is_empty() && unknown.is_empty() && worth.is_empty() {
                panel.element("p", "", speaker.label(&Extra::SinceSame));
            }
            if !new.is_empty() {
                panel.element("h3", "", speaker.label(&Extra::NowNew)).wrap("div", "", named(view, "+", &new));
            }
            if !gone.is_empty() || !unknown.is_empty() {
                panel.element("h3", "", speaker.label(&Extra::NowGone));
                let mut list = Nodes::new();
                for &id in &gone {
                    let Some(policy) = view.catalogue().policy(id) else { continue };
                    let mut item = Nodes::new();
                    item.element("span", "mark", "−").text(" ");
                    item.link("", &Route::Policy(policy.id.clone()).href(), view.name(policy.rule));
                    item.text(&speaker.in_brackets(stands(view, id, &now)));
                    list.wrap("li", "", item).key(&policy.id);
                }
                if !list.is_empty() {
                    panel.wrap("ul", "bare", list);
                }
                // Not in the catalogue any more: its name is all there is.
                for name in unknown {
                    panel.element("p", "", &format!("− {name}"));
                }
            }
            if !worth.is_empty() {
                panel.element("h3", "", speaker.label(&Extra::WorthChanged)).with("id", "since-worth");
                let words = [Extra::Policy, Extra::WorthThen, Extra::WorthNow];
                amounts(&mut panel, view, "since-worth", words, &worth);
            }
        }
    }
    page.wrap("section", "panel", panel).with("aria-labelledby", "since-title").with("data-testid", "since");
}

/// On the start page, in one line each: what was not understood, what another day changes, what has changed since the
/// answers were kept.
pub(crate) fn notices(view: &View) -> Html {
    let other = view.state.other_version.then(|| view.speaker().label(&Phrase::OtherVersion));
    html! {
        <>
            if let Some(reviewed) = stale(view) {
                <p class="as-of" data-testid="stale">{ view.speaker().stale(reviewed) }</p>
            }
            if let Some(other) = other {
                <p class="as-of">{ other }</p>
            }
            for line in not_understood(view) {
                <p class="error" data-testid="not-understood">{ line }</p>
            }
            <Notices view={view.clone()} />
        </>
    }
}

/// What a link brought and was not understood, as far as no field of this screen shows it.
fn not_understood(view: &View) -> Vec<String> {
    let (speaker, state) = (view.speaker(), &view.state);
    let shown = on_screen(view.catalogue(), &view.answer.size, &state.draft);
    let mut lines = Vec::new();
    for &(id, trouble) in view.parsed.troubles.iter().filter(|(id, _)| !shown.contains(id)) {
        let Some(fact) = view.catalogue().facts.get(id) else { continue };
        let text = trouble_text(&speaker, id, fact, state.draft.get(id), trouble);
        lines.push(format!("{}{}{text}", speaker.fact(id), speaker.colon()));
    }
    if !state.dating && !state.date.is_empty() && state.date.parse::<Date>().is_err() {
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
    let mut lines = Nodes::new();
    let mut line = |word: Extra, (more, less, other): (usize, usize, usize)| {
        let mut text = Nodes::new();
        text.text(&speaker.more_and_less(word, more, less, other)).text(" ");
        text.link("", &Route::Changes.href(), speaker.label(&Extra::SeeChanges));
        lines.wrap("p", "notice-line", text).with("data-testid", "changed");
    };
    if view.answer.told && view.answer.on != view.state.today {
        let then = &*view.answer;
        line(Extra::ThanToday, (only(then, &today).len(), only(&today, then).len(), worth_changed(then, &today).len()));
    }
    if let Some(counts) = since.filter(|counts| *counts != (0, 0, 0)) {
        line(Extra::Since, counts);
    }
    lines.done()
}
