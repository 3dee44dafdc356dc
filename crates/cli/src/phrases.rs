//! What the command line says of its own, in both languages; the sentences that the page says too are in `text`.

use std::io;

use super::failure::{Place, Refusal, What};
use super::lines::kept;
use engine::catalogue::Language;
use engine::quantity::Date;
use wording::{counted, no_text, problem};
use workbook::BookError;

/// One of two, by language.
fn pick<T>(language: Language, zh: T, en: T) -> T {
    match language {
        Language::ZhCn => zh,
        Language::En => en,
    }
}

macro_rules! phrases {
    ($($name:ident: $zh:literal, $en:literal;)+) => {
        /// A phrase of the command line, by what it says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Phrase { $($name,)+ }

        impl Phrase {
            /// The phrase in a language.
            pub(super) fn say(self, language: Language) -> &'static str {
                match self { $(Self::$name => pick(language, $zh, $en),)+ }
            }
        }
    };
}

phrases! {
    // Several commands
    ListComma: "、", ", ";
    Comma: "，", ", ";
    Colon: "：", ": ";
    Semicolon: "；", "; ";
    TogetherAYear: "合计每年", "together a year";
    OneOf: "满足其一", "one of";
    // match
    NothingToApplyFor: "其中无需申请", "nothing to apply for";
    Once: "一次性", "once";
    NearestDeadline: "最近的截止日", "nearest deadline";
    NextAnswer: "下一个最有用的问题", "Most useful next answer";
    Until: "至", "until ";
    Needs: "还需要：", "needs: ";
    AuthorityDecides: "  由主管部门或银行决定", "  an authority decides";
    CheckYourself: "  有条件需自行核对", "  something to check yourself";
    // journey
    FirstScreen: "第一页", "first screen";
    NoBox: "都不适用", "none applies";
    ConfirmUsual: "确认通常情况", "confirm what is usual";
    NoFamily: "其他", "other facts";
    CertainAYear: "确定的每年", "certain a year";
    EnoughKnown: "到这里已经够了", "that is enough";
    // explain
    WhatDecides: "决定结果的条件", "What decides";
    AllCriteria: "全部条件", "All criteria";
    HowFarOff: "差距", "How far off";
    Estimate: "估算", "Estimate";
    Assuming: "假设：", "assuming: ";
    HowTo: "怎么办理", "How to get it";
    WhereTo: "到哪里办", "Where";
    ApplyWhen: "申请时间", "Apply";
    ByLaw: "规定的日期", "Days set by the rules";
    OfficialValue: "官方数值：", "official value: ";
    PapersNeeded: "所需材料", "Papers";
    WhomToAsk: "联系渠道", "Whom to ask";
    TelephoneOf: "电话", "telephone";
    // ladder
    AllOf: "同时满足", "all of";
    // what-if
    NothingChanges: "这一项的任何数值都不改变可享受的政策和金额。", "No value of this fact changes what can be used or what it is worth.";
    OthersDecide: "  （还要主管部门决定或自行核对）", "  (waits for an authority or a check of your own)";
    // timeline
    Past: "（已过）", " (past)";
    NotClaimed: "（企业不申领：给银行、担保机构等，或是总的规定）", " (not claimed by the enterprise: it goes to a bank, guarantor or others, or is a general rule)";
    // size
    NotTold: "未填", "not told";
    Decides: "  ← 决定规模", "  ← decides";
    // reach
    EveryCase: "每种情形都要：", "In every case:";
    Case: "情形", "Case";
    Sample: "符合条件的示例企业：", "An enterprise that meets it:";
    AllOfThese: "全部满足：", "All of:";
    OneOfThese: "满足其一：", "One of:";
    // diff
    SayTheSame: "两份目录说的一样。", "Both catalogues say the same.";
    // check
    MutationScore: "变异检验得分：", "mutation score: ";
    // late-payment
    DebtorSize: "欠款方的规模：", "size of the debtor: ";
    DueDay: "到期日：", "due: ";
    OrPerhaps: "也可能是：", "or perhaps: ";
    PayWhenPaid: "收到第三方付款才付：", "pay when paid: ";
    NotClear: "不明确的地方", "Not clear";
    HowCounted: "计算方法", "How it was counted";
    Evidence: "证据清单", "Evidence";
    WhereToTurn: "到哪里投诉", "Where to turn to";
    // pages
    PagesTitle: "惠企政策目录", "Catalogue of relief measures for enterprises";
    PagesAbout: "全部政策的条件、金额、期限、办理方式和依据文件。",
        "The conditions, amounts, dates, procedures and documents of all measures.";
    MatchYours: "填写企业情况，直接匹配政策", "Match your enterprise with them";
    CatalogueVersion: "目录版本 ", "Catalogue ";
    ReviewedOn: "，复核日期 ", ", reviewed on ";
    Licences: "所含他人作品的许可", "Licences of the work of others in it";
    ForInformation: "。以上内容依据已公布的文件整理，供参考；能否享受以主管部门的决定为准。",
        ". Compiled from published documents for information; the authorities decide.";
    Categories: "分类", "Categories";
    InForce: "执行期限", "In force";
    Apply: "申请时间", "Apply";
    HowItReaches: "享受方式", "How it reaches you";
    PaidTo: "资金付给", "Paid to";
    PaidWhen: "兑现时间", "Paid or effective";
    Conditions: "条件", "Conditions";
    WhatItBrings: "内容", "What it brings";
    Steps: "办理步骤", "Steps";
    Places: "到哪里办", "Where to go";
    Papers: "材料", "Papers";
    Documents: "依据", "Documents";
    OpenDocument: "查看原文", "Open";
    Office: "办理部门", "Office";
    Telephone: "电话", "Telephone";
    Replaces: "替代了", "Replaces";
    ReplacedBy: "后续政策", "Replaced by";
    Verification: "核实情况", "Verification";
    DoIQualify: "看我是否符合", "Do I qualify?";
    ByCategory: "按类别", "By category";
    ByRegion: "按地区（地方政策）", "By region (local measures)";
    ByLetter: "按名称首字母", "By first letter";
    SearchIndex: "在目录里找（名称、文号、地名）", "Search the index (name, document number)";
    IndexFound: "找到：", "Found: ";
    FindOnPage: "也可以用浏览器的“在页面中查找”（Ctrl+F）。点名称看条件、金额、办法和依据。", "The browser's own search (Ctrl+F) works, too. Each name leads to conditions, amounts, steps and documents.";
    // review
    ReviewTitle: "编辑要看的，", "To look at on ";
    ReviewEnds: "60天内到期", "Ends within 60 days";
    ReviewWindowsOpen: "60天内开始申报", "Window opens within 60 days";
    ReviewWindowsClose: "60天内截止申报", "Window closes within 60 days";
    ReviewWindowsDue: "只知道以前的申报期，下一次按上次推算", "Only an earlier window is known: the next one, a year after the last";
    ReviewParameters: "60天内失效的官方数值", "Official values that lapse within 60 days";
    ReviewOld: "半年多没有核对", "Last reviewed more than half a year ago";
    ReviewUnclear: "是否有效不清楚", "Not clear whether it is in force";
    ReviewSingleSource: "只有一个来源", "Rests on a single source";
    ReviewReplaced: "文件可能已被替代", "Document perhaps replaced";
    ReviewReplacedOf: "，同一文件的另一条已被替代：", ", on which this policy rested that was replaced: ";
    ReviewProvinces: "各省收录情况", "What the catalogue holds by province";
    ReviewColumns: "| 省份 | 有效、有金额 | 省定数值 | 有效、没有金额 | 不清楚 | 上次查找 |", "| Province | In force, with figures | Values of its own | In force, without | Unclear | Looked at |";
    ReviewNever: "没有查过", "never";
}

