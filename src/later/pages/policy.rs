use yew::prelude::*;

use crate::first::nodes::Nodes;
use crate::first::{Send, on};
use crate::later::parts;
use crate::later::parts::{Inquiry, Mistake, WhatIf, findings, marker, source_behind, tree_list};
use crate::later::view::View;
use crate::model::route::Route;
use crate::model::state::Action;
use crate::wording::Phrase;
use engine::catalogue::{Policy, PolicyId, Recipient, Test, TextId};
use engine::matching::{
    Group, Outcome, Reason, Situation, Truth, Verdict, believed, conflict, sufficient, supposed, tree, working,
};

/// The full text of one policy, for this enterprise.
pub(crate) fn policy(view: &View, send: &Send, name: &str) -> Html {
    let speaker = view.speaker();
    let mut page = Nodes::new();
    let mut back = Nodes::new();
    back.link("", &Route::Start.href(), &format!("← {}", speaker.label(&Phrase::Back)));
    page.wrap("p", "back", back);
    let found = view.catalogue().find(name);
    let found = found.and_then(|id| Some((id, view.catalogue().policy(id)?, view.outcome(id)?)));
    let Some((id, policy, outcome)) = found else {
        page.element("h1", "", speaker.label(&Phrase::NotFound)).with("id", "page-title").with("tabindex", "-1");
        page.element("p", "", speaker.label(&Phrase::NotFoundText));
        return page.done();
    };
    let situation = view.situation();
    page.element("h1", "", view.name(policy.rule)).with("id", "page-title").with("tabindex", "-1");
    let mut tags = Nodes::new();
    if !policy.is_background() {
        tags.element("span", "tag strong", speaker.label(&policy.channel));
    }
    tags.element("span", "tag", speaker.label(&policy.category));
    tags.element("span", "tag", speaker.label(&outcome.status));
    tags.push(marker(view, send, &policy.id));
    page.wrap("p", "tags", tags);
    parts::source(&mut page, view, policy.details.source);
    if view.is_complete() {
        page.element("p", "summary-text", speaker.text(policy.details.summary));
        page.push(parts::terms(view, policy));
        case(&mut page, view, send, &situation, policy, outcome);
        page.push(html! { <WhatIf key={name} view={view.clone()} {id} /> });
        benefit(&mut page, view, &situation, policy, outcome);
        how(&mut page, view, policy);
        exclusions(&mut page, view, id, policy);
        page.push(html! { <Inquiry key={policy.id.clone()} view={view.clone()} policy={id} /> });
    }
    papers(&mut page, view, id, policy, outcome);
    if view.is_complete() {
        page.push(html! { <Mistake key={name} view={view.clone()} {id} /> });
    }
    let mut whole = Nodes::new();
    whole.wrap("article", "policy", page).with("data-testid", "policy");
    whole.done()
}

/// The verdict with its smallest reason, what is missing, and the whole tree.
fn case(page: &mut Nodes, view: &View, send: &Send, situation: &Situation<'_>, policy: Policy<'_>, outcome: &Outcome) {
    let speaker = view.speaker();
    let finding = tree(view.catalogue(), situation, &policy.criterion);
    let mut open = Vec::new();
    let mut met = Vec::new();
    let class = match outcome.verdict {
        Verdict::Eligible => {
            met = sufficient(&finding);
            "panel case eligible"
        }
        Verdict::Ineligible => "panel case ineligible",
        Verdict::NeedsInfo => {
            conjuncts(&finding, &mut open, &mut met);
            "panel case needs_info"
        }
    };
    let failed = if outcome.verdict == Verdict::Ineligible { sufficient(&finding) } else { Vec::new() };
    let mut panel = Nodes::new();
    let verdict = speaker.label(&outcome.verdict);
    panel.element("h2", "", &format!("{}{}{verdict}", speaker.label(&Phrase::YourCase), speaker.colon()));
    if let Some(standing) = speaker.standing(policy.rule) {
        panel.element("p", "notice-line", standing);
    }
    if let Some(why) = speaker.not_claimed(policy.rule) {
        panel.element("p", "notice-line", why);
    }
    if let Some(near) = outcome.near_miss.filter(|_| outcome.group == Group::NearMiss) {
        panel.element("p", "near", &speaker.near_miss(near));
    }
    missing(&mut panel, view, send, outcome);
    for (word, list) in [(Phrase::ReasonsFailed, failed), (Phrase::ReasonsOpen, open), (Phrase::ReasonsMet, met)] {
        if !list.is_empty() {
            panel.element("h3", "", speaker.label(&word));
            findings(&mut panel, view, situation, &list);
        }
    }
    let mut whole = Nodes::new();
    tree_list(&mut whole, view, situation, &finding);
    let mut details = Nodes::new();
    details.element("summary", "", speaker.label(&Phrase::WholeTree)).wrap("ul", "findings tree", whole);
    panel.wrap("details", "", details);
    page.wrap("section", class, panel).with("data-testid", "case");
}

