//! The groups and classes of the industries, the words that people use for their trade, and what a text of theirs means.
//!
//! A trade is told by a word (理发店), a code or an official name, or by a sentence around one (我开了家理发店). Many goods
//! are made, sold in bulk and sold in shops: which of these is meant is told by what stands beside them (卖, 批发, 厂), and
//! asked where nothing tells.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::plain_name;
use super::simplified::simplified;
use super::tree::{Code, NamedPlace, Tree};
use crate::quantity::{narrow, sort_by};

/// A word for a trade.
#[derive(Clone, Debug)]
pub struct Word {
    /// As people write it, in small letters without blanks.
    pub text: &'static str,
    /// The industries that it may mean, in their order.
    pub codes: Vec<Code>,
}

/// All groups and classes that are not among the rows of the tree, and all words.
#[derive(Debug)]
pub struct Trades {
    /// In the order of their codes.
    rows: Vec<NamedPlace>,
    /// In the order of their texts.
    words: Vec<Word>,
    /// [`Trades::meant`].
    pub(super) ask: fn(&Self, &str, Reading) -> Vec<Code>,
    /// [`Trades::completed`].
    pub(super) complete: fn(&Self, &str) -> Option<Code>,
}

/// How much of a text must be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// All of it: what is left could turn the meaning.
    Whole,
    /// Something in it, for a list to choose from.
    Part,
}

/// The tables as a page fetches them.
#[derive(Debug, Serialize, Deserialize)]
struct Packed {
    /// From each code to the next.
    steps: Vec<u32>,
    /// The names of the codes, a line each.
    names: String,
    /// The words, a line for each set of industries: their codes, a tab, the words.
    words: String,
}

impl Packed {
    fn bundled() -> Self {
        let (mut steps, mut names, mut last) = (Vec::new(), String::new(), 0_u32);
        for line in include_str!("industries-finer.tsv").lines().filter(|line| !line.starts_with('#')) {
            let Some((code, name)) = line.split_once('\t') else { continue };
            let Some(code) = Tree::Industries.number(code) else { continue };
            steps.push(code.number().saturating_sub(last));
            last = code.number();
            names.push_str(name);
            names.push('\n');
        }
        let words = include_str!("trades.tsv").lines().filter(|line| !line.starts_with('#'));
        Self { steps, names, words: words.collect::<Vec<&str>>().join("\n") }
    }
}

static TRADES: OnceLock<Trades> = OnceLock::new();

/// The trades, once they are here.
pub(super) fn trades() -> Option<&'static Trades> {
    // The page is all that is compiled for browsers, and all that must be small when it starts.
    if cfg!(target_family = "wasm") {
        TRADES.get()
    } else {
        Some(TRADES.get_or_init(|| Trades::new(Packed::bundled())))
    }
}

/// The trades as a page fetches them.
///
/// # Errors
/// Never for these tables; the encoder's interface allows for it.
pub fn pack_trades() -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(&Packed::bundled())
}

/// Takes the trades that a page has fetched, once and for all; whether they are sound.
pub fn install_trades(bytes: &[u8]) -> bool {
    let Ok(packed) = postcard::from_bytes::<Packed>(bytes) else { return false };
    let trades = Trades::new(packed);
    let is_sound = !trades.rows.is_empty() && !trades.words.is_empty();
    if is_sound {
        // Fetched twice, they are the same.
        drop(TRADES.set(trades));
    }
    is_sound
}

/// What is done, by the words that say it.
#[derive(Debug)]
struct Doing {
    /// The words; the longest of those that begin alike first.
    words: &'static [&'static str],
    /// Where those who do it are classified.
    among: &'static [&'static str],
    /// Where they are if it is done with goods that are classified nowhere there.
    otherwise: &'static [&'static str],
}

