//! The clause that a relation is read from, and whether it takes back what it says.

use super::pairs::Member;
use crate::codebook::Effect;
use crate::coding::unnamed::clause;
use crate::coding::{Miss, Scope, Sentence, scope};
use crate::proposition::{Predicate, PredicateKind, conjuncts, lower_lemma, verb_lemma};
use std::cmp::Reverse;
use tightrope_nlp::Token;
use tightrope_statement::{Relation, Status};

/// Most places of a sentence where a claim is looked for because rules came near, and because the networks see it there.
const NEAREST: usize = 2;
const LIKELIEST: usize = 2;

/// What may take back a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TakenBack {
    /// Its own words suppose it.
    Hypothetical,
    /// They refuse it.
    Refused,
    /// They threaten it.
    Threatened,
    /// The clause above is supposed, denied, refused, threatened or considered.
    Supposed,
    /// It is said to be untrue.
    Untrue,
    /// A condition hangs on it.
    Conditional,
    /// A word of its clause, or of the one that holds it, denies something.
    Negative,
    /// Its verb or one above denies, refuses or threatens what it governs.
    Undone,
}

impl TakenBack {
    /// Whether it leaves no doubt that the claim is not told as a fact; a word that denies or supposes something may be about another matter.
    pub fn is_plain(self) -> bool {
        !matches!(self, Self::Negative | Self::Supposed)
    }

    /// Its name in the table of weights.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hypothetical => "hypothetical",
            Self::Refused => "refused",
            Self::Threatened => "threatened",
            Self::Supposed => "supposed",
            Self::Untrue => "untrue",
            Self::Conditional => "conditional",
            Self::Negative => "negative",
            Self::Undone => "undone",
        }
    }
}

/// All that takes back the claim of the relation by the proposition, whose surroundings are `own`.
pub(super) fn taken_back(sentence: &Sentence<'_>, p: &Predicate, relation: Relation, own: &Scope) -> Vec<TakenBack> {
    let holds = [
        (own.hypothetical, TakenBack::Hypothetical),
        (own.refused, TakenBack::Refused),
        (own.threatened, TakenBack::Threatened),
        (undoes(sentence, p, relation), TakenBack::Undone),
    ];
    let mut found: Vec<TakenBack> = holds.into_iter().filter(|(holds, _)| *holds).map(|(_, by)| by).collect();
    around(sentence, p, own, &mut found);
    found
}

/// Where the sentence may state the relation between the two, with what a rule of the relation lacked there: where rules of
/// it came nearest to reading it, where the networks most likely see it (`places`), the word that the pair looks at most, and
/// the proposition that holds both.
pub(super) fn wordings<'a>(
    sentence: &Sentence<'a>,
    relation: Relation,
    [a, b]: [&Member; 2],
    looks: &[f32],
    places: &[(usize, f32)],
) -> Vec<(&'a Predicate, Option<Miss>)> {
    let attempts = sentence.attempts.borrow();
    let heads: Vec<usize> = [a, b].iter().filter_map(|m| m.head(sentence.doc)).collect();
    let mut near: Vec<_> =
        attempts.iter().filter(|t| t.rule.relation == relation && t.rule.lexicon.is_empty()).collect();
    near.sort_by_key(|t| {
        let reach = sentence.doc.token(t.head).subtree();
        (nearness(t.miss), heads.iter().filter(|h| !reach.contains(h)).count(), reach.len(), t.head)
    });
    let mut tried: Vec<usize> = Vec::new();
    for t in &near {
        if !tried.contains(&t.head) {
            tried.push(t.head);
        }
    }
    let here = || sentence.propositions.all.iter().filter(|p| sentence.tokens.contains(&p.head));
    let look = |p: &&Predicate| looks.get(p.head - sentence.tokens.start).copied().unwrap_or_default();
    let looked = here().max_by(|x, y| look(x).total_cmp(&look(y)));
    // the one that reaches least far and has most of the two in it
    let holding = here().min_by_key(|p| {
        let reach = sentence.doc.token(p.head).subtree();
        let inside = heads.iter().filter(|h| reach.contains(h) && **h != p.head).count();
        (Reverse(inside), reach.len(), p.head)
    });
    let tried = tried.into_iter().filter_map(|head| sentence.propositions.at(head)).take(NEAREST);
    let mut likely = places.to_vec();
    likely.sort_by(|x, y| y.1.total_cmp(&x.1));
    let likely = likely.into_iter().take(LIKELIEST).filter_map(|(head, _)| sentence.propositions.at(head));
    let mut found: Vec<(&Predicate, Option<Miss>)> = Vec::new();
    for p in tried.chain(looked).chain(holding).chain(likely) {
        if !found.iter().any(|(known, _)| known.head == p.head) {
            found.push((p, near.iter().find(|t| t.head == p.head).map(|t| t.miss)));
        }
    }
    found
}

