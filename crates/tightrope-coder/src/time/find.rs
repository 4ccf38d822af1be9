//! Finds time expressions in a text, and in a document by its tokens.

use super::expr::{TimeExpr, TimeMention};
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

/// The first time that a few words name, such as the head of a timeline's item.
pub(crate) fn read_time(text: &str) -> Option<TimeExpr> {
    find(text).into_iter().next().map(|(_, expr)| expr)
}
