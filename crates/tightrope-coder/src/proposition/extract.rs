//! Verb and adjective propositions, with the arguments that the grammar leaves out filled in.

use super::args::{Predicate, PredicateKind};
use super::control::fill_subject;
use super::gaps::{antecedent, is_relative};
use super::noun::noun_predicate;
use super::phrases::set_agents;
use super::seconds::seconds;
use super::syntax::{is_clause_verb, is_gerund_object, is_passive, lower_lemma, preps_of, verb_lemma};
use crate::codebook::Lexicon;
use rustc_hash::FxHashMap;
use tightrope_nlp::{Doc, Token};

/// The propositions of one parsed text.
#[derive(Debug, Default)]
pub struct Propositions {
    /// In order of their heads.
    pub all: Vec<Predicate>,
    pub(super) by_head: FxHashMap<usize, usize>,
}

impl Propositions {
    /// The proposition that the token heads.
    pub fn at(&self, head: usize) -> Option<&Predicate> {
        self.by_head.get(&head).and_then(|&k| self.all.get(k))
    }
}

/// Extracts the propositions of a parsed text. Nouns are taken where `lexicon` knows them as predicates.
pub fn extract(doc: &Doc, lexicon: &Lexicon, is_actor: &dyn Fn(usize) -> bool) -> Propositions {
    let mut found = Propositions::default();
    let push = |found: &mut Propositions, p: Predicate| {
        found.by_head.insert(p.head, found.all.len());
        found.all.push(p);
    };
    // Verbs first: nouns borrow their arguments. Heads come before their dependants' control is asked for.
    for token in doc.tokens() {
        if is_clause_verb(token) {
            let mut first = verb_predicate(token, lexicon);
            let more = seconds(token, &mut first);
            push(&mut found, first);
            found.all.extend(more);
        } else if token.pos() == "ADJ" && token.children().any(|c| c.dep() == "prep") || token.dep() == "acomp" {
            push(&mut found, adjective_predicate(token));
        }
    }
    for k in 0..found.all.len() {
        fill_subject(doc, &mut found, k, lexicon, 0);
    }
    for token in doc.tokens() {
        if (matches!(token.pos(), "NOUN" | "PROPN" | "ADJ" | "VERB" | "X") && !found.by_head.contains_key(&token.i)
            || token.pos() == "NOUN"
            || token.pos() == "ADV" && token.children().any(|c| c.dep() == "prep"))
            && let Some(p) = noun_predicate(token, &found, lexicon, is_actor)
        {
            if found.by_head.contains_key(&token.i) {
                found.all.push(p);
            } else {
                push(&mut found, p);
            }
        }
    }
    found
}

fn verb_predicate(verb: Token<'_>, lexicon: &Lexicon) -> Predicate {
    let passive = is_passive(verb);
    let mut p = Predicate {
        kind: PredicateKind::Verb,
        head: verb.i,
        lemma: verb_lemma(verb),
        args: Vec::new(),
        support: Vec::new(),
        passive,
    };
    let has_object = verb.children().any(|c| c.dep() == "dobj");
    for child in verb.children() {
        let role = match child.dep() {
            // "had two reactors built by X": the small clause's subject is what is built
            "nsubj" if passive && !has_object => "obj",
            "nsubj" | "csubj" | "expl" => "subj",
            // "was granted a loan": the passive subject is the receiver
            "nsubjpass" | "csubjpass" => {
                if has_object {
                    "iobj"
                } else {
                    "obj"
                }
            }
            "dobj" => "obj",
            "dative" if matches!(child.pos(), "NOUN" | "PROPN" | "PRON") => "iobj",
            "attr" | "oprd" => "attr",
            "acomp" => "acomp",
            "xcomp" | "ccomp" => "comp",
            "advcl" if is_gerund_object(child) => "comp",
            "advcl" => "advcl",
            "npadvmod" if verb.dep() == "amod" => "by",
            _ => continue,
        };
        if role == "subj" && is_relative(child) {
            continue;
        }
        if matches!(role, "obj" | "iobj") && is_relative(child) {
            continue;
        }
        p.push(role, child, false);
    }
    // "opened a base there in May": the adverb hangs on the verb, its object or a preposition
    let near = verb.children().filter(|c| matches!(c.dep(), "dobj" | "nsubjpass" | "prep")).chain([verb]);
    let adverbs = near.flat_map(|t| t.children()).filter(|c| c.dep() == "advmod" && c.i > verb.i);
    for there in adverbs.filter(|c| lexicon.is("there-adverb", &c.lower())) {
        p.push("in", there, false);
    }
    for (name, object) in preps_of(verb) {
        if is_relative(object) || name == "with" && stands_by(object, lexicon) {
            continue;
        }
        // "provides about four-fifths of the oil": no preposition but a guess at the number
        let share = || object.children().any(|c| c.dep() == "prep" && c.lower() == "of") && is_share(object, lexicon);
        let count = lexicon.is("guess-word", &name) && !p.args.iter().any(|a| a.role == "obj") && share();
        p.push(if count { "obj" } else { &name }, object, false);
        if lexicon.is("from-preposition", &name) {
            p.push("from", object, false);
        }
        if name == "by" && passive {
            p.push("subj", object, false);
        }
    }
    for agent in set_agents(verb, lexicon) {
        p.push("by", agent, true);
        if passive {
            p.push("subj", agent, true);
        }
    }
    if passive {
        shared_agent(verb, &mut p);
        stranded(verb, &mut p);
    }
    if verb.dep() == "amod" {
        // "Russian-led", "Chinese-built": the modified noun is what is led
        for c in verb
            .children()
            .filter(|c| c.i < verb.i && matches!(c.dep(), "npadvmod" | "amod" | "compound" | "advmod" | "nmod"))
        {
            p.push("by", c, false);
            p.push("subj", c, false);
        }
        if verb.tag() == "VBN" || verb.tag() == "VBD" {
            p.push("obj", verb.head(), true);
        } else {
            p.push("subj", verb.head(), true);
        }
    }
    antecedent(verb, &mut p);
    p
}

