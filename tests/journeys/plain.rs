//! The plain pages of the catalogue, for readers and browsers that do not run the matcher.

use crate::journeys::{no_barriers, no_sideways_scrolling};
use crate::{Journey, Site};

#[test]
fn the_whole_catalogue_without_a_script() {
    let catalogue: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(site_tests::root().join("policies.json")).unwrap()).unwrap();
    let ids: Vec<&str> = catalogue["policies"].as_array().unwrap().iter().filter_map(|it| it["id"].as_str()).collect();
    Journey::new(Site::of_dist()).run(async |page| {
        for (name, tag, sentence) in [
            ("catalogue.html", "zh-CN", "下列任意一项"),
            ("catalogue.zh-TW.html", "zh-TW", "下列任意一項"),
            ("catalogue.en.html", "en", "any one of"),
        ] {
            page.open(name).await;
            page.sees(sentence).await;
            assert_eq!(page.script("return document.documentElement.lang").await, tag);
            assert_eq!(page.script("return document.scripts.length").await, 0);
            let found = page.script("return [...document.querySelectorAll('article')].map(it => it.id)").await;
            let found: Vec<&str> = found.as_array().unwrap().iter().filter_map(|id| id.as_str()).collect();
            assert_eq!(found.len(), ids.len());
            assert!(ids.iter().all(|id| found.contains(id)), "each policy is there");
            let lost = page
                .script(
                    "return [...document.querySelectorAll('a[href^=\"#\"]')].map(it => it.hash.slice(1)) \
                     .filter(id => !document.getElementById(id))",
                )
                .await;
            assert_eq!(lost, serde_json::json!([]), "{name}: links that lead nowhere");
            page.resize(320, 740).await;
            no_sideways_scrolling(page, name).await;
            page.resize(1280, 900).await;
        }
        no_barriers(page, "the plain page").await;
        page.click("link", "简体中文").await;
        page.sees("惠企政策目录").await;
        page.open("catalogue.html#cit-small-profit-2023").await;
        let own = "return document.querySelector('#cit-small-profit-2023 a[href^=\"./#\"]').click()";
        page.script(own).await;
        page.running().await;
        page.sees("小型微利企业所得税").await;
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
