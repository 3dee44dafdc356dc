# The commands of this project. Each installs what it needs and is missing; a second run starts in seconds.
.DEFAULT_GOAL := help
.PHONY: help setup serve watch build offline release twice test check size bench fuzz screenshots clean
with := scripts/with-tools
wasm := scripts/with-tools --wasm
trunk := $(wasm) env RUST_BACKTRACE=0 trunk
finish := $(with) cargo run --quiet --locked --package finish-site --

help: ## say what the commands do
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' Makefile

setup: ## install everything that is missing, with the versions of scripts/tools.env
	@scripts/setup

PORT ?= 8080
serve: ## build the page, then serve it on http://127.0.0.1:8080 (make serve PORT=8081: on another port)
	@scripts/setup page
	@$(finish) port $(PORT)
	@echo "Building: some minutes the first time."
	@$(trunk) build --release
	@$(finish) serve dist $(PORT)

# Only sources are watched, and nothing that a build writes: Trunk's watcher stops on files that come and go.
sources := index.html assets src crates site build.rs policies.json Cargo.toml Cargo.lock scripts
watch: ## serve the page, and build it again when a source changes
	@scripts/setup page
	@$(finish) port $(PORT)
	@echo "Building; then the page is at http://127.0.0.1:$(PORT). Ctrl+C ends it."
	@$(trunk) serve --release --port $(PORT) $(addprefix --watch ,$(sources))

build: ## build the release site into dist/, with packed copies for servers
	@scripts/setup page
	@$(trunk) build --release
	@$(finish) compress dist
	@echo "The site is in dist/: static files that work under any path."

offline: ## build the one file that opens without a server, dist/policy-match-offline.html
	@$(MAKE) --no-print-directory build
	@$(finish) offline dist dist/policy-match-offline.html

release: ## pack the site, the one file and an npm package into release/, with checksums
	@$(MAKE) --no-print-directory offline
	@$(finish) release dist release

twice: ## build and pack everything twice, in two folders, and compare every byte: 10 minutes or more
	@scripts/setup page
	@scripts/twice

test: ## run every test: library, command line, views, size of the site, journeys in a browser
	@scripts/setup
	@$(trunk) build --release
	@$(finish) offline dist dist/policy-match-offline.html
	@$(finish) release dist target/packed > /dev/null
	@$(with) cargo test --locked --workspace --exclude site-tests
	@$(with) cargo test --locked --package site-tests

check: ## check format and lints for both targets, run the quick tests
	@scripts/setup check
	@$(with) cargo fmt --check
	@$(with) cargo clippy --locked --workspace --all-targets -- -D warnings
	@$(wasm) cargo clippy --locked --target wasm32-unknown-unknown --package policy-match-page --package page-bench -- -D warnings
	@$(with) cargo test --locked --quiet

size: ## build the site and show what the first visit transfers
	@scripts/setup page
	@$(trunk) build --release
	@$(with) cargo test --locked --quiet --package site-tests --test site size -- --nocapture

bench: ## measure: medians, and ratios within one run; then the page in a browser, slowed down
	@scripts/setup
	@$(with) cargo bench --locked --package index --bench matching
	@$(trunk) build --release
	@$(wasm) cargo build --locked --target wasm32-unknown-unknown --profile page --package page-bench
	@$(wasm) wasm-bindgen --target no-modules --no-typescript --out-dir target/bench-page \
	  "$${CARGO_TARGET_DIR:-target}/wasm32-unknown-unknown/page/page-bench.wasm"
	@$(with) cargo bench --locked --package site-tests --bench page

CASES ?= 5000
fuzz: ## try new random catalogues, enterprises and hostile inputs for some minutes: make fuzz CASES=20000
	@scripts/setup check
	@$(with) env CARGO_TARGET_DIR=target/fuzz CARGO_PROFILE_DEV_OPT_LEVEL=2 POLICY_MATCH_FUZZ=$(CASES) PROPTEST_CASES=$(CASES) \
	  cargo test --locked --package engine --package index --test it -- fuzz properties equal

screenshots: ## take the pictures of docs/screenshots.md anew
	@scripts/setup
	@$(trunk) build --release
	@$(with) cargo test --locked --package site-tests --test journeys -- --ignored pictures
	@mkdir -p docs/screenshots
	@for picture in target/screenshots/docs-*.png; do name=$${picture##*/docs-}; cp "$$picture" "docs/screenshots/$$name"; done

clean: ## remove what was built here (tools stay)
	@rm -rf target dist release