/// The parts that must all hold: those that are open, and those that hold.
fn conjuncts<'f, 'a>(finding: &'f Reason<'a>, open: &mut Vec<&'f Reason<'a>>, met: &mut Vec<&'f Reason<'a>>) {
    if matches!(finding.criterion.test, Test::All(_)) {
        for part in &finding.parts {
            conjuncts(part, open, met);
        }
    } else if finding.truth == Truth::Unknown {
        open.push(finding);
    } else {
        met.push(finding);
    }
}

/// What is missing, each with the way to tell it.
fn missing(panel: &mut Nodes, view: &View, send: &Send, outcome: &Outcome) {
    let speaker = view.speaker();
    let open = &outcome.open;
    if open.facts.is_empty() && !open.authority && !open.check_yourself {
        return;
    }
    panel.element("h3", "", speaker.label(&Phrase::Missing));
    let mut list = Nodes::new();
    for &(fact, why) in &open.facts {
        let name = speaker.fact(fact);
        let label = speaker.label(&Phrase::AnswerThis);
        let mut item = Nodes::new();
        item.element("span", "", &format!("{name}{}", speaker.in_brackets(speaker.label(&why))));
        item.link("button", &Route::Start.href(), label)
            .with("aria-label", &format!("{label}{}", speaker.quoted(name)))
            .click(on(send, Action::Ask(fact)));
        list.wrap("li", "", item);
    }
    if open.authority {
        list.element("li", "", speaker.label(&Phrase::AuthorityDecides));
    }
    if open.check_yourself {
        list.element("li", "", speaker.label(&Phrase::CheckIt));
    }
    panel.wrap("ul", "missing", list).with("data-testid", "missing");
}

/// What it brings, with the arithmetic.
fn benefit(page: &mut Nodes, view: &View, situation: &Situation<'_>, policy: Policy<'_>, outcome: &Outcome) {
    let speaker = view.speaker();
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&Phrase::WhatItBrings));
    panel.element("p", "", speaker.text(policy.details.benefit.text));
    if let Some(worth) = speaker.worth(outcome) {
        panel.element("p", "worth", &format!("{}{}{worth}", speaker.label(&Phrase::Worth), speaker.colon()));
    }
    match &policy.details.benefit.estimate {
        None => {
            panel.element("p", "hint", speaker.label(&Phrase::NoFigures));
        }
        Some(formula) if outcome.estimate.is_some() => {
            let believed = believed(view.catalogue(), situation, formula);
            let mut working = working(view.catalogue(), &believed, formula);
            if outcome.estimate.is_some_and(|estimate| estimate.high.is_none()) {
                working = working.without_upper_ends();
            }
            let arithmetic = speaker.working(&working);
            let mut details = Nodes::new();
            details.element("summary", "", speaker.label(&Phrase::Arithmetic)).element("p", "arithmetic", &arithmetic);
            panel.wrap("details", "", details);
        }
        Some(_) => {}
    }
    let supposed = match &policy.details.benefit.estimate {
        Some(formula) if outcome.estimate.is_some() => supposed(view.catalogue(), situation, formula),
        _ => Vec::new(),
    };
    if !policy.details.benefit.assumes.is_empty() || !supposed.is_empty() {
        panel.element("h3", "", speaker.label(&Phrase::Assumes));
        let mut items = Nodes::new();
        for &text in &policy.details.benefit.assumes {
            items.element("li", "", speaker.text(text));
        }
        for (fact, range) in supposed {
            items.element("li", "", &speaker.supposed(fact, range));
        }
        panel.wrap("ul", "", items);
    }
    page.wrap("section", "panel", panel).with("data-testid", "benefit");
}

/// A list of texts.
fn texts(panel: &mut Nodes, view: &View, tag: &'static str, list: &[TextId]) {
    let speaker = view.speaker();
    let mut items = Nodes::new();
    for &text in list {
        items.element("li", "", speaker.text(text));
    }
    panel.wrap(tag, "", items);
}

/// What to do, with which papers, where, by when.
fn how(page: &mut Nodes, view: &View, policy: Policy<'_>) {
    let speaker = view.speaker();
    let mut panel = Nodes::new();
    let how_to = speaker.label(&Phrase::HowTo);
    if policy.is_background() {
        panel.element("h2", "", how_to);
    } else {
        panel.element("h2", "", &format!("{how_to}{}{}", speaker.colon(), speaker.label(&policy.channel)));
    }
    if !policy.details.steps.is_empty() {
        panel.element("h3", "", speaker.label(&Phrase::Steps));
        texts(&mut panel, view, "ol", &policy.details.steps);
    }
    panel.element("h3", "", speaker.label(&Phrase::Materials));
    match speaker.no_materials(policy) {
        Some(why) => {
            panel.element("p", "", &why);
        }
        None => texts(&mut panel, view, "ul", policy.details.materials.as_deref().unwrap_or_default()),
    }
    let mut facts = Nodes::new();
    let mut add = |word: Phrase, text: &str| {
        facts.entry_text(speaker.label(&word), text);
    };
    if let Some(window) = policy.window {
        add(Phrase::Window, &speaker.period(window));
    }
    if let Some(paid) = policy.details.paid {
        add(Phrase::Paid, speaker.text(paid));
    }
    if let Some(office) = policy.details.office {
        add(Phrase::Office, speaker.text(office));
    }
    if policy.recipient != Recipient::Enterprise {
        add(Phrase::Recipient, speaker.label(&policy.recipient));
    }
    if let Some(phone) = &policy.details.phone {
        let mut link = Nodes::new();
        link.link("", &format!("tel:{phone}"), phone);
        facts.entry(speaker.label(&Phrase::Phone), link);
    }
    panel.wrap("dl", "facts", facts);
    page.wrap("section", "panel", panel).with("data-testid", "how");
}

