//! Workbooks as spreadsheet programs write them, as this crate writes them, and as nobody should.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use workbook::{Book, BookError, Cell, Column, Limit, List, NewSheet, is_workbook, read, write};
use zip::write::{SimpleFileOptions, ZipWriter};

/// An archive with these parts.
fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("memory");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("memory").into_inner()
}

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;

const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

const BOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="封面" sheetId="1" r:id="rId1"/><sheet name="暗" sheetId="2" state="hidden" r:id="rId2"/><sheet name="台账" sheetId="3" r:id="rId3"/></sheets></workbook>"#;

const RELATIONS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet3.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId5" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;

/// Plain, a day, a percentage, a day in Chinese.
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="177" formatCode="0.00&quot;%股&quot;"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="10" applyNumberFormat="1"/><xf numFmtId="176" applyNumberFormat="1"/><xf numFmtId="177" applyNumberFormat="1"/></cellXfs></styleSheet>"#;

const STRINGS: &str = r#"<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>2026年客户台账</t></si><si><t>企业名称</t></si><si><r><t>从业</t></r><r><t>人员</t></r></si><si><t xml:space="preserve"> 面馆 </t></si></sst>"#;

/// A merged title above the heading, an empty column within, a blank row, and cells of every kind.
const SHEET: &str = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:G5"/><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"/></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="s"><v>2</v></c><c r="D2" t="inlineStr"><is><t>成立日期</t></is></c><c r="E2" t="str"><v>税率</v></c></row><row r="5" spans="1:7"><c r="A5" t="s"><v>3</v></c><c r="B5"><v>8</v></c><c r="D5" s="1"><v>46356</v></c><c r="E5" s="2"><v>0.05</v></c><c r="F5" s="3"><v>46356</v></c><c r="G5" s="4"><v>1.5</v></c><c r="H5" t="b"><v>1</v></c><c r="I5"><f>B5*2</f><v>16</v></c><c r="J5" t="e"><v>#DIV/0!</v></c><c r="K5"><v>800000</v></c><c r="L5" s="1"/></row></sheetData><mergeCells count="1"><mergeCell ref="A1:G1"/></mergeCells></worksheet>"#;

const BLANK: &str = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"#;

/// The parts of a workbook, this one being its third sheet.
fn book_with(sheet: &str) -> Vec<u8> {
    archive(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/sharedStrings.xml", STRINGS.as_bytes()),
        ("xl/worksheets/sheet1.xml", BLANK.as_bytes()),
        ("xl/worksheets/sheet2.xml", SHEET.as_bytes()),
        ("xl/worksheets/sheet3.xml", sheet.as_bytes()),
    ])
}

/// The rows as text: `line: cell|cell`.
fn said(book: &Book) -> Vec<String> {
    let row = |row: &workbook::Row| format!("{}: {}", row.line, row.cells.join("|"));
    book.sheets.iter().flat_map(|sheet| std::iter::once(sheet.name.clone()).chain(sheet.rows.iter().map(row))).collect()
}

#[test]
fn a_workbook_is_read_as_it_looks() {
    let book = read(&book_with(SHEET)).expect("a workbook");
    assert_eq!(
        said(&book),
        [
            "台账",
            "1: 2026年客户台账",
            "2: 企业名称|从业人员||成立日期|税率",
            "5:  面馆 |8||2026-11-30|5%|2026-11-30|1.5|TRUE|16|#DIV/0!|800000",
        ],
        "the blank and the hidden sheet are passed over"
    );
}

