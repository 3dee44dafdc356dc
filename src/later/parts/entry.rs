//! A name and what it is.

use yew::{Html, html};

/// A name and what it is, as they stand in a `<dl>`.
pub(crate) fn entry(name: &str, value: impl Into<Html>) -> Html {
    let value: Html = value.into();
    html! { <div><dt>{ name }</dt><dd>{ value }</dd></div> }
}
