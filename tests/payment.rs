//! Late payment: terms at their boundaries, across the change of the regulation, interest to the fen, what is typed.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what it expects by failing")]

use policy_match::payment::{
    Answer, Basis, Clause, Covered, Debtor, Doubt, Entry, Evidence, Field, NotCovered, Place, Regulation, Rule, Source,
    Stretch, TermCheck, Wrong, answer, read, tally, write,
};
use policy_match::quantity::{Date, Money, NumberError};

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
        ("government", "2024-06-10", "", "2025-07-31"),
        ("government", "2025-06-10", "0", "2025-07-01"),
        ("government", "2025-06-10", "59", "2025-08-29"),
        ("government", "2025-06-10", "60", "2025-08-30"),
        ("government", "2025-06-10", "61", "2025-08-30"),
        ("large_enterprise", "2025-06-10", "", "2025-08-30"),
        ("large_enterprise", "2025-06-10", "60", "2025-08-30"),
        ("large_enterprise", "2025-06-10", "61", "2025-08-31"),
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
        ("2025-06-01", Some(Regulation::Text2025), Some("2025-08-30")),
    ] {
        let found = large(signed);
        assert_eq!((found.regulation, due(&found).as_deref()), (text, last), "{signed}");
    }
    assert_eq!(large("2020-08-31").covered, Covered::No(NotCovered::BeforeRegulation));
    // Without days and without an agreement nothing is invented: it is said.
    let open = large("2025-05-31");
    assert!(open.doubts.contains(&Doubt::NoDays) && open.doubts.contains(&Doubt::AcrossRevision));
    assert_eq!((open.days_late, interest(&open)), (None, None));
    assert_eq!(open.other_due.map(|due| due.day.to_string()).as_deref(), Some("2025-08-30"), "the newer text");
    let before = on(
        "2026-01-01",
        &[(Field::Debtor, "large_enterprise"), (Field::Signed, "2025-03-01"), (Field::Delivered, "2025-05-31")],
    );
    assert!(!before.doubts.contains(&Doubt::AcrossRevision) && before.other_due.is_none());
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
    assert_eq!(other_due, Some((Basis::Statutory(60), "2025-08-30".to_owned())));
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
        ("other", "2025-06-10", Clause::Stands),
        ("not_sure", "2025-06-10", Clause::NotSure),
    ] {
        let cells = [(Field::Debtor, debtor), (Field::Signed, signed), (Field::PayWhenPaid, "是")];
        assert_eq!(on("2026-01-01", &cells).clause, Some(clause), "{cells:?}");
        assert_eq!(on("2026-01-01", &cells[..2]).clause, None);
    }
    let cells = [(Field::Debtor, "large_enterprise"), (Field::PayWhenPaid, "yes"), (Field::PrimeRate, "3.65%")];
    let found = on("2025-09-09", &cells);
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
    assert_eq!((found.covered, due(&found).as_deref()), (Covered::Yes, Some("2025-08-30")));
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
    assert_eq!((problems[0].field, problems[0].what), (Field::Debtor, Wrong::NotSoSized));
    let open = [&factory[..], &[(Field::Debtor, "large_enterprise")]].concat();
    assert_eq!(entry(&open).read().unwrap().debtor, Debtor::LargeEnterprise);
    // By the standard of the day of the contract: before 18 June 2011 there was none of these.
    let early =
        [&factory[..], &[(Field::Debtor, "not_sure"), (Field::DebtorEmployees, "5"), (Field::Signed, "2011-06-17")]];
    assert_eq!(entry(&early.concat()).read().unwrap().debtor, Debtor::NotSure);
    for (field, typed, wrong) in [
        (Field::DebtorIndustry, "no such trade", Wrong::Unknown),
        (Field::DebtorEmployees, "-1", Wrong::BelowZero),
        (Field::DebtorEmployees, "8.5", Wrong::Unread(NumberError::TooPrecise)),
        (Field::DebtorRevenue, "much", Wrong::Unread(NumberError::NotANumber)),
        (Field::DebtorAssets, "-1万", Wrong::BelowZero),
    ] {
        let typed = entry(&[(Field::Debtor, "not_sure"), (field, typed)]);
        let problems = typed.read().unwrap_err();
        assert_eq!(problems.iter().map(|problem| (problem.field, problem.what)).collect::<Vec<_>>(), [(field, wrong)]);
    }
}

#[test]
fn acceptance_is_counted_from_where_it_was_told() {
    let found = on("2025-08-10", &[(Field::Accepted, "2025-07-10")]);
    assert_eq!((due(&found).as_deref(), found.doubts.as_slice()), (Some("2025-08-09"), &[Doubt::FromAcceptance][..]));
    assert!(found.evidence.contains(&Evidence::Acceptance));
}

