//! The further pages, and what else the second piece adds to the page, rendered to HTML natively.

use std::rc::Rc;

use crate::first::view::View;
use crate::later::view_tests::{
    book, company_restaurant, holds, place, rendered, restaurant, start, view_of, whole_view_of,
};
use crate::later::{WHOLE, export, saved, share_link};
use crate::model::draft::Entry;
use crate::model::route::Route;
use crate::model::state::{Action, Keep, State};
use engine::catalogue::{Channel, Language};
use engine::enterprise::{Facts, Tree};
use engine::matching::Group;
use engine::quantity::Unit;

fn policy(name: &str) -> Route {
    Route::Policy(name.to_owned())
}

#[test]
fn a_policy_says_what_it_would_answer_if_one_fact_were_another() {
    let state = restaurant().after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("301".to_owned()))));
    let html = rendered(&view_of(book(), state), policy("cit-small-profit-2023"));
    holds(
        &html,
        &[
            r#"data-testid="what-if""#,
            "从业人员",
            r#"type="range""#,
            "不超过300人",
            "还不能确定",
            r#"class="chosen""#,
            "301人以上",
            "现在",
            "不符合",
        ],
    );
}

#[test]
fn official_terms_are_explained_and_a_mistake_can_be_reported() {
    let html = rendered(&view_of(book(), restaurant()), policy("cit-small-profit-2023"));
    holds(
        &html,
        &[
            r#"data-testid="terms""#,
            "<summary>名词解释</summary>",
            "<dt>小型微利企业</dt>",
            "不属限制和禁止行业",
            r#"data-testid="mistake""#,
            "报告这一页的错误",
            "目录版本",
        ],
    );
    let english = restaurant().after(Action::Speak(Language::En));
    let html = rendered(&view_of(book(), english), policy("cit-small-profit-2023"));
    holds(&html, &["Terms explained", "<dt>Taxable income</dt>", "What if", "Report a mistake"]);
}

