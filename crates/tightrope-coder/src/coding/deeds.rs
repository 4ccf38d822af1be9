//! Whose deed it is that the page judges where the words name nobody: "welcomed the pact", "condemned that crime",
//! "denies this".

use super::Sentence;
use super::resume::{is_bare, resumed};
use super::slots::fillers;
use crate::codebook::Rule;
use crate::party::{How, Party, Told, differs};
use crate::proposition::{Predicate, PredicateKind, is_clause_verb, lower_lemma, noun_phrase, preps_of};
use tightrope_nlp::Token;
use tightrope_statement::Entity;

/// Sentences back that "this" and "that crime" reach.
const REACH: usize = 2;

/// Who did what the object of a judging verb stands for, as a party that the object's words stand for.
pub(super) fn author(sentence: &Sentence<'_>, p: &Predicate, rule: &Rule, sources: &[Party]) -> Option<Party> {
    let lexicon = &sentence.codebook.lexicon;
    let memory = sentence.resolver.memory;
    if p.kind != PredicateKind::Verb
        || rule.target_kind.is_some()
        || !lexicon.is("judging-relation", rule.relation.name())
    {
        return None;
    }
    let denies = lexicon.is("denying-relation", rule.relation.name());
    let objects = fillers(sentence, p, "obj");
    let [object] = objects.as_slice() else {
        // "denies that it sold arms": at whoever says so
        let clause = fillers(sentence, p, "comp").first().copied();
        let clause = clause.filter(|_| objects.is_empty() && denies && lexicon.is("denying-verb", &p.lemma))?;
        let entity = charge(sentence, p, sources)?;
        return Some(Party { entity, tokens: clause.i..clause.i + 1, how: How::Recalled, others: Vec::new() });
    };
    let differs = |e: &Entity| differs(e, sources);
    if let Some(by) = told_beside(sentence, *object).filter(|e| differs(e)) {
        return Some(Party { entity: by, tokens: words(*object), how: How::Recalled, others: Vec::new() });
    }
    let pointing = object.pos() != "NOUN" && lexicon.is("demonstrative", &object.lower());
    let charged = || lexicon.is("charge-noun", &lower_lemma(*object)) && is_bare(sentence, *object);
    let by = if let Some(by) = (denies && (pointing || charged())).then(|| charge(sentence, p, sources)).flatten() {
        Some(by)
    } else if pointing {
        None
    } else if is_bare(sentence, *object) {
        // "that crime": of the doer of the last act, not of whom it hit
        let act = lexicon.is("judged-deed", &lower_lemma(*object));
        let doer = || {
            let near = memory.acts.iter().rev().take_while(|a| a.2 + REACH >= memory.sentence);
            near.map(|(doer, _, _)| doer).find(|e| differs(e)).cloned()
        };
        resumed(sentence, p).and_then(|t| side(t, differs)).or_else(|| if act { doer() } else { None })
    } else {
        None
    };
    let noun = || is_bare(sentence, *object) && lexicon.is("judged-deed", &lower_lemma(*object));
    let home = || memory.focal.clone().filter(|e| noun() && differs(e));
    let entity = by.or_else(home)?;
    Some(Party { entity, tokens: words(*object), how: How::Recalled, others: Vec::new() })
}

/// Who did or said what the noun sums up beside it: "Chad closed the bridge, a move that Togo condemned".
fn told_beside(sentence: &Sentence<'_>, object: Token<'_>) -> Option<Entity> {
    let lexicon = &sentence.codebook.lexicon;
    let judged = object.children().any(|c| c.dep() == "relcl") && lexicon.is("judged-deed", &lower_lemma(object));
    let one = object.children().any(|c| c.dep() == "det" && lexicon.is("indefinite-determiner", &c.lower()));
    let verb = object.ancestors().find(|t| is_clause_verb(*t)).filter(|_| judged && one && object.dep() == "appos")?;
    let subject = verb.children().find(|c| c.dep() == "nsubj" && c.i < verb.i)?;
    let found = sentence.resolver.parties(subject);
    let [by] = found.as_slice() else { return None };
    Some(by.entity.clone())
}

