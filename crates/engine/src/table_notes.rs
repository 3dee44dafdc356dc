//! What rows of a table say that are no data: the unit of all amounts, sums, notes and signatures.

use crate::table::folded;

/// Characters that multiply.
const TIMES: [char; 8] = ['万', '萬', '千', '仟', '百', '佰', '亿', '億'];

/// What makes money of a number before it.
const MONEY: [&str; 11] = ["元", "圆", "圓", "人民币", "人民幣", "rmb", "cny", "yuan", "计", "計", "为单位"];

/// Behind these stands a unit.
const LABELS: [&str; 19] = [
    "单位", "單位", "金额", "金額", "为", "為", "是", "以", "按", "币", "幣", "rmb", "cny", "yuan", "元", "in", "unit",
    "units", "¥",
];

/// Money of others.
const FOREIGN: [&str; 13] =
    ["美元", "美金", "港元", "港币", "港幣", "欧元", "日元", "英镑", "usd", "hkd", "eur", "jpy", "gbp"];

/// Words that multiply, wherever they stand.
const WORDS: [&str; 11] =
    ["million", "millions", "thousand", "thousands", "billion", "billions", "mn", "mln", "mio", "bn", "000s"];

/// Round numbers that name a unit: `10000元`, `RMB'000`.
const ROUND: [&str; 8] = ["000", "100", "1000", "10000", "100000", "1000000", "10000000", "100000000"];

/// What stands in a row of units beside those of money.
const UNITS: [&str; 16] =
    ["人", "名", "户", "戶", "个", "個", "家", "元", "年", "天", "日", "名称", "代码", "people", "persons", "yuan"];

/// The runs of such characters, each between what stands before and behind it.
fn runs(text: &str, is_part: impl Fn(char) -> bool) -> Vec<[&str; 3]> {
    let mut found = Vec::new();
    let mut from = 0_usize;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find(&is_part)) {
        let (before, rest) = text.split_at(from.saturating_add(at));
        let (run, after) = rest.split_at(rest.find(|c| !is_part(c)).unwrap_or(rest.len()));
        found.push([before, run, after]);
        from = text.len().saturating_sub(after.len());
    }
    found
}

fn begins_with(text: &str, those: &[&str]) -> bool {
    those.iter().any(|one| text.starts_with(one))
}

fn ends_with(text: &str, those: &[&str]) -> bool {
    those.iter().any(|one| text.ends_with(one))
}

/// Whether a unit may begin here: at a label, a mark or the beginning.
fn begins_here(before: &str) -> bool {
    !before.ends_with(char::is_alphanumeric) || ends_with(before, &LABELS)
}

fn ends_here(after: &str) -> bool {
    !after.starts_with(char::is_alphanumeric)
}

/// Whether a text outside of the data says that amounts are in another unit than yuan; read as yuan they would be wrong
/// ten thousand times over. A multiplying word beside a label, money or a bracket is such a unit.
pub(crate) fn names_unit(text: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let whole = folded(text);
    let in_chinese = |[before, _, after]: [&str; 3]| {
        let label = before.trim_end_matches(is_digit);
        // `2000万元` is an amount, `单位：1万元` a unit.
        if label.len() < before.len() {
            return ends_with(label, &["单位", "单位:", "單位", "單位:", "金额(", "金額("]);
        }
        begins_with(after, &MONEY) || (ends_here(after) && begins_here(before))
    };
    let in_numbers = |[before, run, after]: [&str; 3]| {
        ROUND.contains(&run.replace(',', "").as_str())
            && (begins_with(after, &["元", "圆", "圓", "人民币", "人民幣", "rmb", "cny", "yuan"])
                || ends_with(
                    before,
                    &["单位", "单位:", "單位", "單位:", "unit", "unit:", "units:", "rmb", "cny", "'", "’"],
                ))
    };
    // Where words are parted by blanks, these tell them apart.
    let spaced = text.split_whitespace().map(folded).collect::<Vec<_>>().join(" ");
    let in_letters = |[before, word, after]: [&str; 3]| {
        let (before, after) = (before.trim_end(), after.trim_start());
        let number = word.trim_start_matches(is_digit);
        let money = ["rmb", "cny", "yuan"];
        let inner = money.iter().find_map(|one| number.strip_prefix(one).or_else(|| number.strip_suffix(one)));
        let rest = inner.unwrap_or(number);
        let is_short = matches!(rest, "w" | "k" | "m" | "mm");
        let stands =
            inner.is_some() || before.ends_with(['(', '[', '【', ':', '/', '=', '¥']) || ends_with(before, &LABELS);
        WORDS.contains(&rest)
            || WORDS.contains(&word)
            || (is_short && (begins_with(after, &MONEY) || (stands && ends_here(after))))
    };
    let is_foreign = |name: &&str| {
        whole.match_indices(name).any(|(at, _)| {
            let (before, rest) = whole.split_at(at);
            begins_here(before) && ends_here(rest.strip_prefix(name).unwrap_or_default())
        })
    };
    runs(&whole, |c| TIMES.contains(&c)).into_iter().any(in_chinese)
        || runs(&whole, is_digit).into_iter().any(in_numbers)
        || runs(&spaced, |c| c.is_ascii_alphanumeric()).into_iter().any(in_letters)
        || FOREIGN.iter().any(is_foreign)
        || whole.contains("万人")
}

