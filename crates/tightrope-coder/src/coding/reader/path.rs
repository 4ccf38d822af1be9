//! What each word of a sentence is to two of its actors: where it stands in the tree of the sentence and in its order.

use super::pairs::Member;
use crate::coding::Sentence;
use std::ops::Range;
use tightrope_nlp::Doc;

/// What a word may be to a pair, in the order of their bits: on the way through the tree from one actor to the other; where
/// the two ways up meet; above that; directly below the way; between the two in order; a word of either.
pub const PLACES: usize = 6;

/// Words from an actor upwards that count as its way where the sentence does not name the other.
const ALONE: usize = 3;

/// For each word of the sentence the bits of [`PLACES`] that hold.
pub fn places(sentence: &Sentence<'_>, a: &Member, b: &Member) -> Vec<u8> {
    let (doc, tokens) = (sentence.doc, &sentence.tokens);
    let up = |m: &Member| m.tokens.as_ref().map(|t| above(doc, head(doc, t))).unwrap_or_default();
    let (from_a, from_b) = (up(a), up(b));
    let named = !from_a.is_empty() && !from_b.is_empty();
    let mut way: Vec<usize> = Vec::new();
    let mut meeting = None;
    if named {
        meeting = from_a.iter().copied().find(|i| from_b.contains(i));
        for up in [&from_a, &from_b] {
            let end = up.iter().position(|i| Some(*i) == meeting).map_or(up.len(), |k| k + 1);
            way.extend(up.iter().take(end));
        }
    } else {
        way.extend([&from_a, &from_b].into_iter().flatten().take(ALONE));
    }
    let between = match (from_a.first(), from_b.first()) {
        (Some(&a), Some(&b)) => a.min(b) + 1..a.max(b),
        _ => 0..0,
    };
    let further = if from_a.is_empty() { &from_b } else { &from_a };
    let own = |i: usize| {
        let covers = |m: &Member| m.mentions().any(|t| t.contains(&i));
        covers(a) || covers(b)
    };
    tokens
        .clone()
        .map(|i| {
            let on = way.contains(&i);
            let holds = [
                on,
                Some(i) == meeting,
                !on && further.contains(&i),
                !on && way.contains(&doc.token(i).head().i),
                between.contains(&i),
                own(i),
            ];
            holds.iter().enumerate().map(|(bit, holds)| u8::from(*holds) << bit).sum()
        })
        .collect()
}

/// The word of a group that the others hang on.
fn head(doc: &Doc, tokens: &Range<usize>) -> usize {
    let outside = |i: &usize| {
        let t = doc.token(*i);
        t.is_root() || !tokens.contains(&t.head().i)
    };
    tokens.clone().find(outside).unwrap_or(tokens.start)
}

/// A word and all above it.
fn above(doc: &Doc, i: usize) -> Vec<usize> {
    let t = doc.token(i);
    std::iter::once(t).chain(t.ancestors()).map(|t| t.i).collect()
}
