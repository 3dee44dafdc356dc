#![expect(clippy::needless_pass_by_value, reason = "schemas move into the ones that hold them")]

use std::io::Write;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value, json};

use super::Failure;
use super::input::Source;
use engine::catalogue::{
    BenefitKind, Catalogue, Category, Channel, Level, Offer, Per, Recipient, Status, Verification, loading::FORMAT,
};
use engine::enterprise::{Fact, Facts, Kind, SIZE_CLASSES, SizeClass};
use engine::matching::{Group, Tier, Verdict};
use engine::payment::{Debtor, Subject};
use lint::Severity;

/// `schema`
#[derive(Debug, Args)]
pub(super) struct Schema {
    /// Which file or output
    #[arg(value_enum, default_value = "catalogue")]
    of: Of,
}

/// What a schema describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Of {
    /// A catalogue such as policies.json
    Catalogue,
    /// A local catalogue laid over another one
    Overlay,
    /// An enterprise, as `match` and the other commands read it
    Profile,
    /// What `match --format json` writes
    Match,
    /// What `explain --format json` writes
    Explain,
    /// What `questions --format json` writes
    Questions,
    /// What `size --format json` writes
    Size,
    /// What `late-payment --format json` writes
    LatePayment,
    /// What `ladder --format json` writes
    Ladder,
    /// What `what-if --format json` writes
    WhatIf,
    /// What `timeline --format json` writes
    Timeline,
    /// A line that `batch --output ndjson` writes
    Batch,
    /// What `check --format json` writes
    Check,
    /// What `diff --format json` writes
    Diff,
    /// What `reach --format json` writes
    Reach,
}

impl Schema {
    pub(super) fn run(self, out: &mut impl Write) -> Result<(), Failure> {
        let source = Source::open(None)?;
        let catalogue = &source.loaded.catalogue;
        let schema = match self.of {
            Of::Catalogue => file(catalogue, false),
            Of::Overlay => file(catalogue, true),
            Of::Profile => with_head("An enterprise", profile(catalogue), definitions_of_values()),
            Of::Match => with_head("What match writes", answer(), outputs()),
            Of::Explain => with_head("What explain writes", explained(), outputs_and("finding", finding())),
            Of::Questions => with_head("What questions writes", questions(), outputs()),
            Of::Size => with_head("What size writes", head_and(&[("size!", size_test())]), json!({})),
            Of::LatePayment => with_head("What late-payment writes", late_payment(), claims()),
            Of::Ladder => with_head("What ladder writes", ladder(), tiers()),
            Of::WhatIf => with_head("What what-if writes", cliffs(), outputs()),
            Of::Timeline => with_head("What timeline writes", stretches(), json!({})),
            Of::Batch => with_head("A line that batch writes", row(), outputs()),
            Of::Check => with_head("What check writes", report(), json!({})),
            Of::Diff => with_head("What diff writes", changes(), json!({})),
            Of::Reach => with_head("What reach writes", reach(), json!({})),
        };
        writeln!(out, "{schema:#}")?;
        Ok(())
    }
}

const DRAFT: &str = "https://json-schema.org/draft/2020-12/schema";
const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
const NAME: &str = "^[a-z0-9_-]+$";
const RATE: &str = "[%％‰]$";

fn with_head(title: &str, schema: Value, definitions: Value) -> Value {
    let mut all = Map::new();
    all.insert("$schema".to_owned(), json!(DRAFT));
    all.insert("title".to_owned(), json!(title));
    if let Value::Object(fields) = schema {
        all.extend(fields);
    }
    if definitions.as_object().is_some_and(|definitions| !definitions.is_empty()) {
        all.insert("$defs".to_owned(), definitions);
    }
    Value::Object(all)
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

/// An object with these fields and no others; a name with an exclamation mark is required.
fn object(about: &str, fields: &[(&str, Value)]) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (name, schema) in fields {
        let plain = name.trim_end_matches('!');
        if plain.len() != name.len() {
            required.push(plain);
        }
        properties.insert(plain.to_owned(), schema.clone());
    }
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let Some(schema) = schema.as_object_mut() {
        if !about.is_empty() {
            schema.insert("description".to_owned(), json!(about));
        }
        if !required.is_empty() {
            schema.insert("required".to_owned(), json!(required));
        }
    }
    schema
}

/// A text with a description.
fn text(about: &str) -> Value {
    json!({ "type": "string", "minLength": 1, "description": about })
}

/// `schema`, or null: a field that may be left out may also be null.
fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn one_of<T: Copy>(all: &[T], id: fn(T) -> &'static str) -> Value {
    json!({ "enum": all.iter().map(|&item| id(item)).collect::<Vec<_>>() })
}

