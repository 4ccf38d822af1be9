//! Measures a state's ties from a snapshot of statements: vectors by power and domain, shares, evenness.
//!
//! It answers: with whom is this state tied, in which fields, how firmly, and how evenly. It never sees text, a ledger
//! or a clock; the same statements give the same numbers.

mod error;
mod spread;
mod tie;
mod vectors;
mod weights;

pub use error::MeasureError;
pub use spread::Spread;
pub use tie::{Group, Nature, Tie, power_of, ties};
pub use vectors::{Cell, DomainSpread, PowerRow, Tally, Vectors, vectors};
pub use weights::{Weight, Weights};
