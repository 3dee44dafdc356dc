//! The functions for SQL and data frames: Arrow in, Arrow out, a whole batch at a time.
//!
//! Each takes a struct whose fields are named by facts. What they answer by (the catalogue, the day, the language of what
//! cannot be read) is theirs for good, and goes with them from machine to machine ([`Terms`]).

use std::hash::{Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, BooleanBuilder, Int64Builder, ListArray, ListBuilder, StringArray, StringBuilder,
    StructArray,
};
use datafusion::arrow::buffer::{NullBuffer, OffsetBuffer};
use datafusion::arrow::datatypes::{DataType, Field, FieldRef, Fields};
use datafusion::arrow::error::ArrowError;
use datafusion::common::ScalarValue;
use datafusion::error::{DataFusionError, Result};
use datafusion::logical_expr::{
    ColumnarValue, ReturnFieldArgs, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, TypeSignature, Volatility,
};
use engine::catalogue::{Language, PolicyId, Status};
use engine::enterprise::{Code, FactId, Facts, Possible, Profile, SizeClass, Tree};
use engine::matching::{Combination, Estimate, Outcome, Situation, Total, Verdict, combine, outcomes, suppose};
use engine::quantity::{Date, Money, Period};
use index::Search;
use serde::{Deserialize, Serialize};

use crate::columns::{self, Columns, LINE};
use crate::edition::{Edition, Library, short};
use crate::failure::{Failure, carried};

/// What a function answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Question {
    /// All of one enterprise at once, read once.
    Answer,
    /// The policies that it can or may use.
    Match,
    /// Its size class.
    Size,
    /// What it can use together is worth.
    Together,
    /// What of it cannot be read.
    Unread,
    /// Where it is.
    Region,
    /// What a line of JSON calls it.
    Id,
    /// The policies that another catalogue gives or takes.
    Changes,
}

impl Question {
    /// All of them; the last needs two catalogues.
    pub(crate) const ALL: [Self; 8] =
        [Self::Answer, Self::Match, Self::Size, Self::Together, Self::Unread, Self::Region, Self::Id, Self::Changes];

    /// The name of the function.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Answer => "policy_answer",
            Self::Match => "policy_match",
            Self::Size => "policy_size",
            Self::Together => "policy_together",
            Self::Unread => "policy_unread",
            Self::Region => "policy_region",
            Self::Id => "policy_id",
            Self::Changes => "policy_changes",
        }
    }
}

/// What a function answers by, as it goes from machine to machine.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(crate) struct Terms {
    /// The version of the program.
    pub(crate) version: String,
    /// The hash of the catalogue.
    pub(crate) catalogue: String,
    /// That of the catalogue before a change, for what asks for changes.
    pub(crate) before: Option<String>,
    /// The day of the match.
    pub(crate) on: String,
    /// The language of what cannot be read.
    pub(crate) language: String,
}

/// The version of this program.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// How many rows the functions of this process have answered, for whoever shows progress.
pub(crate) static ANSWERED: AtomicU64 = AtomicU64::new(0);

/// How many rows the functions of this process could not read while they answered. A row may be counted more than once;
/// where nothing was counted there is none.
pub(crate) static UNREAD: AtomicU64 = AtomicU64::new(0);

/// A catalogue on a day.
#[derive(Debug)]
pub(crate) struct Matcher {
    pub(crate) edition: Arc<Edition>,
    pub(crate) on: Date,
    language: Language,
    /// By policy, whether it is in force and the enterprise's to claim.
    live: Vec<bool>,
}

impl Matcher {
    pub(crate) fn new(edition: Arc<Edition>, on: Date, language: Language) -> Self {
        let rules = &edition.catalogue.rules;
        let live = rules.iter().map(|(_, rule)| rule.status(on) == Status::InForce && !rule.is_background()).collect();
        Self { edition, on, language, live }
    }

    fn is_live(&self, id: PolicyId) -> bool {
        usize::try_from(id.0).ok().and_then(|place| self.live.get(place)) == Some(&true)
    }

