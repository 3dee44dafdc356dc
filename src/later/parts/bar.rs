//! A picture of one row: bars and lines over a common width. It is for the eye; the words beside it say the same.
//!
//! Places are in thousandths of the width, so that nothing needs floating point and any screen width will do.

use yew::{Html, html};

/// The picture with its shapes.
pub(crate) fn picture(shapes: Html) -> Html {
    html! { <svg class="bar" width="100%" height="24" aria-hidden="true" focusable="false">{ shapes }</svg> }
}

/// A bar from one place to another.
pub(crate) fn span(class: &'static str, from: i64, to: i64) -> Html {
    let (from, to) = (from.clamp(0, 1000), to.clamp(0, 1000));
    // However short, a bar can be seen.
    let width = to.saturating_sub(from).max(4);
    html! { <rect {class} x={percent(from)} y="4" width={percent(width)} height="16" /> }
}

/// An upright line.
pub(crate) fn line(class: &'static str, at: i64) -> Html {
    html! { <line {class} x1={percent(at)} x2={percent(at)} y1="0" y2="24" /> }
}

/// A word at a place.
pub(crate) fn word(at: i64, text: &str) -> Html {
    html! { <text x={percent(at)} y="17">{ text }</text> }
}

fn percent(thousandths: i64) -> String {
    format!("{}.{}%", thousandths.div_euclid(10), thousandths.rem_euclid(10))
}

/// Where a number lies between two others, in thousandths.
pub(crate) fn thousandths(number: i64, low: i64, high: i64) -> i64 {
    let (part, whole) = (i128::from(number.saturating_sub(low)), i128::from(high.saturating_sub(low).max(1)));
    let place = part.saturating_mul(1000).checked_div(whole).unwrap_or(0);
    i64::try_from(place.clamp(0, 1000)).unwrap_or(0)
}
