//! The tables of PLOVER and CAMEO, and the events made from them.

use crate::CoderError;
use rustc_hash::FxHashMap;
use tightrope_statement::{Domain, Event, Relation, Status};

/// What the tables say of a type, or of a mode of it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Scores {
    quad: u8,
    score: f64,
    cameo: &'static str,
    goldstein: f64,
}

/// A context and the domains that imply it.
#[derive(Debug)]
struct Context {
    name: &'static str,
    domains: Vec<Domain>,
}

/// How PLOVER reads the act of a tie.
#[derive(Debug)]
struct Reading {
    plover: &'static str,
    mode: Option<&'static str>,
    contexts: Vec<&'static str>,
}

/// PLOVER types, modes and contexts with their CAMEO roots and scores, and the acts that ties report.
#[derive(Debug)]
pub struct EventTable {
    types: Vec<(&'static str, Scores)>,
    modes: Vec<(&'static str, &'static str, Scores)>,
    contexts: Vec<Context>,
    ties: FxHashMap<(Relation, Status), Reading>,
}

impl EventTable {
    /// Reads the tables of `data/events`.
    ///
    /// # Errors
    /// A line that cannot be read, or that names a type, mode, context, domain, relation or status unknown elsewhere.
    pub fn new() -> Result<Self, CoderError> {
        let mut table =
            EventTable { types: Vec::new(), modes: Vec::new(), contexts: Vec::new(), ties: FxHashMap::default() };
        for row in rows::<5>("events/plover.tsv", include_str!("../../data/events/plover.tsv")) {
            let (at, [name, quad, score, cameo, goldstein]) = row?;
            let quad = at.number(quad)? as u8;
            table
                .types
                .push((name, Scores { quad, score: at.number(score)?, cameo, goldstein: at.number(goldstein)? }));
        }
        for row in rows::<5>("events/modes.tsv", include_str!("../../data/events/modes.tsv")) {
            let (at, [name, mode, score, cameo, goldstein]) = row?;
            let base = table.of_type(name).ok_or_else(|| at.wrong(format!("no type {name}")))?;
            let mut scores = Scores { score: at.number(score)?, ..base };
            if !cameo.is_empty() {
                (scores.cameo, scores.goldstein) = (cameo, at.number(goldstein)?);
            }
            table.modes.push((name, mode, scores));
        }
        for row in rows::<2>("events/contexts.tsv", include_str!("../../data/events/contexts.tsv")) {
            let (at, [name, domains]) = row?;
            let domains = domains.split_whitespace().map(|d| d.parse().map_err(|e| at.wrong(e)));
            table.contexts.push(Context { name, domains: domains.collect::<Result<_, _>>()? });
        }
        for row in rows::<5>("events/ties.tsv", include_str!("../../data/events/ties.tsv")) {
            let (at, [relation, status, plover, mode, contexts]) = row?;
            let key = (relation.parse().map_err(|e| at.wrong(e))?, status.parse().map_err(|e| at.wrong(e))?);
            let mode = (!mode.is_empty()).then_some(mode);
            let contexts: Vec<_> = contexts.split_whitespace().collect();
            let known = table.scores(plover, mode).is_some_and(|(_, known)| known == mode)
                && contexts.iter().all(|c| table.contexts().any(|known| known == *c));
            if !known {
                return Err(at.wrong(format!("unknown type, mode or context for {relation}")));
            }
            table.ties.insert(key, Reading { plover, mode, contexts });
        }
        Ok(table)
    }

    fn of_type(&self, plover: &str) -> Option<Scores> {
        self.types.iter().find(|(name, _)| *name == plover).map(|(_, scores)| *scores)
    }

    /// The scores of a type with the mode, and the mode where the type has it; else those of the type alone.
    fn scores(&self, plover: &str, mode: Option<&str>) -> Option<(Scores, Option<&'static str>)> {
        let named = self.modes.iter().find(|(name, known, _)| *name == plover && Some(*known) == mode);
        match named {
            Some((_, known, scores)) => Some((*scores, Some(known))),
            None => Some((self.of_type(plover)?, None)),
        }
    }

    /// The event of a type, with CAMEO root, quad class and scores; none where there is no such type.
    ///
    /// A mode that the type does not have and contexts that PLOVER does not have are left out; contexts come in PLOVER's
    /// order, each once.
    pub fn event<S: AsRef<str>>(&self, plover: &str, mode: Option<&str>, contexts: &[S]) -> Option<Event> {
        let (scores, mode) = self.scores(plover, mode)?;
        let context = self.contexts().filter(|known| contexts.iter().any(|c| c.as_ref() == *known));
        Some(Event {
            plover: plover.to_owned(),
            mode: mode.map(str::to_owned),
            context: context.map(str::to_owned).collect(),
            cameo: Some(scores.cameo.to_owned()),
            quad: Some(scores.quad),
            goldstein: Some(scores.goldstein),
            plover_score: Some(scores.score),
        })
    }

    /// The event that an event relation (`consult`) is, with the contexts that the domains imply; none for ties and
    /// attributes.
    pub fn event_of(&self, relation: Relation, mode: Option<&str>, domains: &[Domain]) -> Option<Event> {
        self.event(&relation.name().to_uppercase(), mode, &self.contexts_of(domains))
    }

    /// The act that a tie of this status reports, with the contexts that the tie and the domains imply; none where it
    /// reports a state of affairs.
    pub fn event_of_tie(&self, relation: Relation, status: Status, domains: &[Domain]) -> Option<Event> {
        let reading = self.ties.get(&(relation, status))?;
        let mut contexts = self.contexts_of(domains);
        contexts.extend(&reading.contexts);
        self.event(reading.plover, reading.mode, &contexts)
    }

    /// The types, in PLOVER's order.
    pub fn types(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.types.iter().map(|(name, _)| *name)
    }

    /// The modes of a type.
    pub fn modes<'a>(&'a self, plover: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        self.modes.iter().filter(move |(name, ..)| *name == plover).map(|(_, mode, _)| *mode)
    }

    /// The contexts, in PLOVER's order.
    pub fn contexts(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.contexts.iter().map(|context| context.name)
    }

    /// The contexts that the domains of a statement imply.
    pub fn contexts_of(&self, domains: &[Domain]) -> Vec<&'static str> {
        let implied = |context: &&Context| context.domains.iter().any(|d| domains.contains(d));
        self.contexts.iter().filter(implied).map(|context| context.name).collect()
    }
}

/// A line of a table, for messages.
#[derive(Clone, Copy)]
struct At {
    file: &'static str,
    line: usize,
}

impl At {
    fn wrong(self, what: impl std::fmt::Display) -> CoderError {
        CoderError::data(self.file, format!("line {}: {what}", self.line))
    }

    fn number(self, cell: &str) -> Result<f64, CoderError> {
        cell.parse().map_err(|_| self.wrong(format!("\"{cell}\" is no number")))
    }
}

/// The lines of a table of `N` columns, without comments and head.
fn rows<const N: usize>(
    file: &'static str,
    table: &'static str,
) -> impl Iterator<Item = Result<(At, [&'static str; N]), CoderError>> {
    table.lines().enumerate().filter(|(_, line)| !line.starts_with('#')).skip(1).map(move |(n, line)| {
        let at = At { file, line: n + 1 };
        let cells: Vec<_> = line.split('\t').collect();
        cells.try_into().map(|cells| (at, cells)).map_err(|_| at.wrong(format!("not {N} columns")))
    })
}
