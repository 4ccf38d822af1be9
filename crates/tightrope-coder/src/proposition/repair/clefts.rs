//! Clefts and questions: "it was Qatar that Egypt sued", "Belgium is who Rwanda blames", "was a pact signed?".

use super::{Edit, Known, move_children};
use crate::proposition::lower_lemma;
use tightrope_nlp::{Doc, Token};

pub(super) fn clefts(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for clause in doc.tokens().filter(|t| t.dep() == "ccomp" && matches!(t.pos(), "VERB" | "AUX")) {
        let copula = clause.head();
        if lower_lemma(copula) != "be" || clause.i < copula.i {
            continue;
        }
        let child = |dep: &str| copula.children().find(|c| c.dep() == dep && c.i < clause.i);
        let Some(subject) = child("nsubj") else { continue };
        let opener = clause.children().find(|c| opens(*c));
        let Some(opener) = opener else { continue };
        let about = if subject.lower() == "it" { child("attr") } else { Some(subject) };
        let Some(about) = about else { continue };
        let relative = subject.lower() == "it" || matches!(opener.tag(), "WP");
        if !relative || !known.actor(about) && !about.children().any(|c| known.actor(c)) {
            continue;
        }
        edits.push(Edit::hang(clause.i, about.i, "relcl"));
        if opener.dep() == "mark" {
            let gap = if has_object(clause) { "nsubj" } else { "dobj" };
            edits.push(Edit::dep(opener.i, gap).tagged("WDT", "PRON"));
        } else if opener.tag() == "IN" {
            edits.push(Edit::dep(opener.i, opener.dep()).tagged("WDT", "PRON"));
        }
    }
    edits
}

/// "Was a pact signed by X?": the participle is the verb, not a word of the noun.
pub(super) fn questions(doc: &Doc, _: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for aux in doc.tokens().filter(|t| t.pos() == "AUX" && !t.dep().starts_with("aux") && lower_lemma(*t) == "be") {
        let subject = aux.children().find(|c| c.dep() == "nsubj" && c.i > aux.i);
        let whole = !aux.children().any(|c| matches!(c.dep(), "attr" | "acomp" | "expl" | "prep"));
        let Some(subject) = subject.filter(|_| whole) else { continue };
        let Some(verb) = subject.children().find(|c| c.dep() == "acl" && c.tag() == "VBN") else { continue };
        let (head, dep) = if aux.is_root() { (verb.i, "ROOT") } else { (aux.head().i, aux.dep()) };
        edits.push(Edit::hang(verb.i, head, dep));
        edits.push(Edit::hang(subject.i, verb.i, "nsubjpass"));
        edits.push(Edit::hang(aux.i, verb.i, "auxpass"));
        edits.extend(move_children(aux, verb.i, |c| c.i != subject.i));
    }
    edits
}

/// "Chad, whose army France trains": the noun after "whose" is no part of the subject's name, nor its head.
pub(super) fn owned(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for whose in doc.tokens().filter(|t| t.tag() == "WP$" && t.dep() == "poss") {
        let head = whose.head();
        let verb = head.head();
        if head.dep() != "nsubj" || verb.i == head.i {
            continue;
        }
        if known.actor(head) {
            let noun = whose.next().filter(|n| n.dep() == "compound" && n.head().i == head.i && n.pos() == "NOUN");
            if let Some(noun) = noun.filter(|n| verb.dep() == "relcl" && !known.actor(*n)) {
                edits.push(Edit::hang(noun.i, verb.i, "dobj"));
                edits.push(Edit::hang(whose.i, noun.i, "poss"));
                continue;
            }
        }
        // the name stands as an apposition of the noun
        let name = head.children().find(|c| c.dep() == "appos" && c.i > head.i && known.actor(*c));
        let Some(name) = name.filter(|n| n.subtree().start == head.i + 1) else { continue };
        let prep = verb.head();
        if verb.dep() == "pcomp" && prep.dep() == "prep" && prep.i + 1 == whose.i {
            // "to whose army X sold tanks"
            edits.push(Edit::hang(verb.i, prep.head().i, "relcl"));
            edits.push(Edit::hang(prep.i, verb.i, "prep"));
            edits.push(Edit::hang(head.i, prep.i, "pobj"));
        } else if verb.dep() == "relcl" && !verb.children().any(|c| c.dep() == "dobj") {
            edits.push(Edit::hang(head.i, verb.i, "dobj"));
        } else {
            continue;
        }
        edits.push(Edit::hang(name.i, verb.i, "nsubj"));
    }
    edits
}

/// "It is from X that Y gets gas": the phrase before "that" belongs to its clause.
pub(super) fn placed(doc: &Doc, _: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for clause in doc.tokens().filter(|t| t.dep() == "ccomp" && t.pos() == "VERB") {
        let copula = clause.head();
        let that = clause.children().any(|c| c.dep() == "mark" && c.lower() == "that");
        let it = copula.children().any(|c| c.dep() == "nsubj" && c.lower() == "it");
        if lower_lemma(copula) != "be" || !that || !it || copula.children().any(|c| matches!(c.dep(), "attr" | "acomp"))
        {
            continue;
        }
        for prep in copula.children().filter(|c| c.dep() == "prep" && c.i > copula.i && c.i < clause.i) {
            edits.push(Edit::hang(prep.i, clause.i, "prep"));
        }
    }
    edits
}

fn opens(t: Token<'_>) -> bool {
    matches!(t.tag(), "WDT" | "WP") || t.lower() == "that" && matches!(t.dep(), "mark" | "nsubj" | "dobj")
}

fn has_object(verb: Token<'_>) -> bool {
    verb.children().any(|c| c.dep() == "dobj" && c.i > verb.i)
}
