//! The library.

use super::*;

#[test]
fn the_library_begins_with_what_fits_and_ends_with_what_is_over() {
    let listed = |action: fn(Filters) -> Filters| {
        let filters = Filters { show_all: true, ..action(Filters::default()) };
        let state = company_restaurant().after(Action::Filter(Box::new(filters)));
        let html = rendered(&view_of(loaded(), state), Route::Library);
        let tail = html.split_once(r#"class="results""#).map(|(_, tail)| tail.to_owned());
        tail.expect("what was found")
    };
    let best = listed(|filters| filters);
    holds(&best, &["依据：", "还需要：", "不符合：", "已结束"]);
    let over = best.find("已结束").expect("something is over");
    assert!(best.rfind("还需要：").expect("something may fit") < over, "nothing that may fit comes after it");
    // Ended in 2021: the search fits as well as it fits those of today.
    holds(
        &listed(|filters| Filters { typed: "小规模纳税人3%".to_owned(), ..filters }),
        &["policy-vat-smallscale-1pct-2026", "policy-vat-smallscale-1pct-2020"],
    );
    // What has ended is worth nothing any more, whatever it was worth.
    let worth = listed(|filters| Filters { sort: LibrarySort::Worth, ..filters });
    assert!(worth.rfind("还需要：").expect("something may fit") < worth.find("已结束").expect("something is over"));
}

#[test]
fn the_library_is_filtered_by_region_issuer_and_verification() {
    use engine::enterprise::Code;
    let of = |filters: Filters| {
        let state = restaurant().after(Action::Filter(Box::new(filters)));
        rendered(&view_of(loaded(), state), Route::Library)
    };
    let count = |html: &str| html.matches(r#"data-testid="policy-"#).count();
    let all = of(Filters { show_all: true, ..Filters::default() });
    assert!(all.contains("只看我的清单") && !all.contains("收藏"), "one word for the list");
    let nation = of(Filters { show_all: true, region: Some(Code::ROOT), ..Filters::default() });
    let zhejiang = of(Filters { show_all: true, region: Tree::Regions.find("浙江省"), ..Filters::default() });
    assert!(count(&all) == 264 || count(&all) > count(&nation));
    assert!(count(&nation) > count(&zhejiang) && count(&zhejiang) > 0);
    let issuer = crate::later::search::issuer_of("财政部");
    let html = of(Filters { show_all: true, issuer, ..Filters::default() });
    assert!(count(&html) < count(&all) && count(&html) > 100);
    let (_, list) = html.split_once(r#"id="f-issuer""#).expect("a list");
    let (list, _) = list.split_once("</select>").expect("its end");
    assert!(list.matches("<option").count() <= 33, "the list is short: {list}");
    let sorted = of(Filters { show_all: true, sort: LibrarySort::Newest, ..Filters::default() });
    assert_eq!(count(&sorted), count(&all), "an order leaves nothing out");
    let found = of(Filters { typed: "yffy".to_owned(), ..Filters::default() });
    assert!(count(&found) < count(&all));
    holds(&found, &["找到"]);
}

#[test]
fn where_nothing_is_found_the_page_says_what_was_searched_and_offers_what_is_near() {
    let of = |filters: Filters| {
        rendered(&view_of(loaded(), start().after(Action::Filter(Box::new(filters)))), Route::Library)
    };
    let typed = |typed: &str| Filters { typed: typed.to_owned(), ..Filters::default() };
    let html = of(typed("财税〔2019〕999号"));
    holds(
        &html,
        &["找到0项政策", "没有找到符合的政策", "财税〔2019〕999号", "找过政策的名称", "相近的政策", "招人", "12345"],
    );
    assert!(html.contains("#/policy/"), "documents of that year are offered");
    // What only the filters hide is offered without them.
    let region = Tree::Regions.find("西藏自治区");
    let html = of(Filters { region, ..typed("残保金") });
    holds(&html, &["西藏自治区", "没有找到符合的政策", "去掉筛选再找"]);
    let html = of(typed("。。"));
    holds(&html, &["没有找到符合的政策", "常有人找"]);
}

#[test]
fn a_place_says_how_much_of_it_is_listed() {
    let of = |typed: &str| {
        let filters = Filters { typed: typed.to_owned(), ..Filters::default() };
        rendered(&view_of(loaded(), start().after(Action::Filter(Box::new(filters)))), Route::Library)
    };
    holds(&of("杭州"), &["杭州市自己的政策有", "上级地区的有", "全国性的政策在这里也适用"]);
    holds(&of("昆山"), &["没有收录", "昆山市自己的政策", "12345", "看全国性的政策"]);
    assert!(!of("招人").contains("found-in"));
}

#[test]
fn the_filters_are_one_line_that_names_what_is_chosen() {
    let of = |filters: Filters| {
        rendered(&view_of(loaded(), start().after(Action::Filter(Box::new(filters)))), Route::Library)
    };
    let html = of(Filters::default());
    holds(
        &html,
        &["搜索政策", "<details class=\"filters-fold\">", "筛选和排序", "f-category", "</details>", "找到", "cards"],
    );
    assert!(!html.contains("清除筛选"));
    let status = Some(engine::catalogue::Status::InForce);
    holds(
        &of(Filters { status, region: Tree::Regions.find("广东省"), ..Filters::default() }),
        &["筛选和排序", "执行中", "广东省", "清除筛选"],
    );
}
