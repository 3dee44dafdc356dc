//! The tools beside the matcher: size test, late payment, ladder, services, asking about a policy.

use crate::journeys::{industry, no_barriers, no_sideways_scrolling, opened, text_of};
use crate::walk::{another, go_on};
use crate::{Journey, Page, Site};
use fantoccini::key::Key;

/// Pictures of a page for a phone and a desk, in Chinese and English; none may have barriers or scroll sideways.
async fn seen_everywhere(page: &Page, name: &str) {
    for (language, button) in [("zh", "English"), ("en", "中文")] {
        for (width, height) in [(1280, 900), (360, 740)] {
            page.resize(width, height).await;
            let what = format!("{name}-{language}-{width}");
            no_sideways_scrolling(page, &what).await;
            page.screenshot(&what).await;
        }
        no_barriers(page, &format!("{name}-{language}")).await;
        page.click("button", button).await;
    }
    page.resize(1280, 900).await;
}

#[test]
fn the_size_test_says_how_far_the_next_class_is() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/more").await;
        page.click("link", "企业规模自测").await;
        page.sees("只填这个行业要看的数字").await;
        industry(page, "66", "货币金融服务").await;
        page.sees("银发〔2015〕309号").await;
        page.click("button", "清除（行业）").await;
        industry(page, "C13", "农副食品加工业").await;
        page.fill("从业人员", "299").await;
        page.fill("年营业收入", "2000万").await;
        page.sees("从业人员还差1人（要达到300人）").await;
        page.sees("营业收入低于300万元").await;
        let statement = page.by_css("#size-statement").await.prop("value").await.unwrap().unwrap();
        for part in ["工信部联企业〔2011〕300号", "第四条第（二）项", "299人", "小型企业"] {
            assert!(statement.contains(part), "{statement}");
        }
        seen_everywhere(page, "tool-size").await;
        page.click("link", "用这些数字查政策").await;
        page.sees("小型企业").await;
    });
}

#[test]
fn a_claim_is_counted_day_by_day() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/late-payment").await;
        page.sees("填写欠款方、合同签订日").await;
        page.choose("欠款方是", "机关").await;
        page.choose("签合同时我方是中小企业", "是").await;
        page.set("合同签订日", "2025-06-10").await;
        page.set("交付日", "2025-07-01").await;
        page.fill("应付金额", "0").await;
        // What is wrong is said once the field is left.
        page.press(&String::from(char::from(Key::Tab))).await;
        page.sees("应当大于零").await;
        let amount = page.by_label("应付金额").await;
        assert_eq!(amount.attr("aria-invalid").await.unwrap().as_deref(), Some("true"));
        page.fill("应付金额", "10万").await;
        page.set("查询日期", "2025-07-31").await;
        page.sees("尚欠10万元，没有逾期").await;
        page.set("查询日期", "2025-08-01").await;
        page.sees("尚欠10万元，逾期1天").await;
        page.fill("已付款", "2025-08-10:3万").await;
        page.set("查询日期", "2025-08-20").await;
        page.sees("2025年8月11日至2025年8月20日，10天：7万元 × 0.05% × 10 = 350元").await;
        page.sees("国务院令第802号第十七条").await;
        let letter = page.by_css("#letter").await.prop("value").await.unwrap().unwrap();
        assert!(letter.contains("催款函") && letter.contains("逾期利息850元"), "{letter}");
        seen_everywhere(page, "tool-late-payment").await;
        let kept = page.by_label("应付金额").await.prop("value").await.unwrap();
        assert_eq!(kept.as_deref(), Some("10万"), "a change of language loses nothing");
    });
}

#[test]
fn many_claims_stand_in_a_ledger_that_goes_in_and_out() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/late-payment").await;
        page.set("查询日期", "2025-08-10").await;
        page.by_css(".ledger details:last-of-type summary").await.click().await.unwrap();
        let table = "invoice,debtor,sme,signed,delivered,amount\nA-1,government,yes,2025-06-10,2025-07-01,10万\n\
                     A-2,king,,2025-06-10,2025-07-01,-5\n";
        page.fill("读入CSV表格", table).await;
        page.click("button", "读入上面的内容").await;
        page.sees("第3行：欠款方是：不认识`king`").await;
        page.sees("共1笔，逾期1笔，逾期欠款10万元，逾期利息合计500元").await;
        assert_eq!(
            page.by_label("应付金额").await.prop("value").await.unwrap().as_deref(),
            Some("-5"),
            "kept to be mended"
        );
        page.choose("欠款方是", "大型企业").await;
        page.fill("应付金额", "1万").await;
        page.sees("共2笔").await;
        let out = page.script("return document.getElementById('late-table').value").await;
        assert!(out.as_str().unwrap().contains("A-2,,large_enterprise,,2025-06-10,2025-07-01,,,1万"), "{out}");
        page.click("button", "删除这笔“1 A-1”").await;
        page.sees("共1笔").await;
        no_barriers(page, "ledger").await;
        page.screenshot("tool-ledger").await;
        assert!(page.site.requests().iter().all(|path| !path.contains("A-1")), "nothing is sent");
    });
}

