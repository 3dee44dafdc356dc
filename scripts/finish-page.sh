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
