//! The score of one page.

use super::assign::assign;
use super::line::{GoldLine, Predicted};
use super::matching::{credit, is_core_match};
use super::parties::Worth;
use crate::evaluate::metrics::{Tally, share};
use std::collections::BTreeMap;

/// Credit earned of credit possible.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Credit {
    /// Sum of what each earned, 0 to 1.
    pub earned: f64,
    /// How many there were.
    pub count: usize,
}

impl Credit {
    /// Adds one attribute.
    pub fn add(&mut self, earned: f64) {
        self.earned += earned;
        self.count += 1;
    }

    /// Adds another credit.
    pub fn join(&mut self, other: Credit) {
        self.earned += other.earned;
        self.count += other.count;
    }

    /// Mean, 0 to 1; 0 where there is none.
    pub fn mean(self) -> f64 {
        share(self.earned, self.count as f64)
    }
}

/// The score of a page, or of several summed.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Score {
    /// Statements against the lines that are not optional.
    pub core: Tally,
    /// Optional lines found.
    pub optional: usize,
    /// Attributes of the pairs, by name, where the line states them.
    pub attributes: BTreeMap<&'static str, Credit>,
    /// The same, of the lines that state anything but the default (`actual`, `asserted`, nobody).
    pub departing: BTreeMap<&'static str, Credit>,
    /// Pairs whose line states neither certainty nor attribution, and those that were left asserted and unattributed.
    pub unmarked: Credit,
    /// Denied lines that were found, of all denied lines that are not optional.
    pub denied: Credit,
    /// By relation: of the gold line where one was found or missed, of the statement where it is superfluous.
    pub relations: BTreeMap<String, Tally>,
    /// How right parties are by the way in which they were found.
    pub worth: Worth,
    /// Lines that were missed, statements that are superfluous and attributes that are wrong, one message each.
    pub errors: Vec<String>,
}

impl Score {
    /// All attributes together.
    pub fn attributes_total(&self) -> Credit {
        let mut total = Credit::default();
        self.attributes.values().for_each(|c| total.join(*c));
        total
    }

    /// Adds the score of another page.
    pub fn add(&mut self, other: &Score) {
        self.core.add(other.core);
        self.optional += other.optional;
        for (mine, theirs) in [(&mut self.attributes, &other.attributes), (&mut self.departing, &other.departing)] {
            for (name, credit) in theirs {
                mine.entry(name).or_default().join(*credit);
            }
        }
        self.worth.add(&other.worth);
        self.unmarked.join(other.unmarked);
        self.denied.join(other.denied);
        for (relation, tally) in &other.relations {
            self.relations.entry(relation.clone()).or_default().add(*tally);
        }
        self.errors.extend(other.errors.iter().cloned());
    }
}

/// Pairs lines and statements one to one, so that first the most required lines are found, then the most attributes are
/// right, and counts.
pub(crate) fn score(gold: &[GoldLine], given: &[Predicted]) -> Score {
    let mut weights = BTreeMap::new();
    for (i, line) in gold.iter().enumerate() {
        for (j, statement) in given.iter().enumerate().filter(|(_, s)| is_core_match(line, s)) {
            let credits: f64 = line.stated.iter().map(|(k, want)| credit(k, want, statement)).sum();
            let base = if line.optional { 1.0 } else { 1000.0 };
            weights.insert((i, j), base + credits / line.stated.len().max(1) as f64);
        }
    }
    let pairs = assign(&weights);
    let mut score = Score::default();
    for (i, line) in gold.iter().enumerate() {
        let found = pairs.get(&i).and_then(|j| given.get(*j));
        if let Some(statement) = found {
            score.pair(line, statement);
        }
        if line.optional {
            score.optional += usize::from(found.is_some());
            continue;
        }
        let tally = Tally { right: usize::from(found.is_some()), extra: 0, missed: usize::from(found.is_none()) };
        score.core.add(tally);
        score.relations.entry(line.relation.clone()).or_default().add(tally);
        if line.polarity.iter().all(|p| p == "denied") {
            score.denied.add(f64::from(u8::from(found.is_some())));
        }
        if found.is_none() {
            let GoldLine { id, document, relation, quote, .. } = line;
            score.errors.push(format!("{document}\tmissed\t{id}\t{relation}\t{}\t{quote}", line.parties()));
        }
    }
    let used: std::collections::BTreeSet<usize> = pairs.values().copied().collect();
    for (j, statement) in given.iter().enumerate() {
        score.worth.count(gold, statement, used.contains(&j));
    }
    let document = gold.first().map_or("", |g| g.document.as_str());
    for statement in given.iter().enumerate().filter(|(j, _)| !used.contains(j)).map(|(_, s)| s) {
        let tally = Tally { extra: 1, ..Tally::default() };
        score.core.add(tally);
        score.relations.entry(statement.relation().to_owned()).or_default().add(tally);
        let parties = format!("{} -> {}", statement.told("source", "name"), statement.told("target", "name"));
        let (rule, words) =
            (statement.told("coder", "rule"), statement.told("evidence", "exact").replace(['\t', '\n'], " "));
        score.errors.push(format!("{document}\textra\t{rule}\t{}\t{parties}\t{words}", statement.relation()));
    }
    score
}

impl Score {
    fn pair(&mut self, line: &GoldLine, statement: &Predicted) {
        if line.stated.iter().all(|(k, _)| !matches!(*k, "certainty" | "attribution")) {
            self.unmarked.add(f64::from(u8::from(statement.is_unmarked())));
        }
        for (name, want) in &line.stated {
            let earned = credit(name, want, statement);
            self.attributes.entry(name).or_default().add(earned);
            if !is_default(name, want) {
                self.departing.entry(name).or_default().add(earned);
            }
            if earned < 1.0 {
                let got = statement.attribute(name);
                self.errors
                    .push(format!("{}\t{name}\t{}\t{}\twant {want}\tgot {got}", line.document, line.id, line.relation));
            }
        }
    }
}

/// Whether a line only states what a statement says where nothing is said.
fn is_default(attribute: &str, want: &serde_json::Value) -> bool {
    match attribute {
        "status" => want == "actual",
        "certainty" => want == "asserted",
        "attribution" => want.as_array().is_some_and(Vec::is_empty),
        _ => false,
    }
}
