//! What another day and a newer catalogue change.

use super::*;

#[test]
fn another_day_is_set_beside_today() {
    let state = restaurant().after(Action::Date("2022-05-01".to_owned()));
    let view = view_of(loaded(), state);
    let html = rendered(&view, at("changes"));
    holds(
        &html,
        &[
            r#"for="changes-date""#,
            r#"value="2022-05-01""#,
            r#"data-testid="date-difference""#,
            "那天可以享受、今天不可以",
            "今天可以享受、那天不可以",
            r#"data-testid="look-back""#,
            r#"data-testid="since""#,
            "没有可以比较的",
        ],
    );
    holds(&rendered(&view, Route::Start), &["与今天相比：增加", r##"href="#/changes""##]);
}

#[test]
fn what_changed_since_the_answers_were_kept_is_told() {
    let view = whole_view_of(loaded(), restaurant());
    let kept = saved::to_keep(&view);
    let same = crate::model::state::State { kept: Some(kept.clone()), ..restaurant() };
    let html = rendered(&view_of(loaded(), same.clone()), at("changes"));
    holds(&html, &["上次保存是2026年11月21日", "可以享受的政策没有变化"]);
    assert!(!rendered(&view_of(loaded(), same), Route::Start).contains(r#"data-testid="changed""#));
    // As if one that fits now had not been there, and one that was there had gone.
    let had = kept.split_once("&had=").expect("what fitted").1;
    let whole = had.split('+').next().expect("a policy");
    let first = whole.split(':').next().expect("its name");
    let old = kept.replace(&format!("&had={whole}+"), "&had=long-gone+").replacen("v=", "v=old-", 1);
    let state = crate::model::state::State { kept: Some(old), ..restaurant() };
    let view = view_of(loaded(), state);
    let html = rendered(&view, at("changes"));
    holds(&html, &["政策目录版本old-", "新增可以享受", &format!("#/policy/{first}"), "不再可以享受", "− long-gone"]);
    holds(&rendered(&view, Route::Start), &["上次保存以来：增加1项，减少1项"]);
    // As if one that still fits had been worth 1,234 yuan a year.
    let part = had.split('+').next().expect("a policy");
    let name = part.split(':').next().expect("its name");
    let old = kept.replace(&format!("&had={part}"), &format!("&had={name}:123400:123400:year"));
    let state = crate::model::state::State { kept: Some(old), ..restaurant() };
    let view = view_of(loaded(), state);
    let html = rendered(&view, at("changes"));
    holds(&html, &[r#"data-testid="since""#, "金额有变化", "上次保存时", &format!("#/policy/{name}"), "1,234元"]);
    holds(&rendered(&view, Route::Start), &["上次保存以来：增加0项，减少0项，金额变化1项"]);
}

#[test]
fn a_measure_whose_documented_end_has_passed_is_not_said_to_be_met_no_longer() {
    let mut state = linked("v=x&industry=C34&employees=280&region=320500&insured_employees=278");
    let html = rendered(&view_of(loaded(), state.clone()), at("changes"));
    let (_, back) = html.split_once(r#"data-testid="look-back""#).expect("the last three years");
    let (back, _) = back.split_once("</section>").expect("its end");
    assert!(!back.contains("#/policy/ui-premium-rate-1pct"), "it comes by itself: nobody forgets to claim it");
    assert!(!back.contains("已不符合"), "nothing has changed in the enterprise: {back}");
    // What was kept while it held.
    let query = share_link::answers(&state, loaded().rules());
    state.kept = Some(format!("{query}&marked=&seen=2025-06-01&had=ui-premium-rate-1pct+vat-smallscale-1pct-2023"));
    let html = rendered(&view_of(loaded(), state), at("changes"));
    let (_, since) = html.split_once(r#"data-testid="since""#).expect("what has changed");
    holds(
        since,
        &[
            "不再可以享受",
            "#/policy/ui-premium-rate-1pct",
            "文件写明的期限已过",
            "#/policy/vat-smallscale-1pct-2023",
            "（已结束）",
        ],
    );
    assert!(!since.contains("已不符合"), "{since}");
}
