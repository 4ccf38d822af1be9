//! Governing words: verbs, nouns and adjectives that change what they govern or lend it their arguments.
//!
//! "Offered a loan" is a loan offered, whose giver is the subject; "denied that it had signed" is a signature denied.

use super::rows;
use crate::CoderError;
use rustc_hash::FxHashMap;
use tightrope_statement::Status;

/// What a governor does to the claim it governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing.
    None,
    /// Sets how far it has come.
    Status(Status),
    /// Turns it into its denial.
    Denied,
    /// It is refused: no claim of the thing itself is made.
    Refused,
    /// The subject says so.
    Said,
    /// Unnamed sources, fears and suspicions say so.
    Reported,
    /// The subject estimates so.
    Estimated,
    /// It is supposed only: no claim is made.
    Hypothetical,
    /// It is threatened: the threat is the claim.
    Threatened,
}

/// Which semantic role the governor's subject plays for the governed noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Transfer {
    /// None.
    None,
    /// The subject does it.
    Do,
    /// The subject gives it, the object or `to` receives it.
    Give,
    /// The subject receives it, `from` gives it.
    Get,
    /// The subject undergoes it.
    Undergo,
}

/// One entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Governor {
    /// Role of the subject.
    pub transfer: Transfer,
    /// What happens to the claim.
    pub effect: Effect,
}

/// All entries, by word and by the slot that the governed word fills.
#[derive(Debug, Default)]
pub struct Governors(FxHashMap<(String, String), Governor>);

impl Governors {
    pub(super) fn read(files: &[(&str, &str)]) -> Result<Self, CoderError> {
        let mut table = FxHashMap::default();
        for &(name, text) in files {
            for (line, row) in rows(text) {
                let bad = |what: &str| CoderError::data(name, format!("line {line}: {what}"));
                let cells: Vec<&str> = row.split('\t').collect();
                let [words, slots, transfer, effect] = cells[..] else { return Err(bad("four columns wanted")) };
                let transfer = match transfer {
                    "-" => Transfer::None,
                    "do" => Transfer::Do,
                    "give" => Transfer::Give,
                    "get" => Transfer::Get,
                    "undergo" => Transfer::Undergo,
                    other => return Err(bad(&format!("no transfer \"{other}\""))),
                };
                let effect = match effect {
                    "-" => Effect::None,
                    "denied" => Effect::Denied,
                    "refused" => Effect::Refused,
                    "said" => Effect::Said,
                    "reported" => Effect::Reported,
                    "estimated" => Effect::Estimated,
                    "hypothetical" => Effect::Hypothetical,
                    "threatened" => Effect::Threatened,
                    status => Effect::Status(status.parse().map_err(|e| bad(&format!("{e}")))?),
                };
                for word in words.split(',') {
                    for slot in slots.split(',') {
                        let key = (word.trim().to_owned(), slot.trim().to_owned());
                        if table.insert(key, Governor { transfer, effect }).is_some() {
                            return Err(bad(&format!("\"{}\" with \"{}\" stands twice", word.trim(), slot.trim())));
                        }
                    }
                }
            }
        }
        Ok(Governors(table))
    }

    /// The entry for a governing lemma and the slot its dependant fills: `obj`, `subj`, `comp` or a preposition.
    pub fn get(&self, lemma: &str, slot: &str) -> Option<Governor> {
        self.0.get(&(lemma.to_owned(), slot.to_owned())).copied()
    }
    /// Every word that governs, in no order.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(|(word, _)| word.as_str())
    }
}
