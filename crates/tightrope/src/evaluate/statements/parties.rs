//! How right parties are by the way in which they were found: what the steps of confidence are worth.

use super::line::{GoldLine, Predicted};
use super::matching::{accepts, evidence_fits};
use super::score::Credit;
use std::collections::BTreeMap;
use tightrope_coder::{Explanation, PartyReading};

/// How the source and target of a statement were found: the step's name ("recalled 0.9") and its confidence.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Steps {
    pub(super) source: Option<(String, f64)>,
    pub(super) target: Option<(String, f64)>,
}

/// The steps of every statement of an explanation, by id.
pub(super) fn steps(explanation: &Explanation) -> BTreeMap<String, Steps> {
    let step = |p: &Option<PartyReading>| {
        p.as_ref().map(|p| (format!("{} {:.2}", p.found.as_str(), p.confidence), p.confidence))
    };
    let statements = explanation.sentences.iter().flat_map(|s| s.statements());
    statements.map(|r| (r.statement.clone(), Steps { source: step(&r.source), target: step(&r.target) })).collect()
}

/// What parties were worth.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Worth {
    /// By step: parties that a gold line accepts, of those in statements whose relation and evidence are those of one.
    pub parties: BTreeMap<String, Credit>,
    /// By the confidence of the weaker party: statements that were paired with a gold line, of all.
    pub statements: BTreeMap<String, Credit>,
}

impl Worth {
    /// Counts one statement.
    pub fn count(&mut self, gold: &[GoldLine], given: &Predicted, paired: bool) {
        let sides = [(&given.steps.source, &given.source), (&given.steps.target, &given.target)];
        let weakest = sides.iter().filter_map(|(step, _)| step.as_ref().map(|s| s.1)).min_by(f64::total_cmp);
        if let Some(weakest) = weakest {
            self.statements.entry(format!("{weakest:.2}")).or_default().add(f64::from(u8::from(paired)));
        }
        let fitting = gold.iter().filter(|g| evidence_fits(g, given)).flat_map(|g| &g.readings);
        let fitting: Vec<_> = fitting.filter(|r| r.relation == given.relation()).collect();
        if fitting.is_empty() {
            return;
        }
        for (step, names) in sides {
            if let Some((step, _)) = step {
                let right = fitting.iter().any(|r| accepts(&r.source, names) || accepts(&r.target, names));
                self.parties.entry(step.clone()).or_default().add(f64::from(u8::from(right)));
            }
        }
    }

    /// Adds the worth of another page.
    pub fn add(&mut self, other: &Worth) {
        for (mine, theirs) in [(&mut self.parties, &other.parties), (&mut self.statements, &other.statements)] {
            for (name, credit) in theirs {
                mine.entry(name.clone()).or_default().join(*credit);
            }
        }
    }
}
