//! The link that holds the answers: how they are written into it and read from it, exactly or widened to bands; how one
//! sees that it is whole, and what becomes of links on their way through other programs.

use crate::model::draft;
use crate::model::draft::{Draft, Entry};
use crate::model::state::State;
use engine::catalogue::Rules;
use engine::enterprise::{Fact, FactId, Kind, Possible, Tree};
use engine::quantity::{Bits, Date, Interval, bit, bits_of};

/// The answers as they stand in the fragment of a link: `sum=k3xq7a&v=2026.11.21&on=2022-03-01&employees=8&region=440100`.
///
/// The sum is that of all behind it. It stands in front, so that a link that was cut off still has it: a link without
/// one is of an older version of the page, and whole as far as anyone can tell.
pub(crate) fn query(state: &State, rules: &Rules) -> String {
    let answers = answers(state, rules);
    format!("{SUM}{}&{answers}", Sum::of(&answers).written())
}

/// The answers without a sum, as they are kept on this device: `v=2026.11.21&employees=8&region=440100`.
///
/// Numbers are as people type them, ranges with `~`, options by name with `+` between them (those denied, where not all
/// were offered, with `!` before them), places by code. All of it is plain ASCII that needs no escaping.
pub(crate) fn answers(state: &State, rules: &Rules) -> String {
    let mut parts = vec![format!("v={}", rules.version)];
    if let Ok(day) = state.date.parse::<Date>() {
        parts.push(format!("on={day}"));
    }
    for (id, entry) in state.draft.iter() {
        let Some(fact) = rules.facts.get(id) else { continue };
        if let Some(value) = written(entry, fact) {
            parts.push(format!("{}={value}", fact.id));
        }
    }
    parts.join("&")
}

/// More parts than any link has: each is compared with all before it.
const MOST_PARTS: usize = 1_000;

/// What stands before the sum.
const SUM: &str = "sum=";

/// The sum of a text (FNV-1a, 64 bits), by which one that was cut off or changed is known from the one that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sum(u64);

impl Sum {
    const START: Self = Self(0xcbf2_9ce4_8422_2325);

    fn and(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
    }

    fn of(text: &str) -> Self {
        text.bytes().fold(Self::START, Self::and)
    }

    /// Six letters and digits: thirty bits, with nothing that one could take for something else.
    fn written(self) -> String {
        const SIGNS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let folded = self.0 ^ (self.0 >> 32);
        let sign = |place: u32| {
            let at = usize::try_from((folded >> place.saturating_mul(5)) & 31).unwrap_or(0);
            SIGNS.get(at).copied().map(char::from)
        };
        (0..6).filter_map(sign).collect()
    }
}

/// The same answers with every figure and date widened to a band, so that a link tells no exact one.
pub(crate) fn banded(state: &State, rules: &Rules) -> State {
    let mut wide = state.clone();
    for (id, entry) in state.draft.iter() {
        let Some(fact) = rules.facts.get(id) else { continue };
        if let Ok(Some(Possible::Numbers(range))) = draft::read(entry, fact) {
            let band = band(fact, range);
            wide.draft.set(id, Some(Entry::Band(band)));
        }
    }
    wide
}

/// The narrowest band that holds a range: those of the catalogue, the year of a date, else from one of 1, 2, 5, 10, …
/// to just below the next.
fn band(fact: &Fact, range: Interval) -> Interval {
    let within_bounds = |low: i64, high: i64| Interval::new(low.max(fact.bounds.low()), high.min(fact.bounds.high()));
    let holds = |band: &&Interval| band.low() <= range.low() && range.high() <= band.high();
    if let Some(band) = fact.bands.iter().find(holds) {
        return *band;
    }
    if fact.kind == Kind::Date {
        let (from, to) = (Date::from_day(range.low()).year(), Date::from_day(range.high()).year());
        let year = Date::new(from, 1, 1).zip(Date::new(to, 12, 31));
        return year.and_then(|(from, to)| within_bounds(from.day_number(), to.day_number())).unwrap_or(range);
    }
    if range.low() < 0 {
        return fact.bounds;
    }
    let (mut low, mut high, mut power) = (0_i64, i64::MAX, 1_i64);
    while high == i64::MAX && power < i64::MAX / 10 {
        for step in [1, 2, 5].map(|step: i64| power.saturating_mul(step)) {
            if step <= range.low() {
                low = step;
            } else if step > range.high() {
                high = high.min(step.saturating_sub(1));
            }
        }
        power = power.saturating_mul(10);
    }
    within_bounds(low, high).unwrap_or(range)
}

