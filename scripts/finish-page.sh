#!/bin/sh
# Trunk's post_build hook: makes of Trunk's output the site that is served.
set -eu
page="$TRUNK_STAGING_DIR/index.html"
shrink() { esbuild "$1" --minify --target="$ECMASCRIPT" --charset=utf8 --log-level=warning --allow-overwrite --outfile="$1"; }

# Smaller: scripts, style sheets, and the page itself without its comments. Trunk names files by a hash of what they were
# made from (fewer than 16 digits where that begins with zeros); servers let browsers keep them for good, so each is named
# anew by a hash of what is in it at last. What the page names with an integrity value gets a new one.
integrity() { openssl dgst -sha256 -binary "$1" | openssl base64 -A; }
hash() { openssl dgst -sha256 "$1" | sed 's/.*= *//' | cut -c1-16; }
shrink "$TRUNK_STAGING_DIR/boot.js"
# Both sheets are one, which stands in the page, and is a file for where a server's own policy forbids that.
for sheet in "$TRUNK_STAGING_DIR"/shell-*.css "$TRUNK_STAGING_DIR"/app-*.css; do
  shrink "$sheet"
  tr -d '\n' < "$sheet" >> "$TRUNK_STAGING_DIR/shell.css"
  rm "$sheet"
done
# The glue is a classic script (older browsers, and file:, cannot load modules). It and the program are asked for by
# painted.js, and used by boot.js.
mv "$TRUNK_STAGING_DIR"/policy-match-page-*.js "$TRUNK_STAGING_DIR/glue.js"
perl -0pi -e 's/<link[^>]*rel="?(stylesheet|modulepreload)[^>]*>//g; s/<link rel="preload"/<link rel="later"/g' "$page"
if ! grep -q '<link rel="later" [^>]*integrity=' "$page"; then
  echo "finish-page: the program was not found in index.html; has Trunk changed its output?" >&2
  exit 1
fi
for old in $(grep -oE '(src|href)="\./[^"]*-[0-9a-f]+(_bg)?\.[a-z]+"' "$page" | sed -E 's|^[^"]*"\./([^"]*)"|\1|' | sort -u); do
  new=$(echo "$old" | sed -E "s/-[0-9a-f]+((_bg)?\.[a-z]+)$/-$(hash "$TRUNK_STAGING_DIR/$old")\1/")
  if [ "$new" != "$old" ]; then mv "$TRUNK_STAGING_DIR/$old" "$TRUNK_STAGING_DIR/$new"; fi
  sed -E -e "s|(\"\./$old\"[^>]* integrity=\")[^\"]*|\1sha256-$(integrity "$TRUNK_STAGING_DIR/$new")|" \
    -e "s|\"\./$old\"|\"./$new\"|g" "$page" > "$page.new"
  mv "$page.new" "$page"
done
perl -0pi -e 's/<!--.*?-->//gs; s/^\s+//gm' "$page"
icon=data:image/svg+xml,$(sed "s/\"/'/g; s/%/%25/g; s/#/%23/g; s/</%3C/g; s/>/%3E/g" assets/favicon.svg | tr -d '\n')
ICON=$icon perl -0pi -e 's|assets/favicon\.svg|$ENV{ICON}|' "$page"

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
later glue js
# Before the program, which would hold it up.
sed "s|<link rel=\"later\"|<link rel=\"later\" href=\"./$file\" as=\"script\" crossorigin=\"anonymous\" integrity=\"sha256-$(integrity "$TRUNK_STAGING_DIR/$file")\">&|" "$page" > "$page.new"
mv "$page.new" "$page"
later shell css
for name in host keep; do
  shrink "$TRUNK_STAGING_DIR/$name.js"
  later "$name" js
done
# The service worker keeps its name and has none: it is made last, from all the others.
list="$list<meta name=\"policy-match-piece\" content=\"worker ./worker.js\">"
# What explains failures must load where integrity cannot be checked (file:), so like boot.js it has neither.
shrink "$TRUNK_STAGING_DIR/failure.js"
list="$list<meta name=\"policy-match-piece\" content=\"failure ./failure.js\">"
# What stands in the page is named in its policy by a hash.
esbuild assets/painted.js --minify --target="$ECMASCRIPT" --charset=utf8 --log-level=warning | tr -d '\n' > "$TRUNK_STAGING_DIR/painted"
LIST=$list STYLE=$(cat "$TRUNK_STAGING_DIR"/shell-*.css) SCRIPT=$(cat "$TRUNK_STAGING_DIR/painted") \
  STYLE_HASH=$(integrity "$TRUNK_STAGING_DIR"/shell-*.css) SCRIPT_HASH=$(integrity "$TRUNK_STAGING_DIR/painted") \
  perl -0pi -e 's|</head>|<style>$ENV{STYLE}</style>$ENV{LIST}</head>|; s|</header>|$&<script>$ENV{SCRIPT}</script>|;
    s|style-src \x27self\x27|$& \x27sha256-$ENV{STYLE_HASH}\x27|; s|script-src \x27self\x27|$& \x27sha256-$ENV{SCRIPT_HASH}\x27|' "$page"
rm "$TRUNK_STAGING_DIR/painted"

# The later texts of the catalogue: the build script left them in its output folder, and the wasm names each by a hash
# of what is in it, so whichever copy has the name is the right one.
names=$(grep -aohE 'texts-[A-Za-z-]+-[0-9a-f]{16}\.bin' "$TRUNK_STAGING_DIR"/*.wasm | sort -u)
for name in $names; do
  found=$(find "${CARGO_TARGET_DIR:-target}" -path "*/build/policy-match-page-*/out/$name" -type f -print 2>/dev/null | head -n 1)
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
native policy-match-cli pages
# Last, since it lists all files: what keeps the page for times without a network.
native finish-site worker
