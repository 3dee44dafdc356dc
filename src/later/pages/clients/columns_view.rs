//! The screen on which columns are told what they hold: "your column → our item", all on one screen.

use yew::prelude::*;

use super::mapping::{Meaning, choices, unit};
use super::work::Work;
use crate::first::figure_field::select;
use crate::later::view::View;
use crate::model::state::Keep;
use crate::wording::ClientsWord;
use engine::enterprise::{ClientHeading, Kind};

/// What the screen needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ColumnsProps {
    pub(super) view: View,
    /// The headings with the first cells below each and what they mean so far.
    pub(super) columns: Vec<super::mapping::UnknownColumn>,
    /// Takes what all of them were said to mean.
    pub(super) done: Callback<Vec<(String, Meaning)>>,
}

/// The columns whose headings are not known.
pub(super) fn columns_view(view: &View, work: &Work, done: Callback<Vec<(String, Meaning)>>) -> Html {
    // Another table starts from its own.
    let key = work.unknown.iter().map(|column| column.heading.as_str()).collect::<Vec<_>>().join("\n");
    html! { <Columns {key} view={view.clone()} columns={work.unknown.clone()} {done} /> }
}

#[component]
fn Columns(props: &ColumnsProps) -> Html {
    let ColumnsProps { view, columns, done } = props;
    let speaker = view.speaker();
    let said = use_state_eq(|| columns.iter().map(|column| column.meaning).collect::<Vec<Meaning>>());
    let choices = use_memo((view.state.language, view.loaded.clone()), |_| choices(view));
    let onsubmit = {
        let (done, said) = (done.clone(), said.clone());
        let headings: Vec<String> = columns.iter().map(|column| column.heading.clone()).collect();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            done.emit(headings.iter().cloned().zip(said.iter().copied()).collect());
        })
    };
    let field = |(place, column): (usize, &super::mapping::UnknownColumn)| {
        let meaning = said.get(place).copied().flatten();
        let name = (speaker.label(&ClientsWord::Client).to_owned(), meaning == Some(ClientHeading::Name));
        let facts = choices.iter().map(|(means, name)| (name.clone(), meaning == Some(*means)));
        let options: Vec<(String, bool)> = std::iter::once(name).chain(facts).collect();
        let choose = {
            let (said, choices) = (said.clone(), choices.clone());
            Callback::from(move |index: Option<usize>| {
                let means = index.and_then(|index| match index.checked_sub(1) {
                    None => Some(ClientHeading::Name),
                    Some(place) => choices.get(place).map(|(means, _)| *means),
                });
                let mut next = (*said).clone();
                if let Some(slot) = next.get_mut(place) {
                    *slot = means;
                }
                said.set(next);
            })
        };
        let is_money = match meaning {
            Some(ClientHeading::Fact(id)) => {
                view.catalogue().facts.get(id).is_some_and(|fact| fact.kind == Kind::Money)
            }
            Some(ClientHeading::Name | ClientHeading::Id) | None => false,
        };
        let unit = unit(&column.heading).filter(|_| is_money);
        html! {
            <li key={place.to_string()} data-typed="">
                { select(
                    &format!("clients-column-{place}"),
                    &format!("“{}”", column.heading),
                    speaker.label(&ClientsWord::LeaveOut),
                    &options,
                    choose,
                ) }
                <p class="hint">
                    { speaker.samples(&column.samples) }
                    if let Some(unit) = unit {
                        { speaker.comma() }{ speaker.read_in_unit(unit) }
                    }
                </p>
            </li>
        }
    };
    let kept = if view.state.keep == Keep::Yes { ClientsWord::ColumnsKept } else { ClientsWord::ColumnsForNow };
    html! {
        <form class="panel client-columns" {onsubmit} data-testid="clients-columns" aria-labelledby="columns-title">
            <h2 id="columns-title" tabindex="-1">{ speaker.label(&ClientsWord::ColumnsTitle) }</h2>
            <p>{ speaker.label(&ClientsWord::ColumnsNote) }</p>
            <ul class="bare">{ for columns.iter().enumerate().map(field) }</ul>
            <p class="hint">{ speaker.label(&kept) }</p>
            <p class="actions">
                <button type="submit" class="button primary">{ speaker.label(&ClientsWord::ColumnsDone) }</button>
            </p>
        </form>
    }
}
