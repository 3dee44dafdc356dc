//! One policy as a picture: for whom, how much, how, until when, where, on which documents; drawn from the catalogue, to
//! be saved, passed on or printed. Nothing that the person told is in it.

use gloo_events::EventListener;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, CanvasRenderingContext2d, HtmlCanvasElement, HtmlImageElement, XmlSerializer};
use yew::prelude::*;

use crate::browser::{create_element, element};
use crate::later::parts::{download, heading, offer, print_alone, told_region};
use crate::later::view::View;
use crate::model::route::Route;
use crate::wording::{CommonWord, PictureWord, PolicyWord, Speaker};
use engine::catalogue::{Criterion, Document, Policy};

/// The id of the picture.
const PICTURE: &str = "poster";

/// The width of the picture, and of the margin at its sides.
const WIDTH: u32 = 1080;
const MARGIN: u32 = 72;

/// More conditions than these are counted and not shown.
const MOST_CONDITIONS: usize = 7;

/// The colours: those of the light looks, whatever the page has, since the picture leaves it.
const ACCENT: &str = "#0b57a4";
const ACCENT_PIXEL: [u8; 3] = [0x0b, 0x57, 0xa4];
const INK: &str = "#1c2127";
const MUTED: &str = "#525c66";
const PAPER: &str = "#fff";

const FONTS: &str = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif";

/// The page.
pub(crate) fn picture(view: &View, name: &str) -> Html {
    let speaker = view.speaker();
    let found = view.catalogue().find(name).and_then(|id| view.catalogue().policy(id));
    match found {
        Some(policy) => html! {
            <>
                <p class="back"><a href={Route::Policy(policy.id.clone()).href()}>{ "← " }{ speaker.label(&PictureWord::ToPolicy) }</a></p>
                { heading(&format!("{}{}{}", speaker.label(&PictureWord::Title), speaker.colon(), view.name(policy.rule))) }
                <p>{ speaker.label(&PictureWord::Note) }</p>
                <Poster key={name} view={view.clone()} name={policy.id.clone()} />
            </>
        },
        None => html! {
            <>
                { heading(speaker.label(&PolicyWord::NotFound)) }
                <p>{ speaker.label(&PolicyWord::NotFoundText) }</p>
            </>
        },
    }
}

/// What a [`Poster`] needs.
#[derive(Clone, Debug, PartialEq, Properties)]
struct PosterProps {
    view: View,
    /// The policy's name in the catalogue.
    name: AttrValue,
}

/// The picture with the ways to take it away, and its text.
#[component]
fn Poster(props: &PosterProps) -> Html {
    let PosterProps { view, name } = props;
    let speaker = view.speaker();
    let said = use_state_eq(|| None::<PictureWord>);
    let found = view.catalogue().find(name).and_then(|id| view.catalogue().policy(id));
    let Some(policy) = found else { return html! { <div hidden=true></div> } };
    let content = Content::of(view, policy);
    let (shapes, height) = content.drawn();
    let save_svg = {
        let (said, name) = (said.clone(), name.clone());
        Callback::from(move |_: MouseEvent| {
            said.set(Some(if save_as_svg(&name) { PictureWord::Saved } else { PictureWord::NotSaved }));
        })
    };
    let save_png = {
        let (said, name) = (said.clone(), name.clone());
        Callback::from(move |_: MouseEvent| {
            let said = said.clone();
            let instead = name.clone();
            let done = Callback::from(move |is_saved: bool| {
                said.set(Some(match is_saved || save_as_svg(&instead) {
                    true if is_saved => PictureWord::Saved,
                    true => PictureWord::SavedAsSvg,
                    false => PictureWord::NotSaved,
                }));
            });
            if save_png(&name, height, &done).is_none() {
                done.emit(false);
            }
        })
    };
    let print = Callback::from(|_: MouseEvent| print_alone(PICTURE));
    html! {
        <>
            <p class="actions">
                <button type="button" class="button primary" onclick={save_png}>{ speaker.label(&PictureWord::SavePng) }</button>
                <button type="button" class="button" onclick={save_svg}>{ speaker.label(&PictureWord::SaveSvg) }</button>
                <button type="button" class="button" onclick={print}>{ speaker.label(&CommonWord::Print) }</button>
            </p>
            <p role="status" class="hint">{ said.map(|word| speaker.label(&word)) }</p>
            <div class="poster-frame">
                <svg id={PICTURE} class="poster" role="img" aria-labelledby="poster-title"
                    width={WIDTH.to_string()} height={height.to_string()} viewBox={format!("0 0 {WIDTH} {height}")}
                    font-family={FONTS}>
                    <title id="poster-title">{ format!("{}{}{}", speaker.label(&PictureWord::Title), speaker.colon(), content.title) }</title>
                    { shapes }
                </svg>
            </div>
            { content.written(&speaker) }
        </>
    }
}

