//! The JSON that commands write. Names are those of the files; amounts are whole fen, so that they stay exact.

use serde_json::{Value, json};

use super::input::Book;
use engine::catalogue::PolicyId;
use engine::enterprise::{FactId, Neighbour, Outside, SizeClass, SizeTest, SizeTrace};
use engine::matching::{
    Answer, Combination, Estimate, NearMiss, NextQuestion, Open, Outcome, Situation, Total, Unsure,
};
use engine::quantity::{Date, Period, Span, bits_of};

/// The version of the output format.
const OUTPUT: u32 = 1;

/// What every answer begins with.
pub(super) fn head(book: &Book, on: Date) -> Value {
    json!({ "output": OUTPUT, "catalogue": book.catalogue.version, "on": on.to_string() })
}

/// Adds fields to an object.
pub(super) fn with(mut object: Value, fields: Value) -> Value {
    if let (Some(object), Value::Object(fields)) = (object.as_object_mut(), fields) {
        object.extend(fields);
    }
    object
}

pub(super) fn answer(book: &Book, situation: &Situation<'_>, answer: &Answer) -> Value {
    let outcomes: Vec<Value> = answer.outcomes.iter().map(|outcome| self::outcome(book, outcome)).collect();
    let questions: Vec<Value> =
        answer.questions.iter().map(|question| self::question(book, situation, question)).collect();
    with(
        head(book, answer.on),
        json!({
            "size": size(book, &answer.size),
            "policies": outcomes,
            "together": combination(book, &answer.combination),
            "questions": questions,
        }),
    )
}

pub(super) fn outcome(book: &Book, outcome: &Outcome) -> Value {
    let Some(policy) = book.catalogue.policy(outcome.policy) else { return Value::Null };
    let speaker = book.speaker();
    json!({
        "id": policy.id,
        "name": speaker.text(policy.name),
        "verdict": outcome.verdict.id(),
        "status": outcome.status.id(),
        "group": outcome.group.id(),
        "missing": missing(book, &outcome.open),
        "authority_decides": outcome.open.authority,
        "check_yourself": outcome.open.check_yourself,
        "estimate": outcome.estimate.map(estimate),
        "depends": outcome.depends.iter().map(|&fact| fact_id(book, fact)).collect::<Vec<_>>(),
        "counts": outcome.counts,
        "near_miss": outcome.near_miss.map(|near| near_miss(book, near)),
        "validity": span(policy.validity),
        "channel": policy.channel.id(),
    })
}

/// The facts that can still change something, each with why it is not sure.
pub(super) fn missing(book: &Book, open: &Open) -> Vec<Value> {
    open.facts.iter().map(|&(fact, why)| json!({ "fact": fact_id(book, fact), "why": unsure(why) })).collect()
}

pub(super) fn unsure(why: Unsure) -> &'static str {
    match why {
        Unsure::NotTold => "not_told",
        Unsure::Straddles => "straddles",
        Unsure::Authority => "authority",
        Unsure::CheckYourself => "check_yourself",
    }
}

pub(super) fn span(span: Span) -> Value {
    json!({ "from": span.from.map(|day| day.to_string()), "to": span.to.map(|day| day.to_string()) })
}

pub(super) fn estimate(estimate: Estimate) -> Value {
    json!({
        "low_fen": estimate.low.fen(),
        "high_fen": estimate.high.map(engine::quantity::Money::fen),
        "period": match estimate.period { Period::Once => "once", Period::Year => "year" },
    })
}

fn total(total: Total) -> Value {
    let bounds = total.bounds().map(|(low, high)| (low.fen(), high.fen()));
    json!({
        "low_fen": bounds.map(|(low, _)| low),
        "high_fen": bounds.map(|(_, high)| high),
        "open": total.open,
    })
}

pub(super) fn combination(book: &Book, combination: &Combination) -> Value {
    let left_out: Vec<Value> = combination
        .left_out
        .iter()
        .map(|left| {
            let group = left.group.and_then(|group| book.catalogue.groups.get(usize::from(group.0)));
            json!({ "id": policy_id(book, left.policy), "instead": policy_id(book, left.instead), "group": group })
        })
        .collect();
    let used: Vec<&str> = combination.used.iter().map(|&id| policy_id(book, id)).collect();
    let unbounded: Vec<&str> = combination.unbounded.iter().map(|(id, _)| policy_id(book, *id)).collect();
    json!({
        "used": used,
        "left_out": left_out,
        "year": total(combination.year),
        "once": total(combination.once),
        "unbounded": unbounded,
    })
}

