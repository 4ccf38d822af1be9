//! From statements to ties of one state, the same claim folded into one.

use crate::Weights;
use std::collections::BTreeMap;
use tightrope_statement::{Domain, Entity, EntityType, Polarity, Relation, Statement, Status};

/// How far a tie has come, as the vectors show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// It holds or was done.
    InForce,
    /// Concluded, not yet done.
    Signed,
    /// Planned, offered, sought or considered.
    Prospective,
    /// It no longer holds; no part of any share.
    Ended,
}

impl Group {
    /// The group of a status.
    pub fn of(status: Status) -> Self {
        match status {
            Status::Actual => Group::InForce,
            Status::Signed => Group::Signed,
            Status::Planned | Status::Offered | Status::Sought | Status::Considered => Group::Prospective,
            Status::Ended => Group::Ended,
        }
    }

    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Group::InForce => "in force",
            Group::Signed => "signed",
            Group::Prospective => "prospective",
            Group::Ended => "ended",
        }
    }
}

/// Whether a tie binds or parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// It counts in the shares.
    Bond,
    /// Conflict: shown beside them.
    Friction,
}

/// A tie between the focal state and one power: one claim, however often it is told.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie<'a> {
    /// The other side: a state's code or an organisation's id.
    pub power: &'a str,
    /// Bond or friction.
    pub nature: Nature,
    /// What the statements claim.
    pub relation: Relation,
    /// How far it has come.
    pub group: Group,
    /// Where it counts; its weight is shared equally among them. Never empty, in the order of the contract.
    pub domains: Vec<Domain>,
    /// Weight of the whole tie: relation times status.
    pub weight: f64,
    /// The statements that make the claim, in the order given.
    pub statements: Vec<&'a Statement>,
}

impl Tie<'_> {
    /// The weight in each of its domains.
    pub fn weight_in_each(&self) -> f64 {
        self.weight / self.domains.len().max(1) as f64
    }
}

/// The power that an entity counts for: a state for itself, an organisation that acts for no state for itself, all
/// others for the state they act for.
///
/// An initiative is no power: it counts for the state it acts for, where one is known.
pub fn power_of(entity: &Entity) -> Option<&str> {
    match entity.kind {
        EntityType::State => Some(&entity.id),
        EntityType::Organisation => Some(entity.state.as_ref().unwrap_or(&entity.id)),
        _ => entity.state.as_deref(),
    }
}

/// The power an initiative counts for, where the entity alone does not tell: who leads it, else who proposed it.
fn sponsors(statements: &[Statement]) -> BTreeMap<&str, &str> {
    let mut found: BTreeMap<&str, (bool, &str)> = BTreeMap::new();
    for s in statements.iter().filter(|s| s.polarity == Polarity::Affirmed && s.status != Status::Ended) {
        let leads = match s.relation.name() {
            "leads" => true,
            "proposes" => false,
            _ => continue,
        };
        let Some(target) = s.target.as_ref().filter(|t| t.kind == EntityType::Initiative) else { continue };
        let Some(power) = s.source.as_ref().and_then(power_of) else { continue };
        let old = found.entry(&target.id).or_insert((leads, power));
        if leads && !old.0 {
            *old = (leads, power);
        }
    }
    found.into_iter().map(|(id, (_, power))| (id, power)).collect()
}

/// What tells one claim from another.
type Key<'a> = (&'a str, Relation, Vec<&'a str>, Option<String>, Status);

