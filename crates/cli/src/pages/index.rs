//! The index of the plain pages: all policies by category, by region and by the first letter of their names.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::{Page, Part};
use crate::phrases::Phrase;
use engine::catalogue::{Category, Criterion, Policy, Status, Test};
use engine::enterprise::{Code, Facts, Tree};

/// The sounds of characters, by which Chinese names are sorted: those by which the matcher finds them.
const SOUNDS: &str = include_str!("../../../../src/later/search/pinyin.txt");

/// The search, hidden until the script runs, and the lists.
pub(super) fn of(page: Page<'_>) -> Markup {
    let edition = page.edition;
    let speaker = edition.speaker();
    let all: Vec<Policy<'_>> = edition.catalogue.policies().collect();
    let mut regions: BTreeMap<Code, Vec<Policy<'_>>> = BTreeMap::new();
    let mut letters: BTreeMap<char, Vec<Policy<'_>>> = BTreeMap::new();
    let first = first_letters(page.tag == "en");
    for &policy in &all {
        for province in provinces(&policy.criterion) {
            regions.entry(province).or_default().push(policy);
        }
        letters.entry(first(speaker.text(policy.name))).or_default().push(policy);
    }
    let ways = [("by-category", Phrase::ByCategory), ("by-region", Phrase::ByRegion), ("by-letter", Phrase::ByLetter)];
    html! {
        search {
            form #search hidden {
                label for="words" { (edition.say(Phrase::SearchIndex)) }
                input #words type="search" autocomplete="off";
                p.hint role="status" { (edition.say(Phrase::IndexFound)) output #found for="words" {} }
            }
        }
        p.hint { (edition.say(Phrase::FindOnPage)) }
        ul.ways { @for (id, way) in ways { li { a href=(format!("#{id}")) { (edition.say(way)) } } } }
        section #by-category {
            h2 { (edition.say(Phrase::ByCategory)) }
            @for &category in Category::ALL {
                @let of_category: Vec<Policy<'_>> = all.iter().copied().filter(|policy| policy.category == category).collect();
                @if !of_category.is_empty() {
                    section id=(category.id()) {
                        h3 { (speaker.label(&category)) }
                        // What is over comes last; links to a policy on the one page of before lead here.
                        ul.entries {
                            @for is_over in [false, true] {
                                @for policy in of_category.iter().filter(|policy| is_over == ended(page, **policy)) {
                                    (entry(page, *policy, Some(&policy.id)))
                                }
                            }
                        }
                    }
                }
            }
        }
        section #by-region {
            h2 { (edition.say(Phrase::ByRegion)) }
            ul.ways {
                @for &region in regions.keys() {
                    li { a href=(format!("#region-{}", Tree::Regions.written(region))) { (speaker.place(Tree::Regions, region)) } }
                }
            }
            @for (&region, policies) in &regions {
                section id=(format!("region-{}", Tree::Regions.written(region))) {
                    h3 { (speaker.place(Tree::Regions, region)) }
                    ul.entries { @for &policy in policies { (entry(page, policy, None)) } }
                }
            }
        }
        section #by-letter {
            h2 { (edition.say(Phrase::ByLetter)) }
            ul.ways { @for letter in letters.keys() { li { a href=(format!("#letter-{}", anchor(*letter))) { (letter) } } } }
            @for (letter, policies) in &letters {
                section id=(format!("letter-{}", anchor(*letter))) {
                    h3 { (letter) }
                    ul.entries { @for &policy in policies { (entry(page, policy, None)) } }
                }
            }
        }
    }
}

/// What stands for a letter in an id.
fn anchor(letter: char) -> String {
    if letter.is_ascii_alphabetic() { letter.to_string() } else { "other".to_owned() }
}

/// A policy as a link, with its numbers, and how it stands where that is not as usual.
fn entry(page: Page<'_>, policy: Policy<'_>, id: Option<&str>) -> Markup {
    let speaker = page.edition.speaker();
    let on = page.edition.catalogue.reviewed;
    let numbers: Vec<&str> =
        policy.details.documents.iter().filter_map(|document| Some(speaker.text(document.number?))).collect();
    let status = on.map(|on| policy.status(on)).filter(|status| *status != Status::InForce);
    html! {
        li data-entry=(policy.id) id=[id] {
            a href=(page.address(policy.rule)) { (speaker.text(policy.name)) }
            @if let Some(status) = status { " " span.count { (speaker.label(&status)) } }
            @if !numbers.is_empty() { " " span.hint lang="zh-CN" { (numbers.join("、")) } }
        }
    }
}

fn ended(page: Page<'_>, policy: Policy<'_>) -> bool {
    matches!(Part::of(policy.rule, page.edition.catalogue.reviewed), Part::Ended(_))
}

/// The provinces that a policy is for; none where it is for the whole country.
fn provinces(criterion: &Criterion) -> Vec<Code> {
    let mut found = Vec::new();
    for part in criterion.walk() {
        let Test::Within { fact: Facts::REGION, codes } = &part.test else { continue };
        for &code in codes {
            found.extend(Tree::Regions.upwards(code).filter(|code| *code != Code::ROOT).last());
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The letter under which a name stands: its first one, of Chinese names that of the sound of their first character.
fn first_letters(is_english: bool) -> impl Fn(&str) -> char {
    let mut sounds: BTreeMap<char, char> = BTreeMap::new();
    for (sound, characters) in SOUNDS.lines().filter_map(|line| line.split_once(' ')) {
        let letter = sound.chars().next().unwrap_or('#').to_ascii_uppercase();
        for character in characters.chars() {
            sounds.entry(character).or_insert(letter);
        }
    }
    move |name| {
        let own =
            |c: char| if c.is_ascii_alphabetic() { Some(c.to_ascii_uppercase()) } else { sounds.get(&c).copied() };
        let found = name.chars().find_map(|c| if is_english && !c.is_ascii() { None } else { own(c) });
        found.unwrap_or('#')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_under_the_letter_of_their_first_sound() {
        let chinese = first_letters(false);
        for (name, letter) in [("小规模纳税人", 'X'), ("“六税两费”减半", 'L'), ("30人以下企业", 'R'), ("2026", '#')]
        {
            assert_eq!(chinese(name), letter, "{name}");
        }
        assert_eq!(first_letters(true)("5 % income tax"), 'I');
    }
}