#[test]
fn every_slip_is_told_with_its_cell_and_nothing_is_lost() {
    type Slip<'a> = (&'a [(Field, &'a str)], &'a [(Field, Wrong)]);
    let slips: [Slip<'_>; 17] = [
        (&[(Field::Amount, "0")], &[(Field::Amount, Wrong::NotAboveZero)]),
        (&[(Field::Amount, "-3万")], &[(Field::Amount, Wrong::NotAboveZero)]),
        (&[(Field::Amount, "")], &[(Field::Amount, Wrong::Missing)]),
        (&[(Field::Amount, "lots")], &[(Field::Amount, Wrong::Unread(NumberError::NotANumber))]),
        (&[(Field::Payments, "2025-08-01:0")], &[(Field::Payments, Wrong::NotAboveZero)]),
        (&[(Field::Payments, "2025-08-01:-5")], &[(Field::Payments, Wrong::NotAboveZero)]),
        (&[(Field::Payments, "soon")], &[(Field::Payments, Wrong::Unread(NumberError::NotANumber))]),
        (&[(Field::Payments, "2025-08-01:6万;2025-08-02:4.0001万")], &[(Field::Payments, Wrong::MoreThanOwed)]),
        (&[(Field::Payments, "2025-06-09:1万")], &[(Field::Payments, Wrong::Before(Field::Signed))]),
        (&[(Field::Delivered, "2025-06-09")], &[(Field::Delivered, Wrong::Before(Field::Signed))]),
        (&[(Field::Accepted, "2025-06-30")], &[(Field::Accepted, Wrong::Before(Field::Delivered))]),
        (&[(Field::Term, "2025-06-09")], &[(Field::Term, Wrong::Before(Field::Signed))]),
        (&[(Field::Term, "-1")], &[(Field::Term, Wrong::BelowZero)]),
        (&[(Field::Term, "3651")], &[(Field::Term, Wrong::TooLong)]),
        (&[(Field::Rate, "-5%")], &[(Field::Rate, Wrong::BelowZero)]),
        (&[(Field::Debtor, "the king")], &[(Field::Debtor, Wrong::Unknown)]),
        (
            &[(Field::Signed, "2025-02-29"), (Field::Delivered, ""), (Field::Sme, "perhaps")],
            &[
                (Field::Sme, Wrong::Unknown),
                (Field::Signed, Wrong::Unread(NumberError::OutOfRange)),
                (Field::Delivered, Wrong::Missing),
            ],
        ),
    ];
    for (cells, expected) in slips {
        let typed = entry(cells);
        let problems = typed.read().unwrap_err();
        let found: Vec<_> = problems.iter().map(|problem| (problem.field, problem.what)).collect();
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
    assert_eq!((table.unknown.as_slice(), table.damaged), (&["note".to_owned()][..], None));
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
    assert_eq!(again.unknown, Vec::<String>::new(), "what was added is passed over");
    let entries = |table: &policy_match::payment::Table| -> Vec<Entry> {
        table.lines.iter().map(|line| line.entry.clone()).collect()
    };
    assert_eq!(entries(&again), entries(&table));
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
    let path = "../shared/facts/policies-finance.json";
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let rows: serde_json::Value = serde_json::from_str(&text).unwrap();
    let row = |id: &str| rows.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone();
    for text in Regulation::ALL {
        let row = row(text.policy());
        assert_eq!(row["document_number"], text.number());
        assert_eq!(row["effective_from"], text.first_day().to_string());
        assert_eq!(row["benefit_numbers"]["gov_days_default"], Regulation::PUBLIC_DAYS);
        assert_eq!(row["benefit_numbers"]["gov_days_max"], Regulation::PUBLIC_MOST_DAYS);
        assert_eq!(row["benefit_numbers"]["large_enterprise_days_default"].as_i64(), text.large_days());
        let daily = row["benefit_numbers"]["late_interest_daily"].to_string();
        assert_eq!((daily.as_str(), text.daily_interest().ppm()), ("0.0005", 500));
        for rule in [Rule::Term, Rule::PayWhenPaid, Rule::Undisputed, Rule::Interest] {
            let source = text.source(rule);
            assert_eq!(row["document_title_zh"], source.title);
            assert!(source.article.is_none_or(|article| row.to_string().contains(article)), "{rule:?}");
        }
    }
    assert_eq!(row("sme-payment-2020")["effective_to"], Regulation::Text2025.first_day().plus_days(-1).to_string());
    for source in [Source::REPLY, Source::COMPLAINTS] {
        assert_eq!(row(source.policy)["document_number"], source.number);
        assert_eq!(row(source.policy)["document_title_zh"], source.title);
    }
}
