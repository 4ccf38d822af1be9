//! Verbs in the third person that the tagger takes for plural nouns: "Bolivia exports gas", "Qatar ships liquefied gas".

use super::{Edit, Known, move_children};
use crate::proposition::lower_lemma;
use tightrope_nlp::{Doc, Token};

/// Prepositions that a verb of giving claims from its object.
const GOALS: [&str; 4] = ["to", "from", "against", "with"];

pub(super) fn plurals(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for t in doc.tokens() {
        if !(matches!(t.tag(), "NNS" | "NNPS")
            && known.lexicon.is_verb_predicate(&lower_lemma(t))
            && follows_name(t, known))
        {
            continue;
        }
        let head = t.head();
        if t.dep() == "compound" && head.i > t.i && !has_verb(head) {
            edits.extend(over_object(t, head, known));
        } else if t.dep() == "nsubj" && head.i == t.i + 1 && matches!(head.tag(), "VBD" | "VBN") {
            edits.extend(over_participle(t, head, known));
        }
    }
    edits
}

/// Whether the name of a single actor stands before the word and opens the phrase.
fn follows_name(t: Token<'_>, known: &Known<'_>) -> bool {
    let Some(before) = t.prev() else { return false };
    if !known.actor(before) || !matches!(before.tag(), "NNP" | "NNPS" | "NN") {
        return false;
    }
    let mut first = before;
    while let Some(p) = first.prev() {
        if known.actor(p) && p.i + 1 == first.i && p.tag() != "JJ" {
            first = p;
        } else {
            break;
        }
    }
    let opens = first.prev().is_none_or(|p| {
        p.lower() == "the" && before.i > first.i
            || p.lower() == "the" && matches!(before.tag(), "NNPS")
            || !matches!(p.pos(), "DET" | "ADJ" | "NOUN" | "PROPN" | "NUM" | "PART" | "ADP" | "VERB" | "PRON")
    });
    opens || first.is_sent_start()
}

/// Whether the phrase's own clause has a verb, so that the noun needs none.
fn has_verb(object: Token<'_>) -> bool {
    let verb = |t: Token<'_>| {
        matches!(t.tag(), "VBD" | "VBZ" | "VBP" | "MD") || t.pos() == "AUX" || t.tag() == "VBN" && t.dep() != "acl"
    };
    let top = object.ancestors().last().unwrap_or(object);
    // the clause above may be a speaker's: "Oslo said that Norway funds hospitals"
    if !object.is_root() && !matches!(object.dep(), "ccomp" | "conj" | "parataxis" | "dep" | "advcl") {
        return verb(object.head()) || top.children().any(verb);
    }
    object.children().any(|c| verb(c) && !matches!(c.dep(), "relcl" | "advcl" | "parataxis" | "ccomp" | "conj"))
}

/// The actor's head among the words before the verb.
fn subject<'a>(t: Token<'a>) -> Option<Token<'a>> {
    t.prev()
}

fn verb(t: Token<'_>, head: usize, dep: &str) -> Edit {
    Edit { lemma: Some(lower_lemma(t)), ..Edit::hang(t.i, head, dep).tagged("VBZ", "VERB") }
}

fn over_object(t: Token<'_>, object: Token<'_>, known: &Known<'_>) -> Vec<Edit> {
    let Some(subject) = subject(t) else { return Vec::new() };
    let mut edits = Vec::new();
    let (head, dep) = if object.is_root() { (t.i, "ROOT") } else { (object.head().i, object.dep()) };
    edits.push(verb(t, head, dep));
    edits.push(Edit::hang(object.i, t.i, "dobj"));
    edits.push(Edit::hang(subject.i, t.i, "nsubj"));
    // words of the name, its article and conjuncts hang on its last word
    for source in [t, object] {
        edits.extend(move_children(source, subject.i, |c| c.i < subject.i && (known.actor(*c) || c.dep() == "det")));
        edits.extend(move_children(source, t.i, |c| {
            c.i < subject.i && !known.actor(*c) && c.dep() != "det"
                || c.i > object.i && matches!(c.dep(), "punct" | "advcl" | "npadvmod" | "parataxis")
                || c.i > object.i && c.dep() == "prep" && GOALS.contains(&c.lower().as_str())
        }));
    }
    edits.extend(move_children(t, object.i, |c| c.i > t.i && c.i < object.i));
    if object.is_root() {
        // what hung on the old root beside its own words hangs on the verb
        edits.extend(move_children(object, t.i, |c| c.i > object.i && c.dep() == "conj" && c.pos() == "VERB"));
    }
    edits
}

fn over_participle(t: Token<'_>, participle: Token<'_>, known: &Known<'_>) -> Vec<Edit> {
    let Some(subject) = subject(t) else { return Vec::new() };
    let Some(object) = participle.children().find(|c| c.dep() == "dobj" && c.i > participle.i) else {
        return Vec::new();
    };
    // an article between shows a verb: "exports hit a record"
    if object.subtree().start.max(participle.i + 1) != participle.i + 1
        || object.children().any(|c| matches!(c.dep(), "det" | "poss" | "nummod"))
        || participle.children().any(|c| c.dep().starts_with("aux"))
        || !participle.lower().ends_with("ed")
    {
        return Vec::new();
    }
    let (head, dep) = if participle.is_root() { (t.i, "ROOT") } else { (participle.head().i, participle.dep()) };
    let mut edits = vec![
        verb(t, head, dep),
        Edit::hang(subject.i, t.i, "nsubj"),
        Edit::hang(object.i, t.i, "dobj"),
        Edit::hang(participle.i, object.i, "amod").tagged("VBN", "VERB"),
    ];
    edits.extend(move_children(t, subject.i, |c| c.i < subject.i && (known.actor(*c) || c.dep() == "det")));
    edits.extend(move_children(participle, t.i, |c| c.i != object.i && c.i != t.i));
    edits
}
