#!/bin/sh
# Trunk's post_build hook: turns the module preload that Trunk writes for the glue into the script
# itself. The glue is a classic script (older browsers, and later file:, cannot load modules), and this
# keeps the integrity value that Trunk has computed. Only index.html is edited, whose name is not hashed.
set -eu
page="$TRUNK_STAGING_DIR/index.html"
shrink() { esbuild "$1" --minify --target="$ECMASCRIPT" --charset=utf8 --log-level=warning --allow-overwrite --outfile="$1"; }
sed -E \
  -e 's|<link( [^>]*)?rel="?modulepreload"?( [^>]*)?>|<script defer\1\2></script>|g' \
  -e 's|(<script defer [^>]*)href=|\1src=|g' \
  "$page" > "$page.new"
mv "$page.new" "$page"
if ! grep -q '<script defer [^>]*integrity=' "$page" || grep -q modulepreload "$page"; then
  echo "finish-page: the glue's preload was not found in index.html; has Trunk changed its output?" >&2
  exit 1
fi

# Smaller: scripts, style sheets, and the page itself without its comments. Trunk names files by a hash of what they were
# made from; servers let browsers keep them for good, so each is named anew by a hash of what is in it at last. What the
# page names with an integrity value gets a new one.
integrity() { openssl dgst -sha256 -binary "$1" | openssl base64 -A; }
hash() { openssl dgst -sha256 "$1" | sed 's/.*= *//' | cut -c1-16; }
shrink "$TRUNK_STAGING_DIR/boot.js"
for sheet in "$TRUNK_STAGING_DIR"/*.css; do shrink "$sheet"; done
# One sheet instead of two, which the first paint would wait for on a connection each.
for sheet in "$TRUNK_STAGING_DIR"/app-*.css; do
  cat "$sheet" >> "$(echo "$TRUNK_STAGING_DIR"/shell-*.css)"
  rm "$sheet"
done
perl -0pi -e 's/<link[^>]*href="\.\/app-[0-9a-f]{16}\.css"[^>]*>//' "$page"
for old in $(grep -oE '(src|href)="\./[^"]*-[0-9a-f]{16}(_bg)?\.[a-z]+"' "$page" | sed -E 's|^[^"]*"\./([^"]*)"|\1|' | sort -u); do
  new=$(echo "$old" | sed -E "s/-[0-9a-f]{16}((_bg)?\.[a-z]+)$/-$(hash "$TRUNK_STAGING_DIR/$old")\1/")
  if [ "$new" != "$old" ]; then mv "$TRUNK_STAGING_DIR/$old" "$TRUNK_STAGING_DIR/$new"; fi
  sed -E -e "s|(\"\./$old\"[^>]* integrity=\")[^\"]*|\1sha256-$(integrity "$TRUNK_STAGING_DIR/$new")|" \
    -e "s|\"\./$old\"|\"./$new\"|g" "$page" > "$page.new"
  mv "$page.new" "$page"
done
perl -0pi -e 's/<!--.*?-->//gs; s/^\s+//gm; s/ data-integrity="none"//g' "$page"

# What comes later, listed in the page for boot.js: each file named by a hash of what is in it, with its integrity.
list=
later() {
  file=$1-$(hash "$TRUNK_STAGING_DIR/$1.$2").$2
  mv "$TRUNK_STAGING_DIR/$1.$2" "$TRUNK_STAGING_DIR/$file"
  list="$list<meta name=\"policy-match-piece\" content=\"$1 ./$file sha256-$(integrity "$TRUNK_STAGING_DIR/$file")\">"
}
# The later pieces of the program, shrunk like the first.
options=$(sed -n 's/.*data-wasm-opt-params="\([^"]*\)".*/\1/p' index.html)
for piece in "${CARGO_TARGET_DIR:-target}"/wasm-bindgen/*/pieces/split_*.wasm; do
  name=$(basename "$piece" .wasm)
  name=${name#split_}
  # shellcheck disable=SC2086
  wasm-opt -Oz $options "$piece" -o "$TRUNK_STAGING_DIR/$name.wasm"
  later "$name" wasm
done
if [ -z "$list" ]; then
  echo "finish-page: the program was not cut into pieces" >&2
  exit 1
fi
for name in host keep; do
  shrink "$TRUNK_STAGING_DIR/$name.js"
  later "$name" js
done
# The service worker keeps its name and has none: it is made last, from all the others.
list="$list<meta name=\"policy-match-piece\" content=\"worker ./worker.js\">"
# What explains failures must load where integrity cannot be checked (file:), so like boot.js it has neither.
shrink "$TRUNK_STAGING_DIR/failure.js"
list="$list<meta name=\"policy-match-piece\" content=\"failure ./failure.js\">"
sed "s|</head>|$list</head>|" "$page" > "$page.new"
mv "$page.new" "$page"

# The later texts of the catalogue: the build script left them in its output folder, and the wasm names each by a hash
# of what is in it, so whichever copy has the name is the right one.
names=$(grep -aohE 'texts-[A-Za-z-]+-[0-9a-f]{16}\.bin' "$TRUNK_STAGING_DIR"/*.wasm | sort -u)
for name in $names; do
  found=$(find "${CARGO_TARGET_DIR:-target}" -path "*/build/policy-match-*/out/$name" -type f -print 2>/dev/null | head -n 1)
  if [ -z "$found" ]; then
    echo "finish-page: $name is named by the wasm but was not found in ${CARGO_TARGET_DIR:-target}" >&2
    exit 1
  fi
  cp "$found" "$TRUNK_STAGING_DIR/$name"
done
if [ -z "$names" ]; then
  echo "finish-page: the wasm names no texts" >&2
  exit 1
fi

# The scripts with which other pages embed this one.
# (It is compiled for this machine: without the settings for the page's standard library.)
native() {
  env -u RUSTC -u RUSTC_BOOTSTRAP -u CARGO_UNSTABLE_BUILD_STD -u CARGO_UNSTABLE_BUILD_STD_FEATURES \
    cargo run --quiet --locked --package "$1" -- "$2" "$TRUNK_STAGING_DIR"
}
native finish-site embed
# The whole catalogue as plain pages, for search engines and for browsers that cannot run the program.
native policy-match pages
# Last, since it lists all files: what keeps the page for times without a network.
native finish-site worker
