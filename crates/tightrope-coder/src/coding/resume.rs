//! Nouns that take up a claim told before: "the ban was lifted", "the loan covers ...", "joined in the criticism".

use super::Sentence;
use super::slots::fillers;
use crate::codebook::Rule;
use crate::party::{How, Party, Told};
use crate::proposition::{Predicate, PredicateKind, lower_lemma, preps_of};
use tightrope_nlp::Token;
use tightrope_statement::{Entity, Relation, Status};

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
        && !noun.children().any(|c| matches!(c.dep(), "relcl" | "acl") && !is_aside(c))
}

/// A clause after a comma adds to what is known already: "the pact, which surprised many".
fn is_aside(clause: Token<'_>) -> bool {
    let start = clause.subtree().start;
    start.checked_sub(1).is_some_and(|i| clause.doc().token(i).text() == ",")
}

/// Turns the sides round where a pronoun was taken for who asked and not for who gave: "Peru asked Chile for a loan. It lent
/// a million."
/// Says whether it did.
pub(super) fn fulfil(sentence: &Sentence<'_>, rule: &Rule, sources: &mut [Party], targets: &mut [Party]) -> bool {
    let memory = sentence.resolver.memory;
    let ([source], [target]) = (sources, targets) else { return false };
    let pronoun = |x: &Party| {
        x.how == How::Recalled
            && x.tokens.len() == 1
            && sentence.codebook.lexicon.is("third-singular", &sentence.doc.span_text(x.tokens.clone()).to_lowercase())
    };
    if !pronoun(source) || target.how < How::Recalled {
        return false;
    }
    let Some(told) = memory.told.iter().rev().find(|t| t.sentence + 1 == memory.sentence) else { return false };
    let stand = |a: &Option<Entity>, b: &Option<Entity>| {
        a.as_ref().is_some_and(|e| e.id == source.entity.id) && b.as_ref().is_some_and(|e| e.id == target.entity.id)
    };
    // "a loan from Chile" was sought, and told as given by Chile
    let sought = told.relation == rule.relation && told.status == Status::Sought && stand(&told.target, &told.source);
    let is = |class: &str, relation: Relation| sentence.codebook.lexicon.is(class, relation.name());
    let asked = is("asking-relation", told.relation)
        && is("giving-relation", rule.relation)
        && stand(&told.source, &told.target);
    if sought || asked {
        std::mem::swap(&mut source.entity, &mut target.entity);
    }
    sought || asked
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