pub(super) fn question(book: &Book, situation: &Situation<'_>, question: &NextQuestion) -> Value {
    let speaker = book.speaker();
    let ask = speaker.ask(question.fact, situation);
    let ids = |ids: &[PolicyId]| -> Vec<&str> { ids.iter().map(|&id| policy_id(book, id)).collect() };
    let options: Vec<&str> = book.catalogue.facts.get(question.fact).map_or_else(Vec::new, |fact| {
        let names = fact.options();
        bits_of(question.options).filter_map(|index| names.get(index).copied()).collect()
    });
    json!({
        "fact": fact_id(book, question.fact),
        "ask": ask,
        "why": unsure(question.why),
        "options": options,
        "settles": ids(&question.settles),
        "estimates": ids(&question.estimates),
        "touches": question.touches,
        "worth_fen": question.worth.fen(),
        "offer": question.offer.id(),
    })
}

pub(super) fn near_miss(book: &Book, near: NearMiss) -> Value {
    let text = book.speaker().near_miss(near);
    match near {
        NearMiss::Day(day) => json!({ "day": day.to_string(), "text": text }),
        NearMiss::Number { fact, now, to } => {
            json!({ "fact": fact_id(book, fact), "now": now, "to": to, "text": text })
        }
        NearMiss::Option { fact, option } => {
            let option =
                book.catalogue.facts.get(fact).and_then(|fact| fact.options().get(option).map(ToString::to_string));
            json!({ "fact": fact_id(book, fact), "option": option, "text": text })
        }
    }
}

pub(super) fn size(book: &Book, trace: &SizeTrace) -> Value {
    let classes: Vec<&str> = bits_of(trace.classes)
        .filter_map(|index| engine::enterprise::SIZE_CLASSES.get(index))
        .map(|class| class.id())
        .collect();
    let open: Vec<&str> = trace.open.iter().map(|&fact| fact_id(book, fact)).collect();
    json!({
        "class": trace.class().map(SizeClass::id),
        "possible": classes,
        "category": trace.category().map(|category| category.id),
        "item": trace.category().map(|category| category.item),
        "outside": trace.is_outside(),
        "stated_against_figures": trace.is_contradicted(),
        "standard": trace.standard.map(|standard| standard.number),
        "missing": open,
    })
}

/// Each figure against its bounds, the neighbouring classes, and why an industry lies outside the standard.
pub(super) fn size_test(
    book: &Book,
    test: Option<&SizeTest>,
    outside: Option<Outside>,
    statement: Option<&str>,
) -> Value {
    let figures = test.map_or(&[][..], |test| &test.figures);
    let figures: Vec<Value> = figures
        .iter()
        .map(|of| {
            json!({
                "fact": fact_id(book, of.figure.fact()),
                "told": of.told.map(|told| json!({ "min": told.low(), "max": told.high() })),
                "small_from": of.bounds[0],
                "medium_from": of.bounds[1],
                "large_from": of.bounds[2],
                "alone": [of.low.id(), of.high.id()],
                "decides": of.decides,
            })
        })
        .collect();
    let neighbour = |of: &Neighbour| {
        let steps: Vec<Value> = of
            .steps
            .iter()
            .map(|step| json!({ "fact": fact_id(book, step.figure.fact()), "now": step.now, "bound": step.bound }))
            .collect();
        json!({ "class": of.class.id(), "steps": steps })
    };
    let speaker = book.speaker();
    json!({
        "figures": figures,
        "up": test.and_then(|test| test.up.as_ref()).map(neighbour),
        "down": test.and_then(|test| test.down.as_ref()).map(neighbour),
        "why_outside": outside.map(|why| speaker.outside(why)),
        "statement": statement,
    })
}

pub(super) fn fact_id(book: &Book, fact: FactId) -> &str {
    book.catalogue.facts.get(fact).map_or("", |fact| fact.id.as_str())
}

pub(super) fn policy_id(book: &Book, id: PolicyId) -> &str {
    book.catalogue.rule(id).map_or("", |rule| rule.id.as_str())
}
