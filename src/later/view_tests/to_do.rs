//! The results by what to do, and what a phone shows in one line.

use super::*;

/// The section of the results of which this is to be done.
pub(super) fn section(html: &str, to_do: &str) -> String {
    let (_, section) = html.split_once(&format!(r#"data-testid="list-{to_do}""#)).expect(to_do);
    section.split("</section>").next().unwrap_or_default().to_owned()
}

/// An individual business that runs a restaurant.
fn shop() -> State {
    let loaded = loaded();
    let entity = crate::model::state::entity(loaded.rules()).expect("the legal form");
    let option = loaded.rules().facts.get(entity).and_then(|fact| fact.option("individual")).expect("an option");
    restaurant().after(Action::Enter(entity, Some(Entry::Options(bit(option)))))
}

#[test]
fn what_is_missing_is_asked_on_the_card_and_the_answer_counts() {
    let html = rendered(&view_of(loaded(), shop()), Route::Start);
    let card = |html: &str, to_do: &str| {
        let section = section(html, to_do);
        let card = section.split_once(r#"data-testid="policy-supply-chain-finance-2025""#);
        card.map(|(_, card)| card.split("</article>").next().unwrap_or_default().to_owned())
    };
    let asking = card(&html, "answer").expect("one answer is missing");
    holds(&asking, &["<form", r#"role="group""#, ">是</button>", ">否</button>"]);
    assert!(!asking.contains("不清楚"), "to leave it says as much: {asking}");
    let loaded = loaded();
    let fact = loaded.rules().facts.find("e_receivable").expect("a fact");
    let told = shop().after(Action::Enter(fact, Some(Entry::Options(bit(1)))));
    let html = rendered(&view_of(loaded, told), Route::Start);
    assert!(card(&html, "answer").is_none());
    holds(&card(&html, "nothing").expect("it comes by itself"), &["自动享受"]);
}

#[test]
fn a_family_is_one_card_that_names_the_others() {
    let html = rendered(&view_of(loaded(), shop()), Route::Start);
    let answer = section(&html, "answer");
    holds(&answer, &["政府性融资担保：同类", "项，对您先看这一项", "<li>"]);
    let policies = ["gov-guarantee-2019", "gov-guarantee-measures-2025", "guarantee-jobs-2025"];
    let cards = policies.iter().filter(|id| html.contains(&format!(r#"data-testid="policy-{id}""#))).count();
    assert_eq!(cards, 1, "one stands for all");
    for id in policies {
        assert_eq!(html.matches(&format!(r##"href="#/policy/{id}""##)).count(), 1, "{id}");
    }
}

#[test]
fn the_days_left_are_said_to_the_last() {
    let last = Date::new(2026, 12, 31).expect("a date");
    for (language, days, said) in [
        (Language::ZhCn, 31, "还剩31天（2026年12月31日截止）"),
        (Language::ZhCn, 1, "还剩1天（2026年12月31日截止）"),
        (Language::ZhCn, 0, "今天是最后一天（2026年12月31日）"),
        (Language::En, 2, "2 days left"),
        (Language::En, 1, "1 day left"),
        (Language::En, 0, "today is the last day"),
    ] {
        let view = view_of(loaded(), State { language, ..start() });
        assert!(view.speaker().days_left(days, last).starts_with(said), "{days}");
    }
}

#[test]
fn the_rest_is_folded_and_empty_groups_are_not_there() {
    let html = rendered(&view_of(loaded(), shop()), Route::Start);
    let (_, rest) = html.split_once(r#"data-testid="rest""#).expect("the rest");
    let rest = rest.split("take-slot").next().unwrap_or_default();
    assert!(!rest.contains("<li"), "nothing of it is open: {rest}");
    holds(rest, &["还要多答几个问题才知道", "不适用", "已结束或未开始"]);
    let nobody = rendered(&view_of(loaded(), start()), Route::Start);
    assert!(!nobody.contains(r#"id="group-near_miss""#), "of nobody anything is known");
}

#[test]
fn all_that_was_told_is_one_line_and_part_of_it_is_none() {
    let line = |state: State| {
        let html = rendered(&view_of(loaded(), state), Route::Start);
        let (_, line) = html.split_once(r#"id="told-line""#).expect("its place");
        line.split("</button>").next().unwrap_or_default().to_owned()
    };
    let revenue = Action::Enter(Facts::REVENUE, Some(Entry::Typed("80万".to_owned())));
    let told = line(shop().after(revenue.clone()));
    holds(&told, &[r#"aria-expanded="false""#, "餐饮业 · 个体工商户 · 8人 · 80万元 · 广州市", "修改"]);
    for part in [shop(), restaurant().after(revenue), start()] {
        holds(&line(part), &[r#"aria-expanded="true""#, "hidden"]);
    }
}

#[test]
fn units_are_offered_for_bare_digits_alone() {
    for (typed, offered) in [("8", 3), ("80", 3), ("12345", 3), ("123456", 0), ("80万", 0), ("", 0)] {
        let state = start().after(Action::Type(Facts::REVENUE, Entry::Typed(typed.to_owned())));
        let html = rendered(&view_of(loaded(), state), Route::Start);
        let units = ["千", "万", "亿"].iter().filter(|unit| html.contains(&format!(">{typed}{unit}</button>"))).count();
        assert_eq!(units, offered, "{typed}");
    }
    let staff = start().after(Action::Type(Facts::EMPLOYEES, Entry::Typed("8".to_owned())));
    assert!(!rendered(&view_of(loaded(), staff), Route::Start).contains(r#"class="units""#), "people have none");
}

/// A likely measure with more open facts than are asked for on a card is confirmed there, by what is usual of it.
#[test]
fn whatever_stands_among_those_to_answer_can_be_answered_there() {
    let loaded = Rc::new(loaded());
    let state = shop().after(Action::Enter(Facts::REVENUE, Some(Entry::Typed("80万".to_owned()))));
    let view = View::of(WHOLE_PROGRAM, loaded.clone(), Rc::new(state.clone()));
    let html = section(&rendered(&view, Route::Start), "answer");
    let cards: Vec<&str> = html.split("<article").skip(1).collect();
    assert!(!cards.is_empty());
    for card in &cards {
        assert!(card.contains("<form") || card.contains("confirm-here"), "nothing to answer: {card}");
    }
    let card = cards.iter().find(|card| card.contains("policy-surcharge-exempt-100k")).expect("one with what is usual");
    holds(
        card,
        &["很可能", "usual-here", "<li>增值税申报周期：按季</li>", "<li>季度销售额（不含税）：", "confirm-here"],
    );
    assert!(!card.contains("<li>年应缴增值税"), "what only its worth rests on is asked for elsewhere: {card}");
    // What is confirmed there settles it.
    let id = loaded.rules().find("surcharge-exempt-100k").expect("a policy");
    let facts = ["vat_period", "quarterly_sales"].map(|name| loaded.rules().facts.find(name).expect("a fact"));
    let (usual, _) = engine::matching::suppose(view.catalogue().expect("the catalogue"), &view.situation());
    let told = facts.into_iter().fold(state, |state, fact| {
        state.after(Action::Enter(fact, Some(crate::later::parts::walk::entry_of(&usual.possible(fact)))))
    });
    let view = View::of(WHOLE_PROGRAM, loaded, Rc::new(told));
    assert_eq!(view.outcome(id).map(|outcome| outcome.group), Some(Group::UseNow));
}
