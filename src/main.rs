//! Chooses the face: the page in a browser, the command line elsewhere.

#[cfg(all(target_arch = "wasm32", feature = "page"))]
fn main() {
    policy_match::app::run();
}

#[cfg(not(all(target_arch = "wasm32", feature = "page")))]
fn main() {}