const DOINGS: [Doing; 11] = [
    Doing {
        words: &["门市部", "小卖部", "门市", "门店", "商店", "小店", "店铺", "店面", "开店", "店", "铺", "摊"],
        among: &["F52"],
        otherwise: &[],
    },
    // What is sold is not made there, though its word be that of a factory: 卖拉链.
    Doing { words: &["专卖", "零售", "卖"], among: &["F52"], otherwise: &["F52"] },
    Doing {
        words: &[
            "供应商",
            "批发部",
            "批发商",
            "外贸公司",
            "国际贸易",
            "进出口",
            "批发",
            "外贸",
            "贸易",
            "出口",
            "进口",
            "档口",
        ],
        among: &["F51"],
        otherwise: &["F51"],
    },
    Doing {
        words: &["经销商", "经营部", "经销部", "销售部", "经销", "销售", "商行", "商贸"],
        among: &["F51", "F52"],
        otherwise: &[],
    },
    Doing {
        words: &[
            "加工厂",
            "厂子",
            "制造厂",
            "生产加工",
            "生产制造",
            "工厂",
            "代工",
            "加工",
            "生产",
            "制造",
            "制作",
            "作坊",
            "厂",
            "造",
        ],
        among: &["C", "D"],
        otherwise: &["C"],
    },
    Doing { words: &["种植", "栽培", "养殖", "饲养", "种", "养"], among: &["A"], otherwise: &[] },
    Doing { words: &["维修", "修理", "修"], among: &["C43", "O81"], otherwise: &["C43", "O81"] },
    Doing { words: &["租赁", "出租"], among: &["K704", "L71"], otherwise: &["L71"] },
    Doing { words: &["安装"], among: &["E49", "E50"], otherwise: &["E49"] },
    Doing { words: &["回收"], among: &["C42", "F5191"], otherwise: &["C42", "F5191"] },
    Doing { words: &["清洗", "保洁"], among: &["O80", "O81", "O82"], otherwise: &["O82"] },
];

/// Where a trade is, which says nothing about it though it holds words for other trades.
const WHERE: [&str; 16] = [
    "小商品城",
    "十三行",
    "学校门口",
    "学校旁边",
    "学校里",
    "医院门口",
    "医院旁边",
    "小区门口",
    "小区里",
    "地铁口",
    "车站旁",
    "工地旁",
    "商场里",
    "超市里",
    "景区里",
    "菜市场里",
];

/// What may stand around the word for a trade and says nothing about it; the longest of those that begin alike first.
const AROUND: [&str; 88] = [
    "有限责任公司",
    "有限公司",
    "个体工商户",
    "股份公司",
    "自己家",
    "我们家",
    "工作室",
    "服务部",
    "帮别人",
    "帮人家",
    "工商户",
    "个体户",
    "夫妻店",
    "给人家",
    "替人家",
    "一条龙",
    "几百头",
    "几十头",
    "几千只",
    "几百只",
    "几百亩",
    "几十亩",
    "几亩",
    "夫妻",
    "我们",
    "我家",
    "我是",
    "本店",
    "本人",
    "自己",
    "开了",
    "开着",
    "办了",
    "一家",
    "一个",
    "一间",
    "小型",
    "大型",
    "从事",
    "经营",
    "主营",
    "主要",
    "专门",
    "专业",
    "承包",
    "上门",
    "帮人",
    "给人",
    "替人",
    "行业",
    "业务",
    "生意",
    "公司",
    "企业",
    "个体",
    "服务",
    "小区",
    "门口",
    "楼下",
    "路边",
    "街边",
    "街上",
    "村里",
    "镇上",
    "县城",
    "城里",
    "农村",
    "网上",
    "线上",
    "目前",
    "现在",
    "准备",
    "打算",
    "师傅",
    "老板",
    "我",
    "开",
    "办",
    "家",
    "个",
    "间",
    "小",
    "大",
    "做",
    "搞",
    "干",
    "的",
    "了",
];

/// More of the same, a character each.
const AROUND_CHARACTERS: &str = "是在和与及类等业行商人员种想老新有";

/// The most characters of a word.
const LONGEST: usize = 14;

/// What was found in a text.
#[derive(Debug, Default)]
struct Found<'t> {
    /// The words for trades.
    trades: Vec<&'t Word>,
    /// What is said to be done.
    doings: Vec<&'static Doing>,
    /// The words that say so, where they are words for trades, too: 批发.
    general: Vec<&'t Word>,
    /// The characters that were not understood.
    left: String,
}

impl Trades {
    fn new(packed: Packed) -> Self {
        let (names, lines) = (&*String::leak(packed.names), &*String::leak(packed.words));
        let mut last = 0_u32;
        let rows = packed.steps.iter().zip(names.lines()).map(|(step, name)| {
            last = last.saturating_add(*step);
            NamedPlace { code: Code::new(last), name, category: "" }
        });
        let mut words: Vec<Word> = Vec::new();
        for (codes, texts) in lines.lines().filter_map(|line| line.split_once('\t')) {
            let codes: Vec<Code> = codes.split(' ').filter_map(|code| Tree::Industries.number(code)).collect();
            words.extend(texts.split(' ').map(|text| Word { text, codes: codes.clone() }));
        }
        sort_by(&mut words, |a, b| a.text.cmp(b.text));
        Self { rows: rows.collect(), words, ask: Self::meant, complete: Self::completed }
    }

