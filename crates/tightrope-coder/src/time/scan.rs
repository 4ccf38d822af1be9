//! A text under the eyes of the time grammar: its pieces, with the small questions that the grammar asks of them.

use super::lexicon::{Cue, Name, lexicon};
use crate::quantity::{self, Kind, Pieces, UnitKind};
use std::ops::Range;

/// Years that four plain digits may name.
const YEARS: Range<i32> = 1000..2200;
/// Two digits below which a year is of this century.
const SHORT: i32 = 40;
/// Years that stand without a cue; older ones need a preposition.
const PLAIN_YEARS: Range<i32> = 1800..2101;

/// The pieces of a text, read as times.
pub(crate) struct Scan {
    pub pieces: Pieces,
}

impl Scan {
    pub fn new(text: &str) -> Self {
        Scan { pieces: Pieces::of(text) }
    }

    pub fn word(&self, i: usize) -> &str {
        self.pieces.word(i)
    }

    /// The calendar name at `i`, in a capital where it is a month or weekday.
    pub fn name(&self, i: usize) -> Option<Name> {
        let piece = self.pieces.get(i);
        if piece.kind != Kind::Word {
            return None;
        }
        let name = *lexicon().names.get(piece.lower.as_str())?;
        let proper = matches!(name, Name::Month { .. } | Name::Short(_) | Name::Weekday { .. } | Name::Feast(..));
        (!proper || piece.capital).then_some(name)
    }

    /// The month at `i` and the index after it with an abbreviation's dot; none where the word needs a date beside it.
    pub fn month(&self, i: usize, beside_date: bool) -> Option<(u8, usize)> {
        match self.name(i)? {
            Name::Month { month, sure } if sure || beside_date => Some((month, i + 1)),
            Name::Short(month) if beside_date => {
                let dot = self.word(i + 1) == "." && self.pieces.get(i + 1).glued;
                Some((month, i + 1 + usize::from(dot)))
            }
            _ => None,
        }
    }

    /// The index after `cue` at `i`.
    pub fn cue(&self, cue: Cue, i: usize) -> Option<usize> {
        lexicon().cue(cue).at(&self.pieces, i).map(|((), end)| end)
    }

    /// Where the `cue` begins that ends just before `i`.
    pub fn cue_before(&self, cue: Cue, i: usize) -> Option<usize> {
        lexicon().cue(cue).ending(&self.pieces, i).map(|((), start)| start)
    }

    /// Four plain digits at `i` that can be a year, and the index after them.
    pub fn year(&self, i: usize) -> Option<(i32, usize)> {
        let Some(year) = self.pieces.plain(i, 4..5).filter(|year| YEARS.contains(year)) else {
            return self.short_year(i);
        };
        let after = self.pieces.get(i + 1);
        let decimal = after.glued && (after.kind == Kind::Number || after.lower == "%");
        let suffix = after.glued && after.kind == Kind::Word && after.lower != "'s";
        (!decimal && !suffix && !self.counts(i + 1)).then_some((year, i + 1))
    }

    /// "'98", with the century left out: the last one or this.
    fn short_year(&self, i: usize) -> Option<(i32, usize)> {
        let digits = self.pieces.get(i + 1);
        let open = self.word(i) == "'" && !self.pieces.get(i).glued && digits.glued && digits.digits == 2;
        let year = self.pieces.plain(i + 1, 2..3).filter(|_| open && self.pieces.before(i, 1).kind == Kind::Word)?;
        let after = self.pieces.get(i + 2);
        let tied = after.glued && after.kind != Kind::Mark;
        (!tied && !self.counts(i + 2)).then_some((if year < SHORT { 2000 } else { 1900 } + year, i + 2))
    }

