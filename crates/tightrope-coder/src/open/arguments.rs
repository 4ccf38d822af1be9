//! Arguments of verbs and nouns, found by following the parse downwards.

use super::proposition::ArgumentKind;
use super::tree::{Tree, below, is_nominal, is_relative, is_to_infinitive, is_verb, own_subjects};
use crate::proposition::{conjuncts, first_conjunct};
use tightrope_nlp::Token;

/// How deep arguments of arguments are followed.
const DEPTH: usize = 5;

/// An argument as tokens.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub kind: ArgumentKind,
    /// Tokens of the connective.
    pub connective: Vec<usize>,
    /// Head of the noun phrase, where it is one.
    pub head: Option<usize>,
    /// Its tokens, where it is none.
    pub tokens: Vec<usize>,
    pub further: Vec<Found>,
}

impl Found {
    fn noun(kind: ArgumentKind, connective: Vec<usize>, head: usize, further: Vec<Found>) -> Self {
        Found { kind, connective, head: Some(head), tokens: Vec::new(), further }
    }

    fn words(kind: ArgumentKind, tokens: Vec<usize>) -> Self {
        Found { kind, connective: Vec::new(), head: None, tokens, further: Vec::new() }
    }

    /// Its first token.
    pub fn start(&self) -> usize {
        self.connective.first().or(self.tokens.first()).copied().or(self.head).unwrap_or(0)
    }
}

/// The noun that a relative clause, or a verb coordinated with its verb, belongs to.
pub(super) fn antecedent(verb: Token<'_>) -> Option<Token<'_>> {
    let first = first_conjunct(verb);
    (first.dep() == "relcl" && !first.is_root()).then(|| first.head())
}

/// Objects and obliques of a verb, objects first.
pub(super) fn of_verb<'a>(tree: &Tree<'a>, verb: Token<'a>, depth: usize) -> Vec<Found> {
    if depth > DEPTH {
        return Vec::new();
    }
    let mut out = Vec::new();
    for c in verb.children().filter(|c| is_object(*c)) {
        if let Some(noun) = antecedent(verb).filter(|_| is_relative(c)) {
            out.push(Found::noun(ArgumentKind::Object, Vec::new(), noun.i, Vec::new()));
            continue;
        }
        if c.dep() == "attr" && c.i < verb.i && is_relative(c) {
            continue;
        }
        for o in conjuncts(c).into_iter().filter(|o| !(o.dep() == "conj" && is_verb(*o))) {
            let mut further = of_noun(tree, o, depth + 1);
            if c.dep() == "acomp" {
                for x in o.children().filter(|x| matches!(x.dep(), "xcomp" | "ccomp" | "advcl")) {
                    if own_subjects(x).is_empty() && is_to_infinitive(x) {
                        further.extend(infinitives(tree, x, depth + 1));
                    }
                }
            }
            out.push(Found::noun(ArgumentKind::Object, Vec::new(), o.i, further));
        }
    }
    if out.is_empty() {
        out.extend(gap(verb).map(|noun| Found::noun(ArgumentKind::Object, Vec::new(), noun.i, Vec::new())));
    }
    out.extend(prepositional(tree, verb, depth + 1));
    for c in verb.children() {
        match c.dep() {
            "npadvmod" if is_nominal(c) => out.push(Found::noun(ArgumentKind::Time, Vec::new(), c.i, Vec::new())),
            // "several years later"
            "advmod" | "npadvmod" if c.children().any(|k| k.dep() == "npadvmod") => {
                out.push(Found::words(ArgumentKind::Time, super::tree::sorted(below(c, &|_| false))));
            }
            "ccomp" if is_verb(c) && (!own_subjects(c).is_empty() || c.children().any(|k| k.dep() == "mark")) => {
                out.push(Found::words(ArgumentKind::Clause, tree.clause(c)));
            }
            "advcl" if is_to_infinitive(c) && own_subjects(c).is_empty() => out.extend(infinitives(tree, c, depth + 1)),
            "xcomp" if is_to_infinitive(c) && own_subjects(c).is_empty() && controlled_by_object(c) => {
                out.extend(infinitives(tree, c, depth + 1));
            }
            _ => {}
        }
    }
    out
}

/// What depends on a noun: prepositional phrases and infinitives.
fn of_noun<'a>(tree: &Tree<'a>, noun: Token<'a>, depth: usize) -> Vec<Found> {
    if depth > DEPTH - 2 {
        return Vec::new();
    }
    let mut out = prepositional(tree, noun, depth + 1);
    for c in noun.children().filter(|c| matches!(c.dep(), "acl" | "relcl")) {
        if is_to_infinitive(c) && own_subjects(c).is_empty() {
            out.extend(infinitives(tree, c, depth + 1));
        }
    }
    out
}

fn is_object(c: Token<'_>) -> bool {
    matches!(c.dep(), "dobj" | "attr" | "oprd" | "acomp") || c.dep() == "dative" && c.pos() != "ADP"
}