/// A name that the bundled catalogue has, or one that this file declares: editors complete the former.
fn known<'a>(names: impl Iterator<Item = &'a str>) -> Value {
    json!({ "anyOf": [{ "enum": names.collect::<Vec<_>>() }, { "type": "string", "pattern": NAME }] })
}

fn date() -> Value {
    json!({ "type": "string", "pattern": DATE })
}

fn file(catalogue: &Catalogue, overlay: bool) -> Value {
    let words = || reference("words");
    let survey = object(
        "Where policies were looked for, when, and what is known to be missing",
        &[
            ("region", text("Six digits (GB/T 2260); left out for the nation")),
            ("levels", list(one_of(Level::ALL, Level::id))),
            ("on!", date()),
            ("missing", list(words())),
        ],
    );
    let contact = object(
        "Whom to ask: by telephone, at an official address, or through a service of the catalogue",
        &[
            ("name!", words()),
            ("region", text("Six digits (GB/T 2260); left out for the nation")),
            ("categories", list(one_of(Category::ALL, Category::id))),
            ("phone", text("Digits and hyphens")),
            ("url", text("Official address")),
            ("policy", text("The id of the service that it is")),
        ],
    );
    let mut fields = vec![
        ("$schema", json!({ "type": "string" })),
        ("format!", json!({ "const": FORMAT })),
        ("version!", text("The version of the catalogue")),
        (if overlay { "title" } else { "title!" }, words()),
        ("facts", list(reference("fact"))),
        ("definitions", list(reference("definition"))),
        ("glossary", list(object("A term, explained once", &[("term!", words()), ("means!", words())]))),
        ("surveyed", list(survey)),
        ("contacts", list(contact)),
        ("accepts", reference("accepts")),
        ("policies!", list(reference("policy"))),
    ];
    let about = if overlay {
        fields.insert(2, ("overlay!", json!({ "const": true })));
        fields.push(("hide", list(json!({ "enum": catalogue.policies.iter().map(|p| &p.id).collect::<Vec<_>>() }))));
        "A local catalogue, laid over the bundled one"
    } else {
        fields.insert(3, ("reviewed!", date()));
        fields.insert(5, ("core_facts!", list(reference("core_fact"))));
        "A catalogue of relief policies"
    };
    let mut definitions = definitions_of_values();
    for more in [parts(catalogue), criteria(catalogue), formulas()] {
        if let (Some(all), Value::Object(more)) = (definitions.as_object_mut(), more) {
            all.extend(more);
        }
    }
    if let Some(all) = definitions.as_object_mut() {
        all.insert("profile".to_owned(), profile(catalogue));
    }
    with_head(about, object("", &fields), definitions)
}

/// How values are written.
fn definitions_of_values() -> Value {
    json!({
        "words": object("A text in both languages", &[("zh!", text("Chinese")), ("en!", text("English"))]),
        "money": {
            "description": "Whole yuan, or a text as people write it: \"300万\", \"1.5亿\", \"0.5元\"",
            "type": ["integer", "string"],
        },
        "rate": { "description": "\"5%\", \"0.5‰\"", "type": "string", "pattern": RATE },
        "date": { "type": "string", "pattern": DATE },
    })
}

