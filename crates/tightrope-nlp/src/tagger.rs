//! The tagger: one linear layer over the shared vectors.

use crate::error::{NlpError, Result};
use crate::linalg::{Matrix, product};
use crate::table::{StringTable, Sym};
use crate::weights::Layers;
use serde::Deserialize;

/// The tagger.
#[derive(Debug)]
pub(crate) struct Tagger {
    weights: Matrix,
    bias: Vec<f32>,
    labels: Vec<Sym>,
}

#[derive(Deserialize)]
struct Config {
    labels: Vec<String>,
}

impl Tagger {
    pub(crate) fn load(layers: &Layers<'_>, cfg: &[u8], width: usize, strings: &mut StringTable) -> Result<Self> {
        let config: Config = serde_json::from_slice(cfg).map_err(|e| NlpError::corrupt("tagger/cfg", e.to_string()))?;
        let count = config.labels.len();
        let softmax = layers.first("softmax")?;
        let rows = softmax.param_of("W", &[count, width])?;
        if count == 0 {
            return Err(layers.error("the tagger has no labels"));
        }
        Ok(Tagger {
            weights: Matrix::from_output_rows(&rows, width, 0..count),
            bias: softmax.param_of("b", &[count])?,
            labels: config.labels.iter().map(|l| strings.intern(l)).collect(),
        })
    }

    /// Tags of `tokens` tokens whose vectors follow one another, appended to `out`.
    pub(crate) fn tag(&self, vectors: &[f32], tokens: usize, scores: &mut Vec<f32>, out: &mut Vec<Sym>) {
        product(vectors, self.weights.k, tokens, &self.weights, scores);
        for row in scores.chunks_exact(self.labels.len()) {
            let mut best = (0, f32::NEG_INFINITY);
            for (i, (&score, &bias)) in row.iter().zip(&self.bias).enumerate() {
                if score + bias > best.1 {
                    best = (i, score + bias);
                }
            }
            out.push(self.labels[best.0]);
        }
    }
}
