//! The results by what to do: answered in place, families, and a phone page of a few screens.

use crate::everyone::tab_to;
use crate::journeys::{no_barriers, no_sideways_scrolling, opened};
use crate::{Journey, Page, Site};
use fantoccini::key::Key;
use serde_json::Value;

const SHOP: &str = "#/?employees=8&revenue=800000&industry=H62&region=440100&entity=individual";

/// A policy of which one answer is missing.
const CARD: &str = "[data-testid=policy-supply-chain-finance-2025]";

async fn enter(page: &Page) {
    page.press(&char::from(Key::Enter).to_string()).await;
}

async fn is_so(page: &Page, what: &str, script: &str) {
    page.until(what, async || (page.script(script).await == true).then_some(())).await;
}

/// Opens all that is folded in a section.
async fn unfold(page: &Page, section: &str) {
    page.by_css(&format!(".to-{section}")).await;
    page.script(&format!("document.querySelectorAll('.to-{section} details').forEach(it => {{ it.open = true; }})"))
        .await;
}

#[test]
fn an_answer_on_a_card_is_given_there_and_the_card_stays_until_the_page_changes() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, SHOP).await;
        unfold(page, "answer").await;
        let place =
            &format!("return [...document.querySelectorAll('.to-answer .card')].findIndex(it => it.matches('{CARD}'))");
        page.by_css(&format!(".to-answer {CARD} .here .chips .button")).await;
        let before = page.script(place).await;
        page.script(&format!("document.querySelector('{CARD} .here .chips .button').focus()")).await;
        enter(page).await;
        let pressed =
            format!("const one = document.activeElement; return !!one.closest('{CARD}') && one.ariaPressed === 'true'");
        is_so(page, "the answer is taken, and the focus is where it was", &pressed).await;
        let state =
            format!("return document.querySelector('{CARD} [data-testid=state]')?.textContent === '符合公布的条件'");
        is_so(page, "the card says its new state", &state).await;
        assert_eq!(page.script(place).await, before, "it stays where it is");
        no_barriers(page, "answered in place").await;
        // Another answer there, and it says so.
        page.press(&char::from(Key::Tab).to_string()).await;
        enter(page).await;
        let state =
            format!("return document.querySelector('{CARD} [data-testid=state]')?.textContent === '不符合条件'");
        is_so(page, "the other answer counts", &state).await;
        page.script(&format!("document.querySelector('{CARD} .here .chips .button').click()")).await;
        // After a look at another page it is among those with nothing to apply for.
        page.click("link", "全部政策").await;
        page.by_css("#f-search").await;
        page.client.back().await.unwrap();
        page.by_css(&format!(".to-nothing {CARD}")).await;
    });
}

#[test]
fn a_number_is_typed_on_a_card_and_what_is_not_understood_is_named_there() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, SHOP).await;
        unfold(page, "answer").await;
        let card = "[data-testid=policy-disabled-levy-2023]";
        let field = format!("{card} .here input");
        page.by_css(&field).await.send_keys("3x").await.unwrap();
        enter(page).await;
        page.by_css(&format!("{card} .here [role=alert]")).await;
        page.by_css(&field).await.clear().await.unwrap();
        page.by_css(&field).await.send_keys("3000").await.unwrap();
        enter(page).await;
        page.by_css(&format!("{card} [data-testid=state]")).await;
        page.sees("我填过的内容（6）").await;
    });
}

#[test]
fn a_family_is_one_card_with_the_others_beneath_by_keyboard() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, SHOP).await;
        page.by_css(".group .family summary").await;
        // One that stands open.
        let open = "const all = [...document.querySelectorAll('.groups details.more')];
            all.forEach(it => { it.open = true; });
            document.querySelector('.group h2').closest('.group').querySelector('a').focus()";
        page.script(open).await;
        tab_to(page, ".family > summary").await;
        let hidden = "return document.activeElement.parentElement.open";
        assert_eq!(page.script(hidden).await, false);
        enter(page).await;
        is_so(page, "it is open", "return document.activeElement.parentElement.open").await;
        tab_to(page, ".family a").await;
        enter(page).await;
        is_so(page, "the page of another one", "return location.hash.startsWith('#/policy/')").await;
        page.client.back().await.unwrap();
        is_so(
            page,
            "it is still open, with the focus in it",
            "return !!document.activeElement.closest('.family[open]')",
        )
        .await;
    });
}

/// The link with all that the persona would answer.
fn everything(persona: &str) -> String {
    let file = crate::root().join(format!("examples/personas/{persona}.json"));
    let persona: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let told = persona["truth"].as_object().unwrap().iter().map(|(fact, value)| {
        let value = match value {
            Value::Bool(true) => "yes".to_owned(),
            Value::Bool(false) => "no".to_owned(),
            Value::String(text) => text.trim_end_matches('%').to_owned(),
            other => other.to_string(),
        };
        format!("{fact}={value}")
    });
    // None of the boxes is ticked.
    format!("#/?{}&circumstances=", told.collect::<Vec<_>>().join("&"))
}

