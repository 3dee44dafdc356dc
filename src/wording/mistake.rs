//! The wording of the report of a mistake about a policy.

words! {
    /// A phrase of the report of a mistake.
    MistakeWord {
        Title: "报告这一页的错误", "Report a mistake on this page";
        Note: "在这台设备上生成一个文本文件，由您自己发给维护者；不会自动发送。默认不带您填的内容，愿意提供的请勾选。", "Makes a text file on this device for you to send to the maintainers; nothing is sent by itself. Your answers are left out unless you tick them.";
        What: "哪里不对", "What is wrong";
        Facts: "附上我填的内容", "Include these answers of mine";
        Text: "文件内容", "What the file says";
        Make: "生成文件", "Make the file";
        Policy: "政策", "Policy";
        Day: "查询日期", "Asked for";
        Program: "程序版本", "Program";
    }
}
