//! The document in traditional characters: whatever is shown, by whichever part of the page, is written otherwise as
//! it appears. Sentences stay simplified everywhere else, and what a person types is never touched.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Object, Reflect, WeakMap};
use wasm_bindgen::prelude::*;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node};

use crate::browser::data;
use crate::first::nodes::Nodes;
use crate::first::view::View;
use crate::first::{Send, on};
use crate::model::state::{Action, Script, State};
use crate::wording::{CommonWord, Traditional, Word};
use engine::catalogue::Language;
use engine::catalogue::packed;

/// Attributes that people read or hear.
const READ: [&str; 4] = ["aria-label", "placeholder", "title", "label"];

/// Elements whose text is not for the page to change.
const KEPT: &str = "script,style,textarea,[translate=no]";

/// Elements in whose sentences quotation marks stand around what a person typed.
const TYPED: &str = "[data-typed],.error";

thread_local! {
    /// There is one document, and one way it is written.
    static WRITER: RefCell<Writer> = RefCell::default();
}

#[derive(Default)]
struct Writer {
    table: Option<Rc<Traditional>>,
    fetching: bool,
    watch: Option<Watch>,
}

/// What keeps the document traditional while it changes.
struct Watch {
    observer: MutationObserver,
    _callback: Closure<dyn FnMut(Array)>,
    pen: Rc<Pen>,
}

/// Writes nodes, and remembers what stood there.
struct Pen {
    table: Rc<Traditional>,
    /// By text node its text; by element an object with its attributes.
    before: WeakMap,
}

/// Has the document written as the state asks for, now and from now on; fetches the table if it is not here.
pub(crate) fn write(state: &State, send: &Send) {
    let asked = state.language == Language::ZhCn && matches!(state.script, Script::Asked | Script::Traditional);
    WRITER.with_borrow_mut(|writer| match (&writer.table, asked) {
        (_, false) => writer.stop(),
        (Some(table), true) => {
            if writer.watch.is_none() {
                writer.watch = Watch::start(table.clone());
            }
            if state.script == Script::Asked {
                send.emit(Action::Write(Script::Traditional));
            }
        }
        (None, true) if writer.fetching => {}
        (None, true) => {
            writer.fetching = true;
            let send = send.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let table = data(packed::TRADITIONAL).await.and_then(|bytes| Traditional::unpack(&bytes)).map(Rc::new);
                let script = if table.is_some() { Script::Traditional } else { Script::Lost };
                WRITER.with_borrow_mut(|writer| {
                    writer.fetching = false;
                    // At once, so that what is rendered next finds the document written.
                    writer.watch = table.clone().and_then(Watch::start);
                    writer.table = table;
                });
                send.emit(Action::Write(script));
            });
        }
    });
}

/// A text that is taken away or stands in a field, written like the document.
pub(crate) fn written(text: String) -> String {
    WRITER.with_borrow(|writer| match &writer.watch {
        Some(watch) => but_for_others(&text, false, &|text| watch.pen.table.write(text)),
        None => text,
    })
}

/// The same for a text with marks that stand for what a person typed: [`MARKS`], in their order.
pub(crate) fn written_with(text: String, typed: &[String]) -> String {
    let mut text = written(text);
    for (mark, typed) in MARKS.iter().zip(typed) {
        text = text.replace(*mark, typed);
    }
    text
}

/// Stand for what a person typed while a text is written: for private use, so nobody types them.
pub(crate) const MARKS: [char; 2] = ['\u{f8f0}', '\u{f8f1}'];

/// Writes a text but for addresses and what was typed, which messages have between `` ` ``; between quotation marks too
/// where these hold what was `quoted`.
fn but_for_others(text: &str, quoted: bool, write: &dyn Fn(&str) -> String) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let found = [
            stretch(rest, "http", |text| text.find(|c: char| c.is_whitespace() || "，。；、）》”`\"'<>".contains(c))),
            stretch(rest, "`", |text| Some(text.find('`')?.saturating_add(1))),
            if quoted { stretch(rest, "“", |text| text.rfind('”')) } else { None },
        ];
        let Some((start, end)) = found.into_iter().flatten().min() else { break };
        written.push_str(&write(rest.get(..start).unwrap_or_default()));
        written.push_str(rest.get(start..end).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
    }
    written.push_str(&write(rest));
    written
}

/// Where a stretch begins and ends that opens with a text.
fn stretch(text: &str, opening: &str, end: impl Fn(&str) -> Option<usize>) -> Option<(usize, usize)> {
    let inside = text.find(opening)?.saturating_add(opening.len());
    let length = end(text.get(inside..)?);
    let end = length.map_or(text.len(), |length| inside.saturating_add(length));
    Some((inside, end))
}

/// The switch from one script to the other, among the controls in the page's header.
pub(crate) fn switch(controls: &mut Nodes, view: &View, send: &Send) {
    if view.state.language != Language::ZhCn {
        return;
    }
    let speaker = view.speaker();
    let (name, script, tag) = match view.state.script {
        Script::Simplified | Script::Lost => (speaker.label(&Word::TraditionalScript), Script::Asked, "zh-TW"),
        Script::Asked | Script::Traditional => {
            (speaker.label(&CommonWord::SimplifiedScript), Script::Simplified, "zh-CN")
        }
    };
    controls
        .button("", name, on(send, Action::Write(script)))
        .key("script")
        .with("lang", tag)
        .with("translate", "no")
        .with("data-testid", "script");
}

