//! Gold dyads from ICBe events.

use crate::problem::Problem;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use tightrope_coder::Directory;
use tightrope_text::{Document, Format};

/// Cooperation or conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Cooperation,
    Conflict,
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Class::Cooperation => "cooperation",
            Class::Conflict => "conflict",
        })
    }
}

/// An actor by every id and name it goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Party {
    pub name: String,
    pub keys: BTreeSet<String>,
}

impl Party {
    /// Whether the two share a key.
    pub fn is(&self, other: &Party) -> bool {
        !self.keys.is_disjoint(&other.keys)
    }

    /// An actor by a name: whatever the directory knows by it.
    pub fn named(name: &str, directory: &Directory) -> Self {
        let mut keys: BTreeSet<String> = directory.lookup(name, None).iter().map(|r| key(&r.actor.id)).collect();
        keys.insert(key(name));
        Party { name: name.to_owned(), keys }
    }
}

/// Letters and digits in lower case.
pub(super) fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Who acts on whom in a sentence, with the classes that are right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct GoldDyad {
    pub source: Party,
    pub target: Party,
    pub classes: BTreeSet<Class>,
}

impl fmt::Display for GoldDyad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let classes: Vec<String> = self.classes.iter().map(Class::to_string).collect();
        write!(f, "{} -> {}: {}", self.source.name, self.target.name, classes.join(" or "))
    }
}

/// A sentence of a narrative.
#[derive(Debug)]
pub(super) struct Sentence {
    pub number: u64,
    pub text: String,
    pub dyads: Vec<GoldDyad>,
}

/// The sentences of one crisis, in order.
#[derive(Debug)]
pub(super) struct Narrative {
    pub crisis: u64,
    /// The middle of the first year that its events name.
    pub date: Option<Date>,
    pub sentences: Vec<Sentence>,
}

impl Narrative {
    /// The sentences as a page, a paragraph each.
    pub fn page(&self) -> Result<Document, Problem> {
        let text: Vec<&str> = self.sentences.iter().map(|s| s.text.as_str()).collect();
        Ok(Document::from_bytes(&format!("crisis {}", self.crisis), text.join("\n\n").as_bytes(), Format::Plain)?)
    }
}

#[derive(Deserialize)]
struct Line {
    crisis: u64,
    sentence: u64,
    text: String,
    #[serde(default)]
    events: Vec<Map<String, Value>>,
}

/// Reads the file's text; a faulty line comes back as its number and what is wrong.
pub(super) fn narratives(text: &str, directory: &Directory) -> Result<Vec<Narrative>, (usize, String)> {
    let mut found: BTreeMap<u64, Narrative> = BTreeMap::new();
    for (i, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let line: Line = serde_json::from_str(line).map_err(|e| (i + 1, e.to_string()))?;
        let mut dyads = Vec::new();
        for event in &line.events {
            for dyad in dyads_of(event, directory) {
                if !dyads.contains(&dyad) {
                    dyads.push(dyad);
                }
            }
        }
        let text = line.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let narrative = found.entry(line.crisis).or_insert_with(|| Narrative {
            crisis: line.crisis,
            date: None,
            sentences: Vec::new(),
        });
        let years = line.events.iter().flat_map(|e| field(e, "date_earliest_year"));
        let first = years.filter_map(|y| Date::new(y.parse().ok()?, 7, 1).ok()).min();
        narrative.date = narrative.date.into_iter().chain(first).min();
        narrative.sentences.push(Sentence { number: line.sentence, text, dyads });
    }
    let mut found: Vec<Narrative> = found.into_values().collect();
    found.iter_mut().for_each(|n| n.sentences.sort_by_key(|s| s.number));
    Ok(found)
}

fn field<'e>(event: &'e Map<String, Value>, name: &str) -> Vec<&'e str> {
    let text = event.get(name).and_then(Value::as_str).unwrap_or_default();
    text.split(';').map(str::trim).filter(|t| !t.is_empty()).collect()
}

fn dyads_of(event: &Map<String, Value>, directory: &Directory) -> Vec<GoldDyad> {
    let kinds = field(event, "event_type");
    let act: BTreeSet<Class> = field(event, "do_interact_kind").into_iter().filter_map(class_of_kind).collect();
    let mut found = Vec::new();
    let thought = field(event, "thinkkind");
    let real = ["start of crisis", "end of crisis", "discover fact"].iter().any(|k| thought.contains(k));
    if kinds.contains(&"action") || kinds.contains(&"thought") && real {
        pairs(&field(event, "do_actor_a"), &field(event, "do_actor_b"), &act, directory, &mut found);
    }
    if kinds.contains(&"speech") {
        let said: BTreeSet<Class> =
            field(event, "sayintkind").into_iter().flat_map(classes_of_intent).copied().collect();
        let speakers = field(event, "say_actor_a");
        let hearers = [field(event, "say_actor_b"), field(event, "do_actor_a"), field(event, "do_actor_b")];
        let other = |h: &Vec<&str>| h.iter().any(|x| !speakers.contains(x));
        if let Some(hearers) = hearers.iter().find(|h| other(h)) {
            pairs(&speakers, hearers, &said, directory, &mut found);
        }
    }
    found
}

fn pairs(sources: &[&str], targets: &[&str], classes: &BTreeSet<Class>, directory: &Directory, to: &mut Vec<GoldDyad>) {
    if classes.is_empty() {
        return;
    }
    for source in sources {
        for target in targets.iter().filter(|t| *t != source) {
            let (source, target) = (Party::named(source, directory), Party::named(target, directory));
            to.push(GoldDyad { source, target, classes: classes.clone() });
        }
    }
}

fn class_of_kind(kind: &str) -> Option<Class> {
    match kind {
        "cooperative" | "deescalatory" => Some(Class::Cooperation),
        "escalatory" | "uncooperative" => Some(Class::Conflict),
        _ => None,
    }
}

fn classes_of_intent(intent: &str) -> &'static [Class] {
    match intent {
        // a friendly word, and yet REQUEST is of PLOVER's verbal conflict
        "appeal" => &[Class::Cooperation, Class::Conflict],
        "accept" | "promise" | "praise" | "express intent" => &[Class::Cooperation],
        offer if offer.starts_with("offer") => &[Class::Cooperation],
        _ => &[Class::Conflict],
    }
}
