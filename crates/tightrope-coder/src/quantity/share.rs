//! Percentages and fractions.

use super::lex::{Kind, Pieces};
use super::lexicon::{UnitKind, Word, lexicon};
use super::numerals;
use super::value::{Hedge, Number, Quantity, ShareRole};

/// The share at `i` and the index after it.
pub(crate) fn at(pieces: &Pieces, i: usize) -> Option<(Quantity, usize)> {
    percent(pieces, i).or_else(|| fraction(pieces, i)).or_else(|| out_of(pieces, i))
}

fn share(low: f64, high: Option<f64>, role: ShareRole) -> Quantity {
    Quantity::Share { value: Number { low, high, hedge: Hedge::Exact }, role }
}

/// "80 percent", "10-15%", "10% to 15%", "80-percent".
fn percent(pieces: &Pieces, i: usize) -> Option<(Quantity, usize)> {
    let (value, end) = percent_range(pieces, i)?;
    // "grows 40% of the world's cocoa", "raised its stake to 20%": a part all the same
    let part = pieces.word(end) == "of" || pieces.before(i, 1).lower == "to";
    let role = if changes(pieces, i) && !part { ShareRole::Change } else { role_after(pieces, end) };
    Some((share(value.low, value.high, role), end))
}

fn percent_range(pieces: &Pieces, i: usize) -> Option<(Number, usize)> {
    let exact = |low: f64, high: Option<f64>| Number { low, high, hedge: Hedge::Exact };
    if let Some((value, last)) = numerals::range(pieces, i)
        && let Some(end) = sign(pieces, last.end)
    {
        let value = exact(hundredth(value.low), value.high.map(hundredth));
        let low = numerals::Numeral { value: value.low, end, scale: 1.0, words: false };
        // "10% to 15%": the sign stands twice.
        let high = value.high.is_none().then(|| {
            numerals::second(pieces, low, end, "", |at| {
                let n = numerals::number(pieces, at)?;
                Some(numerals::Numeral { value: hundredth(n.value), end: sign(pieces, n.end)?, ..n })
            })
        });
        return Some(match high.flatten() {
            Some((low, high)) => (exact(low, Some(high.value)), high.end),
            None => (value, end),
        });
    }
    None
}

/// Exact where the quotient of decimals is: 12.5 gives 0.125, 7 gives 0.07.
fn hundredth(percent: f64) -> f64 {
    percent / 100.0
}

fn sign(pieces: &Pieces, i: usize) -> Option<usize> {
    let at = pieces.skip_dash(i);
    let (_, kind, end) = lexicon().unit(pieces, at)?;
    (kind == UnitKind::Percent && (at == i || pieces.get(at).glued)).then_some(end)
}

/// Whether a word of growth stands up to three pieces before ("rose by nearly 12 percent").
fn changes(pieces: &Pieces, i: usize) -> bool {
    (1..=4)
        .take_while(|&back| !matches!(pieces.before(i, back).lower.as_str(), "" | "." | "," | ";"))
        .any(|back| lexicon().change.contains(pieces.before(i, back).lower.as_str()))
}

/// What the words after a share say of it; up to two words may stand between ("a 20 percent equity stake").
fn role_after(pieces: &Pieces, end: usize) -> ShareRole {
    (end..end + 3)
        .take_while(|&at| pieces.is_word(at))
        .find_map(|at| lexicon().percent_of.get(pieces.word(at)).copied())
        .unwrap_or(ShareRole::Rate)
}

/// "two-thirds", "a third of", "three quarters", "half of", "half its".
fn fraction(pieces: &Pieces, i: usize) -> Option<(Quantity, usize)> {
    let words = lexicon();
    if pieces.word(i) == "half" {
        let next = pieces.word(i + 1);
        let whole = words.half.contains(next);
        let hedged = numerals::hedge_before(pieces, i) != Hedge::Exact;
        let alone = hedged && (!pieces.is_word(i + 1) || matches!(next, "in" | "by"));
        return (whole || alone).then(|| (share(0.5, None, ShareRole::Part), i + 1));
    }
    let article = matches!(pieces.word(i), "a" | "one");
    let count = match words.numbers.get(pieces.word(i)) {
        _ if pieces.word(i) == "a" => 1.0,
        Some(Word::Unit(v)) if *v >= 1.0 => *v,
        _ => return None,
    };
    let at = pieces.skip_dash(i + 1);
    let part = *words.parts.get(pieces.word(at))?;
    let of = pieces.word(at + 1) == "of";
    let quarter_of_year = pieces.word(at).starts_with("quarter") && !of;
    // "a third country" and "a half day" are no shares; "two-thirds" always is.
    let led = pieces.before(i, 1).lower == "by" || numerals::hedge_before(pieces, i) != Hedge::Exact;
    let stands = if article {
        of || (led && !pieces.is_word(at + 1)) || (pieces.word(i) == "one" && at > i + 1)
    } else {
        !quarter_of_year || at > i + 1
    };
    let plural = pieces.word(at).ends_with('s') || pieces.word(at) == "halves";
    if !stands || (count > 1.0) != plural || count >= part {
        return None;
    }
    let role = if changes(pieces, i) && !of { ShareRole::Change } else { ShareRole::Part };
    Some((share(written(count / part), None, role), at + 1))
}

/// A share as it is written: exact to the thousandth, else to the hundredth ("a third" is 0.33).
fn written(share: f64) -> f64 {
    let to = |digits: f64| (share * digits).round() / digits;
    if (to(1e3) - share).abs() < 1e-9 { to(1e3) } else { to(1e2) }
}

/// Most words between the two numbers of a share: "two barrels of crude in five".
const THINGS: usize = 3;

/// "four out of five", "nine in ten", "four loaves in ten".
fn out_of(pieces: &Pieces, i: usize) -> Option<(Quantity, usize)> {
    let low = numerals::number(pieces, i).filter(|n| n.scale == 1.0)?;
    let at = match (pieces.word(low.end), pieces.word(low.end + 1)) {
        ("out", "of") => low.end + 2,
        ("in", _) if low.words => low.end + 1,
        _ if low.words => {
            let things =
                (low.end..low.end + THINGS).take_while(|&at| pieces.is_word(at) && pieces.word(at) != "in").count();
            let at = low.end + things;
            let told = things > 0 && pieces.word(at) == "in" && pieces.get(at + 1).kind == Kind::Word;
            told.then_some(at + 1)?
        }
        _ => return None,
    };
    let high = numerals::number(pieces, at)?;
    // "three in ten" is a share, "two in 2024" is not.
    let round = pieces.word(low.end) == "out" || (high.words && matches!(high.value as u32, 3..=10 | 100));
    let share_of = written(low.value / high.value);
    (round && low.value < high.value).then(|| (share(share_of, None, ShareRole::Part), high.end))
}
