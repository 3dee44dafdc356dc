use super::{Language, Phrase, Speaker, Word, number_error, number_example};
use engine::catalogue::{Rule, Standing, Status};
use engine::enterprise::{Code, Fact, FactId, Figure, Kind, Tree};
use engine::matching::{Open, Reason, Situation, Unsure};
use engine::quantity::{Date, Interval, NumberError};

impl Speaker<'_> {
    /// What the live region says.
    pub(crate) fn counts(&self, now: usize, perhaps: usize) -> String {
        match self.language {
            Language::ZhCn => format!("现在可以享受{now}项，可能可以享受{perhaps}项。"),
            Language::En => format!("{now} policies fit now, {perhaps} may fit."),
        }
    }

    /// A number of policies.
    pub(crate) fn items(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("{count}项"),
            Language::En if count == 1 => "1 policy".to_owned(),
            Language::En => format!("{count} policies"),
        }
    }

    /// Why a fact that was told is asked for again.
    pub(crate) fn why_asked(&self, why: Unsure) -> Option<&'static str> {
        (why == Unsure::Straddles).then(|| self.label(&why))
    }

    /// What is wrong with a number, as it was typed.
    pub(crate) fn not_a_number(&self, fact: &Fact, typed: &str, why: NumberError) -> String {
        let wrong = match (&fact.kind, why) {
            (Kind::Date, _) => self.pick("不是有效日期", " is not a valid date"),
            (_, NumberError::NotANumber) => self.pick("不是数字", " is not a number"),
            (_, why) => number_error(why, self.language),
        };
        let such_as = number_example(&fact.kind, self.language);
        match self.language {
            Language::ZhCn => format!("“{typed}”{wrong}，{such_as}"),
            Language::En => format!("“{typed}”{wrong}; {such_as}"),
        }
    }

    /// The bounds that a number left.
    pub(crate) fn out_of_bounds(&self, id: FactId, fact: &Fact, bounds: Interval) -> String {
        let (low, high) = (self.number(id, fact, bounds.low()), self.number(id, fact, bounds.high()));
        match self.language {
            Language::ZhCn => format!("应在{low}到{high}之间"),
            Language::En => format!("must lie between {low} and {high}"),
        }
    }

    /// A range that runs the wrong way.
    pub(crate) fn backwards(&self) -> &'static str {
        self.pick("范围的前一个数应小于后一个数", "the first number of a range must be the smaller one")
    }

    /// A place that was typed and not chosen.
    pub(crate) fn not_listed(&self) -> &'static str {
        self.pick("请从列表中选一项", "choose one from the list")
    }

    /// A band of a figure, its upper end spoken of as the first number that is beyond it.
    pub(crate) fn band(&self, id: FactId, fact: &Fact, band: Interval) -> String {
        let from = self.number(id, fact, band.low());
        if band.high() >= fact.bounds.high() {
            return format!("{from}{}", self.pick("以上", " or more"));
        }
        if fact.kind == Kind::Count {
            let unit = self.number(id, fact, band.high());
            return match (self.language, band.low() <= fact.bounds.low()) {
                (Language::ZhCn, true) => format!("不超过{unit}"),
                (Language::ZhCn, false) => format!("{}至{unit}", band.low()),
                (Language::En, true) => format!("up to {unit}"),
                (Language::En, false) => format!("{} to {unit}", band.low()),
            };
        }
        let beyond = self.number(id, fact, band.high().saturating_add(1));
        match (self.language, band.low() <= fact.bounds.low()) {
            (Language::ZhCn, true) => format!("不到{beyond}"),
            (Language::ZhCn, false) => format!("{from}以上、不到{beyond}"),
            (Language::En, true) => format!("less than {beyond}"),
            (Language::En, false) => format!("{from} to less than {beyond}"),
        }
    }

    /// The name of a figure on the first screen.
    pub(crate) fn figure(&self, figure: Figure) -> &'static str {
        self.label(&match figure {
            Figure::Employees => Word::Employees,
            Figure::Revenue => Word::Revenue,
            Figure::Assets => Word::Assets,
        })
    }

    /// The unit that the field of a figure expects.
    pub(crate) fn figure_unit(&self, figure: Figure) -> &'static str {
        match figure {
            Figure::Employees => self.pick("人", "people"),
            Figure::Revenue | Figure::Assets => self.pick("元", "yuan"),
        }
    }

    /// A phrase in brackets after another.
    pub(crate) fn bracketed(&self, word: Word) -> String {
        let word = self.label(&word);
        match self.language {
            Language::ZhCn => format!("（{word}）"),
            Language::En => format!(" ({word})"),
        }
    }

    /// Something in brackets after another.
    pub(crate) fn in_brackets(&self, text: &str) -> String {
        match self.language {
            Language::ZhCn => format!("（{text}）"),
            Language::En => format!(" ({text})"),
        }
    }

    /// Between the members of a list.
    pub(crate) fn enumeration(&self) -> &'static str {
        self.pick("、", ", ")
    }

    /// Between two sentences.
    pub(crate) fn semicolon(&self) -> &'static str {
        self.pick("；", "; ")
    }

    /// How many policies may fit besides.
    pub(crate) fn perhaps(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("另有{count}项可能可以享受"),
            Language::En => format!("{count} more may fit"),
        }
    }

    /// One reason on a card: what it takes and, where it fails, what was seen.
    pub(crate) fn reason(&self, finding: &Reason<'_>, situation: &Situation<'_>, with_seen: bool) -> String {
        let sentence = self.criterion(finding.criterion);
        match self.seen(finding, situation).filter(|_| with_seen) {
            Some(seen) => format!("{sentence}{}", self.in_brackets(&seen)),
            None => sentence,
        }
    }

    /// Between a name and its value.
    pub(crate) fn colon(&self) -> &'static str {
        self.pick("：", ": ")
    }

    /// After a sentence that another one follows.
    pub(crate) fn stop(&self) -> &'static str {
        self.pick("。", ". ")
    }

    /// Between two parts of a sentence.
    pub(crate) fn comma(&self) -> &'static str {
        self.pick("，", ", ")
    }

    /// Until when a policy can be used, short enough for a card.
    pub(crate) fn until(&self, rule: &Rule, status: Status, on: Date) -> String {
        let window = rule.window.and_then(|window| window.to).filter(|&to| to >= on);
        match (self.language, status, rule.validity.from, window, rule.validity.to) {
            (Language::ZhCn, Status::Upcoming, Some(from), ..) => format!("{}开始", self.date(from)),
            (Language::En, Status::Upcoming, Some(from), ..) => format!("from {}", self.date(from)),
            (Language::ZhCn, Status::Ended, _, _, Some(to)) => format!("已于{}结束", self.date(to)),
            (Language::En, Status::Ended, _, _, Some(to)) => format!("ended {}", self.date(to)),
            (_, Status::Ended | Status::Upcoming, ..) => self.label(&status).to_owned(),
            (Language::ZhCn, _, _, Some(to), _) => format!("申请截至{}", self.date(to)),
            (Language::En, _, _, Some(to), _) => format!("apply by {}", self.date(to)),
            (Language::ZhCn, _, _, None, Some(to)) => format!("至{}", self.date(to)),
            (Language::En, _, _, None, Some(to)) => format!("until {}", self.date(to)),
            (_, _, _, None, None) => self.pick("长期", "no end stated").to_owned(),
        }
    }

    /// What is missing, in one line.
    pub(crate) fn needed(&self, open: &Open) -> String {
        let names: Vec<String> = open.facts.iter().take(3).map(|&(fact, _)| self.fact(fact).to_owned()).collect();
        let mut line = String::new();
        if !names.is_empty() {
            line.push_str(self.label(&Phrase::Needed));
            line.push_str(&names.join(self.pick("、", ", ")));
            if open.facts.len() > names.len() {
                line.push_str(&match self.language {
                    Language::ZhCn => format!("等{}项", open.facts.len()),
                    Language::En => format!(" and {} more", open.facts.len().saturating_sub(names.len())),
                });
            }
        }
        let rest = [(open.authority, Phrase::AuthorityDecides), (open.check_yourself, Phrase::CheckIt)];
        for (_, word) in rest.iter().filter(|(is_open, _)| *is_open) {
            if !line.is_empty() {
                line.push_str(self.pick("；", "; "));
            }
            line.push_str(self.label(word));
        }
        line
    }

    /// Why the standing of a policy is not what its dates say, if so.
    pub(crate) fn standing(&self, rule: &Rule) -> Option<&str> {
        match rule.standing {
            Standing::Clear => None,
            Standing::Unclear(why) | Standing::Ended(why) => Some(self.text(why)),
        }
    }

    /// A day other than today is asked about.
    pub(crate) fn as_of(&self, on: Date) -> String {
        match self.language {
            Language::ZhCn => format!("以下是{}的情况，不是今天的。", self.date(on)),
            Language::En => format!("This is how things stood or will stand on {}, not today.", self.date(on)),
        }
    }

    /// A policy on its last day in a calendar: whether something has to be done by then or it only ends, and whether it
    /// can be used now or only may be.
    pub(crate) fn last_day(&self, name: &str, to_do: bool, certain: bool) -> String {
        match (self.language, to_do, certain) {
            (Language::ZhCn, true, true) => format!("申请截止：{name}"),
            (Language::ZhCn, true, false) => format!("申请截止（可能可以享受）：{name}"),
            (Language::ZhCn, false, true) => format!("政策到期：{name}"),
            (Language::ZhCn, false, false) => format!("政策到期（可能可以享受）：{name}"),
            (Language::En, true, true) => format!("Apply by today: {name}"),
            (Language::En, true, false) => format!("Apply by today, if it fits: {name}"),
            (Language::En, false, true) => format!("Ends today: {name}"),
            (Language::En, false, false) => format!("Ends today (it may fit): {name}"),
        }
    }

    /// A place with what it lies in: `广东省广州市`, `Guangzhou, Guangdong`.
    pub(crate) fn place_within(&self, tree: Tree, top: Code, code: Code) -> String {
        let (whole, part) = (self.place(tree, top), self.place(tree, code));
        match self.language {
            _ if top == code || tree == Tree::Industries => part,
            Language::ZhCn => format!("{whole}{part}"),
            Language::En => format!("{part}, {whole}"),
        }
    }

    /// How many policies were found.
    pub(crate) fn found(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("找到{count}项政策"),
            Language::En => format!("{count} found"),
        }
    }

    /// How old the catalogue is.
    pub(crate) fn catalogue_line(&self) -> String {
        let version = &self.rules.version;
        match (self.language, self.rules.reviewed.map(|day| self.date(day))) {
            (Language::ZhCn, Some(day)) => format!("政策目录版本 {version}，{day}复核"),
            (Language::ZhCn, None) => format!("政策目录版本 {version}"),
            (Language::En, Some(day)) => format!("Catalogue {version}, reviewed on {day}"),
            (Language::En, None) => format!("Catalogue {version}"),
        }
    }

    /// What shows the rest of a list: `显示全部35项`.
    pub(crate) fn show_all(&self, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("显示全部{count}项"),
            Language::En => format!("Show all {count}"),
        }
    }

    /// How much of a list is there, on paper, where nothing shows the rest: `共35项，这里列出12项`.
    pub(crate) fn shown_of(&self, shown: usize, count: usize) -> String {
        match self.language {
            Language::ZhCn => format!("共{count}项，这里列出{shown}项"),
            Language::En => format!("{shown} of {count} are listed here"),
        }
    }
}
