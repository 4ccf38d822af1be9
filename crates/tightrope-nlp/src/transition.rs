//! The scorer that the parser and the entity recogniser share: features of a state are token positions, each looked up in
//! a table of products computed beforehand.

use crate::error::{NlpError, Result};
use crate::linalg::{Matrix, dispatch, product};
use crate::msgpack::{Node, decode};
use crate::weights::Layers;
use pulp::{Simd, WithSimd};
use std::collections::BTreeMap;

/// Position that stands for no token.
pub(crate) const NO_TOKEN: u32 = u32::MAX;

/// Tokens whose products are computed together.
const BLOCK: usize = 128;
/// Blocks kept; a state looks at no more than sixteen places, so a step never evicts what it needs.
const KEPT_BLOCKS: usize = 48;

/// Scorer of transitions.
#[derive(Debug)]
pub(crate) struct Scorer {
    projection: Matrix,
    projection_bias: Vec<f32>,
    features: usize,
    /// Products of one feature: `pieces * hidden` values, piece by piece.
    lower: Matrix,
    lower_bias: Vec<f32>,
    hidden: usize,
    pad: Vec<f32>,
    upper: Matrix,
    upper_bias: Vec<f32>,
}

/// Products for the tokens of one batch, computed block by block when first looked at.
#[derive(Debug, Default)]
pub(crate) struct Products {
    projected: Vec<f32>,
    slot_of_block: Vec<u32>,
    slots: Vec<Slot>,
    clock: u64,
    sums: Vec<f32>,
    hidden: Vec<f32>,
    /// Scores of the classes for the last state.
    pub(crate) scores: Vec<f32>,
}

#[derive(Debug, Default)]
struct Slot {
    block: usize,
    used: u64,
    data: Vec<f32>,
}

const FREE: u32 = u32::MAX;

impl Scorer {
    /// From the layers of a file; `features` is the number of positions a state shows.
    pub(crate) fn load(layers: &Layers<'_>, features: usize, width: usize, classes: usize) -> Result<Self> {
        let affine = layers.first("precomputable_affine")?;
        let w = affine.param("W")?;
        let &[found, hidden, pieces, inner] = w.shape.as_slice() else {
            return Err(layers.error("the table layer has not four dimensions"));
        };
        if found != features || hidden == 0 || pieces == 0 || inner == 0 {
            return Err(NlpError::unsupported(format!("a state shows {found} tokens, expected {features}")));
        }
        let size = hidden * pieces;
        let order = || (0..pieces).flat_map(move |p| (0..hidden).map(move |h| h * pieces + p));
        let columns: Vec<usize> = (0..features).flat_map(|f| order().map(move |o| f * size + o)).collect();
        let bias = affine.param_of("b", &[hidden, pieces])?;
        let pad = affine.param_of("pad", &[1, features, hidden, pieces])?;
        let (mut projection, mut upper) = (None, None);
        for layer in layers.named("linear") {
            let w = layer.param("W")?;
            let &[outputs, inputs] = w.shape.as_slice() else {
                return Err(layers.error("a linear layer has not two dimensions"));
            };
            let bias = layer.param_of("b", &[outputs])?;
            let matrix = Matrix::from_output_rows(&w.data, inputs, 0..outputs);
            if inputs == width && outputs == inner && projection.is_none() {
                projection = Some((matrix, bias));
            } else if inputs == hidden && outputs == classes && upper.is_none() {
                upper = Some((matrix, bias));
            } else {
                return Err(layers.error(format!("a linear layer has shape [{outputs}, {inputs}]")));
            }
        }
        let (projection, projection_bias) = projection.ok_or_else(|| layers.error("its projection is missing"))?;
        let (upper, upper_bias) = upper.ok_or_else(|| layers.error("its output layer is missing"))?;
        Ok(Scorer {
            projection,
            projection_bias,
            features,
            lower_bias: order().filter_map(|i| bias.get(i).copied()).collect(),
            pad: columns.iter().filter_map(|&i| pad.get(i).copied()).collect(),
            lower: Matrix::from_output_rows(&w.data, inner, columns.into_iter()),
            hidden,
            upper,
            upper_bias,
        })
    }

    /// Number of weights.
    pub(crate) fn parameters(&self) -> usize {
        self.projection.len() + self.lower.len() + self.upper.len()
    }

    /// Starts a batch of `tokens` tokens, whose vectors [`Scorer::push`] must then bring.
    pub(crate) fn start(&self, tokens: usize, products: &mut Products) {
        products.projected.clear();
        products.projected.reserve(tokens * self.projection.n);
        products.slot_of_block.clear();
        products.slot_of_block.resize(tokens.div_ceil(BLOCK), FREE);
        for slot in &mut products.slots {
            slot.used = 0;
            slot.block = usize::MAX;
        }
        products.clock = 0;
    }

    /// Takes the vectors of the next `tokens` tokens of the batch.
    pub(crate) fn push(&self, vectors: &[f32], tokens: usize, products: &mut Products) {
        product(vectors, self.projection.k, tokens, &self.projection, &mut products.sums);
        for row in products.sums.chunks_exact(self.projection.n) {
            products.projected.extend(row.iter().zip(&self.projection_bias).map(|(v, b)| v + b));
        }
    }

