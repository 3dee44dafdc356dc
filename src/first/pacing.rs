//! When things are drawn. The start is cut into tasks, and cards and questions follow in tasks of their own, so that
//! slow devices paint and hear the person in between. The root asks what may be drawn now and what comes next; the
//! timers are its own, so that nothing here needs a browser.

use std::ops::ControlFlow;

use super::cards::CardBatches;
use super::start;
use super::view::{Results, View};
use engine::matching::Ranking;

/// How long nothing must have changed before the next question is looked for, in milliseconds.
pub(super) const PAUSE: u32 = 100;

/// How long the first cards wait for what they show besides the verdict, in milliseconds: from a server nearby that is
/// there by then, and they are not drawn twice.
pub(super) const NEAR: u32 = 200;

/// How far the start has come; each step is a task of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Start {
    /// What is around the page is built.
    Frame,
    /// What comes later has been asked for.
    Asked,
    /// As many of the questions are built.
    Questions(usize),
    /// The page is built and is to be put into the document.
    Page,
    /// It is there; its cards are awaited.
    Shown,
    /// All is there, and the start script knows.
    Done,
}

/// What is to be done to show what has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Show {
    /// Run the effects, which ask for what comes later; then the next step of the start.
    Effects,
    /// Draw.
    Draw,
    /// Draw, and then in a task of their own the cards.
    DrawThenCards,
}

/// What is to be done once something is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Drawn {
    /// Nothing: another task goes on with the start.
    Wait,
    /// The next step of the start, in a task of its own.
    Next,
    /// Put the page into the document, run the effects, and wait [`NEAR`] for the first cards.
    Insert,
    /// Tell the start script that all is there, and run the effects.
    Tell,
    /// Run the effects.
    Effects,
}

/// What is drawn so far.
#[derive(Debug)]
pub(super) struct Pacing {
    start: Start,
    /// The cards, which follow the rest of the page at first and after something has come.
    cards: Option<CardBatches>,
    /// How far the looking for questions has come, and of which results.
    ranking: Option<(Results, Ranking)>,
}

impl Pacing {
    /// Nothing is drawn yet.
    pub(super) fn new() -> Self {
        Self { start: Start::Frame, cards: None, ranking: None }
    }

    /// How many questions of the start page may be drawn; none before what is around the page is there.
    pub(super) fn questions(&self) -> usize {
        match self.start {
            Start::Frame | Start::Asked => 0,
            Start::Questions(built) => built,
            Start::Page | Start::Shown | Start::Done => start::QUESTIONS,
        }
    }

    /// The cards that may be drawn.
    pub(super) fn cards(&self) -> Option<&CardBatches> {
        self.cards.as_ref()
    }

    /// Whether all cards are there.
    pub(super) fn has_all_cards(&self) -> bool {
        self.cards.as_ref().is_some_and(CardBatches::is_all)
    }

    /// Goes on with the start, or with what has come.
    pub(super) fn show(&mut self, view: &View) -> Show {
        self.start = match self.start {
            Start::Frame => {
                self.start = Start::Asked;
                return Show::Effects;
            }
            Start::Asked => Start::Questions(1),
            Start::Questions(built) => {
                let next = built.saturating_add(1);
                if next < start::QUESTIONS { Start::Questions(next) } else { Start::Page }
            }
            Start::Page | Start::Shown | Start::Done => {
                // Before all is here, the first cards wait for what they are about to get.
                let has_news = match &self.cards {
                    Some(cards) => !cards.are_of(&view.results),
                    None => view.is_complete(),
                };
                return if has_news { Show::DrawThenCards } else { Show::Draw };
            }
        };
        Show::Draw
    }

    /// Notes that something was drawn, for the first time or not.
    pub(super) fn drawn(&mut self, is_first: bool) -> Drawn {
        match self.start {
            Start::Frame | Start::Asked if !is_first => Drawn::Wait,
            Start::Frame | Start::Asked | Start::Questions(_) => Drawn::Next,
            Start::Page => {
                self.start = Start::Shown;
                Drawn::Insert
            }
            Start::Shown if self.has_all_cards() => {
                self.start = Start::Done;
                Drawn::Tell
            }
            Start::Shown | Start::Done => Drawn::Effects,
        }
    }