fn parts(catalogue: &Catalogue) -> Value {
    let words = || reference("words");
    let bound = || json!({ "type": ["integer", "string"] });
    let policy_id = || known(catalogue.policies.iter().map(|policy| policy.id.as_str()));
    let per = || one_of(Per::ALL, Per::id);
    let span = |about: &str| object(about, &[("from", or_null(date())), ("to", or_null(date()))]);
    let document = object(
        "An official document",
        &[
            ("title!", text("Its title, in Chinese")),
            ("number", or_null(text("Its number, where known"))),
            ("issued", or_null(date())),
            ("url", or_null(json!({ "type": "string", "pattern": "^https?://" }))),
        ],
    );
    let benefit = object(
        "What it brings",
        &[
            ("text!", words()),
            ("kind!", one_of(BenefitKind::ALL, BenefitKind::id)),
            ("period", json!({ "enum": ["year", "once"] })),
            ("estimate", or_null(reference("formula"))),
            ("assumes", list(words())),
        ],
    );
    let group = json!({ "anyOf": [
        { "type": "string", "pattern": NAME },
        object("", &[("id!", json!({ "type": "string", "pattern": NAME })), ("per", per())]),
    ] });
    let example = object(
        "An enterprise, and what the policy must answer to it",
        &[
            ("name!", text("What it shows")),
            ("on", date()),
            ("profile!", reference("profile")),
            ("verdict!", verdict()),
            ("status", status()),
            (
                "worth",
                json!({ "anyOf": [
                    reference("money"),
                    { "type": "array", "items": reference("money"), "minItems": 2, "maxItems": 2 },
                ] }),
            ),
        ],
    );
    let core = Facts::core();
    let option = object("An option of a choice", &[("id!", text("Its name in files")), ("name!", words())]);
    let mut materials = or_null(list(words()));
    if let Some(schema) = materials.as_object_mut() {
        let about = "Papers; an empty list: none beyond the usual; null or left out: not known, never shown as none";
        schema.insert("description".to_owned(), json!(about));
    }
    json!({
        "accepts": {
            "description": "Warnings of the check that are accepted, by code, with the reason",
            "type": "object",
            "additionalProperties": text("Why"),
        },
        "fact": object("One thing that may be known about an enterprise", &[
            ("id!", json!({ "type": "string", "pattern": NAME })),
            ("type!", json!({ "enum": ["count", "money", "rate", "date", "flag", "choice", "choices"] })),
            ("name!", words()),
            ("ask!", words()),
            ("help", or_null(words())),
            ("unit", or_null(words())),
            ("period", json!({ "enum": ["month", "quarter", "year", null] })),
            ("min", bound()),
            ("max", bound()),
            ("options", list(option.clone())),
            ("changeable", json!({ "type": "boolean" })),
            ("variants", list(object("How it is put to those who meet a criterion on the facts before it", &[
                ("when!", reference("criterion")), ("ask", words()), ("offer", one_of(&Offer::ALL, Offer::id)),
            ]))),
            ("bands", list(object("A ready-made answer", &[("min", bound()), ("max", bound())]))),
            ("believable", or_null(object("What it is taken to be in an estimate, unless otherwise told", &[
                ("at_most", bound()), ("at_most_of", fact_names(catalogue, Fact::is_number)),
                ("zero_when", reference("criterion")),
            ]))),
        ]),
        "core_fact": object("How a fact is put that is always there", &[
            ("id!", json!({ "enum": core.iter().map(|(_, fact)| fact.id.as_str()).collect::<Vec<_>>() })),
            ("name!", words()),
            ("ask!", words()),
            ("help", or_null(words())),
            ("unit", or_null(words())),
            ("options", list(option)),
        ]),
        "definition": object("A criterion that several policies share", &[
            ("id!", json!({ "type": "string", "pattern": NAME })),
            ("name!", words()),
            ("when!", reference("criterion")),
        ]),
        "example": example,
        "policy": object("One measure that an enterprise can benefit from", &[
            ("id!", json!({ "type": "string", "pattern": NAME, "description": "Its name, kept for ever" })),
            ("name!", words()),
            ("summary!", words()),
            ("category!", one_of(Category::ALL, Category::id)),
            ("framework", json!({ "type": "boolean", "description": "Whether nobody claims it: shown, never counted" })),
            ("issuers", list(text("In Chinese"))),
            ("documents", list(document)),
            ("region", or_null(text("Six digits (GB/T 2260); left out for the nation"))),
            ("validity!", span("Both ends included; null or left out: open or not known")),
            ("standing", or_null(json!({ "anyOf": [
                object("Whether it still holds is not clear, and why", &[("unclear!", words())]),
                object("It has ended on a day not known", &[("ended!", words())]),
            ] }))),
            ("window", or_null(span("When it can be applied for"))),
            ("recipient", one_of(Recipient::ALL, Recipient::id)),
            ("for!", reference("criterion")),
            ("benefit!", benefit),
            ("confers", or_null(object("The title that it confers", &[
                ("fact!", fact_names(catalogue, |fact| matches!(fact.kind, Kind::Choices(_)))), ("option!", text("")),
            ]))),
            ("renewals", or_null(span("When it decides on keeping that title though it takes no new applications"))),
            ("tells_of", or_null(one_of(&Subject::ALL, Subject::id))),
            ("channel!", one_of(Channel::ALL, Channel::id)),
            ("steps", list(words())),
            ("materials", materials),
            ("paid", or_null(words())),
            ("office", or_null(words())),
            ("phone", or_null(json!({ "type": "string", "minLength": 1 }))),
            ("groups", list(group)),
            ("excludes", list(object("", &[("policy!", policy_id()), ("per", per()), ("why!", words())]))),
            ("supersedes", list(policy_id())),
            ("verified!", one_of(Verification::ALL, Verification::id)),
            ("reviewed!", date()),
            ("prose", list(text("A passage of the texts whose figures and places no rule has to know"))),
            ("accepts", reference("accepts")),
            ("examples", list(reference("example"))),
        ]),
    })
}

