//! Late payment: terms at their boundaries, across the change of the regulation, interest to the fen, what is typed.

use engine::catalogue::{Catalogue, Language, Texts};
use engine::enterprise::TypedError;
use engine::payment::{
    Answer, Basis, Charge, Citation, Claim, Clause, Convention, Covered, Debtor, Doubt, Due, Entry, EntryError, Event,
    Evidence, Field, LineError, NotCovered, Place, Regulation, Repeated, Rule, Stretch, Subject, TermCheck, answer,
    read, repeated, same_invoice, tally, write,
};
use engine::quantity::{Date, Money, NumberError, Rate, Unit};
use engine::table::{CellsError, HeadingError};
use wording::Speaker;

/// A claim against a public body under the text of 2025, delivered on 1 July 2025, of 100,000 yuan.
fn entry(cells: &[(Field, &str)]) -> Entry {
    let mut entry = Entry::default();
    let usual = [
        (Field::Debtor, "government"),
        (Field::Sme, "yes"),
        (Field::Signed, "2025-06-10"),
        (Field::Delivered, "2025-07-01"),
        (Field::Amount, "10万"),
    ];
    for &(field, text) in usual.iter().chain(cells) {
        entry.set(field, text);
    }
    entry
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn yuan(text: &str) -> Money {
    Money::parse(text).unwrap()
}

fn on(date: &str, cells: &[(Field, &str)]) -> Answer {
    answer(&entry(cells).read().unwrap_or_else(|problems| panic!("{problems:?}")), day(date))
}

/// What is said of payments needs no catalogue.
fn speaking<T>(language: Language, say: impl FnOnce(Speaker<'_>) -> T) -> T {
    let (catalogue, texts) = (Catalogue::default(), Texts::default());
    say(Speaker::new(language, &catalogue, &texts))
}

fn due(answer: &Answer) -> Option<String> {
    answer.due.map(|due| due.day.to_string())
}

fn interest(answer: &Answer) -> Option<Money> {
    answer.interest.as_ref().map(|interest| interest.total)
}

#[test]
fn the_due_day_is_in_time_and_the_day_after_is_late() {
    for (debtor, signed, term, last) in [
        ("government", "2025-06-10", "", "2025-07-31"),
        ("public_institution", "2025-06-10", "", "2025-07-31"),
        ("fiscal_organisation", "2025-06-10", "", "2025-07-31"),
        ("fiscal_organisation", "2024-06-10", "61", "2025-09-01"),
        ("government", "2024-06-10", "", "2025-07-31"),
        ("government", "2025-06-10", "0", "2025-07-01"),
        ("government", "2025-06-10", "59", "2025-08-29"),
        // 60 days from 1 July 2025 end on Saturday, 30 August; Monday is the first working day.
        ("government", "2025-06-10", "60", "2025-09-01"),
        ("government", "2025-06-10", "61", "2025-09-01"),
        ("large_enterprise", "2025-06-10", "", "2025-09-01"),
        ("large_enterprise", "2025-06-10", "60", "2025-09-01"),
        ("large_enterprise", "2025-06-10", "61", "2025-09-01"),
        ("large_enterprise", "2025-05-31", "90", "2025-09-29"),
        ("government", "2025-06-10", "2025-08-15", "2025-08-15"),
        ("large_enterprise", "2025-06-10", "2025-06-20", "2025-06-20"),
    ] {
        let cells = [(Field::Debtor, debtor), (Field::Signed, signed), (Field::Term, term)];
        let last_day = day(last);
        for (days, late, owed_interest) in [(-1, 0, 0), (0, 0, 0), (1, 1, 5_000), (2, 2, 10_000)] {
            let found = on(&last_day.plus_days(days).to_string(), &cells);
            assert_eq!(due(&found).as_deref(), Some(last), "{cells:?}");
            assert_eq!(found.days_late, Some(late), "{cells:?} {days}");
            assert_eq!(found.is_late(), late > 0, "{cells:?} {days}");
            assert_eq!(interest(&found), Some(Money::from_fen(owed_interest)), "{cells:?} {days}");
        }
    }
}

#[test]
fn a_term_is_allowed_up_to_its_bound() {
    for (debtor, signed, term, check) in [
        ("government", "2025-06-10", "", TermCheck::NoneAgreed),
        ("government", "2025-06-10", "60", TermCheck::Allowed),
        ("government", "2025-06-10", "61", TermCheck::TooLong { most: 60 }),
        ("public_institution", "2020-09-01", "61", TermCheck::TooLong { most: 60 }),
        ("large_enterprise", "2025-06-01", "60", TermCheck::Allowed),
        ("large_enterprise", "2025-06-01", "61", TermCheck::IfReasonable { usual: 60 }),
        ("large_enterprise", "2025-05-31", "61", TermCheck::NoLimit),
        ("large_enterprise", "2025-05-31", "", TermCheck::NoneAgreed),
        ("other", "2025-06-10", "365", TermCheck::NoLimit),
    ] {
        let cells = [(Field::Debtor, debtor), (Field::Signed, signed), (Field::Term, term)];
        assert_eq!(on("2026-01-01", &cells).term, check, "{cells:?}");
    }
}

#[test]
fn the_text_in_force_on_the_day_of_the_contract_governs() {
    let large = |signed: &str| on("2026-01-01", &[(Field::Debtor, "large_enterprise"), (Field::Signed, signed)]);
    for (signed, text, last) in [
        ("2020-08-31", None, None),
        ("2020-09-01", Some(Regulation::Text2020), None),
        ("2025-05-31", Some(Regulation::Text2020), None),
        ("2025-06-01", Some(Regulation::Text2025), Some("2025-09-01")),
    ] {
        let found = large(signed);
        assert_eq!((found.regulation, due(&found).as_deref()), (text, last), "{signed}");
    }
    assert_eq!(large("2020-08-31").covered, Covered::No(NotCovered::BeforeRegulation));
    // Without days and without an agreement nothing is invented: it is said.
    let open = large("2025-05-31");
    assert!(open.doubts.contains(&Doubt::NoDays) && open.doubts.contains(&Doubt::AcrossRevision));
    assert_eq!((open.days_late, interest(&open)), (None, None));
    assert_eq!(open.other_due.map(|due| due.day.to_string()).as_deref(), Some("2025-09-01"), "the newer text");
    let before = on(
        "2026-01-01",
        &[(Field::Debtor, "large_enterprise"), (Field::Signed, "2025-03-01"), (Field::Delivered, "2025-05-31")],
    );
    assert!(!before.doubts.contains(&Doubt::AcrossRevision) && before.other_due.is_none());
}

#[test]
fn across_the_revision_a_term_that_both_texts_allow_has_no_other_day() {
    let across = |term: &str| {
        let cells = [
            (Field::Debtor, "large_enterprise"),
            (Field::Signed, "2025-05-01"),
            (Field::Delivered, "2025-06-02"),
            (Field::Term, term),
        ];
        let found = on("2026-01-01", &cells);
        assert!(found.doubts.contains(&Doubt::AcrossRevision), "{term}");
        let other = found.other_due.map(|due| (due.basis, due.day.to_string()));
        (due(&found), other, found.doubts.contains(&Doubt::Reasonable))
    };
    let said = |day: &str| Some(day.to_owned());
    let newer = Some((Basis::Statutory(60), "2025-08-01".to_owned()));
    assert_eq!(across(""), (None, newer.clone(), false));
    assert_eq!(across("30"), (said("2025-07-02"), None, false));
    assert_eq!(across("59"), (said("2025-07-31"), None, false));
    assert_eq!(across("60"), (said("2025-08-01"), None, false));
    assert_eq!(across("2025-08-01"), (said("2025-08-01"), None, false));
    assert_eq!(across("2025-05-20"), (said("2025-05-20"), None, false));
    // The 61st day, 2 August 2025, is a Saturday.
    assert_eq!(across("61"), (said("2025-08-04"), newer.clone(), true));
    assert_eq!(across("2025-08-02"), (said("2025-08-02"), newer, true));
}

#[test]
fn the_letter_asks_for_interest_only_with_a_rule_or_an_agreement() {
    let letter = |language: Language, cells: &[(Field, &str)]| {
        let uncovered = [(Field::Debtor, "other"), (Field::Term, "30")];
        let claim = entry(&[&uncovered[..], cells].concat()).read().unwrap();
        let found = answer(&claim, day("2025-08-10"));
        speaking(language, |speaker| speaker.demand(&claim, &found))
    };
    let prime = (Field::LatePrimeRate, "3%");
    // Nothing told: nothing asked. Told: what a court may take for a sale, with its rule, and how much that is.
    assert!(!letter(Language::ZhCn, &[]).contains("利息"));
    assert!(!letter(Language::En, &[]).contains("interest"));
    for (language, words, ask) in [
        (
            Language::ZhCn,
            ["买卖合同", "第十八条", "30%至50%", "由法院决定", "106.85元", "123.29元", "删去上一行"],
            "利息",
        ),
        (
            Language::En,
            [
                "contract of sale",
                "第十八条",
                "30 to 50%",
                "A court decides",
                "106.85",
                "123.29",
                "take the line above out",
            ],
            "interest",
        ),
    ] {
        let said = letter(language, &[prime]);
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
        assert!(!said.contains(ask), "{said}");
        for other in [&[][..], &[prime, (Field::Term, "2025-08-10")], &[prime, (Field::Debtor, "government")]] {
            assert!(!letter(language, other).contains("第十八条"), "{other:?}");
        }
    }
    // A rate agreed is asked for by itself, and the regulation by its article.
    assert!(letter(Language::ZhCn, &[(Field::Rate, "5%")]).contains("按约定利率计算的逾期利息"));
    assert!(letter(Language::En, &[(Field::Rate, "5%")]).contains("the interest at the agreed rate until payment"));
    assert!(letter(Language::ZhCn, &[(Field::Debtor, "government")]).contains("及付清之日止的逾期利息"));
}

#[test]
fn the_letter_says_that_the_time_for_acceptance_ended_only_once_it_has() {
    let cells = [(Field::AcceptanceTerm, "10"), (Field::Term, "30")];
    let claim = entry(&cells).read().unwrap();
    for (date, is_past) in [("2025-07-10", false), ("2025-07-11", false), ("2025-07-12", true)] {
        let found = answer(&claim, day(date));
        let letter = speaking(Language::En, |speaker| speaker.demand(&claim, &found));
        assert_eq!(letter.contains("the time agreed for acceptance ended on"), is_past, "{letter}");
    }
}

#[test]
fn a_unit_or_a_mark_alone_is_not_empty() {
    for (field, typed) in [
        (Field::Amount, "元"),
        (Field::Amount, "万"),
        (Field::Term, "天"),
        (Field::Term, "百"),
        (Field::Signed, "日"),
        (Field::Rate, "%"),
        (Field::Rate, "每日"),
        (Field::PrimeRate, "万"),
        (Field::DebtorEmployees, "人"),
        (Field::DebtorEmployees, "以上"),
        (Field::DebtorRevenue, "千万元"),
    ] {
        let problems =
            entry(&[(Field::Debtor, "not_sure"), (Field::DebtorIndustry, "C13"), (field, typed)]).read().unwrap_err();
        let found: Vec<_> = problems.iter().map(|problem| (problem.field, problem.error)).collect();
        assert_eq!(found, [(field, EntryError::Typed(TypedError::Number(NumberError::NotANumber)))], "{typed}");
    }
}

#[test]
fn a_term_too_long_or_long_leaves_the_other_day_open() {
    let other = |debtor: &str| {
        let found = on("2026-01-01", &[(Field::Debtor, debtor), (Field::Term, "120")]);
        (found.due.map(|due| due.basis), found.other_due.map(|due| (due.basis, due.day.to_string())), found.doubts)
    };
    let (due, other_due, doubts) = other("government");
    assert_eq!(due, Some(Basis::Most(60)));
    assert_eq!(other_due, Some((Basis::Statutory(30), "2025-07-31".to_owned())));
    assert_eq!(doubts, [Doubt::TooLong]);
    let (due, other_due, doubts) = other("large_enterprise");
    assert_eq!(due, Some(Basis::Agreed));
    assert_eq!(other_due, Some((Basis::Statutory(60), "2025-09-01".to_owned())));
    assert_eq!(doubts, [Doubt::Reasonable]);
}

#[test]
fn leap_days_count_and_a_year_of_interest_has_365_days() {
    let cells = [(Field::Signed, "2024-01-02"), (Field::Delivered, "2024-01-30")];
    // 30 days from 30 January 2024 end on 29 February.
    let found = on("2024-03-01", &cells);
    assert_eq!((due(&found).as_deref(), found.days_late), (Some("2024-02-29"), Some(1)));
    let found = on("2023-03-02", &[(Field::Signed, "2023-01-02"), (Field::Delivered, "2023-01-30")]);
    assert_eq!((due(&found).as_deref(), found.days_late), (Some("2023-03-01"), Some(1)));
    let yearly = [&cells[..], &[(Field::Rate, "3.65%"), (Field::PrimeRate, "3.45%")]].concat();
    // 366 days from 29 February 2024 to 1 March 2025: 10 yuan a day.
    let found = on("2025-03-01", &yearly);
    assert_eq!((found.days_late, interest(&found)), (Some(366), Some(yuan("3660"))));
}

#[test]
fn payments_lower_what_is_owed_from_the_day_after() {
    let paid = [(Field::Payments, "2025-08-10:30000; 2025-07-20：2万；2025-08-20 1万")];
    let found = on("2025-08-31", &paid);
    let stretch = |from: &str, to: &str, days: i64, balance: &str, interest: &str| Stretch {
        from: day(from),
        to: day(to),
        days,
        balance: yuan(balance),
        interest: yuan(interest),
    };
    assert_eq!(
        found.interest.as_ref().unwrap().stretches,
        [
            stretch("2025-08-01", "2025-08-10", 10, "8万", "400"),
            stretch("2025-08-11", "2025-08-20", 10, "5万", "250"),
            stretch("2025-08-21", "2025-08-31", 11, "4万", "220"),
        ]
    );
    assert_eq!((found.owed, interest(&found)), (yuan("4万"), Some(yuan("870"))));
    assert!(found.evidence.contains(&Evidence::Payments));
    // Paid on the due day: in time. Paid the day after: one day.
    for (payment, late, owed_interest) in [("2025-07-31:10万", 0, "0"), ("2025-08-01:10万", 1, "50")] {
        let found = on("2025-12-31", &[(Field::Payments, payment)]);
        assert_eq!((found.days_late, interest(&found)), (Some(late), Some(yuan(owed_interest))), "{payment}");
        assert!(!found.is_late() && found.owed == Money::ZERO);
    }
    // Several on one day, and one on the day of the calculation.
    let found = on("2025-08-10", &[(Field::Payments, "2025-08-05:1万;2025-08-05:1万;2025-08-10:1万")]);
    assert_eq!((found.owed, interest(&found)), (yuan("7万"), Some(yuan("450"))));
    // One that lies ahead does not count yet.
    let found = on("2025-08-05", &paid);
    assert!(found.doubts.contains(&Doubt::LaterPayments));
    assert_eq!((found.owed, interest(&found)), (yuan("8万"), Some(yuan("200"))));
}

#[test]
fn interest_is_exact_and_rounded_once() {
    // A third of a fen a day and balance: 0.01 yuan at 0.05 % a day for 999 days is 0.4995 fen, for 1000 days 0.5 fen.
    let fen = [(Field::Amount, "0.01")];
    assert_eq!(interest(&on(&day("2025-07-31").plus_days(999).to_string(), &fen)), Some(Money::ZERO));
    assert_eq!(interest(&on(&day("2025-07-31").plus_days(1000).to_string(), &fen)), Some(Money::from_fen(1)));
    // Three stretches of 0.4 fen each are 1.2 fen, though each rounds to nothing.
    let parts = on("2025-08-06", &[(Field::Amount, "4.02"), (Field::Payments, "2025-08-02:0.01;2025-08-04:0.01")]);
    let found = parts.interest.unwrap();
    let rounded: i64 = found.stretches.iter().map(|stretch| stretch.interest.fen()).sum();
    assert_eq!((rounded, found.total.fen()), (0, 1));
    // The largest amount over the longest time overflows nothing.
    let most = on("2199-12-31", &[(Field::Amount, "1000000000000000"), (Field::Rate, "100000%/日")]);
    assert_eq!(interest(&most), Some(Money::MAX));
}

#[test]
fn an_agreed_rate_must_reach_the_prime_rate() {
    let rate = |rate: &str, prime: &str| {
        let found = on("2025-08-10", &[(Field::Rate, rate), (Field::PrimeRate, prime)]);
        let other = found.other_interest.as_ref().map(|other| other.total);
        (interest(&found).unwrap(), other, found.doubts)
    };
    // Ten days at 3.65 % a year: 10 yuan a day. The prime rates here are made up to lie around it.
    assert_eq!(rate("3.65%", "3.65%"), (yuan("100"), None, vec![]));
    assert_eq!(rate("3.65%", "3.6499%"), (yuan("100"), None, vec![]));
    assert_eq!(rate("3.65%", ""), (yuan("100"), None, vec![Doubt::PrimeRateNotTold]));
    // Below it: the prime rate is the least, the regulation's own rate may apply.
    assert_eq!(rate("3.6499%", "3.65%"), (yuan("100"), Some(yuan("500")), vec![Doubt::RateTooLow]));
    assert_eq!(rate("0%", "3.65%").2, [Doubt::RateTooLow]);
    // By the day: 0.01 % a day is 3.65 % a year.
    assert_eq!(rate("0.01%/日", "3.65%"), (yuan("100"), None, vec![]));
    assert_eq!(rate("0.1‰/day", "3.6501%").2, [Doubt::RateTooLow]);
    // Above and below the 0.05 % a day that applies when nothing was agreed: what was agreed holds.
    assert_eq!(rate("0.06%/day", "3%"), (yuan("600"), None, vec![]));
    assert_eq!(rate("0.04%/天", "3%"), (yuan("400"), None, vec![]));
    assert_eq!(rate("", "3%"), (yuan("500"), None, vec![]));
}

#[test]
fn a_clause_to_pay_when_paid_means_something_else_for_each_debtor() {
    for (debtor, signed, clause) in [
        ("large_enterprise", "2025-06-01", Clause::Forbidden),
        ("large_enterprise", "2025-05-31", Clause::Void),
        ("large_enterprise", "2020-09-01", Clause::Void),
        ("large_enterprise", "2020-08-31", Clause::Debated),
        ("government", "2025-06-10", Clause::Overridden),
        ("fiscal_organisation", "2025-06-10", Clause::Overridden),
        ("fiscal_organisation", "2020-08-31", Clause::Debated),
        ("other", "2025-06-10", Clause::Stands),
        ("not_sure", "2025-06-10", Clause::NotSure),
    ] {
        let cells = [(Field::Debtor, debtor), (Field::Signed, signed), (Field::PayWhenPaid, "是")];
        assert_eq!(on("2026-01-01", &cells).clause, Some(clause), "{cells:?}");
        assert_eq!(on("2026-01-01", &cells[..2]).clause, None);
    }
    let cells = [(Field::Debtor, "large_enterprise"), (Field::PayWhenPaid, "yes"), (Field::PrimeRate, "3.65%")];
    let found = on("2025-09-11", &cells);
    assert_eq!((found.days_late, interest(&found)), (Some(10), Some(yuan("500"))), "the clause delays nothing");
    assert_eq!(found.other_interest.unwrap().total, yuan("100"), "courts take the prime rate");
    assert!(found.doubts.contains(&Doubt::TwoRates));
}

#[test]
fn what_is_not_covered_follows_the_contract_alone() {
    for cells in [[(Field::Debtor, "other"), (Field::Sme, "yes")], [(Field::Debtor, "government"), (Field::Sme, "no")]]
    {
        let found = on("2025-12-31", &cells);
        assert!(matches!(found.covered, Covered::No(_)), "{cells:?}");
        assert_eq!((due(&found), interest(&found)), (None, None));
        assert!(!found.places.contains(&Place::Platform) && found.places.contains(&Place::Court));
        let agreed = [&cells[..], &[(Field::Term, "90"), (Field::Rate, "3.65%")]].concat();
        let found = on("2025-10-09", &agreed);
        assert_eq!((due(&found).as_deref(), interest(&found)), (Some("2025-09-29"), Some(yuan("100"))));
    }
    // What was not told is no no.
    let open = on("2025-12-31", &[(Field::Sme, "")]);
    assert_eq!((open.covered, open.doubts.as_slice()), (Covered::NotSure, &[Doubt::CreditorNotTold][..]));
    assert_eq!(due(&open).as_deref(), Some("2025-07-31"));
    let open = on("2025-12-31", &[(Field::Debtor, "not_sure")]);
    assert_eq!((open.covered, due(&open)), (Covered::NotSure, None));
}

#[test]
fn the_size_of_an_enterprise_follows_from_its_figures() {
    // Building: large from revenue and assets of 800 million yuan both (article 4 item 3 of the standard).
    let building = |revenue: &str, assets: &str| {
        let cells = [
            (Field::Debtor, "not_sure"),
            (Field::DebtorIndustry, "建筑业"),
            (Field::DebtorRevenue, revenue),
            (Field::DebtorAssets, assets),
        ];
        entry(&cells).read().unwrap()
    };
    assert_eq!(building("8亿", "8亿").debtor, Debtor::LargeEnterprise);
    assert_eq!(building("7.9999亿", "8亿").debtor, Debtor::Other, "one figure short drops a class");
    assert_eq!(building("8亿", "799999999.99").debtor, Debtor::Other);
    assert_eq!(building("8亿", "").debtor, Debtor::NotSure);
    assert_eq!(building("7亿", "").debtor, Debtor::Other, "certain from fewer figures");
    assert!(building("", "").debtor_size().is_some_and(|size| size.class().is_none()));
    let found = answer(&building("8亿", "8亿"), day("2025-12-31"));
    assert_eq!((found.covered, due(&found).as_deref()), (Covered::Yes, Some("2025-09-01")));
    // Manufacturing: 1,000 people and 400 million yuan.
    let factory = [(Field::DebtorIndustry, "C35"), (Field::DebtorRevenue, "4亿")];
    for (staff, debtor) in [("1000人", Debtor::LargeEnterprise), ("999", Debtor::Other)] {
        let cells = [&factory[..], &[(Field::Debtor, ""), (Field::DebtorEmployees, staff)]].concat();
        assert_eq!(entry(&cells).read().unwrap().debtor, debtor, "figures alone say that it is an enterprise");
        let public = [&factory[..], &[(Field::DebtorEmployees, staff)]].concat();
        let public = entry(&public).read().unwrap();
        assert!(public.debtor == Debtor::PublicBody && public.debtor_size().is_none(), "a public body has no size");
    }
    // What is stated must not be what the figures exclude; what they leave open may be stated.
    let small = [&factory[..], &[(Field::Debtor, "large_enterprise"), (Field::DebtorEmployees, "20")]].concat();
    let problems = entry(&small).read().unwrap_err();
    assert_eq!((problems[0].field, problems[0].error), (Field::Debtor, EntryError::NotSoSized));
    let open = [&factory[..], &[(Field::Debtor, "large_enterprise")]].concat();
    assert_eq!(entry(&open).read().unwrap().debtor, Debtor::LargeEnterprise);
    // By the standard of the day of the contract: before 18 June 2011 there was none of these.
    let early =
        [&factory[..], &[(Field::Debtor, "not_sure"), (Field::DebtorEmployees, "5"), (Field::Signed, "2011-06-17")]];
    assert_eq!(entry(&early.concat()).read().unwrap().debtor, Debtor::NotSure);
    for (field, typed, wrong) in [
        (Field::DebtorIndustry, "no such trade", EntryError::Typed(TypedError::Unknown)),
        (Field::DebtorEmployees, "-1", EntryError::Typed(TypedError::BelowZero)),
        (Field::DebtorEmployees, "8.5", EntryError::Typed(TypedError::Number(NumberError::TooPrecise))),
        (Field::DebtorRevenue, "much", EntryError::Typed(TypedError::Number(NumberError::NotANumber))),
        (Field::DebtorAssets, "-1万", EntryError::Typed(TypedError::BelowZero)),
    ] {
        let typed = entry(&[(Field::Debtor, "not_sure"), (field, typed)]);
        let problems = typed.read().unwrap_err();
        assert_eq!(problems.iter().map(|problem| (problem.field, problem.error)).collect::<Vec<_>>(), [(field, wrong)]);
    }
}

/// The day from which the term of an answer runs, what happened on it, and the article that says so.
fn from(due: Option<Due>) -> Option<(String, Event, Option<&'static str>)> {
    let from = due?.from?;
    Some((from.day.to_string(), from.event, from.source.and_then(|source| source.article)))
}

#[test]
fn the_term_runs_from_acceptance_as_a_rule_and_from_the_end_of_its_time_if_the_debtor_delays() {
    // Delivered on 1 July: 10 days for acceptance end on the 11th.
    let end = [(Field::AcceptanceTerm, "10")];
    let end_day = [(Field::AcceptanceTerm, "2025-07-11")];
    for (signed, article) in [("2025-06-10", "第十条"), ("2025-05-31", "第九条")] {
        for (accepted, more, start, event, last) in [
            // 9 and 10 August 2025 are a Saturday and a Sunday.
            ("2025-07-10", &[][..], "2025-07-10", Event::Acceptance, "2025-08-11"),
            ("2025-07-01", &[], "2025-07-01", Event::Acceptance, "2025-07-31"),
            ("2025-07-10", &end[..], "2025-07-10", Event::Acceptance, "2025-08-11"),
            ("2025-07-11", &end[..], "2025-07-11", Event::Acceptance, "2025-08-11"),
            ("2025-07-12", &end[..], "2025-07-11", Event::AcceptanceEnd, "2025-08-11"),
            ("2025-12-24", &end[..], "2025-07-11", Event::AcceptanceEnd, "2025-08-11"),
            ("", &end[..], "2025-07-11", Event::AcceptanceEnd, "2025-08-11"),
            ("2025-07-11", &end_day[..], "2025-07-11", Event::Acceptance, "2025-08-11"),
            ("2025-07-12", &end_day[..], "2025-07-11", Event::AcceptanceEnd, "2025-08-11"),
        ] {
            let cells = [&[(Field::Signed, signed), (Field::Accepted, accepted)][..], more].concat();
            for date in ["2025-07-05", "2025-07-11", "2025-07-12", "2025-12-31"] {
                let found = on(date, &cells);
                assert_eq!(due(&found).as_deref(), Some(last), "{cells:?}");
                assert_eq!(from(found.due), Some((start.to_owned(), event, Some(article))), "{cells:?}");
                let doubts: Vec<Doubt> =
                    found.doubts.into_iter().filter(|&doubt| doubt != Doubt::AcrossRevision).collect();
                // Before the end of its time nobody has delayed acceptance.
                let delayed = event == Event::AcceptanceEnd && date > start;
                assert_eq!(doubts, if delayed { vec![Doubt::AcceptanceDelayed] } else { Vec::new() }, "{cells:?}");
                assert_eq!(found.evidence.contains(&Evidence::Acceptance), !accepted.is_empty());
            }
        }
    }
    // A day that the contract names stays what it is.
    let named = on("2025-12-31", &[(Field::Accepted, "2025-07-10"), (Field::Term, "2025-08-15")]);
    assert_eq!((due(&named).as_deref(), from(named.due)), (Some("2025-08-15"), None));
    // The contract alone waits for acceptance: nothing says that it need not.
    let alone = |accepted: &str| {
        let uncovered =
            [(Field::Debtor, "other"), (Field::Term, "30"), (Field::Rate, "5%"), (Field::Accepted, accepted)];
        on("2025-12-31", &[&uncovered[..], &end[..]].concat())
    };
    let (told, open) = (alone("2025-07-20"), alone(""));
    assert_eq!((due(&told).as_deref(), told.doubts.as_slice()), (Some("2025-08-19"), &[Doubt::FromAcceptance][..]));
    assert_eq!((due(&open), open.days_late, open.doubts.as_slice()), (None, None, &[Doubt::NotAccepted][..]));
}

#[test]
fn with_progress_or_periodic_settlement_the_term_runs_from_the_day_both_confirm_the_sum() {
    let confirmed = (Field::Confirmed, "2025-07-20");
    for (signed, article) in [("2025-06-10", "第九条第四款"), ("2025-05-31", "第八条第三款")] {
        let found = on("2025-08-20", &[(Field::Signed, signed), confirmed]);
        assert_eq!((due(&found).as_deref(), found.days_late), (Some("2025-08-19"), Some(1)));
        assert_eq!(from(found.due), Some(("2025-07-20".to_owned(), Event::Confirmation, Some(article))));
        assert!(found.evidence.contains(&Evidence::Confirmation));
    }
    // A term runs from one day: which one, the contract says.
    for other in [(Field::Accepted, "2025-07-10"), (Field::AcceptanceTerm, "10")] {
        let problems = entry(&[confirmed, other]).read().unwrap_err();
        assert_eq!(problems.len(), 1);
        assert_eq!((problems[0].field, problems[0].error), (Field::Confirmed, EntryError::Besides(other.0)));
    }
}

/// How each event is named in the due sentence and in the letter, in both languages.
fn named(event: Event) -> [[&'static str; 2]; 2] {
    match event {
        Event::Delivery => [["交付之日起", "交付，"], ["from delivery", "delivered on"]],
        Event::Acceptance => {
            [["验收合格之日起", "验收合格，"], ["from passing acceptance", "acceptance was passed on"]]
        }
        Event::AcceptanceEnd => [
            ["约定的验收期限届满之日起", "约定的验收期限于"],
            ["from the end of the time agreed for acceptance", "the time agreed for acceptance ended on"],
        ],
        Event::Confirmation => [
            ["双方确认结算金额之日起", "确认结算金额，"],
            ["from the day both sides confirmed the sum", "both sides confirmed the sum on"],
        ],
    }
}

fn adds_up(speaker: Speaker<'_>, claim: &Claim) {
    let found = answer(claim, day("2025-12-31"));
    let letter = speaker.demand(claim, &found);
    let words = |event: Event| named(event).into_iter().zip(Language::ALL).find(|pair| pair.1 == speaker.language);
    for due in [found.due, found.other_due].into_iter().flatten() {
        let said = speaker.due(due);
        assert!(said.starts_with(&speaker.date(due.day)), "{said}");
        let Some(from) = due.from else { continue };
        let ([sentence, _], _) = words(from.event).unwrap();
        let span = from.day.age_on(due.counted, Unit::Days);
        let counted = match speaker.language {
            Language::ZhCn => format!("{sentence}{span}日"),
            Language::En => format!("{span} days {sentence}"),
        };
        assert!(said.contains(&counted), "{counted}: {said}");
        let others = [Event::Delivery, Event::Acceptance, Event::AcceptanceEnd, Event::Confirmation];
        for other in others.into_iter().filter(|&other| other != from.event) {
            let ([other, _], _) = words(other).unwrap();
            assert!(!said.contains(other), "{other}: {said}");
        }
        if from.event != Event::Delivery {
            assert!(said.contains(&speaker.date(from.day)), "{said}");
            assert!(from.source.is_none_or(|source| said.contains(source.article.unwrap())), "{said}");
        }
    }
    if let Some(due) = found.due {
        assert!(letter.contains(&speaker.due(due)), "{letter}");
        if let Some(from) = due.from {
            let is_ruled = from.event != Event::Delivery && !matches!(found.covered, Covered::No(_));
            assert_eq!(from.source.is_some(), is_ruled, "{letter}");
            let ([_, course], _) = words(from.event).unwrap();
            assert!(letter.contains(course) && letter.contains(&speaker.date(from.day)), "{letter}");
        }
    }
    for told in [Some(claim.delivered), claim.accepted, claim.confirmed].into_iter().flatten() {
        assert!(letter.contains(&speaker.date(told)), "{letter}");
    }
}

#[test]
fn the_letter_contradicts_no_arithmetic_whatever_was_told() {
    let mut starts = vec![("", "", ""), ("2025-07-31", "", ""), ("", "", "2025-07-15")];
    starts.extend([("2025-07-31", "30", ""), ("2025-08-01", "30", ""), ("", "30", ""), ("", "2025-07-20", "")]);
    for debtor in Debtor::ALL {
        for signed in ["2020-08-31", "2025-05-31", "2025-06-10"] {
            for &(accepted, within, confirmed) in &starts {
                for term in ["", "0", "30", "31", "60", "61", "2025-09-15"] {
                    let cells = [
                        (Field::Debtor, debtor.id()),
                        (Field::Signed, signed),
                        (Field::Accepted, accepted),
                        (Field::AcceptanceTerm, within),
                        (Field::Confirmed, confirmed),
                        (Field::Term, term),
                    ];
                    let claim = entry(&cells).read().unwrap();
                    for language in Language::ALL {
                        speaking(language, |speaker| adds_up(speaker, &claim));
                    }
                }
            }
        }
    }
}

#[test]
fn organisations_that_use_fiscal_funds_follow_the_rules_for_public_bodies() {
    for typed in ["fiscal_organisation", "团体组织", "社会团体", "人民团体", "使用财政资金的团体组织"]
    {
        let claim = entry(&[(Field::Debtor, typed)]).read().unwrap();
        assert_eq!(claim.debtor, Debtor::FiscalOrganisation, "{typed}");
        assert!(claim.debtor.is_public() && claim.debtor_size().is_none());
        let found = answer(&claim, day("2025-08-01"));
        assert_eq!((found.covered, due(&found).as_deref()), (Covered::Yes, Some("2025-07-31")));
        assert_eq!((found.term, found.days_late), (TermCheck::NoneAgreed, Some(1)));
        assert!(found.places.contains(&Place::Platform));
    }
    for (text, article) in [(Regulation::Text2020, "第二十八条"), (Regulation::Text2025, "第三十六条")] {
        let source = text.source(Debtor::FiscalOrganisation.coverage()).unwrap();
        assert_eq!(source.article, Some(article));
        let signed = text.first_day().to_string();
        let claim = entry(&[(Field::Debtor, "fiscal_organisation"), (Field::Signed, &signed)]).read().unwrap();
        let found = answer(&claim, day("2025-12-31"));
        let letter = speaking(Language::ZhCn, |speaker| speaker.demand(&claim, &found));
        assert!(letter.contains(article), "{letter}");
        let source = text.source(Debtor::PublicBody.coverage()).unwrap();
        assert_eq!(source.article, Some("第二条、第三条"));
    }
}

#[test]
fn without_the_regulation_a_seller_may_claim_what_courts_take() {
    let bounds = |cells: &[(Field, &str)]| {
        let uncovered = [(Field::Debtor, "other"), (Field::Term, "30"), (Field::LatePrimeRate, "3%")];
        let found = on("2025-08-10", &[&uncovered[..], cells].concat());
        assert_eq!(interest(&found), found.interest.as_ref().map(|interest| interest.total));
        let court = found.doubts.contains(&Doubt::CourtSetsRate);
        (found.sale_interest.map(|bounds| bounds.map(|one| (one.charge, one.total))), court)
    };
    // Ten days late with 100,000 yuan: 3.9 and 4.5 % a year.
    let yearly = |ppm: i64| Charge::PerYear(Rate::from_ppm(ppm));
    let both = [(yearly(39_000), yuan("106.85")), (yearly(45_000), yuan("123.29"))];
    assert_eq!(bounds(&[]), (Some(both), true));
    assert_eq!(bounds(&[(Field::Debtor, "government"), (Field::Sme, "no")]), (Some(both), true));
    assert_eq!(bounds(&[(Field::Debtor, "government"), (Field::Signed, "2020-08-31")]), (Some(both), true));
    // The rate is that of the time when payment became late, not that of the contract.
    assert_eq!(bounds(&[(Field::LatePrimeRate, ""), (Field::PrimeRate, "3%")]), (None, true));
    // Agreed, or covered: another rule.
    assert_eq!(bounds(&[(Field::Rate, "5%")]), (None, false));
    assert_eq!(bounds(&[(Field::Debtor, "government")]), (None, false));
    assert_eq!(bounds(&[(Field::Term, "")]), (None, true), "no due day");
    // Late since 20 August 2019; before that there was another rule.
    for (term, found) in [("2019-08-18", false), ("2019-08-19", true)] {
        let old = [(Field::Signed, "2019-07-01"), (Field::Delivered, "2019-07-01"), (Field::Term, term)];
        let (bounds, court) = bounds(&old);
        assert_eq!((bounds.is_some(), court), (found, true), "{term}");
    }
    let uncovered = entry(&[(Field::Debtor, "other"), (Field::Term, "30")]).read().unwrap();
    let found = answer(&uncovered, day("2025-08-10"));
    for (language, words) in [(Language::ZhCn, ["30%至50%", "第十八条"]), (Language::En, ["30 to 50%", "第十八条"])]
    {
        let (covered, said) =
            speaking(language, |speaker| (speaker.covered(&found), speaker.doubt(Doubt::CourtSetsRate)));
        assert!(!covered.contains("只按合同"), "a court may grant more than the contract says");
        assert!(words.iter().all(|word| said.contains(word)), "{said}");
    }
}

#[test]
fn every_rule_names_its_article() {
    for (rule, old, new) in [
        (Rule::Coverage, Some("第二条、第三条"), "第二条、第三条"),
        (Rule::Organisations, Some("第二十八条"), "第三十六条"),
        (Rule::Term, Some("第八条"), "第九条"),
        (Rule::Settlement, Some("第八条第三款"), "第九条第四款"),
        (Rule::Acceptance, Some("第九条"), "第十条"),
        (Rule::PayWhenPaid, None, "第九条第二款"),
        (Rule::Undisputed, None, "第十五条"),
        (Rule::Interest, Some("第十五条"), "第十七条"),
        (Rule::Complaints, Some("第十七条"), "第二十四条、第二十五条"),
    ] {
        let articles = Regulation::ALL.map(|text| text.source(rule).map(|source| source.article.unwrap()));
        assert_eq!(articles, [old, Some(new)], "{rule:?}");
    }
    // A letter under the text of 2020 names articles too.
    let claim = entry(&[(Field::Signed, "2025-03-03"), (Field::Delivered, "2025-04-01")]).read().unwrap();
    let found = answer(&claim, day("2025-12-31"));
    for (language, named) in [
        (Language::ZhCn, ["国务院令第728号第八条", "（国务院令第728号）第十五条"]),
        (Language::En, ["国务院令第728号 第八条", "（国务院令第728号）第十五条"]),
    ] {
        let letter = speaking(language, |speaker| speaker.demand(&claim, &found));
        assert!(named.iter().all(|article| letter.contains(article)), "{letter}");
    }
}

#[test]
fn what_is_not_looked_at_is_said() {
    let conventions = |cells: &[(Field, &str)]| on("2026-01-01", cells).conventions;
    for (signed, others_prevail) in [("2020-08-31", false), ("2025-05-31", false), ("2025-06-01", true)] {
        assert_eq!(
            conventions(&[(Field::Signed, signed)]).contains(&Convention::OtherRules),
            others_prevail,
            "{signed}"
        );
    }
    // Days of rest are looked at from the Civil Code's first day to the end of the last year with a notice, and for terms
    // counted in days: 30 days from 2 December 2020 end on 1 January 2021.
    let by_day = (Field::Term, "2025-08-15");
    for (delivered, term, looked_at) in [
        ("2020-12-01", (Field::Term, ""), false),
        ("2020-12-02", (Field::Term, ""), true),
        ("2026-12-01", (Field::Term, ""), true),
        ("2026-12-02", (Field::Term, ""), false),
        ("2025-07-01", (Field::Term, ""), true),
        ("2025-07-01", by_day, false),
    ] {
        let cells = [(Field::Signed, "2020-10-10"), (Field::Delivered, delivered), term];
        let found = on("2027-03-01", &cells);
        let (open, known) = (Convention::RestDays, Convention::WorkingDays);
        let said = [found.conventions.contains(&open), found.conventions.contains(&known)];
        assert_eq!(said, [!looked_at, looked_at], "{cells:?}");
        // The letter leaves to be checked what was not looked at.
        let claim = entry(&cells).read().unwrap();
        for (language, check) in [(Language::ZhCn, "【寄出前核对"), (Language::En, "[check before sending")] {
            let letter = speaking(language, |speaker| speaker.demand(&claim, &answer(&claim, day("2027-03-01"))));
            assert_eq!(letter.contains(check), !looked_at, "{letter}");
        }
    }
    for convention in [Convention::RestDays, Convention::WorkingDays] {
        let said = speaking(Language::ZhCn, |speaker| speaker.convention(convention));
        assert!(said.contains("第二百零三条"), "{said}");
    }
}

#[test]
fn a_term_that_would_end_on_a_day_of_rest_ends_on_the_next_working_day() {
    // Delivered, days of the term, the day that they come to, the last day in time.
    for (delivered, term, counted, last) in [
        // Thursday, 1 January to Saturday, 3 January 2026 are off; Sunday, the 4th is worked.
        ("2025-12-01", "30", "2025-12-31", "2025-12-31"),
        ("2025-12-02", "30", "2026-01-01", "2026-01-04"),
        ("2025-12-04", "30", "2026-01-03", "2026-01-04"),
        ("2025-12-05", "30", "2026-01-04", "2026-01-04"),
        // Sunday, 15 to Monday, 23 February 2026 are off; Saturday, the 14th is worked.
        ("2026-01-15", "30", "2026-02-14", "2026-02-14"),
        ("2026-01-16", "30", "2026-02-15", "2026-02-24"),
        ("2026-01-24", "30", "2026-02-23", "2026-02-24"),
        ("2026-01-25", "30", "2026-02-24", "2026-02-24"),
        // Wednesday, 1 to Wednesday, 8 October 2025 are off; Sunday, 28 September is worked.
        ("2025-08-29", "30", "2025-09-28", "2025-09-28"),
        ("2025-09-01", "30", "2025-10-01", "2025-10-09"),
        ("2025-09-08", "30", "2025-10-08", "2025-10-09"),
        // An ordinary weekend.
        ("2025-10-01", "30", "2025-10-31", "2025-10-31"),
        ("2025-10-02", "30", "2025-11-01", "2025-11-03"),
        ("2025-10-03", "30", "2025-11-02", "2025-11-03"),
        ("2025-10-04", "30", "2025-11-03", "2025-11-03"),
        // 30 April to 4 May 2022 are off, by the notice of that year.
        ("2022-03-31", "30", "2022-04-30", "2022-05-05"),
        // No term at all: to be paid on a Sunday.
        ("2025-10-05", "0", "2025-10-05", "2025-10-05"),
        // A day that the contract names is not moved, holiday or not.
        ("2025-09-01", "2025-10-01", "2025-10-01", "2025-10-01"),
        // Before the Civil Code, and where no notice is out yet, days are counted as they come: 2020-12-26 and 2027-01-02
        // are Saturdays.
        ("2020-11-26", "30", "2020-12-26", "2020-12-26"),
        ("2026-12-03", "30", "2027-01-02", "2027-01-02"),
    ] {
        let cells = [(Field::Signed, "2020-10-10"), (Field::Delivered, delivered), (Field::Term, term)];
        let found = on("2027-03-01", &cells);
        let said = found.due.map(|due| (due.counted, due.day));
        assert_eq!(said, Some((day(counted), day(last))), "{cells:?}");
        for (language, words) in [(Language::ZhCn, "是休息日"), (Language::En, "is a day of rest")] {
            let said = speaking(language, |speaker| speaker.due(found.due.unwrap()));
            assert_eq!(said.contains(words), counted != last, "{said}");
        }
    }
}

/// Cases worked by hand, each with its arithmetic. 10 万 at 0.05 % are 50 yuan a day.
#[test]
fn the_tool_agrees_with_cases_worked_by_hand() {
    struct Case {
        cells: &'static [(Field, &'static str)],
        on: &'static str,
        due: &'static str,
        late: i64,
        interest: &'static str,
    }
    let public_2020 = &[(Field::Signed, "2024-03-01"), (Field::Delivered, "2024-08-15")];
    let large_2020 = &[
        (Field::Debtor, "large_enterprise"),
        (Field::Signed, "2023-02-01"),
        (Field::Delivered, "2023-08-01"),
        (Field::Term, "60"),
    ];
    let accepted_2020 = &[
        (Field::Signed, "2022-01-10"),
        (Field::Delivered, "2022-03-01"),
        (Field::Accepted, "2022-03-16"),
        (Field::AcceptanceTerm, "15"),
    ];
    let delayed_2020 = &[
        (Field::Signed, "2021-01-04"),
        (Field::Delivered, "2021-01-11"),
        (Field::Accepted, "2021-06-30"),
        (Field::AcceptanceTerm, "20"),
    ];
    let progress_2020 = &[
        (Field::Signed, "2024-06-03"),
        (Field::Delivered, "2024-07-31"),
        (Field::Confirmed, "2024-08-30"),
        (Field::Amount, "200万"),
    ];
    let public_2025 = &[(Field::Delivered, "2025-09-02")];
    let large_2025 =
        &[(Field::Debtor, "large_enterprise"), (Field::Delivered, "2025-08-06"), (Field::Payments, "2025-10-19:40000")];
    let accepted_2025 = &[
        (Field::Debtor, "large_enterprise"),
        (Field::Delivered, "2025-11-20"),
        (Field::Accepted, "2025-12-18"),
        (Field::AcceptanceTerm, "30"),
    ];
    let delayed_2025 =
        &[(Field::Delivered, "2025-09-22"), (Field::AcceptanceTerm, "10"), (Field::Accepted, "2026-01-05")];
    let progress_2025 = &[
        (Field::Delivered, "2025-12-31"),
        (Field::Confirmed, "2026-01-20"),
        (Field::Amount, "80万"),
        (Field::Rate, "7.3%"),
        (Field::PrimeRate, "3%"),
    ];
    let cases = [
        // Text of 2020, public body: 15 August 2024 + 30 days = 14 September, a Saturday, but worked before the
        // Mid-Autumn Festival, so the last day. To 30 September: 16 days × 50 = 800.
        Case { cells: public_2020, on: "2024-09-30", due: "2024-09-14", late: 16, interest: "800" },
        // Text of 2020, large enterprise, 60 days agreed: 1 August 2023 + 60 days = 30 September, in the holiday from
        // 29 September to 6 October; 7 October is a worked Saturday. To 31 October: 24 days × 50 = 1,200.
        Case { cells: large_2020, on: "2023-10-31", due: "2023-10-07", late: 24, interest: "1200" },
        // Text of 2020, acceptance in time: 1 March 2022 + 15 days = 16 March, passed on it; + 30 days = 15 April, a
        // Friday. To 25 April: 10 days × 50 = 500.
        Case { cells: accepted_2020, on: "2022-04-25", due: "2022-04-15", late: 10, interest: "500" },
        // Text of 2020, acceptance delayed by the debtor: 11 January 2021 + 20 days = 31 January, a Sunday, so 1 February;
        // + 30 days = 3 March, a Wednesday. Of the real acceptance in June nothing depends. To 13 March: 10 × 50 = 500.
        Case { cells: delayed_2020, on: "2021-03-13", due: "2021-03-03", late: 10, interest: "500" },
        // Text of 2020, progress payment: the sum was confirmed on 30 August 2024; + 30 days = 29 September, a Sunday, but
        // worked. 2,000,000 × 0.05 % = 1,000 a day; to 9 October: 10 days = 10,000.
        Case { cells: progress_2020, on: "2024-10-09", due: "2024-09-29", late: 10, interest: "10000" },
        // Text of 2025, public body: 2 September 2025 + 30 days = 2 October, in the holiday from the 1st to the 8th, so
        // the 9th. To 19 October: 10 days × 50 = 500.
        Case { cells: public_2025, on: "2025-10-19", due: "2025-10-09", late: 10, interest: "500" },
        // Text of 2025, large enterprise, nothing agreed: 6 August 2025 + 60 days = 5 October, so 9 October again. 40,000
        // paid on the 19th: 10 days × 50 = 500, then 12 days (to 31 October) × 60,000 × 0.05 % = 12 × 30 = 360.
        Case { cells: large_2025, on: "2025-10-31", due: "2025-10-09", late: 22, interest: "860" },
        // Text of 2025, acceptance in time: 20 November 2025 + 30 days = 20 December, a Saturday, so the time for it ran to
        // the 22nd; passed on 18 December; + 60 days = 16 February 2026, in the holiday to the 23rd, so the 24th. To 28
        // February: 4 days × 50 = 200.
        Case { cells: accepted_2025, on: "2026-02-28", due: "2026-02-24", late: 4, interest: "200" },
        // Text of 2025, acceptance delayed: 22 September 2025 + 10 days = 2 October, so 9 October; + 30 days = 8 November, a
        // Saturday, so Monday the 10th. To 20 November: 10 days × 50 = 500.
        Case { cells: delayed_2025, on: "2025-11-20", due: "2025-11-10", late: 10, interest: "500" },
        // Text of 2025, progress payment at an agreed 7.3 % a year: confirmed on 20 January 2026; + 30 days = 19 February, in
        // the holiday to the 23rd, so the 24th. 800,000 × 7.3 % ÷ 365 = 160 a day; to 6 March: 10 days = 1,600.
        Case { cells: progress_2025, on: "2026-03-06", due: "2026-02-24", late: 10, interest: "1600" },
    ];
    for case in cases {
        let found = on(case.on, case.cells);
        let said = (due(&found), found.days_late, interest(&found));
        assert_eq!(said, (Some(case.due.to_owned()), Some(case.late), Some(yuan(case.interest))), "{:?}", case.cells);
    }
}

#[test]
fn a_contract_before_the_first_text_with_delivery_after_is_as_open_as_one_across_the_revision() {
    let across = |debtor: &str, delivered: &str, term: &str| {
        let cells = [
            (Field::Debtor, debtor),
            (Field::Signed, "2020-08-31"),
            (Field::Delivered, delivered),
            (Field::Term, term),
        ];
        let found = on("2021-01-01", &cells);
        assert_eq!(found.covered, Covered::No(NotCovered::BeforeRegulation));
        let other = found.other_due.map(|due| due.day.to_string());
        (found.doubts.contains(&Doubt::AcrossFirst), due(&found), other)
    };
    let said = |day: &str| Some(day.to_owned());
    assert_eq!(across("government", "2020-08-31", ""), (false, None, None));
    assert_eq!(across("government", "2020-09-01", ""), (true, None, said("2020-10-01")));
    assert_eq!(across("government", "2020-09-01", "61"), (true, said("2020-11-01"), said("2020-10-31")));
    assert_eq!(across("government", "2020-09-01", "60"), (true, said("2020-10-31"), None));
    assert_eq!(across("large_enterprise", "2020-09-01", ""), (true, None, None));
    assert_eq!(across("other", "2020-09-01", ""), (false, None, None));
}

#[test]
fn every_slip_is_told_with_its_cell_and_nothing_is_lost() {
    type Slip<'a> = (&'a [(Field, &'a str)], &'a [(Field, EntryError)]);
    let slips: [Slip<'_>; 23] = [
        (&[(Field::Amount, "0")], &[(Field::Amount, EntryError::Typed(TypedError::NotAboveZero))]),
        (&[(Field::Amount, "-3万")], &[(Field::Amount, EntryError::Typed(TypedError::NotAboveZero))]),
        (&[(Field::Amount, "")], &[(Field::Amount, EntryError::Missing)]),
        (
            &[(Field::Amount, "lots")],
            &[(Field::Amount, EntryError::Typed(TypedError::Number(NumberError::NotANumber)))],
        ),
        (&[(Field::Payments, "2025-08-01:0")], &[(Field::Payments, EntryError::Typed(TypedError::NotAboveZero))]),
        (&[(Field::Payments, "2025-08-01:-5")], &[(Field::Payments, EntryError::Typed(TypedError::NotAboveZero))]),
        (
            &[(Field::Payments, "soon")],
            &[(Field::Payments, EntryError::Typed(TypedError::Number(NumberError::NotANumber)))],
        ),
        (&[(Field::Payments, "2025-08-01:6万;2025-08-02:4.0001万")], &[(Field::Payments, EntryError::MoreThanOwed)]),
        (&[(Field::Payments, "2025-06-09:1万")], &[(Field::Payments, EntryError::Before(Field::Signed))]),
        (&[(Field::Delivered, "2025-06-09")], &[(Field::Delivered, EntryError::Before(Field::Signed))]),
        (&[(Field::Accepted, "2025-06-30")], &[(Field::Accepted, EntryError::Before(Field::Delivered))]),
        (&[(Field::AcceptanceTerm, "2025-06-30")], &[(Field::AcceptanceTerm, EntryError::Before(Field::Delivered))]),
        (&[(Field::AcceptanceTerm, "-1")], &[(Field::AcceptanceTerm, EntryError::Typed(TypedError::BelowZero))]),
        (&[(Field::AcceptanceTerm, "3651")], &[(Field::AcceptanceTerm, EntryError::Typed(TypedError::TooLong))]),
        (&[(Field::Confirmed, "2025-06-09")], &[(Field::Confirmed, EntryError::Before(Field::Signed))]),
        (&[(Field::LatePrimeRate, "-3%")], &[(Field::LatePrimeRate, EntryError::Typed(TypedError::BelowZero))]),
        (
            &[(Field::Accepted, "2025-07-02"), (Field::AcceptanceTerm, "5"), (Field::Confirmed, "2025-07-02")],
            &[
                (Field::Confirmed, EntryError::Besides(Field::Accepted)),
                (Field::Confirmed, EntryError::Besides(Field::AcceptanceTerm)),
            ],
        ),
        (&[(Field::Term, "2025-06-09")], &[(Field::Term, EntryError::Before(Field::Signed))]),
        (&[(Field::Term, "-1")], &[(Field::Term, EntryError::Typed(TypedError::BelowZero))]),
        (&[(Field::Term, "3651")], &[(Field::Term, EntryError::Typed(TypedError::TooLong))]),
        (&[(Field::Rate, "-5%")], &[(Field::Rate, EntryError::Typed(TypedError::BelowZero))]),
        (&[(Field::Debtor, "the king")], &[(Field::Debtor, EntryError::Typed(TypedError::Unknown))]),
        (
            &[(Field::Signed, "2025-02-29"), (Field::Delivered, ""), (Field::Sme, "perhaps")],
            &[
                (Field::Sme, EntryError::Typed(TypedError::NeitherYesNorNo)),
                (Field::Signed, EntryError::Typed(TypedError::Number(NumberError::OutOfRange))),
                (Field::Delivered, EntryError::Missing),
            ],
        ),
    ];
    for (cells, expected) in slips {
        let typed = entry(cells);
        let problems = typed.read().unwrap_err();
        let found: Vec<_> = problems.iter().map(|problem| (problem.field, problem.error)).collect();
        assert_eq!(found, expected, "{cells:?}");
        for &(field, text) in cells {
            assert_eq!(typed.get(field), text);
        }
    }
    // All on one day is no slip.
    assert!(
        entry(&[(Field::Delivered, "2025-06-10"), (Field::Accepted, "2025-06-10"), (Field::Term, "2025-06-10")])
            .read()
            .is_ok()
    );
}

#[test]
fn a_ledger_is_read_written_and_read_again() {
    let text = "\u{feff}invoice,name,debtor,sme,签订日,delivered,amount,payments,note\r\n\
                A-1,\"某局, 二处\",government,yes,2025-06-10,2025-07-01,10万,2025-08-10:3万,x\r\n\
                \r\n\
                A-2,某厂,large_enterprise,yes,2025-06-10,2025-07-01,-5,,\r\n\
                A-3,某店,other,,2025-06-10,2025-07-01,1000,,\r\n";
    let heading = |cell: &str| (cell == "签订日").then_some(Field::Signed);
    let table = read(text, &heading);
    let unknown = LineError::Heading(HeadingError::Unknown("note".to_owned()));
    assert_eq!(table.wrong, [(1, unknown)]);
    let lines: Vec<u64> = table.lines.iter().map(|line| line.number).collect();
    assert_eq!(lines, [2, 4, 5]);
    let second = table.lines.iter().map(|line| &line.entry).nth(1).unwrap();
    assert_eq!(second.get(Field::Amount), "-5", "a row with a slip is kept");
    let date = day("2025-08-31");
    let claims: Vec<_> = table.lines.iter().filter_map(|line| line.entry.read().ok()).collect();
    let sum = tally(claims.iter(), date);
    assert_eq!((sum.claims, sum.late, sum.unsaid), (2, 1, 1));
    assert_eq!((sum.owed, sum.interest), (yuan("7万"), yuan("1235")));
    let written = write(table.lines.iter().map(|line| &line.entry), date);
    assert!(written.contains("国务院令第802号,yes,2025-07-31,31,70000.00,1235.00,"), "{written}");
    assert!(written.contains(",amount\n"), "the row with a slip says which cell: {written}");
    let again = read(&written, &|_| None);
    assert_eq!(again.wrong, Vec::new(), "what was added is passed over");
    let entries =
        |table: &engine::payment::Ledger| -> Vec<Entry> { table.lines.iter().map(|line| line.entry.clone()).collect() };
    assert_eq!(entries(&again), entries(&table));
}

#[test]
fn a_ledger_says_what_it_cannot_take_and_doubles_nothing() {
    let text = "debtor,sme,signed,delivered,amount,,amount\n\
                government,yes,2025-06-10,2025-07-01,10万,,100000\n\
                government,yes,2025-06-10,2025-07-01,10万,,11万\n\
                government,yes,2025-06-10,2025-07-01,20万,x,\n\
                ,,,,,,\n\
                机关,是,2025-06-10,2025-07-01,100000,,\n\
                government,yes,2025-06-10,2025-07-01,30万,,,9\n";
    let ledger = read(text, &|_| None);
    let twice = LineError::Twice(Field::Amount, ["10万".to_owned(), "11万".to_owned()]);
    let beside = LineError::Cells(CellsError::NoHeading { column: 6, typed: "x".to_owned() });
    let behind = LineError::Cells(CellsError::TooMany { cells: 8, columns: 7 });
    assert_eq!(ledger.wrong, [(3, twice), (4, beside), (7, behind)]);
    let numbers: Vec<u64> = ledger.lines.iter().map(|line| line.number).collect();
    assert_eq!(numbers, [2, 6]);
    assert_eq!(repeated(&ledger.lines, &[]), [Repeated { line: 6, of: Some(2) }], "one claim, written in two ways");
    let there = ledger.lines.first().unwrap().entry.clone();
    let found = repeated(&ledger.lines, &[there]);
    assert_eq!(found, [Repeated { line: 2, of: None }, Repeated { line: 6, of: None }]);
}

#[test]
fn a_claim_is_the_same_whatever_the_keyboard_and_one_invoice_with_two_amounts_is_told() {
    let text = "invoice,name,debtor,sme,signed,delivered,amount\n\
                A1,甲局,government,yes,2025-06-10,2025-07-01,10万\n\
                Ａ１,甲　局,government,yes,2025-06-10,2025-07-01,10万\n\
                a1,甲局,government,,2025-06-10,2025-07-01,10万\n\
                A1,甲局,government,yes,2025-06-10,2025-07-01,12万\n\
                A1,乙局,government,yes,2025-06-10,2025-07-01,10万\n";
    let ledger = read(text, &|_| None);
    let of = |line| Repeated { line, of: Some(2) };
    let twice = repeated(&ledger.lines, &[]);
    assert_eq!(twice, [of(3), of(4)]);
    assert_eq!(same_invoice(&ledger.lines, &[], &twice), [of(5)]);
}

#[test]
fn a_column_of_due_days_alone_is_not_passed_over() {
    for name in ["due", "covered", "owed_yuan", "problems"] {
        let text = format!("debtor,{name},signed,delivered,amount\ngovernment,x,2025-06-10,2025-07-01,10万\n");
        let unknown = LineError::Heading(HeadingError::Unknown(name.to_owned()));
        assert_eq!(read(&text, &|_| None).wrong, [(1, unknown)], "{name}");
    }
}

#[test]
fn a_name_in_a_ledger_is_no_formula_and_stays_the_same() {
    let mut entry = Entry::default();
    entry.set(Field::Invoice, "=HYPERLINK(\"x\")");
    entry.set(Field::Name, "＋甲");
    entry.set(Field::Amount, "-5");
    let written = write([&entry].into_iter(), day("2025-08-31"));
    assert!(written.contains("\n\"'=HYPERLINK(\"\"x\"\")\",'＋甲,") && written.contains(",'-5,"), "{written}");
    let again = read(&written, &|_| None);
    assert_eq!(again.lines.first().map(|line| &line.entry), Some(&entry));
}

#[test]
fn any_text_can_be_read_as_a_ledger() {
    for text in
        ["", "\n\n", "debtor", "debtor\n\"", "a,b\n1,2,3,4\n5", "\u{feff}", "\0\0,\0\n\0", "debtor\ngovernment,x"]
    {
        let table = read(text, &|_| None);
        for line in &table.lines {
            assert!(line.entry.read().is_err(), "{text:?}");
        }
    }
}

#[test]
fn every_figure_is_in_the_fact_sheet() {
    let text = fixtures::read("facts/policies-finance.json");
    let rows: serde_json::Value = serde_json::from_str(&text).unwrap();
    let row = |id: &str| rows.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone();
    let catalogue = &fixtures::bundled().catalogue;
    let policy = |of: Subject| catalogue.telling_of(of.id()).and_then(|id| catalogue.rule(id)).unwrap().id.as_str();
    for text in Regulation::ALL {
        let row = row(policy(text.subject()));
        assert_eq!(row["document_number"], text.number());
        assert_eq!(row["effective_from"], text.first_day().to_string());
        assert_eq!(row["benefit_numbers"]["gov_days_default"], Regulation::PUBLIC_DAYS);
        assert_eq!(row["benefit_numbers"]["gov_days_max"], Regulation::PUBLIC_MOST_DAYS);
        assert_eq!(row["benefit_numbers"]["large_enterprise_days_default"].as_i64(), text.large_days());
        let daily = row["benefit_numbers"]["late_interest_daily"].to_string();
        assert_eq!((daily.as_str(), text.daily_interest().ppm()), ("0.0005", 500));
        assert_eq!(row["document_title_zh"], text.source(Rule::Coverage).unwrap().title);
    }
    assert_eq!(row("sme-payment-2020")["effective_to"], Regulation::Text2025.first_day().plus_days(-1).to_string());
    for source in [Citation::REPLY, Citation::COMPLAINTS] {
        assert_eq!(row(policy(source.subject))["document_number"], source.number);
        assert_eq!(row(policy(source.subject))["document_title_zh"], source.title);
    }
}
