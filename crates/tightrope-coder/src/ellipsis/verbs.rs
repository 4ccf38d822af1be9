//! Clauses that open with their verb: "Joins the bloc", "Named an ally by Chad", "Power: sells electricity to Togo".

use super::{Check, Gap, Words, is_finite, is_unsaid};
use crate::time::find_times;
use tightrope_nlp::{Doc, Supply, Token};

/// Longest label before a colon, in tokens.
const LABEL: usize = 5;
/// Words of the passive that is supplied.
const PASSIVE: &str = "it was";
/// Words of the subject that is supplied.
const ACTIVE: &str = "it";

/// Places where a clause lacks its subject, with what to put there.
pub(super) fn subjects(doc: &Doc, words: &Words<'_>) -> Vec<Gap> {
    let mut found: Vec<Gap> = Vec::new();
    let mut last = None;
    let times = find_times(doc);
    for sentence in doc.sents() {
        let mut starts = vec![sentence.start];
        let mut label = true;
        for i in sentence.clone() {
            let t = doc.token(i);
            let short = i - sentence.start <= LABEL;
            if t.text() == ";" || t.text() == ":" && label && short {
                starts.push(i + 1);
            }
            label &= t.text() != ":" && !is_finite(t) && t.pos() != "AUX";
        }
        for start in starts {
            let mut at = start;
            while at < sentence.end {
                let t = doc.token(at);
                let time = times.iter().find(|m| m.tokens.contains(&at));
                let before_time = t.tag() == "IN" && times.iter().any(|m| m.tokens.start == at + 1);
                if let Some(time) = time {
                    at = time.tokens.end;
                } else if before_time
                    || matches!(t.pos(), "PUNCT" | "SPACE" | "SYM") && t.tag() != "$"
                    || t.tag() == "RB"
                {
                    at += 1;
                } else {
                    break;
                }
            }
            if at >= sentence.end {
                continue;
            }
            let end = (at..sentence.end).find(|i| doc.token(*i).text() == ";").unwrap_or(sentence.end);
            let verb = doc.token(at);
            let Some(supplied) = supplied(verb, end, words) else { continue };
            // "United States." opens with no verb
            if words.actors(doc).iter().any(|name| name.contains(&at) && name.len() > 1) {
                continue;
            }
            // "Dam: built by Togo": the label is what was built
            if supplied == PASSIVE && start > sentence.start && doc.token(start - 1).text() == ":" {
                continue;
            }
            let place = first_word(doc, start, at);
            if last.is_none_or(|last| last < place) {
                last = Some(place);
                let supply = Supply { over: place..place, words: supplied.to_owned(), lower: true };
                found.push(Gap { supplies: vec![supply], check: Check::Subject(place) });
            }
        }
    }
    found
}

/// Where the subject goes: before the verb, or before the adverbs that open the clause.
fn first_word(doc: &Doc, start: usize, verb: usize) -> usize {
    let mut at = verb;
    while at > start && doc.token(at - 1).tag() == "RB" {
        at -= 1;
    }
    doc.token(at).start()
}

/// What to put before the word, where it can only be the verb of a clause without a subject.
fn supplied(verb: Token<'_>, end: usize, words: &Words<'_>) -> Option<&'static str> {
    if !verb.text().starts_with(char::is_alphabetic) || has_subject(verb) || is_in_subject(verb) {
        return None;
    }
    let next = verb.next().filter(|n| n.i < end);
    if next.is_some_and(|n| n.text() == ":") {
        return None;
    }
    if third(verb, words) {
        let modifier = words.is("plural-modifier", &verb.lower());
        let noun = modifier || words.is_noun(&singular(&verb.lower()));
        return (!noun || next.is_some_and(|n| opens_object(n, modifier))).then_some(ACTIVE);
    }
    let lemma = past(verb, words)?;
    let next = next?;
    // "suspended talks", but "suspended its talks"
    if words.codebook.governors.get(&verb.lower(), "mod").is_some() && !matches!(next.tag(), "DT" | "PRP$") {
        return None;
    }
    if done_by(verb, end) {
        return Some(PASSIVE);
    }
    let only_past = words.is("past-form", &verb.lower());
    let adjective = words.is("adjective-participle", &verb.lower());
    let object = opens_object(next, adjective);
    let goes_on = matches!(next.tag(), "IN" | "TO" | "RP") && words.is("intransitive-verb", &lemma);
    (only_past || object || goes_on).then_some(ACTIVE)
}

