//! Chooses the face: the page in a browser, the command line elsewhere.

#[cfg(all(target_arch = "wasm32", feature = "page"))]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

#[cfg(all(target_arch = "wasm32", feature = "page"))]
fn main() {
    policy_match::app::run();
}

#[cfg(all(not(target_arch = "wasm32"), feature = "cli"))]
fn main() -> std::process::ExitCode {
    policy_match::cli::run()
}

#[cfg(not(any(all(target_arch = "wasm32", feature = "page"), all(not(target_arch = "wasm32"), feature = "cli"))))]
fn main() {}
