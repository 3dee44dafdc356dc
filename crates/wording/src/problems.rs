//! What is wrong with a file, a table and what people type, without its place.

use super::labels::Label as _;
use super::{Language, counted};
use engine::catalogue::Noun;
use engine::enterprise::{CellError, Code, Fact, FactNoun, Kind, Tree, TypedError};
use engine::json::{JsonError, Shape};
use engine::payment::{LineError, Repeated};
use engine::quantity::NumberError;
use engine::table::{CellsError, HeadingError, NoText, TableError};

/// A problem in a profile or a catalogue, in one sentence.
#[must_use]
pub fn problem<N: Copy + Into<Noun>>(error: &JsonError<N>, language: Language) -> String {
    let noun = |of: N| noun(of.into(), language);
    let near = |near: &Option<String>| match (near, language) {
        (None, _) => String::new(),
        (Some(near), Language::ZhCn) => format!("；是不是想写 `{near}`？"),
        (Some(near), Language::En) => format!("; did you mean `{near}`?"),
    };
    match (error, language) {
        (JsonError::NotJson { line, column }, Language::ZhCn) => format!("第{line}行第{column}列不是有效的 JSON"),
        (JsonError::NotJson { line, column }, Language::En) => {
            format!("not valid JSON at line {line}, column {column}")
        }
        (JsonError::TooDeep(most), Language::ZhCn) => format!("嵌套太深，最多{most}层"),
        (JsonError::TooDeep(most), Language::En) => {
            format!("nested too deeply: {} at most", counted(*most, "level", "levels"))
        }
        (JsonError::Expected(shape), Language::ZhCn) => format!("这里应当是{}", shape_name(*shape, language)),
        (JsonError::Expected(shape), Language::En) => format!("expected {}", shape_name(*shape, language)),
        (JsonError::NotA(of), Language::ZhCn) => format!("这里应当是{}", noun(*of)),
        (JsonError::NotA(of), Language::En) => format!("expected a {}", noun(*of)),
        (JsonError::Missing(key), Language::ZhCn) => format!("缺少 `{key}`"),
        (JsonError::Missing(key), Language::En) => format!("`{key}` is missing"),
        (JsonError::UnknownKey { key, near: n }, Language::ZhCn) => format!("不认识的键 `{key}`{}", near(n)),
        (JsonError::UnknownKey { key, near: n }, Language::En) => format!("unknown key `{key}`{}", near(n)),
        (JsonError::Together([one, other]), Language::ZhCn) => {
            format!("`{one}` 和 `{other}` 不能写在一起；请把一个写进另一个里面")
        }
        (JsonError::Together([one, other]), Language::En) => {
            format!("`{one}` and `{other}` cannot stand side by side; put one inside the other")
        }
        (JsonError::KeyTwice(key), Language::ZhCn) => format!("键 `{key}` 写了两次，而且内容不同"),
        (JsonError::KeyTwice(key), Language::En) => format!("the key `{key}` is there twice, with different values"),
        (JsonError::UnknownName { of, name, near: n, among }, _) => {
            unknown(noun(*of), name, language) + &near(n) + &listed(among, language)
        }
        (JsonError::Later { of, name }, Language::ZhCn) => {
            format!("{} `{name}` 写在后面；只能用写在前面的，请把它移到前面", noun(*of))
        }
        (JsonError::Later { of, name }, Language::En) => {
            format!("the {} `{name}` comes only later in the file; move it up, before what uses it", noun(*of))
        }
        (JsonError::Taken { of, name }, Language::ZhCn) => {
            format!("{} `{name}` 本来就有（程序自带，或在所叠加的目录里）；请换一个 id", noun(*of))
        }
        (JsonError::Taken { of, name }, Language::En) => format!(
            "there is a {} `{name}` without this file (built in, or of the catalogue that it is laid over); take another id",
            noun(*of)
        ),
        (JsonError::Several { name, .. }, _) => typed_error(name, TypedError::Several, language),
        (JsonError::Duplicate { of, name }, Language::ZhCn) => format!("{} `{name}` 重复", noun(*of)),
        (JsonError::Duplicate { of, name }, Language::En) => format!("the {} `{name}` is there twice", noun(*of)),
        (JsonError::Number { typed, why }, _) => typed_error(typed, TypedError::Number(*why), language),
        (JsonError::EmptyRange, _) => empty_range(language).to_owned(),
        (JsonError::OutOfBounds { of }, _) => out_of_bounds(of, language),
        (JsonError::WrongKind { name, .. }, Language::ZhCn) => format!("`{name}` 的类型不适用于这里"),
        (JsonError::WrongKind { of, name }, Language::En) => {
            format!("the {} `{name}` is of a kind that does not fit here", noun(*of))
        }
        (JsonError::Format { found }, Language::ZhCn) => format!("格式版本是 {found}，本程序只读格式 1"),
        (JsonError::Format { found }, Language::En) => format!("format {found}; this program reads format 1"),
        (JsonError::TooFew { of, least }, Language::ZhCn) => format!("{}太少，至少{least}个", noun(*of)),
        (JsonError::TooFew { of, least }, Language::En) => format!("fewer than {least} of one sort: {}", noun(*of)),
        (JsonError::TooMany { of, most }, Language::ZhCn) => format!("{}太多，最多{most}个", noun(*of)),
        (JsonError::TooMany { of, most }, Language::En) => {
            format!("too many of one sort: {} ({most} at most)", noun(*of))
        }
        (JsonError::Further(count), Language::ZhCn) => format!("还有{count}处问题没有列出"),
        (JsonError::Further(count), Language::En) => {
            counted(*count, "further problem is not listed", "further problems are not listed")
        }
    }
}

