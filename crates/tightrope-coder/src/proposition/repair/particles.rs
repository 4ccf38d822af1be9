//! Particles and adverbs: "sent away", "turned down the offer", "closer to", "stopped short of".

use super::{Edit, Known};
use crate::proposition::{first_conjunct, is_clause_verb, lower_lemma};
use tightrope_nlp::{Doc, Token};

pub(super) fn adverbs(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for t in doc.tokens() {
        let verb = t.head();
        match t.dep() {
            "advmod" if is_clause_verb(verb) && t.i > verb.i => {
                edits.extend(particle(t, verb, known));
                edits.extend(with_preposition(t, verb, known));
            }
            "advmod" if is_clause_verb(verb) && joins(t, known) => edits.extend(with_preposition(t, verb, known)),
            "prep" if is_clause_verb(verb) && t.i > verb.i => edits.extend(shifted(t, verb, known)),
            "npadvmod" => edits.extend(moved(t, known)),
            "amod" if t.i > verb.i => edits.extend(beside(t, verb, known)),
            // "instead of helping": the adverb hangs on its own preposition
            "advmod" if verb.dep() == "prep" && verb.i == t.i + 1 && joins(t, known) => {
                edits.push(Edit::hang(t.i, verb.head().i, "prep"));
                edits.push(Edit::hang(verb.i, t.i, "prep"));
            }
            _ => {}
        }
    }
    edits
}

fn phrasal(verb: Token<'_>, t: Token<'_>, known: &Known<'_>) -> bool {
    let lower = t.lower();
    known.lexicon.is("particle", &lower)
        && !verb.children().any(|c| c.dep() == "prt")
        && known.lexicon.is_phrasal(&format!("{} {lower}", lower_lemma(verb)))
}

/// An adverb that makes one word with its verb.
fn particle(t: Token<'_>, verb: Token<'_>, known: &Known<'_>) -> Option<Edit> {
    phrasal(verb, t, known).then(|| Edit::dep(t.i, "prt"))
}

/// Whether the adverb and the preposition after it are one preposition.
fn joins(t: Token<'_>, known: &Known<'_>) -> bool {
    known.lexicon.is("preposition-adverb", &t.lower())
}

/// "short of" becomes one preposition; the `from` of "away from" hangs on the verb.
fn with_preposition(t: Token<'_>, verb: Token<'_>, known: &Known<'_>) -> Vec<Edit> {
    let preps = t.children().filter(|c| c.dep() == "prep" && c.i > t.i);
    if joins(t, known) {
        return if preps.count() > 0 { vec![Edit::dep(t.i, "prep")] } else { Vec::new() };
    }
    preps.map(|p| Edit::hang(p.i, verb.i, "prep")).collect()
}

/// A particle taken for a preposition: its noun is the verb's object.
fn shifted(t: Token<'_>, verb: Token<'_>, known: &Known<'_>) -> Vec<Edit> {
    let object: Vec<Token<'_>> = t.children().filter(|c| c.dep() == "pobj").collect();
    let [object] = object[..] else { return Vec::new() };
    if t.i != verb.i + 1
        || !known.lexicon.is("shifting-particle", &t.lower())
        || verb.children().any(|c| matches!(c.dep(), "dobj" | "nsubjpass"))
        || !phrasal(verb, t, known)
    {
        return Vec::new();
    }
    vec![Edit::dep(t.i, "prt"), Edit::hang(object.i, verb.i, "dobj")]
}

/// "Moved two divisions closer to the border": what is moved, taken for how much closer.
fn moved(t: Token<'_>, known: &Known<'_>) -> Option<Edit> {
    let (nearer, verb) = (t.head(), t.head().head());
    let moves = nearer.dep() == "advmod"
        && known.lexicon.is("nearness", &nearer.lower())
        && t.pos() == "NOUN"
        && !known.lexicon.is("measure-noun", &lower_lemma(t))
        && is_clause_verb(verb)
        && verb.i < t.i
        && !verb.children().any(|c| matches!(c.dep(), "dobj" | "nsubjpass" | "auxpass"));
    moves.then(|| Edit::hang(t.i, verb.i, "dobj"))
}

/// "Posted tanks close to Guyana": where the act puts its object, taken for a quality of the object.
fn beside(t: Token<'_>, noun: Token<'_>, known: &Known<'_>) -> Vec<Edit> {
    let object = first_conjunct(noun);
    let verb = object.head();
    let to = t.children().find(|c| c.dep() == "prep" && c.i == t.i + 1);
    match to.filter(|_| known.lexicon.is("nearness", &t.lower()) && object.dep() == "dobj" && is_clause_verb(verb)) {
        Some(to) => vec![Edit::hang(t.i, verb.i, "advmod"), Edit::hang(to.i, verb.i, "prep")],
        None => Vec::new(),
    }
}
