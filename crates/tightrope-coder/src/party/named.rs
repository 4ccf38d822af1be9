//! Mentions of known actors in a parsed text, each with the one reading that the page supports.

use crate::actors::{Directory, Form, Gender};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::ops::Range;
use tightrope_nlp::Doc;
use tightrope_statement::{Entity, EntityType};

/// A mention of a known actor.
#[derive(Debug, Clone)]
pub struct Named {
    /// Tokens of the mention.
    pub tokens: Range<usize>,
    /// The actor, as of the page's date.
    pub entity: Entity,
    /// How it is named.
    pub form: Form,
    /// A further reading of the same words: the language or commodity of that name, the place behind a capital.
    pub others: Vec<Entity>,
    /// For persons, where known.
    pub gender: Option<Gender>,
}

/// Finds the mentions of a text; `seen` remembers which reading the page chose before for an ambiguous name.
pub fn name_actors(
    doc: &Doc,
    directory: &Directory,
    date: Option<Date>,
    seen: &mut FxHashMap<String, Entity>,
) -> Vec<Named> {
    let mut found = Vec::new();
    for mention in directory.find(doc, date) {
        let Some(first) = mention.readings.first() else { continue };
        let words = doc.span_text(mention.tokens.clone()).to_lowercase();
        let mut reading = first;
        if first.ambiguous {
            // an earlier full mention of one of the readings decides
            let earlier = mention.readings.iter().find(|r| seen.values().any(|e| e.id == r.actor.id));
            match earlier {
                Some(r) => reading = r,
                None if first.form == Form::Surname => continue,
                None => {}
            }
        }
        let entity = reading.actor.entity_at(date);
        if entity.kind == EntityType::Person || reading.form == Form::Name {
            seen.insert(words, entity.clone());
        }
        let others = mention.readings.iter().map(|r| r.actor.entity_at(date)).filter(|e| e.id != entity.id).collect();
        found.push(Named { tokens: mention.tokens, gender: reading.actor.gender, form: reading.form, entity, others });
    }
    found
}
