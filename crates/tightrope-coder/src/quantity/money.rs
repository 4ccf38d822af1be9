//! Amounts of money, symbol first ("US$1.2bn") or name last ("500 million euros", "a billion-dollar loan").

use super::lex::Pieces;
use super::lexicon::{Currency, Word, lexicon};
use super::numerals::{self, Numeral};
use super::value::{Hedge, Number, Quantity};

/// The money at `i` and the index after it.
pub(crate) fn at(pieces: &Pieces, i: usize) -> Option<(Quantity, usize)> {
    symbol_first(pieces, i).or_else(|| name_last(pieces, i)).or_else(|| bare_scale(pieces, i))
}

fn symbol(pieces: &Pieces, i: usize) -> Option<(&'static str, usize)> {
    let (currency, end) = lexicon().currency_symbols.at(pieces, i)?;
    (!currency.capitals || pieces.get(i).capital).then_some(())?;
    let code = end == i + 1 && currency.capitals && pieces.get(i).lower.len() == 3;
    (!code || pieces.get(i).upper).then_some((currency.code, end))
}

/// "$4-5 billion", "$4bn to $5bn", "RMB 10 billion", "EUR 500m".
fn symbol_first(pieces: &Pieces, i: usize) -> Option<(Quantity, usize)> {
    let (from, joint) = match pieces.word(i) {
        "between" => (i + 1, "and"),
        "from" => (i + 1, "to"),
        _ => (i, ""),
    };
    // A symbol glued to a word before it belongs to that word (an unknown dollar).
    let glued = pieces.get(from).glued && pieces.before(from, 1).kind == super::lex::Kind::Word;
    if glued && from > 0 {
        return None;
    }
    let (code, after) = symbol(pieces, from)?;
    // A single letter is a currency only before millions ("N14 billion", not "R2").
    let letter = after == from + 1 && pieces.is_word(from) && pieces.get(from).lower.len() == 1;
    let low = numerals::number(pieces, after).filter(|n| (!n.words && !letter) || n.scale > 1.0)?;
    let high = numerals::second(pieces, low, low.end, joint, |at| {
        let at = symbol(pieces, at).filter(|(c, _)| *c == code).map_or(at, |(_, end)| end);
        numerals::number(pieces, at)
    });
    if high.is_none() && from > i {
        return None;
    }
    let (value, end) = number_of(low, high);
    Some((Quantity::Money { value, currency: code }, trailing(pieces, end, code)))
}

/// "500 million euros", "between 4 and 5 billion yuan", "201 million EUR", "5€".
fn name_last(pieces: &Pieces, i: usize) -> Option<(Quantity, usize)> {
    let (value, last) = numerals::range(pieces, i)?;
    let (code, end) = name(pieces, last.end)?;
    Some((Quantity::Money { value, currency: code }, end))
}

/// "billion-dollar loan" without a number before it: one billion. "multi-billion-dollar" is none.
fn bare_scale(pieces: &Pieces, i: usize) -> Option<(Quantity, usize)> {
    let Some(Word::Scale(scale)) = lexicon().numbers.get(pieces.word(i)).copied() else { return None };
    let plural = pieces.word(i).ends_with('s');
    let behind = pieces.before(i, 1);
    if plural
        || scale < 1e6
        || (behind.lower == "-" && pieces.get(i).glued)
        || lexicon().numbers.contains_key(behind.lower.as_str())
    {
        return None;
    }
    let (code, end) = name(pieces, i + 1)?;
    let value = Number { low: scale, high: None, hedge: Hedge::Exact };
    Some((Quantity::Money { value, currency: code }, end))
}

/// The name, symbol or code of a currency at `i`, after a number.
fn name(pieces: &Pieces, i: usize) -> Option<(&'static str, usize)> {
    let at = pieces.skip_dash(i);
    let at = if at > i && !pieces.get(at).glued { return None } else { at };
    let at = pieces.skip(at, "of");
    let at = pieces.skip(at, "in");
    let names = &lexicon().currency_names;
    names.at(pieces, at).map(|(Currency { code, .. }, end)| (code, end)).or_else(|| {
        let (code, end) = symbol(pieces, at)?;
        // "$" after a number belongs to the next one.
        (!pieces.is_number(end) || !pieces.get(end).glued).then_some((code, end))
    })
}

fn number_of(low: Numeral, high: Option<(f64, Numeral)>) -> (Number, usize) {
    match high {
        Some((low, high)) => (Number { low, high: Some(high.value), hedge: Hedge::Exact }, high.end),
        None => (Number { low: low.value, high: None, hedge: Hedge::Exact }, low.end),
    }
}

/// Past a currency that says the same again ("$5 million USD", "Rs 5 rupees").
fn trailing(pieces: &Pieces, end: usize, code: &str) -> usize {
    match name(pieces, end) {
        Some((again, after)) if again == code => after,
        _ => end,
    }
}
