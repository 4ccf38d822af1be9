//! Verb and adjective propositions, with the arguments that the grammar leaves out filled in.

use super::args::{Predicate, PredicateKind};
use super::noun::noun_predicate;
use super::syntax::{first_conjunct, is_clause_verb, lower_lemma, preps_of, verb_lemma};
use crate::codebook::Lexicon;
use rustc_hash::FxHashMap;
use tightrope_nlp::{Doc, Token};

/// The propositions of one parsed text.
#[derive(Debug, Default)]
pub struct Propositions {
    /// In order of their heads.
    pub all: Vec<Predicate>,
    by_head: FxHashMap<usize, usize>,
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
            push(&mut found, verb_predicate(token));
        } else if token.pos() == "ADJ" && token.children().any(|c| c.dep() == "prep") || token.dep() == "acomp" {
            push(&mut found, adjective_predicate(token));
        }
    }
    for k in 0..found.all.len() {
        fill_subject(doc, &mut found, k, lexicon, 0);
    }
    for token in doc.tokens() {
        if (matches!(token.pos(), "NOUN" | "PROPN" | "ADJ" | "VERB" | "X") && !found.by_head.contains_key(&token.i)
            || token.pos() == "NOUN")
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

fn verb_predicate(verb: Token<'_>) -> Predicate {
    let passive = verb.children().any(|c| matches!(c.dep(), "nsubjpass" | "auxpass" | "csubjpass"))
        || verb.tag() == "VBN" && matches!(verb.dep(), "acl" | "amod") && !verb.children().any(|c| c.dep() == "dobj");
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
    for (name, object) in preps_of(verb) {
        if is_relative(object) {
            continue;
        }
        p.push(&name, object, false);
        if name == "by" && passive {
            p.push("subj", object, false);
        }
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

fn is_relative(token: Token<'_>) -> bool {
    matches!(token.tag(), "WDT" | "WP" | "WP$")
        || token.lower() == "that"
            && token.tag() != "DT"
            && token.dep() != "mark"
            && matches!(token.dep(), "nsubj" | "nsubjpass" | "dobj" | "pobj")
}

/// Puts the noun that a relative clause or participle modifies where its pronoun or gap is.
fn antecedent(verb: Token<'_>, p: &mut Predicate) {
    let owner = if matches!(verb.dep(), "relcl" | "acl") {
        verb
    } else if verb.dep() == "conj"
        && matches!(first_conjunct(verb).dep(), "relcl" | "acl")
        && !verb.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass") && !is_relative(c))
    {
        first_conjunct(verb)
    } else {
        return;
    };
    let noun = owner.head();
    if owner.dep() == "acl" {
        match verb.tag() {
            "VBN" | "VBD" => p.push("obj", noun, true),
            "VBG" => p.push("subj", noun, true),
            _ => {}
        }
        return;
    }
    let mut relative = None;
    for child in verb.children().chain(owner.children()) {
        if is_relative(child) {
            relative = Some(match child.dep() {
                "nsubj" => "subj",
                "nsubjpass" => "obj",
                _ => "obj",
            });
            if child.dep() == "nsubj" || child.dep() == "nsubjpass" {
                break;
            }
        }
        if matches!(child.lower().as_str(), "where") {
            relative = Some("in");
            break;
        }
        if child.dep() == "prep"
            && let Some(w) = child.children().find(|c| is_relative(*c))
        {
            let name = child.lower();
            let _ = w;
            p.push(&name, noun, true);
            return;
        }
    }
    match relative {
        Some(role) => p.push(role, noun, true),
        None => {
            let has_subject = verb.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass"));
            let has_object = verb.children().any(|c| c.dep() == "dobj");
            if !has_subject {
                p.push("subj", noun, true)
            } else if !has_object {
                p.push("obj", noun, true)
            }
        }
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
    if matches!(adj.dep(), "acomp" | "oprd") {
        for (name, object) in preps_of(adj.head()) {
            p.push(&name, object, true);
        }
    }
    p
}

/// Fills the subject of a clause that has none of its own: coordination, control, participles.
fn fill_subject(doc: &Doc, found: &mut Propositions, k: usize, lexicon: &Lexicon, depth: usize) {
    let p = &found.all[k];
    let head = doc.token(p.head);
    if depth > 8 || p.args.iter().any(|a| a.role == "subj") {
        return;
    }
    let governor = head.head();
    let from = match head.dep() {
        "conj" => Some((governor, if p.passive { "obj" } else { "subj" })),
        "xcomp" => {
            let controls_object = found.at(governor.i).is_some_and(|g| {
                lexicon.is("object-control", &g.lemma)
                    && g.args.iter().any(|a| matches!(a.role.as_str(), "obj" | "iobj"))
            });
            Some((governor, if controls_object { "obj" } else { "subj" }))
        }
        "advcl" | "ccomp" | "acomp" | "oprd" | "dep" => Some((governor, "subj")),
        "pcomp" => Some((governor.head(), "subj")),
        "acl" if matches!(head.tag(), "VB" | "VBP") => Some((governor, "subj")),
        _ => None,
    };
    let Some((governor, mut role)) = from else { return };
    if head.is_root() {
        return;
    }
    // a noun governor has no subject of its own: take the possessor, or the subject of the verb above it
    let mut at = governor;
    let mut steps = 0;
    while !found.by_head.contains_key(&at.i) && !at.is_root() && steps < 6 {
        if let Some(poss) = at.children().find(|c| c.dep() == "poss") {
            found.all[k].push("subj", poss, true);
            return;
        }
        at = at.head();
        role = "subj";
        steps += 1;
    }
    let Some(&g) = found.by_head.get(&at.i) else { return };
    if g == k {
        return;
    }
    fill_subject(doc, found, g, lexicon, depth + 1);
    let g_pred = &found.all[g];
    let passive_self = found.all[k].passive;
    let mut heads: Vec<usize> = g_pred.role(role).map(|a| a.head).collect();
    if heads.is_empty() && role == "obj" {
        heads = g_pred.role("iobj").map(|a| a.head).collect();
    }
    // "were signed and published": the passive subject is shared
    if heads.is_empty() || (role == "subj" && g_pred.passive) {
        let shared: Vec<usize> =
            g_pred.args.iter().filter(|a| matches!(a.role.as_str(), "obj" | "iobj")).map(|a| a.head).collect();
        if g_pred.passive && !shared.is_empty() {
            heads = shared;
        }
    }
    let own = if passive_self && !found.all[k].args.iter().any(|a| a.role == "obj") {
        "obj"
    } else if passive_self {
        return;
    } else {
        "subj"
    };
    for h in heads {
        found.all[k].push(own, doc.token(h), true);
    }
}
