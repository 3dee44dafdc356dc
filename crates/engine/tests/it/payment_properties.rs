//! Late payment for any claim: laws that hold whatever the dates and amounts, and a day-by-day count beside it.

use engine::payment::{
    AgreedRate, Answer, Basis, Charge, Claim, Covered, Debtor, Event, Payment, Regulation, Tally, Term, answer, tally,
};
use engine::quantity::{Date, Money, Rate, Unit};
use proptest::prelude::*;

fn debtor() -> impl Strategy<Value = Debtor> {
    prop::sample::select(&Debtor::ALL[..])
}

/// Contracts around both texts of the regulation, the days before them included.
fn signed() -> impl Strategy<Value = Date> {
    let first = Date::new(2020, 8, 1).unwrap();
    (0_i64..2_200).prop_map(move |days| first.plus_days(days))
}

fn term() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![
        Just(None),
        (0_i64..400).prop_map(Some),
        prop::sample::select(&[0, 29, 30, 31, 59, 60, 61][..]).prop_map(Some)
    ]
}

fn rate() -> impl Strategy<Value = Option<AgreedRate>> {
    prop_oneof![
        2 => Just(None),
        1 => (0_i64..300_000).prop_map(|ppm| Some(AgreedRate::PerYear(Rate::from_ppm(ppm)))),
        1 => (0_i64..3_000).prop_map(|ppm| Some(AgreedRate::PerDay(Rate::from_ppm(ppm)))),
    ]
}

/// Any claim whose cells fit together.
fn claim() -> impl Strategy<Value = Claim> {
    // Acceptance with the time agreed for it, or the day both sides confirmed the sum.
    let starts = prop_oneof![
        3 => (prop::option::of(0_i64..90), prop::option::of(0_i64..90)).prop_map(|(accepted, within)| (accepted, within, None)),
        1 => (0_i64..90).prop_map(|confirmed| (None, None, Some(confirmed))),
    ];
    let dates = (signed(), 0_i64..200, starts);
    let primes = (prop::option::of(0_i64..60_000), prop::option::of(0_i64..60_000));
    let says = (prop::option::of(any::<bool>()), term(), rate(), primes, any::<bool>());
    let money = (1_i64..10_000_000_000, prop::collection::vec((0_i64..700, 0_i64..1_000), 0..4));
    (debtor(), dates, says, money).prop_map(|(debtor, dates, says, (fen, parts))| {
        let (signed, until_delivery, (until_acceptance, within, until_confirmed)) = dates;
        let (is_sme, term, rate, (prime, late_prime), pay_when_paid) = says;
        let delivered = signed.plus_days(until_delivery);
        // Parts of what is left, so that no more is paid than is owed.
        let mut left = fen;
        let mut payments: Vec<Payment> = Vec::new();
        for (days, share) in parts {
            let amount = left / 1_000 * share;
            if amount > 0 {
                payments.push(Payment { on: signed.plus_days(days), amount: Money::from_fen(amount) });
                left -= amount;
            }
        }
        payments.sort_by_key(|payment| payment.on);
        Claim {
            invoice: String::new(),
            name: String::new(),
            debtor,
            figures: None,
            is_sme,
            signed,
            delivered,
            accepted: until_acceptance.map(|days| delivered.plus_days(days)),
            acceptance_term: within.map(Term::Days),
            confirmed: until_confirmed.map(|days| delivered.plus_days(days)),
            term: term.map(Term::Days),
            amount: Money::from_fen(fen),
            payments,
            rate,
            prime_rate: prime.map(Rate::from_ppm),
            late_prime_rate: late_prime.map(Rate::from_ppm),
            pay_when_paid,
        }
    })
}

fn total(answer: &Answer) -> Option<Money> {
    answer.interest.as_ref().map(|interest| interest.total)
}

/// Interest and the other one that may hold.
fn totals(answer: &Answer) -> [Option<Money>; 2] {
    [total(answer), answer.other_interest.as_ref().map(|interest| interest.total)]
}

/// No total is below that of the other, where both are there.
fn no_less(more: &Answer, less: &Answer) -> bool {
    totals(more).iter().zip(totals(less)).all(|(more, less)| more.zip(less).is_none_or(|(more, less)| more >= less))
}

