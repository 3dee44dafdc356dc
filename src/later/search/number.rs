//! Document numbers as people write them: `财税〔2022〕10号`, `财税[2022]10`, `财税2022 10`, `公告2023年第12号`.

use engine::quantity::narrow;

/// The number of a document, as far as it is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocumentNumber {
    /// Who numbers it, with nothing between the characters; empty where that is not told.
    pub(crate) by: String,
    /// The year.
    pub(crate) year: u32,
    /// The number in that year.
    pub(crate) number: u32,
}

impl DocumentNumber {
    /// Whether another one, told in part, may be this one.
    pub(crate) fn is_meant_by(&self, told: &Self) -> bool {
        self.year == told.year && self.number == told.number && self.is_of(told)
    }

    /// Whether both are numbered by the same, as far as that is told.
    pub(crate) fn is_of(&self, told: &Self) -> bool {
        // Other words may stand before it, and fewer than all who issued it together be named.
        self.by.contains(&told.by) || (!self.by.is_empty() && told.by.ends_with(&self.by))
    }
}

/// The first document number in a text, with what stands before and behind it.
pub(crate) fn split_number(text: &str) -> Option<(DocumentNumber, String)> {
    let characters: Vec<char> = narrow(text).chars().collect();
    (0..characters.len()).find_map(|at| {
        let (number, from, to) = number_at(&characters, at)?;
        let before = characters.get(..from).unwrap_or_default();
        let behind = characters.get(to..).unwrap_or_default();
        Some((number, before.iter().chain(&[' ']).chain(behind).collect()))
    })
}

/// All document numbers in a text.
pub(crate) fn numbers_in(text: &str) -> Vec<DocumentNumber> {
    let characters: Vec<char> = narrow(text).chars().collect();
    (0..characters.len()).filter_map(|at| Some(number_at(&characters, at)?.0)).collect()
}

/// The number whose year stands here, and where it begins and ends.
fn number_at(characters: &[char], at: usize) -> Option<(DocumentNumber, usize, usize)> {
    let (year, behind) = digits(characters, at)?;
    let is_before_digit = at.checked_sub(1).and_then(|before| characters.get(before)).is_some_and(char::is_ascii_digit);
    if is_before_digit || !(1980..=2100).contains(&year) {
        return None;
    }
    let between = |c: &&char| is_mark(**c) || matches!(**c, ' ' | '年' | '第');
    let gap: Vec<&char> = characters.get(behind..)?.iter().take_while(between).collect();
    let start = behind.saturating_add(gap.len());
    let (number, end) = digits(characters, start).filter(|_| !gap.is_empty())?;
    // `2026年3月`, `2023—2027` and `2026 300万` are no numbers of documents.
    let next = characters.get(end);
    let is_number =
        next.is_none_or(|&c| c == '号' || c == ' ' || is_mark(c) || matches!(c, ',' | '，' | '、' | ';' | '；'));
    if !is_number || (1980..=2100).contains(&number) {
        return None;
    }
    let mut from = at;
    while let Some(before) = from.checked_sub(1)
        && characters.get(before).is_some_and(|&c| is_chinese(c) || is_mark(c) || c == ' ')
    {
        from = before;
    }
    let by: String = characters.get(from..at)?.iter().filter(|&&c| is_chinese(c)).collect();
    // A year and a number without anything that says so may be anything.
    let says_so = !by.is_empty() || gap.iter().any(|&&c| c != ' ') || next == Some(&'号');
    let blanks = characters.get(end..)?.iter().take_while(|c| **c == ' ').count();
    let sign = end.saturating_add(blanks);
    let end = if characters.get(sign) == Some(&'号') { sign.saturating_add(1) } else { end };
    says_so.then_some((DocumentNumber { by, year, number }, from, end))
}

/// The number whose first digit stands here, and the place behind its last one.
fn digits(characters: &[char], at: usize) -> Option<(u32, usize)> {
    let digits: String = characters.get(at..)?.iter().take_while(|c| c.is_ascii_digit()).take(6).collect();
    Some((digits.parse().ok()?, at.saturating_add(digits.len())))
}

/// A bracket or dash, of whatever kind.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '〔' | '〕'
            | '['
            | ']'
            | '('
            | ')'
            | '【'
            | '】'
            | '〈'
            | '〉'
            | '《'
            | '》'
            | '{'
            | '}'
            | '-'
            | '—'
            | '_'
            | '.'
    ) || matches!(c, '［' | '］' | '（' | '）')
}

fn is_chinese(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_however_it_is_written() {
        let expected = DocumentNumber { by: "财税".to_owned(), year: 2022, number: 10 };
        for typed in [
            "财税〔2022〕10号",
            "财税[2022]10号",
            "财税(2022)10号",
            "财税（2022）10号",
            "财税【2022】10号",
            "财税〔２０２２〕１０号",
            "财税 2022 10",
            "财税2022 10号",
            "财税2022-10",
            "财税2022年10号",
            "财税2022年第10号",
            "财 税 [2022] 第 10 号",
            "财税〔2022〕10",
        ] {
            let (number, rest) = split_number(typed).expect(typed);
            assert_eq!((&number, rest.trim()), (&expected, ""), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_left_as_words() {
        for typed in [
            "2026年3月",
            "2023—2027",
            "2026 300万",
            "小微2026",
            "财税〔2022〕",
            "2022",
            "13800002022 10",
            "2022 10",
            "",
        ] {
            assert_eq!(split_number(typed), None, "{typed}");
        }
    }

    #[test]
    fn part_of_those_who_issued_it_is_enough_and_words_around_it_stay() {
        let whole = numbers_in("财政部 税务总局公告2023年第12号");
        assert_eq!(whole.len(), 1);
        for typed in ["税务总局公告2023年第12号", "公告2023年第12号", "2023年第12号", "财政部税务总局公告2023年12号"]
        {
            let (told, _) = split_number(typed).expect(typed);
            assert!(whole.iter().all(|number| number.is_meant_by(&told)), "{typed}");
        }
        let (told, rest) = split_number("小微 财税〔2019〕13号 免税").expect("a number");
        assert!(numbers_in("财税〔2019〕13号").iter().all(|number| number.is_meant_by(&told)));
        assert!(!numbers_in("财金〔2019〕13号").iter().any(|number| number.is_meant_by(&told)), "{told:?}");
        assert_eq!(rest.trim(), "免税");
        assert_eq!(numbers_in("财税〔2015〕119号、财税〔2018〕64号").len(), 2);
    }
}
