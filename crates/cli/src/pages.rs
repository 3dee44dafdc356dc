//! The catalogue as plain web pages: no script, one page for each language, in traditional characters too. For search
//! engines, for printing, and for browsers that cannot run the matcher.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use maud::{DOCTYPE, Markup, html};

use super::input::Edition;
use super::phrases::Phrase;
use super::{Common, Failure, lines, renew};
use engine::catalogue::{
    Category, Criterion, Language, Place, Policy, PolicyId, Recipient, Rule, Standing, Status, Test, TextId,
};
use engine::quantity::Date;

/// The looks of the pages: a file of its own, so that they hold under a policy that forbids inline styles.
const SHEET: &str = include_str!("../../../assets/catalogue.css");

/// The licences of what is in a built site (xtask/src/supply.rs).
const LICENCES: &str = "licences.txt";

/// All that a plain page needs: its sheet and its icon.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// The pages: their files, the tags of their languages, and how each language calls itself.
const EDITIONS: [(&str, &str, &str); 3] = [
    ("catalogue.html", "zh-CN", "简体中文"),
    ("catalogue.zh-TW.html", "zh-TW", "繁體中文"),
    ("catalogue.en.html", "en", "English"),
];

/// `pages`
#[derive(Debug, Args)]
pub(super) struct Pages {
    /// The folder to write to; it must exist. One that holds the built site is renewed afterwards, as `renew` does
    folder: PathBuf,
    /// A catalogue to use instead of the bundled one
    #[arg(long, value_name = "FILE")]
    catalogue: Option<PathBuf>,
    /// A local catalogue laid over it; may be given several times
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
}

impl Pages {
    /// The pages of a catalogue.
    pub(super) fn of(folder: PathBuf, catalogue: PathBuf) -> Self {
        Self { folder, catalogue: Some(catalogue), overlay: Vec::new() }
    }

    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let Self { folder, catalogue, overlay } = self;
        let mut common = Common { format: super::Format::Text, lang: Language::ZhCn, catalogue, overlay };
        let mut pages = Vec::new();
        for (name, tag, _) in EDITIONS {
            common.lang = super::language(tag).map_err(Failure::wrong)?;
            let edition = Edition::open(&common)?;
            let text = page(&edition, tag, folder.join(LICENCES).is_file()).into_string();
            let text = lines::written(lines::table(tag).as_ref(), &text).into_owned();
            pages.push((folder.join(name), text.into_bytes()));
        }
        pages.push((folder.join("catalogue.css"), SHEET.as_bytes().to_vec()));
        site::write_all(&pages).map_err(Failure::wrong)?;
        for ((_, text), (name, ..)) in pages.iter().zip(EDITIONS) {
            writeln!(out, "{name}: {} bytes", text.len())?;
        }
        // Servers send the packed copies, which would still hold the pages of before.
        if folder.join(site::worker::FILE).is_file() {
            renew::site(&folder, site::renew::Kept::AsBefore, out)
        } else {
            Ok(())
        }
    }
}

