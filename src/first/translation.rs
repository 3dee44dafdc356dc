//! Keeps what is shown true while a page translator is at work.
//!
//! Some translators (Chrome's, for one) put `<font>` elements in the place of text nodes. Yew knows nothing of that and
//! goes on writing into nodes that are no longer in the document, so that old figures would stay. Here such a node is put
//! back, empty, before what stands in for it. When it is written anew, what stands in for it goes, and the translator
//! finds a new text. Translators that write into the text nodes themselves need none of this.

use js_sys::{Array, WeakMap};
use wasm_bindgen::prelude::*;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node, NodeList};

/// Watches what is shown in an element from now on. A browser that cannot is none that translates.
pub(crate) fn watch(root: &Element) {
    let replaced = Replaced { stand_ins: WeakMap::new(), texts: WeakMap::new() };
    let callback =
        Closure::<dyn FnMut(Array, MutationObserver)>::new(move |records: Array, observer: MutationObserver| {
            for record in records.iter().filter_map(|record| record.dyn_into::<MutationRecord>().ok()) {
                replaced.follow(&record);
            }
            // What was just changed here is no news.
            drop(observer.take_records());
        });
    let wanted = MutationObserverInit::new();
    wanted.set_child_list(true);
    wanted.set_character_data(true);
    wanted.set_subtree(true);
    if let Ok(observer) = MutationObserver::new(callback.into_js_value().unchecked_ref()) {
        drop(observer.observe_with_options(root, &wanted));
    }
}

/// The text nodes that something else stands in for.
struct Replaced {
    /// By text node: what stands in for it, and its text.
    stand_ins: WeakMap,
    /// By what stands in: the text nodes.
    texts: WeakMap,
}

impl Replaced {
    fn follow(&self, record: &MutationRecord) {
        if record.type_() == "characterData" {
            if let Some(text) = record.target() {
                self.written(&text);
            }
            return;
        }
        let added = listed(&record.added_nodes());
        for node in listed(&record.removed_nodes()) {
            // Who moves a node takes it away and puts it back.
            let is_gone = node.parent_node().is_none();
            if is_text(&node) && is_gone {
                if let Some((stand_in, _)) = self.stand_in(&node) {
                    // The page itself has taken the text away.
                    self.release(&node, &stand_in);
                } else if let Some(font) = self.new_font(&added, record) {
                    self.replace(&node, &font);
                }
            } else if is_gone {
                for text in self.texts(&node) {
                    self.taken_back(&text, &node, &added);
                }
            }
        }
    }

    /// A font element that has come in the place of a text, in one step or beside it.
    fn new_font(&self, added: &[Node], record: &MutationRecord) -> Option<Node> {
        let is_font = |node: &Node| node.node_name().eq_ignore_ascii_case("font");
        let beside = [record.previous_sibling(), record.next_sibling()];
        let mut beside = beside.into_iter().flatten().filter(|node| is_font(node) && self.texts(node).is_empty());
        // One may stand in for several texts that were taken away together.
        added.iter().find(|node| is_font(node)).cloned().or_else(|| beside.next())
    }

    /// A translator has put something in the place of a text.
    fn replace(&self, text: &Node, stand_in: &Node) {
        let Some(parent) = stand_in.parent_node() else { return };
        let was = text.node_value().unwrap_or_default();
        if parent.insert_before(text, Some(stand_in)).is_ok() {
            text.set_node_value(Some(""));
            self.note(text, stand_in, &was);
        }
    }

    /// A text has been written: what stood in for it is of the text before.
    fn written(&self, text: &Node) {
        let Some((stand_in, _)) = self.stand_in(text) else { return };
        if text.node_value().is_none_or(|value| value.is_empty()) {
            return;
        }
        self.release(text, &stand_in);
        if let Some(parent) = text.parent_node() {
            // Translators look at what is added.
            drop(parent.insert_before(text, text.next_sibling().as_ref()));
        }
    }

    /// What stood in for a text has gone: the translation is taken back.
    fn taken_back(&self, text: &Node, stand_in: &Node, added: &[Node]) {
        let Some((_, was)) = self.stand_in(text) else { return };
        self.forget(text, stand_in);
        match added.iter().find(|node| is_text(node) && *node != text) {
            Some(copy) => self.note(text, copy, &was),
            None => text.set_node_value(Some(&was)),
        }
    }

    fn note(&self, text: &Node, stand_in: &Node, was: &str) {
        let kept = Array::of2(stand_in, &JsValue::from_str(was));
        self.stand_ins.set(text, &kept);
        let texts = self.texts.get(stand_in).dyn_into::<Array>().unwrap_or_default();
        texts.push(text);
        self.texts.set(stand_in, &texts);
    }

    /// What stood in for a text goes; other texts that it stood in for are shown themselves.
    fn release(&self, text: &Node, stand_in: &Node) {
        for other in self.texts(stand_in).iter().filter(|other| *other != text) {
            if let Some((_, was)) = self.stand_in(other) {
                other.set_node_value(Some(&was));
            }
            self.stand_ins.delete(other);
        }
        self.forget(text, stand_in);
        remove(stand_in);
    }

    fn forget(&self, text: &Node, stand_in: &Node) {
        self.stand_ins.delete(text);
        self.texts.delete(stand_in);
    }

    fn stand_in(&self, text: &Node) -> Option<(Node, String)> {
        let kept = self.stand_ins.get(text).dyn_into::<Array>().ok()?;
        Some((kept.get(0).dyn_into().ok()?, kept.get(1).as_string()?))
    }

    fn texts(&self, stand_in: &Node) -> Vec<Node> {
        let texts = self.texts.get(stand_in).dyn_into::<Array>().unwrap_or_default();
        texts.iter().filter_map(|text| text.dyn_into().ok()).collect()
    }
}

fn is_text(node: &Node) -> bool {
    node.node_type() == Node::TEXT_NODE
}

fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        // Its parent was just asked for.
        drop(parent.remove_child(node));
    }
}

fn listed(nodes: &NodeList) -> Vec<Node> {
    (0..nodes.length()).filter_map(|index| nodes.get(index)).collect()
}