    fn policy(&self, id: PolicyId) -> &str {
        self.edition.catalogue.rule(id).map_or("", |rule| rule.id.as_str())
    }
}

/// What is asked of a match beyond the policies that can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Parts {
    /// The policies that something not known decides.
    waiting: bool,
    /// And which facts those are.
    missing: bool,
    /// What is likely.
    likely: bool,
    /// What each is worth.
    worth: bool,
}

impl Parts {
    const ALL: Self = Self { waiting: true, missing: true, likely: true, worth: true };

    /// Reads the words of the second argument.
    fn read(words: &str) -> Result<Self> {
        let mut parts = Self { waiting: false, missing: false, likely: false, worth: false };
        for word in words.split_whitespace() {
            match word {
                "waiting" => parts.waiting = true,
                "missing" => (parts.waiting, parts.missing) = (true, true),
                "likely" => parts.likely = true,
                "worth" => parts.worth = true,
                other => {
                    return Err(carried(&format!(
                        "`{other}` is nothing that can be asked for: waiting, missing, likely, worth"
                    )));
                }
            }
        }
        Ok(parts)
    }
}

/// One of the functions.
#[derive(Debug)]
pub(crate) struct PolicyFunction {
    pub(crate) question: Question,
    pub(crate) terms: Terms,
    signature: Signature,
    matcher: Matcher,
    before: Option<Matcher>,
}

impl PartialEq for PolicyFunction {
    fn eq(&self, other: &Self) -> bool {
        self.question == other.question && self.terms == other.terms
    }
}

impl Eq for PolicyFunction {}

impl Hash for PolicyFunction {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.question.hash(state);
        self.terms.hash(state);
    }
}

impl PolicyFunction {
    /// The function that answers by these terms.
    ///
    /// # Errors
    /// A sentence, if this machine cannot answer by them.
    pub(crate) fn new(question: Question, terms: Terms, library: &Library) -> Result<Self, Failure> {
        if terms.version != VERSION {
            return Err(Failure::new(format!(
                "a machine of the cluster runs policy-match-roster {VERSION}, and is asked by {}: start all machines from \
                 the same release",
                terms.version
            )));
        }
        let on: Date = terms.on.parse().map_err(|_| Failure::new(format!("`{}` is no day", terms.on)))?;
        let language =
            terms.language.parse().map_err(|()| Failure::new(format!("`{}` is no language", terms.language)))?;
        let matcher = Matcher::new(library.find(&terms.catalogue)?, on, language);
        let before = match &terms.before {
            Some(hash) => Some(Matcher::new(library.find(hash)?, on, language)),
            None => None,
        };
        if question == Question::Changes && before.is_none() {
            return Err(Failure::new("changes are between two catalogues"));
        }
        let arguments = match question {
            Question::Answer | Question::Match | Question::Together => {
                vec![TypeSignature::Any(1), TypeSignature::Any(2)]
            }
            Question::Size | Question::Unread | Question::Region | Question::Id | Question::Changes => {
                vec![TypeSignature::Any(1)]
            }
        };
        // The optimizer copies what it thinks cheap to wherever a part of it is needed; these are not cheap, and taken
        // apart everywhere.
        let volatility = match question {
            Question::Answer | Question::Changes => Volatility::Volatile,
            Question::Match
            | Question::Size
            | Question::Together
            | Question::Unread
            | Question::Region
            | Question::Id => Volatility::Immutable,
        };
        let signature = Signature::one_of(arguments, volatility);
        Ok(Self { question, terms, signature, matcher, before })
    }

    /// All functions that answer by these terms, for a context.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub(crate) fn all(terms: &Terms, library: &Library) -> Result<Vec<Arc<ScalarUDF>>, Failure> {
        let asked = Question::ALL.into_iter().filter(|&one| one != Question::Changes || terms.before.is_some());
        asked
            .map(|question| Self::new(question, terms.clone(), library).map(|one| Arc::new(ScalarUDF::from(one))))
            .collect()
    }
}

