//! The few dense kernels of the network: matrix product, maxout, layer normalisation.
//!
//! All work on `f32` in a fixed order of summation that depends on nothing but the shapes of the weights, so that a row's
//! result is the same in every batch.

use pulp::{Arch, Simd, WithSimd};

/// A weight matrix of `k` inputs and `n` outputs, stored input by input.
#[derive(Debug, Clone)]
pub(crate) struct Matrix {
    pub(crate) k: usize,
    pub(crate) n: usize,
    data: Vec<f32>,
}

impl Matrix {
    /// From `n` rows of `k` weights, one row per output, in the order `outputs` lists them.
    pub(crate) fn from_output_rows(rows: &[f32], k: usize, outputs: impl ExactSizeIterator<Item = usize>) -> Self {
        let n = outputs.len();
        let mut data = vec![0.0; k * n];
        for (column, output) in outputs.enumerate() {
            for (i, &w) in rows.iter().skip(output * k).take(k).enumerate() {
                data[i * n + column] = w;
            }
        }
        Matrix { k, n, data }
    }

    /// From `k` rows of weights, one row an input.
    pub(crate) fn from_input_rows(data: Vec<f32>, k: usize) -> Self {
        Matrix { k, n: data.len().checked_div(k).unwrap_or_default(), data }
    }

    /// The input rows `from..to` as a matrix of their own.
    pub(crate) fn inputs(&self, from: usize, to: usize) -> Matrix {
        Matrix { k: to - from, n: self.n, data: self.data[from * self.n..to * self.n].to_vec() }
    }

    /// Two matrices of the same inputs side by side.
    pub(crate) fn beside(parts: &[Matrix]) -> Matrix {
        let k = parts.first().map_or(0, |p| p.k);
        let n = parts.iter().map(|p| p.n).sum();
        let mut data = Vec::with_capacity(k * n);
        for i in 0..k {
            for part in parts {
                data.extend_from_slice(&part.data[i * part.n..(i + 1) * part.n]);
            }
        }
        Matrix { k, n, data }
    }

    /// Number of weights.
    pub(crate) fn len(&self) -> usize {
        self.data.len()
    }

    pub(crate) fn row(&self, i: usize) -> &[f32] {
        &self.data[i * self.n..(i + 1) * self.n]
    }
}

/// Fewest rows handed to the product: with one row the library would take another path with another order of sums.
const MIN_ROWS: usize = 2;

/// `out[r] = input[r] · weights` for `rows` rows; row `r` of the input starts at `r * stride`, and rows may overlap.
///
/// `out` grows as needed and holds `rows * weights.n` values afterwards.
pub(crate) fn product(input: &[f32], stride: usize, rows: usize, weights: &Matrix, out: &mut Vec<f32>) {
    if rows == 0 || weights.k == 0 || weights.n == 0 {
        out.clear();
        return;
    }
    if rows < MIN_ROWS {
        let mut padded = vec![0.0; MIN_ROWS * weights.k];
        padded[..weights.k].copy_from_slice(&input[..weights.k]);
        product(&padded, weights.k, MIN_ROWS, weights, out);
        out.truncate(weights.n);
        return;
    }
    assert!(input.len() >= (rows - 1) * stride + weights.k, "input shorter than its rows");
    out.resize(rows * weights.n, 0.0);
    multiply(input, stride, rows, weights, out);
}

#[allow(unsafe_code, reason = "the product library takes raw pointers; the bounds are checked right above each call")]
fn multiply(input: &[f32], stride: usize, rows: usize, weights: &Matrix, out: &mut [f32]) {
    let (k, n) = (weights.k, weights.n);
    assert!(rows > 0 && input.len() >= (rows - 1) * stride + k);
    assert!(weights.data.len() == k * n && out.len() == rows * n);
    // SAFETY: the two assertions bound every element that the strides reach, and `out` is borrowed exclusively.
    unsafe {
        gemm::gemm(
            rows,
            n,
            k,
            out.as_mut_ptr(),
            1,
            n as isize,
            false,
            input.as_ptr(),
            1,
            stride as isize,
            weights.data.as_ptr(),
            1,
            n as isize,
            0.0,
            1.0,
            false,
            false,
            false,
            gemm::Parallelism::None,
        );
    }
}

/// Runs a kernel with the widest instructions of this machine.
pub(crate) fn dispatch<O: WithSimd>(op: O) -> O::Output {
    Arch::new().dispatch(op)
}

const LANES: usize = 16;

/// Sum in sixteen interleaved parts, which any vector width computes alike.
#[inline(always)]
pub(crate) fn sum_by(values: &[f32], f: impl Fn(f32) -> f32) -> f32 {
    let mut acc = [0.0f32; LANES];
    let (chunks, rest) = values.as_chunks::<LANES>();
    for chunk in chunks {
        for (a, &v) in acc.iter_mut().zip(chunk) {
            *a += f(v);
        }
    }
    let mut width = LANES / 2;
    while width > 0 {
        for i in 0..width {
            acc[i] += acc[i + width];
        }
        width /= 2;
    }
    rest.iter().fold(acc[0], |sum, &v| sum + f(v))
}

/// Layer normalisation parameters.
#[derive(Debug, Clone)]
pub(crate) struct LayerNorm {
    pub(crate) gain: Vec<f32>,
    pub(crate) bias: Vec<f32>,
}

/// Maxout followed by layer normalisation, over rows.
pub(crate) struct MaxoutNorm<'a> {
    /// Sums before the bias, piece by piece: each row has `pieces * width` values.
    pub(crate) sums: &'a [f32],
    /// Bias in the same order.
    pub(crate) bias: &'a [f32],
    pub(crate) norm: &'a LayerNorm,
    /// The result, one row of `width` each.
    pub(crate) out: &'a mut [f32],
    /// Whether the result is added to `out` rather than replacing it.
    pub(crate) residual: bool,
}

impl WithSimd for MaxoutNorm<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let width = self.norm.gain.len();
        let gain = &self.norm.gain[..width];
        let shift = &self.norm.bias[..width];
        let inv = 1.0 / width as f32;
        let mut best = vec![0.0f32; width];
        let best = &mut best[..width];
        for (sums, out) in self.sums.chunks_exact(self.bias.len()).zip(self.out.chunks_exact_mut(width)) {
            best.fill(f32::NEG_INFINITY);
            for (sums, bias) in sums.chunks_exact(width).zip(self.bias.chunks_exact(width)) {
                for i in 0..width {
                    let sum = sums[i] + bias[i];
                    best[i] = if sum > best[i] { sum } else { best[i] };
                }
            }
            let mean = sum_by(best, |v| v) * inv;
            let variance = sum_by(best, |v| (v - mean) * (v - mean)) * inv + 1e-8;
            let scale = 1.0 / variance.sqrt();
            if self.residual {
                for i in 0..width {
                    out[i] += (best[i] - mean) * scale * gain[i] + shift[i];
                }
            } else {
                for i in 0..width {
                    out[i] = (best[i] - mean) * scale * gain[i] + shift[i];
                }
            }
        }
    }
}
