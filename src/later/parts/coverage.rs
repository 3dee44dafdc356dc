use yew::Html;

use crate::first::nodes::Nodes;
use crate::later::view::View;
use crate::wording::Extra;
use engine::catalogue::Survey;
use engine::enterprise::{Code, Facts, Possible, Tree};

/// Where policies were looked for, when, and what is known to be missing: for the region told and the nation, so that
/// nobody takes a short list for a complete one.
pub(crate) fn coverage(view: &View) -> Html {
    let speaker = view.speaker();
    let region = match view.parsed.profile.given(Facts::REGION) {
        Some(Possible::Places(places)) => places.first().copied(),
        _ => None,
    };
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

    let mut details = Nodes::new();
    details.element("summary", "", speaker.label(&Extra::Coverage));
    if let Some(region) = region.filter(|_| !is_local) {
        details.element("p", "notice-line", &speaker.not_surveyed(&speaker.place(Tree::Regions, region)));
    }
    for survey in found {
        let levels: Vec<&str> = survey.levels.iter().map(|level| speaker.label(level)).collect();
        let place = speaker.place(Tree::Regions, survey.region);
        details.element("h3", "", &place);
        let levels = levels.join(speaker.enumeration());
        details.element("p", "", &speaker.surveyed(&levels, survey.on));
        if !survey.missing.is_empty() {
            details.element("p", "hint", speaker.label(&Extra::KnownMissing));
            let mut list = Nodes::new();
            for &missing in &survey.missing {
                list.element("li", "", speaker.text(missing));
            }
            details.wrap("ul", "", list);
        }
    }
    let places: Vec<String> = surveyed
        .iter()
        .filter(|survey| survey.region != Code::ROOT)
        .map(|survey| speaker.place(Tree::Regions, survey.region))
        .collect();
    details.element("h3", "", speaker.label(&Extra::SurveyedRegions));
    details.element("p", "", &places.join(speaker.enumeration()));
    let mut whole = Nodes::new();
    whole.wrap("details", "panel coverage", details).with("data-testid", "coverage");
    whole.done()
}
