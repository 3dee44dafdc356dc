//! The ladder of enterprise tiers: which standards a profile meets, what is short, what a title opens.

use crate::catalogue::{Catalogue, Criterion, Policy, PolicyId, Rules, Status, Test, Title};
use crate::enterprise::{Facts, Possible};
use crate::quantity::bit;

use super::near_miss::changes;
use super::{Estimate, NearMiss, Open, Reason, Situation, Truth, Verdict, open, tree, verdict, worth};

/// A tier of enterprises: a title that is evaluated, recognised or selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tier {
    /// Science and technology SME (科技型中小企业).
    TechSme,
    /// Innovative SME (创新型中小企业).
    InnovativeSme,
    /// Provincial specialised SME (专精特新中小企业).
    Specialised,
    /// Little giant (专精特新“小巨人”).
    LittleGiant,
    /// Manufacturing single champion (制造业单项冠军).
    SingleChampion,
    /// High-tech enterprise (高新技术企业), beside the others.
    HighTech,
}

impl Tier {
    /// All tiers, lowest first, the high-tech enterprise last.
    pub const ALL: [Self; 6] = [
        Self::TechSme,
        Self::InnovativeSme,
        Self::Specialised,
        Self::LittleGiant,
        Self::SingleChampion,
        Self::HighTech,
    ];

    /// Its title, as an option of the fact `titles`.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::TechSme => "tech_sme",
            Self::InnovativeSme => "innovative_sme",
            Self::Specialised => "specialised_sme",
            Self::LittleGiant => "little_giant",
            Self::SingleChampion => "single_champion",
            Self::HighTech => "high_tech",
        }
    }

    /// The policies that hold its standards: those that confer its title, in the order of the catalogue.
    pub fn standards(self, catalogue: &Catalogue) -> impl Iterator<Item = (PolicyId, Policy<'_>)> {
        let title = title(&catalogue.facts, self).next();
        catalogue.iter().filter(move |(_, policy)| policy.details.confers.is_some() && policy.details.confers == title)
    }
}

/// A tier and how far an enterprise is from it.
#[derive(Clone, Debug)]
pub struct Rung<'a> {
    /// The tier.
    pub tier: Tier,
    /// Whether the title is held.
    pub held: Truth,
    /// Its standards, in the order of the catalogue.
    pub standards: Vec<Standard<'a>>,
    /// The policies that the title would open to this enterprise, in the order of the catalogue.
    pub unlocks: Vec<Unlocked>,
}

/// A standard of a tier against an enterprise.
#[derive(Clone, Debug)]
pub struct Standard<'a> {
    /// The policy that holds it.
    pub policy: PolicyId,
    /// What it decides on the day.
    pub applies: Applies,
    /// Whether the enterprise meets it.
    pub verdict: Verdict,
    /// What can still change that.
    pub open: Open,
    /// Each criterion.
    pub steps: Vec<StandardCriterion<'a>>,
}

/// What a standard decides on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Applies {
    /// New applications.
    Applications,
    /// Only whether holders keep the title.
    Renewals,
    /// Nothing yet.
    NotYet,
    /// Nothing any more.
    NoMore,
}

/// One criterion of a standard.
#[derive(Clone, Debug)]
pub struct StandardCriterion<'a> {
    /// The criterion with its outcome.
    pub finding: Reason<'a>,
    /// What can still change it.
    pub open: Open,
    /// The single changes that would make it hold.
    pub changes: Vec<NearMiss>,
    /// The criteria below, of a combination that does not hold.
    pub parts: Vec<StandardCriterion<'a>>,
}

/// A policy that a title opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unlocked {
    /// The policy.
    pub policy: PolicyId,
    /// Where it stands on the day.
    pub status: Status,
    /// What it answers now.
    pub now: Verdict,
    /// What it would answer with the title.
    pub then: Verdict,
    /// What it would be worth.
    pub estimate: Option<Estimate>,
}

impl Standard<'_> {
    /// Whether everything that the enterprise can say is said and speaks for it.
    #[must_use]
    pub fn is_met(&self) -> bool {
        match self.verdict {
            Verdict::Eligible => true,
            Verdict::NeedsInfo => self.open.is_told_all(),
            Verdict::Ineligible => false,
        }
    }
}

/// The ladder for an enterprise on a day: every tier that the catalogue has a standard of.
#[must_use]
pub fn ladder<'a>(catalogue: &'a Catalogue, situation: &Situation<'_>) -> Vec<Rung<'a>> {
    let rung = |tier: Tier| {
        let standards: Vec<Standard<'a>> =
            tier.standards(catalogue).map(|(id, policy)| standard(catalogue, situation, id, policy)).collect();
        (!standards.is_empty()).then(|| Rung {
            tier,
            held: held(situation, tier),
            standards,
            unlocks: unlocks(catalogue, situation, tier),
        })
    };
    Tier::ALL.into_iter().filter_map(rung).collect()
}

