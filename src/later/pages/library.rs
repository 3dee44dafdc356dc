//! The library: all policies, searched and filtered.

use std::rc::Rc;

use yew::prelude::*;

use crate::first::figure_field::select;
use crate::first::nodes::Nodes;
use crate::first::{Send, on, value_of};
use crate::later::parts::{card, heading, policy_link};
use crate::later::search;
use crate::later::view::View;
use crate::model::state::{Action, Filters, LibrarySort};
use crate::wording::{CommonWord, Label, LibraryWord, Word};
use engine::catalogue::{Category, Channel, Criterion, PolicyId, Status, Test, TextId, Verification};
use engine::enterprise::{Code, Facts, Tree};
use engine::matching::{Group, Outcome};

/// How many policies are shown at first.
const FIRST: usize = 30;

/// All policies, searched and filtered.
pub(crate) fn library(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let filters = &view.state.filters;
    let found = found(view, filters);
    let oninput = {
        let (send, filters) = (send.clone(), filters.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(typed) = value_of(&event) {
                send.emit(Action::Filter(Box::new(Filters { typed, show_all: false, ..filters.clone() })));
            }
        })
    };
    let whole = Filters { show_all: true, ..filters.clone() };
    let count = found.policies.len();
    let shown = if filters.show_all { count } else { FIRST };
    let is_over = |id: &&PolicyId| view.outcome(**id).is_none_or(|outcome| outcome.status == Status::Ended);
    let over = found.policies.iter().filter(is_over).count();
    let situation = view.situation();
    let mut cards = Nodes::new();
    for &id in found.policies.iter().take(shown) {
        card(&mut cards, view, &situation, id);
    }
    html! {
        <>
            { heading(speaker.label(&Word::Library)) }
            <search class="panel library-search" role="search">
                <div class="field">
                    <label for="f-search">{ speaker.label(&LibraryWord::SearchLabel) }</label>
                    <input id="f-search" type="search" value={filters.typed.clone()} autocomplete="off"
                        aria-describedby="f-search-hint" {oninput} />
                    <p class="hint" id="f-search-hint">{ speaker.label(&LibraryWord::SearchHint) }</p>
                </div>
                { choices(view, send) }
            </search>
            <p class="found" role="status" data-testid="found">{ speaker.found(count, over) }</p>
            { about(view, send, &found) }
            <h2 class="visually-hidden">{ speaker.label(&LibraryWord::Results) }</h2>
            <div class="results">
                if found.policies.is_empty() {
                    { nothing(view, send) }
                } else {
                    <ul class="cards top">{ cards.done() }</ul>
                }
                if count > shown {
                    <button type="button" class="button" onclick={on(send, Action::Filter(Box::new(whole)))}>
                        { speaker.show_all(count) }
                    </button>
                }
            </div>
        </>
    }
}

