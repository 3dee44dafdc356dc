//! Reading the settings.

use crate::later::host::Settings;
use crate::later::share_link;
use crate::wording::Traditional;
use engine::catalogue::{Category, Language, Rules};
use engine::enterprise::{FactId, Facts, yes_or_no};

impl Settings {
    /// Reads settings, a line `name=value` each.
    pub(super) fn read(lines: &str, rules: &Rules) -> Self {
        let mut settings = Self::default();
        let mut unknown = Vec::new();
        // What is empty is the default again; what does not parse is noted.
        let mut value = |name: &'static str, take: &mut dyn FnMut(&str) -> bool| {
            let given = lines.lines().filter_map(|line| line.split_once('=')).find(|(other, _)| *other == name);
            if let Some((_, value)) = given
                && !take(value.trim())
            {
                unknown.push(name);
            }
        };
        value("lang", &mut |value| {
            settings.language = if value.is_empty() { Some(Language::default()) } else { value.parse().ok() };
            settings.traditional = Traditional::is_asked(value);
            settings.language.is_some()
        });
        value("categories", &mut |value| {
            let find = |id: &str| Category::ALL.iter().copied().find(|category| category.id() == id);
            settings.categories = list(value).filter_map(find).collect();
            settings.categories.len() == list(value).count()
        });
        for (name, fact) in [("region", Facts::REGION), ("industry", Facts::INDUSTRY)] {
            value(name, &mut |value| {
                let entry = rules.facts.get(fact).and_then(|fact| share_link::entry(value, fact));
                let is_known = entry.is_some() || value.is_empty();
                if is_known {
                    settings.presets.push((fact, entry));
                }
                is_known
            });
        }
        value("locked", &mut |value| {
            let find = |name: &str| match name {
                "region" => Some(Facts::REGION),
                "industry" => Some(Facts::INDUSTRY),
                _ => None,
            };
            let locked: Vec<FactId> = list(value).filter_map(find).collect();
            let all_known = locked.len() == list(value).count();
            settings.locked = Some(locked);
            all_known
        });
        value("results", &mut |value| {
            settings.results = if value.is_empty() { Some(false) } else { yes_or_no(value).ok() };
            settings.results.is_some()
        });
        value("large", &mut |value| {
            settings.large = if value.is_empty() { Some(false) } else { yes_or_no(value).ok() };
            settings.large.is_some()
        });
        value("compact", &mut |value| {
            settings.compact = if value.is_empty() { Some(false) } else { yes_or_no(value).ok() };
            settings.compact.is_some()
        });
        settings.unknown = unknown;
        settings
    }
}

/// The parts of a list such as `tax-fee, service`.
fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ' ', '，']).filter(|part| !part.is_empty())
}