/// What the picture says.
struct Content {
    title: String,
    /// How it reaches one and what sort of measure it is.
    tags: String,
    lead: String,
    sections: Vec<Section>,
    /// From where all this is, and what it is not.
    foot: Vec<String>,
}

/// A part of the picture.
struct Section {
    title: &'static str,
    lines: Vec<String>,
    /// Whether the lines follow one another.
    is_numbered: bool,
}

impl Content {
    fn of(view: &View, policy: Policy<'_>) -> Self {
        let speaker = view.speaker();
        let details = policy.details;
        let text = |id| speaker.text(id).to_owned();
        let section = |word: PictureWord, lines: Vec<String>, is_numbered: bool| Section {
            title: speaker.label(&word),
            lines,
            is_numbered,
        };
        let mut how: Vec<String> = details.steps.iter().map(|&step| text(step)).collect();
        if how.is_empty() {
            how.push(speaker.label(&policy.channel).to_owned());
        }
        let numbers = |document: &Document| {
            let number = document.number.map_or_else(String::new, |number| format!("　{}", speaker.text(number)));
            format!("《{}》{number}", speaker.text(document.title))
        };
        let mut tags = vec![speaker.label(&policy.category)];
        if !policy.is_background() {
            tags.insert(0, speaker.label(&policy.channel));
        }
        let sections = vec![
            section(PictureWord::Who, who(view, policy), false),
            section(PictureWord::HowMuch, vec![text(details.benefit.text)], false),
            section(PictureWord::How, how, details.steps.len() > 1),
            section(PictureWord::When, when(view, policy), false),
            section(PictureWord::Where, place(view, policy), false),
            section(PictureWord::Documents, details.documents.iter().map(numbers).collect(), false),
        ];
        let agency = speaker.local_source(details.source);
        let foot = [Some(speaker.catalogue_line()), agency, Some(speaker.label(&CommonWord::Disclaimer).to_owned())];
        Self {
            title: view.name(policy.rule).to_owned(),
            tags: tags.join(" · "),
            lead: text(details.summary),
            sections: sections.into_iter().filter(|section| !section.lines.is_empty()).collect(),
            foot: foot.into_iter().flatten().collect(),
        }
    }

    /// The same as text, for those who cannot see the picture or want to copy from it.
    fn written(&self, speaker: &Speaker<'_>) -> Html {
        html! {
            <details class="panel" data-testid="poster-text">
                <summary>{ speaker.label(&PictureWord::Text) }</summary>
                <p>{ self.lead.clone() }</p>
                for section in &self.sections {
                    <h2>{ section.title }</h2>
                    if section.is_numbered {
                        <ol>for line in &section.lines { <li>{ line.clone() }</li> }</ol>
                    } else {
                        <ul>for line in &section.lines { <li>{ line.clone() }</li> }</ul>
                    }
                }
                for line in &self.foot {
                    <p class="hint">{ line.clone() }</p>
                }
            </details>
        }
    }

    /// The shapes, and how high they are together.
    fn drawn(&self) -> (Html, u32) {
        let mut drawing = Drawing::default();
        let inside = WIDTH.saturating_sub(MARGIN.saturating_mul(2));
        drawing.down(60);
        drawing.text(&self.title, Type { size: 64, line: 88, bold: true, fill: PAPER }, MARGIN, inside);
        drawing.down(12);
        drawing.text(&self.tags, Type { size: 38, line: 54, bold: false, fill: PAPER }, MARGIN, inside);
        drawing.down(36);
        let band = drawing.bottom;
        drawing.down(28);
        drawing.text(&self.lead, Type { size: 44, line: 68, bold: false, fill: INK }, MARGIN, inside);
        for section in &self.sections {
            drawing.down(34);
            drawing.mark();
            drawing.text(section.title, Type { size: 48, line: 68, bold: true, fill: ACCENT }, MARGIN, inside);
            drawing.down(4);
            for (index, line) in section.lines.iter().enumerate() {
                let before =
                    if section.is_numbered { format!("{}.", index.saturating_add(1)) } else { "·".to_owned() };
                drawing.item(&before, line, Type { size: 42, line: 64, bold: false, fill: INK });
            }
        }
        drawing.down(36);
        for line in &self.foot {
            drawing.text(line, Type { size: 32, line: 48, bold: false, fill: MUTED }, MARGIN, inside);
        }
        drawing.down(48);
        let height = drawing.bottom;
        let shapes = html! {
            <>
                <rect width={WIDTH.to_string()} height={height.to_string()} fill={PAPER} />
                <rect width={WIDTH.to_string()} height={band.to_string()} fill={ACCENT} />
                { for drawing.shapes }
            </>
        };
        (shapes, height)
    }
}