    /// The groups and classes, in the order of their codes.
    #[must_use]
    pub fn rows(&self) -> &[NamedPlace] {
        &self.rows
    }

    /// The words for trades.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    pub(super) fn get(&self, code: Code) -> Option<&NamedPlace> {
        self.rows.binary_search_by_key(&code, |row| row.code).ok().and_then(|index| self.rows.get(index))
    }

    /// The class whose first zero a spreadsheet has dropped (610 for 0610), where the three digits left are no group.
    fn completed(&self, digits: &str) -> Option<Code> {
        let tree = Tree::Industries;
        if digits.len() != 3 || digits.starts_with('0') {
            return None;
        }
        let group = tree.number(digits)?;
        let is_row = |code: Code| self.get(code).is_some() || tree.rows().iter().any(|row| row.code == code);
        let holds = |row: &NamedPlace| row.code != group && tree.within(row.code, group);
        // What ends in 0 is a group only where it is all there is of its division.
        let is_group = is_row(group) && !(digits.ends_with('0') && self.rows.iter().any(holds));
        tree.number(&["0", digits].concat()).filter(|class| !is_group && is_row(*class))
    }

    fn word(&self, text: &str) -> Option<&Word> {
        self.words.binary_search_by(|word| word.text.cmp(text)).ok().and_then(|index| self.words.get(index))
    }

    /// The industries that a text may mean: none, one, or several of which it must be asked which.
    fn meant(&self, typed: &str, reading: Reading) -> Vec<Code> {
        let text = simplified(&plain_name(typed));
        let text: String = text.chars().filter(|c| is_written(*c)).collect();
        let plain = |c: char| is_written(c).then(|| c.to_ascii_lowercase());
        let is_called = |row: &&NamedPlace| row.name.chars().filter_map(plain).eq(text.chars());
        let named: Vec<Code> = self.rows.iter().filter(is_called).map(|row| row.code).collect();
        if let Some(code) = widest(&named) {
            return vec![code];
        }
        if let Some(word) = self.word(&text) {
            return word.codes.clone();
        }
        if text.is_ascii() {
            return if reading == Reading::Part { self.english(typed) } else { Vec::new() };
        }
        let found = self.search(&text);
        if reading == Reading::Whole && !found.left.is_empty() {
            return Vec::new();
        }
        found.meaning()
    }

    /// The trades named within English text: words of up to three that stand together.
    fn english(&self, typed: &str) -> Vec<Code> {
        let lower = narrow(typed);
        let parts: Vec<&str> =
            lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
        let mut found: Vec<&Word> = Vec::new();
        let mut rest = parts.as_slice();
        while !rest.is_empty() {
            let mut longest = (1..=rest.len().min(3)).rev();
            let hit = longest.find_map(|count| Some((count, self.word(&rest.get(..count)?.concat())?)));
            let taken = hit.map_or(1, |(count, word)| {
                found.push(word);
                count
            });
            rest = rest.get(taken..).unwrap_or_default();
        }
        // A shop or a factory of something is named by the thing.
        let is_general = |word: &&&Word| word.codes.len() == 1 && matches!(word.text, "shop" | "store" | "factory");
        let telling: Vec<&Word> = found.iter().filter(|word| !is_general(word)).copied().collect();
        together(if telling.is_empty() { &found } else { &telling })
    }

    /// The words for trades and for what is done in a text, from left to right, the longest first.
    fn search(&self, text: &str) -> Found<'_> {
        let mut text = text.to_owned();
        for place in WHERE {
            text = text.replace(place, "");
        }
        if let Some((before, after)) = text.split_once('在')
            && let Some(rest) = past_region(after)
        {
            text = [before, rest].concat();
        }
        let mut found = Found::default();
        let mut rest = text.as_str();
        while let Some(first) = rest.chars().next() {
            let ends = rest.char_indices().map(|(at, c)| at.saturating_add(c.len_utf8())).take(LONGEST);
            let ends: Vec<usize> = ends.collect();
            let mut longest = ends.iter().skip(1).rev().filter_map(|end| rest.get(..*end));
            let word = longest.find_map(|part| self.word(part));
            let doing = doing(rest);
            // 门市部 says that something is sold, though it is a word, too.
            let taken = match (word, doing) {
                (Some(word), doing) if doing.is_none_or(|(said, _)| said.len() < word.text.len()) => {
                    found.trades.push(word);
                    word.text
                }
                (_, Some((said, doing))) => {
                    found.doings.push(doing);
                    found.general.extend(self.word(said));
                    said
                }
                _ => around(rest).unwrap_or_else(|| {
                    found.left.push(first);
                    rest.get(..first.len_utf8()).unwrap_or_default()
                }),
            };
            rest = rest.get(taken.len()..).unwrap_or_default();
        }
        // Goods of a single character are told by what is done with them alone: 卖鱼, 鞋厂.
        if found.trades.is_empty()
            && !found.doings.is_empty()
            && let Some(word) = self.word(&found.left)
        {
            found.trades.push(word);
            found.left.clear();
        }
        if found.trades.is_empty() {
            found.trades.append(&mut found.general);
        }
        found
    }
}

