//! Writing a workbook: sheets of text and numbers, with lists to choose from.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, Workbook, Worksheet, XlsxError,
};

/// A sheet to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewSheet {
    /// What stands on its tab. Signs that no tab can have are left out, and it is cut to what fits.
    pub name: String,
    /// Its columns, the first one first.
    pub columns: Vec<Column>,
    /// What stands below the headings.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// How wide it is, in characters; a Chinese one takes two.
    pub width: u32,
    /// Whether what is typed in it stays text: codes keep a zero at their beginning.
    pub is_text: bool,
    /// What its cells offer to choose from.
    pub list: Option<List>,
    /// What is said beside a cell that is chosen.
    pub hint: String,
}

/// What the cells of a column offer to choose from. Something else can be typed after a warning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    /// The choices.
    pub options: Vec<String>,
    /// What is said where something else is typed.
    pub otherwise: String,
}

/// What is written in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text, never taken for a formula.
    Text(String),
    /// A number in digits, with a point before its decimals. What is none is written as text.
    Number(String),
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// Why a workbook cannot be written: more rows or columns than one can hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteError(String);

impl Display for WriteError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "the workbook cannot be written: {}", self.0)
    }
}

impl Error for WriteError {}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> Self {
        Self(error.to_string())
    }
}

/// How many rows below its heading a list reaches.
const LISTED: u32 = 5_000;

/// The most characters of a cell that a spreadsheet program takes.
const LONGEST: usize = 32_767;

/// The most characters of a hint.
const HINT: usize = 255;

/// Writes a workbook. Its first row is the heading of each sheet; it stays in sight, and is on every printed page. What
/// columns offer to choose from stands on a sheet of its own called `lists`, which is hidden. The same sheets always make
/// the same bytes.
///
/// # Errors
/// If they do not fit into one.
pub fn write(sheets: &[NewSheet], lists: &str) -> Result<Vec<u8>, WriteError> {
    let mut book = Workbook::new();
    // No clock: what is written depends on nothing but what is given.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let lists = tab(lists);
    let mut listed: Vec<&List> = Vec::new();
    for sheet in sheets {
        let worksheet = book.add_worksheet();
        worksheet.set_name(tab(&sheet.name))?;
        fill(worksheet, sheet)?;
        for (column, place) in sheet.columns.iter().zip(0_u16..) {
            let mut rule = DataValidation::new();
            if let Some(list) = &column.list {
                listed.push(list);
                let letters = letters(listed.len());
                let range = format!("='{lists}'!${letters}$1:${letters}${}", list.options.len().max(1));
                rule = rule
                    .allow_list_formula(Formula::new(range))
                    .set_error_style(DataValidationErrorStyle::Warning)
                    .set_error_message(cut(&list.otherwise, HINT))?;
            } else if column.hint.is_empty() {
                continue;
            } else {
                rule = rule.allow_any_value();
            }
            if !column.hint.is_empty() {
                rule = rule.set_input_message(cut(&column.hint, HINT))?;
            }
            worksheet.add_data_validation(1, place, LISTED, place, &rule)?;
        }
    }
    if !listed.is_empty() {
        let worksheet = book.add_worksheet();
        worksheet.set_name(&lists)?;
        worksheet.set_hidden(true);
        for (list, column) in listed.into_iter().zip(0_u16..) {
            for (option, row) in list.options.iter().zip(0_u32..) {
                worksheet.write_string(row, column, cut(option, LONGEST))?;
            }
        }
    }
    Ok(book.save_to_buffer()?)
}

fn fill(worksheet: &mut Worksheet, sheet: &NewSheet) -> Result<(), WriteError> {
    let heading = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_background_color(Color::RGB(0x00E8_EEF4))
        .set_border(FormatBorder::Thin);
    let (plain, text) = (Format::new().set_text_wrap().set_align(FormatAlign::Top), Format::new().set_num_format("@"));
    for (column, place) in sheet.columns.iter().zip(0_u16..) {
        worksheet.set_column_width(place, f64::from(column.width.clamp(4, 80)))?;
        if column.is_text {
            worksheet.set_column_format(place, &text)?;
        }
        worksheet.write_string_with_format(0, place, cut(&column.heading, LONGEST), &heading)?;
    }
    for (row, line) in sheet.rows.iter().zip(1_u32..) {
        for (cell, place) in row.iter().zip(0_u16..) {
            match cell {
                Cell::Text(text) if text.is_empty() => {}
                Cell::Text(text) => {
                    worksheet.write_string_with_format(line, place, cut(text, LONGEST), &plain)?;
                }
                Cell::Number(digits) => match digits.parse::<f64>() {
                    Ok(number) if number.is_finite() => {
                        worksheet.write_number(line, place, number)?;
                    }
                    _ => {
                        worksheet.write_string_with_format(line, place, cut(digits, LONGEST), &plain)?;
                    }
                },
            }
        }
    }
    worksheet.set_freeze_panes(1, 1)?;
    // A4, all columns on one page, the heading on each.
    worksheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    Ok(())
}

/// A column by its letters, as spreadsheet programs count; the first is 1.
#[must_use]
pub fn letters(column: usize) -> String {
    let mut letters = String::new();
    let mut rest = column;
    while rest > 0 {
        rest = rest.saturating_sub(1);
        let letter = u8::try_from(rest.rem_euclid(26)).unwrap_or(0);
        letters.insert(0, char::from(b'A'.saturating_add(letter)));
        rest = rest.div_euclid(26);
    }
    letters
}

/// So much of a text as fits; characters are counted as spreadsheet programs do, in units of UTF-16.
fn cut(text: &str, most: usize) -> &str {
    let mut count = 0_usize;
    let is_over = |c: char| {
        count = count.saturating_add(c.len_utf16());
        count > most
    };
    text.find(is_over).and_then(|end| text.get(..end)).unwrap_or(text)
}

/// A name that a tab can have.
fn tab(name: &str) -> String {
    let name: String = name.chars().filter(|c| !"[]:*?/\\'".contains(*c) && !c.is_control()).collect();
    let name = cut(name.trim(), 31);
    if name.is_empty() { "1".to_owned() } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters_as_spreadsheets_count() {
        assert_eq!([1, 26, 27, 52, 53, 702, 703].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }

    #[test]
    fn a_tab_has_a_name_that_fits() {
        assert_eq!(
            [tab("客户[1]/2"), tab("***"), tab(&"长".repeat(40))],
            ["客户12".to_owned(), "1".to_owned(), "长".repeat(31)]
        );
    }
}