fn fact_names<'a>(catalogue: &'a Catalogue, fits: impl Fn(&Fact) -> bool + 'a) -> Value {
    known(catalogue.facts.iter().map(|(_, fact)| fact).filter(move |fact| fits(fact)).map(|fact| fact.id.as_str()))
}

fn criteria(catalogue: &Catalogue) -> Value {
    let criterion = || reference("criterion");
    let article = || ("article", text("The article of the document it rests on"));
    let note = || ("note", reference("words"));
    let number = || fact_names(catalogue, |fact| matches!(fact.kind, Kind::Count | Kind::Money | Kind::Rate));
    let is = |test: fn(&Kind) -> bool| fact_names(catalogue, move |fact| test(&fact.kind));
    let limit = || json!({ "type": ["integer", "string"] });
    let age = || {
        json!({ "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": { "type": "integer" },
            "propertyNames": { "enum": ["days", "months", "years"] } })
    };
    let bounded = |about: &str, what: (&str, Value), bound: &dyn Fn() -> Value| {
        let fields = [
            what,
            ("at_least", bound()),
            ("above", bound()),
            ("at_most", bound()),
            ("below", bound()),
            article(),
            note(),
        ];
        let mut schema = object(about, &fields);
        if let Some(schema) = schema.as_object_mut() {
            let any: Vec<Value> =
                ["at_least", "above", "at_most", "below"].iter().map(|key| json!({ "required": [key] })).collect();
            schema.insert("anyOf".to_owned(), json!(any));
        }
        schema
    };
    let facts = |about: &str, key: &'static str| {
        bounded(about, (key, json!({ "type": "array", "items": number(), "minItems": 2 })), &limit)
    };
    let definitions = known(catalogue.definitions.iter().map(|definition| definition.id.as_str()));
    let option = || json!({ "type": ["string", "boolean"] });
    json!({ "criterion": { "anyOf": [
        object("Every one of these", &[("all!", list(criterion())), article(), note()]),
        object("At least one of these", &[("any!", list(criterion())), article(), note()]),
        object("Not this", &[("not!", criterion()), article(), note()]),
        object("At least so many of these", &[
            ("at_least!", json!({ "type": "integer" })), ("of!", list(criterion())), article(), note(),
        ]),
        bounded("A number between bounds", ("fact!", number()), &limit),
        object("A date in a span, both ends included", &[
            ("fact!", is(|kind| *kind == Kind::Date)), ("from", date()), ("to", date()), article(), note(),
        ]),
        object("A choice or flag that is this option", &[
            ("fact!", is(|kind| matches!(kind, Kind::Choice(_) | Kind::Flag))), ("is!", option()), article(), note(),
        ]),
        object("A choice that is one of these options", &[
            ("fact!", is(|kind| matches!(kind, Kind::Choice(_)))), ("in!", list(option())), article(), note(),
        ]),
        object("Several options of which this one is held", &[
            ("fact!", is(|kind| matches!(kind, Kind::Choices(_)))), ("has!", option()), article(), note(),
        ]),
        object("Several options of which one of these is held", &[
            ("fact!", is(|kind| matches!(kind, Kind::Choices(_)))), ("has_any!", list(option())), article(), note(),
        ]),
        object("A place or industry within one of these codes", &[
            ("fact!", is(|kind| matches!(kind, Kind::Place(_)))), ("within!", list(text("A code"))), article(), note(),
        ]),
        bounded("Whole units since a date, on the day of the match", ("age_of!", is(|kind| *kind == Kind::Date)), &age),
        facts("The first over the second", "ratio!"),
        facts("The growth from the second to the first", "growth!"),
        facts("The sum", "sum!"),
        object("What a definition takes", &[("definition!", definitions), article(), note()]),
        object("An authority decides: never known here", &[("authority!", reference("words")), article(), note()]),
        object("The enterprise must check it itself", &[("check_yourself!", reference("words")), article(), note()]),
    ] } })
}

