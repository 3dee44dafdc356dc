use yew::prelude::*;

use super::{Send, on, trouble_text};
use crate::app::report::Report;
use crate::app::state::{Action, on_screen};
use crate::text::Word;

/// Everything that was told, each to be changed or taken back, and the way to erase it all.
pub(crate) fn answers(report: &Report, send: &Send) -> Html {
    let speaker = report.speaker();
    let draft = &report.state.draft;
    if draft.len() == 0 {
        return html! {};
    }
    let shown = on_screen(report.catalogue(), &report.answer.size, draft);
    let rows: Vec<Html> = draft
        .iter()
        .filter_map(|(id, entry)| {
            let fact = report.catalogue().facts.get(id)?;
            let name = speaker.fact(id).to_owned();
            let value = match (report.parsed.profile.given(id), entry, report.trouble(id)) {
                (_, _, Some(trouble)) => trouble_text(&speaker, id, fact, trouble),
                (_, crate::app::draft::Entry::Band(band), _) => speaker.band(id, fact, *band),
                (Some(value), ..) => speaker.possible(id, fact, value),
                (None, ..) => speaker.label(&Word::NotSaid).to_owned(),
            };
            let edit = if shown.contains(&id) {
                // The field is on this screen: the link moves the focus there.
                html! {
                    <button type="button" class="quiet" onclick={focus_field(format!("f-{}", fact.id))}
                        aria-label={format!("{}{}", speaker.label(&Word::Edit), speaker.quoted(&name))}>
                        { speaker.label(&Word::Edit) }
                    </button>
                }
            } else {
                html! {
                    <button type="button" class="quiet" onclick={on(send, Action::Ask(id))}
                        aria-label={format!("{}{}", speaker.label(&Word::Edit), speaker.quoted(&name))}>
                        { speaker.label(&Word::Edit) }
                    </button>
                }
            };
            Some(html! {
                <li key={fact.id.clone()}>
                    <span><span class="name">{ &name }{ speaker.colon() }</span>{ value }</span>
                    <span class="actions">
                        { edit }
                        <button type="button" class="quiet" onclick={on(send, Action::Enter(id, None))}
                            aria-label={format!("{}{}", speaker.label(&Word::Remove), speaker.quoted(&name))}>
                            { speaker.label(&Word::Remove) }
                        </button>
                    </span>
                </li>
            })
        })
        .collect();
    html! {
        <details class="panel answers">
            <summary>{ speaker.label(&Word::AnswersTitle) }{ speaker.in_brackets(&draft.len().to_string()) }</summary>
            <ul>for row in rows { { row } }</ul>
            <button type="button" class="button" onclick={on(send, Action::Erase)} data-testid="erase">
                { speaker.label(&Word::Erase) }
            </button>
        </details>
    }
}

fn focus_field(id: String) -> Callback<MouseEvent> {
    Callback::from(move |_: MouseEvent| {
        crate::app::focus(&id);
    })
}
