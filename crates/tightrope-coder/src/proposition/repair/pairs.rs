//! Pairs that the parser takes apart: "between Berbera in Somaliland and Aden in Yemen", "joined the bank in 1995 and the
//! union in 1999".

use super::{Edit, Known};
use tightrope_nlp::{Doc, Token};

/// Hangs the second place of a pair on the first, where the parser has joined it to the first one's land.
pub(super) fn placed(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for between in doc.tokens().filter(|t| t.lower() == "between" && t.dep() == "prep") {
        let Some(first) = between.children().find(|c| c.dep() == "pobj") else { continue };
        let within = |t: Token<'_>| t.dep() == "prep" && matches!(t.lower().as_str(), "in" | "on" | "of");
        let own = first.children().find(|c| within(*c));
        let Some(near) = own.or_else(|| between.head().children().find(|c| within(*c) && c.i > first.i)) else {
            continue;
        };
        let Some(land) = near.children().find(|c| c.dep() == "pobj" && known.actor(*c)) else { continue };
        let Some(second) = land.children().find(|c| c.dep() == "conj" && c.pos() == "PROPN") else { continue };
        let far = doc.tokens().find(|t| t.i == second.i + 1 && within(*t));
        let Some(far) = far else { continue };
        edits.push(Edit::hang(near.i, first.i, "prep"));
        edits.push(Edit::hang(second.i, first.i, "conj"));
        edits.push(Edit::hang(far.i, second.i, "prep"));
    }
    edits
}

/// "In Paris, Togo and Benin agreed": the subject of several, taken for more of the place before the comma.
pub(super) fn lists(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for first in doc.tokens().filter(|t| t.dep() == "conj" && known.actor(*t)) {
        let place = first.head();
        let comma = place.children().find(|c| c.text() == "," && c.i > place.i && c.i < first.i);
        let (Some(comma), Some(at)) = (comma, place.prev()) else { continue };
        let verb = if place.dep() == "pobj" { place.head().head() } else { place.head() };
        let fronted = matches!(at.lower().as_str(), "in" | "at") && at.dep() == "prep" && at.head().i == verb.i;
        let held = place.dep() == "pobj" && place.head().i == at.i || place.dep() == "nsubj";
        let bare = !verb.children().any(|c| c.i != place.i && matches!(c.dep(), "nsubj" | "nsubjpass" | "expl"));
        let several = first.children().any(|c| c.dep() == "cc" || c.dep() == "conj") && first.i > comma.i;
        let reaches = || {
            let end = first.subtree().end;
            (end..verb.i).map(|i| doc.token(i)).all(|t| matches!(t.pos(), "AUX" | "ADV"))
        };
        if fronted && held && bare && several && verb.i > first.i && verb.pos() == "VERB" && reaches() {
            edits.push(Edit::hang(place.i, at.i, "pobj"));
            edits.push(Edit::hang(first.i, verb.i, "nsubj"));
            edits.push(Edit::hang(comma.i, verb.i, "punct"));
        }
    }
    edits
}

/// Hangs the second object of a verb on the first, where what stands between made the parser join it to the verb.
pub(super) fn objects(doc: &Doc, _known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for second in doc.tokens().filter(|t| t.dep() == "conj" && matches!(t.pos(), "PROPN" | "NOUN")) {
        let verb = second.head();
        if verb.pos() != "VERB"
            || second.children().any(|c| c.dep().starts_with("nsubj") || matches!(c.dep(), "aux" | "dobj"))
        {
            continue;
        }
        let Some(first) = verb.children().rfind(|c| c.dep() == "dobj" && c.i < second.i) else { continue };
        // "and": nothing else joins two objects
        if !verb.children().any(|c| c.dep() == "cc" && c.i > first.i && c.i < second.i) {
            continue;
        }
        edits.push(Edit::hang(second.i, first.i, "conj"));
        let dated = |c: &Token<'_>| c.dep() == "prep" && c.i > second.i && c.children().all(|o| o.pos() == "NUM");
        edits.extend(verb.children().filter(dated).map(|c| Edit::hang(c.i, second.i, "prep")));
    }
    edits
}

/// "Buys fuel from Acme, whose tankers are old, and gold from Chad", "sells oil to Chad and gas to Togo": a second thing with
/// the preposition of the first is an object of its own.
pub(super) fn things(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for second in doc.tokens().filter(|t| matches!(t.dep(), "conj" | "appos") && t.pos() == "NOUN" && !known.actor(*t))
    {
        // the verb, through things and names that are joined to its object or to whom it goes
        let joined = |a: &Token<'_>| matches!(a.dep(), "conj" | "appos" | "dobj" | "pobj" | "prep" | "dative");
        let mut above = std::iter::once(second).chain(second.ancestors());
        let Some(verb) = above.by_ref().find(|a| !joined(a)).filter(|v| v.pos() == "VERB" && v.i < second.i) else {
            continue;
        };
        let Some(thing) = verb.children().find(|c| c.dep() == "dobj" && c.pos() == "NOUN" && c.i < second.i) else {
            continue;
        };
        let to = |p: &Token<'_>| {
            matches!(p.dep(), "prep" | "dative") && p.children().any(|o| o.dep() == "pobj" && known.actor(o))
        };
        let first = |p: &Token<'_>| to(p) && thing.i < p.i && p.i < second.i;
        let Some(far) = second.children().chain(verb.children()).find(|p| p.i == second.i + 1 && to(p)) else {
            continue;
        };
        let same = |p: &Token<'_>| first(p) && p.lower() == far.lower();
        if verb.children().chain(thing.children()).any(|p| same(&p)) {
            edits.push(Edit::hang(second.i, verb.i, "dobj"));
            edits.push(Edit::hang(far.i, second.i, "prep"));
        }
    }
    edits
}

