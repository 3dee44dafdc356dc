//! The wording of the ladder of tiers.

words! {
    /// A phrase of the ladder of tiers.
    LadderWord {
        Title: "优质企业梯度", "Ladder of tiers";
        Purpose: "科技型、创新型、专精特新、小巨人、单项冠军、高新技术企业：符合哪些，还差什么。", "From technology SME to little giant and high-tech enterprise: what you meet and what is short.";
        Intro: "按您已填的情况比对公布的标准；主管部门审核的条件单独标出。", "Compared with the published standards from what you told; what an authority judges is marked.";
        Criteria: "逐条对照", "Criterion by criterion";
        Unlocks: "这一称号关系到的政策", "Policies that the title opens";
        StillNeeded: "还需要填写", "Still needed";
    }
}