fn formulas() -> Value {
    let formula = || reference("formula");
    let money = || reference("money");
    let rate = || reference("rate");
    let name = || json!({ "type": "string", "pattern": NAME });
    let base = || json!({ "anyOf": [name(), list(name()), formula()] });
    let pair = |of: Value| json!({ "type": "array", "items": of, "minItems": 2, "maxItems": 2 });
    json!({ "formula": { "anyOf": [
        object("A fixed amount", &[("fixed!", money())]),
        object("A money fact, or the sum of some", &[("amount!", json!({ "anyOf": [name(), list(name())] }))]),
        object("A rate on a base", &[("rate!", rate()), ("of!", base())]),
        object("The difference of two rates on a base", &[("rate_cut!", pair(rate())), ("of!", base())]),
        object("A rate fact, less a rate, on a base", &[("rate_fact!", name()), ("minus", rate()), ("of!", base())]),
        object("So much for each", &[("per_head!", money()), ("count!", name())]),
        object("So many times", &[("times!", json!({ "type": ["integer", "string"] })), ("of!", base())]),
        object("Never more than", &[("cap!", money()), ("of!", base())]),
        object("Never less than", &[("floor!", money()), ("of!", base())]),
        object("Progressive bands", &[
            ("bands_of!", base()), ("bands!", list(object("", &[("to", money()), ("rate!", rate())]))),
        ]),
        object("A table over a fact", &[
            ("steps_of!", name()),
            ("steps!", list(object("", &[("to", json!({ "type": ["integer", "string"] })), ("give!", formula())]))),
        ]),
        object("The least", &[("least!", list(formula()))]),
        object("The most", &[("most!", list(formula()))]),
        object("The sum", &[("sum!", list(formula()))]),
        object("The first less the second, never below zero", &[("difference!", pair(formula()))]),
        object("An authority fixes it, up to this", &[("up_to!", formula())]),
        object("An authority fixes it, between these", &[("between!", pair(formula()))]),
        object("One or the other", &[
            ("if!", reference("criterion")), ("then!", formula()), ("else!", formula()),
        ]),
    ] } })
}

/// An enterprise: one key for each fact of the catalogue.
fn profile(catalogue: &Catalogue) -> Value {
    let mut properties = Map::new();
    for (id, fact) in catalogue.facts.iter() {
        properties.insert(fact.id.clone(), value(fact, id == Facts::INDUSTRY || id == Facts::REGION));
    }
    json!({
        "type": "object",
        "description": "One key for each fact that is known",
        "properties": properties,
        // A catalogue of one's own declares more facts.
        "additionalProperties": true,
    })
}

fn value(fact: &Fact, is_place: bool) -> Value {
    let band = |of: Value| json!({ "anyOf": [of, object("A band", &[("min", of.clone()), ("max", of.clone())])] });
    let choice = |of: Value| json!({ "anyOf": [of, object("One of these", &[("one_of!", list(of.clone()))])] });
    match &fact.kind {
        Kind::Count => band(json!({ "type": "integer" })),
        Kind::Money => band(json!({ "type": ["integer", "string"] })),
        Kind::Rate => band(json!({ "type": "string", "pattern": RATE })),
        Kind::Date => band(date()),
        Kind::Flag => choice(json!({ "type": "boolean" })),
        Kind::Choice(options) => choice(json!({ "enum": options })),
        Kind::Choices(options) => {
            let of = json!({ "enum": options });
            json!({ "anyOf": [list(of.clone()), object("Some known", &[("has", list(of.clone())), ("not", list(of))])] })
        }
        Kind::Place(_) => choice(text(if is_place { "A code or a name" } else { "A code" })),
    }
}

/// Parts of what commands write. Programs must bear fields that are not there yet.
fn outputs() -> Value {
    let integer = || json!({ "type": "integer" });
    let flag = || json!({ "type": "boolean" });
    let name = || json!({ "type": "string" });
    let names = || list(name());
    let open = |schema: Value| {
        let mut schema = schema;
        if let Some(schema) = schema.as_object_mut() {
            schema.remove("additionalProperties");
        }
        schema
    };
    let total = || {
        object(
            "In fen, null while nothing in it is priced; open: something in it is not bounded yet and counted with its \
             least only",
            &[("low_fen!", or_null(integer())), ("high_fen!", or_null(integer())), ("open!", flag())],
        )
    };
    let missing = object("A fact that can still change the verdict", &[("fact!", name()), ("why!", why())]);
    let left_out = object("", &[("id!", name()), ("instead!", name()), ("group", or_null(name()))]);
    json!({
        "outcome": open(object("What one policy answers", &[
            ("id!", name()),
            ("name!", name()),
            ("verdict!", verdict()),
            ("status!", status()),
            ("group!", one_of(&Group::ALL, Group::id)),
            ("missing!", list(missing)),
            ("authority_decides!", flag()),
            ("check_yourself!", flag()),
            ("estimate!", or_null(json!({ "type": "object" }))),
            ("depends!", names()),
            ("counts!", flag()),
            ("near_miss!", or_null(json!({ "type": "object" }))),
            ("validity!", json!({ "type": "object" })),
            ("channel!", one_of(Channel::ALL, Channel::id)),
        ])),
        "question": open(object("A fact worth asking for", &[
            ("fact!", name()), ("ask!", name()), ("why!", why()), ("options!", names()),
            ("settles!", names()), ("estimates!", names()), ("touches!", integer()), ("worth_fen!", integer()),
            ("offer!", one_of(&Offer::ALL, Offer::id)),
        ])),
        "together": open(object("The best set that may be used together", &[
            ("used!", names()), ("left_out!", list(left_out)), ("year!", total()), ("once!", total()),
            ("unbounded!", names()),
        ])),
        "size": open(object("The size class and how it came about", &[
            ("class!", or_null(one_of(&SIZE_CLASSES, SizeClass::id))),
            ("possible!", list(one_of(&SIZE_CLASSES, SizeClass::id))),
            ("missing!", names()),
        ])),
    })
}

