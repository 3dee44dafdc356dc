//! A block: a few fields that are answered together. What is typed or chosen in it counts when the person goes on.

use yew::prelude::*;

use crate::browser::focus;
use crate::first::value_of;
use crate::later::parts::walk::back;
use crate::later::parts::{focus_field, trouble_text, units};
use crate::later::share_link;
use crate::later::typed::{self, FIELD};
use crate::later::view::View;
use crate::model::draft;
use crate::model::draft::Entry;
use crate::model::state::Action;
use crate::wording::{CommonWord, QuestionWord, Word};
use engine::enterprise::{Fact, FactId, Kind, Possible, Tree};
use engine::matching::{choices, suppose};
use engine::quantity::{Bits, bit, bits_of};

/// What a [`BlockForm`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct BlockProps {
    /// Everything shown.
    pub(crate) view: View,
    /// Takes what the person does.
    pub(crate) send: Callback<Action>,
    /// The facts asked for.
    pub(crate) facts: Vec<FactId>,
    /// Whether the usual answers are filled in, to be confirmed.
    pub(crate) is_usual: bool,
}

/// What stands in the fields.
pub(crate) type Given = Vec<(FactId, Entry)>;

/// The fields, and the button to go on.
#[component]
pub(crate) fn BlockForm(props: &BlockProps) -> Html {
    let BlockProps { view, send, facts, is_usual } = props;
    let speaker = view.speaker();
    let given = use_state_eq(|| at_first(view, facts, *is_usual));
    let wrong = use_state_eq(Vec::<FactId>::new);
    let change = {
        let (view, given, wrong) = (view.clone(), given.clone(), wrong.clone());
        Callback::from(move |(id, entry): (FactId, Option<Entry>)| {
            let mut next: Given = given.iter().filter(|(other, _)| *other != id).cloned().collect();
            let text = match (&entry, view.catalogue().facts.get(id)) {
                (Some(Entry::Typed(text)), _) => Some(text.clone()),
                (Some(entry), Some(fact)) => {
                    share_link::written(entry, fact).map(|written| [CHOSEN, &written].concat())
                }
                _ => None,
            };
            typed::put(&field_of(id), &text.unwrap_or_default());
            next.extend(entry.filter(|entry| *entry != Entry::Typed(String::new())).map(|entry| (id, entry)));
            given.set(next);
            wrong.set(wrong.iter().copied().filter(|other| *other != id).collect());
        })
    };
    let submit = {
        let (view, send, facts, given, wrong) =
            (view.clone(), send.clone(), facts.clone(), given.clone(), wrong.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let read = |id: &FactId| {
                let entry = given.iter().find(|(other, _)| other == id).map(|(_, entry)| entry.clone());
                let understood = match (&entry, view.catalogue().facts.get(*id)) {
                    (Some(entry), Some(fact)) => draft::read(entry, fact).is_ok(),
                    _ => true,
                };
                (*id, entry, understood)
            };
            let read: Vec<_> = facts.iter().map(read).collect();
            let bad: Vec<FactId> = read.iter().filter(|(.., understood)| !understood).map(|(id, ..)| *id).collect();
            match bad.first() {
                Some(first) => {
                    focus(&field_of(*first));
                    wrong.set(bad);
                }
                None => {
                    for id in &facts {
                        typed::put(&field_of(*id), "");
                    }
                    send.emit(Action::Answer(read.into_iter().map(|(id, entry, _)| (id, entry)).collect()));
                }
            }
        })
    };
    let go_on = if *is_usual {
        QuestionWord::AllSo
    } else if given.is_empty() {
        QuestionWord::Skip
    } else {
        QuestionWord::GoOn
    };
    html! {
        <form class="form block-form" onsubmit={submit}>
            for id in facts.iter().copied() {
                if *is_usual && !wrong.contains(&id) {
                    { folded(view, &change, &given, id) }
                } else {
                    { field(view, &change, &given, (id, field_of(id)), wrong.contains(&id), *is_usual) }
                }
            }
            <div class="actions">
                <button type="submit" class="button primary">{ speaker.label(&go_on) }</button>
                { back(view, send) }
            </div>
        </form>
    }
}

