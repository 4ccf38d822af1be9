//! Lines of notes that only say what whom they are about is: "Member of the bloc since 2004, observer at the council".

use super::{Check, Gap, Words, is_finite, lowers};
use std::ops::Range;
use tightrope_nlp::{Doc, Supply, Token};

/// Words up to the noun, at most.
const BEFORE: usize = 6;

/// The lines of a block that open with such a noun, with a subject and a copula before it.
pub(super) fn roles(doc: &Doc, words: &Words<'_>) -> Vec<Gap> {
    doc.sents().iter().filter_map(|s| role(doc, s.clone(), words)).collect()
}

fn role(doc: &Doc, sentence: Range<usize>, words: &Words<'_>) -> Option<Gap> {
    let all = || sentence.clone().map(|i| doc.token(i));
    let first = all().find(|t| t.text().starts_with(char::is_alphanumeric))?;
    let is_role = |t: Token<'_>| matches!(t.tag(), "NN" | "NNP") && words.is("role-noun", &t.lower());
    let noun = (first.i..sentence.end.min(first.i + BEFORE + 1))
        .map(|i| doc.token(i))
        .find(|t| is_role(*t) && !t.next().is_some_and(is_role) || !may_precede(*t))
        .filter(|t| is_role(*t))?;
    let ends = noun.next().is_none_or(|n| n.i >= sentence.end || matches!(n.tag(), "IN" | "TO" | "," | "." | "-LRB-"));
    let in_relative = |t: Token<'_>| std::iter::once(t).chain(t.ancestors()).any(|a| a.dep() == "relcl");
    let telling = all().any(|t| (is_finite(t) && !in_relative(t)) || t.text() == ":");
    if !ends || telling {
        return None;
    }
    let at = first.start();
    let lower = lowers(first) || first.i == noun.i;
    let supply = Supply { over: at..at, words: "it is".to_owned(), lower };
    Some(Gap { supplies: vec![supply], check: Check::Subject(at) })
}

/// Whether the word may stand between the line's first word and its noun.
fn may_precede(t: Token<'_>) -> bool {
    matches!(t.tag(), "JJ" | "JJR" | "JJS" | "RB" | "RBS" | "CD" | "HYPH" | "VBG" | "NN")
        || t.tag() == "DT" && t.lower() != "the"
}
