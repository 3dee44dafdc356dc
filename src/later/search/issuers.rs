//! Those who issue policies, merged to what a filter can list: the catalogue names some three hundred, many of them twice.

use std::sync::OnceLock;

/// Several that issue policies, as the filter lists them.
#[derive(Debug)]
pub(crate) struct Issuer {
    /// Its name in Chinese and English.
    pub(crate) names: [&'static str; 2],
    patterns: Vec<Pattern>,
}

/// What the catalogue calls them.
#[derive(Debug)]
enum Pattern {
    Is(&'static str),
    Begins(&'static str),
    Holds(&'static str),
}

impl Pattern {
    fn read(text: &'static str) -> Self {
        let rest = text.strip_prefix(['=', '^', '~']).unwrap_or(text);
        if text.starts_with('^') {
            Self::Begins(rest)
        } else if text.starts_with('~') {
            Self::Holds(rest)
        } else {
            Self::Is(rest)
        }
    }

    fn fits(&self, name: &str) -> bool {
        match self {
            Self::Is(whole) => name == *whole,
            Self::Begins(begin) => name.starts_with(begin),
            Self::Holds(part) => name.contains(part),
        }
    }
}

/// All of them, in the order of the table beside this file.
pub(crate) fn issuers() -> &'static [Issuer] {
    static TABLE: OnceLock<Vec<Issuer>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("issuers.tsv").lines().filter(|line| !line.starts_with('#'));
        let row = |line: &'static str| {
            let mut cells = line.split('\t');
            let names = [cells.next()?, cells.next()?];
            Some(Issuer { names, patterns: cells.next()?.split(' ').map(Pattern::read).collect() })
        };
        lines.filter_map(row).collect()
    })
}

/// Which of them a name of the catalogue belongs to, by its place in the table; `None` for one that only an agency's own
/// catalogue names.
pub(crate) fn issuer_of(name: &str) -> Option<usize> {
    issuers().iter().position(|issuer| issuer.patterns.iter().any(|pattern| pattern.fits(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::catalogue::Language;

    #[test]
    fn every_issuer_of_the_catalogue_has_its_place_and_no_place_is_empty() {
        let pack = fixtures::bundled();
        let names = pack.catalogue.details.iter().flat_map(|details| &details.issuers);
        let mut names: Vec<&str> = names.map(|&id| pack.texts.get(id, Language::ZhCn)).collect();
        names.sort_unstable();
        names.dedup();
        let unknown: Vec<&&str> = names.iter().filter(|name| issuer_of(name).is_none()).collect();
        assert!(unknown.is_empty(), "add these to src/later/search/issuers.tsv: {unknown:?}");
        assert!(issuers().len() <= 32, "the list of a filter is short");
        for (place, issuer) in issuers().iter().enumerate() {
            assert!(names.iter().any(|name| issuer_of(name) == Some(place)), "{:?} issued nothing", issuer.names);
        }
    }

    #[test]
    fn several_names_of_one_body_are_one() {
        for [one, other] in [
            ["国家税务总局", "税务总局"],
            ["浙江省政府", "浙江省人民政府"],
            ["国家发展改革委", "发展改革委"],
            ["中国人民银行", "人民银行"],
            ["北京市发展和改革委员会等", "江苏省发展和改革委员会"],
        ] {
            assert!(issuer_of(one).is_some() && issuer_of(one) == issuer_of(other), "{one} {other}");
        }
        assert_ne!(issuer_of("国家税务总局"), issuer_of("国家税务总局广东省税务局"));
        assert_eq!(issuer_of("市商会"), issuer_of("莲花县人民政府"));
        assert_eq!(issuer_of("协会"), None);
    }
}
