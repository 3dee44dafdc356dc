//! What is wrong with an answer, and how a number is understood.

use crate::later::view::View;
use crate::model::draft::Entry;
use crate::wording::{Speaker, typed_error};
use engine::enterprise::{Fact, FactId, Kind, TypedError};
use engine::quantity::NumberError;

/// What is wrong with an answer, in a sentence.
pub(crate) fn trouble_text(
    speaker: &Speaker<'_>,
    id: FactId,
    fact: &Fact,
    entry: Option<&Entry>,
    trouble: TypedError,
) -> String {
    let typed = if let Some(Entry::Typed(typed) | Entry::Place { typed, .. }) = entry { typed } else { "" };
    match trouble {
        TypedError::Number(NumberError::Backwards) => speaker.backwards().to_owned(),
        TypedError::Number(why) => speaker.not_a_number(fact, typed, why),
        TypedError::OutOfBounds(bounds) => speaker.out_of_bounds(id, fact, bounds),
        // A code is named: it may be one of a place that there is no more.
        TypedError::Unknown if typed.bytes().any(|byte| byte.is_ascii_digit()) => {
            typed_error(typed.trim(), trouble, speaker.language)
        }
        TypedError::Unknown => speaker.not_listed().to_owned(),
        TypedError::NotAboveZero
        | TypedError::BelowZero
        | TypedError::TooLong
        | TypedError::Several
        | TypedError::NeitherYesNorNo => typed_error(typed.trim(), trouble, speaker.language),
    }
}

/// What is wrong with an answer, once the person has left its field.
pub(crate) fn trouble(view: &View, id: FactId) -> Option<String> {
    let fact = view.catalogue().facts.get(id)?;
    let entry = view.state.draft.get(id);
    view.trouble(id).map(|trouble| trouble_text(&view.speaker(), id, fact, entry, trouble))
}

/// How a number is understood. A date needs no reading back: its field shows nothing but dates.
pub(crate) fn reading(view: &View, id: FactId) -> Option<String> {
    let fact = view.catalogue().facts.get(id).filter(|fact| fact.is_number() && fact.kind != Kind::Date)?;
    view.parsed.profile.given(id).map(|value| format!("= {}", view.speaker().possible(id, fact, value)))
}
