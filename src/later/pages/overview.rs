//! "At a glance": when the policies that fit hold, what they are worth by category, and where one figure tips them.

use yew::prelude::*;

use crate::first::nodes::Nodes;
use crate::first::{Send, value_of};
use crate::later::parts::{Bar, heading, source_behind, thousandths};
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::{Extra, Phrase, Speaker, Word};
use engine::catalogue::{Category, PolicyId};
use engine::enterprise::{FactId, Facts};
use engine::matching::{Cliff, Group, Outcome, Total, cliffs};
use engine::quantity::{Date, Money, Period};

/// How many policies the timeline shows at first.
const FIRST: usize = 15;

/// The page.
pub(crate) fn overview(view: &View, _: &Send) -> Html {
    let speaker = view.speaker();
    let mut page = Nodes::new();
    heading(&mut page, speaker.label(&Extra::Overview));
    page.element("p", "lead", speaker.label(&Extra::OverviewPurpose));
    if !view.answer.told {
        page.element("p", "notice-line", speaker.label(&Extra::TellFirst));
        page.link("button", &Route::Start.href(), speaker.label(&Word::StartPage));
        return page.done();
    }
    page.push(html! { <Timeline view={view.clone()} /> });
    worth(&mut page, view);
    page.push(html! { <CliffChart view={view.clone()} /> });
    page.done()
}

/// What the charts need.
#[derive(Clone, Debug, PartialEq, Properties)]
struct ChartProps {
    view: View,
}

/// When the policies that fit now hold and can be applied for.
#[component]
fn Timeline(props: &ChartProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let whole = use_state_eq(|| false);
    let (today, on) = (view.state.today, view.answer.on);
    let first = Date::new(today.min(on).year().saturating_sub(1), 1, 1).unwrap_or(Date::MIN);
    let last = Date::new(today.max(on).year().saturating_add(3), 12, 31).unwrap_or(Date::MAX);
    let place = |day: Date| thousandths(day.day_number(), first.day_number(), last.day_number());
    let now = view.group(Group::UseNow);
    let mut policies: Vec<PolicyId> = now.to_vec();
    if policies.is_empty() {
        policies.extend(view.group(Group::MayUse));
    }
    let end = |id: &PolicyId| {
        view.catalogue().policy(*id).and_then(|policy| {
            let window = policy.window.and_then(|window| window.to).filter(|&to| to >= on);
            window.or(policy.validity.to)
        })
    };
    // What ends first is what matters first; what has no end comes last.
    policies.sort_by_key(|id| (end(id).is_none(), end(id)));
    let total = policies.len();
    let shown = if *whole { total } else { FIRST };

    let mut axis = Bar::default();
    for year in first.year()..=last.year() {
        if let Some(day) = Date::new(year, 1, 1) {
            axis.line("tick", place(day)).word(place(day).saturating_add(4), &year.to_string());
        }
    }
    let mut head = Nodes::new();
    head.element("th", "", speaker.label(&Extra::Policy)).with("scope", "col");
    let mut years = Nodes::new();
    years.element("span", "visually-hidden", speaker.label(&Extra::Picture)).push(axis.done());
    head.wrap("th", "picture", years).with("scope", "col");
    head.element("th", "", speaker.label(&Phrase::Validity)).with("scope", "col");
    head.element("th", "", speaker.label(&Phrase::Window)).with("scope", "col");
    let mut rows = Nodes::new();
    for id in policies.iter().take(shown) {
        let Some(policy) = view.catalogue().policy(*id) else { continue };
        let mut bar = Bar::default();
        for year in first.year()..=last.year() {
            if let Some(day) = Date::new(year, 1, 1) {
                bar.line("tick", place(day));
            }
        }
        let from = policy.first_day().map_or(0, place);
        bar.span("valid", from, policy.validity.to.map_or(1000, place));
        if let Some(window) = policy.window {
            bar.span("window", window.from.map_or(from, place), window.to.map_or(1000, place));
        }
        bar.line("today", place(today));
        if on != today {
            bar.line("chosen-day", place(on));
        }
        let mut name = Nodes::new();
        name.link("", &Route::Policy(policy.id.clone()).href(), view.name(policy.rule));
        source_behind(&mut name, view, policy.details.source);
        let mut picture = Nodes::new();
        picture.push(bar.done());
        let mut row = Nodes::new();
        row.wrap("th", "", name).with("scope", "row").wrap("td", "picture", picture);
        row.element("td", "", &speaker.period(policy.validity));
        row.element("td", "", &policy.window.map_or_else(|| "—".to_owned(), |window| speaker.period(window)));
        rows.wrap("tr", "", row).key(&policy.id);
    }
    let more = {
        let whole = whole.clone();
        Callback::from(move |_: MouseEvent| whole.set(true))
    };
    let mut marks = format!("{}{}{}", speaker.label(&Extra::TodayLine), speaker.colon(), speaker.date(today));
    if on != today {
        let chosen = format!("{}{}{}", speaker.label(&Extra::ChosenLine), speaker.colon(), speaker.date(on));
        marks = format!("{marks}{}{chosen}", speaker.semicolon());
    }
    html! {
        <section class="panel" aria-labelledby="timeline-title" data-testid="timeline">
            <h2 id="timeline-title">{ speaker.label(&Extra::TimelineTitle) }</h2>
            <p class="hint">{ speaker.label(if now.is_empty() { &Extra::TimelineMay } else { &Extra::TimelineNote }) }</p>
            <p class="hint">{ speaker.label(&Extra::Legend) }{ " " }{ marks }</p>
            <div class="scroll" role="group" tabindex="0" aria-labelledby="timeline-title">
                <table class="table chart">
                    <thead><tr>{ head.done() }</tr></thead>
                    <tbody>{ rows.done() }</tbody>
                </table>
            </div>
            if total > shown {
                <button type="button" class="button" onclick={more}>{ speaker.show_all(total) }</button>
            }
        </section>
    }
}