fn head_and(fields: &[(&str, Value)]) -> Value {
    let head = [("output!", json!({ "const": 1 })), ("catalogue!", json!({ "type": "string" })), ("on!", date())];
    let mut schema = object("", &[&head, fields].concat());
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("additionalProperties");
    }
    schema
}

fn answer() -> Value {
    head_and(&[
        ("size!", reference("size")),
        ("policies!", list(reference("outcome"))),
        ("together!", reference("together")),
        ("questions!", list(reference("question"))),
    ])
}

fn explained() -> Value {
    head_and(&[
        ("policy!", reference("outcome")),
        ("reasons!", list(reference("finding"))),
        ("tree!", reference("finding")),
        ("working!", or_null(name())),
        ("materials!", or_null(list(name()))),
    ])
}

fn finding() -> Value {
    open_object(
        "A criterion, and what came of it",
        &[
            ("outcome!", json!({ "enum": ["met", "unknown", "not_met"] })),
            ("asks!", name()),
            ("facts!", list(name())),
            ("seen!", or_null(name())),
            ("unsure!", or_null(why())),
            ("article!", or_null(name())),
            ("parts!", list(reference("finding"))),
        ],
    )
}

/// Why something is not known.
fn why() -> Value {
    json!({ "enum": ["not_told", "straddles", "authority", "check_yourself"] })
}

fn outputs_and(name: &str, schema: Value) -> Value {
    let mut all = outputs();
    if let Some(all) = all.as_object_mut() {
        all.insert(name.to_owned(), schema);
    }
    all
}

fn cliffs() -> Value {
    let cliff = open_object(
        "The first value from which policies are gained or lost; money in fen, rates in parts per million, dates in days",
        &[
            ("at!", integer()),
            ("gained!", list(name())),
            ("lost!", list(name())),
            ("before!", reference("together")),
            ("after!", reference("together")),
        ],
    );
    head_and(&[("fact!", name()), ("cliffs!", list(cliff))])
}

fn stretches() -> Value {
    let stretch = open_object(
        "Days over which a policy answers the same, both ends included",
        &[("id!", name()), ("from!", date()), ("to!", date()), ("verdict!", verdict()), ("status!", status())],
    );
    head_and(&[("stretches!", list(stretch))])
}

fn row() -> Value {
    let class = || one_of(&SIZE_CLASSES, SizeClass::id);
    open_object(
        "One enterprise; its line in the file",
        &[
            ("line!", integer()),
            ("id!", name()),
            ("size_class!", json!({ "anyOf": [class(), { "const": "" }] })),
            ("eligible!", list(name())),
            ("needs_info_count!", integer()),
            ("needs_info", list(name())),
            ("together", reference("together")),
        ],
    )
}

fn changes() -> Value {
    let change = open_object(
        "A key, as text before and after",
        &[("key!", name()), ("before!", json!({})), ("after!", json!({}))],
    );
    let changed = open_object("", &[("id!", name()), ("changes!", list(change))]);
    let shift = open_object(
        "How many of the made-up enterprises gain and lose it",
        &[("id!", name()), ("gain!", integer()), ("lose!", integer())],
    );
    open_object(
        "What changed between two catalogues",
        &[
            ("old!", name()),
            ("new!", name()),
            ("on!", date()),
            ("added!", list(name())),
            ("removed!", list(name())),
            ("changed!", list(changed)),
            ("shifts!", list(shift)),
        ],
    )
}

