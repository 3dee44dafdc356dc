//! What the person is doing; everything shown is derived from it.

use std::rc::Rc;

use crate::model::draft::{Draft, Entry};
use engine::catalogue::{Category, Channel, Language, Rules, Status, Verification};
use engine::enterprise::{Code, FactId, Facts, Figure, SizeTrace};
use engine::matching::Group;
use engine::quantity::Date;

/// What the person is doing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing that any of the others may go with")]
pub(crate) struct State {
    /// The language of the page.
    pub(crate) language: Language,
    /// How its Chinese is written.
    pub(crate) script: Script,
    /// Today in China.
    pub(crate) today: Date,
    /// Another day to ask about, as typed; empty for today.
    pub(crate) date: String,
    /// Whether it is being typed: its errors wait.
    pub(crate) dating: bool,
    /// How often its field was made again; nothing is written into it while someone types.
    pub(crate) redated: usize,
    /// The answers as given.
    pub(crate) draft: Draft,
    /// The field being typed in: the order of the results stays as it is, errors wait.
    pub(crate) typing: Option<FactId>,
    /// Questions skipped.
    pub(crate) passed: Vec<FactId>,
    /// What was told at the other steps of the walk: first those before this one, then those that were undone.
    pub(crate) steps: Vec<Rc<Told>>,
    /// How many of them are before this one.
    pub(crate) at: usize,
    /// A question asked for by the person.
    pub(crate) asking: Option<FactId>,
    /// Whether the person wants the questions beyond those that matter most.
    pub(crate) is_further: bool,
    /// Groups shown although they are collapsed at first, or the other way round.
    pub(crate) turned: Vec<Group>,
    /// Groups shown in full however long they are.
    pub(crate) show_all: Vec<Group>,
    /// Policies marked.
    pub(crate) marked: Vec<String>,
    /// What is looked for in the library.
    pub(crate) filters: Filters,
    /// Larger type.
    pub(crate) large: bool,
    /// Whether the answers are kept on this device.
    pub(crate) keep: Keep,
    /// How often everything was erased.
    pub(crate) erasures: usize,
    /// The link was made with another version of the catalogue.
    pub(crate) other_version: bool,
    /// What was kept on this device when the page was opened.
    pub(crate) kept: Option<String>,
    /// Who has kept that.
    pub(crate) kept_by: KeptBy,
    /// The person's own answers, while those of a link are looked at that came when the page was open.
    pub(crate) own: Option<Rc<State>>,
    /// What was erased, until something else is told.
    pub(crate) erased: Option<Rc<State>>,
    /// What of a link or of the answers kept was not understood.
    pub(crate) unread: Unread,
    /// Whether anything was told by the person, by a link or by what was kept: then no host sets answers any more.
    pub(crate) told: bool,
    /// What the host page has set.
    pub(crate) hosted: Rc<Hosted>,
    /// Whether the host page hears of the results.
    pub(crate) sharing: Sharing,
}

/// What was told up to a step.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Told {
    /// The answers.
    pub(crate) draft: Draft,
    /// Questions skipped.
    pub(crate) passed: Vec<FactId>,
    /// A question asked for.
    pub(crate) asking: Option<FactId>,
}

/// How Chinese is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Script {
    /// In simplified characters, as the sentences are.
    #[default]
    Simplified,
    /// In traditional characters as soon as their table is here.
    Asked,
    /// In traditional characters.
    Traditional,
    /// Still in simplified ones: the table was lost on the way.
    Lost,
}

/// Who has kept the answers that this window does not write over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum KeptBy {
    /// The person, before they opened a link.
    #[default]
    Earlier,
    /// Another window, meanwhile.
    OtherWindow,
}

/// What of a link or of the answers kept was not understood, until the person has seen it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unread {
    /// The parts, as they stand there.
    pub(crate) parts: Vec<String>,
    /// The link was cut off or changed on its way.
    pub(crate) damaged: bool,
    /// They were kept on this device, and stay there.
    pub(crate) kept: bool,
}

/// What a host page has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hosted {
    /// The answers.
    pub(crate) presets: Draft,
    /// Which of them the person cannot change.
    pub(crate) locked: Vec<FactId>,
    /// Whether it asks for the results.
    pub(crate) asks: bool,
    /// Whether the frame shows the questions, the total and the first acts alone.
    pub(crate) compact: bool,
}

/// Whether the host hears of the results: never without the person's word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sharing {
    /// The host has not asked.
    #[default]
    NotAsked,
    /// It has asked; the person has not answered.
    Asked,
    /// The person agreed.
    Agreed,
    /// The person did not, until all is erased.
    Refused,
}