/// What is wrong, with its place before it.
pub(super) fn refusal(Refusal { place, what }: &Refusal, language: Language) -> String {
    let what = refused(what, language);
    match place {
        Place::Said => what,
        Place::Option(option) => format!("--{option}: {what}"),
        Place::Typed(option, typed) => format!("--{option} `{typed}`: {what}"),
        Place::File(file) => format!("{}: {what}", kept(file)),
        Place::Line(file, number) => format!("{}: {}: {what}", kept(file), line(*number, language)),
        Place::Pointer(file, pointer) => format!("{}: {what}", kept(&format!("{file} {pointer}"))),
    }
}

fn refused(what: &What, language: Language) -> String {
    match (what, language) {
        (What::System(error), _) => system(error, language),
        (What::TooLarge(most), _) => {
            let mega = most.div_euclid(1_000_000);
            pick(
                language,
                format!("文件太大，超过 {mega} MB"),
                format!("larger than {mega} MB, which is more than is read"),
            )
        }
        (What::NotText, Language::ZhCn) => "不是文字，或有认不出的字符（可用 UTF-8、UTF-16、GB 18030）".to_owned(),
        (What::NotText, Language::En) => {
            "not text, or with characters that got lost (UTF-8, UTF-16, GB 18030)".to_owned()
        }
        (What::OtherFile(why), _) => no_text(*why, language).to_owned(),
        (What::Damaged, Language::ZhCn) => "内置的目录已损坏，请重新编译程序".to_owned(),
        (What::Damaged, Language::En) => "the bundled catalogue is damaged; rebuild the program".to_owned(),
        (What::Catalogue(error), _) => problem(error, language),
        (What::Profile(error), _) => problem(error, language),
        (What::Sentence(sentence), _) => sentence.clone(),
        (What::NoPolicy(name, near), Language::ZhCn) => {
            let near =
                if near.is_empty() { String::new() } else { format!("；名称相近的有：{}", near.join("、")) };
            format!("没有名为 `{name}` 的政策{near}")
        }
        (What::NoPolicy(name, near), Language::En) => {
            let near = if near.is_empty() { String::new() } else { format!("; similar: {}", near.join(", ")) };
            format!("there is no policy `{name}`{near}")
        }
        (What::NoIndustry(name), Language::ZhCn) => format!("没有这个行业：`{name}`"),
        (What::NoIndustry(name), Language::En) => format!("there is no industry `{name}`"),
        (What::NoTier(name, known), Language::ZhCn) => {
            format!("没有名为 `{name}` 的梯度；可以是：{}", known.join("、"))
        }
        (What::NoTier(name, known), Language::En) => format!("there is no tier `{name}`; known: {}", known.join(", ")),
        (What::NoClaims, Language::ZhCn) => "没有账款".to_owned(),
        (What::NoClaims, Language::En) => "no claims".to_owned(),
        (What::BelowZero(typed), Language::ZhCn) => format!("`{typed}`小于零"),
        (What::BelowZero(typed), Language::En) => format!("`{typed}` is below zero"),
        (What::NoOrder(name), Language::ZhCn) => format!("`{name}` 不是数字，各个取值没有先后大小"),
        (What::NoOrder(name), Language::En) => {
            format!("`{name}` is not a number: its values have no order to walk along")
        }
        (What::EndsBefore { from, to }, Language::ZhCn) => format!("--to {to} 早于 --from {from}"),
        (What::EndsBefore { from, to }, Language::En) => format!("--to {to} lies before --from {from}"),
        (What::Errors(count), Language::ZhCn) => format!("{count}个错误"),
        (What::Errors(count), Language::En) => counted(*count, "error", "errors"),
    }
}

