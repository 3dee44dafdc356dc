use yew::{Html, html};

use crate::first::Send;
use crate::first::combobox::PlacePicker;
use crate::first::figure_field::figure_field;
use crate::first::nodes::Nodes;
use crate::later::parts::heading;
use crate::later::parts::{TextOut, size_line};
use crate::later::view::View;
use crate::model::route::Route;
use crate::model::state::figures;
use crate::wording::Tool;
use engine::enterprise::{Facts, Figure, Outside, Possible, SIZE_CLASSES, SizeStandard, Tree};

/// The size test: the industry, only the figures that it looks at, the class with how far its neighbours are.
pub(crate) fn size(view: &View, send: &Send) -> Html {
    let speaker = view.speaker();
    let trace = &view.answer.size;
    let profile = &view.parsed.profile;
    let test = trace.test(profile, &view.catalogue().facts);
    let told =
        profile.given(Facts::INDUSTRY).is_some() && Figure::ALL.iter().any(|of| profile.given(of.fact()).is_some());
    let mut page = Nodes::new();
    heading(&mut page, speaker.label(&Tool::SizeTitle));
    page.element("p", "lead", speaker.label(&Tool::SizeIntro));
    page.push(html! {
        <div class="panel tool-form">
            <PlacePicker tree={Tree::Industries} view={(**view).clone()} send={send.clone()} />
            for figure in figures(trace, &view.state.draft) {
                <div key={figure.fact().0}>{ figure_field(view, send, figure) }</div>
            }
        </div>
    });
    let mut live = Nodes::new();
    live.push(size_line(view));
    let outside = match profile.given(Facts::INDUSTRY) {
        Some(Possible::Places(codes)) => codes.first().and_then(|&code| Outside::of(code)),
        _ => None,
    };
    if let Some(outside) = outside {
        live.element("p", "notice-line", &speaker.outside(outside));
    }
    let steps = test.as_ref().map(|test| {
        let up = test.up.as_ref().map(|up| speaker.class_up(up));
        let down = test.down.as_ref().map(|down| speaker.class_down(down));
        [up, down]
    });
    let mut list = Nodes::new();
    for step in steps.into_iter().flatten().flatten() {
        list.element("li", "", &step);
    }
    if !list.is_empty() {
        live.element("h2", "", speaker.label(&Tool::Neighbours)).wrap("ul", "", list);
    }
    // In a piece of its own: what comes and goes must not move the field being typed in.
    let mut rest = Nodes::new();
    rest.wrap("section", "panel", live).with("data-testid", "size-result").with("aria-live", "polite");
    if told && (trace.class().is_some() || outside.is_some()) {
        let mut out = Nodes::new();
        out.element("h2", "", speaker.label(&Tool::Statement));
        let text = speaker.size_statement(profile, trace, test.as_ref(), view.answer.on);
        let label = speaker.label(&Tool::Statement);
        out.push(html! { <TextOut view={view.clone()} id="size-statement" {label} {text} /> });
        rest.wrap("section", "panel", out);
    }
    let mut on = Nodes::new();
    on.link("button primary", &Route::Start.href(), speaker.label(&Tool::ToMatcher));
    rest.wrap("p", "actions", on);
    table(&mut rest, view);
    page.wrap("div", "", rest);
    page.done()
}

/// All bounds of the standard in force.
fn table(page: &mut Nodes, view: &View) {
    let speaker = view.speaker();
    let Some(standard) = SizeStandard::on(view.answer.on) else { return };
    let mut head = Nodes::new();
    head.element("th", "", speaker.label(&Tool::CategoryName)).with("scope", "col");
    for class in SIZE_CLASSES.iter().skip(1) {
        head.element("th", "", speaker.label(class)).with("scope", "col");
    }
    let mut rows = Nodes::new();
    for category in &standard.categories {
        let mut row = Nodes::new();
        row.element("th", "", speaker.category(category)).with("scope", "row");
        for class in SIZE_CLASSES.iter().skip(1) {
            let mut cell = Nodes::new();
            for (figure, bounds) in &category.bounds {
                let least = class.index().checked_sub(1).and_then(|index| bounds.get(index)).copied().unwrap_or(0);
                let bound = speaker.between(*figure, Some(least), None);
                cell.element("div", "", &format!("{} {bound}", speaker.fact(figure.fact())));
            }
            row.wrap("td", "", cell);
        }
        rows.wrap("tr", "", row);
    }
    let mut heads = Nodes::new();
    heads.wrap("tr", "", head);
    let mut whole = Nodes::new();
    whole.wrap("thead", "", heads).wrap("tbody", "", rows);
    let mut scroll = Nodes::new();
    scroll.wrap("table", "bounds", whole);
    let label = speaker.label(&Tool::AllCategories);
    let mut details = Nodes::new();
    details.element("summary", "", label).wrap("div", "scroll", scroll).with("role", "region");
    details.with("aria-label", label).with("tabindex", "0");
    details.element("p", "hint", speaker.one_short());
    let mut panel = Nodes::new();
    panel.wrap("details", "", details);
    page.wrap("section", "panel", panel);
}
