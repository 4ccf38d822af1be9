//! Figures that every scorer shares: precision, recall, F1, accuracy and confusion.

use std::collections::{BTreeMap, BTreeSet};

/// Right, superfluous and missed answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Answers that are right.
    pub right: usize,
    /// Answers that are wrong.
    pub extra: usize,
    /// Wanted answers that were not given.
    pub missed: usize,
}

impl Tally {
    /// Share of the answers that are right, 0 to 1; 0 where there is none.
    pub fn precision(self) -> f64 {
        share(self.right as f64, (self.right + self.extra) as f64)
    }

    /// Share of the wanted answers that were given, 0 to 1; 0 where none is wanted.
    pub fn recall(self) -> f64 {
        share(self.right as f64, (self.right + self.missed) as f64)
    }

    /// Harmonic mean of precision and recall, 0 to 1.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        share(2.0 * p * r, p + r)
    }

    /// Adds another tally.
    pub fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.extra += other.extra;
        self.missed += other.missed;
    }
}

/// `part / whole`, or 0 where the whole is 0.
pub(crate) fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

/// How often each label was given where each label was right.
#[derive(Debug, Clone, Default)]
pub(crate) struct Confusion {
    counts: BTreeMap<(String, String), usize>,
}

impl Confusion {
    /// Counts one answer.
    pub fn add(&mut self, gold: &str, given: &str) {
        *self.counts.entry((gold.to_owned(), given.to_owned())).or_default() += 1;
    }

    /// How often `given` was the answer where `gold` is right.
    pub fn count(&self, gold: &str, given: &str) -> usize {
        self.counts.get(&(gold.to_owned(), given.to_owned())).copied().unwrap_or_default()
    }

    /// Number of answers.
    pub fn total(&self) -> usize {
        self.counts.values().sum()
    }

    /// Labels of the gold, in alphabetical order.
    pub fn labels(&self) -> Vec<&str> {
        self.counts.keys().map(|(gold, _)| gold.as_str()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Labels that were given, in alphabetical order.
    pub fn given(&self) -> Vec<&str> {
        self.counts.keys().map(|(_, given)| given.as_str()).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The tally of one label against all others.
    pub fn tally(&self, label: &str) -> Tally {
        let right = self.count(label, label);
        let sum = |pick: &dyn Fn(&(String, String)) -> bool| -> usize {
            self.counts.iter().filter(|(key, _)| pick(key)).map(|(_, n)| n).sum()
        };
        Tally {
            right,
            extra: sum(&|(gold, given)| given == label && gold != label),
            missed: sum(&|(gold, given)| gold == label && given != label),
        }
    }

    /// Share of the answers that are right, 0 to 1.
    pub fn accuracy(&self) -> f64 {
        let right: usize = self.counts.iter().filter(|((gold, given), _)| gold == given).map(|(_, n)| n).sum();
        share(right as f64, self.total() as f64)
    }

    /// Mean F1 of the labels that the gold uses, 0 to 1.
    pub fn macro_f1(&self) -> f64 {
        let labels = self.labels();
        share(labels.iter().map(|l| self.tally(l).f1()).sum(), labels.len() as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_hand() {
        let tally = Tally { right: 3, extra: 1, missed: 2 };
        assert_eq!((tally.precision(), tally.recall()), (0.75, 0.6));
        assert!((tally.f1() - 2.0 / 3.0).abs() < 1e-12);
        assert_eq!(Tally::default().f1(), 0.0);
        let mut c = Confusion::default();
        for (gold, given) in [("A", "A"), ("A", "B"), ("B", "B"), ("B", "none")] {
            c.add(gold, given);
        }
        assert_eq!(c.accuracy(), 0.5);
        assert_eq!(c.tally("B"), Tally { right: 1, extra: 1, missed: 1 });
        // A: precision 1, recall 1/2; B: 1/2 and 1/2. "none" is no label of the gold.
        assert!((c.macro_f1() - (2.0 / 3.0 + 0.5) / 2.0).abs() < 1e-12);
    }
}
