//! From columns of Arrow to what an enterprise tells: numbers, days and yes or no as they are, texts by the one reader
//! of typed values.

use std::collections::HashMap;
use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Date32Array, Decimal128Array, Float32Array, Float64Array, Int64Array,
    ListArray, StringViewArray, StructArray,
};
use datafusion::arrow::compute::{CastOptions, cast_with_options};
use datafusion::arrow::datatypes::{DataType, Date32Type, Decimal128Type, Field, Float32Type, Float64Type, Int64Type};
use datafusion::arrow::error::ArrowError;
use engine::catalogue::Language;
use engine::enterprise::{
    CellError, Fact, FactId, FactNoun, Kind, Possible, Profile, Tree, TypedError, option_named, read_cell,
    read_named_profile,
};
use engine::json::{self, Problem};
use engine::quantity::{Date, Interval, Money, NumberError};

use crate::edition::Edition;

/// The Julian day of 1 January 1970, from which Arrow counts days.
const UNIX_EPOCH_DAY: i64 = 2_440_588;

/// What tells the enterprises apart, in a line of JSON and in a mapping of columns.
pub(crate) const ID: &str = "id";

/// Counts up to this, a hundred years in months, are within the bounds of every fact that the reader knows of; beyond it
/// the reader itself is asked.
const PLAIN_COUNT: i64 = 1200;

/// The one column of a roster of lines of JSON, each of which is an enterprise as `policy-match match` reads it.
pub(crate) const LINE: &str = "line";

/// What stands in a column, in one of a few types.
enum Cells {
    /// Nothing in any row.
    Missing,
    Texts(StringViewArray),
    Whole(Int64Array),
    Decimal(Decimal128Array),
    Double(Float64Array),
    Single(Float32Array),
    Flags(BooleanArray),
    Days(Date32Array),
    /// Several in a row: the options held.
    Lists(ListArray),
    /// A range with its ends, either of which may not be there.
    Ends(Option<Box<Cells>>, Option<Box<Cells>>),
}

/// A column of one fact.
struct Column<'a> {
    id: FactId,
    fact: &'a Fact,
    cells: Cells,
    /// What texts of options and places came to: there are few of them, and many rows.
    read: HashMap<String, Result<Option<Possible>, CellError>>,
}

/// The columns of a batch that tell facts.
pub(crate) struct Columns<'a> {
    edition: &'a Edition,
    language: Language,
    columns: Vec<Column<'a>>,
    /// Lines of JSON in place of columns.
    lines: Option<StringViewArray>,
    /// Whether a fact may be one of another catalogue.
    is_one_of_two: bool,
}

/// Whether a type of column can tell a fact.
///
/// # Errors
/// A sentence that says what it can be.
pub(crate) fn check(fact: &Fact, data_type: &DataType) -> Result<(), String> {
    if form(fact, data_type).is_some() {
        return Ok(());
    }
    let may_be = match fact.kind {
        Kind::Count | Kind::Money | Kind::Rate => "a text, a number, or a range {min, max} of them",
        Kind::Date => "a text, a date, or a range {min, max} of them",
        Kind::Flag => "a text, a number, or true and false",
        Kind::Choice(_) => "a text",
        Kind::Choices(_) => "a text, or a list of them",
        Kind::Place(Tree::Regions) => "a text, or a whole number that is its code",
        // A number loses the zero that a class of industries may begin with.
        Kind::Place(_) => "a text, as a number loses the zero that a code may begin with",
    };
    Err(format!("the column of {} is of the type {data_type}; it must be {may_be}", fact.id))
}