/// The names that there are.
fn listed(names: &[String], language: Language) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match language {
        _ if names.is_empty() => String::new(),
        Language::ZhCn => format!("；可以写：{}", names.join("、")),
        Language::En => format!("; there are: {}", names.join(", ")),
    }
}

/// A name that there is not.
fn unknown(noun: &str, name: &str, language: Language) -> String {
    match language {
        Language::ZhCn => format!("没有名为 `{name}` 的{noun}"),
        Language::En => format!("there is no {noun} `{name}`"),
    }
}

fn empty_range(language: Language) -> &'static str {
    match language {
        Language::ZhCn => "范围为空（下限高于上限，或没有内容）",
        Language::En => "empty range (its start lies after its end, or nothing is in it)",
    }
}

fn out_of_bounds(of: &str, language: Language) -> String {
    match language {
        Language::ZhCn => format!("超出 `{of}` 允许的范围"),
        Language::En => format!("outside the bounds of `{of}`"),
    }
}

/// A cell that cannot be read, in one sentence. Tables and files call what is wrong with a fact the same.
#[must_use]
pub fn cell_error(fact: &Fact, cell: &CellError, language: Language) -> String {
    let of = if let Kind::Place(tree) = fact.kind { FactNoun::of(tree) } else { FactNoun::Option };
    match cell.error {
        TypedError::Number(NumberError::Backwards) => empty_range(language).to_owned(),
        TypedError::OutOfBounds(_) => out_of_bounds(&fact.id, language),
        TypedError::Unknown => unknown(noun(of.into(), language), &cell.typed, language),
        error @ (TypedError::Number(_)
        | TypedError::NotAboveZero
        | TypedError::BelowZero
        | TypedError::TooLong
        | TypedError::Several
        | TypedError::NeitherYesNorNo) => typed_error(&cell.typed, error, language),
    }
}

