//! Products in whole numbers: both sides in few bits with a scale, sums that are exact.
//!
//! Being exact they are the same on any processor and in any order, and processors of this decade have instructions for
//! them that do four times the work of those for `f32`. What stands for zero in a row is taken off its sums here: the product
//! library's own zeros, one a row, come out wrong where there are more rows than it takes at once (version 0.27).

use super::Quantised;
use crate::linalg::dispatch;
use pulp::{Simd, WithSimd};
use rayon::{ThreadPool, ThreadPoolBuilder};
use rten_gemm::{GemmExecutor, GemmInputA, GemmInputB, GemmOptions, PackedBMatrix};
use rten_tensor::NdTensorView;

/// Highest whole number of an input. With seven bits no sum of two products leaves sixteen bits, which older processors
/// would cut off.
const HIGHEST: f32 = 127.0;

/// Most inputs of an output, so that sums stay below two to the 31st.
const MOST_INPUTS: usize = 65_536;

/// What is added to a number so that its lowest bits are those of the nearest whole one (1.5 times two to the 23rd).
const ROUNDING: f32 = 12_582_912.0;

/// A matrix of eight-bit numbers, a scale for each output, with its bias.
pub(super) struct Whole {
    packed: PackedBMatrix<i8>,
    /// The sum of each output's numbers: what a step of zero adds to it.
    totals: Vec<i32>,
    scales: Vec<f32>,
    bias: Vec<f32>,
    pub(super) inputs: usize,
}

impl std::fmt::Debug for Whole {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Whole {{ inputs: {}, outputs: {} }}", self.inputs, self.bias.len())
    }
}

impl Whole {
    /// Of rows of `inputs` numbers each, one an output; none where rows, scales and bias do not fit each other, or rows have more
    /// than [`MOST_INPUTS`].
    pub(super) fn new(matrix: Quantised, bias: Vec<f32>, inputs: usize) -> Option<Self> {
        let n = bias.len();
        let rows = NdTensorView::try_from_data([n, inputs], matrix.rows.as_slice()).ok()?;
        let totals =
            matrix.rows.chunks_exact(inputs.max(1)).map(|row| row.iter().map(|w| i32::from(*w)).sum()).collect();
        let fits = n > 0 && (1..=MOST_INPUTS).contains(&inputs) && matrix.scales.len() == n;
        let packed = fits.then(|| Product::default().prepack_b(rows.transposed()))?;
        Some(Whole { packed, totals, scales: matrix.scales, bias, inputs })
    }

    /// Values out, for each row.
    pub(super) fn outputs(&self) -> usize {
        self.bias.len()
    }

    /// Replaces `out` by the products of rows of `inputs` values each.
    pub(super) fn apply(&self, input: &[f32], work: &mut Work, out: &mut Vec<f32>) {
        let (k, n) = (self.inputs, self.bias.len());
        let rows = input.len() / k;
        let Work { whole, zeros, steps, sums } = work;
        whole.resize(rows * k, 0);
        zeros.resize(rows, 0);
        steps.resize(rows, 0.0);
        sums.resize(rows * n, 0);
        dispatch(Rounding { input, k, whole, zeros, steps });
        let done = NdTensorView::try_from_data([rows, k], whole.as_slice()).is_ok_and(|rows| {
            let (a, b) = (GemmInputA::Unpacked(rows), GemmInputB::Packed(&self.packed));
            Product::default().gemm(sums, a, b, GemmOptions::default()).is_ok()
        });
        assert!(done || rows == 0, "shapes that were checked when the matrix was made");
        out.resize(rows * n, 0.0);
        dispatch(Scaling { of: self, sums, zeros, steps, out });
    }
}

type Product = GemmExecutor<u8, i8, i32>;

/// What products need beside their results, kept from one to the next.
#[derive(Debug, Default)]
pub(super) struct Work {
    whole: Vec<u8>,
    zeros: Vec<i32>,
    steps: Vec<f32>,
    sums: Vec<i32>,
}

/// Turns each row of `k` values into whole numbers from 0 to [`HIGHEST`], evenly from the lowest value to the highest, with
/// the number that stands for zero and what one step is worth.
struct Rounding<'a> {
    input: &'a [f32],
    k: usize,
    whole: &'a mut [u8],
    zeros: &'a mut [i32],
    steps: &'a mut [f32],
}

