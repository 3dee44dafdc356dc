use super::Language;
use engine::enterprise::Kind;
use engine::enterprise::reading::{Named, Problem, Shape, What};
use engine::quantity::NumberError;
use engine::table::Damage;

/// A problem in a file, in one sentence without its place.
#[must_use]
pub fn problem(problem: &Problem, language: Language) -> String {
    let near = |near: &Option<String>| match (near, language) {
        (None, _) => String::new(),
        (Some(near), Language::ZhCn) => format!("；是不是想写 `{near}`？"),
        (Some(near), Language::En) => format!("; did you mean `{near}`?"),
    };
    match (&problem.what, language) {
        (What::NotJson { line, column }, Language::ZhCn) => format!("第{line}行第{column}列不是有效的 JSON"),
        (What::NotJson { line, column }, Language::En) => format!("not valid JSON at line {line}, column {column}"),
        (What::Expected(shape), Language::ZhCn) => format!("这里应当是{}", shape_name(*shape, language)),
        (What::Expected(shape), Language::En) => format!("expected {}", shape_name(*shape, language)),
        (What::Missing(key), Language::ZhCn) => format!("缺少 `{key}`"),
        (What::Missing(key), Language::En) => format!("`{key}` is missing"),
        (What::UnknownKey { key, near: n }, Language::ZhCn) => format!("不认识的键 `{key}`{}", near(n)),
        (What::UnknownKey { key, near: n }, Language::En) => format!("unknown key `{key}`{}", near(n)),
        (What::UnknownName { of, name, near: n }, Language::ZhCn) => {
            format!("没有名为 `{name}` 的{}{}", named(*of, language), near(n))
        }
        (What::UnknownName { of, name, near: n }, Language::En) => {
            format!("there is no {} `{name}`{}", named(*of, language), near(n))
        }
        (What::Duplicate { of, name }, Language::ZhCn) => format!("{} `{name}` 重复", named(*of, language)),
        (What::Duplicate { of, name }, Language::En) => format!("the {} `{name}` is there twice", named(*of, language)),
        (What::Number { typed, why }, _) => format!("`{typed}`{}", number_error(*why, language)),
        (What::EmptyRange, Language::ZhCn) => "范围为空（下限高于上限，或没有内容）".to_owned(),
        (What::EmptyRange, Language::En) => {
            "empty range (its start lies after its end, or nothing is in it)".to_owned()
        }
        (What::OutOfBounds { fact }, Language::ZhCn) => format!("超出 `{fact}` 允许的范围"),
        (What::OutOfBounds { fact }, Language::En) => format!("outside the bounds of `{fact}`"),
        (What::WrongKind { fact }, Language::ZhCn) => format!("`{fact}` 的类型不适用于这里"),
        (What::WrongKind { fact }, Language::En) => format!("the fact `{fact}` is of a kind that does not fit here"),
        (What::Format { found }, Language::ZhCn) => format!("格式版本是 {found}，本程序只读格式 1"),
        (What::Format { found }, Language::En) => format!("format {found}; this program reads format 1"),
        (What::TooMany(of), Language::ZhCn) => format!("{}太多", named(*of, language)),
        (What::TooMany(of), Language::En) => format!("too many of one sort: {}", named(*of, language)),
        (What::Further(count), Language::ZhCn) => format!("还有{count}处问题没有列出"),
        (What::Further(count), Language::En) => format!("{count} further problems are not listed"),
    }
}

/// Why a typed number was not understood.
#[must_use]
pub fn number_error(why: NumberError, language: Language) -> &'static str {
    match (why, language) {
        (NumberError::Empty, Language::ZhCn) => "没有内容",
        (NumberError::Empty, Language::En) => " is empty",
        (NumberError::NotANumber, Language::ZhCn) => "不是数字或日期",
        (NumberError::NotANumber, Language::En) => " is not a number or date that can be read",
        (NumberError::Separator, Language::ZhCn) => "里的逗号或空格看不出是数字分组；小数点请写成点",
        (NumberError::Separator, Language::En) => {
            " has a comma or blank that does not group its digits; a decimal point is a dot"
        }
        (NumberError::CountSeparator, Language::ZhCn) => "里的逗号或空格看不出是数字分组",
        (NumberError::CountSeparator, Language::En) => " has a comma or blank that does not group its digits",
        (NumberError::Unit, Language::ZhCn) => "里数字后面的字看不懂，或者单位与这里不符",
        (NumberError::Unit, Language::En) => {
            " has something after the number that is not understood or does not fit here"
        }
        (NumberError::TooPrecise, Language::ZhCn) => "小数位太多",
        (NumberError::TooPrecise, Language::En) => " has too many decimals",
        (NumberError::OutOfRange, Language::ZhCn) => "超出范围或不存在",
        (NumberError::OutOfRange, Language::En) => " is out of range or does not exist",
        (NumberError::Backwards, Language::ZhCn) => "前一个数大于后一个数",
        (NumberError::Backwards, Language::En) => " runs from the larger number to the smaller one",
    }
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
pub fn damage(damage: &Damage, language: Language) -> String {
    let [zh, en] = match damage {
        Damage::NotText => ["不是UTF-8编码的文字，请另存为UTF-8再试", "not UTF-8 text; save the table as UTF-8"],
        Damage::OpenQuote => [
            "有一个引号没有配对，这一行和后面的内容都没有读入",
            "a quotation mark is opened here and never closed; this row and what follows are left out",
        ],
        Damage::Unread(why) => return why.to_string(),
    };
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
    .to_owned()
}

fn shape_name(shape: Shape, language: Language) -> &'static str {
    let [zh, en] = match shape {
        Shape::Object => ["对象 {…}", "an object {…}"],
        Shape::List => ["列表 […]", "a list […]"],
        Shape::Text => ["文字", "a text"],
        Shape::FilledText => ["不为空的文字", "a text that is not empty"],
        Shape::Integer => ["整数", "a whole number"],
        Shape::Flag => ["true 或 false", "true or false"],
        Shape::Money => {
            ["金额：整数（元）或 \"300万\" 这样的文字", "an amount: whole yuan, or a text such as \"300万\""]
        }
        Shape::Rate => ["比率，如 \"5%\"", "a rate such as \"5%\""],
        Shape::Date => ["日期，如 \"2026-11-21\"", "a date such as \"2026-11-21\""],
        Shape::Criterion => ["条件", "a criterion"],
        Shape::Formula => ["公式", "a formula"],
        Shape::Value => ["适合该项的值", "a value that fits the fact"],
        Shape::Address => ["以 http 开头的网址", "an address that begins with http"],
        Shape::Name => ["小写字母、数字、连字符组成的名称", "a name in small letters, digits, hyphens"],
    };
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}

fn named(of: Named, language: Language) -> &'static str {
    let [zh, en] = match of {
        Named::Fact => ["事实", "fact"],
        Named::Option => ["选项", "option"],
        Named::Definition => ["定义", "definition"],
        Named::Policy => ["政策", "policy"],
        Named::Region => ["地区", "region"],
        Named::Industry => ["行业", "industry"],
        Named::Word => ["词", "word"],
        Named::Group => ["组", "group"],
    };
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}