fn text(name: &str) -> Field {
    Field::new(name, DataType::Utf8, true)
}

fn number(name: &str) -> Field {
    Field::new(name, DataType::Int64, true)
}

fn list(name: &str, of: DataType) -> Field {
    Field::new(name, DataType::List(Arc::new(Field::new_list_field(of, true))), true)
}

/// What is said of one policy.
fn policy_fields() -> Fields {
    Fields::from(vec![
        text("policy"),
        text("verdict"),
        Field::new("likely", DataType::Boolean, true),
        number("worth_low"),
        number("worth_high"),
        number("likely_low"),
        number("likely_high"),
        text("period"),
        list("missing", DataType::Utf8),
    ])
}

/// What can be used together.
fn together_fields() -> Fields {
    Fields::from(vec![
        number("year_low"),
        number("year_high"),
        number("once_low"),
        number("once_high"),
        Field::new("open", DataType::Boolean, true),
    ])
}

/// Where an enterprise is.
fn region_fields() -> Fields {
    Fields::from(vec![text("region"), text("province")])
}

/// All that is answered to one enterprise.
fn answer_fields() -> Fields {
    Fields::from(vec![
        text("unread"),
        text("region"),
        text("province"),
        text("size_class"),
        number("needs_info_count"),
        list("policies", DataType::Struct(policy_fields())),
        Field::new("together", DataType::Struct(together_fields()), true),
        Field::new("likely_together", DataType::Struct(together_fields()), true),
    ])
}

/// What another catalogue changes for an enterprise.
fn change_fields() -> Fields {
    Fields::from(vec![
        text("policy"),
        text("change"),
        text("before"),
        text("after"),
        number("before_low"),
        number("before_high"),
        number("after_low"),
        number("after_high"),
        text("period"),
    ])
}

impl ScalarUDFImpl for PolicyFunction {
    fn name(&self) -> &str {
        self.question.name()
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.question {
            Question::Answer => DataType::Struct(answer_fields()),
            Question::Match => list("", DataType::Struct(policy_fields())).data_type().clone(),
            Question::Size | Question::Unread | Question::Id => DataType::Utf8,
            Question::Together => DataType::Struct(together_fields()),
            Question::Region => DataType::Struct(region_fields()),
            Question::Changes => list("", DataType::Struct(change_fields())).data_type().clone(),
        })
    }

    fn return_field_from_args(&self, args: ReturnFieldArgs<'_>) -> Result<FieldRef> {
        let given = args.arg_fields.first().map(|field| field.data_type());
        let Some(DataType::Struct(fields)) = given else {
            return Err(carried(&format!(
                "{} takes a struct whose fields are named by facts: named_struct('employees', …)",
                self.name()
            )));
        };
        let facts = &self.matcher.edition.catalogue.facts;
        let before = self.before.as_ref().map(|before| &before.edition.catalogue.facts);
        // Lines of JSON name their facts themselves.
        let is_line = |field: &FieldRef| field.name() == LINE && field.data_type().is_string();
        for field in fields.iter().filter(|field| !is_line(field)) {
            let fact = |facts: &Facts| facts.find(field.name()).and_then(|id| facts.get(id).cloned());
            let Some(fact) = fact(facts).or_else(|| before.and_then(fact)) else {
                let near = engine::json::nearest(field.name(), facts.iter().map(|(_, fact)| fact.id.as_str()));
                let near = near.map_or_else(String::new, |near| format!("; perhaps {near}"));
                return Err(carried(&format!("`{}` is no fact of the catalogue{near}", field.name())));
            };
            columns::check(&fact, field.data_type()).map_err(|why| carried(&why))?;
        }
        Ok(Arc::new(Field::new(self.name(), self.return_type(&[])?, true)))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let rows = args.number_rows;
        let mut given = args.args.into_iter();
        let told = given.next().ok_or_else(|| carried("a function was called without an enterprise"))?;
        let parts = match given.next() {
            None => Parts::ALL,
            Some(ColumnarValue::Scalar(
                ScalarValue::Utf8(Some(words))
                | ScalarValue::LargeUtf8(Some(words))
                | ScalarValue::Utf8View(Some(words)),
            )) => Parts::read(&words)?,
            Some(_) => {
                return Err(carried(&format!("what {} is asked for must be a text that stands there", self.name())));
            }
        };
        let told = told.to_array(rows)?;
        let told = told.as_struct_opt().ok_or_else(|| carried("an enterprise must be a struct"))?;
        let answered = self.answered(told, parts).map_err(DataFusionError::from)?;
        if !matches!(self.question, Question::Unread | Question::Id | Question::Region) {
            ANSWERED.fetch_add(u64::try_from(rows).unwrap_or(0), Ordering::Relaxed);
        }
        Ok(ColumnarValue::Array(answered))
    }
}

