//! The words of a reading: its object, and the stretch of the sentence that holds the claim.

use super::Sentence;
use crate::party::{How, Party};
use crate::proposition::{Predicate, PredicateKind, conjuncts, is_clause_verb, lower_lemma, noun_phrase, preps_of};
use tightrope_nlp::{Doc, Token};

/// The object in the page's words: the noun phrase with its `of` phrase, without its article.
pub(super) fn object_words(sentence: &Sentence<'_>, head: Token<'_>) -> String {
    let doc = sentence.doc;
    // "650,000 tonnes of maize": the thing, not its measure
    if head.pos() == "NUM" || sentence.codebook.lexicon.is("transparent-noun", &lower_lemma(head)) {
        let of = preps_of(head).into_iter().find(|(n, _)| n == "of");
        if let Some((_, thing)) = of.filter(|(_, o)| o.i > head.i) {
            return object_words(sentence, thing);
        }
    }
    let members = conjuncts(head);
    let first = members.first().copied().unwrap_or(head);
    let last = members.last().copied().unwrap_or(head);
    let mut range = noun_phrase(first).start..noun_phrase(last).end;
    while range.start < range.end - 1
        && (matches!(doc.token(range.start).dep(), "det" | "poss" | "case" | "punct" | "predet")
            || doc.token(range.start).pos() == "PART")
    {
        range.start += 1;
    }
    doc.span_text(range).to_owned()
}

/// The smallest stretch of the sentence that holds the trigger, the parties and the object.
pub(super) fn evidence<'b>(
    sentence: &Sentence<'_>,
    p: &Predicate,
    trigger: &[usize],
    parties: impl Iterator<Item = &'b Party>,
    objects: &[Token<'_>],
) -> std::ops::Range<usize> {
    let mut range = p.head..p.head + 1;
    let mut cover = |r: std::ops::Range<usize>| {
        if !r.is_empty() && r.start >= sentence.tokens.start && r.end <= sentence.tokens.end {
            range = range.start.min(r.start)..range.end.max(r.end);
        }
    };
    for &t in trigger {
        cover(t..t + 1);
    }
    if p.kind == PredicateKind::Noun {
        cover(noun_phrase(sentence.doc.token(p.head)));
    }
    let doc = sentence.doc;
    // a subject shared with an earlier verb stays with that verb
    let shared = trigger
        .iter()
        .map(|t| doc.token(*t))
        .filter(|t| {
            t.dep() == "conj" && is_clause_verb(*t) && !t.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass"))
        })
        .map(|t| t.head().i)
        .max();
    for party in parties.filter(|x| x.how != How::Implied) {
        if shared.is_some_and(|verb| party.tokens.end <= verb) {
            continue;
        }
        cover(party.tokens.clone());
        // the nouns between the party and the trigger hold the sense: "part of Russia's network"
        for up in doc
            .token(party.tokens.end.saturating_sub(1).min(doc.len().saturating_sub(1)))
            .ancestors()
            .take_while(|a| !trigger.contains(&a.i) && a.i != p.head && !is_clause_verb(*a))
            .take(4)
        {
            if matches!(up.pos(), "NOUN" | "PROPN") && up.ancestors().any(|a| a.i == p.head) {
                cover(noun_phrase(up));
            }
        }
    }
    for object in objects {
        cover(noun_phrase(*object));
    }
    range
}

/// How far evidence may reach beyond its predicate to say what the act was, in words.
const REACH: usize = 10;

/// A claim's stretch with the phrase right behind its predicate, up to the next mark or clause beside it: "agreed" alone
/// says less than "agreed to set up a joint centre".
pub fn completed(doc: &Doc, head: usize, span: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let head = doc.token(head);
    let whole = head
        .children()
        .filter(|c| c.i > head.i && matches!(c.dep(), "prep" | "dobj" | "xcomp" | "ccomp" | "acomp" | "attr" | "oprd"))
        .map(|c| c.subtree().end)
        .max()
        .unwrap_or(span.end);
    let limit = whole.min(head.i + 1 + REACH);
    let stops = |i: &usize| {
        let t = doc.token(*i);
        matches!(t.dep(), "punct" | "cc" | "mark" | "relcl" | "advcl" | "parataxis")
    };
    let mut end = (span.end..limit).find(stops).unwrap_or(limit);
    // where the reach ends within a phrase, not on a word that only opens the next one
    let opens = |t: Token<'_>| matches!(t.pos(), "ADP" | "DET" | "PART" | "CCONJ" | "SCONJ") && t.i != head.i;
    while end > span.end && opens(doc.token(end - 1)) {
        end -= 1;
    }
    span.start..end.max(span.end)
}
