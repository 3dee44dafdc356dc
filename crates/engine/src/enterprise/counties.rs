//! The level of GB/T 2260 below the cities: counties, districts, cities of the rank of a county, banners.
//!
//! Their table is many times as large as that of the cities. A page fetches it after its first screen ([`install`]);
//! native programs carry it. What reads names by it is reached through a pointer that the table holds, so that it does
//! not weigh on the first piece of a page either.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::plain_name;
use super::simplified::simplified;
use super::tree::{Aliases, Code, NamedPlace, Tree};

/// A county, with what it is called.
#[derive(Clone, Copy, Debug)]
pub struct County {
    /// Its code and official name.
    pub place: NamedPlace,
    /// Its name without its kind; empty where that is a single character, which nobody says alone.
    pub short: &'static str,
    /// How that sounds: syllables without tones with blanks between them; further readings after bars.
    pub sounds: &'static str,
    /// Its English name.
    pub words: Aliases,
}

/// A county that there is no more.
#[derive(Clone, Copy, Debug)]
struct Retired {
    code: Code,
    name: &'static str,
    became: Code,
}

/// What a text means among the regions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// No place.
    Nothing,
    /// This place.
    One(Code),
    /// One of several places of that name.
    Several(Vec<Code>),
}

/// Names in their order, each with a place that bears it.
#[derive(Debug)]
struct Names(Vec<(&'static str, Code)>);

impl Names {
    fn of(names: impl Iterator<Item = (&'static str, Code)>) -> Self {
        let mut names: Vec<(&str, Code)> = names.filter(|(name, _)| !name.is_empty()).collect();
        crate::quantity::sort_by(&mut names, Ord::cmp);
        Self(names)
    }

    /// The places that bear a name.
    fn get<'n>(&'n self, name: &'n str) -> impl Iterator<Item = Code> + 'n {
        let start = self.0.partition_point(|(other, _)| *other < name);
        self.0
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(move |(other, _)| *other == name)
            .map(|(_, code)| *code)
    }
}

/// What places are called, to be looked up.
#[derive(Debug)]
struct Called {
    official: Names,
    /// Provinces and cities without their kind, and the words that people use for them.
    rows: Names,
    /// Counties without their kind.
    counties: Names,
    /// What the counties became that there are no more, by official names.
    before: Names,
    /// The same without their kind.
    before_short: Names,
    /// What the names of provinces and cities may begin a longer one as.
    outer: Vec<(Code, Vec<&'static str>)>,
}

/// All counties, in the order of their codes.
#[derive(Debug)]
pub(super) struct Counties {
    rows: Vec<County>,
    retired: Vec<Retired>,
    /// Made when a name is first read.
    called: OnceLock<Called>,
    /// [`Counties::meant`]; whether letters are read too.
    pub(super) ask: fn(&Self, &str, bool) -> Meant,
}

/// The tables by columns, which pack better than rows.
#[derive(Debug, Serialize, Deserialize)]
struct Packed {
    rows: Columns,
    retired: Columns,
}

/// A table whose first column are codes in their order.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Columns {
    /// From each code to the next.
    steps: Vec<u32>,
    /// The other columns, a line for each row.
    cells: [String; 3],
}

impl Columns {
    fn of(table: &str) -> Self {
        let mut columns = Self::default();
        let mut last = 0;
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let Some(code) = cells.next().and_then(|code| code.parse::<u32>().ok()) else { continue };
            columns.steps.push(code.saturating_sub(last));
            last = code;
            for column in &mut columns.cells {
                column.push_str(cells.next().unwrap_or_default());
                column.push('\n');
            }
        }
        columns
    }

    /// The rows again. The texts stay for as long as the program runs.
    fn rows(self) -> Vec<(Code, [&'static str; 3])> {
        let mut last = 0_u32;
        let [first, second, third] = self.cells.map(|column| &*String::leak(column));
        let cells = first.lines().zip(second.lines().zip(third.lines()));
        let rows = self.steps.iter().zip(cells).map(|(step, (first, (second, third)))| {
            last = last.saturating_add(*step);
            (Code::new(last), [first, second, third])
        });
        rows.collect()
    }
}

impl Packed {
    fn bundled() -> Self {
        Self {
            rows: Columns::of(include_str!("counties.tsv")),
            retired: Columns::of(include_str!("counties-retired.tsv")),
        }
    }
}

static COUNTIES: OnceLock<Counties> = OnceLock::new();

/// The counties, once they are here.
pub(super) fn counties() -> Option<&'static Counties> {
    // The page is all that is compiled for browsers, and all that must be small when it starts.
    if cfg!(target_family = "wasm") {
        COUNTIES.get()
    } else {
        Some(COUNTIES.get_or_init(|| Counties::new(Packed::bundled())))
    }
}

/// The counties as a page fetches them.
///
/// # Errors
/// Never for this table; the encoder's interface allows for it.
pub fn pack_counties() -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(&Packed::bundled())
}

/// Takes the counties that a page has fetched, once and for all; whether they are sound.
pub fn install_counties(bytes: &[u8]) -> bool {
    let Ok(packed) = postcard::from_bytes::<Packed>(bytes) else { return false };
    let counties = Counties::new(packed);
    let is_sound = !counties.rows.is_empty() && !counties.retired.is_empty();
    if is_sound {
        // Fetched twice, they are the same.
        drop(COUNTIES.set(counties));
    }
    is_sound
}

/// What may stand between the parts of a name that are written together.
const BETWEEN: [char; 9] = ['-', '/', '·', ',', '，', '、', '>', '＞', '|'];

impl Counties {
    fn new(packed: Packed) -> Self {
        let rows = packed.rows.rows().into_iter().map(|(code, [name, sounds, kind])| {
            let sound = sounds.split('|').next().unwrap_or_default();
            let syllables = sound.split(' ').count();
            let end = name.char_indices().nth(syllables).map_or(name.len(), |(end, _)| end);
            let short = if syllables > 1 { name.get(..end).unwrap_or_default() } else { "" };
            let words = Aliases { code, english: String::leak(english(sound, kind)), everyday: "" };
            County { place: NamedPlace { code, name, category: "" }, short, sounds, words }
        });
        let retired = packed.retired.rows().into_iter().filter_map(|(code, [name, became, _])| {
            Some(Retired { code, name, became: Code::new(became.parse().ok()?) })
        });
        Self { rows: rows.collect(), retired: retired.collect(), called: OnceLock::new(), ask: Self::meant }
    }

    pub(super) fn rows(&self) -> &[County] {
        &self.rows
    }

    pub(super) fn get(&self, code: Code) -> Option<&County> {
        self.rows.binary_search_by_key(&code, |county| county.place.code).ok().and_then(|index| self.rows.get(index))
    }

    /// What a code that is no longer in use became.
    pub(super) fn became(&self, code: Code) -> Option<Code> {
        let found = self.retired.binary_search_by_key(&code, |retired| retired.code).ok();
        found.and_then(|index| self.retired.get(index)).map(|retired| retired.became)
    }

    /// The place, or the places, that a name means, in simplified or traditional characters and, if wanted, in letters.
    fn meant(&self, text: &str, is_latin: bool) -> Meant {
        // How people type the letter without its dots.
        let text = text.trim_matches(BETWEEN).replace(['ü', 'Ü'], "v");
        let text = text.as_str();
        let found = self.named(text, is_latin);
        if found != Meant::Nothing {
            return found;
        }
        let simple = simplified(text);
        if simple == text { found } else { self.named(&simple, is_latin) }
    }

    fn named(&self, text: &str, is_latin: bool) -> Meant {
        let tree = Tree::Regions;
        if text.is_empty() {
            return Meant::Nothing;
        }
        let shared = tree.shared(text);
        let is_in_letters = text.chars().all(|c| c < '\u{2e80}');
        if !shared.is_empty() && (is_latin || !is_in_letters) {
            let spelled = self.rows.iter().filter(|county| is_in_letters && county.is_spelled(text));
            let others = self.short_counties(text).chain(spelled.map(|county| county.place.code));
            let others = others.filter(|code| !shared.iter().any(|outer| tree.within(*code, *outer)));
            return Meant::Several(shared.iter().copied().chain(others).collect());
        }
        if is_in_letters {
            return if is_latin { self.spelled(text) } else { Meant::Nothing };
        }
        let called = self.called();
        // A name that one place bears today, another bore until it was merged: it is not known which is meant.
        let official = Meant::of(called.official.get(text).chain(called.before.get(text)).collect());
        if official != Meant::Nothing {
            return official;
        }
        let rows: Vec<Code> = self.short_rows(text).collect();
        let leading = Meant::of(rows.iter().copied().filter(|code| leads(*code)).collect());
        if leading != Meant::Nothing {
            return leading;
        }
        if let Some(became) = tree.called_before(text) {
            return Meant::One(became);
        }
        let counties = self.short_counties(text).chain(called.before_short.get(text));
        let short = Meant::of(rows.into_iter().chain(counties).collect());
        if short != Meant::Nothing {
            return short;
        }
        Meant::of(self.joined(text.strip_prefix("中国").unwrap_or(text), Code::ROOT))
    }

    /// What the places are called, made once.
    fn called(&self) -> &Called {
        self.called.get_or_init(|| {
            let rows = || Tree::Regions.rows().iter();
            let counties = || self.rows.iter().map(|county| &county.place);
            let short = rows().flat_map(|row| Tree::Regions.stems(row.name).map(move |stem| (stem, row.code)));
            let words = Tree::Regions.words().iter();
            let words = words.flat_map(|words| words.everyday.split(' ').map(move |word| (word, words.code)));
            let retired = || self.retired.iter().filter(|retired| retired.name != "市辖区");
            Called {
                official: Names::of(rows().chain(counties()).map(|row| (row.name, row.code))),
                rows: Names::of(short.chain(words)),
                counties: Names::of(self.rows.iter().map(|county| (county.short, county.place.code))),
                before: Names::of(retired().map(|retired| (retired.name, retired.became))),
                before_short: Names::of(retired().map(|retired| (stem(retired.name), retired.became))),
                outer: rows()
                    .map(|row| {
                        let usual = (row.name == "内蒙古自治区").then_some("内蒙");
                        (row.code, [row.name, Tree::Regions.short(row.name)].into_iter().chain(usual).collect())
                    })
                    .collect(),
            }
        })
    }

    /// The provinces and cities that are called so without their kind; 恩施州 and its like, too.
    fn short_rows<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Code> + 't {
        let is_prefecture = |code: &Code| Tree::Regions.row(*code).is_some_and(|row| row.name.ends_with("自治州"));
        let half = text.strip_suffix('州').unwrap_or_default();
        self.called().rows.get(text).chain(self.called().rows.get(half).filter(is_prefecture))
    }

    /// The counties that are called so without their kind; 连南县 and its like, too.
    fn short_counties<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Code> + 't {
        let kind = text.chars().last();
        let is_autonomous = move |code: &Code| {
            let name = self.get(*code).map_or("", |county| county.place.name);
            name.contains("自治") && name.chars().last() == kind
        };
        let half = text.strip_suffix(['县', '旗']).unwrap_or_default();
        self.called().counties.get(text).chain(self.called().counties.get(half).filter(is_autonomous))
    }

    /// The places within another that a name means which may hold those of several levels: 广州市天河区 within Guangdong.
    fn within(&self, text: &str, outer: Code) -> Vec<Code> {
        let called = self.called();
        let is_inside = |code: &Code| *code != outer && Tree::Regions.within(*code, outer);
        let official: Vec<Code> = called.official.get(text).filter(is_inside).collect();
        if !official.is_empty() {
            return official;
        }
        let short: Vec<Code> = self.short_rows(text).chain(self.short_counties(text)).filter(is_inside).collect();
        if !short.is_empty() {
            return short;
        }
        let before = called.before.get(text).chain(called.before_short.get(text));
        let before: Vec<Code> = before.filter(|code| Tree::Regions.within(*code, outer)).collect();
        if before.is_empty() { self.joined(text, outer) } else { before }
    }

    /// The places that a text names after others which they lie in.
    fn joined(&self, text: &str, outer: Code) -> Vec<Code> {
        let mut found = Vec::new();
        let inside = |code: Code| code != outer && Tree::Regions.within(code, outer);
        for (code, names) in self.called().outer.iter().filter(|(code, _)| inside(*code)) {
            for name in names {
                let Some(rest) = text.strip_prefix(name) else { continue };
                let rest = rest.trim_start_matches(BETWEEN);
                // Addresses name all districts of a city, too, before the one: 北京市市辖区朝阳区.
                let rest = rest.strip_prefix("市辖区").unwrap_or(rest).trim_start_matches(BETWEEN);
                if !rest.is_empty() {
                    found.extend(self.within(rest, *code));
                }
            }
        }
        found
    }

    /// The places whose names in letters a text is: English, or by their sound.
    fn spelled(&self, text: &str) -> Meant {
        let tree = Tree::Regions;
        let plain = |name: &str| plain_name(name).replace(['\'', '’', ','], "").replace(['ü', 'Ü'], "v");
        let text = plain(text);
        let words = tree.words().iter().filter(|words| plain(words.english) == text).map(|words| words.code);
        let rows: Vec<Code> = words.chain(self.called().rows.get(&text)).collect();
        let leading = Meant::of(rows.iter().copied().filter(|code| leads(*code)).collect());
        if leading != Meant::Nothing {
            return leading;
        }
        let begins =
            |county: &County| county.sounds.split([' ', '|']).next().is_some_and(|first| text.starts_with(first));
        let is_it = |county: &&County| {
            begins(county) && (county.is_spelled(&text) || plain(county.words.english) == text)
                || county.sounds.contains('|') && county.is_spelled(&text)
        };
        let counties = self.rows.iter().filter(is_it).map(|county| county.place.code);
        Meant::of(rows.into_iter().chain(counties).collect())
    }
}

