//! Clauses joined by "and" whose subject the parser takes for one more of what stands before: "Ruiz met Soto at the palace
//! and Chad pledged help", "which Acme will build and Chilean firms will run".

use super::{Edit, Known};
use crate::proposition::lower_lemma;
use tightrope_nlp::{Doc, Token};

pub(super) fn subjects(doc: &Doc, _: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for verb in doc.tokens().filter(|t| matches!(t.pos(), "VERB" | "AUX") && !t.dep().starts_with("aux")) {
        let Some(subject) = before(verb) else { continue };
        let joint = subject.head();
        let cc = joint.children().find(|c| c.dep() == "cc" && c.i + 1 == subject.subtree().start);
        let Some(cc) = cc.filter(|c| matches!(c.lower().as_str(), "and" | "but")) else { continue };
        if subject.dep() != "conj" || joint.i > subject.i {
            continue;
        }
        if joint.pos() == "VERB" && finite(joint) && matches!(verb.dep(), "ccomp" | "conj") {
            // "crosses Loreto, which Acme will build and X will run": Loreto is no subject
            edits.extend(described(joint, verb).map(|noun| Edit::hang(noun.i, verb.head().i, "dobj")));
            edits.push(Edit::hang(verb.i, joint.i, "conj"));
            edits.push(Edit::hang(subject.i, verb.i, "nsubj"));
        } else if matches!(joint.pos(), "NOUN" | "PROPN")
            && matches!(verb.dep(), "conj" | "advcl" | "parataxis")
            && verb.head().i < joint.i
            && !in_subject(joint, verb.head())
        {
            edits.push(Edit::hang(subject.i, verb.i, "nsubj"));
            edits.push(Edit::hang(cc.i, verb.head().i, "cc"));
        }
    }
    edits
}

/// "A denounces the raid, B calls for calm and C offers to help": the second clause does not report the first.
pub(super) fn lists(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for first in doc.tokens().filter(|t| t.dep() == "ccomp" && finite(*t) && t.i < t.head().i) {
        let second = first.head();
        let (Some(_), Some(other)) = (subject(first), subject(second)) else { continue };
        let start = other.subtree().start;
        let mut marks = second.children().filter(|c| c.dep() == "punct" && first.i < c.i && c.i < start);
        let (Some(mark), None) = (marks.next(), marks.next()) else { continue };
        let quoting = || known.lexicon.is("saying-verb", &lower_lemma(second));
        let third = || second.children().any(|c| c.dep() == "conj" && c.i > second.i && subject(c).is_some());
        let apart = mark.text() == "," && third() && second.tag() == first.tag() && !quoting();
        if !apart || !matches!(second.pos(), "VERB" | "AUX") {
            continue;
        }
        let (head, dep) = if second.is_root() { (first.i, "ROOT") } else { (second.head().i, second.dep()) };
        edits.push(Edit::hang(first.i, head, dep));
        edits.push(Edit::hang(second.i, first.i, "conj"));
    }
    edits
}

/// "Acme sold it drones, Ankara said, and opened a centre": what follows the words that name the speaker goes on from the
/// clause before.
pub(super) fn insertions(doc: &Doc, _: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for said in doc.tokens().filter(|t| t.dep() == "parataxis" && finite(*t) && t.head().i < t.i) {
        let next = said.next().filter(|n| n.text() == ",").and_then(|n| n.next());
        let Some(cc) = next.filter(|c| c.tag() == "CC" && c.head().i == said.i) else { continue };
        let own = |c: &Token<'_>| c.dep().starts_with("nsubj") || c.dep() == "expl";
        for goes_on in said.children().filter(|c| c.dep() == "conj" && c.i > cc.i && !c.children().any(|x| own(&x))) {
            edits.push(Edit::hang(goes_on.i, said.head().i, "conj"));
            edits.push(Edit::hang(cc.i, said.head().i, "cc"));
        }
    }
    edits
}

/// "Police seized a van loaded with drugs and Chad recalled its envoy": the first clause has lost its object to the second,
/// whose subject is taken for more of that object's phrase.
pub(super) fn objects(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for verb in doc.tokens().filter(|t| t.pos() == "VERB" && t.dep() == "ccomp" && finite(*t)) {
        let above = verb.head();
        let marked = |c: &Token<'_>| matches!(c.dep(), "mark" | "cc" | "aux" | "auxpass" | "punct") && c.i < verb.i;
        let Some(first) = verb.children().find(|c| c.dep() == "nsubj" && c.i < verb.i) else { continue };
        let Some(subject) = ending(verb.prev(), verb) else { continue };
        let joint = subject.head();
        let cc = joint.children().find(|c| c.dep() == "cc" && c.i + 1 == subject.subtree().start);
        let inside = first.i < joint.i && first.subtree().contains(&subject.i) && joint.i != first.i;
        let whole = above.children().any(|c| c.dep().starts_with("nsubj") && c.i < above.i)
            && !above.children().any(|c| c.dep() == "dobj");
        let Some(cc) = cc.filter(|_| inside && whole && known.actor(subject) && above.i < first.i) else { continue };
        if above.pos() == "VERB" && above.tag() == verb.tag() && !verb.children().any(|c| marked(&c)) {
            edits.push(Edit::hang(first.i, above.i, "dobj"));
            edits.push(Edit::hang(verb.i, above.i, "conj"));
            edits.push(Edit::hang(subject.i, verb.i, "nsubj"));
            edits.push(Edit::hang(cc.i, above.i, "cc"));
        }
    }
    edits
}

