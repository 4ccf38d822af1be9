//! Numbers in digits and words, with what multiplies them, and ranges of them.

use super::lex::{Kind, Pieces};
use super::lexicon::{Word, lexicon};
use super::value::{Hedge, Number};

/// A number and the index after it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Numeral {
    pub value: f64,
    pub end: usize,
    /// What it was multiplied by (1e6 for "5 million"); 1 where nothing.
    pub scale: f64,
    /// Whether it is written in words.
    pub words: bool,
}

fn word(pieces: &Pieces, i: usize) -> Option<Word> {
    let piece = pieces.get(i);
    (piece.kind == Kind::Word).then(|| lexicon().numbers.get(piece.lower.as_str()).copied()).flatten()
}

/// The number at `i`: "1.2 billion", "4bn", "twenty-five", "a dozen", "half a million", "two and a half".
pub(crate) fn number(pieces: &Pieces, i: usize) -> Option<Numeral> {
    let start = pieces.get(i);
    let (mut value, mut at, words) = match start.kind {
        Kind::Number => (start.value, i + 1, false),
        Kind::Word => match start.lower.as_str() {
            "half" => return half(pieces, i),
            "a" | "an" | "another" => match word(pieces, i + 1)? {
                Word::Scale(_) => cardinal(pieces, i + 1, 1.0).map_or((1.0, i + 1, true), |(v, at)| (v, at, true)),
                Word::Set(_) => (1.0, i + 1, true),
                _ => return None,
            },
            _ => cardinal(pieces, i, 0.0).map(|(value, at)| (value, at, true))?,
        },
        Kind::Mark => return None,
    };
    if pieces.word(at) == "and" && pieces.word(at + 1) == "a" && pieces.word(at + 2) == "half" {
        (value, at) = (value + 0.5, at + 3);
    }
    let (scale, end) = scales(pieces, at, !words);
    Some(Numeral { value: whole(value * scale), end, scale, words })
}

/// "half a million", "half a dozen".
fn half(pieces: &Pieces, i: usize) -> Option<Numeral> {
    let at = pieces.skip_dash(i + 1);
    let at = if matches!(pieces.word(at), "a" | "an") { at + 1 } else { return None };
    let (scale, end) = scales(pieces, pieces.skip_dash(at), false);
    (end > at && scale > 1.0).then_some(Numeral { value: scale / 2.0, end, scale, words: true })
}

/// Free of the noise that multiplication leaves: 4.1 billion is a whole number.
fn whole(value: f64) -> f64 {
    let near = value.round();
    if value.abs() >= 1e3 && (value - near).abs() < 1e-6 * value.abs() * 1e-6 { near } else { value }
}

/// What multiplies the number that ends at `at`; short forms (bn, m) only after digits.
///
/// A lone `m` or `k` counts as a multiplier only where it touches the digits.
fn scales(pieces: &Pieces, at: usize, digits: bool) -> (f64, usize) {
    let (mut scale, mut end) = (1.0, at);
    loop {
        let dashed = pieces.skip_dash(end);
        let glued = pieces.get(dashed).glued;
        match word(pieces, dashed).filter(|_| !pieces.get(dashed).fresh) {
            Some(Word::Scale(by) | Word::Set(by)) if dashed == end || glued => (scale, end) = (scale * by, dashed + 1),
            Some(Word::Short(by)) if digits && end == at && (glued || pieces.get(dashed).lower.len() > 1) => {
                (scale, end) = (by, dashed + 1);
            }
            _ => return (scale, end),
        }
    }
}

/// A number in words without a trailing multiplier above a thousand: "two hundred and twenty-five thousand".
///
/// `group` is 1 where an article stands before ("a hundred and twenty"), else 0.
fn cardinal(pieces: &Pieces, i: usize, mut group: f64) -> Option<(f64, usize)> {
    let (mut total, mut at, mut open_ten) = (0.0, i, false);
    let mut fresh_unit = group == 0.0;
    loop {
        let dashed = if at > i && pieces.get(at).glued { pieces.skip_dash(at) } else { at };
        let goes_on = at == i || !pieces.get(dashed).fresh;
        match word(pieces, dashed).filter(|_| goes_on) {
            Some(Word::Unit(v)) if fresh_unit || (open_ten && v < 10.0 && v > 0.0) => {
                group += v;
                (fresh_unit, open_ten, at) = (false, false, dashed + 1);
            }
            Some(Word::Ten(v)) if fresh_unit => {
                group += v;
                (fresh_unit, open_ten, at) = (false, true, dashed + 1);
            }
            Some(Word::Scale(v)) if v == 100.0 && group > 0.0 && group < 100.0 => {
                group *= v;
                (fresh_unit, open_ten, at) = (true, false, dashed + 1);
            }
            Some(Word::Scale(v)) if v > 100.0 && group > 0.0 && more(pieces, dashed + 1) => {
                total += group * v;
                group = 0.0;
                (fresh_unit, open_ten, at) = (true, false, dashed + 1);
            }
            _ if at > i && fresh_unit && pieces.word(at) == "and" && small(pieces, at + 1) => at += 1,
            _ => break,
        }
    }
    (at > i).then_some((total + group, at))
}

/// Whether a smaller number goes on after "thousand" or "million".
fn more(pieces: &Pieces, i: usize) -> bool {
    small(pieces, i) || (pieces.word(i) == "and" && small(pieces, i + 1))
}

fn small(pieces: &Pieces, i: usize) -> bool {
    matches!(word(pieces, i), Some(Word::Unit(_) | Word::Ten(_)))
}

/// A number or range at `i` ("4-5 billion", "between 4 and 5", "two or three"), and the index after it.
pub(crate) fn range(pieces: &Pieces, i: usize) -> Option<(Number, Numeral)> {
    let (from, joint) = match pieces.word(i) {
        "between" => (i + 1, "and"),
        "from" => (i + 1, "to"),
        _ => (i, ""),
    };
    let low = number(pieces, from)?;
    let ends = second(pieces, low, low.end, joint, |at| number(pieces, at));
    let number = match ends {
        Some((low, high)) => (Number { low, high: Some(high.value), hedge: Hedge::Exact }, high),
        None if from > i => return None,
        None => (Number { low: low.value, high: None, hedge: Hedge::Exact }, low),
    };
    Some(number)
}

/// The upper end of a range whose lower end is `low` and ends at `at`; the lower end takes the upper's multiplier.
pub(crate) fn second(
    pieces: &Pieces,
    low: Numeral,
    at: usize,
    joint: &str,
    read: impl Fn(usize) -> Option<Numeral>,
) -> Option<(f64, Numeral)> {
    let next = pieces.word(at);
    let joined = match joint {
        "" => matches!(next, "-" | "to") || (next == "or" && low.words),
        joint => next == joint || (next == "-" && joint == "to"),
    };
    if !joined {
        return None;
    }
    let high = read(at + 1)?;
    let low = if low.scale == 1.0 && low.value < high.value / high.scale { low.value * high.scale } else { low.value };
    // "47 to 38" is a score; "5 to 300" is rather not one amount either, but no harm.
    (high.value > low).then_some((low, high))
}

/// Adds the hedge that stands before piece `i`.
pub(crate) fn hedge_before(pieces: &Pieces, i: usize) -> Hedge {
    lexicon().hedges.ending(pieces, i).map_or(Hedge::Exact, |(hedge, _)| hedge)
}