/// The type in which a column is read; nothing for what cannot tell the fact.
fn form(fact: &Fact, data_type: &DataType) -> Option<DataType> {
    let is_text = |data_type: &DataType| {
        matches!(data_type, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View)
            || matches!(data_type, DataType::Dictionary(_, value) if value.is_string())
    };
    if is_text(data_type) {
        return Some(DataType::Utf8View);
    }
    let (is_number, is_date) = (!matches!(fact.kind, Kind::Date), matches!(fact.kind, Kind::Date));
    let takes_numbers = match fact.kind {
        Kind::Count | Kind::Money | Kind::Rate | Kind::Date | Kind::Flag => true,
        Kind::Choice(_) | Kind::Choices(_) => false,
        Kind::Place(tree) => tree == Tree::Regions,
    };
    match data_type {
        DataType::Null => Some(DataType::Null),
        DataType::Boolean if fact.kind == Kind::Flag => Some(DataType::Boolean),
        whole if whole.is_integer() && takes_numbers => Some(match whole {
            DataType::UInt64 => DataType::Decimal128(20, 0),
            _ => DataType::Int64,
        }),
        DataType::Decimal32(precision, scale)
        | DataType::Decimal64(precision, scale)
        | DataType::Decimal128(precision, scale)
            if takes_numbers && is_number && *scale >= 0 =>
        {
            Some(DataType::Decimal128(*precision, *scale))
        }
        DataType::Float16 | DataType::Float32 if takes_numbers && is_number => Some(DataType::Float32),
        DataType::Float64 if takes_numbers && is_number => Some(DataType::Float64),
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) if is_date => Some(DataType::Date32),
        DataType::List(item) | DataType::LargeList(item) | DataType::FixedSizeList(item, _)
            if matches!(fact.kind, Kind::Choices(_)) && (is_text(item.data_type()) || item.data_type().is_null()) =>
        {
            Some(DataType::List(Arc::new(Field::new_list_field(DataType::Utf8View, true))))
        }
        DataType::Struct(ends) if fact.is_number() && !ends.is_empty() => {
            let known = ends.iter().all(|end| {
                matches!(end.name().as_str(), "min" | "max")
                    && !matches!(end.data_type(), DataType::Struct(_))
                    && form(fact, end.data_type()).is_some()
            });
            known.then(|| data_type.clone())
        }
        _ => None,
    }
}

/// A column in another type. What does not fit is an error, never a blank.
fn cast(array: &ArrayRef, to: &DataType) -> Result<ArrayRef, ArrowError> {
    cast_with_options(array, to, &CastOptions { safe: false, ..CastOptions::default() })
}

impl Cells {
    fn open(fact: &Fact, array: &ArrayRef) -> Result<Self, ArrowError> {
        let refused = || ArrowError::CastError(check(fact, array.data_type()).err().unwrap_or_default());
        let form = form(fact, array.data_type()).ok_or_else(refused)?;
        if let DataType::Struct(_) = form {
            let ends = array.as_struct();
            let end = |name: &str| ends.column_by_name(name).map(|end| Self::open(fact, end).map(Box::new)).transpose();
            return Ok(Self::Ends(end("min")?, end("max")?));
        }
        // The day on which something happened is the day there, in China.
        let array = match array.data_type() {
            DataType::Timestamp(unit, Some(_)) => cast(array, &DataType::Timestamp(*unit, Some("+08:00".into())))?,
            _ => Arc::clone(array),
        };
        let array = cast(&array, &form)?;
        Ok(match form {
            DataType::Utf8View => Self::Texts(array.as_string_view().clone()),
            DataType::Int64 => Self::Whole(array.as_primitive::<Int64Type>().clone()),
            DataType::Decimal128(..) => Self::Decimal(array.as_primitive::<Decimal128Type>().clone()),
            DataType::Float64 => Self::Double(array.as_primitive::<Float64Type>().clone()),
            DataType::Float32 => Self::Single(array.as_primitive::<Float32Type>().clone()),
            DataType::Boolean => Self::Flags(array.as_boolean().clone()),
            DataType::Date32 => Self::Days(array.as_primitive::<Date32Type>().clone()),
            DataType::List(_) => Self::Lists(array.as_list::<i32>().clone()),
            _ => Self::Missing,
        })
    }
}

