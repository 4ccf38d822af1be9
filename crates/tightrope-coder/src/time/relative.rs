//! The grammar of times named from where one stands: "last year", "yesterday", "three years ago", "two days later".

use super::dates::Read;
use super::expr::{Base, Lean, Part, Place, Point, TimeExpr, Unit, Year};
use super::lexicon::{Cue, Name, lexicon};
use super::scan::Scan;
use crate::quantity::number;

/// A length of time read from the text.
#[derive(Debug, Clone, Copy)]
struct Length {
    count: f64,
    unit: Unit,
    /// Whether the words make it a round figure ("a dozen years", "a decade", "nearly ten years").
    round: bool,
    end: usize,
}

impl Scan {
    /// A time counted from a base.
    pub fn relative(&self, i: usize) -> Read<Point> {
        self.named_day(i)
            .or_else(|| self.beside(i))
            .or_else(|| self.determined(i))
            .or_else(|| self.distance(i))
            .or_else(|| self.day_of_month(i))
    }

    fn named_day(&self, i: usize) -> Read<Point> {
        let the_weekend = self.word(i) == "the" && self.word(i + 1) == "weekend" && self.ends(i + 2);
        if the_weekend && self.cue_before(Cue::LeadsWeekend, i).is_some() {
            return Some((Point::exact(Place::Weekend(Lean::Tense)), i + 2));
        }
        let ((base, by), end) = lexicon().days.at(&self.pieces, i)?;
        // "the day before the vote" counts from the vote
        let open = matches!(self.word(end - 1), "before" | "after");
        (!open || self.ends(end)).then_some(())?;
        Some((Point::exact(Place::Shift { base, unit: Unit::Day, by, years: 1 }), end))
    }

    /// Whether no word goes on at `i` that could take up what stands before.
    fn ends(&self, i: usize) -> bool {
        let free = self.cue(Cue::AfterSeason, i).is_some() && self.cue(Cue::Opener, i).is_none();
        !self.pieces.is_word(i) || free
    }

    /// "the year before", "the month after".
    fn beside(&self, i: usize) -> Read<Point> {
        let by = match self.word(i + 2) {
            "before" => -1,
            "after" => 1,
            _ => return None,
        };
        let (unit, factor, end) = self.time_unit(i + 1)?;
        let one =
            matches!(unit, Unit::Week | Unit::Month | Unit::Year) && factor == 1 && !self.word(i + 1).ends_with('s');
        let place = Place::Shift { base: Base::Reference, unit, by, years: 1 };
        (self.word(i) == "the" && one && self.ends(end + 1)).then_some((Point::exact(place), end + 1))
    }

    /// "this year", "last Tuesday", "next spring", "the following month", "this century".
    fn determined(&self, i: usize) -> Read<Point> {
        let ((base, by), at) = lexicon().determiners.at(&self.pieces, i)?;
        let lean = match by {
            0 => Lean::This,
            1 => Lean::Next,
            _ => Lean::Last,
        };
        // "the same", "that": a demonstrative says nothing of a weekday or month that the reference does not.
        let here = base == Base::Document;
        if let Some((unit, factor, end)) = self.time_unit(at) {
            let plural = self.word(at).ends_with('s') && self.word(at) != "centuries";
            let whole = matches!(unit, Unit::Day | Unit::Week | Unit::Weekend | Unit::Month | Unit::Year);
            let numbered = plural || !whole || (unit == Unit::Day && here);
            if numbered || self.pieces.get(end).lower == "-" && self.pieces.get(end).glued {
                return None;
            }
            let place = Place::Shift { base, unit, by, years: if unit == Unit::Year { factor } else { 1 } };
            return (unit != Unit::Week || factor == 1).then_some((Point::exact(place), end));
        }
        if self.word(at) == "quarter" {
            return Some((Point::exact(Place::Shift { base, unit: Unit::Quarter, by, years: 1 }), at + 1));
        }
        let place = match self.name(at)? {
            // "that Monday" may lie on either side of the date that the text has named.
            Name::Weekday { day, sure: true } if here || by != 0 => {
                return Some((Point::exact(Place::Weekday(day, lean, base)), self.day_part(at + 1)));
            }
            Name::Month { month, .. } if here => {
                let (day, end) = self.day_number(at + 1).unwrap_or((0, at + 1));
                let part = if day > 0 { Part::Day(month, day) } else { Part::Month(month) };
                let end = if day > 0 { end } else { at + 1 };
                return Some((Point::date(Year::Open(lean), part), end));
            }
            Name::Feast(month, day) if here => Point::date(Year::Open(lean), Part::Day(month, day)),
            Name::Season { season, .. } if here => Point::date(Year::Open(lean), Part::Season(season)),
            Name::Season { season, .. } => Point::date(Year::From(base, by), Part::Season(season)),
            Name::Month { month, .. } => Point::date(Year::From(base, by), Part::Month(month)),
            _ => return None,
        };
        Some((place, at + 1))
    }

