//! The timeline: when the policies that fit hold, what they are worth by category, and where one figure tips them.

use yew::prelude::*;

use crate::first::{Send, value_of};
use crate::later::parts::{bar, columns, heading, likely_year, noted_list, policy_link, scrolled_table, tell_first};
use crate::later::view::View;
use crate::wording::{CommonWord, OverviewWord, Speaker};
use engine::catalogue::{Category, Policy, PolicyId};
use engine::enterprise::{Fact, FactId, Facts};
use engine::matching::{Candidate, Cliff, Group, Total, cliffs, combine};
use engine::quantity::{Date, Money, Period};

/// How many policies the timeline shows at first.
const FIRST: usize = 15;

/// The page.
pub(crate) fn overview(view: &View, _: &Send) -> Html {
    let speaker = view.speaker();
    html! {
        <div class="overview">
            { heading(speaker.label(&OverviewWord::Title)) }
            <p class="lead">{ speaker.label(&OverviewWord::Purpose) }</p>
            if view.answer.told {
                <Timeline view={view.clone()} />
                { worth(view) }
                <CliffChart view={view.clone()} />
            } else {
                { tell_first(view) }
            }
        </div>
    }
}

/// Before a table: that it goes on at the side, where the screen is too narrow for it.
fn scrolls(view: &View) -> Html {
    html! { <p class="hint scrolls">{ view.speaker().label(&OverviewWord::Scrolls) }</p> }
}

/// What the charts need.
#[derive(Clone, Debug, PartialEq, Properties)]
struct ChartProps {
    view: View,
}

/// The years that the timeline shows.
#[derive(Clone, Copy, Debug)]
struct Years {
    first: Date,
    last: Date,
}

impl Years {
    /// A year before and three years after the days of interest.
    fn around(one: Date, other: Date) -> Self {
        Self {
            first: Date::new(one.min(other).year().saturating_sub(1), 1, 1).unwrap_or(Date::MIN),
            last: Date::new(one.max(other).year().saturating_add(3), 12, 31).unwrap_or(Date::MAX),
        }
    }

    /// Where a day lies, in thousandths of the width.
    fn place(self, day: Date) -> i64 {
        bar::thousandths(day.day_number(), self.first.day_number(), self.last.day_number())
    }

    /// Each year and the place at which it begins.
    fn starts(self) -> impl Iterator<Item = (i32, i64)> {
        let years = self.first.year()..=self.last.year();
        years.filter_map(move |year| Some((year, self.place(Date::new(year, 1, 1)?))))
    }
}

/// When the policies that fit now hold and can be applied for.
#[component]
fn Timeline(props: &ChartProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let whole = use_state_eq(|| false);
    let (today, on) = (view.state.today, view.answer.on);
    let years = Years::around(today, on);
    let now = view.group(Group::UseNow);
    let found = if now.is_empty() { view.group(Group::MayUse) } else { now };
    let mut policies: Vec<Policy<'_>> = found.iter().filter_map(|&id| view.catalogue().policy(id)).collect();
    let end = |policy: &Policy<'_>| {
        let window = policy.window.and_then(|window| window.to).filter(|&to| to >= on);
        window.or(policy.validity.to)
    };
    // What ends first is what matters first; what has no end comes last.
    policies.sort_by_key(|policy| (end(policy).is_none(), end(policy)));
    let total = policies.len();
    let shown = if *whole { total } else { FIRST };
    let more = Callback::from(move |_: MouseEvent| whole.set(true));
    html! {
        <section class="panel" aria-labelledby="timeline-title" data-testid="timeline">
            <h2 id="timeline-title">{ speaker.label(&OverviewWord::TimelineTitle) }</h2>
            <p class="hint">
                { speaker.label(if now.is_empty() { &OverviewWord::TimelineMay } else { &OverviewWord::TimelineNote }) }
            </p>
            <p class="hint">
                { speaker.label(&OverviewWord::Legend) }{ " " }
                { speaker.label(&CommonWord::Today) }{ speaker.colon() }{ speaker.date(today) }
                if on != today {
                    { speaker.semicolon() }
                    { speaker.label(&OverviewWord::ChosenDay) }{ speaker.colon() }{ speaker.date(on) }
                }
            </p>
            { scrolls(view) }
            <div class="scroll" role="group" tabindex="0" aria-labelledby="timeline-title">
                <table class="table chart">
                    <thead><tr>
                        <th scope="col">{ speaker.label(&CommonWord::Policy) }</th>
                        <th scope="col">{ speaker.label(&CommonWord::Validity) }</th>
                        <th class="picture" scope="col">
                            <span class="visually-hidden">{ speaker.label(&OverviewWord::Picture) }</span>
                            { axis(years) }
                        </th>
                        <th scope="col">{ speaker.label(&CommonWord::Window) }</th>
                    </tr></thead>
                    <tbody>
                        for policy in policies.into_iter().take(shown) {
                            <tr key={policy.id.clone()}>
                                <th scope="row">{ policy_link(view, policy) }</th>
                                <td>{ speaker.period(policy.validity) }</td>
                                <td class="picture">{ times(policy, years, today, on) }</td>
                                <td>
                                    { speaker.window(policy, on).unwrap_or_else(|| "—".to_owned()) }
                                </td>
                            </tr>
                        }
                    </tbody>
                </table>
            </div>
            if total > shown {
                <button type="button" class="button" onclick={more}>{ speaker.show_all(total) }</button>
            }
        </section>
    }
}

