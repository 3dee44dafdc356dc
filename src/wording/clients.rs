//! The wording of the clients' page.

use super::{Language, Speaker, cell_error, cells_error, given_twice};
use engine::enterprise::{ClientHeading, FactId, RowError};
use engine::matching::Total;
use engine::quantity::Date;
use workbook::{BookError, Limit};

words! {
    /// A phrase of the clients' page.
    ClientsWord {
        Title: "客户台账", "Clients";
        Purpose: "一次比对很多企业：选择或粘贴表格，看谁能享受什么、哪些快到期、还要问谁什么。表格只在这台设备上处理，关掉页面就没有了。", "Match many enterprises at once: choose or paste a table and see who can use what, what ends soon and whom to ask what. It stays on this device and is gone when the page is closed.";
        TemplateNote: "列名和选项都写好了，Excel 和 WPS 都能打开；自己的表格也行，列名不同没关系。", "Headings and choices are in it, for Excel and WPS. Your own table will do, too, whatever its headings are.";
        TemplateBook: "空表（Excel、WPS）", "Empty table (Excel, WPS)";
        TemplateTable: "空表（CSV）", "Empty table (CSV)";
        File: "选择表格文件（.xlsx 或 .csv）", "Choose a table (.xlsx or .csv)";
        FileHint: "也可以把文件拖到这里。最多20 MB。每家企业一行，第一行是列名。", "Or drop the file here. At most 20 MB. One enterprise a row, headings in the first row.";
        Paste: "粘贴表格（CSV，或从表格软件复制）", "Paste a table (CSV, or copied from a spreadsheet)";
        PasteFirst: "还没有内容：请先选择文件，或把表格粘贴到框里。", "There is nothing yet: choose a file, or paste a table into the box.";
        Match: "开始比对", "Match";
        Stop: "停止", "Stop";
        GoOn: "继续", "Go on";
        Sheet: "读哪一张工作表", "Which sheet is read";
        ColumnsTitle: "您的列是什么？", "What are your columns?";
        ColumnsNote: "这些列名没有认出来。请选每一列对应哪一项；用不上的不用选。", "These headings are not known. Choose what each column holds; leave out what is not needed.";
        ColumnsKept: "选好的下次不用再选：这台设备会记住。", "Your choice is remembered on this device for next time.";
        ColumnsForNow: "选好的在关掉页面之前不用再选；想让这台设备记住，请在首页勾选“保存在这台设备上”。", "Your choice holds until the page is closed; to have this device remember it, tick “keep on this device” on the first page.";
        LeaveOut: "不用这一列", "Leave it out";
        ColumnsDone: "就这样比对", "Match with these";
        ColumnsAgain: "改列的对应", "Change what columns hold";
        BadCells: "没有读懂的地方", "What was not understood";
        BadCellsNote: "这几格当作没有填，同一行的其他内容照常比对。改好表格后再选一次同一个文件就行。", "These cells count as blank; the rest of the row is matched. Mend the table and choose the same file again.";
        FindClient: "找客户", "Find a client";
        WorkList: "工作清单", "Work list";
        WorkListNote: "按政策排：快到期的在前，其次是能省得多的。点开看是哪几家。", "By measure: what ends first, then what brings most. Open one to see the clients.";
        LacksOnly: "还没有客户能用、差一两个回答的", "What no client can use yet, one or two answers short";
        ByItself: "不用办、符合条件就享受的", "What comes by itself";
        List: "客户清单", "List of clients";
        ListNote: "点客户的名字看这家的完整结果和一页纸；您自己填的内容不会丢，随时可以回来。“一般情况下最多”按目录里的通常情况估算。", "Choose a client's name to see its whole answer and its sheet; your own answers are not lost, and you can come back at any time. “At most, as usual” supposes the usual answers of the catalogue.";
        Line: "行", "Line";
        Client: "客户", "Client";
        Size: "规模", "Size";
        Sure: "已确定", "Certain";
        Likely: "一般情况下", "If as usual";
        AskNext: "再问一句", "Ask next";
        WhatItSettles: "问了能确定什么", "What the answer settles";
        Soon: "31天内要办", "To do in 31 days";
        Question: "要问的话", "What to ask";
        NothingToAsk: "这家没有要问的了。", "Nothing has to be asked of this client.";
        CloseMessage: "收起", "Close";
        MessageTitle: "发给客户的话", "Message to the client";
        CanUse: "现在能用的政策", "Can use now";
        SureYearLow: "已确定每年最少（元）", "Certain a year, least (yuan)";
        SureYearHigh: "已确定每年最多（元）", "Certain a year, most (yuan)";
        SureOnceLow: "已确定一次性最少（元）", "Certain once, least (yuan)";
        SureOnceHigh: "已确定一次性最多（元）", "Certain once, most (yuan)";
        LikelyYearHigh: "一般情况下每年最多（元）", "If as usual a year, most (yuan)";
        LikelyOnceHigh: "一般情况下一次性最多（元）", "If as usual once, most (yuan)";
        Measure: "政策", "Measure";
        LastDay: "最后一天", "Last day";
        DaysLeft: "还剩天数", "Days left";
        HowMany: "能用的家数", "Can use it";
        Brings: "合计约值", "Worth together";
        WhoCanUse: "现在能用", "Can use it now";
        WhoWaits: "条件够，等别人决定", "Others decide";
        HowManyLack: "还缺信息的家数", "Lack an answer";
        WhoLacksWhat: "谁还缺什么", "Who lacks what";
        ColumnLetters: "列", "Column";
        ColumnName: "列名", "Heading";
        WhatIsWrong: "问题", "What is wrong";
        Take: "带走", "Take away";
        Book: "下载全部（Excel、WPS）", "All of it (Excel, WPS)";
        MeasuresTable: "工作清单（CSV）", "Work list (CSV)";
        ClientsTable: "客户清单（CSV）", "Clients (CSV)";
        RowsTable: "给程序用的表（CSV）", "For programs (CSV)";
        PrintList: "打印这一页", "Print this page";
        PrintSheets: "打印每家一页纸", "Print a sheet for each";
        PrintAll: "现在打印", "Print now";
        Earlier: "上一页", "Previous page";
        Later: "下一页", "Next page";
    }
}