/// What a link or a saved text holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ParsedLink {
    /// The answers.
    pub(crate) draft: Draft,
    /// The day asked about, if not today.
    pub(crate) date: String,
    /// The version of the catalogue that it was made with.
    pub(crate) version: String,
    /// The policies marked.
    pub(crate) marked: Vec<String>,
    /// The parts that are not understood, as they stand there.
    pub(crate) unread: Vec<String>,
    /// It is not what was written: cut off, or changed on its way.
    pub(crate) damaged: bool,
}

impl ParsedLink {
    /// Whether it says anything of an enterprise.
    pub(crate) fn has_answers(&self) -> bool {
        self.draft.iter().next().is_some() || !self.date.is_empty() || !self.version.is_empty() || self.damaged
    }
}

/// The answers in the fragment of an address, as they came; nothing where it has none.
pub(crate) fn of_fragment(fragment: &str) -> Option<String> {
    let text = restored(fragment.strip_prefix('#').unwrap_or(fragment));
    let is_of_path = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    let query = text.trim_start_matches(is_of_path);
    // An anchor within the page is no path.
    let is_route = text.starts_with(['/', '?', '&']);
    if is_bare(&text) {
        return Some(text);
    }
    Some(query.strip_prefix(['?', '&'])?.to_owned()).filter(|query| is_route && !query.is_empty())
}

/// The answers of a link that lost its `#/` on the way, in the query of an address.
pub(crate) fn of_search(search: &str) -> Option<String> {
    Some(restored(search.strip_prefix('?')?)).filter(|text| is_bare(text))
}

/// Whether a text begins as the answers of a link do.
fn is_bare(text: &str) -> bool {
    text.starts_with(SUM) || (text.starts_with("v=") && text.contains('&'))
}

/// Whether an answer can be written into a link: it is understood.
pub(crate) fn is_written(id: FactId, entry: &Entry, rules: &Rules) -> bool {
    rules.facts.get(id).is_some_and(|fact| written(entry, fact).is_some())
}

/// Reads what [`query`] or [`answers`] wrote. What is not understood whole is named and not taken; a number or date also
/// stays in its field as it is, for the person to see.
///
/// Of a link that is damaged the last answer is not taken either: it may have been cut off, and `80` is no `800000`.
pub(crate) fn read(text: &str, rules: &Rules) -> ParsedLink {
    let mut taken = ParsedLink::default();
    let text = restored(text);
    let (before, answers, damaged) = checked(&text);
    taken.damaged = damaged || before.len().saturating_add(answers.len()) > MOST_PARTS;
    let mut seen: Vec<(&str, &str)> = Vec::new();
    let mut twice: Vec<&str> = Vec::new();
    for part in before.iter().chain(&answers).take(MOST_PARTS).filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            None if !is_appended(part) => taken.unread.push((*part).to_owned()),
            None => {}
            Some((key, value)) if seen.contains(&(key, value)) => {}
            Some((key, value)) => {
                if seen.iter().any(|(other, _)| *other == key) {
                    twice.push(key);
                }
                seen.push((key, value));
            }
        }
    }
    let last = seen.len().saturating_sub(1);
    for (place, (key, value)) in seen.into_iter().enumerate() {
        let is_last = place == last;
        let is_read = !(twice.contains(&key) || (is_last && damaged)) && taken.take(key, value, is_last, rules);
        // With which catalogue a link was made is no answer.
        if !is_read && key != "v" {
            taken.unread.push(format!("{key}={value}"));
        }
    }
    taken
}

