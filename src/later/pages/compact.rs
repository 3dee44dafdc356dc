//! The start page in a compact frame of another page: the questions, the total, the first acts, and the way to all the rest
//! in a page of its own.

use wasm_bindgen::JsValue;
use yew::prelude::*;

use crate::first::Send;
use crate::first::combobox::PlacePicker;
use crate::first::figure_field::figure_field;
use crate::first::start::legal_form;
use crate::later::parts::{copy, heading, likely_year, link_to, link_to_page};
use crate::later::view::View;
use crate::model::route::Route;
use crate::model::state::figures;
use crate::wording::{CommonWord, HostWord, Word};
use engine::catalogue::Policy;
use engine::enterprise::Tree;
use engine::matching::{Card, Group, ToDo, cards};

/// How many acts there is room for.
const ACTS: usize = 3;

/// The questions, the total, the first acts and the way to the rest: in 1,200 pixels.
pub(crate) fn compact(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let (now, may) = (view.group(Group::UseNow), view.group(Group::MayUse).len());
    let acts = first_acts(view);
    html! {
        <div class="compact-page" data-testid="compact">
            { heading(speaker.label(&Word::Heading)) }
            <div class="compact-questions">
                { picker(Tree::Industries, view, send) }
                { legal_form(view, send) }
                <div class="compact-figures">
                    for figure in figures(&view.answer.size, &view.state.draft) {
                        <div key={figure.fact().0.to_string()}>{ figure_field(view, send, figure) }</div>
                    }
                </div>
                { picker(Tree::Regions, view, send) }
            </div>
            <section class="panel compact-total" aria-labelledby="compact-total">
                <h2 id="compact-total">{ speaker.label(&Word::Summary) }</h2>
                <p>
                    { speaker.label(&CommonWord::PerYear) }{ speaker.colon() }
                    <strong data-testid="worth-year">{ speaker.total(view.answer.combination.year) }</strong>
                </p>
                <p class="hint">{ likely_year(view).unwrap_or_default() }</p>
                <p>{ speaker.counts(now.len(), may) }</p>
            </section>
            <ul class="bare compact-acts">
                for (card, policy) in acts.iter().filter_map(|card| Some((card, view.catalogue().policy(card.policy)?))) {
                    <li key={policy.id.clone()}>{ act(view, card, policy) }</li>
                }
            </ul>
            <OpenAll view={view.clone()} />
        </div>
    }
}

/// What can be used now: first what is to be done, by the days left, then what comes by itself and what waits.
fn first_acts(view: &View) -> Vec<Card> {
    let found = cards(view.catalogue(), &view.answer, view.group(Group::UseNow), &[]);
    let (mut acts, others): (Vec<Card>, Vec<Card>) = found.into_iter().partition(|card| card.to_do == ToDo::Act);
    acts.extend(others);
    acts.truncate(ACTS);
    acts
}

/// The field for a place.
fn picker(tree: Tree, view: &View, send: &Send) -> Html {
    let shown: crate::first::view::View = (**view).clone();
    html! { <PlacePicker {tree} view={shown} send={send.clone()} /> }
}

/// What can be done, in two lines; its page opens in a tab of its own.
fn act(view: &View, card: &Card, policy: Policy<'_>) -> Html {
    let (speaker, on) = (view.speaker(), view.answer.on);
    let outcome = view.answer.of(card.policy);
    let worth = outcome.and_then(|outcome| speaker.worth(outcome));
    let until = match card.days_left {
        Some(days) => Some(speaker.days_left(days, policy.act_by(on).unwrap_or(on))),
        None => outcome.map(|outcome| speaker.until(policy.rule, outcome.status, on)),
    };
    let said: Vec<String> =
        [Some(speaker.label(&policy.channel).to_owned()), worth, until].into_iter().flatten().collect();
    let route = Route::Policy(policy.id.clone());
    html! {
        <>
            <a href={link_to_page(&route, &view.state, view.catalogue())} target="_blank" rel="noopener">
                { view.name(policy.rule) }
            </a>
            <span class="hint">{ said.join(" · ") }</span>
        </>
    }
}

/// What [`OpenAll`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct OpenAllProps {
    view: View,
}

