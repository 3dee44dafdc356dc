//! The wording of the next question and of the answers given.

use super::{Language, Speaker, counted};
use engine::enterprise::{Fact, FactId, Kind};
use engine::matching::Total;
use engine::quantity::Interval;

words! {
    /// A phrase beside the next question and the answers given.
    QuestionWord {
        NextTitle: "再答几个问题", "A few more questions";
        NoMoreTitle: "没有更多问题", "No more questions";
        EnoughTitle: "主要的都问过了", "What matters most has been asked";
        GoFurther: "继续查其余的", "Go on with the rest";
        AskFirst: "先填写上面的规模、行业和地区，再看这里的问题。", "Start with size, sector and region above.";
        UsualTitle: "下面这些通常是这样，对吗？", "These are usually so. Are they for you?";
        UsualHint: "不对的请改，都对就按最下面的按钮。", "Change what is not; if all is right, press the button below.";
        RestsOn: "这是按下面的通常情况算的", "This rests on what is usual";
        AllSo: "都对，继续", "All so, go on";
        UntickedHint: "没有勾选的，就当作没有，不再问；以后随时可以改。", "What is not ticked counts as no and is not asked again; you can change it any time.";
        BoxesFirst: "先勾选：勾选以后，要答的题会少很多。", "Tick first: far fewer questions are left then.";
        GoOn: "继续", "Go on";
        Sure: "已确定", "Certain";
        Likely: "如果通常情况成立，约", "About, if the usual holds";
        LikelyTag: "很可能", "Likely";
        Usually: "按通常情况：", "If the usual holds: ";
        NotTicked: "因为没有勾选而当作“没有”的", "Counted as no, since not ticked";
        Revisit: "再看跳过的问题", "See the skipped questions";
        Skip: "跳过", "Skip";
        Previous: "上一步", "Back one step";
        NoneOfThese: "以上都没有，继续", "None of these, go on";
        NoneOfThem: "以上都没有", "None of these";
        Units: "添上单位", "Add a unit";
        AboutShort: "约", "~";
        AnswersTitle: "我填过的内容", "What you told us";
        Edit: "修改", "Edit";
        Remove: "删除", "Remove";
        Erase: "清空全部内容", "Erase everything";
        LoadingTexts: "正在加载政策说明……", "Loading the policy texts…";
    }
}

