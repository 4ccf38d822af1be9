//! Shapes of clauses that tell who may stand on their sides: entries, notes, fragments, acts done to each other.

use super::Sentence;
use super::seek::is_actor;
use crate::party::Party;
use crate::proposition::{Predicate, PredicateKind, is_clause_verb, preps_of};
use tightrope_nlp::Token;

/// Whether the name that opens a sentence without a verb seems to undergo the act: in "Laos invested in Oman" the parser
/// took the verb for a participle, and the doer is no third.
pub(super) fn is_only_participle(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let head = sentence.doc.token(p.head);
    let noun = head.head();
    p.kind == PredicateKind::Verb
        && head.dep() == "acl"
        && head.tag() == "VBN"
        && noun.is_root()
        && noun.i + 1 == head.i
        && sentence.resolver.mention(noun.i).is_some()
}

/// Whether the verb begins a sentence that has no subject, as the entries of briefs do.
pub(super) fn is_entry(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let verb = match p.kind {
        PredicateKind::Verb => Some(p.head),
        // "Takes the chair": the noun by the verb that holds it
        _ => p.support.iter().find(|(_, slot)| slot == "obj").map(|(verb, _)| *verb),
    };
    let Some(head) = verb.map(|v| sentence.doc.token(v)) else { return false };
    (head.is_root() || head.dep() == "conj" && head.head().is_root())
        && matches!(head.tag(), "VBD" | "VBN" | "VBZ")
        && !head.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "csubj" | "expl"))
        && sentence.propositions.at(head.i).is_none_or(|v| v.role("subj").next().is_none())
}

/// Whether a participle that names no doer describes the noun that stands alone: "**Peru.** Satellite built and launched in
/// 2022".
pub(super) fn is_noted(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let head = sentence.doc.token(p.head);
    let first = if head.dep() == "conj" { head.head() } else { head };
    p.kind == PredicateKind::Verb
        && head.tag() == "VBN"
        && (first.dep() == "acl" && first.head().is_root() || first.is_root() && p.passive)
        && p.role("by").next().is_none()
}

/// The clause of "accused Iran of ignoring warnings".
pub(super) fn is_blamed(sentence: &Sentence<'_>, verb: Token<'_>) -> bool {
    verb.dep() == "pcomp" && sentence.codebook.lexicon.is("for-control-preposition", &verb.head().lower())
}

/// Whether the noun stands as a sentence of its own, as in lists and briefs: "Member of the Arab League".
pub(super) fn is_fragment(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let head = sentence.doc.token(p.head);
    p.kind == PredicateKind::Noun
        && head.is_root()
        && p.role("subj").next().is_none()
        && !head.children().any(|c| c.dep() == "poss" || c.dep() == "det" && c.lower() == "the")
}

/// Whether the subjects do it to each other: "clashed", "fought each other".
pub(super) fn is_mutual(sentence: &Sentence<'_>, p: &Predicate) -> bool {
    let lexicon = &sentence.codebook.lexicon;
    let doc = sentence.doc;
    let phrase = |t: Token<'_>| {
        t.prev().is_some_and(|b| lexicon.is("reciprocal-pronoun", &format!("{} {}", b.lower(), t.lower())))
    };
    // "have broken off relations with each other": anywhere in the clause
    let head = doc.token(p.head);
    let clause = std::iter::once(head).chain(head.ancestors()).find(|t| is_clause_verb(*t));
    let in_clause = clause.is_some_and(|v| {
        let own = |t: Token<'_>| t.ancestors().find(|a| is_clause_verb(*a)).is_some_and(|a| a.i == v.i);
        v.subtree().map(|i| doc.token(i)).any(|t| phrase(t) && own(t))
    });
    p.kind == PredicateKind::Verb && lexicon.is("reciprocal-verb", &p.lemma)
        || in_clause
        || p.args.iter().any(|a| {
            let t = doc.token(a.head);
            phrase(t) || t.children().any(|c| c.dep() == "poss" && phrase(c))
        })
}

/// "A port built by X opened in Y": the place of the clause whose subject the participle describes.
pub(super) fn place_above(sentence: &Sentence<'_>, p: &Predicate, taken: &[Party]) -> Vec<Party> {
    let head = sentence.doc.token(p.head);
    let noun = head.head();
    if p.kind != PredicateKind::Verb || !matches!(head.dep(), "acl" | "relcl") || !noun.dep().starts_with("nsubj") {
        return Vec::new();
    }
    preps_of(noun.head())
        .into_iter()
        .filter(|(name, _)| name == "in")
        .flat_map(|(_, o)| sentence.resolver.parties(o))
        .filter(|x| is_actor(x) && !taken.iter().any(|t| t.same_side(x)))
        .take(1)
        .collect()
}
