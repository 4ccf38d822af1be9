//! Participles taken for the main verb: "Soybeans shipped to China by Brazil hit a record".

use super::{Edit, Known, move_children};
use tightrope_nlp::{Doc, Token};

pub(super) fn main_verbs(doc: &Doc, _: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for t in doc.tokens().filter(|t| matches!(t.tag(), "VBD" | "VBN")) {
        if t.children().any(|c| c.dep().starts_with("aux") || c.dep() == "dobj" && c.i > t.i) {
            continue;
        }
        let Some(subject) = t.children().find(|c| c.dep() == "nsubj" && c.i < t.i && c.pos() != "PRON") else {
            continue;
        };
        let Some(main) = unjoined_verb(t) else { continue };
        let (head, dep) = if t.is_root() { (main.i, "ROOT") } else { (t.head().i, t.dep()) };
        edits.push(Edit::hang(main.i, head, dep));
        edits.push(Edit::hang(subject.i, main.i, "nsubj"));
        edits.push(Edit::hang(t.i, described(t, subject).i, "acl").tagged("VBN", "VERB"));
        edits.extend(move_children(t, main.i, |c| c.i != subject.i && (c.i > main.i || c.i < subject.i)));
    }
    edits
}

/// "Malian and Togolese guards trained side by side", "The accord between A and B entered into force.": the only verb of
/// a sentence is no participle where it has an object, tells how several did a thing, or a full stop ends the sentence.
pub(super) fn alone(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for noun in doc.tokens().filter(|t| t.is_root() && matches!(t.pos(), "NOUN" | "PROPN")) {
        let participle = |c: &Token<'_>| {
            let passive = c.children().any(|x| x.dep() == "agent" || x.dep().starts_with("aux"));
            c.dep() == "acl" && c.tag() == "VBN" && c.i > noun.i && !passive
        };
        let Some(t) = noun.children().rfind(participle) else { continue };
        let finite = |x: Token<'_>| x.pos() == "AUX" || matches!(x.tag(), "VBD" | "VBZ" | "VBP" | "MD");
        let others = |i: usize| finite(doc.token(i)) && !t.subtree().contains(&i);
        let active = t.children().any(|c| {
            c.i > t.i
                && (c.dep() == "dobj"
                    || c.dep() == "advmod" && known.lexicon.is("together-adverb", &c.lower())
                    || c.dep() == "advmod" && c.children().any(|x| x.dep() == "fixed"))
        });
        let apart = (noun.i + 1..t.i).any(|i| doc.token(i).text() == ",");
        let last = noun.subtree().end.checked_sub(1).map(|i| doc.token(i));
        let whole = last.is_some_and(|x| x.text() == "." && x.head().i == noun.i) && t.lower().ends_with("ed");
        if !(active && !apart || whole) || noun.subtree().any(others) {
            continue;
        }
        edits.push(Edit::hang(t.i, t.i, "ROOT").tagged("VBD", "VERB"));
        edits.push(Edit::hang(noun.i, t.i, "nsubj"));
        edits.extend(move_children(noun, t.i, |c| {
            let opens = c.i < noun.i && matches!(c.dep(), "prep" | "advmod" | "npadvmod" | "cc" | "advcl");
            c.i > t.i || c.dep() == "punct" || opens
        }));
    }
    edits
}

/// "Jordanian pilots, trained by X and flying jets, bombed smugglers": the verb behind a long description, taken for a
/// participle of its object.
pub(super) fn far(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let finite = |x: Token<'_>| x.pos() == "AUX" || matches!(x.tag(), "VBD" | "VBZ" | "VBP" | "MD");
    for noun in doc.tokens().filter(|t| t.is_root() && matches!(t.pos(), "NOUN" | "PROPN")) {
        for object in noun.children().filter(|c| c.dep() == "appos" && c.tag() != "NN" && c.i > noun.i + 2) {
            let verb = doc.token(object.subtree().start);
            let comma = verb.prev().is_some_and(|c| c.text() == "," && c.i > noun.i + 1);
            let taken = verb.dep() == "amod"
                && verb.tag() == "VBN"
                && verb.head().i == object.i
                && known.lexicon.is_verb_predicate(&crate::proposition::lower_lemma(verb));
            let described = noun.children().any(|c| c.dep() == "acl" && c.i < verb.i);
            let stop = doc.token(noun.subtree().end.saturating_sub(1)).text() == ".";
            if comma && taken && described && stop && !noun.subtree().any(|i| finite(doc.token(i))) {
                edits.push(Edit::hang(verb.i, verb.i, "ROOT").tagged("VBD", "VERB"));
                edits.push(Edit::hang(noun.i, verb.i, "nsubj"));
                edits.push(Edit::hang(object.i, verb.i, "dobj"));
                edits.extend(move_children(noun, verb.i, |c| c.i > object.i));
                return edits;
            }
        }
    }
    edits
}

