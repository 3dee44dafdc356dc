//! The wording of the clients' page.

use super::{Language, Speaker, cell_error};
use engine::enterprise::RowError;

words! {
    /// A phrase of the clients' page.
    ClientsWord {
        Title: "客户台账", "Clients";
        Purpose: "一次比对很多企业：粘贴或选择表格，看谁能享受什么。表格只在这台设备上处理，关掉页面就没有了。", "Match many enterprises at once: paste or choose a table and see who can use what. It stays on this device and is gone when the page is closed.";
        Paste: "粘贴表格（CSV，或从表格软件复制）", "Paste a table (CSV, or copied from a spreadsheet)";
        Hint: "第一行是列名：id 是客户名称，其他列如 employees（从业人员）、revenue（营业收入）、industry、region、entity，与命令行 batch 相同。也可以把文件拖到这里。", "The first line names the columns: id is the client's name, others such as employees, revenue, industry, region, entity, as for the command batch. A file can be dropped here, too.";
        File: "或选择文件", "Or choose a file";
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

    /// That columns of a table name no facts.
    pub(crate) fn no_such_facts(&self, columns: &[String]) -> String {
        let columns = columns.join(self.pick("、", ", "));
        match self.language {
            Language::ZhCn => format!("表头里有不认识的列：{columns}。请改成事实的编号，如 employees。"),
            Language::En => format!("Unknown columns: {columns}. Use the ids of facts, such as employees."),
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
            RowError::TooManyCells(cells, columns) => match self.language {
                Language::ZhCn => format!("有{cells}格，表头只有{columns}列"),
                Language::En => format!("{cells} cells, but only {columns} columns"),
            },
        }
    }
}
