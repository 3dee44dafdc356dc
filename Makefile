# The commands of this project: each installs what it needs and is missing. The work is done in Rust, in xtask/.
.DEFAULT_GOAL := help
.PHONY: help setup serve watch build offline release twice test test-roster check size bench fuzz screenshots clean
# rustup's own folder, for shells that have not read its profile.
export PATH := $(PATH):$(or $(CARGO_HOME),$(HOME)/.cargo)/bin
xtask := @scripts/setup && cargo xtask
PORT ?= 8080
CASES ?= 5000

help: ## say what the commands do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

setup: ## install everything that is missing, with the versions of xtask/src/tools.rs
	$(xtask) setup

serve: ## build the page, then serve it on http://127.0.0.1:8080 (make serve PORT=8081: on another port)
	$(xtask) serve $(PORT)

watch: ## serve the page, and build it again, quickly and not shrunk, when a source changes
	$(xtask) watch $(PORT)

build: ## build the release site into dist/, with packed copies for servers
	$(xtask) build

offline: ## build the one file that opens without a server, dist/policy-match-offline.html
	$(xtask) offline

release: ## pack the site, the one file and an npm package into release/, with checksums
	$(xtask) release

twice: ## build and pack everything twice, in two folders, and compare every byte: 10 minutes or more
	$(xtask) twice

test: ## run every test: library, command line, views, size of the site, journeys in a browser
	$(xtask) test

test-roster: ## test the matching of whole rosters, which has crates of its own: 15 minutes the first time
	@CARGO_TARGET_DIR="$(CURDIR)/target/roster" cargo test --locked --manifest-path crates/roster/Cargo.toml

check: ## check format and lints for both targets, run the quick tests
	$(xtask) check

size: ## build the site and show what the first visit transfers
	$(xtask) size

bench: ## measure: medians, and ratios within one run; then the page in a browser, slowed down
	$(xtask) bench

fuzz: ## try new random catalogues, enterprises and hostile inputs for some minutes: make fuzz CASES=20000
	$(xtask) fuzz $(CASES)

screenshots: ## take the pictures of docs/screenshots.md anew
	$(xtask) screenshots

clean: ## remove what was built here (tools stay)
	@rm -rf target dist release