/// What is chosen beside the words, folded into one line, which names what is chosen.
fn choices(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let filters = &view.state.filters;
    let filter = |change: Change| {
        let (send, filters) = (send.clone(), filters.clone());
        Callback::from(move |index: Option<usize>| {
            let mut next = Filters { show_all: false, ..filters.clone() };
            change(&mut next, index);
            send.emit(Action::Filter(Box::new(next)));
        })
    };
    let marked = filter(Rc::new(|next, _| next.marked = !next.marked)).reform(|_: Event| None);
    let issuers = listed_issuers(view);
    let issuer_names: Vec<(String, bool)> =
        issuers.iter().map(|&issuer| (issuer_name(view, issuer).to_owned(), filters.issuer == Some(issuer))).collect();
    let regions = regions(view);
    let region_names: Vec<(String, bool)> =
        regions.iter().map(|&region| (speaker.place(Tree::Regions, region), filters.region == Some(region))).collect();
    let by_issuer =
        filter(Rc::new(move |next, index| next.issuer = index.and_then(|index| issuers.get(index)).copied()));
    let by_region =
        filter(Rc::new(move |next, index| next.region = index.and_then(|index| regions.get(index)).copied()));
    let all = speaker.label(&CommonWord::AllOf);
    let chosen = chosen(view);
    let cleared = Filters { typed: filters.typed.clone(), ..Filters::default() };
    html! {
        <details class="filters-fold">
            <summary>
                { speaker.label(&LibraryWord::Filters) }
                <span class="plain" data-testid="chosen">
                    if !chosen.is_empty() {
                        { speaker.colon() }{ chosen.join(speaker.enumeration()) }
                    }
                </span>
            </summary>
            <div class="filters">
                { choice(view, "f-category", speaker.label(&CommonWord::Category), Category::ALL, filters.category, &filter, |next, it| next.category = it) }
                { choice(view, "f-channel", speaker.label(&CommonWord::Channel), Channel::ALL, filters.channel, &filter, |next, it| next.channel = it) }
                { choice(view, "f-status", speaker.label(&LibraryWord::FilterStatus), &STATUSES, filters.status, &filter, |next, it| next.status = it) }
                { select("f-issuer", speaker.label(&CommonWord::Issuers), all, &issuer_names, by_issuer) }
                { select("f-place", speaker.label(&LibraryWord::FilterRegion), all, &region_names, by_region) }
                { choice(view, "f-verified", speaker.label(&CommonWord::Verification), Verification::ALL, filters.verified, &filter, |next, it| next.verified = it) }
                { select("f-sort", speaker.label(&LibraryWord::SortBy), speaker.label(&LibrarySort::Best), &sorts(view), filter(Rc::new(|next, index| {
                    next.sort = index.and_then(|index| SORTS.get(index)).copied().unwrap_or_default();
                }))) }
                <label class="check">
                    <input type="checkbox" checked={filters.marked} onchange={marked} />
                    { speaker.label(&LibraryWord::FilterMarked) }
                </label>
            </div>
            <p>
                if !chosen.is_empty() {
                    <button type="button" class="quiet" onclick={on(send, Action::Filter(Box::new(cleared)))}>
                        { speaker.label(&LibraryWord::ClearFilters) }
                    </button>
                }
            </p>
        </details>
    }
}

/// What is chosen beside the words.
fn chosen(view: &View) -> Vec<String> {
    let (speaker, filters) = (view.speaker(), &view.state.filters);
    let mut all: Vec<String> = Vec::new();
    all.extend(filters.category.map(|it| speaker.label(&it).to_owned()));
    all.extend(filters.channel.map(|it| speaker.label(&it).to_owned()));
    all.extend(filters.status.map(|it| speaker.label(&it).to_owned()));
    all.extend(filters.issuer.map(|it| issuer_name(view, it).to_owned()));
    all.extend(filters.region.map(|it| speaker.place(Tree::Regions, it)));
    all.extend(filters.verified.map(|it| speaker.label(&it).to_owned()));
    if filters.sort != LibrarySort::Best {
        all.push(speaker.label(&filters.sort).to_owned());
    }
    if filters.marked {
        all.push(speaker.label(&LibraryWord::FilterMarked).to_owned());
    }
    all
}

/// What is to be said of what was found: that it fits in part, and how much of a place that was named there is.
fn about(view: &View, send: &Send, found: &search::Found) -> Html {
    let speaker = view.speaker();
    let national = Filters { region: Some(Code::ROOT), status: Some(Status::InForce), ..Filters::default() };
    html! {
        <div class="about-found">
            if found.is_partial {
                <p class="hint">{ speaker.label(&LibraryWord::FoundPartly) }</p>
            }
            if let Some(place) = found.place {
                <p class="hint" data-testid="found-in">
                    { speaker.found_in(&speaker.place(Tree::Regions, place), found.local, Tree::Regions.is_county(place)) }
                    { " " }
                    <button type="button" class="quiet" onclick={on(send, Action::Filter(Box::new(national)))}>
                        { speaker.label(&LibraryWord::OnlyNational) }
                    </button>
                </p>
            }
        </div>
    }
}

