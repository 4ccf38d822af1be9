//! What headlines leave out: the "and" between two names, the copula of "Minister in Tokyo for talks".

use super::{Check, Gap, Words, is_finite};
use crate::proposition::lower_lemma;
use std::ops::Range;
use tightrope_nlp::{Doc, Supply, Token};

/// Longest phrase before a copula, in tokens.
const SUBJECT: usize = 7;

/// Names at the head of a sentence that only a comma joins, and phrases whose copula is left out.
pub(super) fn headlines(doc: &Doc, notes: bool, words: &Words<'_>) -> Vec<Gap> {
    let named = words.actors(doc);
    let mut found = Vec::new();
    for sentence in doc.sents() {
        let pair = pair(doc, sentence.clone(), &named, words);
        let several = pair.is_some();
        found.extend(pair);
        if notes {
            found.extend(passive(doc, sentence.clone(), &named, words));
            found.extend(copula(doc, sentence.clone(), &named, several, words));
        }
    }
    found
}

/// "Chad, Togo sign a pact": the last comma stands for "and".
fn pair(doc: &Doc, sentence: Range<usize>, named: &[Range<usize>], words: &Words<'_>) -> Option<Gap> {
    let first = named.iter().position(|r| r.start == sentence.start)?;
    let mut last = named.get(first)?;
    let mut comma = None;
    for next in named.iter().skip(first + 1) {
        let joins = next.start == last.end + 1 && doc.token(last.end).text() == "," && next.end < sentence.end;
        if !joins {
            break;
        }
        (comma, last) = (Some(doc.token(last.end)), next);
    }
    let comma = comma?;
    let after = doc.token(last.end);
    let verb = matches!(after.tag(), "VB" | "VBP" | "VBD" | "MD" | "TO" | "NN" | "NNP")
        && (matches!(after.tag(), "MD" | "TO") || words.is_verb(&after.lower()) || words.is_verb(&lower_lemma(after)));
    if !verb && after.tag() != "NNS" && after.lower() != "in" {
        return None;
    }
    let over = comma.start()..comma.end();
    Some(Gap { supplies: vec![Supply { over, words: "and".to_owned(), lower: false }], check: Check::Nothing })
}

/// "Hospital financed in 2023": the auxiliary before a past form that has no object, whose subject is a thing.
fn passive(doc: &Doc, sentence: Range<usize>, named: &[Range<usize>], words: &Words<'_>) -> Option<Gap> {
    let verb =
        sentence.clone().map(|i| doc.token(i)).find(|t| is_finite(*t) || matches!(t.tag(), "VBN" | "VB" | "VBG"))?;
    let subject = verb.children().find(|c| c.dep() == "nsubj" && c.i < verb.i)?;
    let thing =
        ["facility", "structure", "vehicle", "asset"].iter().any(|class| words.is(class, &lower_lemma(subject)));
    let actor = named.iter().any(|r| r.contains(&subject.i) && r.len() == subject.subtree().len());
    let lone = verb.is_root()
        && verb.tag() == "VBD"
        && (verb.text().ends_with("ed") || words.is("builder-past", &verb.lower()))
        && !words.is("intransitive-verb", &lower_lemma(verb))
        && !verb
            .children()
            .any(|c| matches!(c.dep(), "dobj" | "prt" | "aux" | "auxpass" | "acomp" | "attr" | "xcomp" | "ccomp"))
        && verb.prev().is_some_and(|p| p.i == subject.i || named.iter().any(|r| r.end == verb.i));
    if !thing || actor || !lone || sentence.start + SUBJECT < verb.i {
        return None;
    }
    let at = verb.start();
    let supply = Supply { over: at..at, words: "was".to_owned(), lower: false };
    Some(Gap { supplies: vec![supply], check: Check::Place(at) })
}

/// "Togo's minister in Paris for talks": the copula before the preposition; `several` where the names before it are joined.
fn copula(doc: &Doc, sentence: Range<usize>, named: &[Range<usize>], several: bool, words: &Words<'_>) -> Option<Gap> {
    let all = || sentence.clone().map(|i| doc.token(i));
    let verb = |t: Token<'_>| is_finite(t) || t.pos() == "AUX" || matches!(t.tag(), "VBN" | "VBG") && t.dep() != "amod";
    let place = (sentence.start + 1..sentence.end.min(sentence.start + SUBJECT + 1))
        .map(|i| doc.token(i))
        .find(|t| matches!(t.tag(), "IN" | "RP" | "RB"))
        .filter(|t| words.is("headline-place", &t.lower()))?;
    let head = place.prev()?;
    let actor = |i: usize| named.iter().any(|r| r.contains(&i));
    let lemma = lower_lemma(head);
    let person = ["agent-person", "agent-group", "people", "home-office"].iter().any(|c| words.is(c, &lemma));
    let acts = person || several || words.is("forces", &lemma) || actor(head.i) && person_name(doc, head.i);
    let somewhere = (place.i + 1..sentence.end).any(actor);
    let before = (sentence.start..place.i).map(|i| doc.token(i));
    let plain = before
        .clone()
        .all(|t| matches!(t.pos(), "NOUN" | "PROPN" | "ADJ" | "DET" | "PART" | "CCONJ" | "NUM") || t.text() == ",");
    // a colon, a comma after the phrase or a verb further on make it part of something else
    let broken =
        (place.i..sentence.end).any(|i| doc.token(i).text() == ":" || verb(doc.token(i)) && !later(doc.token(i)));
    if !acts || !somewhere && !several || !plain || broken || all().any(|t| t.pos() == "AUX") {
        return None;
    }
    let plural = several || matches!(head.tag(), "NNS" | "NNPS");
    let at = place.start();
    let supply = Supply { over: at..at, words: if plural { "are" } else { "is" }.to_owned(), lower: false };
    Some(Gap { supplies: vec![supply], check: Check::Place(at) })
}

/// Whether the verb stands in a clause of its own: "to sign", "who lost".
fn later(t: Token<'_>) -> bool {
    std::iter::once(t).chain(t.ancestors()).any(|a| matches!(a.dep(), "relcl" | "acl"))
}

fn person_name(doc: &Doc, token: usize) -> bool {
    doc.ents().iter().any(|e| e.label == "PERSON" && (e.start..e.end).contains(&token))
}

/// Whether what was supplied at the byte is no copula with a subject.
pub(super) fn failed(doc: &Doc, at: usize) -> bool {
    let copula = doc.tokens().find(|t| t.start() == at && t.end() == at && t.pos() == "AUX");
    // a copula with a subject, or the auxiliary of a passive that has one
    let held = |t: Token<'_>| {
        let subject = |v: Token<'_>| v.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass") && c.i < t.i);
        subject(t) || t.dep() == "auxpass" && subject(t.head())
    };
    !copula.is_some_and(held)
}
