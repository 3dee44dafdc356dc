//! The plain pages of the catalogue, for readers and browsers that do not run the matcher.

use crate::journeys::{no_barriers, no_sideways_scrolling};
use crate::{Journey, Site};

#[test]
fn the_whole_catalogue_without_a_program() {
    let catalogue: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(site_tests::root().join("policies.json")).unwrap()).unwrap();
    let ids: Vec<&str> = catalogue["policies"].as_array().unwrap().iter().filter_map(|it| it["id"].as_str()).collect();
    Journey::new(Site::of_dist()).run(async |page| {
        for (index, tag, sentence) in [
            ("catalogue.html", "zh-CN", "下列任意一项"),
            ("catalogue.zh-TW.html", "zh-TW", "下列任意一項"),
            ("catalogue.en.html", "en", "any one of"),
        ] {
            page.open(index).await;
            page.by_css("#search:not([hidden])").await;
            // The index leads to every policy, by the same id as the one page of before.
            let lost = page
                .script(
                    "return [...document.querySelectorAll('a[href^=\"#\"]')].map(it => it.hash.slice(1)) \
                     .filter(id => !document.getElementById(id))",
                )
                .await;
            assert_eq!(lost, serde_json::json!([]), "{index}: links that lead nowhere");
            let entries = "return [...document.querySelectorAll('#by-category li[id]')].map(it => it.id)";
            let entries = page.script(entries).await;
            let entries: Vec<&str> = entries.as_array().unwrap().iter().filter_map(|id| id.as_str()).collect();
            assert_eq!(entries.len(), ids.len());
            assert!(ids.iter().all(|id| entries.contains(id)), "each policy is there");
            page.resize(320, 740).await;
            no_sideways_scrolling(page, index).await;
            page.resize(1280, 900).await;
            let pages = "return [...new Set([...document.querySelectorAll('#by-category li a')].map(it => it.href.split('#')[0]))]";
            let pages = page.script(pages).await;
            let (mut found, mut said) = (0, false);
            for address in pages.as_array().unwrap().iter().filter_map(|address| address.as_str()) {
                page.go(address).await;
                assert_eq!(page.script("return document.documentElement.lang").await, tag);
                let scripts = "return [...document.scripts].filter(it => it.type !== 'application/ld+json').length";
                assert_eq!(page.script(scripts).await, 0, "{address}");
                found += page.script("return document.querySelectorAll('article').length").await.as_u64().unwrap();
                said = said || page.text().await.contains(sentence);
                page.resize(320, 740).await;
                no_sideways_scrolling(page, address).await;
                page.resize(1280, 900).await;
            }
            assert_eq!(found, ids.len() as u64, "each policy stands on one page");
            assert!(said, "{sentence}");
        }
        no_barriers(page, "a plain page").await;
        page.open("catalogue.html").await;
        no_barriers(page, "the index").await;
        page.click("link", "English").await;
        page.sees("Catalogue of relief measures").await;
        page.open("catalogue-tax-fee.html#cit-small-profit-2023").await;
        let own = "return document.querySelector('#cit-small-profit-2023 a[href^=\"./#\"]').click()";
        page.script(own).await;
        page.running().await;
        page.sees("小型微利企业所得税").await;
    });
}

#[test]
fn the_index_is_searched_where_its_script_runs_and_whole_where_it_does_not() {
    let shown =
        "return [...document.querySelectorAll('#by-category li[data-entry]')].filter(it => it.offsetHeight).length";
    Journey::new(Site::of_dist()).run(async |page| {
        page.open("catalogue.html").await;
        let all = page.script(shown).await.as_u64().unwrap();
        page.fill("在目录里找", "财税[2019]13").await;
        page.until("the list is short", async || {
            let some = page.script(shown).await.as_u64()?;
            (some > 0 && some < all).then_some(())
        })
        .await;
        assert_eq!(page.script("return document.getElementById('found').textContent !== '—'").await, true);
        page.fill("在目录里找", "").await;
        page.until("all are back", async || (page.script(shown).await.as_u64()? == all).then_some(())).await;
    });
}

#[test]
fn who_cannot_run_the_matcher_is_led_there() {
    Journey::new(Site::of_dist()).before_load("delete window.WebAssembly").noisy().run(async |page| {
        page.open("").await;
        page.failed().await;
        page.click("link", "全部政策的文字版").await;
        page.sees("惠企政策目录").await;
    });
    let html = std::fs::read_to_string(crate::server::dist().join("index.html")).unwrap();
    let (_, without) = html.split_once("<noscript>").expect("a part for browsers without scripts");
    let (without, _) = without.split_once("</noscript>").expect("its end");
    for name in ["./catalogue.html", "./catalogue.en.html"] {
        assert!(without.contains(name), "{without}");
    }
}
