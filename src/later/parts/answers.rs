use yew::prelude::*;

use crate::first::nodes::Nodes;
use crate::first::{Send, on};
use crate::later::parts::trouble_text;
use crate::later::view::View;
use crate::model::draft::Entry;
use crate::model::state::{Action, on_screen};
use crate::wording::{HostWord, Phrase, Word};
use engine::enterprise::FactId;

/// Everything that was told, each to be changed or taken back, and the way to erase it all.
pub(crate) fn answers(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let draft = &view.state.draft;
    let mut whole = Nodes::new();
    // What is being typed is told once it is understood.
    let is_told = |id: FactId| view.state.typing != Some(id) || view.parsed.profile.given(id).is_some();
    let told: Vec<(FactId, &Entry)> = draft.iter().filter(|(id, _)| is_told(*id)).collect();
    if told.is_empty() {
        return whole.done();
    }
    let count = speaker.in_brackets(&told.len().to_string());
    let shown = on_screen(view.catalogue(), &view.answer.size, draft);
    let mut rows = Nodes::new();
    for (id, entry) in told {
        let Some(fact) = view.catalogue().facts.get(id) else { continue };
        let name = speaker.fact(id);
        let value = match (view.parsed.profile.given(id), entry, view.trouble(id)) {
            (_, _, Some(trouble)) => trouble_text(&speaker, id, fact, Some(entry), trouble),
            (_, Entry::Unsure, _) => speaker.label(&Phrase::NotSure).to_owned(),
            (_, Entry::Band(band), _) => speaker.band(id, fact, *band),
            (Some(value), ..) => speaker.possible(id, fact, value),
            (None, ..) => speaker.label(&Word::NotSaid).to_owned(),
        };
        // What is asked on this screen is changed there: the focus goes to its field.
        let edit = if shown.contains(&id) { focus_field(format!("f-{}", fact.id)) } else { on(send, Action::Ask(id)) };
        let (edit_word, remove_word) = (speaker.label(&Phrase::Edit), speaker.label(&Phrase::Remove));
        let mut actions = Nodes::new();
        if view.state.hosted.locked.contains(&id) {
            actions.element("span", "hint", speaker.label(&HostWord::SetByHost));
        } else {
            actions
                .button("quiet", edit_word, edit)
                .with("aria-label", &format!("{edit_word}{}", speaker.quoted(name)))
                .button("quiet", remove_word, on(send, Action::Enter(id, None)))
                .with("aria-label", &format!("{remove_word}{}", speaker.quoted(name)));
        }
        let mut line = Nodes::new();
        line.element("span", "name", &format!("{name}{}", speaker.colon())).text(&value);
        let mut row = Nodes::new();
        row.wrap("span", "", line).wrap("span", "actions", actions);
        rows.wrap("li", "", row).key(&fact.id);
    }
    let title = format!("{}{count}", speaker.label(&Phrase::AnswersTitle));
    let mut details = Nodes::new();
    details.element("summary", "", &title).wrap("ul", "", rows);
    details.button("button", speaker.label(&Phrase::Erase), on(send, Action::Erase)).with("data-testid", "erase");
    whole.wrap("details", "panel answers", details);
    whole.done()
}

fn focus_field(id: String) -> Callback<MouseEvent> {
    Callback::from(move |_: MouseEvent| {
        crate::browser::focus(&id);
    })
}