/// What is looked for in the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Filters {
    /// Words, as typed.
    pub(crate) typed: String,
    /// Only this category.
    pub(crate) category: Option<Category>,
    /// Only what reaches the enterprise so.
    pub(crate) channel: Option<Channel>,
    /// Only what stands so.
    pub(crate) status: Option<Status>,
    /// Only what these issued, by their place in the list of issuers.
    pub(crate) issuer: Option<usize>,
    /// Only what holds in this province, or ([`Code::ROOT`]) in the whole country.
    pub(crate) region: Option<Code>,
    /// Only what is verified so.
    pub(crate) verified: Option<Verification>,
    /// In which order.
    pub(crate) sort: LibrarySort,
    /// Only what is marked.
    pub(crate) marked: bool,
    /// Show all that is found.
    pub(crate) show_all: bool,
}

/// In which order the library shows what it found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum LibrarySort {
    /// What fits the search best, then what fits the enterprise best.
    #[default]
    Best,
    /// What ends first.
    Ending,
    /// What began last.
    Newest,
    /// What is worth most to this enterprise.
    Worth,
}

/// Whether the answers are kept on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Not asked for.
    No,
    /// Asked for, and done.
    Yes,
    /// Not these: they came by a link, and others were kept before, which stay as they are.
    Others,
    /// Asked for, and refused by the browser.
    Refused,
}

/// What the person did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Typed in a field of the first screen.
    Type(FactId, Entry),
    /// Chose in a field of the first screen, or cleared it.
    Enter(FactId, Option<Entry>),
    /// Left the field.
    Settle,
    /// Went on from a card, with what was answered on it; what was not is skipped.
    Answer(Vec<(FactId, Option<Entry>)>),
    /// Went to another step: back to one before, or on to one that was undone.
    Step(usize),
    /// Asked for a question.
    Ask(FactId),
    /// Asked for the skipped questions again.
    Revisit,
    /// Asked for the questions beyond those that matter most.
    GoFurther,
    /// Chose a language.
    Speak(Language),
    /// Chose a script, or it has come or was lost.
    Write(Script),
    /// Typed a day; empty for today.
    Date(String),
    /// Went back to today.
    Today,
    /// The clock went on to another day: that is today.
    Clock(Date),
    /// Opened or closed a group.
    Turn(Group),
    /// Asked for all policies of a group.
    ShowAll(Group),
    /// Marked a policy, or took the mark away.
    Mark(String),
    /// Searched or filtered the library.
    Filter(Box<Filters>),
    /// Switched larger type.
    Enlarge,
    /// Wants the answers kept on this device, or not any more.
    Keep(Keep),
    /// Erased all answers.
    Erase,
    /// Asked for the answers that were kept, in place of those of a link.
    Resume(Box<State>),
    /// Let the host page hear of the results, or not.
    Share(Sharing),
}

impl State {
    /// Nothing told yet.
    pub(crate) fn new(today: Date, language: Language) -> Self {
        Self {
            language,
            script: Script::default(),
            today,
            date: String::new(),
            dating: false,
            redated: 0,
            draft: Draft::default(),
            typing: None,
            passed: Vec::new(),
            steps: Vec::new(),
            at: 0,
            asking: None,
            is_further: false,
            turned: Vec::new(),
            show_all: Vec::new(),
            marked: Vec::new(),
            filters: Filters::default(),
            large: false,
            keep: Keep::No,
            erasures: 0,
            other_version: false,
            kept: None,
            kept_by: KeptBy::default(),
            own: None,
            erased: None,
            unread: Unread::default(),
            told: false,
            hosted: Rc::default(),
            sharing: Sharing::default(),
        }
    }