/// Why a workbook cannot be read, and what to do.
pub(super) fn book_error(error: &BookError, language: Language) -> String {
    let [zh, en] = match error {
        BookError::Other => ["不是表格", "no table"],
        BookError::OtherFormat => [
            "是旧格式或别的软件的工作簿；请另存为 .xlsx 或 CSV",
            "a workbook of an older format or of another program; save it as .xlsx or CSV",
        ],
        BookError::Encrypted => {
            ["工作簿设了打开密码；请去掉密码另存一份", "a workbook with a password; save a copy without it"]
        }
        BookError::TooLarge(_) => [
            "工作簿太大；请只留要读的那张表，或另存为 CSV",
            "the workbook is too large; keep only the sheet to be read, or save that as CSV",
        ],
        BookError::Empty => ["工作簿里没有内容", "there is nothing in the workbook"],
        BookError::Damaged(why) => {
            return pick(
                language,
                format!("工作簿读不出来（{why}）；请用表格软件打开后另存为 .xlsx"),
                format!("the workbook cannot be read ({why}); open it in a spreadsheet program and save it as .xlsx"),
            );
        }
    };
    pick(language, zh.to_owned(), en.to_owned())
}

/// Which sheet of a workbook is read, and which are not.
pub(super) fn sheet_read(name: &str, others: &[String], language: Language) -> String {
    pick(
        language,
        format!("只读了工作表`{name}`；没有读：{}", others.join("、")),
        format!("only the sheet `{name}` is read; not read: {}", others.join(", ")),
    )
}

/// What the operating system says, in its own words where no others are known.
fn system(error: &io::Error, language: Language) -> String {
    const KNOWN: [(io::ErrorKind, &str); 4] = [
        (io::ErrorKind::StorageFull, "磁盘已满"),
        (io::ErrorKind::NotFound, "没有这个文件或文件夹"),
        (io::ErrorKind::PermissionDenied, "没有权限"),
        (io::ErrorKind::IsADirectory, "这是文件夹，不是文件"),
    ];
    let known = KNOWN.iter().find(|(kind, _)| *kind == error.kind());
    match (language, known) {
        (Language::ZhCn, Some((_, known))) => (*known).to_owned(),
        (Language::ZhCn | Language::En, _) => error.to_string(),
    }
}

