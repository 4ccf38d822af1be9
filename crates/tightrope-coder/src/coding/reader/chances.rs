//! What the networks say of the actors of a sentence.

use super::look::Looking;
use super::network::{Reader, Sense};
use super::pairs::Pairs;
use super::path::places;
use crate::coding::Sentence;
use std::borrow::Cow;
use std::ops::Range;
use tightrope_nlp::{Dense, Encoded, gelu, softmax};

/// What the reader says of the pairs of a sentence.
#[derive(Debug, Default)]
pub(super) struct Chances {
    /// For each pair the chance of no relation, then of each relation, in the reader's order.
    rows: Vec<Vec<f32>>,
    /// For each pair the chance of each domain, if a relation holds, in the reader's order.
    domains: Vec<Vec<f32>>,
}

impl Chances {
    pub fn of(&self, pair: usize) -> &[f32] {
        self.rows.get(pair).map_or(&[], Vec::as_slice)
    }

    pub fn domains(&self, pair: usize) -> &[f32] {
        self.domains.get(pair).map_or(&[], Vec::as_slice)
    }

    /// The highest chance of a relation among all pairs.
    pub fn most(&self, relation: usize) -> f32 {
        self.rows.iter().filter_map(|row| row.get(relation)).copied().fold(0.0, f32::max)
    }
}

impl Reader {
    /// The chances of every relation between the actors of a sentence.
    pub(super) fn chances(&self, sentence: &Sentence<'_>, senses: &[Sense], pairs: &Pairs) -> Chances {
        if pairs.pairs.is_empty() {
            return Chances::default();
        }
        let place = sentence.doc.span_bytes(sentence.tokens.clone());
        let known = senses.iter().find(|s| s.place == place).map(|s| Cow::Borrowed(&s.encoded));
        let again = || Cow::Owned(self.encoder.encode(sentence.doc.text().get(place.clone()).unwrap_or_default()));
        let encoded = known.unwrap_or_else(again);
        let width = self.encoder.width();
        let [sources, targets] = self.actors(sentence, &encoded, place.start, pairs);
        let row = |all: &[f32], k: usize, n: usize| all.get(k * n..(k + 1) * n).unwrap_or_default().to_vec();
        let mut products = Vec::with_capacity(pairs.pairs.len() * width);
        for (a, b, _) in &pairs.pairs {
            products.extend(row(&sources, *a, width).iter().zip(row(&targets, *b, width)).map(|(x, y)| x * y));
        }
        let looking = looking(sentence, &encoded, place.start, pairs);
        let seen = self.seen.rows(&self.look.seen(&encoded, &sources, &targets, &looking));
        let (as_source, as_target) = (self.source.rows(&sources), self.target.rows(&targets));
        let whole = self.sentence.rows(&encoded.mean());
        let mut hidden = self.both.rows(&products);
        let n = self.bias.len();
        let rows = hidden.chunks_exact_mut(n.max(1)).zip(seen.chunks_exact(n.max(1)));
        for ((a, b, features), (into, seen)) in pairs.pairs.iter().zip(rows) {
            let mut add = |values: &[f32]| into.iter_mut().zip(values).for_each(|(x, v)| *x += v);
            add(&row(&as_source, *a, n));
            add(&row(&as_target, *b, n));
            add(&whole);
            add(seen);
            add(&self.bias);
            features.iter().for_each(|f| add(self.features.of_input(*f)));
        }
        gelu(&mut hidden);
        let shares = |layer: &Dense| -> Vec<Vec<f32>> {
            let (mut rows, wide) = (layer.rows(&hidden), layer.outputs().max(1));
            softmax(&mut rows, wide);
            rows.chunks_exact(wide).map(<[f32]>::to_vec).collect()
        };
        Chances { rows: shares(&self.out), domains: shares(&self.domain) }
    }

    /// The vector of each actor as a source and as a target: the mean of the pieces of all its mentions, or what stands for
    /// whoever the sentence does not name. `start` is the sentence's first byte.
    fn actors(&self, sentence: &Sentence<'_>, encoded: &Encoded, start: usize, pairs: &Pairs) -> [Vec<f32>; 2] {
        let mut sides = [Vec::new(), Vec::new()];
        for member in &pairs.members {
            let bytes = member.mentions().map(|t| sentence.doc.span_bytes(t.clone()));
            let mentions: Vec<Range<usize>> =
                bytes.map(|b| b.start.saturating_sub(start)..b.end.saturating_sub(start)).collect();
            let named = (!mentions.is_empty()).then(|| encoded.mean_of(&mentions));
            for (side, absent) in sides.iter_mut().zip(&self.absent) {
                match &named {
                    Some(Some(mean)) => side.extend_from_slice(mean),
                    // its words lie beyond what the encoder reads
                    Some(None) => side.resize(side.len() + absent.len(), 0.0),
                    None => side.extend_from_slice(absent),
                }
            }
        }
        sides
    }
}

/// The pairs with what the word of each piece is to them.
fn looking<'p>(sentence: &Sentence<'_>, encoded: &Encoded, start: usize, pairs: &'p Pairs) -> Vec<Looking<'p>> {
    let word = |piece: &Range<usize>| {
        let shares = |i: &usize| {
            let word = sentence.doc.span_bytes(*i..*i + 1);
            start + piece.start < word.end && word.start < start + piece.end
        };
        sentence.tokens.clone().find(shares).map(|i| i - sentence.tokens.start)
    };
    let words: Vec<Option<usize>> = encoded.pieces.iter().map(word).collect();
    let of = |(a, b, features): &'p (usize, usize, Vec<usize>)| {
        let bits = places(sentence, pairs.members.get(*a)?, pairs.members.get(*b)?);
        let bit = |w: &Option<usize>| w.and_then(|w| bits.get(w)).copied().unwrap_or_default();
        Some(Looking { source: *a, target: *b, features, bits: words.iter().map(bit).collect() })
    };
    pairs.pairs.iter().filter_map(of).collect()
}
