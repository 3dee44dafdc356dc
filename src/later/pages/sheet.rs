//! The sheet that an adviser prints for a client.

use qrcodegen::{QrCode, QrCodeEcc};
use yew::prelude::*;

use crate::first::Send;
use crate::later::parts::{
    acts, chinese_name, columns, entry, heading, likely_year, link_to, scrolled_table, source_behind, tell_first,
    where_to_go,
};
use crate::later::share_link;
use crate::later::view::View;
use crate::wording::{CommonWord, SheetWord, Word};
use engine::catalogue::{Channel, Policy, TextId};
use engine::matching::{Group, Outcome};

/// What the page needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct SheetProps {
    view: View,
}

/// The page.
pub(crate) fn sheet(view: &View, _: &Send) -> Html {
    html! { <Sheet view={view.clone()} /> }
}

#[component]
fn Sheet(props: &SheetProps) -> Html {
    let view = &props.view;
    let speaker = view.speaker();
    let exact = use_state_eq(|| false);
    if !view.answer.told {
        return html! { <>{ heading(speaker.label(&SheetWord::Title)) }{ tell_first(view) }</> };
    }
    let choose = |wanted: bool| {
        let exact = exact.clone();
        Callback::from(move |_: Event| exact.set(wanted))
    };
    let print = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // A frame may refuse it; then nothing is printed.
            drop(window.print());
        }
    });
    let state = if *exact { (*view.state).clone() } else { share_link::banded(&view.state, view.catalogue()) };
    let link = link_to(&state, view.catalogue());
    let policies: Vec<Policy<'_>> =
        view.group(Group::UseNow).iter().filter_map(|&id| view.catalogue().policy(id)).collect();
    html! {
        <>
            { heading(speaker.label(&SheetWord::Title)) }
            <div class="panel screen-only">
                <p>{ speaker.label(&SheetWord::Purpose) }</p>
                <fieldset class="checks">
                    <legend>{ speaker.label(&SheetWord::LinkKind) }</legend>
                    for (wanted, label) in [
                        (false, speaker.label(&CommonWord::Banded)),
                        (true, speaker.label(&SheetWord::Exact)),
                    ] {
                        <label class="check">
                            <input type="radio" name="sheet-link" checked={*exact == wanted} onchange={choose(wanted)} />
                            { label }
                        </label>
                    }
                </fieldset>
                <p class="actions">
                    <button type="button" class="button primary" onclick={print}>{ speaker.label(&CommonWord::Print) }</button>
                </p>
            </div>
            <div class="sheet" data-testid="sheet">
                <p>{ speaker.label(&Word::DateLegend) }{ speaker.colon() }{ speaker.date(view.answer.on) }</p>
                { profile(view) }
                { eligible(view) }
                { steps(view, &policies) }
                { papers(view, &policies) }
                { services(view) }
                <section class="panel code" data-testid="sheet-code">
                    <h2>{ speaker.label(&SheetWord::Code) }</h2>
                    if let Some(picture) = picture(&link, speaker.label(&SheetWord::Code)) {
                        { picture }
                    } else {
                        <p>{ speaker.label(&SheetWord::NoCode) }</p>
                    }
                    <p class="link">{ link }</p>
                </section>
                <p>{ speaker.catalogue_line() }</p>
                <p>{ speaker.label(&CommonWord::Disclaimer) }</p>
            </div>
        </>
    }
}

/// What was told of the enterprise.
fn profile(view: &View) -> Html {
    let speaker = view.speaker();
    let told = view.parsed.profile.iter();
    let told = told.filter_map(|(id, value)| Some((id, view.catalogue().facts.get(id)?, value)));
    html! {
        <section class="panel">
            <h2>{ speaker.label(&SheetWord::Profile) }</h2>
            <dl class="facts">
                for (id, fact, value) in told {
                    { entry(speaker.fact(id), speaker.possible(id, fact, value)) }
                }
                { entry(speaker.label(&CommonWord::SizeClass), speaker.size(&view.answer.size)) }
            </dl>
        </section>
    }
}

