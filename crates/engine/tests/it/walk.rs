//! Usual answers, circumstances and the steps of the walk to the answer.

use engine::catalogue::loading::load;
use engine::catalogue::{Catalogue, Status};
use engine::enterprise::Possible::{Numbers, Sets};
use engine::enterprise::{FactId, Facts, Profile, read_profile};
use engine::matching::{
    Answer, Group, Outcome, Situation, Step, Verdict, answer, boxes, choices, results, steps, suppose, ticked, verdicts,
};
use engine::quantity::{Date, Interval, Money, bit};
use fixtures::bundled;
use serde_json::{Value, json};

fn words(text: &str) -> Value {
    json!({ "zh": text, "en": text })
}

fn fact(id: &str, kind: &str) -> Value {
    json!({ "id": id, "type": kind, "name": words(id), "ask": words(id) })
}

/// A measure that brings something every year.
fn policy(id: &str, criterion: &Value, estimate: &Value) -> Value {
    json!({
        "id": id, "name": words(id), "summary": words("s"), "category": "tax-fee", "issuers": ["i"],
        "documents": [{ "title": "d" }], "validity": { "from": "2020-01-01", "to": "2030-12-31" },
        "for": criterion,
        "benefit": { "text": words("b"), "kind": "saving", "period": "year", "estimate": estimate },
        "channel": "filing", "verified": "verified", "reviewed": "2026-11-21",
    })
}

/// A measure for those with a clean record on a tenth of a quarter's sales, and one for those who have hired.
fn file() -> Value {
    json!({
        "format": 1, "version": "1", "reviewed": "2026-11-21", "title": words("t"),
        "facts": [
            fact("clean", "flag"), fact("insured", "flag"), fact("firm", "flag"), fact("hires", "count"),
            fact("graduates", "count"), fact("quarter", "money"),
        ],
        "usual": [
            { "fact": "clean", "value": true, "why": words("most are") },
            { "fact": "insured", "when": { "fact": "clean", "is": true }, "value": true, "why": words("most are") },
            { "fact": "quarter", "share": { "of": "revenue", "from": "20%", "to": "30%" }, "why": words("a quarter") },
        ],
        "circumstances": {
            "name": words("circumstances"), "ask": words("which?"),
            "families": [
                { "id": "sales", "name": words("sales"), "facts": ["clean", "insured", "quarter"] },
                {
                    "id": "hiring", "name": words("hiring"), "ask": words("you have hired"),
                    "variants": [{ "when": { "fact": "firm", "is": true }, "ask": words("the firm has hired") }],
                    "facts": ["hires", "graduates"], "otherwise": { "hires": 0, "graduates": 0 },
                    "why": words("not ticked"),
                },
                {
                    "id": "company", "name": words("company"), "ask": words("a company"),
                    "when": { "fact": "employees", "at_least": 2 }, "facts": ["firm"], "otherwise": { "firm": false },
                    "then": { "firm": true }, "why": words("as ticked"),
                },
            ],
        },
        "policies": [
            policy(
                "plain",
                &json!({ "all": [{ "fact": "clean", "is": true }, { "fact": "insured", "is": true }] }),
                &json!({ "rate": "10%", "of": { "amount": "quarter" } }),
            ),
            policy("hiring", &json!({ "fact": "hires", "at_least": 1 }), &json!({ "per_head": 1_000, "count": "graduates" })),
            policy("for-firms", &json!({ "fact": "firm", "is": true }), &json!({ "fixed": 500 })),
        ],
    })
}

fn catalogue(file: &Value) -> Catalogue {
    let loaded = load(&file.to_string());
    assert_eq!(loaded.problems, [], "{file:#}");
    loaded.catalogue
}

fn day() -> Date {
    "2026-11-21".parse().unwrap()
}

fn told(catalogue: &Catalogue, profile: &Value) -> Profile {
    read_profile(profile, &catalogue.facts).unwrap()
}

fn ask(catalogue: &Catalogue, profile: &Value) -> Answer {
    answer(catalogue, &told(catalogue, profile), day())
}

