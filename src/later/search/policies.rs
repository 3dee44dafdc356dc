//! Finding policies in the library: by words and their sound, document number, place, trade, and what people want.

use std::cell::RefCell;
use std::rc::Rc;

use super::number::{DocumentNumber, numbers_in, split_number};
use super::wishes::{Wish, wish, without_fillers};
use super::{fold, issuer_of, simplified, sounds_like};
use crate::later::view::View;
use crate::model::loaded::LoadedCatalogue;
use engine::catalogue::{Category, Criterion, Language, Policy, PolicyId, Rules, Status, Test};
use engine::enterprise::{Code, FactId, Facts, Possible, Profile, Tree};
use engine::matching::{Group, Outcome, Situation, Truth};

/// How many policies are offered where nothing was found.
const NEAR: usize = 6;

/// What is searched of one policy.
#[derive(Debug)]
struct Entry {
    id: PolicyId,
    /// Its name in the language of the page, folded.
    name: String,
    /// Its Chinese name, folded.
    chinese: String,
    /// Its name in files, the titles and numbers of its documents and those who issued it, folded.
    papers: String,
    /// What is said of it, folded, in the language of the page and in Chinese.
    text: String,
    numbers: Vec<DocumentNumber>,
    category: Category,
    /// The places that it asks for.
    places: Vec<Code>,
    /// The trades that it asks for.
    trades: Vec<Code>,
    /// All facts that it tests.
    facts: Vec<FactId>,
    /// Which of the merged issuers it has.
    issuers: Vec<usize>,
}

/// What is searched of all policies, in the language of the page: made once, so that typing does not wait for it.
#[derive(Debug)]
pub(crate) struct PolicyIndex {
    entries: Vec<Entry>,
}

thread_local! {
    static INDEX: RefCell<Option<(Rc<LoadedCatalogue>, Language, Rc<PolicyIndex>)>> = const { RefCell::new(None) };
}

/// The index of what is loaded.
pub(crate) fn index(view: &View) -> Rc<PolicyIndex> {
    let known = INDEX.with_borrow(|index| {
        let (of, language, index) = index.as_ref()?;
        (**of == *view.loaded && *language == view.language).then(|| index.clone())
    });
    known.unwrap_or_else(|| {
        let index = Rc::new(PolicyIndex::new(view));
        INDEX.set(Some((view.loaded.clone(), view.language, index.clone())));
        index
    })
}

impl PolicyIndex {
    fn new(view: &View) -> Self {
        Self { entries: view.catalogue().iter().map(|(id, policy)| Entry::new(view, id, policy)).collect() }
    }

    /// What is searched of one policy; they stand in the order of their numbers.
    fn entry(&self, id: PolicyId) -> Option<&Entry> {
        usize::try_from(id.0).ok().and_then(|at| self.entries.get(at)).filter(|entry| entry.id == id)
    }

    /// Which of the merged issuers a policy has.
    pub(crate) fn issuers(&self, id: PolicyId) -> &[usize] {
        self.entry(id).map_or(&[], |entry| &entry.issuers)
    }
}

impl Entry {
    fn new(view: &View, id: PolicyId, policy: Policy<'_>) -> Self {
        let (speaker, texts, details) = (view.speaker(), &view.loaded.texts, policy.details);
        let mut papers = fold(&policy.id);
        let mut numbers = Vec::new();
        for document in &details.documents {
            let written = document.number.map_or("", |number| speaker.text(number));
            numbers.extend(numbers_in(written));
            papers.push_str(&fold(written));
            papers.push(' ');
            papers.push_str(&fold(speaker.text(document.title)));
            papers.push(' ');
        }
        let mut issuers: Vec<usize> = Vec::new();
        for &issuer in &details.issuers {
            let name = texts.get(issuer, Language::ZhCn);
            papers.push_str(&fold(name));
            papers.push(' ');
            // Those that the table does not know are one behind it.
            issuers.push(issuer_of(name).unwrap_or(super::issuers().len()));
        }
        let mut text = String::new();
        let said = [details.summary, details.benefit.text].into_iter().chain(details.steps.iter().copied());
        for part in said {
            text.push_str(&fold(speaker.text(part)));
            // Words are found within one text, not across two.
            text.push(' ');
            if view.language != Language::ZhCn {
                text.push_str(&fold(texts.get(part, Language::ZhCn)));
                text.push(' ');
            }
        }
        text.push_str(&fold(speaker.label(&policy.category)));
        let mut entry = Self {
            id,
            name: fold(view.name(policy.rule)),
            chinese: fold(texts.get(policy.name, Language::ZhCn)),
            papers,
            text,
            numbers,
            category: policy.category,
            places: Vec::new(),
            trades: Vec::new(),
            facts: Vec::new(),
            issuers,
        };
        entry.walk(&policy.criterion, view.rules());
        entry
    }