    /// "three years", "a decade", "half a century", "two-and-a-half years", "some twenty years".
    fn length(&self, i: usize) -> Option<Length> {
        let hedged = self.cue(Cue::About, i).filter(|&at| at > i);
        let start = hedged.unwrap_or(i);
        let word = self.word(start);
        let (count, at, round) = if word == "half" && matches!(self.word(start + 1), "a" | "an" | "-") {
            (0.5, start + 2, true)
        } else if let Some(number) = number(&self.pieces, start).filter(|n| n.value > 0.0 && n.value < 1e6) {
            (number.value, number.end, number.words && number.scale > 1.0)
        } else if matches!(word, "a" | "an") {
            match (self.word(start + 1), self.word(start + 2), self.word(start + 3)) {
                ("quarter", "of", "a") => (0.25, start + 4, true),
                _ => (1.0, start + 1, false),
            }
        } else {
            return None;
        };
        let at = self.pieces.skip(at, "of");
        let dashed = if self.pieces.get(at).glued { self.pieces.skip_dash(at) } else { at };
        let at = self.cue(Cue::Filler, dashed).unwrap_or(dashed);
        let (unit, factor, mut end) = self.time_unit(at)?;
        let mut count = count * f64::from(factor);
        if self.word(end) == "and" && self.word(end + 1) == "a" && self.word(end + 2) == "half" {
            (count, end) = (count + 0.5 * f64::from(factor), end + 3);
        }
        if unit == Unit::Weekend {
            return None;
        }
        Some(Length { count, unit, round: round || factor > 2 || hedged.is_some(), end })
    }

    /// "three years ago", "two days later", "a year earlier", "five years from now".
    fn distance(&self, i: usize) -> Read<Point> {
        let length = self.length(i)?;
        let (base, sign, end) = if let Some(end) = self.cue(Cue::Ago, length.end) {
            (Base::Document, -1.0, end)
        } else if let Some(end) = self.cue(Cue::Hence, length.end) {
            (Base::Document, 1.0, end)
        } else if let Some(end) = self.cue(Cue::Later, length.end).filter(|_| self.word(length.end) != "on") {
            (Base::Reference, 1.0, end)
        } else {
            (Base::Reference, -1.0, self.cue(Cue::Earlier, length.end)?)
        };
        // A round number of days is rarely that number to the day.
        let tens = length.unit == Unit::Day && length.count >= 10.0 && length.count % 10.0 == 0.0;
        let approx = tens || length.round || length.count.fract() != 0.0;
        let place = Place::Distance { base, unit: length.unit, by: sign * length.count };
        Some((Point { place, approx }, end))
    }

    /// "on the 15th" at the end of a clause, "the 15th of this month".
    fn day_of_month(&self, i: usize) -> Read<Point> {
        if self.word(i) != "the"
            || !matches!(self.pieces.before(i, 1).lower.as_str(), "on" | "until" | "by" | "since" | "from")
        {
            return None;
        }
        let (day, at) = crate::quantity::ordinal(&self.pieces, i + 1)?;
        let day = u8::try_from(day).ok().filter(|d| *d <= 31)?;
        if !self.pieces.is_number(i + 1) {
            return None;
        }
        let stops = matches!(self.word(at), "." | "," | ";" | "") || at == self.pieces.len();
        let of = self.word(at) == "of" && matches!(self.word(at + 1), "this" | "the") && self.word(at + 2) == "month";
        let end = if of { at + 3 } else { at };
        // "on the 19th a conference opened", not "on the 5th floor"
        let opens = self.pieces.get(at).kind == crate::quantity::Kind::Word
            && (self.pieces.get(at).capital || self.cue(Cue::Opener, at).is_some());
        (stops || of || opens).then_some((Point::date(Year::Open(Lean::Tense), Part::DayOnly(day)), end))
    }

    /// "the past five years", "over the next decade"; a length of time before or after the document's date.
    pub fn stretch(&self, i: usize) -> Read<TimeExpr> {
        let (at, ahead) = match (self.cue(Cue::Past, i), self.cue(Cue::Coming, i)) {
            (Some(at), _) => (at, false),
            (None, Some(at)) => (at, true),
            _ => return None,
        };
        if let Some(length) = self.length(at).filter(|_| !matches!(self.word(at), "a" | "an")) {
            // "the last three days" of something are its own.
            let expr = TimeExpr::Stretch { count: length.count, unit: length.unit, ahead };
            return (self.word(length.end) != "of").then_some((expr, length.end));
        }
        let (unit, factor, end) = self.time_unit(at)?;
        let the = matches!(self.word(i), "the" | "this");
        let singular = !self.word(at).ends_with('s');
        // "the last year" of a war is no stretch up to now; "over the last year" is.
        let over = self.cue_before(Cue::Over, i).is_some() || self.word(at - 1) == "past";
        let fits = the && singular && over && self.word(end) != "of";
        let named_next = matches!(self.word(at - 1), "next")
            && self.pieces.before(i, 1).lower != "over"
            && self.pieces.before(i, 1).lower != "within";
        (fits && !named_next && !matches!(unit, Unit::Weekend | Unit::Hour))
            .then_some((TimeExpr::Stretch { count: f64::from(factor), unit, ahead }, end))
    }

    /// A length of time alone, or after "in" and "within".
    pub fn duration(&self, i: usize) -> Read<TimeExpr> {
        let length = self.length(i)?;
        let article = matches!(self.word(i), "a" | "an");
        let before = self.pieces.before(i, 1).lower.as_str();
        let (count, unit, end) = (length.count, length.unit, length.end);
        let hyphen = self.word(end) == "-" && self.pieces.get(end).glued;
        // "36-year-old" is an age, "twice a year" a rate.
        let old = self.word(self.pieces.skip_dash(end)) == "old";
        let long = hyphen && self.word(end + 1) == "long";
        if old || (article && self.cue_before(Cue::TakesLength, i).is_none() && !long) {
            return None;
        }
        if matches!(before, "in" | "within") {
            return Some((TimeExpr::Within { count, unit }, end));
        }
        Some((TimeExpr::Duration { count, unit }, if long { end + 2 } else { end }))
    }
}
