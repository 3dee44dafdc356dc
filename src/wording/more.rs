//! The wording of the list of further pages.

words! {
    /// A phrase of the list of further pages.
    MoreWord {
        Title: "更多工具", "More tools";
        Purpose: "其他工具", "Other tools";
    }
}