    /// Its language and script as in HTML (BCP 47).
    pub(crate) fn tag(&self) -> &'static str {
        match (self.language, self.script) {
            (Language::ZhCn, Script::Traditional) => "zh-TW",
            (language, _) => language.tag(),
        }
    }

    /// The day asked about; today while the other day is not understood.
    pub(crate) fn on(&self) -> Date {
        self.date.parse().unwrap_or(self.today)
    }

    /// The same after an action. Knows neither browser nor clock.
    pub(crate) fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        if let Action::Type(id, _) | Action::Enter(id, _) = &action
            && self.hosted.locked.contains(id)
        {
            return next;
        }
        if matches!(action, Action::Type(..) | Action::Enter(..) | Action::Answer(_)) {
            (next.told, next.erased) = (true, None);
            // What was undone does not go with what is told now.
            next.steps.truncate(self.at);
        }
        match action {
            Action::Type(id, entry) => {
                next.typing = Some(id);
                next.draft.set(id, Some(entry));
            }
            Action::Enter(id, entry) => {
                next.typing = None;
                next.draft.set(id, entry);
                next.passed.retain(|other| *other != id);
            }
            Action::Settle => {
                next.typing = None;
                next.dating = false;
            }
            Action::Answer(answers) => {
                next.steps.push(Rc::new(self.told_now()));
                (next.at, next.asking) = (self.at.saturating_add(1), None);
                for (id, entry) in answers {
                    if self.hosted.locked.contains(&id) {
                        continue;
                    }
                    next.passed.retain(|other| *other != id);
                    if entry.is_none() {
                        next.passed.push(id);
                    }
                    next.draft.set(id, entry);
                }
            }
            Action::Step(to) => next.go_to(to),
            Action::Ask(id) => next.asking = Some(id),
            Action::Revisit => next.passed.clear(),
            Action::GoFurther => next.is_further = true,
            Action::Speak(language) => next.language = language,
            Action::Write(script) => next.script = script,
            Action::Date(typed) => (next.date, next.dating, next.told) = (typed, true, true),
            Action::Today => {
                (next.date, next.dating) = (String::new(), false);
                next.redated = next.redated.saturating_add(1);
            }
            Action::Clock(day) => next.today = day,
            Action::Turn(group) => turn(&mut next.turned, group),
            Action::ShowAll(group) => turn(&mut next.show_all, group),
            Action::Mark(id) => turn(&mut next.marked, id),
            Action::Filter(filters) => next.filters = *filters,
            Action::Enlarge => next.large = !next.large,
            Action::Keep(keep) => next.keep = keep,
            Action::Erase => {
                let erasures = next.erasures.saturating_add(1);
                let erased = Some(Rc::new(self.clone()));
                next = Self { marked: Vec::new(), erasures, erased, ..next.fresh() };
            }
            Action::Resume(kept) => next = *kept,
            Action::Share(sharing) => next.sharing = sharing,
        }
        next
    }

    /// No answers but those that the host page has set, and the same page.
    fn fresh(&self) -> Self {
        let (language, today) = (self.language, self.today);
        Self {
            script: self.script,
            date: self.date.clone(),
            redated: self.redated,
            marked: self.marked.clone(),
            large: self.large,
            draft: self.hosted.presets.clone(),
            hosted: self.hosted.clone(),
            sharing: if self.hosted.asks { Sharing::Asked } else { Sharing::NotAsked },
            ..Self::new(today, language)
        }
    }

    /// What is told now.
    pub(crate) fn told_now(&self) -> Told {
        Told { draft: self.draft.clone(), passed: self.passed.clone(), asking: self.asking }
    }

    /// Goes to a step, the last one if there are not so many. What the host page has set for good stays.
    fn go_to(&mut self, to: usize) {
        let to = to.min(self.steps.len());
        if to == self.at {
            return;
        }
        self.steps.insert(self.at.min(self.steps.len()), Rc::new(self.told_now()));
        let told = self.steps.remove(to);
        (self.at, self.typing) = (to, None);
        Told { draft: self.draft, passed: self.passed, asking: self.asking } = Rc::unwrap_or_clone(told);
        for id in &self.hosted.locked {
            self.draft.set(*id, self.hosted.presets.get(*id).cloned());
        }
    }
}

fn turn<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if list.contains(&item) {
        list.retain(|other| *other != item);
    } else {
        list.push(item);
    }
}

/// The figures that the first screen asks for: those of the industry's category, staff and revenue while that is not
/// known, and whatever was told already.
pub(crate) fn figures(size: &SizeTrace, draft: &Draft) -> Vec<Figure> {
    let wanted = |figure: Figure| match size.category() {
        Some(category) => category.bounds.iter().any(|(used, _)| *used == figure),
        None => figure != Figure::Assets,
    };
    Figure::ALL.into_iter().filter(|figure| wanted(*figure) || draft.get(figure.fact()).is_some()).collect()
}

/// The legal form, a fact of the catalogue that the first screen asks for.
pub(crate) fn entity(rules: &Rules) -> Option<FactId> {
    rules.facts.find("entity")
}

/// The facts that the first screen asks for.
pub(crate) fn on_screen(rules: &Rules, size: &SizeTrace, draft: &Draft) -> Vec<FactId> {
    let mut facts: Vec<FactId> = figures(size, draft).into_iter().map(Figure::fact).collect();
    facts.extend([Facts::INDUSTRY, Facts::REGION, Facts::SIZE_CLASS]);
    facts.extend(entity(rules));
    facts
}