impl Speaker<'_> {
    /// How far a table of clients has been matched, and how much of it was not understood.
    pub(crate) fn clients(&self, done: usize, total: usize, wrong: usize) -> String {
        match (self.language, wrong) {
            (Language::ZhCn, 0) => format!("已比对{done}家，共{total}家。"),
            (Language::ZhCn, _) => format!("已比对{done}家，共{total}家；有{wrong}处没有读懂。"),
            (Language::En, 0) => format!("{done} of {} matched.", clients(total)),
            (Language::En, 1) => format!("{done} of {} matched; 1 place was not understood.", clients(total)),
            (Language::En, _) => {
                format!("{done} of {} matched; {wrong} places were not understood.", clients(total))
            }
        }
    }

    /// What results are of: a file or what was pasted, and the day.
    pub(crate) fn table_of(&self, file: Option<&str>, on: Date) -> String {
        let day = self.date(on);
        match (self.language, file) {
            (Language::ZhCn, Some(file)) => format!("文件{}，按{day}的政策比对。", self.quoted(file)),
            (Language::ZhCn, None) => format!("粘贴的表格，按{day}的政策比对。"),
            (Language::En, Some(file)) => format!("The file{}, by the rules of {day}.", self.quoted(file)),
            (Language::En, None) => format!("The table pasted, by the rules of {day}."),
        }
    }

    /// A line of a table with what is wrong with it.
    pub(crate) fn line_wrong(&self, line: u64, why: &str) -> String {
        match self.language {
            Language::ZhCn => format!("第{line}行：{why}"),
            Language::En => format!("Line {line}: {why}"),
        }
    }

    /// A cell of a table with what is wrong with it: its line, its column by letters, that column's heading.
    pub(crate) fn cell_wrong(&self, line: u64, column: &str, heading: &str, why: &str) -> String {
        let heading = if heading.is_empty() { String::new() } else { self.in_brackets(heading) };
        match self.language {
            Language::ZhCn => format!("第{line}行{column}列{heading}：{why}"),
            Language::En => format!("Line {line}, column {column}{heading}: {why}"),
        }
    }

    /// What is wrong with a row of a table.
    pub(crate) fn row_error(&self, error: &RowError) -> String {
        match error {
            RowError::Cell(id, error) => self.rules.facts.get(*id).map_or_else(String::new, |fact| {
                format!("{}{}{}", self.fact(*id), self.colon(), cell_error(fact, error, self.language))
            }),
            RowError::Cells(error) => cells_error(error, self.language),
            RowError::Twice(heading, both) => {
                let name = match heading {
                    ClientHeading::Name | ClientHeading::Id => self.label(&ClientsWord::Client),
                    ClientHeading::Fact(id) => self.fact(*id),
                };
                format!("{name}{}{}", self.colon(), given_twice(both, self.language))
            }
        }
    }

    /// That more of the same is not listed.
    pub(crate) fn further_wrong(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("还有{count}处没有列出；下载的表格里都有。"),
            Language::En => format!("{count} more are not listed here; the workbook has all of them."),
        }
    }

    /// Why a workbook cannot be read, and what to do.
    pub(crate) fn book_error(&self, error: &BookError) -> String {
        let [zh, en] = match error {
            BookError::Other => {
                ["这个文件不是表格。请选择 .xlsx 或 .csv 文件。", "The file is no table. Choose one in .xlsx or .csv."]
            }
            BookError::OtherFormat => [
                "这个文件是旧格式或别的软件的工作簿（如 .xls、.ods）。请用 Excel 或 WPS 打开，另存为“.xlsx”再选一次。",
                "The file is a workbook of an older format or of another program (.xls, .ods). Open it in Excel or WPS, save it as .xlsx and choose that.",
            ],
            BookError::Encrypted => [
                "这个工作簿设了打开密码。请在表格软件里去掉密码，另存一份再选。",
                "The workbook has a password. Take it off in the spreadsheet program and choose the copy without it.",
            ],
            BookError::TooLarge(Limit::Unpacked | Limit::Cells | Limit::Text) => [
                "这个工作簿太大了。请只留下要比对的那张表，另存一份，或分成几个文件。",
                "The workbook is too large. Keep only the sheet to be matched in a copy, or divide it into several files.",
            ],
            BookError::Empty => ["这个工作簿里没有内容。", "There is nothing in the workbook."],
            BookError::Damaged(_) => [
                "这个工作簿读不出来，可能没有下载完整。请用 Excel 或 WPS 打开，另存为“.xlsx”再选一次。",
                "The workbook cannot be read; it may be incomplete. Open it in Excel or WPS, save it as .xlsx and choose that.",
            ],
        };
        self.pick(zh, en).to_owned()
    }

    /// In which unit a column is read that names one: `万元`.
    pub(crate) fn read_in_unit(&self, unit: &str) -> String {
        match self.language {
            Language::ZhCn => format!("这一列的数按“{unit}”读"),
            Language::En => format!("its numbers are read in {unit} (yuan)"),
        }
    }

    /// The first cells of a column.
    pub(crate) fn samples(&self, samples: &[String]) -> String {
        if samples.is_empty() {
            return self.pick("（空）", "(blank)").to_owned();
        }
        let quoted: Vec<String> = samples.iter().map(|sample| format!("“{sample}”")).collect();
        quoted.join(self.enumeration())
    }

    /// How a client is called: by its name, or by its line where it has none.
    pub(crate) fn name_of_client(&self, name: &str, line: u64) -> String {
        if name.is_empty() { self.line(line) } else { name.to_owned() }
    }

    /// The line of a client.
    pub(crate) fn line(&self, line: u64) -> String {
        match self.language {
            Language::ZhCn => format!("第{line}行"),
            Language::En => format!("line {line}"),
        }
    }

    /// How many cells of a client were not understood.
    pub(crate) fn cells_wrong(&self, count: usize) -> String {
        match (self.language, count) {
            (Language::ZhCn, _) => format!("{count}格没有读懂"),
            (Language::En, 1) => "1 cell not understood".to_owned(),
            (Language::En, _) => format!("{count} cells not understood"),
        }
    }

    /// How many clients.
    pub(crate) fn client_count(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("{count}家"),
            Language::En => clients(count),
        }
    }

    /// What a measure brings all who can use it.
    pub(crate) fn brings(&self, year: Total, once: Total) -> Option<String> {
        let of = |total: Total, zh: &str, en: &str| {
            total.bounds().map(|_| format!("{}{}", self.pick(zh, en), self.total(total)))
        };
        let parts: Vec<String> =
            [of(year, "每年", "a year: "), of(once, "一次性", "once: ")].into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(self.comma()))
    }

    /// How many clients lack which facts: `3家还缺：社保月数`.
    pub(crate) fn lack(&self, count: usize, facts: &[(FactId, usize)]) -> String {
        const NAMED: usize = 3;
        let names: Vec<&str> = facts.iter().take(NAMED).map(|(fact, _)| self.fact(*fact)).collect();
        let names = names.join(self.enumeration());
        let more = facts.len() > NAMED;
        match self.language {
            Language::ZhCn => format!("{count}家还缺：{names}{}", if more { "等" } else { "" }),
            Language::En => format!("{} lack {names}{}", clients(count), if more { " and others" } else { "" }),
        }
    }

    /// How many clients can use a measure, and for how many others decide.
    pub(crate) fn can_use(&self, now: usize, others: usize) -> String {
        let mut parts = Vec::new();
        if now > 0 {
            parts.push(match self.language {
                Language::ZhCn => format!("{now}家能用"),
                Language::En => format!("{} can use it", clients(now)),
            });
        }
        if others > 0 {
            parts.push(match self.language {
                Language::ZhCn => format!("{others}家条件够、等别人决定"),
                Language::En => format!("for {} others decide", clients(others)),
            });
        }
        parts.join(self.comma())
    }

    /// The message to a client, `name` standing for its name and `lines` being the questions.
    pub(crate) fn message_to_client(&self, name: &str, lines: &str) -> String {
        match (self.language, name) {
            (Language::ZhCn, "") => format!(
                "您好！为了看看贵公司能享受哪些惠企政策，还想请您回答下面几个问题：\n{lines}不清楚的写“不清楚”就行。谢谢！\n"
            ),
            (Language::ZhCn, _) => format!(
                "您好！为了看看“{name}”能享受哪些惠企政策，还想请您回答下面几个问题：\n{lines}不清楚的写“不清楚”就行。谢谢！\n"
            ),
            (Language::En, "") => format!(
                "Hello, to see which relief policies your business can use, could you please answer these questions?\n{lines}If you do not know an answer, just write “not sure”. Thank you!\n"
            ),
            (Language::En, _) => format!(
                "Hello, to see which relief policies “{name}” can use, could you please answer these questions?\n{lines}If you do not know an answer, just write “not sure”. Thank you!\n"
            ),
        }
    }

    /// How many sheets are ready to be printed.
    pub(crate) fn sheets_ready(&self, ready: usize, all: usize, left_out: usize) -> String {
        let more = match (self.language, left_out) {
            (_, 0) => String::new(),
            (Language::ZhCn, _) => format!("一次最多{all}家，其余{left_out}家请用上面的搜索分几次打印。"),
            (Language::En, _) => format!(" At most {all} at a time; use the search above for the other {left_out}."),
        };
        match self.language {
            Language::ZhCn => format!("已准备{ready}页，共{all}页。{more}"),
            Language::En => format!("{ready} of {all} sheets are ready.{more}"),
        }
    }

    /// The button that shows what is asked of a client, as it is read out.
    pub(crate) fn question_for(&self, name: &str) -> String {
        format!("{}{}", self.label(&ClientsWord::Question), self.in_brackets(name))
    }
}

/// A number of clients in English.
fn clients(count: usize) -> String {
    if count == 1 { "1 client".to_owned() } else { format!("{count} clients") }
}
