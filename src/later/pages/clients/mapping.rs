//! What the columns of a table mean whose headings are not known: "your column → our item".

use crate::later::view::View;
use crate::later::{kept_columns, typed};
use crate::model::state::Keep;
use engine::enterprise::{ClientHeading, Facts, Kind, OptionNames, read_cell};
use engine::table::folded;

/// The name under which what was chosen is brought along by an update.
const CHOSEN: &str = "clients columns";

/// What a column was said to hold; nothing where it is left out.
pub(super) type Meaning = Option<ClientHeading>;

/// What columns were said to hold, by their headings as [`folded`] writes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Mapping(Vec<(String, Meaning)>);

/// How a left out column is written.
const NONE: &str = "-";
/// How the name of the enterprise is written.
const NAME: &str = "=name";

impl Mapping {
    /// What was said in this window, or is kept on this device.
    pub(super) fn last(view: &View) -> Self {
        let text = Some(typed::get(CHOSEN)).filter(|text| !text.is_empty()).or_else(kept_columns::get);
        let mut mapping = Self::default();
        for (heading, meaning) in typed::pairs(&text.unwrap_or_default()) {
            let meaning = match meaning.as_str() {
                NONE => None,
                NAME => Some(ClientHeading::Name),
                // A fact of another catalogue is asked for again.
                id => match view.catalogue().facts.find(id) {
                    Some(id) => Some(ClientHeading::Fact(id)),
                    None => continue,
                },
            };
            mapping.say(heading, meaning);
        }
        mapping
    }

    /// Keeps it for this window, and on this device where the person keeps things there.
    pub(super) fn keep(&self, view: &View) {
        let facts = &view.catalogue().facts;
        let written = |(heading, meaning): &(String, Meaning)| {
            let meaning = match meaning {
                None => NONE.to_owned(),
                Some(ClientHeading::Name | ClientHeading::Id) => NAME.to_owned(),
                Some(ClientHeading::Fact(id)) => facts.get(*id)?.id.clone(),
            };
            // A name ends at the equals sign.
            (!heading.contains('=')).then(|| (heading.clone(), meaning))
        };
        let text = typed::lines(&self.0.iter().filter_map(written).collect::<Vec<_>>());
        typed::put(CHOSEN, &text);
        if view.state.keep == Keep::Yes {
            kept_columns::put(&text);
        }
    }

    /// What a heading was said to mean, if anything was said of it.
    pub(super) fn get(&self, heading: &str) -> Option<Meaning> {
        self.0.iter().find(|(known, _)| known == heading).map(|(_, meaning)| *meaning)
    }

    /// Notes what a heading means.
    pub(super) fn say(&mut self, heading: &str, meaning: Meaning) {
        self.0.retain(|(known, _)| known != heading);
        self.0.push((heading.to_owned(), meaning));
    }
}

/// A column whose heading is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnknownColumn {
    /// Its heading as it stands there.
    pub(super) heading: String,
    /// What stands below it first.
    pub(super) samples: Vec<String>,
    /// What it means: as was said, or a guess that is sure.
    pub(super) meaning: Meaning,
}

/// The units of ten thousands and more in which a heading says that its amounts are, with what is put behind a bare
/// number.
const UNITS: [(&str, &str); 6] =
    [("百万元", "百万"), ("万元", "万"), ("萬元", "万"), ("千元", "千"), ("亿元", "亿"), ("億元", "亿")];

/// The unit of a heading such as 营业收入（万元）, as it stands behind a number.
pub(super) fn unit(heading: &str) -> Option<&'static str> {
    let heading = folded(heading);
    let found = UNITS.iter().find(|(unit, _)| heading.contains(unit)).map(|(_, behind)| *behind);
    // 单位：万, (万), /万.
    found.or_else(|| {
        (heading.ends_with("(万)") || heading.ends_with("/万") || heading.ends_with("(萬)")).then_some("万")
    })
}

/// A cell with the unit of its heading, where it is a bare number.
pub(super) fn with_unit(cell: &str, unit: &str) -> Option<String> {
    let cell = cell.trim();
    let is_number = cell.starts_with(|c: char| c.is_ascii_digit())
        && cell.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    is_number.then(|| format!("{cell}{unit}"))
}

