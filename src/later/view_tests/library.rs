//! The library.

use super::*;

#[test]
fn the_library_begins_with_what_fits_and_ends_with_what_is_over() {
    let listed = |action: fn(Filters) -> Filters| {
        let filters = Filters { show_all: true, ..action(Filters::default()) };
        let state = company_restaurant().after(Action::Filter(Box::new(filters)));
        let html = rendered(&view_of(loaded(), state), Route::Library);
        let tail = html.split_once(r#"data-testid="found""#).map(|(_, tail)| tail.to_owned());
        tail.expect("how many were found")
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
    let nation = of(Filters { show_all: true, region: Some(Code::ROOT), ..Filters::default() });
    let zhejiang = of(Filters { show_all: true, region: Tree::Regions.find("浙江省"), ..Filters::default() });
    assert!(count(&all) == 264 || count(&all) > count(&nation));
    assert!(count(&nation) > count(&zhejiang) && count(&zhejiang) > 0);
    let issuer = loaded().catalogue().and_then(|catalogue| catalogue.details.first()?.issuers.first()).copied();
    assert!(count(&of(Filters { show_all: true, issuer, ..Filters::default() })) < count(&all));
    let sorted = of(Filters { show_all: true, sort: LibrarySort::Newest, ..Filters::default() });
    assert_eq!(count(&sorted), count(&all), "an order leaves nothing out");
    let found = of(Filters { typed: "yffy".to_owned(), ..Filters::default() });
    assert!(count(&found) < count(&all));
    holds(&found, &["找到"]);
}
