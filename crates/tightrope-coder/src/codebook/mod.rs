//! The codebook: rules, governors and word classes, read from the crate's data files.

mod governor;
mod lexicon;
mod rule;

#[cfg(test)]
mod properties;

pub use governor::{Effect, Governor, Governors, Transfer};
pub use lexicon::Lexicon;
pub use rule::{Example, Rule, RuleFile, Trigger};

use crate::CoderError;
use crate::coding::{Weights, weights};
use crate::focal::Focals;
use crate::proposition::PredicateKind;
use include_dir::{Dir, include_dir};
use rustc_hash::FxHashMap;
use tightrope_statement::{Domain, Relation};

/// The folders of the codebook's data.
pub const FOLDERS: [&str; 7] = ["rules", "governors", "lexicon", "domains", "makers", "unnamed", "focal"];

/// The trigger that every word of its kind is.
const ANY: &str = "any";

static DATA: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/data");

/// Everything the coding layer knows, compiled in.
#[derive(Debug)]
pub struct Codebook {
    /// All rules, in file order.
    pub rules: Vec<Rule>,
    /// What governing words do to what they govern.
    pub governors: Governors,
    /// Word classes.
    pub lexicon: Lexicon,
    index: FxHashMap<(PredicateKind, String), Vec<(usize, usize)>>,
    lexical: FxHashMap<(Relation, PredicateKind), Vec<usize>>,
    domains: FxHashMap<String, Vec<Domain>>,
    makers: FxHashMap<String, String>,
    /// What speaks for whom where a side is unnamed; without it only the steps of the rules fill one.
    pub unnamed: Option<Weights>,
    /// What speaks for a state as the one that a page is about; without it the most spoken of is.
    pub focals: Option<Focals>,
    /// For each relation the rule of what the learned reader finds; no words trigger it.
    read: Vec<Rule>,
}

impl Codebook {
    /// Reads the compiled-in data.
    ///
    /// # Errors
    /// Names the file and place of a rule, governor or class that cannot be read.
    pub fn new() -> Result<Self, CoderError> {
        Self::from_files(&FOLDERS.iter().flat_map(|folder| files(folder)).collect::<Vec<_>>())
    }

    /// Reads other data of the same form: pairs of a path ("rules/aid.toml") and the file's text.
    ///
    /// # Errors
    /// Names the file and place of a rule, governor or class that cannot be read.
    pub fn from_files(given: &[(&str, &str)]) -> Result<Self, CoderError> {
        let files = |folder: &str| {
            let mut found: Vec<(&str, &str)> =
                given.iter().filter(|f| f.0.split('/').next() == Some(folder)).copied().collect();
            found.sort_unstable();
            found
        };
        let mut lexicon = Lexicon::new();
        for file in files("lexicon") {
            lexicon.add(&stem(file.0), file.1);
        }
        let governors = Governors::read(&files("governors"))?;
        let mut rules = Vec::new();
        let mut read: Vec<Rule> = Vec::new();
        for (name, text) in files("rules") {
            let file: RuleFile = toml::from_str(text).map_err(|e| CoderError::data(name, e))?;
            let own = file.into_rules(name, &lexicon)?;
            let known = |r: &Rule| read.iter().any(|x| x.relation == r.relation);
            if let Some(first) = own.first().filter(|r| !known(r)) {
                let read_one = first.of_reader();
                read.push(read_one);
            }
            rules.extend(own);
        }
        let mut ids: Vec<&str> = rules.iter().chain(&read).map(|r| r.id.as_str()).collect();
        ids.sort_unstable();
        if let Some(twice) = ids.windows(2).find(|w| w[0] == w[1]) {
            return Err(CoderError::data(
                "rules",
                format!("there are two rules \"{}\": rename one or join them", twice[0]),
            ));
        }
        if let Some((rule, id)) = rules
            .iter()
            .filter_map(|r| Some((r, r.denied_as.as_ref()?)))
            .find(|(_, id)| !rules.iter().any(|r| r.id == **id))
        {
            return Err(CoderError::data("rules", format!("{}: there is no rule \"{id}\"", rule.id)));
        }
        let mut index: FxHashMap<(PredicateKind, String), Vec<(usize, usize)>> = FxHashMap::default();
        let mut lexical: FxHashMap<(Relation, PredicateKind), Vec<usize>> = FxHashMap::default();
        for (r, rule) in rules.iter().enumerate() {
            for kind in &rule.lexicon {
                lexical.entry((rule.relation, *kind)).or_default().push(r);
            }
            for (t, trigger) in rule.triggers.iter().enumerate() {
                index.entry((trigger.kind, trigger.head().to_owned())).or_default().push((r, t));
                match trigger.kind {
                    _ if trigger.head() == ANY => {}
                    PredicateKind::Noun => lexicon.add_noun_predicate(trigger.head()),
                    PredicateKind::Verb => lexicon.add_verb(trigger.head()),
                    PredicateKind::Adjective => {}
                }
            }
        }
        for word in governors.words().filter(|w| w.contains(' ')) {
            lexicon.add_verb(word);
        }
        let mut domains: FxHashMap<String, Vec<Domain>> = FxHashMap::default();
        for (name, text) in files("domains") {
            for (line, row) in rows(text) {
                let mut cells = row.split('\t');
                let (Some(word), Some(list)) = (cells.next(), cells.next()) else {
                    return Err(CoderError::data(name, format!("line {line}: two columns wanted")));
                };
                for d in list.split(' ') {
                    let d: Domain = d.parse().map_err(|e| CoderError::data(name, format!("line {line}: {e}")))?;
                    domains.entry(word.to_lowercase()).or_default().push(d);
                }
            }
        }
        let mut makers = FxHashMap::default();
        for (name, text) in files("makers") {
            for (line, row) in rows(text) {
                let Some((weapon, state)) = row.split_once('\t') else {
                    return Err(CoderError::data(name, format!("line {line}: two columns wanted")));
                };
                makers.insert(weapon.to_owned(), state.trim().to_owned());
            }
        }
        let unnamed = files("unnamed").first().map(|(name, text)| weights(name, text)).transpose()?;
        let focals = Focals::read(&files("focal"))?;
        Ok(Codebook { rules, governors, lexicon, index, lexical, domains, makers, unnamed, focals, read })
    }

