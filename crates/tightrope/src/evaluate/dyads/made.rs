//! Dyads from statements.

use super::gold::{Class, Party, key};
use std::collections::BTreeSet;
use std::fmt;
use tightrope_coder::Directory;
use tightrope_statement::{Entity, Polarity, Statement};

/// Who acts on whom, as a statement has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct MadeDyad {
    pub source: Party,
    pub target: Party,
    pub class: Class,
    pub symmetric: bool,
    /// The rule that made the statement.
    pub rule: String,
}

impl MadeDyad {
    /// Whether both say the same, by whatever rule.
    pub fn same(&self, other: &MadeDyad) -> bool {
        (&self.source, &self.target, self.class) == (&other.source, &other.target, other.class)
    }
}

impl fmt::Display for MadeDyad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {}: {}", self.source.name, self.target.name, self.class)
    }
}

/// The dyads of a statement: source against target and further parties, or those beside the source against the target too.
/// One that is denied, or that reports no act, has none.
pub(super) fn made(statement: &Statement, directory: &Directory) -> Vec<MadeDyad> {
    let quad = statement.event.as_ref().and_then(|e| e.quad).filter(|_| statement.polarity == Polarity::Affirmed);
    let (Some(source), Some(quad)) = (&statement.source, quad) else { return Vec::new() };
    let source = party(source, directory);
    let class = if quad <= 2 { Class::Cooperation } else { Class::Conflict };
    let further = statement.with.iter().map(|e| party(e, directory));
    let (sources, others): (Vec<Party>, Vec<Party>) = match statement.relation.joins_sources() {
        true => (std::iter::once(source).chain(further).collect(), Vec::new()),
        false => (vec![source], further.collect()),
    };
    let targets: Vec<Party> = statement.target.iter().map(|e| party(e, directory)).chain(others).collect();
    let pairs = sources.iter().flat_map(|s| targets.iter().map(move |t| (s, t)));
    pairs
        .filter(|(source, target)| !target.is(source))
        .map(|(source, target)| MadeDyad {
            source: source.clone(),
            target: target.clone(),
            class,
            symmetric: statement.relation.is_symmetric(),
            rule: statement.coder.rule.clone(),
        })
        .collect()
}

/// The entity, the state it acts for, and the organisation that it is a body of.
pub(super) fn party(entity: &Entity, directory: &Directory) -> Party {
    let of = directory.by_id(&entity.id).and_then(|a| a.parent.as_ref());
    let keys = [Some(&entity.id), Some(&entity.name), entity.state.as_ref(), of].into_iter().flatten();
    let keys: BTreeSet<String> = keys.map(|k| key(k)).collect();
    Party { name: entity.name.clone(), keys }
}