/// What is wrong with a typed value, in one sentence.
#[must_use]
pub fn typed_error(typed: &str, error: TypedError, language: Language) -> String {
    match (error, language) {
        (TypedError::Number(why), _) => format!("`{typed}`{}", number_error(typed, why, None, language)),
        (TypedError::NotAboveZero, Language::ZhCn) => format!("`{typed}`应当大于零"),
        (TypedError::NotAboveZero, Language::En) => format!("`{typed}` is not above zero"),
        (TypedError::BelowZero, Language::ZhCn) => format!("`{typed}`小于零"),
        (TypedError::BelowZero, Language::En) => format!("`{typed}` is below zero"),
        (TypedError::TooLong, Language::ZhCn) => format!("`{typed}`超过10年"),
        (TypedError::TooLong, Language::En) => format!("`{typed}` is longer than ten years"),
        (TypedError::OutOfBounds(_), Language::ZhCn) => format!("`{typed}`超出允许的范围"),
        (TypedError::OutOfBounds(_), Language::En) => format!("`{typed}` is out of bounds"),
        (TypedError::Unknown, Language::ZhCn) => format!("不认识`{typed}`"),
        (TypedError::Unknown, Language::En) => format!("`{typed}` is not one of the words known here"),
        (TypedError::NeitherYesNorNo, Language::ZhCn) => format!("`{typed}`看不出是还是否，请写“是”或“否”"),
        (TypedError::NeitherYesNorNo, Language::En) => format!("`{typed}` is neither yes nor no: write yes or no"),
        (TypedError::Several, Language::ZhCn) => {
            format!("`{typed}`不止一个{}，请写全名或编号", bearers(typed, language))
        }
        (TypedError::Several, Language::En) => {
            format!("more than one is called `{typed}`{}: write the full name or the code", bearers(typed, language))
        }
    }
}

/// The places that a name may mean, in brackets: `（F5174 五金产品批发、F5281 五金零售）`; nothing for what is no place.
fn bearers(typed: &str, language: Language) -> String {
    let found = [Tree::Industries, Tree::Regions].into_iter().find_map(|tree| {
        let codes = tree.bearers(typed);
        let name = |code: &Code| {
            let name = tree.row(*code).filter(|row| row.code == *code).map_or("", |row| row.name);
            format!("{} {name}", tree.written(*code)).trim().to_owned()
        };
        (!codes.is_empty()).then(|| codes.iter().map(name).collect::<Vec<String>>())
    });
    match (found, language) {
        (None, _) => String::new(),
        (Some(names), Language::ZhCn) => format!("（{}）", names.join("、")),
        (Some(names), Language::En) => format!(" ({})", names.join(", ")),
    }
}

/// Why a typed number was not understood, to be set after what was typed. Where it is known of which kind it should
/// be, the sentence says so.
#[must_use]
pub fn number_error(typed: &str, why: NumberError, kind: Option<&Kind>, language: Language) -> String {
    let [zh, en] = match (kind, why) {
        (_, NumberError::Unit(part)) if kind != Some(&Kind::Date) => {
            let part = part.of(typed);
            return match language {
                Language::ZhCn => format!("里的“{part}”看不懂，或者与这里不符"),
                Language::En => format!(" holds “{part}”, which is not understood or does not fit here"),
            };
        }
        (_, NumberError::Roughly(part)) => {
            let part = part.of(typed);
            return match language {
                Language::ZhCn => format!("里的“{part}”说不准是多少，请写一个确切的数，或写明范围的两头"),
                Language::En => {
                    format!(" says by “{part}” only roughly how much; write a number, or both ends of a range")
                }
            };
        }
        (Some(Kind::Date), _) => ["不是有效日期", " is not a valid date"],
        (Some(_), NumberError::NotANumber) => ["不是数字", " is not a number"],
        (_, NumberError::Empty) => ["没有内容", " is empty"],
        (None, NumberError::NotANumber) => ["不是数字或日期", " is not a number or date that can be read"],
        (_, NumberError::Separator) => [
            "里的逗号或空格看不出是数字分组；小数点请写成点",
            " has a comma or blank that does not group its digits; a decimal point is a dot",
        ],
        (_, NumberError::CountSeparator) => {
            ["里的逗号或空格看不出是数字分组", " has a comma or blank that does not group its digits"]
        }
        (_, NumberError::Unit(_)) => ["里有看不懂的字", " has something in it that is not understood"],
        (_, NumberError::LastDigit) => [
            "最后的数字没有写明是几千万、几千还是几个，请写全，如 1万5千、3亿5千万",
            " leaves out what its last digit counts; write it in full, such as 1万5千, 15000 or 3亿5千万",
        ],
        (_, NumberError::LowUnit) => [
            "里前一个数的单位没有写明，请两个数都写全，如 5000到10000、5千到1万",
            " leaves out the unit of its first number; write both in full, such as 5000 to 10000",
        ],
        (_, NumberError::NotALength) => [
            "写的是哪年哪月，不是多长时间；请写一共多少个月，如 12个月",
            " names a year or a month, not a length of time; write how many months, such as 12",
        ],
        (_, NumberError::BareRate) => [
            "没有写百分号，不知道是百分之几；比如 0.06，请写明是 6% 还是 0.06%",
            " has no per cent sign; 0.06, for one, may be 6% or 0.06%: write which",
        ],
        (_, NumberError::TooPrecise) => ["小数位太多", " has too many decimals"],
        (_, NumberError::OutOfRange) => ["超出范围或不存在", " is out of range or does not exist"],
        (_, NumberError::Backwards) => ["前一个数大于后一个数", " runs from the larger number to the smaller one"],
    };
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
    .to_owned()
}

