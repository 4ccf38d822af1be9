//! Nouns for actors without a name of their own: "officials", "army", "parliament".

use super::{ActorError, cues::key, table::Table};
use rustc_hash::FxHashMap;
use tightrope_statement::EntityType;

/// What such a noun stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// The noun in the singular.
    pub noun: String,
    /// What it is.
    pub kind: EntityType,
    /// Whether "the Kazakh X" is the state itself (decision 9 of the contract) and no entity of its own.
    pub is_state: bool,
    /// Whether it stands for several, even in the singular ("delegation").
    pub collective: bool,
    /// The sector of its actor: `government`, `military`, `legislature`, `judiciary`, `police`, `intelligence`,
    /// `business`, `finance`, `media`, `academia`, `party`, `opposition`, `rebels`, `civil society`, `people`,
    /// `religion`, `health` or empty.
    pub sector: String,
}

/// The lexicon of such nouns.
#[derive(Debug, Default)]
pub struct Agents {
    list: Vec<Agent>,
    nouns: FxHashMap<String, usize>,
}

impl Agents {
    pub(super) fn read(name: &str, text: &str) -> Result<Self, ActorError> {
        let mut agents = Agents::default();
        for row in Table::new(name, text)?.rows() {
            row.check_width()?;
            let kind = row.need("type")?;
            let kind = kind.parse().map_err(|_| row.error(format!("\"{kind}\" is no type of entity")))?;
            let flags: Vec<&str> = row.list("flags").collect();
            if let Some(other) = flags.iter().find(|f| !matches!(**f, "state" | "collective")) {
                return Err(row.error(format!("\"{other}\" is no flag (state, collective)")));
            }
            for noun in row.list("nouns") {
                let at = agents.list.len();
                agents.list.push(Agent {
                    noun: noun.to_owned(),
                    kind,
                    is_state: flags.contains(&"state"),
                    collective: flags.contains(&"collective"),
                    sector: row.get("sector").to_owned(),
                });
                if agents.nouns.insert(key(noun), at).is_some() {
                    return Err(row.error(format!("the noun \"{noun}\" stands twice")));
                }
            }
        }
        Ok(agents)
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

    /// Every agent, in the order of the table.
    pub fn all(&self) -> &[Agent] {
        &self.list
    }
}