impl PolicyFunction {
    fn answered(&self, told: &StructArray, parts: Parts) -> std::result::Result<ArrayRef, ArrowError> {
        let matcher = &self.matcher;
        let catalogue = &matcher.edition.catalogue;
        let mut columns = Columns::open(&matcher.edition, matcher.language, told, self.before.is_some())?;
        if self.question == Question::Id {
            let ids = (0..told.len()).map(|row| columns.id(row));
            return Ok(Arc::new(ids.collect::<StringArray>()));
        }
        let mut profile = |row: usize| {
            if told.is_null(row) { Err("no enterprise".to_owned()) } else { columns.profile(row) }
        };
        let rows = 0..told.len();
        match self.question {
            Question::Id | Question::Unread => {
                let mut unread = StringBuilder::new();
                rows.for_each(|row| unread.append_option(profile(row).err()));
                Ok(Arc::new(unread.finish()))
            }
            Question::Size => {
                let mut size = StringBuilder::new();
                for row in rows {
                    let class = profile(row)
                        .ok()
                        .and_then(|profile| Situation::new(&catalogue.facts, &profile, matcher.on).size().class());
                    size.append_option(class.map(SizeClass::id));
                }
                Ok(Arc::new(size.finish()))
            }
            Question::Region => {
                let (mut regions, mut provinces) = (StringBuilder::new(), StringBuilder::new());
                for row in rows {
                    let (region, province) = profile(row).map_or((None, None), |profile| place(&profile));
                    regions.append_option(region);
                    provinces.append_option(province);
                }
                let columns: Vec<ArrayRef> = vec![Arc::new(regions.finish()), Arc::new(provinces.finish())];
                Ok(Arc::new(StructArray::try_new(region_fields(), columns, None)?))
            }
            Question::Match => {
                let (mut search, mut found) = (Search::new(catalogue, &matcher.edition.index), Policies::new(matcher));
                for row in rows {
                    match profile(row) {
                        Ok(profile) => found.append(&matched(&mut search, matcher, &profile, parts)),
                        Err(_) => found.append_null(),
                    }
                }
                Ok(Arc::new(found.finish()?))
            }
            Question::Together => {
                let mut search = Search::new(catalogue, &matcher.edition.index);
                let mut together = Totals::default();
                let parts =
                    Parts { waiting: false, missing: false, likely: parts.likely && parts != Parts::ALL, worth: true };
                for row in rows {
                    let profile = profile(row).ok();
                    let matched = profile.as_ref().map(|profile| matched(&mut search, matcher, profile, parts));
                    together.append(
                        matched
                            .and_then(|matched| if parts.likely { matched.likely_together } else { matched.together }),
                    );
                }
                Ok(Arc::new(together.finish()?))
            }
            Question::Answer => {
                let mut search = Search::new(catalogue, &matcher.edition.index);
                let mut answers = Answers::new(matcher);
                for row in rows {
                    match profile(row) {
                        Ok(profile) => answers.append(&matched(&mut search, matcher, &profile, parts), &profile),
                        Err(why) => {
                            UNREAD.fetch_add(1, Ordering::Relaxed);
                            answers.append_unread(&why);
                        }
                    }
                }
                Ok(Arc::new(answers.finish()?))
            }
            Question::Changes => self.changed(told),
        }
    }