/// What stands before an answer that was chosen, where it is noted beside those that were typed.
const CHOSEN: &str = "\u{1}";

/// The name of a field on the page.
pub(super) fn field_of(id: FactId) -> String {
    format!("{FIELD}{}", id.0)
}

/// What stands in the fields at first: what was answered, what was typed and not yet confirmed, what is usual.
fn at_first(view: &View, facts: &[FactId], is_usual: bool) -> Given {
    let catalogue = view.catalogue();
    let now = view.situation();
    let (supposing, supposed) = suppose(catalogue, &now);
    let first = |&id: &FactId| {
        let text = typed::get(&field_of(id));
        let chosen = || share_link::entry(text.strip_prefix(CHOSEN)?, catalogue.facts.get(id)?);
        let entry = match view.state.draft.get(id) {
            _ if text.starts_with(CHOSEN) => chosen()?,
            _ if !text.is_empty() => Entry::Typed(text),
            Some(entry) => entry.clone(),
            None if (is_usual || view.state.asking == Some(id)) && supposed.iter().any(|one| one.fact == id) => {
                entry_of(&supposing.possible(id))
            }
            None => return None,
        };
        Some((id, entry))
    };
    facts.iter().filter_map(first).collect()
}

/// What is possible, as an answer.
pub(crate) fn entry_of(possible: &Possible) -> Entry {
    match possible {
        Possible::Numbers(range) => Entry::Band(*range),
        Possible::Options(options) => Entry::Options(*options),
        Possible::Sets { must, may } => Entry::Chosen { held: *must, offered: *must | !may },
        Possible::Places(places) => Entry::Place { typed: String::new(), code: places.first().copied() },
    }
}

/// A usual answer in one line, which opens to be changed.
fn folded(view: &View, change: &Change, given: &Given, id: FactId) -> Html {
    let speaker = view.speaker();
    let Some(fact) = view.catalogue().facts.get(id) else { return html! {} };
    let entry = given.iter().find(|(other, _)| *other == id).map(|(_, entry)| entry);
    let value = match entry.map(|entry| draft::read(entry, fact)) {
        Some(Ok(Some(value))) => speaker.possible(id, fact, &value),
        _ => speaker.label(&Word::NotSaid).to_owned(),
    };
    html! {
        <details class="asked" key={fact.id.clone()}>
            <summary>{ speaker.fact(id) }{ speaker.colon() }<b>{ value }</b>
                <span class="change">{ speaker.label(&QuestionWord::Edit) }</span></summary>
            { field(view, change, given, (id, field_of(id)), false, true) }
        </details>
    }
}

/// Takes what is chosen or typed in a field; nothing when it is taken back.
pub(crate) type Change = Callback<(FactId, Option<Entry>)>;

/// One field by its name on the page: the question, help, and what can be said to it, not to know among it.
pub(crate) fn field(
    view: &View,
    change: &Change,
    given: &Given,
    (id, name): (FactId, String),
    is_wrong: bool,
    is_usual: bool,
) -> Html {
    let speaker = view.speaker();
    let (Some(fact), Some(words)) = (view.catalogue().facts.get(id), speaker.question(id)) else {
        return html! {};
    };
    let entry = given.iter().find(|(other, _)| *other == id).map(|(_, entry)| entry);
    let (ask_id, help_id, note_id) = (format!("{name}-ask"), format!("{name}-help"), format!("{name}-note"));
    let help = words.help.map(|help| speaker.text(help)).filter(|help| !help.is_empty());
    let is_text = matches!(fact.kind, Kind::Count | Kind::Money | Kind::Rate | Kind::Date);
    let ask = speaker.ask(id, &view.situation());
    html! {
        <div class="asked" key={fact.id.clone()} role={(!is_text).then_some("group")} aria-labelledby={(!is_text).then(|| ask_id.clone())}>
            if is_text {
                <label class="ask" id={ask_id.clone()} for={name.clone()}>{ ask }</label>
            } else {
                <p class="ask" id={ask_id.clone()} tabindex="-1">{ ask }</p>
            }
            if let Some(help) = help {
                <p class="hint" id={help_id.clone()}>{ help }</p>
            }
            if is_text {
                { text_field(view, change, (id, fact), entry, (is_wrong, &name, &note_id, help.is_some().then_some(&help_id))) }
            }
            { chips(view, change, (id, fact), (entry, &ask_id), is_usual) }
        </div>
    }
}

