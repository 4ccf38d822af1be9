//! Verbs in the present that the parser takes for plural nouns: "Trump lowers his tariff", "Oman signs and hosts talks".
//!
//! The past of a verb looks like no noun. A clause whose verb may be meant is parsed again with the verb in the past; where
//! that makes it a verb with a subject, it is one.

use super::verbs::is_in_subject;
use super::{Check, Gap, Words, alone, is_finite, is_unsaid};
use std::ops::Range;
use std::sync::LazyLock;
use tightrope_nlp::{Doc, Supply, Token};

/// Lines `lemma<TAB>past`.
static PAST: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let table = include_str!("../../data/verbs/past.tsv");
    table.lines().filter(|l| !l.starts_with('#')).skip(1).filter_map(|l| l.split_once('\t')).collect()
});

/// Supposed plural nouns that may be the verb of what stands before them, with their past in their place.
pub(super) fn verbs(doc: &Doc, words: &Words<'_>) -> Vec<Gap> {
    let mut actors = None;
    let mut found = Vec::new();
    for t in doc.tokens().filter(|t| is_taken(*t, words)) {
        let Some(lemma) = lemma(t, words) else { continue };
        let named = actors.get_or_insert_with(|| words.actors(doc));
        let goes = t.next().is_some_and(|n| goes_on(n, words, &lemma) || counts(n));
        let told =
            || (goes || t.next().is_some_and(|n| matches!(n.tag(), "IN" | "TO"))) && alone::tells(t, goes, words);
        if goes && follows_subject(t, named, words) || told() {
            let supply = Supply { over: t.start()..t.end(), words: past(&lemma), lower: false };
            found.push(Gap { supplies: vec![supply], check: Check::Verb(t.start()) });
        }
    }
    found
}

/// Verbs without an ending behind words for several: "the two sign an accord", "ministers back the plan", "troops land in
/// Chad".
pub(super) fn plurals(doc: &Doc, words: &Words<'_>) -> Vec<Gap> {
    let goes_on = |n: Token<'_>| matches!(n.tag(), "DT" | "PRP$" | "CD" | "$" | "NNP" | "NNPS" | "PRP");
    let stands = |t: Token<'_>, before: Token<'_>| {
        let Some(next) = t.next() else { return false };
        let told = || matches!(next.tag(), "IN" | "RP") && alone::is_verbless(t);
        let goes = goes_on(next) && !words.is("date-word", &next.lower());
        several(before, words) && t.tag() != "JJ" && (goes || told())
            || goes && (alone::both(before, doc, words) || alone::placed(t, words))
    };
    let base = |t: &Token<'_>| {
        (matches!(t.tag(), "NN" | "NNP" | "VB" | "JJ" | "RB") || t.tag() == "IN" && t.is_root())
            && t.text().chars().all(char::is_lowercase)
            && !is_unsaid(*t)
            && !is_in_subject(*t)
            && words.is_verb(&t.lower())
            && t.prev().is_some_and(|p| stands(*t, p))
    };
    let gap = |t: Token<'_>| Gap {
        supplies: vec![Supply { over: t.start()..t.end(), words: past(&t.lower()), lower: false }],
        check: Check::Verb(t.start()),
    };
    doc.tokens().filter(base).map(gap).collect()
}

/// Whether a subject of several may end with the word.
fn several(last: Token<'_>, words: &Words<'_>) -> bool {
    let the = || last.prev().is_some_and(|p| p.lower() == "the");
    match last.tag() {
        "CD" => words.is("group-number", &last.lower()) && the(),
        "NNS" => ["agent-person", "agent-group", "agent-state", "both-sides"]
            .iter()
            .any(|class| words.is(class, &crate::proposition::lower_lemma(last))),
        _ => false,
    }
}

/// Whether the word looks like the third person of a verb and the parser reads it as a noun, or as nothing that has a subject.
fn is_taken(t: Token<'_>, words: &Words<'_>) -> bool {
    let lower = t.lower();
    let form = lower.ends_with('s')
        && !lower.ends_with("ss")
        && t.text().chars().all(|c| c.is_lowercase() || c == '-')
        && lower.len() > 3;
    let noun = matches!(t.tag(), "NNS" | "NNPS" | "NN" | "NNP");
    let idle = t.tag() == "VBZ" && matches!(t.dep(), "compound" | "nmod" | "amod" | "dobj" | "appos" | "pobj");
    let singled = || t.prev().is_some_and(|p| is_singled(p, words));
    form && (noun || idle) && !is_unsaid(t) && (!is_in_subject(t) || singled())
}

/// Whether the word is a determiner behind which no plural stands: "each pledges to help".
fn is_singled(before: Token<'_>, words: &Words<'_>) -> bool {
    before.tag() == "DT" && words.is("singling-determiner", &before.lower())
}