impl<'a> Columns<'a> {
    /// The columns of a struct, named by facts, or its lines of JSON. Of two catalogues one may not know all facts.
    ///
    /// # Errors
    /// When a column cannot tell its fact.
    pub(crate) fn open(
        edition: &'a Edition,
        language: Language,
        told: &StructArray,
        is_one_of_two: bool,
    ) -> Result<Self, ArrowError> {
        let facts = &edition.catalogue.facts;
        let mut columns = Vec::with_capacity(told.num_columns());
        let lines = match told.column_by_name(LINE) {
            Some(lines) => Some(cast(lines, &DataType::Utf8View)?.as_string_view().clone()),
            None => None,
        };
        for (field, array) in told.fields().iter().zip(told.columns()) {
            let Some((id, fact)) = facts.find(field.name()).and_then(|id| Some((id, facts.get(id)?))) else { continue };
            columns.push(Column { id, fact, cells: Cells::open(fact, array)?, read: HashMap::new() });
        }
        Ok(Self { edition, language, columns, lines, is_one_of_two })
    }

    /// What the enterprise in a row tells.
    ///
    /// # Errors
    /// Everything that cannot be read, each with the name of its fact.
    pub(crate) fn profile(&mut self, row: usize) -> Result<Profile, String> {
        if let Some(lines) = &self.lines {
            return self.line(if lines.is_valid(row) { lines.value(row) } else { "" });
        }
        let facts = &self.edition.catalogue.facts;
        let names = |fact: &Fact, name: &str| self.edition.catalogue.options_called(&self.edition.texts, fact, name);
        let (mut profile, mut wrong) = (Profile::new(), Vec::new());
        for column in &mut self.columns {
            match column.possible(row, &names) {
                Ok(None) => {}
                Ok(value) => {
                    profile.set(facts, column.id, value);
                }
                Err(error) => {
                    let what = wording::cell_error(column.fact, &error, self.language);
                    wrong.push(format!("{}: {what}", column.fact.id));
                }
            }
        }
        if wrong.is_empty() { Ok(profile) } else { Err(wrong.join("; ")) }
    }

    /// What a line of JSON calls its enterprise.
    pub(crate) fn id(&self, row: usize) -> Option<String> {
        let lines = self.lines.as_ref().filter(|lines| lines.is_valid(row))?;
        let value = json::parse::<FactNoun>(lines.value(row)).ok()?;
        let id = value.get(ID).filter(|id| !id.is_null())?;
        Some(id.as_str().map_or_else(|| id.to_string(), str::to_owned))
    }

    /// What a line of JSON tells.
    fn line(&self, line: &str) -> Result<Profile, String> {
        let Edition { catalogue, texts, .. } = self.edition;
        let said =
            |wrong: &Problem<FactNoun>| match (wrong.place.as_str(), wording::problem(&wrong.error, self.language)) {
                ("", what) => what,
                (place, what) => format!("{place}: {what}"),
            };
        let mut value = json::parse(line).map_err(|wrong| said(&wrong))?;
        if let Some(object) = value.as_object_mut() {
            object.shift_remove(ID);
            object.retain(|fact, _| !self.is_one_of_two || catalogue.facts.find(fact).is_some());
        }
        let names = |fact: &Fact, name: &str| catalogue.options_called(texts, fact, name);
        let read = read_named_profile(&value, &catalogue.facts, &names);
        read.map_err(|problems| problems.iter().map(said).collect::<Vec<_>>().join("; "))
    }
}

impl Column<'_> {
    fn possible(&mut self, row: usize, names: &dyn Fn(&Fact, &str) -> u64) -> Result<Option<Possible>, CellError> {
        let fact = self.fact;
        if let Cells::Texts(texts) = &self.cells
            && !fact.is_number()
        {
            let Some(text) = texts.is_valid(row).then(|| texts.value(row)) else { return Ok(None) };
            if let Some(read) = self.read.get(text) {
                return read.clone();
            }
            let read = read_cell(fact, text, names);
            self.read.insert(text.to_owned(), read.clone());
            return read;
        }
        self.cells.possible(fact, row, names)
    }
}

