//! PLOVER types of given actors: the predicate that links source and target, read with a lexicon and rules of composition.
//!
//! The lexicon stands in `data/plover`; its README has the notation.

mod classify;
mod eval;
mod lexicon;
mod matching;
mod pattern;
mod reading;
mod root;
mod syntax;
#[cfg(test)]
mod tests;

pub use lexicon::WordKind;
pub use reading::PloverReading;
pub use root::PloverRoot;

use crate::error::CoderError;
use eval::Evaluator;
use lexicon::Lexicon;
use rustc_hash::FxHashMap;
use std::ops::Range;
use tightrope_nlp::Doc;

/// Says which PLOVER type a sentence reports between two given actors.
#[derive(Debug)]
pub struct Plover {
    lexicon: Lexicon,
}

impl Plover {
    /// The lexicon that comes with the crate.
    ///
    /// # Errors
    /// If a data file is damaged.
    pub fn new() -> Result<Self, CoderError> {
        Ok(Plover { lexicon: Lexicon::built_in()? })
    }

    /// A lexicon of given files, by name and content, in the form of `data/plover`.
    ///
    /// # Errors
    /// If a file cannot be read as one of the lexicon.
    pub fn from_files<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Result<Self, CoderError> {
        Ok(Plover { lexicon: Lexicon::from_files(files)? })
    }

    /// The type of what `source` does to `target`, both byte ranges of the text; `None` where no word says.
    pub fn classify(&self, doc: &Doc, source: Range<usize>, target: Range<usize>) -> Option<PloverReading> {
        classify::classify(&self.lexicon, doc, &source, &target)
    }

    /// The acts that the predicates at these tokens report by themselves, by token, as statements have them: what only
    /// lends an act its arguments ("launch"), says or intends it has no reading of its own, and tense and denial of the
    /// predicate are left to whoever states the act.
    pub fn acts(&self, doc: &Doc, heads: impl Iterator<Item = usize>) -> FxHashMap<usize, PloverReading> {
        let mut evaluator = Evaluator::new(&self.lexicon, doc, 0..0, 0..0, Vec::new()).stating();
        heads
            .filter_map(|at| {
                let mut reading = evaluator.act(doc.token(at))?;
                if let Some(sense) =
                    reading.mode.as_deref().and_then(|m| self.lexicon.stated.get(&(reading.root, m.to_owned())))
                {
                    (reading.root, reading.mode) = (sense.root, sense.mode.clone());
                }
                Some((at, reading))
            })
            .collect()
    }

    /// The nouns that the lexicon knows, sorted.
    pub fn nouns(&self) -> impl Iterator<Item = &str> {
        self.lexicon.nouns()
    }

    /// The type and mode that a word has alone, by its base form in lower case.
    pub fn type_of_predicate(&self, lemma: &str, kind: WordKind) -> Option<(PloverRoot, Option<&str>)> {
        self.lexicon.word(kind, lemma).map(|s| (s.root, s.mode.as_deref()))
    }
}
