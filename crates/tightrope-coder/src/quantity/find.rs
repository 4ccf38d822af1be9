//! Finds quantities in a text, and in a document by its tokens.

use super::lex::{Kind, Pieces};
use super::lexicon::{Ranking, UnitKind, lexicon};
use super::numerals;
use super::value::{Found, Hedge, Number, Quantity, QuantityMention};
use super::{money, rank, share};
use crate::time::{TimeMention, find_times};
use std::ops::Range;
use tightrope_nlp::Doc;

/// The quantities of a document, in order, none overlapping another or a time.
///
/// The tokens cover the number and its unit, currency or percent sign, not the words that hedge it, nor the name of
/// what is counted; where the parser cuts a token otherwise, the whole token.
pub fn find_quantities(doc: &Doc) -> Vec<QuantityMention> {
    find_quantities_beside(doc, &find_times(doc))
}

/// As [`find_quantities`], where the times are already at hand.
pub fn find_quantities_beside(doc: &Doc, times: &[TimeMention]) -> Vec<QuantityMention> {
    let taken: Vec<_> = times.iter().map(|time| doc.span_bytes(time.tokens.clone())).collect();
    find(doc.text(), &taken)
        .into_iter()
        .filter_map(|found| {
            let tokens = super::tokens(doc, &found.bytes)?;
            let mass =
                |i: usize| matches!(lexicon().ranks.at(&Pieces::of(doc.token(i).text()), 0), Some((Ranking::Mass, _)));
            let plural = |i: usize| i < doc.len() && matches!(doc.token(i).tag(), "NNS" | "NNPS") && !mass(i);
            let many = |i: usize| doc.token(i).head().i >= tokens.end && plural(doc.token(i).head().i);
            // Where the parser knows the noun, it tells "the largest exporters" from "the largest exporter".
            let unranked = matches!(found.value, Quantity::Rank { .. }) && tokens.clone().any(many);
            (!unranked).then_some(QuantityMention { tokens, value: found.value })
        })
        .collect()
}

/// The quantities of a text outside the byte ranges `taken`, which are in order.
pub(crate) fn find(text: &str, taken: &[Range<usize>]) -> Vec<Found> {
    let pieces = Pieces::of(text);
    let mut found = Vec::new();
    let (mut i, mut next) = (0, 0);
    while i < pieces.len() {
        let piece = pieces.get(i);
        while taken.get(next).is_some_and(|t| t.end <= piece.start) {
            next += 1;
        }
        if taken.get(next).is_some_and(|t| t.start < piece.end) {
            i += 1;
            continue;
        }
        let clear = taken.get(next).map_or(text.len(), |t| t.start);
        match at(&pieces, i).filter(|(_, end)| pieces.bytes(i..*end).end <= clear) {
            Some((value, end)) => {
                let value = carried(&pieces, end, value, found.last());
                if value.is_figure() {
                    found.push(Found { bytes: pieces.bytes(i..end), value });
                }
                i = end;
            }
            None => i += 1,
        }
    }
    found
}

/// Most bytes between a sum of money and a bare one that is of the same.
const NEAR: usize = 160;

/// A bare sum of millions as money, where a sum of money stands before it in the sentence and no thing counted after it: "20 million euros
/// for wheat and a further 60 million for the road".
fn carried(pieces: &Pieces, end: usize, value: Quantity, last: Option<&Found>) -> Quantity {
    let Quantity::Count { value: number, unit: None } = value else { return value };
    let Some(Found { bytes, value: Quantity::Money { currency, .. } }) = last else { return value };
    let next = pieces.get(end);
    let open = next.kind == Kind::Mark && next.lower != "-" || lexicon().carried.contains(next.lower.as_str());
    let near = next.start.saturating_sub(bytes.end) < NEAR;
    let ends = |i: usize| matches!(pieces.before(i, 1).lower.as_str(), "." | "!" | "?") && pieces.get(i).capital;
    let same = (0..end).rev().take_while(|&i| pieces.get(i).start >= bytes.end).all(|i| !ends(i));
    if number.low >= 1e6 && open && near && same { Quantity::Money { value: number, currency } } else { value }
}

fn at(pieces: &Pieces, i: usize) -> Option<(Quantity, usize)> {
    let hedged = |(value, end)| (with_hedge(value, numerals::hedge_before(pieces, i)), end);
    if let Some(found) = rank::at(pieces, i) {
        return Some(found);
    }
    if is_name(pieces, i) {
        return None;
    }
    let found = money::at(pieces, i).or_else(|| share::at(pieces, i)).or_else(|| plain(pieces, i))?;
    Some(hedged(found))
}

fn with_hedge(quantity: Quantity, hedge: Hedge) -> Quantity {
    let put = |value: Number| Number { hedge, ..value };
    match quantity {
        Quantity::Money { value, currency } => Quantity::Money { value: put(value), currency },
        Quantity::Share { value, role } => Quantity::Share { value: put(value), role },
        Quantity::Count { value, unit } => Quantity::Count { value: put(value), unit },
        Quantity::Measure { value, unit, per } => Quantity::Measure { value: put(value), unit, per },
        rank @ Quantity::Rank { .. } => rank,
    }
}

