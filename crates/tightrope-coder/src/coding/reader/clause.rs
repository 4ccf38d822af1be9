//! The clause that a relation is read from, and whether it takes back what it says.

use super::pairs::Member;
use crate::codebook::Effect;
use crate::coding::unnamed::clause;
use crate::coding::{Miss, Scope, Sentence, scope};
use crate::proposition::{Predicate, PredicateKind, verb_lemma};
use tightrope_statement::{Relation, Status};

/// The rule of the relation that came nearest to reading the sentence: its word, and what it lacked.
pub(super) fn near_miss(sentence: &Sentence<'_>, relation: Relation, a: &Member, b: &Member) -> Option<(usize, Miss)> {
    let attempts = sentence.attempts.borrow();
    let heads: Vec<usize> = [a, b].iter().filter_map(|m| Some(m.tokens.as_ref()?.end - 1)).collect();
    let of = attempts.iter().filter(|t| t.rule.relation == relation && t.rule.lexicon.is_empty());
    let nearest = of.min_by_key(|t| {
        let reach = sentence.doc.token(t.head).subtree();
        (nearness(t.miss), heads.iter().filter(|h| !reach.contains(h)).count(), reach.len(), t.head)
    })?;
    Some((nearest.head, nearest.miss))
}

fn nearness(miss: Miss) -> u8 {
    match miss {
        Miss::NoSource | Miss::NoTarget => 0,
        Miss::Unsupported => 1,
        Miss::Unreal => 2,
        Miss::Words | Miss::Doubted(_) => 3,
    }
}

/// Whether the claim's verb or one above it in the clause denies, refuses or threatens what it governs, and no rule knows it to tell
/// such a relation: "denied moving tanks".
pub(super) fn undoes(sentence: &Sentence<'_>, p: &Predicate, relation: Relation) -> bool {
    let codebook = sentence.codebook;
    let undoing = |lemma: &str| {
        let effects = ["comp", "obj"].into_iter().filter_map(|slot| codebook.governors.get(lemma, slot));
        let bad = |e: Effect| matches!(e, Effect::Denied | Effect::Refused | Effect::Hypothetical | Effect::Threatened);
        effects.map(|g| g.effect).any(bad)
            && !codebook.candidates(PredicateKind::Verb, lemma).any(|(rule, _)| rule.relation == relation)
    };
    let t = sentence.doc.token(p.head);
    for t in std::iter::once(t).chain(t.ancestors()) {
        if t.pos() == "VERB" && undoing(&verb_lemma(t)) {
            return true;
        }
        // another clause is another matter
        if t.is_root() || matches!(t.dep(), "relcl" | "advcl" | "conj" | "parataxis") {
            return false;
        }
    }
    false
}

/// Whether the clause around the claim denies it or only supposes it in words that the claim's own word does not carry: "the
/// strain might ease", "not one dollar has it lent".
pub(super) fn is_doubtful(sentence: &Sentence<'_>, p: &Predicate, own: &Scope) -> bool {
    let doc = sentence.doc;
    let clause = |i: usize| clause(doc.token(i));
    let around = clause(p.head);
    let above = around.filter(|v| *v != p.head).and_then(|v| sentence.propositions.at(v));
    let supposed = above.map(|v| scope(sentence, v)).is_some_and(|s| {
        s.hypothetical || s.refused || s.threatened || s.denied || s.status == Some(Status::Considered)
    });
    let lexicon = &sentence.codebook.lexicon;
    let negative = |i: &usize| {
        let t = doc.token(*i);
        t.dep() == "neg" || lexicon.is("negative-determiner", &t.lower())
    };
    supposed || !own.denied && sentence.tokens.clone().filter(negative).any(|i| clause(i) == around)
}

/// The proposition that holds the claim: the one that reaches least far and has most of the two in it.
pub(super) fn predicate<'a>(sentence: &Sentence<'a>, a: &Member, b: &Member) -> Option<&'a Predicate> {
    let doc = sentence.doc;
    let heads: Vec<usize> = [a, b].iter().filter_map(|m| Some(m.tokens.as_ref()?.end - 1)).collect();
    let here = sentence.propositions.all.iter().filter(|p| sentence.tokens.contains(&p.head));
    here.min_by_key(|p| {
        let reach = doc.token(p.head).subtree();
        let inside = heads.iter().filter(|h| reach.contains(h) && **h != p.head).count();
        (std::cmp::Reverse(inside), reach.len(), p.head)
    })
}