fn nearness(miss: Miss) -> u8 {
    match miss {
        Miss::NoSource | Miss::NoTarget => 0,
        Miss::Unsupported => 1,
        Miss::Unreal => 2,
        Miss::Words | Miss::Doubted(_) => 3,
    }
}

/// Whether the claim's verb or one above it in the clause denies, refuses or threatens what it governs, and no rule knows it
/// to tell such a relation: "denied moving tanks".
fn undoes(sentence: &Sentence<'_>, p: &Predicate, relation: Relation) -> bool {
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

/// What around the claim denies it or only supposes it in words that the claim's own word does not carry: "the strain might
/// ease", "not one dollar has it lent".
fn around(sentence: &Sentence<'_>, p: &Predicate, own: &Scope, found: &mut Vec<TakenBack>) {
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
    // what the clause above takes as its object or complement: "not one dollar has it lent"
    let held =
        around.map(|v| doc.token(v)).filter(|t| matches!(t.dep(), "dobj" | "xcomp" | "ccomp" | "attr" | "acomp"));
    let over = held.and_then(|t| clause(t.head().i));
    let denies = |i: usize| clause(i).is_some_and(|c| Some(c) == around || Some(c) == over);
    let holds = [
        (supposed, TakenBack::Supposed),
        (is_untrue(sentence, p), TakenBack::Untrue),
        (around.is_some_and(|v| is_conditional(sentence, doc.token(v))), TakenBack::Conditional),
        (!own.denied && sentence.tokens.clone().filter(negative).any(denies), TakenBack::Negative),
    ];
    found.extend(holds.into_iter().filter(|(holds, _)| *holds).map(|(_, by)| by));
}

/// Whether the claim stands in a subject of which it is said that it is not so: "reports that it lent money are false".
fn is_untrue(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let t = sentence.doc.token(p.head);
    let subjects = std::iter::once(t).chain(t.ancestors()).filter(|s| matches!(s.dep(), "nsubj" | "csubj"));
    let untrue = |c: Token<'_>| {
        let word = |t: Token<'_>| sentence.codebook.lexicon.is("untrue-word", &lower_lemma(t));
        matches!(c.dep(), "attr" | "acomp") && (word(c) || conjuncts(c).into_iter().any(word))
    };
    subjects.into_iter().any(|s| s.head().children().any(untrue))
}

/// Whether a condition hangs on the verb: "on condition that the audit is clean, it will send".
fn is_conditional(sentence: &Sentence<'_>, verb: Token<'_>) -> bool {
    let lexicon = &sentence.codebook.lexicon;
    let on = |c: Token<'_>| c.dep() == "prep" && matches!(c.lower().as_str(), "on" | "under");
    let noun = |o: Token<'_>| o.dep() == "pobj" && lexicon.is("condition-noun", &lower_lemma(o));
    verb.children().any(|c| on(c) && c.children().any(noun))
}
