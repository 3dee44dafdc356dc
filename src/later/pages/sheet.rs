//! The sheet that an adviser prints and hands over.

use qrcodegen::{QrCode, QrCodeEcc};
use yew::prelude::*;

use crate::first::Send;
use crate::first::nodes::Nodes;
use crate::later::pages::overview::worth_of;
use crate::later::parts::{heading, link_to, source_behind};
use crate::later::share_link;
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::{Extra, Phrase, Word};
use engine::catalogue::{Policy, TextId};
use engine::matching::Group;

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
    let mut page = Nodes::new();
    heading(&mut page, speaker.label(&Extra::Sheet));
    if !view.answer.told {
        page.element("p", "notice-line", speaker.label(&Extra::TellFirst));
        page.link("button", &Route::Start.href(), speaker.label(&Word::StartPage));
        return page.done();
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
    page.push(html! {
        <div class="panel screen-only">
            <p>{ speaker.label(&Extra::SheetPurpose) }</p>
            <fieldset class="checks">
                <legend>{ speaker.label(&Extra::LinkKind) }</legend>
                for (wanted, word) in [(false, Extra::Banded), (true, Extra::Exact)] {
                    <label class="check">
                        <input type="radio" name="sheet-link" checked={*exact == wanted} onchange={choose(wanted)} />
                        { speaker.label(&word) }
                    </label>
                }
            </fieldset>
            <p class="actions"><button type="button" class="button primary" onclick={print}>{ speaker.label(&Phrase::Print) }</button></p>
        </div>
    });
    let mut sheet = Nodes::new();
    sheet.element(
        "p",
        "",
        &format!("{}{}{}", speaker.label(&Word::DateLegend), speaker.colon(), speaker.date(view.answer.on)),
    );
    profile(&mut sheet, view);
    eligible(&mut sheet, view);
    steps(&mut sheet, view, &policies);
    papers(&mut sheet, view, &policies);
    services(&mut sheet, view);
    let mut code = Nodes::new();
    code.element("h2", "", speaker.label(&Extra::SheetCode));
    match picture(&link, speaker.label(&Extra::SheetCode)) {
        Some(picture) => code.push(picture),
        None => code.element("p", "", speaker.label(&Extra::SheetNoCode)),
    };
    code.element("p", "link", &link);
    sheet.wrap("section", "panel code", code).with("data-testid", "sheet-code");
    sheet.element("p", "", &speaker.catalogue_line()).element("p", "", speaker.label(&Phrase::Disclaimer));
    page.wrap("div", "sheet", sheet).with("data-testid", "sheet");
    page.done()
}

fn profile(sheet: &mut Nodes, view: &View) {
    let speaker = view.speaker();
    let mut facts = Nodes::new();
    for (id, value) in view.parsed.profile.iter() {
        if let Some(fact) = view.catalogue().facts.get(id) {
            facts.entry_text(speaker.fact(id), &speaker.possible(id, fact, value));
        }
    }
    facts.entry_text(speaker.label(&Extra::SizeClass), &speaker.size(&view.answer.size));
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&Extra::SheetProfile)).wrap("dl", "facts", facts);
    sheet.wrap("section", "panel", panel);
}

fn eligible(sheet: &mut Nodes, view: &View) {
    let speaker = view.speaker();
    let mut rows = Nodes::new();
    for (place, &id) in (1_usize..).zip(view.group(Group::UseNow)) {
        let Some((policy, outcome)) = view.catalogue().policy(id).zip(view.outcome(id)) else { continue };
        let mut row = Nodes::new();
        let mut name = Nodes::new();
        name.text(view.name(policy.rule));
        source_behind(&mut name, view, policy.details.source);
        row.element("td", "", &place.to_string()).wrap("th", "", name).with("scope", "row");
        row.element("td", "", &worth_of(&speaker, outcome));
        row.element("td", "", &speaker.until(policy.rule, outcome.status, view.answer.on));
        row.element("td", "", speaker.label(&policy.channel));
        rows.wrap("tr", "", row);
    }
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&Extra::SheetEligible)).with("id", "sheet-eligible");
    if rows.is_empty() {
        panel.element("p", "", speaker.label(&Word::GroupEmpty));
    } else {
        let mut head = Nodes::new();
        head.element("th", "", speaker.label(&Extra::Number)).with("scope", "col");
        for word in [Extra::Policy, Extra::Worth] {
            head.element("th", "", speaker.label(&word)).with("scope", "col");
        }
        head.element("th", "", speaker.label(&Phrase::Validity)).with("scope", "col");
        head.element("th", "", speaker.label(&Phrase::FilterChannel)).with("scope", "col");
        crate::later::pages::overview::scrolled(&mut panel, "sheet-eligible", head, rows);
        let year = view.answer.combination.year;
        let total = format!("{}{}{}", speaker.label(&Phrase::PerYear), speaker.colon(), speaker.total(year));
        panel.element("p", "now", &total).element("p", "hint", speaker.label(&Phrase::WorthNote));
    }
    sheet.wrap("section", "panel", panel);
}

