//! The views, rendered to HTML natively.

use std::rc::Rc;

use yew::prelude::*;

use crate::first::Send;
use crate::first::cards::CardBatches;
use crate::first::combobox::PlacePicker;
use crate::first::frame::navigation;
use crate::first::start::{QUESTIONS, start as start_page};
use crate::first::view::View;
use crate::later::parts::Question;
use crate::later::view::View as WholeView;
use crate::later::{WHOLE, whole};
use crate::model::draft::Entry;
use crate::model::loaded::{LoadState, LoadedCatalogue};
use crate::model::route::Route;
use crate::model::state::{Action, Filters, Sort, State};
use engine::catalogue::{Language, packed};
use engine::enterprise::{Facts, Tree};
use engine::matching::Group;
use engine::quantity::{Date, bit};

/// A page of a view; effects do not run.
#[derive(Clone, PartialEq, Properties)]
struct PageProps {
    view: View,
    route: Route,
}

#[component]
fn Page(props: &PageProps) -> Html {
    let send = Send::noop();
    if props.route == Route::Start {
        start_page(&props.view, QUESTIONS, Some(&CardBatches::all(props.view.clone())), &send)
    } else {
        WHOLE.page(&props.view, &send, &props.route)
    }
}

pub(super) fn rendered(view: &View, route: Route) -> String {
    let props = PageProps { view: view.clone(), route };
    let renderer = yew::LocalServerRenderer::<Page>::with_props(props).hydratable(false);
    futures::executor::block_on(renderer.render())
}

/// The first screen as index.html carries it: what the program shows before anything was told, up to the answer, with
/// fields that wait for the program.
fn first_paint() -> String {
    #[component]
    fn Frame(props: &PageProps) -> Html {
        let page = start_page(&props.view, QUESTIONS, Some(&CardBatches::all(props.view.clone())), &Send::noop());
        html! { <>{ navigation(&props.view, &Route::Start) }<div class="page">{ page }</div></> }
    }
    let view = View::new(Rc::new(LoadedCatalogue::bundled().expect("sound rules")), Rc::new(start()));
    let renderer = yew::LocalServerRenderer::<Frame>::with_props(PageProps { view, route: Route::Start });
    let html = futures::executor::block_on(renderer.hydratable(false).render());
    let (questions, _) = html.split_once("<section").expect("the answer follows the questions");
    // Choices come with the program.
    let closed =
        [("<li", "</li>"), ("<option value=\"", "</option>")].iter().fold(questions.to_owned(), |html, ends| {
            let mut parts = html.split(ends.0);
            let mut kept = parts.next().unwrap_or_default().to_owned();
            for part in parts {
                let (item, after) = part.split_once(ends.1).expect("it is closed");
                if ends.0 != "<li" && item.starts_with('"') {
                    kept.push_str(&["<option>", item.rsplit('>').next().unwrap_or_default(), "</option>"].concat());
                }
                kept.push_str(after);
            }
            kept
        });
    let day = format!(" value=\"{}\"", start().today);
    closed.replace("<fieldset", "<fieldset disabled").replace(&day, "") + "</div>"
}

/// `cargo xtask codegen` writes it again after a change.
#[test]
fn the_page_carries_its_first_paint() {
    let page = fixtures::read("index.html");
    let (before, rest) = page.split_once("<!-- first paint -->\n").expect("its beginning");
    let (_, after) = rest.split_once("\n    <!-- until here -->").expect("its end");
    let wanted = [before, "<!-- first paint -->\n", &first_paint(), "\n    <!-- until here -->", after].concat();
    expect_test::expect_file![fixtures::path("index.html")].assert_eq(&wanted);
}

/// The catalogue with the texts of all languages, and the whole program.
pub(super) fn book() -> LoadedCatalogue {
    let pack = fixtures::bundled();
    let mut book = whole();
    for language in Language::ALL {
        let rest = packed::pack(&pack.texts.rest(language, pack.names)).expect("texts can be packed");
        book = book.with(language, Some(&rest));
        assert_eq!(book.arrival(language), LoadState::Here);
    }
    book
}

pub(super) fn start() -> State {
    State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn)
}

pub(super) fn place(tree: Tree, name: &str) -> Entry {
    Entry::Place { typed: String::new(), code: tree.find(name) }
}

/// A restaurant with eight people in Guangzhou.
pub(super) fn restaurant() -> State {
    start()
        .after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("8".to_owned()))))
        .after(Action::Enter(Facts::INDUSTRY, Some(place(Tree::Industries, "H62"))))
        .after(Action::Enter(Facts::REGION, Some(place(Tree::Regions, "440100"))))
}