impl Speaker<'_> {
    /// What enterprises like this one get a year if the usual answers hold.
    pub(crate) fn like_yours(&self, likely: Total) -> String {
        let total = self.known(likely);
        match self.language {
            Language::ZhCn => format!("像您这样的企业，一年大约{total}（如果下面的通常情况成立）。"),
            Language::En => format!("Businesses like yours: about {total} a year, if the usual holds."),
        }
    }

    /// That circumstances of which nothing was told yet may add to it.
    pub(crate) fn more_if(&self, families: &[&str]) -> String {
        let families = families.join(self.enumeration());
        match self.language {
            Language::ZhCn => format!("还没有算进去的：{families}。有这些情况的，可能更多。"),
            Language::En => format!("Not in it: {families}. If any of these applies to you, it may be more."),
        }
    }

    /// A yearly total in few words.
    pub(crate) fn year_total(&self, total: Total) -> String {
        match self.language {
            _ if total.bounds().is_none() => self.pick("还没有", "nothing yet").to_owned(),
            Language::ZhCn => format!("每年{}", self.known(total)),
            Language::En => format!("{} a year", self.known(total)),
        }
    }

    /// A yearly total as short as can be, for the bar that stays in sight; with what comes once where that is all.
    pub(crate) fn short_total(&self, year: Total, once: Total) -> String {
        match self.language {
            _ if year.bounds().is_none() && once.high > engine::quantity::Money::ZERO => {
                format!("{}{}", self.known(once), self.pick("（一次性）", " once"))
            }
            _ if year.bounds().is_none() => self.pick("还没有金额", "no sum yet").to_owned(),
            Language::ZhCn => format!("{}/年", self.known(year)),
            Language::En => format!("{}/yr", self.known(year).replace(" yuan to ", "–")),
        }
    }

    /// What is known of a total.
    fn known(&self, total: Total) -> String {
        self.range(total.low, Some(total.high))
    }

    /// What comes once, beside a yearly total.
    pub(crate) fn once_total(&self, total: Total) -> String {
        match self.language {
            Language::ZhCn => format!("，另有一次性{}", self.known(total)),
            Language::En => format!(", and {} once", self.known(total)),
        }
    }

    /// How far the walk has come.
    pub(crate) fn progress(&self, step: usize, of: usize, minutes: usize) -> String {
        match self.language {
            Language::ZhCn => format!("第{step}步，共约{of}步，还要约{minutes}分钟"),
            Language::En => {
                format!("Step {step} of about {of}, about {} left", counted(minutes, "minute", "minutes"))
            }
        }
    }

    /// A stretch of a number that can be chosen instead of typing it. Amounts and rates that begin or end a little beside
    /// a plain figure are spoken of by that figure.
    pub(crate) fn numbers_between(&self, id: FactId, fact: &Fact, range: Interval) -> String {
        const FINE: i64 = 100;
        let is_fine = matches!(fact.kind, Kind::Money | Kind::Rate);
        let is_plain = |number: i64| number.checked_rem(FINE) == Some(0);
        let (below, beyond) = (range.low().saturating_sub(1), range.high().saturating_add(1));
        let is_above = is_fine && is_plain(below);
        let is_short = is_fine && is_plain(beyond);
        let low = self.number(id, fact, if is_above { below } else { range.low() });
        let high = self.number(id, fact, if is_short { beyond } else { range.high() });
        let is_date = fact.kind == Kind::Date;
        let from = match self.language {
            Language::ZhCn if is_date => format!("{low}及以后"),
            Language::ZhCn if is_above => format!("超过{low}"),
            Language::ZhCn => format!("{low}及以上"),
            Language::En if is_date => format!("on {low} or later"),
            Language::En if is_above => format!("more than {low}"),
            Language::En => format!("{low} or more"),
        };
        let to = match self.language {
            Language::ZhCn if is_date => format!("{high}及以前"),
            Language::ZhCn if is_short => format!("不到{high}"),
            Language::ZhCn => format!("不超过{high}"),
            Language::En if is_date => format!("on {high} or earlier"),
            Language::En if is_short => format!("less than {high}"),
            Language::En => format!("{high} or less"),
        };
        match (range.single(), range.low() <= fact.bounds.low(), range.high() >= fact.bounds.high()) {
            (Some(0), ..) if fact.kind != Kind::Rate => self.pick("没有（0）", "none (0)").to_owned(),
            (Some(only), ..) => self.number(id, fact, only),
            (None, true, _) => to,
            (None, false, true) => from,
            (None, false, false) => format!("{from}{}{to}", self.pick("、", ", ")),
        }
    }

    /// That a number is the whole of another one.
    pub(crate) fn same_as(&self, other: FactId, value: &str) -> String {
        let other = self.fact(other);
        match self.language {
            Language::ZhCn => format!("与{other}相同：{value}"),
            Language::En => format!("the same as {other}: {value}"),
        }
    }

    /// That enough is known, and how many questions could still be asked.
    pub(crate) fn enough(&self, questions: usize) -> String {
        match (self.language, questions) {
            (Language::ZhCn, _) => {
                format!("剩下的{questions}个问题多半关系到要评选的、或很少用到的政策，想查再答。")
            }
            (Language::En, 1) => {
                "The 1 question left is about a measure that must be won, or rarely applies.".to_owned()
            }
            (Language::En, _) => format!(
                "The {questions} questions left are mostly about measures that must be won, or rarely apply. Answer them if you like."
            ),
        }
    }

    /// That a place is chosen in its field above.
    pub(crate) fn fill_in_above(&self, field: &str) -> String {
        match self.language {
            Language::ZhCn => format!("在上面填写{}", self.quoted(field)),
            Language::En => format!("Fill in{} above", self.quoted(field)),
        }
    }
}
