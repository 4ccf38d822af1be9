//! Learned weights of features.

use crate::CoderError;
use rustc_hash::FxHashMap;

/// How many features an explanation names.
const TELLING: usize = 4;

/// The feature that everything has.
const ALWAYS: &str = "always";

/// What each feature adds to the log-odds, in thousandths, for each kind of reading.
#[derive(Debug, Default)]
pub struct Weights(Vec<FxHashMap<String, i64>>);

impl Weights {
    /// Reads rows of the kind of reading, a feature and its weight.
    ///
    /// # Errors
    /// Names the line that is not so.
    pub fn read(name: &str, text: &str, kinds: &[&str]) -> Result<Self, CoderError> {
        let mut weights = Weights(vec![FxHashMap::default(); kinds.len()]);
        for (line, row) in crate::codebook::rows(text) {
            let wrong = |why: &str| CoderError::data(name, format!("line {line}: {why}"));
            let mut cells = row.split('\t');
            let (Some(kind), Some(feature), Some(weight), None) =
                (cells.next(), cells.next(), cells.next(), cells.next())
            else {
                return Err(wrong("three columns wanted"));
            };
            let weight = weight.parse::<i32>().map_err(|_| wrong("the weight is no whole number"))?;
            let (Some(_), Some(map)) = kinds.iter().zip(&mut weights.0).find(|(k, _)| **k == kind).unzip() else {
                return Err(wrong(&format!("the first column is \"{}\"", kinds.join("\" or \""))));
            };
            map.insert(feature.to_owned(), i64::from(weight));
        }
        Ok(weights)
    }

    /// The log-odds of a reading of the kind with these features, each with its value in thousandths.
    pub fn odds<'f>(&self, kind: usize, features: impl IntoIterator<Item = (&'f str, i64)>) -> i64 {
        let sum = features
            .into_iter()
            .fold(0i64, |sum, (f, value)| sum.saturating_add(self.of(kind, f).saturating_mul(value)));
        self.of(kind, ALWAYS) + sum / 1000
    }

    /// The features that speak most for it, with what they add.
    pub fn telling<'f>(&self, kind: usize, features: impl IntoIterator<Item = (&'f str, i64)>) -> Vec<(String, i32)> {
        let added = |(f, value): (&str, i64)| (f.to_owned(), short(self.of(kind, f).saturating_mul(value) / 1000));
        let mut all: Vec<(String, i32)> = features.into_iter().map(added).filter(|(_, w)| *w > 0).collect();
        all.sort_by_key(|(_, weight)| -weight);
        all.truncate(TELLING);
        all
    }

    fn of(&self, kind: usize, feature: &str) -> i64 {
        self.0.get(kind).and_then(|map| map.get(feature)).copied().unwrap_or_default()
    }
}

/// Most log-odds that are told, in thousandths.
const MOST: i64 = 1_000_000;

/// Log-odds as they are told.
pub fn short(odds: i64) -> i32 {
    i32::try_from(odds.clamp(-MOST, MOST)).unwrap_or_default()
}