fn outcome<'a>(catalogue: &Catalogue, answer: &'a Answer, policy: &str) -> &'a Outcome {
    let id = catalogue.find(policy).unwrap();
    answer.outcomes.iter().find(|outcome| outcome.policy == id).unwrap()
}

fn names(catalogue: &Catalogue, facts: &[FactId]) -> Vec<String> {
    facts.iter().map(|&fact| catalogue.facts.get(fact).unwrap().id.clone()).collect()
}

/// The steps ahead, each as what it asks for.
fn ahead(catalogue: &Catalogue, profile: &Value, skipped: &[&str]) -> Vec<Vec<String>> {
    let profile = told(catalogue, profile);
    let situation = Situation::new(&catalogue.facts, &profile, day());
    let skipped: Vec<FactId> = skipped.iter().map(|name| catalogue.facts.find(name).unwrap()).collect();
    let answer = answer(catalogue, &profile, day());
    let steps = steps(catalogue, &situation, &answer, &answer.questions, &skipped);
    let facts = |step: &Step| match step {
        Step::Circumstances(fact) => names(catalogue, &[*fact]),
        Step::Usual(facts) => names(catalogue, facts),
        Step::Block(block) => names(catalogue, &block.facts),
    };
    steps.ahead.iter().map(facts).collect()
}

#[test]
fn what_is_usual_makes_a_measure_likely_and_never_sure() {
    let catalogue = catalogue(&file());
    let answer = ask(&catalogue, &json!({ "revenue": 1_000_000 }));
    let plain = outcome(&catalogue, &answer, "plain");
    assert_eq!((plain.verdict, plain.group), (Verdict::NeedsInfo, Group::MayUse));
    let likely = plain.likely.as_ref().unwrap();
    assert_eq!(names(&catalogue, &likely.rests_on), ["clean", "insured", "quarter"]);
    let estimate = likely.estimate.unwrap();
    assert_eq!((estimate.low, estimate.high), (Money::from_yuan(20_000), Some(Money::from_yuan(30_000))));
    assert_eq!(answer.combination.year.bounds(), None, "the strict total knows nothing of it");
    assert_eq!(answer.likely.year.bounds(), Some((Money::from_yuan(20_000), Money::from_yuan(30_000))));
    assert_eq!(outcome(&catalogue, &answer, "hiring").likely, None, "nothing is usual of hiring");
}

#[test]
fn what_is_told_counts_instead_of_what_is_usual() {
    let catalogue = catalogue(&file());
    let unclean = ask(&catalogue, &json!({ "revenue": 1_000_000, "clean": false }));
    assert_eq!(outcome(&catalogue, &unclean, "plain").verdict, Verdict::Ineligible);
    assert_eq!(unclean.likely.year.bounds(), None);
    // That all are insured is usual of the clean alone.
    let supposed: Vec<FactId> = unclean.supposed.iter().map(|one| one.fact).collect();
    assert_eq!(names(&catalogue, &supposed), ["quarter"]);

    let confirmed = ask(&catalogue, &json!({ "revenue": 1_000_000, "clean": true, "insured": true }));
    let plain = outcome(&catalogue, &confirmed, "plain");
    assert_eq!((plain.verdict, plain.group), (Verdict::Eligible, Group::UseNow));
    assert_eq!(names(&catalogue, &plain.likely.as_ref().unwrap().rests_on), ["quarter"], "what it is worth");
    let exact = ask(&catalogue, &json!({ "clean": true, "insured": true, "quarter": 70_000 }));
    assert_eq!(outcome(&catalogue, &exact, "plain").likely, None, "nothing is supposed of it any more");
    assert_eq!(exact.likely.year, exact.combination.year);
}

