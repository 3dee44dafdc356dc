//! The pictures of docs/screenshots.md: `make screenshots` takes them anew.
//!
//! Each has numbers at the things that the text beside it speaks of; a thing that is no longer there fails.

use crate::journeys::opened;
use crate::{Journey, Page, Site};

const RESTAURANT: &str = "#/?employees=8&revenue=800000&industry=H62&region=440100&entity=individual";

/// Numbers the first things that these selectors find, and takes a picture of what is on the screen.
async fn picture(page: &Page, name: &str, things: &[&str]) {
    let list = serde_json::to_string(things).unwrap();
    let missing = page
        .script(&format!(
            "document.querySelectorAll('.picture-number').forEach((old) => old.remove());
             return {list}.filter((selector, index) => {{
                 const box = Array.from(document.querySelectorAll(selector), (thing) => thing.getBoundingClientRect())
                     .find((box) => box.width > 0 && box.bottom > 20 && box.top < innerHeight - 20);
                 if (!box) return true;
                 const number = document.createElement('div');
                 number.className = 'picture-number';
                 number.textContent = index + 1;
                 Object.assign(number.style, {{ position: 'absolute', zIndex: 99, width: '24px', height: '24px',
                     left: Math.max(0, box.left + scrollX - 14) + 'px', top: Math.max(0, box.top + scrollY - 10) + 'px',
                     borderRadius: '12px', background: '#c2185b', color: '#fff', font: 'bold 15px/24px sans-serif',
                     textAlign: 'center', border: '1px solid #fff', boxSizing: 'content-box' }});
                 document.body.appendChild(number);
                 return false;
             }});"
        ))
        .await;
    assert_eq!(missing, serde_json::json!([]), "{name} no longer shows these");
    page.screenshot(&format!("docs-{name}")).await;
    page.script("document.querySelectorAll('.picture-number').forEach((old) => old.remove())").await;
}

async fn scroll_to(page: &Page, selector: &str) {
    page.by_css(selector).await;
    page.script(&format!("document.querySelector('{selector}').scrollIntoView({{ block: 'start' }})")).await;
}

#[test]
#[ignore = "takes pictures for the documents; asserts nothing that other journeys do not"]
fn pictures() {
    Journey::new(Site::of_dist()).run(async |page| {
        page.resize(390, 844).await;
        opened(page, RESTAURANT).await;
        page.sees("现在可以享受").await;
        picture(page, "start-phone", &["#f-industry", "#f-entity", "#f-employees", ".pair select", ".site-tools"])
            .await;
        scroll_to(page, ".summary").await;
        picture(page, "answer-phone", &[".summary", ".ask-slot > *"]).await;
        scroll_to(page, "#list-nothing").await;
        picture(page, "cards-phone", &[".card h3, .card a", ".card .do"]).await;
        page.resize(1280, 900).await;
        scroll_to(page, ".summary").await;
        picture(page, "answer", &[".summary", ".ask-slot > *"]).await;
        opened(page, "#/policy/cit-small-profit-2023").await;
        picture(page, "policy", &["#page-title", "[data-testid=case]"]).await;
        opened(page, "#/overview").await;
        picture(page, "overview", &["[data-testid=timeline]"]).await;
        opened(page, "#/library").await;
        page.fill("搜索政策", "yanfa").await;
        page.sees("研发费用").await;
        picture(page, "library", &["input[type=search]", ".filters-fold > summary", "[data-testid=found]"]).await;
        opened(page, "#/late-payment").await;
        picture(page, "late-payment", &["#page-title", "#late-debtor"]).await;
        opened(page, RESTAURANT).await;
        page.click("button", "大字").await;
        page.click("button", "繁體").await;
        page.sees("看看您的企業能享受哪些政策").await;
        page.resize(390, 844).await;
        picture(page, "large-traditional", &[".site-tools", "#page-title"]).await;
    });
}
