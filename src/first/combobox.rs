//! The field in which a place (a region or an industry) is looked for and chosen from a list.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::browser::reveal;
use crate::first::nodes::Nodes;
use crate::first::places::{between, fact_of, field_id, says_something, top};
use crate::first::value_of;
use crate::first::view::View;
use crate::model::draft::Entry;
use crate::model::loaded::LoadState;
use crate::model::state::{Action, Script};
use crate::wording::Word;
use engine::catalogue::Language;
use engine::enterprise::{Code, Tree};

/// The code of a key that an input method handles.
const INPUT_METHOD: u32 = 229;

/// What a [`PlacePicker`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(crate) struct PlaceProps {
    /// Which tree the place is in.
    pub(crate) tree: Tree,
    /// Everything shown.
    pub(crate) view: View,
    /// Takes what the person does.
    pub(crate) send: Callback<Action>,
}

/// A place chosen from a searchable list (the combobox pattern of ARIA), then narrowed by a plain select.
#[derive(Debug, Default)]
pub(crate) struct PlacePicker {
    open: bool,
    /// The place in the list that the keys have reached.
    active: Option<usize>,
}

/// How the list of places stands now: open or closed, at which place.
#[derive(Debug)]
pub(crate) struct ListAt(bool, Option<usize>);

impl Component for PlacePicker {
    type Message = ListAt;
    type Properties = PlaceProps;

    fn create(_: &Context<Self>) -> Self {
        Self::default()
    }

    fn update(&mut self, _: &Context<Self>, ListAt(open, active): ListAt) -> bool {
        let changed = (open, active) != (self.open, self.active);
        (self.open, self.active) = (open, active);
        changed
    }

    fn view(&self, context: &Context<Self>) -> Html {
        let link = context.link().clone();
        let list = Callback::from(move |at: ListAt| link.send_message(at));
        picker(context.props(), (self.open, self.active), &list)
    }
}