impl ParsedLink {
    /// Takes what a part says; whether it is understood whole. Behind the last one may stand marks of the text around.
    fn take(&mut self, key: &str, value: &str, is_last: bool, rules: &Rules) -> bool {
        match key {
            "v" => value.clone_into(&mut self.version),
            "on" => {
                let bare = if is_last { bare(value) } else { value };
                // As the field of a day writes it; what is no day is shown as it is.
                self.date = bare.parse::<Date>().map_or_else(|_| bare.to_owned(), |day| day.to_string());
                return bare.parse::<Date>().is_ok();
            }
            "marked" => self.marked = value.split('+').filter(|id| !id.is_empty()).map(str::to_owned).collect(),
            // What fitted when the answers were kept is read elsewhere.
            "seen" | "had" => {}
            _ => {
                let Some((id, fact)) = rules.facts.find(key).and_then(|id| Some((id, rules.facts.get(id)?))) else {
                    return is_appended(key);
                };
                let bare = Some(bare(value)).filter(|bare| is_last && *bare != value && bare.bytes().all(is_of_link));
                let read = |value: &str| entry(value, fact).filter(|entry| draft::read(entry, fact).is_ok());
                let found = read(value).or_else(|| read(bare?));
                let is_read = found.is_some();
                let as_typed = || Some(Entry::Typed(value.to_owned())).filter(|_| fact.is_number());
                self.draft.set(id, found.or_else(as_typed));
                return is_read;
            }
        }
        true
    }
}

/// A text as it was before other programs handled it: with `%7E`, `&amp;` and the like as what they stand for, without
/// characters that cannot be seen.
fn restored(text: &str) -> String {
    const ENTITIES: [(&str, &str); 10] = [
        ("&amp;", "&"),
        ("&AMP;", "&"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        // HTML takes `&reg` for a mark without asking what follows.
        ("®ion=", "&region="),
        ("＆", "&"),
        ("＝", "="),
    ];
    let mut text = text.to_owned();
    // Some programs do it twice.
    for _ in 0..3 {
        let mut next = without_numbers(&percent_decoded(&text));
        for (written, means) in ENTITIES {
            next = next.replace(written, means);
        }
        if next == text {
            break;
        }
        text = next;
    }
    let is_unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    text.chars().filter(|&c| !is_unseen(c)).collect()
}

/// With the bytes that `%XX` stand for.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut parts = text.split('%');
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        let code = part.get(..2).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                bytes.extend(part.bytes().skip(2));
            }
            None => {
                bytes.push(b'%');
                bytes.extend(part.bytes());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// With the characters that `&#38;` and `&#x26;` stand for.
fn without_numbers(text: &str) -> String {
    let mut parts = text.split("&#");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let found = part.split_once(';').and_then(|(number, rest)| {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(number) => u32::from_str_radix(number, 16),
                None => number.parse(),
            };
            Some((char::from_u32(code.ok()?)?, rest))
        });
        match found {
            Some((c, rest)) => {
                plain.push(c);
                plain.push_str(rest);
            }
            None => {
                plain.push_str("&#");
                plain.push_str(part);
            }
        }
    }
    plain
}

/// The parts before the sum and those behind it, and whether the sum is wrong. Where it is right the link ends where its
/// sum says: what follows is of others.
fn checked(text: &str) -> (Vec<&str>, Vec<&str>, bool) {
    let at = text.match_indices(SUM).map(|(at, _)| at).find(|&at| {
        let before = text.get(..at).unwrap_or_default();
        before.is_empty() || before.ends_with(['&', '?'])
    });
    let Some(at) = at else { return (Vec::new(), parts(text), false) };
    let before = parts(text.get(..at).unwrap_or_default());
    let behind = text.get(at.saturating_add(SUM.len())..).unwrap_or_default();
    let Some((wanted, answers)) = behind.split_once('&') else { return (before, Vec::new(), true) };
    let (mut sum, mut end) = (Sum::START, None);
    for (place, byte) in answers.bytes().enumerate() {
        // Some programs write a plus as a blank.
        sum = sum.and(if byte == b' ' { b'+' } else { byte });
        if sum.written() == wanted {
            end = answers.get(..place.saturating_add(1));
        }
    }
    (before, parts(end.unwrap_or(answers)), end.is_none())
}

/// The parts of a text, those that apps append behind a mark of their own (`?from=…`, `#rd`) too.
fn parts(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in text.split(['&', '#']) {
        let is_name = |rest: &str| rest.split_once('=').is_some_and(|(key, _)| !key.is_empty() && is_appended(key));
        match part.split_once('?') {
            Some((before, rest)) if is_name(rest) => parts.extend([before, rest]),
            _ => parts.push(part),
        }
    }
    parts
}