/// An interval of a number of the fact, if its bounds allow it.
fn within(fact: &Fact, range: Interval, typed: &dyn Fn() -> String) -> Result<Option<Possible>, CellError> {
    let possible = Possible::Numbers(range);
    if possible.is_within(&fact.anything(), None) {
        Ok(Some(possible))
    } else {
        Err(CellError { typed: typed(), error: TypedError::OutOfBounds(fact.bounds) })
    }
}

impl Cells {
    fn is_missing(&self, row: usize) -> bool {
        match self {
            Self::Missing => true,
            Self::Texts(cells) => cells.is_null(row) || cells.value(row).trim().is_empty(),
            Self::Whole(cells) => cells.is_null(row),
            Self::Decimal(cells) => cells.is_null(row),
            Self::Double(cells) => cells.is_null(row),
            Self::Single(cells) => cells.is_null(row),
            Self::Flags(cells) => cells.is_null(row),
            Self::Days(cells) => cells.is_null(row),
            Self::Lists(cells) => cells.is_null(row),
            Self::Ends(low, high) => [low, high].into_iter().flatten().all(|end| end.is_missing(row)),
        }
    }

    fn possible(
        &self,
        fact: &Fact,
        row: usize,
        names: &dyn Fn(&Fact, &str) -> u64,
    ) -> Result<Option<Possible>, CellError> {
        if self.is_missing(row) {
            return Ok(None);
        }
        match self {
            Self::Missing => Ok(None),
            Self::Texts(cells) => read_cell(fact, cells.value(row), names),
            Self::Flags(cells) => Ok(Some(Possible::Options(if cells.value(row) { 0b10 } else { 0b01 }))),
            Self::Days(cells) => {
                let day = i64::from(cells.value(row)).saturating_add(UNIX_EPOCH_DAY);
                within(fact, Interval::exact(day), &|| Date::from_day(day).to_string())
            }
            Self::Whole(cells) => {
                let number = cells.value(row);
                let plain = match fact.kind {
                    Kind::Count => Some(number).filter(|number| (0..=PLAIN_COUNT).contains(number)),
                    Kind::Money => number.checked_mul(100).filter(|fen| fen.saturating_abs() <= Money::MAX.fen()),
                    Kind::Rate | Kind::Date | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => None,
                };
                match plain {
                    Some(plain) => within(fact, Interval::exact(plain), &|| number.to_string()),
                    None => read_cell(fact, &number.to_string(), names),
                }
            }
            Self::Decimal(cells) => {
                let fen = fen(cells.value(row), cells.scale()).filter(|_| fact.kind == Kind::Money);
                match fen {
                    Some(fen) => within(fact, Interval::exact(fen), &|| cells.value_as_string(row)),
                    None => read_cell(fact, trimmed(&cells.value_as_string(row)), names),
                }
            }
            Self::Double(cells) => read_float(fact, &format!("{}", cells.value(row)), names),
            Self::Single(cells) => read_float(fact, &format!("{}", cells.value(row)), names),
            Self::Lists(cells) => {
                let held = cells.value(row);
                let held = held.as_string_view();
                let held = held.iter().flatten().try_fold(0, |all, name| {
                    let read = option_named(fact, name, names);
                    read.map(|option| all | option).map_err(|error| CellError { typed: name.to_owned(), error })
                })?;
                Ok(Some(Possible::Sets { must: held, may: held }))
            }
            Self::Ends(low, high) => {
                let end = |end: &Option<Box<Self>>| match end {
                    Some(end) => end.possible(fact, row, names),
                    None => Ok(None),
                };
                let (low, high) = (end(low)?, end(high)?);
                let bounds = |possible: Option<Possible>| match possible {
                    Some(Possible::Numbers(range)) => range,
                    _ => fact.bounds,
                };
                let (low, high) = (bounds(low), bounds(high));
                let backwards = CellError { typed: String::new(), error: TypedError::Number(NumberError::Backwards) };
                Interval::new(low.low(), high.high()).map(|range| Some(Possible::Numbers(range))).ok_or(backwards)
            }
        }
    }
}

