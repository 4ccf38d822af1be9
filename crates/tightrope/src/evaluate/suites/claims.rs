//! Claim suites: passages of a sentence or a few, each with a statement that a correct coder makes of it.

use super::super::metrics::share;
use super::super::rows::{Row, cell};
use super::super::written::{Sheet, figure};
use super::told;
use std::collections::BTreeMap;
use tightrope_statement::{Entity, Polarity, Statement};

#[derive(Debug, Default)]
pub(super) struct Claims {
    /// Passages and those found, by the first relation that the row names.
    relations: BTreeMap<String, (usize, usize)>,
    /// Passages that claim nothing, and those of them in which something is read.
    pub nothing: usize,
    pub misread: usize,
}

impl Claims {
    pub(super) fn made(&self) -> usize {
        self.relations.values().map(|(made, _)| made).sum()
    }

    pub(super) fn found(&self) -> usize {
        self.relations.values().map(|(_, found)| found).sum()
    }

    pub(super) fn shares(&self) -> BTreeMap<String, f64> {
        self.relations.iter().map(|(r, (made, found))| (r.clone(), share(*found as f64, *made as f64))).collect()
    }

    pub(super) fn judge(&mut self, row: &Row, claims: &str, statements: &[Statement], errors: &mut Vec<String>) {
        let passage = cell(row, "sentence");
        if claims == "-" {
            self.nothing += 1;
            if !statements.is_empty() {
                self.misread += 1;
                errors.push(told(cell(row, "id"), "read as a claim", passage, statements));
            }
            return;
        }
        let first = claims.split('|').next().unwrap_or(claims);
        let (made, found) = self.relations.entry(first.to_owned()).or_default();
        *made += 1;
        if statements.iter().any(|s| claims.split('|').any(|relation| says(s, relation, row))) {
            *found += 1;
        } else {
            let wanted = format!("not found: {claims} {} {}", cell(row, "source"), cell(row, "target"));
            errors.push(told(cell(row, "id"), &wanted, passage, statements));
        }
    }

    pub(super) fn sheet(&self) -> Option<Sheet> {
        let mut sheet = Sheet::new("Claims by relation", &["relation", "n", "found", "share"]);
        for (relation, (made, found)) in &self.relations {
            let share = figure(share(*found as f64, *made as f64));
            sheet.add(vec![relation.clone(), made.to_string(), found.to_string(), share]);
        }
        (!self.relations.is_empty()).then_some(sheet)
    }
}

fn says(s: &Statement, relation: &str, row: &Row) -> bool {
    let (source, target) = (cell(row, "source"), cell(row, "target"));
    let both = |a: &str, b: &str| is_named(&s.source, a) && is_named(&s.target, b);
    s.polarity == Polarity::Affirmed
        && s.relation.name() == relation
        && (both(source, target) || (s.relation.is_symmetric() && both(target, source)))
}

/// Whether an entity has this id, acts for the state of this id, or has this name; a "-" names any or none.
fn is_named(entity: &Option<Entity>, id: &str) -> bool {
    let folded =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let same = |text: &str| folded(text) == folded(id);
    id == "-" || entity.as_ref().is_some_and(|e| same(&e.id) || same(&e.name) || e.state.as_deref() == Some(id))
}
