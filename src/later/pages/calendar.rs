//! The calendar: what is to be done in the next 90 days, what comes after, and a file for calendar programs.

use yew::prelude::*;

use crate::first::Send;
use crate::later::export;
use crate::later::parts::{dated_acts, dated_rows, download, heading, policy_list, tell_first};
use crate::later::view::View;
use crate::wording::{CalendarWord, ShareWord};
use engine::catalogue::{Category, Channel, PolicyId};
use engine::matching::{DatedAct, Group};
use engine::quantity::REST_YEARS;

/// So many days ahead is soon.
const SOON: i64 = 90;

/// So many days ahead the page looks.
const FAR: i64 = 400;

/// What the page needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct CalendarProps {
    view: View,
}

/// The page.
pub(super) fn calendar(view: &View, _: &Send) -> Html {
    html! { <Calendar view={view.clone()} /> }
}

#[component]
fn Calendar(props: &CalendarProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    if !view.answer.told {
        return html! { <>{ heading(speaker.label(&CalendarWord::Title)) }{ tell_first(view) }</> };
    }
    let acts = dated_acts(view, FAR);
    let last = view.answer.on.plus_days(SOON);
    let (soon, later): (Vec<&DatedAct>, Vec<&DatedAct>) = acts.iter().partition(|act| act.day <= last);
    html! {
        <>
            { heading(speaker.label(&CalendarWord::Title)) }
            <section class="panel" aria-labelledby="soon-title" data-testid="soon">
                <h2 id="soon-title">{ speaker.label(&CalendarWord::Next) }</h2>
                if soon.is_empty() {
                    <p>{ speaker.no_acts(SOON) }</p>
                } else {
                    { dated_rows(view, soon.into_iter()) }
                }
                <p class="hint">{ speaker.label(&CalendarWord::Note) }</p>
            </section>
            if !later.is_empty() {
                <details class="panel" data-testid="afterwards">
                    <summary>
                        { speaker.label(&CalendarWord::Later) }{ speaker.in_brackets(&later.len().to_string()) }
                    </summary>
                    { dated_rows(view, later.into_iter()) }
                </details>
            }
            { with_returns(view) }
            <CalendarFile view={view.clone()} />
            { rest_days(view) }
        </>
    }
}

/// What is claimed in returns that are due anyway.
fn with_returns(view: &View) -> Html {
    let speaker = view.speaker();
    let is_claimed = |id: &&PolicyId| {
        let rule = view.catalogue().rule(**id);
        rule.is_some_and(|rule| rule.channel == Channel::Filing && rule.category == Category::TaxFee)
    };
    let claimed: Vec<PolicyId> = view.group(Group::UseNow).iter().filter(is_claimed).copied().collect();
    if claimed.is_empty() {
        return html! {};
    }
    html! {
        <details class="panel" data-testid="with-returns">
            <summary>
                { speaker.label(&CalendarWord::WithReturns) }{ speaker.in_brackets(&claimed.len().to_string()) }
            </summary>
            <p class="hint">{ speaker.label(&CalendarWord::WithReturnsNote) }</p>
            { policy_list(view, "·", &claimed) }
        </details>
    }
}

/// Of which years days of rest are known.
fn rest_days(view: &View) -> Html {
    let years = REST_YEARS.first().zip(REST_YEARS.last());
    html! {
        if let Some((first, last)) = years {
            <p class="hint">{ view.speaker().rest_days_known(first.year, last.year) }</p>
        }
    }
}

/// The file for calendar programs. It is shown, too: frames and some apps let nothing be saved.
#[component]
fn CalendarFile(props: &CalendarProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let shown = use_state_eq(|| false);
    let text = if *shown { export::calendar(view) } else { String::new() };
    let show = {
        let (shown, view) = (shown.clone(), view.clone());
        Callback::from(move |_: MouseEvent| {
            // Where it is refused, the text shown is what can be copied.
            let _: Option<()> = download(&export::calendar(&view), "calendar.ics", "text/calendar;charset=utf-8");
            shown.set(true);
        })
    };
    let hide = {
        let shown = shown.clone();
        Callback::from(move |_: MouseEvent| shown.set(false))
    };
    html! {
        <div class="screen-only" data-testid="calendar-file">
            <p class="actions">
                <button type="button" class="button primary" onclick={show}>
                    { speaker.label(&CalendarWord::Download) }
                </button>
            </p>
            if *shown {
                <p role="status">{ speaker.label(&CalendarWord::Fallback) }</p>
                <textarea id="calendar-text" readonly=true rows="4" aria-label={speaker.label(&CalendarWord::File)} value={text} />
                <button type="button" class="quiet" onclick={hide}>{ speaker.label(&ShareWord::Hide) }</button>
            }
        </div>
    }
}