/// The field for a number or a date.
fn text_field(
    view: &View,
    change: &Change,
    (id, fact): (FactId, &Fact),
    entry: Option<&Entry>,
    (is_wrong, name, note, help): (bool, &str, &str, Option<&String>),
) -> Html {
    let speaker = view.speaker();
    let typed = if let Some(Entry::Typed(typed)) = entry { typed.clone() } else { String::new() };
    let read = draft::read(&Entry::Typed(typed.clone()), fact);
    let trouble = read.as_ref().err().filter(|_| is_wrong).copied();
    let reading = match read {
        Ok(Some(value @ Possible::Numbers(_))) if fact.kind != Kind::Date => {
            format!("= {}", speaker.possible(id, fact, &value))
        }
        _ if fact.kind == Kind::Money => speaker.label(&Word::MoneyHint).to_owned(),
        _ => String::new(),
    };
    let oninput = {
        let change = change.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(text) = value_of(&event) {
                change.emit((id, Some(Entry::Typed(text))));
            }
        })
    };
    let described = help.map_or_else(|| note.to_owned(), |help| format!("{help} {note}"));
    html! {
        <>
            <input id={name.to_owned()} type={if fact.kind == Kind::Date { "date" } else { "text" }} autocomplete="off" value={typed.clone()}
                aria-invalid={trouble.is_some().then_some("true")} aria-describedby={described} {oninput} />
            if fact.kind == Kind::Money {
                { units(view, name, &typed, change.reform(move |amount| (id, Some(Entry::Typed(amount))))) }
            }
            if let Some(trouble) = trouble {
                <p class="error" id={note.to_owned()} role="alert">
                    { trouble_text(&speaker, id, fact, Some(&Entry::Typed(typed)), trouble) }
                </p>
            } else {
                <p class="hint" id={note.to_owned()}>{ reading }</p>
            }
        </>
    }
}

/// What can be chosen for a fact: its options or bands, what is usual, and not to know.
fn chips(
    view: &View,
    change: &Change,
    (id, fact): (FactId, &Fact),
    (entry, ask_id): (Option<&Entry>, &str),
    is_usual: bool,
) -> Html {
    let speaker = view.speaker();
    let mut choices: Vec<(String, Entry)> = match &fact.kind {
        Kind::Flag => [1, 0].map(|option| (speaker.option(id, fact, option), Entry::Options(bit(option)))).to_vec(),
        Kind::Choice(_) => bits_of(fact.all_options())
            .map(|option| (speaker.option(id, fact, option), Entry::Options(bit(option))))
            .collect(),
        Kind::Choices(_) => Vec::new(),
        Kind::Count | Kind::Money | Kind::Rate | Kind::Date => stretches(view, id, fact),
        Kind::Place(_) => Vec::new(),
    };
    // What is usual may be none of them.
    if let Some(own @ (Entry::Band(_) | Entry::Options(_))) = entry
        && choices.iter().all(|(_, choice)| choice != own)
        && let Ok(Some(value)) = draft::read(own, fact)
    {
        choices.insert(0, (speaker.possible(id, fact, &value), own.clone()));
    }
    if !is_usual {
        choices.push((speaker.label(&CommonWord::NotSure).to_owned(), Entry::Unsure));
    }
    let choose = |choice: &Entry| {
        let (change, next) = (change.clone(), Some(choice.clone()).filter(|choice| entry != Some(choice)));
        Callback::from(move |_: MouseEvent| change.emit((id, next.clone())))
    };
    html! {
        <>
            if let Kind::Choices(_) = fact.kind {
                { checks(view, change, (id, fact), entry) }
            }
            if let Kind::Place(tree) = fact.kind {
                { elsewhere(view, fact, tree) }
            }
            <div class="options chips" role="group" aria-labelledby={ask_id.to_owned()}>
                for (name, choice) in &choices {
                    <button type="button" class={if *choice == Entry::Unsure { "quiet" } else { "button" }}
                        aria-pressed={(entry == Some(choice)).to_string()} onclick={choose(choice)}>{ name.clone() }</button>
                }
            </div>
        </>
    }
}

