//! What is said about the ladder of tiers.

use super::labels::Label;
use super::{Language, Speaker, counted};
use engine::matching::{Applies, Rung, Standard, Tier, Truth, Verdict};

impl Label for Tier {
    fn label(&self) -> [&'static str; 2] {
        match self {
            Self::TechSme => ["科技型中小企业", "Science and technology SME"],
            Self::InnovativeSme => ["创新型中小企业", "Innovative SME"],
            Self::Specialised => ["专精特新中小企业（省级）", "Specialised SME (provincial)"],
            Self::LittleGiant => ["专精特新“小巨人”企业", "Little giant"],
            Self::SingleChampion => ["制造业单项冠军企业", "Manufacturing single champion"],
            Self::HighTech => ["高新技术企业", "High-tech enterprise"],
        }
    }
}

impl Label for Applies {
    fn label(&self) -> [&'static str; 2] {
        match self {
            Self::Applications => ["新申报用这一标准", "decides on new applications"],
            Self::Renewals => {
                ["不再用于新申报，复核仍用", "no longer for new applications, still for re-certification"]
            }
            Self::NotYet => ["还没有开始执行", "not yet in force"],
            Self::NoMore => ["已停止使用，此前的证书有效至到期", "no longer used; titles stay valid until they expire"],
        }
    }
}

impl Speaker<'_> {
    /// Whether a standard is met, in words that promise nothing.
    #[must_use]
    pub fn standard_verdict(&self, standard: &Standard<'_>) -> String {
        let short = standard.steps.iter().filter(|step| step.finding.truth == Truth::False).count();
        match (standard.verdict, self.language) {
            (Verdict::Eligible, Language::ZhCn) => "所填数据符合公布的条件".to_owned(),
            (Verdict::Eligible, Language::En) => "what you told meets the published conditions".to_owned(),
            (Verdict::NeedsInfo, Language::ZhCn) if standard.is_met() => {
                "所填数据都符合，其余由主管部门判断或请自行核对".to_owned()
            }
            (Verdict::NeedsInfo, Language::En) if standard.is_met() => {
                "what you told fits; the rest is for the authority or for you to check".to_owned()
            }
            (Verdict::NeedsInfo, Language::ZhCn) => format!("还需要{}项信息", standard.open.facts.len()),
            (Verdict::NeedsInfo, Language::En) => {
                format!("{} still needed", counted(standard.open.facts.len(), "fact", "facts"))
            }
            (Verdict::Ineligible, Language::ZhCn) => format!("{short}项条件不符合"),
            (Verdict::Ineligible, Language::En) => {
                format!("{} not met", counted(short, "condition", "conditions"))
            }
        }
    }

    /// Whether a title is held.
    #[must_use]
    pub fn held(&self, rung: &Rung<'_>) -> &'static str {
        match rung.held {
            Truth::True => self.pick("已有这一称号", "title held"),
            Truth::False => self.pick("没有这一称号", "title not held"),
            Truth::Unknown => self.pick("是否已有这一称号未填", "whether the title is held was not told"),
        }
    }

    /// How many policies a title opens.
    #[must_use]
    pub fn unlocks(&self, rung: &Rung<'_>) -> String {
        let count = rung.unlocks.len();
        match self.language {
            Language::ZhCn if count == 0 => "目录中没有因它而打开的政策".to_owned(),
            Language::ZhCn if rung.held == Truth::True => format!("凭这一称号可以或可能享受的政策有{count}项"),
            Language::ZhCn => format!("取得后多出{count}项可以或可能享受的政策"),
            Language::En if count == 0 => "the catalogue has no policy that it opens".to_owned(),
            Language::En => format!("opens, or may open, {}", counted(count, "policy", "policies")),
        }
    }
}
