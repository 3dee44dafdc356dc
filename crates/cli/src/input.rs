//! What commands are given: catalogues, enterprises, the day.

use std::io::Read;
use std::path::Path;

use super::failure::{Failure, Place, Refusal, What};
use super::lines::{Messages, kept};
use super::phrases::Phrase;
use super::{Common, Enterprise, phrases};
use engine::catalogue::Noun;
use engine::catalogue::loading;
use engine::catalogue::packed::UnpackError;
use engine::catalogue::{Catalogue, Language, PolicyId, Texts, packed};
use engine::enterprise::{Fact, FactId, FactNoun, Profile, read_named_profile};
use engine::json::{self, JsonError, Problem};
use engine::quantity::Date;
use engine::table;
use index::Index;
use serde_json::Value;
use wording::Speaker;

/// The bundled catalogue with all its texts, as the build packed it.
const WHOLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/whole.bin"));

/// The index of the bundled catalogue, made by the build.
const INDEX: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/index.bin"));

/// The source of the bundled catalogue, for `check`.
pub(super) const SOURCE: &str = include_str!("../../../policies.json");

/// The largest catalogue or profile, in bytes: what is written by people is far below it.
const MOST_JSON: u64 = 100_000_000;

/// The largest table or list of enterprises, in bytes: all of it is in memory.
const MOST_ROWS: u64 = 1_000_000_000;

/// A catalogue in a language.
#[derive(Debug)]
pub(super) struct Edition {
    pub(super) catalogue: Catalogue,
    pub(super) texts: Texts,
    pub(super) language: Language,
    /// Whether it is the bundled catalogue as it stands.
    bundled: bool,
}

impl Edition {
    pub(super) fn open(common: &Common) -> Result<Self, Failure> {
        let (mut catalogue, mut texts) = match &common.catalogue {
            None => {
                let pack = packed::unpack(WHOLE).map_err(|UnpackError| damaged())?;
                (pack.catalogue, pack.texts)
            }
            Some(path) => {
                let loaded = loading::load(&read(path)?);
                refuse(path, &loaded.problems)?;
                (loaded.catalogue, loaded.texts)
            }
        };
        for path in &common.overlay {
            let mut loaded = loading::load_over(catalogue, texts, &read(path)?);
            refuse(path, &loaded.problems)?;
            loaded.name_untitled(&kept(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy()));
            (catalogue, texts) = (loaded.catalogue, loaded.texts);
        }
        let bundled = common.catalogue.is_none() && common.overlay.is_empty();
        Ok(Self { catalogue, texts, language: common.lang, bundled })
    }

    /// The index of its policies: ready-made for the bundled catalogue.
    pub(super) fn index(&self) -> Result<Index, Failure> {
        if self.bundled {
            Index::unpack(INDEX).map_err(|UnpackError| damaged())
        } else {
            Ok(Index::new(&self.catalogue))
        }
    }

    pub(super) fn speaker(&self) -> Speaker<'_> {
        Speaker::new(self.language, &self.catalogue, &self.texts)
    }

    /// A phrase in its language.
    pub(super) fn say(&self, phrase: Phrase) -> &'static str {
        phrase.say(self.language)
    }

    /// The fact with a name.
    pub(super) fn fact(&self, name: &str) -> Result<(FactId, &Fact), Failure> {
        let facts = &self.catalogue.facts;
        facts.find(name).and_then(|id| Some((id, facts.get(id)?))).ok_or_else(|| {
            let near = json::nearest(name, facts.iter().map(|(_, fact)| fact.id.as_str()));
            let error = JsonError::UnknownName { of: FactNoun::Fact, name: name.to_owned(), near, among: Vec::new() };
            Failure::refused(Place::Said, What::Profile(error))
        })
    }

    /// The policy with a name.
    pub(super) fn find(&self, name: &str) -> Result<PolicyId, Failure> {
        self.catalogue.find(name).ok_or_else(|| {
            let near: Vec<String> = self
                .catalogue
                .policies
                .iter()
                .map(|policy| &policy.id)
                .filter(|id| id.contains(name) || name.contains(*id) || strsim::jaro_winkler(id, name) > 0.9)
                .take(5)
                .cloned()
                .collect();
            Failure::refused(Place::Said, What::NoPolicy(name.to_owned(), near))
        })
    }
}

/// What the build put into the program cannot be read.
fn damaged() -> Failure {
    Failure::refused(Place::Said, What::Damaged)
}

/// What an enterprise command works on.
pub(super) struct Case {
    pub(super) edition: Edition,
    pub(super) profile: Profile,
    pub(super) on: Date,
}

impl Case {
    pub(super) fn open(given: &Enterprise) -> Result<Self, Failure> {
        let edition = Edition::open(&given.common)?;
        let profile = profile(&given.profile, &edition.catalogue, &edition.texts)?;
        Ok(Self { edition, profile, on: given.on.unwrap_or_else(today) })
    }
}