#[test]
fn an_old_catalogue_says_so_from_half_a_year_after_its_review() {
    let reviewed = book().rules().reviewed.expect("a day of review");
    let half = reviewed.reaches_age(6, Unit::Months);
    for (today, old) in [(reviewed, false), (half.plus_days(-1), false), (half, true), (half.plus_days(1), true)] {
        let html = rendered(&view_of(book(), State::new(today, Language::ZhCn)), Route::Start);
        assert_eq!(html.contains(r#"data-testid="stale""#), old, "on {today}");
        assert_eq!(html.contains("已超过半年"), old, "on {today}");
    }
}

#[test]
fn a_path_that_leads_nowhere_says_so() {
    let html = rendered(&view_of(book(), start()), Route::Unknown("nonsense".to_owned()));
    holds(&html, &["没有这个页面", r##"href="#/""##]);
}

fn further(path: &str) -> Route {
    Route::parse(&format!("#/{path}")).expect("a page")
}

#[test]
fn the_overview_shows_ends_worth_and_cliffs_each_with_its_table() {
    let html = rendered(&view_of(book(), restaurant()), further("overview"));
    holds(
        &html,
        &[
            "一图看懂",
            r#"data-testid="timeline""#,
            "<table",
            r##"href="#/policy/"##,
            r#"aria-hidden="true""#,
            r#"data-testid="by-category""#,
            r#"data-testid="cliffs""#,
            "从业人员（现在 8人）",
        ],
    );
    let html = rendered(&view_of(book(), start()), further("overview"));
    holds(&html, &["先填写规模"]);
    assert!(!html.contains("<table"));
}

#[test]
fn another_day_is_set_beside_today() {
    let state = restaurant().after(Action::Date("2022-05-01".to_owned()));
    let view = view_of(book(), state);
    let html = rendered(&view, further("changes"));
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
    let view = whole_view_of(book(), restaurant());
    let kept = saved::to_keep(&view);
    let same = crate::model::state::State { kept: Some(kept.clone()), ..restaurant() };
    let html = rendered(&view_of(book(), same.clone()), further("changes"));
    holds(&html, &["上次保存是2026年11月21日", "可以享受的政策没有变化"]);
    assert!(!rendered(&view_of(book(), same), Route::Start).contains(r#"data-testid="changed""#));
    // As if one that fits now had not been there, and one that was there had gone.
    let had = kept.split_once("&had=").expect("what fitted").1;
    let whole = had.split('+').next().expect("a policy");
    let first = whole.split(':').next().expect("its name");
    let old = kept.replace(&format!("&had={whole}+"), "&had=long-gone+").replacen("v=", "v=old-", 1);
    let state = crate::model::state::State { kept: Some(old), ..restaurant() };
    let view = view_of(book(), state);
    let html = rendered(&view, further("changes"));
    holds(&html, &["政策目录版本old-", "新增可以享受", &format!("#/policy/{first}"), "不再可以享受", "− long-gone"]);
    holds(&rendered(&view, Route::Start), &["上次保存以来：增加1项，减少1项"]);
    // As if one that still fits had been worth 1,234 yuan a year.
    let part = had.split('+').next().expect("a policy");
    let name = part.split(':').next().expect("its name");
    let old = kept.replace(&format!("&had={part}"), &format!("&had={name}:123400:123400:year"));
    let state = crate::model::state::State { kept: Some(old), ..restaurant() };
    let view = view_of(book(), state);
    let html = rendered(&view, further("changes"));
    holds(&html, &[r#"data-testid="since""#, "金额有变化", "上次保存时", &format!("#/policy/{name}"), "1,234元"]);
    holds(&rendered(&view, Route::Start), &["上次保存以来：增加0项，减少0项，金额变化1项"]);
}

#[test]
fn the_client_sheet_holds_what_an_adviser_hands_over() {
    let html = rendered(&view_of(book(), company_restaurant()), further("sheet"));
    holds(
        &html,
        &[
            "客户单",
            "链接里只带大致范围",
            "企业情况",
            "8人",
            "微型企业",
            "现在可以享受",
            "办理步骤",
            "<ol",
            r#"data-testid="sheet-code""#,
            r#"role="img""#,
            "#/?v=",
            "employees=5~9",
        ],
    );
}

#[test]
fn what_was_looked_for_and_what_is_missing_is_told_for_the_region() {
    let html = rendered(&view_of(book(), restaurant()), Route::Start);
    holds(&html, &[r#"data-testid="coverage""#, "国家级", "已知没有收录的：", "查过地方政策的地区"]);
    let region =
        book().catalogue().expect("all of it").surveyed.iter().map(|survey| survey.region).max().expect("a survey");
    let place = Entry::Place { typed: String::new(), code: Some(region) };
    let html = rendered(&view_of(book(), start().after(Action::Enter(Facts::REGION, Some(place)))), Route::Start);
    holds(&html, &["省级", "已知没有收录的：", "国家级"]);
}

#[test]
fn not_knowing_is_an_answer_that_can_be_changed() {
    let book = book();
    let fact = book.rules().facts.find("clean_record").expect("a fact");
    let view = view_of(book, restaurant().after(Action::Answer(fact, Entry::Unsure)));
    let html = rendered(&view, Route::Start);
    holds(&html, &["我填过的内容（4）", "信用和合规记录良好：", "不清楚", "修改"]);
    assert!(view.parsed.profile.given(fact).is_none(), "nothing is said");
    let next = crate::first::view::next_question(&view);
    assert_ne!(next.map(|(id, _)| id), Some(fact), "not asked again");
}

#[test]
fn while_someone_types_the_results_follow_and_the_next_question_waits() {
    let type_in = |state: &State, id, entry| Rc::new(state.after(Action::Type(id, entry)));
    let before = view_of(book(), restaurant());
    let typed = Entry::Typed("8888".to_owned());
    let state = type_in(&before.state, Facts::EMPLOYEES, typed.clone());
    let typing = before.with(before.book.clone(), state.clone());
    let whole = View::of(WHOLE, before.book.clone(), state.clone());
    let usable = |view: &View| -> Vec<_> {
        view.answer.outcomes.iter().map(|outcome| (outcome.group, outcome.estimate)).collect()
    };
    assert_eq!(usable(&typing), usable(&whole));
    assert_ne!(typing.questions, whole.questions, "another question is the best now");
    holds(&rendered(&typing, Route::Start), &[r#"aria-busy="true""#, "8,888人"]);
    for then in [typing.clone().ranked(), typing.with(before.book.clone(), Rc::new(state.after(Action::Settle)))] {
        assert_eq!(then.questions, whole.questions);
        assert!(!rendered(&then, Route::Start).contains("aria-busy"));
    }
    // Until it is understood, nothing is told.
    let entry = Entry::Place { typed: "餐".to_owned(), code: None };
    let half = before.with(before.book.clone(), type_in(&start(), Facts::INDUSTRY, entry));
    let html = rendered(&half, Route::Start);
    assert!(!html.contains("我填过的内容"));
    holds(&html, &["先填写上面的规模、行业和地区"]);
}

#[test]
fn a_table_of_clients_is_set_against_the_policies() {
    let view = whole_view_of(book(), restaurant());
    crate::later::pages::clients_tests::paste(&view, "id,employees\n面馆,8\n坏行,eight\n");
    let html = rendered(&view, further("clients"));
    holds(
        &html,
        &[
            "粘贴表格",
            "已比对1家，共1家；另有1行没有读懂。",
            "第3行：从业人员",
            r#"data-testid="matrix""#,
            "面馆",
            r#"aria-hidden="true""#,
            "下载表格（CSV）",
        ],
    );
}

#[test]
fn the_library_is_filtered_by_region_issuer_and_verification() {
    use crate::model::state::{Filters, Sort};
    use engine::enterprise::{Code, Tree};
    let of = |filters: Filters| {
        let state = restaurant().after(Action::Filter(Box::new(filters)));
        rendered(&view_of(book(), state), Route::Library)
    };
    let count = |html: &str| html.matches(r#"data-testid="policy-"#).count();
    let all = of(Filters { whole: true, ..Filters::default() });
    let nation = of(Filters { whole: true, region: Some(Code::ROOT), ..Filters::default() });
    let zhejiang = of(Filters { whole: true, region: Tree::Regions.find("浙江省"), ..Filters::default() });
    assert!(count(&all) == 264 || count(&all) > count(&nation));
    assert!(count(&nation) > count(&zhejiang) && count(&zhejiang) > 0);
    let issuer = book().catalogue().and_then(|catalogue| catalogue.details.first()?.issuers.first()).copied();
    assert!(count(&of(Filters { whole: true, issuer, ..Filters::default() })) < count(&all));
    let sorted = of(Filters { whole: true, sort: Sort::Newest, ..Filters::default() });
    assert_eq!(count(&sorted), count(&all), "an order leaves nothing out");
    let found = of(Filters { typed: "yffy".to_owned(), ..Filters::default() });
    assert!(count(&found) < count(&all));
    holds(&found, &["找到"]);
}

#[test]
fn services_are_a_group_of_their_own_with_what_they_are() {
    let html = rendered(&view_of(book(), restaurant()), Route::Start);
    let (before, services) = html.split_once(r#"id="list-services""#).expect("the group");
    assert!(!before.contains(r#"data-testid="policy-china-sme-service-net""#), "only there");
    holds(before, &["公共服务（不计入金额）"]);
    holds(
        services,
        &[
            r#"data-testid="policy-china-sme-service-net""#,
            "谁能用",
            "现在是否在办",
            "执行中",
            "是否延续不明确：",
            r#"id="list-not_applicable""#,
        ],
    );
    let sheet = rendered(&view_of(book(), restaurant()), further("sheet"));
    holds(&sheet, &["公共服务（不计入金额）", "中国中小企业服务网"]);
}

#[test]
fn whom_to_ask_follows_the_region_and_the_sort_of_policy() {
    let html = rendered(&view_of(book(), restaurant()), further("services"));
    holds(
        &html,
        &[r#"data-testid="contacts""#, "粤商通", "tel:12366", "tel:12333", "tel:12345", "https://www.chinasme.cn"],
    );
    assert!(!html.contains("https://www.ssme.sh.gov.cn"), "Shanghai's is for Shanghai");
    let shanghai = restaurant().after(Action::Enter(Facts::REGION, Some(place(Tree::Regions, "310115"))));
    holds(&rendered(&view_of(book(), shanghai), further("services")), &["https://www.ssme.sh.gov.cn", "tel:12345"]);
    let html = rendered(&view_of(book(), restaurant()), policy("cit-small-profit-2023"));
    holds(&html, &[r#"data-testid="contacts""#, "粤商通", "tel:12366", "tel:12345"]);
    assert!(!html.contains("tel:12333"), "not for taxes");
}

/// The state that a link opens.
fn linked(query: &str) -> State {
    let taken = share_link::read(query, book().rules());
    State { draft: taken.draft, ..start() }
}

/// The page once every question was passed or answered so, and the facts asked.
fn asked_out(mut state: State, then: impl Fn(engine::enterprise::FactId) -> Action) -> (Vec<String>, String) {
    let book = Rc::new(book());
    let mut asked = Vec::new();
    loop {
        let view = View::of(WHOLE, book.clone(), Rc::new(state.clone()));
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
fn papers_that_are_not_known_are_asked_for_on_page_and_sheet() {
    let view = view_of(book(), restaurant());
    let html = rendered(&view, policy("hire-bonus-2026"));
    holds(&html, &["所需材料", "材料清单未收录，办理前先问清要带哪些", "12333"]);
    assert!(!html.contains("不需要另外准备材料"));
    holds(&rendered(&view, policy("six-taxes-two-fees-2023")), &["所需材料", "不需要另外准备材料"]);
    let html = rendered(&view_of(book(), company_restaurant()), further("sheet"));
    holds(&html, &["材料清单（合并）", "材料清单未收录，办理前先问清要带哪些："]);
    assert!(!html.contains("一页"));
}

#[test]
fn what_nothing_prices_is_worth_a_dash_on_summary_and_sheet() {
    let view = view_of(book(), linked("v=x&industry=C34&entity=company&employees=280&revenue=210000000&region=320500"));
    assert!(!view.answer.combination.year.priced, "{:?}", view.answer.combination.year);
    for route in [Route::Start, further("sheet")] {
        let html = rendered(&view, route);
        holds(&html, &["每年约值", "—（还没有能估算的）"]);
        assert!(!html.contains("：0元") && !html.contains(">0元"));
    }
}

#[test]
fn a_measure_whose_documented_end_has_passed_is_not_said_to_be_met_no_longer() {
    let mut state = linked("v=x&industry=C34&employees=280&region=320500&insured_employees=278");
    let html = rendered(&view_of(book(), state.clone()), further("changes"));
    let (_, back) = html.split_once(r#"data-testid="look-back""#).expect("the last three years");
    let (back, _) = back.split_once("</section>").expect("its end");
    let (_, row) = back.split_once("#/policy/ui-premium-rate-1pct").expect("it ended in 2025");
    let (row, _) = row.split_once("</tr>").expect("its end");
    holds(row, &["2025年12月31日", "文件写明的期限已过，是否延续不明确"]);
    assert!(!back.contains("已不符合"), "nothing has changed in the enterprise: {back}");
    // What was kept while it held.
    let query = share_link::query(&state, book().rules());
    state.kept = Some(format!("{query}&marked=&seen=2025-06-01&had=ui-premium-rate-1pct+vat-smallscale-1pct-2023"));
    let html = rendered(&view_of(book(), state), further("changes"));
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

#[test]
fn a_calendar_calls_for_an_act_only_where_there_is_one() {
    let state = linked("v=x&industry=C34&entity=company&employees=280&revenue=210000000&region=320500");
    let view = whole_view_of(book(), state);
    // Lines are folded at 75 bytes.
    let calendar = export::calendar(&view).replace("\r\n ", "");
    let title = |id: &str| {
        let (_, event) = calendar.split_once(&format!("UID:{id}@")).expect(id);
        let (_, title) = event.split_once("SUMMARY:").expect("a title");
        title.split("\r\n").next().unwrap_or_default().to_owned()
    };
    assert!(title("hire-bonus-2026").starts_with("申请截止（可能可以享受）：2026年一次性扩岗补助"), "{calendar}");
    assert!(title("stamp-loan-contract").starts_with("政策到期"), "{calendar}");
    let nearest = view.answer.nearest_deadline(view.catalogue()).expect("a deadline");
    assert_eq!((nearest.day.to_string().as_str(), nearest.is_certain), ("2026-12-31", false));
    let html = rendered(&view, Route::Start);
    holds(&html, &["最近的截止日", "2026年12月31日", "（还不能确定能否享受）"]);
}

/// The cards of a group and the page of a policy in it, in both languages.
#[test]
fn what_nobody_claims_names_no_way_to_get_it_and_says_what_is_true_where_it_stands() {
    let group = Group::Background;
    let state = start().after(Action::Turn(group)).after(Action::Whole(group));
    let spoken = [
        (Language::ZhCn, ["没有人凭它领取什么", "对企业的好处看这项政策的说明", "怎么办理</h2>"]),
        (Language::En, ["nobody claims anything by it", "own text; ask the lender", "How to get it</h2>"]),
    ];
    for (language, [framework, lender, how]) in spoken {
        let view = view_of(book(), State { language, ..state.clone() });
        let chip = |channel: &Channel| format!(r#"<span class="tag strong">{}</span>"#, view.speaker().label(channel));
        let chips: Vec<String> = Channel::ALL.iter().map(chip).collect();
        let bare = |html: &str| assert!(!chips.iter().any(|chip| html.contains(chip.as_str())), "{html}");
        let html = rendered(&view, Route::Start);
        let card = |id: &str| {
            let (_, card) = html.split_once(&format!(r#"data-testid="policy-{id}""#)).expect(id);
            card.split("</article>").next().unwrap_or_default().to_owned()
        };
        for (id, said) in [("getihu-regulation-2022", framework), ("vat-lender-1m", lender)] {
            let card = card(id);
            holds(&card, &[r#"class="tag""#, said]);
            bare(&card);
            let page = rendered(&view, policy(id));
            holds(&page, &[r#"class="tag""#, said, how]);
            bare(&page);
        }
    }
}

#[test]
fn what_the_totals_leave_out_stands_below_all_figures() {
    let link = "v=x&industry=H62&entity=individual&employees=3&revenue=450000&region=410100";
    let html = rendered(&view_of(book(), linked(link)), Route::Start);
    holds(
        &html,
        &[
            r#"<dl class="figures">"#,
            "最近的截止日",
            "</dl>",
            r#"<p data-testid="not-counted">每年约值：未计入"#,
            "金额按您填写的情况",
        ],
    );
}

#[test]
fn a_link_looked_at_is_kept_by_the_buttons_of_its_notice_alone() {
    let mut state = linked("v=x&employees=200&industry=C13");
    state.kept = Some("v=x&employees=8".to_owned());
    let of = |keep: Keep| {
        let html = rendered(&view_of(book(), state.after(Action::Keep(keep))), Route::Start);
        html.split_once(r#"id="take-title""#).map(|(_, take)| take.to_owned()).expect("ways to take it away")
    };
    let asked = of(Keep::Others);
    holds(&asked, &["保存哪些内容，请在页面上方选择。"]);
    assert!(!asked.contains("把填写内容保存在这台设备上"), "{asked}");
    for keep in [Keep::No, Keep::Yes, Keep::Refused] {
        holds(&of(keep), &["把填写内容保存在这台设备上"]);
    }
}
