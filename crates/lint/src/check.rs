//! What is wrong with a catalogue as a whole, and with each of its policies.

#![expect(clippy::wildcard_enum_match_arm, reason = "only faults of a text have a passage")]

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::finding::{Fault, Finding, Item};
use super::mutation::{self, Mutation, uses};
use super::{believable, doing, places, prose, rules};
use engine::catalogue::loading::{Example, Expected, Loaded, Problem, Written};
use engine::catalogue::{
    BenefitKind, Catalogue, Category, Contact, Criterion, DefinitionId, Formula, Most, Policy, PolicyId, Question,
    Rule, Status, TextId, UsualValue,
};
use engine::enterprise::{Changeable, Code, FactId, Facts, Kind};
use engine::json::JsonError;
use engine::matching::{Situation, Verdict, open, worth};
use engine::payment::Subject;
use engine::quantity::{Date, Unit};

/// After this many months a policy must be reviewed again.
const REVIEW_MONTHS: i64 = 12;
/// What a phone shows of a summary without scrolling.
const SUMMARY: usize = 120;

/// Everything found in a file that was read, on a day, in the order of the file.
#[must_use]
pub fn check(loaded: &Loaded, today: Date) -> Vec<Finding> {
    let mut findings: Vec<Finding> = loaded
        .problems
        .iter()
        .map(|problem| Finding {
            policy: policy_at(loaded, &problem.place),
            place: problem.place.clone(),
            fault: Fault::Problem(problem.error.clone()),
            accepted: None,
        })
        .collect();
    // Of what is no JSON nothing else can be said.
    let is_unread = |problem: &Problem| {
        problem.place.is_empty() && matches!(problem.error, JsonError::NotJson { .. } | JsonError::TooDeep(_))
    };
    if loaded.problems.iter().any(is_unread) {
        return findings;
    }
    whole_file(loaded, today, &mut findings);
    let of_each: Vec<Vec<Finding>> =
        loaded.written.par_iter().map(|written| of_policy(loaded, written, today)).collect();
    findings.extend(of_each.into_iter().flatten());
    findings
}

/// Everything found in a policy.
fn of_policy(loaded: &Loaded, written: &Written, today: Date) -> Vec<Finding> {
    let Some(policy) = loaded.catalogue.policy(written.policy) else { return Vec::new() };
    let mut findings = Vec::new();
    one(loaded, written, policy, today, &mut |place, fault| {
        let place = match place.as_str() {
            "" => written.place.clone(),
            below if below.starts_with('/') => place,
            below => format!("{}/{below}", written.place),
        };
        findings.push(Finding { policy: Some(policy.id.clone()), place, fault, accepted: None });
    });
    accept(&mut findings, 0, &written.accepts, &written.place, Some(&policy.id));
    findings
}

