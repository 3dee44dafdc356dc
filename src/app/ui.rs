//! Building plain pieces of a page. The `html!` macro writes out half a kilobyte for each element; where nothing but
//! texts, links and buttons is shown, calls of these few functions come to a tenth of it.

use std::rc::Rc;

use yew::html::onclick;
use yew::prelude::*;
use yew::virtual_dom::{Key, VList, VNode, VTag};

/// Pieces of a page, one after the other.
#[derive(Default)]
pub(crate) struct Pieces(Vec<Html>);

impl Pieces {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds any piece.
    #[inline(never)]
    pub(crate) fn put(&mut self, piece: Html) -> &mut Self {
        self.0.push(piece);
        self
    }

    /// Adds plain text.
    #[inline(never)]
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.put(VNode::from(AttrValue::from(text.to_owned())))
    }

    /// Adds an element with pieces in it.
    #[inline(never)]
    pub(crate) fn wrap(&mut self, tag: &'static str, class: &'static str, inside: Self) -> &mut Self {
        let mut element = VTag::new(tag);
        element.add_children(inside.0);
        if !class.is_empty() {
            element.add_attribute("class", class);
        }
        self.put(VNode::from(element))
    }

    /// Adds an element with text in it.
    #[inline(never)]
    pub(crate) fn say(&mut self, tag: &'static str, class: &'static str, text: &str) -> &mut Self {
        let mut inside = Self::new();
        inside.text(text);
        self.wrap(tag, class, inside)
    }

    /// Adds a link with text in it.
    #[inline(never)]
    pub(crate) fn link(&mut self, class: &'static str, href: &str, text: &str) -> &mut Self {
        self.say("a", class, text).with("href", href)
    }

    /// Adds a button with text in it.
    #[inline(never)]
    pub(crate) fn button(&mut self, class: &'static str, text: &str, click: Callback<MouseEvent>) -> &mut Self {
        self.say("button", class, text).with("type", "button").click(click)
    }

    /// Adds a name and what it is, as in `<dl>`.
    #[inline(never)]
    pub(crate) fn entry(&mut self, name: &str, inside: Self) -> &mut Self {
        let mut entry = Self::new();
        entry.say("dt", "", name).wrap("dd", "", inside);
        self.wrap("div", "", entry)
    }

    /// Adds a name and what it is in plain words.
    #[inline(never)]
    pub(crate) fn entry_text(&mut self, name: &str, text: &str) -> &mut Self {
        let mut inside = Self::new();
        inside.text(text);
        self.entry(name, inside)
    }

    fn last(&mut self) -> Option<&mut VTag> {
        match self.0.last_mut() {
            Some(VNode::VTag(tag)) => Some(Rc::make_mut(tag)),
            _ => None,
        }
    }

    /// Gives the element added last an attribute.
    #[inline(never)]
    pub(crate) fn with(&mut self, name: &'static str, value: &str) -> &mut Self {
        if let Some(tag) = self.last() {
            tag.add_attribute(name, value.to_owned());
        }
        self
    }

    /// Gives the element added last a key, so that it stays itself when others come and go.
    #[inline(never)]
    pub(crate) fn key(&mut self, key: &str) -> &mut Self {
        if let Some(tag) = self.last() {
            tag.key = Some(Key::from(key));
        }
        self
    }

    /// Has the element added last listen for clicks.
    #[inline(never)]
    pub(crate) fn click(&mut self, click: Callback<MouseEvent>) -> &mut Self {
        if let Some(tag) = self.last() {
            tag.add_listener(Rc::new(onclick::Wrapper::new(click)));
        }
        self
    }

    /// Whether nothing was added.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All pieces as one.
    #[inline(never)]
    pub(crate) fn done(self) -> Html {
        VNode::from(VList::with_children(self.0, None))
    }
}
