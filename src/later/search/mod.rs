//! Finding places by name, everyday word, pinyin, first letters, English or code, in simplified or traditional form; and the
//! policies of the library.

mod issuers;
mod number;
mod pinyin;
mod policies;
mod wishes;

pub(crate) use engine::enterprise::simplified;
pub(crate) use issuers::{issuer_of, issuers};
pub(crate) use pinyin::sounds_like;
pub(crate) use policies::{Found, PolicyIndex, find, index, near};
pub(crate) use wishes::SHOWN;

use crate::first::places::MOST_OFFERED;
use engine::enterprise::{Aliases, Code, County, NamedPlace, Trades, Tree};
use engine::quantity::narrow;
use pinyin::{begins_like, begins_sound, has_initials};

/// The places that a text may mean, the likeliest first; for a blank text those at the top, for marks alone none.
pub(crate) fn places(tree: Tree, typed: &str) -> Vec<Code> {
    if typed.trim().is_empty() {
        return tree.children(Code::ROOT).to_vec();
    }
    let query = fold(&simplified(typed));
    if query.is_empty() {
        return Vec::new();
    }
    let ranked =
        |row: &NamedPlace| Some((rank(row, tree.aliases(row.code), &query)?, prominence(tree, row.code), row.code));
    let mut found: Vec<(u8, u8, Code)> = tree.rows().iter().filter_map(ranked).collect();
    let counties = tree.counties().iter();
    found.extend(counties.filter_map(|county| Some((county_rank(county, &query)?, LAST, county.place.code))));
    // 萧山市 has been a district for long: what is called so without its kind is offered.
    if found.is_empty()
        && tree == Tree::Regions
        && let Some(stem) = query.strip_suffix(['区', '县', '市', '旗']).filter(|stem| stem.chars().count() > 1)
    {
        found.extend(
            tree.counties().iter().filter(|county| county.short == stem).map(|county| (1, LAST, county.place.code)),
        );
    }
    found.extend(tree.trades().into_iter().flat_map(|trades| in_trades(trades, &query)));
    engine::quantity::sort_by(&mut found, Ord::cmp);
    let mut offered = match tree.find(&simplified(typed)) {
        Some(code) => vec![code],
        None if tree == Tree::Industries => tree.suggested(typed).unwrap_or_default(),
        None => tree.bearers(&simplified(typed)),
    };
    for (.., code) in found {
        if offered.len() < MOST_OFFERED && !offered.contains(&code) {
            offered.push(code);
        }
    }
    if offered.is_empty() && tree == Tree::Regions {
        offered = beginning(&query);
    }
    offered.truncate(MOST_OFFERED);
    offered
}

/// The places that the longest name bears with which a text begins: zones, markets and towns are no divisions, but lie in
/// one (成都高新区, 义乌小商品城).
fn beginning(query: &str) -> Vec<Code> {
    let tree = Tree::Regions;
    let short = |name: &'static str| name.strip_suffix(['市', '省']).unwrap_or(name);
    let rows = tree.rows().iter().flat_map(|row| [row.name, short(row.name)]);
    let counties = tree.counties().iter().flat_map(|county| [county.place.name, county.short]);
    let begins = |name: &&str| name.chars().count() > 1 && query.starts_with(*name);
    let Some(name) = rows.chain(counties).filter(begins).max_by_key(|name| name.len()) else { return Vec::new() };
    tree.find(name).map_or_else(|| tree.bearers(name), |code| vec![code])
}

/// The industries below the divisions that have a text in their name, and all that a word which begins with it may mean.
fn in_trades(trades: &Trades, query: &str) -> Vec<(u8, u8, Code)> {
    let mut found = Vec::new();
    for row in trades.rows() {
        let name = fold(row.name);
        let rank = if name.starts_with(query) {
            Some(1)
        } else if name.contains(query) || begins_like(&name, query) {
            Some(2)
        } else {
            sounds_like(&name, query).then_some(4)
        };
        found.extend(rank.map(|rank| (rank, LAST, row.code)));
    }
    for word in trades.words() {
        let rank = if word.text.starts_with(query) || has_initials(word.text, query) {
            Some(2)
        } else {
            (begins_like(word.text, query) || word.text.contains(query)).then_some(3)
        };
        found.extend(rank.into_iter().flat_map(|rank| word.codes.iter().map(move |code| (rank, LAST, *code))));
    }
    found
}

/// Cities with a plan of their own (计划单列市): Dalian, Ningbo, Xiamen, Qingdao, Shenzhen.
const PLANNED: [&str; 5] = ["210200", "330200", "350200", "370200", "440300"];

/// Which of equally good places people likelier mean, the likeliest first: municipalities (上海 before 绥化 for `sh`),
/// capitals of provinces (their code ends in 0100) and cities with a plan of their own (广州 before 赣州 for `gz`),
/// provinces (浙江 before 张家口 for `zj`), then the rest. Of industries those that need no narrowing.
fn prominence(tree: Tree, code: Code) -> u8 {
    let narrows = || u8::from(!tree.children(code).is_empty());
    let is_leading = || {
        let code = tree.written(code);
        code.ends_with("0100") || PLANNED.contains(&code.as_str())
    };
    match tree {
        Tree::Industries => narrows(),
        Tree::Regions if tree.children(Code::ROOT).contains(&code) => narrows().saturating_mul(2),
        Tree::Regions if is_leading() => 1,
        Tree::Regions => 3,
    }
}

