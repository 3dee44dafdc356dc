use yew::Html;

use crate::first::nodes::Nodes;

/// A picture of one row: bars and lines over a common width. It is for the eye; the words beside it say the same.
///
/// Places are in thousandths of the width, so that nothing needs floating point and any screen width will do.
#[derive(Default)]
pub(crate) struct Bar(Nodes);

impl Bar {
    /// Adds a bar from one place to another.
    pub(crate) fn span(&mut self, class: &'static str, from: i64, to: i64) -> &mut Self {
        let (from, to) = (from.clamp(0, 1000), to.clamp(0, 1000));
        // What is there at all can be seen.
        let width = to.saturating_sub(from).max(4);
        self.0
            .wrap("rect", class, Nodes::new())
            .with("x", &percent(from))
            .with("y", "4")
            .with("width", &percent(width))
            .with("height", "16");
        self
    }

    /// Adds an upright line.
    pub(crate) fn line(&mut self, class: &'static str, at: i64) -> &mut Self {
        let at = percent(at);
        self.0.wrap("line", class, Nodes::new()).with("x1", &at).with("x2", &at).with("y1", "0").with("y2", "24");
        self
    }

    /// Adds a word at a place.
    pub(crate) fn word(&mut self, at: i64, word: &str) -> &mut Self {
        self.0.element("text", "", word).with("x", &percent(at)).with("y", "17");
        self
    }

    /// The picture.
    pub(crate) fn done(self) -> Html {
        let mut whole = Nodes::new();
        whole
            .wrap("svg", "bar", self.0)
            .with("width", "100%")
            .with("height", "24")
            .with("aria-hidden", "true")
            .with("focusable", "false");
        whole.done()
    }
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
