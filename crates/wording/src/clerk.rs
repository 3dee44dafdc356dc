//! What a clerk must be told: names in Chinese beside the English ones. Clerks and hotlines read and speak Chinese.

use super::{Label, Language, Speaker};
use engine::catalogue::TextId;

impl<'a> Speaker<'a> {
    /// The same in Chinese, for what is read out or shown to a clerk.
    #[must_use]
    pub fn in_chinese(self) -> Self {
        Self { language: Language::ZhCn, ..self }
    }

    /// The name of an office, a place, a paper or a title as it is read and said to a clerk: in English with the Chinese
    /// name behind it, `your tax office 主管税务机关`.
    #[must_use]
    pub fn for_clerk(&self, id: TextId) -> String {
        let name = self.text(id);
        self.chinese_beside(id).map_or_else(|| name.to_owned(), |chinese| format!("{name} {chinese}"))
    }

    /// The Chinese name that belongs behind an English one; none in Chinese, where the English name holds Chinese
    /// anyway, and while the Chinese texts are not here.
    #[must_use]
    pub fn chinese_beside(&self, id: TextId) -> Option<&'a str> {
        let chinese = self.texts.get(id, Language::ZhCn);
        let is_needed = self.language == Language::En && !chinese.is_empty() && !holds_chinese(self.text(id));
        is_needed.then_some(chinese)
    }

    /// The same of what has a name in every language: `High-tech enterprise 高新技术企业`.
    #[must_use]
    pub fn label_for_clerk(&self, thing: &impl Label) -> String {
        let [chinese, english] = thing.label();
        match self.language {
            Language::ZhCn => chinese.to_owned(),
            Language::En => format!("{english} {chinese}"),
        }
    }

    /// What language offices and hotlines speak, for who reads another one.
    #[must_use]
    pub fn counters_speak(&self) -> Option<&'static str> {
        match self.language {
            Language::ZhCn => None,
            Language::En => Some(
                "Counters and hotlines speak Chinese. Names and questions stand here in Chinese, too: show them or read \
                 them out.",
            ),
        }
    }
}

/// Whether a text has a Chinese character.
fn holds_chinese(text: &str) -> bool {
    text.chars().any(|letter| ('\u{3400}'..='\u{9fff}').contains(&letter))
}
