//! The catalogue as plain web pages, for search engines, for printing, and for browsers that cannot run the matcher: in each
//! language an index and a page for every category, what has ended on a page of its own.

#![expect(clippy::wildcard_enum_match_arm, reason = "combinations are named one by one; the rest are single tests")]

mod data;
mod index;

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::input::Edition;
use super::phrases::Phrase;
use super::{Common, Failure, lines, renew};
use engine::catalogue::{
    Category, Criterion, Language, Place, Policy, PolicyId, Recipient, Rule, Standing, Status, Test, TextId,
};
use engine::quantity::Date;

/// The looks of the pages: a file of its own, so that they hold under a policy that forbids inline styles.
const SHEET: &str = include_str!("../../../assets/catalogue.css");

/// The search of the index.
const SCRIPT: &str = include_str!("../../../assets/catalogue.js");

/// The licences of what is in a built site (xtask/src/supply.rs).
const LICENCES: &str = "licences.txt";

/// All that a plain page needs: its sheet and its icon. The data in it (`application/ld+json`) are no script.
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// The index has its search.
const POLICY_OF_INDEX: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/// The languages: what stands behind the names of their files, their tags, and how each calls itself.
const EDITIONS: [(&str, &str, &str); 3] =
    [("", "zh-CN", "简体中文"), (".zh-TW", "zh-TW", "繁體中文"), (".en", "en", "English")];

/// One page of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// Where everything is found.
    Index,
    /// What is in force of a category, or not yet, or perhaps.
    Open(Category),
    /// What has ended of it.
    Ended(Category),
}

impl Part {
    /// All that there may be.
    fn all() -> impl Iterator<Item = Self> {
        let categories = Category::ALL.iter().flat_map(|&category| [Self::Open(category), Self::Ended(category)]);
        std::iter::once(Self::Index).chain(categories)
    }

    /// The part that a policy stands in.
    fn of(rule: &Rule, on: Option<Date>) -> Self {
        if is_ended(rule, on) { Self::Ended(rule.category) } else { Self::Open(rule.category) }
    }

    /// The name of its file.
    fn file(self, suffix: &str) -> String {
        match self {
            Self::Index => format!("catalogue{suffix}.html"),
            Self::Open(category) => format!("catalogue-{}{suffix}.html", category.id()),
            Self::Ended(category) => format!("catalogue-{}-ended{suffix}.html", category.id()),
        }
    }

    /// Its title.
    fn title(self, edition: &Edition) -> String {
        let speaker = edition.speaker();
        match self {
            Self::Index => edition.say(Phrase::PagesTitle).to_owned(),
            Self::Open(category) => speaker.label(&category).to_owned(),
            Self::Ended(category) => {
                format!("{}{}{}", speaker.label(&category), edition.say(Phrase::Colon), speaker.label(&Status::Ended))
            }
        }
    }
}

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
        let (mut none, mut said) = (Vec::new(), Vec::new());
        for (suffix, tag, _) in EDITIONS {
            common.lang = super::language(tag).map_err(Failure::wrong)?;
            let edition = Edition::open(&common)?;
            let on = edition.catalogue.reviewed;
            let (mut count, mut bytes) = (0_usize, 0_usize);
            for part in Part::all() {
                let file = folder.join(part.file(suffix));
                let is_empty =
                    part != Part::Index && edition.catalogue.policies.iter().all(|rule| Part::of(rule, on) != part);
                if is_empty {
                    none.push(file);
                    continue;
                }
                let page = Page { edition: &edition, suffix, tag, part };
                let text = page.whole(folder.join(LICENCES).is_file()).into_string();
                let text = lines::written(lines::table(tag).as_ref(), &text).into_owned();
                (count, bytes) = (count.saturating_add(1), bytes.saturating_add(text.len()));
                pages.push((file, text.into_bytes()));
            }
            said.push(format!("{}: {count} pages, {bytes} bytes", Part::Index.file(suffix)));
        }
        pages.push((folder.join("catalogue.css"), SHEET.as_bytes().to_vec()));
        pages.push((folder.join("catalogue.js"), script().into_bytes()));
        site::write_all(&pages).map_err(Failure::wrong)?;
        for file in none {
            forget(&file).map_err(Failure::wrong)?;
        }
        for line in said {
            writeln!(out, "{line}")?;
        }
        // Servers send the packed copies, which would still hold the pages of before.
        if folder.join(site::worker::FILE).is_file() {
            renew::site(&folder, site::renew::Kept::AsBefore, out)
        } else {
            Ok(())
        }
    }
}

