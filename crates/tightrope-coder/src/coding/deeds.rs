//! Whose deed it is that the page judges where the words name nobody: "welcomed the pact", "condemned that crime",
//! "denies this".

use super::Sentence;
use super::resume::{is_bare, resumed};
use super::slots::fillers;
use crate::codebook::Rule;
use crate::party::{How, Party, Told};
use crate::proposition::{Predicate, PredicateKind, lower_lemma, noun_phrase};
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
    let objects = fillers(sentence, p, "obj");
    let [object] = objects.as_slice() else { return None };
    let differs =
        |e: &Entity| sources.iter().all(|x| x.entity.id != e.id && (e.state.is_none() || e.state != x.entity.state));
    let pointing = object.pos() != "NOUN" && lexicon.is("demonstrative", &object.lower());
    let by = if pointing {
        lexicon.is("denying-relation", rule.relation.name()).then(|| charge(sentence, sources)).flatten()
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

/// The side of a claim that is not the judge's, its doer first.
fn side(told: &Told, differs: impl Fn(&Entity) -> bool) -> Option<Entity> {
    [&told.source, &told.target].into_iter().flatten().find(|e| differs(e)).cloned()
}

/// Who has just done or said something to the sources, which they deny.
fn charge(sentence: &Sentence<'_>, sources: &[Party]) -> Option<Entity> {
    let memory = sentence.resolver.memory;
    let is = |e: &Entity| sources.iter().any(|x| x.entity.id == e.id || e.state.is_some() && e.state == x.entity.state);
    let near = memory.told.iter().rev().take_while(|t| t.sentence + REACH >= memory.sentence);
    let charge = |t: &&Told| t.target.as_ref().is_some_and(is) && t.source.as_ref().is_some_and(|e| !is(e));
    near.filter(charge).find_map(|t| t.source.clone())
}

fn words(object: Token<'_>) -> std::ops::Range<usize> {
    if object.pos() == "NOUN" { noun_phrase(object) } else { object.i..object.i + 1 }
}
