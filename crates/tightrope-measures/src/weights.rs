//! How much each relation and status counts, from `data/weights.toml`.

use crate::MeasureError;
use serde::Deserialize;
use std::collections::BTreeMap;
use tightrope_statement::{Domain, Relation, Status};

/// What a relation counts.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// Weight of a tie that holds; not below zero.
    pub weight: f64,
    /// Where it counts when its statement names no domain.
    pub domain: Domain,
}

/// The whole table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    status: BTreeMap<Status, f64>,
    bond: BTreeMap<String, Weight>,
    friction: BTreeMap<String, Weight>,
}

const FILE: &str = include_str!("../data/weights.toml");

impl Weights {
    /// The project's own weights.
    ///
    /// # Errors
    /// Never, as long as the tests pass.
    pub fn standard() -> Result<Self, MeasureError> {
        Weights::parse(FILE)
    }

    /// The file of the project's own weights, with the reason of each.
    pub fn standard_file() -> &'static str {
        FILE
    }

    /// Reads a table of weights in the form of the project's own.
    ///
    /// # Errors
    /// Where it is no such table, names an unknown relation or holds a weight below zero.
    pub fn parse(toml: &str) -> Result<Self, MeasureError> {
        let weights: Weights = toml::from_str(toml).map_err(|e| MeasureError::Unreadable(e.to_string()))?;
        let numbers = weights.status.iter().map(|(s, f)| (s.as_str(), *f));
        let relations = weights.bond.iter().chain(&weights.friction).map(|(r, w)| (r.as_str(), w.weight));
        for (key, number) in numbers.chain(relations) {
            if !(number.is_finite() && number >= 0.0) {
                let problem = format!("{number} is no weight; it must be zero or more");
                return Err(MeasureError::Wrong { key: key.to_owned(), problem });
            }
        }
        for key in weights.bond.keys().chain(weights.friction.keys()) {
            if let Err(e) = key.parse::<Relation>() {
                return Err(MeasureError::Wrong { key: key.clone(), problem: e.to_string() });
            }
        }
        Ok(weights)
    }

    /// What a relation counts as a bond, where it is one.
    pub fn bond(&self, relation: Relation) -> Option<Weight> {
        self.bond.get(relation.name()).copied()
    }

    /// What a relation counts as friction, where it is such.
    pub fn friction(&self, relation: Relation) -> Option<Weight> {
        self.friction.get(relation.name()).copied()
    }

    /// The factor of a status, 0 where the table has none.
    pub fn status(&self, status: Status) -> f64 {
        self.status.get(&status).copied().unwrap_or(0.0)
    }
}