/// A whole page.
fn page(edition: &Edition, tag: &str, has_licences: bool) -> Markup {
    let speaker = edition.speaker();
    let title = edition.say(Phrase::PagesTitle);
    let about = edition.say(Phrase::PagesAbout);
    // Pages are for all days; a measure stands where it stood on the day of the review.
    let on = edition.catalogue.reviewed;
    let (ended, open): (Vec<_>, Vec<_>) = edition.catalogue.iter().partition(|(_, policy)| is_ended(policy, on));
    html! {
        (DOCTYPE)
        html lang=(tag) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="format-detection" content="telephone=no";
                meta name="description" content=(about);
                title { (title) " · policy-match" }
                link rel="icon" href="./icon.svg" type="image/svg+xml";
                link rel="stylesheet" href="./catalogue.css";
                @for (name, other, _) in EDITIONS {
                    link rel="alternate" hreflang=(other) href=(format!("./{name}"));
                }
            }
            body {
                header {
                    h1 { (title) }
                    p { (about) }
                    p { a href="./" { (edition.say(Phrase::MatchYours)) } }
                    p.languages {
                        @for (name, other, own) in EDITIONS.iter().filter(|(_, other, _)| *other != tag) {
                            a href=(format!("./{name}")) lang=(other) hreflang=(other) { (own) } " "
                        }
                    }
                    p.hint {
                        (edition.say(Phrase::CatalogueVersion)) (edition.catalogue.version)
                        @if let Some(day) = on {
                            (edition.say(Phrase::ReviewedOn)) (speaker.date(day))
                        }
                        (edition.say(Phrase::ForInformation))
                    }
                }
                nav aria-label=(edition.say(Phrase::Categories)) {
                    ul {
                        @for &category in Category::ALL {
                            @let count = of(&open, category).count();
                            @if count > 0 {
                                li { a href=(format!("#{}", category.id())) { (speaker.label(&category)) } " " span.count { (count) } }
                            }
                        }
                        @if !ended.is_empty() {
                            li { a href="#ended" { (speaker.label(&Status::Ended)) } " " span.count { (ended.len()) } }
                        }
                    }
                }
                main {
                    @for &category in Category::ALL {
                        @if of(&open, category).next().is_some() {
                            section id=(category.id()) {
                                h2 { (speaker.label(&category)) }
                                @for (id, policy) in of(&open, category) { (article(edition, *id, *policy)) }
                            }
                        }
                    }
                    @if !ended.is_empty() {
                        section #ended {
                            h2 { (speaker.label(&Status::Ended)) }
                            @for (id, policy) in &ended { (article(edition, *id, *policy)) }
                        }
                    }
                }
                @if has_licences {
                    footer { p.hint { a href=(format!("./{LICENCES}")) { (edition.say(Phrase::Licences)) } } }
                }
            }
        }
    }
}

fn of<'p>(
    policies: &'p [(PolicyId, Policy<'p>)],
    category: Category,
) -> impl Iterator<Item = &'p (PolicyId, Policy<'p>)> {
    policies.iter().filter(move |(_, policy)| policy.category == category)
}

fn is_ended(rule: &Rule, on: Option<Date>) -> bool {
    on.is_some_and(|on| rule.status(on) == Status::Ended)
}

/// One policy.
fn article(edition: &Edition, id: PolicyId, policy: Policy<'_>) -> Markup {
    let speaker = edition.speaker();
    let (text, label) = (|id: TextId| speaker.text(id), |phrase| edition.say(phrase));
    let texts = |list: &[TextId]| html! { @for &item in list { li { (text(item)) } } };
    let relatives = |heading: &str, list: &[PolicyId]| {
        let known: Vec<Policy<'_>> = list.iter().filter_map(|&id| edition.catalogue.policy(id)).collect();
        html! {
            @if !known.is_empty() {
                dt { (heading) }
                @for other in known { dd { a href=(format!("#{}", other.id)) { (text(other.name)) } } }
            }
        }
    };
    let successors: Vec<PolicyId> = edition.catalogue.successors(id).collect();
    html! {
        article id=(policy.id) {
            h3 { (text(policy.name)) }
            @if let Some(source) = speaker.local_source(policy.details.source) { p.hint { (source) } }
            @if let Some(chinese) = speaker.chinese_beside(policy.name) { p lang="zh-CN" { (chinese) } }
            p { (text(policy.details.summary)) }
            @if let Some(why) = speaker.not_claimed(policy.rule) { p.note { (why) } }
            @if let Standing::Unclear(why) | Standing::Ended(why) = policy.standing { p.note { (text(why)) } }
            dl {
                dt { (label(Phrase::InForce)) }
                dd { (speaker.period(policy.validity)) }
                @if let Some(window) = edition.catalogue.reviewed.and_then(|on| speaker.window(policy, on)) {
                    dt { (label(Phrase::Apply)) }
                    dd { (window) }
                }
                @if !policy.details.acts.is_empty() {
                    dt { (label(Phrase::ByLaw)) }
                    @for act in &policy.details.acts { dd { (speaker.act(act)) } }
                    dd { (speaker.rest_days_move()) }
                }
                @if !policy.is_background() {
                    dt { (label(Phrase::HowItReaches)) }
                    dd { (speaker.label(&policy.channel)) }
                }
                @if policy.recipient != Recipient::Enterprise {
                    dt { (label(Phrase::PaidTo)) }
                    dd { (speaker.label(&policy.recipient)) }
                }
                @if let Some(paid) = policy.details.paid {
                    dt { (label(Phrase::PaidWhen)) }
                    dd { (text(paid)) }
                }
            }
            h4 { (label(Phrase::Conditions)) }
            ul.rule {
                @match &policy.criterion.test {
                    // All conditions of a policy must hold anyway.
                    Test::All(parts) => { @for part in parts { (rule(edition, part)) } }
                    _ => (rule(edition, &policy.criterion)),
                }
            }
            h4 { (label(Phrase::WhatItBrings)) }
            p { (text(policy.details.benefit.text)) }
            @if !policy.details.steps.is_empty() {
                h4 { (label(Phrase::Steps)) }
                ol { (texts(&policy.details.steps)) }
            }
            (places(edition, policy))
            h4 { (label(Phrase::Papers)) }
            @match speaker.no_materials(policy) {
                Some(why) => p { (why) },
                None => ul {
                    @for &paper in policy.details.materials.iter().flatten() { li { (speaker.for_clerk(paper)) } }
                },
            }
            h4 { (label(Phrase::Documents)) }
            ul {
                @for document in &policy.details.documents {
                    li {
                        span lang="zh-CN" { "《" (text(document.title)) "》" }
                        @if let Some(number) = document.number { span lang="zh-CN" { (text(number)) } }
                        @if let Some(issued) = document.issued { " " (speaker.date(issued)) }
                        @if let Some(url) = document.url {
                            " " a href=(text(url)) rel="noopener noreferrer" { (label(Phrase::OpenDocument)) }
                        }
                    }
                }
            }
            dl {
                @if let Some(office) = policy.details.office {
                    dt { (label(Phrase::Office)) }
                    dd { (speaker.for_clerk(office)) }
                }
                @if let Some(phone) = &policy.details.phone {
                    dt { (label(Phrase::Telephone)) }
                    dd { a href=(format!("tel:{phone}")) { (phone) } }
                }
                (relatives(label(Phrase::Replaces), &policy.details.supersedes))
                (relatives(label(Phrase::ReplacedBy), &successors))
                dt { (label(Phrase::Verification)) }
                dd { (speaker.label(&policy.details.verified)) " " (speaker.date(policy.reviewed)) }
            }
            p { a href=(format!("./#/policy/{}", policy.id)) { (label(Phrase::DoIQualify)) } }
        }
    }
}