    fn changed(&self, told: &StructArray) -> std::result::Result<ArrayRef, ArrowError> {
        let after = &self.matcher;
        let before = self.before.as_ref().unwrap_or(after);
        let mut told_before = Columns::open(&before.edition, before.language, told, true)?;
        let mut told_after = Columns::open(&after.edition, after.language, told, true)?;
        let mut search_before = Search::new(&before.edition.catalogue, &before.edition.index);
        let mut search_after = Search::new(&after.edition.catalogue, &after.edition.index);
        let parts = Parts { waiting: true, missing: false, likely: false, worth: true };
        let mut changes = Changes::default();
        for row in 0..told.len() {
            let (Ok(old), Ok(new)) = (told_before.profile(row), told_after.profile(row)) else {
                UNREAD.fetch_add(1, Ordering::Relaxed);
                changes.append_null();
                continue;
            };
            let old = matched(&mut search_before, before, &old, parts);
            let new = matched(&mut search_after, after, &new, parts);
            changes.append(before, &old, after, &new);
        }
        Ok(Arc::new(changes.finish()?))
    }
}

/// What is said of one policy to one enterprise.
struct Found {
    policy: PolicyId,
    verdict: Verdict,
    is_likely: bool,
    estimate: Option<Estimate>,
    likely: Option<Estimate>,
    missing: Vec<FactId>,
}

/// What is said to one enterprise.
struct Matched {
    class: Option<SizeClass>,
    needs_info: usize,
    found: Vec<Found>,
    together: Option<Combination>,
    likely_together: Option<Combination>,
}

/// Matches one enterprise: the same as the command line's `batch`.
fn matched(search: &mut Search<'_>, matcher: &Matcher, profile: &Profile, parts: Parts) -> Matched {
    let catalogue = &matcher.edition.catalogue;
    let situation = Situation::new(&catalogue.facts, profile, matcher.on);
    let (mut eligible, mut needs_info) = (Vec::new(), Vec::new());
    for hit in search.find(&situation).iter().filter(|hit| matcher.is_live(hit.policy)) {
        if hit.verdict == Verdict::Eligible { eligible.push(hit.policy) } else { needs_info.push(hit.policy) }
    }
    let usual = parts.likely.then(|| suppose(catalogue, &situation));
    let likely: Vec<PolicyId> = usual.as_ref().map_or_else(Vec::new, |(usual, _)| {
        let only_likely =
            |id: &PolicyId| needs_info.contains(id) && catalogue.rule(*id).is_some_and(|rule| !rule.must_be_won());
        let hits = search.find(usual).iter().filter(|hit| hit.verdict == Verdict::Eligible).map(|hit| hit.policy);
        hits.filter(only_likely).collect()
    });
    let usable = [eligible.as_slice(), likely.as_slice()].concat();
    // Only of these it is said what they are worth; and of those that wait, what for.
    let priced = if parts.worth { outcomes(catalogue, &situation, usual.as_ref(), &usable) } else { Vec::new() };
    let combined = |worth: &dyn Fn(&Outcome) -> Option<Estimate>| {
        let counted = priced.iter().filter(|outcome| outcome.counts);
        let candidates: Vec<_> = counted.filter_map(|outcome| Some((outcome.policy, worth(outcome)?))).collect();
        combine(catalogue, &candidates)
    };
    let is_certain = |outcome: &Outcome| outcome.verdict == Verdict::Eligible;
    let together = parts.worth.then(|| combined(&|outcome: &Outcome| outcome.estimate.filter(|_| is_certain(outcome))));
    let likely_together = (parts.worth && parts.likely).then(|| combined(&Outcome::likely_estimate));
    let missing: Vec<Outcome> =
        if parts.missing { outcomes(catalogue, &situation, None, &needs_info) } else { Vec::new() };
    // Outcomes come in the order in which they were asked for.
    let said = |policy: PolicyId, verdict: Verdict, priced: Option<&Outcome>, waiting: Option<&Outcome>| Found {
        policy,
        verdict,
        is_likely: verdict == Verdict::NeedsInfo && likely.contains(&policy),
        estimate: priced.or(waiting.filter(|_| parts.worth)).and_then(|outcome| outcome.estimate),
        likely: priced.filter(|_| parts.likely).and_then(Outcome::likely_estimate),
        missing: waiting.into_iter().flat_map(|outcome| &outcome.open.facts).map(|(id, _)| *id).collect(),
    };
    let certain = eligible.iter().enumerate();
    let certain = certain.map(|(place, &policy)| said(policy, Verdict::Eligible, priced.get(place), None));
    let open = needs_info.iter().enumerate().filter_map(|(place, &policy)| {
        let likely = likely.iter().position(|other| *other == policy);
        let priced = likely.and_then(|likely| priced.get(eligible.len().saturating_add(likely)));
        let is_listed = parts.waiting || likely.is_some();
        is_listed.then(|| said(policy, Verdict::NeedsInfo, priced, missing.get(place)))
    });
    let found = certain.chain(open).collect();
    Matched { class: situation.size().class(), needs_info: needs_info.len(), found, together, likely_together }
}