/// "A school run by X": a participle of the form of a noun.
pub(super) fn bare(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for t in doc.tokens().filter(|t| t.tag() == "NN" && known.lexicon.is("bare-participle", &t.lower())) {
        let Some(noun) = t.prev().filter(|n| n.dep() == "compound" && n.head().i == t.i && n.pos() == "NOUN") else {
            continue;
        };
        let Some(by) = t.children().find(|c| c.dep() == "prep" && c.lower() == "by" && c.i == t.i + 1) else {
            continue;
        };
        let (head, dep) = match t.dep() {
            _ if t.is_root() => (noun.i, "ROOT"),
            "ccomp" => (t.head().i, "dobj"),
            dep => (t.head().i, dep),
        };
        edits.push(Edit::hang(noun.i, head, dep));
        edits.push(Edit::hang(t.i, noun.i, "acl").tagged("VBN", "VERB"));
        edits.push(Edit::dep(by.i, "agent"));
        edits.extend(move_children(t, noun.i, |c| c.i < noun.i));
    }
    edits
}

/// The noun that the participle describes: after a comma the last one, else the subject.
fn described<'a>(t: Token<'a>, subject: Token<'a>) -> Token<'a> {
    let start = t.children().filter(|c| c.dep() == "advmod" && c.i < t.i).map(|c| c.i).min().unwrap_or(t.i);
    let comma = t.doc().tokens().nth(start.saturating_sub(1)).filter(|c| c.text() == ",");
    let noun = comma.and_then(|c| c.prev()).filter(|n| matches!(n.pos(), "NOUN" | "PROPN") && n.i > subject.i);
    noun.unwrap_or(subject)
}

/// A finite verb after the participle that neither a conjunction nor a comma joins to it.
fn unjoined_verb(t: Token<'_>) -> Option<Token<'_>> {
    let main = t.children().find(|c| {
        matches!(c.dep(), "conj" | "ccomp" | "dep")
            && c.i > t.i + 1
            && (matches!(c.tag(), "VBD" | "VBZ" | "VBP") || c.children().any(|x| x.dep().starts_with("aux")))
    })?;
    let own_subject = main.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass" | "mark" | "expl"));
    let joined = t.children().any(|c| c.i < main.i && matches!(c.dep(), "cc" | "punct"));
    (!own_subject && !joined).then_some(main)
}

/// "Accused X of steering them and closed the border", "wants farmers paid and backs the bid": a finite verb is joined to
/// the finite verb above of its own tense, not to the gerund, infinitive or participle that hangs on that.
pub(super) fn gerunds(doc: &Doc, _: &Known<'_>) -> Vec<Edit> {
    let own = |c: &Token<'_>| c.dep().starts_with("nsubj") || matches!(c.dep(), "expl" | "mark");
    let joined = doc.tokens().filter(|t| t.dep() == "conj" && matches!(t.tag(), "VBD" | "VBZ" | "VBP"));
    joined
        .filter(|t| {
            let below = t.head();
            let hangs = match below.tag() {
                "VBG" => below.dep() == "pcomp",
                "VBN" | "VB" => matches!(below.dep(), "ccomp" | "xcomp"),
                // "says they train and warns Chad": of another number
                "VBP" => below.dep() == "ccomp" && t.tag() == "VBZ",
                _ => false,
            };
            // "announces that they will pay and warns Chad": no form of what "will" wants
            let modal = below.children().any(|c| c.dep() == "aux" && c.tag() == "MD");
            let helped = |c: Token<'_>| c.dep().starts_with("aux") && c.tag() != "TO" && !modal;
            hangs
                && below.i < t.i
                && (below.dep() == "pcomp" || !t.children().any(|c| own(&c)))
                && !below.children().any(helped)
        })
        .filter_map(|t| {
            let above = t.head().ancestors().find(|a| a.pos() == "VERB" && a.tag() == t.tag())?;
            (above.i < t.i).then(|| Edit::hang(t.i, above.i, "conj"))
        })
        .collect()
}
