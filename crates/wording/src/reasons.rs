//! Why a policy fits or does not, in words.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "only tests of facts and what is not encoded are unsure by themselves"
)]

use super::{Language, Speaker};
use engine::catalogue::{Operand, Origin, Recipient, Rule, Test, TextId};
use engine::enterprise::{Facts, Possible, SizeTrace};
use engine::matching::{NearMiss, Reason, Situation, Truth, Unsure};
use engine::quantity::{Date, Unit};

impl Speaker<'_> {
    /// Why an enterprise claims nothing by a policy, if so.
    #[must_use]
    pub fn not_claimed(&self, rule: &Rule) -> Option<&'static str> {
        let [zh, en] = match rule.recipient {
            _ if !rule.is_background() => return None,
            _ if rule.framework => [
                "这是一份总的规定或一揽子措施，没有人凭它领取什么，不计入可以享受的政策；能办的事看各单项政策。",
                "A general rule or a bundle of measures: nobody claims anything by it, and it is not counted. What can be done is in the single measures.",
            ],
            Recipient::Lender => [
                "这项支持给贷款机构，由它办理，不计入可以享受的政策；对企业的好处看这项政策的说明，可以向贷款机构问起。",
                "This goes to the lender, who claims it; it is not counted. What it may mean for you is in the policy's own text; ask the lender about it.",
            ],
            Recipient::Guarantor => [
                "这项支持给担保机构，由它办理，不计入可以享受的政策；对企业的好处看这项政策的说明，可以向担保机构问起。",
                "This goes to the guarantor, who claims it; it is not counted. What it may mean for you is in the policy's own text; ask the guarantor about it.",
            ],
            Recipient::Investor => [
                "这项支持给投资人，由投资人办理，不计入可以享受的政策；企业可以在找投资时说明。",
                "This goes to an investor, who claims it; it is not counted. You may mention it when looking for investment.",
            ],
            Recipient::Government | Recipient::Enterprise | Recipient::Employee => [
                "这项由地方政府或园区申报，企业不申报，不计入可以享受的政策。",
                "A public body applies for this, not the enterprise; it is not counted.",
            ],
        };
        Some(self.pick(zh, en))
    }

    /// Which local catalogue something is of, and whether it stands for what the catalogue itself says; `None` for what
    /// is of the catalogue itself.
    #[must_use]
    pub fn local_source(&self, source: Origin) -> Option<String> {
        let Origin::Local { title, replaces } = source else { return None };
        let named = title != TextId(0);
        Some(match self.language {
            Language::ZhCn => {
                let of = if named {
                    format!("本地目录补充：{}", self.text(title))
                } else {
                    "本地目录补充".to_owned()
                };
                of + if replaces { "（替换了原有目录的这一项）" } else { "" }
            }
            Language::En => {
                let of = if named {
                    format!("From the local catalogue: {}", self.text(title))
                } else {
                    "From a local catalogue".to_owned()
                };
                of + if replaces { " (replaces the bundled text)" } else { "" }
            }
        })
    }

    /// Each pair of answers that cannot both be so, and why: `从业人员8人、残疾职工12人对不上：残疾职工也是职工。请核对。`
    #[must_use]
    pub fn contradictions(&self, situation: &Situation<'_>) -> Vec<String> {
        let (facts, told) = (situation.facts(), situation.told());
        let broken = situation.broken().iter().filter_map(|id| Some((id.0, facts.relations().get(id.0)?)));
        let said = broken.map(|(number, relation)| {
            let mut about = relation.facts();
            about.dedup();
            let answers = about.into_iter().filter_map(|id| {
                let value = self.possible(id, facts.get(id)?, told.given(id)?);
                Some(format!("{}{}{value}", self.fact(id), self.pick("", " ")))
            });
            let answers = answers.collect::<Vec<String>>().join(self.pick("、", ", "));
            let reason = self.catalogue.and_then(|catalogue| catalogue.relation_reasons.get(number));
            let why = reason.map_or("", |&reason| self.text(reason));
            match self.language {
                Language::ZhCn => format!("{answers}，这几个答案对不上：{why}请核对。"),
                Language::En => format!("{answers}: these answers do not go together. {why} Please check them."),
            }
        });
        said.collect()
    }

    /// What was seen when a test was made: `您填的是301人`.
    #[must_use]
    pub fn seen(&self, finding: &Reason<'_>, situation: &Situation<'_>) -> Option<String> {
        let facts = finding.criterion.own_facts();
        let told: Vec<String> = facts
            .iter()
            .filter_map(|&id| {
                let fact = situation.fact(id)?;
                let known = id == Facts::SIZE_CLASS || situation.told().given(id).is_some();
                let value = situation.possible(id);
                if !known || *value == fact.anything() {
                    return None;
                }
                let value = self.possible(id, fact, &value);
                let named = facts.len() > 1;
                Some(if named { format!("{}{}{value}", self.fact(id), self.pick("：", ": ")) } else { value })
            })
            .collect();
        (!told.is_empty()).then(|| {
            let told = told.join(self.pick("；", "; "));
            let age = self.age_seen(finding, situation).unwrap_or_default();
            match self.language {
                Language::ZhCn => format!("您的情况：{told}{age}"),
                Language::En => format!("yours: {told}{age}"),
            }
        })
    }

    fn age_seen(&self, finding: &Reason<'_>, situation: &Situation<'_>) -> Option<String> {
        let Test::Number { term: Operand::Age(fact, unit), .. } = &finding.criterion.test else { return None };
        let date = Date::from_day(situation.range(*fact).single()?);
        let count = date.age_on(situation.on(), *unit);
        let age = self.time(count, *unit);
        Some(match self.language {
            Language::ZhCn if *unit == Unit::CalendarMonths => format!("，现在是第{age}"),
            Language::En if *unit == Unit::CalendarMonths => format!(", now in month {count}"),
            Language::ZhCn => format!("，已{age}"),
            Language::En => format!(", {age} ago"),
        })
    }

    /// Why a finding is not settled, if it is not.
    #[must_use]
    pub fn unsure(&self, finding: &Reason<'_>, situation: &Situation<'_>) -> Option<Unsure> {
        if finding.truth != Truth::Unknown {
            return None;
        }
        match &finding.criterion.test {
            Test::Authority(_) => Some(Unsure::Authority),
            Test::CheckYourself(_) => Some(Unsure::CheckYourself),
            _ => {
                let facts = finding.criterion.own_facts();
                let told = |fact: &engine::enterprise::FactId| situation.told().given(*fact).is_some();
                match facts.as_slice() {
                    [] => None,
                    facts if facts.iter().all(told) => Some(Unsure::Straddles),
                    _ => Some(Unsure::NotTold),
                }
            }
        }
    }

    /// After the name of a policy of which it is not certain that it can be used.
    #[must_use]
    pub fn perhaps_usable(&self) -> &'static str {
        self.pick("（还不能确定能否享受）", " (may be usable)")
    }

    /// How far off a near miss is.
    #[must_use]
    pub fn near_miss(&self, near: NearMiss) -> String {
        match near {
            NearMiss::Day(day) => {
                let day = self.date(day);
                match self.language {
                    Language::ZhCn => format!("到{day}即符合时间条件"),
                    Language::En => format!("time alone makes it fit on {day}"),
                }
            }
            NearMiss::Number { fact, now, to } => {
                let name = self.fact(fact);
                let Some(declared) = self.rules.facts.get(fact) else { return String::new() };
                let gap = self.number(fact, declared, to.abs_diff(now).try_into().unwrap_or(i64::MAX));
                let to_text = self.number(fact, declared, to);
                match (self.language, to > now) {
                    (Language::ZhCn, true) => format!("{name}还差{gap}（要达到{to_text}）"),
                    (Language::ZhCn, false) => format!("{name}超出{gap}（要降到{to_text}）"),
                    (Language::En, true) => format!("{name}: {gap} short of {to_text}"),
                    (Language::En, false) => format!("{name}: {gap} above {to_text}"),
                }
            }
            NearMiss::Option { fact, option } => {
                let Some(declared) = self.rules.facts.get(fact) else { return String::new() };
                let option = self.option(fact, declared, option);
                match self.language {
                    Language::ZhCn => format!("{}需要是：{option}", self.fact(fact)),
                    Language::En => format!("{} would have to be: {option}", self.fact(fact)),
                }
            }
        }
    }

    /// The size class in a sentence.
    #[must_use]
    pub fn size(&self, trace: &SizeTrace) -> String {
        if let Some(class) = trace.class() {
            let class = self.label(&class);
            return match self.language {
                Language::ZhCn => format!("{class}企业"),
                Language::En => format!("{class} enterprise"),
            };
        }
        if trace.is_outside() {
            return self
                .pick(
                    "这个行业不在划型标准之内，请直接选择企业规模",
                    "the size standard does not cover this industry; state your size class",
                )
                .to_owned();
        }
        let Some(fact) = self.rules.facts.get(Facts::SIZE_CLASS) else { return String::new() };
        let names = self.possible(Facts::SIZE_CLASS, fact, &Possible::Options(trace.classes));
        let open: Vec<String> = trace.open.iter().map(|&fact| self.fact(fact).to_owned()).collect();
        let open = self.list(&open, ["和", " and "]);
        match self.language {
            Language::ZhCn if open.is_empty() => names,
            Language::ZhCn => format!("{names}；还需要：{open}"),
            Language::En if open.is_empty() => names,
            Language::En => format!("{names}; still needed: {open}"),
        }
    }
}
