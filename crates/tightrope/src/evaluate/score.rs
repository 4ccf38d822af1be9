//! Precision, recall and F1.

use serde::Serialize;

/// Figures of a comparison, fractions between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Score {
    /// Sentences compared.
    pub n: usize,
    /// How much of what was found is right.
    pub precision: f64,
    /// How much of what is there was found.
    pub recall: f64,
    /// Their harmonic mean.
    pub f1: f64,
}

impl Score {
    /// From what is right of what was found, and what was found of what is there.
    pub fn new(n: usize, right: f64, found: f64, met: f64, there: f64) -> Self {
        let ratio = |a: f64, b: f64| if b > 0.0 { a / b } else { 0.0 };
        let (precision, recall) = (ratio(right, found), ratio(met, there));
        let f1 = ratio(2.0 * precision * recall, precision + recall);
        Score { n, precision, recall, f1 }
    }
}
