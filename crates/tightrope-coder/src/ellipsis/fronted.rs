//! Phrases of time or place before the subject with no comma after them: "On 10 March Germany appealed", where the parser
//! takes the subject for the end of the phrase.
//!
//! The clause is parsed again with the comma; where that gives the name a verb, it is the subject.

use super::{Check, Gap, Words, is_unsaid};
use std::ops::Range;
use tightrope_nlp::{Doc, Supply, Token};

/// The places of missing commas, one a sentence.
pub(super) fn commas(doc: &Doc, words: &Words<'_>) -> Vec<Gap> {
    let mut actors = None;
    let mut found = Vec::new();
    for sentence in doc.sents() {
        let Some(phrase) = phrase(doc, sentence.clone()) else { continue };
        let named = actors.get_or_insert_with(|| words.actors(doc));
        let Some(first) = subject(doc, phrase, named, words) else { continue };
        if !is_subject(first) {
            let at = first.start();
            let supply = Supply { over: at..at, words: ",".to_owned(), lower: false };
            found.push(Gap { supplies: vec![supply], check: Check::Fronted(at) });
        }
    }
    found
}

/// The words from a preposition or a number at the head of the sentence up to its first mark or verb.
fn phrase(doc: &Doc, sentence: Range<usize>) -> Option<Range<usize>> {
    let opens =
        |t: &Token<'_>| t.tag() == "IN" || t.tag() == "CD" && t.next().is_some_and(|n| matches!(n.tag(), "NNS" | "NN"));
    let mut all = sentence.clone().map(|i| doc.token(i)).skip_while(|t| t.pos() == "SPACE" || !is_word(*t));
    let mut first = all.next()?;
    if matches!(first.tag(), "CC" | "RB") {
        first = all.next()?;
    }
    if !opens(&first) || first.dep() == "mark" || is_unsaid(first) {
        return None;
    }
    let ends = |t: Token<'_>| {
        !is_word(t) && t.tag() != "POS" && t.tag() != "HYPH"
            || matches!(t.tag(), "WDT" | "WP" | "WRB" | "VBG" | "PRP" | "EX" | "MD")
            || matches!(t.pos(), "AUX")
    };
    let end = (first.i + 1..sentence.end).find(|i| ends(doc.token(*i)))?;
    Some(first.i..end)
}

fn is_word(t: Token<'_>) -> bool {
    t.text().chars().any(char::is_alphanumeric)
}

/// The first word of what may be the subject: what follows a date, or the name that follows another or a noun.
fn subject<'a>(doc: &'a Doc, phrase: Range<usize>, named: &[Range<usize>], words: &Words<'_>) -> Option<Token<'a>> {
    let opens_name = |t: Token<'_>| named.iter().any(|r| r.start == t.i);
    let inside = |t: Token<'_>| named.iter().any(|r| r.start < t.i && t.i < r.end);
    let after = || (phrase.start + 2..phrase.end).map(|i| doc.token(i)).filter(|t| !inside(*t));
    let free = |t: Token<'_>| t.prev().is_some_and(|p| p.i > phrase.start && !inside_of(p, named) || is_date(p, words));
    let dated = after().find(|t| {
        t.prev().is_some_and(|p| is_date(p, words))
            && (opens_name(*t) || matches!(t.tag(), "NNP" | "NNPS"))
            && !is_date(*t, words)
    });
    dated.or_else(|| {
        after().filter(|t| free(*t) && opens_name(*t)).rfind(|t| {
            t.prev().is_some_and(|p| {
                matches!(p.tag(), "NN" | "NNS") || named.iter().any(|r| r.end == p.i + 1) && p.pos() == "PROPN"
            })
        })
    })
}

/// Whether the word is in the middle of a name.
fn inside_of(t: Token<'_>, named: &[Range<usize>]) -> bool {
    named.iter().any(|r| r.contains(&t.i) && r.end != t.i + 1)
}

/// Whether a phrase of time may end with the word: a month, a year, "the 26th".
fn is_date(t: Token<'_>, words: &Words<'_>) -> bool {
    let lower = t.lower();
    let digits = lower.trim_end_matches(['t', 'h', 's', 'n', 'd', 'r']);
    let number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    let year = number && digits.len() == lower.len() && lower.len() == 4;
    let ordinal = number && lower.len() == digits.len() + 2;
    let pointed = lower == "that" && t.prev().is_some_and(|p| matches!(p.lower().as_str(), "after" | "before"));
    year || ordinal || pointed || words.is("date-word", &lower)
}

/// Whether a subject with a verb after it begins with the word.
fn is_subject(first: Token<'_>) -> bool {
    std::iter::once(first).chain(first.ancestors()).any(|t| {
        matches!(t.dep(), "nsubj" | "nsubjpass")
            && t.subtree().start == first.i
            && t.head().i > t.i
            && matches!(t.head().pos(), "VERB" | "AUX")
    })
}

/// Whether the word at the byte still opens no subject.
pub(super) fn failed(doc: &Doc, at: usize) -> bool {
    !doc.tokens().find(|t| t.start() == at && t.end() > at).is_some_and(is_subject)
}
