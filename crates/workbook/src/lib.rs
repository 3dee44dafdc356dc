//! Workbooks of spreadsheet programs (`.xlsx`): read as rows of text, and written.
//!
//! What is read comes from strangers: nothing in it makes this crate panic or take more memory than [`read`] allows.
//! What is written holds no formula.

mod cell;
mod read;
mod template;
mod write;

pub use read::{Book, BookError, Limit, Row, Sheet, is_workbook, read};
pub use template::template;
pub use write::{Cell, Column, List, NewSheet, WriteError, letters, write};
