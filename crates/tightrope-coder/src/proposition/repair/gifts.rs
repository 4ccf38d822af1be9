//! Sums given to somebody for a purpose, where the parser takes the sum for the subject of the purpose: "lent Kenya two
//! billion dollars to pave roads".

use super::{Edit, Known};
use crate::proposition::lower_lemma;
use tightrope_nlp::{Doc, Token};

/// Makes the sum the object of the verb of giving, and the actor right before it the one that gets it.
pub(super) fn sums(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for sum in doc.tokens().filter(|t| t.dep() == "nsubj" && known.lexicon.is("money", &lower_lemma(*t))) {
        let purpose = sum.head();
        let gives = purpose.head();
        let infinitive = purpose.tag() == "VB" && purpose.children().any(|c| c.tag() == "TO" && c.i > sum.i);
        if !infinitive || !matches!(purpose.dep(), "ccomp" | "xcomp" | "advcl") || gives.pos() != "VERB" {
            continue;
        }
        let gets = gives
            .children()
            .find(|c| matches!(c.dep(), "dobj" | "dative") && gives.i < c.i && c.subtree().end == sum.subtree().start);
        let Some(gets) = gets.filter(|g: &Token<'_>| known.actor(*g)) else { continue };
        edits.push(Edit::dep(gets.i, "dative"));
        edits.push(Edit::hang(sum.i, gives.i, "dobj"));
        edits.push(Edit::dep(purpose.i, "advcl"));
    }
    edits
}