/// The base form, where a rule, a governor or the lexicon of acts knows the verb.
fn lemma(t: Token<'_>, words: &Words<'_>) -> Option<String> {
    let lower = t.lower();
    let stem = |end: &str, new: &str| lower.strip_suffix(end).map(|s| format!("{s}{new}"));
    let stems = [stem("ies", "y"), stem("s", ""), stem("es", "")];
    stems.into_iter().flatten().find(|s| words.is_verb(s))
}

/// Whether what stands before can be the subject: a name, "who", "it", or a clause that goes on with "and".
fn follows_subject(t: Token<'_>, named: &[Range<usize>], words: &Words<'_>) -> bool {
    let Some(before) = t.prev() else { return false };
    let name = named.iter().find(|r| r.end == t.i && before.tag() != "POS" && !matches!(before.tag(), "JJ" | "NNPS"));
    // an acronym that no table knows: "SNPC rejects the offer"
    let acronym =
        before.tag() == "NNP" && before.text().chars().count() > 2 && before.text().chars().all(char::is_uppercase);
    let unknown = (acronym && name.is_none()).then_some(before.i..t.i);
    if let Some(name) = name.or(unknown.as_ref()) {
        let opens = name.start.checked_sub(1).map(|i| t.doc().token(i));
        // "the Oman talks", "with Oman protests": the name belongs to the noun
        return opens.is_none_or(|o| {
            name_opens(o, words)
                || o.lower() == "the"
                    && o.prev().is_none_or(|b| name_opens(b, words))
                    && before.tag() == "NNP"
                    && name.len() > 1
        });
    }
    if is_singled(before, words) {
        return before.prev().is_none_or(|p| !matches!(p.tag(), "IN" | "TO"));
    }
    if matches!(before.tag(), "WDT" | "WP") || before.tag() == "PRP" && words.is("third-singular", &before.lower()) {
        return true;
    }
    // "he sees one and telephones the other": after a clause with a verb of the same person
    let and = before.tag() == "CC" || before.tag() == "RB" && before.prev().is_some_and(|b| b.tag() == "CC");
    and && {
        let sentence = t.doc().sents().iter().find(|s| s.contains(&t.i)).cloned().unwrap_or(t.i..t.i);
        let verbs: Vec<Token<'_>> =
            (sentence.start..t.i).map(|i| t.doc().token(i)).filter(|x| is_finite(*x) || x.pos() == "AUX").collect();
        verbs.last().is_some_and(|v| v.tag() == "VBZ" && v.pos() == "VERB")
    }
}

/// Whether a clause may begin after the word.
fn name_opens(before: Token<'_>, words: &Words<'_>) -> bool {
    matches!(before.pos(), "PUNCT" | "SCONJ" | "SPACE")
        || matches!(before.tag(), "CC" | "WDT" | "WP" | "WRB")
        || words.is("clause-opener", &before.lower())
}

/// Whether a verb can go on with the word: its object, a preposition, an adverb or the end.
fn goes_on(next: Token<'_>, words: &Words<'_>, lemma: &str) -> bool {
    match next.tag() {
        "DT" | "PDT" | "PRP" | "PRP$" | "CD" | "$" | "NNP" | "NNPS" | "JJ" | "JJR" | "JJS" | "NN" | "NNS" | "VBG"
        | "VBN" | "WP" | "WRB" | "RB" | "RP" => true,
        "IN" | "TO" => !words.is_noun(lemma) || next.lower() == "that",
        _ => next.text().starts_with(['"', '“', '‘', '#']),
    }
}

/// Whether a preposition belongs to the number behind it: "shelters over 700,000".
fn counts(n: Token<'_>) -> bool {
    n.tag() == "IN" && n.next().is_some_and(|c| c.tag() == "CD" && c.text().contains(','))
}

/// The past of a verb.
fn past(lemma: &str) -> String {
    if let Some((_, past)) = PAST.iter().find(|(l, _)| *l == lemma) {
        return (*past).to_owned();
    }
    // "re-export", "outbid"
    let vowel = |c: char| "aeiou".contains(c);
    let mut back = lemma.chars().rev();
    match (back.next(), back.next()) {
        (Some('e'), _) => format!("{lemma}d"),
        (Some('y'), Some(c)) if !vowel(c) => format!("{}ied", lemma.strip_suffix('y').unwrap_or(lemma)),
        _ => format!("{lemma}ed"),
    }
}

/// Whether the word at the byte is still no verb with a subject.
pub(super) fn failed(doc: &Doc, at: usize) -> bool {
    let verb = doc.tokens().find(|t| t.start() == at && t.end() > at);
    let held = |t: Token<'_>| {
        let subject = |v: Token<'_>| v.children().any(|c| matches!(c.dep(), "nsubj" | "expl") && c.i < v.i);
        t.tag() == "VBD" && (subject(t) || t.dep() == "conj" && (subject(t.head()) || t.head().dep() == "relcl"))
    };
    !verb.is_some_and(held)
}
