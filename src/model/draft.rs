//! What was typed and chosen, kept as it was, and what it means.

use engine::catalogue::Rules;
use engine::enterprise::{Code, Fact, FactId, Kind, Possible, Profile, TypedError};
use engine::quantity::{Bits, Date, Interval, NumberError, decimal};

/// One answer as it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A number, a range of numbers or a date, as typed.
    Typed(String),
    /// A band that was offered.
    Band(Interval),
    /// One of these options.
    Options(Bits),
    /// Just these options out of those offered of a multiple choice; nothing is said of the others.
    Chosen {
        /// What was ticked.
        held: Bits,
        /// What could be ticked.
        offered: Bits,
    },
    /// The person does not know: nothing is said, and it is not asked again.
    Unsure,
    /// A place: what stands in the search field, and what was chosen from the list.
    Place {
        /// As typed.
        typed: String,
        /// As chosen.
        code: Option<Code>,
    },
}

/// All answers as they were given, in the order in which they were first given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Draft(Vec<(FactId, Entry)>);

/// What a draft means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parsed {
    /// What is understood.
    pub(crate) profile: Profile,
    /// What is not.
    pub(crate) troubles: Vec<(FactId, TypedError)>,
}

impl Draft {
    /// The answer for a fact.
    pub(crate) fn get(&self, id: FactId) -> Option<&Entry> {
        self.0.iter().find(|(other, _)| *other == id).map(|(_, entry)| entry)
    }

    /// Sets or clears the answer for a fact. An empty text is no answer.
    pub(crate) fn set(&mut self, id: FactId, entry: Option<Entry>) {
        let entry = entry.filter(|entry| match entry {
            Entry::Typed(typed) => !typed.is_empty(),
            Entry::Place { typed, code } => code.is_some() || !typed.is_empty(),
            Entry::Band(_) | Entry::Options(_) | Entry::Chosen { .. } | Entry::Unsure => true,
        });
        match (self.0.iter_mut().find(|(other, _)| *other == id), entry) {
            (Some((_, old)), Some(entry)) => *old = entry,
            (None, Some(entry)) => self.0.push((id, entry)),
            (_, None) => self.0.retain(|(other, _)| *other != id),
        }
    }

    /// All answers, the first given first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (FactId, &Entry)> {
        self.0.iter().map(|(id, entry)| (*id, entry))
    }

    /// What the answers mean.
    pub(crate) fn parse(&self, rules: &Rules) -> Parsed {
        self.parse_by(rules, Fact::read)
    }

    /// What the answers mean to one who reads numbers so.
    pub(crate) fn parse_by(&self, rules: &Rules, reader: NumberReader) -> Parsed {
        let mut parsed = Parsed::default();
        for (id, entry) in &self.0 {
            let Some(fact) = rules.facts.get(*id) else { continue };
            match read_by(entry, fact, reader) {
                Ok(value) => {
                    parsed.profile.set(&rules.facts, *id, value);
                }
                Err(trouble) => parsed.troubles.push((*id, trouble)),
            }
        }
        parsed
    }
}

/// A number as a person would type it.
pub(crate) fn typed(kind: &Kind, number: i64) -> String {
    match kind {
        Kind::Money => decimal(number, 2),
        Kind::Rate => format!("{}%", decimal(number, 4)),
        Kind::Date => Date::from_day(number).to_string(),
        Kind::Count | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => number.to_string(),
    }
}

/// What one answer means; `None` while nothing is said.
///
/// # Errors
/// [`TypedError`] when it is not understood or not possible.
pub(crate) fn read(entry: &Entry, fact: &Fact) -> Result<Option<Possible>, TypedError> {
    read_by(entry, fact, Fact::read)
}

/// Reads what was typed for a fact.
pub(crate) type NumberReader = fn(&Fact, &str) -> Result<Interval, NumberError>;

/// Reads digits alone: all that the first piece of the program understands, until the second one with the whole reader
/// is here and reads anew.
pub(crate) fn digits(fact: &Fact, typed: &str) -> Result<Interval, NumberError> {
    let unit = match fact.kind {
        Kind::Count => 1,
        Kind::Money => 100,
        Kind::Rate | Kind::Date | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => {
            return Err(NumberError::NotANumber);
        }
    };
    let number: u32 = typed.trim().parse().map_err(|_| NumberError::NotANumber)?;
    Ok(Interval::exact(i64::from(number).saturating_mul(unit)))
}