/// The years above the timeline.
fn axis(years: Years) -> Html {
    bar::picture(html! {
        for (year, place) in years.starts() {
            { bar::line("tick", place) }
            { bar::word(place.saturating_add(4), &year.to_string()) }
        }
    })
}

/// When a policy is in force and can be applied for, with today and the day asked about.
fn times(policy: Policy<'_>, years: Years, today: Date, on: Date) -> Html {
    let from = policy.first_day().map_or(0, |day| years.place(day));
    let to = |end: Option<Date>| end.map_or(1000, |day| years.place(day));
    bar::picture(html! {
        <>
            for (_, place) in years.starts() {
                { bar::line("tick", place) }
            }
            { bar::span("valid", from, to(policy.validity.to)) }
            if let Some(window) = policy.window {
                { bar::span("window", window.from.map_or(from, |day| years.place(day)), to(window.to)) }
            }
            { bar::line("today", years.place(today)) }
            if on != today {
                { bar::line("chosen-day", years.place(on)) }
            }
        </>
    })
}

/// What the policies used together are worth, by category.
fn worth(view: &View) -> Html {
    let speaker = view.speaker();
    let of = |category: Category, period: Period| -> (usize, Total) {
        let used = view.answer.combination.used.iter().filter_map(|&id| {
            let policy = view.catalogue().policy(id)?;
            let estimate = view.outcome(id)?.estimate?;
            (policy.category == category && estimate.period == period).then_some((id, estimate))
        });
        let used: Vec<Candidate> = used.collect();
        let found = combine(view.catalogue(), &used);
        (used.len(), if period == Period::Year { found.year } else { found.once })
    };
    let found: Vec<(Category, Period, usize, Total)> = Category::ALL
        .iter()
        .flat_map(|&category| [Period::Year, Period::Once].map(|period| (category, period)))
        .map(|(category, period)| {
            let (count, total) = of(category, period);
            (category, period, count, total)
        })
        .filter(|(_, _, count, _)| *count > 0)
        .collect();
    let most = found.iter().map(|(_, _, _, total)| total.high.fen()).max().unwrap_or(0);
    // What it is worth stands where the narrowest screen shows it.
    let head = columns(&[
        speaker.label(&CommonWord::Category),
        speaker.label(&CommonWord::Worth),
        speaker.label(&OverviewWord::Count),
        speaker.label(&OverviewWord::Picture),
    ]);
    html! {
        <section class="panel" aria-labelledby="by-category" data-testid="by-category">
            <h2 id="by-category">{ speaker.label(&OverviewWord::ByCategory) }</h2>
            <p class="hint">{ speaker.label(&OverviewWord::ByCategoryNote) }</p>
            if found.is_empty() {
                <p>{ speaker.label(&OverviewWord::NoWorthYet) }</p>
            } else {
                { scrolls(view) }
                { scrolled_table("by-category", head, html! {
                    for (category, period, count, total) in found {
                        <tr>
                            <th scope="row">{ speaker.label(&category) }</th>
                            <td>{ period_name(&speaker, period) }{ speaker.colon() }{ speaker.total(total) }</td>
                            <td>{ speaker.items(count) }</td>
                            <td class="picture">{ amount(total, most) }</td>
                        </tr>
                    }
                }) }
            }
            if let Some(likely) = likely_year(view) {
                <p data-testid="likely-year">{ likely }</p>
            }
        </section>
    }
}

