//! The wording of the list of further pages.

words! {
    /// A phrase of the list of further pages.
    MoreWord {
        Title: "更多工具", "More tools";
        Purpose: "其他工具", "Other tools";
        ForAgencies: "给网站和机构", "For agencies and websites";
        Try: "嵌入到您的网站", "Put it into your website";
        TryPurpose: "选好地区、语言、紧凑或整页，边看边改，复制一行代码", "Choose region, language, compact or whole, see it at once, copy one line";
        Plain: "全部政策的文字版", "All policies as plain pages";
        PlainPurpose: "按类别分页、可以搜索和打印，不需要脚本，搜索引擎能读", "By category, to search and print; without scripts, read by search engines";
        Types: "类型说明（embed.d.ts）", "Types (embed.d.ts)";
        TypesPurpose: "设置项和消息，给写程序的人", "Settings and messages, for developers";
        Integrity: "完整性校验值", "Integrity values";
        IntegrityPurpose: "把嵌入的脚本固定在一个版本", "To pin the embedded script to a version";
        OneFile: "这是单文件版，可以直接拷贝、发送。嵌入网站、文字版和补充本地政策要用网站版。", "This is the one file: copy it or send it. To embed it, for plain pages and local policies, use the site.";
        Docs: "说明在源代码的 docs 文件夹：embedding.md（嵌入、设置、消息、补充本地政策）、hosting.md（部署、更新、离线）、catalogue.md（目录的格式）。", "Documentation is in the source's docs folder: embedding.md (settings, messages, local policies), hosting.md (servers, updates, offline), catalogue.md (the format).";
    }
}
