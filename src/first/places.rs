//! The places that are looked for: which are found by their names alone, what they lie in, where they are entered.

use engine::enterprise::{Code, FactId, Facts, Tree};

/// The most places offered for a search.
pub(crate) const MOST_OFFERED: usize = 30;

/// The fact that holds the place.
pub(super) fn fact_of(tree: Tree) -> FactId {
    match tree {
        Tree::Regions => Facts::REGION,
        Tree::Industries => Facts::INDUSTRY,
    }
}

/// The place at the top that a place lies in.
pub(super) fn top(tree: Tree, code: Code) -> Code {
    let mut top = code;
    loop {
        let parent = tree.parent(top);
        if parent == Code::ROOT || parent == top {
            return top;
        }
        top = parent;
    }
}

/// The places that have a text in their name, for the moment before the words that people use have come.
pub(crate) fn by_name(tree: Tree, typed: &str) -> Vec<Code> {
    let typed = typed.trim();
    if typed.is_empty() {
        return tree.children(Code::ROOT).to_vec();
    }
    let exact = tree.find(typed);
    let named = tree.rows().iter().filter(|row| row.name.contains(typed)).map(|row| row.code);
    exact.into_iter().chain(named.filter(|code| Some(*code) != exact)).take(MOST_OFFERED).collect()
}

/// Whether a text says anything.
pub(super) fn says_something(typed: &str) -> bool {
    !typed.trim().is_empty()
}

/// The places that a code lies in, and itself, below those at the top and from the top down: they can be narrowed further.
pub(super) fn between(tree: Tree, code: Code) -> Vec<Code> {
    let mut levels: Vec<Code> = tree.upwards(code).take(3).filter(|level| tree.parent(*level) != Code::ROOT).collect();
    levels.dedup();
    levels.reverse();
    levels
}

/// The id of its field on the page.
pub(super) fn field_id(tree: Tree) -> &'static str {
    match tree {
        Tree::Regions => "f-region",
        Tree::Industries => "f-industry",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_name_alone_each_place_is_offered_once() {
        let found = by_name(Tree::Industries, "餐饮");
        let names: Vec<&str> =
            found.iter().filter_map(|&code| Tree::Industries.row(code)).map(|row| row.name).collect();
        assert_eq!(names, ["餐饮业", "住宿和餐饮业"]);
        assert_eq!(by_name(Tree::Regions, " ").len(), 34);
        assert_eq!(by_name(Tree::Industries, "Ｈ６２").first(), Tree::Industries.find("H62").as_ref());
        assert!(by_name(Tree::Regions, "。").is_empty(), "what says nothing finds nothing");
    }
}
