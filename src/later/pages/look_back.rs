//! The last three years: what could have been used, whether it was by the person's own word, what may have been overpaid,
//! and the question to take to the tax office.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use yew::prelude::*;

use super::changes::{answer_of_today, stands};
use crate::later::parts::{TextOut, policy_link, told_region};
use crate::later::view::View;
use crate::wording::{LookBackWord, Speaker};
use engine::catalogue::{Catalogue, Category, Policy};
use engine::matching::{Answer, PastMeasure, look_back, past_worth, refund_terms};

/// Whether a measure was used, by the person's own word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Used {
    Yes,
    No,
    NotSure,
}

impl Used {
    const ALL: [(Self, LookBackWord); 3] =
        [(Self::Yes, LookBackWord::Yes), (Self::No, LookBackWord::No), (Self::NotSure, LookBackWord::NotSure)];
}

thread_local! {
    /// What was said of measures, by their names, as long as the page is open and nothing is erased, so that it is still
    /// there after a look at one of them. It is kept nowhere else.
    static SAID: RefCell<BTreeMap<String, Used>> = const { RefCell::new(BTreeMap::new()) };
}

/// Forgets what was said.
pub(super) fn forget() {
    SAID.take();
}

/// What the section needs.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct LookBackProps {
    pub(super) view: View,
}

/// A measure that could have been used, and what was said of it.
struct Past<'a> {
    measure: &'a PastMeasure,
    policy: Policy<'a>,
    used: Option<Used>,
}

impl Past<'_> {
    fn is_tax(&self) -> bool {
        self.policy.category == Category::TaxFee
    }

    /// Whether it was not used, by the person's own word: only then is an amount said.
    fn is_unused(&self) -> bool {
        self.used == Some(Used::No)
    }

    /// Whether it was not used, or the person does not know: then it is asked about.
    fn is_missed(&self) -> bool {
        matches!(self.used, Some(Used::No | Used::NotSure))
    }
}

/// The section.
#[component]
pub(super) fn LookBack(props: &LookBackProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let found = use_memo(view.clone(), |view| {
        (look_back(view.catalogue(), &view.situation(), view.state.today), answer_of_today(view))
    });
    let (measures, today): &(Vec<PastMeasure>, Rc<Answer>) = &found;
    let refresh = use_force_update();
    let said = SAID.with_borrow(Clone::clone);
    let past = measures.iter().filter_map(|measure| {
        let policy = view.catalogue().policy(measure.policy)?;
        Some(Past { measure, policy, used: said.get(&policy.id).copied() })
    });
    let (taxes, others): (Vec<Past<'_>>, Vec<Past<'_>>) = past.partition(Past::is_tax);
    let say = |past: &Past<'_>, used: Used| {
        let (refresh, id) = (refresh.clone(), past.policy.id.clone());
        Callback::from(move |_: Event| {
            let _: Option<Used> = SAID.with_borrow_mut(|said| said.insert(id.clone(), used));
            refresh.force_update();
        })
    };
    let rows = |list: &[Past<'_>]| {
        html! {
            <ul class="bare past">
                for past in list {
                    <li key={past.policy.id.clone()}>{ row(view, past, today, &|used| say(past, used)) }</li>
                }
            </ul>
        }
    };
    html! {
        <section class="panel" aria-labelledby="back-title" data-testid="look-back">
            <h2 id="back-title">{ speaker.label(&LookBackWord::Title) }</h2>
            if taxes.is_empty() && others.is_empty() {
                <p>{ speaker.label(&LookBackWord::None) }</p>
            } else {
                <p class="hint">{ speaker.label(&LookBackWord::Note) }</p>
                if !taxes.is_empty() {
                    <h3>{ speaker.label(&LookBackWord::Taxes) }{ speaker.in_brackets(&taxes.len().to_string()) }</h3>
                    <div>{ rows(&taxes) }</div>
                }
                if !others.is_empty() {
                    <details class="past-others">
                        <summary>
                            { speaker.label(&LookBackWord::Others) }{ speaker.in_brackets(&others.len().to_string()) }
                        </summary>
                        { rows(&others) }
                    </details>
                }
                <div role="status" data-testid="missed">{ missed(view, &taxes, &others) }</div>
                { question(view, &taxes) }
            }
        </section>
    }
}

