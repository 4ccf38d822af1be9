//! Who says a clause, whether it denies, and whether it is put forward as a fact.

use super::clause::subjects;
use super::proposition::{Modality, Phrase, Speaker};
use super::tree::{Tree, sorted};
use crate::codebook::{Codebook, Effect};
use crate::proposition::{preps_of, verb_lemma};
use tightrope_nlp::Token;

/// What holds of a whole clause.
pub(super) struct ClauseScope {
    pub attribution: Vec<Speaker>,
    pub denied: bool,
    pub modality: Modality,
}

/// Scope of a clause with the tokens of its relation and the heads of its subjects.
pub(super) fn of<'a>(
    tree: &Tree<'a>,
    codebook: &Codebook,
    verb: Token<'a>,
    relation: &[usize],
    subjects: &[usize],
) -> ClauseScope {
    let mut attribution = Vec::new();
    for at in std::iter::once(verb).chain(verb.ancestors()) {
        attribution.extend(source(tree, codebook, at));
        attribution.extend(governor(tree, codebook, at));
    }
    // A speaker is no authority on his own speaking: "X said" is not said by X.
    attribution.retain(|s| s.cue.spans.iter().all(|span| span.start != verb.start()));
    attribution.reverse();
    attribution.dedup();
    attribution.extend(hearsay(tree, codebook, relation, subjects));
    let negations = relation.iter().filter(|&&i| tree.doc.token(i).dep() == "neg").count();
    ClauseScope { attribution, denied: negations % 2 == 1, modality: modality(tree, codebook, verb, relation) }
}

/// Whether the noun is denied by the word before it, or is such a word ("no state", "nobody").
pub(super) fn negated_noun(tree: &Tree<'_>, codebook: &Codebook, head: usize) -> bool {
    let denies = |t: Token<'_>| codebook.lexicon.is("negative-determiner", &t.lower());
    let head = tree.doc.token(head);
    denies(head) || head.children().any(|c| matches!(c.dep(), "det" | "neg" | "preconj") && denies(c))
}

/// The verb of saying that a clause is the complement of, or stands beside ("..., he said").
fn governor<'a>(tree: &Tree<'a>, codebook: &Codebook, clause: Token<'a>) -> Option<Speaker> {
    let says = |v: Token<'_>| {
        codebook
            .governors
            .get(&verb_lemma(v), "comp")
            .is_some_and(|g| matches!(g.effect, Effect::Said | Effect::Reported | Effect::Estimated))
    };
    let verb = if clause.dep() == "ccomp" && says(clause.head()) {
        clause.head()
    } else {
        clause.children().find(|c| c.dep() == "parataxis" && says(*c))?
    };
    let tokens = sorted(subjects(tree, verb, 0).into_iter().flat_map(|s| tree.whole(tree.doc.token(s))).collect());
    let speaker = (!tokens.is_empty()).then(|| Phrase::of(tree.doc, &tokens));
    Some(Speaker { speaker, cue: Phrase::of(tree.doc, &[verb.i]) })
}

/// "According to X" on the clause.
fn source<'a>(tree: &Tree<'a>, codebook: &Codebook, clause: Token<'a>) -> Vec<Speaker> {
    let mut out = Vec::new();
    for (name, object) in preps_of(clause) {
        if codebook.governors.get(&name, "source-prep").is_some_and(|g| g.effect == Effect::Said) {
            let mut cue: Vec<usize> =
                object.ancestors().take_while(|a| a.i != clause.i && a.dep() == "prep").map(|a| a.i).collect();
            cue.reverse();
            let speaker = Phrase::of(tree.doc, &tree.whole(object));
            out.push(Speaker { speaker: Some(speaker), cue: Phrase::of(tree.doc, &cue) });
        }
    }
    out
}

/// "Is said to": a passive verb of saying inside the relation, where nobody is named.
fn hearsay<'a>(tree: &Tree<'a>, codebook: &Codebook, relation: &[usize], subjects: &[usize]) -> Option<Speaker> {
    if subjects.is_empty() {
        return None;
    }
    let (_, inner) = relation.split_last()?;
    let verb = inner.iter().map(|&i| tree.doc.token(i)).find(|v| {
        v.tag() == "VBN"
            && v.children().any(|c| c.dep() == "auxpass")
            && codebook
                .governors
                .get(&verb_lemma(*v), "comp")
                .is_some_and(|g| matches!(g.effect, Effect::Said | Effect::Reported | Effect::Estimated))
    })?;
    Some(Speaker { speaker: None, cue: Phrase::of(tree.doc, &[verb.i]) })
}

fn modality<'a>(tree: &Tree<'a>, codebook: &Codebook, verb: Token<'a>, relation: &[usize]) -> Modality {
    let marked = |v: Token<'_>| {
        v.children()
            .any(|c| matches!(c.dep(), "mark" | "advmod") && codebook.lexicon.is("conditional-marker", &c.lower()))
    };
    let depends_on_condition = |v: Token<'_>| v.children().any(|c| c.dep() == "advcl" && marked(c));
    if marked(verb) || depends_on_condition(verb) {
        return Modality::Conditional;
    }
    let auxiliary = relation.iter().map(|&i| tree.doc.token(i)).find(|t| t.tag() == "MD");
    match auxiliary.map(|t| t.lower()) {
        Some(word) if codebook.lexicon.is("modal-possible", &word) => Modality::Possible,
        Some(word) if codebook.lexicon.is("modal-needed", &word) => Modality::Needed,
        Some(word) if codebook.lexicon.is("modal-conditional", &word) => Modality::Conditional,
        Some(_) => Modality::Future,
        None => Modality::Plain,
    }
}