    /// Has some more cards drawn, or all of them where nobody sees them.
    pub(super) fn add_cards(&mut self, view: &View, are_seen: bool) {
        self.cards.get_or_insert_with(|| CardBatches::new(view.clone())).add_batch(are_seen);
    }

    /// Goes on with another view; whether more of its cards are to be drawn in a task of their own.
    pub(super) fn change(&mut self, view: &View) -> bool {
        self.cards.as_mut().is_some_and(|cards| {
            cards.change(view.clone());
            !cards.is_all()
        })
    }

    /// Looks for the questions of a view for a moment; once they are found, the view with them.
    pub(super) fn rank(&mut self, view: &View) -> Option<View> {
        let results = &view.results;
        let begun = self.ranking.take().filter(|(of, _)| of == results);
        match results.later.rank(results, begun.map(|(_, ranking)| ranking)) {
            ControlFlow::Continue(ranking) => {
                self.ranking = Some((results.clone(), ranking));
                None
            }
            ControlFlow::Break(questions) => {
                view.later.warm(view);
                Some(view.clone().with_questions(questions))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::model::loaded::LoadedCatalogue;
    use crate::model::state::{Action, State};
    use engine::catalogue::Language;
    use engine::enterprise::Facts;
    use engine::quantity::{Date, bit};

    fn view() -> View {
        let loaded = LoadedCatalogue::bundled().expect("sound rules");
        let today = Date::new(2026, 11, 21).expect("a date");
        View::new(Rc::new(loaded), Rc::new(State::new(today, Language::ZhCn)))
    }

    #[test]
    fn the_start_is_drawn_step_by_step_and_put_into_the_document_once() {
        let (mut pacing, view) = (Pacing::new(), view());
        assert_eq!((pacing.questions(), pacing.drawn(true)), (0, Drawn::Next));
        assert_eq!(pacing.show(&view), Show::Effects);
        assert_eq!(pacing.drawn(false), Drawn::Wait, "what is drawn meanwhile does not hasten the start");
        for built in 1..=start::QUESTIONS {
            assert_eq!((pacing.show(&view), pacing.questions()), (Show::Draw, built));
            let next = if built < start::QUESTIONS { Drawn::Next } else { Drawn::Insert };
            assert_eq!(pacing.drawn(false), next);
        }
        assert_eq!(pacing.drawn(false), Drawn::Effects);
    }

    #[test]
    fn the_start_script_hears_once_when_the_last_cards_are_there() {
        let (mut pacing, view) = (Pacing { start: Start::Shown, ..Pacing::new() }, view());
        assert!(pacing.cards().is_none() && !pacing.change(&view), "no cards before their time");
        let mut batches = 0;
        while !pacing.has_all_cards() {
            assert_eq!(pacing.drawn(false), Drawn::Effects);
            pacing.add_cards(&view, true);
            assert_eq!(pacing.change(&view), !pacing.has_all_cards());
            batches += 1;
        }
        assert!(batches > 1, "one after the other");
        assert_eq!((pacing.drawn(false), pacing.drawn(false)), (Drawn::Tell, Drawn::Effects));
    }

    #[test]
    fn cards_that_nobody_sees_are_drawn_at_once() {
        let mut pacing = Pacing::new();
        pacing.add_cards(&view(), false);
        assert!(pacing.has_all_cards());
    }

    #[test]
    fn cards_follow_in_their_own_task_when_their_results_have_changed() {
        let (mut pacing, view) = (Pacing { start: Start::Done, ..Pacing::new() }, view());
        assert_eq!(pacing.show(&view), Show::Draw, "the first cards wait for the whole catalogue");
        pacing.add_cards(&view, false);
        assert_eq!(pacing.show(&view), Show::Draw, "they are there");
        let class = Some(crate::model::draft::Entry::Options(bit(0)));
        let told = Rc::new(view.state.after(Action::Enter(Facts::SIZE_CLASS, class)));
        assert_eq!(pacing.show(&view.with(view.loaded.clone(), told)), Show::DrawThenCards);
    }

    #[test]
    fn questions_are_found_for_the_results_asked_about() {
        // Without the second piece of the program there are none to look for.
        let ranked = Pacing::new().rank(&view()).expect("at once");
        assert!(ranked.questions.is_empty() && !ranked.is_ranking());
    }
}
