//! The sheet that an adviser prints for a client: one page where few measures fit, and a long form.

use qrcodegen::{QrCode, QrCodeEcc, QrSegment, Version};
use yew::prelude::*;

use crate::first::Send;
use crate::later::parts::{
    acts, address_for_others, chinese_name, dated_acts, entry, heading, likely_year, source_behind, tell_first,
    told_region, where_to_go,
};
use crate::later::share_link;
use crate::later::view::View;
use crate::model::draft::Draft;
use crate::model::route::Route;
use crate::model::state::{State, on_screen};
use crate::wording::{CommonWord, SheetWord, Word};
use engine::catalogue::{Channel, Policy, PolicyId, TextId};
use engine::enterprise::Kind;
use engine::matching::{Certainty, Group, Outcome, Total};

/// So many dated acts stand on a sheet.
const MOST_ACTS: usize = 10;

/// So many days ahead they are looked for.
const ACT_DAYS: i64 = 400;

/// The largest code that a phone reads when it is printed three centimetres wide: 65 modules a side (ISO/IEC 18004).
const LARGEST_CODE: u8 = 12;

/// What the page needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct SheetProps {
    view: View,
    form: Form,
}

/// How much stands on a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// What is to be done, for one page.
    Short,
    /// Every answer, step and service as well.
    Long,
}

/// What the link of a sheet tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Telling {
    /// Bands in place of figures.
    Bands,
    /// The figures.
    Figures,
}

/// The page.
pub(super) fn sheet(view: &View, _: &Send) -> Html {
    html! { <Sheet view={view.clone()} form={Form::Short} /> }
}

/// The same in the long form, which has an address of its own.
pub(super) fn long_sheet(view: &View, _: &Send) -> Html {
    html! { <Sheet view={view.clone()} form={Form::Long} /> }
}

#[component]
fn Sheet(props: &SheetProps) -> Html {
    let SheetProps { view, form } = props;
    let speaker = view.speaker();
    let telling = use_state_eq(|| Telling::Bands);
    if !view.answer.told {
        return html! { <>{ heading(speaker.label(&SheetWord::Title)) }{ tell_first(view) }</> };
    }
    let choose = |wanted: Telling| {
        let telling = telling.clone();
        Callback::from(move |_: Event| telling.set(wanted))
    };
    let print = Callback::from(|_: MouseEvent| {
        if let Some(window) = web_sys::window() {
            // A frame may refuse it; then nothing is printed.
            drop(window.print());
        }
    });
    let (other, other_form) = match form {
        Form::Short => (Route::LongSheet, SheetWord::Long),
        Form::Long => (Route::Sheet, SheetWord::Short),
    };
    html! {
        <>
            { heading(speaker.label(&SheetWord::Title)) }
            <div class="panel screen-only">
                <p>{ speaker.label(&SheetWord::Purpose) }</p>
                <fieldset class="checks">
                    <legend>{ speaker.label(&SheetWord::LinkKind) }</legend>
                    for (wanted, label) in [
                        (Telling::Bands, speaker.label(&CommonWord::Banded)),
                        (Telling::Figures, speaker.label(&SheetWord::Exact)),
                    ] {
                        <label class="check">
                            <input type="radio" name="sheet-link" checked={*telling == wanted} onchange={choose(wanted)} />
                            { label }
                        </label>
                    }
                </fieldset>
                <p class="actions">
                    <button type="button" class="button primary" onclick={print}>{ speaker.label(&CommonWord::Print) }</button>
                    <a class="button" href={other.href()}>{ speaker.label(&other_form) }</a>
                </p>
            </div>
            { body(view, None, *form, *telling) }
        </>
    }
}

/// The sheet of one enterprise, with its name where that is told. It rests on the view alone, so that the sheets of many
/// enterprises can stand on one page and be printed as one.
pub(super) fn body(view: &View, name: Option<&str>, form: Form, telling: Telling) -> Html {
    let speaker = view.speaker();
    let policies: Vec<Policy<'_>> =
        view.group(Group::UseNow).iter().filter_map(|&id| view.catalogue().policy(id)).collect();
    html! {
        <div class="sheet" data-testid="sheet">
            <div class="sheet-top">
                <div>
                    <p>
                        if let Some(name) = name {
                            <strong translate="no">{ name }</strong>{ speaker.semicolon() }
                        }
                        { profile(view) }
                    </p>
                    <p class="hint">
                        { speaker.label(&Word::DateLegend) }{ speaker.colon() }{ speaker.date(view.answer.on) }
                        { speaker.semicolon() }{ speaker.catalogue_line() }
                    </p>
                    { totals(view) }
                    { by_date(view) }
                </div>
                { code(view, telling) }
            </div>
            { measures(view, &policies) }
            { others(view) }
            { papers(view, &policies) }
            if form == Form::Long {
                { every_answer(view) }
                { steps(view, &policies) }
                { services(view) }
            }
            <p class="small-print">{ speaker.label(&CommonWord::WorthNote) }{ " " }{ speaker.label(&CommonWord::Disclaimer) }</p>
        </div>
    }
}

