//! Lemmas of plural nouns that have two: "bases" is of "base" as well as of "basis".

use super::{Edit, Known};
use crate::proposition::lower_lemma;
use tightrope_nlp::Doc;

/// Plurals whose lemma no rule knows, while one does know the word without its ending.
pub(super) fn plurals(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    doc.tokens()
        .filter(|t| t.tag() == "NNS" && !known.lexicon.is_noun_predicate(&lower_lemma(*t)))
        .filter_map(|t| {
            let stem = t.lower().strip_suffix('s')?.to_owned();
            let other = stem != lower_lemma(t) && known.lexicon.is_noun_predicate(&stem);
            other.then(|| Edit { token: t.i, lemma: Some(stem), ..Edit::default() })
        })
        .collect()
}
