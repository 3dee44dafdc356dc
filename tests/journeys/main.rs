//! The built page in a real browser, by WebDriver.
//!
//! Run by `make test`, or after `make build` alone with
//! `cargo test --package site-tests --test journeys`. Each test has its own site (a small server
//! in this process that serves `dist/`), its own browser and a fresh profile.
//!
//! # Adding a journey
//!
//! Write a test in [`journeys`]:
//!
//! ```ignore
//! #[test]
//! fn a_restaurant_in_guangzhou() {
//!     Journey::new(Site::of_dist()).run(async |page| {
//!         page.open("").await;
//!         page.running().await;
//!         page.fill("从业人员", "8").await;              // typed, by label
//!         page.choose("地区", "广东省").await;            // a native select, by label
//!         page.fill("行业", "餐").await;                  // a combobox: type, then
//!         page.click("option", "餐饮业").await;           // click by role and accessible name
//!         page.set("日期", "2022-03-01").await;           // a date, at once
//!         page.sees("可以享受").await;                    // waits for visible text
//!         let card = page.by_test_id("policy-x").await;  // waits for an element
//!         assert!(card.text().await.unwrap().contains("小微企业"));
//!         page.screenshot("restaurant").await;           // target/screenshots/restaurant.png
//!     });
//! }
//! ```
//!
//! Every step waits for what it needs and fails with what the page showed instead; nothing sleeps. At
//! its end a journey fails if the console holds an error, a content security policy was violated, or
//! anything was asked of another origin ([`Journey::noisy`] lifts the first two for tests of
//! failures). A failed journey leaves `target/screenshots/FAILED-<test>.png`.
//!
//! [`Site`] can stand in for a bad server (damaged, missing or wrongly labelled files, a stricter
//! policy), put the site under a path, and add files of the test's own, such as a page that embeds it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test says what it expects by failing"
)]

mod agencies;
mod browsers_do;
mod calendar;
mod clients;
mod embedding;
mod engines;
mod english;
mod everyone;
mod failures;
mod guide;
mod harness;
mod hosting;
mod journeys;
mod kept;
mod later;
mod library;
mod links;
mod offline;
mod pictures;
mod plain;
mod start;
mod tables;
mod todo;
mod tools;
mod walk;

use site_tests::browser::{Journey, Page};
use site_tests::driver;
use site_tests::server::{self, Change, File, Odd, Site};
use site_tests::{program, root};