impl Writer {
    fn stop(&mut self) {
        // Asked with every render, and nearly always in vain.
        let Some(watch) = self.watch.take() else { return };
        watch.observer.disconnect();
        if let Some(root) = crate::browser::document().and_then(|document| document.document_element()) {
            watch.pen.each(&root, &|pen, node| pen.restore(node));
        }
    }
}

impl Watch {
    /// Writes the document and watches it; `None` without one.
    fn start(table: Rc<Traditional>) -> Option<Self> {
        let root = crate::browser::document()?.document_element()?;
        let pen = Rc::new(Pen { table, before: WeakMap::new() });
        let callback = Closure::<dyn FnMut(Array)>::new({
            let pen = pen.clone();
            move |records: Array| {
                for record in records.iter().filter_map(|record| record.dyn_into::<MutationRecord>().ok()) {
                    pen.follow(&record);
                }
                // What was just written is no news.
                WRITER.with_borrow(|writer| {
                    if let Some(watch) = &writer.watch {
                        drop(watch.observer.take_records());
                    }
                });
            }
        });
        let observer = MutationObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_subtree(true);
        options.set_child_list(true);
        options.set_character_data(true);
        options.set_attribute_filter(&READ.iter().map(|name| JsValue::from_str(name)).collect::<Array>());
        pen.each(&root, &Pen::write);
        observer.observe_with_options(&root, &options).ok()?;
        Some(Self { observer, _callback: callback, pen })
    }
}

impl Pen {
    /// Does something to a node and all below it.
    fn each(&self, node: &Node, act: &dyn Fn(&Self, &Node)) {
        act(self, node);
        let mut child = node.first_child();
        while let Some(here) = child {
            self.each(&here, act);
            child = here.next_sibling();
        }
    }

    fn follow(&self, record: &MutationRecord) {
        let added = record.added_nodes();
        for node in (0..added.length()).filter_map(|place| added.get(place)) {
            self.each(&node, &Self::write);
        }
        if let Some(target) = record.target().filter(|_| record.type_() != "childList") {
            self.write(&target);
        }
    }

    /// How a text of an element is written.
    fn of(&self, element: Option<&Element>, text: &str) -> String {
        but_for_others(text, text.contains('“') && is_in(element, TYPED), &|text| self.table.write(text))
    }

    /// Writes a text node, or what people read of an element's attributes.
    fn write(&self, node: &Node) {
        if let Some(element) = node.dyn_ref::<Element>() {
            for name in READ {
                let Some(text) = element.get_attribute(name) else { continue };
                let written = self.of(Some(element), &text);
                if written != text && !is_in(Some(element), KEPT) {
                    let known = self.before.get(element);
                    let known = if known.is_object() { known.unchecked_into() } else { Object::new() };
                    // An object made here takes any property.
                    drop(Reflect::set(&known, &JsValue::from_str(name), &JsValue::from_str(&text)));
                    self.before.set(element, &known);
                    crate::browser::set_attribute(element, name, &written);
                }
            }
        } else if let Some(text) = node.node_value() {
            let around = node.parent_element();
            let written = self.of(around.as_ref(), &text);
            if written != text && !is_in(around.as_ref(), KEPT) {
                self.before.set(node, &JsValue::from_str(&text));
                node.set_node_value(Some(&written));
            }
        }
    }

    /// Puts back what stood there, unless something else has come there since.
    fn restore(&self, node: &Node) {
        let known = self.before.get(node);
        if let Some(element) = node.dyn_ref::<Element>() {
            for name in READ.iter().filter(|_| known.is_object()) {
                let text = Reflect::get(&known, &JsValue::from_str(name)).ok().and_then(|text| text.as_string());
                if let Some(text) =
                    text.filter(|text| element.get_attribute(name) == Some(self.of(Some(element), text)))
                {
                    crate::browser::set_attribute(element, name, &text);
                }
            }
        } else if let Some(text) = known.as_string()
            && node.node_value() == Some(self.of(node.parent_element().as_ref(), &text))
        {
            node.set_node_value(Some(&text));
        }
    }
}

/// Whether an element is one of those that a selector finds, or within one.
fn is_in(element: Option<&Element>, selector: &str) -> bool {
    element.is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_and_addresses_are_not_written_otherwise() {
        let write = |text: &str| text.replace('发', "發").replace('后', "後");
        for (text, quoted, written) in [
            ("发票", false, "發票"),
            ("见 https://a.example/发票/后台.html，之后发", false, "見 https://a.example/发票/后台.html，之後發"),
            ("没有 `后发` 和 `发` 的后列", false, "没有 `后发` 和 `发` 的後列"),
            ("文件“后发.csv”：后", true, "文件“后发.csv”：後"),
            ("文件“后发”：后", false, "文件“後發”：後"),
            ("后`", false, "後`"),
        ] {
            assert_eq!(but_for_others(text, quoted, &write), written.replace('見', "见"), "{text}");
        }
    }
}
