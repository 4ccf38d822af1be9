//! Weights of the features.

use super::Proposal;
use crate::CoderError;
use rustc_hash::FxHashMap;

/// What each feature adds to the log-odds of a proposal, in thousandths.
#[derive(Debug, Default)]
pub struct Weights {
    one: FxHashMap<String, i32>,
    both: FxHashMap<String, i32>,
}

/// How many features an explanation names.
const TELLING: usize = 4;

/// The feature that every proposal has.
const ALWAYS: &str = "always";

impl Weights {
    /// Reads rows of which sides are open (`one`, `both`), a feature and its weight.
    ///
    /// # Errors
    /// Names the line that is not so.
    pub fn read(name: &str, text: &str) -> Result<Self, CoderError> {
        let mut weights = Weights::default();
        for (k, row) in text.lines().enumerate().filter(|(_, row)| !row.is_empty() && !row.starts_with('#')) {
            let wrong = |why: &str| CoderError::data(name, format!("line {}: {why}", k + 1));
            let mut cells = row.split('\t');
            let (Some(open), Some(feature), Some(weight), None) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                return Err(wrong("three columns wanted"));
            };
            let weight = weight.parse().map_err(|_| wrong("the weight is no whole number"))?;
            let map = match open {
                "one" => &mut weights.one,
                "both" => &mut weights.both,
                _ => return Err(wrong("the first column is \"one\" or \"both\"")),
            };
            map.insert(feature.to_owned(), weight);
        }
        Ok(weights)
    }

    /// Log-odds of the proposal, in thousandths.
    pub fn odds(&self, p: &Proposal<'_>) -> i32 {
        p.features.iter().fold(self.of(p, ALWAYS), |sum, f| sum.saturating_add(self.of(p, f)))
    }

    /// The features that speak most for the proposal, with their weights.
    pub fn telling(&self, p: &Proposal<'_>) -> Vec<(String, i32)> {
        let mut all: Vec<(String, i32)> = p.features.iter().map(|f| (f.clone(), self.of(p, f))).collect();
        all.retain(|(_, weight)| *weight > 0);
        all.sort_by_key(|(_, weight)| -weight);
        all.truncate(TELLING);
        all
    }

    fn of(&self, p: &Proposal<'_>, feature: &str) -> i32 {
        let map = if p.both { &self.both } else { &self.one };
        map.get(feature).copied().unwrap_or_default()
    }
}
