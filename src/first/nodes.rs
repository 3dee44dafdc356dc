//! Building plain pieces of a page. The `html!` macro writes out half a kilobyte for each element; where nothing but
//! texts, links and buttons is shown, calls of these few functions come to a tenth of it.

use std::rc::Rc;

use yew::html::{onblur, onchange, onclick, onfocus, oninput, onkeydown, onmousedown};
use yew::prelude::*;
use yew::virtual_dom::{Key, Listener, VList, VNode, VTag};

/// Pieces of a page, one after the other.
#[derive(Default)]
pub(crate) struct Nodes(Vec<Html>);

impl Nodes {
    /// None yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds any piece.
    #[inline(never)]
    pub(crate) fn push(&mut self, piece: Html) -> &mut Self {
        self.0.push(piece);
        self
    }

    /// Adds plain text.
    #[inline(never)]
    pub(crate) fn text(&mut self, text: &str) -> &mut Self {
        self.push(VNode::from(AttrValue::from(text.to_owned())))
    }

    /// Adds an element with pieces in it.
    #[inline(never)]
    pub(crate) fn wrap(&mut self, tag: &'static str, class: &'static str, inside: Self) -> &mut Self {
        let mut element = VTag::new(tag);
        element.add_children(inside.0);
        if !class.is_empty() {
            element.add_attribute("class", class);
        }
        self.push(VNode::from(element))
    }

    /// Adds an element with text in it.
    #[inline(never)]
    pub(crate) fn element(&mut self, tag: &'static str, class: &'static str, text: &str) -> &mut Self {
        let mut inside = Self::new();
        inside.text(text);
        self.wrap(tag, class, inside)
    }

    /// Keeps the place of a piece that is not there now, so that those after it stay themselves when it comes.
    #[inline(never)]
    pub(crate) fn placeholder(&mut self) -> &mut Self {
        self.push(VNode::default())
    }

    /// Adds a piece if there is one, else keeps its place.
    pub(crate) fn perhaps(&mut self, piece: Option<Html>) -> &mut Self {
        self.push(piece.unwrap_or_default())
    }

    /// Adds an element with text in it if there is a text, else keeps its place.
    #[inline(never)]
    pub(crate) fn element_if(
        &mut self,
        tag: &'static str,
        class: &'static str,
        id: &str,
        text: Option<&str>,
    ) -> &mut Self {
        match text {
            Some(text) => {
                let said = self.element(tag, class, text);
                if id.is_empty() { said } else { said.with("id", id) }
            }
            None => self.placeholder(),
        }
    }

    /// Adds an input for text with what stands in it.
    #[inline(never)]
    pub(crate) fn input(&mut self, id: &str, kind: &str, value: &str) -> &mut Self {
        self.wrap("input", "", Self::new()).with("id", id).with("type", kind).with("autocomplete", "off");
        if let Some(tag) = self.last() {
            tag.set_value(Some(AttrValue::from(value.to_owned())));
        }
        self
    }

    /// Adds an option of a select: its number, its name, whether it is chosen.
    #[inline(never)]
    pub(crate) fn option(&mut self, number: Option<usize>, name: &str, chosen: bool) -> &mut Self {
        let value = number.map(|number| number.to_string()).unwrap_or_default();
        self.element("option", "", name).with("value", &value).with_if("selected", chosen)
    }

    /// Adds a link with text in it.
    #[inline(never)]
    pub(crate) fn link(&mut self, class: &'static str, href: &str, text: &str) -> &mut Self {
        self.element("a", class, text).with("href", href)
    }

    /// Adds a button with text in it.
    #[inline(never)]
    pub(crate) fn button(&mut self, class: &'static str, text: &str, click: Callback<MouseEvent>) -> &mut Self {
        self.element("button", class, text).with("type", "button").click(click)
    }

    /// Adds a name and what it is, as in `<dl>`.
    #[inline(never)]
    pub(crate) fn entry(&mut self, name: &str, inside: Self) -> &mut Self {
        let mut entry = Self::new();
        entry.element("dt", "", name).wrap("dd", "", inside);
        self.wrap("div", "", entry)
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

    /// Gives the element added last an attribute that is there or not.
    #[inline(never)]
    pub(crate) fn with_if(&mut self, name: &'static str, there: bool) -> &mut Self {
        if there { self.with(name, name) } else { self }
    }

    /// Gives the element added last a key, so that it stays itself when others come and go.
    #[inline(never)]
    pub(crate) fn key(&mut self, key: &str) -> &mut Self {
        if let Some(tag) = self.last() {
            tag.key = Some(Key::from(key));
        }
        self
    }

    #[inline(never)]
    fn listen(&mut self, listener: Rc<dyn Listener>) -> &mut Self {
        if let Some(tag) = self.last() {
            tag.add_listener(listener);
        }
        self
    }

    /// Has the element added last listen for clicks.
    pub(crate) fn click(&mut self, heard: Callback<MouseEvent>) -> &mut Self {
        self.listen(Rc::new(onclick::Wrapper::new(heard)))
    }

    /// Has the element added last listen for the press of a button before it takes the focus.
    pub(crate) fn press(&mut self, heard: Callback<MouseEvent>) -> &mut Self {
        self.listen(Rc::new(onmousedown::Wrapper::new(heard)))
    }

    /// Has the element added last listen for what is typed.
    pub(crate) fn typed(&mut self, heard: Callback<InputEvent>) -> &mut Self {
        self.listen(Rc::new(oninput::Wrapper::new(heard)))
    }

    /// Has the element added last listen for a choice.
    pub(crate) fn chosen(&mut self, heard: Callback<Event>) -> &mut Self {
        self.listen(Rc::new(onchange::Wrapper::new(heard)))
    }

    /// Has the element added last listen for keys.
    pub(crate) fn key_down(&mut self, heard: Callback<KeyboardEvent>) -> &mut Self {
        self.listen(Rc::new(onkeydown::Wrapper::new(heard)))
    }

    /// Has the element added last listen for the focus coming.
    pub(crate) fn focused(&mut self, heard: Callback<FocusEvent>) -> &mut Self {
        self.listen(Rc::new(onfocus::Wrapper::new(heard)))
    }

    /// Has the element added last listen for the focus leaving.
    pub(crate) fn left(&mut self, heard: Callback<FocusEvent>) -> &mut Self {
        self.listen(Rc::new(onblur::Wrapper::new(heard)))
    }

    /// All pieces as one.
    #[inline(never)]
    pub(crate) fn done(self) -> Html {
        VNode::from(VList::with_children(self.0, None))
    }
}
