//! The public services, and whom to ask.

use super::*;

#[test]
fn services_are_a_group_of_their_own_with_what_they_are() {
    let state = restaurant().after(Action::Turn(Group::Services));
    let html = rendered(&view_of(loaded(), state), Route::Start);
    let (before, services) = html.split_once(r#"id="list-services""#).expect("the group");
    assert!(!before.contains(r#"data-testid="policy-china-sme-service-net""#), "only there");
    holds(before, &["公共服务（不计入金额）"]);
    holds(
        services,
        &[
            r#"data-testid="policy-china-sme-service-net""#,
            "https://www.chinasme.cn",
            "全部公共服务和咨询电话",
            r#"id="list-not_applicable""#,
        ],
    );
    // Whether it runs is not known: it is in the library alone.
    assert!(!services.contains(r#"data-testid="policy-sme-policy-release-platform""#), "{services}");
    let sheet = rendered(&view_of(loaded(), restaurant()), Route::LongSheet);
    holds(&sheet, &["公共服务（不计入金额）", "中国中小企业服务网"]);
}

#[test]
fn whom_to_ask_follows_the_region_and_the_sort_of_policy() {
    let html = rendered(&view_of(loaded(), restaurant()), at("services"));
    holds(
        &html,
        &[r#"data-testid="contacts""#, "粤商通", "tel:12366", "tel:12333", "tel:12345", "https://www.chinasme.cn"],
    );
    let contacts = html.split_once(r#"data-testid="contacts""#).and_then(|(_, rest)| rest.split_once("</ul>"));
    let (contacts, services) = contacts.expect("a list");
    assert!(!contacts.contains("https://www.ssme.sh.gov.cn"), "Shanghai's is for Shanghai");
    holds(services, &[r#"href="https://www.ssme.sh.gov.cn/""#, "上海市：上海市企业服务云"]);
    let shanghai = restaurant().after(Action::Enter(Facts::REGION, Some(place(Tree::Regions, "310115"))));
    holds(&rendered(&view_of(loaded(), shanghai), at("services")), &["https://www.ssme.sh.gov.cn", "tel:12345"]);
    let html = rendered(&view_of(loaded(), restaurant()), policy_page("cit-small-profit-2023"));
    holds(&html, &[r#"data-testid="contacts""#, "粤商通", "tel:12366", "tel:12345"]);
    assert!(!html.contains("tel:12333"), "not for taxes");
}

#[test]
fn a_county_is_named_with_its_city_and_says_whose_policies_it_uses() {
    let in_county = |code: &str| restaurant().after(Action::Enter(Facts::REGION, Some(place(Tree::Regions, code))));
    let html = rendered(&view_of(loaded(), in_county("440103")), Route::Start);
    holds(&html, &[r#"value="广东省广州市荔湾区""#, "这里没有广州市荔湾区自己的政策，按广州市和上级的算。"]);
    let html = rendered(&view_of(loaded(), in_county("110105")), Route::Start);
    holds(&html, &[r#"value="北京市朝阳区""#, "这里没有北京市朝阳区自己的政策，按北京市和上级的算。"]);
    let english = in_county("440103").after(Action::Speak(Language::En));
    let html = rendered(&view_of(loaded(), english), Route::Start);
    holds(&html, &["Liwan District, Guangzhou, Guangdong"]);
    let html = rendered(&view_of(loaded(), in_county("440100")), Route::Start);
    assert!(!html.contains(r#"data-testid="county""#), "a city is no county");
}
