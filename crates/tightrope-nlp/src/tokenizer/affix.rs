//! Matching affix rules, with a look at the first or last character before anything else.

use super::pattern::{CharSet, Item, Piece, Sequence, parse};

/// Where a rule's matches lie in a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// At the beginning: every alternative starts with `^`.
    Start,
    /// At the end: every alternative ends with `$`.
    End,
    /// Anywhere.
    Inside,
}

/// A compiled rule.
#[derive(Debug)]
pub(super) struct Affix {
    alternatives: Vec<Sequence>,
    /// Longest match of each alternative, in characters.
    longest: Vec<Option<usize>>,
    /// Alternatives that a match may start (or, for suffixes, end) with, for each ASCII character.
    by_ascii: Vec<Vec<u16>>,
    all: Vec<u16>,
}

impl Affix {
    /// Compiles a rule; `None` if it lies outside what this module matches.
    pub(super) fn new(source: &str, place: Place) -> Option<Self> {
        let alternatives = parse(source)?;
        let anchored = |sequence: &Sequence| match place {
            Place::Start => matches!(sequence.first(), Some(Piece { item: Item::Start, .. })),
            Place::End => matches!(sequence.last(), Some(Piece { item: Item::End, .. })),
            Place::Inside => true,
        };
        let usable = |s: &Sequence| anchored(s) && supported(s) && lengths(s).0 > 0;
        if !alternatives.iter().all(usable) || alternatives.len() > usize::from(u16::MAX) {
            return None;
        }
        let mut by_ascii = vec![Vec::new(); 128];
        for (i, sequence) in alternatives.iter().enumerate() {
            let mut edge = Vec::new();
            edge_sets(sequence, place == Place::End, &mut edge);
            for (code, list) in by_ascii.iter_mut().enumerate() {
                if edge.iter().any(|set| set.contains(code as u8 as char)) {
                    list.push(i as u16);
                }
            }
        }
        Some(Affix {
            longest: alternatives.iter().map(|s| lengths(s).1).collect(),
            all: (0..alternatives.len() as u16).collect(),
            by_ascii,
            alternatives,
        })
    }

    fn candidates(&self, edge: char) -> &[u16] {
        if edge.is_ascii() { self.by_ascii.get(edge as usize).map_or(&[], Vec::as_slice) } else { &self.all }
    }

    /// Bytes of the match at the beginning, 0 if there is none.
    pub(super) fn prefix(&self, span: &str) -> usize {
        let Some(first) = span.chars().next() else { return 0 };
        self.match_at(self.candidates(first), span, 0).unwrap_or(0)
    }

    /// Bytes of the leftmost match at the end, 0 if there is none.
    pub(super) fn suffix(&self, span: &str) -> usize {
        let Some(last) = span.chars().next_back() else { return 0 };
        let mut leftmost = span.len();
        for &i in self.candidates(last) {
            let alternative = &self.alternatives[usize::from(i)];
            let first = match self.longest[usize::from(i)] {
                Some(longest) => span.char_indices().rev().take(longest).last().map_or(0, |(at, _)| at),
                None => self.run_start(alternative, span),
            };
            let mut starts = span[first.min(leftmost)..leftmost].char_indices().map(|(at, _)| first + at);
            if let Some(start) = starts.find(|&at| match_sequence(alternative, span, at).is_some()) {
                leftmost = start;
            }
        }
        span.len() - leftmost
    }

    /// Where the characters that an alternative may consume begin at the end of the span.
    fn run_start(&self, alternative: &Sequence, span: &str) -> usize {
        let mut sets = Vec::new();
        consumed_sets(alternative, &mut sets);
        let before = span.char_indices().rev().find(|&(_, c)| !sets.iter().any(|s| s.contains(c)));
        before.map_or(0, |(at, c)| at + c.len_utf8())
    }

    /// Calls `found` with the bounds of each match from left to right.
    pub(super) fn find_all(&self, span: &str, mut found: impl FnMut(usize, usize)) {
        let mut free = 0;
        for (at, c) in span.char_indices() {
            if at < free {
                continue;
            }
            let candidates = self.candidates(c);
            if !candidates.is_empty()
                && let Some(end) = self.match_at(candidates, span, at)
            {
                found(at, end);
                free = end;
            }
        }
    }

    fn match_at(&self, candidates: &[u16], span: &str, at: usize) -> Option<usize> {
        candidates.iter().find_map(|&i| match_sequence(&self.alternatives[usize::from(i)], span, at))
    }
}

/// Whether only what [`step`] knows occurs.
fn supported(sequence: &Sequence) -> bool {
    sequence.iter().all(|piece| match &piece.item {
        Item::Set(_) => true,
        Item::Opaque => false,
        Item::Group(inner) => piece.max == 1 && inner.iter().all(supported),
        Item::Ahead(_, inner) => piece.min == 1 && piece.max == 1 && inner.iter().all(supported),
        Item::Behind(_) | Item::Start | Item::End => piece.min == 1 && piece.max == 1,
    })
}

/// Fewest and most characters of a match.
fn lengths(sequence: &Sequence) -> (usize, Option<usize>) {
    let mut total = (0usize, Some(0usize));
    for piece in sequence {
        let (min, max) = match &piece.item {
            Item::Set(_) | Item::Opaque => (1, Some(1)),
            Item::Group(inner) => inner
                .iter()
                .map(lengths)
                .fold((usize::MAX, Some(0)), |a, b| (a.0.min(b.0), a.1.zip(b.1).map(|(x, y)| x.max(y)))),
            _ => (0, Some(0)),
        };
        total.0 = total.0.saturating_add(min.saturating_mul(piece.min as usize));
        let most = if piece.max == u32::MAX { None } else { max.map(|m| m.saturating_mul(piece.max as usize)) };
        total.1 = total.1.zip(most).map(|(a, b)| a.saturating_add(b));
    }
    total
}