/// The code of the place of an enterprise, and of its province; nothing where several are possible.
fn place(profile: &Profile) -> (Option<String>, Option<String>) {
    let tree = Tree::Regions;
    let Some(Possible::Places(codes)) = profile.given(Facts::REGION) else { return (None, None) };
    let [region] = codes.as_slice() else { return (None, None) };
    // The last before the whole country.
    let above = std::iter::once(*region).chain(tree.upwards(*region));
    let province = above.filter(|code| *code != Code::ROOT).last();
    (Some(tree.written(*region)), province.map(|code| tree.written(code)))
}

fn low(estimate: Option<Estimate>) -> Option<i64> {
    estimate.map(|estimate| estimate.low.fen())
}

fn high(estimate: Option<Estimate>) -> Option<i64> {
    estimate.and_then(|estimate| estimate.high).map(Money::fen)
}

fn period(estimate: Option<Estimate>) -> Option<&'static str> {
    estimate.map(|estimate| match estimate.period {
        Period::Once => "once",
        Period::Year => "year",
    })
}

/// A list with these items, so many in each row.
fn listed(
    fields: Fields,
    columns: Vec<ArrayRef>,
    lengths: Vec<usize>,
    valid: Vec<bool>,
) -> std::result::Result<ListArray, ArrowError> {
    let items = StructArray::try_new(fields.clone(), columns, None)?;
    let item = Arc::new(Field::new_list_field(DataType::Struct(fields), true));
    ListArray::try_new(item, OffsetBuffer::from_lengths(lengths), Arc::new(items), Some(NullBuffer::from(valid)))
}

/// Lists of policies, one a row, as they are filled.
struct Policies<'m> {
    matcher: &'m Matcher,
    lengths: Vec<usize>,
    valid: Vec<bool>,
    policy: StringBuilder,
    verdict: StringBuilder,
    likely: BooleanBuilder,
    worth: [Int64Builder; 2],
    likely_worth: [Int64Builder; 2],
    period: StringBuilder,
    missing: ListBuilder<StringBuilder>,
}

impl<'m> Policies<'m> {
    fn new(matcher: &'m Matcher) -> Self {
        Self {
            matcher,
            lengths: Vec::new(),
            valid: Vec::new(),
            policy: StringBuilder::new(),
            verdict: StringBuilder::new(),
            likely: BooleanBuilder::new(),
            worth: Default::default(),
            likely_worth: Default::default(),
            period: StringBuilder::new(),
            missing: ListBuilder::new(StringBuilder::new()),
        }
    }

