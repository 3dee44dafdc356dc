//! What an English reader meets in every sentence: counts of one, Chinese punctuation, gaps, and Chinese names glued to
//! English words. Looked for in all texts of the catalogue and in what is said of made-up enterprises.

use engine::catalogue::{Catalogue, Language, Texts};
use engine::enterprise::Profile;
use engine::matching::{NearMiss, Reason, Situation, Waiting, answer, ladder, official_values, suppose, tree, working};
use engine::quantity::{Date, Unit};
use wording::{NotAsked, Speaker};

/// Words of several; before them never stands a lone 1.
const SEVERAL: [&str; 20] = [
    "people",
    "persons",
    "policies",
    "days",
    "months",
    "years",
    "items",
    "facts",
    "conditions",
    "questions",
    "times",
    "points",
    "rows",
    "lines",
    "enterprises",
    "errors",
    "warnings",
    "measures",
    "square metres",
    "claims",
];

fn is_chinese(letter: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&letter)
}

/// Whether a character belongs to a Chinese name or title: digits and Latin letters in it stand between such.
fn is_of_chinese(letter: char) -> bool {
    is_chinese(letter) || "《》〔〕“”—…，。；：、（）".contains(letter)
}

/// What is wrong with an English sentence, if anything.
fn wrong(sentence: &str) -> Option<String> {
    let letters: Vec<char> = sentence.chars().collect();
    for word in SEVERAL {
        for (at, _) in sentence.match_indices(&format!("1 {word}")) {
            let before = sentence[..at].chars().next_back();
            if !before.is_some_and(|before| before.is_ascii_digit() || ".,".contains(before)) {
                return Some(format!("1 {word}"));
            }
        }
    }
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().unwrap_or(' ');
        let after = letters.get(at + 1).copied().unwrap_or(' ');
        let is_behind_english = before.is_ascii_lowercase() || (before == ' ' && !is_of_chinese(after));
        if "，。；：、（）".contains(*letter) && is_behind_english {
            return Some(format!("{letter} behind `{before}`"));
        }
        if is_chinese(*letter) && (before.is_ascii_lowercase() || after.is_ascii_lowercase()) {
            return Some(format!("glued: {before}{letter}{after}"));
        }
        if *letter == ' ' && (after == ' ' || (",.;:)".contains(after) && letters.get(at + 2) != Some(&'.'))) {
            return Some(format!("a gap behind `{before}`"));
        }
    }
    None
}

/// All that is said of an enterprise, beside the texts of the catalogue.
fn said(catalogue: &Catalogue, texts: &Texts, profile: &Profile, on: Date) -> Vec<String> {
    let speaker = Speaker::new(Language::En, catalogue, texts);
    let situation = Situation::new(&catalogue.facts, profile, on);
    let (likely, supposed) = suppose(catalogue, &situation);
    let answer = answer(catalogue, profile, on);
    let mut all = vec![
        speaker.size(&answer.size),
        speaker.total(answer.combination.year),
        speaker.total(answer.combination.once),
    ];
    all.extend(answer.questions.iter().map(|question| speaker.settles(question)));
    all.extend(speaker.waiting(Waiting::of(&answer.outcomes)));
    all.extend(supposed.iter().map(|one| speaker.usual_answer(*one, &likely)));
    all.extend(speaker.contradictions(&situation));
    let names: Vec<&str> = answer.questions.iter().map(|question| speaker.fact(question.fact)).collect();
    // Nothing is said of no questions.
    for policies in 0..if names.is_empty() { 0 } else { 3 } {
        all.push(speaker.not_asked(NotAsked::Skipped, &names, policies));
    }
    for outcome in &answer.outcomes {
        let Some(policy) = catalogue.policy(outcome.policy) else { continue };
        all.extend(speaker.worth(outcome));
        all.extend(speaker.likely(outcome, &likely));
        all.extend(outcome.near_miss.map(|near| speaker.near_miss(near)));
        all.extend(speaker.window(policy, on));
        all.extend(policy.details.acts.iter().map(|act| speaker.act(act)));
        all.extend(official_values(catalogue, &situation, policy).iter().map(|value| speaker.official(value)));
        all.extend(speaker.no_materials(policy));
        all.push(speaker.place_not_known(policy, policy.details.phone.as_deref()));
        all.extend(policy.details.materials.iter().flatten().map(|&paper| speaker.for_clerk(paper)));
        all.extend(catalogue.places_for(policy, None).iter().map(|place| speaker.place_to_go(place, None)));
        if let Some(formula) = &policy.details.benefit.estimate {
            let lines = speaker.working(&working(catalogue, &situation, formula));
            // The steps below another one stand further in.
            all.extend(lines.lines().map(|line| line.trim_start().to_owned()));
        }
        criteria(speaker, &situation, &tree(catalogue, &situation, &policy.criterion), &mut all);
    }
    for rung in ladder(catalogue, &situation) {
        all.push(speaker.unlocks(&rung));
        all.extend(rung.standards.iter().map(|standard| speaker.standard_verdict(standard)));
    }
    all
}