/// Whether the number at `i` is part of a name or label: "S-300", "C5+1", "Article 5", "#3", "2030 Agenda".
fn is_name(pieces: &Pieces, i: usize) -> bool {
    let piece = pieces.get(i);
    if piece.kind != Kind::Number {
        return false;
    }
    let (one, two) = (pieces.before(i, 1), pieces.before(i, 2));
    let glued_word =
        piece.glued && one.kind == Kind::Word && (one.capital || !lexicon().numbers.contains_key(one.lower.as_str()));
    let joined = piece.glued && matches!(one.lower.as_str(), "-" | "+" | "/" | "." | ":" | "#") && one.glued && i > 1;
    let hyphened = joined && (two.kind == Kind::Word || matches!(one.lower.as_str(), "+" | "/" | ":" | "."));
    let label = one.lower == "#"
        || lexicon().labels_before.contains(one.lower.as_str())
        || (one.lower == "." && one.glued && lexicon().labels_before.contains(two.lower.as_str()));
    let after = lexicon().labels_after.contains(pieces.word(i + 1));
    glued_word || hyphened || label || after || (one.capital && ends_name(pieces, i))
}

/// Whether a small number closes a name ("Nord Stream 2"): two capitals before, no counted noun after.
fn ends_name(pieces: &Pieces, i: usize) -> bool {
    let (one, two) = (pieces.before(i, 1), pieces.before(i, 2));
    // "Stream 2": another capital before shows a name; a lone one may open the sentence or be a month or state.
    let inside = two.kind == Kind::Word && two.capital && !one.fresh && !one.lower.ends_with('.');
    let next = pieces.get(i + 1);
    let counted = next.kind == Kind::Word
        && (lexicon().unit(pieces, i + 1).is_some()
            || lexicon().numbers.contains_key(next.lower.as_str())
            || lexicon().currency_names.at(pieces, i + 1).is_some()
            || (next.lower.len() > 3 && next.lower.ends_with('s') && !next.capital));
    let sign = next.kind == Kind::Mark && (next.lower == "%" || (next.lower == "-" && next.glued));
    inside && matches!(pieces.get(i).digits, 1..=3) && !counted && !sign
}

/// A measure or a count.
fn plain(pieces: &Pieces, i: usize) -> Option<(Quantity, usize)> {
    let (value, last) = numerals::range(pieces, i)?;
    let end = last.end;
    let next = pieces.get(end);
    let unit_at = if next.lower == "-" && next.glued && pieces.get(end + 1).glued { end + 1 } else { end };
    if let Some((unit, kind, after)) = unit_after(pieces, unit_at) {
        return match kind {
            UnitKind::Measure | UnitKind::Points => {
                let per = lexicon().unit(pieces, after).filter(|(_, kind, _)| *kind == UnitKind::Per);
                let (per, after) = per.map_or((None, after), |(per, _, end)| (Some(per), end));
                Some((Quantity::Measure { value, unit, per }, after))
            }
            UnitKind::Counted => Some((Quantity::Count { value, unit: Some(unit) }, end)),
            UnitKind::Percent | UnitKind::Per => None,
        };
    }
    let one = value.low == 1.0 && value.high.is_none();
    let follows = pieces.get(end);
    // Digits that touch letters, a slash or more digits are no count ("5G", "24/7", "36-year-old").
    let odd = follows.glued && (follows.kind != Kind::Mark || matches!(follows.lower.as_str(), "/" | "-" | ":" | "'"));
    let short = follows.lower.len() < 2 && follows.kind == Kind::Word && last.scale == 1.0 && !is_type(pieces, end);
    let named = numeral_in_name(pieces, i, end) || lexicon().labels_after.contains(pieces.word(end));
    (!one && !odd && !short && !named).then_some((Quantity::Count { value, unit: None }, end))
}

/// Whether a type of weapon or vehicle is named: "F-16", "C-130s", "K2".
fn is_type(pieces: &Pieces, i: usize) -> bool {
    let dash = pieces.get(i + 1).lower == "-" && pieces.get(i + 1).glued;
    let figure = pieces.get(if dash { i + 2 } else { i + 1 });
    pieces.get(i).capital && figure.kind == Kind::Number && figure.glued
}

/// The unit at `i`, or one after up to two words of kind ("50 million metric tonnes" is one phrase, "36 new fighter jets" is not).
fn unit_after(pieces: &Pieces, i: usize) -> Option<(&'static str, UnitKind, usize)> {
    if let Some(found) = lexicon().unit(pieces, i) {
        return Some(found);
    }
    (i + 1..=i + 2)
        .take_while(|&at| {
            pieces.is_word(at - 1) && !matches!(pieces.word(at - 1), "of" | "to" | "in" | "and" | "for" | "the")
        })
        .filter_map(|at| lexicon().unit(pieces, at))
        .find(|(_, kind, _)| *kind == UnitKind::Counted)
}

/// "Group of Seven", "Big Three": a number word with a capital inside a name.
fn numeral_in_name(pieces: &Pieces, i: usize, end: usize) -> bool {
    let piece = pieces.get(i);
    let before = pieces.before(i, 1);
    let inside = piece.kind == Kind::Word && piece.capital && end == i + 1;
    inside && (before.capital || (before.lower == "of" && pieces.before(i, 2).capital))
}