/// Whether "with" tells who stood by and not with whom: "met in Doha with Egypt in the chair".
fn stands_by(object: Token<'_>, lexicon: &Lexicon) -> bool {
    let places = preps_of(object).into_iter().filter(|(name, _)| matches!(name.as_str(), "in" | "on" | "at"));
    places.map(|(_, place)| place).any(|place| lexicon.is("bystander-place", &lower_lemma(place)))
}

/// Whether the words are a part of a whole: "a third", "four-fifths", "40%".
fn is_share(t: Token<'_>, lexicon: &Lexicon) -> bool {
    let lemma = lower_lemma(t);
    let part = |w: &str| lexicon.is("fraction", w) || w.strip_suffix('s').is_some_and(|w| lexicon.is("fraction", w));
    part(&lemma) || part(&t.lower())
}

/// "was rammed and boarded by X": the agent of the last verb is that of all.
fn shared_agent(verb: Token<'_>, p: &mut Predicate) {
    if p.args.iter().any(|a| a.role == "by") {
        return;
    }
    let last = verb.children().rfind(|c| c.dep() == "conj" && is_passive(*c));
    for (_, agent) in last.into_iter().flat_map(preps_of).filter(|(name, _)| name == "by") {
        p.push("by", agent, true);
        p.push("subj", agent, true);
    }
}

/// "is paid for by X": the passive subject is what the bare preposition stands before.
fn stranded(verb: Token<'_>, p: &mut Predicate) {
    let bare = verb.children().find(|c| c.dep() == "prep" && c.i > verb.i && c.children().next().is_none());
    let subject = verb.children().find(|c| c.dep() == "nsubjpass");
    if let (Some(prep), Some(subject)) = (bare, subject) {
        p.push(&prep.lower(), subject, true);
    }
}

fn adjective_predicate(adj: Token<'_>) -> Predicate {
    let mut p = Predicate {
        kind: PredicateKind::Adjective,
        head: adj.i,
        lemma: lower_lemma(adj),
        args: Vec::new(),
        support: Vec::new(),
        passive: false,
    };
    for (name, object) in preps_of(adj) {
        p.push(&name, object, false);
    }
    for c in adj.children().filter(|c| c.dep() == "xcomp" || c.dep() == "ccomp") {
        p.push("comp", c, false);
    }
    if adj.dep() == "amod" {
        p.push("subj", adj.head(), true);
    }
    // "Malta, the smallest of the twenty-seven"
    if adj.dep() == "appos" {
        p.push("subj", adj.head(), true);
    }
    if matches!(adj.dep(), "acomp" | "oprd") {
        for (name, object) in preps_of(adj.head()) {
            p.push(&name, object, true);
        }
    }
    p
}