fn reach() -> Value {
    let population = open_object(
        "Made-up enterprises, no statistics",
        &[("all!", integer()), ("eligible!", integer()), ("needs_info!", integer()), ("ineligible!", integer())],
    );
    let rule = open_object(
        "What every case asks, and what each asks besides; one of them must be met",
        &[("always!", list(name())), ("cases!", list(list(name())))],
    );
    head_and(&[
        ("id!", name()),
        ("rule!", or_null(rule)),
        ("sample!", json!({ "type": "object" })),
        ("population!", population),
    ])
}

fn verdict() -> Value {
    one_of(&[Verdict::Eligible, Verdict::NeedsInfo, Verdict::Ineligible], Verdict::id)
}

fn status() -> Value {
    one_of(&[Status::InForce, Status::Unclear, Status::Upcoming, Status::Ended], Status::id)
}

fn questions() -> Value {
    let waiting = open_object(
        "How many of the policies that may be usable wait for what, each counted once",
        &[("answers!", integer()), ("authority!", integer()), ("check_yourself!", integer()), ("unclear!", integer())],
    );
    head_and(&[("questions!", list(reference("question"))), ("waiting!", waiting)])
}

/// The fields of an object that programs must bear more of.
fn open_object(about: &str, fields: &[(&str, Value)]) -> Value {
    let mut schema = object(about, fields);
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("additionalProperties");
    }
    schema
}

fn name() -> Value {
    json!({ "type": "string" })
}

