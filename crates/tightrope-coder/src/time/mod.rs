//! Time expressions: found in text, and resolved to EDTF against the dates around them.

mod dates;
mod edtf;
mod expr;
mod find;
mod grammar;
mod lexicon;
mod relative;
mod resolve;
mod running;
mod scan;

#[cfg(test)]
mod tests;

pub use expr::{Base, Lean, Part, Place, Point, TimeExpr, TimeMention, Unit, Year};
pub use find::find_times;
pub(crate) use find::read_head;
pub use resolve::{Anchor, Precision, Tense, TimeContext};
pub(crate) use running::running_dates;
