//! What people want in everyday words (招人, 房租, 欠款), and what in the catalogue is meant by it.

use std::sync::OnceLock;

use crate::later::search::fold;
use engine::catalogue::Category;

/// A row of the table beside this file.
#[derive(Debug)]
pub(crate) struct Wish {
    /// How it is typed, folded.
    words: Vec<String>,
    /// What names and texts of such policies say in Chinese, folded.
    pub(crate) texts: Vec<String>,
    /// Categories that are meant as a whole.
    pub(crate) categories: Vec<Category>,
    /// The names of facts that criteria of such policies test.
    pub(crate) facts: Vec<&'static str>,
}

/// The table.
#[derive(Debug)]
struct Table {
    wishes: Vec<Wish>,
    /// Words that say nothing by themselves, the longest first.
    fillers: Vec<String>,
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let (mut wishes, mut fillers) = (Vec::new(), Vec::new());
        let words = |cell: &str| cell.split(' ').map(fold).filter(|word| !word.is_empty()).collect::<Vec<String>>();
        for line in include_str!("wishes.tsv").lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let mut next = || cells.next().unwrap_or_default();
            let (typed, meant) = (next(), next());
            if typed == "=" {
                fillers = words(meant);
                continue;
            }
            let find = |id: &str| Category::ALL.iter().copied().find(|category| category.id() == id);
            wishes.push(Wish {
                words: words(typed),
                texts: words(meant),
                categories: next().split(' ').filter_map(find).collect(),
                facts: next().split(' ').filter(|name| !name.is_empty()).collect(),
            });
        }
        fillers.sort_by_key(|word| std::cmp::Reverse(word.len()));
        Table { wishes, fillers }
    })
}

/// What a word wants, and whether it is just that: by a Chinese one within it, the longest; by an English one or pinyin as a
/// whole.
pub(crate) fn wish(word: &str) -> Option<(&'static Wish, bool)> {
    let fits = |known: &str| {
        if known.is_ascii() { known == word } else { word.contains(known) || (word.len() > 4 && sounds(known, word)) }
    };
    let found = table().wishes.iter().filter_map(|wish| {
        let longest = wish.words.iter().filter(|known| fits(known)).map(String::len).max()?;
        Some((longest, wish))
    });
    // Of equally long ones the first.
    let (length, wish) = found.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    Some((wish, word.is_ascii() || length == word.len()))
}

fn sounds(known: &str, typed: &str) -> bool {
    // Letters alone; the beginning of a syllable at the end is enough.
    known.chars().count() > 1
        && super::begins_like(known, typed)
        && typed.len() >= known.chars().count().saturating_mul(2)
}

/// The parts of a word between those that say nothing by themselves; nothing where there are none of these in it.
pub(crate) fn without_fillers(word: &str) -> Option<Vec<String>> {
    let mut rest = word.to_owned();
    for filler in &table().fillers {
        if filler.is_ascii() {
            if *filler == rest {
                rest.clear();
            }
        } else {
            rest = rest.replace(filler.as_str(), " ");
        }
    }
    // A character that is left over says nothing either.
    let says = |part: &&str| part.chars().count() > 1;
    (rest != word).then(|| rest.split(' ').filter(says).map(str::to_owned).collect())
}

/// Some wishes to choose from, the commonest first.
pub(crate) const SHOWN: [[&str; 2]; 10] = [
    ["招人", "hiring"],
    ["贷款", "loan"],
    ["房租", "rent"],
    ["欠款", "arrears"],
    ["交社保", "social-security"],
    ["买设备", "equipment"],
    ["研发", "research"],
    ["开店", "startup"],
    ["出口", "export"],
    ["少交税", "tax"],
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::whole_catalogue;

    #[test]
    fn the_table_names_what_there_is_and_each_word_once() {
        let loaded = whole_catalogue();
        let mut all: Vec<&String> = table().wishes.iter().flat_map(|wish| &wish.words).collect();
        assert!(all.len() >= 80, "{}", all.len());
        // One character is within too many others.
        assert!(all.iter().all(|word| word.chars().count() > 1));
        all.sort();
        let twice: Vec<_> = all.windows(2).filter(|pair| pair.first() == pair.get(1)).collect();
        assert_eq!(twice, Vec::<&[&String]>::new());
        for line in include_str!("wishes.tsv").lines().filter(|line| !line.starts_with(['#', '='])) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "{line}");
            let [_, texts, categories, facts] = cells[..] else { continue };
            assert!(!texts.is_empty(), "{line}");
            let known = |id: &str| Category::ALL.iter().any(|category| category.id() == id);
            assert!(categories.split(' ').all(|id| id.is_empty() || known(id)), "{line}");
            let unknown: Vec<&str> =
                facts.split(' ').filter(|id| !id.is_empty() && loaded.rules().facts.find(id).is_none()).collect();
            assert_eq!(unknown, Vec::<&str>::new(), "{line}");
        }
        for word in SHOWN.as_flattened() {
            assert!(wish(&fold(word)).is_some(), "{word}");
        }
    }

    #[test]
    fn a_wish_is_found_within_a_sentence_by_its_longest_word_and_by_sound() {
        let first = |typed: &str| wish(&fold(typed)).map(|(wish, _)| wish.words.first().cloned().unwrap_or_default());
        for (typed, found) in [
            ("招人", Some("招人")),
            ("我想招大学生", Some("招大学生")),
            ("大学生创业", Some("大学生创业")),
            ("zhaoren", Some("招人")),
            ("fangzu", Some("房租")),
            ("hire", Some("招人")),
            ("Rent", Some("房租")),
            ("current", None),
            ("zr", None),
            ("小型微利企业", None),
        ] {
            assert_eq!(first(typed).as_deref(), found, "{typed}");
        }
        assert_eq!(without_fillers("餐饮怎么申请"), Some(vec!["餐饮".to_owned()]));
        assert_eq!(without_fillers("餐饮"), None);
        assert!(wish("招人").is_some_and(|(_, is_all)| is_all) && wish("想招人").is_some_and(|(_, is_all)| !is_all));
    }
}
