//! Tables that may be wider than the screen.

use yew::{Html, html};

/// A table that scrolls by itself where the screen is too narrow for it, with the cells of its heading and its rows.
pub(crate) fn scrolled_table(labelled_by: &'static str, head: Html, rows: Html) -> Html {
    html! {
        <div class="scroll" role="group" tabindex="0" aria-labelledby={labelled_by}>
            <table class="table chart">
                <thead><tr>{ head }</tr></thead>
                <tbody>{ rows }</tbody>
            </table>
        </div>
    }
}

/// The cells of a heading.
pub(crate) fn columns(names: &[&str]) -> Html {
    html! {
        for name in names {
            <th scope="col">{ *name }</th>
        }
    }
}
