//! The wording of the clients' page.

use super::{Language, Speaker, cell_error, cells_error, given_twice};
use engine::enterprise::{ClientHeading, RowError};
use engine::quantity::Date;

words! {
    /// A phrase of the clients' page.
    ClientsWord {
        Title: "客户台账", "Clients";
        Purpose: "一次比对很多企业：粘贴或选择表格，看谁能享受什么。表格只在这台设备上处理，关掉页面就没有了。", "Match many enterprises at once: paste or choose a table and see who can use what. It stays on this device and is gone when the page is closed.";
        Paste: "粘贴表格（CSV，或从表格软件复制）", "Paste a table (CSV, or copied from a spreadsheet)";
        Hint: "第一行是列名：客户名称（或 id）、从业人员（或 employees）、营业收入、行业、地区、主体类型等，用本页显示的名称或编号都可以。也可以把文件拖到这里。最多20 MB。", "The first line names the columns: Client (or id), Employees (or employees), Revenue, Industry, Region, Legal form and others, by the names shown on this page or by their ids. A file can be dropped here, too. At most 20 MB.";
        File: "或选择CSV文件", "Or choose a CSV file";
        KnownColumns: "列名可以用本页问题的名称，如 客户名称、从业人员、营业收入、行业、地区，或编号，如 id、employees。", "Columns can be called as the questions are, such as Client, Employees, Revenue, Industry, Region, or by id, such as id, employees.";
        Match: "开始比对", "Match";
        BadRows: "没有读懂的行", "Lines that could not be read";
        FindClient: "找客户", "Find a client";
        WhoCanUse: "谁能用这项政策", "Who can use this policy";
        Matrix: "客户与政策", "Clients and policies";
        MatrixNote: "✓ 现在可以享受，? 可能可以享受，· 不适用。先列能享受的客户最多的政策。", "✓ can use now, ? may use, · not applicable. The policies that most clients can use come first.";
        Line: "行", "Line";
        Client: "客户", "Client";
        Eligible: "可以享受", "Can use";
        Open: "可能", "May use";
        CanUse: "可以享受", "can use now";
        MayUse: "可能可以享受", "may use";
        CannotUse: "不适用", "not applicable";
        Earlier: "上一页", "Previous page";
        Later: "下一页", "Next page";
        AllColumns: "显示全部政策", "Show all policies";
    }
}

impl Speaker<'_> {
    /// How far a table of clients has been matched.
    pub(crate) fn clients(&self, done: usize, total: usize, wrong: usize) -> String {
        match (self.language, wrong) {
            (Language::ZhCn, 0) => format!("已比对{done}家，共{total}家。"),
            (Language::ZhCn, _) => format!("已比对{done}家，共{total}家；另有{wrong}行没有读懂。"),
            (Language::En, 0) => format!("{done} of {total} clients matched."),
            (Language::En, _) => format!("{done} of {total} clients matched; {wrong} lines could not be read."),
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
}
