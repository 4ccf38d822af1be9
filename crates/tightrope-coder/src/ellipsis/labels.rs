//! Labels before a colon, whose copula is left out: "Main trading partner: Chad", "Power grid: run by Togo".

use super::{Check, Gap, Words, is_finite, lowers};
use crate::proposition::lower_lemma;
use std::ops::Range;
use tightrope_nlp::{Doc, Supply, Token};

/// Longest label, in tokens.
const LABEL: usize = 9;

/// The labels of a block, each with its colon read as a copula; `clauses` are bytes where a clause has its subject supplied.
pub(super) fn copulas(doc: &Doc, words: &Words<'_>, clauses: &[usize]) -> Vec<Gap> {
    doc.sents().iter().filter_map(|s| copula(doc, s.clone(), words, clauses)).collect()
}

fn copula(doc: &Doc, sentence: Range<usize>, words: &Words<'_>, clauses: &[usize]) -> Option<Gap> {
    let all = |range: Range<usize>| range.map(|i| doc.token(i));
    let first = all(sentence.clone()).find(|t| t.text().starts_with(char::is_alphanumeric))?;
    let colon = all(first.i + 1..sentence.end.min(first.i + LABEL + 1)).find(|t| t.text() == ":")?;
    let start = all(colon.i + 1..sentence.end).find(|t| t.pos() != "SPACE")?;
    let (label, value) = (first.i..colon.i, start.i..sentence.end);
    // a past that opens the value is a participle
    let telling = all(value.clone()).any(|t| is_finite(t) && t.dep() != "relcl" && t.i != start.i);
    let doubtful = words.is("label-doubt", &start.lower())
        || all(value.clone()).any(|t| words.is("label-doubt", &t.lower()) && in_brackets(t, value.start));
    let bytes = doc.span_bytes(first.i..sentence.end);
    // "Arms suppliers" begins with no verb
    let verb = |t: Token<'_>| is_finite(t) && !words.is("plural-modifier", &t.lower());
    if telling || doubtful || clauses.iter().any(|c| bytes.contains(c)) || all(label.clone()).any(verb) {
        return None;
    }
    let head = head(doc, label)?;
    let named = words.actors(doc);
    let actor = |i: usize| named.iter().any(|r| r.contains(&i));
    let mut supplies = Vec::new();
    let owned = matches!(first.tag(), "DT" | "PRP$" | "CD") || first.children().any(|c| c.dep() == "poss");
    // "exports to" wants another word
    let open = matches!(doc.token(colon.i - 1).tag(), "IN" | "TO" | "RP");
    if !owned && !actor(first.i) && first.pos() != "PROPN" {
        let role = open && words.is("role-noun", &lower_lemma(head));
        let before = if role { "it is" } else { "its" };
        supplies.push(Supply { over: first.start()..first.start(), words: before.to_owned(), lower: lowers(first) });
    }
    let goes_on = open || matches!(start.tag(), "IN" | "TO") && start.lower() != "by";
    let verb = match head.tag() {
        _ if goes_on => "",
        "NNS" | "NNPS" => "are",
        _ => "is",
    };
    supplies.push(Supply { over: colon.start()..colon.end(), words: verb.to_owned(), lower: lowers(start) });
    supplies.extend(listed(doc, value, &actor));
    let check = if goes_on { Check::Nothing } else { Check::Copula(colon.start()) };
    Some(Gap { supplies, check })
}

/// The noun that the label is about: the last one before a preposition.
fn head(doc: &Doc, label: Range<usize>) -> Option<Token<'_>> {
    let mut found = None;
    for t in label.map(|i| doc.token(i)) {
        match t.pos() {
            "NOUN" | "PROPN" => found = Some(t),
            "ADP" if found.is_some() => break,
            _ => {}
        }
    }
    found
}

/// What to read otherwise in a list of actors: the last comma joins, and what stands in brackets is left out.
fn listed(doc: &Doc, value: Range<usize>, actor: &dyn Fn(usize) -> bool) -> Vec<Supply> {
    let outside: Vec<Token<'_>> =
        value.clone().map(|i| doc.token(i)).filter(|t| !in_brackets(*t, value.start)).collect();
    let joined = outside.iter().any(|t| t.dep() == "cc" || t.tag() == "CC");
    let comma = outside.iter().rfind(|t| t.text() == "," && actor(t.i + 1));
    if !actor(value.start) || !joined && comma.is_none() {
        return Vec::new();
    }
    let put = |over: Range<usize>, words: &str| Supply { over, words: words.to_owned(), lower: false };
    let mut found = Vec::new();
    let mut opened = None;
    for t in value.map(|i| doc.token(i)) {
        match (t.text(), opened) {
            ("(", None) => opened = Some(t.start()),
            (")", Some(from)) => {
                found.push(put(from..t.end(), ""));
                opened = None;
            }
            _ => {}
        }
    }
    found.extend(comma.filter(|_| !joined).map(|c| put(c.start()..c.end(), "and")));
    found
}

/// Whether an open bracket stands before the token, from the token `from` on.
fn in_brackets(t: Token<'_>, from: usize) -> bool {
    let before = (from..t.i).map(|i| t.doc().token(i));
    before.fold(0i32, |open, b| match b.text() {
        "(" | "[" => open + 1,
        ")" | "]" => open - 1,
        _ => open,
    }) > 0
}

/// Whether the colon at the byte was not taken for a copula with a subject.
pub(super) fn failed(doc: &Doc, at: usize) -> bool {
    let copula = doc.tokens().find(|t| t.start() == at && is_copula(*t));
    !copula.is_some_and(|t| {
        let verb = if t.dep() == "auxpass" { t.head() } else { t };
        verb.children().any(|c| c.dep().starts_with("nsubj") && c.i < t.i)
    })
}

/// Whether the token is a colon read as a copula.
pub(crate) fn is_copula(t: Token<'_>) -> bool {
    t.text() == ":" && t.pos() == "AUX"
}
