//! The official trees of regions (GB/T 2260) and industries (GB/T 4754).

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::counties::{Counties, County, Meant, counties};
use super::trades::{Reading, Trades, trades};
use super::{TypedError, plain_name};
use crate::quantity::{Interval, sort_by};

/// A place in a [`Tree`]; [`Code::ROOT`] is the whole tree.
///
/// Regions keep their six digits (GB/T 2260). Industries (GB/T 4754) are the section's number times 10,000 plus the
/// four digits of the class, zeros where it is not that fine: section C is 30,000, division C13 is 31,300.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Code(u32);

impl Code {
    /// Everything: the nation, or all industries.
    pub const ROOT: Self = Self(0);

    /// The code with a number.
    pub(super) const fn new(number: u32) -> Self {
        Self(number)
    }

    /// Its number.
    pub(super) const fn number(self) -> u32 {
        self.0
    }
}

/// The two official trees that enterprises are placed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Tree {
    /// Administrative divisions, GB/T 2260: province, prefecture, county.
    Regions,
    /// Industries, GB/T 4754-2017: section, division, group, class.
    Industries,
}

/// One named place in a tree.
#[derive(Clone, Copy, Debug)]
pub struct NamedPlace {
    /// Its code.
    pub code: Code,
    /// Its official name.
    pub name: &'static str,
    /// Its category in the size standard; empty where it has none or where it must be read from finer places.
    pub category: &'static str,
}

/// What else people call a place.
#[derive(Clone, Copy, Debug)]
pub struct Aliases {
    /// The place.
    pub code: Code,
    /// Its English name; for industries not official.
    pub english: &'static str,
    /// More words people search it by: pinyin, everyday words.
    pub everyday: &'static str,
}

/// The kinds of regions that stand behind their names, with the peoples that autonomous ones are named after; what ends
/// in another comes before that.
const KINDS: [&str; 30] = [
    "土家族苗族自治州",
    "布依族苗族自治州",
    "傣族景颇族自治州",
    "蒙古族藏族自治州",
    "哈尼族彝族自治州",
    "柯尔克孜自治州",
    "苗族侗族自治州",
    "壮族苗族自治州",
    "藏族羌族自治州",
    "黎族苗族自治县",
    "朝鲜族自治州",
    "哈萨克自治州",
    "傈僳族自治州",
    "蒙古自治州",
    "白族自治州",
    "回族自治州",
    "彝族自治州",
    "傣族自治州",
    "藏族自治州",
    "黎族自治县",
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
    "特别行政区",
    "自治区",
    "地区",
    "林区",
    "盟",
    "省",
    "市",
];