/// One measure: when it fitted, what it was worth in each year, how it stands today, and whether it was used.
fn row(view: &View, past: &Past<'_>, today: &Answer, say: &dyn Fn(Used) -> Callback<Event>) -> Html {
    let speaker = view.speaker();
    let Past { measure, policy, used } = past;
    let years: Vec<String> = measure.calendar_years().iter().map(|&year| year_of(&speaker, measure, year)).collect();
    let is_usable = today.outcomes.iter().any(|outcome| outcome.policy == measure.policy && outcome.is_usable());
    let stands = if is_usable { speaker.label(&LookBackWord::StillFits) } else { stands(view, measure.policy, today) };
    html! {
        <fieldset class="checks">
            <legend>{ policy_link(view, *policy) }</legend>
            <p class="hint">
                { speaker.period(measure.span()) }{ speaker.semicolon() }{ stands }
            </p>
            <p>{ years.join(speaker.semicolon()) }</p>
            <div class="options">
                <span>{ speaker.label(&LookBackWord::Used) }</span>
                for (answer, word) in Used::ALL {
                    <label class="check">
                        <input type="radio" name={format!("used-{}", policy.id)} checked={*used == Some(answer)} onchange={say(answer)} />
                        { speaker.label(&word) }
                    </label>
                }
            </div>
        </fieldset>
    }
}

/// What a measure was worth in a year, if an amount is known.
fn year_of(speaker: &Speaker<'_>, measure: &PastMeasure, year: i32) -> String {
    speaker.in_year(year, measure.worth(year).map(|estimate| (estimate.low, estimate.high)))
}

/// What may have been overpaid, year by year, by what the person has said.
fn missed(view: &View, taxes: &[Past<'_>], others: &[Past<'_>]) -> Html {
    let speaker = view.speaker();
    let is_any = |list: &[Past<'_>]| list.iter().any(Past::is_missed);
    if !is_any(taxes) && !is_any(others) {
        return html! { <p class="hint">{ speaker.label(&LookBackWord::MissedNone) }</p> };
    }
    let overpaid = overpaid(view.catalogue(), &speaker, taxes);
    html! {
        <>
            <h3>{ speaker.label(&LookBackWord::Missed) }</h3>
            if is_any(taxes) {
                if !taxes.iter().any(Past::is_unused) {
                    <p>{ speaker.label(&LookBackWord::AskFirst) }</p>
                } else if overpaid.is_empty() {
                    <p>{ speaker.label(&LookBackWord::NoAmount) }</p>
                } else {
                    <p class="now" data-testid="overpaid">
                        { speaker.label(&LookBackWord::Overpaid) }{ speaker.colon() }{ overpaid.join(speaker.semicolon()) }
                    </p>
                    <p class="hint">{ speaker.label(&LookBackWord::OverpaidNote) }</p>
                }
                { refund(view) }
            }
            if is_any(others) {
                <p>{ speaker.label(&LookBackWord::RefundOthers) }</p>
            }
        </>
    }
}

/// The article on refunds, and until when what was paid can be asked back.
fn refund(view: &View) -> Html {
    let speaker = view.speaker();
    let terms = refund_terms(view.state.today);
    html! {
        <div data-testid="refund">
            <p>{ speaker.label(&LookBackWord::Refund) }</p>
            <p>{ speaker.label(&LookBackWord::RefundTerms) }{ speaker.colon() }</p>
            <ul>
                for term in terms {
                    <li key={term.year()}>{ speaker.refund_term(term) }</li>
                }
            </ul>
            <p>{ speaker.label(&LookBackWord::RefundNote) }</p>
        </div>
    }
}

/// What was perhaps overpaid in each year.
fn overpaid(catalogue: &Catalogue, speaker: &Speaker<'_>, taxes: &[Past<'_>]) -> Vec<String> {
    let unused: Vec<&PastMeasure> = taxes.iter().filter(|past| past.is_unused()).map(|past| past.measure).collect();
    let mut years: Vec<i32> = unused.iter().flat_map(|measure| measure.calendar_years()).collect();
    engine::quantity::sort_distinct(&mut years);
    years.into_iter().filter_map(|year| speaker.overpaid_in(year, past_worth(catalogue, &unused, year))).collect()
}

