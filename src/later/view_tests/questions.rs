//! The walk: what is expected at once, boxes, usual answers, blocks, and where it ends.

use super::to_do::section;
use super::*;
use crate::later::parts::walk::{Screen, entry_of, next_screen, steps};
use engine::enterprise::{Fact, FactId, Possible, Profile, read_profile};
use engine::matching::{Outcome, Step, boxes, choices, suppose};
use engine::quantity::Interval;

/// The view of a state.
fn at_state(loaded: &Rc<LoadedCatalogue>, state: &State) -> WholeView {
    WholeView::of(&View::of(WHOLE_PROGRAM, loaded.clone(), Rc::new(state.clone()))).expect("the whole catalogue")
}

/// The screens of a walk and the state at its end, where each is answered so.
fn walk(
    loaded: &Rc<LoadedCatalogue>,
    mut state: State,
    then: impl Fn(&WholeView, &Screen) -> Action,
) -> (Vec<Screen>, State) {
    let mut screens = Vec::new();
    loop {
        let view = at_state(loaded, &state);
        let screen = next_screen(&view, &steps(&view));
        if matches!(screen, Screen::Stop | Screen::End) {
            return (screens, state);
        }
        assert!(screens.len() < 60, "{screens:?}");
        state = state.after(then(&view, &screen));
        screens.push(screen);
    }
}

/// The facts of a screen.
fn asked(screen: &Screen) -> Vec<FactId> {
    match screen {
        Screen::Boxes(id) => vec![*id],
        Screen::Fields { facts, .. } => facts.clone(),
        Screen::Stop | Screen::End => Vec::new(),
    }
}

/// Going on without an answer.
fn skip(_: &WholeView, screen: &Screen) -> Action {
    Action::Answer(asked(screen).into_iter().map(|fact| (fact, None)).collect())
}

/// "I don't know" to everything.
fn unsure(_: &WholeView, screen: &Screen) -> Action {
    Action::Answer(asked(screen).into_iter().map(|fact| (fact, Some(Entry::Unsure))).collect())
}

/// The company's restaurant with a revenue of 800,000.
fn with_revenue() -> State {
    company_restaurant().after(Action::Enter(Facts::REVENUE, Some(Entry::Typed("80万".to_owned()))))
}

/// The boxes, none of them ticked.
fn nothing_ticked(view: &WholeView) -> Action {
    let fact = view.catalogue().circumstances.fact.expect("boxes");
    let offered = boxes(view.catalogue(), &view.situation()).iter().fold(0, |all, one| all | bit(one.option));
    Action::Answer(vec![(fact, Some(Entry::Chosen { held: 0, offered }))])
}

#[test]
fn a_range_stands_there_at_once_with_what_it_rests_on() {
    let loaded = Rc::new(loaded());
    let html = rendered(&at_state(&loaded, &with_revenue()), Route::Start);
    holds(
        &html,
        &[
            "像您这样的企业，一年大约",
            "如果下面的通常情况成立",
            "还没有算进去的：",
            "有这些情况的，可能更多",
            "这是按下面的通常情况算的",
            "修改",
            r#"data-testid="confirm-all""#,
            "下面哪些情况适用？",
            "已确定",
            "如果通常情况成立，约",
            "先勾选：",
            "没有勾选的，就当作没有",
            "以上都没有，继续",
        ],
    );
    let html = rendered(&at_state(&loaded, &with_revenue().after(Action::Speak(Language::En))), Route::Start);
    holds(&html, &["Businesses like yours: about", "a year, if the usual holds", "Certain: ", "Tick first"]);
    // Nothing told, nothing expected.
    let html = rendered(&at_state(&loaded, &start()), Route::Start);
    assert!(!html.contains("像您这样的企业") && !html.contains("walk-bar"));
}

