//! The library: all policies, searched and filtered.

use std::rc::Rc;

use yew::prelude::*;

use crate::first::figure_field::select;
use crate::first::nodes::Nodes;
use crate::first::{Send, on, value_of};
use crate::later::parts::{card, heading};
use crate::later::search;
use crate::later::view::View;
use crate::model::state::{Action, Filters, LibrarySort};
use crate::wording::{CommonWord, Label, LibraryWord, Word};
use engine::catalogue::{Category, Channel, Criterion, Language, PolicyId, Status, Test, TextId, Verification};
use engine::enterprise::{Code, Facts, Tree};
use engine::matching::{Group, Outcome};

/// How many policies are shown at first.
const FIRST: usize = 30;

/// All policies, searched and filtered.
pub(crate) fn library(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let filters = &view.state.filters;
    let found = found(view);
    let filter = |change: Change| {
        let (send, filters) = (send.clone(), filters.clone());
        Callback::from(move |index: Option<usize>| {
            let mut next = Filters { show_all: false, ..filters.clone() };
            change(&mut next, index);
            send.emit(Action::Filter(Box::new(next)));
        })
    };
    let oninput = {
        let (send, filters) = (send.clone(), filters.clone());
        Callback::from(move |event: InputEvent| {
            if let Some(typed) = value_of(&event) {
                send.emit(Action::Filter(Box::new(Filters { typed, show_all: false, ..filters.clone() })));
            }
        })
    };
    let marked = filter(Rc::new(|next, _| next.marked = !next.marked)).reform(|_: Event| None);
    let whole = Filters { show_all: true, ..filters.clone() };
    let issuers = issuers(view);
    let regions = regions(view);
    let mut issuer_names: Vec<(String, bool)> = Vec::new();
    for &issuer in &issuers {
        issuer_names.push((speaker.text(issuer).to_owned(), filters.issuer == Some(issuer)));
    }
    let mut region_names: Vec<(String, bool)> = Vec::new();
    for &region in &regions {
        region_names.push((speaker.place(Tree::Regions, region), filters.region == Some(region)));
    }
    let by_issuer =
        filter(Rc::new(move |next, index| next.issuer = index.and_then(|index| issuers.get(index)).copied()));
    let by_region =
        filter(Rc::new(move |next, index| next.region = index.and_then(|index| regions.get(index)).copied()));
    let all = speaker.label(&CommonWord::AllOf);
    let shown = if filters.show_all { found.len() } else { FIRST };
    let situation = view.situation();
    let mut cards = Nodes::new();
    for &id in found.iter().take(shown) {
        card(&mut cards, view, &situation, id);
    }
    html! {
        <>
            { heading(speaker.label(&Word::Library)) }
            <div class="panel filters" role="search">
                <div class="field wide">
                    <label for="f-search">{ speaker.label(&LibraryWord::SearchLabel) }</label>
                    <input id="f-search" type="search" value={filters.typed.clone()} autocomplete="off"
                        aria-describedby="f-search-hint" {oninput} />
                    <p class="hint" id="f-search-hint">{ speaker.label(&LibraryWord::SearchHint) }</p>
                </div>
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
            <p class="found" role="status" data-testid="found">{ speaker.found(found.len()) }</p>
            <h2 class="visually-hidden">{ speaker.label(&LibraryWord::Results) }</h2>
            <div class="results">
                if found.is_empty() {
                    <p class="hint">{ speaker.label(&LibraryWord::FoundNone) }</p>
                } else {
                    <ul class="cards top">{ cards.done() }</ul>
                }
                if found.len() > shown {
                    <button type="button" class="button" onclick={on(send, Action::Filter(Box::new(whole)))}>
                        { speaker.show_all(found.len()) }
                    </button>
                }
            </div>
        </>
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

/// Those who issued policies, those with most policies first.
fn issuers(view: &View) -> Vec<TextId> {
    let mut counts: Vec<(usize, TextId)> = Vec::new();
    for &issuer in view.catalogue().details.iter().flat_map(|details| &details.issuers) {
        match counts.iter_mut().find(|(_, other)| *other == issuer) {
            Some((count, _)) => *count = count.saturating_add(1),
            None => counts.push((1, issuer)),
        }
    }
    // A stable sort: those who issued equally many stay in the order of the catalogue.
    counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(_, issuer)| issuer).collect()
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

/// The policies that fit the search and the filters, the best first: by what was searched for, then by the groups of the
/// results (what has ended last), then in the order of the catalogue.
fn found(view: &View) -> Vec<PolicyId> {
    let filters = &view.state.filters;
    let words: Vec<String> = search::simplified(&filters.typed)
        .split_whitespace()
        .map(search::fold)
        .filter(|word| !word.is_empty())
        .collect();
    // What folds to nothing finds nothing.
    if words.is_empty() && !filters.typed.trim().is_empty() {
        return Vec::new();
    }
    let mut hits: Vec<(u8, Group, PolicyId)> = view
        .answer
        .outcomes
        .iter()
        .filter(|outcome| fits(view, filters, outcome))
        .filter_map(|outcome| Some((rank(view, &words, outcome.policy)?, outcome.group, outcome.policy)))
        .collect();
    hits.sort_unstable();
    let mut found: Vec<PolicyId> = hits.into_iter().map(|(.., id)| id).collect();
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
    found
}

/// Whether a policy fits the filters.
fn fits(view: &View, filters: &Filters, outcome: &Outcome) -> bool {
    view.catalogue().policy(outcome.policy).is_some_and(|policy| {
        filters.category.is_none_or(|category| policy.category == category)
            && filters.channel.is_none_or(|channel| policy.channel == channel)
            && filters.status.is_none_or(|status| outcome.status == status)
            && filters.issuer.is_none_or(|issuer| policy.details.issuers.contains(&issuer))
            && filters.verified.is_none_or(|verified| policy.details.verified == verified)
            && filters.region.is_none_or(|region| {
                let provinces = provinces(&policy.criterion);
                if region == Code::ROOT { provinces.is_empty() } else { provinces.contains(&region) }
            })
            && (!filters.marked || view.state.marked.contains(&policy.id))
    })
}

/// How well a policy fits all words searched for, the best 0; `None` if one of them is nowhere.
fn rank(view: &View, words: &[String], id: PolicyId) -> Option<u8> {
    let policy = view.catalogue().policy(id)?;
    let speaker = view.speaker();
    let name = search::fold(view.name(policy.rule));
    let chinese = search::fold(view.loaded.texts.get(policy.name, Language::ZhCn));
    let mut numbers = search::fold(&policy.id);
    for document in &policy.details.documents {
        numbers.push_str(&search::fold(document.number.map_or("", |number| speaker.text(number))));
        numbers.push_str(&search::fold(speaker.text(document.title)));
    }
    let mut text = String::new();
    for part in
        [policy.details.summary, policy.details.benefit.text].into_iter().chain(policy.details.steps.iter().copied())
    {
        text.push_str(&search::fold(speaker.text(part)));
    }
    text.push_str(&search::fold(speaker.label(&policy.category)));
    words.iter().try_fold(0, |worst: u8, word| {
        let own = if name.contains(word.as_str()) {
            0
        } else if search::sounds_like(&chinese, word) || numbers.contains(word.as_str()) {
            1
        } else if text.contains(word.as_str()) {
            2
        } else {
            return None;
        };
        Some(worst.max(own))
    })
}
