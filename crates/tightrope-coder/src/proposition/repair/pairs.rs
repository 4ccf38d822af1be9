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