/// Whether an open complement's subject is the object of the verb above ("led them to lobby").
pub(super) fn controlled_by_object(complement: Token<'_>) -> bool {
    complement.head().children().any(|k| matches!(k.dep(), "dobj" | "dative") && k.i < complement.i)
}

/// The noun that a relative clause without a pronoun leaves out as its object ("the gimmicks she used").
fn gap(verb: Token<'_>) -> Option<Token<'_>> {
    if verb.dep() != "relcl" || verb.children().any(|c| is_relative(c) || matches!(c.dep(), "ccomp" | "xcomp")) {
        return None;
    }
    let stranded = |c: Token<'_>| c.dep() == "prep" && !c.children().any(|k| matches!(k.dep(), "pobj" | "pcomp"));
    let subject = own_subjects(verb).into_iter().next()?;
    (subject.dep() == "nsubj" && !verb.children().any(stranded)).then(|| verb.head())
}

fn infinitives<'a>(tree: &Tree<'a>, verb: Token<'a>, depth: usize) -> Vec<Found> {
    conjuncts(verb).into_iter().filter(|v| is_verb(*v)).flat_map(|v| through(tree, &[], v, depth)).collect()
}

/// Arguments behind a verb that is itself part of a connective: objects of "to conduct", of "of using".
fn through<'a>(tree: &Tree<'a>, before: &[usize], verb: Token<'a>, depth: usize) -> Vec<Found> {
    let mut lead = before.to_vec();
    lead.extend(tree.verb(verb));
    let (objects, rest): (Vec<_>, Vec<_>) =
        of_verb(tree, verb, depth + 1).into_iter().partition(|a| a.kind == ArgumentKind::Object);
    let alone = objects.is_empty();
    let mut out = if alone { rest.clone() } else { objects };
    for a in &mut out {
        a.connective.splice(0..0, lead.iter().copied());
        if !alone {
            a.kind = ArgumentKind::Oblique;
            a.further.extend(rest.iter().cloned());
        }
    }
    out
}

/// Arguments that prepositions tie to the token.
fn prepositional<'a>(tree: &Tree<'a>, token: Token<'a>, depth: usize) -> Vec<Found> {
    let mut ends = Vec::new();
    for p in token.children() {
        if matches!(p.dep(), "prep" | "agent") || p.dep() == "dative" && p.pos() == "ADP" {
            follow(p, opening(p), 0, &mut ends);
        }
    }
    let mut out = Vec::new();
    for (connective, end) in ends {
        if end.dep() == "pcomp" && is_verb(end) {
            for v in conjuncts(end).into_iter().filter(|v| own_subjects(*v).is_empty()) {
                out.extend(through(tree, &connective, v, depth + 1));
            }
        } else if !is_relative(end) {
            for o in conjuncts(end) {
                out.push(Found::noun(ArgumentKind::Oblique, connective.clone(), o.i, of_noun(tree, o, depth + 1)));
            }
        }
    }
    out
}

/// A preposition with the word that makes it two words: because of, instead of, such as.
fn opening(prep: Token<'_>) -> Vec<usize> {
    let leaf = |c: &Token<'_>| c.children().next().is_none();
    let mut out = vec![prep.i];
    if prep.lower() == "of" {
        let before = |c: &Token<'_>| {
            c.i + 1 == prep.i && matches!(c.dep(), "advmod" | "amod" | "prep" | "npadvmod" | "pcomp") && leaf(c)
        };
        out.splice(0..0, prep.children().filter(before).map(|c| c.i));
    }
    let after = |c: &Token<'_>| {
        c.i == prep.i + 1
            && matches!(c.dep(), "prep" | "pcomp" | "advmod")
            && matches!(c.pos(), "ADP" | "SCONJ" | "ADV")
            && leaf(c)
    };
    out.extend(prep.children().filter(after).map(|c| c.i));
    out
}

/// What a chain of prepositions leads to, with the prepositions.
fn follow<'a>(prep: Token<'a>, connective: Vec<usize>, depth: usize, out: &mut Vec<(Vec<usize>, Token<'a>)>) {
    for c in prep.children() {
        let adjacent = connective.last().is_some_and(|&last| last + 1 == c.i);
        let longer = || if adjacent { [connective.as_slice(), &[c.i]].concat() } else { vec![c.i] };
        match c.dep() {
            "pobj" => out.push((connective.clone(), c)),
            "pcomp" if !is_verb(c) && matches!(c.pos(), "ADP" | "SCONJ" | "ADV") && depth < 3 => {
                follow(c, [connective.as_slice(), &[c.i]].concat(), depth + 1, out);
            }
            "pcomp" => out.push((connective.clone(), c)),
            "prep" if depth < 3 => follow(c, longer(), depth + 1, out),
            "conj" if matches!(c.pos(), "ADP" | "SCONJ") && depth < 3 => follow(c, vec![c.i], depth + 1, out),
            _ => {}
        }
    }
}
