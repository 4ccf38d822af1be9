//! Weights from a safetensors file.

use super::layer::{Dense, Layer, Nearness};
use super::pieces::Pieces;
use super::whole::Whole;
use super::{Encoder, LONGEST, Quantised};
use crate::error::{NlpError, Result};
use crate::linalg::{LayerNorm, Matrix};
use safetensors::{Dtype, SafeTensors};

/// What errors call the file.
const FILE: &str = "encoder weights";

/// Values of an attention head where nothing tells how many heads there are.
const HEAD: usize = 32;
/// For each head what each distance of a key from a query adds, from `LONGEST - 1` places before it to as many after.
const NEARNESS: &str = "encoder.nearness";

/// Tensors by name: matrices as `NAME` in whole numbers with a row an output and `NAME.scale`, all else in `f32`.
pub struct Tensors<'a>(SafeTensors<'a>);

impl std::fmt::Debug for Tensors<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.names()).finish()
    }
}

impl<'a> Tensors<'a> {
    /// Reads a file's table of contents.
    ///
    /// # Errors
    /// If it is no safetensors file.
    pub fn read(bytes: &'a [u8]) -> Result<Self> {
        SafeTensors::deserialize(bytes).map(Tensors).map_err(|e| NlpError::corrupt(FILE, e.to_string()))
    }

    /// Whether there is a tensor of that name.
    pub fn has(&self, name: &str) -> bool {
        self.0.tensor(name).is_ok()
    }

    fn data(&self, name: &str, kind: Dtype) -> Result<(&'a [u8], Vec<usize>)> {
        let wrong = |why: String| NlpError::corrupt(FILE, format!("{name}: {why}"));
        let tensor = self.0.tensor(name).map_err(|e| wrong(e.to_string()))?;
        if tensor.dtype() != kind {
            return Err(wrong(format!("numbers of the kind {:?}", tensor.dtype())));
        }
        Ok((tensor.data(), tensor.shape().to_vec()))
    }

    /// The numbers of an `f32` tensor.
    ///
    /// # Errors
    /// If there is none of that name.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>> {
        let (bytes, _) = self.data(name, Dtype::F32)?;
        Ok(bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect())
    }

    /// The whole numbers of a matrix, the scale of each row, and the length of a row.
    fn quantised(&self, name: &str) -> Result<(Quantised, usize)> {
        let (bytes, shape) = self.data(name, Dtype::I8)?;
        let scales = self.floats(&format!("{name}.scale"))?;
        let &[rows, width] = shape.as_slice() else {
            return Err(NlpError::corrupt(FILE, format!("{name} is no matrix")));
        };
        if scales.len() != rows {
            return Err(NlpError::corrupt(FILE, format!("{name}: {} scales for {rows} rows", scales.len())));
        }
        Ok((Quantised { rows: bytes.iter().map(|b| b.cast_signed()).collect(), scales }, width))
    }

    /// A matrix with a row an output, as numbers: the rows one after the other and the length of a row.
    fn rows(&self, name: &str) -> Result<(Vec<f32>, usize)> {
        let (q, width) = self.quantised(name)?;
        let rows = q.rows.chunks_exact(width.max(1)).zip(&q.scales);
        Ok((rows.flat_map(|(row, scale)| row.iter().map(move |w| f32::from(*w) * scale)).collect(), width))
    }

    /// The matrix `NAME.weight` with its bias `NAME.bias`.
    ///
    /// # Errors
    /// If one is missing or they do not fit each other.
    pub fn layer(&self, name: &str) -> Result<Dense> {
        let (all, width) = self.rows(&format!("{name}.weight"))?;
        let bias = self.floats(&format!("{name}.bias"))?;
        if width == 0 || bias.is_empty() || all.len() != bias.len() * width {
            return Err(NlpError::corrupt(FILE, format!("{name}: weights and bias differ")));
        }
        Ok(Dense { weights: Matrix::from_output_rows(&all, width, 0..bias.len()), bias })
    }

    /// The matrices of these names, their outputs one after the other, with their biases.
    fn whole(&self, names: &[String]) -> Result<Whole> {
        let (mut rows, mut scales, mut bias, mut width) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for name in names {
            let (q, k) = self.quantised(&format!("{name}.weight"))?;
            rows.extend(q.rows);
            scales.extend(q.scales);
            bias.extend(self.floats(&format!("{name}.bias"))?);
            width = k;
        }
        let differ = || NlpError::corrupt(FILE, format!("{}: weights and bias differ", names.join(", ")));
        Whole::new(Quantised { rows, scales }, bias, width).ok_or_else(differ)
    }

    fn norm(&self, name: &str, width: usize) -> Result<LayerNorm> {
        let (gain, bias) = (self.floats(&format!("{name}.weight"))?, self.floats(&format!("{name}.bias"))?);
        if gain.len() != width || bias.len() != width {
            return Err(NlpError::corrupt(FILE, format!("{name} is not {width} wide")));
        }
        Ok(LayerNorm { gain, bias })
    }
}

