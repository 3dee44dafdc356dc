//! What findings say, in Chinese and English.

use engine::enterprise::Tree;
use engine::json::nearest;
use engine::matching::Estimate;
use engine::payment::Subject;
use engine::quantity::Money;
use wording::{Language, Speaker, problem};

use crate::{Fault, Finding, Item, Limit, Miss, Mutation, Passage, Severity};

impl Finding {
    /// What was found in a catalogue, and what to do about it, without its place.
    #[must_use]
    pub fn sentence(&self, speaker: Speaker<'_>) -> String {
        finding_sentence(speaker, self)
    }
}

impl Mutation {
    /// A small change of a rule.
    #[must_use]
    pub fn sentence(self, speaker: Speaker<'_>) -> String {
        change_sentence(speaker, self)
    }
}

impl Severity {
    /// How much a finding weighs, as a word.
    #[must_use]
    pub fn word(self, speaker: Speaker<'_>) -> &'static str {
        severity_word(speaker, self)
    }
}

/// What was found in a catalogue, and what to do about it, without its place.
fn finding_sentence(speaker: Speaker<'_>, finding: &Finding) -> String {
    let sentence = fault(speaker, finding);
    match (&finding.accepted, speaker.language) {
        (None, _) => sentence,
        (Some(why), Language::ZhCn) => format!("{sentence}（已说明：{why}）"),
        (Some(why), Language::En) => format!("{sentence} (accepted: {why})"),
    }
}

fn fault(speaker: Speaker<'_>, finding: &Finding) -> String {
    match speaker.language {
        Language::ZhCn => fault_zh(speaker, finding),
        Language::En => fault_en(speaker, finding),
    }
}

/// The subject that may be meant.
fn near_subject(subject: &str, before: &str, after: &str) -> String {
    let near = nearest(subject, Subject::ALL.into_iter().map(Subject::id));
    near.map_or_else(String::new, |near| format!("{before} `{near}`{after}"))
}

fn fault_zh(speaker: Speaker<'_>, finding: &Finding) -> String {
    match &finding.fault {
        Fault::Problem(error) => problem(error, speaker.language),
        Fault::SuccessionGap { before, last, first } => {
            format!("`{before}` 到 {last} 为止，本政策从 {first} 起，中间有空档；改日期，或用 accepts 说明")
        }
        Fault::SuccessionOverlap { before, last, first } => {
            format!("`{before}` 到 {last} 才结束，本政策从 {first} 起就生效，两者重叠；改日期，或用 accepts 说明")
        }
        Fault::NoEnd { before } => format!("`{before}` 已被本政策取代，却没有截止日；补上 validity.to 或 standing"),
        Fault::SuccessionCircle => "前后承接成了圈；删去其中一处 supersedes".to_owned(),
        Fault::WindowOutside => "申报时间超出有效期；核对 window 和 validity".to_owned(),
        Fault::LateDocument { issued } => format!("文件日期 {issued} 晚于核对日；核对 issued 或 reviewed"),
        Fault::ReviewOverdue { reviewed } => format!("上次核对是 {reviewed}，已超过一年；重新核对并更新 reviewed"),
        Fault::Address { url } => format!("网址 `{url}` 不合格式；改正或删去"),
        Fault::Phone => "电话只能由数字和连字符组成".to_owned(),
        Fault::NoContactForAll => "没有一个全国通用、不分类别的联系渠道，没列出渠道的地区就无处可问".to_owned(),
        Fault::LongSummary { characters } => format!("摘要有 {characters} 个字；缩短到 120 字以内"),
        Fault::OddCharacter { found } => format!("有不该出现的字符 {}；改用半角或删去", found.escape_unicode()),
        Fault::Lacks(item) => format!("办事指南应当写明{}；请补上", item_name(speaker, *item)),
        Fault::Impossible => "没有企业能满足这一条件；核对数值和运算符".to_owned(),
        Fault::AlwaysTrue => "任何企业都满足这一条件；删去或核对".to_owned(),
        Fault::Duplicate => "同一条件写了两遍；删去一处".to_owned(),
        Fault::Redundant { beside } => format!("有了 {beside}，这一条件就多余；删去或核对"),
        Fault::Weak { fact } => {
            format!("`{fact}` 在几个分支里都被检验，未填时本可确定却成了“待补充”；合并这些分支")
        }
        Fault::CannotMatter => "这一条件不影响任何结果；删去或核对".to_owned(),
        Fault::TitleUnsaid => {
            "梯度政策读取称号时须写明它授予哪个称号（confers），否则“只差一步”会指向这个称号本身；不授予称号的用 accepts 说明".to_owned()
        }
        Fault::FactUnread { fact } => format!("没有政策用到 `{fact}`；删去或用上"),
        Fault::FactOfThePast { fact } => format!("只有已结束的政策用到 `{fact}`；查询当日不会问"),
        Fault::DefinitionUnused { definition } => format!("没有政策用到定义 `{definition}`；删去或用上"),
        Fault::SubjectUnknown { subject } => {
            format!("tells_of 里的 `{subject}` 不是程序会指向的主题；改正或删去{}", near_subject(subject, "；是不是想写", "？"))
        }
        Fault::SubjectTwice { subject, other } => {
            format!("本政策和 `{other}` 都写明讲的是 `{subject}`；只留一项")
        }
        Fault::CoreFactUnsaid { fact } => {
            format!("core_facts 里缺少 `{fact}` 的名称、问题或选项名称；补上")
        }
        Fault::MixedPeriods { group, other } => {
            format!("组 `{group}` 里 `{other}` 按另一种周期估算，金额不可比；统一周期，或用 accepts 说明")
        }
        Fault::GroupOfOne { group } => format!("组 `{group}` 只有这一项政策"),
        Fault::NotInRule { passage, figure } => {
            format!("{}里的“{figure}”在规则里没有；核对，或列入 prose", passage_name(speaker, *passage))
        }
        Fault::Contradicts { passage, words } => {
            format!("{}里的“{words}”与规则的运算符相反；改文字或规则", passage_name(speaker, *passage))
        }
        Fault::PlaceNotInRule { passage, name } => {
            format!("{}里的“{name}”在规则里没有；核对，或列入 prose", passage_name(speaker, *passage))
        }
        Fault::Translation { passage, figure } => {
            format!("{}英文里的“{figure}”中文和规则里都没有；核对", passage_name(speaker, *passage))
        }
        Fault::ProseUnused { prose } => format!("prose 里的“{prose}”在文字里找不到；删去或改正"),
        Fault::Example { name, miss } => format!("示例“{name}”{}", miss_sentence(speaker, miss)),
        Fault::NoExample(verdict) => format!("缺少结果为“{}”的示例；补一个", speaker.label(verdict)),
        Fault::NoBoundary(change) => {
            format!("没有示例能发现：{}；check --suggest 会给出", change_sentence(speaker, *change))
        }
        Fault::Contradiction { name, relation } => {
            format!("示例“{name}”与 /relations/{relation} 矛盾：这样的企业不存在；改示例，或者改这条关系")
        }
        Fault::Unbelievable { enterprise, low, high, limit } => {
            let beyond = match limit {
                Limit::Revenue(revenue) => format!("高于年营业收入 {}", speaker.money(*revenue)),
                Limit::Lower => "高的一端超过低的一端的十倍，而计算用到的数字都已填".to_owned(),
            };
            let said = span(speaker, (*low, *high));
            format!("对企业 {enterprise} 说的金额是 {said}，{beyond}，不可信；给公式加上限，或在事实里写明 believable")
        }
        Fault::BeyondRevenue { name } => format!("示例“{name}”的金额高于年营业收入；给公式加上限"),
        Fault::UsualNever { fact, before: Some(before) } => {
            format!("`{fact}` 的这个通常情况从不会用到：/usual/{before} 总在它前面；换个顺序或删去")
        }
        Fault::UsualNever { fact, before: None } => {
            format!("`{fact}` 的这个通常情况从不会用到：没有企业符合它的 when；改正或删去")
        }
        Fault::UsualUnread { fact } => format!("没有执行中的政策用到 `{fact}`，它的通常情况没有用处；删去"),
        Fault::NoFamily { fact } => {
            format!("执行中的政策会等 `{fact}` 的回答，它却不在 circumstances 的任何一组里；放进一组")
        }
        Fault::BoxLeavesOpen { fact, policy } => {
            format!("不勾选时 `{fact}` 仍不确定，`{policy}` 还在等它；在 otherwise 里写明")
        }
        Fault::NowhereToGo => {
            "没有说到哪里办，也没有电话、办理单位或联系渠道；补上 apply、office 或 phone".to_owned()
        }
        Fault::PlaceUnused { id } => format!("没有政策用到 `{id}`；删去，或写进某项政策的 apply"),
        Fault::NoPapers => {
            "要申请的政策写着不需要材料；核对，不知道要哪些就删去 materials，文件确实写明的用 accepts 说明".to_owned()
        }
        Fault::LastWindowNotOver => {
            "last_window 到核对日或 window 开始时还没有结束；这一次的时间写进 window".to_owned()
        }
        Fault::AcceptedNothing { code } => format!("accepts 里的 {code} 没有对应的问题；删去"),
        Fault::ParameterUnused { parameter } => format!("参数 `{parameter}` 没有任何条件或公式用到；删去或用上"),
        Fault::ParameterGap { parameter, region, last, first } => format!(
            "参数 `{parameter}`（{}）{last} 之后到 {first} 之前没有数值；补上或改日期",
            speaker.place(Tree::Regions, *region)
        ),
        Fault::ParameterEnds { parameter, region, last, policy } => format!(
            "参数 `{parameter}`（{}）的数值到 {last} 为止，而 `{policy}` 之后仍在执行；查有没有新的",
            speaker.place(Tree::Regions, *region)
        ),
        Fault::ParameterLapses { parameter, region, last } => format!(
            "参数 `{parameter}`（{}）的数值到 {last} 就要到期；查有没有新的",
            speaker.place(Tree::Regions, *region)
        ),
    }
}

fn fault_en(speaker: Speaker<'_>, finding: &Finding) -> String {
    match &finding.fault {
        Fault::Problem(error) => problem(error, speaker.language),
        Fault::SuccessionGap { before, last, first } => format!(
            "`{before}` ends on {last} and this starts on {first}: nothing holds between; correct a date or explain it in accepts"
        ),
        Fault::SuccessionOverlap { before, last, first } => format!(
            "`{before}` ends on {last} but this starts on {first} already: both hold between; correct a date or explain it in accepts"
        ),
        Fault::NoEnd { before } => {
            format!("`{before}` was replaced by this but has no end; give it validity.to or a standing")
        }
        Fault::SuccessionCircle => "the successions run in a circle; take one supersedes out".to_owned(),
        Fault::WindowOutside => "the application window lies outside the validity; compare the two".to_owned(),
        Fault::LateDocument { issued } => {
            format!("the document is dated {issued}, after the review; correct issued or reviewed")
        }
        Fault::ReviewOverdue { reviewed } => {
            format!("last reviewed on {reviewed}, more than a year ago; review it and update reviewed")
        }
        Fault::Address { url } => format!("`{url}` is not a proper address; correct it or leave it out"),
        Fault::Phone => "a telephone number has only digits and hyphens".to_owned(),
        Fault::NoContactForAll => {
            "no contact is for the whole country and every category, so that regions without one of their own have none".to_owned()
        }
        Fault::LongSummary { characters } => {
            format!("the Chinese summary has {characters} characters; shorten it to 120")
        }
        Fault::OddCharacter { found } => {
            format!(
                "the character {} does not belong here; write it half-width or take it out",
                found.escape_unicode()
            )
        }
        Fault::Lacks(item) => format!("a guide must state {}; add it", item_name(speaker, *item)),
        Fault::Impossible => "no enterprise can pass this test; check its value and operator".to_owned(),
        Fault::AlwaysTrue => "every enterprise passes this test; take it out or check it".to_owned(),
        Fault::Duplicate => "the same test twice; take one out".to_owned(),
        Fault::Redundant { beside } => format!("{beside} makes this superfluous; take it out or check it"),
        Fault::Weak { fact } => format!(
            "`{fact}` is tested in several branches and stays open where its value does not matter; merge the branches"
        ),
        Fault::CannotMatter => "this test changes no answer; take it out or check it".to_owned(),
        Fault::TitleUnsaid => {
            "a tier that reads titles must say which one it confers, or a near miss may be that very title; add confers, or accept it where it confers none".to_owned()
        }
        Fault::FactUnread { fact } => format!("no policy reads `{fact}`; take it out or use it"),
        Fault::FactOfThePast { fact } => format!("only ended policies read `{fact}`: nobody is asked for it today"),
        Fault::SubjectUnknown { subject } => format!(
            "`{subject}` in tells_of is no subject that the program points to; correct or delete it{}",
            near_subject(subject, "; did you mean", "?")
        ),
        Fault::SubjectTwice { subject, other } => {
            format!("this policy and `{other}` both tell of `{subject}`; leave it with one of them")
        }
        Fault::CoreFactUnsaid { fact } => {
            format!("`{fact}` lacks its name, its question or the name of an option in core_facts; add it")
        }
        Fault::DefinitionUnused { definition } => {
            format!("no policy uses the definition `{definition}`; take it out or use it")
        }
        Fault::MixedPeriods { group, other } => format!(
            "in the group `{group}`, `{other}` is estimated for another period: the amounts do not compare; use one period or explain it in accepts"
        ),
        Fault::GroupOfOne { group } => format!("this is the only policy of the group `{group}`"),
        Fault::NotInRule { passage, figure } => {
            format!(
                "“{figure}” in the {} is not in the rule; check it, or list it in prose",
                passage_name(speaker, *passage)
            )
        }
        Fault::Contradicts { passage, words } => format!(
            "“{words}” in the {} contradicts the operator of the rule; change the text or the rule",
            passage_name(speaker, *passage)
        ),
        Fault::PlaceNotInRule { passage, name } => {
            format!("“{name}” in the {} is not in the rule; check it, or list it in prose", passage_name(speaker, *passage))
        }
        Fault::Translation { passage, figure } => format!(
            "“{figure}” in the English {} is neither in the Chinese nor in the rule; check it",
            passage_name(speaker, *passage)
        ),
        Fault::ProseUnused { prose } => {
            format!("no text holds “{prose}”, listed in prose; take it out or correct it")
        }
        Fault::Example { name, miss } => format!("the example “{name}” {}", miss_sentence(speaker, miss)),
        Fault::NoExample(verdict) => format!("no example comes out as {}; add one", verdict.id()),
        Fault::NoBoundary(change) => {
            format!("no example would notice: {}; check --suggest gives one", change_sentence(speaker, *change))
        }
        Fault::Contradiction { name, relation } => {
            format!("the example `{name}` contradicts /relations/{relation}: there is no such enterprise; correct one of them")
        }
        Fault::Unbelievable { enterprise, low, high, limit } => {
            let beyond = match limit {
                Limit::Revenue(revenue) => format!("more than its yearly revenue of {}", speaker.money(*revenue)),
                Limit::Lower => "the upper end more than ten times the lower though the figures it rests on are told".to_owned(),
            };
            let said = span(speaker, (*low, *high));
            format!(
                "for the enterprise {enterprise} the worth said is {said}, {beyond}: not believable; bound the formula, or say in its facts what is believable"
            )
        }
        Fault::BeyondRevenue { name } => {
            format!("the example “{name}” is worth more than its revenue; bound the formula")
        }
        Fault::UsualNever { fact, before: Some(before) } => {
            format!("this usual answer for `{fact}` never applies: /usual/{before} always comes first; change the order or take it out")
        }
        Fault::UsualNever { fact, before: None } => {
            format!("this usual answer for `{fact}` never applies: nobody meets its when; correct it or take it out")
        }
        Fault::UsualUnread { fact } => {
            format!("no policy in force reads `{fact}`, so nothing comes of what is usual of it; take it out")
        }
        Fault::NoFamily { fact } => {
            format!("policies in force wait for `{fact}`, which stands in no family of circumstances; put it into one")
        }
        Fault::BoxLeavesOpen { fact, policy } => {
            format!("when the box is not ticked `{fact}` stays open and `{policy}` waits for it; settle it in otherwise")
        }
        Fault::NowhereToGo => {
            "nothing says where it is done or whom to ask: no place, telephone, office or contact; add apply, office or phone".to_owned()
        }
        Fault::PlaceUnused { id } => format!("no policy is done at `{id}`; take it out, or name it in apply"),
        Fault::NoPapers => {
            "applied for, yet said to take no papers; leave materials out where they are not known, or say in accepts which document says so".to_owned()
        }
        Fault::LastWindowNotOver => {
            "last_window is not over at the review or before window begins; the present time belongs in window".to_owned()
        }
        Fault::AcceptedNothing { code } => format!("accepts names {code}, which is not found; take it out"),
        Fault::ParameterUnused { parameter } => {
            format!("no criterion or formula names the parameter `{parameter}`: take it out or use it")
        }
        Fault::ParameterGap { parameter, region, last, first } => format!(
            "`{parameter}` ({}) has no value after {last} and before {first}: add it or correct a date",
            speaker.place(Tree::Regions, *region)
        ),
        Fault::ParameterEnds { parameter, region, last, policy } => format!(
            "the last value of `{parameter}` ({}) ends on {last} while `{policy}` goes on: look for the next",
            speaker.place(Tree::Regions, *region)
        ),
        Fault::ParameterLapses { parameter, region, last } => format!(
            "the value of `{parameter}` ({}) lapses on {last}: look for the next one",
            speaker.place(Tree::Regions, *region)
        ),
    }
}

fn miss_sentence(speaker: Speaker<'_>, miss: &Miss) -> String {
    match (miss, speaker.language) {
        (Miss::Verdict { expected, found }, Language::ZhCn) => {
            format!("应为“{}”，实为“{}”", speaker.label(expected), speaker.label(found))
        }
        (Miss::Verdict { expected, found }, Language::En) => {
            format!("comes out as {} and not {}", found.id(), expected.id())
        }
        (Miss::Status { expected, found }, Language::ZhCn) => {
            format!("的时效应为 {}，实为 {}", expected.id(), found.id())
        }
        (Miss::Status { expected, found }, Language::En) => {
            format!("is {} and not {} on that day", found.id(), expected.id())
        }
        (Miss::Worth { expected, found }, Language::ZhCn) => {
            format!("的金额应为 {}，实为 {}", span(speaker, *expected), estimated(speaker, *found))
        }
        (Miss::Worth { expected, found }, Language::En) => {
            format!("is worth {} and not {}", estimated(speaker, *found), span(speaker, *expected))
        }
    }
}

fn span(speaker: Speaker<'_>, (low, high): (Money, Money)) -> String {
    if low == high { speaker.money(low) } else { format!("{} – {}", speaker.money(low), speaker.money(high)) }
}

fn estimated(speaker: Speaker<'_>, worth: Option<Estimate>) -> String {
    match worth {
        None => speaker.pick("无法估算", "nothing that can be estimated").to_owned(),
        Some(Estimate { low, high: Some(high), .. }) => span(speaker, (low, high)),
        Some(Estimate { low, high: None, .. }) => {
            format!("{}{}", speaker.pick("不少于", "at least "), speaker.money(low))
        }
    }
}

/// A small change of a rule.
fn change_sentence(speaker: Speaker<'_>, change: Mutation) -> String {
    let by = |count: i64| if count < 0 { "−1" } else { "+1" };
    match (change, speaker.language) {
        (Mutation::Strictness, Language::ZhCn) => "界限改为含或不含本数".to_owned(),
        (Mutation::Strictness, Language::En) => "the bound itself counted in or out".to_owned(),
        (Mutation::Bound(step), Language::ZhCn) => format!("界限{}", by(step)),
        (Mutation::Bound(step), Language::En) => format!("the bound {}", by(step)),
        (Mutation::Connective, Language::ZhCn) => "“全部”与“任一”互换".to_owned(),
        (Mutation::Connective, Language::En) => "all and any exchanged".to_owned(),
        (Mutation::Count(step), Language::ZhCn) => format!("至少几项{}", by(step)),
        (Mutation::Count(step), Language::En) => format!("the count {}", by(step)),
        (Mutation::Negation, Language::ZhCn) => "条件取反".to_owned(),
        (Mutation::Negation, Language::En) => "the test turned round".to_owned(),
        (Mutation::WithoutOption(_), Language::ZhCn) => "少一个选项".to_owned(),
        (Mutation::WithoutOption(_), Language::En) => "an option taken out".to_owned(),
        (Mutation::WithOption(_), Language::ZhCn) => "多一个选项".to_owned(),
        (Mutation::WithOption(_), Language::En) => "an option put in".to_owned(),
        (Mutation::WithoutPlace, Language::ZhCn) => "少一个地区或行业".to_owned(),
        (Mutation::WithoutPlace, Language::En) => "a place taken out".to_owned(),
        (Mutation::WiderPlace, Language::ZhCn) => "地区或行业换成上一级".to_owned(),
        (Mutation::WiderPlace, Language::En) => "a place made the one above it".to_owned(),
        (Mutation::FirstDay(step), Language::ZhCn) => format!("首日{}天", by(step)),
        (Mutation::FirstDay(step), Language::En) => format!("the first day {}", by(step)),
        (Mutation::LastDay(step), Language::ZhCn) => format!("末日{}天", by(step)),
        (Mutation::LastDay(step), Language::En) => format!("the last day {}", by(step)),
        (Mutation::Figure, Language::ZhCn) => "公式里的数值+1".to_owned(),
        (Mutation::Figure, Language::En) => "a figure of the formula +1".to_owned(),
    }
}

/// How much a finding weighs, as a word.
fn severity_word(speaker: Speaker<'_>, severity: Severity) -> &'static str {
    match severity {
        Severity::Error => speaker.pick("错误", "error"),
        Severity::Warning => speaker.pick("警告", "warning"),
        Severity::Note => speaker.pick("提示", "note"),
    }
}

fn passage_name(speaker: Speaker<'_>, passage: Passage) -> &'static str {
    match passage {
        Passage::Name => speaker.pick("名称", "name"),
        Passage::Summary => speaker.pick("摘要", "summary"),
        Passage::Benefit => speaker.pick("优惠说明", "benefit"),
    }
}

fn item_name(speaker: Speaker<'_>, item: Item) -> &'static str {
    match item {
        Item::Steps => speaker.pick("办理步骤", "what to do"),
        Item::Office => speaker.pick("办理单位", "where to turn to"),
        Item::Phone => speaker.pick("咨询电话", "a telephone number"),
        Item::Document => speaker.pick("依据文件", "the document it rests on"),
    }
}
