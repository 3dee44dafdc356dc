//! Where the focus goes when what had it is taken away: a row that is deleted, a button that shows all.
//!
//! Browsers put it at the top of the page then, and whoever works by keyboard or ear has lost the place. It goes to the
//! same control of the next row, else of the row before, else to the nearest heading; after a button to what came by it.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::EventListener;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit, MutationRecord, Node};

use crate::browser::document;

/// What can have the focus.
const CONTROLS: &str = "a[href],button,input,select,textarea,summary,[tabindex]";

/// What a list or a page is named by.
const HEADINGS: &str = "summary,h1,h2,h3";

/// Moves the focus on from now on; what this gives notes where the focus is.
pub(super) fn watch() -> Option<EventListener> {
    let document = document()?;
    let page = document.get_element_by_id("app")?;
    let last: Rc<RefCell<Option<Element>>> = Rc::default();
    let callback = Closure::<dyn FnMut(Array)>::new({
        let last = last.clone();
        move |records: Array| {
            let lost = last.borrow().clone();
            if let Some(lost) = lost.filter(|lost| !lost.is_connected()) {
                *last.borrow_mut() = None;
                move_on(&lost, &records);
            }
        }
    });
    let observer = MutationObserver::new(callback.into_js_value().unchecked_ref()).ok()?;
    let wanted = MutationObserverInit::new();
    wanted.set_child_list(true);
    wanted.set_subtree(true);
    observer.observe_with_options(&page, &wanted).ok()?;
    Some(EventListener::new(&page, "focusin", move |event| {
        *last.borrow_mut() = event.target().and_then(|target| target.dyn_into().ok());
    }))
}

/// Moves the focus on from what was taken away, unless it has gone elsewhere.
fn move_on(lost: &Element, records: &Array) {
    let Some(document) = document() else { return };
    if document.active_element().is_some_and(|active| Some(active.unchecked_ref()) != document.body().as_deref()) {
        return;
    }
    let record = records.iter().filter_map(|record| record.dyn_into::<MutationRecord>().ok()).find_map(|record| {
        let removed = record.removed_nodes();
        let row = (0..removed.length()).filter_map(|at| removed.get(at)).find(|node| node.contains(Some(lost)))?;
        Some((record, row))
    });
    let Some((record, row)) = record else { return };
    let place = row.dyn_ref::<Element>().and_then(|row| {
        let controls = all(row, CONTROLS);
        controls.iter().position(|control| control == lost)
    });
    // What came in the place of a button: the field that it set, the entries that it shows.
    if row.node_name() == "BUTTON"
        && let Some(around) = record.target().and_then(|target| target.dyn_into::<Element>().ok())
        && let Some(control) = came(&around, records)
        && is_focused(&control)
    {
        return;
    }
    let beside = [record.next_sibling(), record.previous_sibling()];
    let rows = beside.into_iter().flatten().filter(|node| node.is_connected() && node.node_name() == row.node_name());
    for next in rows.filter_map(|node| node.dyn_into::<Element>().ok()) {
        let controls = all(&next, CONTROLS);
        if let Some(control) = place.and_then(|place| controls.get(place)).or_else(|| controls.last())
            && is_focused(control)
        {
            return;
        }
    }
    let mut around = record.target().and_then(|target| target.dyn_into::<Element>().ok());
    while let Some(element) = around {
        if let Some(heading) = all(&element, HEADINGS).first() {
            if heading.node_name() != "SUMMARY" && !heading.has_attribute("tabindex") {
                crate::browser::set_attribute(heading, "tabindex", "-1");
            }
            if is_focused(heading) {
                return;
            }
        }
        around = element.parent_element();
    }
}

/// The first control that has come into an element, or into a list in it.
fn came(around: &Element, records: &Array) -> Option<Element> {
    let records = records.iter().filter_map(|record| record.dyn_into::<MutationRecord>().ok());
    let near = records.filter(|record| {
        let target = record.target();
        target.as_ref() == Some(around) || target.and_then(|target| target.parent_node()).as_ref() == Some(around)
    });
    let added = near.flat_map(|record| {
        let added = record.added_nodes();
        (0..added.length()).filter_map(|at| added.get(at)).collect::<Vec<Node>>()
    });
    let added: Vec<Node> = added.collect();
    // By their order on the page, whichever was put there first.
    all(around, CONTROLS).into_iter().find(|control| added.iter().any(|node| node.contains(Some(control))))
}

/// What a selector finds within an element, in the order of the document.
fn all(element: &Element, selector: &str) -> Vec<Element> {
    let Ok(found) = element.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.get(at)).filter_map(|node: Node| node.dyn_into().ok()).collect()
}

/// Gives an element the focus; whether it took it.
fn is_focused(element: &Element) -> bool {
    let Some(control) = element.dyn_ref::<HtmlElement>() else { return false };
    control.focus().is_ok() && document().and_then(|document| document.active_element()).as_ref() == Some(element)
}
