//! Nouns for actors without a name of their own: "officials", "army", "parliament"; the classes of the lexicon that the
//! rules use as well.

use super::cues::key;
use rustc_hash::FxHashMap;
use tightrope_statement::EntityType;

/// What such a noun stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// The noun in the singular.
    pub noun: String,
    /// What it is: the state itself (decision 9 of the contract), a person, a group.
    pub kind: EntityType,
}

impl Agent {
    /// Whether "the Kazakh X" is the state itself and no entity of its own.
    pub fn is_state(&self) -> bool {
        self.kind == EntityType::State
    }
}

/// The lexicon of such nouns.
#[derive(Debug, Default, Clone)]
pub struct Agents {
    list: Vec<Agent>,
    nouns: FxHashMap<String, usize>,
}

impl Agents {
    /// Reads the classes; a noun of several is what the first says.
    pub(super) fn read(classes: &[(EntityType, &str)]) -> Self {
        let mut agents = Agents::default();
        for (kind, text) in classes {
            let lines = text.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#'));
            for noun in lines.flat_map(|l| l.split([',', '\t'])).map(str::trim).filter(|n| !n.is_empty()) {
                let at = agents.list.len();
                agents.nouns.entry(key(noun)).or_insert(at);
                agents.list.push(Agent { noun: noun.to_owned(), kind: *kind });
            }
        }
        agents
    }

    /// The agent that a noun or phrase names, in the singular or plural, whatever its case ("armed forces",
    /// "officials").
    pub fn get(&self, noun: &str) -> Option<&Agent> {
        let noun = key(noun);
        let stem = |end: &str, new: &str| noun.strip_suffix(end).map(|n| format!("{n}{new}"));
        let forms = [stem("s", ""), stem("ies", "y"), stem("es", ""), stem("men", "man"), Some(format!("{noun}s"))];
        std::iter::once(Some(noun.clone()))
            .chain(forms)
            .flatten()
            .find_map(|form| self.nouns.get(&form))
            .and_then(|at| self.list.get(*at))
    }

    /// Every agent, in the order of the classes.
    pub fn all(&self) -> &[Agent] {
        &self.list
    }
}