fn integer() -> Value {
    json!({ "type": "integer" })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn size_test() -> Value {
    let class = || one_of(&SIZE_CLASSES, SizeClass::id);
    let step = open_object(
        "How far a figure would have to move",
        &[("fact!", name()), ("now!", or_null(integer())), ("bound!", integer())],
    );
    let neighbour = open_object("", &[("class!", class()), ("steps!", list(step))]);
    let figure = open_object(
        "A figure against its bounds; money in fen",
        &[
            ("fact!", name()),
            ("told!", or_null(object("", &[("min!", integer()), ("max!", integer())]))),
            ("small_from!", integer()),
            ("medium_from!", integer()),
            ("large_from!", integer()),
            ("alone!", list(class())),
            ("decides!", flag()),
        ],
    );
    open_object(
        "The size class, each figure against its bounds, the neighbouring classes",
        &[
            ("class!", or_null(class())),
            ("possible!", list(class())),
            ("category!", or_null(name())),
            ("item!", or_null(integer())),
            ("outside!", flag()),
            ("why_outside!", or_null(name())),
            ("stated_against_figures!", flag()),
            ("standard!", or_null(name())),
            ("missing!", list(name())),
            ("figures!", list(figure)),
            ("up!", or_null(neighbour.clone())),
            ("down!", or_null(neighbour)),
            ("statement!", or_null(name())),
        ],
    )
}

/// One claim, or a ledger of them.
fn late_payment() -> Value {
    let total = open_object(
        "What the claims come to",
        &[
            ("claims!", integer()),
            ("late!", integer()),
            ("owed_fen!", integer()),
            ("interest_fen!", integer()),
            ("unsaid!", integer()),
        ],
    );
    head_and(&[("claim", reference("claim")), ("claims", list(reference("claim"))), ("total", total)])
}

fn claims() -> Value {
    let names = |names: &[&str]| json!({ "enum": names });
    let interest = open_object(
        "Interest with its arithmetic; the rate in parts per million",
        &[
            ("total_fen!", integer()),
            ("rate_ppm!", integer()),
            ("per!", names(&["day", "year"])),
            ("basis!", names(&["agreed", "statutory", "prime_rate", "sale_least", "sale_most"])),
            ("source!", or_null(reference("source"))),
            ("stretches!", list(reference("stretch"))),
        ],
    );
    let events = ["delivery", "acceptance", "acceptance_end", "confirmation"];
    let start = open_object(
        "The day from which the term runs",
        &[("day!", date()), ("event!", names(&events)), ("source!", or_null(reference("source")))],
    );
    let due = open_object(
        "The last day in time",
        &[
            ("day!", date()),
            ("basis!", names(&["agreed", "statutory", "most"])),
            ("days!", or_null(integer())),
            ("from!", or_null(start)),
            ("source!", or_null(reference("source"))),
        ],
    );
    let checks = ["none_agreed", "allowed", "too_long", "if_reasonable", "no_limit"];
    let clauses = ["forbidden", "void", "debated", "overridden", "stands", "not_sure"];
    json!({
        "source": open_object("A document, the policy that tells of it, the article where it is known", &[
            ("policy!", or_null(name())), ("title!", name()), ("number!", name()), ("article!", or_null(name())),
        ]),
        "stretch": open_object("Days on which the same amount was owed late", &[
            ("from!", date()), ("to!", date()), ("days!", integer()),
            ("balance_fen!", integer()), ("interest_fen!", integer()),
        ]),
        "interest": interest,
        "due": due,
        "claim": open_object("One amount owed", &[
            ("line", integer()),
            ("invoice!", name()),
            ("name!", name()),
            ("amount_fen!", integer()),
            ("debtor!", one_of(&Debtor::ALL, Debtor::id)),
            ("debtor_sizes!", or_null(list(one_of(&SIZE_CLASSES, SizeClass::id)))),
            ("regulation!", or_null(reference("source"))),
            ("covered!", names(&["yes", "before_regulation", "debtor", "creditor", "not_sure"])),
            ("term!", open_object("", &[("check!", names(&checks)), ("days!", or_null(integer()))])),
            ("due!", or_null(reference("due"))),
            ("other_due!", or_null(reference("due"))),
            ("owed_fen!", integer()),
            ("late!", flag()),
            ("days_late!", or_null(integer())),
            ("interest!", or_null(reference("interest"))),
            ("other_interest!", or_null(reference("interest"))),
            ("sale_interest!", or_null(list(reference("interest")))),
            ("pay_when_paid!", or_null(open_object("", &[("means!", names(&clauses)), ("text!", name())]))),
            ("doubts!", list(open_object("What is not clear", &[("id!", name()), ("text!", name())]))),
            ("conventions!", list(name())),
            ("evidence!", list(name())),
            ("places!", list(name())),
            ("letter!", or_null(name())),
        ]),
    })
}

fn ladder() -> Value {
    head_and(&[("tiers!", list(reference("tier")))])
}

fn tiers() -> Value {
    let missing = || {
        let why = json!({ "enum": ["not_told", "straddles", "authority", "check_yourself"] });
        list(open_object("", &[("fact!", name()), ("why!", why)]))
    };
    json!({
        "criterion": open_object("One criterion, what it lacks, what would make it hold", &[
            ("outcome!", json!({ "enum": ["met", "unknown", "not_met"] })),
            ("asks!", name()),
            ("facts!", list(name())),
            ("seen!", or_null(name())),
            ("unsure!", or_null(name())),
            ("article!", or_null(name())),
            ("missing!", missing()),
            ("authority_decides!", flag()),
            ("check_yourself!", flag()),
            ("changes!", list(open_object("One change that is enough", &[("text!", name())]))),
            ("parts!", list(reference("criterion"))),
        ]),
        "standard": open_object("A standard of a tier", &[
            ("id!", name()),
            ("applies!", json!({ "enum": ["applications", "renewals", "not_yet", "no_more"] })),
            ("verdict!", verdict()),
            ("met!", flag()),
            ("missing!", missing()),
            ("authority_decides!", flag()),
            ("check_yourself!", flag()),
            ("criteria!", list(reference("criterion"))),
        ]),
        "tier": open_object("A title", &[
            ("id!", one_of(&Tier::ALL, Tier::id)),
            ("name!", name()),
            ("held!", json!({ "enum": ["yes", "unknown", "no"] })),
            ("standards!", list(reference("standard"))),
            ("unlocks!", list(open_object("A policy that the title opens", &[
                ("id!", name()), ("status!", name()), ("now!", verdict()), ("then!", verdict()),
                ("estimate!", or_null(json!({ "type": "object" }))),
            ]))),
        ]),
    })
}

fn report() -> Value {
    let integer = || json!({ "type": "integer" });
    let severities = [Severity::Error, Severity::Warning, Severity::Note].map(Severity::id);
    let finding = object(
        "",
        &[
            ("code!", json!({ "type": "string", "pattern": "^C[0-9]{3}$" })),
            ("severity!", json!({ "enum": severities })),
            ("policy!", or_null(json!({ "type": "string" }))),
            ("place!", json!({ "type": "string" })),
            ("line!", integer()),
            ("text!", json!({ "type": "string" })),
            ("accepted!", or_null(json!({ "type": "string" }))),
        ],
    );
    object(
        "",
        &[
            ("file!", json!({ "type": "string" })),
            ("catalogue!", json!({ "type": "string" })),
            ("policies!", integer()),
            ("examples!", integer()),
            ("errors!", integer()),
            ("warnings!", integer()),
            ("findings!", list(finding)),
            ("mutation!", or_null(json!({ "type": "object" }))),
        ],
    )
}
