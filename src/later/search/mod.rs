//! Finding places by name, everyday word, pinyin, first letters, English or code, in simplified or traditional form.

mod pinyin;
mod simplified;

pub(crate) use pinyin::sounds_like;
pub(crate) use simplified::simplified;

use crate::first::combobox::MOST_OFFERED;
use engine::enterprise::{Aliases, Code, NamedPlace, Tree};
use engine::quantity::narrow;
use pinyin::{begins_like, has_initials};

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
    engine::quantity::sort_by(&mut found, Ord::cmp);
    let meant = tree.find(&simplified(typed)).map_or_else(|| tree.bearers(&simplified(typed)), |code| vec![code]);
    let rest: Vec<Code> = found.into_iter().map(|(.., code)| code).filter(|code| !meant.contains(code)).collect();
    meant.into_iter().chain(rest).take(MOST_OFFERED).collect()
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
            ("奶茶店", "餐饮业"),
            ("H62", "餐饮业"),
            ("Ｈ６２", "餐饮业"),
            ("ｃａｎｙｉｎ", "餐饮业"),
            ("Ｒｅｓｔａｕｒａｎｔ", "餐饮业"),
            ("62", "餐饮业"),
            ("software", "软件和信息技术服务业"),
            ("软件", "软件和信息技术服务业"),
            ("Restaurant", "餐饮业"),
            ("milk tea", "餐饮业"),
            ("online shop", "零售业"),
            ("hairdresser", "居民服务业"),
            ("hospital", "卫生"),
            ("canyin", "餐饮业"),
            ("cyy", "餐饮业"),
            ("naicha", "餐饮业"),
            ("wangdian", "零售业"),
            ("zhizao", "制造业"),
            ("ruanjian", "软件和信息技术服务业"),
            ("jianzhuye", "建筑业"),
            ("餐飲業", "餐饮业"),
            ("軟件", "软件和信息技术服务业"),
            ("軟體", "软件和信息技术服务业"),
            ("計程車", "道路运输业"),
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
    fn document_numbers_are_found_however_their_brackets_are_typed() {
        let number = fold("财税〔2022〕10号");
        for typed in ["财税[2022]10号", "财税（2022）10号", "财税(2022) 10 号", "财税〔２０２２〕１０号"]
        {
            assert_eq!(fold(typed), number, "{typed}");
        }
    }
}
