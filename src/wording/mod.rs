//! What only the page says, per language, beside what [`::wording`] says for every face: a file for each page, and in it an
//! enum of its fixed phrases.

/// Declares fixed phrases, each in Chinese and English.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident: $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name { $($variant,)+ }

        impl $crate::wording::Label for $name {
            fn label(&self) -> [&'static str; 2] {
                match self { $(Self::$variant => [$zh, $en],)+ }
            }
        }
    };
}

mod calendar;
mod changes;
mod clients;
mod common;
mod first;
mod host;
mod inquiry;
mod ladder;
mod late_payment;
mod library;
mod look_back;
mod mistake;
mod more;
mod overview;
mod picture;
mod policy;
mod question;
mod results;
mod services;
mod share;
mod sheet;
mod size;
mod validation;

use std::ops::Deref;

pub(crate) use ::wording::{
    Label, Language, NotAsked, Traditional, cell_error, cells_error, claim_heading, counted, given_twice,
    heading_error, left_out, line_error, no_text, number_error, number_example, problem, repeated, same_invoice,
    table_error, typed_error,
};
pub(crate) use calendar::CalendarWord;
pub(crate) use changes::ChangesWord;
pub(crate) use clients::ClientsWord;
pub(crate) use common::CommonWord;
pub(crate) use first::Word;
pub(crate) use host::HostWord;
pub(crate) use inquiry::InquiryWord;
pub(crate) use ladder::LadderWord;
pub(crate) use late_payment::LatePaymentWord;
pub(crate) use library::LibraryWord;
pub(crate) use look_back::LookBackWord;
pub(crate) use mistake::MistakeWord;
pub(crate) use more::MoreWord;
pub(crate) use overview::OverviewWord;
pub(crate) use picture::PictureWord;
pub(crate) use policy::PolicyWord;
pub(crate) use question::QuestionWord;
pub(crate) use results::ResultsWord;
pub(crate) use services::ServicesWord;
pub(crate) use share::ShareWord;
pub(crate) use sheet::SheetWord;
pub(crate) use size::SizeWord;

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

impl Speaker<'_> {
    /// The same in Chinese, for what is read out or shown to a clerk.
    pub(crate) fn in_chinese(&self) -> Self {
        Self(self.0.in_chinese())
    }
}