/// The prominence of counties, and of industries below the divisions.
const LAST: u8 = 4;

/// How well a county fits, the best first: by its name, alone or after those that it lies in, its sound, first letters.
fn county_rank(county: &County, query: &str) -> Option<u8> {
    let name = fold(county.place.name);
    if name.starts_with(query) || county.is_spelled(query) {
        return Some(1);
    }
    let sounds = || county.sounds.split('|');
    if name.contains(query) || sounds().any(|sound| begins_sound(sound, query, false)) {
        return Some(2);
    }
    if sounds().any(|sound| begins_sound(sound, query, true)) || fold(county.words.english).starts_with(query) {
        return Some(3);
    }
    // 广州天 is on its way to 广州天河.
    let outer = Tree::Regions.upwards(county.place.code).filter_map(|code| Tree::Regions.row(code));
    let is_within = outer.filter(|row| row.code != county.place.code).any(|row| is_after(query, row.name, &name));
    is_within.then_some(3)
}

/// Whether a text is the name of an outer place, with or without its kind, and the beginning of that of an inner one.
fn is_after(text: &str, outer: &str, inner: &str) -> bool {
    // Names begin with two characters at least.
    let shared = text.chars().zip(outer.chars()).take_while(|(a, b)| a == b).count();
    let begins = |count: usize| {
        let rest: String = text.chars().skip(count).collect();
        !rest.is_empty() && inner.starts_with(&rest)
    };
    shared > 1 && (2..=shared).any(begins)
}

/// How well a place fits, the best first.
fn rank(row: &NamedPlace, aliases: Option<&Aliases>, query: &str) -> Option<u8> {
    let name = fold(row.name);
    let english = fold(aliases.map_or("", |words| words.english));
    let words = aliases.map_or("", |words| words.everyday);
    let mut best: Option<u8> = None;
    let mut offer = |fits: bool, rank: u8| {
        if fits && best.is_none_or(|best| rank < best) {
            best = Some(rank);
        }
    };
    offer(name.starts_with(query) || english == query || has_initials(&name, query), 1);
    for word in words.split(' ').map(fold).filter(|word| !word.is_empty()) {
        offer(word == query, 1);
        offer(word.starts_with(query) || has_initials(&word, query), 2);
        offer(begins_like(&word, query), 3);
        offer(word.contains(query), 3);
        // "奶茶店" holds the word "奶茶".
        offer(word.chars().count() > 1 && query.contains(&word), 3);
    }
    offer(name.contains(query), 2);
    offer(english.starts_with(query) || begins_like(&name, query), 2);
    offer(sounds_like(&name, query), 4);
    offer(query.chars().count() > 2 && english.contains(query), 4);
    best
}

/// Small letters of one width, without spaces and marks.
pub(crate) fn fold(text: &str) -> String {
    narrow(text).chars().filter(|&c| is_written(c)).collect()
}