/// The restaurant, run by a company: by this alone some policies fit it.
pub(super) fn company_restaurant() -> State {
    let book = book();
    let entity = book.rules().facts.find("entity").expect("a fact of the catalogue");
    let company = book.rules().facts.get(entity).and_then(|fact| fact.option("company")).expect("an option");
    restaurant().after(Action::Enter(entity, Some(Entry::Options(bit(company)))))
}

pub(super) fn view_of(book: LoadedCatalogue, state: State) -> View {
    View::of(WHOLE, Rc::new(book), Rc::new(state))
}

/// The same for what shows the whole catalogue.
pub(super) fn whole_view_of(book: LoadedCatalogue, state: State) -> WholeView {
    WholeView::of(&view_of(book, state)).expect("the whole catalogue")
}

/// Whether all of these stand in a text, in this order.
pub(super) fn holds(html: &str, parts: &[&str]) {
    let mut rest = html;
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { panic!("{part} is missing, or out of order, in: {html}") };
        rest = after;
    }
}

#[test]
fn the_first_screen_asks_for_sector_size_and_region() {
    let html = rendered(&view_of(book(), start()), Route::Start);
    holds(
        &html,
        &[
            r#"<h1 id="page-title" tabindex="-1">"#,
            "<legend>所属行业</legend>",
            r#"role="combobox""#,
            "<legend>企业规模</legend>",
            r#"<label for="f-employees">从业人员</label>"#,
            r#"<label for="f-revenue">年营业收入</label>"#,
            "<legend>所在地区</legend>",
            r#"<label for="f-date">"#,
            r#"data-testid="summary""#,
            r#"data-testid="question""#,
            r#"id="group-use_now""#,
            r#"id="group-other_time""#,
        ],
    );
    assert!(!html.contains("f-assets"), "assets matter to some industries only");
    assert!(!html.contains("size-class"), "no class while nothing is told");
}