/// Adds a link to another policy.
fn link(pieces: &mut Nodes, view: &View, id: PolicyId) {
    if let Some(policy) = view.catalogue().policy(id) {
        pieces.link("", &Route::Policy(policy.id.clone()).href(), view.name(policy.rule));
        source_behind(pieces, view, policy.details.source);
    }
}

/// The policies that may not be used together with this one.
fn exclusions(page: &mut Nodes, view: &View, id: PolicyId, policy: Policy<'_>) {
    let speaker = view.speaker();
    let catalogue = view.catalogue();
    let mut items = Nodes::new();
    for (other, _) in catalogue.iter().filter(|(other, _)| *other != id) {
        let said = policy.details.excludes.iter().find(|exclusion| exclusion.policy == other);
        if said.is_none() && conflict(catalogue, id, other).is_none() {
            continue;
        }
        let mut item = Nodes::new();
        link(&mut item, view, other);
        if let Some(exclusion) = said {
            item.element("span", "seen", &speaker.in_brackets(speaker.text(exclusion.why)));
        }
        items.wrap("li", "", item);
    }
    if !items.is_empty() {
        let mut panel = Nodes::new();
        panel.element("h2", "", speaker.label(&Phrase::NotTogether)).wrap("ul", "", items);
        page.wrap("section", "panel", panel);
    }
}

/// Dates, documents, relatives, verification.
fn papers(page: &mut Nodes, view: &View, id: PolicyId, policy: Policy<'_>, outcome: &Outcome) {
    let speaker = view.speaker();
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&Phrase::Documents));
    let mut documents = Nodes::new();
    for document in &policy.details.documents {
        let mut item = Nodes::new();
        item.element("span", "", &format!("《{}》", speaker.text(document.title))).with("lang", "zh-CN");
        if let Some(number) = document.number {
            item.element("span", "number", speaker.text(number)).with("lang", "zh-CN");
        }
        if let Some(issued) = document.issued {
            item.element("span", "seen", &format!(" {}", speaker.date(issued)));
        }
        if let Some(url) = document.url.filter(|_| view.is_complete()) {
            item.link("", speaker.text(url), speaker.label(&Phrase::DocumentOpen))
                .with("target", "_blank")
                .with("rel", "noopener noreferrer");
        }
        documents.wrap("li", "", item);
    }
    panel.wrap("ul", "documents", documents);
    let mut facts = Nodes::new();
    facts.entry_text(speaker.label(&Phrase::Validity), &speaker.period(policy.validity));
    facts.entry_text(speaker.label(&Phrase::StatusIs), speaker.label(&outcome.status));
    let issuers: Vec<&str> = policy.details.issuers.iter().map(|&issuer| speaker.text(issuer)).collect();
    if view.is_complete() {
        facts.entry_text(speaker.label(&Phrase::Issuers), &issuers.join(speaker.enumeration()));
    }
    relatives(&mut facts, view, Phrase::Predecessors, &policy.details.supersedes);
    let successors: Vec<PolicyId> = view.catalogue().successors(id).collect();
    relatives(&mut facts, view, Phrase::Successors, &successors);
    facts.entry_text(speaker.label(&Phrase::Verification), speaker.label(&policy.details.verified));
    facts.entry_text(speaker.label(&Phrase::Reviewed), &speaker.date(policy.reviewed));
    facts.entry_text(speaker.label(&Phrase::CatalogueVersion), &view.catalogue().version);
    panel.wrap("dl", "facts", facts);
    page.wrap("section", "panel", panel).with("data-testid", "papers");
}

/// The policies before or after this one.
fn relatives(facts: &mut Nodes, view: &View, word: Phrase, list: &[PolicyId]) {
    if list.is_empty() {
        return;
    }
    let mut items = Nodes::new();
    for &id in list {
        let mut item = Nodes::new();
        link(&mut item, view, id);
        items.wrap("li", "", item);
    }
    let mut whole = Nodes::new();
    whole.wrap("ul", "bare", items);
    facts.entry(view.speaker().label(&word), whole);
}
