//! A small transformer that gives every piece of a text a vector of what it means there.
//!
//! The network is BERT's encoder (Devlin et al. 2019): pieces of words with learned places, then layers of attention between
//! all pieces of the text and of a network for each. Attention may heed how far pieces are apart, as MPNet's does (Song et al.
//! 2020). Weights come as safetensors with matrices in whole numbers of eight bits
//! and a scale for each row; whoever trains them decides how many layers there are and how wide they are.

mod layer;
mod load;
mod pieces;
mod stretch;
#[cfg(test)]
mod tests;
mod whole;

use crate::linalg::{LayerNorm, Matrix, product};
use layer::{Layer, Nearness, Room, normalise};

pub use layer::{Dense, gelu, softmax};
pub use load::Tensors;
use pieces::{Pieces, Split};
use std::ops::Range;
use stretch::Plan;
pub use stretch::Stretch;

/// Pieces that are read together; what a single text has beyond is left out.
const LONGEST: usize = 256;

/// Pieces that go through the layers at once, where stretches are short enough.
const BATCH: usize = 512;

/// A loaded encoder. It can be shared between threads.
pub struct Encoder {
    pieces: Pieces,
    words: Quantised,
    places: Vec<f32>,
    norm: LayerNorm,
    layers: Vec<Layer>,
    nearness: Nearness,
    width: usize,
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (pieces, layers, width) = (self.pieces.len(), self.layers.len(), self.width);
        write!(f, "Encoder {{ pieces: {pieces}, layers: {layers}, width: {width} }}")
    }
}

/// Rows of whole numbers with a scale each.
struct Quantised {
    rows: Vec<i8>,
    scales: Vec<f32>,
}

/// A text with a vector for each piece.
#[derive(Debug, Clone, PartialEq)]
pub struct Encoded {
    /// The bytes of each piece; empty for the marks before the first text of the stretch and after this one.
    pub pieces: Vec<Range<usize>>,
    vectors: Vec<f32>,
    width: usize,
}

impl Encoded {
    /// The vector of a piece; empty where there is none.
    pub fn vector(&self, piece: usize) -> &[f32] {
        self.vectors.get(piece * self.width..(piece + 1) * self.width).unwrap_or_default()
    }

    /// The mean of the vectors of all pieces that share bytes with one of the ranges; none where no piece does.
    pub fn mean_of(&self, ranges: &[Range<usize>]) -> Option<Vec<f32>> {
        let inside = |p: &Range<usize>| p.start < p.end && ranges.iter().any(|r| p.start < r.end && r.start < p.end);
        self.mean_where(inside)
    }

    /// The vectors of all pieces, one after the other.
    pub fn vectors(&self) -> &[f32] {
        &self.vectors
    }

    /// Sums of the vectors of all pieces, for each row of weights one.
    pub fn sums(&self, weights: &[f32]) -> Vec<f32> {
        let (n, mut out) = (self.pieces.len(), Vec::new());
        let rows = weights.len().checked_div(n).unwrap_or_default();
        product(weights, n, rows, &Matrix::from_input_rows(self.vectors.clone(), n), &mut out);
        out
    }

    /// The mean of all vectors, those of the marks too.
    pub fn mean(&self) -> Vec<f32> {
        self.mean_where(|_| true).unwrap_or_else(|| vec![0.0; self.width])
    }

    fn mean_where(&self, counts: impl Fn(&Range<usize>) -> bool) -> Option<Vec<f32>> {
        let mut sum = vec![0.0f32; self.width];
        let mut n = 0u32;
        for (i, _) in self.pieces.iter().enumerate().filter(|(_, p)| counts(p)) {
            sum.iter_mut().zip(self.vector(i)).for_each(|(s, v)| *s += v);
            n += 1;
        }
        (n > 0).then(|| sum.into_iter().map(|s| s / n as f32).collect())
    }
}

impl Encoder {
    /// Values in a vector.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Reads a text by itself, at most its first 254 pieces.
    pub fn encode(&self, text: &str) -> Encoded {
        let none = || Encoded { pieces: Vec::new(), vectors: Vec::new(), width: self.width };
        self.encode_page(&[text]).pop().and_then(|mut s| s.sentences.pop()).unwrap_or_else(none)
    }

    /// Reads the sentences of a page, each in sight of its neighbours: in stretches of 256 pieces at most, which begin with up to
    /// 48 pieces of the sentences before.
    pub fn encode_page(&self, sentences: &[&str]) -> Vec<Stretch> {
        let split: Vec<_> = sentences.iter().map(|text| self.pieces.split(text, LONGEST - 1)).collect();
        let sizes: Vec<usize> = split.iter().map(|(ids, _)| ids.len()).collect();
        let plans = stretch::of(&sizes);
        let mut encoded = Vec::with_capacity(plans.len());
        let (mut from, mut room) = (0, Room::default());
        while from < plans.len() {
            let mut rows = 0;
            let more = plans[from..].iter().take_while(|s| {
                rows += s.pieces;
                rows <= BATCH
            });
            let to = from + more.count().max(1);
            self.batch(&split, &plans[from..to], &mut room, &mut encoded);
            from = to;
        }
        encoded
    }

    /// Appends what the layers make of some stretches.
    fn batch(&self, split: &[Split], plans: &[Plan], room: &mut Room, encoded: &mut Vec<Stretch>) {
        let width = self.width;
        let lengths: Vec<usize> = plans.iter().map(|s| s.pieces).collect();
        let mut vectors = vec![0.0; lengths.iter().sum::<usize>() * width];
        let places = || self.places.chunks_exact(width);
        let first = self.pieces.first();
        let ids = |s: &Plan| {
            let own = split.get(s.before..s.to).unwrap_or_default().iter().flat_map(|(ids, _)| ids.iter().copied());
            std::iter::once(first).chain(own).zip(places())
        };
        let rows = vectors.chunks_exact_mut(width).zip(plans.iter().flat_map(ids));
        for (row, (id, place)) in rows {
            let scale = self.words.scales.get(id).copied().unwrap_or_default();
            let word = self.words.rows.get(id * width..(id + 1) * width).unwrap_or_default();
            for ((x, &w), p) in row.iter_mut().zip(word).zip(place) {
                *x = f32::from(w) * scale + p;
            }
        }
        normalise(&mut vectors, &self.norm);
        let layers = || self.layers.iter().for_each(|layer| layer.apply(&mut vectors, &lengths, &self.nearness, room));
        whole::alone(layers);
        let mut rest = vectors.as_slice();
        for s in plans {
            let (of_stretch, others) = rest.split_at(s.pieces * width);
            let (mark, mut of_stretch) = of_stretch.split_at(width.min(of_stretch.len()));
            let mut sentences = Vec::with_capacity(s.to - s.before);
            for (ids, pieces) in split.get(s.before..s.to).unwrap_or_default() {
                let (own, later) = of_stretch.split_at(ids.len() * width);
                let pieces = std::iter::once(0..0).chain(pieces.iter().cloned()).collect();
                sentences.push(Encoded { pieces, vectors: [mark, own].concat(), width });
                of_stretch = later;
            }
            encoded.push(Stretch { own: s.from..s.to, before: s.before, sentences });
            rest = others;
        }
    }
}