fn period_name(speaker: &Speaker<'_>, period: Period) -> &'static str {
    speaker.label(if period == Period::Year { &CommonWord::PerYear } else { &CommonWord::PerOnce })
}

/// An amount as a bar; what nobody can say yet has none.
fn amount(total: Total, most: i64) -> Html {
    bar::picture(html! {
        <>
            if total.high > Money::ZERO {
                { bar::span("perhaps", 0, bar::thousandths(total.high.fen(), 0, most)) }
            }
            if total.low > Money::ZERO {
                { bar::span("sure", 0, bar::thousandths(total.low.fen(), 0, most)) }
            }
        </>
    })
}

/// What is gained and lost as one figure grows.
#[component]
fn CliffChart(props: &ChartProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let chosen = use_state_eq(|| None::<FactId>);
    let mut facts = vec![Facts::EMPLOYEES, Facts::REVENUE, Facts::ASSETS];
    for (id, _) in view.parsed.profile.iter() {
        if !facts.contains(&id) && view.catalogue().facts.get(id).is_some_and(Fact::is_number) {
            facts.push(id);
        }
    }
    let found = use_memo((*chosen, view.clone()), |(chosen, view)| {
        let of = |fact: FactId| (fact, cliffs(view.catalogue(), &view.situation(), fact));
        // At first the first figure that tips anything.
        let first = || facts.iter().map(|fact| of(*fact)).find(|(_, cliffs)| !cliffs.is_empty());
        chosen.map(of).or_else(first).unwrap_or((Facts::EMPLOYEES, Vec::new()))
    });
    let (fact, found) = &*found;
    let fact = *fact;
    let Some(declared) = view.catalogue().facts.get(fact) else { return html! {} };
    let choose = {
        let (chosen, facts) = (chosen.clone(), facts.clone());
        Callback::from(move |event: Event| {
            let index = value_of(&event).and_then(|value| value.parse::<usize>().ok());
            if let Some(fact) = index.and_then(|index| facts.get(index)) {
                chosen.set(Some(*fact));
            }
        })
    };
    let head = columns(&[
        speaker.label(&OverviewWord::From),
        speaker.label(&OverviewWord::WorthChange),
        speaker.label(&OverviewWord::Gained),
        speaker.label(&OverviewWord::Lost),
        speaker.label(&OverviewWord::Changed),
        speaker.label(&OverviewWord::Picture),
    ]);
    let most = found.iter().map(|cliff| change(cliff).fen().saturating_abs()).max().unwrap_or(0);
    let waits = |cliff: &Cliff| {
        let waiting = cliff.waiting.clone();
        move |id: PolicyId| waiting.contains(&id).then(|| speaker.label(&OverviewWord::Waits).to_owned())
    };
    html! {
        <section class="panel" aria-labelledby="cliffs-title" data-testid="cliffs">
            <h2 id="cliffs-title">{ speaker.label(&OverviewWord::CliffsTitle) }</h2>
            <p class="hint">{ speaker.label(&OverviewWord::CliffsNote) }</p>
            <div class="field">
                <label for="cliffs-fact">{ speaker.label(&OverviewWord::CliffsFact) }</label>
                <select id="cliffs-fact" onchange={choose}>
                    for (index, other) in facts.iter().enumerate() {
                        <option value={index.to_string()} selected={*other == fact}>{ fact_now(view, &speaker, *other) }</option>
                    }
                </select>
            </div>
            if found.is_empty() {
                <p>{ speaker.label(&OverviewWord::NoCliffs) }</p>
            } else {
                { scrolls(view) }
                { scrolled_table("cliffs-title", head, html! {
                    for cliff in found {
                        <tr>
                            <th scope="row">{ speaker.number(fact, declared, cliff.at) }</th>
                            <td class="worth">
                                if cliff.before.year.priced || cliff.after.year.priced {
                                    { speaker.difference(change(cliff)) }
                                } else {
                                    { "—" }
                                }
                            </td>
                            <td>{ noted_list(view, "+", &cliff.gained, &waits(cliff)) }</td>
                            <td>{ noted_list(view, "−", &cliff.lost, &waits(cliff)) }</td>
                            <td>{ changed(view, cliff) }</td>
                            <td class="picture">{ step(change(cliff), most) }</td>
                        </tr>
                    }
                }) }
            }
        </section>
    }
}

/// The policies at a cliff that stay and are worth more or less from there on, or begin or cease to wait for others.
fn changed(view: &View, cliff: &Cliff) -> Html {
    let changed: Vec<PolicyId> = cliff.changed.iter().map(|changed| changed.policy).collect();
    let note = |id: PolicyId| {
        let changed = cliff.changed.iter().find(|changed| changed.policy == id)?;
        Some(view.speaker().from_to(changed.before, changed.after))
    };
    noted_list(view, "±", &changed, &note)
}

/// A change as a bar: a gain to the right of the middle, a loss to its left.
fn step(change: Money, most: i64) -> Html {
    const MIDDLE: i64 = 500;
    let size = bar::thousandths(change.fen().saturating_abs(), 0, most).div_euclid(2);
    bar::picture(html! {
        <>
            if change > Money::ZERO {
                { bar::span("sure", MIDDLE, MIDDLE.saturating_add(size)) }
                { bar::word(MIDDLE.saturating_sub(60), "+") }
            } else if change < Money::ZERO {
                { bar::span("loss", MIDDLE.saturating_sub(size), MIDDLE) }
                { bar::word(MIDDLE.saturating_add(20), "−") }
            }
            { bar::line("tick", MIDDLE) }
        </>
    })
}

/// A fact with what is known of it.
fn fact_now(view: &View, speaker: &Speaker<'_>, fact: FactId) -> String {
    let name = speaker.fact(fact);
    let known = view.parsed.profile.given(fact).zip(view.catalogue().facts.get(fact));
    known.map_or_else(
        || name.to_owned(),
        |(value, declared)| {
            let now = format!("{} {}", speaker.label(&CommonWord::Now), speaker.possible(fact, declared, value));
            format!("{name}{}", speaker.in_brackets(&now))
        },
    )
}

/// How much more all together is worth a year from a cliff on; the least of what is certain.
fn change(cliff: &Cliff) -> Money {
    let total = |total: Total| if total.low > Money::ZERO { total.low } else { total.high };
    let (before, after) = (total(cliff.before.year), total(cliff.after.year));
    Money::from_fen(after.fen().saturating_sub(before.fen()))
}