#[test]
fn what_is_not_ticked_counts_as_no_where_it_can_be_seen_and_changed() {
    let loaded = Rc::new(loaded());
    let before = at_state(&loaded, &with_revenue());
    let state = with_revenue().after(nothing_ticked(&before));
    let view = at_state(&loaded, &state);
    let html = rendered(&view, Route::Start);
    holds(&html, &["因为没有勾选而当作“没有”的", r#"data-testid="unticked""#, "贷款", "修改"]);
    assert!(!html.contains("还没有算进去的："), "they are settled");
    let (settled, open) = (view.group(Group::NotApplicable).len(), before.group(Group::NotApplicable).len());
    assert!(settled > open + 10, "{settled} {open}");
    assert!(!matches!(next_screen(&view, &steps(&view)), Screen::Boxes(_)));
    // To change it the boxes are shown again.
    let fact = view.catalogue().circumstances.fact.expect("boxes");
    let again = at_state(&loaded, &state.after(Action::Ask(fact)));
    assert_eq!(next_screen(&again, &steps(&again)), Screen::Boxes(fact));
    // A step back undoes it.
    let undone = at_state(&loaded, &state.after(Action::Step(0)));
    assert!(!rendered(&undone, Route::Start).contains("data-testid=\"unticked\""));
}

#[test]
fn usual_answers_are_confirmed_at_once_and_likely_policies_never_stand_among_the_sure_ones() {
    let loaded = Rc::new(loaded());
    let view = at_state(&loaded, &with_revenue());
    let state = with_revenue().after(nothing_ticked(&view));
    let view = at_state(&loaded, &state);
    let steps = steps(&view);
    let Some(Step::Usual(facts)) = steps.ahead.first() else { panic!("{steps:?}") };
    let html = rendered(&view, Route::Start);
    holds(&html, &["下面这些通常是这样，对吗？", "第2步，共约", "修改", "都对，继续"]);
    let sure = view.group(Group::UseNow).to_vec();
    for outcome in view.answer.outcomes.iter().filter(|outcome| outcome.likely.is_some() && !outcome.is_usable()) {
        assert!(!sure.contains(&outcome.policy));
    }
    let (_, answer) = html.split_once("list-answer").expect("what may be usable");
    holds(answer, &["很可能", "按通常情况："]);
    let (supposing, _) = suppose(view.catalogue(), &view.situation());
    let answers =
        facts.iter().map(|&fact| (fact, Some(crate::later::parts::walk::entry_of(&supposing.possible(fact)))));
    let confirmed = at_state(&loaded, &state.after(Action::Answer(answers.collect())));
    assert!(confirmed.group(Group::UseNow).len() > sure.len());
    assert!(!rendered(&confirmed, Route::Start).contains("下面这些通常是这样，对吗？"));
}

#[test]
fn the_walk_ends_by_itself_and_offers_the_rest() {
    let loaded = Rc::new(loaded());
    for then in [skip, unsure] {
        let (screens, state) = walk(&loaded, with_revenue(), then);
        let mut seen: Vec<FactId> = screens.iter().flat_map(asked).collect();
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all, "nothing is asked twice");
        assert!(
            screens
                .iter()
                .all(|screen| matches!(screen, Screen::Fields { is_usual: true, .. }) || asked(screen).len() <= 5),
            "{screens:?}"
        );
        let html = rendered(&at_state(&loaded, &state), Route::Start);
        assert!(!html.contains("没有其他问题会改变结果"));
    }
    // Who has answered what matters most is told so.
    let ticked = with_revenue().after(nothing_ticked(&at_state(&loaded, &with_revenue())));
    let (screens, state) = walk(&loaded, ticked, skip);
    assert!(screens.len() <= 12, "{screens:?}");
    let view = at_state(&loaded, &state);
    if next_screen(&view, &steps(&view)) == Screen::Stop {
        holds(&rendered(&view, Route::Start), &["主要的都问过了", "想查再答", "继续查其余的"]);
        let (further, end) = walk(&loaded, state.after(Action::GoFurther), skip);
        assert!(!further.is_empty());
        holds(&rendered(&at_state(&loaded, &end), Route::Start), &["没有更多要问的了，但还没有全部确定"]);
    }
}

/// Every question that the page puts to an individual business, one block after the other.
#[test]
fn an_individual_business_is_asked_what_suits_it() {
    let loaded = Rc::new(loaded());
    let rules = loaded.rules();
    let entity = crate::model::state::entity(rules).expect("the legal form");
    let form = |name: &str| rules.facts.get(entity).and_then(|fact| fact.option(name)).expect("an option");
    let questions = |form: usize| {
        let state = restaurant().after(Action::Enter(entity, Some(Entry::Options(bit(form)))));
        let (screens, state) = walk(&loaded, state, skip);
        let (more, _) = walk(&loaded, state.after(Action::GoFurther), skip);
        let view = at_state(&loaded, &state);
        let facts = screens.iter().chain(&more).flat_map(asked).map(|id| {
            let ask = view.speaker().ask(id, &view.situation()).to_owned();
            (rules.facts.get(id).expect("a fact").id.clone(), ask)
        });
        facts.collect::<Vec<_>>()
    };
    let asked = questions(form("individual"));
    assert!(asked.len() > 20);
    for (id, ask) in &asked {
        assert!(!ask.contains("企业所得税") && !ask.starts_with("企业") && !ask.starts_with("单位"), "{id}: {ask}");
        assert!(!["titles", "newly_recognised", "rd_ratio_3y", "account_audit"].contains(&id.as_str()), "{id}");
    }
    assert!(questions(form("company")).iter().any(|(id, _)| id == "titles"), "a company is asked for its titles");
}

#[test]
fn not_knowing_is_an_answer_that_can_be_changed() {
    let loaded = loaded();
    let fact = loaded.rules().facts.find("clean_record").expect("a fact");
    let view = view_of(loaded, restaurant().after(Action::Answer(vec![(fact, Some(Entry::Unsure))])));
    let html = rendered(&view, Route::Start);
    holds(&html, &["我填过的内容（4）", "信用和合规记录良好：", "不清楚", "修改"]);
    assert!(view.parsed.profile.given(fact).is_none(), "nothing is said");
    let whole = WholeView::of(&view).expect("all of it");
    let ahead = steps(&whole).ahead;
    let facts = |step: &Step| match step {
        Step::Circumstances(id) => vec![*id],
        Step::Usual(facts) => facts.clone(),
        Step::Block(block) => block.facts.clone(),
    };
    assert!(!ahead.iter().flat_map(facts).any(|id| id == fact), "not asked again");
}

#[test]
fn the_end_of_the_questions_says_what_is_still_open() {
    // All that the job-stability refund asks for is told: the local fund decides.
    let link = "v=x&industry=L72&entity=company&employees=8&region=310000&taxable_income=600000&restricted_industry=no\
        &insured_employees=8&layoff_rate=0%&ui_months_paid=12&ui_paid_last_year=8600";
    let loaded = Rc::new(loaded());
    let end = |link: &str, then: fn(&WholeView, &Screen) -> Action| {
        let (first, state) = walk(&loaded, linked(link), then);
        let (more, state) = walk(&loaded, state.after(Action::GoFurther), then);
        let names = first.iter().chain(&more).flat_map(asked);
        let names: Vec<String> = names.filter_map(|id| Some(loaded.rules().facts.get(id)?.id.clone())).collect();
        (names, rendered(&at_state(&loaded, &state), Route::Start))
    };
    // A field of the first screen that stayed empty is asked.
    let (asked, html) = end(link, skip);
    assert!(asked.iter().any(|id| id == "assets"), "{asked:?}");
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
    let (_, html) = end(link, unsure);
    holds(&html, &["您回答“不清楚”的：", "补充后可能改变"]);
    assert!(!html.contains("再看跳过的问题") && !html.contains("没有其他问题会改变结果"));
    // What a link brought and nobody understands has no field above.
    let (_, html) = end("v=x&industry=H62&quarterly_sales=abc", skip);
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

#[test]
fn what_is_likely_stands_on_the_policy_the_sheet_and_the_overview_as_well() {
    let loaded = Rc::new(loaded());
    let view = at_state(&loaded, &with_revenue());
    for page in ["sheet", "overview"] {
        let html = rendered(&view, at(page));
        holds(&html, &[r#"data-testid="likely-year""#, "如果通常情况成立，约"]);
    }
    let likely = |outcome: &&Outcome| !outcome.is_usable() && outcome.likely.is_some();
    let outcome = view.answer.outcomes.iter().find(likely).unwrap();
    let rests_on = outcome.likely.as_ref().unwrap().rests_on.first().copied().unwrap();
    let id = view.catalogue().policy(outcome.policy).unwrap().rule.id.clone();
    let html = rendered(&view, Route::Policy(id));
    holds(&html, &[r#"data-testid="if-usual""#, view.speaker().fact(rests_on)]);
}

#[test]
fn a_number_that_only_decides_can_be_chosen_by_a_tap() {
    let loaded = Rc::new(loaded());
    let state = with_revenue();
    let view = at_state(&loaded, &state);
    let offered = |fact: FactId| choices(view.catalogue(), &view.situation(), &view.answer, fact);
    let mut facts = view.questions.iter().map(|question| question.fact);
    let fact = facts.find(|fact| offered(*fact).len() > 1).expect("some only decide");
    let of = view.catalogue().facts.get(fact).expect("it is there");
    let ranges: Vec<Interval> = offered(fact).iter().map(|one| one.range).collect();
    let html = rendered(&at_state(&loaded, &State { asking: Some(fact), ..state.clone() }), Route::Start);
    for range in &ranges {
        holds(&html, &[&view.speaker().numbers_between(fact, of, *range)]);
    }
    let next = state.after(Action::Answer(vec![(fact, Some(Entry::Band(ranges[0])))]));
    let (screens, _) = walk(&loaded, next, skip);
    assert!(screens.iter().all(|screen| !asked(screen).contains(&fact)), "it is told");
}

/// What a persona says to a screen of the walk: the truth, or that it does not know.
fn truthfully(view: &WholeView, screen: &Screen, truth: &Profile) -> Action {
    let facts = &view.catalogue().facts;
    let Screen::Boxes(id) = *screen else {
        let said = |fact: FactId| (fact, Some(truth.given(fact).map_or(Entry::Unsure, entry_of)));
        return Action::Answer(asked(screen).into_iter().map(said).collect());
    };
    // A box applies without which something would be said that is not so.
    let all = facts.get(id).map_or(0, Fact::all_options);
    let applies = |option: usize| {
        let mut without = Profile::new();
        without.set(facts, id, Some(Possible::Sets { must: 0, may: all & !bit(option) }));
        let narrowed = facts.narrow(&without).profile.unwrap_or_default();
        narrowed
            .iter()
            .any(|(fact, value)| fact != id && truth.given(fact).is_some_and(|truth| !truth.is_within(value, None)))
    };
    let shown = boxes(view.catalogue(), &view.situation());
    let options = |wanted: &dyn Fn(usize) -> bool| {
        shown.iter().map(|one| one.option).filter(|option| wanted(*option)).fold(0, |all, option| all | bit(option))
    };
    let entry = Entry::Chosen { held: options(&applies), offered: options(&|_| true) };
    Action::Answer(vec![(id, Some(entry))])
}

/// Each of the enterprises in examples, from the first screen to the stop: two taps from there, what is to be done first has an
/// address or a number.
#[test]
fn the_first_act_of_every_enterprise_is_two_taps_from_the_stop() {
    let loaded = Rc::new(loaded());
    let catalogue = loaded.catalogue().expect("the catalogue").clone();
    let profile = |json: &serde_json::Value| read_profile(json, &catalogue.facts).expect("a profile");
    let mut names: Vec<_> = std::fs::read_dir(fixtures::path("examples/personas"))
        .expect("personas")
        .map(|file| file.expect("a file").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert!(names.len() >= 12);
    for name in names {
        let persona = fixtures::json(&format!("examples/personas/{name}"));
        let (first, truth) = (profile(&persona["first"]), profile(&persona["truth"]));
        let begun =
            first.iter().fold(start(), |state, (fact, value)| state.after(Action::Enter(fact, Some(entry_of(value)))));
        let (screens, state) = walk(&loaded, begun, |view, screen| truthfully(view, screen, &truth));
        assert!(!screens.is_empty(), "{name}");
        let view = View::of(WHOLE_PROGRAM, loaded.clone(), Rc::new(state));
        let html = rendered(&view, Route::Start);
        let list = if html.contains(r#"class="group to-act""#) && section(&html, "act").contains("<article") {
            section(&html, "act")
        } else {
            html.split_once(r#"class="groups""#).expect("results").1.to_owned()
        };
        // The first tap: its card, which stands open.
        let (before, card) = list.split_once(r#"data-testid="policy-"#).expect("a card");
        assert!(!before.contains("<details"), "{name}: it is folded");
        let id = card.split('"').next().unwrap_or_default();
        // The second: the bar of its page.
        let page = rendered(&view, policy_page(id));
        let (_, bar) = page.split_once(r#"data-testid="policy-bar""#).expect("a bar");
        let bar = bar.split("</div>").next().unwrap_or_default();
        assert!(bar.contains(r#"href="http"#) || bar.contains(r#"href="tel:"#), "{name} {id}: {bar}");
    }
}