/// What registers of clients call things, beside the names of facts; without what [`bare`] takes away.
const USUAL: [(&str, &str); 36] = [
    ("单位", NAME),
    ("公司", NAME),
    ("客户", NAME),
    ("企业", NAME),
    ("纳税人名称", NAME),
    ("人数", "employees"),
    ("员工", "employees"),
    ("员工数", "employees"),
    ("员工人数", "employees"),
    ("职工", "employees"),
    ("职工数", "employees"),
    ("职工人数", "employees"),
    ("从业人数", "employees"),
    ("营收", "revenue"),
    ("收入", "revenue"),
    ("销售收入", "revenue"),
    ("收入额", "revenue"),
    ("资产", "assets"),
    ("资产额", "assets"),
    ("资产计", "assets"),
    ("注册地", "region"),
    ("所在地", "region"),
    ("城市", "region"),
    ("所在城市", "region"),
    ("区域", "region"),
    ("所属行业", "industry"),
    ("行业", "industry"),
    ("行业代码", "industry"),
    ("企业类型", "entity"),
    ("公司类型", "entity"),
    ("单位类型", "entity"),
    ("经济类型", "entity"),
    ("登记类型", "entity"),
    ("纳税人类型", "taxpayer_type"),
    ("纳税人资格", "taxpayer_type"),
    ("纳税人身份", "taxpayer_type"),
];

/// A heading without what stands in brackets and figures and, where wanted, without words that say little of what it is
/// of: 2025年末员工总人数（人） is 员工人数.
fn bare(heading: &str, of_words: bool) -> String {
    const WORDS: [&str; 12] =
        ["年度", "年末", "期末", "本年", "上年", "去年", "今年", "目前", "现有", "全部", "总", "年"];
    let mut text = folded(heading);
    while let Some((before, rest)) = text.split_once('(') {
        let after = rest.split_once(')').map_or("", |(_, after)| after);
        text = format!("{before}{after}");
    }
    for word in WORDS.iter().filter(|_| of_words) {
        text = text.replace(*word, "");
    }
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// What a column means for sure: its heading says just that, and all that stands below it first can be read as such.
pub(super) fn guess(view: &View, heading: &str, samples: &[String], names: OptionNames<'_>) -> Meaning {
    let speaker = view.speaker();
    let facts = &view.catalogue().facts;
    let wanted = bare(heading, true);
    if wanted.is_empty() || samples.is_empty() {
        return None;
    }
    let called = |of_words: bool| -> Vec<ClientHeading> {
        let wanted = bare(heading, of_words);
        let named = facts.iter().filter(|(id, _)| bare(speaker.fact(*id), of_words) == wanted);
        named.map(|(id, _)| ClientHeading::Fact(id)).collect()
    };
    // The words that say little tell some facts apart.
    let mut found = called(false);
    if found.is_empty() {
        found = called(true);
    }
    let usual = USUAL.iter().find(|(name, _)| *name == wanted).and_then(|(_, means)| {
        if *means == NAME { Some(ClientHeading::Name) } else { facts.find(means).map(ClientHeading::Fact) }
    });
    found.extend(usual.filter(|means| !found.contains(means)));
    // What two things are called is sure of neither.
    let [means] = *found.as_slice() else { return None };
    let fits = match means {
        ClientHeading::Name | ClientHeading::Id => samples.iter().all(|sample| sample.contains(char::is_alphabetic)),
        ClientHeading::Fact(id) => {
            let fact = facts.get(id)?;
            let unit = unit(heading).filter(|_| fact.kind == Kind::Money);
            samples.iter().all(|sample| {
                let cell = unit.and_then(|unit| with_unit(sample, unit));
                read_cell(fact, cell.as_deref().unwrap_or(sample), names).is_ok()
            })
        }
    };
    fits.then_some(means)
}

/// The facts that a column can be said to hold: those of the first screen first, then all others by name.
pub(super) fn choices(view: &View) -> Vec<(ClientHeading, String)> {
    let speaker = view.speaker();
    let first = [Facts::EMPLOYEES, Facts::REVENUE, Facts::ASSETS, Facts::INDUSTRY, Facts::REGION];
    let facts = &view.catalogue().facts;
    let form = ["entity", "taxpayer_type"].into_iter().filter_map(|id| facts.find(id));
    let first: Vec<_> = form.chain(first).collect();
    let rest = facts.iter().map(|(id, _)| id).filter(|id| !first.contains(id));
    let named = first.iter().copied().chain(rest).map(|id| (ClientHeading::Fact(id), speaker.fact(id).to_owned()));
    named.filter(|(_, name)| !name.is_empty()).collect()
}