#[test]
fn a_table_of_claims_is_chosen_as_a_file_and_saved_as_one() {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("late-payments");
    std::fs::create_dir_all(&folder).unwrap();
    drop(std::fs::remove_file(folder.join("late-payments.csv")));
    let table = folder.join("mine.csv");
    // As a spreadsheet of Windows saves it.
    std::fs::write(
        &table,
        "\u{feff}发票或合同编号,欠款方是,签合同时我方是中小企业,合同签订日,交付日,应付金额\r\n\
         A-1,机关,是,2025-06-10,2025-07-01,10万\r\n\r\nA-2,机关,是,2025-06-10,2025-07-01,lots\r\n",
    )
    .unwrap();
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/late-payment").await;
        let to = folder.to_string_lossy().into_owned();
        let allow = serde_json::json!({ "behavior": "allow", "downloadPath": to });
        page.cdp("Browser.setDownloadBehavior", allow).await;
        page.set("查询日期", "2025-08-10").await;
        page.by_css(".ledger details:last-of-type summary").await.click().await.unwrap();
        page.by_css("#late-file").await.send_keys(&table.to_string_lossy()).await.unwrap();
        page.sees("第4行：应付金额").await;
        page.sees("文件“mine.csv”：读入2笔。").await;
        page.sees("共1笔，逾期1笔").await;
        page.fill("应付金额", "2万").await;
        page.sees("共2笔，逾期2笔").await;
        page.click("button", "导出CSV表格").await;
        // Chromium first makes an empty file and then moves the whole one over it.
        let saved = page
            .until("the file is saved", async || {
                std::fs::read_to_string(folder.join("late-payments.csv")).ok().filter(|saved| !saved.is_empty())
            })
            .await;
        assert!(saved.starts_with('\u{feff}'), "spreadsheets see that it is UTF-8");
        assert!(
            saved.contains("A-1,,机关,是,2025-06-10") && saved.contains(",2025-07-31,10,100000.00,500.00,"),
            "{saved}"
        );
        // What was saved is read again.
        page.by_css("#late-file").await.send_keys(&folder.join("late-payments.csv").to_string_lossy()).await.unwrap();
        page.sees("清单里已经有这一笔").await;
        page.sees("共2笔，逾期2笔，逾期欠款12万元").await;
        page.screenshot("tool-ledger-file").await;
    });
}

#[test]
fn the_size_of_a_debtor_is_derived_in_the_form() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/late-payment").await;
        page.choose("欠款方是", "企业（按划型标准看规模）").await;
        page.fill("欠款方的行业", "建筑业").await;
        page.fill("欠款方的年营业收入", "8亿").await;
        page.choose("签合同时我方是中小企业", "是").await;
        page.set("合同签订日", "2025-06-10").await;
        page.set("交付日", "2025-07-01").await;
        page.fill("应付金额", "10万").await;
        page.sees("欠款方的规模").await;
        page.sees("条例是否适用还不能确定").await;
        page.fill("欠款方的资产总额", "7亿").await;
        page.sees("欠款方不是机关、事业单位、使用财政资金的团体组织或大型企业").await;
        page.fill("欠款方的资产总额", "8亿").await;
        page.sees("条例适用").await;
        page.sees("第四条第（三）项“建筑业”").await;
        page.fill("欠款方的行业", "没有这一行").await;
        page.press(&String::from(char::from(Key::Tab))).await;
        page.sees("不认识`没有这一行`").await;
        page.fill("欠款方的行业", "建筑业").await;
        page.choose("欠款方是", "中小企业或个人").await;
        page.sees("与所填的欠款方数字不符").await;
        page.choose("欠款方是", "企业（按划型标准看规模）").await;
        page.sees("条例适用").await;
        seen_everywhere(page, "tool-late-size").await;
    });
}