fn read_by(entry: &Entry, fact: &Fact, reader: NumberReader) -> Result<Option<Possible>, TypedError> {
    Ok(match entry {
        Entry::Unsure => None,
        Entry::Typed(typed) if typed.trim().is_empty() => None,
        Entry::Typed(typed) => {
            let range = reader(fact, typed)?;
            if range.low() < fact.bounds.low() || range.high() > fact.bounds.high() {
                return Err(TypedError::OutOfBounds(fact.bounds));
            }
            Some(Possible::Numbers(range))
        }
        Entry::Band(range) => Some(Possible::Numbers(*range)),
        Entry::Options(options) => Some(Possible::Options(*options)),
        Entry::Chosen { held, offered } => {
            Some(Possible::Sets { must: *held, may: held | (fact.all_options() & !offered) })
        }
        Entry::Place { code: Some(code), .. } => Some(Possible::Places(vec![*code])),
        Entry::Place { typed, code: None } if typed.trim().is_empty() => None,
        Entry::Place { typed, .. } => {
            let is_shared = matches!(fact.kind, Kind::Place(tree) if tree.is_shared(typed));
            return Err(if is_shared { TypedError::Several } else { TypedError::Unknown });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::enterprise::Facts;

    fn facts() -> Facts {
        Facts::core()
    }

    fn meaning(id: FactId, typed: &str) -> Result<Option<(i64, i64)>, TypedError> {
        let facts = facts();
        let value = read(&Entry::Typed(typed.to_owned()), facts.get(id).expect("a core fact"))?;
        Ok(value.map(|value| {
            let Possible::Numbers(range) = value else { panic!("{value:?}") };
            (range.low(), range.high())
        }))
    }

    #[test]
    fn people_type_counts_and_ranges() {
        for (typed, low, high) in [
            ("8", 8, 8),
            (" 8 人", 8, 8),
            ("１２０", 120, 120),
            ("1,000", 1000, 1000),
            ("1万", 10_000, 10_000),
            ("20-49", 20, 49),
            ("20～49人", 20, 49),
            ("20至49", 20, 49),
            ("20 — 49", 20, 49),
        ] {
            assert_eq!(meaning(Facts::EMPLOYEES, typed), Ok(Some((low, high))), "{typed}");
        }
        assert_eq!(meaning(Facts::EMPLOYEES, "  "), Ok(None));
        for (typed, trouble) in [
            ("x", TypedError::Number(NumberError::NotANumber)),
            ("8.5", TypedError::Number(NumberError::TooPrecise)),
            ("49-20", TypedError::Number(NumberError::Backwards)),
        ] {
            assert_eq!(meaning(Facts::EMPLOYEES, typed), Err(trouble), "{typed}");
        }
        assert_eq!(meaning(Facts::EMPLOYEES, "八"), Ok(Some((8, 8))));
        assert!(meaning(Facts::EMPLOYEES, "几个").is_err());
        assert!(matches!(meaning(Facts::EMPLOYEES, "-3"), Err(TypedError::OutOfBounds(_))));
    }

    #[test]
    fn digits_alone_mean_what_the_whole_reader_says() {
        let facts = facts();
        for (id, typed) in [
            (Facts::EMPLOYEES, "8"),
            (Facts::EMPLOYEES, " 120 "),
            (Facts::REVENUE, "800000"),
            (Facts::REVENUE, "4294967295"),
            (Facts::EMPLOYEES, "+8"),
        ] {
            let fact = facts.get(id).expect("a core fact");
            assert_eq!(digits(fact, typed), fact.read(typed), "{typed}");
            assert!(digits(fact, typed).is_ok(), "{typed}");
        }
        for typed in ["3千", "8人", "20-49", "-8", "1,000", "8.5", "１２０", "", "x"] {
            assert!(digits(facts.get(Facts::EMPLOYEES).expect("a core fact"), typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn people_type_money() {
        let yuan = |n: i64| n * 100;
        for (typed, low, high) in [
            ("6000万", 60_000_000, 60_000_000),
            ("50-100万", 500_000, 1_000_000),
            ("50万-100万", 500_000, 1_000_000),
            ("1.5亿元", 150_000_000, 150_000_000),
        ] {
            assert_eq!(meaning(Facts::REVENUE, typed), Ok(Some((yuan(low), yuan(high)))), "{typed}");
        }
    }

    #[test]
    fn a_draft_keeps_what_was_typed_and_says_what_is_wrong() {
        let rules = Rules::default();
        let mut draft = Draft::default();
        draft.set(Facts::EMPLOYEES, Some(Entry::Typed("12x".to_owned())));
        draft.set(Facts::REGION, Some(Entry::Place { typed: "广".to_owned(), code: None }));
        let parsed = draft.parse(&rules);
        assert!(parsed.profile.is_empty());
        assert_eq!(parsed.troubles.len(), 2);
        assert_eq!(draft.get(Facts::EMPLOYEES), Some(&Entry::Typed("12x".to_owned())));
        draft.set(Facts::EMPLOYEES, Some(Entry::Typed(String::new())));
        assert_eq!(draft.get(Facts::EMPLOYEES), None);
    }
}
