//! One claim that a document makes, with its evidence.

use crate::{Certainty, Domain, Entity, Evidence, Polarity, Relation, Status};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Who says so inside the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// Id of the speaker, where it is a known actor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The speaker's name, or the cue's own words ("reports", "experts").
    pub name: String,
}

/// When the claim holds or happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Time {
    /// Extended Date/Time Format string; null where a relative date could not be resolved.
    pub edtf: Option<String>,
    /// The document's own words.
    pub text: String,
}

/// Numbers of the claim, as numbers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The quantity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// ISO 4217 code for money, else the unit's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Place in a ranking; 1 is the largest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<u32>,
    /// Share of the whole, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<f64>,
}

impl Amount {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self == &Amount::default()
    }
}

/// The act in the terms of event data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// PLOVER type, upper case.
    pub plover: String,
    /// PLOVER mode, where one is known.
    pub mode: Option<String>,
    /// PLOVER contexts.
    #[serde(default)]
    pub context: Vec<String>,
    /// CAMEO root, two digits.
    pub cameo: Option<String>,
    /// Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: Option<u8>,
    /// Goldstein score of the CAMEO root, from -10 to 10.
    pub goldstein: Option<f64>,
    /// PLOVER score of the type or mode, from -10 to 10.
    #[serde(default)]
    pub plover_score: Option<f64>,
}

/// What decided the reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoderMark {
    /// Version of the coder.
    pub version: String,
    /// Id of the rule.
    pub rule: String,
}

/// One claim that a document makes. Field by field the statement contract.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Stable id: the same document, span and reading give the same id on every run and machine.
    pub id: String,
    /// Id of the document, from a hash of its text.
    pub document: String,
    /// Which relation is claimed.
    pub relation: Relation,
    /// Who acts, or the first party.
    pub source: Option<Entity>,
    /// On whom, or the second party.
    pub target: Option<Entity>,
    /// Further parties.
    #[serde(default)]
    pub with: Vec<Entity>,
    /// What it is about, in the document's words.
    pub object: Option<String>,
    /// Fields of life concerned.
    #[serde(default)]
    pub domains: Vec<Domain>,
    /// How far it has come.
    #[serde(default)]
    pub status: Status,
    /// Claimed or denied.
    #[serde(default)]
    pub polarity: Polarity,
    /// How firmly.
    #[serde(default)]
    pub certainty: Certainty,
    /// Who says so, outermost first; empty where the document itself does.
    #[serde(default)]
    pub attribution: Vec<Attribution>,
    /// When.
    pub time: Option<Time>,
    /// How much.
    pub amount: Option<Amount>,
    /// The act in the terms of event data.
    pub event: Option<Event>,
    /// Where it stands.
    pub evidence: Evidence,
    /// What decided.
    pub coder: CoderMark,
}

impl Statement {
    /// Sets `id` from document, span and reading.
    pub fn seal(&mut self) {
        let party = |e: &Option<Entity>| e.as_ref().map_or("-", |e| e.id.as_str()).to_owned();
        let reading = [
            self.document.clone(),
            self.relation.name().to_owned(),
            party(&self.source),
            party(&self.target),
            self.with.iter().map(|e| e.id.as_str()).collect::<Vec<_>>().join(","),
            self.object.clone().unwrap_or_default(),
            self.status.as_str().to_owned(),
            self.polarity.as_str().to_owned(),
            format!("{}-{}", self.evidence.start, self.evidence.end),
        ]
        .join("\u{1f}");
        let hash = Sha256::digest(reading.as_bytes());
        self.id = hash.iter().take(8).map(|b| format!("{b:02x}")).collect();
    }
}