impl WithSimd for Rounding<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let rows = self.input.chunks_exact(self.k).zip(self.whole.chunks_exact_mut(self.k));
        for ((row, whole), (zero, step)) in rows.zip(self.zeros.iter_mut().zip(self.steps.iter_mut())) {
            let (mut low, mut high) = (0.0f32, 0.0f32);
            for &v in row {
                low = if v < low { v } else { low };
                high = if v > high { v } else { high };
            }
            let size = (high - low).max(1e-30) / HIGHEST;
            let (per, start) = (1.0 / size, (-low / size).round());
            for (w, &v) in whole.iter_mut().zip(row) {
                *w = ((v * per + start).clamp(0.0, HIGHEST) + ROUNDING).to_bits() as u8;
            }
            (*zero, *step) = (start.clamp(0.0, HIGHEST) as i32, size);
        }
    }
}

/// Turns sums of whole numbers into the values that they stand for, the bias added.
struct Scaling<'a> {
    of: &'a Whole,
    sums: &'a [i32],
    zeros: &'a [i32],
    steps: &'a [f32],
    out: &'a mut [f32],
}

impl WithSimd for Scaling<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let n = self.of.bias.len();
        let (totals, scales, bias) = (&self.of.totals[..n], &self.of.scales[..n], &self.of.bias[..n]);
        let rows = self.out.chunks_exact_mut(n).zip(self.sums.chunks_exact(n));
        for ((into, sums), (step, zero)) in rows.zip(self.steps.iter().zip(self.zeros)) {
            for i in 0..n {
                into[i] = (sums[i] - zero * totals[i]) as f32 * (step * scales[i]) + bias[i];
            }
        }
    }
}

thread_local! {
    /// The product library spreads its work over a pool of threads; who reads texts decides how many threads there are.
    static ALONE: Option<ThreadPool> = ThreadPoolBuilder::new().num_threads(1).build().ok();
}

/// Runs work whose products take one thread.
pub(super) fn alone<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    ALONE.with(|pool| match pool {
        Some(pool) => pool.install(work),
        None => work(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn products_are_near_those_of_the_values(
            rows in prop::collection::vec(prop::collection::vec(-3.0f32..3.0, 33), 1..9),
            times in 1usize..60,
            weights in prop::collection::vec(-127i8..=127, 33 * 5),
        ) {
            let scales = vec![0.01, 0.02, 0.0, 1.0, 0.5];
            let bias = vec![0.0, 1.0, -1.0, 0.5, 7.0];
            let matrix = Quantised { rows: weights.clone(), scales: scales.clone() };
            let whole = Whole::new(matrix, bias.clone(), 33).unwrap();
            // many rows, each with a zero of its own
            let rows: Vec<Vec<f32>> =
                (0..times).flat_map(|t| rows.iter().map(move |r| r.iter().map(|x| x * (t % 7) as f32 / 7.0).collect())).collect();
            let input: Vec<f32> = rows.concat();
            let mut out = Vec::new();
            alone(|| whole.apply(&input, &mut Work::default(), &mut out));
            prop_assert_eq!(out.len(), rows.len() * 5);
            for (row, found) in rows.iter().zip(out.chunks(5)) {
                for o in 0..5 {
                    let of: Vec<f32> = weights[33 * o..33 * (o + 1)].iter().map(|w| f32::from(*w) * scales[o]).collect();
                    let wanted = bias[o] + row.iter().zip(&of).map(|(x, w)| x * w).sum::<f32>();
                    // each input is off by half a step at most
                    let off = 6.0 / HIGHEST * of.iter().map(|w| w.abs()).sum::<f32>() + 1e-3;
                    prop_assert!((wanted - found[o]).abs() <= off, "{} {}", wanted, found[o]);
                }
            }
        }
    }

    #[test]
    fn extremes_are_whole_numbers_that_no_processor_cuts_off() {
        let matrix = Quantised { rows: vec![127; 4096], scales: vec![1.0] };
        let whole = Whole::new(matrix, vec![0.0], 4096).unwrap();
        let (input, mut out) = (vec![1.0; 2 * 4096], Vec::new());
        whole.apply(&input, &mut Work::default(), &mut out);
        assert!(out.iter().all(|x| (x / (127.0 * 4096.0) - 1.0).abs() < 1e-5), "{out:?}");
    }

    #[test]
    fn shapes_that_do_not_fit_are_refused() {
        let matrix = |n: usize| Quantised { rows: vec![1; n], scales: vec![1.0] };
        assert!(Whole::new(matrix(5), vec![0.0], 4).is_none());
        assert!(Whole::new(matrix(8), vec![0.0, 0.0], 4).is_none());
        assert!(Whole::new(matrix(0), Vec::new(), 0).is_none());
        assert!(Whole::new(matrix(MOST_INPUTS + 1), vec![0.0], MOST_INPUTS + 1).is_none());
        assert!(Whole::new(matrix(MOST_INPUTS), vec![0.0], MOST_INPUTS).is_some());
    }
}