/// The cell of a row below the heading that names a unit for all amounts, if one does: `单位：万元`, or a row of units.
pub(crate) fn unit_in<'c>(filled: &[&'c str]) -> Option<&'c str> {
    let is_labelled = |cell: &str| {
        // Few cells hold such a word, and most tables are long.
        let cell = if cell.contains(['单', '單', 'u', 'U', '额', '額']) { folded(cell) } else { return false };
        let labels =
            ["单位:", "單位:", "单位为", "单位是", "單位為", "单位(", "金额单位", "金額單位", "unit:", "units:"];
        labels.iter().any(|label| cell.contains(label)) || begins_with(&cell, &["单位", "單位", "金额", "金額"])
    };
    let bare = |cell: &str| folded(cell).trim_matches(|c: char| !c.is_alphanumeric()).to_owned();
    let is_unit = |cell: &str| {
        let bare = bare(cell);
        let is_chinese = bare.chars().all(|c| TIMES.contains(&c) || "元圆圓人民币幣".contains(c));
        let is_latin = bare.chars().all(|c| c.is_ascii_alphabetic());
        (is_chinese || is_latin) && names_unit(&format!("({bare})"))
    };
    let is_bracketed = |cell: &str| cell.starts_with(['(', '（', '[', '【']);
    // `千` may be a slip in a row of data, but not where all around it are units.
    let are_units =
        filled.iter().all(|cell| is_unit(cell) || is_bracketed(cell) || UNITS.contains(&bare(cell).as_str()));
    let is_alone =
        |cell: &str| is_unit(cell) && (cell.contains('元') || is_bracketed(cell) || (filled.len() > 1 && are_units));
    let is_note = |cell: &str| filled.len() == 1 && is_note(cell, true);
    let has_digits = filled.iter().any(|cell| cell.contains(char::is_numeric));
    let says =
        |cell: &&&str| ((is_labelled(cell) || is_note(cell)) && names_unit(cell)) || (!has_digits && is_alone(cell));
    filled.iter().find(says).copied()
}