#[test]
fn the_phone_page_of_one_who_has_answered_everything_is_five_and_a_half_screens() {
    const SCREEN: u64 = 740;
    Journey::new(Site::of_dist()).run(async |page| {
        page.resize(360, SCREEN.try_into().unwrap()).await;
        opened(page, &everything("noodle-shop-guangzhou")).await;
        page.by_css(".to-rest").await;
        page.by_css(".take").await;
        let screens = async || page.script("return document.documentElement.scrollHeight").await.as_u64().unwrap();
        let height = screens().await;
        assert!(height <= 11 * SCREEN / 2, "{height} px");
        no_sideways_scrolling(page, "the phone page").await;
        no_barriers(page, "the phone page").await;
        page.screenshot("phone-page").await;
        // What was told is one line, and its fields are a tap away.
        let line = page.by_css("#told-line").await;
        assert!(line.text().await.unwrap().contains("餐饮业"));
        line.click().await.unwrap();
        is_so(
            page,
            "the fields are there",
            "return document.querySelector('#f-employees').getClientRects().length > 0",
        )
        .await;
        page.by_css("#told-line").await.click().await.unwrap();
        // To change one from the list of answers opens them, too.
        page.script("document.querySelector('.answers').open = true").await;
        page.click("button", "修改“从业人员”").await;
        is_so(page, "the field has the focus", "return document.activeElement.id === 'f-employees'").await;
        page.script("document.querySelector('.answers').open = false").await;
        page.script("document.querySelector('#told-line').click()").await;
        page.click("button", "大字").await;
        is_so(page, "the type is large", "return document.documentElement.classList.contains('large-type')").await;
        let height = screens().await;
        assert!(height <= 17 * SCREEN / 2, "{height} px in large type");
        no_sideways_scrolling(page, "the phone page in large type").await;
        page.screenshot("phone-page-large").await;
    });
}

#[test]
fn an_amount_gets_its_unit_by_a_tap() {
    Journey::new(Site::of_dist()).phone().run(async |page| {
        opened(page, "").await;
        page.fill("年营业收入", "80").await;
        page.click("button", "80万").await;
        page.sees("= 80万元").await;
        is_so(page, "the field has the focus", "return document.activeElement.id === 'f-revenue'").await;
        assert_eq!(page.script("return document.querySelectorAll('.units button').length").await, 0);
    });
}

#[test]
fn the_bar_of_the_walk_is_one_line_of_a_phone() {
    Journey::new(Site::of_dist()).run(async |page| {
        page.resize(360, 740).await;
        opened(page, SHOP).await;
        page.by_css(".walk-bar").await;
        let lines = "const bar = document.querySelector('.walk-bar');
            const size = parseFloat(getComputedStyle(bar).lineHeight);
            const inside = bar.clientHeight - 2 * parseFloat(getComputedStyle(bar).paddingTop);
            return Math.round(inside / size)";
        assert_eq!(page.script(lines).await, 1);
        page.click("button", "English").await;
        page.click("button", "Large type").await;
        is_so(page, "it is large", "return document.documentElement.classList.contains('large-type')").await;
        assert_eq!(page.script(lines).await, 1, "in English, large");
        no_sideways_scrolling(page, "the walk in English, large").await;
    });
}

/// On a wide screen what a measure usually comes to stands below what is certain, on the same side.
#[test]
fn the_usual_amount_stands_below_the_certain_one() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, SHOP).await;
        page.by_css(".groups .card > .worth + .worth").await;
        let astray = "return [...document.querySelectorAll('.groups .card > .worth + .worth')].filter(usual => {
            const box = usual.getBoundingClientRect(), sure = usual.previousElementSibling.getBoundingClientRect();
            return box.width > 0 && (Math.abs(box.right - sure.right) > 1 || box.top < sure.bottom - 1);
        }).map(usual => usual.textContent)";
        assert_eq!(page.script(astray).await, serde_json::json!([]));
        page.screenshot("cards-wide").await;
    });
}

/// One tap confirms what is usual of a likely measure, on its card.
#[test]
fn what_is_usual_is_confirmed_on_the_card_of_a_likely_measure() {
    Journey::new(Site::of_dist()).run(async |page| {
        opened(page, SHOP).await;
        unfold(page, "answer").await;
        let card = "[data-testid=policy-surcharge-exempt-100k]";
        page.click_css(&format!("{card} [data-testid=confirm-here]")).await;
        let state =
            format!("return document.querySelector('{card} [data-testid=state]')?.textContent === '符合公布的条件'");
        is_so(page, "the card says its new state", &state).await;
        no_barriers(page, "a likely measure confirmed").await;
    });
}

/// Each of the enterprises in examples, all told, on a phone: the first act has its address or number two taps from the
/// results, and how it is done stands within four screens of the top of its page.
#[test]
fn what_is_to_be_done_first_is_near_for_every_enterprise_on_a_phone() {
    let mut names: Vec<String> = std::fs::read_dir(crate::root().join("examples/personas"))
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 12);
    Journey::new(Site::of_dist()).phone().run(async |page| {
        for name in &names {
            page.go("about:blank").await;
            page.resize(360, 740).await;
            opened(page, &everything(name)).await;
            page.by_css(".to-rest").await;
            let first = "const all = [...document.querySelectorAll('.to-act .card h3 a'), ...document.querySelectorAll('.groups .card h3 a')];
                const first = all.find(link => link.getClientRects().length > 0);
                first.id = 'first-act'; return true";
            is_so(page, "a card is there", first).await;
            // The first tap.
            page.click_css("#first-act").await;
            page.by_test_id("policy-bar").await;
            let seen = "const way = document.querySelector('.policy-bar :is(a[href^=\"http\"], a[href^=\"tel:\"])');
                const box = way && way.getBoundingClientRect();
                return !!box && box.top >= 0 && box.bottom <= innerHeight + 1";
            is_so(page, &format!("{name}: the second tap does it or calls"), seen).await;
            let how = page.script("return document.getElementById('how-title').getBoundingClientRect().top").await;
            // The aim is one screen; where conditions have fields of their own above it, it is further down yet.
            assert!(how.as_f64().is_some_and(|top| top <= 4.0 * 740.0), "{name}: how it is done begins at {how}");
        }
    });
}
