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
use lexicon::Lexicon;
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

    /// The type and mode that a word has alone, by its base form in lower case.
    pub fn type_of_predicate(&self, lemma: &str, kind: WordKind) -> Option<(PloverRoot, Option<&str>)> {
        self.lexicon.word(kind, lemma).map(|s| (s.root, s.mode.as_deref()))
    }
}
