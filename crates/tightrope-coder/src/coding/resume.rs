//! Nouns that take up a claim told before: "the ban was lifted", "the loan covers ...", "joined in the criticism".

use super::Sentence;
use super::slots::fillers;
use crate::party::Told;
use crate::proposition::{Predicate, PredicateKind, lower_lemma, preps_of};
use tightrope_nlp::Token;
use tightrope_statement::Entity;

/// Sentences back that a definite noun reaches.
const REACH: usize = 8;

/// The claim that a noun of the proposition takes up.
pub(super) fn resumed<'t>(sentence: &Sentence<'t>, p: &Predicate) -> Option<&'t Told> {
    let nouns: Vec<Token<'_>> = match p.kind {
        PredicateKind::Noun => vec![sentence.doc.token(p.head)],
        _ => fillers(sentence, p, "obj"),
    };
    let memory = sentence.resolver.memory;
    let near = || memory.told.iter().rev().take_while(|t| t.sentence + REACH >= memory.sentence);
    nouns.into_iter().filter(|n| is_bare(sentence, *n)).find_map(|n| {
        // the claim of that very word, before one of the kind
        let lemma = lower_lemma(n);
        near().find(|t| t.nouns.contains(&lemma)).or_else(|| near().find(|t| takes_up(sentence, t, n)))
    })
}

/// Whether the noun may be the claim's: a noun of its words, or one that leads to its relation ("the ban" to "forbade").
pub(super) fn takes_up(sentence: &Sentence<'_>, told: &Told, noun: Token<'_>) -> bool {
    let lemma = lower_lemma(noun);
    let mut rules = sentence.codebook.candidates(PredicateKind::Noun, &lemma);
    told.nouns.contains(&lemma) || rules.any(|(rule, _)| rule.relation == told.relation)
}

/// Whether the noun is definite and names no party of its own.
pub(super) fn is_bare(sentence: &Sentence<'_>, noun: Token<'_>) -> bool {
    let r = &sentence.resolver;
    let definite =
        noun.children().any(|c| c.dep() == "det" && sentence.codebook.lexicon.is("definite-determiner", &c.lower()));
    definite
        && matches!(noun.pos(), "NOUN")
        && r.owners(noun).is_empty()
        && preps_of(noun).into_iter().all(|(_, o)| r.parties(o).is_empty())
        && !noun.children().any(|c| matches!(c.dep(), "relcl" | "acl"))
}

/// The other side of the claim, seen from one who stands in it.
pub(super) fn across<'t>(told: &'t Told, one: &Entity) -> Option<&'t Entity> {
    let is = |x: &Entity| x.id == one.id || x.state.is_some() && x.state == one.state;
    let (source, target) = (told.source.as_ref()?, told.target.as_ref()?);
    if is(source) {
        Some(target)
    } else if is(target) || told.with.iter().any(is) {
        Some(source)
    } else {
        None
    }
}
