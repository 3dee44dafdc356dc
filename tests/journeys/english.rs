//! What an English reader is given for a Chinese counter.

use crate::journeys::{no_barriers, opened, text_of};
use crate::{Journey, Site};

#[test]
fn an_english_reader_can_show_a_clerk_the_chinese_names_and_the_question() {
    Journey::new(Site::of_dist()).phone().run(async |page| {
        opened(page, "#/?employees=8&industry=62").await;
        page.open("#/policy/hire-bonus-2026").await;
        page.click("button", "English").await;
        // The Chinese texts come for an English page, too.
        let name = page.by_css(".policy > .hint[lang='zh-CN']").await.text().await.unwrap();
        assert!(name.contains("一次性扩岗补助"), "{name}");
        page.click_css(".inquiry summary").await;
        let chinese = page
            .until("the question is there in Chinese", async || {
                let text = page.script("return document.getElementById('inquiry-chinese')?.value ?? ''").await;
                let text = text.as_str().unwrap_or_default().to_owned();
                text.contains("想问：我是否符合条件？").then_some(text)
            })
            .await;
        assert!(chinese.starts_with("您好，我想咨询“"), "{chinese}");
        let said = text_of(page, "counters-speak").await;
        assert!(said.contains("speak Chinese"), "{said}");
        no_barriers(page, "an English policy page").await;
        page.click("button", "中文").await;
        page.until("nothing of it is left in Chinese", async || {
            (page.script("return !document.querySelector('#inquiry-chinese, .policy > .hint[lang]')").await == true)
                .then_some(())
        })
        .await;
    });
}
