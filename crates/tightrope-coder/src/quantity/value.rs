//! What a quantity is, and how it fills a statement's amount.

use std::ops::Range;
use tightrope_statement::Amount;

/// How exact a number is, by the words before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Hedge {
    /// Given as exact.
    #[default]
    Exact,
    /// About, nearly, some.
    About,
    /// More than, at least.
    AtLeast,
    /// Up to, less than.
    AtMost,
}

impl Hedge {
    /// The hedge that a data file names.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        match word {
            "about" => Some(Hedge::About),
            "at_least" => Some(Hedge::AtLeast),
            "at_most" => Some(Hedge::AtMost),
            _ => None,
        }
    }
}

/// A number, or a range of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// The number; of a range, its lower end.
    pub low: f64,
    /// The upper end of a range.
    pub high: Option<f64>,
    /// How exact.
    pub hedge: Hedge,
}

/// What a percentage or fraction measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShareRole {
    /// Part of a whole (a third of its imports, a 20 percent stake).
    Part,
    /// Growth or decline (rose 12 percent).
    Change,
    /// A rate, or not said (a 25 percent tariff).
    Rate,
}

/// A quantity, read.
#[derive(Debug, Clone, PartialEq)]
pub enum Quantity {
    /// Money.
    Money {
        /// How much.
        value: Number,
        /// ISO 4217 code.
        currency: &'static str,
    },
    /// A percentage or fraction; the number is a fraction of one.
    Share {
        /// 0.8 for 80 percent.
        value: Number,
        /// Of what kind.
        role: ShareRole,
    },
    /// A place in a ranking.
    Rank {
        /// 1 is the largest.
        rank: u32,
    },
    /// Things counted.
    Count {
        /// How many.
        value: Number,
        /// The name of what is counted, where the unit table knows it (troops, aircraft).
        unit: Option<&'static str>,
    },
    /// A number with a unit of measure.
    Measure {
        /// How much.
        value: Number,
        /// The unit, as `data/units.tsv` names it.
        unit: &'static str,
        /// The denominator of a rate (year), where one follows.
        per: Option<&'static str>,
    },
}

/// The largest number that is taken for a figure: more digits are a row of characters, and may be no finite number.
const LARGEST: f64 = 1e30;

impl Quantity {
    /// Whether its numbers are no larger than any figure is.
    pub(crate) fn is_figure(&self) -> bool {
        match self {
            Quantity::Money { value, .. }
            | Quantity::Share { value, .. }
            | Quantity::Count { value, .. }
            | Quantity::Measure { value, .. } => value.low <= LARGEST && value.high.is_none_or(|high| high <= LARGEST),
            Quantity::Rank { .. } => true,
        }
    }

    /// The statement's amount.
    ///
    /// A range gives its lower end. A rate in percent gives both the share and the figure in percent; a change gives
    /// the figure alone, as it is no share of a whole.
    pub fn to_amount(&self) -> Amount {
        match *self {
            Quantity::Money { value, currency } => valued(value.low, Some(currency)),
            Quantity::Count { value, unit } => valued(value.low, unit),
            Quantity::Measure { value, unit, .. } => valued(value.low, Some(unit)),
            Quantity::Rank { rank } => Amount { rank: Some(rank), ..Amount::default() },
            Quantity::Share { value, role } => Amount {
                share: (role != ShareRole::Change).then_some(value.low),
                ..if role == ShareRole::Part { Amount::default() } else { valued(percent(value.low), Some("percent")) }
            },
        }
    }
}

fn valued(value: f64, unit: Option<&str>) -> Amount {
    Amount { value: Some(value), unit: unit.map(str::to_owned), ..Amount::default() }
}

/// The figure in percent, freed of the noise that division by 100 leaves.
fn percent(share: f64) -> f64 {
    (share * 1e8).round() / 1e6
}

/// A quantity and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantityMention {
    /// Tokens of the document.
    pub tokens: Range<usize>,
    /// What they say.
    pub value: Quantity,
}

/// A quantity and its bytes in a text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    pub bytes: Range<usize>,
    pub value: Quantity,
}