/// All sets that a match may take characters from.
fn consumed_sets<'a>(sequence: &'a Sequence, sets: &mut Vec<&'a CharSet>) {
    for piece in sequence {
        match &piece.item {
            Item::Set(set) => sets.push(set),
            Item::Group(inner) => inner.iter().for_each(|s| consumed_sets(s, sets)),
            _ => {}
        }
    }
}

/// Sets of the first (or last) character of a match; returns whether the sequence may be empty.
fn edge_sets<'a>(sequence: &'a Sequence, last: bool, sets: &mut Vec<&'a CharSet>) -> bool {
    let mut visit = |piece: &'a Piece| {
        let empty = match &piece.item {
            Item::Set(set) => {
                sets.push(set);
                false
            }
            Item::Group(inner) => {
                // Every alternative is visited, so no short cut here.
                inner.iter().map(|s| edge_sets(s, last, sets)).filter(|&empty| empty).count() > 0
            }
            _ => true,
        };
        empty || piece.min == 0
    };
    if last { sequence.iter().rev().all(&mut visit) } else { sequence.iter().all(&mut visit) }
}

/// Byte after the match of a sequence that starts at `at`.
fn match_sequence(sequence: &Sequence, span: &str, at: usize) -> Option<usize> {
    let mut end = None;
    step(sequence, span, at, &mut |found| {
        end = Some(found);
        true
    });
    end
}

/// Matches the pieces at `at` and asks `then` about each way to do so until it agrees.
fn step(pieces: &[Piece], span: &str, at: usize, then: &mut dyn FnMut(usize) -> bool) -> bool {
    let Some((piece, rest)) = pieces.split_first() else { return then(at) };
    match &piece.item {
        Item::Set(set) => repeat(set, piece, span, at, &mut |end| step(rest, span, end, then)),
        Item::Group(inner) => {
            inner.iter().any(|s| step(s, span, at, &mut |end| step(rest, span, end, then)))
                || (piece.min == 0 && step(rest, span, at, then))
        }
        Item::Ahead(wanted, inner) => {
            inner.iter().any(|s| step(s, span, at, &mut |_| true)) == *wanted && step(rest, span, at, then)
        }
        Item::Behind(sets) => {
            let mut before = span[..at].chars().rev();
            sets.iter().rev().all(|set| before.next().is_some_and(|c| set.contains(c))) && step(rest, span, at, then)
        }
        Item::Start => at == 0 && step(rest, span, at, then),
        Item::End => at == span.len() && step(rest, span, at, then),
        Item::Opaque => false,
    }
}

/// Takes as many characters of the set as possible, then fewer.
fn repeat(set: &CharSet, piece: &Piece, span: &str, at: usize, then: &mut dyn FnMut(usize) -> bool) -> bool {
    let mut count = 0;
    let mut end = at;
    for c in span[at..].chars() {
        if count == piece.max || !set.contains(c) {
            break;
        }
        count += 1;
        end += c.len_utf8();
    }
    while count >= piece.min {
        if then(end) {
            return true;
        }
        if count == 0 {
            return false;
        }
        count -= 1;
        end -= span[at..end].chars().next_back().map_or(0, char::len_utf8);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use fancy_regex::Regex;
    use proptest::prelude::*;

    const PREFIX: &str = r"^…|^……|^\+(?![0-9])|^,|^\.\.+|^US\$|^\$|^[\u00A6\u00A9-\u00AE]";
    const SUFFIX: &str =
        r"…$|……$|,$|\.\.+$|'s$|(?<=[0-9])(?:km|km²|m|m²|US\$|\$)$|(?<=[A-Z][A-Z])\.$|(?<=[a-z²\-…])\.$";
    const INFIX: &str =
        r"\.\.+|…|(?<=[0-9])[+\-\*^](?=[0-9-])|(?<=[a-z])\.(?=[A-Z])|(?<=[a-z0-9])(?:-|–|--|---)(?=[a-z])";

    proptest! {
        #[test]
        fn agrees_with_the_full_engine(span in "[.,…+$A-Ca-ckm²'sUS0-3–©-]{0,9}") {
            let length = |m: Option<fancy_regex::Match<'_>>| m.map_or(0, |m| m.end() - m.start());
            let prefix = Affix::new(PREFIX, Place::Start).unwrap();
            prop_assert_eq!(prefix.prefix(&span), length(Regex::new(PREFIX).unwrap().find(&span).unwrap()));
            let suffix = Affix::new(SUFFIX, Place::End).unwrap();
            prop_assert_eq!(suffix.suffix(&span), length(Regex::new(SUFFIX).unwrap().find(&span).unwrap()));
            let infix = Affix::new(INFIX, Place::Inside).unwrap();
            let mut found = Vec::new();
            infix.find_all(&span, |a, b| found.push((a, b)));
            let full: Vec<_> =
                Regex::new(INFIX).unwrap().find_iter(&span).map(|m| m.map(|m| (m.start(), m.end())).unwrap()).collect();
            prop_assert_eq!(found, full);
        }
    }

    #[test]
    fn rules_out_of_place() {
        assert!(Affix::new("a", Place::Start).is_none());
        assert!(Affix::new("^a", Place::End).is_none());
        assert!(Affix::new("a*", Place::Inside).is_none());
        assert!(Affix::new(r"(?:ab)+", Place::Inside).is_none());
    }
}