/// Interest counted one day after the other, as a clerk would: on each day after the due day what was still owed the
/// evening before, times the rate; rounded once at the end, halves up.
fn day_by_day(claim: &Claim, due: Date, on: Date, charge: Charge) -> Money {
    let (rate, days) = match charge {
        Charge::PerDay(rate) => (rate, 1),
        Charge::PerYear(rate) => (rate, 365),
    };
    let mut sum: i128 = 0;
    let mut day = due.plus_days(1);
    while day <= on {
        let before = |payment: &&Payment| payment.on < day;
        let paid: i64 = claim.payments.iter().filter(before).map(|payment| payment.amount.fen()).sum();
        sum += i128::from(claim.amount.fen() - paid) * i128::from(rate.ppm());
        day = day.plus_days(1);
    }
    let whole = i128::from(Rate::WHOLE) * days;
    Money::from_fen(i64::try_from((sum + whole / 2).div_euclid(whole)).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn interest_is_what_a_count_day_by_day_adds_up_to(claim in claim(), after in 0_i64..900) {
        let on = claim.signed.plus_days(after);
        let found = answer(&claim, on);
        let of_sale = found.sale_interest.iter().flatten();
        for interest in [&found.interest, &found.other_interest].into_iter().flatten().chain(of_sale) {
            let due = found.due.unwrap().day;
            prop_assert_eq!(interest.total, day_by_day(&claim, due, on, interest.charge));
            // The stretches are in order, without gap or overlap, each with its own number of days.
            let mut next = due.plus_days(1);
            for stretch in &interest.stretches {
                prop_assert!(stretch.from >= next && stretch.to >= stretch.from && stretch.to <= on);
                prop_assert_eq!(stretch.from.age_on(stretch.to, Unit::Days) + 1, stretch.days);
                prop_assert!(stretch.balance > Money::ZERO && stretch.balance <= claim.amount);
                next = stretch.to.plus_days(1);
            }
            let rows: i64 = interest.stretches.iter().map(|stretch| stretch.interest.fen()).sum();
            let slack = i64::try_from(interest.stretches.len()).unwrap();
            prop_assert!((rows - interest.total.fen()).abs() <= slack, "rounding alone tells the rows from the whole");
        }
    }

    #[test]
    fn a_due_day_lies_its_days_after_the_day_from_which_they_are_counted(claim in claim(), after in 0_i64..900) {
        let found = answer(&claim, claim.signed.plus_days(after));
        for due in [found.due, found.other_due].into_iter().flatten() {
            let from = due.from.unwrap();
            let days = match due.basis {
                Basis::Agreed => claim.term,
                Basis::Statutory(days) | Basis::Most(days) => Some(Term::Days(days)),
            };
            prop_assert_eq!(days, Some(Term::Days(from.day.age_on(due.counted, Unit::Days))));
            // No rest of these years is longer than the nine days of the Spring Festival of 2026.
            prop_assert!((0..=9).contains(&due.counted.age_on(due.day, Unit::Days)));
            let end = claim.delivered.plus_days(if let Some(Term::Days(days)) = claim.acceptance_term { days } else { 0 });
            let day = match from.event {
                Event::Delivery => Some(claim.delivered),
                Event::Acceptance => claim.accepted,
                Event::AcceptanceEnd => Some(from.day).filter(|day| (0..=9).contains(&end.age_on(*day, Unit::Days))),
                Event::Confirmation => claim.confirmed,
            };
            prop_assert_eq!(day, Some(from.day));
            // Under the regulation a debtor who delays acceptance wins nothing by it.
            prop_assert!(from.source.is_none() || claim.acceptance_term.is_none() || from.day <= end.plus_days(9));
        }
    }

    #[test]
    fn interest_never_falls_as_days_go_by(claim in claim(), after in 0_i64..900, more in 0_i64..400) {
        let on = claim.signed.plus_days(after);
        let (earlier, later) = (answer(&claim, on), answer(&claim, on.plus_days(more)));
        prop_assert!(no_less(&later, &earlier));
        prop_assert_eq!(earlier.due, later.due);
        prop_assert_eq!((earlier.regulation, earlier.covered, earlier.term), (later.regulation, later.covered, later.term));
        prop_assert!(later.days_late >= earlier.days_late && later.owed <= earlier.owed);
    }

    #[test]
    fn interest_never_falls_as_the_amount_grows(claim in claim(), after in 0_i64..900, more in 0_i64..1_000_000_000) {
        let on = claim.signed.plus_days(after);
        let larger = Claim { amount: Money::from_fen(claim.amount.fen() + more), ..claim.clone() };
        let (less, more) = (answer(&claim, on), answer(&larger, on));
        prop_assert!(no_less(&more, &less));
        prop_assert!(more.owed >= less.owed);
    }

    #[test]
    fn a_payment_never_raises_interest(claim in claim(), after in 0_i64..900, day in 0_i64..700, share in 1_i64..=1_000) {
        let on = claim.signed.plus_days(after);
        let paid: i64 = claim.payments.iter().map(|payment| payment.amount.fen()).sum();
        let amount = (claim.amount.fen() - paid) * share / 1_000;
        prop_assume!(amount > 0);
        let mut payments = claim.payments.clone();
        payments.push(Payment { on: claim.signed.plus_days(day), amount: Money::from_fen(amount) });
        payments.sort_by_key(|payment| payment.on);
        let found = answer(&Claim { payments, ..claim.clone() }, on);
        prop_assert!(no_less(&answer(&claim, on), &found));
        prop_assert!(found.owed <= answer(&claim, on).owed);
    }

    #[test]
    fn what_is_paid_in_time_bears_no_interest(claim in claim(), after in 0_i64..900, early in 0_i64..30) {
        let on = claim.signed.plus_days(after);
        let Some(due) = answer(&claim, on).due else { return Ok(()) };
        let in_time = Payment { on: due.day.plus_days(-early), amount: claim.amount };
        let found = answer(&Claim { payments: vec![in_time], ..claim.clone() }, on);
        prop_assert!(totals(&found).into_iter().flatten().all(|total| total == Money::ZERO));
        prop_assert!(on < in_time.on || (found.days_late, found.is_late()) == (Some(0), false));
        // Paid in full, whenever: nothing is owed from that day on, and interest stands still.
        let late = Payment { on: due.day.plus_days(early), amount: claim.amount };
        let paid = Claim { payments: vec![late], ..claim };
        let (now, later) = (answer(&paid, late.on), answer(&paid, late.on.plus_days(100)));
        prop_assert_eq!((now.owed, later.owed, later.is_late()), (Money::ZERO, Money::ZERO, false));
        prop_assert_eq!((totals(&now), now.days_late), (totals(&later), later.days_late));
    }

    #[test]
    fn payments_of_one_day_are_one_payment(claim in claim(), after in 0_i64..900) {
        let on = claim.signed.plus_days(after);
        let mut joined: Vec<Payment> = Vec::new();
        for payment in &claim.payments {
            match joined.last_mut() {
                Some(last) if last.on == payment.on => last.amount = last.amount.plus(payment.amount),
                _ => joined.push(*payment),
            }
        }
        let once = answer(&Claim { payments: joined, ..claim.clone() }, on);
        prop_assert_eq!(answer(&claim, on), once);
    }

    #[test]
    fn a_ledger_is_the_sum_of_its_rows_in_any_order(
        (rows, mixed) in prop::collection::vec(claim(), 0..6).prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        after in 0_i64..2_900,
    ) {
        let on = Date::new(2020, 8, 1).unwrap().plus_days(after);
        let whole = tally(rows.iter(), on);
        prop_assert_eq!(whole, tally(mixed.iter(), on));
        let mut sum = Tally::default();
        for row in &rows {
            let found = answer(row, on);
            sum.claims += 1;
            sum.late += usize::from(found.is_late());
            sum.owed = sum.owed.plus(if found.is_late() { found.owed } else { Money::ZERO });
            sum.interest = sum.interest.plus(total(&found).unwrap_or_default());
            sum.unsaid += usize::from(found.interest.is_none());
        }
        prop_assert_eq!(whole, sum);
    }

    /// Telling more settles what was not sure and turns no yes into a no, nor a no into a yes.
    #[test]
    fn telling_more_never_flips_whether_the_regulation_covers(claim in claim(), told in debtor(), sme in any::<bool>()) {
        prop_assume!(told != Debtor::NotSure);
        let covers = |claim: &Claim| answer(claim, claim.signed.plus_days(400)).covered;
        let narrower = Claim {
            debtor: if claim.debtor == Debtor::NotSure { told } else { claim.debtor },
            is_sme: claim.is_sme.or(Some(sme)),
            ..claim.clone()
        };
        match covers(&claim) {
            Covered::NotSure => prop_assert!(covers(&narrower) != Covered::NotSure),
            Covered::Yes => prop_assert_eq!(covers(&narrower), Covered::Yes),
            Covered::No(_) => prop_assert!(matches!(covers(&narrower), Covered::No(_))),
        }
        let first = Regulation::Text2020.first_day();
        prop_assert_eq!(claim.signed < first, answer(&claim, claim.signed).regulation.is_none());
    }
}
