//! Chinese names as people type them by their sound or first letters.
//!
//! The table holds just the characters that are searched, those of the names of policies and places and of the everyday
//! words for places and wishes: a sound without tone (`v` for ü) and its characters; one with two sounds is there twice.

use std::collections::BTreeMap;
use std::sync::OnceLock;

const SOUNDS: &str = include_str!("pinyin.txt");

fn sounds() -> &'static BTreeMap<char, Vec<&'static str>> {
    static TABLE: OnceLock<BTreeMap<char, Vec<&'static str>>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
        for (sound, characters) in SOUNDS.lines().filter_map(|line| line.split_once(' ')) {
            for character in characters.chars() {
                table.entry(character).or_default().push(sound);
            }
        }
        table
    })
}

/// Whether some stretch of a name sounds like what was typed: whole syllables, first letters, or both mixed, the last
/// syllable perhaps cut off (`jiaji`, `yfjj`, `yanfa jj`). Only for letters; the name comes without marks and spaces.
pub(crate) fn sounds_like(name: &str, typed: &str) -> bool {
    if !may_be_sound(typed) {
        return false;
    }
    let characters: Vec<char> = name.chars().collect();
    (0..characters.len()).any(|start| characters.get(start..).is_some_and(|rest| begins(rest, typed)))
}

/// Whether syllables with blanks between them begin with what was typed: with whole syllables, or first letters, too.
pub(crate) fn begins_sound(sound: &str, typed: &str, with_initials: bool) -> bool {
    fn begins(sound: &str, typed: &str, with_initials: bool) -> bool {
        let (first, rest) = sound.split_once(' ').unwrap_or((sound, ""));
        let go_on = |left: &str| begins(rest, left, with_initials);
        typed.is_empty()
            || (!first.is_empty()
                && (first.starts_with(typed)
                    || typed.strip_prefix(first).is_some_and(go_on)
                    || (with_initials
                        && first.get(..1).and_then(|letter| typed.strip_prefix(letter)).is_some_and(go_on))))
    }
    may_be_sound(typed) && begins(sound, typed, with_initials)
}

/// The same of its beginning alone.
pub(crate) fn begins_like(name: &str, typed: &str) -> bool {
    may_be_sound(typed) && begins(&name.chars().collect::<Vec<char>>(), typed)
}

/// Whether these are the first letters of the first syllables of a name (`gd` of 广东省).
pub(crate) fn has_initials(name: &str, typed: &str) -> bool {
    let starts = |(letter, character): (u8, Option<char>)| {
        let sounds = character.and_then(|character| sounds().get(&character));
        sounds.is_some_and(|sounds| sounds.iter().any(|sound| sound.as_bytes().first() == Some(&letter)))
    };
    let characters = name.chars().map(Some).chain(std::iter::repeat(None));
    may_be_sound(typed) && typed.bytes().zip(characters).all(starts)
}

/// Small letters only; one alone says nothing.
fn may_be_sound(typed: &str) -> bool {
    (2..=40).contains(&typed.len()) && typed.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn begins(characters: &[char], typed: &str) -> bool {
    if typed.is_empty() {
        return true;
    }
    let Some((first, rest)) = characters.split_first() else { return false };
    let Some(sounds) = sounds().get(first) else { return false };
    sounds.iter().any(|sound| {
        sound.starts_with(typed)
            || typed.strip_prefix(sound).is_some_and(|left| begins(rest, left))
            || sound.get(..1).and_then(|letter| typed.strip_prefix(letter)).is_some_and(|left| begins(rest, left))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::whole_catalogue;
    use engine::catalogue::Language;
    use engine::enterprise::Tree;

    #[test]
    fn names_are_found_by_sound_and_first_letters() {
        let name = "研发费用100加计扣除";
        for typed in ["yanfa", "yffy", "jiajikouchu", "jjkc", "jiajikc", "yanf"] {
            assert!(sounds_like(name, typed), "{typed}");
        }
        for typed in ["y", "fayan", "jiajikoux", "研发"] {
            assert!(!sounds_like(name, typed), "{typed}");
        }
        assert!(sounds_like("无还本续贷", "huanben") && sounds_like("银行", "yinhang"), "the sound that fits");
    }

    #[test]
    fn the_beginning_and_first_letters_are_told_apart() {
        assert!(begins_like("餐饮业", "canyin") && begins_like("餐饮业", "canyy") && begins_like("餐饮业", "ca"));
        assert!(!begins_like("住宿和餐饮业", "canyin") && !begins_like("餐饮业", "c"));
        assert!(has_initials("广东省", "gd") && has_initials("广东省", "gds"));
        for typed in ["g", "gdsx", "guangdong", "ds", "广东"] {
            assert!(!has_initials("广东省", typed), "{typed}");
        }
    }

    #[test]
    fn every_character_that_is_searched_has_its_sound() {
        let loaded = whole_catalogue();
        let policies = loaded.rules().policies.iter().map(|policy| loaded.texts.get(policy.name, Language::ZhCn));
        let places = [Tree::Industries, Tree::Regions].into_iter().flat_map(|tree| {
            tree.rows().iter().map(|row| row.name).chain(tree.words().iter().map(|words| words.everyday))
        });
        let trades = Tree::Industries.trades().expect("they are here");
        let wishes = include_str!("wishes.tsv").lines().filter(|line| !line.starts_with(['#', '=']));
        let wishes = wishes.filter_map(|line| line.split('\t').next());
        let trades = trades.rows().iter().map(|row| row.name).chain(trades.words().iter().map(|word| word.text));
        let mut missing: Vec<char> = policies
            .chain(places)
            .chain(trades)
            .chain(wishes)
            .flat_map(str::chars)
            .filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c) && !sounds().contains_key(c))
            .collect();
        missing.sort_unstable();
        missing.dedup();
        assert!(missing.is_empty(), "add these with their sounds to src/later/search/pinyin.txt: {missing:?}");
    }
}