/// That nothing was found: what was searched, what is near, and what is known to be missing.
fn nothing(view: &View, send: &Send) -> Html {
    let (speaker, filters) = (view.speaker(), &view.state.filters);
    let unfiltered = Filters { typed: filters.typed.clone(), ..Filters::default() };
    let is_filtered = !chosen(view).is_empty();
    let behind = if is_filtered { self::found(view, &unfiltered).policies.len() } else { 0 };
    let near = if behind > 0 { Vec::new() } else { search::near(view, &filters.typed) };
    let wishes = search::SHOWN.iter().map(|[zh, en]| speaker.pick(zh, en));
    let missing = view.catalogue().surveyed.iter().filter(|survey| survey.region == Code::ROOT);
    let missing: Vec<TextId> = missing.flat_map(|survey| survey.missing.iter().copied()).collect();
    let look_for =
        |typed: &str| on(send, Action::Filter(Box::new(Filters { typed: typed.to_owned(), ..Filters::default() })));
    html! {
        <section class="panel nothing" data-testid="nothing-found">
            <p><strong>{ speaker.label(&LibraryWord::FoundNone) }</strong></p>
            if !filters.typed.trim().is_empty() {
                <p data-typed="">{ speaker.looked_for(filters.typed.trim()) }{ " " }{ speaker.label(&LibraryWord::Searched) }</p>
            }
            if behind > 0 {
                <p>
                    <button type="button" class="button" onclick={on(send, Action::Filter(Box::new(unfiltered)))}>
                        { speaker.label(&LibraryWord::WithoutFilters) }{ speaker.in_brackets(&speaker.items(behind)) }
                    </button>
                </p>
            }
            if !near.is_empty() {
                <h3>{ speaker.label(&LibraryWord::Near) }</h3>
                <ul class="near">
                    for policy in near.iter().filter_map(|id| view.catalogue().policy(*id)) {
                        <li>{ policy_link(view, policy) }</li>
                    }
                </ul>
            }
            <h3>{ speaker.label(&LibraryWord::OthersLookFor) }</h3>
            <p class="options wishes">
                for wish in wishes {
                    <button type="button" class="quiet" onclick={look_for(wish)}>{ wish }</button>
                }
            </p>
            if !missing.is_empty() {
                <details>
                    <summary>{ speaker.label(&LibraryWord::NotCovered) }</summary>
                    <ul>
                        for text in missing {
                            <li>{ speaker.text(text) }</li>
                        }
                    </ul>
                </details>
            }
            <p class="hint">{ speaker.label(&LibraryWord::AskAt) }</p>
        </section>
    }
}

/// Where a policy may stand.
const STATUSES: [Status; 4] = [Status::InForce, Status::Unclear, Status::Upcoming, Status::Ended];

/// The orders besides the usual one.
const SORTS: [LibrarySort; 3] = [LibrarySort::Ending, LibrarySort::Newest, LibrarySort::Worth];

/// What a choice does to the filters.
type Change = Rc<dyn Fn(&mut Filters, Option<usize>)>;

/// The names of the orders, and which is chosen.
fn sorts(view: &View) -> Vec<(String, bool)> {
    let speaker = view.speaker();
    SORTS.iter().map(|sort| (speaker.label(sort).to_owned(), view.state.filters.sort == *sort)).collect()
}

/// A select for one of several things.
fn choice<T: Label + Copy + PartialEq + 'static>(
    view: &View,
    id: &'static str,
    label: &'static str,
    all: &'static [T],
    chosen: Option<T>,
    filter: &dyn Fn(Change) -> Callback<Option<usize>>,
    set: fn(&mut Filters, Option<T>),
) -> Html {
    let speaker = view.speaker();
    let options: Vec<(String, bool)> =
        all.iter().map(|thing| (speaker.label(thing).to_owned(), chosen == Some(*thing))).collect();
    let choose = filter(Rc::new(move |next, index| set(next, index.and_then(|index| all.get(index)).copied())));
    select(id, label, speaker.label(&CommonWord::AllOf), &options, choose)
}