/// Whether a part is one that chat apps and counters of visitors append to links, and says nothing of an enterprise.
fn is_appended(key: &str) -> bool {
    const BEGIN: [&str; 14] = [
        "utm_", "share", "wx", "wechat", "weixin", "spm", "scm", "hmsr", "hmpl", "hmcu", "hmkw", "hmci", "mtm_", "pk_",
    ];
    const NAMES: [&str; 36] = [
        "from",
        "isappinstalled",
        "scene",
        "subscene",
        "clicktime",
        "enterid",
        "sessionid",
        "ascene",
        "devicetype",
        "version",
        "lang",
        "nettype",
        "abtest_cookie",
        "pass_ticket",
        "exportkey",
        "nsukey",
        "mpshare",
        "srcid",
        "chksm",
        "code",
        "state",
        "fbclid",
        "gclid",
        "dclid",
        "msclkid",
        "yclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "bd_vid",
        "gdt_vid",
        "tt_from",
        "timestamp",
        "vd_source",
        "_t",
        "rd",
    ];
    let key = key.to_ascii_lowercase();
    NAMES.contains(&key.as_str()) || BEGIN.iter().any(|begin| key.starts_with(begin))
}

/// A value without the marks of the text around a link: a full stop, a bracket, quotation marks. Several dots are none:
/// they say that something is left out.
fn bare(value: &str) -> &str {
    const MARKS: [char; 36] = [
        '。', '，', '；', '、', '！', '？', '：', '）', '】', '》', '〉', '」', '』', '〕', '”', '’', '“', '‘', '（',
        '【', '｡', '､', '.', ',', ';', '!', '?', ':', ')', ']', '}', '>', '"', '\'', '`', '*',
    ];
    let bare = value.trim_end_matches(|c: char| MARKS.contains(&c) || c.is_whitespace());
    let marks = value.get(bare.len()..).unwrap_or_default();
    if marks.contains("..") { value } else { bare }
}

/// Whether a value that [`answers`] wrote can hold a byte.
fn is_of_link(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_.~+!-".contains(&byte)
}

/// How a link says that the person does not know.
const UNSURE: &str = "?";

/// An answer as it stands in a link; `None` where it is not understood.
pub(crate) fn written(entry: &Entry, fact: &Fact) -> Option<String> {
    let names = |options: Bits| {
        let all = fact.options();
        let names: Vec<&str> = bits_of(options).filter_map(|index| all.get(index).copied()).collect();
        names.join("+")
    };
    let number = |number: i64| draft::typed(&fact.kind, number).trim_end_matches('%').to_owned();
    Some(match entry {
        Entry::Typed(_) => match draft::read(entry, fact).ok()?? {
            Possible::Numbers(range) if range.single().is_some() => number(range.low()),
            Possible::Numbers(range) => format!("{}~{}", number(range.low()), number(range.high())),
            Possible::Options(_) | Possible::Sets { .. } | Possible::Places(_) => return None,
        },
        Entry::Unsure => UNSURE.to_owned(),
        Entry::Band(range) => format!("{}~{}", number(range.low()), number(range.high())),
        Entry::Options(options) => names(*options),
        Entry::Chosen { held, offered } if *offered == fact.all_options() => names(*held),
        Entry::Chosen { held, offered } => {
            let denied = names(offered & !held);
            let denied = denied.split('+').filter(|name| !name.is_empty()).map(|name| format!("!{name}"));
            let held = names(*held);
            let held = held.split('+').filter(|name| !name.is_empty()).map(str::to_owned);
            held.chain(denied).collect::<Vec<String>>().join("+")
        }
        Entry::Place { code, .. } => {
            let tree = if let Kind::Place(tree) = fact.kind { tree } else { Tree::Regions };
            tree.written((*code)?)
        }
    })
}