/// For whom: the conditions as published, not how the person stands to them.
fn who(view: &View, policy: Policy<'_>) -> Vec<String> {
    let speaker = view.speaker();
    let all: Vec<&Criterion> = policy.criterion.demands(view.catalogue()).collect();
    let mut lines: Vec<String> =
        all.iter().take(MOST_CONDITIONS).map(|criterion| speaker.criterion(criterion)).collect();
    let left = all.len().saturating_sub(lines.len());
    if left > 0 {
        lines.push(speaker.more_conditions(left));
    }
    lines
}

/// By when.
fn when(view: &View, policy: Policy<'_>) -> Vec<String> {
    let speaker = view.speaker();
    let colon = speaker.colon();
    let window = speaker.window(policy, view.answer.on);
    let mut lines = vec![format!("{}{colon}{}", speaker.label(&CommonWord::Validity), speaker.period(policy.validity))];
    lines.extend(window.map(|window| format!("{}{colon}{window}", speaker.label(&CommonWord::Window))));
    lines.extend(policy.details.acts.iter().map(|act| speaker.act(act)));
    lines
}

/// Where, with the addresses, and whom to ask.
fn place(view: &View, policy: Policy<'_>) -> Vec<String> {
    let speaker = view.speaker();
    let region = told_region(view);
    let colon = speaker.colon();
    let mut lines: Vec<String> = Vec::new();
    for place in view.catalogue().places_for(policy, region) {
        let name = speaker.place_to_go(place, region);
        let ways = [place.url.clone(), place.phone.clone()];
        let ways: Vec<String> = ways.into_iter().flatten().collect();
        lines.push(if ways.is_empty() { name } else { format!("{name}{colon}{}", ways.join(speaker.comma())) });
    }
    if let Some(office) = policy.details.office {
        lines.push(format!("{}{colon}{}", speaker.label(&CommonWord::Office), speaker.text(office)));
    }
    if let Some(phone) = view.catalogue().number_to_ask(policy, region) {
        lines.push(format!("{}{colon}{phone}", speaker.label(&CommonWord::Phone)));
    }
    lines
}

/// How letters look.
#[derive(Clone, Copy, Debug)]
struct Type {
    size: u32,
    line: u32,
    bold: bool,
    fill: &'static str,
}

/// What was drawn so far, from the top down.
#[derive(Debug, Default)]
struct Drawing {
    shapes: Vec<Html>,
    bottom: u32,
}

impl Drawing {
    fn down(&mut self, by: u32) {
        self.bottom = self.bottom.saturating_add(by);
    }

    /// The mark at the left of a heading that follows.
    fn mark(&mut self) {
        let top = self.bottom.saturating_add(12).to_string();
        self.shapes.push(html! { <rect x="44" y={top} width="10" height="44" fill={ACCENT} /> });
    }

    /// A text in lines.
    fn text(&mut self, text: &str, look: Type, left: u32, width: u32) {
        for line in wrapped(text, width.saturating_mul(10).checked_div(look.size).unwrap_or(0)) {
            self.line(&line, look, left);
            self.down(look.line);
        }
    }

    /// A text in lines behind a mark or number.
    fn item(&mut self, before: &str, text: &str, look: Type) {
        const INDENT: u32 = 56;
        self.line(before, Type { fill: ACCENT, bold: true, ..look }, MARGIN);
        let left = MARGIN.saturating_add(INDENT);
        self.text(text, look, left, WIDTH.saturating_sub(left).saturating_sub(MARGIN));
    }

    fn line(&mut self, text: &str, look: Type, left: u32) {
        // The line below which letters hang, so that they stand in the middle.
        let y = self
            .bottom
            .saturating_add(look.line.saturating_add(look.size.saturating_mul(7).div_euclid(10)).div_euclid(2));
        self.shapes.push(html! {
            <text x={left.to_string()} y={y.to_string()} font-size={look.size.to_string()} fill={look.fill}
                font-weight={if look.bold { "700" } else { "400" }}>{ text.to_owned() }</text>
        });
    }
}

/// Marks that begin no line.
const CLOSING: &str = "，。；：、！？）》”’」』】％%)]},.;:!?";
/// Marks that end no line.
const OPENING: &str = "（《“‘「『【([{";

