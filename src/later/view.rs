//! What the page shows once the whole catalogue is here: what is in this folder starts from it.

use std::ops::Deref;
use std::rc::Rc;

use crate::first::view;
use engine::catalogue::Catalogue;

/// What the page shows, and the whole catalogue.
#[derive(Clone, Debug)]
pub(crate) struct View {
    shown: view::View,
    catalogue: Rc<Catalogue>,
}

impl View {
    /// The same as the first screen has it, if the whole catalogue is here.
    pub(crate) fn of(shown: &view::View) -> Option<Self> {
        Some(Self { shown: shown.clone(), catalogue: shown.catalogue()?.clone() })
    }

    /// The catalogue.
    pub(crate) fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }
}

impl Deref for View {
    type Target = view::View;

    fn deref(&self) -> &view::View {
        &self.shown
    }
}

impl PartialEq for View {
    fn eq(&self, other: &Self) -> bool {
        // The catalogue is a part of what is shown.
        self.shown == other.shown
    }
}