/// The ties of the state `focal` with all powers, in the order of their first statement.
///
/// Denied statements never count. Several statements of the same relation, parties, object and status are one tie,
/// unless they name domains and share none. A tie of several parties counts in full with each of them.
pub fn ties<'a>(focal: &str, statements: &'a [Statement], weights: &Weights) -> Vec<Tie<'a>> {
    let sponsors = sponsors(statements);
    let power = |e: &'a Entity| power_of(e).or_else(|| sponsors.get(e.id.as_str()).copied());
    let mut out: Vec<Tie<'a>> = Vec::new();
    let mut index: BTreeMap<Key<'a>, Vec<usize>> = BTreeMap::new();
    for s in statements.iter().filter(|s| s.polarity == Polarity::Affirmed) {
        let Some((nature, weight)) = nature(s, weights) else { continue };
        for other in others(focal, s, &power) {
            let key = (other, s.relation, parties(s), s.object.as_ref().map(|o| normal(o)), s.status);
            let same = index.entry(key).or_default();
            let told = same.iter().copied().find(|at| out.get(*at).is_some_and(|tie| told_again(tie, s)));
            let at = told.unwrap_or(out.len());
            if told.is_none() {
                same.push(at);
                out.push(Tie {
                    power: other,
                    nature,
                    relation: s.relation,
                    group: Group::of(s.status),
                    domains: Vec::new(),
                    weight: weight.weight * weights.status(s.status),
                    statements: Vec::new(),
                });
            }
            let Some(tie) = out.get_mut(at) else { continue };
            // A statement that names domains outranks the relation's usual one.
            if !s.domains.is_empty() && tie.statements.iter().all(|t| t.domains.is_empty()) {
                tie.domains.clear();
            }
            if !s.domains.is_empty() {
                tie.domains.extend(&s.domains);
            } else if tie.domains.is_empty() {
                tie.domains.push(weight.domain);
            }
            tie.domains.sort_unstable();
            tie.domains.dedup();
            tie.statements.push(s);
        }
    }
    out
}

/// Whether a statement of the same relation, parties, object and status tells the tie again: two that name domains and
/// share none are two ties.
fn told_again(tie: &Tie<'_>, s: &Statement) -> bool {
    s.domains.is_empty()
        || tie.statements.iter().all(|t| t.domains.is_empty())
        || s.domains.iter().any(|d| tie.domains.contains(d))
}

fn nature(s: &Statement, weights: &Weights) -> Option<(Nature, crate::Weight)> {
    if let Some(w) = weights.friction(s.relation) {
        return Some((Nature::Friction, w));
    }
    let bond = weights.bond(s.relation)?;
    let worse = s.relation.name() == "relations" && s.object.as_ref().is_some_and(|o| normal(o) == "worsening");
    Some((if worse { Nature::Friction } else { Nature::Bond }, bond))
}

/// The powers on the other side of a statement, where `focal` is a party of it.
fn others<'a>(focal: &str, s: &'a Statement, power: &impl Fn(&'a Entity) -> Option<&'a str>) -> Vec<&'a str> {
    let main: Vec<&str> = [&s.source, &s.target].into_iter().flatten().filter_map(power).collect();
    let with: Vec<&str> = s.with.iter().filter_map(power).collect();
    let target = s.target.as_ref().and_then(power);
    let mut out: Vec<&str> = if s.relation.joins_sources() && !with.is_empty() {
        // those who did it together are not tied by it to each other
        let sources = s.source.as_ref().and_then(power).into_iter().chain(with.iter().copied());
        match target {
            Some(t) if t == focal => sources.collect(),
            Some(t) if sources.clone().any(|p| p == focal) => vec![t],
            _ => Vec::new(),
        }
    } else if main.contains(&focal) {
        main.iter().chain(&with).copied().collect()
    } else if with.contains(&focal) {
        // a state that a corridor crosses is tied to its ends; co-signers are tied to each other
        let mates = if s.relation.is_symmetric() { with.as_slice() } else { &[] };
        main.iter().chain(mates).copied().collect()
    } else {
        Vec::new()
    };
    out.retain(|p| *p != focal);
    out.sort_unstable();
    out.dedup();
    out
}

/// Ids of the parties; where source and target may change places, in order of id.
fn parties(s: &Statement) -> Vec<&str> {
    let mut main: Vec<&str> =
        [&s.source, &s.target].into_iter().map(|e| e.as_ref().map_or("-", |e| e.id.as_str())).collect();
    if s.relation.is_symmetric() {
        main.sort_unstable();
    }
    let mut with: Vec<&str> = s.with.iter().map(|e| e.id.as_str()).collect();
    with.sort_unstable();
    main.extend(with);
    main
}

fn normal(words: &str) -> String {
    words.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
