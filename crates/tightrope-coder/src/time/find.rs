//! Finds time expressions in a text, and in a document by its tokens.

use super::expr::{Part, Place, Point, TimeExpr, TimeMention};
use super::scan::Scan;
use crate::quantity;
use std::ops::Range;
use tightrope_nlp::Doc;

/// The time expressions of a document, in order, not overlapping.
///
/// The tokens cover the expression with the words that open or close it ("since 2009"), without "in", "on" and "at";
/// where the parser cuts a token otherwise, the whole token.
pub fn find_times(doc: &Doc) -> Vec<TimeMention> {
    let mut mentions: Vec<TimeMention> = Vec::new();
    for (bytes, expr) in find(doc.text()) {
        let Some(tokens) = quantity::tokens(doc, &bytes) else { continue };
        if mentions.last().is_none_or(|last| last.tokens.end <= tokens.start) {
            mentions.push(settle(doc, TimeMention { tokens, expr }));
        }
    }
    mentions
}

/// "a decree from 1998" names a year, "from 1998" alone opens a stretch: the parser tells what "from" hangs on.
fn settle(doc: &Doc, mention: TimeMention) -> TimeMention {
    let first = doc.token(mention.tokens.start);
    let on_noun = matches!(first.head().pos(), "NOUN" | "PROPN") && !first.is_root();
    match mention.expr {
        TimeExpr::From(point) if first.lower() == "from" && on_noun && mention.tokens.len() > 1 => {
            TimeMention { tokens: first.i + 1..mention.tokens.end, expr: TimeExpr::At(point) }
        }
        _ => mention,
    }
}

/// The time expressions of a text with their bytes.
pub(crate) fn find(text: &str) -> Vec<(Range<usize>, TimeExpr)> {
    let scan = Scan::new(text);
    let mut found: Vec<(Range<usize>, TimeExpr)> = Vec::new();
    let (mut i, mut last) = (0, usize::MAX);
    while i < scan.pieces.len() {
        if let Some((name, end)) = scan.proper(i) {
            found.extend(name.map(|point| (scan.pieces.bytes(i..end), TimeExpr::At(point))));
            i = end;
            continue;
        }
        let listed = last != usize::MAX && goes_on(&scan, last, i);
        let next_day = || match found.last() {
            Some((_, TimeExpr::At(point))) if listed => scan.next_day(i, point).map(|(p, end)| (TimeExpr::At(p), end)),
            _ => None,
        };
        match scan.expression(i, listed).or_else(next_day).filter(|(_, end)| *end > i) {
            Some((expr, end)) => {
                if listed && let Some((_, before)) = found.last_mut() {
                    before.share_year(&expr);
                }
                found.push((scan.pieces.bytes(i..end), expr));
                (i, last) = (end, end);
            }
            None => i += 1,
        }
    }
    found
}

/// Whether only a comma, "and" or "or" lies between the last expression's end and `i`.
fn goes_on(scan: &Scan, last: usize, i: usize) -> bool {
    i > last && i <= last + 2 && (last..i).all(|at| matches!(scan.word(at), "," | "and" | "or" | "&"))
}

/// The time that the head of a timeline's item names: of the year that stands first ("2022, 14 April"), or else of the given
/// one where it names none ("14 April" under "2022").
pub(crate) fn read_head(words: &str, year: Option<i16>) -> Option<TimeExpr> {
    let first = |text: &str| find(text).into_iter().next().map(|(_, expr)| expr);
    let (head, rest) = words.split_once([',', ' ']).unwrap_or((words, ""));
    if is_year(head)
        && let Some(expr) = first(&format!("{rest} {head}")).filter(names_part)
    {
        return Some(expr);
    }
    let named = words.split(|c: char| !c.is_ascii_digit()).any(is_year);
    match year.filter(|_| !named) {
        Some(year) => first(&format!("{words} {year}")),
        None => first(words),
    }
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether it names more of a date than its year.
fn names_part(expr: &TimeExpr) -> bool {
    let part = |p: &Point| matches!(p.place, Place::Date { part, .. } if part != Part::Whole);
    match expr {
        TimeExpr::At(p) => part(p),
        TimeExpr::Between(a, b) => part(a) && part(b),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::TimeContext;

    fn head(words: &str, year: Option<i16>) -> Option<String> {
        read_head(words, year)?.resolve(&TimeContext::default())
    }

    #[test]
    fn a_head_takes_its_year_from_before_or_above() {
        assert_eq!(head("2022, 14 April", None).as_deref(), Some("2022-04-14"));
        assert_eq!(head("2022, April", None).as_deref(), Some("2022-04"));
        assert_eq!(head("2014–2015", None).as_deref(), Some("2014/2015"));
        assert_eq!(head("14 April", Some(2022)).as_deref(), Some("2022-04-14"));
        assert_eq!(head("May", Some(2022)).as_deref(), Some("2022-05"));
        assert_eq!(head("Spring", Some(2024)).as_deref(), Some("2024-21"));
        assert_eq!(head("5–8 March", Some(2021)).as_deref(), Some("2021-03-05/2021-03-08"));
        assert_eq!(head("14 April 2020", Some(2022)).as_deref(), Some("2020-04-14"));
    }
}
