//! The size test.

use yew::{Html, html};

use crate::first::Send;
use crate::first::combobox::PlacePicker;
use crate::first::figure_field::figure_field;
use crate::later::parts::{TextOut, heading, size_line, text_in_chinese};
use crate::later::view::View;
use crate::model::route::Route;
use crate::model::state::figures;
use crate::wording::{SizeWord, Speaker};
use engine::enterprise::{Category, Facts, Figure, Outside, Possible, SIZE_CLASSES, SizeClass, SizeStandard, Tree};

/// The size test: the industry, only the figures that it looks at, the class with how far its neighbours are.
pub(crate) fn size(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let trace = &view.answer.size;
    let profile = &view.parsed.profile;
    let test = trace.test(profile, &view.catalogue().facts);
    let told =
        profile.given(Facts::INDUSTRY).is_some() && Figure::ALL.iter().any(|of| profile.given(of.fact()).is_some());
    let outside = match profile.given(Facts::INDUSTRY) {
        Some(Possible::Places(codes)) => codes.first().and_then(|&code| Outside::of(code)),
        _ => None,
    };
    let up = test.as_ref().and_then(|test| test.up.as_ref()).map(|up| speaker.class_up(up));
    let down = test.as_ref().and_then(|test| test.down.as_ref()).map(|down| speaker.class_down(down));
    let neighbours: Vec<String> = up.into_iter().chain(down).collect();
    let statement = (told && (trace.class().is_some() || outside.is_some()))
        .then_some(|speaker: Speaker<'_>| speaker.size_statement(profile, trace, test.as_ref(), view.answer.on));
    html! {
        <>
            { heading(speaker.label(&SizeWord::Title)) }
            <p class="lead">{ speaker.label(&SizeWord::Intro) }</p>
            <div class="panel tool-form">
                <PlacePicker tree={Tree::Industries} view={(**view).clone()} send={send.clone()} />
                for figure in figures(trace, &view.state.draft) {
                    <div key={figure.fact().0}>{ figure_field(view, send, figure) }</div>
                }
            </div>
            // In an element of its own: what comes and goes must not move the field being typed in.
            <div>
                <section class="panel" data-testid="size-result" aria-live="polite">
                    { size_line(view) }
                    if let Some(outside) = outside {
                        <p class="notice-line">{ speaker.outside(outside) }</p>
                    }
                    if !neighbours.is_empty() {
                        <h2>{ speaker.label(&SizeWord::Neighbours) }</h2>
                        <ul>
                            for neighbour in neighbours {
                                <li>{ neighbour }</li>
                            }
                        </ul>
                    }
                </section>
                if let Some(statement) = statement {
                    <section class="panel">
                        <h2>{ speaker.label(&SizeWord::Statement) }</h2>
                        <TextOut view={view.clone()} id="size-statement" label={speaker.label(&SizeWord::Statement)}
                            text={statement(speaker)} />
                        { text_in_chinese(view, "size-statement-chinese", statement, Vec::new()) }
                    </section>
                }
                <p class="actions">
                    <a class="button primary" href={Route::Start.href()}>{ speaker.label(&SizeWord::ToMatcher) }</a>
                </p>
                { table(view) }
            </div>
        </>
    }
}

/// All bounds of the standard in force.
fn table(view: &View) -> Html {
    let speaker = view.speaker();
    let Some(standard) = SizeStandard::on(view.answer.on) else { return html! {} };
    let label = speaker.label(&SizeWord::AllCategories);
    // Micro enterprises have no bound to reach.
    let classes = SIZE_CLASSES.get(1..).unwrap_or_default();
    html! {
        <section class="panel">
            <details>
                <summary>{ label }</summary>
                <div class="scroll" role="region" aria-label={label} tabindex="0">
                    <table class="bounds">
                        <thead><tr>
                            <th scope="col">{ speaker.label(&SizeWord::CategoryName) }</th>
                            for class in classes {
                                <th scope="col">{ speaker.label(class) }</th>
                            }
                        </tr></thead>
                        <tbody>
                            for category in &standard.categories {
                                <tr>
                                    <th scope="row">{ speaker.category(category) }</th>
                                    for class in classes {
                                        <td>{ bounds(view, category, *class) }</td>
                                    }
                                </tr>
                            }
                        </tbody>
                    </table>
                </div>
                <p class="hint">{ speaker.one_short() }</p>
            </details>
        </section>
    }
}

/// What the figures of a category must reach for a class.
fn bounds(view: &View, category: &Category, class: SizeClass) -> Html {
    let speaker = view.speaker();
    let least = |bounds: &[i64; 3]| class.index().checked_sub(1).and_then(|index| bounds.get(index)).copied();
    html! {
        for (figure, bounds) in &category.bounds {
            <div>
                { speaker.fact(figure.fact()) }{ " " }{ speaker.between(*figure, Some(least(bounds).unwrap_or(0)), None) }
            </div>
        }
    }
}