    /// Scores all classes for a state that shows these tokens of the batch, into `products.scores`.
    pub(crate) fn score(&self, tokens: &[u32], products: &mut Products) {
        debug_assert_eq!(tokens.len(), self.features);
        products.clock += 1;
        for &token in tokens {
            if token != NO_TOKEN {
                self.ensure(token as usize / BLOCK, products);
            }
        }
        let Products { slot_of_block, slots, sums, hidden, scores, .. } = products;
        let size = self.lower_bias.len();
        let row_of = |(feature, &token): (usize, &u32)| -> &[f32] {
            if token == NO_TOKEN {
                return &self.pad[feature * size..(feature + 1) * size];
            }
            let slot = &slots[slot_of_block[token as usize / BLOCK] as usize];
            let at = (token as usize % BLOCK) * self.lower.n + feature * size;
            &slot.data[at..at + size]
        };
        sums.clear();
        sums.extend_from_slice(&self.lower_bias);
        hidden.resize(self.hidden, 0.0);
        scores.clear();
        scores.extend_from_slice(&self.upper_bias);
        dispatch(Step { rows: tokens.iter().enumerate().map(row_of), sums, hidden, scores, upper: &self.upper });
    }

    fn ensure(&self, block: usize, products: &mut Products) {
        let slot = products.slot_of_block[block];
        if slot != FREE {
            products.slots[slot as usize].used = products.clock;
            return;
        }
        let slot = if products.slots.len() < KEPT_BLOCKS {
            products.slots.push(Slot { block: usize::MAX, ..Slot::default() });
            products.slots.len() - 1
        } else {
            let oldest = products.slots.iter().enumerate().min_by_key(|(i, s)| (s.used, *i));
            oldest.map_or(0, |(i, _)| i)
        };
        let place = &mut products.slots[slot];
        if let Some(old) = products.slot_of_block.get_mut(place.block) {
            *old = FREE;
        }
        place.block = block;
        place.used = products.clock;
        products.slot_of_block[block] = slot as u32;
        let inner = self.projection.n;
        let start = block * BLOCK * inner;
        let end = (start + BLOCK * inner).min(products.projected.len());
        let rows = (end - start) / inner;
        product(&products.projected[start..end], inner, rows, &self.lower, &mut place.data);
    }
}

struct Step<'a, R> {
    rows: R,
    sums: &'a mut [f32],
    hidden: &'a mut [f32],
    scores: &'a mut [f32],
    upper: &'a Matrix,
}

impl<'r, R: Iterator<Item = &'r [f32]>> WithSimd for Step<'_, R> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for row in self.rows {
            for (s, &v) in self.sums.iter_mut().zip(row) {
                *s += v;
            }
        }
        self.hidden.fill(f32::NEG_INFINITY);
        for piece in self.sums.chunks_exact(self.hidden.len()) {
            for (h, &v) in self.hidden.iter_mut().zip(piece) {
                *h = if v > *h { v } else { *h };
            }
        }
        for (i, &h) in self.hidden.iter().enumerate() {
            for (s, &w) in self.scores.iter_mut().zip(self.upper.row(i)) {
                *s += h * w;
            }
        }
    }
}

/// The classes of a transition system: ids run over the actions in order, labels by falling frequency.
#[derive(Debug)]
pub(crate) struct Moves {
    /// First class of each action, then the number of classes.
    starts: Vec<usize>,
    /// Label of each class.
    pub(crate) labels: Vec<String>,
}

impl Moves {
    /// From the bytes of a `moves` file, for a system of `actions` actions.
    pub(crate) fn load(file: &str, bytes: &[u8], actions: usize) -> Result<Self> {
        let value = decode(file, bytes)?;
        let json = Node::new(file, &value).get("moves")?.str("moves")?;
        let table: BTreeMap<u32, BTreeMap<String, i64>> =
            serde_json::from_str(json).map_err(|e| NlpError::corrupt(file, e.to_string()))?;
        let mut starts = Vec::new();
        let mut labels = Vec::new();
        for action in 0..actions as u32 {
            starts.push(labels.len());
            let Some(found) = table.get(&action) else { continue };
            if found.values().any(|&freq| freq < 0) {
                return Err(NlpError::unsupported("its transitions were extended by hand"));
            }
            let mut found: Vec<(i64, &String)> = found.iter().map(|(label, &freq)| (freq, label)).collect();
            found.sort_by(|a, b| b.cmp(a));
            labels.extend(found.into_iter().map(|(_, label)| label.clone()));
        }
        starts.push(labels.len());
        if table.keys().any(|&a| a as usize >= actions) {
            return Err(NlpError::unsupported("it has an unknown kind of transition"));
        }
        Ok(Moves { starts, labels })
    }

    /// The classes of an action.
    pub(crate) fn classes(&self, action: usize) -> std::ops::Range<usize> {
        self.starts[action]..self.starts[action + 1]
    }

    /// The best class among `ranges`, which must rise; the first of equals.
    pub(crate) fn best(scores: &[f32], ranges: impl IntoIterator<Item = std::ops::Range<usize>>) -> Option<usize> {
        let mut best: Option<(usize, f32)> = None;
        for range in ranges {
            let from = range.start;
            for (i, &score) in scores[range].iter().enumerate() {
                if best.is_none_or(|(_, b)| score > b) {
                    best = Some((from + i, score));
                }
            }
        }
        best.map(|(class, _)| class)
    }
}