    /// Notes what a criterion asks for.
    fn walk(&mut self, criterion: &Criterion, rules: &Rules) {
        let mut walk = criterion.walk_through(rules);
        while let Some(part) = walk.next() {
            self.facts.extend(part.own_facts());
            match &part.test {
                // What is excluded is not asked for.
                Test::Not(_) => walk.skip_below(),
                Test::Within { fact: Facts::REGION, codes } => self.places.extend(codes),
                Test::Within { fact: Facts::INDUSTRY, codes } => self.trades.extend(codes),
                Test::All(_)
                | Test::Any(_)
                | Test::AtLeast(..)
                | Test::Number { .. }
                | Test::Among { .. }
                | Test::Holds { .. }
                | Test::Within { .. }
                | Test::Defined(_)
                | Test::Authority(_)
                | Test::CheckYourself(_) => {}
            }
        }
    }

    /// How well a word fits, the best 0.
    fn rank(&self, word: &Word, rules: &Rules) -> Option<u8> {
        let typed = word.folded.as_str();
        let mut best: Option<u8> = None;
        let mut offer = |fits: bool, rank: u8| {
            if fits && best.is_none_or(|best| rank < best) {
                best = Some(rank);
            }
        };
        offer(self.name.contains(typed) || self.chinese.contains(typed), 0);
        offer(self.papers.contains(typed) || sounds_like(&self.chinese, typed), 1);
        offer(self.text.contains(typed), 2);
        if let Some(wish) = word.wish {
            let holds = |text: &str| wish.texts.iter().any(|word| text.contains(word.as_str()));
            let tests = |name: &&str| rules.facts.find(name).is_some_and(|id| self.facts.contains(&id));
            // What the row says first is meant first.
            offer(wish.texts.first().is_some_and(|word| self.chinese.contains(word.as_str())), 0);
            offer(holds(&self.chinese), 1);
            offer(wish.facts.iter().any(tests), 2);
            offer(holds(&self.text), 3);
            offer(wish.categories.contains(&self.category), 4);
        }
        for &place in &word.places {
            let is_of = |code: &Code| Tree::Regions.within(*code, place);
            let is_around = |code: &Code| *code != Code::ROOT && Tree::Regions.within(place, *code);
            offer(self.places.iter().any(is_of), 0);
            offer(self.places.iter().any(is_around), 1);
        }
        offer(word.trades.iter().any(|&trade| Tree::Industries.covered(trade, &self.trades)), 2);
        best
    }
}

/// A word that is looked for, with what else it may mean.
#[derive(Clone, Debug, Default)]
struct Word {
    folded: String,
    places: Vec<Code>,
    trades: Vec<Code>,
    wish: Option<&'static Wish>,
}

impl Word {
    /// What a word as typed means; nothing of it where it holds marks alone.
    fn read(typed: &str, index: &PolicyIndex) -> Option<Self> {
        let folded = fold(typed);
        if folded.is_empty() {
            return None;
        }
        // A name that is typed is no wish that happens to be in it.
        let is_name =
            || index.entries.iter().any(|entry| entry.name.contains(&folded) || entry.chinese.contains(&folded));
        let wish = wish(&folded).filter(|(_, is_all)| *is_all || !is_name()).map(|(wish, _)| wish);
        let places = if wish.is_none() { places(typed) } else { Vec::new() };
        // What is a place or a wish is not taken for a trade, too.
        let trades = if wish.is_none() && places.is_empty() && folded.chars().count() > 1 {
            let named = Tree::Industries.find(typed).map(|code| vec![code]);
            named.or_else(|| Tree::Industries.suggested(typed)).unwrap_or_default()
        } else {
            Vec::new()
        };
        Some(Self { folded, places, trades, wish })
    }
}