/// The script without its comments.
fn script() -> String {
    let lines = SCRIPT.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<&str>>().join("\n") + "\n"
}

/// Takes away a page of another catalogue, for which this one has no policies, with its packed copies.
fn forget(file: &std::path::Path) -> Result<(), String> {
    for end in ["", ".br", ".gz"] {
        let mut name = file.as_os_str().to_owned();
        name.push(end);
        let file = PathBuf::from(name);
        if file.is_file() {
            site::at(&file, std::fs::remove_file(&file))?;
        }
    }
    Ok(())
}

/// A page of a language.
#[derive(Clone, Copy, Debug)]
struct Page<'e> {
    edition: &'e Edition,
    suffix: &'static str,
    tag: &'static str,
    part: Part,
}

impl<'e> Page<'e> {
    /// The whole page.
    fn whole(self, has_licences: bool) -> Markup {
        let Self { edition, suffix, tag, part } = self;
        let speaker = edition.speaker();
        let site_title = edition.say(Phrase::PagesTitle);
        let title = part.title(edition);
        let about = edition.say(Phrase::PagesAbout);
        let is_index = part == Part::Index;
        html! {
            (DOCTYPE)
            html lang=(tag) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(if is_index { POLICY_OF_INDEX } else { POLICY });
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="referrer" content="no-referrer";
                    meta name="format-detection" content="telephone=no";
                    meta name="description" content=(if is_index { about.to_owned() } else { format!("{title} · {about}") });
                    title { (title) @if !is_index { " · " (site_title) } " · policy-match" }
                    link rel="icon" href="./icon.svg" type="image/svg+xml";
                    link rel="stylesheet" href="./catalogue.css";
                    @for (other, language, _) in EDITIONS {
                        link rel="alternate" hreflang=(language) href=(format!("./{}", part.file(other)));
                    }
                    @if is_index {
                        script src="./catalogue.js" integrity=(site::integrity(script().as_bytes())) defer {}
                    }
                    @if let Part::Open(_) = part {
                        script type="application/ld+json" { (PreEscaped(data::of(self))) }
                    }
                }
                body {
                    header {
                        @if !is_index { p { a href=(format!("./{}", Part::Index.file(suffix))) { (site_title) } } }
                        h1 { (title) }
                        @if is_index { p { (about) } }
                        p { a href=(self.matcher("")) { (edition.say(Phrase::MatchYours)) } }
                        p.languages {
                            @for (other, language, own) in EDITIONS.iter().filter(|(_, other, _)| *other != tag) {
                                a href=(format!("./{}", part.file(other))) lang=(language) hreflang=(language) { (own) } " "
                            }
                        }
                        p.hint {
                            (edition.say(Phrase::CatalogueVersion)) (edition.catalogue.version)
                            @if let Some(day) = edition.catalogue.reviewed {
                                (edition.say(Phrase::ReviewedOn)) (speaker.date(day))
                            }
                            (edition.say(Phrase::ForInformation))
                        }
                    }
                    (self.categories())
                    main {
                        @match part {
                            Part::Index => (index::of(self)),
                            Part::Open(_) | Part::Ended(_) => {
                                @for (id, policy) in self.policies() { (article(self, id, policy)) }
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

    /// The address of the matcher in the language of the page.
    fn matcher(self, fragment: &str) -> String {
        match self.tag {
            "zh-CN" => format!("./{fragment}"),
            tag => format!("./?lang={tag}{fragment}"),
        }
    }

    /// The policies that stand on this page, in the order of the catalogue.
    fn policies(self) -> impl Iterator<Item = (PolicyId, Policy<'e>)> {
        // Pages are for all days; a measure stands where it stood on the day of the review.
        let on = self.edition.catalogue.reviewed;
        self.edition.catalogue.iter().filter(move |(_, policy)| Part::of(policy.rule, on) == self.part)
    }

    /// The links to the pages of the categories, with how many policies each has.
    fn categories(self) -> Markup {
        let Self { edition, suffix, part, .. } = self;
        let on = edition.catalogue.reviewed;
        let of = |wanted: Part| edition.catalogue.policies.iter().filter(|rule| Part::of(rule, on) == wanted).count();
        html! {
            nav aria-label=(edition.say(Phrase::Categories)) {
                ul {
                    @for wanted in Part::all().filter(|part| *part != Part::Index) {
                        @let count = of(wanted);
                        // Of what has ended the page of its own category leads there, and the index.
                        @let is_near = match (wanted, part) {
                            (Part::Ended(ended), Part::Open(open)) => ended == open,
                            (Part::Ended(ended), Part::Ended(other)) => ended == other,
                            _ => true,
                        };
                        @if count > 0 && is_near {
                            li {
                                a href=(format!("./{}", wanted.file(suffix))) aria-current=[(wanted == part).then_some("page")] {
                                    (wanted.title(edition))
                                }
                                " " span.count { (count) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The address of a policy's entry on the page where it stands.
    fn address(self, rule: &Rule) -> String {
        let part = Part::of(rule, self.edition.catalogue.reviewed);
        format!("./{}#{}", part.file(self.suffix), rule.id)
    }
}

fn is_ended(rule: &Rule, on: Option<Date>) -> bool {
    on.is_some_and(|on| rule.status(on) == Status::Ended)
}

/// One policy.
fn article(page: Page<'_>, id: PolicyId, policy: Policy<'_>) -> Markup {
    let edition = page.edition;
    let speaker = edition.speaker();
    let (text, label) = (|id: TextId| speaker.text(id), |phrase| edition.say(phrase));
    let texts = |list: &[TextId]| html! { @for &item in list { li { (text(item)) } } };
    let relatives = |heading: &str, list: &[PolicyId]| {
        let known: Vec<Policy<'_>> = list.iter().filter_map(|&id| edition.catalogue.policy(id)).collect();
        html! {
            @if !known.is_empty() {
                dt { (heading) }
                @for other in known { dd { a href=(page.address(other.rule)) { (text(other.name)) } } }
            }
        }
    };
    let successors: Vec<PolicyId> = edition.catalogue.successors(id).collect();
    html! {
        article id=(policy.id) {
            h2 { (text(policy.name)) }
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
            h3 { (label(Phrase::Conditions)) }
            ul.rule {
                @match &policy.criterion.test {
                    // All conditions of a policy must hold anyway.
                    Test::All(parts) => { @for part in parts { (rule(edition, part)) } }
                    _ => (rule(edition, &policy.criterion)),
                }
            }
            h3 { (label(Phrase::WhatItBrings)) }
            p { (text(policy.details.benefit.text)) }
            @if !policy.details.steps.is_empty() {
                h3 { (label(Phrase::Steps)) }
                ol { (texts(&policy.details.steps)) }
            }
            (places(edition, policy))
            h3 { (label(Phrase::Papers)) }
            @match speaker.no_materials(policy) {
                Some(why) => p { (why) },
                None => ul {
                    @for &paper in policy.details.materials.iter().flatten() { li { (speaker.for_clerk(paper)) } }
                },
            }
            h3 { (label(Phrase::Documents)) }
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
            p { a href=(page.matcher(&format!("#/policy/{}", policy.id))) { (label(Phrase::DoIQualify)) } }
        }
    }
}

/// Where it is done, in every region for which that is known; else whom to ask, and what.
fn places(edition: &Edition, policy: Policy<'_>) -> Markup {
    let (speaker, catalogue) = (edition.speaker(), &edition.catalogue);
    let known: Vec<&Place> = policy.details.apply.iter().filter_map(|&id| catalogue.place(id)).collect();
    let is_asked = known.is_empty() && catalogue.reviewed.is_some_and(|on| policy.is_handed_in(on));
    html! {
        @if !known.is_empty() || is_asked { h3 { (edition.say(Phrase::Places)) } }
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