    fn append_null(&mut self) {
        self.lengths.push(0);
        self.valid.push(false);
    }

    fn append(&mut self, matched: &Matched) {
        self.lengths.push(matched.found.len());
        self.valid.push(true);
        for found in &matched.found {
            self.policy.append_value(self.matcher.policy(found.policy));
            self.verdict.append_value(found.verdict.id());
            self.likely.append_value(found.is_likely);
            append_range(&mut self.worth, found.estimate);
            append_range(&mut self.likely_worth, found.likely);
            self.period.append_option(period(found.estimate.or(found.likely)));
            let facts = &self.matcher.edition.catalogue.facts;
            self.missing.append_value(found.missing.iter().map(|&id| facts.get(id).map(|fact| fact.id.as_str())));
        }
    }

    fn finish(mut self) -> std::result::Result<ListArray, ArrowError> {
        let [worth_low, worth_high] = self.worth;
        let [likely_low, likely_high] = self.likely_worth;
        let numbers = |mut column: Int64Builder| -> ArrayRef { Arc::new(column.finish()) };
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.policy.finish()),
            Arc::new(self.verdict.finish()),
            Arc::new(self.likely.finish()),
            numbers(worth_low),
            numbers(worth_high),
            numbers(likely_low),
            numbers(likely_high),
            Arc::new(self.period.finish()),
            Arc::new(self.missing.finish()),
        ];
        listed(policy_fields(), columns, self.lengths, self.valid)
    }
}

fn append_range([lows, highs]: &mut [Int64Builder; 2], estimate: Option<Estimate>) {
    lows.append_option(low(estimate));
    highs.append_option(high(estimate));
}

/// Totals, one a row, as they are filled.
#[derive(Default)]
struct Totals {
    valid: Vec<bool>,
    ends: [Int64Builder; 4],
    open: BooleanBuilder,
}

impl Totals {
    fn append(&mut self, together: Option<Combination>) {
        self.valid.push(together.is_some());
        let total = |of: fn(&Combination) -> Total| together.as_ref().and_then(|together| of(together).bounds());
        let (year, once) = (total(|together| together.year), total(|together| together.once));
        let ends = [
            year.map(|(low, _)| low),
            year.map(|(_, high)| high),
            once.map(|(low, _)| low),
            once.map(|(_, high)| high),
        ];
        for (column, end) in self.ends.iter_mut().zip(ends) {
            column.append_option(end.map(Money::fen));
        }
        self.open.append_option(together.map(|together| together.year.open || together.once.open));
    }

    fn finish(mut self) -> std::result::Result<StructArray, ArrowError> {
        let mut columns: Vec<ArrayRef> = Vec::new();
        for mut end in self.ends {
            columns.push(Arc::new(end.finish()));
        }
        columns.push(Arc::new(self.open.finish()));
        StructArray::try_new(together_fields(), columns, Some(NullBuffer::from(self.valid)))
    }
}

/// Whole answers, one a row, as they are filled.
struct Answers<'m> {
    unread: StringBuilder,
    region: StringBuilder,
    province: StringBuilder,
    size_class: StringBuilder,
    needs_info: Int64Builder,
    policies: Policies<'m>,
    together: Totals,
    likely_together: Totals,
}

impl<'m> Answers<'m> {
    fn new(matcher: &'m Matcher) -> Self {
        Self {
            unread: StringBuilder::new(),
            region: StringBuilder::new(),
            province: StringBuilder::new(),
            size_class: StringBuilder::new(),
            needs_info: Int64Builder::new(),
            policies: Policies::new(matcher),
            together: Totals::default(),
            likely_together: Totals::default(),
        }
    }

    fn append_unread(&mut self, why: &str) {
        self.unread.append_value(why);
        self.region.append_null();
        self.province.append_null();
        self.size_class.append_null();
        self.needs_info.append_null();
        self.policies.append_null();
        self.together.append(None);
        self.likely_together.append(None);
    }

