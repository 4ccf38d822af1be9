//! What the parser takes apart: "side by side", "co-produced", "vice-president".

use super::{Edit, Known, move_children};
use tightrope_nlp::{Doc, Token};

/// "trained side by side with", "fought shoulder to shoulder": an adverb of the verb, which takes what hangs on its words.
pub(super) fn paired(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for first in doc.tokens() {
        let Some(middle) = first.next() else { continue };
        let Some(last) = middle.next().filter(|l| l.lower() == first.lower()) else { continue };
        let phrase = format!("{} {} {}", first.lower(), middle.lower(), last.lower());
        if !known.lexicon.is("paired-phrase", &phrase) {
            continue;
        }
        let words = first.i..last.i + 1;
        let verbal = |t: &Token<'_>| matches!(t.pos(), "VERB" | "AUX") && !words.contains(&t.i);
        let above = [first, middle, last].into_iter().flat_map(|t| t.ancestors()).find(verbal);
        let Some(verb) = first.prev().filter(verbal).or(above).filter(|v| v.i < first.i) else { continue };
        if verb.ancestors().any(|a| words.contains(&a.i)) {
            continue;
        }
        edits.push(Edit::hang(first.i, verb.i, "advmod").tagged("RB", "ADV"));
        edits.push(Edit::hang(middle.i, first.i, "fixed"));
        edits.push(Edit::hang(last.i, first.i, "fixed").tagged("NN", "NOUN"));
        for word in [first, middle, last] {
            edits.extend(move_children(word, verb.i, |c| !words.contains(&c.i)));
        }
    }
    edits
}

/// "co-produced", "cold-shouldered", "re-opened": one verb, though the tokens are three.
pub(super) fn prefixed(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for hyphen in doc.tokens().filter(|t| t.text() == "-") {
        let (Some(prefix), Some(verb)) = (hyphen.prev(), hyphen.next().filter(|v| v.tag().starts_with("VB"))) else {
            continue;
        };
        let words = prefix.i..verb.i + 1;
        let parts = [prefix, hyphen, verb];
        let Some(lemma) = whole_verb(prefix, verb, known).filter(|_| is_one_word(doc, words.clone())) else { continue };
        let Some(top) = parts.into_iter().find(|t| t.is_root() || !words.contains(&t.head().i)) else { continue };
        let head = if top.is_root() { verb.i } else { top.head().i };
        let mended = Edit::hang(verb.i, head, top.dep()).tagged(tag(verb), "VERB");
        edits.push(Edit { lemma: Some(lemma), ..mended });
        edits.push(Edit::hang(prefix.i, verb.i, "fixed"));
        edits.push(Edit::hang(hyphen.i, verb.i, "punct"));
        for part in [prefix, hyphen] {
            edits.extend(move_children(part, verb.i, |c| !words.contains(&c.i)));
        }
    }
    edits
}

/// The lemma of the verb with what stands before its hyphen, where some rule knows it so.
fn whole_verb(prefix: Token<'_>, verb: Token<'_>, known: &Known<'_>) -> Option<String> {
    let (first, lemma) = (prefix.lower(), verb.lemma().to_lowercase());
    let known = |word: &String| known.lexicon.is_verb_predicate(word);
    let hyphened = format!("{first}-{lemma}");
    let plain = format!("{first}{lemma}");
    match first.as_str() {
        "co" => Some(hyphened),
        "re" if known(&plain) => Some(plain),
        _ => Some(hyphened).filter(known),
    }
}

fn is_one_word(doc: &Doc, words: std::ops::Range<usize>) -> bool {
    !doc.span_text(words).contains(char::is_whitespace)
}

/// "hosted South Sudan's vice-president": the parser hangs the parts of the noun on the verb one by one.
pub(super) fn compounds(doc: &Doc, _: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for hyphen in doc.tokens().filter(|t| t.text() == "-") {
        let (Some(first), Some(last)) = (hyphen.prev(), hyphen.next()) else { continue };
        let nouns = first.pos() == "NOUN" && last.pos() == "NOUN";
        let apart = !first.is_root() && !last.is_root() && first.head().i == last.head().i && first.dep() == last.dep();
        if !nouns || !apart || !is_one_word(doc, first.i..last.i + 1) {
            continue;
        }
        edits.push(Edit::hang(first.i, last.i, "compound"));
        edits.push(Edit::hang(hyphen.i, last.i, "punct"));
        edits.extend(move_children(first, last.i, |c| c.i != hyphen.i));
    }
    edits
}

fn tag(verb: Token<'_>) -> &'static str {
    match verb.tag() {
        "VBD" => "VBD",
        "VBG" => "VBG",
        "VBN" => "VBN",
        "VBP" => "VBP",
        "VBZ" => "VBZ",
        _ => "VB",
    }
}