fn standard<'a>(catalogue: &'a Catalogue, situation: &Situation<'_>, id: PolicyId, policy: Policy<'a>) -> Standard<'a> {
    let rule = policy.rule;
    let (verdict, status) = verdict(catalogue, rule, situation);
    let renews = policy.details.renewals.is_some_and(|span| span.contains(situation.on()));
    let applies = match status {
        Status::InForce | Status::Unclear => Applies::Applications,
        Status::Ended if renews => Applies::Renewals,
        Status::Ended => Applies::NoMore,
        Status::Upcoming => Applies::NotYet,
    };
    let mut steps = Vec::new();
    flatten(tree(catalogue, situation, &rule.criterion), &mut |finding| {
        steps.push(step(catalogue, situation, finding));
    });
    Standard { policy: id, applies, verdict, open: open(catalogue, situation, &rule.criterion), steps }
}

/// The criteria that must hold one by one.
fn flatten<'a>(finding: Reason<'a>, visit: &mut dyn FnMut(Reason<'a>)) {
    if matches!(finding.criterion.test, Test::All(_)) {
        finding.parts.into_iter().for_each(|part| flatten(part, visit));
    } else {
        visit(finding);
    }
}

fn step<'a>(rules: &'a Rules, situation: &Situation<'_>, finding: Reason<'a>) -> StandardCriterion<'a> {
    let combines = matches!(finding.criterion.test, Test::All(_) | Test::Any(_) | Test::AtLeast(..));
    let parts = if combines && finding.truth != Truth::True { finding.parts.clone() } else { Vec::new() };
    StandardCriterion {
        open: open(rules, situation, finding.criterion),
        changes: changes(rules, finding.criterion, situation),
        parts: parts.into_iter().map(|part| step(rules, situation, part)).collect(),
        finding,
    }
}

/// The title of a tier in the facts that list titles: those held, then those newly recognised.
fn title(facts: &Facts, tier: Tier) -> impl Iterator<Item = Title> {
    let title = move |name: &str| {
        let fact = facts.find(name)?;
        Some(Title { fact, option: facts.get(fact)?.option(tier.id())? })
    };
    ["titles", "newly_recognised"].into_iter().filter_map(title)
}

fn held(situation: &Situation<'_>, tier: Tier) -> Truth {
    let Some(Title { fact, option }) = title(situation.facts(), tier).next() else { return Truth::Unknown };
    match *situation.possible(fact) {
        Possible::Sets { must, may } => Truth::of(must & bit(option) != 0, may & bit(option) != 0),
        Possible::Numbers(_) | Possible::Options(_) | Possible::Places(_) => Truth::Unknown,
    }
}

/// The policies in force, or unclear, that the enterprise is closer to with the title than without it.
fn unlocks(catalogue: &Catalogue, situation: &Situation<'_>, tier: Tier) -> Vec<Unlocked> {
    let titles: Vec<Title> = title(situation.facts(), tier).collect();
    let turned = |to: bool| {
        titles.iter().fold(situation.clone(), |situation, &Title { fact, option }| {
            let Possible::Sets { must, may } = *situation.possible(fact) else { return situation };
            let (with, without) = (bit(option), !bit(option));
            let set = if to {
                Possible::Sets { must: must | with, may: may | with }
            } else {
                Possible::Sets { must: must & without, may: may & without }
            };
            situation.with(fact, Some(set))
        })
    };
    let (with, without) = (turned(true), turned(false));
    catalogue
        .iter()
        .filter_map(|(id, policy)| {
            let names = |part: &Criterion| {
                let Test::Holds { fact, options } = &part.test else { return false };
                titles.iter().any(|title| title.fact == *fact && options & bit(title.option) != 0)
            };
            if !policy.criterion.walk_through(catalogue).any(names) || policy.is_background() {
                return None;
            }
            let (then, status) = verdict(catalogue, policy.rule, &with);
            let open = matches!(status, Status::InForce | Status::Unclear) && then != Verdict::Ineligible;
            if !open || verdict(catalogue, policy.rule, &without).0 == then {
                return None;
            }
            let now = verdict(catalogue, policy.rule, situation).0;
            let open = self::open(catalogue, &with, &policy.criterion);
            let estimate = worth(catalogue, &with, policy, &open);
            Some(Unlocked { policy: id, status, now, then, estimate })
        })
        .collect()
}
