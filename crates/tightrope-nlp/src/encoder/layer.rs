//! One layer: attention, then a network for each piece.

use crate::linalg::{LayerNorm, Matrix, dispatch, product};
use pulp::{Simd, WithSimd};

/// A matrix with its bias.
#[derive(Debug)]
pub struct Dense {
    pub(super) weights: Matrix,
    pub(super) bias: Vec<f32>,
}

impl Dense {
    /// Values in, for each row.
    pub fn inputs(&self) -> usize {
        self.weights.k
    }

    /// Values out, for each row.
    pub fn outputs(&self) -> usize {
        self.weights.n
    }

    /// The part of the matrix that takes the inputs `from..to`, without bias.
    pub fn part(&self, from: usize, to: usize) -> Dense {
        Dense { weights: self.weights.inputs(from, to), bias: vec![0.0; self.weights.n] }
    }

    /// The bias.
    pub fn bias(&self) -> &[f32] {
        &self.bias
    }

    /// The weights of one input.
    pub fn of_input(&self, input: usize) -> &[f32] {
        self.weights.row(input)
    }

    /// The products of rows of [`Self::inputs`] values each.
    pub fn rows(&self, input: &[f32]) -> Vec<f32> {
        let mut out = Vec::new();
        self.apply(input, &mut out);
        out
    }

    fn apply(&self, input: &[f32], out: &mut Vec<f32>) {
        let rows = input.len() / self.weights.k.max(1);
        product(input, self.weights.k, rows, &self.weights, out);
        for row in out.chunks_exact_mut(self.weights.n) {
            row.iter_mut().zip(&self.bias).for_each(|(x, b)| *x += b);
        }
    }
}

/// The weights of a layer.
#[derive(Debug)]
pub(super) struct Layer {
    /// Query, key and value side by side.
    pub(super) attention: Dense,
    pub(super) attended: Dense,
    pub(super) attended_norm: LayerNorm,
    pub(super) inner: Dense,
    pub(super) outer: Dense,
    pub(super) outer_norm: LayerNorm,
    pub(super) heads: usize,
}

impl Layer {
    /// Replaces each row by what the layer makes of it; the rows are those of texts of these lengths, one after the other.
    pub(super) fn apply(&self, rows: &mut [f32], lengths: &[usize]) {
        let mut asked = Vec::new();
        let mut out = Vec::new();
        self.attention.apply(rows, &mut asked);
        let width = self.attended.weights.k;
        let mut context = vec![0.0; rows.len()];
        let (mut asked_of, mut context_of) = (asked.as_slice(), context.as_mut_slice());
        for length in lengths {
            let (own, others) = asked_of.split_at(3 * width * length);
            let (into, later) = context_of.split_at_mut(width * length);
            self.attend(own, into);
            (asked_of, context_of) = (others, later);
        }
        self.attended.apply(&context, &mut out);
        rows.iter_mut().zip(&out).for_each(|(x, y)| *x += y);
        normalise(rows, &self.attended_norm);
        self.inner.apply(rows, &mut asked);
        gelu(&mut asked);
        self.outer.apply(&asked, &mut out);
        rows.iter_mut().zip(&out).for_each(|(x, y)| *x += y);
        normalise(rows, &self.outer_norm);
    }

    /// What each row takes from all others: the mean of their values, weighted by how well its query fits their keys.
    fn attend(&self, asked: &[f32], context: &mut [f32]) {
        let width = self.attended.weights.k;
        let size = width / self.heads.max(1);
        let scale = 1.0 / (size as f32).sqrt();
        let n = context.len() / width.max(1);
        let part = |row: usize, which: usize, head: usize| {
            let start = row * 3 * width + which * width + head * size;
            asked.get(start..start + size).unwrap_or_default()
        };
        let mut fits = vec![0.0f32; n];
        for head in 0..self.heads {
            for row in 0..n {
                let query = part(row, 0, head);
                for (other, fit) in fits.iter_mut().enumerate() {
                    *fit = dot(query, part(other, 1, head)) * scale;
                }
                softmax(&mut fits);
                let start = row * width + head * size;
                let Some(out) = context.get_mut(start..start + size) else { continue };
                for (other, fit) in fits.iter().enumerate() {
                    out.iter_mut().zip(part(other, 2, head)).for_each(|(o, v)| *o += fit * v);
                }
            }
        }
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    const LANES: usize = 8;
    let mut sums = [0.0f32; LANES];
    for (a, b) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for i in 0..LANES {
            sums[i] += a[i] * b[i];
        }
    }
    sums.iter().sum()
}

/// Shares that add up to one.
fn softmax(values: &mut [f32]) {
    let most = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    values.iter_mut().for_each(|v| *v = libm::expf(*v - most));
    let sum: f32 = values.iter().sum();
    values.iter_mut().for_each(|v| *v /= sum);
}

/// Layer normalisation of each row.
pub(super) fn normalise(rows: &mut [f32], norm: &LayerNorm) {
    let width = norm.gain.len();
    for row in rows.chunks_exact_mut(width.max(1)) {
        let mean = row.iter().sum::<f32>() / width as f32;
        let variance = row.iter().map(|v| (v - mean) * (v - mean)).sum::<f32>() / width as f32;
        let scale = 1.0 / (variance + 1e-12).sqrt();
        for ((v, gain), bias) in row.iter_mut().zip(&norm.gain).zip(&norm.bias) {
            *v = (*v - mean) * scale * gain + bias;
        }
    }
}

/// x times the share of a normal distribution below x, by Abramowitz and Stegun's formula 7.1.28 (error below 3e-7).
struct Gelu<'a>(&'a mut [f32]);

/// Applies GELU to each value.
pub fn gelu(values: &mut [f32]) {
    dispatch(Gelu(values));
}

impl WithSimd for Gelu<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for v in self.0.iter_mut() {
            let x = (*v).abs() * std::f32::consts::FRAC_1_SQRT_2;
            let p = 1.0
                + x * (0.070_523_08
                    + x * (0.042_282_01
                        + x * (0.009_270_527 + x * (0.000_152_014_3 + x * (0.000_276_567_2 + x * 0.000_043_063_8)))));
            let p = p * p;
            let p = p * p;
            let p = p * p;
            let p = p * p;
            let erf = 1.0 - 1.0 / p;
            *v = 0.5 * (*v + (*v).abs() * erf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gelu_is_that_of_the_error_function() {
        let mut values: Vec<f32> = (-60..=60).map(|i| i as f32 / 10.0).collect();
        let wanted: Vec<f32> =
            values.iter().map(|x| 0.5 * x * (1.0 + libm::erff(x * std::f32::consts::FRAC_1_SQRT_2))).collect();
        gelu(&mut values);
        for (got, want) in values.iter().zip(wanted) {
            assert!((got - want).abs() < 3e-6, "{got} {want}");
        }
    }

    #[test]
    fn shares_add_up_to_one() {
        let mut values = [1.0, 2.0, 800.0, -3.0];
        softmax(&mut values);
        assert!((values.iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(values[2] > 0.99);
    }
}