/// The merged issuers that issued anything here, in the order of their table; those that it does not know last.
fn listed_issuers(view: &View) -> Vec<usize> {
    let index = search::index(view);
    let mut all: Vec<usize> = view.catalogue().iter().flat_map(|(id, _)| index.issuers(id).to_vec()).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// The name of an issuer of the list.
fn issuer_name(view: &View, issuer: usize) -> &'static str {
    let speaker = view.speaker();
    search::issuers().get(issuer).map_or_else(
        || speaker.label(&LibraryWord::OtherIssuers),
        |issuer| {
            let [zh, en] = issuer.names;
            speaker.pick(zh, en)
        },
    )
}

/// The whole country, then the provinces with policies of their own.
fn regions(view: &View) -> Vec<Code> {
    let mut regions = vec![Code::ROOT];
    for policy in &view.catalogue().policies {
        regions.extend(provinces(&policy.criterion));
    }
    regions.sort_unstable();
    regions.dedup();
    regions
}

/// The provinces that a policy is for; none where it is for the whole country.
fn provinces(criterion: &Criterion) -> Vec<Code> {
    let mut found = Vec::new();
    for part in criterion.walk() {
        let Test::Within { fact: Facts::REGION, codes } = &part.test else { continue };
        for &code in codes {
            let mut upwards: Vec<Code> = Tree::Regions.upwards(code).filter(|code| *code != Code::ROOT).collect();
            found.extend(upwards.pop());
        }
    }
    found
}

/// The policies that fit the search and the filters, the best first, or in the order that is chosen.
fn found(view: &View, filters: &Filters) -> search::Found {
    let mut all = search::find(view, &filters.typed, &|index, outcome| fits(view, filters, index, outcome));
    let found = &mut all.policies;
    let validity = |id: &PolicyId| view.catalogue().policy(*id).map(|policy| (policy.validity.to, policy.first_day()));
    // These sorts are stable: equals stay in the order in which they were found.
    match filters.sort {
        LibrarySort::Best => {}
        LibrarySort::Ending => found.sort_by_key(|id| {
            let end = validity(id).and_then(|(to, _)| to).filter(|to| *to >= view.answer.on);
            (end.is_none(), end)
        }),
        LibrarySort::Newest => found.sort_by_key(|id| std::cmp::Reverse(validity(id).and_then(|(_, from)| from))),
        LibrarySort::Worth => found.sort_by_key(|id| {
            let outcome = view.outcome(*id);
            let estimate = outcome.and_then(|outcome| outcome.estimate);
            let is_over = outcome.is_none_or(|outcome| outcome.group == Group::OtherTime);
            (is_over, std::cmp::Reverse(estimate.map(|estimate| (estimate.low, estimate.high))))
        }),
    }
    all
}

/// Whether a policy fits the filters.
fn fits(view: &View, filters: &Filters, index: &search::PolicyIndex, outcome: &Outcome) -> bool {
    view.catalogue().policy(outcome.policy).is_some_and(|policy| {
        filters.category.is_none_or(|category| policy.category == category)
            && filters.channel.is_none_or(|channel| policy.channel == channel)
            && filters.status.is_none_or(|status| outcome.status == status)
            && filters.issuer.is_none_or(|issuer| index.issuers(outcome.policy).contains(&issuer))
            && filters.verified.is_none_or(|verified| policy.details.verified == verified)
            && filters.region.is_none_or(|region| {
                let provinces = provinces(&policy.criterion);
                if region == Code::ROOT { provinces.is_empty() } else { provinces.contains(&region) }
            })
            && (!filters.marked || view.state.marked.contains(&policy.id))
    })
}