    fn append(&mut self, matched: &Matched, profile: &Profile) {
        self.unread.append_null();
        let (region, province) = place(profile);
        self.region.append_option(region);
        self.province.append_option(province);
        self.size_class.append_option(matched.class.map(SizeClass::id));
        self.needs_info.append_value(i64::try_from(matched.needs_info).unwrap_or(i64::MAX));
        self.policies.append(matched);
        self.together.append(matched.together.clone());
        self.likely_together.append(matched.likely_together.clone());
    }

    fn finish(mut self) -> std::result::Result<StructArray, ArrowError> {
        let columns: Vec<ArrayRef> = vec![
            Arc::new(self.unread.finish()),
            Arc::new(self.region.finish()),
            Arc::new(self.province.finish()),
            Arc::new(self.size_class.finish()),
            Arc::new(self.needs_info.finish()),
            Arc::new(self.policies.finish()?),
            Arc::new(self.together.finish()?),
            Arc::new(self.likely_together.finish()?),
        ];
        StructArray::try_new(answer_fields(), columns, None)
    }
}

/// What another catalogue changes, one list a row, as they are filled.
#[derive(Default)]
struct Changes {
    lengths: Vec<usize>,
    valid: Vec<bool>,
    texts: [StringBuilder; 4],
    before: [Int64Builder; 2],
    after: [Int64Builder; 2],
    period: StringBuilder,
}

impl Changes {
    fn append_null(&mut self) {
        self.lengths.push(0);
        self.valid.push(false);
    }

    /// Adds the policies whose verdict is another, or that are worth something else, by their ids.
    fn append(&mut self, before: &Matcher, old: &Matched, after: &Matcher, new: &Matched) {
        let mut count = 0_usize;
        let mut add = |id: &str, one: Option<&Found>, other: Option<&Found>| {
            let is_eligible = |found: Option<&Found>| found.is_some_and(|found| found.verdict == Verdict::Eligible);
            let estimate =
                |found: Option<&Found>| found.filter(|_| is_eligible(found)).and_then(|found| found.estimate);
            let verdict = |found: Option<&Found>| found.map_or(Verdict::Ineligible, |found| found.verdict);
            let change = match (is_eligible(one), is_eligible(other)) {
                (false, true) => "gained",
                (true, false) => "lost",
                (true, true) if estimate(one) != estimate(other) => "worth",
                (false, false) if verdict(one) != verdict(other) => {
                    if other.is_some() {
                        "may_gain"
                    } else {
                        "no_longer_may"
                    }
                }
                _ => return,
            };
            count = count.saturating_add(1);
            for (column, text) in self.texts.iter_mut().zip([id, change, verdict(one).id(), verdict(other).id()]) {
                column.append_value(text);
            }
            append_range(&mut self.before, estimate(one));
            append_range(&mut self.after, estimate(other));
            self.period.append_option(period(estimate(other).or(estimate(one))));
        };
        for found in &old.found {
            let id = before.policy(found.policy);
            add(id, Some(found), new.found.iter().find(|other| after.policy(other.policy) == id));
        }
        for found in &new.found {
            let id = after.policy(found.policy);
            if !old.found.iter().any(|other| before.policy(other.policy) == id) {
                add(id, None, Some(found));
            }
        }
        self.lengths.push(count);
        self.valid.push(true);
    }

    fn finish(self) -> std::result::Result<ListArray, ArrowError> {
        let mut columns: Vec<ArrayRef> = Vec::new();
        for mut text in self.texts {
            columns.push(Arc::new(text.finish()));
        }
        for mut end in self.before.into_iter().chain(self.after) {
            columns.push(Arc::new(end.finish()));
        }
        let mut period = self.period;
        columns.push(Arc::new(period.finish()));
        listed(change_fields(), columns, self.lengths, self.valid)
    }
}

/// The terms of a run, for what people read of it.
impl std::fmt::Display for Terms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the catalogue {} on {}", short(&self.catalogue), self.on)
    }
}