/// How a number of a kind is written, to be set after what is wrong with one.
#[must_use]
pub fn number_example(kind: &Kind, language: Language) -> &'static str {
    let [zh, en] = match kind {
        Kind::Money => ["可以写 300000、30万、1.5亿", "write it such as 300000, 30万 or 1.5亿 (yuan)"],
        Kind::Rate => ["可以写 5%、0.5%", "write it such as 5% or 0.5%"],
        Kind::Date => ["可以写 2022-03-01", "write it such as 2022-03-01"],
        Kind::Count | Kind::Flag | Kind::Choice(_) | Kind::Choices(_) | Kind::Place(_) => {
            ["请写整数，如 35，或范围，如 20-49", "write a whole number such as 35, or a range such as 20-49"]
        }
    };
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}

/// Why a row of a table cannot be read, in one sentence without its line.
#[must_use]
pub fn table_error(error: TableError, language: Language) -> &'static str {
    let [zh, en] = match error {
        TableError::NotText => [
            "有认不出的字符，这一行没有读入；请在表格软件里改好，另存为“CSV UTF-8”再试",
            "has characters that got lost, and is left out; mend it in the spreadsheet and save it as “CSV UTF-8”",
        ],
        TableError::OpenQuote => [
            "有一个引号没有配对，这一行和后面的内容都没有读入",
            "a quotation mark is opened here and never closed; this row and what follows are left out",
        ],
        TableError::TooLong => [
            "有一格太长，这一行没有读入；请检查引号和分隔符",
            "has a cell that is too long, and is left out; look at its quotation marks and separators",
        ],
        TableError::TooWide => [
            "格数太多，超过 1000 格，没有读入；请检查分隔符",
            "has more than 1,000 cells, and is left out; look at its separators",
        ],
    };
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}

/// Why a table cannot be read, in one sentence without its line.
#[must_use]
pub fn heading_error(error: &HeadingError, language: Language) -> String {
    match (error, language) {
        (HeadingError::Empty, Language::ZhCn) => "表格里没有内容".to_owned(),
        (HeadingError::Empty, Language::En) => "there is nothing in the table".to_owned(),
        (HeadingError::Row(error), _) => table_error(*error, language).to_owned(),
        (HeadingError::Unknown(name), Language::ZhCn) => format!("没有名为 `{name}` 的列"),
        (HeadingError::Unknown(name), Language::En) => format!("there is no column `{name}`"),
        (HeadingError::Above(typed), Language::ZhCn) => {
            format!("`{typed}`在标题行的上面，但看来是一行内容；请把标题行移到最上面")
        }
        (HeadingError::Above(typed), Language::En) => {
            format!("`{typed}` stands above the heading but looks like a row of data; move the heading to the top")
        }
        (HeadingError::Again(typed), Language::ZhCn) => {
            format!("从`{typed}`起又是一行标题；请把上下两个表分成两个文件，或删去重复的标题行")
        }
        (HeadingError::Again(typed), Language::En) => format!(
            "a second heading begins here with `{typed}`; save the two tables as two files, or delete a heading that is \
             repeated"
        ),
        (HeadingError::Unit(title), Language::ZhCn) => {
            format!("标题`{title}`说明了金额的单位，但这里的金额一律按元读；请删去这一行，并在每格里写上单位，如 80万")
        }
        (HeadingError::Unit(title), Language::En) => format!(
            "the title `{title}` names a unit, but amounts are read in yuan; delete it and write the unit in each cell, \
             such as 80万"
        ),
    }
}

