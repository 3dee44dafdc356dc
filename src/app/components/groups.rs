use yew::prelude::*;

use super::{Send, card, on};
use crate::app::report::Report;
use crate::app::state::Action;
use crate::matching::{Group, Situation};
use crate::text::Word;

/// How many policies of a group are shown at first.
const FIRST: usize = 12;

/// The results, group by group.
pub(crate) fn groups(report: &Report, send: &Send) -> Html {
    let situation = report.situation();
    html! {
        <div class="groups">
            for group in Group::ALL {
                { one_group(report, send, &situation, group) }
            }
        </div>
    }
}

fn one_group(report: &Report, send: &Send, situation: &Situation<'_>, group: Group) -> Html {
    let speaker = report.speaker();
    let policies = report.group(group);
    let open_at_first = matches!(group, Group::UseNow | Group::MayUse | Group::NearMiss);
    let is_open = open_at_first != report.state.turned.contains(&group);
    let whole = report.state.whole.contains(&group) || policies.len() <= FIRST.saturating_add(3);
    let shown = policies.iter().copied().take(if whole { usize::MAX } else { FIRST });
    let (heading, list) = (format!("group-{}", group.id()), format!("list-{}", group.id()));
    html! {
        <section key={group.id()} class={classes!("group", group.id())} aria-labelledby={heading.clone()}>
            <h2 id={heading}>
                <button type="button" aria-expanded={is_open.to_string()} aria-controls={list.clone()}
                    onclick={on(send, Action::Turn(group))}>
                    <span class="arrow" aria-hidden="true">{ if is_open { "▾" } else { "▸" } }</span>
                    { speaker.label(&group) }
                    <span class="count">{ speaker.in_brackets(&policies.len().to_string()) }</span>
                </button>
            </h2>
            <div id={list} hidden={!is_open}>
                if is_open {
                    <>
                        if policies.is_empty() {
                            <p class="hint">{ speaker.label(&Word::GroupEmpty) }</p>
                        }
                        <ul class="cards">
                            for id in shown {
                                <li key={id.0}>{ card(report, situation, id, 3) }</li>
                            }
                        </ul>
                        if !whole {
                            <button type="button" class="button" onclick={on(send, Action::Whole(group))}>
                                { speaker.show_all(policies.len()) }
                            </button>
                        }
                    </>
                }
            </div>
        </section>
    }
}
