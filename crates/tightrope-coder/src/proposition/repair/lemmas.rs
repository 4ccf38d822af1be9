//! Lemmas of plural nouns that have two: "bases" is of "base" as well as of "basis".

use super::{Edit, Known};
use crate::proposition::lower_lemma;
use tightrope_nlp::{Doc, Token};

/// Plurals whose lemma no rule knows, while one does know the word without its ending.
pub(super) fn plurals(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    doc.tokens()
        .filter(|t| t.tag() == "NNS" && !known.lexicon.is_noun_predicate(&lower_lemma(*t)))
        .filter_map(|t| {
            let stem = t.lower().strip_suffix('s')?.to_owned();
            let other = stem != lower_lemma(t) && known.lexicon.is_noun_predicate(&stem);
            other.then(|| Edit { token: t.i, lemma: Some(stem), ..Edit::default() })
        })
        .chain(doc.tokens().filter_map(|t| capital(t, known)))
        .collect()
}

/// "The Parties", "both Sides": nouns that joint statements write with a capital, which the tagger takes for names.
fn capital(t: Token<'_>, known: &Known<'_>) -> Option<Edit> {
    let lower = t.lower();
    let stems = [lower.strip_suffix("ies").map(|s| format!("{s}y")), lower.strip_suffix('s').map(str::to_owned)];
    let stem = stems.into_iter().flatten().find(|s| known.lexicon.is("both-sides", s))?;
    let alone = t.prev().is_some_and(|p| matches!(p.tag(), "DT" | "CD" | "PDT"))
        && t.next().is_none_or(|n| !n.text().starts_with(char::is_uppercase));
    let name = t.tag() == "NNPS" && alone && !known.actor(t);
    name.then(|| Edit { token: t.i, lemma: Some(stem), tag: Some(("NNS", "NOUN")), ..Edit::default() })
}