/// The enterprise in one line: what was told on the first screen, its size, and how much more was told.
fn profile(view: &View) -> String {
    let speaker = view.speaker();
    let first = on_screen(view.catalogue(), &view.answer.size, &view.state.draft);
    let mut parts: Vec<String> = Vec::new();
    let mut more: usize = 0;
    for (id, value) in view.parsed.profile.iter() {
        let Some(fact) = view.catalogue().facts.get(id) else { continue };
        if !first.contains(&id) {
            more = more.saturating_add(1);
            continue;
        }
        let value = speaker.possible(id, fact, value);
        // An amount alone does not say what it is of.
        parts.push(if fact.kind == Kind::Money {
            [speaker.fact(id), speaker.pick("", " "), &value].concat()
        } else {
            value
        });
    }
    parts.push(speaker.size(&view.answer.size));
    if more > 0 {
        parts.push(speaker.more_answers(more));
    }
    parts.join(speaker.enumeration())
}

/// What is sure, and what is likely.
fn totals(view: &View) -> Html {
    let speaker = view.speaker();
    let combination = &view.answer.combination;
    html! {
        <p class="totals">
            <strong>
                { speaker.label(&SheetWord::SureYear) }{ speaker.colon() }{ speaker.total(combination.year) }
            </strong>
            if combination.once != Total::default() {
                { speaker.semicolon() }{ speaker.label(&CommonWord::PerOnce) }{ speaker.colon() }{ speaker.total(combination.once) }
            }
            if let Some(likely) = likely_year(view) {
                { speaker.semicolon() }<span data-testid="likely-year">{ likely }</span>
            }
        </p>
    }
}

/// What is to be done by which day.
fn by_date(view: &View) -> Html {
    let speaker = view.speaker();
    let region = told_region(view);
    let acts = dated_acts(view, ACT_DAYS);
    html! {
        <section class="panel" data-testid="sheet-dates">
            <h2>{ speaker.label(&SheetWord::Dates) }</h2>
            if acts.is_empty() {
                <p>{ speaker.label(&SheetWord::NoDates) }</p>
            } else {
                <ul class="bare dates">
                    for act in acts.iter().take(MOST_ACTS) {
                        <li>
                            <strong>{ speaker.date(act.day) }</strong>
                            { speaker.in_brackets(&speaker.how_far(view.answer.on, act.day)) }
                            { " " }{ speaker.act_title(act, view.catalogue(), region) }
                            if act.certainty != Certainty::Certain {
                                { speaker.in_brackets(&speaker.act_certainty(act)) }
                            }
                        </li>
                    }
                </ul>
            }
        </section>
    }
}

/// Where a policy is done, and whom to call, in a few words.
fn where_and_whom(view: &View, policy: Policy<'_>) -> String {
    let speaker = view.speaker();
    let region = told_region(view);
    let place = view.catalogue().places_for(policy, region).first().map(|place| speaker.place_to_go(place, region));
    let office = || policy.details.office.map(|office| speaker.for_clerk(office));
    let phone = view.catalogue().number_to_ask(policy, region).map(str::to_owned);
    let parts: Vec<String> = place.or_else(office).into_iter().chain(phone).filter(|part| !part.is_empty()).collect();
    parts.join(speaker.comma())
}