#[test]
fn rows_without_numbers_and_rows_that_go_back_are_where_spreadsheets_show_them() {
    let sheet = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row><c t="inlineStr"><is><t>a</t></is></c><c><v>1</v></c></row><row><c><v>2</v></c></row><row r="1"><c r="C1"><v>3</v></c></row></sheetData></worksheet>"#;
    assert_eq!(said(&read(&book_with(sheet)).expect("a workbook")), ["台账", "1: a|1|3", "2: 2"]);
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    let password: Vec<u8> = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."
        .iter()
        .copied()
        .chain("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    for (bytes, expected) in [
        (b"id,employees\n".to_vec(), BookError::Other),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old".to_vec(), BookError::OtherFormat),
        (b"\x09\x08\x10\x00".to_vec(), BookError::OtherFormat),
        (password, BookError::Encrypted),
        (archive(&[("a.txt", b"x")]), BookError::Other),
        (archive(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<a/>")]), BookError::Other),
        (archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")]), BookError::OtherFormat),
        (archive(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"x")]), BookError::OtherFormat),
        (book_with(BLANK), BookError::Empty),
    ] {
        assert_eq!(read(&bytes), Err(expected));
    }
    assert!(matches!(read(b"PK\x03\x04\x14\0\x06\0"), Err(BookError::Damaged(_))));
    let whole = book_with(SHEET);
    assert!(matches!(read(whole.get(..whole.len() / 2).expect("half")), Err(BookError::Damaged(_))));
    assert!(is_workbook(&whole) && !is_workbook(b"id,employees\n"));
}

#[test]
fn what_would_take_all_memory_is_refused() {
    let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(1_100_000));
    let bomb = archive(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("xl/workbook.xml", BOOK.as_bytes()),
        ("xl/styles.xml", styles.as_bytes()),
    ]);
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    assert_eq!(read(&bomb), Err(BookError::TooLarge(Limit::Unpacked)));
    let wide = (1..=200).map(|row| format!(r#"<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>"#));
    let wide = format!("<worksheet><sheetData>{}</sheetData></worksheet>", wide.collect::<String>());
    assert_eq!(read(&book_with(&wide)), Err(BookError::TooLarge(Limit::Cells)));
    // One cell far away alone takes no more than itself.
    let far = r#"<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>"#;
    let book = read(&book_with(far)).expect("a workbook");
    assert_eq!(book.sheets[0].rows[0].line, 1_048_576);
    let long = format!(
        r#"<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{}</t></is></c></row></sheetData></worksheet>"#,
        "长".repeat(100_000)
    );
    let book = read(&book_with(&long)).expect("a workbook");
    assert_eq!(book.sheets[0].rows[0].cells[0].chars().count(), 32_768, "one more than a cell can hold");
}

#[test]
fn what_is_written_is_read_again() {
    let sheet = NewSheet {
        name: "客户".to_owned(),
        columns: vec![
            Column { heading: "企业名称".to_owned(), width: 20, is_text: true, ..Column::default() },
            Column {
                heading: "主体类型".to_owned(),
                width: 14,
                list: Some(List {
                    options: vec!["个体工商户".to_owned(), "公司, 其他".to_owned()],
                    otherwise: "请选一项".to_owned(),
                }),
                hint: "长".repeat(400),
                ..Column::default()
            },
            Column { heading: "金额".to_owned(), ..Column::default() },
        ],
        rows: vec![
            vec!["=1+1".into(), "个体工商户".into(), Cell::Number("12.5".to_owned())],
            vec!["0123".into(), "".into(), Cell::Number("很多".to_owned())],
        ],
    };
    let other = NewSheet { name: "说明".to_owned(), rows: vec![vec!["一".into()]], ..NewSheet::default() };
    let bytes = write(&[sheet.clone(), other], "选项").expect("it fits");
    let book = read(&bytes).expect("a workbook");
    assert_eq!(
        said(&book),
        ["客户", "1: 企业名称|主体类型|金额", "2: =1+1|个体工商户|12.5", "3: 0123||很多", "说明", "2: 一"],
        "no formula, and the lists are hidden"
    );
    assert_eq!(
        bytes,
        write(
            &[sheet, NewSheet { name: "说明".to_owned(), rows: vec![vec!["一".into()]], ..NewSheet::default() }],
            "选项"
        )
        .expect("it fits")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), first in 0_usize..4) {
        let first: &[u8] = [b"PK\x03\x04".as_slice(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x09\x08", b""][first];
        let _ = read(&[first, &bytes].concat());
    }

    #[test]
    fn no_cut_and_no_damage_to_the_archive_makes_it_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        let mut bytes = book_with(SHEET);
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        let _ = read(&bytes);
    }

    #[test]
    fn no_damage_within_a_part_makes_it_panic(
        part in 0_usize..6, at in any::<prop::sample::Index>(), cut in 0_usize..12, put in "[<>/\"=&;A-Z0-9 crs-]{0,12}",
    ) {
        let mut parts = [TYPES, ROOT, BOOK, RELATIONS, STYLES, STRINGS].map(str::to_owned);
        let mut sheet = SHEET.to_owned();
        let text = if part == 0 { &mut sheet } else { &mut parts[part] };
        let start = text.floor_char_boundary(at.index(text.len()));
        let end = text.ceil_char_boundary((start + cut).min(text.len()));
        text.replace_range(start..end, &put);
        let names = ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"];
        let mut all: Vec<(&str, &[u8])> = names.into_iter().zip(parts.iter().map(String::as_bytes)).collect();
        for name in ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml"] {
            all.push((name, sheet.as_bytes()));
        }
        let _ = read(&archive(&all));
    }
}
