//! One layer: attention, then a network for each piece.

use super::LONGEST;
use super::whole::{Whole, Work};
use crate::linalg::{LayerNorm, Matrix, dispatch, product, sum_by};
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

    /// The part of the matrix that takes the inputs `from..to`, as far as there are, without bias.
    pub fn part(&self, from: usize, to: usize) -> Dense {
        let to = to.min(self.weights.k);
        let from = from.min(to);
        Dense { weights: self.weights.inputs(from, to), bias: vec![0.0; self.weights.n] }
    }

    /// Products with these rows of `inputs` values each, one an output.
    pub fn of_rows(rows: &[f32], inputs: usize) -> Dense {
        let n = rows.len() / inputs.max(1);
        Dense { weights: Matrix::from_output_rows(rows, inputs, 0..n), bias: vec![0.0; n] }
    }

    /// The bias.
    pub fn bias(&self) -> &[f32] {
        &self.bias
    }

    /// The weights of one input; empty where there is none.
    pub fn of_input(&self, input: usize) -> &[f32] {
        if input < self.weights.k { self.weights.row(input) } else { &[] }
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
        for row in out.chunks_exact_mut(self.weights.n.max(1)) {
            row.iter_mut().zip(&self.bias).for_each(|(x, b)| *x += b);
        }
    }
}

/// The weights of a layer.
#[derive(Debug)]
pub(super) struct Layer {
    /// Query, key and value side by side.
    pub(super) attention: Whole,
    pub(super) attended: Whole,
    pub(super) attended_norm: LayerNorm,
    pub(super) inner: Whole,
    pub(super) outer: Whole,
    pub(super) outer_norm: LayerNorm,
    pub(super) heads: usize,
}

/// What layers need beside the rows, kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Room {
    asked: Vec<f32>,
    context: Vec<f32>,
    out: Vec<f32>,
    work: Work,
}

impl Layer {
    /// Replaces each row by what the layer makes of it; the rows are those of texts of these lengths, one after the other.
    /// `nearness` is what the place of a key, seen from a query, adds to how well they fit.
    pub(super) fn apply(&self, rows: &mut [f32], lengths: &[usize], nearness: &Nearness, room: &mut Room) {
        let Room { asked, context, out, work } = room;
        self.attention.apply(rows, work, asked);
        let width = self.attended.inputs;
        context.resize(rows.len(), 0.0);
        let (mut asked_of, mut context_of) = (asked.as_slice(), context.as_mut_slice());
        for length in lengths {
            let (own, others) = asked_of.split_at(3 * width * length);
            let (into, later) = context_of.split_at_mut(width * length);
            self.attend(own, into, nearness);
            (asked_of, context_of) = (others, later);
        }
        self.attended.apply(context, work, out);
        rows.iter_mut().zip(out.iter()).for_each(|(x, y)| *x += y);
        normalise(rows, &self.attended_norm);
        self.inner.apply(rows, work, asked);
        gelu(asked);
        self.outer.apply(asked, work, out);
        rows.iter_mut().zip(out.iter()).for_each(|(x, y)| *x += y);
        normalise(rows, &self.outer_norm);
    }

    /// What each row takes from all others: the mean of their values, weighted by how well its query fits their keys.
    fn attend(&self, asked: &[f32], context: &mut [f32], nearness: &Nearness) {
        let width = self.attended.inputs;
        let size = width / self.heads.max(1);
        let scale = 1.0 / (size as f32).sqrt();
        let n = context.len() / width.max(1);
        let (mut fits, mut out) = (Vec::new(), Vec::new());
        let mut own = vec![0.0; n * size];
        for head in 0..self.heads {
            // query, key or value of every row
            let part = |which: usize| {
                let start = which * width + head * size;
                asked.chunks_exact(3 * width).map(move |row| row.get(start..start + size).unwrap_or_default())
            };
            let keys: Vec<f32> = part(1).flatten().map(|k| k * scale).collect();
            let values: Vec<f32> = part(2).flatten().copied().collect();
            own.chunks_exact_mut(size.max(1)).zip(part(0)).for_each(|(o, q)| o.copy_from_slice(q));
            product(&own, size, n, &Matrix::from_output_rows(&keys, size, 0..n), &mut fits);
            nearness.add(head, &mut fits, n);
            softmax(&mut fits, n);
            product(&fits, n, n, &Matrix::from_input_rows(values, n), &mut out);
            for (row, o) in context.chunks_exact_mut(width).zip(out.chunks_exact(size.max(1))) {
                if let Some(into) = row.get_mut(head * size..(head + 1) * size) {
                    into.copy_from_slice(o);
                }
            }
        }
    }
}

