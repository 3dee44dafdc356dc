#!/bin/sh
# Trunk's post_build hook: turns the module preload that Trunk writes for the glue into the script
# itself. The glue is a classic script (older browsers, and later file:, cannot load modules), and this
# keeps the integrity value that Trunk has computed. Only index.html is edited, whose name is not hashed.
set -eu
page="$TRUNK_STAGING_DIR/index.html"
sed -E \
  -e 's|<link( [^>]*)?rel="?modulepreload"?( [^>]*)?>|<script defer\1\2></script>|g' \
  -e 's|(<script defer [^>]*)href=|\1src=|g' \
  "$page" > "$page.new"
mv "$page.new" "$page"
if ! grep -q '<script defer [^>]*integrity=' "$page" || grep -q modulepreload "$page"; then
  echo "finish-page: the glue's preload was not found in index.html; has Trunk changed its output?" >&2
  exit 1
fi

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