/// The services that can be used: what each is, without steps.
fn services(sheet: &mut Nodes, view: &View) {
    let speaker = view.speaker();
    let mut list = Nodes::new();
    for &id in view.group(Group::Services) {
        let Some((policy, outcome)) = view.catalogue().policy(id).zip(view.outcome(id)) else { continue };
        if outcome.is_usable() {
            let mut item = Nodes::new();
            item.element("strong", "", view.name(policy.rule));
            source_behind(&mut item, view, policy.details.source);
            item.text(speaker.colon()).text(speaker.text(policy.details.summary));
            list.wrap("li", "", item);
        }
    }
    if !list.is_empty() {
        let mut panel = Nodes::new();
        panel.element("h2", "", speaker.label(&Group::Services)).wrap("ul", "", list);
        sheet.wrap("section", "panel", panel);
    }
}

fn steps(sheet: &mut Nodes, view: &View, policies: &[Policy<'_>]) {
    let speaker = view.speaker();
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&Extra::SheetSteps));
    for (place, policy) in (1_usize..).zip(policies) {
        panel.element("h3", "", &format!("{place}. {}", view.name(policy.rule)));
        let mut list = Nodes::new();
        for &step in &policy.details.steps {
            list.element("li", "", speaker.text(step));
        }
        panel.wrap("ol", "", list);
        if let Some(office) = policy.details.office {
            let phone = policy.details.phone.as_ref().map(|phone| speaker.in_brackets(phone)).unwrap_or_default();
            let office =
                format!("{}{}{}{phone}", speaker.label(&Phrase::Office), speaker.colon(), speaker.text(office));
            panel.element("p", "hint", &office);
        }
    }
    if !policies.is_empty() {
        sheet.wrap("section", "panel", panel);
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

fn papers(sheet: &mut Nodes, view: &View, policies: &[Policy<'_>]) {
    let speaker = view.speaker();
    let mut texts: Vec<(&str, Vec<usize>)> = Vec::new();
    // Equal sentences of different policies are one paper, too.
    for (paper, places) in merged(policies) {
        let text = speaker.text(paper);
        match texts.iter_mut().find(|(other, _)| *other == text) {
            Some((_, all)) => all.extend(places),
            None => texts.push((text, places)),
        }
    }
    let unknown: Vec<String> = (1_usize..)
        .zip(policies)
        .filter(|(_, policy)| policy.details.materials.is_none())
        .map(|(place, _)| place.to_string())
        .collect();
    if texts.is_empty() && unknown.is_empty() {
        return;
    }
    let mut list = Nodes::new();
    for (text, places) in texts {
        let places: Vec<String> = places.iter().map(ToString::to_string).collect();
        list.element("li", "", &format!("{text}{}", speaker.in_brackets(&places.join(speaker.enumeration()))));
    }
    let mut panel = Nodes::new();
    panel.element("h2", "", speaker.label(&Extra::SheetPapers));
    if !list.is_empty() {
        panel.element("p", "hint", speaker.label(&Extra::SheetPapersNote)).wrap("ul", "boxes", list);
    }
    if !unknown.is_empty() {
        panel.element("p", "", &speaker.papers_not_known(&unknown.join(speaker.enumeration())));
    }
    sheet.wrap("section", "panel", panel).with("data-testid", "sheet-papers");
}

/// A link as a QR code, drawn here; `None` where it is too long for one.
fn picture(link: &str, name: &str) -> Option<Html> {
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
    let whole = size.saturating_add(8);
    let mut inside = Nodes::new();
    inside
        .wrap("rect", "light", Nodes::new())
        .with("x", "-4")
        .with("y", "-4")
        .with("width", &whole.to_string())
        .with("height", &whole.to_string())
        .wrap("path", "dark", Nodes::new())
        .with("d", &path);
    let mut picture = Nodes::new();
    picture
        .wrap("svg", "qr", inside)
        .with("viewBox", &format!("-4 -4 {whole} {whole}"))
        .with("width", "240")
        .with("height", "240")
        .with("role", "img")
        .with("shape-rendering", "crispEdges")
        .with("aria-label", name);
    Some(picture.done())
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
