//! Names that the tagger takes for other words: "Gwadar was built", read as an adverb.
//!
//! The clause is parsed again with a name in its place that no parser mistakes.

use super::{Check, Gap, Words, is_unsaid};
use tightrope_nlp::{Doc, Supply, Token};
use tightrope_statement::EntityType;

/// Names of actors of one word that the tagger does not take for names.
pub(super) fn names(doc: &Doc, words: &Words<'_>) -> Vec<Gap> {
    let odd = |t: Token<'_>| {
        let root = t.tag() == "NN" && t.is_root() && t.next().is_some_and(|n| n.pos() != "PUNCT");
        let tagged = matches!(t.tag(), "RB" | "VB" | "VBD" | "VBN" | "VBZ" | "VBP" | "VBG" | "IN" | "UH" | "MD" | "DT");
        // "ECOWAS froze", in a text that is not all in capitals
        let acronym = || {
            t.text().chars().count() > 2
                && t.text().chars().all(char::is_uppercase)
                && t.next().is_some_and(|n| n.text().chars().all(char::is_lowercase))
        };
        (root || tagged)
            && t.text().starts_with(char::is_uppercase)
            && (t.text().chars().skip(1).any(char::is_lowercase) || acronym())
            && t.text().chars().all(char::is_alphabetic)
            && !is_unsaid(t)
    };
    if !doc.tokens().any(odd) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for mention in words.directory.find(doc, None) {
        let t = doc.token(mention.tokens.start);
        if mention.tokens.len() != 1 || !odd(t) {
            continue;
        }
        let person = mention.readings.first().is_some_and(|r| r.actor.kind == EntityType::Person);
        let name = if person { "Obama" } else { "France" };
        let supply = Supply { over: t.start()..t.end(), words: name.to_owned(), lower: false };
        found.push(Gap { supplies: vec![supply], check: Check::Name(t.start()) });
    }
    found
}

/// Whether the word at the byte is still no name.
pub(super) fn failed(doc: &Doc, at: usize) -> bool {
    !doc.tokens().any(|t| t.start() == at && t.end() > at && t.pos() == "PROPN")
}