impl Tree {
    /// All named places, in the order of their codes; of regions those above the counties, of industries the divisions and the
    /// groups that a size depends on.
    #[must_use]
    pub fn rows(self) -> &'static [NamedPlace] {
        static REGIONS: OnceLock<Vec<NamedPlace>> = OnceLock::new();
        static INDUSTRIES: OnceLock<Vec<NamedPlace>> = OnceLock::new();
        match self {
            Self::Regions => REGIONS.get_or_init(|| self.read(include_str!("regions.tsv"))),
            Self::Industries => INDUSTRIES.get_or_init(|| self.read(include_str!("industries.tsv"))),
        }
    }

    /// The counties of the regions, in the order of their codes; none before a page has fetched them.
    #[must_use]
    pub fn counties(self) -> &'static [County] {
        self.finer().map_or(&[], Counties::rows)
    }

    /// Whether a code is that of a county, which is nothing without its city: several cities have a district of that name.
    #[must_use]
    pub fn is_county(self, code: Code) -> bool {
        self.finer().is_some_and(|counties| counties.get(code).is_some())
    }

    /// What lies below the rows, if it is here.
    fn finer(self) -> Option<&'static Counties> {
        if self == Self::Regions { counties() } else { None }
    }

    /// What lies below the rows of the industries, and the words for them; nothing before a page has fetched it.
    #[must_use]
    pub fn trades(self) -> Option<&'static Trades> {
        if self == Self::Industries { trades() } else { None }
    }

    /// The industries that a text may mean as people say it.
    fn told(self, text: &str, reading: Reading) -> Vec<Code> {
        self.trades().map_or_else(Vec::new, |trades| (trades.ask)(trades, text, reading))
    }

    fn read(self, table: &'static str) -> Vec<NamedPlace> {
        let rows = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let mut cells = line.split('\t');
            let code = self.number(cells.next()?)?;
            Some(NamedPlace { code, name: cells.next()?, category: cells.next().unwrap_or("") })
        });
        let mut rows: Vec<NamedPlace> = rows.collect();
        sort_by(&mut rows, |a, b| a.code.cmp(&b.code));
        rows
    }

    /// What else people call each place, in the order of the codes. A table of its own, so that a page can load it
    /// later.
    #[must_use]
    pub fn words(self) -> &'static [Aliases] {
        static REGIONS: OnceLock<Vec<Aliases>> = OnceLock::new();
        static INDUSTRIES: OnceLock<Vec<Aliases>> = OnceLock::new();
        match self {
            Self::Regions => REGIONS.get_or_init(|| self.read_words(include_str!("regions-words.tsv"))),
            Self::Industries => INDUSTRIES.get_or_init(|| self.read_words(include_str!("industries-words.tsv"))),
        }
    }

    fn read_words(self, table: &'static str) -> Vec<Aliases> {
        let words = table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
            let mut cells = line.split('\t');
            let code = self.number(cells.next()?)?;
            Some(Aliases { code, english: cells.next()?, everyday: cells.next().unwrap_or("") })
        });
        let mut words: Vec<Aliases> = words.collect();
        sort_by(&mut words, |a, b| a.code.cmp(&b.code));
        words
    }

    /// What else people call a place that has a name of its own.
    #[must_use]
    pub fn aliases(self, code: Code) -> Option<&'static Aliases> {
        let words = self.words();
        let found = words.binary_search_by_key(&code, |words| words.code).ok().and_then(|index| words.get(index));
        found.or_else(|| self.finer()?.get(code).map(|county| &county.words))
    }

    /// The English name of a place that has one of its own.
    #[must_use]
    pub fn english(self, code: Code) -> Option<&'static str> {
        self.aliases(code).map(|words| words.english)
    }

    /// Reads the code, or the name in either language, of a place; of regions also its pinyin.
    ///
    /// # Errors
    /// [`TypedError`] when no place bears it, or several do.
    pub fn find_named(self, text: &str) -> Result<Code, TypedError> {
        if let Some(meant) = self.meant(text, true) {
            return match meant {
                Meant::One(code) => Ok(code),
                Meant::Nothing => Err(TypedError::Unknown),
                Meant::Several(_) => Err(TypedError::Several),
            };
        }
        if let Some(code) = self.find(text) {
            return Ok(code);
        }
        if self.is_shared(text) {
            return Err(TypedError::Several);
        }
        let name = plain_name(text);
        let bearing = self.words().iter().filter(|words| !name.is_empty() && plain_name(words.english) == name);
        let bearing: Vec<Code> = bearing.map(|words| words.code).collect();
        // Jilin is a province and a city within it: what holds all of them is surely meant.
        let widest = bearing.iter().find(|outer| bearing.iter().all(|inner| self.within(*inner, **outer)));
        match widest {
            Some(code) => Ok(*code),
            None if bearing.is_empty() => Err(TypedError::Unknown),
            None => Err(TypedError::Several),
        }
    }

    /// What a code or name means, once all names are here.
    fn meant(self, text: &str, is_latin: bool) -> Option<Meant> {
        let counties = self.finer()?;
        let text = plain_name(text);
        Some(match self.number(&text) {
            Some(code) => self.current(code).map_or(Meant::Nothing, Meant::One),
            None => (counties.ask)(counties, &text, is_latin),
        })
    }

    /// The sizes of the blocks of codes at each level, from the top.
    fn blocks(self) -> &'static [u32] {
        match self {
            Self::Regions => &[10_000, 100, 1],
            Self::Industries => &[10_000, 100, 10, 1],
        }
    }

    /// The block of codes that `code` stands for: its own size.
    fn block(self, code: Code) -> u32 {
        self.blocks().iter().copied().find(|block| code.0.checked_rem(*block) == Some(0)).unwrap_or(1)
    }

    /// Whether `inner` lies within `outer` (or is it).
    #[must_use]
    pub fn within(self, inner: Code, outer: Code) -> bool {
        outer == Code::ROOT || {
            let block = self.block(outer);
            inner != Code::ROOT && inner.0.checked_div(block) == outer.0.checked_div(block)
        }
    }

    /// The places directly below `code` that have names.
    #[must_use]
    pub fn children(self, code: Code) -> &'static [Code] {
        static REGIONS: OnceLock<Vec<(Code, Vec<Code>)>> = OnceLock::new();
        static INDUSTRIES: OnceLock<Vec<(Code, Vec<Code>)>> = OnceLock::new();
        let families = match self {
            Self::Regions => REGIONS.get_or_init(|| self.families()),
            Self::Industries => INDUSTRIES.get_or_init(|| self.families()),
        };
        let found = families.binary_search_by_key(&code, |(parent, _)| *parent).ok();
        found.and_then(|index| families.get(index)).map_or(&[], |(_, children)| children)
    }

    /// Every named place that has named parts, with the nearest of them; the root first.
    fn families(self) -> Vec<(Code, Vec<Code>)> {
        let mut families: Vec<(Code, Vec<Code>)> = Vec::new();
        for row in self.rows() {
            let above = self.parent(row.code);
            let named = above == Code::ROOT || self.rows().binary_search_by_key(&above, |row| row.code).is_ok();
            let parent = if named { above } else { Code::ROOT };
            match families.iter_mut().find(|(other, _)| *other == parent) {
                Some((_, children)) => children.push(row.code),
                None => families.push((parent, vec![row.code])),
            }
        }
        sort_by(&mut families, |(a, _), (b, _)| a.cmp(b));
        families
    }

    /// Whether every place within `code` lies within one of `codes`.
    ///
    /// A province is covered by all its prefectures; a place without named parts only by itself or what is above it.
    #[must_use]
    pub fn covered(self, code: Code, codes: &[Code]) -> bool {
        if codes.iter().any(|&outer| self.within(code, outer)) {
            return true;
        }
        if !codes.iter().any(|&inner| self.within(inner, code)) {
            return false;
        }
        let children = self.children(code);
        !children.is_empty() && children.iter().all(|&child| self.covered(child, codes))
    }

    /// Whether no place within `code` lies within any of `codes`.
    #[must_use]
    pub fn apart(self, code: Code, codes: &[Code]) -> bool {
        codes.iter().all(|&other| !self.within(code, other) && !self.within(other, code))
    }

    /// The named place of `code`, or the nearest named one above it.
    #[must_use]
    pub fn row(self, code: Code) -> Option<&'static NamedPlace> {
        self.upwards(code).find_map(|code| self.named(code))
    }

    /// The place that a code is of.
    fn named(self, code: Code) -> Option<&'static NamedPlace> {
        let rows = self.rows();
        let found = rows.binary_search_by_key(&code, |row| row.code).ok().and_then(|index| rows.get(index));
        found.or_else(|| self.finer()?.get(code).map(|county| &county.place)).or_else(|| self.trades()?.get(code))
    }

    /// The places directly below `code` to choose among: its children, and what is finer, trades or counties.
    #[must_use]
    pub fn parts(self, code: Code) -> Vec<Code> {
        let trades = self.trades().map_or(&[][..], Trades::rows).iter().map(|row| row.code);
        let finer = trades.chain(self.counties().iter().map(|county| county.place.code));
        self.children(code).iter().copied().chain(finer.filter(|finer| self.parent(*finer) == code)).collect()
    }

    /// `code`, then what it lies in, level by level, up to the root. Codes that name nothing may be among them.
    pub fn upwards(self, code: Code) -> impl Iterator<Item = Code> {
        let blocks = self.blocks().iter().rev();
        let levels = blocks.map(move |block| Code(code.0.saturating_sub(code.0.checked_rem(*block).unwrap_or(0))));
        levels.chain(std::iter::once(Code::ROOT))
    }

    /// The largest code that can lie within `code`: all between them do.
    #[must_use]
    pub fn last_within(self, code: Code) -> Code {
        if code == Code::ROOT {
            Code(u32::MAX)
        } else {
            Code(code.0.saturating_add(self.block(code)).saturating_sub(1))
        }
    }

    /// The numbers of all codes that can lie within `code`. Of two such spans either one holds the other or they have
    /// nothing in common.
    #[must_use]
    pub fn span(self, code: Code) -> Interval {
        let (low, high) = (i64::from(code.0), i64::from(self.last_within(code).0));
        Interval::new(low, high).unwrap_or(Interval::exact(low))
    }

    /// The place above `code`; the root above the top.
    #[must_use]
    pub fn parent(self, code: Code) -> Code {
        let block = self.block(code);
        let above = self.blocks().iter().rev().find(|&&larger| larger > block);
        let parent =
            above.and_then(|larger| code.0.checked_div(*larger).map(|part| Code(part.saturating_mul(*larger))));
        // 429004 is directly below the province: 429000 is nobody's code.
        match parent {
            Some(parent) if self == Self::Regions && self.row(parent).is_none_or(|row| row.code != parent) => {
                Code(parent.0.checked_div(10_000).map_or(0, |part| part.saturating_mul(10_000)))
            }
            Some(parent) => parent,
            None => Code::ROOT,
        }
    }

    /// The code in `text`: digits, for industries with or without the section letter; a name, for regions with or without
    /// those of the places before it that it lies in (广东省广州市, 广东广州, 广州天河), for industries also a word or sentence that
    /// tells a single one (理发店, 我开了家理发店); or `None`.
    ///
    /// A code finer than the names we hold is accepted when the place above it is known (`C1311`, and `440106` until the
    /// counties are here).
    #[must_use]
    pub fn find(self, text: &str) -> Option<Code> {
        if let Some(meant) = self.meant(text, false) {
            return if let Meant::One(code) = meant { Some(code) } else { None };
        }
        let typed = text;
        let text = plain_name(text);
        let completed = self.trades().and_then(|trades| (trades.complete)(trades, &text));
        if let Some(code) = completed.or_else(|| self.number(&text)) {
            return self.current(code);
        }
        if self.is_shared(&text) {
            return None;
        }
        self.called(&text, |_| true).or_else(|| {
            if self == Self::Industries {
                return <[Code; 1]>::try_from(self.told(typed, Reading::Whole)).ok().map(|[code]| code);
            }
            if let Some(became) = self.called_before(&text) {
                return Some(became);
            }
            let provinces = self.children(Code::ROOT).iter().filter_map(|code| self.row(*code));
            provinces.filter_map(|row| Some((row, self.behind(row.name, &text)?))).find_map(|(province, rest)| {
                let rest = rest.trim_start_matches(['-', '/', '·']);
                self.called(rest, |row| row.code != province.code && self.within(row.code, province.code))
            })
        })
    }

    /// The code itself, or what has taken its place since; `None` for one that names no place. Until the counties are
    /// here, of what is finer the prefecture must be known: above it are a dozen others.
    fn current(self, code: Code) -> Option<Code> {
        let is_named = |code: Code| self.named(code).is_some();
        let above = |block: u32| Code(code.0.saturating_sub(code.0.checked_rem(block).unwrap_or(0)));
        let (prefecture, province) = (above(100), above(10_000));
        // Districts of municipalities are in block 01, their counties in 02; neither has a name of its own.
        let is_municipal = || {
            let block = prefecture.0.saturating_sub(province.0);
            is_named(province) && self.children(province).is_empty() && matches!(block, 100 | 200)
        };
        let became = |old: Code| {
            include_str!("regions-retired.tsv").lines().find_map(|line| {
                let mut cells = line.split('\t');
                let is_it = cells.next().and_then(|code| self.number(code)) == Some(old);
                cells.nth(1).filter(|_| is_it).and_then(|new| self.number(new))
            })
        };
        match self {
            Self::Industries => self.row(code).map(|_| code),
            Self::Regions => became(code).or_else(|| {
                let is_known = is_named(code) || is_named(prefecture) || is_municipal();
                match self.finer() {
                    Some(_) if is_named(code) => Some(code),
                    Some(counties) if code != prefecture => counties.became(code),
                    _ if is_known => Some(code),
                    _ => became(prefecture),
                }
            }),
        }
    }

    /// Whether several places are meant by a name without its kind, so that it has to be asked which: 朝阳 is a city in
    /// Liaoning, and a district of Beijing and of Changchun; 五金 is made, and sold in bulk and in shops.
    #[must_use]
    pub fn is_shared(self, name: &str) -> bool {
        !self.bearers(name).is_empty()
    }

    /// The places of a shared name, those that we hold no name of by the place above; none if it is not shared.
    #[must_use]
    pub fn bearers(self, name: &str) -> Vec<Code> {
        if self == Self::Industries {
            return self.suggested(name).filter(|codes| codes.len() > 1).unwrap_or_default();
        }
        match self.meant(name, true) {
            Some(Meant::Several(codes)) => codes,
            Some(Meant::Nothing | Meant::One(_)) => Vec::new(),
            None => self.shared(&plain_name(name)),
        }
    }

    /// The places of a name that cities share with districts elsewhere, or provinces with cities.
    pub(super) fn shared(self, name: &str) -> Vec<Code> {
        let shared = include_str!("regions-shared.tsv").lines().find_map(|line| {
            let mut cells = line.split('\t');
            let is_it = [cells.next()?, cells.next()?].iter().any(|other| plain_name(other) == name);
            cells.next().filter(|_| is_it)
        });
        let codes = shared.unwrap_or_default().split(' ').filter_map(|code| self.number(code));
        codes.filter_map(|code| self.row(code)).map(|row| row.code).collect()
    }

    /// The industries that a text suggests which is no code and no name of a row: one, or several to choose among.
    #[must_use]
    pub fn suggested(self, text: &str) -> Option<Vec<Code>> {
        let name = plain_name(text);
        let is_named = self.number(&name).is_some() || self.called(&name, |_| true).is_some();
        let codes = if is_named { Vec::new() } else { self.told(text, Reading::Part) };
        (!codes.is_empty()).then_some(codes)
    }

    /// The place with a name, official or short, among some.
    fn called(self, text: &str, among: impl Fn(&NamedPlace) -> bool) -> Option<Code> {
        let rows = || self.rows().iter().filter(|row| among(row));
        let short = || rows().find(|row| !text.is_empty() && self.is_short(text, row.name));
        rows().find(|row| row.name == text).or_else(short).map(|row| row.code)
    }

    /// What a region became whose name, official or short, is no longer in use: 莱芜 is part of Jinan.
    pub(super) fn called_before(self, text: &str) -> Option<Code> {
        include_str!("regions-retired.tsv").lines().find_map(|line| {
            let mut cells = line.split('\t').skip(1);
            let name = cells.next().filter(|name| *name == text || (!text.is_empty() && self.is_short(text, name)))?;
            cells.next().filter(|_| !name.is_empty()).and_then(|new| self.number(new))
        })
    }

    /// Whether a text is a name without its kind, or 恩施州 and its like.
    fn is_short(self, text: &str, name: &str) -> bool {
        let is_whole = |stem: &str| name.strip_prefix(stem).is_some_and(|kind| self.kinds().contains(&kind));
        // Everybody says so, though it is no stem.
        let is_usual = text == "内蒙" && name == "内蒙古自治区";
        is_whole(text) || is_usual || (name.ends_with("自治州") && text.strip_suffix('州').is_some_and(is_whole))
    }

    /// A name without each of the kinds that it may be said to end in, and 内蒙, which everybody says.
    pub(super) fn stems(self, name: &'static str) -> impl Iterator<Item = &'static str> {
        let stems = self.kinds().iter().filter_map(move |kind| name.strip_suffix(kind));
        stems.chain((name == "内蒙古自治区").then_some("内蒙"))
    }

    /// What stands behind a name, official or short, at the beginning of a text.
    fn behind<'t>(self, name: &str, text: &'t str) -> Option<&'t str> {
        text.strip_prefix(name).or_else(|| text.strip_prefix(self.short(name)))
    }

    fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Regions => &KINDS,
            Self::Industries => &["业"],
        }
    }

    /// A name without the kind of place that it says: 广东, 广西, 餐饮.
    pub(super) fn short(self, name: &str) -> &str {
        self.kinds().iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name)
    }

    /// The code as officially written: `440100`, `C13`; empty for the root.
    #[must_use]
    pub fn written(self, code: Code) -> String {
        if code == Code::ROOT {
            return String::new();
        }
        match self {
            Self::Regions => format!("{:06}", code.0),
            Self::Industries => {
                let letter = code.0.checked_div(10_000).and_then(|n| char::from_u32(n.saturating_add(64)));
                let digits = format!("{:04}", code.0.checked_rem(10_000).unwrap_or(0));
                let used = match self.block(code) {
                    10_000 => 0,
                    100 => 2,
                    10 => 3,
                    _ => 4,
                };
                letter.into_iter().chain(digits.chars().take(used)).collect()
            }
        }
    }

    pub(super) fn number(self, text: &str) -> Option<Code> {
        let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit());
        match self {
            Self::Regions => {
                (text.len() == 6 && digits(text) && !text.starts_with("00")).then(|| text.parse().ok())?.map(Code)
            }
            Self::Industries => {
                let first = text.chars().next()?.to_ascii_uppercase();
                let (section, rest) = if first.is_ascii_uppercase() {
                    (Some(u32::from(first).saturating_sub(64)), text.get(1..)?)
                } else {
                    (None, text)
                };
                if rest.len() > 4 || rest.len() == 1 || !digits(rest) || (section.is_none() && rest.is_empty()) {
                    return None;
                }
                if section.is_some_and(|section| section > 20) {
                    return None;
                }
                let class: u32 = format!("{rest:0<4}").parse().ok()?;
                let division = class.checked_div(100)?;
                let section = match section {
                    Some(section) if rest.is_empty() => return Some(Code(section.saturating_mul(10_000))),
                    given => {
                        let own = section_of(division)?;
                        if given.is_some_and(|given| given != own) {
                            return None;
                        }
                        own
                    }
                };
                Some(Code(section.saturating_mul(10_000).saturating_add(class)))
            }
        }
    }
}

