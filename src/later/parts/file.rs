//! Files that a person chooses or drops: read here, as text, whatever wrote them.

use std::cell::Cell;

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, HtmlInputElement, TextDecoder};
use yew::Callback;

use crate::later::parts::visible;
use crate::wording::{CommonWord, Speaker, no_text};
use engine::table::{self, NoText};

/// A file that was chosen: its text, or what else is read in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ChosenFile<T = String> {
    /// Its name.
    pub(crate) name: String,
    /// What is read in it.
    pub(crate) text: Result<T, FileError>,
}

/// Why a file has no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FileError {
    /// It is something else.
    Other(NoText),
    /// It is larger than [`MOST_BYTES`].
    TooLarge,
    /// The browser could not read it: it has been moved, or changed meanwhile.
    Unreadable,
}

impl FileError {
    /// A sentence that says so, and what to do.
    pub(crate) fn sentence(self, speaker: &Speaker<'_>) -> String {
        match self {
            Self::Other(why) => [no_text(why, speaker.language), speaker.stop()].concat(),
            Self::TooLarge => speaker.label(&CommonWord::TooLarge).to_owned(),
            Self::Unreadable => speaker.label(&CommonWord::Unreadable).to_owned(),
        }
    }
}

/// How large a table may be: some hundred thousand rows, which a phone can hold.
pub(crate) const MOST_BYTES: usize = 20_000_000;

thread_local! {
    /// How many files were chosen: what comes of one after another was chosen is not wanted any more.
    static CHOSEN: Cell<usize> = const { Cell::new(0) };
}

/// Reads the first file that an input or a drop holds. The input is emptied, so that the same file can be chosen again
/// when it was mended.
pub(crate) fn read_file(holder: &JsValue, then: Callback<ChosenFile>) {
    read_bytes(holder, then.reform(|ChosenFile { name, text }| ChosenFile { name, text: text.and_then(text_of) }));
}

/// The text of a file's bytes.
pub(crate) fn text_of(bytes: Vec<u8>) -> Result<String, FileError> {
    table::text(bytes, &gb18030).map_err(FileError::Other)
}

/// As [`read_file`], for files that may hold something else than text.
pub(crate) fn read_bytes(holder: &JsValue, then: Callback<ChosenFile<Vec<u8>>>) {
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &JsValue::from_str(name)).ok();
    let file = get(holder, "files").and_then(|files| get(&files, "0"));
    let Some(file) = file.and_then(|file| file.dyn_into::<web_sys::File>().ok()) else { return };
    if let Some(input) = holder.dyn_ref::<HtmlInputElement>() {
        input.set_value("");
    }
    let count = CHOSEN.get().wrapping_add(1);
    CHOSEN.set(count);
    spawn_local(async move {
        let (name, blob): (String, &Blob) = (visible(&file.name()), file.as_ref());
        // The size of a file is a whole number.
        let is_large = blob.size() > 20_000_000.0;
        let text = match if is_large { None } else { Some(JsFuture::from(blob.array_buffer()).await) } {
            None => Err(FileError::TooLarge),
            Some(Ok(buffer)) => Ok(js_sys::Uint8Array::new(&buffer).to_vec()),
            Some(Err(_)) => Err(FileError::Unreadable),
        };
        if CHOSEN.get() == count {
            then.emit(ChosenFile { name, text });
        }
    });
}

/// Every browser has the decoder. It writes U+FFFD for what it cannot read.
fn gb18030(bytes: &[u8]) -> String {
    let read = TextDecoder::new_with_label("gb18030").and_then(|decoder| decoder.decode_with_u8_array(bytes));
    read.unwrap_or_else(|_| String::from_utf8_lossy(bytes).into_owned())
}