fn criteria(speaker: Speaker<'_>, situation: &Situation<'_>, finding: &Reason<'_>, all: &mut Vec<String>) {
    all.push(format!("{}{}", speaker.criterion(finding.criterion), speaker.article(finding.criterion)));
    all.push(speaker.group_of(finding.criterion));
    all.extend(speaker.seen(finding, situation));
    for part in &finding.parts {
        criteria(speaker, situation, part, all);
    }
}

#[test]
fn nothing_said_in_english_is_garbled() {
    let (catalogue, texts) = (&fixtures::bundled().catalogue, &fixtures::bundled().texts);
    let on: Date = "2026-11-21".parse().unwrap();
    // Of some a third of the facts is not told.
    let enterprises = lint::population(&catalogue.facts, 24).into_iter().enumerate().map(|(number, mut profile)| {
        for (place, (id, _)) in catalogue.facts.iter().enumerate() {
            if number % 2 == 1 && (place + number) % 3 == 0 {
                profile.set(&catalogue.facts, id, None);
            }
        }
        profile
    });
    let mut found: Vec<String> = Vec::new();
    let mut look = |sentence: &str| {
        if let Some(wrong) = wrong(sentence) {
            found.push(format!("{wrong}: {sentence}"));
        }
    };
    enterprises.for_each(|profile| said(catalogue, texts, &profile, on).iter().for_each(|sentence| look(sentence)));
    said(catalogue, texts, &Profile::new(), on).iter().for_each(|sentence| look(sentence));
    let source: serde_json::Value = serde_json::from_str(&fixtures::read("policies.json")).unwrap();
    english(&source, &mut look);
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{}:\n{}", found.len(), found.join("\n"));
}

/// All English texts of a file.
fn english(value: &serde_json::Value, look: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str() {
                    Some(text) if name == "en" => look(text),
                    _ => english(value, look),
                }
            }
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| english(item, look)),
        _ => {}
    }
}

#[test]
fn a_sentence_with_a_count_knows_none_one_and_several() {
    let (catalogue, texts) = (&fixtures::bundled().catalogue, &fixtures::bundled().texts);
    let speaker = Speaker::new(Language::En, catalogue, texts);
    for unit in [Unit::Days, Unit::Months, Unit::CalendarMonths, Unit::Years] {
        let [none, one, two] = [0, 1, 2].map(|count| speaker.time(count, unit));
        assert!(none.ends_with('s') && !one.ends_with('s') && two.ends_with('s'), "{none}, {one}, {two}");
    }
    // Every count of the catalogue, in the words of its unit.
    for (id, fact) in catalogue.facts.iter().filter(|(_, fact)| fact.kind == engine::enterprise::Kind::Count) {
        for now in 0..3 {
            let near = NearMiss::Number { fact: id, now, to: now + 1 };
            let counts = [now, now + 1].map(|number| speaker.number(id, fact, number)).join(", ");
            for sentence in [speaker.near_miss(near), counts] {
                assert_eq!(wrong(&sentence), None, "{sentence}");
            }
        }
    }
    for policies in 0..3 {
        let sentence = speaker.not_asked(NotAsked::Skipped, &["a"], policies);
        assert_eq!(wrong(&sentence), None, "{sentence}");
        let waiting =
            Waiting { authority: policies, check_yourself: policies, unclear: policies, ..Waiting::default() };
        for sentence in speaker.waiting(waiting) {
            assert_eq!(wrong(&sentence), None, "{sentence}");
            assert_eq!(sentence.starts_with("1 policy "), policies == 1, "{sentence}");
        }
    }
}

#[test]
fn the_look_finds_what_it_is_there_for() {
    for bad in ["1 people short", "up to 1 policies", "firm（附件2）", "firm第三条", "a  b", "a , b", "so，then"]
    {
        assert!(wrong(bad).is_some(), "{bad}");
    }
    for good in
        ["0.1 points", "11 days", "firm (附件2)", "your tax office 主管税务机关", "《办法》（财税〔2022〕10号）第二条"]
    {
        assert_eq!(wrong(good), None, "{good}");
    }
}

#[test]
fn what_a_clerk_must_be_told_stands_there_in_chinese_too() {
    let (catalogue, texts) = (&fixtures::bundled().catalogue, &fixtures::bundled().texts);
    let [zh, en] = [Language::ZhCn, Language::En].map(|language| Speaker::new(language, catalogue, texts));
    for (_, policy) in catalogue.iter() {
        let papers = policy.details.materials.iter().flatten().copied();
        for name in papers.chain(policy.details.office) {
            let (told, chinese) = (en.for_clerk(name), zh.text(name));
            assert_eq!(zh.for_clerk(name), chinese);
            assert!(told.chars().any(is_chinese), "{told}");
            assert!(told.starts_with(en.text(name)) && told.matches(chinese).count() < 2, "{told}");
        }
    }
    let titles = catalogue.facts.find("titles").unwrap();
    let fact = catalogue.facts.get(titles).unwrap();
    let high_tech = fact.options().iter().position(|option| *option == "high_tech").unwrap();
    assert_eq!(zh.option(titles, fact, high_tech), "高新技术企业");
    assert_eq!(en.option(titles, fact, high_tech), "High-tech enterprise 高新技术企业");
    assert!(zh.counters_speak().is_none() && en.counters_speak().is_some_and(|said| said.contains("speak Chinese")));
}