/// Whether a cell begins as a note or a signature does; one that stands alone in its row is one by a colon already.
fn is_note(cell: &str, is_alone: bool) -> bool {
    const NOTES: [&str; 12] =
        ["注", "备注", "備註", "附注", "说明", "說明", "日期", "审核", "复核", "负责人", "note", "notes"];
    const SIGNED: [&str; 9] =
        ["制表人", "製表人", "填表人", "填报人", "审核人", "复核人", "经办人", "制单人", "preparedby"];
    const OF_ALL: [&str; 10] =
        ["以上数", "以上金", "以上均", "以上为", "以上各", "上述", "本表", "此表", "表中", "数据"];
    let cell = folded(cell);
    let is_titled = NOTES.iter().any(|note| {
        let rest = cell.strip_prefix(note).map(|rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
        rest.is_some_and(|rest| rest.starts_with(':'))
    });
    // A time of day has a colon, too.
    let is_labelled = cell.contains(':') && !cell.starts_with(|c: char| c.is_ascii_digit());
    is_titled || begins_with(&cell, &SIGNED) || (is_alone && (is_labelled || begins_with(&cell, &OF_ALL)))
}

/// Whether a cell says that its row is a sum of others. A name that only begins so is a name: 合计科技有限公司.
fn is_sum(cell: &str) -> bool {
    const SUMS: [&str; 15] = [
        "合计",
        "合計",
        "总计",
        "總計",
        "小计",
        "小計",
        "共计",
        "共計",
        "累计",
        "累計",
        "total",
        "totals",
        "subtotal",
        "grandtotal",
        "sum",
    ];
    if !cell.contains(['计', '計', 't', 'T', 's', 'S', 'Ｔ', 'ｔ']) {
        return false;
    }
    let cell = folded(cell);
    let cell = cell.trim_matches(|c: char| !c.is_alphanumeric());
    let is_counted = |rest: &str| rest.chars().all(|c| !c.is_alphabetic() || "户家人元个笔万亿千数金额".contains(c));
    SUMS.iter().any(|sum| cell.strip_prefix(sum).is_some_and(is_counted) || (!sum.is_ascii() && cell.ends_with(sum)))
}

/// The cell by which a row is a sum, a note or a signature and no data, if it is one.
pub(crate) fn no_data<'c>(filled: &[&'c str]) -> Option<&'c str> {
    let first = filled.first().filter(|cell| is_note(cell, filled.len() == 1));
    first.or_else(|| filled.iter().find(|cell| is_sum(cell))).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_that_names_another_unit_than_yuan_is_seen() {
        for title in [
            "单位：万元",
            "单位：人/万",
            "单位：人民币/万",
            "金额（万）",
            "金额均为万",
            "客户表（W）",
            "單位：萬",
            "单位：仟元",
            "单位：佰万",
            "单位：10000元",
            "千人民币",
            "RMB mn",
            "in CNY 10k",
            "应收账款台账（RMB W）",
            "金额以万计",
            "RMB'000",
            "In million yuan",
            "单位 W",
            "单位：K元",
            "（亿元）",
            "单位：美元",
            "单位：1万元",
            "CNY 10,000",
            "（百万）",
            "RMBm",
            "以万为单位",
            "Unit: k",
            "人数（万人）",
        ] {
            assert!(names_unit(title), "{title}");
        }
        for title in [
            "台账",
            "单位：元",
            "单位：人民币元",
            "万达公司客户表",
            "千禧公司",
            "百万庄街道企业名单",
            "2026年11月",
            "W Hotel 客户",
            "K公司",
            "2000万元以下企业",
            "客户（北京）",
            "AMM 客户",
            "10000户企业",
            "in yuan",
            "千人计划",
        ] {
            assert!(!names_unit(title), "{title}");
        }
    }

    #[test]
    fn a_row_of_units_and_a_note_of_one_are_told_from_data() {
        for row in [
            &["单位：万元"][..],
            &["注：金额单位为万元"],
            &["人", "万元"],
            &["（名称）", "（人）", "（万元）", "（代码）"],
            &["people", "mn"],
            &["以上金额均为万元"],
            &["制表人：张三", "单位：万元"],
            &["（万元）"],
        ] {
            assert!(unit_in(row).is_some(), "{row:?}");
        }
        for row in [
            &["甲", "500", "2万元", "C13"][..],
            &["万元户科技"],
            &["千元百货", "8"],
            &["人", "元"],
            &["W", "individual"],
            &["百万庄商店", "个体工商户"],
            &["A1", "2025-08-01:3万"],
            &["单位：元"],
        ] {
            assert_eq!(unit_in(row), None, "{row:?}");
        }
    }

    #[test]
    fn sums_notes_and_signatures_are_no_data_and_names_that_begin_so_are() {
        for row in [
            &["合计", "508", "20080万"][..],
            &["总计"],
            &["小　计", "8"],
            &["本页合计"],
            &["Total", "8"],
            &["合计（元）"],
            &["注：以上数据为2023年"],
            &["制表人：张三"],
            &["制表人 张三"],
            &["单位：元"],
            &["1", "合计", "8"],
        ] {
            assert!(no_data(row).is_some(), "{row:?}");
        }
        for row in
            [&["合计科技有限公司", "8"][..], &["Total Energies"], &["注册会计师事务所"], &["总计（北京）软件"], &["甲"]]
        {
            assert_eq!(no_data(row), None, "{row:?}");
        }
    }
}
