//! Places in rankings: "largest", "second-biggest", "No. 2 supplier", "ranks third".

use super::lex::Pieces;
use super::lexicon::{Ranking, Word, lexicon};
use super::value::Quantity;

/// Words between a leader and its head ("top crude oil supplier").
const REACH: usize = 3;

fn kind(pieces: &Pieces, i: usize) -> Option<(Ranking, usize)> {
    lexicon().ranks.at(pieces, i)
}

/// The ordinal at `i` ("second", "2nd") and the index after it.
pub(crate) fn ordinal(pieces: &Pieces, i: usize) -> Option<(u32, usize)> {
    if let Some(value) = pieces.plain(i, 1..4) {
        let suffix = pieces.get(i + 1);
        let fits = suffix.glued && matches!(suffix.lower.as_str(), "st" | "nd" | "rd" | "th");
        return fits.then_some((value.unsigned_abs(), i + 2));
    }
    match lexicon().numbers.get(pieces.word(i)) {
        Some(Word::Ordinal(value)) => Some((*value as u32, i + 1)),
        Some(Word::Ten(ten)) => {
            let at = pieces.skip_dash(i + 1);
            let Some(Word::Ordinal(unit)) = lexicon().numbers.get(pieces.word(at)) else { return None };
            (*unit < 10.0).then_some(((ten + unit) as u32, at + 1))
        }
        _ => None,
    }
}

/// The rank at `i` and the index after it.
pub(crate) fn at(pieces: &Pieces, i: usize) -> Option<(Quantity, usize)> {
    if unranked(pieces, i) {
        return None;
    }
    let (rank, end) = after_verb(pieces, i)
        .or_else(|| numbered(pieces, i))
        .or_else(|| ranked(pieces, i))
        .or_else(|| placed(pieces, i))
        .or_else(|| second_only(pieces, i))
        .or_else(|| more_than_any(pieces, i))?;
    (rank > 0).then_some((Quantity::Rank { rank }, end))
}

/// "one of the largest", "among the world's leading": up to four pieces before.
fn unranked(pieces: &Pieces, i: usize) -> bool {
    let ranks = &lexicon().ranks;
    (0..5.min(i)).any(|back| {
        let end = i - back;
        let clear = (end..i).all(|at| pieces.is_word(at));
        clear && ranks.ending(pieces, end).is_some_and(|(kind, _)| kind == Ranking::Unranked)
    })
}

/// "ranks third", "came in second", "in third place", "ranked No. 2".
fn after_verb(pieces: &Pieces, i: usize) -> Option<(u32, usize)> {
    let (rank, end) = ordinal(pieces, i)?;
    let place = matches!(kind(pieces, end), Some((Ranking::Place, _)));
    let back = usize::from(matches!(pieces.before(i, 1).lower.as_str(), "in" | "at" | "the" | "as" | "only"));
    let verb = i.checked_sub(back + 1).is_some_and(|at| matches!(kind(pieces, at), Some((Ranking::Verb, _))));
    if place && back > 0 {
        return Some((rank, end + 1));
    }
    (verb && !matches!(kind(pieces, end), Some((Ranking::Superlative, _)))).then_some((rank, end))
}

/// "No. 2", "number one", before a head or after a verb of ranking.
fn numbered(pieces: &Pieces, i: usize) -> Option<(u32, usize)> {
    let at = match pieces.word(i) {
        "no" | "number" => pieces.skip(i + 1, "."),
        "#" => i + 1,
        _ => return None,
    };
    let at = pieces.skip_dash(at);
    let rank = pieces.plain(at, 1..3).or_else(|| match lexicon().numbers.get(pieces.word(at)) {
        Some(Word::Unit(v)) => Some(*v as i32),
        _ => None,
    })?;
    let verb = i.checked_sub(1).is_some_and(|at| matches!(kind(pieces, at), Some((Ranking::Verb, _))));
    (verb || head(pieces, at + 1)).then_some((rank.unsigned_abs(), at + 1))
}

/// "largest", "second-largest", "the leading supplier", "second most important partner".
fn ranked(pieces: &Pieces, i: usize) -> Option<(u32, usize)> {
    let (rank, at) = ordinal(pieces, i).map_or((1, i), |(rank, end)| (rank, pieces.skip_dash(end)));
    let (found, end) = kind(pieces, at)?;
    let fits = match found {
        Ranking::Superlative => !pieces.word(end).eq("-") && pieces.word(end) != "ever" && !many(pieces, end),
        Ranking::Leader => {
            let indefinite = i > 0 && matches!(kind(pieces, i - 1), Some((Ranking::Indefinite, _)));
            !indefinite && head(pieces, end)
        }
        _ => false,
    };
    fits.then_some((rank, end))
}

/// "its sixth supplier", "our first trading partner", "the world's second producer": the place of somebody's one such party. "The first
/// customer" may be so in time.
fn placed(pieces: &Pieces, i: usize) -> Option<(u32, usize)> {
    let (rank, end) = ordinal(pieces, i)?;
    let owner = |at: usize| matches!(kind(pieces, at), Some((Ranking::Owner, _)));
    let owned = pieces.before(i, 1).lower == "'s" || i.checked_sub(1).is_some_and(owner);
    let next = if matches!(kind(pieces, end), Some((Ranking::Between, _))) { end + 1 } else { end };
    (owned && matches!(kind(pieces, next), Some((Ranking::Head, _)))).then_some((rank, end))
}

/// "second only to Russia".
fn second_only(pieces: &Pieces, i: usize) -> Option<(u32, usize)> {
    let fits = pieces.word(i) == "second" && pieces.word(i + 1) == "only" && pieces.word(i + 2) == "to";
    fits.then_some((2, i + 1))
}

/// "more oil than any other country"; "than anyone but Germany" leaves the place open.
fn more_than_any(pieces: &Pieces, i: usize) -> Option<(u32, usize)> {
    if pieces.word(i) != "more" {
        return None;
    }
    let than = (i + 1..i + 9).take_while(|&at| pieces.is_word(at)).find(|&at| pieces.word(at) == "than")?;
    let (found, end) = kind(pieces, than)?;
    let open = matches!(pieces.word(end), "but" | "except" | "save");
    (found == Ranking::Other && !open).then_some((1, i + 1))
}

/// Whether a head of the list follows within reach, in the singular.
fn head(pieces: &Pieces, i: usize) -> bool {
    (i..=i + REACH)
        .take_while(|&at| pieces.is_word(at) || pieces.word(at) == "-" || pieces.word(at) == "#")
        .any(|at| matches!(kind(pieces, at), Some((Ranking::Head, _))))
}

/// Whether what follows is more than one thing ("largest exporters", "largest three"): the plural of a head, or a number.
fn many(pieces: &Pieces, i: usize) -> bool {
    let plural = |at: usize| {
        let word = pieces.word(at);
        let stem =
            word.strip_suffix("ies").map(|s| format!("{s}y")).or_else(|| word.strip_suffix('s').map(str::to_owned));
        stem.is_some_and(|stem| {
            lexicon().ranks.at(&Pieces::of(&stem), 0).is_some_and(|(kind, _)| kind == Ranking::Head)
        })
    };
    super::numerals::number(pieces, i).is_some()
        || (i..=i + REACH).take_while(|&at| pieces.is_word(at) && pieces.word(at) != "of").any(plural)
}