/// The policies that can be used now, numbered.
fn eligible(view: &View) -> Html {
    let speaker = view.speaker();
    let found: Vec<(usize, Policy<'_>, &Outcome)> = (1_usize..)
        .zip(view.group(Group::UseNow))
        .filter_map(|(number, &id)| Some((number, view.catalogue().policy(id)?, view.outcome(id)?)))
        .collect();
    if found.is_empty() {
        return html! {
            <section class="panel">
                <h2 id="sheet-eligible">{ speaker.label(&Group::UseNow) }</h2>
                <p>{ speaker.label(&Word::GroupEmpty) }</p>
                if let Some(likely) = likely_year(view) {
                    <p data-testid="likely-year">{ likely }</p>
                }
            </section>
        };
    }
    let head = columns(&[
        speaker.label(&SheetWord::Number),
        speaker.label(&CommonWord::Policy),
        speaker.label(&CommonWord::Worth),
        speaker.label(&CommonWord::Validity),
        speaker.label(&CommonWord::Channel),
    ]);
    let rows = html! {
        for (number, policy, outcome) in found {
            <tr>
                <td>{ number }</td>
                <th scope="row">{ view.name(policy.rule) }{ source_behind(view, policy.details.source) }</th>
                <td>{ speaker.worth(outcome).unwrap_or_else(|| "—".to_owned()) }</td>
                <td>{ speaker.until(policy.rule, outcome.status, view.answer.on) }</td>
                <td>{ speaker.label(&policy.channel) }</td>
            </tr>
        }
    };
    let year = view.answer.combination.year;
    html! {
        <section class="panel">
            <h2 id="sheet-eligible">{ speaker.label(&Group::UseNow) }</h2>
            { scrolled_table("sheet-eligible", head, rows) }
            <p class="now">{ speaker.label(&CommonWord::PerYear) }{ speaker.colon() }{ speaker.total(year) }</p>
            if let Some(likely) = likely_year(view) {
                <p data-testid="likely-year">{ likely }</p>
            }
            <p class="hint">{ speaker.label(&CommonWord::WorthNote) }</p>
        </section>
    }
}

/// The services that can be used: what each is, without steps.
fn services(view: &View) -> Html {
    let speaker = view.speaker();
    let found = view.group(Group::Services).iter();
    let found = found.filter_map(|&id| Some((view.catalogue().policy(id)?, view.outcome(id)?)));
    let usable: Vec<Policy<'_>> = found.filter(|(_, outcome)| outcome.is_usable()).map(|(policy, _)| policy).collect();
    if usable.is_empty() {
        return html! {};
    }
    html! {
        <section class="panel">
            <h2>{ speaker.label(&Group::Services) }</h2>
            <ul>
                for policy in usable {
                    <li>
                        <strong>{ view.name(policy.rule) }</strong>
                        { source_behind(view, policy.details.source) }
                        { speaker.colon() }{ speaker.text(policy.details.summary) }
                    </li>
                }
            </ul>
        </section>
    }
}

/// What to do for each policy, and where.
fn steps(view: &View, policies: &[Policy<'_>]) -> Html {
    let speaker = view.speaker();
    if policies.is_empty() {
        return html! {};
    }
    let phone = |policy: Policy<'_>| policy.details.phone.as_ref().map(|phone| speaker.in_brackets(phone));
    html! {
        <section class="panel">
            <h2>{ speaker.label(&SheetWord::Steps) }</h2>
            for (number, policy) in (1_usize..).zip(policies) {
                <h3>{ number }{ ". " }{ view.name(policy.rule) }{ chinese_name(view, policy.rule.name) }</h3>
                <ol>
                    for step in &policy.details.steps {
                        <li>{ speaker.text(*step) }</li>
                    }
                </ol>
                { where_to_go(view, *policy, true) }
                if let Some(window) = speaker.window(*policy, view.answer.on) {
                    <p>{ speaker.label(&CommonWord::Window) }{ speaker.colon() }{ window }</p>
                }
                if !policy.details.acts.is_empty() {
                    <p>{ speaker.label(&CommonWord::Acts) }{ speaker.colon() }</p>
                    { acts(view, *policy) }
                }
                if let Some(office) = policy.details.office {
                    <p class="hint">
                        { speaker.label(&CommonWord::Office) }{ speaker.colon() }
                        { speaker.for_clerk(office) }{ phone(*policy).unwrap_or_default() }
                    </p>
                }
            }
        </section>
    }
}

/// The papers of all policies, each once, with the policies that ask for it.
fn merged(policies: &[Policy<'_>]) -> Vec<(TextId, Vec<usize>)> {
    let mut papers: Vec<(TextId, Vec<usize>)> = Vec::new();
    for (place, policy) in (1_usize..).zip(policies) {
        for &paper in policy.details.materials.iter().flatten() {
            match papers.iter_mut().find(|(other, _)| *other == paper) {
                Some((_, places)) => places.push(place),
                None => papers.push((paper, vec![place])),
            }
        }
    }
    papers
}

/// The papers of all policies in one list, and the policies whose papers are not known.
fn papers(view: &View, policies: &[Policy<'_>]) -> Html {
    let speaker = view.speaker();
    let mut texts: Vec<(String, Vec<usize>)> = Vec::new();
    // Equal sentences of different policies are one paper, too.
    for (paper, places) in merged(policies) {
        let text = speaker.for_clerk(paper);
        match texts.iter_mut().find(|(other, _)| *other == text) {
            Some((_, all)) => all.extend(places),
            None => texts.push((text, places)),
        }
    }
    let listed = |numbers: &[usize]| {
        let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        numbers.join(speaker.enumeration())
    };
    let numbers = |wanted: fn(Policy<'_>) -> bool| -> Vec<usize> {
        (1_usize..).zip(policies).filter(|(_, policy)| wanted(**policy)).map(|(number, _)| number).collect()
    };
    // What comes by itself is not gone for.
    let unknown = numbers(|policy| policy.details.materials.is_none() && policy.channel != Channel::Automatic);
    let none = numbers(|policy| policy.details.materials.as_ref().is_some_and(Vec::is_empty));
    if policies.is_empty() {
        return html! {};
    }
    html! {
        <section class="panel" data-testid="sheet-papers">
            <h2>{ speaker.label(&SheetWord::Papers) }</h2>
            if !texts.is_empty() {
                <p class="hint">{ speaker.label(&SheetWord::PapersNote) }</p>
                <ul class="boxes">
                    for (text, numbers) in texts {
                        <li>{ text }{ speaker.in_brackets(&listed(&numbers)) }</li>
                    }
                </ul>
            }
            if !unknown.is_empty() {
                <p>{ speaker.papers_not_known(&listed(&unknown)) }</p>
            }
            if !none.is_empty() {
                <p>{ speaker.papers_none(&listed(&none)) }</p>
            }
        </section>
    }
}

/// A link as a QR code, drawn here; `None` where it is too long for one.
fn picture(link: &str, name: &'static str) -> Option<Html> {
    let code = QrCode::encode_text(link, QrCodeEcc::Low).ok()?;
    let size = code.size();
    let mut path = String::new();
    for y in 0..size {
        for x in 0..size {
            if code.get_module(x, y) {
                path.push_str(&format!("M{x} {y}h1v1h-1z"));
            }
        }
    }
    // Four light modules around it, as the standard asks for (ISO/IEC 18004).
    let whole = size.saturating_add(8).to_string();
    Some(html! {
        <svg class="qr" viewBox={format!("-4 -4 {whole} {whole}")} width="240" height="240" role="img"
            shape-rendering="crispEdges" aria-label={name}>
            <rect class="light" x="-4" y="-4" width={whole.clone()} height={whole.clone()} />
            <path class="dark" d={path} />
        </svg>
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::whole_catalogue;

    #[test]
    fn papers_are_merged_and_point_at_their_policies() {
        let loaded = whole_catalogue();
        let policy = loaded.catalogue().and_then(|catalogue| catalogue.policies().next()).expect("a policy");
        let mut details = policy.details.clone();
        details.materials = Some(vec![policy.name, details.summary]);
        let policy = Policy { details: &details, ..policy };
        let papers = merged(&[policy, policy]);
        assert_eq!(papers.len(), 2);
        assert!(papers.iter().all(|(_, places)| *places == [1, 2]));
    }

    #[test]
    fn a_link_fits_a_code_and_a_novel_does_not() {
        assert!(picture("https://example.org/#/?v=2026.11.21&employees=5~9", "x").is_some());
        assert!(picture(&"x".repeat(4_000), "x").is_none());
    }
}
