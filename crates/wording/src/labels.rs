//! The names of what has a fixed list of values.

use super::Speaker;
use engine::catalogue::{BenefitKind, Category, Channel, Level, Per, Recipient, Status, Verification};
use engine::enterprise::SizeClass;
use engine::matching::{Group, Truth, Unsure, Verdict};

/// A thing that has a short name in every language.
pub trait Label {
    /// Its name in Chinese and English.
    fn label(&self) -> [&'static str; 2];
}

macro_rules! labels {
    ($($name:ident { $($variant:ident: $zh:literal, $en:literal;)+ })+) => {
        $(impl Label for $name {
            fn label(&self) -> [&'static str; 2] {
                match self { $(Self::$variant => [$zh, $en],)+ }
            }
        })+
    };
}

labels! {
    Category {
        TaxFee: "税费减免", "Taxes and fees";
        LoanRepayment: "还款与续贷", "Loan repayment";
        LoanAccess: "贷款支持", "Loans";
        SubsidyGrant: "补贴与奖补", "Subsidies and grants";
        GuaranteeInsurance: "担保与保险", "Guarantees and insurance";
        SocialSecurityJobs: "社保与稳岗", "Social security and jobs";
        RentUtilities: "房租与水电网", "Rent and utilities";
        InnovationTier: "创新与梯度培育", "Innovation tiers";
        RightsProtection: "账款与权益", "Payment and rights";
        MarketProcurement: "市场与采购", "Procurement and markets";
        Service: "公共服务", "Services";
    }
    Channel {
        Automatic: "免申即享", "Automatic";
        Filing: "申报即享", "On filing";
        Application: "需要申请", "By application";
        Selection: "择优评选", "By selection";
    }
    Recipient {
        Enterprise: "企业", "the enterprise";
        Lender: "贷款机构", "the lender";
        Guarantor: "担保机构", "the guarantor";
        Employee: "职工", "the employee";
        Investor: "投资人", "the investor";
        Government: "地方政府或园区", "a public body";
    }
    BenefitKind {
        Saving: "减负或资金", "Money saved or received";
        Deferral: "延后支付", "Payment deferred";
        Access: "融资与市场机会", "Access";
        Protection: "权益保护", "Protection";
        Service: "服务", "Service";
    }
    Per {
        Enterprise: "同一企业", "one enterprise";
        Person: "同一人员", "one person";
        Item: "同一笔贷款或合同", "one loan or contract";
        Amount: "同一笔销售额或税额", "one amount of sales or tax";
    }
    Verification {
        Verified: "多方核实", "Verified";
        SingleSource: "单一来源", "Single source";
    }
    Status {
        InForce: "执行中", "In force";
        Unclear: "是否延续不明确", "Unclear";
        Upcoming: "尚未开始", "Not yet begun";
        Ended: "已结束", "Ended";
    }
    SizeClass {
        Micro: "微型", "Micro";
        Small: "小型", "Small";
        Medium: "中型", "Medium";
        Large: "大型", "Large";
    }
    Verdict {
        Eligible: "符合公布的条件", "Meets the published conditions";
        NeedsInfo: "还不能确定", "Not certain yet";
        Ineligible: "不符合条件", "Does not meet the conditions";
    }
    Group {
        UseNow: "现在可以享受", "Can use now";
        OthersDecide: "问到的条件都满足，剩下的请核对，或由有关部门、银行决定", "All that is asked is met; check the rest, or others decide";
        MayUse: "可能可以享受", "May be able to use";
        NearMiss: "只差一步", "Near miss";
        Services: "公共服务（不计入金额）", "Services (not counted in worth)";
        Unclear: "是否还有效没有查清，办之前先问", "Not clear whether still in force: ask first";
        NotApplicable: "不适用", "Not applicable";
        OtherTime: "已结束或未开始", "Ended or not yet begun";
        Background: "背景和由银行、担保机构等办理的", "Background, and relief that banks and guarantors claim";
    }
    Truth {
        True: "符合", "met";
        Unknown: "未知", "not known";
        False: "不符合", "not met";
    }
    Unsure {
        NotTold: "您还没有填写", "you have not told us";
        Straddles: "您填的范围跨过了界线", "the line runs through your range";
        Authority: "由主管部门决定", "an authority decides";
        CheckYourself: "请自行核对", "check it yourself";
    }
}

impl Label for Level {
    fn label(&self) -> [&'static str; 2] {
        match self {
            Self::Nation => ["国家级", "national"],
            Self::Province => ["省级", "province"],
            Self::City => ["市级", "city"],
            Self::County => ["区县级", "county"],
        }
    }
}

impl Speaker<'_> {
    /// The name of a thing.
    #[must_use]
    pub fn label(&self, thing: &impl Label) -> &'static str {
        let [zh, en] = thing.label();
        self.pick(zh, en)
    }
}