/// What a value of a link means for a fact; `None` where it is not understood whole.
pub(crate) fn entry(value: &str, fact: &Fact) -> Option<Entry> {
    // A program on the way may have written the plus as a blank.
    let names = || value.split(['+', ' ']).filter(|name| !name.is_empty());
    if value == UNSURE {
        return Some(Entry::Unsure);
    }
    Some(match &fact.kind {
        Kind::Flag | Kind::Choice(_) => Entry::Options(options(fact, names()).filter(|options| *options != 0)?),
        Kind::Choices(_) => {
            let held = options(fact, names().filter(|name| !name.starts_with('!')))?;
            let denied = options(fact, names().filter_map(|name| name.strip_prefix('!')))?;
            Entry::Chosen { held, offered: if denied == 0 { fact.all_options() } else { denied | held } }
        }
        Kind::Place(tree) => Entry::Place { typed: String::new(), code: Some(tree.find_named(value).ok()?) },
        Kind::Count | Kind::Money | Kind::Rate | Kind::Date => {
            let typed = Some(Entry::Typed(told(value, fact))).filter(|_| !value.is_empty())?;
            match draft::read(&typed, fact) {
                Ok(Some(Possible::Numbers(range))) if range.single().is_none() => Entry::Band(range),
                _ => typed,
            }
        }
    })
}

/// A number or range as a person would type it: [`written`] leaves out the signs of per cent.
fn told(value: &str, fact: &Fact) -> String {
    let is_bare = |end: &str| end.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    if fact.kind != Kind::Rate || !value.split('~').all(is_bare) {
        return value.to_owned();
    }
    let ends: Vec<String> =
        value.split('~').map(|end| if end.is_empty() { String::new() } else { format!("{end}%") }).collect();
    ends.join("~")
}