#[test]
fn what_is_usual_narrows_a_band_and_gives_way_where_it_does_not_fit() {
    let catalogue = catalogue(&file());
    let quarter = |band: Value| {
        let profile = told(&catalogue, &json!({ "revenue": 1_000_000, "quarter": band }));
        let (likely, _) = suppose(&catalogue, &Situation::new(&catalogue.facts, &profile, day()));
        let range = likely.range(catalogue.facts.find("quarter").unwrap());
        [range.low(), range.high()].map(|fen| fen / 100)
    };
    assert_eq!(quarter(json!({ "min": 250_000 })), [250_000, 300_000]);
    assert_eq!(quarter(json!({ "min": 300_000, "max": 400_000 })), [300_000, 300_000]);
    assert_eq!(quarter(json!({ "min": 300_001, "max": 400_000 })), [300_001, 400_000]);
    // Of what is not bounded no share is supposed.
    let nothing = told(&catalogue, &json!({ "revenue": { "min": 1_000 } }));
    let (_, supposed) = suppose(&catalogue, &Situation::new(&catalogue.facts, &nothing, day()));
    assert!(supposed.iter().all(|one| catalogue.facts.get(one.fact).unwrap().id != "quarter"));
}

#[test]
fn what_relations_exclude_is_not_supposed() {
    let mut file = file();
    file["relations"] =
        json!([{ "when": { "firm": true }, "then": { "clean": false }, "why": words("firms are not") }]);
    let catalogue = catalogue(&file);
    let answer = ask(&catalogue, &json!({ "firm": true, "revenue": 1_000_000 }));
    let supposed: Vec<FactId> = answer.supposed.iter().map(|one| one.fact).collect();
    assert_eq!(names(&catalogue, &supposed), ["quarter"]);
}

#[test]
fn a_box_that_is_not_ticked_settles_its_family_and_one_that_is_opens_it() {
    let catalogue = catalogue(&file());
    let verdict = |boxes: Value| {
        let answer = ask(&catalogue, &json!({ "circumstances": boxes }));
        ["hiring", "for-firms"].map(|policy| outcome(&catalogue, &answer, policy).verdict)
    };
    assert_eq!(verdict(json!([])), [Verdict::Ineligible; 2]);
    assert_eq!(verdict(json!(["company"])), [Verdict::Ineligible, Verdict::Eligible]);
    assert_eq!(verdict(json!(["hiring"])), [Verdict::NeedsInfo, Verdict::Ineligible]);
    assert_eq!(verdict(json!({ "has": ["hiring"] })), [Verdict::NeedsInfo; 2]);
    // Who has told of hires has ticked the box, and who says both contradicts itself; nothing told is lost.
    let profile = told(&catalogue, &json!({ "hires": 3 }));
    let situation = Situation::new(&catalogue.facts, &profile, day());
    let fact = catalogue.circumstances.fact.unwrap();
    assert!(matches!(*situation.possible(fact), engine::enterprise::Possible::Sets { must: 1, .. }));
    let profile = told(&catalogue, &json!({ "hires": 3, "circumstances": [] }));
    let situation = Situation::new(&catalogue.facts, &profile, day());
    assert_eq!(situation.broken().len(), 1);
    assert_eq!(outcome(&catalogue, &answer(&catalogue, &profile, day()), "hiring").verdict, Verdict::Eligible);
}

#[test]
fn boxes_are_in_the_words_of_the_enterprise_and_of_those_not_shown_nothing_is_told() {
    let catalogue = catalogue(&file());
    let texts = load(&file().to_string()).texts;
    let fact = catalogue.circumstances.fact.unwrap();
    let shown = |profile: Value| {
        let profile = told(&catalogue, &profile);
        let situation = Situation::new(&catalogue.facts, &profile, day());
        let shown = boxes(&catalogue, &situation);
        let asks: Vec<String> =
            shown.iter().map(|one| texts.get(one.ask, engine::catalogue::Language::En).to_owned()).collect();
        (asks, ticked(&catalogue.facts, fact, &shown, bit(0)))
    };
    assert_eq!(shown(json!({})), (vec!["you have hired".into(), "a company".into()], Some(Sets { must: 1, may: 1 })));
    assert_eq!(shown(json!({ "firm": true })).0[0], "the firm has hired");
    // The second box is for two people and more.
    assert_eq!(shown(json!({ "employees": 2 })).1, Some(Sets { must: 1, may: 1 }));
    assert_eq!(shown(json!({ "employees": 1 })), (vec!["you have hired".into()], Some(Sets { must: 1, may: 3 })));
}