fn picker(props: &PlaceProps, (open, active): (bool, Option<usize>), list: &Callback<ListAt>) -> Html {
    let PlaceProps { tree, view, send } = props;
    let tree = *tree;
    let id = fact_of(tree);
    let speaker = view.speaker();
    let Some(fact) = view.rules().facts.get(id) else { return html! { <span hidden=true></span> } };
    let (typed, code) = match view.state.draft.get(id) {
        Some(Entry::Place { typed, code }) => (typed.clone(), *code),
        _ => (String::new(), None),
    };
    let chosen_top = code.map(|code| top(tree, code));
    // While nothing new is typed, the field names what was chosen and the list offers everything.
    let shown = match chosen_top {
        Some(top) if typed.is_empty() => {
            let name = speaker.place_within(tree, top, code.unwrap_or(top));
            // What stands in a field is not written by the document's own pen, since people type there.
            let is_traditional = view.state.script == Script::Traditional && view.state.language == Language::ZhCn;
            if is_traditional { view.later.written(name) } else { name }
        }
        _ => typed.clone(),
    };
    // A closed list is made only for what it takes to read what was typed.
    let is_listed = open || !typed.is_empty();
    let query = if code.is_some() { "" } else { &typed };
    // Until all names are here, the only one found need not be the only one, and one not found may be there.
    let is_whole = view.loaded.program() == LoadState::Here;
    let mut found = if is_listed { view.later.places(tree, query) } else { Vec::new() };
    // Where no word is understood, the trade is chosen from the top down.
    let is_lost = is_whole && open && tree == Tree::Industries && found.is_empty() && says_something(query);
    if is_lost {
        found = tree.children(Code::ROOT).to_vec();
    }
    let (label, hint, finer, everywhere) = match tree {
        Tree::Regions => (Word::Region, Word::RegionHint, Word::City, Word::WholeProvince),
        Tree::Industries => (Word::Sector, Word::SectorHint, Word::Finer, Word::WholeSection),
    };
    if view.state.hosted.locked.contains(&id)
        && let Some(place) = view.later.locked_place(view, label, &shown)
    {
        return place;
    }
    let field = format!("f-{}", fact.id);
    let list_id = format!("{field}-list");
    let (hint_id, error_id) = (format!("{field}-hint"), format!("{field}-error"));
    let trouble = if open { None } else { view.later.trouble(view, id) };
    let described = if trouble.is_some() { format!("{error_id} {hint_id}") } else { hint_id.clone() };

    let choose = {
        let (send, list) = (send.clone(), list.clone());
        Callback::from(move |code: Code| {
            list.emit(ListAt(false, None));
            send.emit(Action::Enter(id, Some(Entry::Place { typed: String::new(), code: Some(code) })));
        })
    };
    let oninput = {
        let (send, list, later) = (send.clone(), list.clone(), view.later);
        Callback::from(move |event: InputEvent| {
            let Some(typed) = value_of(&event) else { return };
            // What several places are called, the person chooses among, and what is not understood, too.
            let is_clear = says_something(&typed) && !tree.is_shared(&typed) && !later.places(tree, &typed).is_empty();
            list.emit(ListAt(true, is_clear.then_some(0)));
            send.emit(Action::Type(id, Entry::Place { typed, code: None }));
        })
    };
    let onkeydown = {
        let (list, found, choose, list_id) = (list.clone(), found.clone(), choose.clone(), list_id.clone());
        Callback::from(move |event: KeyboardEvent| {
            // The keys of a composition choose among the input method's own candidates. Safari sends the Enter that ends
            // one after it, with the code that stands for an input method.
            if event.is_composing() || event.key_code() == INPUT_METHOD {
                return;
            }
            let offered = if is_listed { found.len() } else { tree.children(Code::ROOT).len() };
            let last = offered.saturating_sub(1);
            let next = match (event.key().as_str(), active) {
                ("ArrowDown", _) if !open => active,
                ("ArrowDown", None) => Some(0),
                ("ArrowDown", Some(at)) => Some(if at >= last { 0 } else { at.saturating_add(1) }),
                ("ArrowUp", None | Some(0)) => Some(last),
                ("ArrowUp", Some(at)) => Some(at.saturating_sub(1)),
                ("Enter", Some(at)) if open => {
                    if let Some(&code) = found.get(at) {
                        event.prevent_default();
                        choose.emit(code);
                    }
                    return;
                }
                ("Escape", _) if open => {
                    event.prevent_default();
                    list.emit(ListAt(false, active));
                    return;
                }
                _ => return,
            };
            event.prevent_default();
            list.emit(ListAt(true, next));
            if let Some(at) = next {
                reveal(&format!("{list_id}-{at}"));
            }
        })
    };
    let onblur = {
        let (send, list, found, typed) = (send.clone(), list.clone(), found.clone(), typed.clone());
        Callback::from(move |_: FocusEvent| {
            list.emit(ListAt(false, active));
            // What was typed names a place, or leaves only one: that is what was meant.
            let exact = if typed.trim().is_empty() { None } else { tree.find(&typed) };
            let only = found.first().copied().filter(|_| is_whole && found.len() == 1 && !typed.trim().is_empty());
            match exact.or(only).filter(|_| code.is_none()) {
                Some(code) => {
                    send.emit(Action::Enter(id, Some(Entry::Place { typed: String::new(), code: Some(code) })));
                }
                None => send.emit(Action::Settle),
            }
        })
    };
    let show = {
        let list = list.clone();
        Callback::from(move |_: MouseEvent| list.emit(ListAt(true, active)))
    };
    let select_all = Callback::from(|event: FocusEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            input.select();
        }
    });
    let clear = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| {
            send.emit(Action::Enter(id, None));
            crate::browser::focus(field_id(tree));
        })
    };
    let expanded = open && !(found.is_empty() && typed.is_empty());
    let active_id = active.filter(|at| expanded && *at < found.len()).map(|at| format!("{list_id}-{at}"));

    let (name, field) = (speaker.label(&label), field.as_str());
    let mut combo = Nodes::new();
    combo
        .input(field, "text", &shown)
        .with("role", "combobox")
        .with("spellcheck", "false")
        .with("aria-expanded", if expanded { "true" } else { "false" })
        .with("aria-controls", &list_id)
        .with("aria-autocomplete", "list")
        .with("aria-describedby", &described)
        .typed(oninput)
        .key_down(onkeydown)
        .left(onblur)
        .focused(select_all)
        .click(show);
    if let Some(active) = active_id {
        combo.with("aria-activedescendant", &active);
    }
    if trouble.is_some() {
        combo.with("aria-invalid", "true");
    }
    if code.is_some() {
        let mut cross = Nodes::new();
        cross.element("span", "", "×").with("aria-hidden", "true");
        let named = format!("{}{}", speaker.label(&Word::Clear), speaker.bracketed(label));
        combo.wrap("button", "clear", cross).with("type", "button").with("aria-label", &named).click(clear);
    } else {
        combo.placeholder();
    }
    let mut options = Nodes::new();
    for (at, place) in found.iter().copied().enumerate().filter(|_| expanded) {
        let is_active = active == Some(at);
        let choose = choose.clone();
        let mut inside = Nodes::new();
        inside.text(&speaker.place(tree, place));
        inside.element("span", "code", &context(&speaker, tree, place)).with("aria-hidden", "true");
        options
            .wrap("li", if is_active { "active" } else { "" }, inside)
            .with("id", &format!("{list_id}-{at}"))
            .with("role", "option")
            .with("aria-selected", if is_active { "true" } else { "false" })
            .click(Callback::from(move |_: MouseEvent| choose.emit(place)))
            .key(&tree.written(place));
    }
    if expanded && (found.is_empty() || is_lost) {
        let said = if is_lost { Word::SectorNone } else { Word::SuggestionsNone };
        options
            .element("li", "", speaker.label(if is_whole { &said } else { &Word::Loading }))
            .with("role", "option")
            .with("aria-disabled", "true")
            .with("aria-selected", "false")
            .key("none");
    }
    combo.wrap("ul", "", options).with("id", &list_id).with("role", "listbox").with("aria-label", name);
    // A press must not take the focus from the field, which would close the list before the click.
    combo.with_if("hidden", !expanded).press(Callback::from(|event: MouseEvent| event.prevent_default()));

    let mut inside = Nodes::new();
    inside.element("label", "", name).with("for", field).wrap("div", "combo", combo);
    inside.element_if("p", "error", &error_id, trouble.as_deref()).with("role", "alert");
    inside.element("p", "hint", speaker.label(&hint)).with("id", &hint_id);
    // Together one piece: however many there are, the field before them stays itself while someone types in it.
    let mut narrower = Nodes::new();
    for outer in chosen_top.into_iter().chain(code.into_iter().flat_map(|code| between(tree, code))) {
        let parts = tree.parts(outer);
        if !parts.is_empty() {
            let name = speaker.place(tree, outer);
            // Codes of provinces and cities end in two zeros, those of what lies in a city do not.
            let is_county = |part: &Code| tree == Tree::Regions && !tree.written(*part).ends_with("00");
            let (label, whole) = if parts.first().is_some_and(is_county) {
                (speaker.label(&Word::District), &Word::WholeCity)
            } else if Some(outer) == chosen_top {
                (speaker.label(&finer), &everywhere)
            } else {
                (name.as_str(), &everywhere)
            };
            narrower.push(narrow(props, code, outer, parts, (label, speaker.label(whole))));
        }
    }
    inside.push(narrower.done());
    let mut block = Nodes::new();
    block.wrap("div", "field place", inside);
    block.done()
}