/// The policies that can be used now, numbered, a short row each.
fn measures(view: &View, policies: &[Policy<'_>]) -> Html {
    let speaker = view.speaker();
    let found: Vec<(usize, Policy<'_>, &Outcome)> = (1_usize..)
        .zip(policies)
        .filter_map(|(number, policy)| Some((number, *policy, view.outcome(view.catalogue().find(&policy.id)?)?)))
        .collect();
    let headings = [
        speaker.label(&SheetWord::Number),
        speaker.label(&CommonWord::Policy),
        speaker.label(&CommonWord::Worth),
        speaker.label(&SheetWord::How),
        speaker.label(&SheetWord::Where),
    ];
    html! {
        <section class="panel">
            <h2>{ speaker.label(&Group::UseNow) }</h2>
            if found.is_empty() {
                <p>{ speaker.label(&Word::GroupEmpty) }</p>
            } else {
                // On a phone each row is set anew below the other, which takes its role away from a table that does not name it.
                <table class="table measures" role="table" aria-label={speaker.label(&Group::UseNow)}>
                    <thead role="rowgroup">
                        <tr role="row">
                            for name in headings {
                                <th scope="col" role="columnheader">{ name }</th>
                            }
                        </tr>
                    </thead>
                    <tbody role="rowgroup">
                        for (number, policy, outcome) in found {
                            <tr role="row">
                                <td role="cell">{ number }</td>
                                <th scope="row" role="rowheader">{ view.name(policy.rule) }{ chinese_name(view, policy.rule.name) }{ source_behind(view, policy.details.source) }</th>
                                <td role="cell">{ speaker.worth(outcome).unwrap_or_else(|| "—".to_owned()) }</td>
                                <td role="cell">{ speaker.label(&policy.channel) }</td>
                                <td role="cell">{ where_and_whom(view, policy) }</td>
                            </tr>
                        }
                    </tbody>
                </table>
            }
        </section>
    }
}

/// What others decide, by name: the conditions asked for are met.
fn others(view: &View) -> Html {
    let speaker = view.speaker();
    let of = |id: &PolicyId| view.catalogue().policy(*id).map(|policy| view.name(policy.rule));
    let names: Vec<&str> = view.group(Group::OthersDecide).iter().filter_map(of).collect();
    if names.is_empty() {
        return html! {};
    }
    html! {
        <section class="panel">
            <h2>{ speaker.label(&SheetWord::Others) }{ speaker.in_brackets(&names.len().to_string()) }</h2>
            <p class="others">{ names.join(speaker.semicolon()) }</p>
        </section>
    }
}

/// The code with the link, if this page has an address for others.
fn code(view: &View, telling: Telling) -> Html {
    let speaker = view.speaker();
    let name = speaker.label(&SheetWord::Code);
    let Some(address) = address_for_others() else {
        return html! {
            <div class="code" data-testid="sheet-code"><p class="hint">{ speaker.label(&SheetWord::NoAddress) }</p></div>
        };
    };
    let state = match telling {
        Telling::Bands => share_link::banded(&view.state, view.catalogue()),
        Telling::Figures => (*view.state).clone(),
    };
    let link_of = |state: &State| format!("{address}#/?{}", share_link::query(state, view.catalogue()));
    let whole = link_of(&state);
    let (link, picture, is_first_only) = match picture(&whole, name) {
        Some(picture) => (whole, Some(picture), false),
        None => {
            let first = link_of(&first_screen(view, &state));
            match picture(&first, name) {
                Some(picture) => (first, Some(picture), true),
                None => (whole, None, false),
            }
        }
    };
    html! {
        <div class="code" data-testid="sheet-code">
            if let Some(picture) = picture {
                { picture }
                <p class="hint">{ name }</p>
            } else {
                <p>{ speaker.label(&SheetWord::NoCode) }</p>
            }
            if is_first_only {
                <p class="hint">{ speaker.label(&SheetWord::FirstOnly) }</p>
            }
            <p class="link">{ link }</p>
        </div>
    }
}

/// The same with the answers of the first screen alone.
fn first_screen(view: &View, state: &State) -> State {
    let shown = on_screen(view.catalogue(), &view.answer.size, &state.draft);
    let mut draft = Draft::default();
    for (id, entry) in state.draft.iter().filter(|(id, _)| shown.contains(id)) {
        draft.set(id, Some(entry.clone()));
    }
    State { draft, ..state.clone() }
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

/// All that was told of the enterprise.
fn every_answer(view: &View) -> Html {
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

/// A link as a QR code, drawn here; `None` where it takes more modules than a phone reads on paper.
fn picture(link: &str, name: &'static str) -> Option<Html> {
    let segments = QrSegment::make_segments(link);
    let largest = Version::new(LARGEST_CODE);
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, Version::MIN, largest, None, true).ok()?;
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
        // As much as 65 modules a side hold at level M (ISO/IEC 18004, table 7), and one more.
        assert!(picture(&"x".repeat(287), "x").is_some());
        assert!(picture(&"x".repeat(288), "x").is_none());
    }
}