/// A letter, digit or Chinese character; Unicode's own table of them is larger than all names of regions.
fn is_written(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{3400}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(tree: Tree, typed: &str) -> &'static str {
        places(tree, typed).first().and_then(|&code| tree.row(code)).expect(typed).name
    }

    #[test]
    fn industries_are_found_by_name_word_english_and_code() {
        for (typed, name) in [
            ("餐饮", "餐饮业"),
            ("奶茶店", "其他饮料及冷饮服务"),
            ("H62", "餐饮业"),
            ("Ｈ６２", "餐饮业"),
            ("ｃａｎｙｉｎ", "餐饮业"),
            ("Ｒｅｓｔａｕｒａｎｔ", "正餐服务"),
            ("62", "餐饮业"),
            ("software", "软件和信息技术服务业"),
            ("软件", "软件和信息技术服务业"),
            ("Restaurant", "正餐服务"),
            ("milk tea", "其他饮料及冷饮服务"),
            ("online shop", "互联网零售"),
            ("hairdresser", "理发及美容服务"),
            ("hospital", "医院"),
            ("canyin", "餐饮业"),
            ("cyy", "餐饮业"),
            ("naicha", "其他饮料及冷饮服务"),
            ("wangdian", "互联网零售"),
            ("zhizao", "制造业"),
            ("ruanjian", "软件和信息技术服务业"),
            ("jianzhuye", "建筑业"),
            ("餐飲業", "餐饮业"),
            ("軟件", "软件和信息技术服务业"),
            ("軟體", "软件和信息技术服务业"),
            ("計程車", "出租车客运"),
        ] {
            assert_eq!(first(Tree::Industries, typed), name, "{typed}");
        }
        assert!(places(Tree::Industries, "qqqq").is_empty());
    }

    #[test]
    fn regions_are_found_by_name_pinyin_and_code() {
        for (typed, name) in [
            ("广州", "广州市"),
            ("guangzhou", "广州市"),
            ("ＧＵＡＮＧＤＯＮＧ", "广东省"),
            ("４４０１００", "广州市"),
            ("广东省广州市", "广州市"),
            ("廣東廣州", "广州市"),
            ("新疆", "新疆维吾尔自治区"),
            ("Hang zhou", "杭州市"),
            ("gd", "广东省"),
            ("bj", "北京市"),
            ("sh", "上海市"),
            ("hz", "杭州市"),
            ("gz", "广州市"),
            ("zj", "浙江省"),
            ("sz", "深圳市"),
            ("zhejiang", "浙江省"),
            ("廣東", "广东省"),
            ("蘇州", "苏州市"),
            ("440100", "广州市"),
            ("浙", "浙江省"),
        ] {
            assert_eq!(first(Tree::Regions, typed), name, "{typed}");
        }
        assert_eq!(places(Tree::Regions, "").len(), 34);
        for typed in ["。", "-", "？！", "→"] {
            assert!(places(Tree::Regions, typed).is_empty(), "{typed} says nothing");
        }
    }

    #[test]
    fn places_in_everyday_writing_are_found_or_asked_about() {
        for fixtures::places::Place { typed, meant } in fixtures::places::places() {
            let found: Vec<String> =
                places(Tree::Regions, &typed).into_iter().map(|code| Tree::Regions.written(code)).collect();
            match meant.as_slice() {
                // What is read as a whole is chosen when the field is left; in letters it is there to be chosen.
                [one] if !typed.is_ascii() => assert_eq!(found.first(), Some(one), "{typed}"),
                several => assert!(several.iter().all(|code| found.contains(code)), "{typed}: {found:?}"),
            }
            let is_chosen = Tree::Regions.find(&typed).is_some();
            assert!(!is_chosen || meant.len() == 1, "{typed} is chosen silently");
            assert_eq!(Tree::Regions.is_shared(&typed), meant.len() > 1, "{typed}");
        }
    }

    #[test]
    fn trades_as_people_say_them_are_found_or_asked_about() {
        for fixtures::trades::Trade { typed, meant } in fixtures::trades::trades() {
            let found: Vec<String> =
                places(Tree::Industries, &typed).into_iter().map(|code| Tree::Industries.written(code)).collect();
            assert_eq!(found.get(..meant.len()), Some(meant.as_slice()), "{typed}: {found:?}");
            let is_chosen = Tree::Industries.find(&typed).is_some();
            assert!(!is_chosen || meant.len() == 1, "{typed} is chosen silently");
            assert!(!Tree::Industries.is_shared(&typed) || meant.len() != 1, "{typed} is asked about");
        }
    }

    #[test]
    fn trades_are_found_while_they_are_typed_by_sound_and_first_letters() {
        for (typed, code) in [
            ("lifadian", "O804"),
            ("lfd", "O804"),
            ("mianbaodian", "F5222"),
            ("mbd", "F5222"),
            ("banjia", "G5438"),
            ("wujindian", "F5281"),
            ("diandu", "C336"),
            ("yanjingdian", "F5236"),
            ("yuesao", "O801"),
            ("面包", "C1411"),
            ("理发", "O804"),
            ("麵包", "F5222"),
            ("bak", "F5222"),
            ("a small bakery", "F5222"),
            ("增材制造", "C3493"),
        ] {
            let found = places(Tree::Industries, typed);
            assert!(found.iter().any(|found| Tree::Industries.written(*found) == code), "{typed}: {found:?}");
        }
    }

    #[test]
    fn what_is_no_division_is_offered_as_the_place_that_it_lies_in() {
        for (typed, code) in [
            ("成都高新区", "510100"),
            ("义乌小商品城", "330782"),
            ("深圳华强北", "440300"),
            ("诸暨大唐", "330681"),
            ("昆山花桥", "320583"),
            ("呼市", "150100"),
        ] {
            let offered: Vec<String> =
                places(Tree::Regions, typed).iter().map(|code| Tree::Regions.written(*code)).collect();
            assert_eq!(offered, [code], "{typed}");
        }
        assert!(places(Tree::Regions, "量子波动").is_empty());
    }

    #[test]
    fn counties_are_found_while_they_are_typed() {
        let among = |typed: &str, code: &str| {
            places(Tree::Regions, typed).iter().any(|found| Tree::Regions.written(*found) == code)
        };
        for (typed, code) in [
            ("tianhe", "440106"),
            ("tianhequ", "440106"),
            ("Tianhe D", "440106"),
            ("kunsh", "320583"),
            ("pudong", "310115"),
            ("广州天", "440106"),
            ("广东天河", "440106"),
            ("昆山县", "320583"),
            ("萧山市", "330109"),
            ("weixian", "130726"),
        ] {
            assert!(among(typed, code), "{typed}");
        }
        assert_eq!(first(Tree::Regions, "gz"), "广州市", "cities come before counties");
        assert_eq!(first(Tree::Regions, "大兴"), "大兴区");
    }
}
