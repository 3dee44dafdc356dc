use yew::prelude::*;

use crate::app::report::Report;
use crate::app::route::Route;
use crate::matching::{Group, Total};
use crate::quantity::Money;
use crate::text::Word;

/// How many, worth how much, how many need nothing applied for, which deadline is nearest.
pub(crate) fn summary(report: &Report) -> Html {
    let speaker = report.speaker();
    let answer = &report.answer;
    let now = report.group(Group::UseNow).len();
    let perhaps = report.group(Group::MayUse).len();
    let total = |total: Total| {
        if total == Total::default() { "—".to_owned() } else { speaker.total(total) }
    };
    let once = answer.combination.once;
    let deadline = answer.nearest_deadline(report.catalogue()).and_then(|(id, day)| {
        let policy = report.catalogue().policy(id)?;
        let href = Route::Policy(policy.id.clone()).href();
        Some(html! {
            <>
                <span class="big small">{ speaker.date(day) }</span>
                <a {href}>{ speaker.text(policy.name) }</a>
            </>
        })
    });
    html! {
        <section class="panel summary" aria-labelledby="summary-title" data-testid="summary">
            <h2 id="summary-title">{ speaker.label(&Word::Summary) }</h2>
            if report.state.on() != report.state.today {
                <p class="as-of">{ speaker.as_of(answer.on) }</p>
            }
            <dl class="figures">
                <div>
                    <dt>{ speaker.label(&Word::UsableNow) }</dt>
                    <dd>
                        <span class="big" data-testid="count-now">{ speaker.items(now) }</span>
                        <span>{ speaker.perhaps(perhaps) }</span>
                    </dd>
                </div>
                <div>
                    <dt>{ speaker.label(&Word::PerYear) }</dt>
                    <dd>
                        <span class="big small" data-testid="worth-year">{ total(answer.combination.year) }</span>
                        if once.high > Money::ZERO || once.open {
                            <span>{ speaker.label(&Word::PerOnce) }{ speaker.colon() }{ total(once) }</span>
                        }
                    </dd>
                </div>
                <div>
                    <dt>{ speaker.label(&Word::NothingToDo) }</dt>
                    <dd><span class="big">{ speaker.items(answer.effortless(report.catalogue())) }</span></dd>
                </div>
                <div>
                    <dt>{ speaker.label(&Word::Deadline) }</dt>
                    <dd>{ deadline.unwrap_or_else(|| html! { <span>{ speaker.label(&Word::NoDeadline) }</span> }) }</dd>
                </div>
            </dl>
            <p class="hint">{ speaker.label(&Word::WorthNote) }</p>
        </section>
    }
}