/// The question for the tax office, once there is one.
fn question(view: &View, taxes: &[Past<'_>]) -> Html {
    let speaker = view.speaker();
    let missed: Vec<(Policy<'_>, Vec<i32>)> =
        taxes.iter().filter(|past| past.is_missed()).map(|past| (past.policy, past.measure.calendar_years())).collect();
    let phone = missed.first().and_then(|(policy, _)| view.catalogue().number_to_ask(*policy, told_region(view)));
    html! {
        <div>
            if !missed.is_empty() {
                <h3>
                    { speaker.label(&LookBackWord::Question) }
                    if let Some(phone) = phone {
                        { speaker.colon() }<a href={format!("tel:{phone}")}>{ phone }</a>
                    }
                </h3>
                <TextOut view={view.clone()} id="refund-question" label={speaker.label(&LookBackWord::Question)}
                    text={speaker.refund_question(&missed)} />
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::view_tests::{at, holds, linked, loaded, rendered, view_of};
    use crate::model::state::{Action, State};
    use crate::wording::Language;

    /// The section of a shop that did not use a relief, or does not know.
    fn section(today: &str, language: Language) -> String {
        let query = "v=x&industry=H62&entity=individual&employees=8&revenue=800000&region=440100&\
            taxpayer_type=small_scale&vat_period=quarter&quarterly_sales=200000&waives_exemption=no&individual_pit=20000";
        let state = State { today: today.parse().expect("a date"), ..linked(query) }.after(Action::Speak(language));
        SAID.with_borrow_mut(|said| said.insert("pit-individual-half-2023".to_owned(), Used::No));
        let html = rendered(&view_of(loaded(), state), at("changes"));
        let (_, back) = html.split_once(r#"data-testid="look-back""#).expect("the last three years");
        back.split_once("</section>").expect("its end").0.to_owned()
    }

    #[test]
    fn the_article_on_refunds_is_named_with_the_last_day_of_each_year_and_in_the_question() {
        let back = section("2026-11-30", Language::ZhCn);
        holds(
            &back,
            &[
                r#"data-testid="refund""#,
                "《中华人民共和国税收征收管理法》第五十一条",
                "自结算缴纳税款之日起三年内",
                "银行同期存款利息",
                "2023年11月30日缴的，最迟2026年11月30日提出",
                "2024年1月1日缴的，最迟2027年1月1日提出，到2024年12月31日缴的，最迟2027年12月31日",
                "2026年11月30日缴的，最迟2029年11月30日",
                "refund-question",
                "第五十一条",
                "最早的一笔最迟",
            ],
        );
        // The day after its last day a payment is not named any more.
        let next = section("2026-12-01", Language::ZhCn);
        holds(&next, &[r#"data-testid="refund""#, "2023年12月1日缴的，最迟2026年12月1日提出"]);
        assert!(!next.contains("2023年11月30日缴的"), "{next}");
        let last = section("2026-12-31", Language::ZhCn);
        holds(&last, &["2023年12月31日缴的，最迟2026年12月31日提出</li>"]);
        let english = section("2026-11-30", Language::En);
        holds(&english, &["article 51", "paid on 30 November 2023: ask by 30 November 2026"]);
    }
}