/// What the distance between two pieces adds to how well the one's query fits the other's key; nothing where a model has no
/// such weights.
#[derive(Debug, Default)]
pub(super) struct Nearness {
    /// For each head a value for each distance, from the key's place `LONGEST - 1` before to as far after the query's.
    pub(super) weights: Vec<f32>,
}

impl Nearness {
    fn add(&self, head: usize, fits: &mut [f32], n: usize) {
        let of_head = self.weights.chunks_exact(2 * LONGEST - 1).nth(head).unwrap_or_default();
        for (query, row) in fits.chunks_exact_mut(n.max(1)).enumerate() {
            let near = of_head.get((LONGEST - 1).saturating_sub(query)..).unwrap_or_default();
            row.iter_mut().zip(near).for_each(|(fit, near)| *fit += near);
        }
    }
}

/// Rows of values that become shares: each the greater the greater the value, adding up to one.
struct Softmax<'a> {
    rows: &'a mut [f32],
    width: usize,
}

/// Turns each row of `width` values into shares that add up to one: powers of e, divided by their sum.
pub fn softmax(rows: &mut [f32], width: usize) {
    dispatch(Softmax { rows, width });
}

impl WithSimd for Softmax<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for row in self.rows.chunks_exact_mut(self.width.max(1)) {
            let most = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            for v in row.iter_mut() {
                *v = power(*v - most);
            }
            let sum = sum_by(row, |v| v);
            for v in row.iter_mut() {
                *v /= sum;
            }
        }
    }
}

/// The natural logarithm of two, in a part that few bits hold and the rest.
const LN_2: (f32, f32) = (0.693_359_4, -0.000_212_194_44);

/// e to the power of a value that is not above zero: the nearest power of two times the series of what is left (error below
/// 3e-7 of the result); below -87 what it is there, 1.6e-38.
#[inline(always)]
fn power(x: f32) -> f32 {
    let x = x.max(-87.0);
    let n = (x * std::f32::consts::LOG2_E + 0.5).floor();
    let r = x - n * LN_2.0 - n * LN_2.1;
    let series =
        1.0 + r * (1.0 + r * (1.0 / 2.0 + r * (1.0 / 6.0 + r * (1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0))))));
    // the exponent's bits, for n from -126 to 0
    series * f32::from_bits(((n as i32 + 127) as u32) << 23)
}

/// Layer normalisation of each row.
pub(super) fn normalise(rows: &mut [f32], norm: &LayerNorm) {
    dispatch(Normalising { rows, norm });
}

struct Normalising<'a> {
    rows: &'a mut [f32],
    norm: &'a LayerNorm,
}

impl WithSimd for Normalising<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let width = self.norm.gain.len();
        for row in self.rows.chunks_exact_mut(width.max(1)) {
            let mean = sum_by(row, |v| v) / width as f32;
            let variance = sum_by(row, |v| (v - mean) * (v - mean)) / width as f32;
            let scale = 1.0 / (variance + 1e-12).sqrt();
            for ((v, gain), bias) in row.iter_mut().zip(&self.norm.gain).zip(&self.norm.bias) {
                *v = (*v - mean) * scale * gain + bias;
            }
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
    fn powers_are_those_of_the_library() {
        assert_eq!(power(f32::NEG_INFINITY), power(-87.0));
        for i in 0..=8700 {
            let x = -(i as f32) / 100.0;
            let (got, want) = (power(x), libm::expf(x));
            assert!((got - want).abs() <= 3e-7 * want, "{x}: {got} {want}");
        }
    }

    #[test]
    fn what_is_near_is_told_by_its_distance_from_the_query() {
        let of_head = |head: usize| (0..2 * LONGEST - 1).map(move |i| (head * 1000 + i) as f32 - (LONGEST - 1) as f32);
        let nearness = Nearness { weights: of_head(0).chain(of_head(1)).collect() };
        let mut fits = vec![0.0; 9];
        nearness.add(0, &mut fits, 3);
        assert_eq!(fits, [0.0, 1.0, 2.0, -1.0, 0.0, 1.0, -2.0, -1.0, 0.0]);
        nearness.add(1, &mut fits[..1], 1);
        assert_eq!(fits[0], 1000.0);
        Nearness::default().add(0, &mut fits, 3);
        assert_eq!(fits[0], 1000.0);
    }

    #[test]
    fn shares_add_up_to_one() {
        let mut values = [1.0, 2.0, 800.0, -3.0, 7.0, 7.0, 7.0, 7.0];
        softmax(&mut values, 4);
        assert!((values[..4].iter().sum::<f32>() - 1.0).abs() < 1e-6);
        assert!(values[2] > 0.99);
        assert_eq!(values[4..], [0.25; 4]);
    }
}
