//! What only the page says, per language, beside what [`::wording`] says for every face.

mod extras;
mod page;
mod tools;
mod words;

use std::ops::Deref;

pub(crate) use ::wording::{
    Label, Language, NotAsked, Traditional, cell_error, number_error, number_example, problem, table_error, typed_error,
};
pub(crate) use extras::Extra;
pub(crate) use tools::Tool;
pub(crate) use words::{HostWord, Phrase, Word};

/// Says things about a catalogue in a language: all that the crate `wording` says, and what only the page does.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Speaker<'a>(::wording::Speaker<'a>);

impl<'a> Deref for Speaker<'a> {
    type Target = ::wording::Speaker<'a>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<'a> From<::wording::Speaker<'a>> for Speaker<'a> {
    fn from(speaker: ::wording::Speaker<'a>) -> Self {
        Self(speaker)
    }
}
