//! A state's vectors: powers by domains.

use crate::{Group, Nature, Spread, Tie, Weights, ties};
use std::collections::BTreeMap;
use tightrope_statement::{Domain, Entity, Statement};

/// Ties of one power, domain and group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tally {
    /// How many ties.
    pub ties: usize,
    /// Their weight, each shared among its domains.
    pub weight: f64,
    /// Ids of the statements behind them, in the order given, each once.
    pub statements: Vec<String>,
}

impl Tally {
    fn add(&mut self, tie: &Tie<'_>, weight: f64) {
        self.ties += 1;
        self.weight += weight;
        for s in &tie.statements {
            if !self.statements.contains(&s.id) {
                self.statements.push(s.id.clone());
            }
        }
    }
}

/// What ties a state to one power in one domain.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Cell {
    /// Ties that hold.
    pub in_force: Tally,
    /// Concluded ones.
    pub signed: Tally,
    /// Planned, offered, sought or considered ones.
    pub prospective: Tally,
    /// Ended ones; no part of the weight.
    pub ended: Tally,
}

impl Cell {
    /// Weight of all that is not ended.
    pub fn weight(&self) -> f64 {
        self.in_force.weight + self.signed.weight + self.prospective.weight
    }

    fn tally(&mut self, group: Group) -> &mut Tally {
        match group {
            Group::InForce => &mut self.in_force,
            Group::Signed => &mut self.signed,
            Group::Prospective => &mut self.prospective,
            Group::Ended => &mut self.ended,
        }
    }
}

/// A power's row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PowerRow {
    /// The state's code or the organisation's id.
    pub id: String,
    /// Its name, where a statement holds it.
    pub name: Option<String>,
    /// Cells with evidence; a domain without evidence has none.
    pub cells: BTreeMap<Domain, Cell>,
    /// Weight of all ties that are not ended.
    pub weight: f64,
    /// Part of all powers' weight, 0 to 1; none where it has no weight.
    pub share: Option<f64>,
    /// Conflict, over all domains; no part of the weight.
    pub friction: Tally,
}

/// How evenly the ties of one domain spread.
#[derive(Debug, Clone, PartialEq)]
pub struct DomainSpread {
    /// The domain.
    pub domain: Domain,
    /// The powers' weight in it.
    pub weight: f64,
    /// How evenly; none for fewer than two powers with evidence.
    pub spread: Option<Spread>,
}

/// The vectors of a state.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vectors {
    /// The state's code.
    pub focal: String,
    /// Powers, the strongest first; by weight, then friction, then id.
    pub powers: Vec<PowerRow>,
    /// Every domain with a tie, in the order of the contract.
    pub domains: Vec<DomainSpread>,
    /// Over all domains; none for fewer than two powers with evidence.
    pub overall: Option<Spread>,
}

/// Measures the vectors of the state `focal`.
///
/// `powers` restricts the rows, and with them shares and evenness; `None` takes every power with a tie or a friction.
/// A power asked for without any evidence gets no row.
pub fn vectors(focal: &str, statements: &[Statement], powers: Option<&[String]>, weights: &Weights) -> Vectors {
    let mut rows: BTreeMap<&str, PowerRow> = BTreeMap::new();
    let all = ties(focal, statements, weights);
    for tie in all.iter().filter(|t| powers.is_none_or(|list| list.iter().any(|p| p == t.power))) {
        let row = rows.entry(tie.power).or_default();
        match tie.nature {
            Nature::Friction if tie.group == Group::Ended => {}
            Nature::Friction => row.friction.add(tie, tie.weight),
            Nature::Bond => {
                for domain in &tie.domains {
                    row.cells.entry(*domain).or_default().tally(tie.group).add(tie, tie.weight_in_each());
                }
            }
        }
    }
    let names = names(statements);
    let mut rows: Vec<PowerRow> = rows
        .into_iter()
        .filter(|(_, row)| !row.cells.is_empty() || row.friction.ties > 0)
        .map(|(id, row)| PowerRow {
            weight: row.cells.values().map(Cell::weight).sum(),
            id: id.to_owned(),
            name: names.get(id).map(|n| (*n).to_owned()),
            ..row
        })
        .collect();
    rows.sort_by(|a, b| {
        b.weight
            .total_cmp(&a.weight)
            .then(b.friction.weight.total_cmp(&a.friction.weight))
            .then_with(|| a.id.cmp(&b.id))
    });
    let total: f64 = rows.iter().map(|r| r.weight).sum();
    for row in &mut rows {
        row.share = (row.weight > 0.0).then(|| row.weight / total);
    }
    let domains = Domain::ALL
        .iter()
        .filter(|d| rows.iter().any(|r| r.cells.contains_key(d)))
        .map(|d| {
            let in_domain = || rows.iter().filter_map(|r| r.cells.get(d)).map(Cell::weight);
            DomainSpread { domain: *d, weight: in_domain().sum(), spread: Spread::of(in_domain()) }
        })
        .collect();
    let overall = Spread::of(rows.iter().map(|r| r.weight));
    Vectors { focal: focal.to_owned(), powers: rows, domains, overall }
}

/// Names of states and organisations as the statements have them; of several the first.
fn names(statements: &[Statement]) -> BTreeMap<&str, &str> {
    let mut names: BTreeMap<&str, &str> = BTreeMap::new();
    for s in statements {
        let parties: [&[Entity]; 3] = [s.source.as_slice(), s.target.as_slice(), &s.with];
        for entity in parties.into_iter().flatten() {
            if crate::power_of(entity) == Some(&entity.id) {
                names.entry(&entity.id).or_insert(&entity.name);
            }
        }
    }
    names
}