/// Where it is done, in every region for which that is known; else whom to ask, and what.
fn places(edition: &Edition, policy: Policy<'_>) -> Markup {
    let (speaker, catalogue) = (edition.speaker(), &edition.catalogue);
    let known: Vec<&Place> = policy.details.apply.iter().filter_map(|&id| catalogue.place(id)).collect();
    let is_asked = known.is_empty() && catalogue.reviewed.is_some_and(|on| policy.is_handed_in(on));
    html! {
        @if !known.is_empty() || is_asked { h4 { (edition.say(Phrase::Places)) } }
        @if !known.is_empty() {
            ul {
                @for place in known {
                    @let name = speaker.place_to_go(place, None);
                    li {
                        @match &place.url {
                            Some(url) => a href=(url) rel="noopener noreferrer" { (name) },
                            None => (name),
                        }
                        @if let Some(phone) = &place.phone { " " a href=(format!("tel:{phone}")) { (phone) } }
                        @if let Some(source) = speaker.local_source(place.source) { " " span.hint { (source) } }
                    }
                }
            }
        }
        @if is_asked {
            p { (speaker.place_not_known(policy, catalogue.number_to_ask(policy, None))) }
            p lang="zh-CN" { (speaker.question_to_read_out(policy)) }
        }
    }
}

/// A criterion with its parts, as items of a list.
fn rule(edition: &Edition, criterion: &Criterion) -> Markup {
    let article = criterion.article.as_deref();
    let (said, parts) = match &criterion.test {
        Test::All(parts) | Test::Any(parts) | Test::AtLeast(_, parts) => {
            (edition.speaker().group_of(criterion), parts.as_slice())
        }
        Test::Defined(id) => {
            let inside =
                edition.catalogue.definition(*id).map_or(&[][..], |definition| match &definition.criterion.test {
                    Test::All(parts) => parts,
                    _ => std::slice::from_ref(&definition.criterion),
                });
            (edition.speaker().criterion(criterion), inside)
        }
        _ => (edition.speaker().criterion(criterion), &[][..]),
    };
    html! {
        li {
            (said)
            @if let Some(article) = article { span.article { " " (article) } }
            @if !parts.is_empty() { ul { @for part in parts { (rule(edition, part)) } } }
        }
    }
}