#[test]
fn the_ladder_says_what_is_short_and_asks_for_the_rest() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?industry=C35&employees=80&revenue=40000000&main_business_share=75&debt_ratio=82").await;
        page.open("#/ladder").await;
        let giant = text_of(page, "tier-little_giant").await;
        assert!(giant.contains("已停止使用，此前的证书有效至到期") && giant.contains("新申报用这一标准"), "{giant}");
        page.script("document.querySelectorAll('#app details').forEach(d => d.open = true)").await;
        page.sees("主营业务收入占比还差5%（要达到80%）").await;
        page.sees("资产负债率超出7%（要降到75%）").await;
        let ask = page.by_css("[data-testid=tier-high_tech] .missing [aria-label*=科技人员占比]").await;
        ask.click().await.unwrap();
        page.until("the question has the focus", async || {
            (page.script("return document.activeElement.id").await == "question-title").then_some(())
        })
        .await;
        page.by_css(".question input[type=text]").await.send_keys("8").await.unwrap();
        page.press(&String::from(char::from(Key::Enter))).await;
        page.sees("科技人员占比还差2%（要达到10%）").await;
        seen_everywhere(page, "tool-ladder").await;
    });
}

#[test]
fn services_stand_together_with_whether_they_run() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/services").await;
        page.by_test_id("contacts").await;
        page.script("document.querySelectorAll('#app details').forEach(it => { it.open = true; })").await;
        let running = text_of(page, "service-gradient-platform").await;
        assert!(running.contains("执行中"), "{running}");
        let unclear = text_of(page, "service-sme-policy-release-platform").await;
        assert!(unclear.contains("是否延续不明确") && unclear.contains("未能核实"), "{unclear}");
        seen_everywhere(page, "tool-services").await;
    });
}

#[test]
fn services_are_a_group_of_the_results_and_tell_whom_to_ask() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?employees=8&industry=62&region=310115").await;
        page.click("button", "公共服务（不计入金额）").await;
        let group = page.by_css("#list-services [data-testid=policy-china-sme-service-net]").await;
        let card = group.text().await.unwrap();
        assert!(card.contains("中国中小企业服务网"), "{card}");
        let count = text_of(page, "count-now").await;
        let everywhere = "return document.querySelectorAll('[data-testid=policy-china-sme-service-net]').length";
        assert_eq!(page.script(everywhere).await, 1);
        page.click("button", "公共服务（不计入金额）").await;
        page.until("it is closed", async || {
            (page.script("return document.getElementById('list-services').hidden").await == true).then_some(())
        })
        .await;
        assert_eq!(text_of(page, "count-now").await, count);
        page.open("#/services").await;
        let contacts = text_of(page, "contacts").await;
        for part in ["上海市企业服务云", "12366", "12333", "12345"] {
            assert!(contacts.contains(part), "{contacts}");
        }
    });
}

#[test]
fn an_individual_business_is_asked_in_its_own_words() {
    Journey::new(Site::of_dist()).phone().run(async |page| {
        opened(page, "").await;
        let first = "return document.querySelector('#f-entity option:nth-child(2)').textContent";
        assert_eq!(page.script(first).await, "个体工商户", "the first to choose");
        page.choose("主体类型", "个体工商户").await;
        page.fill("从业人员", "3").await;
        industry(page, "奶茶店", "其他饮料及冷饮服务").await;
        let mut asked = Vec::new();
        let mut ask = another(page, "").await;
        let boxes = page.by_css(".boxes-asked").await.text().await.unwrap();
        assert!(boxes.contains("您本人是"), "{boxes}");
        for _ in 0..20 {
            asked.push(ask.clone());
            assert!(!ask.contains("企业所得税"), "{ask}");
            if page.script("return !document.querySelector('.question .button.primary')").await == true {
                break;
            }
            go_on(page).await;
            ask = another(page, &ask).await;
        }
        assert!(asked.len() > 2, "{asked:?}");
        let summary = text_of(page, "summary").await;
        assert!(!summary.contains("企业所得税"), "{summary}");
        page.screenshot("individual").await;
    });
}

#[test]
fn a_question_about_a_policy_holds_only_what_is_ticked() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, "#/?employees=8&industry=62").await;
        page.open("#/policy/sme-payment-2025").await;
        page.click_css(".inquiry summary").await;
        let text = async || {
            let value = page.script("return document.getElementById('inquiry-text').value").await;
            value.as_str().unwrap_or_default().to_owned()
        };
        let first = text().await;
        assert!(first.contains("国务院令第802号") && !first.contains("8人"), "{first}");
        page.click("checkbox", "从业人员：8人").await;
        page.until("it is in the text", async || text().await.contains("- 从业人员：8人").then_some(())).await;
        page.click("radio", "怎么办理、要什么材料").await;
        page.until("the question is in the text", async || text().await.contains("想问：怎么办理").then_some(())).await;
        assert!(!text().await.contains("餐饮"), "what is not ticked stays out");
        no_barriers(page, "inquiry").await;
        page.screenshot("tool-inquiry").await;
    });
}
