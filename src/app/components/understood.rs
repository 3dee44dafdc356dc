use crate::app::draft::Trouble;
use crate::app::report::Report;
use crate::enterprise::{Fact, FactId, Kind};
use crate::text::{Speaker, Word};

/// What is wrong with an answer, in a sentence.
pub(crate) fn trouble_text(speaker: &Speaker<'_>, id: FactId, fact: &Fact, trouble: Trouble) -> String {
    match trouble {
        Trouble::Number(why) => speaker.not_a_number(fact, why),
        Trouble::Date => speaker.label(&Word::DateTrouble).to_owned(),
        Trouble::Bounds(bounds) => speaker.out_of_bounds(id, fact, bounds),
        Trouble::Backwards => speaker.backwards().to_owned(),
        Trouble::NotListed => speaker.not_listed().to_owned(),
    }
}

/// What is wrong with an answer, once the person has left its field.
pub(crate) fn trouble(report: &Report, id: FactId) -> Option<String> {
    let fact = report.catalogue().facts.get(id)?;
    report.trouble(id).map(|trouble| trouble_text(&report.speaker(), id, fact, trouble))
}

/// How an amount is understood. Plain digits need no reading back, except amounts, whose unit people get wrong.
pub(crate) fn reading(report: &Report, id: FactId) -> Option<String> {
    let fact = report.catalogue().facts.get(id).filter(|fact| fact.kind == Kind::Money)?;
    report.parsed.profile.given(id).map(|value| format!("= {}", report.speaker().possible(id, fact, value)))
}
