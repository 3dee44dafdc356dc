# shellcheck shell=sh disable=SC2154
# Sourced by the other scripts, with $root set to the checkout: where the tools are and which are used.

# shellcheck source=scripts/tools.env
. "$root/scripts/tools.env"
WASM_BINDGEN_VERSION=$(awk '/^name = "wasm-bindgen"$/ { getline; gsub(/[^0-9.]/, ""); print; exit }' "$root/Cargo.lock")

# Outside the checkout, so that another clone finds the same tools.
TOOLS=${POLICY_MATCH_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/policy-match/tools}
TRUNK_HOME=$TOOLS/trunk-$TRUNK_VERSION
WASM_BINDGEN_HOME=$TOOLS/wasm-bindgen-$WASM_BINDGEN_VERSION
WASM_SPLIT_HOME=$TOOLS/wasm-split-$WASM_SPLIT_VERSION
BINARYEN_HOME=$TOOLS/binaryen-$BINARYEN_VERSION
GECKODRIVER_HOME=$TOOLS/geckodriver-$GECKODRIVER_VERSION
ESBUILD_HOME=$TOOLS/esbuild-$ESBUILD_VERSION
AXE_HOME=$TOOLS/axe-$AXE_VERSION
ACORN_HOME=$TOOLS/acorn-$ACORN_VERSION
# Where the tests look for them.
AXE=${AXE:-$AXE_HOME/node_modules/axe-core/axe.min.js}
ACORN=${ACORN:-$ACORN_HOME/node_modules/acorn/dist/acorn.js}
export AXE ACORN

# rustup's own folder, for shells that have not read its profile.
case ":$PATH:" in
  *":${CARGO_HOME:-$HOME/.cargo}/bin:"*) ;;
  *) PATH=$PATH:${CARGO_HOME:-$HOME/.cargo}/bin ;;
esac
path_before=$PATH
tools_path=$ESBUILD_HOME/node_modules/.bin:$TRUNK_HOME/bin:$GECKODRIVER_HOME/bin:$WASM_BINDGEN_HOME/bin:$BINARYEN_HOME/node_modules/.bin
PATH=$tools_path:$path_before
export PATH WASM_BINDGEN_HOME WASM_SPLIT_HOME ECMASCRIPT

# Whether the compiler on the path has a ready standard library for the page.
has_wasm_target() {
  libdir=$(rustc --print target-libdir --target "$WASM_TARGET" 2>/dev/null) && [ -d "$libdir" ]
}

# Whether Debian's packaged toolchain can compile the standard library for the page itself.
has_debian_rust() {
  [ -x /usr/bin/cargo ] && [ -x /usr/bin/rustc ] &&
    [ -d "$(/usr/bin/rustc --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library" ]
}

# Whether the sources of the standard library are there for the compiler on the path.
has_rust_src() { [ -d "$(rustc --print sysroot 2>/dev/null)/lib/rustlib/src/rust/library" ]; }

# Sets what a build for the page needs beyond the path. The standard library is compiled along, for size and without
# texts for panics, which takes a tenth off the page; where its sources are missing, the ready one makes a larger page.
use_wasm_toolchain() {
  PATH=$root/scripts/bin:$PATH
  # WebAssembly 1.0 and no more: the first version with mutable globals, which the pieces share. The cutter goes by the
  # relocations, and finds the table of functions only if it is exported. Paths of the machine do not belong in the page.
  flags="-Ctarget-cpu=mvp -Ctarget-feature=+mutable-globals -Clink-arg=--export-table -Clink-arg=--emit-relocs"
  flags="$flags --remap-path-prefix=$root=. --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
  if has_rust_src; then
    lean=yes
  elif has_wasm_target; then
    lean=
  elif has_debian_rust; then
    PATH=$root/scripts/bin:$tools_path:/usr/bin:$path_before
    RUSTC=/usr/bin/rustc
    export RUSTC
    lean=yes
  else
    return 1
  fi
  if [ -n "$lean" ]; then
    # None of this is stable; the compiler is otherwise used as it is.
    RUSTC_BOOTSTRAP=1
    CARGO_UNSTABLE_BUILD_STD=std,panic_abort
    CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size
    flags="$flags -Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none"
    export RUSTC_BOOTSTRAP CARGO_UNSTABLE_BUILD_STD CARGO_UNSTABLE_BUILD_STD_FEATURES
  else
    # The ready standard library uses more than 1.0. wasm-bindgen goes by what the program says it needs, and wasm-opt
    # lowers the rest (index.html).
    flags="$flags -Clink-arg=--no-check-features -Clink-arg=--features=mutable-globals"
  fi
  flags="$flags --remap-path-prefix=$("${RUSTC:-rustc}" --print sysroot)=rust"
  CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS=$flags
  export PATH CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS
}

# The browser and its driver, as the browser tests look for them too (tests/browser/driver.rs).
find_chromium() {
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome-stable google-chrome \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  return 1
}
find_chromedriver() {
  for name in "${CHROMEDRIVER:-}" chromedriver /usr/lib/chromium/chromedriver; do
    [ -n "$name" ] && command -v "$name" && return 0
  done
  return 1
}
