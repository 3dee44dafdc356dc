//! Where policies were looked for.

use yew::{Html, html};

use crate::later::parts::told_region;
use crate::later::view::View;
use crate::wording::ResultsWord;
use engine::catalogue::Survey;
use engine::enterprise::{Code, Tree};

/// Where policies were looked for, when, and what is known to be missing: for the region told and the nation, so that
/// nobody takes a short list for a complete one.
pub(crate) fn coverage(view: &View) -> Html {
    let speaker = view.speaker();
    let region = told_region(view);
    let upwards: Vec<Code> = region
        .map(|region| {
            // A code that names no place of its own level comes up more than once.
            let mut codes: Vec<Code> = Tree::Regions.upwards(region).collect();
            codes.dedup();
            codes
        })
        .unwrap_or_default();
    let surveyed = &view.catalogue().surveyed;
    let of = |code: Code| surveyed.iter().filter(move |survey| survey.region == code);
    let mut found: Vec<&Survey> = upwards.iter().copied().filter(|code| *code != Code::ROOT).flat_map(of).collect();
    let is_local = !found.is_empty();
    found.extend(of(Code::ROOT));
    let places: Vec<String> = surveyed
        .iter()
        .filter(|survey| survey.region != Code::ROOT)
        .map(|survey| speaker.place(Tree::Regions, survey.region))
        .collect();
    html! {
        <details class="panel coverage" data-testid="coverage">
            <summary>{ speaker.label(&ResultsWord::Coverage) }</summary>
            if let Some(region) = region.filter(|_| !is_local) {
                <p class="notice-line">{ speaker.not_surveyed(&speaker.place(Tree::Regions, region)) }</p>
            }
            for survey in found {
                { one(view, survey) }
            }
            <h3>{ speaker.label(&ResultsWord::SurveyedRegions) }</h3>
            <p>{ places.join(speaker.enumeration()) }</p>
        </details>
    }
}

/// One place where policies were looked for.
fn one(view: &View, survey: &Survey) -> Html {
    let speaker = view.speaker();
    let levels: Vec<&str> = survey.levels.iter().map(|level| speaker.label(level)).collect();
    html! {
        <>
            <h3>{ speaker.place(Tree::Regions, survey.region) }</h3>
            <p>{ speaker.surveyed(&levels.join(speaker.enumeration()), survey.on) }</p>
            if !survey.missing.is_empty() {
                <p class="hint">{ speaker.label(&ResultsWord::KnownMissing) }</p>
                <ul>
                    for missing in &survey.missing {
                        <li>{ speaker.text(*missing) }</li>
                    }
                </ul>
            }
        </>
    }
}
