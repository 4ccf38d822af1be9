//! Word classes, one file each under `data/lexicon`.

use super::rows;
use rustc_hash::{FxHashMap, FxHashSet};

/// Named sets of lemmas.
#[derive(Debug, Default)]
pub struct Lexicon {
    classes: FxHashMap<String, FxHashSet<String>>,
    noun_predicates: FxHashSet<String>,
    verb_predicates: FxHashSet<String>,
    phrasals: FxHashSet<String>,
}

impl Lexicon {
    pub(super) fn new() -> Self {
        Self::default()
    }

    pub(super) fn add(&mut self, class: &str, text: &str) {
        let set = self.classes.entry(class.to_owned()).or_default();
        for (_, row) in rows(text) {
            set.extend(row.split([',', '\t']).map(|w| w.trim().to_lowercase()).filter(|w| !w.is_empty()));
        }
    }

    pub(crate) fn add_noun_predicate(&mut self, head: &str) {
        self.noun_predicates.insert(head.to_owned());
    }

    /// Adds a verb that some rule or governor knows; one of two words is a verb with its particle.
    pub(super) fn add_verb(&mut self, lemma: &str) {
        if lemma.contains(' ') {
            self.phrasals.insert(lemma.to_owned());
        } else {
            self.verb_predicates.insert(lemma.to_owned());
        }
    }

    /// Whether the class holds the word (lower case). An unknown class holds nothing.
    pub fn is(&self, class: &str, word: &str) -> bool {
        self.classes.get(class).is_some_and(|set| set.contains(word))
    }

    /// The words of the class, in order of the alphabet.
    pub fn words(&self, class: &str) -> Vec<&str> {
        let mut words: Vec<&str> = self.classes.get(class).into_iter().flatten().map(String::as_str).collect();
        words.sort_unstable();
        words
    }

    /// Whether the class exists.
    pub fn has_class(&self, class: &str) -> bool {
        self.classes.contains_key(class)
    }

    /// Whether a word list of a rule (`@class` or plain words) holds the word.
    pub fn allows(&self, list: &[String], word: &str) -> bool {
        list.iter().any(|w| match w.strip_prefix('@') {
            Some(class) => self.is(class, word),
            None => w == word,
        })
    }

    /// Whether some rule takes the noun as a predicate.
    pub fn is_noun_predicate(&self, lemma: &str) -> bool {
        self.noun_predicates.contains(lemma)
    }
    /// Whether some rule takes the verb as a predicate.
    pub fn is_verb_predicate(&self, lemma: &str) -> bool {
        self.verb_predicates.contains(lemma)
    }

    /// Whether some rule or governor knows the verb with this particle (`hold back`).
    pub fn is_phrasal(&self, lemma: &str) -> bool {
        self.phrasals.contains(lemma)
    }
}
