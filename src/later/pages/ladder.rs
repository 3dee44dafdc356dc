use yew::{Html, html};

use crate::first::nodes::Nodes;
use crate::first::{Send, on};
use crate::later::parts::{Question, finding_line, heading, source_behind};
use crate::later::view::View;
use crate::model::route::Route;
use crate::model::state::Action;
use crate::wording::{Phrase, Tool};
use engine::catalogue::Test;
use engine::matching::{Applies, Rung, Situation, Standard, StandardCriterion, ladder as rungs};

/// The ladder of tiers for this enterprise.
pub(crate) fn ladder(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let situation = view.situation();
    let mut page = Nodes::new();
    heading(&mut page, speaker.label(&Tool::LadderTitle));
    page.element("p", "lead", speaker.label(&Tool::LadderIntro));
    let mut question = Nodes::new();
    if view.state.asking.is_some() {
        question.push(html! { <Question view={view.clone()} send={send.clone()} /> });
    }
    page.wrap("div", "", question);
    for rung in rungs(view.catalogue(), &situation) {
        one(&mut page, view, send, &situation, &rung);
    }
    page.done()
}

fn one(page: &mut Nodes, view: &View, send: &Send, situation: &Situation<'_>, rung: &Rung<'_>) {
    let speaker = view.speaker();
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&rung.tier)).element("p", "hint", speaker.held(rung));
    for standard in &rung.standards {
        self::standard(&mut panel, view, send, situation, standard);
    }
    panel.element("h3", "", speaker.label(&Tool::Unlocks)).element("p", "", &speaker.unlocks(rung));
    let mut list = Nodes::new();
    for unlocked in &rung.unlocks {
        let Some(policy) = view.catalogue().policy(unlocked.policy) else { continue };
        let mut item = Nodes::new();
        item.link("", &Route::Policy(policy.id.clone()).href(), view.name(policy.rule));
        source_behind(&mut item, view, policy.details.source);
        let worth = unlocked.estimate.map(|estimate| speaker.estimate(estimate));
        let parts = [Some(speaker.label(&unlocked.status).to_owned()), worth];
        let said: Vec<String> = parts.into_iter().flatten().collect();
        item.element("span", "seen", &speaker.in_brackets(&said.join(speaker.comma())));
        list.wrap("li", "", item);
    }
    if !list.is_empty() {
        panel.wrap("ul", "", list);
    }
    page.wrap("section", "panel", panel).with("data-testid", &format!("tier-{}", rung.tier.id()));
}

fn standard(panel: &mut Nodes, view: &View, send: &Send, situation: &Situation<'_>, standard: &Standard<'_>) {
    let speaker = view.speaker();
    let Some(policy) = view.catalogue().policy(standard.policy) else { return };
    let mut name = Nodes::new();
    name.link("", &Route::Policy(policy.id.clone()).href(), view.name(policy.rule));
    source_behind(&mut name, view, policy.details.source);
    panel.wrap("h3", "", name);
    let number =
        policy.details.documents.first().and_then(|document| document.number).map_or("", |id| speaker.text(id));
    let applies = speaker.label(&standard.applies);
    let mut line = Nodes::new();
    line.element("strong", "", &speaker.standard_verdict(standard)).text(speaker.semicolon()).text(applies);
    line.element("span", "number", number).with("lang", "zh-CN");
    panel.wrap("p", "", line);
    if standard.applies == Applies::NoMore {
        return;
    }
    if !standard.open.facts.is_empty() {
        panel.element("h4", "", speaker.label(&Tool::StillNeeded));
        let mut list = Nodes::new();
        for &(fact, _) in &standard.open.facts {
            let (name, label) = (speaker.fact(fact), speaker.label(&Phrase::AnswerThis));
            let mut item = Nodes::new();
            item.element("span", "", name);
            item.button("button", label, on(send, Action::Ask(fact)))
                .with("aria-label", &format!("{label}{}", speaker.quoted(name)));
            list.wrap("li", "", item);
        }
        panel.wrap("ul", "missing", list);
    }
    let mut steps = Nodes::new();
    for step in &standard.steps {
        self::step(&mut steps, view, situation, step);
    }
    let mut details = Nodes::new();
    details.element("summary", "", speaker.label(&Tool::Criteria)).wrap("ul", "findings tree", steps);
    panel.wrap("details", "", details);
}

fn step(list: &mut Nodes, view: &View, situation: &Situation<'_>, step: &StandardCriterion<'_>) {
    let speaker = view.speaker();
    let mut item = Nodes::new();
    let grouped = matches!(step.finding.criterion.test, Test::Any(_) | Test::All(_) | Test::AtLeast(..));
    finding_line(&mut item, view, situation, &step.finding, grouped && !step.parts.is_empty());
    if step.parts.is_empty() {
        for &change in &step.changes {
            item.element("span", "note near", &speaker.near_miss(change));
        }
    } else {
        let mut below = Nodes::new();
        for part in &step.parts {
            self::step(&mut below, view, situation, part);
        }
        item.wrap("ul", "findings", below);
    }
    list.wrap("li", "", item);
}