/// Today in China, where the policies hold: UTC+8, the whole country, the whole year.
#[expect(clippy::disallowed_methods, reason = "the command line is where the clock is read")]
pub(super) fn today() -> Date {
    /// The Julian day of 1 January 1970.
    const UNIX_EPOCH_DAY: i64 = 2_440_588;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let seconds = i64::try_from(now).unwrap_or(0).saturating_add(8 * 3600);
    Date::from_day(seconds.div_euclid(86_400).saturating_add(UNIX_EPOCH_DAY))
}

/// Reads a file as text, or standard input for `-`.
pub(super) fn read(path: &Path) -> Result<String, Failure> {
    let text = text(path, MOST_JSON)?;
    let is_whole = !text.contains(char::REPLACEMENT_CHARACTER);
    is_whole.then_some(text).ok_or_else(|| Failure::of_file(path, What::NotText))
}

/// Reads a table as text, or standard input for `-`. Characters that got lost are told with their row.
pub(super) fn read_table(path: &Path) -> Result<String, Failure> {
    text(path, MOST_ROWS)
}

/// Reads a table of enterprises: a text as [`read_table`] does, or the first sheet of a workbook with something in it, as
/// a text whose cells are parted by the mark.
pub(super) fn read_clients(
    path: &Path,
    language: Language,
    messages: &Messages,
) -> Result<(String, Option<char>), Failure> {
    let bytes = bytes(path, MOST_ROWS)?;
    if !workbook::is_workbook(&bytes) {
        let text = table::text(bytes, &gb18030).map_err(|why| Failure::of_file(path, What::OtherFile(why)))?;
        return Ok((text, None));
    }
    let refused = |error| Failure::of_file(path, What::Sentence(phrases::book_error(&error, language)));
    let mut sheets = workbook::read(&bytes).map_err(refused)?.sheets.into_iter();
    let first = sheets.next().ok_or_else(|| refused(workbook::BookError::Empty))?;
    let others: Vec<String> = sheets.map(|sheet| kept(&sheet.name)).collect();
    if !others.is_empty() {
        messages.say(&phrases::sheet_read(&kept(&first.name), &others, language));
    }
    let rows = first.rows.iter().map(|row| (row.line, row.cells.as_slice()));
    Ok((table::of_rows(rows), Some(',')))
}

fn text(path: &Path, most: u64) -> Result<String, Failure> {
    table::text(bytes(path, most)?, &gb18030).map_err(|why| Failure::of_file(path, What::OtherFile(why)))
}

fn gb18030(bytes: &[u8]) -> String {
    encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned()
}

fn bytes(path: &Path, most: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let limit = most.saturating_add(1);
    let read = if path == Path::new("-") {
        std::io::stdin().lock().take(limit).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut bytes))
    };
    let count = read.map_err(|error| Failure::of_file(path, What::System(error)))?;
    if u64::try_from(count).is_ok_and(|count| count <= most) {
        Ok(bytes)
    } else {
        Err(Failure::of_file(path, What::TooLarge(most)))
    }
}

/// Reads an enterprise.
pub(super) fn profile(path: &Path, catalogue: &Catalogue, texts: &Texts) -> Result<Profile, Failure> {
    let value = json::parse(&read(path)?).map_err(|wrong| vec![wrong]);
    let profile = value.and_then(|value| told(&value, catalogue, texts));
    profile.map_err(|problems| refused(path, problems))
}

/// What an enterprise in JSON tells, options by id or name.
pub(super) fn told(value: &Value, catalogue: &Catalogue, texts: &Texts) -> Result<Profile, Vec<Problem<FactNoun>>> {
    read_named_profile(value, &catalogue.facts, &|fact, name| catalogue.options_called(texts, fact, name))
}

/// Stops if there are problems.
pub(super) fn refuse(path: &Path, problems: &[Problem<Noun>]) -> Result<(), Failure> {
    if problems.is_empty() { Ok(()) } else { Err(refused(path, problems.to_vec())) }
}

fn refused<N>(path: &Path, problems: Vec<Problem<N>>) -> Failure
where
    What: From<JsonError<N>>,
{
    Failure::Refused(problems.into_iter().map(|problem| Refusal::read(path, problem)).collect())
}

/// A catalogue with its examples, for `check`.
pub(super) struct CatalogueFile {
    pub(super) text: String,
    pub(super) name: String,
    pub(super) loaded: loading::Loaded,
}

impl CatalogueFile {
    pub(super) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let (text, name) = match path {
            Some(path) => (read(path)?, path.display().to_string()),
            None => (SOURCE.to_owned(), "policies.json".to_owned()),
        };
        // An overlay is checked over the bundled catalogue.
        let is_overlay = json::parse::<Noun>(&text).is_ok_and(|value| value.get("overlay").is_some());
        let loaded = if is_overlay {
            let bundled = loading::load(SOURCE);
            loading::load_over(bundled.catalogue, bundled.texts, &text)
        } else {
            loading::load(&text)
        };
        Ok(Self { text, name, loaded })
    }
}
