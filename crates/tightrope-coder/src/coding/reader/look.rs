//! Which words of the sentence matter for two of its actors.

use super::path::PLACES;
use crate::CoderError;
use tightrope_nlp::{Dense, Encoded, NlpError, Tensors, softmax};

/// Attention of a pair to the pieces of its sentence: what is asked comes from both actors and the pair's features, and how
/// well a piece answers from its vector and from where its word stands.
#[derive(Debug)]
pub(super) struct Look {
    source: Dense,
    target: Dense,
    features: Dense,
    bias: Vec<f32>,
    keys: Dense,
    /// For each head what each of [`PLACES`] adds.
    places: Vec<f32>,
    heads: usize,
}

/// A pair as it is looked at: its actors, its features, and the bits of each piece's word.
pub(super) struct Looking<'p> {
    pub source: usize,
    pub target: usize,
    pub features: &'p [usize],
    pub bits: Vec<u8>,
}

impl Look {
    /// The tensors `head.look.*` for vectors of this width and this many features of a pair.
    ///
    /// # Errors
    /// Where one is missing or they do not fit each other.
    pub fn read(tensors: &Tensors<'_>, width: usize, features: usize) -> Result<Self, CoderError> {
        let wrong = |e: NlpError| CoderError::data("reader/reader.safetensors", e);
        let asked = tensors.layer("head.look.query").map_err(wrong)?;
        let keys = tensors.layer("head.look.key").map_err(wrong)?;
        let places = tensors.floats("head.look.places").map_err(wrong)?;
        let heads = places.len() / PLACES;
        let fits = asked.inputs() == 2 * width + features
            && keys.inputs() == width
            && keys.outputs() == asked.outputs()
            && heads > 0
            && places.len() == heads * PLACES
            && keys.outputs().is_multiple_of(heads);
        if !fits {
            return Err(CoderError::data("reader/reader.safetensors", "the tensors head.look do not fit each other"));
        }
        Ok(Look {
            source: asked.part(0, width),
            target: asked.part(width, 2 * width),
            features: asked.part(2 * width, 2 * width + features),
            bias: asked.bias().to_vec(),
            keys,
            places,
            heads,
        })
    }

    /// How often a pair looks.
    pub fn heads(&self) -> usize {
        self.heads
    }

    /// For each pair and head the share of each piece in what is seen: the greater the better it answers.
    pub fn shares(&self, encoded: &Encoded, sources: &[f32], targets: &[f32], pairs: &[Looking<'_>]) -> Vec<f32> {
        let pieces = encoded.pieces.len();
        let wide = self.bias.len();
        let size = wide / self.heads;
        let scale = 1.0 / (size as f32).sqrt();
        let (by_source, by_target) = (self.source.rows(sources), self.target.rows(targets));
        let keys = self.keys.rows(encoded.vectors());
        let mut asked = Vec::with_capacity(pairs.len() * wide);
        for pair in pairs {
            let mut query = self.bias.clone();
            let mut add = |values: &[f32]| query.iter_mut().zip(values).for_each(|(q, v)| *q += v);
            add(row(&by_source, pair.source, wide));
            add(row(&by_target, pair.target, wide));
            pair.features.iter().for_each(|f| add(self.features.of_input(*f)));
            asked.extend(query.iter().map(|q| q * scale));
        }
        // answers of every piece, head by head within a pair
        let mut fits = vec![0.0f32; pairs.len() * self.heads * pieces];
        for (head, places) in self.places.chunks_exact(PLACES).enumerate() {
            let part = |all: &[f32]| -> Vec<f32> {
                let own = |row: &[f32]| row.get(head * size..(head + 1) * size).unwrap_or_default().to_vec();
                all.chunks_exact(wide.max(1)).flat_map(own).collect()
            };
            let answers = Dense::of_rows(&part(&keys), size).rows(&part(&asked));
            let rows = fits.chunks_exact_mut(pieces.max(1)).skip(head).step_by(self.heads);
            for ((into, answers), pair) in rows.zip(answers.chunks_exact(pieces.max(1))).zip(pairs) {
                for ((fit, answer), bits) in into.iter_mut().zip(answers).zip(&pair.bits) {
                    let holds = places.iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
                    *fit = answer + holds.map(|(_, p)| p).sum::<f32>();
                }
            }
        }
        softmax(&mut fits, pieces);
        fits
    }
}

/// Row `k` of rows of `n` values.
pub(super) fn row(all: &[f32], k: usize, n: usize) -> &[f32] {
    all.get(k * n..(k + 1) * n).unwrap_or_default()
}