impl Found<'_> {
    fn meaning(&self) -> Vec<Code> {
        let among = |codes: &[&str], code: Code| {
            let outer = codes.iter().filter_map(|outer| Tree::Industries.number(outer));
            outer.into_iter().any(|outer| Tree::Industries.within(code, outer))
        };
        let all = together(&self.trades);
        let is_done = |code: &Code| self.doings.iter().any(|doing| among(doing.among, *code));
        let done: Vec<Code> = all.iter().copied().filter(is_done).collect();
        if !done.is_empty() {
            return done;
        }
        let otherwise = self.doings.iter().flat_map(|doing| doing.otherwise);
        let mut otherwise: Vec<Code> = otherwise.filter_map(|code| Tree::Industries.number(code)).collect();
        // What is made or sold is what it is done with; any other trade may be the one that is meant, and surely is where
        // it sells what it does: 卖早餐.
        let is_other = |code: &&Code| !among(&["C", "F"], **code);
        let is_sold = otherwise.iter().all(|code| among(&["F"], *code));
        if otherwise.is_empty() || all.is_empty() || (is_sold && all.iter().any(|code| is_other(&code))) {
            return all;
        }
        otherwise.extend(all.iter().filter(is_other));
        sort_by(&mut otherwise, Ord::cmp);
        otherwise.dedup();
        otherwise
    }
}

/// The industries of several words: those that all of them may mean if there are such, else all, but none that holds
/// another one.
fn together(words: &[&Word]) -> Vec<Code> {
    let tree = Tree::Industries;
    let mut codes: Vec<Code> = words.iter().flat_map(|word| word.codes.iter().copied()).collect();
    sort_by(&mut codes, Ord::cmp);
    codes.dedup();
    let in_all = |code: &Code| words.iter().all(|word| word.codes.contains(code));
    let shared: Vec<Code> = codes.iter().copied().filter(in_all).collect();
    if !shared.is_empty() {
        return shared;
    }
    let holds = |outer: Code| codes.iter().any(|inner| *inner != outer && tree.within(*inner, outer));
    codes.iter().copied().filter(|code| !holds(*code)).collect()
}

/// The one of several that holds all of them.
fn widest(codes: &[Code]) -> Option<Code> {
    let holds = |outer: &&Code| codes.iter().all(|inner| Tree::Industries.within(*inner, **outer));
    codes.iter().find(holds).copied()
}

/// A text past the region that it begins with, which says where a trade is: 义乌.
fn past_region(text: &str) -> Option<&str> {
    let plain =
        |name: &'static str| name.strip_suffix(['省', '市', '县', '区']).filter(|short| short.chars().count() > 1);
    let rows = Tree::Regions.rows().iter().map(|row| row.name);
    let names = rows.chain(Tree::Regions.counties().iter().map(|county| county.place.name));
    let said = names.flat_map(|name| [Some(name), plain(name)]).flatten().filter(|name| text.starts_with(name));
    said.max_by_key(|name| name.len()).and_then(|name| text.strip_prefix(name))
}

/// What a text begins by saying is done.
fn doing(text: &str) -> Option<(&'static str, &'static Doing)> {
    static ALL: &[Doing] = &DOINGS;
    let said = ALL.iter().flat_map(|doing| doing.words.iter().map(move |word| (*word, doing)));
    said.filter(|(word, _)| text.starts_with(word)).max_by_key(|(word, _)| word.len())
}

/// What a text begins with that says nothing.
fn around(text: &str) -> Option<&str> {
    let first = text.chars().next()?;
    let phrase = AROUND.iter().find(|phrase| text.starts_with(**phrase)).copied();
    phrase.or_else(|| AROUND_CHARACTERS.contains(first).then(|| text.get(..first.len_utf8()))?)
}

/// A letter, digit or Chinese character.
fn is_written(c: char) -> bool {
    c.is_ascii_alphanumeric() || ('\u{3400}'..='\u{9fff}').contains(&c)
}
