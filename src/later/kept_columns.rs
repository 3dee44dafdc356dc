//! Which columns of an adviser's tables mean what, by their headings: kept on this device for the next table where the
//! person keeps things there, and gone with all else that is kept.

/// The name under which the browser keeps them.
const KEY: &str = "policy-match-columns";

fn storage() -> Option<web_sys::Storage> {
    // Where the page is rendered without a browser nothing is kept.
    if !cfg!(target_arch = "wasm32") {
        return None;
    }
    web_sys::window()?.local_storage().ok()?
}

/// What was kept.
pub(crate) fn get() -> Option<String> {
    storage()?.get_item(KEY).ok()?
}

/// Keeps this instead. Where that is refused they are asked for again next time.
pub(crate) fn put(text: &str) {
    if let Some(storage) = storage() {
        drop(storage.set_item(KEY, text));
    }
}

/// Keeps nothing any more.
pub(crate) fn forget() {
    if let Some(storage) = storage() {
        drop(storage.remove_item(KEY));
    }
}
