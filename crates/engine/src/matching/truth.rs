//! True, false or unknown, by strong Kleene logic.

/// True, false, or not known: Kleene's strong three-valued logic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It does not hold, whatever else may come to be known.
    False,
    /// It may hold or not.
    Unknown,
    /// It holds, whatever else may come to be known.
    True,
}

impl Truth {
    /// Certain truth or certain falsehood; unknown when neither.
    #[must_use]
    pub fn of(surely: bool, possibly: bool) -> Self {
        match (surely, possibly) {
            (true, _) => Self::True,
            (false, true) => Self::Unknown,
            (false, false) => Self::False,
        }
    }

    /// Both hold.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.min(other)
    }

    /// One of both holds.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// At least `count` of these hold.
    pub fn at_least(count: u16, truths: impl Iterator<Item = Self>) -> Self {
        let (mut surely, mut possibly) = (0_u16, 0_u16);
        for truth in truths {
            surely = surely.saturating_add(u16::from(truth == Self::True));
            possibly = possibly.saturating_add(u16::from(truth != Self::False));
        }
        Self::of(surely >= count, possibly >= count)
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::Unknown => Self::Unknown,
            Self::False => Self::True,
        }
    }
}