/// The number of the section (A is 1) that a division belongs to.
fn section_of(division: u32) -> Option<u32> {
    // The last division of each section, A to T.
    const LAST: [u32; 20] = [5, 12, 43, 46, 50, 52, 60, 62, 65, 69, 70, 72, 75, 79, 82, 83, 85, 90, 96, 97];
    if division == 0 {
        return None;
    }
    LAST.iter().position(|&last| division <= last).and_then(|index| u32::try_from(index).ok()?.checked_add(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn industry(text: &str) -> Code {
        Tree::Industries.find(text).expect(text)
    }

    fn region(text: &str) -> Code {
        Tree::Regions.find(text).expect(text)
    }

    #[test]
    fn codes_that_name_no_place_any_more_are_what_they_became_or_nothing() {
        let region = |text: &str| Tree::Regions.find(text).map(|code| Tree::Regions.written(code));
        for (old, new) in [
            ("371200", "370100"),
            ("371202", "370116"),
            ("522400", "520500"),
            ("532700", "530800"),
            ("652100", "650400"),
            ("410881", "419001"),
            ("500381", "500116"),
            ("469003", "460400"),
            ("341421", "340124"),
            ("371203", "370117"),
            // Districts, counties, and what lies directly below a province.
            ("440106", "440106"),
            ("110105", "110105"),
            ("500235", "500235"),
            ("429004", "429004"),
        ] {
            assert_eq!(region(old).as_deref(), Some(new), "{old}");
        }
        for none in
            ["341400", "449900", "110300", "119999", "429099", "999999", "210199x", "440199", "110199", "440107x"]
        {
            assert_eq!(region(none), None, "{none}");
        }
        for line in include_str!("regions-retired.tsv").lines().filter(|line| !line.starts_with('#')) {
            let codes: Vec<Code> = line.split('\t').filter_map(|cell| Tree::Regions.number(cell)).collect();
            let named = |code: &Code| Tree::Regions.rows().iter().any(|row| row.code == *code);
            let is_current = |code: &Code| Tree::Regions.current(*code) == Some(*code);
            assert!(matches!(codes.as_slice(), [old, new] if !named(old) && is_current(new)), "{line}");
        }
    }

    #[test]
    fn a_name_that_several_places_bear_is_asked_about() {
        for name in
            ["朝阳", " 朝 阳 ", "Chaoyang", "chaoyang", "中山", "大同", "资阳", "兴安", "甘南", "昌江", "吉林", "海南"]
        {
            assert_eq!(Tree::Regions.find_named(name), Err(TypedError::Several), "{name}");
            assert_eq!(Tree::Regions.find(name), None, "{name}");
        }
        for (name, code) in [
            ("朝阳市", "211300"),
            ("辽宁朝阳", "211300"),
            ("辽宁省朝阳市", "211300"),
            ("兴安盟", "152200"),
            ("内蒙古兴安", "152200"),
            ("恩施", "422800"),
            ("恩施州", "422800"),
            ("四川凉山", "513400"),
            ("凉山彝族自治州", "513400"),
            ("延边", "222400"),
            ("新疆喀什", "653100"),
            ("喀什地区", "653100"),
            ("伊犁", "654000"),
            ("锡林郭勒", "152500"),
            ("大兴安岭", "232700"),
            ("神农架", "429021"),
            ("白沙", "469025"),
            ("青海海南", "632500"),
            // Provinces and their capitals are meant by their names, whatever districts are called so.
            ("浙江", "330000"),
            ("河北", "130000"),
            ("西安", "610100"),
            ("内蒙", "150000"),
            // What has another name now, or is part of another.
            ("莱芜", "370100"),
            ("莱芜市", "370100"),
            ("思茅", "530800"),
            ("毕节地区", "520500"),
        ] {
            assert_eq!(
                Tree::Regions.find_named(name).map(|code| Tree::Regions.written(code)).as_deref(),
                Ok(code),
                "{name}"
            );
        }
        let bearers: Vec<&str> = Tree::Regions
            .bearers("朝阳")
            .iter()
            .filter_map(|code| Tree::Regions.row(*code))
            .map(|row| row.name)
            .collect();
        assert_eq!(bearers, ["朝阳市", "朝阳区", "朝阳区"]);
        assert!(Tree::Industries.bearers("朝阳").is_empty());
    }

    #[test]
    fn every_name_is_read_and_found_by_code_and_name() {
        assert_eq!(Tree::Regions.rows().len(), 34 + 333 + 33);
        assert_eq!(Tree::Industries.rows().len(), 20 + 97 + 12);
        for tree in [Tree::Regions, Tree::Industries] {
            for row in tree.rows() {
                assert_eq!(tree.find(&tree.written(row.code)), Some(row.code), "{}", row.name);
                assert!(tree.find(row.name).is_some(), "{}", row.name);
                let english = tree.english(row.code).expect(row.name);
                let found = tree.find_named(&english.to_ascii_lowercase());
                assert!(found != Err(TypedError::Unknown), "{english}");
            }
        }
    }

    #[test]
    fn a_district_is_within_its_city_province_and_the_nation() {
        let district = region("440106");
        for outer in ["440100", "440000"] {
            assert!(Tree::Regions.within(district, region(outer)), "{outer}");
        }
        assert!(Tree::Regions.within(district, Code::ROOT));
        assert!(!Tree::Regions.within(district, region("440300")));
        assert!(!Tree::Regions.within(region("440000"), district));
        assert!(!Tree::Regions.within(region("440111"), region("440106")));
        assert_eq!(Tree::Regions.parent(region("429004")), region("420000"));
        assert_eq!(Tree::Regions.parent(district), region("440100"));
    }

    #[test]
    fn a_class_is_within_its_group_division_and_section() {
        let class = industry("C1311");
        for outer in ["131", "13", "C13", "C"] {
            assert!(Tree::Industries.within(class, industry(outer)), "{outer}");
        }
        assert!(!Tree::Industries.within(class, industry("C14")));
        assert_eq!(Tree::Industries.written(class), "C1311");
        assert_eq!(industry("62"), industry("H62"));
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "Z", "A13", "98", "1", "C1", "C13111", "999999", "44010", "xyz"] {
            assert_eq!(Tree::Industries.find(text), None, "{text}");
            assert_eq!(Tree::Regions.find(text), None, "{text}");
        }
    }

    #[test]
    fn a_province_is_covered_by_all_its_cities_only() {
        let all = Tree::Regions.children(region("330000"));
        assert_eq!(all.len(), 11);
        assert_eq!(Tree::Regions.children(region("420000")).len(), 17);
        assert_eq!(Tree::Industries.children(Code::ROOT).len(), 20);
        assert!(Tree::Regions.covered(region("330000"), all));
        assert!(!Tree::Regions.covered(region("330000"), all.split_last().expect("eleven").1));
        assert!(!Tree::Regions.covered(region("110000"), &[region("110101")]));
    }
}
