//! How evenly weights spread over powers.

/// How evenly weights spread over the powers that have any. Only for two powers or more: one power, or none, is no
/// balance but a lack of data.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Number of powers K with a weight above zero.
    pub powers: usize,
    /// Herfindahl-Hirschman index, the sum of squared shares; from 1/K to 1. Hirschman 1945, Herfindahl 1950.
    pub hhi: f64,
    /// 1 - (HHI - 1/K) / (1 - 1/K); from 0, one power has all, to 1, all have the same. The normalisation is the usual
    /// one without UNCTAD's square root; its use as a balance of ties is the project's own.
    pub balance: f64,
    /// Shannon evenness, -sum s ln s / ln K; from 0 to 1. Shannon 1948, Pielou 1966.
    pub evenness: f64,
    /// Effective number of powers, 1 / HHI; from 1 to K. Laakso and Taagepera 1979.
    pub effective: f64,
    /// The largest share, from 1/K to 1.
    pub largest: f64,
}

impl Spread {
    /// Measures weights; those that are not above zero are no evidence and do not count.
    ///
    /// Returns `None` for fewer than two.
    pub fn of(weights: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut weights: Vec<f64> = weights.into_iter().filter(|w| *w > 0.0 && w.is_finite()).collect();
        // Sums of floats depend on their order; the result must not depend on that of the powers.
        weights.sort_by(f64::total_cmp);
        let total: f64 = weights.iter().sum();
        let powers = weights.len();
        if powers < 2 || !total.is_finite() {
            return None;
        }
        let k = powers as f64;
        let shares = || weights.iter().map(|w| w / total);
        let hhi: f64 = shares().map(|s| s * s).sum();
        let entropy: f64 = shares().map(|s| -s * s.ln()).sum();
        let unit = |x: f64| x.clamp(0.0, 1.0);
        Some(Spread {
            powers,
            hhi,
            balance: unit(1.0 - (hhi - 1.0 / k) / (1.0 - 1.0 / k)),
            evenness: unit(entropy / k.ln()),
            effective: 1.0 / hhi,
            largest: shares().fold(0.0, f64::max),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9, "{a} is not {b}");
    }

    /// Values worked out by hand.
    #[test]
    fn hand_values() {
        let even = Spread::of([2.0, 2.0, 2.0, 2.0]).unwrap();
        near(even.hhi, 0.25);
        near(even.balance, 1.0);
        near(even.evenness, 1.0);
        near(even.effective, 4.0);
        let uneven = Spread::of([3.0, 0.0, 1.0]).unwrap();
        assert_eq!(uneven.powers, 2);
        near(uneven.hhi, 0.625);
        near(uneven.balance, 0.75);
        near(uneven.evenness, 0.811_278_124_459_132_8);
        near(uneven.effective, 1.6);
        near(uneven.largest, 0.75);
    }

    #[test]
    fn too_few_are_no_balance() {
        assert_eq!(Spread::of([]), None);
        assert_eq!(Spread::of([5.0]), None);
        assert_eq!(Spread::of([5.0, 0.0]), None);
    }
}