/// A text in lines of a width in tenths of the letters' size: Chinese by characters, other scripts by words.
fn wrapped(text: &str, width: u32) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for c in text.chars() {
        let goes_on = pieces.last().and_then(|piece| piece.chars().last()).is_some_and(|last| {
            let is_word = |c: char| c.is_ascii() && c != ' ';
            c == ' ' || CLOSING.contains(c) || OPENING.contains(last) || (is_word(last) && is_word(c))
        });
        match pieces.last_mut() {
            Some(piece) if goes_on => piece.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces {
        if !line.is_empty() && wide(&line).saturating_add(wide(piece.trim_end())) > width {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        if wide(piece.trim_end()) <= width {
            line.push_str(&piece);
            continue;
        }
        // An address longer than a line is cut where the line ends.
        for c in piece.chars() {
            if wide(&line).saturating_add(wide(c.encode_utf8(&mut [0; 4]))) > width {
                lines.push(std::mem::take(&mut line));
            }
            line.push(c);
        }
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// About how wide a text is, in tenths of the letters' size.
fn wide(text: &str) -> u32 {
    let of = |c: char| match c {
        ' ' | '.' | ',' | ':' | ';' | '/' | '(' | ')' | 'i' | 'l' | 'j' | '1' => 4,
        'A'..='Z' | 'm' | 'w' | '%' | '@' => 8,
        c if c.is_ascii() => 6,
        _ => 10,
    };
    text.chars().map(of).fold(0, u32::saturating_add)
}

/// The picture as it stands in the document, as a file of its own.
fn written_out() -> Option<String> {
    XmlSerializer::new().ok()?.serialize_to_string(&*element(PICTURE)?).ok()
}

/// Offers the picture as SVG; whether that worked.
fn save_as_svg(name: &str) -> bool {
    written_out().and_then(|text| download(&text, &format!("{name}.svg"), "image/svg+xml")).is_some()
}

/// Draws the picture on a canvas and offers that as PNG, then says whether it worked; `None` if it cannot even begin.
fn save_png(name: &str, height: u32, done: &Callback<bool>) -> Option<()> {
    // The content policy lets images in as data.
    let encoded: String = js_sys::encode_uri_component(&written_out()?).into();
    let image = HtmlImageElement::new().ok()?;
    let on_load = {
        let (image, name, done) = (image.clone(), format!("{name}.png"), done.clone());
        move |_: &Event| {
            if painted(&image, height, &name, &done).is_none() {
                done.emit(false);
            }
        }
    };
    let on_error = {
        let done = done.clone();
        move |_: &Event| done.emit(false)
    };
    EventListener::once(&image, "load", on_load).forget();
    EventListener::once(&image, "error", on_error).forget();
    image.set_src(&format!("data:image/svg+xml;charset=utf-8,{encoded}"));
    Some(())
}

/// Paints the picture and has it saved; `None` where the browser lets no page paint, or read what it has painted.
fn painted(image: &HtmlImageElement, height: u32, name: &str, done: &Callback<bool>) -> Option<()> {
    let canvas: HtmlCanvasElement = create_element("canvas")?.dyn_into().ok()?;
    canvas.set_width(WIDTH);
    canvas.set_height(height);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    let (width, height) = (f64::from(WIDTH), f64::from(height));
    context.draw_image_with_html_image_element_and_dw_and_dh(image, 0.0, 0.0, width, height).ok()?;
    // Browsers that guard against fingerprints give back white or noise.
    let corner = context.get_image_data(4.0, 4.0, 1.0, 1.0).ok()?.data();
    if corner.get(..3)? != ACCENT_PIXEL {
        return None;
    }
    let (name, done) = (name.to_owned(), done.clone());
    let save = Closure::once_into_js(move |file: JsValue| {
        let file: Option<Blob> = file.dyn_into().ok();
        done.emit(file.and_then(|file| offer(&file, &name)).is_some());
    });
    canvas.to_blob(save.unchecked_ref()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_wrapped_by_characters_and_marks_begin_no_line() {
        assert_eq!(wrapped("一二三四五六七", 30), ["一二三", "四五六", "七"]);
        assert_eq!(wrapped("一二三，四五", 30), ["一二", "三，四", "五"]);
        assert_eq!(wrapped("一二（三四）", 30), ["一二", "（三", "四）"]);
        assert_eq!(wrapped("", 30), Vec::<String>::new());
    }

    #[test]
    fn english_is_wrapped_by_words_and_a_long_address_is_cut() {
        assert_eq!(wrapped("one two three", 46), ["one two", "three"]);
        assert_eq!(wrapped("at https://example.cn/abcdef", 60), ["at", "https://exa", "mple.cn/ab", "cdef"]);
        for line in wrapped("at https://example.cn/abcdef and on", 60) {
            assert!(wide(&line) <= 60, "{line}");
        }
    }
}