/// What the policies used together are worth, by category.
fn worth(page: &mut Nodes, view: &View) {
    let speaker = view.speaker();
    let of = |category: Category, period: Period| -> (usize, Total) {
        let used = view.answer.combination.used.iter().filter_map(|&id| {
            let policy = view.catalogue().policy(id)?;
            let estimate = view.outcome(id)?.estimate?;
            (policy.category == category && estimate.period == period).then_some(estimate)
        });
        used.fold((0, Total::default()), |(count, total), estimate| {
            (count.saturating_add(1), total.with(estimate, true))
        })
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
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&Extra::ByCategory)).with("id", "by-category");
    panel.element("p", "hint", speaker.label(&Extra::ByCategoryNote));
    if found.is_empty() {
        panel.element("p", "", speaker.label(&Extra::NoWorthYet));
    } else {
        let mut head = Nodes::new();
        for word in [Extra::Category, Extra::Count, Extra::Worth, Extra::Picture] {
            head.element("th", "", speaker.label(&word)).with("scope", "col");
        }
        let mut rows = Nodes::new();
        for (category, period, count, total) in found {
            let mut bar = Bar::default();
            let high = thousandths(total.high.fen(), 0, most);
            // What nobody can say yet has no bar.
            if total.high > Money::ZERO {
                bar.span("perhaps", 0, high);
            }
            if total.low > Money::ZERO {
                bar.span("sure", 0, thousandths(total.low.fen(), 0, most));
            }
            let (period, colon) =
                (if period == Period::Year { Phrase::PerYear } else { Phrase::PerOnce }, speaker.colon());
            let worth = format!("{}{colon}{}", speaker.label(&period), speaker.total(total));
            let mut picture = Nodes::new();
            picture.push(bar.done());
            let mut row = Nodes::new();
            row.element("th", "", speaker.label(&category)).with("scope", "row");
            row.element("td", "", &speaker.items(count)).element("td", "", &worth).wrap("td", "picture", picture);
            rows.wrap("tr", "", row);
        }
        scrolled(&mut panel, "by-category", head, rows);
    }
    page.wrap("section", "panel", panel).with("aria-labelledby", "by-category").with("data-testid", "by-category");
}

/// A table that scrolls by itself where the screen is too narrow for it.
pub(super) fn scrolled(panel: &mut Nodes, labelled_by: &'static str, head: Nodes, rows: Nodes) {
    let (mut top, mut table, mut around) = (Nodes::new(), Nodes::new(), Nodes::new());
    top.wrap("tr", "", head);
    table.wrap("thead", "", top).wrap("tbody", "", rows);
    around.wrap("table", "table chart", table);
    panel
        .wrap("div", "scroll", around)
        .with("role", "group")
        .with("tabindex", "0")
        .with("aria-labelledby", labelled_by);
}

