//! Where policies were looked for.

use yew::prelude::*;

use crate::later::parts::{columns, scrolled_table, told_region};
use crate::later::view::View;
use crate::wording::ResultsWord;
use engine::catalogue::{Criterion, Survey, Test};
use engine::enterprise::{Code, Tree};
use engine::matching;

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
    let county = region.filter(|region| Tree::Regions.is_county(*region) && !has_own(view, *region));
    html! {
        <>
        if let Some(county) = county {
            <p class="notice-line" data-testid="county">
                { speaker.of_city(
                    &speaker.place(Tree::Regions, county),
                    &speaker.place(Tree::Regions, Tree::Regions.parent(county)),
                ) }
            </p>
        }
        <details class="panel coverage" data-testid="coverage">
            <summary>{ speaker.label(&ResultsWord::Coverage) }</summary>
            if let Some(region) = region.filter(|_| !is_local) {
                <p class="notice-line">{ speaker.not_surveyed(&speaker.place(Tree::Regions, region)) }</p>
            }
            for survey in found {
                { one(view, survey) }
            }
            <Provinces view={view.clone()} />
        </details>
        </>
    }
}

/// Whether a policy is for this very place.
fn has_own(view: &View, region: Code) -> bool {
    let is_for = |part: &Criterion| matches!(&part.test, Test::Within { codes, .. } if codes.contains(&region));
    view.catalogue().rules.policies.iter().any(|rule| rule.criterion.walk().any(is_for))
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

/// What [`Provinces`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct ProvincesProps {
    view: View,
}

/// What the catalogue holds of each province, counted once somebody wants to know.
#[component]
fn Provinces(props: &ProvincesProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let is_open = use_state_eq(|| false);
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    html! {
        <>
            <h3 id="provinces">
                <button type="button" class="quiet" aria-expanded={is_open.to_string()} onclick={toggle}>
                    { speaker.label(&ResultsWord::SurveyedRegions) }
                </button>
            </h3>
            if *is_open {
                { table(view) }
            }
        </>
    }
}

/// A row for each province.
fn table(view: &View) -> Html {
    let speaker = view.speaker();
    let head = columns(&[
        speaker.label(&ResultsWord::Province),
        speaker.label(&ResultsWord::WithFigures),
        speaker.label(&ResultsWord::WithoutFigures),
        speaker.label(&ResultsWord::UnclearCount),
        speaker.label(&ResultsWord::LookedAt),
    ]);
    let never = || speaker.label(&ResultsWord::NeverLookedAt).to_owned();
    let rows = html! {
        for found in matching::coverage(view.catalogue(), view.answer.on) {
            <tr>
                <th scope="row">{ speaker.place(Tree::Regions, found.province) }</th>
                <td>{ found.with_figures }</td>
                <td>{ found.without_figures }</td>
                <td>{ found.unclear }</td>
                <td>{ found.looked_at.map_or_else(never, |day| speaker.date(day)) }</td>
            </tr>
        }
    };
    scrolled_table("provinces", head, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::view_tests::{loaded, start, whole_view_of};

    #[component]
    fn Opened(props: &ProvincesProps) -> Html {
        table(&props.view)
    }

    #[test]
    fn the_table_says_of_each_province_what_it_has() {
        let view = whole_view_of(loaded(), start());
        let found = matching::coverage(view.catalogue(), view.answer.on);
        let shanghai = found.iter().find(|found| found.province == Tree::Regions.find("上海市").expect("a place"));
        let count = shanghai.expect("a province").with_figures;
        assert!(count > 0, "{found:?}");
        let props = ProvincesProps { view };
        let html = futures::executor::block_on(
            yew::LocalServerRenderer::<Opened>::with_props(props).hydratable(false).render(),
        );
        assert!(html.contains(&format!("上海市</th><td>{count}</td>")), "{html}");
        assert_eq!(html.matches("<tr>").count(), found.len().saturating_add(1), "and the heading");
    }
}