/// The side of a claim that is not the judge's, its doer first.
fn side(told: &Told, differs: impl Fn(&Entity) -> bool) -> Option<Entity> {
    [&told.source, &told.target].into_iter().flatten().find(|e| differs(e)).cloned()
}

/// Whose charge the sources deny: of whoever charges them earlier in the sentence, has just done or said something to them,
/// or has just said it of them.
fn charge(sentence: &Sentence<'_>, p: &Predicate, sources: &[Party]) -> Option<Entity> {
    let memory = sentence.resolver.memory;
    let is = |e: &Entity| sources.iter().any(|x| x.entity.id == e.id || e.state.is_some() && e.state == x.entity.state);
    if let Some(here) = charge_here(sentence, p, is) {
        return Some(here);
    }
    let near = memory.told.iter().rev().take_while(|t| t.sentence + REACH >= memory.sentence);
    let of_them = |t: &Told| [&t.source, &t.target].into_iter().flatten().any(is);
    near.filter(|t| of_them(t)).find_map(|t| {
        let charges = t.target.as_ref().is_some_and(is);
        let by = t.source.clone().filter(|e| charges && !is(e));
        // "the minister said that X armed them"
        let spoke = memory.last_speaker.as_ref().filter(|(_, when)| *when == t.sentence).map(|(said, _)| said);
        let speaker = spoke.and_then(|said| {
            let state = || said.state.as_deref().and_then(|s| sentence.resolver.state_entity(s));
            said.person.clone().filter(|e| e.state.is_some()).or_else(state)
        });
        speaker.filter(|e| !is(e)).or(by)
    })
}

/// Who charges them in a clause of the sentence before the predicate's: "Chad accused Togo, and Togo denied the charge".
fn charge_here(sentence: &Sentence<'_>, p: &Predicate, is: impl Fn(&Entity) -> bool) -> Option<Entity> {
    let lexicon = &sentence.codebook.lexicon;
    let verbs = (sentence.tokens.start..p.head).rev().filter_map(|i| sentence.propositions.at(i));
    verbs.filter(|v| v.kind == PredicateKind::Verb && !v.passive).find_map(|v| {
        let mut rules = sentence.codebook.candidates(PredicateKind::Verb, &v.lemma);
        rules.find(|(rule, _)| lexicon.is("charging-relation", rule.relation.name()))?;
        let parties = |role: &str| -> Vec<Entity> {
            let words = fillers(sentence, v, role).into_iter();
            words.flat_map(|t| sentence.resolver.parties(t)).map(|x| x.entity).collect()
        };
        let charged = ["obj", "against", "at", "on"].into_iter().any(|role| parties(role).iter().any(&is));
        parties("subj").into_iter().find(|e| charged && !is(e))
    })
}

/// Whose deed the object of a judging verb is where the words say on whom: "condemned the attacks of the rebels on ships".
pub(super) fn doer(sentence: &Sentence<'_>, p: &Predicate, rule: &Rule) -> Vec<Party> {
    let lexicon = &sentence.codebook.lexicon;
    if p.kind != PredicateKind::Verb || !lexicon.is("judging-relation", rule.relation.name()) {
        return Vec::new();
    }
    let deed = |t: &Token<'_>| lexicon.is("judged-deed", &lower_lemma(*t));
    let Some(object) = fillers(sentence, p, "obj").into_iter().find(deed) else { return Vec::new() };
    let preps = preps_of(object);
    let on = preps.iter().any(|(name, _)| matches!(name.as_str(), "on" | "against" | "upon"));
    preps.iter().filter(|(name, _)| on && name == "of").flat_map(|(_, o)| sentence.resolver.parties(*o)).collect()
}

fn words(object: Token<'_>) -> std::ops::Range<usize> {
    if object.pos() == "NOUN" { noun_phrase(object) } else { object.i..object.i + 1 }
}
