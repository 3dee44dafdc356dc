//! The schemas of the files that editors write. They stand here by hand, as the readers of these files do: one schema
//! cannot be derived from what reads leniently and names every slip.

#![expect(clippy::needless_pass_by_value, reason = "schemas move into the ones that hold them")]

use serde_json::{Map, Value, json};

use super::output::{DATE, Listed as _};
use super::schema::with_head;
use engine::catalogue::{
    BenefitKind, Catalogue, Category, Channel, Level, Offer, Per, Recipient, Status, Verification, loading::FORMAT,
};
use engine::enterprise::{Fact, Facts, Kind};
use engine::matching::Verdict;
use engine::payment::Subject;

const NAME: &str = "^[a-z0-9_-]+$";
const RATE: &str = "[%％‰]$";

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

/// A catalogue such as `policies.json`.
pub(super) fn catalogue(catalogue: &Catalogue) -> Value {
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
    let place = object(
        "Where something is done: a portal, an app, a counter",
        &[
            ("id!", json!({ "type": "string", "pattern": NAME })),
            ("name!", words()),
            ("region", text("Whom it serves: six digits (GB/T 2260); left out for the nation")),
            ("url", text("Official address")),
            ("phone", text("Digits and hyphens")),
        ],
    );
    let fields = [
        ("$schema", json!({ "type": "string" })),
        ("format!", json!({ "const": FORMAT })),
        ("version!", text("The version of the catalogue")),
        ("reviewed!", date()),
        ("title!", words()),
        ("core_facts!", list(reference("core_fact"))),
        ("facts", list(reference("fact"))),
        ("relations", list(reference("relation"))),
        ("usual", list(reference("usual"))),
        ("circumstances", reference("circumstances")),
        ("parameters", list(reference("parameter"))),
        ("definitions", list(reference("definition"))),
        ("glossary", list(object("A term, explained once", &[("term!", words()), ("means!", words())]))),
        ("surveyed", list(survey)),
        ("contacts", list(contact)),
        ("places", list(place)),
        ("accepts", reference("accepts")),
        ("families", list(reference("family"))),
        ("filings", list(reference("filing"))),
        ("policies!", list(reference("policy"))),
    ];
    let mut definitions = definitions_of_values();
    for more in [parts(catalogue), criteria(catalogue), formulas()] {
        if let (Some(all), Value::Object(more)) = (definitions.as_object_mut(), more) {
            all.extend(more);
        }
    }
    if let Some(all) = definitions.as_object_mut() {
        all.insert("profile".to_owned(), enterprise(catalogue));
    }
    with_head("A catalogue of relief policies", object("", &fields), definitions)
}

/// A local catalogue laid over another one: the parts of a catalogue, as its schema beside this one describes them.
pub(super) fn overlay(catalogue: &Catalogue) -> Value {
    let part = |name: &str| json!({ "$ref": format!("catalogue.schema.json#/properties/{name}") });
    let hidden: Vec<&str> = catalogue.policies.iter().map(|policy| policy.id.as_str()).collect();
    let fields = [
        ("$schema", part("$schema")),
        ("format!", part("format")),
        ("overlay!", json!({ "const": true })),
        ("version!", part("version")),
        ("title", part("title")),
        ("facts", part("facts")),
        ("relations", part("relations")),
        ("usual", part("usual")),
        ("parameters", part("parameters")),
        ("definitions", part("definitions")),
        ("glossary", part("glossary")),
        ("surveyed", part("surveyed")),
        ("contacts", part("contacts")),
        ("places", part("places")),
        ("accepts", part("accepts")),
        ("families", part("families")),
        ("filings", part("filings")),
        ("policies!", part("policies")),
        ("hide", list(json!({ "enum": hidden }))),
    ];
    with_head("A local catalogue, laid over the bundled one", object("", &fields), json!({}))
}

