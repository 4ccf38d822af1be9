//! Parties that a list puts side by side do one thing together: one statement, the others in `with`.

use super::{Candidate, Sentence, overlaps};
use crate::party::Party;
use tightrope_nlp::Doc;
use tightrope_statement::RelationKind;

/// The readings with those joined that a list of parties has made of one claim.
///
/// Sources are joined where the codebook says that the relation is done together, targets where source and target may change
/// places too, or where it says that those whom such an act is of are of one claim. Further parties stand in `with`. The reading of
/// a rule goes before one of the learned reader.
pub fn joined<'a>(sentence: &Sentence<'a>, chosen: Vec<Candidate<'a>>) -> Vec<Candidate<'a>> {
    let mut kept: Vec<Candidate<'a>> = Vec::new();
    for c in chosen {
        match kept.iter_mut().find(|k| is_one(sentence, k, &c)) {
            Some(k) if k.rule.is_of_reader() && !c.rule.is_of_reader() => {
                let first = std::mem::replace(k, c);
                take_up(k, first);
            }
            Some(k) => take_up(k, c),
            None => kept.push(c),
        }
    }
    kept
}

/// Whether both are one claim of parties side by side.
pub(super) fn is_one(sentence: &Sentence<'_>, k: &Candidate<'_>, c: &Candidate<'_>) -> bool {
    let relation = k.rule.relation;
    let id = |p: &Option<Party>| p.as_ref().map(|p| p.entity.id.clone());
    let listed = |a: &Option<Party>, b: &Option<Party>| {
        let both = a.as_ref().zip(b.as_ref());
        both.is_some_and(|(a, b)| a.entity.id != b.entity.id && side_by_side(sentence.doc, a, b))
    };
    let same = relation == c.rule.relation
        && k.status == c.status
        && k.polarity == c.polarity
        && (k.head == c.head || overlaps(&k.span, &c.span));
    let is = |class: &str| sentence.codebook.lexicon.is(class, relation.name());
    let sources = is("joint-relation");
    let targets = sources && relation.is_symmetric() || is("joint-target");
    // "trade agreements: Chad, Mali": one each
    let each = relation.kind() == RelationKind::Tie && sentence.doc.token(k.head).tag() == "NNS";
    same && !each
        && (sources && id(&k.target) == id(&c.target) && listed(&k.source, &c.source)
            || targets && id(&k.source) == id(&c.source) && listed(&k.target, &c.target))
}

/// Whether a list holds the two side by side: "Britain and France", "Saudi and Omani envoys"; or the same words stand for both: "the two
/// leaders".
pub(super) fn side_by_side(doc: &Doc, a: &Party, b: &Party) -> bool {
    if a.tokens == b.tokens && !a.tokens.is_empty() {
        return true;
    }
    let first = |p: &Party| {
        let outside = |i: &usize| !p.tokens.contains(&doc.token(*i).head().i) || doc.token(*i).is_root();
        let mut at = doc.token(p.tokens.clone().find(outside)?);
        while at.dep() == "conj" && !at.is_root() {
            at = at.head();
        }
        Some(at.i)
    };
    let apart = |p: &Party| p.tokens.is_empty() || p.tokens.end > doc.len();
    !apart(a) && !apart(b) && !overlaps(&a.tokens, &b.tokens) && first(a).is_some_and(|i| Some(i) == first(b))
}

/// Takes the parties and words of another reading of the same claim.
fn take_up(k: &mut Candidate<'_>, c: Candidate<'_>) {
    k.span = k.span.start.min(c.span.start)..k.span.end.max(c.span.end);
    let known = |k: &Candidate<'_>, x: &Party| {
        k.source.iter().chain(&k.target).chain(&k.with).any(|p| p.entity.id == x.entity.id)
    };
    for x in c.source.into_iter().chain(c.target).chain(c.with) {
        if !known(k, &x) {
            k.with.push(x);
        }
    }
}