/// "After talks in Doha with Oman and Qatar, the army and the rebels signed": the subject of several, taken for more of the
/// group that the "and" before the comma has closed.
pub(super) fn fronted(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for first in doc.tokens().filter(|t| t.dep() == "conj" && matches!(t.pos(), "NOUN" | "PROPN")) {
        let group = first.subtree();
        let Some(comma) = group.start.checked_sub(1).map(|i| doc.token(i)).filter(|c| c.text() == ",") else {
            continue;
        };
        let several = first.children().any(|c| c.dep() == "conj" && c.i > first.i);
        let mut chain = first.ancestors().take_while(|a| matches!(a.dep(), "conj" | "pobj") && a.i < comma.i);
        let closed = chain.any(|a| a.children().any(|c| c.dep() == "cc" && c.i < comma.i));
        // "the army and the rebels sign the pact": a verb taken for a noun
        let taken = |a: &Token<'_>| {
            let lemma = crate::proposition::lower_lemma(*a);
            a.tag() == "NN" && known.lexicon.is_verb_predicate(&lemma) && a.children().any(|c| c.dep() == "dobj")
        };
        let acts = |a: &Token<'_>| a.i > first.i && (a.pos() == "VERB" || taken(a));
        let Some(verb) = first.ancestors().find(acts) else { continue };
        let starts = |t: &Token<'_>| !matches!(t.pos(), "SPACE" | "PUNCT");
        let Some(opens) = verb.subtree().map(|i| doc.token(i)).find(starts) else { continue };
        let finite = |t: Token<'_>| t.pos() == "AUX" || matches!(t.tag(), "VBD" | "VBZ" | "VBP" | "MD");
        let clean = opens.tag() == "IN"
            && matches!(opens.dep(), "prep" | "mark")
            && (opens.i..comma.i).all(|i| !finite(doc.token(i)));
        let subject = |c: &Token<'_>| matches!(c.dep(), "nsubj" | "nsubjpass" | "expl");
        let own = verb.children().any(|c| subject(&c) && c.i > comma.i);
        let reaches = (group.end..verb.i).all(|i| matches!(doc.token(i).pos(), "AUX" | "ADV"));
        if !(several && closed && clean && reaches) || own {
            continue;
        }
        for lost in verb.children().filter(|c| subject(c) && c.i < comma.i) {
            edits.push(Edit::hang(lost.i, opens.i, "pobj"));
            edits.push(Edit::hang(opens.i, verb.i, "prep"));
        }
        let past = if matches!(verb.tag(), "VB" | "NN") { Some(("VBP", "VERB")) } else { None };
        edits.push(Edit { tag: past, ..Edit::hang(verb.i, verb.head().i, verb.dep()) });
        edits.push(Edit::hang(first.i, verb.i, "nsubj"));
        edits.push(Edit::hang(comma.i, verb.i, "punct"));
    }
    edits
}

/// "A deal between Acme, a Chilean miner, and Codelco was signed": the second side, taken for a subject.
pub(super) fn sides(doc: &Doc, _: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for between in doc.tokens().filter(|t| t.lower() == "between" && t.dep() == "prep") {
        let Some(first) = between.children().find(|c| c.dep() == "pobj") else { continue };
        let held = between.head();
        let subject = |t: Token<'_>| matches!(t.dep(), "nsubj" | "nsubjpass");
        if !subject(held) || first.children().any(|c| c.dep() == "conj") {
            continue;
        }
        let verb = held.head();
        let Some(second) = verb.children().find(|c| subject(*c) && c.i > first.i && c.i < verb.i) else { continue };
        let cc = second.subtree().start.checked_sub(1).map(|i| doc.token(i)).filter(|c| c.lower() == "and");
        if let Some(cc) = cc {
            edits.push(Edit::hang(second.i, first.i, "conj"));
            edits.push(Edit::hang(cc.i, first.i, "cc"));
        }
    }
    edits
}

/// "Between Acme, the Chilean state miner, and Codelco": what the first is, taken for one more.
pub(super) fn told(doc: &Doc, known: &Known<'_>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let what = |t: Token<'_>| {
        let lemma = crate::proposition::lower_lemma(t);
        ["company-word", "firm-word", "agent-person"].iter().any(|c| known.lexicon.is(c, &lemma))
    };
    for noun in doc.tokens().filter(|t| t.dep() == "conj" && t.tag() == "NN" && what(*t)) {
        let name = noun.head();
        let start = noun.children().filter(|c| c.i < noun.i).map(|c| c.subtree().start).min().unwrap_or(noun.i);
        let comma = |i: Option<usize>| i.and_then(|i| doc.tokens().nth(i)).is_some_and(|c| c.text() == ",");
        let article = doc.token(start).tag() == "DT";
        let right = name.i + 1 == start.saturating_sub(1) && comma(start.checked_sub(1));
        let named = name.pos() == "PROPN"
            && doc
                .ents()
                .iter()
                .any(|e| matches!(e.label.as_str(), "ORG" | "PERSON") && (e.start..e.end).contains(&name.i));
        let close = doc.tokens().find(|t| t.i > noun.i && t.text() == ",");
        let joined = close.and_then(|c| c.next()).filter(|c| c.lower() == "and");
        if let (true, Some(cc)) = (article && right && named, joined) {
            edits.push(Edit::dep(noun.i, "appos"));
            edits.push(Edit::hang(cc.i, name.i, "cc"));
            edits.extend(
                noun.children().filter(|c| c.dep() == "conj" && c.i > cc.i).map(|c| Edit::hang(c.i, name.i, "conj")),
            );
        }
    }
    edits
}
