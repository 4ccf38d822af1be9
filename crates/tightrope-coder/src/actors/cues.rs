//! Names with more than one bearer, and the words of a text that tell which one is meant.

use super::{ActorError, fold::pieces, table::Table};
use rustc_hash::{FxHashMap, FxHashSet};

#[derive(Debug, Clone)]
struct Cue {
    id: String,
    /// Added where the text says nothing.
    prior: i32,
    words: Vec<String>,
}

/// The table.
#[derive(Debug, Default, Clone)]
pub(super) struct Cues(FxHashMap<String, Vec<Cue>>);

/// What one cue word in the text adds.
const WEIGHT: i32 = 50;

impl Cues {
    pub(super) fn read(name: &str, text: &str) -> Result<Self, ActorError> {
        let mut map: FxHashMap<String, Vec<Cue>> = FxHashMap::default();
        for row in Table::new(name, text)?.rows() {
            row.check_width()?;
            let prior = row.need("prior")?;
            let cue = Cue {
                id: row.need("id")?.to_owned(),
                prior: prior.parse().map_err(|_| row.error(format!("\"{prior}\" is no whole number")))?,
                words: row.list("cues").map(key).collect(),
            };
            map.entry(key(row.need("name")?)).or_default().push(cue);
        }
        Ok(Cues(map))
    }

    /// Whether the table holds the folded name.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The words that speak for the reading of a folded name as the actor `id`.
    pub(super) fn words(&self, name: &str, id: &str) -> &[String] {
        self.0.get(name).and_then(|cues| cues.iter().find(|c| c.id == id)).map_or(&[], |c| c.words.as_slice())
    }

    /// Names and ids, for checks.
    #[cfg(test)]
    pub(super) fn ids(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(name, cues)| cues.iter().map(move |c| (name.as_str(), c.id.as_str())))
    }

    /// What the words of the text add to the reading of a folded name as the actor `id`, and a cue that was met.
    pub(super) fn weigh(&self, name: &str, id: &str, words: &FxHashSet<String>) -> (i32, Option<&str>) {
        let Some(cue) = self.0.get(name).and_then(|cues| cues.iter().find(|c| c.id == id)) else {
            return (0, None);
        };
        let met: Vec<&String> = cue.words.iter().filter(|w| words.contains(w.as_str())).collect();
        (cue.prior + WEIGHT * met.len().min(3) as i32, met.first().map(|w| w.as_str()))
    }
}

/// A name or cue as it is compared.
pub(super) fn key(text: &str) -> String {
    let parts: Vec<String> = pieces(text).into_iter().map(|p| p.text).collect();
    parts.join(" ")
}