/// The options with these names; `None` where there is no such one.
fn options<'n>(fact: &Fact, mut names: impl Iterator<Item = &'n str>) -> Option<Bits> {
    names.try_fold(0, |all: Bits, name| Some(all | bit(fact.option(name)?)))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::later::whole_catalogue;
    use crate::model::loaded::LoadedCatalogue;
    use crate::model::state::Action;
    use engine::catalogue::Language;
    use engine::enterprise::Facts;

    /// A state with an answer of each kind.
    pub(crate) fn filled(rules: &Rules) -> State {
        let fact = |name: &str| rules.facts.find(name).expect(name);
        let all = |name: &str| rules.facts.get(fact(name)).expect(name).all_options();
        State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn)
            .after(Action::Enter(Facts::EMPLOYEES, Some(Entry::Typed("8".to_owned()))))
            .after(Action::Enter(Facts::REVENUE, Interval::new(0, 49_999_999).map(Entry::Band)))
            .after(Action::Enter(
                Facts::REGION,
                Some(Entry::Place { typed: String::new(), code: Tree::Regions.find("广州市") }),
            ))
            .after(Action::Enter(fact("entity"), Some(Entry::Options(bit(1)))))
            .after(Action::Enter(fact("titles"), Some(Entry::Chosen { held: 0, offered: all("titles") })))
            .after(Action::Enter(fact("loan_type"), Some(Entry::Chosen { held: bit(1), offered: bit(0) | bit(1) })))
            .after(Action::Answer(vec![(fact("clean_record"), Some(Entry::Unsure))]))
            .after(Action::Enter(fact("layoff_rate"), Some(Entry::Typed("5.5%".to_owned()))))
            .after(Action::Date("2022-03-01".to_owned()))
    }

    #[test]
    fn a_link_gives_back_what_was_told() {
        let loaded = whole_catalogue();
        let state = filled(loaded.rules());
        let query = query(&state, loaded.rules());
        assert!(query.is_ascii() && query.contains("&employees=8&") && query.contains("on=2022-03-01"), "{query}");
        assert!(
            query.contains("titles=&loan_type=fixed_asset+!working_capital&"),
            "what was not offered is not denied"
        );
        let taken = read(&query, loaded.rules());
        assert_eq!(taken.draft.parse(loaded.rules()), state.draft.parse(loaded.rules()));
        let record = loaded.rules().facts.find("clean_record").expect("a fact");
        assert_eq!(taken.draft.get(record), Some(&Entry::Unsure), "not knowing is kept");
        assert_eq!((taken.date.as_str(), taken.version.as_str()), ("2022-03-01", loaded.rules().version.as_str()));
    }

    #[test]
    fn a_banded_link_tells_no_exact_figure_and_still_holds_it() {
        let loaded = LoadedCatalogue::bundled().expect("sound rules");
        let typed = |text: &str| Some(Entry::Typed(text.to_owned()));
        let state = State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn)
            .after(Action::Enter(Facts::EMPLOYEES, typed("287")))
            .after(Action::Enter(Facts::REVENUE, typed("31234567")))
            .after(Action::Enter(loaded.rules().facts.find("established").expect("a fact"), typed("2019-03-07")));
        let wide = banded(&state, loaded.rules());
        let link = query(&wide, loaded.rules());
        assert!(!link.contains("287") && !link.contains("31234567") && !link.contains("2019-03-07"), "{link}");
        assert!(link.contains("employees=200~") && link.contains("established=2019-01-01~2019-12-31"), "{link}");
        let (exact, wide) = (state.draft.parse(loaded.rules()), wide.draft.parse(loaded.rules()));
        for (id, value) in exact.profile.iter() {
            let (Possible::Numbers(exact), Some(Possible::Numbers(wide))) = (value, wide.profile.given(id)) else {
                panic!("{id:?}")
            };
            assert!(wide.low() <= exact.low() && exact.high() <= wide.high());
        }
        assert_eq!(read(&link, loaded.rules()).draft.parse(loaded.rules()), wide);
    }

    /// The answers of a link that an older version of the page has made.
    const OLD: &str = "v=2026.11.21&employees=20~49&revenue=800000&industry=H62&region=440100&entity=individual";

    #[test]
    fn what_is_not_understood_in_a_link_is_named() {
        let loaded = LoadedCatalogue::bundled().expect("sound rules");
        let taken = read(
            "v=x&nosuch=1&entity=nosuch&region=000000&=&&&employees&revenue=&titles=high_tech+nosuch",
            loaded.rules(),
        );
        assert_eq!(taken.draft, Draft::default());
        assert_eq!((taken.version.as_str(), taken.damaged), ("x", false));
        assert_eq!(
            taken.unread,
            ["employees", "nosuch=1", "entity=nosuch", "region=000000", "=", "revenue=", "titles=high_tech+nosuch"]
        );
        let twice = read("employees=8&region=440100&employees=9&region=440100", loaded.rules());
        assert_eq!(twice.unread, ["employees=8", "employees=9"]);
        assert_eq!(twice.draft.iter().count(), 1, "what agrees is taken");
    }

    #[test]
    fn a_damaged_number_or_date_in_a_link_is_named_and_shown_as_it_is() {
        let loaded = LoadedCatalogue::bundled().expect("sound rules");
        let taken = read("on=99&employees=20x&revenue=800,00&established=2024-13-01", loaded.rules());
        assert_eq!(taken.date, "99");
        assert_eq!(taken.unread, ["on=99", "employees=20x", "revenue=800,00", "established=2024-13-01"]);
        let troubles = taken.draft.parse(loaded.rules()).troubles;
        assert_eq!(troubles.len(), 3, "{troubles:?}");
        assert_eq!(taken.draft.get(Facts::EMPLOYEES), Some(&Entry::Typed("20x".to_owned())));
    }

    #[test]
    fn a_link_is_read_in_every_shape_in_which_programs_hand_it_on() {
        let loaded = whole_catalogue();
        let expected = read(OLD, loaded.rules());
        assert_eq!((expected.draft.iter().count(), expected.unread.len()), (5, 0));
        let fragment = |fragment: &str| read(&of_fragment(fragment).expect(fragment), loaded.rules());
        for link in [
            format!("#/?{OLD}"),
            format!("#?{OLD}"),
            format!("#/?{}", OLD.replace('&', "&amp;")),
            format!("#/?{}", OLD.replace('&', "&amp;amp;")),
            format!("#/?{}", OLD.replace('&', "&#38;")),
            format!("#/?{}", OLD.replace('&', "&#x26;")),
            format!("#/?{}", OLD.replace("&reg", "®")),
            format!("#/?{}", OLD.replace('~', "%7E")),
            format!("#/?{}", OLD.replace('~', "%257e")),
            format!("#/%3F{}", OLD.replace('&', "%26").replace('=', "%3D")),
            format!("#/?{}", OLD.replace("49&", "49\u{200b}&")),
            format!("#/?{OLD}&from=singlemessage&isappinstalled=0"),
            format!("#/?{OLD}?from=singlemessage&isappinstalled=0"),
            format!("#/?{OLD}&shareTo=weixin&utm_source=x#wechat_redirect"),
            format!("#/&{OLD}"),
        ]
        .into_iter()
        .chain(
            ["。", "，", "；", "）", "】", "\"", ">", "”", ".", ",", "。）", "%E3%80%82", "%22%3E", "！ "]
                .map(|mark| format!("#/?{OLD}{mark}")),
        ) {
            assert_eq!(fragment(&link), expected, "{link}");
        }
        for none in ["", "#", "#/", "#app", "#app?x", "#/library", "#wechat_redirect"] {
            assert_eq!(of_fragment(none), None, "{none}");
        }
        let appended = fragment("#/policy/cit-small-profit-2023&shareTo=weixin");
        assert!(!appended.has_answers() && appended.unread.is_empty(), "{appended:?}");
        assert_eq!(fragment("#/policy/cit-small-profit-2023?x=1").unread, ["x=1"]);
        // A number that goes on behind a mark, or may do so, is not read in part.
        for (value, cut) in [("80…", "80…"), ("80...", "80..."), ("1,000,", "1,000,"), ("80，00万", "80，00万")]
        {
            let taken = fragment(&format!("#/?v=1&revenue={value}"));
            assert_eq!(taken.unread, [format!("revenue={cut}")]);
            assert_eq!(taken.draft.parse(loaded.rules()).profile.given(Facts::REVENUE), None);
        }
    }

    #[test]
    fn a_cut_or_a_change_anywhere_in_a_link_is_noticed() {
        let loaded = whole_catalogue();
        let state = filled(loaded.rules());
        let link = query(&state, loaded.rules());
        let whole = read(&link, loaded.rules());
        assert!(!whole.damaged && whole.unread.is_empty(), "{whole:?}");
        let mine = whole.draft.parse(loaded.rules()).profile;
        for end in SUM.len()..link.len() {
            let taken = read(link.get(..end).expect("ASCII"), loaded.rules());
            assert!(taken.damaged, "cut at {end}");
            // What is still shown is what was told, or named.
            for (id, value) in taken.draft.parse(loaded.rules()).profile.iter() {
                assert_eq!(Some(value), mine.given(id), "cut at {end}");
            }
        }
        for at in SUM.len()..link.len() {
            let mut bytes = link.clone().into_bytes();
            if let Some(byte) = bytes.get_mut(at) {
                *byte = if *byte == b'3' { b'4' } else { b'3' };
            }
            assert!(read(&String::from_utf8(bytes).expect("ASCII"), loaded.rules()).damaged, "changed at {at}");
        }
    }

    #[test]
    fn what_others_put_around_a_whole_link_is_no_damage() {
        let loaded = whole_catalogue();
        let link = query(&filled(loaded.rules()), loaded.rules());
        let whole = read(&link, loaded.rules());
        for handled in [
            format!("{link}。请查看"),
            format!("{link}...更多"),
            format!("{link}0"),
            format!("{link}&employees=9"),
            format!("{link}?from=timeline&isappinstalled=0#rd"),
            format!("utm_source=x&{link}"),
            link.replace('&', "&amp;").replace('~', "%7E"),
            link.replace('+', " "),
        ] {
            assert_eq!(read(&handled, loaded.rules()), whole, "{handled}");
        }
    }

    #[test]
    fn characters_that_turn_the_direction_of_writing_are_no_part_of_a_link() {
        let loaded = whole_catalogue();
        for unseen in ['\u{61c}', '\u{200e}', '\u{202e}', '\u{2066}', '\u{2069}', '\u{206f}'] {
            let link = read(&format!("v=1&employees=8{unseen}&x={unseen}1"), loaded.rules());
            assert_eq!(link.draft.get(Facts::EMPLOYEES), Some(&Entry::Typed("8".to_owned())), "{unseen:?}");
            assert_eq!(link.unread, ["x=1"], "{unseen:?}");
        }
    }

    #[test]
    fn a_link_of_very_many_parts_is_read_as_far_as_any_link_goes_and_said_to_be_damaged() {
        let loaded = whole_catalogue();
        let more = |count: usize| (0..count).map(|number| format!("&x{number}=1")).collect::<Vec<_>>().concat();
        for (count, damaged) in [(MOST_PARTS - 2, false), (MOST_PARTS - 1, true), (5 * MOST_PARTS, true)] {
            let link = read(&format!("v=1&employees=8{}", more(count)), loaded.rules());
            assert_eq!(link.draft.get(Facts::EMPLOYEES), Some(&Entry::Typed("8".to_owned())));
            assert_eq!((link.damaged, link.unread.len()), (damaged, count.min(MOST_PARTS - 2)));
        }
    }
}