#[test]
fn boxes_come_first_then_what_is_usual_then_cards_until_enough_is_known() {
    let catalogue = catalogue(&file());
    let usual = ["clean", "insured"].map(str::to_owned).to_vec();
    let first = ahead(&catalogue, &json!({ "revenue": 1_000_000 }), &[]);
    assert_eq!(first[..2], [vec!["circumstances".to_owned()], usual.clone()]);
    // Who has ticked nothing is asked for nothing of the families left.
    let ticked = json!({ "revenue": 1_000_000, "circumstances": [] });
    assert_eq!(ahead(&catalogue, &ticked, &[]), [usual, vec!["quarter".to_owned()]]);
    let confirmed = json!({ "revenue": 1_000_000, "circumstances": [], "clean": true, "insured": true });
    assert_eq!(ahead(&catalogue, &confirmed, &[]), [["quarter"]]);
    assert_eq!(ahead(&catalogue, &confirmed, &["quarter"]), Vec::<Vec<String>>::new(), "it is not known");
    let all = json!({ "circumstances": [], "clean": true, "insured": true, "quarter": 70_000 });
    assert_eq!(ahead(&catalogue, &all, &[]), Vec::<Vec<String>>::new());
    // What an amount is computed from is asked for once there is one.
    let hiring = json!({ "circumstances": ["hiring"], "clean": true, "insured": true, "quarter": 700 });
    assert_eq!(ahead(&catalogue, &hiring, &[]), [["hires"]]);
    assert_eq!(ahead(&catalogue, &hiring, &["hires"]), Vec::<Vec<String>>::new());
    let hired = json!({ "circumstances": ["hiring"], "clean": true, "insured": true, "quarter": 700, "hires": 3 });
    assert_eq!(ahead(&catalogue, &hired, &[]), [["graduates"]]);
}

/// What can be chosen instead of typing a number: from, to, and whether it is the whole of another one.
fn offered(catalogue: &Catalogue, profile: &Value, fact: &str) -> Vec<(i64, i64, bool)> {
    let profile = told(catalogue, profile);
    let situation = Situation::new(&catalogue.facts, &profile, day());
    let answer = answer(catalogue, &profile, day());
    let all = choices(catalogue, &situation, &answer, catalogue.facts.find(fact).unwrap());
    all.iter().map(|one| (one.range.low(), one.range.high(), one.whole_of == Some(Facts::REVENUE))).collect()
}

#[test]
fn a_number_that_only_decides_is_chosen_by_stretches_and_one_that_pays_is_typed() {
    let mut file = file();
    file["usual"][2]["share"] = json!({ "of": "revenue", "from": "80%", "to": "100%" });
    let catalogue = catalogue(&file);
    let bounds = catalogue.facts.get(catalogue.facts.find("hires").unwrap()).unwrap().bounds;
    let hiring = json!({ "circumstances": ["hiring"] });
    assert_eq!(offered(&catalogue, &hiring, "hires"), [(bounds.low(), 0, false), (1, bounds.high(), false)]);
    assert_eq!(offered(&catalogue, &hiring, "graduates"), [(0, 0, false)], "so much for each, or none");
    let band = json!({ "circumstances": ["hiring"], "hires": { "min": 1, "max": 9 } });
    assert_eq!(offered(&catalogue, &band, "hires"), [], "nothing depends on it any more, and none is impossible");
    // What may be the whole of another number is, by one tap, once that is known.
    let exact = json!({ "revenue": 1_000_000 });
    assert_eq!(offered(&catalogue, &exact, "quarter"), [(0, 0, false), (100_000_000, 100_000_000, true)]);
    assert_eq!(offered(&catalogue, &json!({ "revenue": { "min": 1, "max": 2 } }), "quarter"), [(0, 0, false)]);
    assert_eq!(offered(&catalogue, &json!({ "revenue": 1_000_000, "quarter": 7 }), "quarter"), []);
}

