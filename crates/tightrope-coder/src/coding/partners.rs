//! Who stands on the side that a clause leaves out, by what the clauses beside and before it tell.

use super::Sentence;
use super::seek::is_actor;
use super::slots::fillers;
use crate::codebook::Rule;
use crate::party::Party;
use crate::proposition::{Predicate, PredicateKind, is_clause_verb, preps_of};
use tightrope_nlp::Token;
use tightrope_statement::{Entity, EntityType, Polarity};

/// The state that acts in the clause before, to which this one is joined: "X bombed the camp, and Y protested".
pub(super) fn before_it(sentence: &Sentence<'_>, p: &Predicate, taken: &[Party]) -> Option<Entity> {
    let verb = sentence.doc.token(p.head);
    if p.kind != PredicateKind::Verb || verb.dep() != "conj" {
        return None;
    }
    verb.children().find(|c| c.dep() == "nsubj")?;
    let subject = verb.head().children().find(|c| c.dep() == "nsubj")?;
    let found = sentence.resolver.parties(subject);
    let [only] = found.as_slice() else { return None };
    let state = only.entity.state.clone().filter(|_| !taken.iter().any(|t| t.same_side(only)))?;
    sentence.resolver.state_entity(&state)
}

/// The one state that the verb before, with the same subject, was done to: "recalled its envoy from Oman and complained".
pub(super) fn shared_partner(sentence: &Sentence<'_>, p: &Predicate, taken: &[Party]) -> Option<Entity> {
    // "flew to Oman and signed two accords": the noun by the verb that holds it
    let verb = match p.kind {
        PredicateKind::Verb => Some(p.head),
        _ => p.support.iter().find(|(_, slot)| slot == "obj").map(|(verb, _)| *verb),
    };
    let verb = sentence.doc.token(verb?);
    if verb.dep() != "conj" || verb.children().any(|c| c.dep().starts_with("nsubj")) {
        return None;
    }
    let before = sentence.propositions.at(verb.head().i).filter(|v| v.kind == PredicateKind::Verb)?;
    let others = before.args.iter().filter(|a| a.role != "subj" && !a.inferred);
    let parties = others.flat_map(|a| {
        let t = sentence.doc.token(a.head);
        let found = sentence.resolver.parties(t);
        let inner = || preps_of(t).into_iter().flat_map(|(_, o)| sentence.resolver.parties(o)).collect();
        if found.iter().any(|x| !taken.iter().any(|y| y.same_side(x))) { found } else { inner() }
    });
    only_state(sentence, parties, taken)
}

/// The state that acts in the clause that the predicate's clause stands under: "X left after Y had revoked the accord".
pub(super) fn matrix_subject(sentence: &Sentence<'_>, p: &Predicate, taken: &[Party]) -> Option<Entity> {
    let head = sentence.doc.token(p.head);
    let clause = std::iter::once(head).chain(head.ancestors()).find(|t| is_clause_verb(*t))?;
    let sequel = |c: Token<'_>| sentence.codebook.lexicon.is("sequence-marker", &c.lower());
    let opened =
        clause.children().any(|c| c.i < clause.i && sequel(c)) || clause.dep() == "pcomp" && sequel(clause.head());
    if !matches!(clause.dep(), "advcl" | "pcomp") || !opened {
        return None;
    }
    let above = clause.ancestors().find(|t| is_clause_verb(*t))?;
    let subject = above.children().find(|c| c.dep() == "nsubj" && !c.subtree().contains(&head.i))?;
    only_state(sentence, sentence.resolver.parties(subject).into_iter(), taken)
}

/// To whom others did the same in the sentence before: "China lent Chad a billion. A second loan came from Japan."
pub(super) fn parallel(sentence: &Sentence<'_>, p: &Predicate, rule: &Rule, taken: &[Party]) -> Option<Entity> {
    let head = sentence.doc.token(p.head);
    let more = |t: Token<'_>| t.children().any(|c| sentence.codebook.lexicon.is("one-more", &c.lower()));
    let own = p.kind == PredicateKind::Noun && more(head);
    if !own && !fillers(sentence, p, "obj").into_iter().any(more) {
        return None;
    }
    let memory = sentence.resolver.memory;
    let near = memory.told.iter().rev().take_while(|t| t.sentence + 1 >= memory.sentence);
    let same = near.filter(|t| t.relation == rule.relation && t.polarity == Polarity::Affirmed);
    let free =
        |e: &Entity| !taken.iter().any(|x| x.entity.id == e.id || e.state.is_some() && x.entity.state == e.state);
    let told = same.take(1).find(|t| t.source.as_ref().is_some_and(free))?;
    told.target.clone().filter(|e| e.kind == EntityType::State && free(e))
}

/// The one state among the parties that is on nobody's side of those taken.
fn only_state(sentence: &Sentence<'_>, parties: impl Iterator<Item = Party>, taken: &[Party]) -> Option<Entity> {
    let mut states: Vec<String> = parties
        .filter(|x| is_actor(x) && !taken.iter().any(|y| y.same_side(x)))
        .filter_map(|x| x.entity.state)
        .collect();
    states.dedup();
    let [only] = states.as_slice() else { return None };
    sentence.resolver.state_entity(only)
}
