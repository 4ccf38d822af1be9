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

/// "Lent Zambia money": the name right behind a verb of giving, taken for a part of what is given.
pub(super) fn receivers(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for given in doc.tokens().filter(|t| t.dep() == "dobj" && matches!(t.tag(), "NN" | "NNS")) {
        let verb = given.head();
        let gives = verb.pos() == "VERB"
            && verb.i < given.i
            && known.lexicon.is("double-object-verb", &lower_lemma(verb))
            && !verb.children().any(|c| matches!(c.dep(), "dative" | "auxpass"));
        if !gives || given.subtree().start != verb.i + 1 {
            continue;
        }
        // a land: "sold Boeing jets" has no receiver
        let land = |t: Token<'_>| {
            doc.ents()
                .iter()
                .any(|e| matches!(e.label.as_str(), "GPE" | "NORP" | "LOC") && (e.start..e.end).contains(&t.i))
        };
        let name =
            |t: &Token<'_>| t.tag() == "NNP" && known.actor(*t) && matches!(t.dep(), "compound" | "nmod") && land(*t);
        let run: Vec<Token<'_>> = (verb.i + 1..given.i).map(|i| doc.token(i)).take_while(name).collect();
        let Some(gets) = run.last().filter(|l| l.head().i == given.i) else { continue };
        edits.push(Edit::hang(gets.i, verb.i, "dative"));
        edits.extend(
            run.iter().filter(|t| t.i != gets.i && t.head().i == given.i).map(|t| Edit::hang(t.i, gets.i, "compound")),
        );
    }
    edits
}
