//! Prepositional phrases hung on the noun before them, where they belong to the act: "moved to the border by Ethiopia",
//! "sanctions by the EU against Russia".

use super::{Edit, Known};
use crate::proposition::lower_lemma;
use tightrope_nlp::{Doc, Token};

/// Takes a preposition off the name that it follows: names of actors are not qualified so.
pub(super) fn stray(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for t in doc.tokens().filter(|t| t.dep() == "prep" && known.lexicon.is("act-preposition", &t.lower())) {
        let name = t.head();
        if !known.actor(name) || name.pos() != "PROPN" || t.i < name.i || name.dep() != "pobj" {
            continue;
        }
        let first = name.head();
        if !matches!(first.dep(), "prep" | "agent") || first.is_root() {
            continue;
        }
        let act = first.head();
        let acts = matches!(act.pos(), "VERB" | "AUX")
            || known.lexicon.is_noun_predicate(&lower_lemma(act))
            || known.lexicon.is_noun_predicate(&act.lower())
            || t.lower() == "by";
        if acts {
            edits.push(Edit::hang(t.i, act.i, "prep"));
        }
    }
    edits
}

/// Gives a passive verb the agent that hangs on one of its nouns.
pub(super) fn passive(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for verb in doc.tokens().filter(|t| t.tag() == "VBN") {
        let is_passive = verb.children().any(|c| c.dep() == "auxpass") || verb.dep() == "acl";
        if !is_passive || verb.children().any(|c| c.lower() == "by") {
            continue;
        }
        if let Some(by) = below(verb, known, 0) {
            edits.push(Edit::hang(by.i, verb.i, "agent"));
        }
    }
    edits
}

/// A `by` with an actor on the nouns after the verb, that no act of their own takes.
fn below<'a>(at: Token<'a>, known: &Known<'_>, depth: usize) -> Option<Token<'a>> {
    if depth > 3 {
        return None;
    }
    for c in at.children().filter(|c| c.i > at.i) {
        match c.dep() {
            "prep" if depth > 0 && c.lower() == "by" && c.children().any(|o| o.dep() == "pobj" && acts(o, known)) => {
                return Some(c);
            }
            "prep" => {
                // of the act's own words only a place, a time or a means lies between
                if let Some(found) = c
                    .children()
                    .filter(|o| o.dep() == "pobj")
                    .filter(|o| {
                        depth > 0 || !takes_agent(*o, known) || known.lexicon.is("manner-preposition", &c.lower())
                    })
                    .find_map(|o| below(o, known, depth + 1))
                {
                    return Some(found);
                }
            }
            "dobj" | "attr" | "oprd" => {
                if let Some(found) = below(c, known, depth + 1) {
                    return Some(found);
                }
            }
            _ => {}
        }
    }
    None
}

fn takes_agent(noun: Token<'_>, known: &Known<'_>) -> bool {
    known.lexicon.is_noun_predicate(&lower_lemma(noun))
}

/// Whether the noun names an actor or is described by one.
fn acts(noun: Token<'_>, known: &Known<'_>) -> bool {
    let lemma = lower_lemma(noun);
    known.actor(noun)
        || noun.children().any(|c| matches!(c.dep(), "amod" | "compound" | "poss" | "nmod") && known.actor(c))
        || ["agent-state", "agent-person", "agent-group"].iter().any(|class| known.lexicon.is(class, &lemma))
}