/// What is gained and lost as one figure grows.
#[component]
fn CliffChart(props: &ChartProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let chosen = use_state_eq(|| None::<FactId>);
    let mut facts = vec![Facts::EMPLOYEES, Facts::REVENUE, Facts::ASSETS];
    for (id, _) in view.parsed.profile.iter() {
        if !facts.contains(&id) && view.catalogue().facts.get(id).is_some_and(engine::enterprise::Fact::is_number) {
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
    let mut panel = Nodes::new();
    if found.is_empty() {
        panel.element("p", "", speaker.label(&Extra::NoCliffs));
    } else {
        let mut head = Nodes::new();
        for word in [Extra::From, Extra::Gained, Extra::Lost, Extra::WorthChange, Extra::Picture] {
            head.element("th", "", speaker.label(&word)).with("scope", "col");
        }
        let most = found.iter().map(|cliff| change(cliff).fen().saturating_abs()).max().unwrap_or(0);
        let mut rows = Nodes::new();
        for cliff in found {
            let mut row = Nodes::new();
            row.element("th", "", &speaker.number(fact, declared, cliff.at)).with("scope", "row");
            for (sign, ids) in [("+", &cliff.gained), ("−", &cliff.lost)] {
                row.wrap("td", "", named(view, sign, ids));
            }
            let change = change(cliff);
            let priced = cliff.before.year.priced || cliff.after.year.priced;
            row.element("td", "", &if priced { speaker.difference(change) } else { "—".to_owned() });
            let mut bar = Bar::default();
            let size = thousandths(change.fen().saturating_abs(), 0, most).div_euclid(2);
            if change > Money::ZERO {
                bar.span("sure", 500, 500_i64.saturating_add(size)).word(500_i64.saturating_sub(60), "+");
            } else if change < Money::ZERO {
                bar.span("loss", 500_i64.saturating_sub(size), 500).word(520, "−");
            }
            bar.line("tick", 500);
            let mut picture = Nodes::new();
            picture.push(bar.done());
            row.wrap("td", "picture", picture);
            rows.wrap("tr", "", row);
        }
        scrolled(&mut panel, "cliffs-title", head, rows);
    }
    html! {
        <section class="panel" aria-labelledby="cliffs-title" data-testid="cliffs">
            <h2 id="cliffs-title">{ speaker.label(&Extra::CliffsTitle) }</h2>
            <p class="hint">{ speaker.label(&Extra::CliffsNote) }</p>
            <div class="field">
                <label for="cliffs-fact">{ speaker.label(&Extra::CliffsFact) }</label>
                <select id="cliffs-fact" onchange={choose}>
                    for (index, other) in facts.iter().enumerate() {
                        <option value={index.to_string()} selected={*other == fact}>{ fact_now(view, &speaker, *other) }</option>
                    }
                </select>
            </div>
            { panel.done() }
        </section>
    }
}

/// A fact with what is known of it.
fn fact_now(view: &View, speaker: &Speaker<'_>, fact: FactId) -> String {
    let name = speaker.fact(fact);
    let known = view.parsed.profile.given(fact).zip(view.catalogue().facts.get(fact));
    known.map_or_else(
        || name.to_owned(),
        |(value, declared)| {
            let now = format!("{} {}", speaker.label(&Extra::Now), speaker.possible(fact, declared, value));
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

/// Policies as links, each with a sign.
pub(super) fn named(view: &View, sign: &str, ids: &[PolicyId]) -> Nodes {
    let mut list = Nodes::new();
    for policy in ids.iter().filter_map(|id| view.catalogue().policy(*id)) {
        let mut item = Nodes::new();
        if !sign.is_empty() {
            item.element("span", "mark", sign).text(" ");
        }
        item.link("", &Route::Policy(policy.id.clone()).href(), view.name(policy.rule));
        source_behind(&mut item, view, policy.details.source);
        list.wrap("li", "", item).key(&policy.id);
    }
    let mut whole = Nodes::new();
    if list.is_empty() {
        whole.text("—");
    } else {
        whole.wrap("ul", "bare", list);
    }
    whole
}

/// What a policy is worth, or a dash.
pub(super) fn worth_of(speaker: &Speaker<'_>, outcome: &Outcome) -> String {
    speaker.worth(outcome).unwrap_or_else(|| "—".to_owned())
}
