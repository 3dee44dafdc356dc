//! The wording of the timeline page.

use std::cmp::Ordering;

use super::Speaker;
use engine::matching::Held;
use engine::quantity::Money;

words! {
    /// A phrase of the timeline page.
    OverviewWord {
        Title: "政策时间表", "Timeline";
        Purpose: "政策什么时候开始、什么时候到期，每类值多少，哪个数字会影响结果。", "When measures begin and end, what each kind is worth, and which figure tips the result.";
        Scrolls: "表格比屏幕宽，可以左右滑动。", "The table is wider than the screen: it scrolls sideways.";
        Picture: "图", "Picture";
        TimelineTitle: "什么时候有效", "When they hold";
        TimelineNote: "现在可以享受的政策，先到期的在前。", "The policies that can be used now, those that end first at the top.";
        TimelineMay: "现在可能可以享受的政策，先到期的在前。", "The policies that may fit, those that end first at the top.";
        Legend: "浅条是执行期限，深条是申请时间；直线是今天，虚线是查询日期。", "Light bars: in force; dark bars: can be applied for. Solid line: today; broken line: the day asked about.";
        ChosenDay: "查询日期", "Day asked about";
        ByCategory: "每类值多少", "Worth by category";
        ByCategoryNote: "实心部分是最低额，虚线框是可能达到的最高额；互相排斥的政策只算一项。", "Solid: at least; dashed frame: at most. Policies that exclude each other count once.";
        NoWorthYet: "可以享受的政策里还没有能估算金额的。", "None of the policies that fit can be estimated yet.";
        Count: "几项", "How many";
        CliffsTitle: "哪个数字会影响结果", "Where one figure tips the result";
        CliffsNote: "其他情况不变，一个数字从小变大时，在下面这些地方会多出或失去政策。", "All else as it is, these are the values at which policies are gained or lost as one figure grows.";
        CliffsFact: "看哪个数字", "Which figure";
        NoCliffs: "按现在填写的情况，这个数字怎么变都不增减可以确定享受的政策。", "From what we know, no value of this figure changes which policies certainly fit.";
        From: "从这里起", "From here on";
        Gained: "增加", "Gained";
        Lost: "减少", "Lost";
        WorthChange: "每年合计", "Together a year";
        Changed: "金额有变", "Worth more or less";
        Waits: "要由有关部门定或自己核对", "others decide, or check it yourself";
    }
}

impl Speaker<'_> {
    /// What a policy is worth on both sides of a value, and whether it waits for others there.
    pub(crate) fn from_to(&self, before: Held, after: Held) -> String {
        let said = |held: Held| {
            let worth = held.estimate.map_or_else(|| "—".to_owned(), |estimate| self.estimate(estimate));
            if held.waits { format!("{worth}{}", self.in_brackets(self.label(&OverviewWord::Waits))) } else { worth }
        };
        format!("{} → {}", said(before), said(after))
    }

    /// How much more or less: `+3万元`, `−5,000元`.
    pub(crate) fn difference(&self, money: Money) -> String {
        let size = self.about(Money::from_fen(money.fen().saturating_abs()));
        match money.cmp(&Money::ZERO) {
            Ordering::Greater => format!("+{size}"),
            Ordering::Less => format!("−{size}"),
            Ordering::Equal => self.pick("不变", "as before").to_owned(),
        }
    }
}
