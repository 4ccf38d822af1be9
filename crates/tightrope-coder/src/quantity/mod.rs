//! Numbers in text: money, shares, ranks, counts and measures.

mod find;
mod lex;
mod lexicon;
mod money;
mod numerals;
mod phrases;
mod rank;
mod share;
mod value;

#[cfg(test)]
pub(crate) mod cases;
#[cfg(test)]
mod tests;

pub(crate) use lex::{Kind, Pieces};
pub(crate) use lexicon::{UnitKind, Word, lexicon};
pub(crate) use numerals::number;
pub(crate) use phrases::{Phrases, rows};
pub(crate) use rank::ordinal;

pub use find::{find_quantities, find_quantities_beside};
pub use value::{Hedge, Number, Quantity, QuantityMention, ShareRole};

use std::ops::Range;
use tightrope_nlp::Doc;

/// The tokens that the bytes touch; none where the bytes lie in no token.
pub(crate) fn tokens(doc: &Doc, bytes: &Range<usize>) -> Option<Range<usize>> {
    let all = &doc.parts().tokens;
    let start = all.partition_point(|token| token.end <= bytes.start);
    let end = all.partition_point(|token| token.start < bytes.end);
    (start < end).then_some(start..end)
}
