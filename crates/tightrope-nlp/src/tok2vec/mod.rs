//! The embedding and convolution network that turns tokens into vectors.
//!
//! Two facts make it cheap. The embedding mixer sees one token, so its output is computed once a word type; and the first
//! convolution is linear in each of its three neighbours before the maximum, so their three shares are kept as well.

mod cache;
mod load;

pub(crate) use cache::VectorCache;

use crate::hash::embedding_keys;
use crate::lexeme::{Lexeme, Lexemes};
use crate::linalg::{LayerNorm, Matrix, MaxoutNorm, dispatch, product};

/// Row of a batch that stands for no token: documents are separated by [`Tok2Vec::depth`] of them.
pub(crate) const PAD: u32 = u32::MAX;

/// A row of a batch: word type and whether a space follows.
pub(crate) fn row_key(lex: u32, space: bool) -> u32 {
    lex << 1 | u32::from(space)
}

/// Rows of output computed at a time, so that the buffers stay in the processor's cache.
const WINDOW: usize = 512;

/// A feature that is embedded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Feature {
    Norm,
    Prefix,
    Suffix,
    Shape,
    Spacy,
    IsSpace,
}

impl Feature {
    fn value(self, lexeme: &Lexeme, space: bool) -> u64 {
        match self {
            Feature::Norm => lexeme.norm,
            Feature::Prefix => lexeme.prefix,
            Feature::Suffix => lexeme.suffix,
            Feature::Shape => lexeme.shape,
            Feature::Spacy => u64::from(space),
            Feature::IsSpace => u64::from(lexeme.is_space),
        }
    }
}

#[derive(Debug)]
struct Table {
    feature: Feature,
    seed: u32,
    rows: u32,
    data: Vec<f32>,
}

#[derive(Debug)]
struct Maxout {
    weights: Matrix,
    /// Bias, piece by piece.
    bias: Vec<f32>,
    norm: LayerNorm,
}

/// A network of hashed embeddings, a mixer and convolutions of window one.
#[derive(Debug)]
pub(crate) struct Tok2Vec {
    width: usize,
    tables: Vec<Table>,
    mixer: Maxout,
    /// The three shares of the first convolution side by side: left, middle and right neighbour.
    first: Matrix,
    convolutions: Vec<Maxout>,
}

/// Buffers that are used again.
#[derive(Debug, Default)]
struct Buffers {
    input: Vec<f32>,
    sums: Vec<f32>,
    parts: Vec<f32>,
    rows: Vec<f32>,
}

impl Tok2Vec {
    /// Values in a token's vector.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Number of convolutions, which is how far a token sees to each side.
    pub(crate) fn depth(&self) -> usize {
        self.convolutions.len()
    }

    /// Number of weights.
    pub(crate) fn parameters(&self) -> usize {
        let tables: usize = self.tables.iter().map(|t| t.data.len()).sum();
        tables + self.convolutions.iter().chain([&self.mixer]).map(|m| m.weights.len() + m.bias.len()).sum::<usize>()
    }

    /// Whether the vector depends on the following space.
    fn sees_space(&self) -> bool {
        self.tables.iter().any(|t| t.feature == Feature::Spacy)
    }

    /// Computes the vectors of all tokens among `rows` and hands them on, `width` values each, a window at a time and in
    /// order.
    pub(crate) fn run(
        &self,
        lexemes: &Lexemes,
        rows: &[u32],
        cache: &mut VectorCache,
        mut each: impl FnMut(&[f32], usize),
    ) {
        let mut packed = Vec::new();
        let mut start = 0;
        while start < rows.len() {
            let end = (start + WINDOW).min(rows.len());
            packed.clear();
            self.window(lexemes, rows, start, end, cache, &mut packed);
            each(&packed, packed.len() / self.width);
            start = end;
        }
    }

    fn window(
        &self,
        lexemes: &Lexemes,
        rows: &[u32],
        start: usize,
        end: usize,
        cache: &mut VectorCache,
        out: &mut Vec<f32>,
    ) {
        let (width, depth) = (self.width, self.depth());
        // Rows before the first and after the last are padding as well.
        let keys: Vec<u32> = (0..end - start + 2 * depth)
            .map(|i| (start + i).checked_sub(depth).and_then(|row| rows.get(row)).copied().unwrap_or(PAD))
            .collect();
        self.fill_cache(lexemes, &keys, cache);
        let VectorCache { buffers, .. } = cache;
        let mut x = std::mem::take(&mut buffers.rows);
        let mut sums = std::mem::take(&mut buffers.sums);
        x.clear();
        x.resize(keys.len() * width, 0.0);
        for (row, &key) in x.chunks_exact_mut(width).zip(&keys) {
            if let Some(vector) = cache.vector(key) {
                row.copy_from_slice(vector);
            }
        }
        for (layer, conv) in self.convolutions.iter().enumerate() {
            // Each layer loses a row of context on both sides.
            let count = keys.len() - 2 * (layer + 1);
            if layer == 0 {
                cache.first_sums(&keys, &mut sums);
            } else {
                product(&x[layer * width..], width, count, &conv.weights, &mut sums);
            }
            let rows = &mut x[(layer + 1) * width..(layer + 1 + count) * width];
            dispatch(MaxoutNorm { sums: &sums, bias: &conv.bias, norm: &conv.norm, out: rows, residual: true });
        }
        for (row, &key) in x.chunks_exact(width).zip(&keys).skip(depth).take(end - start) {
            if key != PAD {
                out.extend_from_slice(row);
            }
        }
        cache.buffers.rows = x;
        cache.buffers.sums = sums;
    }

    /// Computes what the first layers give for word types not seen before.
    fn fill_cache(&self, lexemes: &Lexemes, keys: &[u32], cache: &mut VectorCache) {
        let missing = cache.missing(keys, self.sees_space());
        if missing.is_empty() {
            return;
        }
        let inputs = self.tables.len() * self.width;
        let mut buffers = std::mem::take(&mut cache.buffers);
        buffers.input.clear();
        buffers.input.resize(missing.len() * inputs, 0.0);
        for (row, &key) in buffers.input.chunks_exact_mut(inputs).zip(&missing) {
            let lexeme = lexemes.get(key >> 1);
            for (part, table) in row.chunks_exact_mut(self.width).zip(&self.tables) {
                table.add(table.feature.value(lexeme, key & 1 == 1), part);
            }
        }
        product(&buffers.input, inputs, missing.len(), &self.mixer.weights, &mut buffers.sums);
        buffers.rows.clear();
        buffers.rows.resize(missing.len() * self.width, 0.0);
        dispatch(MaxoutNorm {
            sums: &buffers.sums,
            bias: &self.mixer.bias,
            norm: &self.mixer.norm,
            out: &mut buffers.rows,
            residual: false,
        });
        product(&buffers.rows, self.width, missing.len(), &self.first, &mut buffers.parts);
        cache.store(&missing, &buffers.rows, &buffers.parts);
        cache.buffers = buffers;
    }
}

impl Table {
    /// Adds the four rows of a feature value.
    fn add(&self, value: u64, out: &mut [f32]) {
        let width = out.len();
        for key in embedding_keys(value, self.seed) {
            let row = (key % self.rows) as usize;
            for (o, &v) in out.iter_mut().zip(&self.data[row * width..(row + 1) * width]) {
                *o += v;
            }
        }
    }
}