/// The places that a text names; none for codes, which are searched as letters.
fn places(typed: &str) -> Vec<Code> {
    if typed.chars().count() < 2 || typed.starts_with(|c: char| c.is_ascii_digit()) {
        return Vec::new();
    }
    if typed.is_ascii() {
        let folded = fold(typed);
        let is_called = |code: &Code| Tree::Regions.aliases(*code).is_some_and(|names| fold(names.english) == folded);
        return Tree::Regions.rows().iter().map(|row| row.code).filter(is_called).collect();
    }
    Tree::Regions.find(typed).map_or_else(|| Tree::Regions.bearers(typed), |code| vec![code])
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
struct Query {
    number: Option<DocumentNumber>,
    words: Vec<Word>,
}

impl Query {
    fn read(typed: &str, index: &PolicyIndex) -> Self {
        let simple = simplified(typed);
        let known = |number: &DocumentNumber| {
            index.entries.iter().any(|entry| entry.numbers.iter().any(|other| other.is_meant_by(number)))
        };
        let (number, rest) = match split_number(&simple) {
            Some((number, rest)) if known(&number) => (Some(number), rest),
            // One that no policy rests on is found by its letters while it is typed, and means nothing else.
            Some(_) => {
                return Self { number: None, words: vec![Word { folded: fold(&simple), ..Word::default() }] };
            }
            None => (None, simple),
        };
        let mut words = Vec::new();
        for word in rest.split_whitespace() {
            match parts(word, index) {
                Some(parts) => words.extend(parts.iter().filter_map(|part| Word::read(part, index))),
                None => words.extend(Word::read(word, index)),
            }
        }
        Self { number, words }
    }

    fn is_empty(&self) -> bool {
        self.number.is_none() && self.words.is_empty()
    }

    /// How well a policy fits all that is looked for, the best 0.
    fn rank(&self, entry: &Entry, rules: &Rules) -> Option<u8> {
        if let Some(number) = &self.number
            && !entry.numbers.iter().any(|other| other.is_meant_by(number))
        {
            return None;
        }
        self.words.iter().try_fold(0, |worst: u8, word| Some(worst.max(entry.rank(word, rules)?)))
    }

    /// Enterprises of the trade and place that are named, as far as those are single ones.
    fn enterprises(&self, rules: &Rules) -> Vec<Profile> {
        let mut place = self.words.iter().flat_map(|word| &word.places);
        let place = place.next().filter(|_| place.next().is_none()).copied();
        let trades = self.words.iter().find(|word| !word.trades.is_empty()).map(|word| word.trades.clone());
        if place.is_none() && trades.is_none() {
            return Vec::new();
        }
        let trades = trades.unwrap_or_else(|| vec![Code::ROOT]);
        let with = |trade: &Code| {
            let mut profile = Profile::new();
            let set =
                |profile: &mut Profile, id, code| profile.set(&rules.facts, id, Some(Possible::Places(vec![code])));
            set(&mut profile, Facts::INDUSTRY, *trade);
            if let Some(place) = place {
                set(&mut profile, Facts::REGION, place);
            }
            profile
        };
        trades.iter().map(with).collect()
    }
}

/// The parts of a word that is nowhere as it stands: without what says nothing by itself (怎么, 政策), and a province or city
/// before the rest as a word of its own.
fn parts(word: &str, index: &PolicyIndex) -> Option<Vec<String>> {
    let folded = fold(word);
    let is_there = |entry: &Entry| {
        [&entry.name, &entry.chinese, &entry.papers, &entry.text].iter().any(|text| text.contains(folded.as_str()))
    };
    if folded.is_empty() || folded.is_ascii() || index.entries.iter().any(is_there) {
        return None;
    }
    if Word::read(word, index).is_some_and(|word| !word.places.is_empty() || !word.trades.is_empty()) {
        return None;
    }
    let rest = without_fillers(&folded).unwrap_or_else(|| vec![folded.clone()]);
    let mut parts = Vec::new();
    for part in &rest {
        match behind_place(part) {
            Some((place, behind)) => parts.extend([place, behind]),
            None => parts.push(part.clone()),
        }
    }
    (parts != [folded]).then_some(parts)
}

/// A province or city at the beginning of a text, and what stands behind it.
fn behind_place(text: &str) -> Option<(String, String)> {
    if Tree::Regions.find(text).is_some() {
        return None;
    }
    let ends = text.char_indices().map(|(at, _)| at).skip(2).take(6);
    let found = ends.filter_map(|at| text.split_at_checked(at)).filter(|(place, _)| {
        // Short names of counties are too much like other words.
        Tree::Regions.find(place).is_some_and(|code| !Tree::Regions.is_county(code))
    });
    found.last().map(|(place, behind)| (place.to_owned(), behind.to_owned()))
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Found {
    /// The policies, the best first.
    pub(crate) policies: Vec<PolicyId>,
    /// Whether none has all that is looked for, and these have some of it.
    pub(crate) is_partial: bool,
    /// The place that is named, if it is a single one.
    pub(crate) place: Option<Code>,
    /// How many of the policies are of a place within it, and of one around it.
    pub(crate) local: [usize; 2],
}

/// The policies that fit what is typed and some condition, the best first: what cannot apply to the trade or place that is
/// named comes last, before it what is over; then by how well they fit, by the groups of the results, and in the order of
/// the catalogue.
pub(crate) fn find(view: &View, typed: &str, fits: &dyn Fn(&PolicyIndex, &Outcome) -> bool) -> Found {
    let (index, rules) = (index(view), view.rules());
    let query = Query::read(typed, &index);
    // What folds to nothing finds nothing.
    if query.is_empty() && !typed.trim().is_empty() {
        return Found::default();
    }
    let enterprises = query.enterprises(rules);
    let situations: Vec<Situation<'_>> =
        enterprises.iter().map(|profile| Situation::new(&rules.facts, profile, view.answer.on)).collect();
    let cannot = |id: PolicyId| {
        rules.rule(id).is_some_and(|rule| {
            let is_false = |situation: &Situation<'_>| situation.evaluate(rules, &rule.criterion) == Truth::False;
            !situations.is_empty() && situations.iter().all(is_false)
        })
    };
    let ranked = |rank: &dyn Fn(&Entry) -> Option<u8>| {
        let outcomes = view.answer.outcomes.iter().filter(|outcome| fits(&index, outcome));
        let mut hits: Vec<(bool, bool, u8, Group, PolicyId)> = outcomes
            .filter_map(|outcome| {
                let entry = index.entry(outcome.policy)?;
                let rank = rank(entry)?;
                let is_over = outcome.status == Status::Ended;
                Some((cannot(outcome.policy), is_over, rank, outcome.group, outcome.policy))
            })
            .collect();
        hits.sort_unstable();
        hits.into_iter().map(|(.., id)| id).collect::<Vec<PolicyId>>()
    };
    let mut found = Found { policies: ranked(&|entry| query.rank(entry, rules)), ..Found::default() };
    if found.policies.is_empty() && query.words.len() > 1 {
        // The more words a policy has, the better.
        let missing = |entry: &Entry| {
            let missing = query.words.iter().filter(|word| entry.rank(word, rules).is_none()).count();
            (missing < query.words.len()).then(|| u8::try_from(missing).unwrap_or(u8::MAX))
        };
        found.policies = ranked(&missing);
        found.is_partial = !found.policies.is_empty();
    }
    let mut places = query.words.iter().flat_map(|word| &word.places);
    found.place = places.next().filter(|_| places.next().is_none()).copied();
    if let Some(place) = found.place {
        let shown = || index.entries.iter().filter(|entry| found.policies.contains(&entry.id));
        let own = |entry: &&Entry| entry.places.iter().any(|code| Tree::Regions.within(*code, place));
        let around = |entry: &&Entry| {
            entry.places.iter().any(|code| *code != Code::ROOT && *code != place && Tree::Regions.within(place, *code))
        };
        found.local = [shown().filter(own).count(), shown().filter(|entry| !own(entry) && around(entry)).count()];
    }
    found
}

/// What is near to something that was not found: other documents of the same year, else policies with similar names.
pub(crate) fn near(view: &View, typed: &str) -> Vec<PolicyId> {
    let index = index(view);
    let simple = simplified(typed);
    let told = split_number(&simple).map(|(number, _)| number);
    if let Some(told) = told.filter(|told| !told.by.is_empty()) {
        let is_near = |entry: &&Entry| {
            entry.numbers.iter().any(|number| number.year == told.year && !number.by.is_empty() && number.is_of(&told))
        };
        let found: Vec<PolicyId> = index.entries.iter().filter(is_near).map(|entry| entry.id).take(NEAR).collect();
        if !found.is_empty() {
            return found;
        }
    }
    let pairs = |text: &str| {
        let letters: Vec<char> = text.chars().collect();
        letters.windows(2).map(|pair| pair.iter().collect::<String>()).collect::<Vec<String>>()
    };
    let wanted: Vec<String> = simple.split_whitespace().map(fold).flat_map(|word| pairs(&word)).collect();
    let is_over = |id: PolicyId| view.outcome(id).is_none_or(|outcome| outcome.status == Status::Ended);
    let mut scored: Vec<(std::cmp::Reverse<usize>, bool, PolicyId)> = index
        .entries
        .iter()
        .filter_map(|entry| {
            let shared = wanted.iter().filter(|pair| entry.name.contains(pair.as_str())).count();
            // In letters two may be the same by chance.
            let least = if simple.is_ascii() { wanted.len().div_ceil(2).max(2) } else { 1 };
            (shared >= least).then(|| (std::cmp::Reverse(shared), is_over(entry.id), entry.id))
        })
        .collect();
    scored.sort_unstable();
    scored.into_iter().map(|(.., id)| id).take(NEAR).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::later::view_tests::{loaded, start, whole_view_of};
    use crate::model::state::Action;

    fn names(view: &View, typed: &str) -> Vec<String> {
        let found = find(view, typed, &|_, _| true);
        found.policies.iter().filter_map(|id| Some(view.rules().rule(*id)?.id.clone())).collect()
    }

    fn view() -> View {
        whole_view_of(loaded(), start())
    }

    #[test]
    fn a_document_number_is_found_however_it_is_written() {
        let view = view();
        let expected = names(&view, "财税〔2019〕13号");
        assert!(expected.contains(&"vat-smallscale-threshold-2019".to_owned()), "{expected:?}");
        for typed in [
            "财税[2019]13号",
            "财税(2019)13号",
            "财税（2019）13号",
            "财税【2019】13号",
            "财税2019 13",
            "财税2019 13号",
            "财税〔2019〕13",
            "财税〔２０１９〕１３号",
            "財稅〔2019〕13號",
            " 财税 [2019] 13 号 ",
        ] {
            assert_eq!(names(&view, typed), expected, "{typed}");
        }
        // 13 is not 130, and other words narrow it.
        assert!(names(&view, "财税〔2019〕1号").iter().all(|id| !expected.contains(id)));
        let narrowed = names(&view, "财税〔2019〕13号 所得税");
        assert!(!narrowed.is_empty() && narrowed.len() < expected.len(), "{narrowed:?}");
        // While it is typed it is found by its letters.
        assert!(names(&view, "财税〔2019〕").contains(&"vat-smallscale-threshold-2019".to_owned()));
    }

    #[test]
    fn a_place_finds_its_own_measures_then_those_of_its_province() {
        let view = view();
        let region = |id: &String| {
            let rule = view.rules().find(id).and_then(|id| view.rules().rule(id)).expect("a rule");
            let codes = rule.criterion.walk().find_map(|part| match &part.test {
                Test::Within { fact: Facts::REGION, codes } => codes.first().copied(),
                _ => None,
            });
            codes.map(|code| Tree::Regions.written(code))
        };
        let hangzhou = names(&view, "杭州");
        assert_eq!(hangzhou.first().and_then(region).as_deref(), Some("330100"), "{hangzhou:?}");
        assert!(hangzhou.iter().any(|id| region(id).as_deref() == Some("330000")), "and of Zhejiang");
        for typed in ["苏州", "浦东", "昆山市", "Hangzhou"] {
            let found = find(&view, typed, &|_, _| true);
            assert!(found.place.is_some() && !found.policies.is_empty(), "{typed}: {found:?}");
        }
        // What is for another place comes behind all that may apply.
        let found = names(&view, "苏州");
        let other = |id: &String| region(id).is_some_and(|code| !code.starts_with("32"));
        if let Some(first) = found.iter().position(other) {
            assert!(found.iter().skip(first).all(other), "{found:?}");
        }
    }

    #[test]
    fn what_people_want_is_found() {
        let view = view();
        for (typed, id) in [
            ("欠款", "sme-payment-2025"),
            ("我的货款收不回", "sme-payment-2025"),
            ("招人", "hire-priority-groups"),
            ("招大学生", "internship-subsidy"),
            ("贷款", "renewal-small-2024"),
            ("买设备", "equip-500-2024"),
            ("交社保", "ui-rebate-2026"),
            ("开店", "startup-priority-groups"),
            ("研发", "rd-super-100-2023"),
            ("zhaoren", "hire-priority-groups"),
            ("hire", "hire-priority-groups"),
            ("残疾人", "disabled-levy-2023"),
        ] {
            let found = names(&view, typed);
            assert!(found.contains(&id.to_owned()), "{typed}: {found:?}");
        }
        for typed in ["装修", "出口", "房租", "开网店", "退役军人", "电费"] {
            assert!(!names(&view, typed).is_empty(), "{typed}");
        }
        let first = names(&view, "欠款");
        let at = first.iter().position(|id| id == "sme-payment-2025");
        assert!(at.is_some_and(|at| at < 5), "{first:?}");
    }

    #[test]
    fn what_cannot_apply_to_the_trade_sinks_and_what_is_over_comes_behind_what_is_not() {
        let view = view();
        let found = names(&view, "餐饮");
        let excluded = found.iter().position(|id| id.starts_with("rd-super"));
        assert!(excluded.is_none_or(|at| at > found.len().div_euclid(2)), "{found:?}");
        let status = |id: &String| {
            view.rules().find(id).and_then(|id| view.outcome(id)).map(|outcome| outcome.status == Status::Ended)
        };
        assert_eq!(found.first().and_then(status), Some(false));
        let rent: Vec<bool> = names(&view, "小规模纳税人3%").iter().filter_map(status).collect();
        assert!(rent.is_sorted() && rent.contains(&false) && rent.contains(&true), "{rent:?}");
    }

    #[test]
    fn words_that_no_policy_has_together_find_those_that_have_some_and_say_so() {
        let view = view();
        let found = find(&view, "研发 没有这样的词", &|_, _| true);
        assert!(found.is_partial && !found.policies.is_empty());
        let found = find(&view, "研发 加计扣除", &|_, _| true);
        assert!(!found.is_partial && !found.policies.is_empty());
        // A sentence is taken apart.
        for typed in ["餐饮怎么申请", "上海补贴", "江苏省的政策", "广州招人有什么政策"] {
            assert!(!names(&view, typed).is_empty(), "{typed}");
        }
        assert_eq!(names(&view, "。。"), Vec::<String>::new());
    }

    #[test]
    fn near_to_what_is_not_there_are_documents_of_the_year_and_similar_names() {
        let view = view();
        assert_eq!(names(&view, "财税〔2019〕999号"), Vec::<String>::new());
        let year = near(&view, "财税〔2019〕999号");
        assert!(!year.is_empty() && year.len() <= NEAR);
        let similar = near(&view, "研发费用加计抵扣");
        let first = similar.first().and_then(|id| view.rules().rule(*id)).map(|rule| rule.id.as_str());
        assert!(first.is_some_and(|id| id.starts_with("rd-")), "{first:?}");
        assert_eq!(near(&view, "qq"), Vec::<PolicyId>::new());
    }

    #[test]
    fn the_index_is_made_once_for_a_catalogue_and_a_language() {
        let view = view();
        assert!(Rc::ptr_eq(&index(&view), &index(&view)));
        let typed = view.with(view.loaded.clone(), Rc::new(view.state.after(Action::Enlarge)));
        let typed = View::of(&typed).expect("the whole catalogue");
        assert!(Rc::ptr_eq(&index(&view), &index(&typed)), "typing makes none");
        let english = view.with(view.loaded.clone(), Rc::new(view.state.after(Action::Speak(Language::En))));
        let english = View::of(&english).expect("the whole catalogue");
        assert!(!Rc::ptr_eq(&index(&typed), &index(&english)));
        assert!(
            names(&english, "招人").contains(&"hire-priority-groups".to_owned()),
            "Chinese is found in English too"
        );
    }
}