/// Opens the whole page in a tab of its own, with the answers in the fragment of its address; where the host page does not
/// let it, the address is there to copy.
#[component]
fn OpenAll(props: &OpenAllProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let is_refused = use_state_eq(|| false);
    let copied = use_state_eq(|| None::<bool>);
    let address = link_to(&view.state, view.catalogue());
    let open = {
        let (address, is_refused) = (address.clone(), is_refused.clone());
        Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            is_refused.set(!is_opened(&address));
        })
    };
    let copy_it = {
        let copied = copied.clone();
        Callback::from(move |_: MouseEvent| copied.set(Some(copy("all-address").unwrap_or(false))))
    };
    let said = match *copied {
        None => "",
        Some(true) => speaker.label(&CommonWord::Copied),
        Some(false) => speaker.label(&CommonWord::CopyByHand),
    };
    html! {
        <div class="open-all">
            <a class="button primary" href={address.clone()} target="_blank" rel="noopener" onclick={open}>
                { speaker.label(&HostWord::OpenAll) }
            </a>
            <div role="status">
                if *is_refused {
                    <p class="hint">{ speaker.label(&HostWord::OpenRefused) }</p>
                    <textarea id="all-address" readonly=true rows="3" aria-label={speaker.label(&HostWord::Address)} value={address} />
                    <p><button type="button" class="button" onclick={copy_it}>{ speaker.label(&CommonWord::Copy) }</button>{ " " }{ said }</p>
                }
            </div>
            <p class="hint">{ speaker.label(&CommonWord::Disclaimer) }</p>
        </div>
    }
}

/// Opens an address in a tab of its own, which does not know this one; whether the host page let it.
fn is_opened(address: &str) -> bool {
    let opened = web_sys::window().and_then(|window| window.open_with_url_and_target(address, "_blank").ok().flatten());
    opened.is_some_and(|opened| {
        // It was asked for without `noopener`, since with that nobody learns whether it is there. A tab of another origin
        // cannot be reached anyway.
        drop(js_sys::Reflect::set(&opened, &JsValue::from_str("opener"), &JsValue::NULL));
        true
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::WHOLE_PROGRAM;
    use crate::later::view_tests::{company_restaurant, loaded, start, view_of, whole_view_of};
    use crate::model::state::State;
    use std::rc::Rc;

    #[derive(Clone, PartialEq, Properties)]
    struct PartProps {
        view: View,
    }

    #[component]
    fn Part(props: &PartProps) -> Html {
        compact(&props.view, &Send::noop())
    }

    fn rendered(state: State) -> String {
        let props = PartProps { view: whole_view_of(loaded(), state) };
        let renderer = yew::LocalServerRenderer::<Part>::with_props(props).hydratable(false);
        futures::executor::block_on(renderer.render())
    }

    #[test]
    fn a_compact_frame_has_the_questions_the_total_three_acts_and_the_way_to_the_rest() {
        let html = rendered(company_restaurant());
        for id in ["f-industry", "f-entity", "f-employees", "f-region", "worth-year"] {
            assert!(html.contains(&format!("\"{id}\"")), "{id}: {html}");
        }
        assert!(!html.contains("group-body") && !html.contains("question-title"));
        let (_, acts) = html.split_once("compact-acts").expect("acts");
        let (acts, rest) = acts.split_once("</ul>").expect("their end");
        assert_eq!(acts.matches("<li").count(), ACTS, "{acts}");
        // Each opens with the answers, in a tab of its own, and so does the rest.
        assert_eq!(acts.matches("#/policy/").count(), ACTS);
        assert_eq!(acts.matches("?sum=").count(), ACTS);
        assert_eq!(acts.matches("_blank").count(), ACTS);
        assert!(
            rest.contains("#/?sum=") && rest.contains("employees=8") && rest.contains("在新页打开全部结果"),
            "{rest}"
        );
        assert!(!rest.contains("all-address"), "no address to copy before it is needed");
    }

    #[test]
    fn what_is_to_be_done_soonest_comes_first() {
        let firm = "v=x&industry=C34&entity=company&employees=12&revenue=9000000&region=320500&insured_employees=12&\
            layoff_rate=0%&arrears=no&clean_record=yes&new_graduate_hires=3&graduate_hires=3&hires_contract_1y=yes&\
            hires_insured_months=5";
        let taken = crate::later::share_link::read(firm, loaded().rules());
        let state = State { draft: taken.draft, today: "2026-11-30".parse().expect("a date"), ..start() };
        let view = whole_view_of(loaded(), state.clone());
        let (first, acts) = (first_acts(&view), |card: &Card| card.to_do == ToDo::Act);
        assert!(first.first().is_some_and(acts), "{first:?}");
        let left = |card: &Card| (card.to_do != ToDo::Act, card.days_left.unwrap_or(i64::MAX));
        assert!(first.is_sorted_by_key(|card| if acts(card) { left(card) } else { (true, i64::MAX) }), "{first:?}");
        let html = rendered(state);
        let (_, shown) = html.split_once("compact-acts").expect("acts");
        assert!(shown.contains("还剩31天（2026年12月31日截止）"), "{shown}");
    }

    #[test]
    fn only_a_host_that_asks_for_it_gets_it() {
        let shown = |state: State| WHOLE_PROGRAM.compact(&view_of(loaded(), state), &Send::noop()).is_some();
        assert!(!shown(start()));
        let mut asked = start();
        Rc::make_mut(&mut asked.hosted).compact = true;
        assert!(shown(asked.clone()));
        assert!(shown(asked.after(crate::model::state::Action::Erase)), "erasing is no answer to the host");
    }
}