/// Puts a list in its old order as far as it goes: what stays keeps its place, what is new goes to the end.
pub(crate) fn keep_order<T: PartialEq + Copy>(old: &[T], now: &[T]) -> Vec<T> {
    let staying = old.iter().filter(|item| now.contains(item));
    let new = now.iter().filter(|item| !old.contains(item));
    staying.chain(new).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn start() -> State {
        State::new(Date::new(2026, 11, 21).expect("a date"), Language::ZhCn)
    }

    fn skip(id: FactId) -> Action {
        Action::Answer(vec![(id, None)])
    }

    #[test]
    fn a_step_back_undoes_an_answer_and_a_step_on_gives_it_again() {
        let (a, b) = (FactId(7), FactId(9));
        let first = start().after(Action::Type(Facts::EMPLOYEES, Entry::Typed("8".to_owned())));
        let second = first.after(skip(a));
        let third = second.after(Action::Answer(vec![(b, Some(Entry::Options(1)))]));
        assert_eq!((third.at, third.passed.as_slice(), third.steps.len()), (2, &[a][..], 2));
        let back = third.after(Action::Step(1));
        assert_eq!((&back.draft, &back.passed, back.at), (&second.draft, &second.passed, 1));
        let further = third.after(Action::Step(0));
        assert_eq!(further.told_now(), first.told_now());
        for undone in [&back, &further] {
            assert_eq!(undone.after(Action::Step(2)).told_now(), third.told_now());
        }
        // Nowhere to go: nothing changes.
        assert_eq!(third.after(Action::Step(2)), third);
        assert_eq!(third.after(Action::Step(99)).told_now(), third.told_now());
        assert_eq!(start().after(Action::Step(3)), start());
        // Who goes on otherwise has nothing more to give again.
        let other = further.after(Action::Answer(vec![(a, Some(Entry::Unsure))]));
        assert_eq!((other.at, other.steps.len()), (1, 1));
        let typed = further.after(Action::Type(Facts::EMPLOYEES, Entry::Typed("9".to_owned())));
        assert_eq!((typed.at, typed.steps.len()), (0, 0));
    }

    #[test]
    fn what_was_erased_can_be_had_back_until_something_else_is_told() {
        let told = start().after(skip(FactId(7))).after(Action::Answer(vec![(FactId(9), Some(Entry::Options(1)))]));
        let erased = told.after(Action::Erase);
        assert_eq!((erased.draft.iter().count(), erased.at, erased.steps.len()), (0, 0, 0));
        assert_eq!(erased.erased.as_deref(), Some(&told));
        assert_eq!(erased.after(Action::Speak(Language::En)).erased.as_deref(), Some(&told));
        assert_eq!(erased.after(skip(FactId(3))).erased, None);
    }

    #[test]
    fn the_clock_goes_on_and_another_day_that_was_asked_for_stays() {
        let next = Date::new(2026, 11, 22).expect("a date");
        assert_eq!(start().after(Action::Clock(next)).on(), next);
        let asked = start().after(Action::Date("2022-03-01".to_owned())).after(Action::Clock(next));
        assert_eq!((asked.today, asked.on().to_string().as_str()), (next, "2022-03-01"));
    }

    #[test]
    fn a_day_that_is_not_understood_is_today() {
        let state = start().after(Action::Date("2022-03-01".to_owned()));
        assert_eq!(state.on().to_string(), "2022-03-01");
        assert_eq!(state.after(Action::Date("2022-02-30".to_owned())).on(), state.today);
    }

    #[test]
    fn the_field_of_the_day_is_made_anew_only_when_nobody_types_in_it() {
        let typed = |state: &State, typed: &str| state.after(Action::Date(typed.to_owned()));
        let half = typed(&typed(&start(), "2024-01-21"), "");
        assert_eq!((half.redated, half.dating, half.on()), (0, true, half.today));
        let left = half.after(Action::Settle);
        assert_eq!((left.redated, left.dating, left.on()), (0, false, left.today), "the field shows today by itself");
        let full = typed(&half, "2024-01-05").after(Action::Settle);
        assert_eq!((full.redated, full.date.as_str()), (0, "2024-01-05"));
        let today = full.after(Action::Today);
        assert_eq!((today.redated, today.date.as_str()), (1, ""));
    }

    #[test]
    fn erasing_leaves_nothing_but_the_looks() {
        let state = start()
            .after(Action::Speak(Language::En))
            .after(Action::Enlarge)
            .after(Action::Type(Facts::EMPLOYEES, Entry::Typed("8".to_owned())))
            .after(Action::Mark("x".to_owned()))
            .after(Action::Erase);
        assert!(state.erased.is_some());
        let bare = State { large: true, erasures: 1, ..State::new(state.today, Language::En) };
        assert_eq!(State { erased: None, ..state }, bare);
    }

    #[test]
    fn what_stays_keeps_its_place() {
        assert_eq!(keep_order(&[1, 2, 3], &[3, 4, 1]), [1, 3, 4]);
        assert_eq!(keep_order(&[], &[2, 1]), [2, 1]);
    }
}
