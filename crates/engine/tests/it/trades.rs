//! Industries down to the classes, and trades as people say them: `tests/trades.tsv`.

use engine::catalogue::Test;
use engine::enterprise::{Code, Facts, Possible, Profile, SizeStandard, Tree, TypedError, ids_alone, read_cell};
use engine::matching::results;
use fixtures::bundled;
use fixtures::trades::{Trade, trades};

const TREE: Tree = Tree::Industries;

fn written(codes: &[Code]) -> Vec<String> {
    codes.iter().map(|code| TREE.written(*code)).collect()
}

/// All groups and classes, with the place of the size standard's table that each lies in.
fn finer() -> impl Iterator<Item = (Code, Code)> {
    let is_row = |code: Code| TREE.rows().iter().any(|row| row.code == code);
    let rows = TREE.trades().unwrap().rows().iter();
    rows.map(move |row| (row.code, TREE.upwards(row.code).find(|code| is_row(*code)).unwrap()))
}

#[test]
fn trades_are_found_or_asked_about_and_none_is_chosen_silently() {
    let facts = Facts::core();
    let industry = facts.get(Facts::INDUSTRY).unwrap();
    let all = trades();
    assert!(all.len() >= 158, "{}", all.len());
    let mut wrong = Vec::new();
    for Trade { typed, meant } in all {
        let read = TREE.find_named(&typed);
        let said = match read {
            Ok(code) => written(&[code]),
            Err(TypedError::Several) => written(&TREE.bearers(&typed)),
            Err(_) => Vec::new(),
        };
        if said != meant {
            wrong.push(format!("{typed}: {said:?}, not {meant:?}"));
        }
        // A cell of a table says the same.
        let cell = read_cell(industry, &typed, &ids_alone).map_err(|wrong| wrong.error);
        let expected = read.map(|code| Some(Possible::Places(vec![code])));
        assert_eq!(cell, expected, "{typed}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_group_and_class_is_found_by_its_code_and_its_name() {
    let codes: Vec<String> = finer().map(|(code, _)| TREE.written(code)).collect();
    assert_eq!(codes.iter().filter(|code| code.len() == 5).count(), 1183);
    // Twelve groups are rows, since sizes depend on them; 120, 910 and 970 are all of their divisions.
    assert_eq!(codes.iter().filter(|code| code.len() == 4).count(), 473 - 12 - 3);
    for row in TREE.trades().unwrap().rows() {
        let code = TREE.written(row.code);
        assert_eq!(TREE.find(&code), Some(row.code), "{code}");
        assert_eq!(TREE.row(row.code).map(|found| found.name), Some(row.name), "{code}");
        let named = TREE.find_named(row.name);
        assert!(named == Ok(row.code) || named.is_ok_and(|outer| TREE.within(row.code, outer)), "{}", row.name);
        assert!(TREE.parts(TREE.parent(row.code)).contains(&row.code), "{code} can be browsed to");
    }
    assert_eq!(TREE.find("8040"), TREE.find("O804"), "a class that ends in 0 is its group");
    // A spreadsheet drops the first zero: three digits that are no group are the class with it.
    for (digits, code) in [("610", "B061"), ("0610", "B061"), ("890", "B089")] {
        assert_eq!(TREE.find(digits).map(|code| TREE.written(code)).as_deref(), Some(code), "{digits}");
        assert_eq!(TREE.find_named(digits), TREE.find(digits).ok_or(TypedError::Unknown), "{digits}");
    }
    // Those that are a group stay it, and 120 is all of its division.
    for (digits, code) in [("131", "C131"), ("611", "H611"), ("120", "B12"), ("61", "H61"), ("H610", "H61")] {
        assert_eq!(TREE.find(digits), TREE.find(code), "{digits}");
    }
}

#[test]
fn words_mean_places_that_there_are_and_each_is_read_or_asked_about() {
    let words = TREE.trades().unwrap().words();
    assert!(words.len() >= 1500, "{}", words.len());
    for pair in words.windows(2) {
        assert!(pair[0].text < pair[1].text, "`{}` stands there twice", pair[0].text);
    }
    for word in words {
        assert!(!word.codes.is_empty() && word.codes.is_sorted(), "{}", word.text);
        for code in &word.codes {
            assert_eq!(TREE.row(*code).map(|row| row.code), Some(*code), "{}", word.text);
        }
        match (TREE.find_named(word.text), word.codes.as_slice()) {
            // The name of a division means the division.
            (Ok(found), _) if TREE.rows().iter().any(|row| row.code == found) => {}
            (Ok(found), [one]) => assert_eq!(found, *one, "{}", word.text),
            (Err(TypedError::Several), several) => assert_eq!(TREE.bearers(word.text), several, "{}", word.text),
            (read, _) => panic!("{}: {read:?}", word.text),
        }
    }
}

#[test]
fn a_class_is_sized_as_its_division() {
    for standard in SizeStandard::all() {
        for (code, row) in finer() {
            assert_eq!(standard.sizings(code), standard.sizings(row), "{}", TREE.written(code));
        }
    }
}

/// So that a rule says the same of a class as of the row that it lies in, whatever the class.
#[test]
fn rules_look_at_nothing_finer_than_the_rows() {
    let rules = &bundled().catalogue.rules;
    let definitions = rules.definitions.iter().map(|definition| &definition.criterion);
    let criteria = rules.policies.iter().map(|rule| &rule.criterion).chain(definitions);
    let mut seen = 0;
    for part in criteria.flat_map(|criterion| criterion.walk()) {
        let Test::Within { fact, codes } = &part.test else { continue };
        for code in codes.iter().filter(|_| *fact == Facts::INDUSTRY) {
            seen += 1;
            assert!(TREE.rows().iter().any(|row| row.code == *code), "{}", TREE.written(*code));
        }
    }
    assert!(seen > 20, "{seen}");
}

#[test]
fn a_class_has_the_verdicts_of_its_division() {
    let catalogue = &bundled().catalogue;
    let on = "2026-11-29".parse().unwrap();
    let verdicts = |code: Code| {
        let mut profile = Profile::new();
        profile.set(&catalogue.facts, Facts::INDUSTRY, Some(Possible::Places(vec![code])));
        let answer = results(catalogue, &profile, on);
        let verdicts = answer.outcomes.iter().map(|outcome| (outcome.policy, outcome.verdict));
        verdicts.collect::<Vec<_>>()
    };
    // One of each division: more take long, and rules look at nothing finer.
    let mut rest: Vec<(Code, Code)> = finer().filter(|(code, _)| TREE.written(*code).len() == 5).collect();
    rest.dedup_by_key(|(_, row)| *row);
    for (code, row) in rest {
        assert_eq!(verdicts(code), verdicts(row), "{}", TREE.written(code));
    }
}