/// What stands in a row where nothing may, in one sentence without its line.
#[must_use]
pub fn cells_error(error: &CellsError, language: Language) -> String {
    match (error, language) {
        (CellsError::TooMany { cells, columns }, Language::ZhCn) => format!("有{cells}格，但标题只有{columns}列"),
        (CellsError::TooMany { cells, columns }, Language::En) => {
            format!("{}, but only {}", counted(*cells, "cell", "cells"), counted(*columns, "column", "columns"))
        }
        (CellsError::NoData(typed), Language::ZhCn) => {
            format!("`{typed}`看来是合计、说明或签名，这一行没有读入；请删去这一行")
        }
        (CellsError::NoData(typed), Language::En) => {
            format!("`{typed}` looks like a sum, a note or a signature; the row is left out, delete it")
        }
        (CellsError::NoHeading { column, typed }, Language::ZhCn) => {
            format!("第{column}列没有标题，看不出里面的`{typed}`是什么")
        }
        (CellsError::NoHeading { column, typed }, Language::En) => {
            format!("column {column} has no heading, so what `{typed}` means is not known")
        }
    }
}

/// That two columns say different things of one, in one sentence behind what they say it of.
#[must_use]
pub fn given_twice([one, other]: &[String; 2], language: Language) -> String {
    match language {
        Language::ZhCn => format!("有两列，而且填得不一样：`{one}`和`{other}`"),
        Language::En => format!("there are two columns, and they differ: `{one}` and `{other}`"),
    }
}

/// What is wrong with a line of a table of claims, in one sentence without its line.
#[must_use]
pub fn line_error(error: &LineError, language: Language) -> String {
    match (error, language) {
        (LineError::Heading(error), _) => heading_error(error, language),
        (LineError::Row(error), _) => table_error(*error, language).to_owned(),
        (LineError::Cells(error), _) => cells_error(error, language),
        (LineError::Twice(field, both), Language::ZhCn) => {
            format!("{}{}", field.label()[0], given_twice(both, language))
        }
        (LineError::Twice(field, both), Language::En) => {
            format!("{}: {}", field.label()[1], given_twice(both, language))
        }
    }
}

/// That a row says the same as a claim that is there already, in one sentence without its line.
#[must_use]
pub fn repeated(found: Repeated, language: Language) -> String {
    match (found.of, language) {
        (Some(line), Language::ZhCn) => {
            format!("与第{line}行是同一笔，没有重复计入；如果是另一笔，请写上不同的发票或合同编号")
        }
        (Some(line), Language::En) => format!(
            "the same claim as in line {line}, not counted again; if it is another one, give it an invoice number of its own"
        ),
        (None, Language::ZhCn) => {
            "清单里已经有这一笔，没有重复读入；如果是另一笔，请写上不同的发票或合同编号".to_owned()
        }
        (None, Language::En) => {
            "this claim is in the ledger already and was not read again; if it is another one, give it \
                                 an invoice number of its own"
                .to_owned()
        }
    }
}

/// That a row has the invoice and the debtor of a claim that is there already, but differs from it, in one sentence
/// without its line.
#[must_use]
pub fn same_invoice(found: Repeated, language: Language) -> String {
    match (found.of, language) {
        (Some(line), Language::ZhCn) => {
            format!("与第{line}行的编号和欠款方相同，其他内容不同，两笔都已计入；请核对是不是同一笔")
        }
        (Some(line), Language::En) => format!(
            "the same number and debtor as in line {line}, but other contents; both are counted: check whether they are one"
        ),
        (None, Language::ZhCn) => {
            "清单里已有编号和欠款方相同的一笔，其他内容不同，两笔都已计入；请核对是不是同一笔".to_owned()
        }
        (None, Language::En) => {
            "the ledger has a claim with the same number and debtor, but other contents; both are counted: check whether \
             they are one"
                .to_owned()
        }
    }
}