/// An enterprise, as commands read it.
pub(super) fn profile(catalogue: &Catalogue) -> Value {
    with_head("An enterprise", enterprise(catalogue), definitions_of_values())
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
    let by = [
        ("do!", words()),
        ("yearly", json!({ "type": "string", "pattern": "^[01][0-9]-[0-3][0-9]$" })),
        ("monthly", json!({ "type": "integer", "minimum": 1, "maximum": 31 })),
        ("quarterly", json!({ "type": "integer", "minimum": 1, "maximum": 31 })),
        ("article", text("The article of the document that says so")),
    ];
    let one_day = |mut schema: Value| {
        if let Some(schema) = schema.as_object_mut() {
            let one: Vec<Value> =
                ["yearly", "monthly", "quarterly"].iter().map(|key| json!({ "required": [key] })).collect();
            schema.insert("oneOf".to_owned(), json!(one));
        }
        schema
    };
    let act = one_day(object(
        "What the law wants done by a day that comes again: a day of the year, or so many days after a month or quarter",
        &by,
    ));
    let mut of_filing = vec![("id!", json!({ "type": "string", "pattern": NAME }))];
    of_filing.extend(by);
    of_filing.extend([
        ("document!", reference("document")),
        ("when!", reference("criterion")),
        ("policies!", json!({ "type": "array", "items": policy_id(), "minItems": 1 })),
    ]);
    let filing = one_day(object("A tax return in which policies are claimed; `when` says who files it", &of_filing));
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
            ("per", text("The choice that names the period of one figure, where that is not the same for all")),
            ("min", bound()),
            ("max", bound()),
            ("options", list(option.clone())),
            ("changeable", json!({ "type": "boolean" })),
            ("variants", list(object("How it is put to those who meet a criterion on the facts before it", &[
                ("when!", reference("criterion")), ("ask", words()), ("offer", one_of(&Offer::ALL, Offer::id)),
            ]))),
            ("bands", list(object("A ready-made answer", &[("min", bound()), ("max", bound())]))),
            ("believable", or_null(object("What it is taken to be in an estimate, unless otherwise told", &[
                ("at_most", json!({ "anyOf": [bound(), reference("official")] })), ("at_most_of", fact_names(catalogue, Fact::is_number)),
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
        "relation": object("What always holds between facts: a number is at most (a share of) another, or `then` follows from `when`", &[
            ("fact", json!({ "type": "string" })),
            ("at_most", json!({ "type": "string" })),
            ("share", reference("rate")),
            ("when", reference("profile")),
            ("then", reference("profile")),
            ("why!", words()),
        ]),
        "usual": object("What is true of most enterprises like one: never certain", &[
            ("fact!", json!({ "type": "string" })),
            ("when", reference("criterion")),
            ("value", json!({ "description": "As in a profile" })),
            ("share", object("A share of another number, from … to …", &[
                ("of!", json!({ "type": "string" })), ("from!", reference("rate")), ("to!", reference("rate")),
            ])),
            ("why!", words()),
        ]),
        "circumstances": object("Families of facts that are asked for together, and the boxes of some", &[
            ("name!", words()),
            ("ask!", words()),
            ("families!", list(reference("circumstance"))),
        ]),
        "circumstance": object("A family of facts; one with `ask` has a box: unticked, `otherwise` holds; ticked, `then`", &[
            ("id!", json!({ "type": "string", "pattern": NAME })),
            ("name!", words()),
            ("ask", words()),
            ("variants", list(object("The box in the words of some", &[("when!", reference("criterion")), ("ask!", words())]))),
            ("when", reference("criterion")),
            ("facts!", list(json!({ "type": "string" }))),
            ("otherwise", reference("profile")),
            ("then", reference("profile")),
            ("why", words()),
        ]),
        "family": object("Policies of one kind that are shown together; each is of one family at most", &[
            ("id!", json!({ "type": "string", "pattern": NAME })),
            ("name!", words()),
            ("ladder", json!({ "type": "boolean", "description": "Whether the policies are steps, the lowest first" })),
            ("policies!", json!({ "type": "array", "items": policy_id(), "minItems": 2 })),
        ]),
        "filing": filing,
        "document": document.clone(),
        "parameter": object("A dated official value, per region where regions differ; of a local catalogue, more values of one that is there", &[
            ("id!", json!({ "type": "string", "pattern": NAME })),
            ("type", json!({ "enum": ["money", "rate", "count"] })),
            ("name", words()),
            ("values!", list(object("One value", &[
                ("value!", json!({ "anyOf": [bound(), object("It lies between two numbers", &[("min!", bound()), ("max!", bound())])] })),
                ("region", text("Six digits (GB/T 2260); left out for the nation")),
                ("from", or_null(date())),
                ("to", or_null(date())),
                ("document", reference("document")),
                ("note", words()),
            ]))),
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
            ("documents", list(reference("document"))),
            ("region", or_null(text("Six digits (GB/T 2260); left out for the nation"))),
            ("validity!", span("Both ends included; null or left out: open or not known")),
            ("standing", or_null(json!({ "anyOf": [
                object("Whether it still holds is not clear, and why", &[("unclear!", words())]),
                object("It has ended on a day not known", &[("ended!", words())]),
            ] }))),
            ("window", or_null(span("When it can be applied for"))),
            ("last_window", or_null(span("When it could be applied for the last time, where the next time is not published"))),
            ("recipient", one_of(Recipient::ALL, Recipient::id)),
            ("for!", reference("criterion")),
            ("benefit!", benefit),
            ("confers", or_null(object("The title that it confers", &[
                ("fact!", fact_names(catalogue, |fact| matches!(fact.kind, Kind::Choices(_)))), ("option!", text("")),
            ]))),
            ("renewals", or_null(span("When it decides on keeping that title though it takes no new applications"))),
            ("tells_of", or_null(one_of(&Subject::ALL, Subject::id))),
            ("channel!", one_of(Channel::ALL, Channel::id)),
            ("apply", list(known(catalogue.places.iter().map(|place| place.id.as_str())))),
            ("acts", list(act)),
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
    let limit = || json!({ "anyOf": [{ "type": ["integer", "string"] }, reference("official")] });
    let age = || {
        json!({ "type": "object", "minProperties": 1, "maxProperties": 1, "additionalProperties": { "type": "integer" },
            "propertyNames": { "enum": ["days", "months", "years", "calendar_months"] } })
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
        bounded("Whole units since a date, on the day of the match; of calendar months those begun, that of the date being the first", ("age_of!", is(|kind| *kind == Kind::Date)), &age),
        facts("The first over the second", "ratio!"),
        facts("The growth from the second to the first", "growth!"),
        facts("The sum", "sum!"),
        object("What a definition takes", &[("definition!", definitions), article(), note()]),
        object("An authority decides: never known here", &[("authority!", reference("words")), article(), note()]),
        object("The enterprise must check it itself", &[("check_yourself!", reference("words")), article(), note()]),
        object("The day of the match lies in a span, both ends included", &[
            ("on!", object("", &[("from", date()), ("to", date())])), article(), note(),
        ]),
    ] },
    "official": object("The value of a parameter, for the region and on the day of the match", &[
        ("parameter!", known(catalogue.parameters.iter().map(|parameter| parameter.id.as_str()))),
        ("plus", limit_of_number()),
        ("on", date()),
    ]) })
}

fn limit_of_number() -> Value {
    json!({ "type": ["integer", "string"], "description": "Added to the value" })
}

fn formulas() -> Value {
    let formula = || reference("formula");
    let money = || reference("money");
    let rate = || reference("rate");
    let or_official = |value: Value| json!({ "anyOf": [value, reference("official")] });
    let (sum, share) = (|| or_official(money()), || or_official(rate()));
    let name = || json!({ "type": "string", "pattern": NAME });
    let base = || json!({ "anyOf": [name(), list(name()), formula()] });
    let pair = |of: Value| json!({ "type": "array", "items": of, "minItems": 2, "maxItems": 2 });
    json!({ "formula": { "anyOf": [
        object("A fixed amount", &[("fixed!", sum())]),
        object("A money fact, or the sum of some", &[("amount!", json!({ "anyOf": [name(), list(name())] }))]),
        object("A rate on a base", &[("rate!", share()), ("of!", base())]),
        object("The difference of two rates on a base", &[("rate_cut!", pair(share())), ("of!", base())]),
        object("A rate fact, less a rate, on a base", &[("rate_fact!", name()), ("minus", share()), ("of!", base())]),
        object("So much for each", &[("per_head!", sum()), ("count!", name())]),
        object("So many times", &[("times!", json!({ "type": ["integer", "string"] })), ("of!", base())]),
        object("Never more than", &[("cap!", sum()), ("of!", base())]),
        object("Never less than", &[("floor!", sum()), ("of!", base())]),
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

/// One key for each fact of the catalogue.
fn enterprise(catalogue: &Catalogue) -> Value {
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
    let mut schema = match &fact.kind {
        // As people type it: "3千", "20-49".
        Kind::Count | Kind::Money => band(json!({ "type": ["integer", "string"] })),
        Kind::Rate | Kind::Date => band(json!({ "type": "string" })),
        Kind::Flag => choice(json!({ "type": ["boolean", "string"] })),
        Kind::Choice(options) => choice(named(options)),
        Kind::Choices(options) => {
            let of = named(options);
            json!({ "anyOf": [list(of.clone()), object("Some known", &[("has", list(of.clone())), ("not", list(of))])] })
        }
        Kind::Place(_) => choice(text(if is_place { "A code or a name" } else { "A code" })),
    };
    // Null is not known, as what is left out.
    if let Some(ways) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        ways.push(json!({ "type": "null" }));
    }
    schema
}

/// An option by its id, which editors complete, or by its name.
fn named(options: &[String]) -> Value {
    json!({ "type": "string", "examples": options })
}

fn verdict() -> Value {
    one_of(Verdict::all(), Verdict::id)
}

fn status() -> Value {
    one_of(Status::all(), Status::id)
}
