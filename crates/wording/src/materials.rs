//! What is said of the papers that a policy takes.

use super::{Language, Speaker};
use engine::catalogue::{Channel, Policy};

impl Speaker<'_> {
    /// Why a policy lists no papers: it takes none, or they are not known here, with whom to ask; `None` if it lists
    /// some.
    #[must_use]
    pub fn no_materials(&self, policy: Policy<'_>) -> Option<String> {
        match policy.details.materials.as_deref() {
            Some([]) => Some(self.pick("不需要另外准备材料。", "No papers beyond the usual.").to_owned()),
            Some(_) => None,
            None if policy.channel == Channel::Automatic => Some(
                self.pick(
                    "不用申请；要不要材料没有收录，接到通知时问清。",
                    "Nothing to apply for; whether papers are wanted is not known here: ask if you are told to bring some.",
                )
                .to_owned(),
            ),
            None => {
                let office = policy.details.office.map(|office| self.for_clerk(office));
                let phone =
                    policy.details.phone.as_ref().map(|phone| format!("{}{phone}", self.pick("电话", "telephone ")));
                let whom: Vec<String> = [office, phone].into_iter().flatten().filter(|part| !part.is_empty()).collect();
                let whom = whom.join(self.pick("，", ", "));
                Some(match (self.language, whom.is_empty()) {
                    (Language::ZhCn, true) => "材料清单未收录，办理前先问清要带哪些。".to_owned(),
                    (Language::ZhCn, false) => format!("材料清单未收录，办理前先问清要带哪些（{whom}）。"),
                    (Language::En, true) => {
                        "The list of papers is not known here: ask which ones to bring before you go.".to_owned()
                    }
                    (Language::En, false) => {
                        format!("The list of papers is not known here: ask which ones to bring before you go ({whom}).")
                    }
                })
            }
        }
    }
}