/// An amount in yuan with so many decimals, in fen; nothing where it is finer, or beyond all money.
fn fen(value: i128, scale: i8) -> Option<i64> {
    let scale = u32::try_from(scale).ok()?;
    let fen = if scale <= 2 {
        value.checked_mul(10_i128.checked_pow(2_u32.saturating_sub(scale))?)?
    } else {
        let parts = 10_i128.checked_pow(scale.saturating_sub(2))?;
        if value.checked_rem(parts)? != 0 {
            return None;
        }
        value.checked_div(parts)?
    };
    i64::try_from(fen).ok().filter(|fen| fen.saturating_abs() <= Money::MAX.fen())
}

/// A decimal without zeros that say nothing: 8.00 people are 8.
fn trimmed(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

/// Reads a number that programs write with a decimal point for whole numbers too. One longer than a computer holds
/// exactly is none.
fn read_float(fact: &Fact, written: &str, names: &dyn Fn(&Fact, &str) -> u64) -> Result<Option<Possible>, CellError> {
    let digits = written.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
    if digits > 15 {
        return Err(CellError { typed: written.to_owned(), error: TypedError::Number(NumberError::NotANumber) });
    }
    read_cell(fact, written, names)
}

#[cfg(test)]
mod tests {
    use super::*;
    use datafusion::arrow::array::{
        Decimal128Array, DictionaryArray, Int32Array, ListBuilder, StringArray, StringBuilder,
        TimestampMicrosecondArray, UInt64Array,
    };
    use datafusion::arrow::datatypes::Int32Type;
    use engine::enterprise::Facts;

    fn edition() -> Edition {
        Edition::bundled().expect("bundled")
    }

    /// What a column says of a fact in its first rows, or what is wrong with them.
    fn told(edition: &Edition, fact: &str, array: ArrayRef) -> Vec<Result<Option<Possible>, String>> {
        let rows = array.len();
        let told = StructArray::from(vec![(Arc::new(Field::new(fact, array.data_type().clone(), true)), array)]);
        let mut columns = Columns::open(edition, Language::En, &told, false).expect("columns");
        let id = edition.catalogue.facts.find(fact).expect("a fact");
        (0..rows).map(|row| columns.profile(row).map(|profile| profile.given(id).cloned())).collect()
    }

    #[expect(clippy::unnecessary_wraps, reason = "it stands beside what may be wrong")]
    fn numbers(low: i64, high: i64) -> Result<Option<Possible>, String> {
        Ok(Interval::new(low, high).map(Possible::Numbers))
    }

    #[test]
    fn every_type_of_amount_says_the_same() {
        let edition = edition();
        let columns: Vec<ArrayRef> = vec![
            Arc::new(Int64Array::from(vec![Some(3_000_000), None])),
            Arc::new(Int32Array::from(vec![Some(3_000_000), None])),
            Arc::new(UInt64Array::from(vec![Some(3_000_000), None])),
            Arc::new(Float64Array::from(vec![Some(3e6), None])),
            Arc::new(Float32Array::from(vec![Some(3e6_f32), None])),
            Arc::new(StringArray::from(vec![Some("300万"), Some(" ")])),
            Arc::new(
                Decimal128Array::from(vec![Some(300_000_000), None]).with_precision_and_scale(20, 2).expect("fits"),
            ),
            Arc::new(
                Decimal128Array::from(vec![Some(30_000_000_000), None]).with_precision_and_scale(20, 4).expect("fits"),
            ),
            Arc::new(vec![Some("3000000元"), None].into_iter().collect::<DictionaryArray<Int32Type>>()),
        ];
        for column in columns {
            let of = column.data_type().clone();
            assert_eq!(told(&edition, "revenue", column), [numbers(300_000_000, 300_000_000), Ok(None)], "{of}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_fact() {
        let edition = edition();
        for wrong in told(&edition, "employees", Arc::new(StringArray::from(vec!["some", "3.5", "-2", "8..2"]))) {
            let wrong = wrong.expect_err("no number of people");
            assert!(wrong.starts_with("employees: "), "{wrong}");
        }
        for wrong in told(&edition, "employees", Arc::new(Int64Array::from(vec![-1, i64::MIN, i64::MAX]))) {
            assert!(wrong.is_err(), "{wrong:?}");
        }
        let huge = told(&edition, "revenue", Arc::new(UInt64Array::from(vec![u64::MAX])));
        assert!(huge.iter().all(Result::is_err), "{huge:?}");
    }

    #[test]
    fn ranges_come_as_text_or_with_their_ends() {
        let edition = edition();
        assert_eq!(told(&edition, "employees", Arc::new(StringArray::from(vec!["20-49"]))), [numbers(20, 49)]);
        let end = |name: &str, values: Vec<Option<i64>>| {
            let values: ArrayRef = Arc::new(Int64Array::from(values));
            (Arc::new(Field::new(name, DataType::Int64, true)), values)
        };
        let ends = StructArray::from(vec![
            end("min", vec![Some(20), Some(20), None, Some(9)]),
            end("max", vec![Some(49), None, None, Some(3)]),
        ]);
        let most = edition.catalogue.facts.get(Facts::EMPLOYEES).expect("a fact").bounds.high();
        let rows = told(&edition, "employees", Arc::new(ends));
        assert_eq!(rows.get(..3), Some([numbers(20, 49), numbers(20, most), Ok(None)].as_slice()));
        assert!(rows.last().is_some_and(Result::is_err), "{rows:?}");
    }

    #[test]
    fn a_moment_is_its_day_in_china() {
        let edition = edition();
        let fact = edition.catalogue.facts.iter().find(|(_, fact)| fact.kind == Kind::Date).expect("a date").1;
        // 2024-01-31 20:00 in Greenwich.
        let moment = TimestampMicrosecondArray::from(vec![1_706_731_200_000_000]);
        let day = |month, day| Date::new(2024, month, day).expect("a day").day_number();
        let here: ArrayRef = Arc::new(moment.clone().with_timezone("UTC"));
        assert_eq!(told(&edition, &fact.id, here), [numbers(day(2, 1), day(2, 1))]);
        assert_eq!(told(&edition, &fact.id, Arc::new(moment)), [numbers(day(1, 31), day(1, 31))]);
        assert_eq!(
            told(&edition, &fact.id, Arc::new(StringArray::from(vec!["2024-1-31"]))),
            [numbers(day(1, 31), day(1, 31))]
        );
    }

    #[test]
    fn options_held_come_as_a_list() {
        let edition = edition();
        let (_, fact) =
            edition.catalogue.facts.iter().find(|(_, fact)| matches!(fact.kind, Kind::Choices(_))).expect("options");
        let names = fact.options();
        let mut list = ListBuilder::new(StringBuilder::new());
        list.append_value(names.iter().take(2).map(|name| Some(*name)));
        list.append_value(Vec::<Option<&str>>::new());
        list.append_null();
        let set = |held| Ok(Some(Possible::Sets { must: held, may: held }));
        assert_eq!(told(&edition, &fact.id, Arc::new(list.finish())), [set(0b11), set(0), Ok(None)]);
    }

    #[test]
    fn a_type_that_tells_nothing_is_refused_with_what_it_may_be() {
        let facts = Facts::core();
        let fact = |name: &str| facts.find(name).and_then(|id| facts.get(id)).expect("a fact");
        for (name, data_type) in
            [("employees", DataType::Boolean), ("industry", DataType::Int64), ("revenue", DataType::Binary)]
        {
            let wrong = check(fact(name), &data_type).expect_err("no such column");
            assert!(wrong.contains("it must be"), "{wrong}");
        }
        assert_eq!(check(fact("region"), &DataType::Int64), Ok(()));
    }
}
