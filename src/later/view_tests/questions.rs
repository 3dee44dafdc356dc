//! The questions put one at a time.

use super::*;

#[test]
fn a_question_comes_with_what_it_settles() {
    #[derive(Clone, PartialEq, Properties)]
    struct Props {
        view: View,
    }
    #[component]
    fn Host(props: &Props) -> Html {
        html! { <Question view={WholeView::of(&props.view).expect("all of it")} send={Send::noop()} /> }
    }
    let view = view_of(loaded(), restaurant());
    let html = futures::executor::block_on(
        yew::LocalServerRenderer::<Host>::with_props(Props { view }).hydratable(false).render(),
    );
    holds(&html, &["再答一个问题", r#"data-testid="settles""#, "回答后最多可确定", "不清楚", "跳过"]);
}

/// Every question that the page puts to an individual business, one after the other.
#[test]
fn an_individual_business_is_asked_what_suits_it() {
    let loaded = loaded();
    let rules = loaded.rules();
    let entity = crate::model::state::entity(rules).expect("the legal form");
    let individual = rules.facts.get(entity).and_then(|fact| fact.option("individual")).expect("an option");
    let walk = |mut state: State| {
        let mut asked = Vec::new();
        let loaded = Rc::new(loaded.clone());
        loop {
            let view = View::of(WHOLE_PROGRAM, loaded.clone(), Rc::new(state.clone()));
            let next = crate::first::view::next_question(&view);
            let Some((id, _)) = next else { return asked };
            let ask = view.speaker().ask(id, &view.situation()).to_owned();
            asked.push((view.rules().facts.get(id).expect("a fact").id.clone(), ask));
            state = state.after(Action::Pass(id));
        }
    };
    let asked = walk(restaurant().after(Action::Enter(entity, Some(Entry::Options(bit(individual))))));
    assert!(asked.len() > 20);
    for (id, ask) in &asked {
        assert!(!ask.contains("企业所得税") && !ask.starts_with("企业") && !ask.starts_with("单位"), "{id}: {ask}");
        assert!(!["titles", "newly_recognised", "rd_ratio_3y", "account_audit"].contains(&id.as_str()), "{id}");
    }
    let own = ["owner_group", "taxpayer_type"];
    assert!(own.iter().all(|own| asked.iter().take(2).any(|(id, _)| id == own)), "{asked:?}");
    // A company is asked for its titles.
    let company = rules.facts.get(entity).and_then(|fact| fact.option("company")).expect("an option");
    let asked = walk(restaurant().after(Action::Enter(entity, Some(Entry::Options(bit(company))))));
    assert!(asked.iter().any(|(id, _)| id == "titles"));
}

#[test]
fn not_knowing_is_an_answer_that_can_be_changed() {
    let loaded = loaded();
    let fact = loaded.rules().facts.find("clean_record").expect("a fact");
    let view = view_of(loaded, restaurant().after(Action::Answer(fact, Entry::Unsure)));
    let html = rendered(&view, Route::Start);
    holds(&html, &["我填过的内容（4）", "信用和合规记录良好：", "不清楚", "修改"]);
    assert!(view.parsed.profile.given(fact).is_none(), "nothing is said");
    let next = crate::first::view::next_question(&view);
    assert_ne!(next.map(|(id, _)| id), Some(fact), "not asked again");
}

/// The page once every question was passed or answered so, and the facts asked.
fn asked_out(mut state: State, then: impl Fn(engine::enterprise::FactId) -> Action) -> (Vec<String>, String) {
    let loaded = Rc::new(loaded());
    let mut asked = Vec::new();
    loop {
        let view = View::of(WHOLE_PROGRAM, loaded.clone(), Rc::new(state.clone()));
        let Some((id, _)) = crate::first::view::next_question(&view) else {
            return (asked, rendered(&view, Route::Start));
        };
        asked.push(view.rules().facts.get(id).expect("a fact").id.clone());
        assert!(asked.len() < 300, "{asked:?}");
        state = state.after(then(id));
    }
}

#[test]
fn the_end_of_the_questions_says_what_is_still_open() {
    // All that the job-stability refund asks for is told: the local fund decides.
    let link = "v=x&industry=L72&entity=company&employees=8&region=310000&taxable_income=600000&restricted_industry=no\
        &insured_employees=8&layoff_rate=0%&ui_months_paid=12&ui_paid_last_year=8600";
    // A field of the first screen that stayed empty is asked in the end.
    let (asked, html) = asked_out(linked(link), Action::Pass);
    assert_eq!(asked.last().map(String::as_str), Some("assets"), "{asked:?}");
    holds(
        &html,
        &[
            "没有更多问题",
            "没有更多要问的了，但还没有全部确定",
            r#"data-testid="left""#,
            "您跳过的：",
            "再看跳过的问题",
        ],
    );
    holds(&html, &["要由主管部门、银行等决定", "是否还在执行不明确"]);
    assert!(!html.contains("没有其他问题会改变结果"));
    let (_, html) = asked_out(linked(link), |id| Action::Answer(id, Entry::Unsure));
    holds(&html, &["您回答“不清楚”的：", "补充后可能改变"]);
    assert!(!html.contains("再看跳过的问题") && !html.contains("没有其他问题会改变结果"));
    // A place is chosen from a list: it is named.
    let link = link.replace("&region=310000", "&assets=1000000");
    let (asked, html) = asked_out(linked(&link), |id| Action::Answer(id, Entry::Unsure));
    assert!(!asked.iter().any(|id| id == "region"), "{asked:?}");
    holds(&html, &["还没有填好或没有看懂的：所在地区。"]);
    // What a link brought and nobody understands has no field above either.
    let (_, html) = asked_out(linked("v=x&industry=H62&quarterly_sales=abc"), Action::Pass);
    let (_, rest) = html.split_once("还没有填好或没有看懂的：").expect("what is not understood");
    assert!(rest.split('。').next().is_some_and(|named| named.contains("季度销售额")), "{rest}");
}

#[test]
fn a_day_half_typed_is_said_at_its_field_and_nowhere_else() {
    use crate::first::start::UNFINISHED;
    let half = restaurant().after(Action::Date(UNFINISHED.to_owned())).after(Action::Settle);
    let html = rendered(&view_of(loaded(), half), Route::Start);
    assert_eq!(html.matches("请填写有效日期").count(), 1, "{html}");
    // What came by a link stands in no field of the browser.
    let linked = restaurant().after(Action::Date("2024-13-01".to_owned())).after(Action::Settle);
    let html = rendered(&view_of(loaded(), linked), Route::Start);
    holds(&html, &["请填写有效日期", "“2024-13-01”，请填写有效日期"]);
}
