//! Other words for options than the names that the catalogue gives them: short ones, and those that registers and licences use.

/// Words of business licences, by the fact and the option that they mean.
const LICENCE: [(&str, &str, &[&str]); 4] = [
    (
        "entity",
        "company",
        &["有限公司", "有限责任公司", "股份有限公司", "股份公司", "一人有限公司", "企业法人", "公司制企业", "内资企业"],
    ),
    ("entity", "individual", &["个体户", "个体", "个体工商户(个人经营)", "个体工商户(家庭经营)", "个体经营"]),
    (
        "entity",
        "sole_partnership",
        &[
            "个人独资企业",
            "个人独资",
            "独资企业",
            "合伙企业",
            "合伙",
            "有限合伙",
            "有限合伙企业",
            "普通合伙",
            "普通合伙企业",
        ],
    ),
    ("entity", "cooperative", &["合作社", "农业合作社", "专业合作社"]),
];

/// Whether an option of a fact is also called so, as [`plain_name`](crate::enterprise::plain_name) writes it.
pub(super) fn is_also_called(fact: &str, option: &str, name: &str) -> bool {
    // `有限责任公司（自然人投资或控股）` says more of the same.
    let short = name.split_once('(').map_or(name, |(before, _)| before);
    LICENCE.iter().any(|(of, known, words)| {
        *of == fact && *known == option && words.iter().any(|word| *word == name || *word == short)
    })
}

/// Whether a word is the beginning of a Chinese name and means the same: 小规模 for 小规模纳税人, but not 高新 for 高新以外.
pub(super) fn is_short_for(word: &str, name: &str) -> bool {
    const OTHERWISE: [char; 8] = ['外', '非', '不', '无', '未', '没', '除', '以'];
    let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let Some(rest) = name.strip_prefix(word) else { return false };
    word.chars().filter(|&c| is_chinese(c)).count() > 1 && word.chars().all(is_chinese) && !rest.contains(OTHERWISE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_word_never_means_the_opposite() {
        for (word, name) in [("小规模", "小规模纳税人"), ("公司", "公司等企业法人"), ("一般", "一般纳税人")]
        {
            assert!(is_short_for(word, name), "{word}");
        }
        for (word, name) in [
            ("高新", "高新以外"),
            ("缴增值税", "不缴增值税"),
            ("大", "大型"),
            ("Small", "Smallscale"),
            ("", "其他"),
            ("有效", "有效期已过，无证书"),
        ] {
            assert!(!is_short_for(word, name), "{word}");
        }
    }

    #[test]
    fn words_of_licences_are_known() {
        assert!(is_also_called("entity", "company", "有限责任公司(自然人投资或控股)"));
        assert!(is_also_called("entity", "individual", "个体户"));
        assert!(!is_also_called("entity", "individual", "公司") && !is_also_called("other", "company", "有限公司"));
    }
}