/// The select that narrows a place down.
fn narrow(
    props: &PlaceProps,
    code: Option<Code>,
    top: Code,
    children: Vec<Code>,
    (label, everywhere): (&str, &str),
) -> Html {
    let PlaceProps { tree, view, send } = props;
    let (tree, id) = (*tree, fact_of(*tree));
    let speaker = view.speaker();
    let options: Vec<(String, bool)> = children
        .iter()
        .map(|&child| (speaker.place(tree, child), code.is_some_and(|code| tree.within(code, child))))
        .collect();
    let choose = {
        let send = send.clone();
        Callback::from(move |index: Option<usize>| {
            let code = index.and_then(|index| children.get(index)).copied().unwrap_or(top);
            send.emit(Action::Enter(id, Some(Entry::Place { typed: String::new(), code: Some(code) })));
        })
    };
    // One for each level, named by what is narrowed below the top.
    let mut element = format!("{}-finer", field_id(tree));
    if tree.parent(top) != Code::ROOT {
        element.push_str(&tree.written(top));
    }
    crate::first::figure_field::select(&element, label, everywhere, &options, choose)
}

/// What tells a place from others of its name: the code of an industry, the province of a city.
fn context(speaker: &crate::wording::Speaker<'_>, tree: Tree, place: Code) -> String {
    match tree {
        Tree::Industries => {
            let (written, division) = (tree.written(place), tree.upwards(place).nth(2));
            match division.filter(|division| *division != place && tree.trades().is_some()) {
                Some(division) => format!("{} {written}", speaker.place(tree, division)),
                None => written,
            }
        }
        Tree::Regions => {
            let top = top(tree, place);
            if top == place { String::new() } else { speaker.place(tree, top) }
        }
    }
}