/// Whether the clause has its subject after all: a question, or the verb of a sentence that begins elsewhere.
fn has_subject(verb: Token<'_>) -> bool {
    verb.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "csubj" | "expl"))
        && matches!(verb.pos(), "VERB" | "AUX")
        || verb.pos() == "AUX" && matches!(verb.dep(), "aux" | "auxpass") && has_subject_beside(verb)
}

fn has_subject_beside(aux: Token<'_>) -> bool {
    aux.head().children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "csubj" | "expl"))
}

/// Whether the word stands in the subject of a finite verb: "Exports to Chad fell".
pub(super) fn is_in_subject(word: Token<'_>) -> bool {
    let subject = |t: &Token<'_>| matches!(t.dep(), "nsubj" | "nsubjpass" | "csubj" | "csubjpass");
    let verb = std::iter::once(word).chain(word.ancestors()).find(subject).map(|t| t.head());
    verb.is_some_and(|v| {
        is_finite(v)
            || v.tag() == "VBN" && v.i > word.i + 1
            || v.children().any(|c| matches!(c.dep(), "aux" | "auxpass"))
    })
}

/// Whether the word is the third person of a verb that the coder knows.
fn third(t: Token<'_>, words: &Words<'_>) -> bool {
    let lower = t.lower();
    if !lower.ends_with('s') || lower.ends_with("ss") || t.text().chars().skip(1).any(char::is_uppercase) {
        return false;
    }
    if matches!(lower.as_str(), "is" | "has") {
        return t.tag() == "VBZ";
    }
    stems(&lower, &[("ies", "y"), ("es", ""), ("s", "")]).iter().any(|stem| words.is_verb(stem))
}

/// The lemma, where the word is the past of a verb that the coder knows.
fn past(t: Token<'_>, words: &Words<'_>) -> Option<String> {
    let lower = t.lower();
    if t.text().chars().skip(1).any(char::is_uppercase) {
        return None;
    }
    let lemma = t.lemma().to_lowercase();
    if matches!(t.tag(), "VBD" | "VBN") && words.is_verb(&lemma) {
        return Some(lemma);
    }
    let mut found = stems(&lower, &[("ied", "y"), ("ed", "e"), ("ed", "")]);
    // "shipped", "banned"
    let bytes = lower.as_bytes();
    if let [.., a, b, b'e', b'd'] = bytes
        && a == b
    {
        found.extend(lower.get(..lower.len() - 3).map(str::to_owned));
    }
    found.into_iter().find(|stem| words.is_verb(stem))
}

fn singular(lower: &str) -> String {
    lower.strip_suffix('s').unwrap_or(lower).to_owned()
}

fn stems(word: &str, endings: &[(&str, &str)]) -> Vec<String> {
    let stem = |(old, new): &(&str, &str)| word.strip_suffix(old).map(|s| format!("{s}{new}"));
    endings.iter().filter_map(stem).filter(|s| s.len() > 1).collect()
}

/// Whether an object may begin with the token; `strict` where only an article, a number or a name will do.
fn opens_object(t: Token<'_>, strict: bool) -> bool {
    let capital = t.text().starts_with(char::is_uppercase);
    match t.tag() {
        "DT" | "PDT" | "PRP" | "PRP$" | "CD" | "$" => true,
        "NNP" | "NNPS" => true,
        "JJ" | "JJR" | "JJS" | "NN" | "NNS" | "VBN" | "VBG" => capital || !strict,
        "RB" => !strict,
        _ => t.text().starts_with(['"', '“', '‘', '#']),
    }
}

/// Whether a by-phrase of the verb's own names who did it.
fn done_by(verb: Token<'_>, end: usize) -> bool {
    let doc = verb.doc();
    for t in (verb.i + 1..end).map(|i| doc.token(i)) {
        if t.lower() == "by" {
            return t.next().is_some_and(|n| !matches!(n.tag(), "CD" | "VBG" | "$"));
        }
        if t.pos() == "VERB" && t.dep() != "amod" {
            return false;
        }
    }
    false
}

/// Whether the parse does not take the pronoun supplied at the byte for the subject of the verb after it.
pub(super) fn failed(doc: &Doc, at: usize) -> bool {
    let pronoun = doc.tokens().find(|t| is_unsaid(*t) && t.start() == at);
    let held = |t: Token<'_>| {
        let verb = t.head();
        let between = (t.i + 1..verb.i).map(|i| doc.token(i));
        matches!(t.dep(), "nsubj" | "nsubjpass")
            && verb.i > t.i
            && matches!(verb.tag(), "VBZ" | "VBD" | "VBN")
            && between.into_iter().all(|b| is_unsaid(b) || matches!(b.pos(), "ADV" | "PART" | "AUX"))
    };
    !pronoun.is_some_and(held)
}