#[test]
fn the_individual_business_is_the_first_legal_form() {
    let html = rendered(&view_of(book(), start()), Route::Start);
    holds(&html, &[r#"id="f-entity""#, "未填</option>", "个体工商户</option>", "公司等企业法人</option>"]);
}

#[test]
fn the_size_class_comes_with_its_trace() {
    let html = rendered(&view_of(book(), restaurant()), Route::Start);
    holds(
        &html,
        &[
            r#"data-testid="size-class""#,
            "微型企业",
            "从业人员：8人，不到10人",
            "微型",
            "工信部联企业〔2011〕300号",
            "第（十）项“餐饮业”",
        ],
    );
}

#[test]
fn a_category_that_looks_at_assets_asks_for_them() {
    let state = start().after(Action::Enter(Facts::INDUSTRY, Some(place(Tree::Industries, "L72"))));
    let html = rendered(&view_of(book(), state), Route::Start);
    assert!(html.contains(r#"id="f-assets""#) && !html.contains(r#"id="f-revenue""#), "{html}");
}

#[test]
fn an_error_is_tied_to_its_field_and_waits_until_the_field_is_left() {
    let typing = start().after(Action::Type(Facts::EMPLOYEES, Entry::Typed("8x".to_owned())));
    let html = rendered(&view_of(book(), typing.clone()), Route::Start);
    assert!(!html.contains("aria-invalid"), "not while typing");
    let html = rendered(&view_of(book(), typing.after(Action::Settle)), Route::Start);
    holds(
        &html,
        &[
            r#"value="8x""#,
            r#"aria-invalid="true""#,
            r#"aria-describedby="f-employees-error f-employees-hint""#,
            r#"id="f-employees-error""#,
            "不是数字",
        ],
    );
}

#[test]
fn results_stand_in_their_groups_with_reasons() {
    let html = rendered(&view_of(book(), company_restaurant()), Route::Start);
    holds(
        &html,
        &[
            r#"id="list-use_now""#,
            r#"class="card""#,
            r##"href="#/policy/"##,
            "依据：",
            r#"id="list-may_use""#,
            "还需要：",
        ],
    );
    holds(&html, &[r#"aria-controls="list-not_applicable""#, r#"id="list-not_applicable""#, "hidden"]);
}

#[test]
fn the_library_begins_with_what_fits_and_ends_with_what_is_over() {
    let listed = |action: fn(Filters) -> Filters| {
        let filters = Filters { whole: true, ..action(Filters::default()) };
        let state = company_restaurant().after(Action::Filter(Box::new(filters)));
        let html = rendered(&view_of(book(), state), Route::Library);
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
    let worth = listed(|filters| Filters { sort: Sort::Worth, ..filters });
    assert!(worth.rfind("还需要：").expect("something may fit") < worth.find("已结束").expect("something is over"));
}

#[test]
fn a_collapsed_group_is_empty_until_it_is_opened() {
    let group = engine::matching::Group::NotApplicable;
    let state = restaurant().after(Action::Turn(group));
    let html = rendered(&view_of(book(), state), Route::Start);
    holds(&html, &[r#"id="list-not_applicable">"#, "不符合："]);
}

#[test]
fn a_policy_is_told_whole() {
    let state = restaurant()
        .after(Action::Enter(book().rules().facts.find("entity").expect("a legal form"), Some(Entry::Options(bit(1)))));
    let html = rendered(&view_of(book(), state), Route::Policy("pit-individual-half-2023".to_owned()));
    holds(
        &html,
        &[
            "个体工商户200万元以内个税减半",
            r#"data-testid="case""#,
            "符合公布的条件",
            "符合的条件",
            "查看全部条件",
            "优惠内容",
            "怎么办理",
            "办理步骤",
            "政策文件",
            r#"target="_blank""#,
            r#"rel="noopener noreferrer""#,
            "此前的政策",
            "核实程度",
            "最近复核",
        ],
    );
}

#[test]
fn an_unknown_policy_says_so() {
    let html = rendered(&view_of(book(), start()), Route::Policy("no-such".to_owned()));
    holds(&html, &["返回结果", "没有这项政策"]);
}

#[test]
fn english_leaves_no_chinese_but_official_titles() {
    let state = restaurant().after(Action::Speak(Language::En));
    let html = rendered(&view_of(book(), state), Route::Start);
    holds(&html, &["Sector", "Size class: ", "Micro enterprise", "Can use now"]);
    let chinese = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let stray: String = html.chars().filter(chinese).collect();
    // The number of the standard and the examples of what can be typed are Chinese by nature.
    assert!(stray.chars().count() < 40, "{stray}");
}

#[test]
fn without_the_later_texts_and_the_second_piece_the_matches_stand() {
    let html = rendered(&view_of(LoadedCatalogue::bundled().expect("sound rules"), restaurant()), Route::Start);
    holds(&html, &[r#"id="list-use_now""#, r#"class="card""#]);
    assert!(!html.contains("还需要："));
}

#[test]
fn while_only_the_first_rules_are_here_nothing_is_said_to_be_all() {
    let shown = |book: LoadedCatalogue| {
        // Local policies of another day: none of them is among the first rules.
        let state = restaurant().after(Action::Date("2022-03-01".to_owned()));
        rendered(&View::new(Rc::new(book), Rc::new(state)), Route::Start)
    };
    let first = LoadedCatalogue::bundled().expect("sound rules");
    for (book, said) in [(first.clone(), "正在加载……"), (first.without_catalogue(), "没有加载")] {
        let html = shown(book);
        holds(&html, &[r#"data-testid="count-now""#, said, r#"id="list-use_now""#]);
        assert!(!html.contains("暂无") && !html.contains(r#"class="count""#) && !html.contains("显示全部"), "{html}");
    }
    let html = rendered(&view_of(book(), restaurant()), Route::Start);
    assert!(html.contains(r#"class="count""#) && !html.contains("正在加载……") && !html.contains("没有加载"), "{html}");
}

#[test]
fn cards_keep_their_places_when_all_policies_come_while_someone_types() {
    let typed = Action::Type(Facts::REVENUE, Entry::Typed("800000".to_owned()));
    let state = Rc::new(company_restaurant().after(typed));
    let first = LoadedCatalogue::bundled().expect("sound rules");
    let mut before = View::new(Rc::new(first), state.clone());
    before.results.later = WHOLE;
    let after = before.with(Rc::new(book()), state);
    let ids = |view: &View| -> Vec<String> {
        let rules = view.group(Group::MayUse).iter().filter_map(|&id| view.rules().rule(id));
        rules.map(|rule| rule.id.clone()).collect()
    };
    let (old, new) = (ids(&before), ids(&after));
    assert!(old.len() > 20 && before.rules().policies.len() < after.rules().policies.len());
    assert_eq!(new.get(..old.len()), Some(old.as_slice()), "the first rules give the verdicts of the whole");
}

#[test]
fn names_are_chinese_until_the_english_ones_have_come() {
    let state = restaurant().after(Action::Speak(Language::En));
    let html = rendered(&view_of(LoadedCatalogue::bundled().expect("sound rules"), state), Route::Start);
    assert!(!html.contains("></a>"), "no link without a name");
    holds(&html, &["Can use now", "中国中小企业服务网"]);
}

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
    let view = view_of(book(), restaurant());
    let html = futures::executor::block_on(
        yew::LocalServerRenderer::<Host>::with_props(Props { view }).hydratable(false).render(),
    );
    holds(&html, &["再答一个问题", r#"data-testid="settles""#, "回答后最多可确定", "不清楚", "跳过"]);
}

#[test]
fn a_place_that_is_chosen_can_be_narrowed_and_cleared() {
    #[derive(Clone, PartialEq, Properties)]
    struct Props {
        view: View,
    }
    #[component]
    fn Host(props: &Props) -> Html {
        html! { <PlacePicker tree={Tree::Regions} view={props.view.clone()} send={Send::noop()} /> }
    }
    let view = view_of(book(), restaurant());
    let html = futures::executor::block_on(
        yew::LocalServerRenderer::<Host>::with_props(Props { view }).hydratable(false).render(),
    );
    holds(
        &html,
        &[
            r#"value="广东省广州市""#,
            r#"aria-label="清除（地区）""#,
            r#"<label for="f-region-finer">城市</label>"#,
            "selected",
            "广州市",
        ],
    );
}

#[test]
fn the_tools_are_listed_and_each_opens() {
    for language in Language::ALL {
        let view = view_of(book(), restaurant().after(Action::Speak(language)));
        let list = rendered(&view, Route::More);
        for path in ["size", "late-payment", "ladder", "services"] {
            assert!(list.contains(&format!("href=\"#/{path}\"")), "{path}: {list}");
            let route = Route::parse(&format!("#/{path}")).expect("a page");
            let page = rendered(&view, route);
            assert!(page.starts_with(r#"<h1 id="page-title" tabindex="-1">"#), "{path}: {page}");
        }
    }
}

#[test]
fn the_form_of_a_claim_asks_from_when_the_term_runs_and_offers_organisations() {
    let page = |language| {
        let view = view_of(book(), restaurant().after(Action::Speak(language)));
        rendered(&view, Route::LatePayment)
    };
    holds(
        &page(Language::ZhCn),
        &[
            r#"<option value="fiscal_organisation">使用财政资金的团体组织</option>"#,
            "军队采购不适用条例",
            "合同约定检验或验收合格才付款的才填",
            r#"<label for="late-acceptance_term">约定的验收期限</label>"#,
            r#"<label for="late-confirmed">对账/结算确认日</label>"#,
            r#"<label for="late-late_prime_rate">逾期时的1年期LPR</label>"#,
        ],
    );
    holds(
        &page(Language::En),
        &["Organisation using fiscal funds", "Acceptance agreed within", "Day both sides confirmed the sum"],
    );
}

#[test]
fn the_size_page_says_which_figure_decides_and_how_far_the_next_class_is() {
    let html = rendered(&view_of(book(), restaurant()), Route::Size);
    holds(
        &html,
        &[
            "微型企业",
            "从业人员还差2人（要达到10人）",
            "营业收入要达到100万元（未填）",
            "企业规模类型自测说明",
            "农、林、牧、渔业",
        ],
    );
}

#[test]
fn an_individual_business_is_not_called_an_enterprise() {
    let book = book();
    let rules = book.rules();
    let entity = crate::model::state::entity(rules).expect("the legal form");
    let option = rules.facts.get(entity).and_then(|fact| fact.option("individual")).expect("an option");
    let state = restaurant().after(Action::Enter(entity, Some(Entry::Options(bit(option)))));
    let asked = rules.facts.find("ownership").expect("a fact");
    let whole = engine::matching::Group::MayUse;
    let asking = state.after(Action::Ask(asked)).after(Action::Whole(whole));
    let html = rendered(&view_of(book.clone(), asking), Route::Start);
    assert!(html.contains("是民营、国有还是外资？") && !html.contains("企业是民营"), "{html}");
    for group in ["list-use_now", "list-may_use", "list-near_miss"] {
        let (_, list) = html.split_once(&format!("id=\"{group}\"")).expect(group);
        let list = list.split("</section>").next().unwrap_or_default();
        assert!(!list.contains("企业所得税"), "{group}: {list}");
    }
}

/// Every question that the page puts to an individual business, one after the other.
#[test]
fn an_individual_business_is_asked_what_suits_it() {
    let book = book();
    let rules = book.rules();
    let entity = crate::model::state::entity(rules).expect("the legal form");
    let individual = rules.facts.get(entity).and_then(|fact| fact.option("individual")).expect("an option");
    let walk = |mut state: State| {
        let mut asked = Vec::new();
        let book = Rc::new(book.clone());
        loop {
            let view = View::of(WHOLE, book.clone(), Rc::new(state.clone()));
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