#[test]
fn a_stretch_in_which_nothing_is_paid_is_chosen_and_the_rest_is_typed() {
    let mut file = file();
    let limit = json!({ "fact": "quarter", "at_most": 300_000 });
    file["policies"][0]["for"]["all"].as_array_mut().unwrap().push(limit);
    let catalogue = catalogue(&file);
    let most = catalogue.facts.get(catalogue.facts.find("quarter").unwrap()).unwrap().bounds.high();
    let clean = json!({ "clean": true, "insured": true });
    assert_eq!(offered(&catalogue, &clean, "quarter"), [(0, 0, false), (30_000_001, most, false)]);
}

#[test]
fn a_usual_range_through_which_the_line_runs_is_not_confirmed_but_asked_for() {
    let mut file = file();
    let limit = json!({ "fact": "quarter", "at_most": 250_000 });
    file["policies"][0]["for"]["all"].as_array_mut().unwrap().push(limit);
    file["policies"][0]["benefit"]["estimate"] = json!({ "fixed": 9_000 });
    let catalogue = catalogue(&file);
    // Between 200,000 and 300,000 yuan a quarter are usual.
    let straddles = json!({ "revenue": 1_000_000, "circumstances": [] });
    let usual = vec!["clean".to_owned(), "insured".to_owned()];
    assert_eq!(ahead(&catalogue, &straddles, &[])[0], usual);
    let settles = json!({ "revenue": 500_000, "circumstances": [] });
    assert_eq!(ahead(&catalogue, &settles, &[])[0], [usual, vec!["quarter".to_owned()]].concat());
}

/// Of the bundled catalogue: whoever chooses a stretch is told nothing that a number in it would not be told.
#[test]
fn a_stretch_says_nothing_that_a_number_in_it_does_not() {
    let catalogue = &bundled().catalogue;
    let on = catalogue.reviewed.unwrap();
    let mut seen = 0;
    for example in bundled().examples.iter().step_by(700) {
        let situation = Situation::new(&catalogue.facts, &example.profile, on);
        let answer = answer(catalogue, &example.profile, on);
        for (fact, _) in catalogue.facts.iter() {
            for choice in choices(catalogue, &situation, &answer, fact).iter().filter(|one| one.whole_of.is_none()) {
                let verdicts_of = |range: Interval| {
                    let told = situation.with(fact, Some(Numbers(range)));
                    let all = verdicts(catalogue, told.told(), on).outcomes;
                    let in_force = all.into_iter().filter(|outcome| outcome.status == Status::InForce);
                    in_force.map(|outcome| outcome.verdict).collect::<Vec<_>>()
                };
                let whole = verdicts_of(choice.range);
                for number in [choice.range.low(), choice.range.high()] {
                    for (of_one, of_all) in verdicts_of(Interval::exact(number)).iter().zip(&whole) {
                        assert!(of_all == of_one || *of_all == Verdict::NeedsInfo, "{number}: {of_one:?}, {of_all:?}");
                    }
                }
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen}");
}

/// Of the bundled catalogue: a likely verdict is the strict verdict of whoever tells the usual answers that it names.
#[test]
fn a_likely_verdict_rests_on_the_usual_answers_that_it_names_and_on_nothing_else() {
    let catalogue = &bundled().catalogue;
    let mut seen = 0;
    for example in bundled().examples.iter().step_by(20) {
        let situation = Situation::new(&catalogue.facts, &example.profile, day());
        let before = results(catalogue, &example.profile, day());
        let (likely, _) = suppose(catalogue, &situation);
        for outcome in &before.outcomes {
            let Some(supposed) = outcome.likely.as_ref().filter(|_| outcome.verdict == Verdict::NeedsInfo) else {
                continue;
            };
            let mut confirmed = situation.clone();
            for fact in supposed.rests_on.iter().filter(|fact| **fact != Facts::SIZE_CLASS) {
                confirmed.set(*fact, Some(likely.possible(*fact).into_owned()));
            }
            let rule = catalogue.rule(outcome.policy).unwrap();
            let truth = confirmed.evaluate(catalogue, &rule.criterion);
            assert_eq!(Verdict::from(truth), Verdict::Eligible, "{}", rule.id);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
}