/// As what a code of three digits in a table was read, and what else it may be.
pub(super) fn short_code(code: &str, name: &str, language: Language) -> String {
    pick(
        language,
        format!("行业代码 `{code}` 读作“{name}”；如果表格软件去掉了开头的 0，请写成 0{code}"),
        format!("the industry `{code}` is read as “{name}”; if the spreadsheet dropped a zero, write 0{code}"),
    )
}

/// That the answer could not be written in full.
pub(super) fn unwritten(error: &io::Error, language: Language) -> String {
    let why = system(error, language);
    pick(language, format!("结果没有写完：{why}"), format!("the answer could not be written in full: {why}"))
}

/// That a batch stopped because its answer is no longer read.
pub(super) fn no_longer_read(language: Language) -> &'static str {
    pick(
        language,
        "结果没有被读完，还没有写出的行都略去了",
        "the answer is no longer read; the rows that are not in it yet were left out",
    )
}

/// A line of a file.
fn line(number: u64, language: Language) -> String {
    pick(language, format!("第{number}行"), format!("line {number}"))
}

/// What is said of a row of a table.
pub(super) fn of_row(number: u64, what: &str, language: Language) -> String {
    format!("{}: {what}", line(number, language))
}

/// That a row is no JSON from this character on.
pub(super) fn no_json(column: usize, language: Language) -> String {
    pick(language, format!("第{column}个字符起不是有效的 JSON"), format!("not valid JSON at column {column}"))
}

/// How many rows of a batch were matched.
pub(super) fn rows_matched(on: Date, matched: u64, wrong: u64, language: Language) -> String {
    pick(
        language,
        format!("{on}：已匹配 {matched} 行，有问题 {wrong} 行"),
        format!("{} matched on {on}, {} with problems", counted(matched, "row", "rows"), counted(wrong, "row", "rows")),
    )
}

/// How many enterprises gain and lose a policy.
pub(super) fn gain_and_lose(gain: usize, lose: usize, language: Language) -> String {
    pick(language, format!("{gain}家新符合，{lose}家不再符合"), format!("{gain} gain it, {lose} lose it"))
}

/// The share of a made-up population that meets a policy, and that may meet it; shares as texts.
pub(super) fn reached(all: usize, yes: &str, perhaps: &str, language: Language) -> String {
    pick(
        language,
        format!("{all}家虚拟企业（不是统计）中：符合 {yes}，另需审核或自行核对 {perhaps}"),
        format!(
            "Of {} (no statistics): {yes} meet it, {perhaps} more by decision or own check",
            counted(all, "made-up enterprise", "made-up enterprises")
        ),
    )
}

/// How many of the changes an example notices; the share as a text.
pub(super) fn noticed(noticed: usize, changes: usize, share: &str, language: Language) -> String {
    pick(language, format!("{changes}处中发现{noticed}处（{share}）"), format!("{noticed} of {changes} ({share})"))
}

/// That the catalogue has no such fact, so that what is said of it is left out.
pub(super) fn not_a_fact(name: &str, language: Language) -> String {
    let name = kept(name);
    pick(language, format!("目录里没有 `{name}`，略去"), format!("the catalogue has no fact `{name}`: left out"))
}

/// That a fact has no such option, so that it is left out.
pub(super) fn not_an_option(fact: &str, option: &str, language: Language) -> String {
    let (fact, option) = (kept(fact), kept(option));
    pick(
        language,
        format!("`{fact}` 没有 `{option}` 这个选项，略去"),
        format!("the fact `{fact}` has no option `{option}`: left out"),
    )
}

/// How many taps and keys a step took.
pub(super) fn effort(taps: usize, keys: usize, language: Language) -> String {
    let (english_taps, english_keys) = (counted(taps, "tap", "taps"), counted(keys, "key", "keys"));
    pick(language, format!("点{taps}下，按{keys}键"), format!("{english_taps}, {english_keys}"))
}

/// What a check counts: policies and examples, errors, warnings and notes.
pub(super) fn checked(
    policies: usize,
    examples: usize,
    [errors, warnings, notes]: [usize; 3],
    language: Language,
) -> String {
    pick(
        language,
        format!("{policies}项政策，{examples}个示例：{errors}个错误，{warnings}个警告，{notes}个提示"),
        format!(
            "{}, {}: {}, {}, {}",
            counted(policies, "policy", "policies"),
            counted(examples, "example", "examples"),
            counted(errors, "error", "errors"),
            counted(warnings, "warning", "warnings"),
            counted(notes, "note", "notes")
        ),
    )
}

/// A count in brackets, behind what is counted.
pub(super) fn in_brackets(count: usize, language: Language) -> String {
    pick(language, format!("（{count}）"), format!(" ({count})"))
}