/// What can be chosen instead of typing a number.
fn stretches(view: &View, id: FactId, fact: &Fact) -> Vec<(String, Entry)> {
    let speaker = view.speaker();
    let bands = fact.bands.iter().map(|&band| (speaker.band(id, fact, band), Entry::Band(band)));
    let offered = choices(view.catalogue(), &view.situation(), &view.answer, id).into_iter().map(|choice| {
        let said = speaker.numbers_between(id, fact, choice.range);
        let said = choice.whole_of.map_or_else(|| said.clone(), |other| speaker.same_as(other, &said));
        (said, Entry::Band(choice.range))
    });
    bands.chain(offered).collect()
}

/// The boxes of a multiple choice. What cannot matter any more (the sector is told, the measure has ended) is not offered,
/// and what was offered before stays.
fn checks(view: &View, change: &Change, (id, fact): (FactId, &Fact), entry: Option<&Entry>) -> Html {
    let speaker = view.speaker();
    let open = view.questions.iter().find(|question| question.fact == id).map_or(0, |question| question.options);
    let told = |entry: Option<&Entry>| match entry {
        Some(Entry::Chosen { held, offered }) => (*held, *offered),
        _ => (0, 0),
    };
    let (held, _) = told(entry);
    let offered: Bits = match open | told(view.state.draft.get(id)).1 {
        0 => fact.all_options(),
        some => some & fact.all_options(),
    };
    let is_none = matches!(entry, Some(Entry::Chosen { held: 0, .. }));
    let send = |next: Option<Bits>| {
        let change = change.clone();
        let entry = next.map(|held| Entry::Chosen { held, offered });
        move || change.emit((id, entry.clone()))
    };
    let turn = |option: usize| {
        let next = held ^ bit(option);
        let send = send((next != 0).then_some(next));
        Callback::from(move |_: Event| send())
    };
    let none = {
        let send = send((!is_none).then_some(0));
        Callback::from(move |_: MouseEvent| send())
    };
    html! {
        <>
            <div class="checks">
                for option in bits_of(offered) {
                    <label class="check" key={option}>
                        <input type="checkbox" checked={held & bit(option) != 0} onchange={turn(option)} />
                        <span>{ speaker.option(id, fact, option) }</span>
                    </label>
                }
            </div>
            <div class="options chips">
                <button type="button" class="button" aria-pressed={is_none.to_string()} onclick={none}>
                    { speaker.label(&QuestionWord::NoneOfThem) }
                </button>
            </div>
        </>
    }
}

/// A place is chosen in its field above.
fn elsewhere(view: &View, fact: &Fact, tree: Tree) -> Html {
    let field = format!("f-{}", fact.id);
    let word = if tree == Tree::Regions { Word::RegionLegend } else { Word::SectorLegend };
    let go = Callback::from(move |_: MouseEvent| focus_field(&field));
    html! {
        <button type="button" class="button" onclick={go}>
            { view.speaker().fill_in_above(view.speaker().label(&word)) }
        </button>
    }
}
