//! Places in everyday writing: `tests/places.tsv`.

use engine::enterprise::{Code, Facts, Tree, TypedError, ids_alone, read_cell};
use fixtures::places::{Place, places};

#[test]
fn places_are_found_or_asked_about_and_none_is_chosen_silently() {
    let facts = Facts::core();
    let region = facts.get(Facts::REGION).unwrap();
    let written = |codes: Vec<Code>| codes.into_iter().map(|code| Tree::Regions.written(code)).collect::<Vec<String>>();
    let mut wrong = Vec::new();
    for Place { typed, meant } in places() {
        let read = Tree::Regions.find_named(&typed);
        let said = match read {
            Ok(code) => vec![Tree::Regions.written(code)],
            Err(TypedError::Several) => written(Tree::Regions.bearers(&typed)),
            Err(_) => Vec::new(),
        };
        if said != meant {
            wrong.push(format!("{typed}: {said:?}, not {meant:?}"));
        }
        // A cell of a table says the same.
        let cell = read_cell(region, &typed, &ids_alone).map_err(|wrong| wrong.error);
        let is_same = match (&cell, &read) {
            (Ok(Some(possible)), Ok(code)) => *possible == engine::enterprise::Possible::Places(vec![*code]),
            (Err(one), Err(other)) => one == other,
            (Ok(_), _) | (_, Ok(_)) => false,
        };
        assert!(is_same, "{typed}: {cell:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_county_is_found_by_its_code_and_by_its_name_with_that_of_its_city() {
    let counties = Tree::Regions.counties();
    assert_eq!(counties.len(), 2943);
    for county in counties.iter().step_by(5) {
        let code = county.place.code;
        let outer = Tree::Regions.row(Tree::Regions.parent(code)).unwrap();
        assert!(Tree::Regions.within(code, outer.code) && outer.code != code, "{}", county.place.name);
        assert_eq!(Tree::Regions.find(&Tree::Regions.written(code)), Some(code));
        let whole = format!("{}{}", outer.name, county.place.name);
        assert_eq!(Tree::Regions.find_named(&whole), Ok(code), "{whole}");
        let province = Tree::Regions.upwards(code).filter_map(|code| Tree::Regions.row(code)).last().unwrap();
        let longest = format!("{}{whole}", if province.code == outer.code { "" } else { province.name });
        assert_eq!(Tree::Regions.find_named(&longest), Ok(code), "{longest}");
        // Alone it is this place, or asked about among others.
        let alone = Tree::Regions.find_named(county.place.name);
        let is_among = || Tree::Regions.bearers(county.place.name).contains(&code);
        assert!(alone == Ok(code) || (alone == Err(TypedError::Several) && is_among()), "{}", county.place.name);
        assert!(
            county.words.english.chars().all(|c| c.is_ascii() || matches!(c, 'ü' | 'Ü')),
            "{}",
            county.words.english
        );
        let by_english = Tree::Regions.find_named(county.words.english);
        let is_among = || Tree::Regions.bearers(county.words.english).contains(&code);
        let is_leading = |found: Code| Tree::Regions.written(found).ends_with("00");
        assert!(
            by_english == Ok(code) || is_among() || by_english.is_ok_and(is_leading),
            "{}: {by_english:?}",
            county.words.english
        );
    }
}

#[test]
fn what_a_page_asks_about_before_the_counties_are_here_is_what_it_asks_about_then() {
    let shared = fixtures::read("crates/engine/src/enterprise/regions-shared.tsv");
    let lines: Vec<Vec<&str>> =
        shared.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect()).collect();
    for line in &lines {
        for name in &line[..2] {
            assert_eq!(Tree::Regions.find_named(name), Err(TypedError::Several), "{name}");
        }
    }
    // A city whose name without its kind a county elsewhere bears, too.
    let kinds = ["市", "地区", "盟"];
    for row in Tree::Regions.rows() {
        let is_leading =
            Tree::Regions.parent(row.code) == Code::ROOT || Tree::Regions.written(row.code).ends_with("0100");
        let Some(short) = kinds.iter().find_map(|kind| row.name.strip_suffix(kind)).filter(|_| !is_leading) else {
            continue;
        };
        let is_elsewhere = |code: Code| !Tree::Regions.within(code, row.code);
        let others = Tree::Regions.counties().iter().filter(|county| county.short == short);
        if others.map(|county| county.place.code).any(is_elsewhere) {
            assert!(lines.iter().any(|line| line[0] == short), "{short} is to stand in regions-shared.tsv");
        }
    }
}

#[test]
fn counties_that_came_damaged_are_not_taken() {
    let whole = engine::enterprise::pack_counties().unwrap();
    assert!(engine::enterprise::install_counties(&whole));
    assert!(!engine::enterprise::install_counties(&[]));
    assert!(!engine::enterprise::install_counties(&whole[..whole.len() / 2]));
}

#[test]
fn codes_that_became_others_lead_to_places_of_today() {
    let table = fixtures::read("crates/engine/src/enterprise/counties-retired.tsv");
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = line.split('\t').collect();
        let found = Tree::Regions.find(cells[0]).map(|code| Tree::Regions.written(code));
        assert_eq!(found.as_deref(), Some(cells[2]), "{line}");
        assert!(Tree::Regions.row(Tree::Regions.find(cells[2]).unwrap()).is_some(), "{line}");
    }
}