fn policy_at(loaded: &Loaded, place: &str) -> Option<String> {
    let written = loaded.written.iter().find(|written| {
        place.strip_prefix(&written.place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })?;
    Some(loaded.catalogue.policy(written.policy)?.id.clone())
}

/// Marks what the editors accept; what they accept in vain is a finding itself.
fn accept(
    findings: &mut Vec<Finding>,
    start: usize,
    accepts: &[(String, String)],
    place: &str,
    policy: Option<&String>,
) {
    let mut vain = Vec::new();
    for (code, why) in accepts {
        let mut used = false;
        for finding in findings.iter_mut().skip(start).filter(|finding| finding.fault.code() == code) {
            finding.accepted = Some(why.clone());
            used = true;
        }
        if !used {
            vain.push(Finding {
                policy: policy.cloned(),
                place: format!("{place}/accepts/{code}"),
                fault: Fault::AcceptedNothing { code: code.clone() },
                accepted: None,
            });
        }
    }
    findings.extend(vain);
}

/// Facts, definitions and contacts: what concerns no single policy.
fn whole_file(loaded: &Loaded, today: Date, findings: &mut Vec<Finding>) {
    let catalogue = &loaded.catalogue;
    let start = findings.len();
    let mut note = |place: String, fault: Fault| findings.push(Finding { policy: None, place, fault, accepted: None });
    let (first_fact, first_definition) = loaded.first;
    let read = facts_read(catalogue, |_| true);
    let read_today = facts_read(catalogue, |policy| policy.status(today) != Status::Ended);
    for (id, fact) in catalogue.facts.iter().skip(first_fact) {
        // Its options are boxes, which are asked for themselves.
        if Some(id) == catalogue.circumstances.fact {
            continue;
        }
        let place = format!("/facts/{}", usize::from(id.0).saturating_sub(first_fact));
        if !read.contains(&id) {
            note(place, Fault::FactUnread { fact: fact.id.clone() });
        } else if !read_today.contains(&id) {
            note(place, Fault::FactOfThePast { fact: fact.id.clone() });
        }
    }
    for (id, fact) in Facts::core().iter() {
        let question = catalogue.questions.get(usize::from(id.0));
        let is_said = question.is_some_and(|question| {
            [question.name, question.ask].iter().chain(&question.options).all(|&text| text != TextId(0))
        });
        if !is_said {
            note("/core_facts".to_owned(), Fault::CoreFactUnsaid { fact: fact.id.clone() });
        }
    }
    for (index, definition) in catalogue.definitions.iter().enumerate().skip(first_definition) {
        let Ok(id) = u16::try_from(index).map(DefinitionId) else { continue };
        let used = |criterion: &engine::catalogue::Criterion| uses(catalogue, criterion, id);
        let in_policies = catalogue.policies().any(|policy| {
            used(&policy.criterion)
                || policy.details.benefit.estimate.as_ref().is_some_and(|formula| any_condition(formula, &used))
        });
        let in_questions = || catalogue.questions.iter().flat_map(Question::criteria).any(used);
        let in_walk = || catalogue.facts.iter().any(|(fact, _)| beside(catalogue, fact).any(used));
        if !in_policies && !in_questions() && !in_walk() {
            note(
                format!("/definitions/{}", index.saturating_sub(first_definition)),
                Fault::DefinitionUnused { definition: definition.id.clone() },
            );
        }
    }
    super::walk::check(loaded, &read_today, today, &mut note);
    doing::places(loaded, &mut note);
    super::parameters::check(loaded, today, &mut note);
    for (index, contact) in catalogue.contacts.iter().skip(loaded.first_contact).enumerate() {
        if contact.phone.as_ref().is_some_and(|phone| !is_phone(phone)) {
            note(format!("/contacts/{index}/phone"), Fault::Phone);
        }
        if let Some(url) = contact.url.as_ref().filter(|url| !is_address(url)) {
            note(format!("/contacts/{index}/url"), Fault::Address { url: url.clone() });
        }
    }
    let for_all = |contact: &Contact| contact.region == Code::ROOT && contact.categories.is_empty();
    if !catalogue.contacts.is_empty() && !catalogue.contacts.iter().any(for_all) {
        note("/contacts".to_owned(), Fault::NoContactForAll);
    }
    accept(findings, start, &loaded.accepts, "", None);
}

fn any_condition(formula: &Formula, test: &dyn Fn(&engine::catalogue::Criterion) -> bool) -> bool {
    let own = matches!(formula, Formula::If(criterion, ..) if test(criterion));
    own || formula.parts().into_iter().any(|part| any_condition(part, test))
}

/// Groups whose policies, valid on the same day, are estimated for different periods; groups of one.
fn groups(loaded: &Loaded, written: &Written, policy: Policy<'_>, note: &mut dyn FnMut(String, Fault)) {
    for (index, group) in policy.details.groups.iter().enumerate() {
        let name = loaded.catalogue.groups.get(usize::from(group.id.0)).cloned().unwrap_or_default();
        let others: Vec<(PolicyId, Policy<'_>)> = loaded
            .catalogue
            .iter()
            .filter(|(id, other)| {
                *id != written.policy && other.details.groups.iter().any(|other| other.id == group.id)
            })
            .collect();
        if others.is_empty() {
            note(format!("groups/{index}"), Fault::GroupOfOne { group: name });
            continue;
        }
        let mixed = others.into_iter().find(|(id, other)| {
            *id < written.policy
                && other.details.benefit.estimate.is_some()
                && policy.details.benefit.estimate.is_some()
                && other.details.benefit.period != policy.details.benefit.period
                && overlap(policy.rule, other.rule)
        });
        if let Some((_, other)) = mixed {
            note(format!("groups/{index}"), Fault::MixedPeriods { group: name, other: other.id.clone() });
        }
    }
}

fn overlap(a: &Rule, b: &Rule) -> bool {
    let before = |a: &Rule, b: &Rule| match (a.validity.to, b.first_day()) {
        (Some(to), Some(from)) => to < from,
        _ => false,
    };
    !before(a, b) && !before(b, a)
}

/// The facts that some policies read in their criteria and formulas, and those that decide how these are asked and what
/// they are taken to be.
fn facts_read(catalogue: &Catalogue, wanted: impl Fn(&Policy<'_>) -> bool) -> BTreeSet<FactId> {
    let mut read = BTreeSet::new();
    for policy in catalogue.policies().filter(wanted) {
        read.extend(facts_of(catalogue, &policy.criterion));
        if let Some(formula) = &policy.details.benefit.estimate {
            formula_facts(catalogue, formula, &mut read);
        }
    }
    let mut new: Vec<FactId> = read.iter().copied().collect();
    while let Some(fact) = new.pop() {
        let Some(question) = catalogue.questions.get(usize::from(fact.0)) else { continue };
        let bound = question.believable.as_ref().and_then(|believable| believable.most);
        let bound = bound.and_then(|most| if let Most::Of(other) = most { Some(other) } else { None });
        let per = catalogue.facts.get(fact).and_then(|fact| fact.per);
        let told =
            question.criteria().chain(beside(catalogue, fact)).flat_map(|criterion| facts_of(catalogue, criterion));
        let told = told.chain(bound).chain(per).chain(bases(catalogue, fact));
        let more: Vec<FactId> = told.filter(|fact| read.insert(*fact)).collect();
        new.extend(more);
    }
    read
}

/// The criteria that decide what is usual of a fact, and to whom the box of its family is shown in which words.
fn beside(catalogue: &Catalogue, fact: FactId) -> impl Iterator<Item = &Criterion> {
    let usual = catalogue.usual.iter().filter(move |usual| usual.fact == fact).filter_map(|usual| usual.when.as_ref());
    let family = catalogue.circumstances.of(fact).and_then(|family| catalogue.circumstances.list.get(family));
    let tick = family.and_then(|family| family.tick.as_ref());
    let shown = tick.into_iter().flat_map(|tick| tick.when.iter().chain(tick.variants.iter().map(|(when, _)| when)));
    usual.chain(shown)
}

/// The numbers of which a share is usual of a fact.
fn bases(catalogue: &Catalogue, fact: FactId) -> impl Iterator<Item = FactId> {
    let usual = catalogue.usual.iter().filter(move |usual| usual.fact == fact);
    usual.filter_map(|usual| if let UsualValue::Share { of, .. } = usual.value { Some(of) } else { None })
}

/// The facts that a criterion and all below it read; one may come several times.
pub(super) fn facts_of<'a>(catalogue: &'a Catalogue, criterion: &'a Criterion) -> impl Iterator<Item = FactId> + 'a {
    criterion.walk_through(catalogue).flat_map(Criterion::own_facts)
}

pub(super) fn formula_facts(catalogue: &Catalogue, formula: &Formula, read: &mut BTreeSet<FactId>) {
    read.extend(formula.facts());
    if let Formula::If(criterion, ..) = formula {
        read.extend(facts_of(catalogue, criterion));
    }
    formula.parts().into_iter().for_each(|part| formula_facts(catalogue, part, read));
}

/// What concerns one policy; a place without a slash is below the policy.
fn one(loaded: &Loaded, written: &Written, policy: Policy<'_>, today: Date, note: &mut dyn FnMut(String, Fault)) {
    dates(loaded, written, policy, today, note);
    forms(loaded, policy, today, note);
    doing::policy(loaded, written, policy, today, note);
    groups(loaded, written, policy, note);
    for fault in prose::check(&loaded.catalogue, &loaded.texts, policy, written) {
        let place = match &fault {
            Fault::NotInRule { passage, .. }
            | Fault::Contradicts { passage, .. }
            | Fault::PlaceNotInRule { passage, .. }
            | Fault::Translation { passage, .. } => passage.key().to_owned(),
            _ => "prose".to_owned(),
        };
        note(place, fault);
    }
    let examples: Vec<Example> =
        loaded.examples.iter().filter(|example| example.policy == written.policy).cloned().collect();
    let day = mutation::default_day(&loaded.catalogue, policy.rule);
    let beside = |path: &[usize]| places::pointer(written, &policy.criterion, path);
    for (path, fault) in rules::check(&loaded.catalogue, written.policy, policy, day, &examples, &beside) {
        note(beside(&path), fault);
    }
    if let Some(fault) = told_wrongly(&loaded.catalogue, policy) {
        note("tells_of".to_owned(), fault);
    }
    if confers_unsaid(&loaded.catalogue, policy) {
        note("for".to_owned(), Fault::TitleUnsaid);
    }
    for example in &examples {
        let situation = Situation::new(&loaded.catalogue.facts, &example.profile, example.on);
        if let Some(relation) = situation.broken().first() {
            let (name, relation) = (example.name.clone(), relation.0);
            note(example.place.clone(), Fault::Contradiction { name, relation });
        }
        if beyond_revenue(&loaded.catalogue, policy, example) {
            note(example.place.clone(), Fault::BeyondRevenue { name: example.name.clone() });
        }
        if let Some(miss) = super::run(&loaded.catalogue, policy, example) {
            note(example.place.clone(), Fault::Example { name: example.name.clone(), miss });
        }
    }
    for fault in believable::check(&loaded.catalogue, policy, day) {
        note("benefit/estimate".to_owned(), fault);
    }
    let can = rules::reachable(&loaded.catalogue, &policy.criterion, day);
    let wanted = [
        (Expected::Eligible, Verdict::Eligible),
        (Expected::NeedsInfo, Verdict::NeedsInfo),
        (Expected::Ineligible, Verdict::Ineligible),
    ];
    for ((expected, verdict), can) in wanted.into_iter().zip(can) {
        if can.is_some() && !examples.iter().any(|example| example.verdict == expected) {
            note("examples".to_owned(), Fault::NoExample(verdict));
        }
    }
    let bounds = |change: Mutation| {
        matches!(change, Mutation::Strictness | Mutation::Bound(_) | Mutation::FirstDay(_) | Mutation::LastDay(_))
    };
    for survivor in mutation::score_some(loaded, written, &bounds).survivors {
        note(survivor.place, Fault::NoBoundary(survivor.change));
    }
}

/// What is wrong with the subject that a policy tells of.
fn told_wrongly(catalogue: &Catalogue, policy: Policy<'_>) -> Option<Fault> {
    let subject = policy.details.tells_of.clone()?;
    if !Subject::ALL.iter().any(|known| known.id() == subject) {
        return Some(Fault::SubjectUnknown { subject });
    }
    // A local catalogue may put a policy of its own in the place of another one.
    let is_rival = |other: &Policy<'_>| {
        other.details.tells_of == policy.details.tells_of
            && other.id != policy.id
            && other.details.source == policy.details.source
    };
    let other = catalogue.policies().find(is_rival)?.id.clone();
    Some(Fault::SubjectTwice { subject, other })
}

/// Whether a policy of the tiers that brings no money reads a title that can be gained, without saying which it confers.
fn confers_unsaid(catalogue: &Catalogue, policy: Policy<'_>) -> bool {
    let mut facts = Vec::new();
    mutation::collect_facts(catalogue, &policy.criterion, &mut facts);
    let is_title = |fact: &FactId| {
        catalogue
            .facts
            .get(*fact)
            .is_some_and(|fact| matches!(fact.kind, Kind::Choices(_)) && fact.changeable == Changeable::Yes)
    };
    policy.category == Category::InnovationTier
        && policy.kind != BenefitKind::Saving
        && !policy.is_background()
        && policy.details.confers.is_none()
        && facts.iter().any(is_title)
}

/// Whether an example with a known revenue is said to be worth more than that.
fn beyond_revenue(catalogue: &Catalogue, policy: Policy<'_>, example: &Example) -> bool {
    let situation = Situation::new(&catalogue.facts, &example.profile, example.on);
    if example.profile.given(Facts::REVENUE).is_none() || example.verdict == Expected::Ineligible {
        return false;
    }
    let revenue = situation.range(Facts::REVENUE).high();
    let open = open(catalogue, &situation, &policy.criterion);
    worth(catalogue, &situation, policy, &open).and_then(|worth| worth.high).is_some_and(|high| high.fen() > revenue)
}

fn dates(loaded: &Loaded, written: &Written, policy: Policy<'_>, today: Date, note: &mut dyn FnMut(String, Fault)) {
    let catalogue = &loaded.catalogue;
    for (index, &before) in policy.details.supersedes.iter().enumerate() {
        let place = format!("supersedes/{index}");
        if follows(catalogue, before, written.policy, 0) {
            note(place, Fault::SuccessionCircle);
            continue;
        }
        let Some(earlier) = catalogue.policy(before) else { continue };
        let id = earlier.id.clone();
        let has_end = earlier.validity.to.is_some()
            || matches!(
                earlier.standing,
                engine::catalogue::Standing::Ended(_) | engine::catalogue::Standing::Unclear(_)
            );
        if !has_end {
            note(place, Fault::NoEnd { before: id });
            continue;
        }
        let (Some(last), Some(first)) = (earlier.validity.to, policy.validity.from) else { continue };
        let next = last.plus_days(1);
        // Another successor may fill the days between.
        let first_successor =
            catalogue.successors(before).filter_map(|id| catalogue.rule(id)?.validity.from).min().unwrap_or(first);
        if first < next {
            note(place, Fault::SuccessionOverlap { before: id, last, first });
        } else if first > next && first_successor > next {
            note(place, Fault::SuccessionGap { before: id, last, first });
        }
    }
    if let Some(window) = policy.window {
        let inside = |day: Option<Date>| day.is_none_or(|day| policy.validity.contains(day));
        if !inside(window.from) || !inside(window.to) {
            note("window".to_owned(), Fault::WindowOutside);
        }
    }
    for (index, document) in policy.details.documents.iter().enumerate() {
        if let Some(issued) = document.issued.filter(|issued| *issued > policy.reviewed) {
            note(format!("documents/{index}/issued"), Fault::LateDocument { issued });
        }
    }
    let live = policy.status(today) != Status::Ended;
    if live && policy.reviewed.reaches_age(REVIEW_MONTHS, Unit::Months) < today {
        note("reviewed".to_owned(), Fault::ReviewOverdue { reviewed: policy.reviewed });
    }
}

/// Whether `policy` comes before `other` in a chain of successions: then `other` cannot come before it.
fn follows(catalogue: &Catalogue, policy: PolicyId, other: PolicyId, depth: usize) -> bool {
    policy == other
        || (depth < catalogue.policies.len().min(64)
            && catalogue.policy(policy).is_some_and(|policy| {
                policy
                    .details
                    .supersedes
                    .iter()
                    .any(|&before| follows(catalogue, before, other, depth.saturating_add(1)))
            }))
}

fn forms(loaded: &Loaded, policy: Policy<'_>, today: Date, note: &mut dyn FnMut(String, Fault)) {
    let zh = |id| loaded.texts.get(id, engine::catalogue::Language::ZhCn);
    for (index, document) in policy.details.documents.iter().enumerate() {
        if let Some(url) = document.url.map(zh).filter(|url| !is_address(url)) {
            note(format!("documents/{index}/url"), Fault::Address { url: url.to_owned() });
        }
    }
    if policy.details.phone.as_ref().is_some_and(|phone| !is_phone(phone)) {
        note("phone".to_owned(), Fault::Phone);
    }
    let characters = zh(policy.details.summary).chars().count();
    if characters > SUMMARY {
        note("summary/zh".to_owned(), Fault::LongSummary { characters });
    }
    for (key, id) in
        [("name", policy.name), ("summary", policy.details.summary), ("benefit/text", policy.details.benefit.text)]
    {
        if let Some(found) = zh(id).chars().find(|&c| is_odd(c)) {
            note(format!("{key}/zh"), Fault::OddCharacter { found });
        }
    }
    if policy.status(today) != Status::Ended {
        let lacks = [
            (policy.details.steps.is_empty(), Item::Steps),
            (policy.details.office.is_none(), Item::Office),
            (policy.details.phone.is_none(), Item::Phone),
            (policy.details.documents.is_empty(), Item::Document),
        ];
        for (_, item) in lacks.into_iter().filter(|(lacks, _)| *lacks) {
            note(String::new(), Fault::Lacks(item));
        }
    }
}

/// Full-width digits and letters, and characters that are not seen: each makes a search fail.
pub(super) fn is_odd(c: char) -> bool {
    matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{a0}')
        || c.is_control()
}

/// Digits and hyphens, as many as the shortest hotline has.
pub(super) fn is_phone(phone: &str) -> bool {
    phone.len() >= 5 && phone.chars().all(|c| c.is_ascii_digit() || c == '-')
}

/// An address with a host that has a dot, no spaces, no tracking.
pub(super) fn is_address(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else { return false };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.contains('.')
        && !host.contains('@')
        && host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'))
        && !url.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>' | '，' | '。'))
        && !["utm_", "spm=", "from=timeline"].iter().any(|trace| url.contains(trace))
}

impl super::Passage {
    /// Its key in files.
    fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Summary => "summary",
            Self::Benefit => "benefit/text",
        }
    }
}