/// Which columns of a table were left out because they say nothing here, in one sentence without their line.
#[must_use]
pub fn left_out(headings: &[String], language: Language) -> String {
    match language {
        Language::ZhCn => format!("没有读入这些列：{}", headings.join("、")),
        Language::En => format!("columns left out: {}", headings.join(", ")),
    }
}

/// Why a file is no text, and what to do.
#[must_use]
pub fn no_text(why: NoText, language: Language) -> &'static str {
    match (why, language) {
        (NoText::Workbook, _) => workbook(language),
        (NoText::Other, Language::ZhCn) => {
            "这不是表格，而是压缩包、图片或其他文件。如果里面有表格，请先解开，用表格软件打开，另存为“CSV UTF-8”后再选"
        }
        (NoText::Other, Language::En) => {
            "This is no table but a packed file, a picture or something else. If a table is in it, unpack it, open it in a \
             spreadsheet program, and save it as “CSV UTF-8”"
        }
    }
}

/// That a file is a workbook, and how its table is had as text.
fn workbook(language: Language) -> &'static str {
    match language {
        Language::ZhCn => {
            "这是表格软件的工作簿（如 xlsx、xls、et、ods），还不能直接读。请用表格软件打开它，点“另存为”，类型选“CSV UTF-8”或“CSV”，再选另存的文件；也可以复制表格后粘贴"
        }
        Language::En => {
            "This is a workbook of a spreadsheet program (such as xlsx, xls, et, ods), which cannot be read here. Open it \
             there, choose “Save as” with the type “CSV UTF-8” or “CSV”, and use that file; or copy and paste the table"
        }
    }
}

fn shape_name(shape: Shape, language: Language) -> &'static str {
    let [zh, en] = match shape {
        Shape::Object => ["对象 {…}", "an object {…}"],
        Shape::List => ["列表 […]", "a list […]"],
        Shape::Text => ["文字", "a text"],
        Shape::FilledText => ["不为空的文字", "a text that is not empty"],
        Shape::Integer => ["整数", "a whole number"],
        Shape::Flag => ["true 或 false", "true or false"],
        Shape::YesOrNo => ["“是”或“否”（true 或 false）", "yes or no (true or false)"],
        Shape::Money => {
            ["金额：整数（元）或 \"300万\" 这样的文字", "an amount: whole yuan, or a text such as \"300万\""]
        }
        Shape::Rate => ["比率，如 \"5%\"", "a rate such as \"5%\""],
        Shape::Date => ["日期，如 \"2026-11-21\"", "a date such as \"2026-11-21\""],
        Shape::Address => ["以 http 开头的网址", "an address that begins with http"],
        Shape::Name => {
            ["小写字母、数字、连字符、下划线组成的名称", "a name in small letters, digits, hyphens and underscores"]
        }
    };
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}

fn noun(of: Noun, language: Language) -> &'static str {
    let [zh, en] = match of {
        Noun::Fact(FactNoun::Fact) => ["事实", "fact"],
        Noun::Fact(FactNoun::Option) => ["选项", "option"],
        Noun::Fact(FactNoun::Value) => ["适合该项的值", "value that fits the fact"],
        Noun::Fact(FactNoun::Region) => ["地区", "region"],
        Noun::Fact(FactNoun::Industry) => ["行业", "industry"],
        Noun::Relation => ["关系", "relation"],
        Noun::Circumstance => ["情况", "circumstance"],
        Noun::UsualAnswer => ["通常情况", "usual answer"],
        Noun::Definition => ["定义", "definition"],
        Noun::Policy => ["政策", "policy"],
        Noun::Word => ["词", "word"],
        Noun::Group => ["组", "group"],
        Noun::Place => ["办理处", "place"],
        Noun::Criterion => ["条件", "criterion"],
        Noun::Formula => ["公式", "formula"],
        Noun::Parameter => ["参数", "parameter"],
        Noun::Family => ["同类政策组", "family"],
        Noun::Filing => ["申报", "filing"],
    };
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}