    /// A year that stands for itself at `i`, by the words around it.
    pub fn lone_year(&self, i: usize, listed: bool) -> Option<(i32, usize)> {
        let (year, end) = self.year(i)?;
        let one = self.pieces.before(i, 1);
        let piece = self.pieces.get(i);
        let cued = listed || self.cue_before(Cue::Year, i).is_some();
        if self.labelled(i) || (!cued && !PLAIN_YEARS.contains(&year)) {
            return None;
        }
        let plural = self.plural_noun(end);
        // "2000 villages" is a count; "2019 elections" is a year.
        if (year % 100 == 0 && plural) || (!PLAIN_YEARS.contains(&year) && self.pieces.is_word(end) && plural) {
            return None;
        }
        let tied = piece.glued && (one.kind == Kind::Word || self.hyphened(i) || "#$€£¥₹+/.:".contains(&one.lower));
        // "Expo 2017", "Vision 2030": a name. A capital that opens the sentence may be any word.
        let named = one.kind == Kind::Word && one.capital && !piece.glued && self.inside_sentence(i - 1) && !cued;
        (!tied && !named && !self.runs_on(i)).then_some((year, end))
    }

    /// Whether a dash ties the number at `i` to a word before it ("Covid-2019", not "mid-2025") or to digits after it that
    /// make no years of both ("2025-0618").
    fn hyphened(&self, i: usize) -> bool {
        let dash = self.pieces.before(i, 1);
        let word = self.pieces.before(i, 2);
        let part = i > 1 && (self.cue_before(Cue::Part, i - 1).is_some() || self.month(i - 2, true).is_some())
            || self.cue_before(Cue::After, i).is_some()
            || self.cue_before(Cue::Before, i).is_some();
        dash.lower == "-" && dash.glued && word.kind == Kind::Word && !part
    }

    /// Whether digits that are no year are tied to the year at `i` by a dash ("2025-0618").
    fn runs_on(&self, i: usize) -> bool {
        let digits = self.pieces.get(i + 2);
        let tied =
            self.word(i + 1) == "-" && self.pieces.get(i + 1).glued && digits.glued && digits.kind == Kind::Number;
        tied && digits.digits != 2 && self.year(i + 2).is_none()
    }

    /// Whether the piece at `i` has something of its sentence before it.
    fn inside_sentence(&self, i: usize) -> bool {
        let before = self.pieces.before(i, 1);
        i > 0
            && !self.pieces.get(i).fresh
            && !matches!(before.lower.as_str(), "." | "!" | "?" | ":" | "\"" | "“" | "(" | "-")
    }

    /// Whether the number at `i` is a label ("Article 1999", "Resolution 1973", "No. 1950").
    fn labelled(&self, i: usize) -> bool {
        let labels = quantity::lexicon();
        let (one, two) = (self.pieces.before(i, 1), self.pieces.before(i, 2));
        labels.labels_before.contains(one.lower.as_str())
            || (one.lower == "." && labels.labels_before.contains(two.lower.as_str()))
            || labels.labels_after.contains(self.word(i + 1))
            || labels.currency_symbols.ending(&self.pieces, i).is_some()
    }

    /// Whether a unit, currency or multiplier at `i` makes the number before it an amount.
    fn counts(&self, i: usize) -> bool {
        let lexicon = quantity::lexicon();
        let at = self.pieces.skip_dash(i);
        if at > i && !self.pieces.get(i).glued {
            return false;
        }
        let unit = lexicon.unit(&self.pieces, at).is_some_and(|(_, kind, _)| match kind {
            UnitKind::Measure | UnitKind::Percent | UnitKind::Points | UnitKind::Counted => true,
            UnitKind::Per => false,
        });
        let scaled = matches!(
            lexicon.numbers.get(self.word(at)),
            Some(quantity::Word::Scale(_) | quantity::Word::Short(_)) if self.pieces.is_word(at)
        );
        unit || scaled || lexicon.currency_names.at(&self.pieces, at).is_some() || self.time_unit(at).is_some()
    }

    /// Whether the word at `i` looks like a plural noun in small letters.
    fn plural_noun(&self, i: usize) -> bool {
        let piece = self.pieces.get(i);
        let word = piece.lower.as_str();
        let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
        (piece.kind == Kind::Word && !piece.capital && plural && self.cue(Cue::NoPlural, i).is_none())
            || word == "people"
    }

    /// The unit of time at `i` and the index after it.
    pub fn time_unit(&self, i: usize) -> Option<(super::expr::Unit, i32, usize)> {
        let piece = self.pieces.get(i);
        if piece.kind != Kind::Word || piece.fresh {
            return None;
        }
        lexicon().units.get(piece.lower.as_str()).map(|&(unit, factor)| (unit, factor, i + 1))
    }
}