/// "The state oil company Acme bought": a name right behind the noun that says what it is, both taken for subjects.
pub(super) fn names(doc: &Doc, _: &Known<'_>) -> Vec<Edit> {
    let second = |t: &Token<'_>| {
        let start = t.subtree().start;
        let before = start.checked_sub(1).map(|i| doc.token(i));
        let noun = before.filter(|n| n.tag() == "NN" && n.dep() == t.dep() && n.head().i == t.head().i);
        let alone = t.pos() == "PROPN" && matches!(t.dep(), "nsubj" | "nsubjpass") && t.i < t.head().i;
        noun.filter(|n| alone && (start..t.i).all(|i| doc.token(i).pos() == "PROPN") && n.children().count() > 0)
    };
    doc.tokens().filter_map(|t| Some(Edit::hang(t.i, second(&t)?.i, "appos"))).collect()
}

/// "With Acme paying the bill and Chad protesting that ...", "Berlin citing delays and Oslo demanding a refund": the second
/// participle has a subject as the first has. "Acme having withdrawn" describes no noun.
pub(super) fn absolutes(doc: &Doc, _: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let owned = |t: Token<'_>| t.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass") && c.i < t.i);
    for t in doc.tokens() {
        if t.tag() == "VBG" && !owned(t) && matches!(t.dep(), "advcl" | "conj" | "acl" | "pcomp") {
            let Some(subject) = ending(t.prev(), t) else { continue };
            let joint = subject.head();
            let cc = joint.children().find(|c| c.dep() == "cc" && c.i + 1 == subject.subtree().start);
            let alone = |a: Token<'_>| !a.children().any(|c| c.dep().starts_with("aux"));
            let first = |a: &Token<'_>| a.tag() == "VBG" && a.i < joint.i && owned(*a) && alone(*a);
            let (Some(cc), Some(first)) = (cc, joint.ancestors().find(first)) else { continue };
            edits.push(Edit::hang(t.i, first.i, "conj"));
            edits.push(Edit::hang(subject.i, t.i, "nsubj"));
            edits.push(Edit::hang(cc.i, first.i, "cc"));
        }
        let having = t.children().any(|c| c.dep() == "aux" && c.tag() == "VBG" && c.i < t.i);
        let apart = || {
            let start = t.subtree().start;
            start.checked_sub(1).is_some_and(|i| doc.token(i).text() == ",")
        };
        if t.dep() == "relcl" && t.tag() == "VBN" && having && owned(t) && apart() {
            let above = t.ancestors().find(|a| matches!(a.pos(), "VERB" | "AUX"));
            edits.extend(above.map(|a| Edit::hang(t.i, a.i, "advcl")));
        }
    }
    edits
}

/// The noun whose phrase ends right before the finite verb, where the verb has no subject of its own.
fn before(verb: Token<'_>) -> Option<Token<'_>> {
    let own = |c: &Token<'_>| matches!(c.dep(), "nsubj" | "nsubjpass" | "expl" | "csubj" | "mark" | "cc");
    let other = |c: &Token<'_>| c.children().any(|joint| described(joint, verb).is_some());
    if !finite(verb) || verb.children().any(|c| own(&c) && !other(&c)) {
        return None;
    }
    let aux = verb.children().filter(|c| c.i < verb.i && (c.dep().starts_with("aux") || c.dep() == "neg"));
    let start = aux.map(|c| c.i).min().unwrap_or(verb.i);
    let last = verb.doc().token(start).prev()?;
    let last = if last.pos() == "ADV" && last.head().i == verb.i { last.prev()? } else { last };
    ending(Some(last), verb)
}

/// The noun joined to another whose phrase ends with the word before the verb.
fn ending<'a>(last: Option<Token<'a>>, verb: Token<'_>) -> Option<Token<'a>> {
    let last = last?;
    // the verb itself may hang on the noun
    let ends = |t: &Token<'_>| t.children().all(|c| c.i <= last.i || c.i == verb.i);
    // "between Lima and Oslo starting in May": of two
    let of_two = |t: &Token<'_>| t.head().dep() == "pobj" && t.head().head().lower() == "between";
    let noun = |t: &Token<'_>| matches!(t.pos(), "NOUN" | "PROPN") && t.dep() == "conj" && ends(t) && !of_two(t);
    std::iter::once(last).chain(last.ancestors().take_while(|a| a.i != verb.i)).find(noun)
}

/// The supposed subject of the verb that the relative clause describes, where the verb hangs on one before it.
fn described<'a>(clause: Token<'a>, verb: Token<'a>) -> Option<Token<'a>> {
    let noun = clause.head();
    let above = verb.head();
    let taken = clause.dep() == "relcl" && noun.dep() == "nsubj" && noun.head().i == verb.i;
    (taken && verb.dep() == "ccomp" && above.pos() == "VERB" && above.i < noun.i).then_some(noun)
}

fn finite(t: Token<'_>) -> bool {
    let helped = |c: Token<'_>| c.dep().starts_with("aux") && matches!(c.tag(), "MD" | "VBD" | "VBZ" | "VBP");
    matches!(t.tag(), "VBD" | "VBZ" | "VBP") || t.children().any(helped)
}

/// The subject before the verb.
fn subject(verb: Token<'_>) -> Option<Token<'_>> {
    let stands = |c: &Token<'_>| matches!(c.dep(), "nsubj" | "nsubjpass" | "expl") && c.i < verb.i;
    verb.children().find(stands)
}

/// Whether the noun stands in the subject of the verb or of what it is joined to.
fn in_subject(noun: Token<'_>, verb: Token<'_>) -> bool {
    noun.i < verb.i
        || std::iter::once(noun)
            .chain(noun.ancestors())
            .any(|a| matches!(a.dep(), "nsubj" | "nsubjpass") && a.head().i == verb.i)
}