impl County {
    /// Whether small letters are how it sounds, with or without its kind.
    #[must_use]
    pub fn is_spelled(&self, text: &str) -> bool {
        let kind = match self.place.name.chars().last() {
            Some('区') => "qu",
            Some('县') => "xian",
            Some('市') => "shi",
            Some('旗') => "qi",
            _ => "",
        };
        self.sounds.split('|').any(|sound| {
            let rest = sound.split(' ').try_fold(text, |rest, syllable| rest.strip_prefix(syllable));
            rest.is_some_and(|rest| rest.is_empty() || rest == kind)
        })
    }
}

impl Meant {
    /// One place, or the one that holds all the others; else they all.
    fn of(mut codes: Vec<Code>) -> Self {
        crate::quantity::sort_by(&mut codes, Ord::cmp);
        codes.dedup();
        let widest = codes.iter().find(|outer| codes.iter().all(|inner| Tree::Regions.within(*inner, **outer)));
        match widest {
            Some(code) => Self::One(*code),
            None if codes.is_empty() => Self::Nothing,
            None => Self::Several(codes),
        }
    }
}

/// Provinces, and their capitals, whose codes end in 0100: they are meant by a name without its kind, whatever districts
/// elsewhere are called so.
fn leads(code: Code) -> bool {
    Tree::Regions.parent(code) == Code::ROOT || Tree::Regions.written(code).ends_with("0100")
}

/// A name without the kind of county that it says, if more than a character is left.
fn stem(name: &str) -> &str {
    let short = name.strip_suffix(['区', '县', '市', '旗']).filter(|short| short.chars().count() > 1);
    short.unwrap_or(name)
}

/// The English name of a county: how it sounds as a word, an apostrophe where a syllable begins with a vowel, and its
/// kind; or what stands after an equals sign.
fn english(sound: &str, kind: &str) -> String {
    if let Some(own) = kind.strip_prefix('=') {
        return own.to_owned();
    }
    let mut name = String::new();
    for (at, syllable) in sound.split(' ').enumerate() {
        let syllable = syllable.replace('v', "ü");
        let mut letters = syllable.chars();
        match letters.next() {
            Some(first) if at == 0 => name.extend(first.to_uppercase().chain(letters)),
            first => {
                if matches!(first, Some('a' | 'e' | 'o')) {
                    name.push('\'');
                }
                name.push_str(&syllable);
            }
        }
    }
    if !kind.is_empty() {
        name.push(' ');
        name.push_str(kind);
    }
    name
}
