//! Sentences whose only verb the parser takes for a noun: "A Turkish corvette calls at Tripoli", "A Dhaka tribunal
//! sentences the rebel".

use super::{Words, is_finite, is_unsaid};
use crate::proposition::lower_lemma;
use std::ops::Range;
use tightrope_nlp::{Doc, Token};

/// Classes of nouns that do what a sentence tells.
const DOERS: [&str; 5] = ["agent-person", "agent-group", "agent-state", "warcraft", "court-officer"];

/// Whether a supposed plural is the verb of a sentence that has no other, by what stands before it: one alone ("a
/// corvette"), a noun for somebody, a name between commas. `goes`: whether an object seems to follow.
pub(super) fn tells(t: Token<'_>, goes: bool, words: &Words<'_>) -> bool {
    let Some(before) = t.prev() else { return false };
    let one = || t.children().any(|c| c.dep() == "det" && c.i < t.i && words.is("one-determiner", &c.lower()));
    let opened = || before.prev().is_some_and(|p| matches!(p.tag(), "DT" | "JJ" | "NNP" | "NNPS" | "POS"));
    let doer = || before.tag() == "NN" && opened() && DOERS.iter().any(|class| words.is(class, &lower_lemma(before)));
    let closes = || before.text() == "," && t.is_root() && opens_with_name(t);
    let noun = matches!(before.tag(), "NN" | "NNP");
    (noun && one() || goes && doer() || closes()) && is_verbless(t)
}

/// Whether the word's sentence ends with a full stop and has no finite verb but in relative clauses.
pub(super) fn is_verbless(t: Token<'_>) -> bool {
    let doc = t.doc();
    let sentence = sentence(t);
    let in_relative = |x: Token<'_>| std::iter::once(x).chain(x.ancestors()).any(|a| a.dep() == "relcl");
    let mut all = sentence.clone().map(|i| doc.token(i));
    let stop = sentence.clone().rev().map(|i| doc.token(i)).find(|x| x.pos() != "SPACE");
    stop.is_some_and(|x| matches!(x.text(), "." | "!"))
        && !all.any(|x| is_unsaid(x) || (is_finite(x) || x.pos() == "AUX") && x.i != t.i && !in_relative(x))
}

/// Whether two names joined by "and", or a people, end with the word: "Chad and Togo", "the Chinese".
pub(super) fn both(last: Token<'_>, doc: &Doc, words: &Words<'_>) -> bool {
    // "the Chinese export", but "the American embargo"
    let folk = ["ese", "sh", "ch", "ss"].iter().any(|end| last.text().ends_with(end));
    let people = last.prev().is_some_and(|p| p.lower() == "the") && folk && matches!(last.tag(), "JJ" | "NNPS");
    if !people && !matches!(last.tag(), "NNP" | "NNPS") {
        return false;
    }
    let named = words.actors(doc);
    let Some(name) = named.iter().find(|r| r.end == last.i + 1) else { return false };
    let and = |at: usize| {
        let cc = at.checked_sub(1).map(|i| doc.token(i)).filter(|c| c.lower() == "and");
        cc.is_some_and(|c| named.iter().any(|r| r.end == c.i))
    };
    people && name.len() == 1 || and(name.start)
}

/// Whether what stands between the sentence's start and the word are several who do things, and a name of where they are or
/// come from: "Russian guards in Equatorial Guinea".
pub(super) fn placed(t: Token<'_>, words: &Words<'_>) -> bool {
    let doc = t.doc();
    let before: Vec<Token<'_>> = (sentence(t).start..t.i).map(|i| doc.token(i)).collect();
    let name = before.iter().rev().take_while(|x| matches!(x.tag(), "NNP" | "NNPS")).count();
    let rest = before.get(..before.len() - name).unwrap_or_default();
    let [front @ .., several, at] = rest else { return false };
    let doers = several.tag() == "NNS" && DOERS.iter().any(|class| words.is(class, &lower_lemma(*several)));
    let plain = |x: &Token<'_>| matches!(x.tag(), "DT" | "JJ" | "NNP" | "NN" | "CD" | "PRP$" | "POS" | "_SP");
    name > 0 && doers && at.tag() == "IN" && front.iter().all(plain) && is_verbless(t)
}

fn sentence(t: Token<'_>) -> Range<usize> {
    t.doc().sents().iter().find(|s| s.contains(&t.i)).cloned().unwrap_or(t.i..t.i)
}

/// Whether the sentence opens with a name that a comma follows.
fn opens_with_name(t: Token<'_>) -> bool {
    let names: Vec<Token<'_>> = sentence(t).map(|i| t.doc().token(i)).take_while(|x| x.pos() == "PROPN").collect();
    names.last().and_then(|n| n.next()).is_some_and(|n| n.text() == "," && n.i + 1 < t.i)
}