impl Encoder {
    /// Makes an encoder of its tensors, named as the BERT models of `transformers` name them, and of its vocabulary, one
    /// piece a line.
    ///
    /// # Errors
    /// If a tensor is missing or does not fit the others.
    pub fn load(tensors: &Tensors<'_>, vocabulary: &str) -> Result<Self> {
        let pieces = Pieces::read(vocabulary)?;
        let (words, width) = tensors.quantised("embeddings.word_embeddings.weight")?;
        let mut places = tensors.floats("embeddings.position_embeddings.weight")?;
        places.truncate(LONGEST * width);
        let kind = tensors.floats("embeddings.token_type_embeddings.weight")?;
        if width == 0 || places.len() != LONGEST * width || kind.len() < width {
            return Err(NlpError::corrupt(FILE, "the embeddings do not fit each other"));
        }
        if words.scales.len() != pieces.len() {
            let (n, m) = (words.scales.len(), pieces.len());
            return Err(NlpError::corrupt(FILE, format!("{n} vectors for {m} pieces of the vocabulary")));
        }
        for place in places.chunks_exact_mut(width) {
            place.iter_mut().zip(&kind).for_each(|(p, k)| *p += k);
        }
        let weights = if tensors.has(NEARNESS) { tensors.floats(NEARNESS)? } else { Vec::new() };
        let heads = if weights.is_empty() { width / HEAD } else { weights.len() / (2 * LONGEST - 1) };
        if heads == 0 || !width.is_multiple_of(heads) || !weights.len().is_multiple_of(2 * LONGEST - 1) {
            return Err(NlpError::corrupt(FILE, format!("{NEARNESS} does not fit vectors of {width} values")));
        }
        let nearness = Nearness { weights };
        let mut layers = Vec::new();
        while tensors.has(&format!("encoder.layer.{}.output.dense.weight", layers.len())) {
            let base = format!("encoder.layer.{}", layers.len());
            let named = |name: &str| format!("{base}.{name}");
            let attention = ["query", "key", "value"].map(|x| named(&format!("attention.self.{x}")));
            let layer = Layer {
                attention: tensors.whole(&attention)?,
                attended: tensors.whole(&[named("attention.output.dense")])?,
                attended_norm: tensors.norm(&named("attention.output.LayerNorm"), width)?,
                inner: tensors.whole(&[named("intermediate.dense")])?,
                outer: tensors.whole(&[named("output.dense")])?,
                outer_norm: tensors.norm(&named("output.LayerNorm"), width)?,
                heads,
            };
            let fits = |w: &Whole, k: usize, n: usize| w.inputs == k && w.outputs() == n;
            let inner = layer.inner.outputs();
            if !(fits(&layer.attention, width, 3 * width)
                && fits(&layer.attended, width, width)
                && fits(&layer.inner, width, inner)
                && fits(&layer.outer, inner, width))
            {
                return Err(NlpError::corrupt(FILE, format!("{base}: shapes that do not fit each other")));
            }
            layers.push(layer);
        }
        let norm = tensors.norm("embeddings.LayerNorm", width)?;
        Ok(Encoder { pieces, words, places, norm, layers, nearness, width })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damaged_files_are_refused() {
        assert!(Tensors::read(b"").is_err());
        assert!(
            Tensors::read(b"\x08\0\0\0\0\0\0\0{}      ")
                .is_ok_and(|t| Encoder::load(&t, "[UNK]\n[CLS]\n[SEP]").is_err())
        );
    }
}
