use crate::first::nodes::Nodes;
use crate::first::view::Results;
use engine::catalogue::Source;

/// Says of what a local catalogue adds or replaces that it is of that one; of all else nothing.
pub(crate) fn source(into: &mut Nodes, results: &Results, source: Source) {
    if let Some(said) = results.speaker().local_source(source) {
        into.element("p", "why", &said).with("data-testid", "source");
    }
}

/// The same in brackets, behind a name.
pub(crate) fn source_behind(into: &mut Nodes, results: &Results, source: Source) {
    let speaker = results.speaker();
    if let Some(said) = speaker.local_source(source) {
        into.element("span", "seen", &speaker.in_brackets(&said));
    }
}