    /// Rules that the head word may trigger, with the trigger that names it, in codebook order; those that take any word
    /// of the kind come last.
    pub fn candidates(&self, kind: PredicateKind, lemma: &str) -> impl Iterator<Item = (&Rule, &Trigger)> {
        [lemma, ANY]
            .into_iter()
            .filter_map(move |word| self.index.get(&(kind, word.to_owned())))
            .flatten()
            .filter_map(|&(r, t)| Some((self.rules.get(r)?, self.rules.get(r)?.triggers.get(t)?)))
    }

    /// Rules for words of this kind that the PLOVER lexicon reads as the relation, in codebook order.
    pub fn lexical(&self, relation: Relation, kind: PredicateKind) -> impl Iterator<Item = &Rule> {
        self.lexical.get(&(relation, kind)).into_iter().flatten().filter_map(|&r| self.rules.get(r))
    }

    /// Domains that a word or phrase, in lower case, stands for.
    pub fn domains_of(&self, phrase: &str) -> &[Domain] {
        self.domains.get(phrase).map_or(&[], Vec::as_slice)
    }

    /// The state that makes the weapon of that name (lower case, singular or plural).
    pub fn maker_of(&self, name: &str) -> Option<&str> {
        self.makers.get(name).or_else(|| self.makers.get(name.strip_suffix('s')?)).map(String::as_str)
    }

    /// The rule of that id.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().chain(&self.read).find(|r| r.id == id)
    }

    /// The rule of what the learned reader finds of a relation.
    pub fn read_as(&self, relation: Relation) -> Option<&Rule> {
        self.read.iter().find(|r| r.relation == relation)
    }

    /// Rules that make a statement of the relation.
    pub fn rules_of(&self, relation: Relation) -> impl Iterator<Item = &Rule> {
        self.rules.iter().filter(move |r| r.relation == relation)
    }
}

/// A data file that is no text.
pub(crate) fn bytes(path: &str) -> Option<&'static [u8]> {
    DATA.get_file(path).map(include_dir::File::contents)
}

/// Files of a data folder, sorted by name.
pub(crate) fn files(folder: &str) -> Vec<(&'static str, &'static str)> {
    let mut found: Vec<_> = DATA
        .get_dir(folder)
        .map(|d| d.files().filter_map(|f| Some((f.path().to_str()?, f.contents_utf8()?))).collect())
        .unwrap_or_default();
    found.sort_unstable();
    found
}

fn stem(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split('.').next().unwrap_or(name).to_owned()
}

/// Lines that hold something, with their numbers from 1; `#` starts a comment line.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(i, l)| (i + 1, l)).filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#'))
}
