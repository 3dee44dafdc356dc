//! Questions and their options, in words.

use super::{Label, Language, Speaker, counted};
use engine::matching::{NextQuestion, Waiting};
use engine::quantity::Money;

/// Why a fact that can still change something is not asked any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAsked {
    /// It has no answer, or one that was not understood.
    Unfilled,
    /// It was skipped.
    Skipped,
    /// The answer was "not sure".
    NotSure,
    /// It was answered with a range, or with a place that is too wide.
    TooWide,
    /// The catalogue does not put it to such an enterprise.
    NotPut,
}

impl NotAsked {
    /// All of them, in the order said.
    pub const ALL: [Self; 5] = [Self::Unfilled, Self::Skipped, Self::NotSure, Self::TooWide, Self::NotPut];
}

impl Label for NotAsked {
    fn label(&self) -> [&'static str; 2] {
        match self {
            Self::Unfilled => ["还没有填好或没有看懂的", "Not filled in or not understood"],
            Self::Skipped => ["您跳过的", "Skipped"],
            Self::NotSure => ["您回答“不清楚”的", "Answered “not sure”"],
            Self::TooWide => ["您的回答还不够细的", "Answered, but not closely enough"],
            Self::NotPut => {
                ["没有主动问、但可以在政策页面补充的", "Not asked, but can be told on the page of the policy"]
            }
        }
    }
}

/// More facts than these are not named one by one.
const NAMED: usize = 5;

impl Speaker<'_> {
    /// Facts (by name) that are not asked any more, and how many policies an answer may still settle; none if it would only make
    /// amounts more exact.
    #[must_use]
    pub fn not_asked(&self, why: NotAsked, facts: &[&str], policies: usize) -> String {
        let count = facts.len();
        let names = facts.get(..NAMED).unwrap_or(facts).join(self.pick("、", ", "));
        let more = count > NAMED;
        let why = self.label(&why);
        match (self.language, policies) {
            (Language::ZhCn, _) => {
                let names = if more { format!("{names}等{count}项") } else { names };
                let brings = match policies {
                    0 => "补充后金额可以算得更准".to_owned(),
                    _ => format!("补充后可能改变{policies}项政策的结果"),
                };
                format!("{why}：{names}。{brings}。")
            }
            (Language::En, _) => {
                let names = if more { format!("{names} and {} more", count.saturating_sub(NAMED)) } else { names };
                let brings = match policies {
                    0 => "An answer would make amounts more exact".to_owned(),
                    _ => format!("An answer may change {}", counted(policies, "policy", "policies")),
                };
                format!("{why}: {names}. {brings}.")
            }
        }
    }

    /// What no answer can settle: what others decide, what must be checked, what nobody has said clearly. Nothing if
    /// nothing of the kind is left.
    #[must_use]
    pub fn waiting(&self, waiting: Waiting) -> Vec<String> {
        let of = |count: usize, zh: &str, one: &str, many: &str| {
            (count > 0).then(|| match self.language {
                Language::ZhCn => format!("{count}项{zh}。"),
                Language::En => {
                    format!("{} {}.", counted(count, "policy", "policies"), if count == 1 { one } else { many })
                }
            })
        };
        let said = [
            of(
                waiting.authority,
                "要由主管部门、银行等决定",
                "is for an authority or a bank to decide",
                "are for an authority or a bank to decide",
            ),
            of(
                waiting.check_yourself,
                "有条件要您自己核对",
                "has a condition to check yourself",
                "have a condition to check yourself",
            ),
            of(
                waiting.unclear,
                "是否还在执行不明确，先向主管部门核实",
                "may not hold any more: ask the authority first",
                "may not hold any more: ask the authority first",
            ),
        ];
        said.into_iter().flatten().collect()
    }

    /// Before what is left once nothing more is asked; if nothing is, that no answer can change anything.
    #[must_use]
    pub fn nothing_more(&self, is_left: bool) -> &'static str {
        if is_left {
            self.pick("没有更多要问的了，但还没有全部确定：", "Nothing more is asked, but not all is settled:")
        } else {
            self.pick("没有其他问题会改变结果了。", "No further answer can change the results.")
        }
    }

    /// What an answer to a question brings: verdicts settled, and worth that can be said more closely.
    #[must_use]
    pub fn settles(&self, question: &NextQuestion) -> String {
        let count = question.settles.len();
        let worth = if question.worth > Money::ZERO { self.about(question.worth) } else { String::new() };
        let touches = question.touches;
        let verdicts = match (self.language, count, worth.is_empty()) {
            (_, 0, _) if touches == 0 => None,
            (Language::ZhCn, 0, _) => Some(format!("与{touches}项政策有关")),
            (Language::ZhCn, _, true) => Some(format!("回答后最多可确定{count}项政策")),
            (Language::ZhCn, _, false) => Some(format!("回答后最多可确定{count}项政策，合计最多值{worth}")),
            (Language::En, 0, _) => Some(counted(touches, "policy depends on it", "policies depend on it")),
            (Language::En, _, true) => Some(format!("settles up to {}", counted(count, "policy", "policies"))),
            (Language::En, _, false) => {
                Some(format!("settles up to {} worth up to {worth}", counted(count, "policy", "policies")))
            }
        };
        let priced = question.estimates.len();
        let prices = (priced > 0).then(|| match self.language {
            Language::ZhCn => format!("可以算清{priced}项已符合的政策值多少"),
            Language::En => format!(
                "makes known what {} worth",
                counted(priced, "policy you already fit is", "policies you already fit are")
            ),
        });
        let parts: Vec<String> = [verdicts, prices].into_iter().flatten().collect();
        parts.join(self.pick("；", "; "))
    }
}
