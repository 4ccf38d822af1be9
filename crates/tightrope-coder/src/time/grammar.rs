//! The grammar of whole time expressions: points with what shapes them, ranges, open starts and ends.

use super::dates::Read;
use super::expr::{Base, Lean, Part, Place, Point, TimeExpr, Unit, Year};
use super::lexicon::Cue;
use super::scan::Scan;

impl Scan {
    /// The time expression at `i`; `listed` where one just before it goes on in a list.
    pub fn expression(&self, i: usize, listed: bool) -> Read<TimeExpr> {
        self.open_end(i)
            .or_else(|| self.stretch(i))
            .or_else(|| self.range(i, listed))
            .or_else(|| {
                let (point, end) = self.point(i, listed)?;
                Some((TimeExpr::At(point), end))
            })
            .or_else(|| self.duration(i))
    }

    /// A point with what stands before it: "early 2019", "around 2010", "later this year", "scheduled for May".
    pub fn point(&self, i: usize, listed: bool) -> Read<Point> {
        if let Some(found) = self.part_of(i) {
            return Some(found);
        }
        if let Some(at) = self.cue(Cue::Side, i)
            && let Some((point, end)) =
                self.part_of(at).or_else(|| self.plain_point(at, true)).or_else(|| self.period(at))
        {
            return Some((point, end));
        }
        if let Some(at) = self.cue(Cue::Approx, i)
            && let Some((point, end)) =
                self.part_of(at).or_else(|| self.date(at, true)).filter(|(p, _)| self.vague_fits(p))
        {
            return Some((Point { approx: true, ..point }, end));
        }
        self.plain_point(i, listed)
    }

    fn plain_point(&self, i: usize, listed: bool) -> Read<Point> {
        // A determiner goes before a date: "last May 12", "this March".
        let (point, end) = self.relative(i).or_else(|| self.date(i, listed))?;
        let near = (i.saturating_sub(4)..i).rev().take_while(|&at| self.pieces.is_word(at));
        let ahead = self.cue_before(Cue::Future, i).is_some()
            || near.into_iter().any(|at| self.cue(Cue::FutureNear, at).is_some())
            // "called a meeting for Monday", not "for Monday's attack"
            || matches!(point.place, Place::Weekday(..)) && i > 0 && self.word(i - 1) == "for" && self.word(end) != "'s";
        Some((if ahead { point.leaning(Lean::Future) } else { point }, end))
    }

    /// Only years, months and days are approximated by "around"; "about Monday" speaks of Monday.
    fn vague_fits(&self, point: &Point) -> bool {
        matches!(point.place, Place::Date { year: Year::Given(_), .. } | Place::Decade(_))
    }

    /// "mid-2025", "the end of June", "early next year", "the end of the year", "year-end".
    fn part_of(&self, i: usize) -> Read<Point> {
        let p = &self.pieces;
        if self.word(i) == "year" && self.word(i + 1) == "-" && self.word(i + 2) == "end" {
            return Some((year_end(Year::From(Base::Document, 0)), i + 3));
        }
        let at = self.cue(Cue::Part, p.skip(i, "the"))?;
        let at = if p.get(at).glued { p.skip_dash(at) } else { at };
        let at = p.skip(p.skip(at, "of"), "in");
        let (point, end) = self.plain_point(at, true).or_else(|| self.period(at)).or_else(|| {
            let (point, end) = self.date(p.skip(at, "the"), true)?;
            Some((point, end))
        })?;
        let divided =
            !matches!(point.place, Place::Weekday(..) | Place::Shift { unit: Unit::Day, .. } | Place::Distance { .. });
        Some((Point { approx: divided, ..point }, end))
    }

    /// "the year", "the month", "the decade", after words that take a part of it: the one that runs.
    fn period(&self, i: usize) -> Read<Point> {
        let at = if matches!(self.word(i), "the" | "this") { i + 1 } else { i };
        let (unit, factor, end) = self.time_unit(at)?;
        let whole = matches!(unit, Unit::Day | Unit::Week | Unit::Month | Unit::Year) && !self.word(at).ends_with('s');
        let bare = at == i && self.word(at) != "year";
        let years = if unit == Unit::Year { factor } else { 1 };
        let place = Place::Shift { base: Base::Governing, unit, by: 0, years };
        (whole && !bare).then_some((Point::exact(place), end))
    }

    /// "from 2010 to 2015", "between May and July 2024", "2014-2016", "16-18 June 2025", "1983-84".
    fn range(&self, i: usize, listed: bool) -> Read<TimeExpr> {
        if let Some(at) = self.cue(Cue::From, i).filter(|_| self.word(i) == "from") {
            return self.joined(at, true, |scan, at| scan.cue(Cue::Range, at).or_else(|| scan.dash(at)));
        }
        if let Some(at) = self.cue(Cue::Between, i) {
            return self
                .joined(at, true, |scan, at| (scan.word(at) == "and").then_some(at + 1).or_else(|| scan.dash(at)));
        }
        self.days(i).or_else(|| self.short_years(i, listed)).or_else(|| {
            self.joined(i, listed, |scan, at| {
                scan.dash(at).or_else(|| (scan.word(at) == "to" || scan.word(at) == "through").then_some(at + 1))
            })
        })
    }

    fn dash(&self, i: usize) -> Option<usize> {
        (self.word(i) == "-").then_some(i + 1)
    }

    /// Two points with a word between.
    fn joined(&self, i: usize, listed: bool, joint: impl Fn(&Self, usize) -> Option<usize>) -> Read<TimeExpr> {
        if let Some(found) = self.days(i).or_else(|| self.short_years(i, listed)) {
            return Some(found);
        }
        let (from, at) = self.day_before_joint(i, &joint).or_else(|| self.point(i, listed))?;
        let at = joint(self, at)?;
        let (to, end) = self.point(self.pieces.skip(at, "the"), true).or_else(|| self.point(at, true))?;
        let dated = |p: &Point| {
            matches!(
                p.place,
                Place::Date { .. } | Place::Decade(_) | Place::Century(_) | Place::Weekday(..) | Place::Shift { .. }
            )
        };
        let rising = match (from.place, to.place) {
            (
                Place::Date { year: Year::Given(a), part: Part::Whole, .. },
                Place::Date { year: Year::Given(b), part: Part::Whole, .. },
            ) => a < b,
            _ => true,
        };
        (dated(&from) && dated(&to) && rising).then_some((TimeExpr::Between(from, to), end))
    }

    /// "16" in "from 16 to 18 June": a day whose month stands with the other end.
    fn day_before_joint(&self, i: usize, joint: &impl Fn(&Self, usize) -> Option<usize>) -> Read<Point> {
        let i = self.pieces.skip(i, "the");
        let (day, at) = self.day_number(i)?;
        let (to, _) = self.day_month(self.pieces.skip(joint(self, at)?, "the"))?;
        let Place::Date { year, part: Part::Day(month, _), .. } = to.place else { return None };
        Some((Point::date(year, Part::Day(month, day)), at))
    }

    /// "June 16-18, 2025", "16-18 June", "June 16 and 17".
    fn days(&self, i: usize) -> Read<TimeExpr> {
        let p = &self.pieces;
        if let Some((first, at)) = self.day_number(i).filter(|_| !p.get(i).glued || i == 0) {
            let at = self.dash(at)?;
            let (to, end) = self.day_month(at)?;
            let Place::Date { year, part: Part::Day(month, last), .. } = to.place else { return None };
            let from = Point::date(year, Part::Day(month, first));
            return (first < last).then_some((TimeExpr::Between(from, to), end));
        }
        let (month, at) = self.month(i, true)?;
        let (first, at) = self.day_number(at)?;
        let at = self.dash(at).or_else(|| matches!(self.word(at), "to" | "through").then_some(at + 1))?;
        let (last, at) = self.day_number(at)?;
        let (year, end) = self.year_at(at);
        let day = |day| Point::date(year, Part::Day(month, day));
        (first < last).then_some((TimeExpr::Between(day(first), day(last)), end))
    }

    fn year_at(&self, i: usize) -> (Year, usize) {
        match self.year(self.pieces.skip(i, ",")) {
            Some((year, end)) => (Year::Given(year), end),
            None => (Year::Open(Lean::Tense), i),
        }
    }

    /// "1983-84", "2019/20", also after "FY" and "fiscal year".
    fn short_years(&self, i: usize, listed: bool) -> Read<TimeExpr> {
        let p = &self.pieces;
        let (from, at) = self.date(i, listed)?;
        let Place::Date { year: Year::Given(year), part: Part::Whole, .. } = from.place else { return None };
        let mark = p.get(at);
        let glued = mark.glued && p.get(at + 1).glued;
        let short = p.plain(at + 1, 2..3).filter(|_| glued && matches!(mark.lower.as_str(), "-" | "/"))?;
        let after = p.get(at + 2);
        if after.glued && after.kind != crate::quantity::Kind::Mark
            || after.glued && after.lower == "-" && p.is_number(at + 3)
        {
            return None;
        }
        let to = year - year.rem_euclid(100) + short;
        (to > year).then(|| (TimeExpr::Between(from, Point::date(Year::Given(to), Part::Whole)), at + 2))
    }

    /// "since 2009", "starting this year", "until 2030", "by May", "from January", "before 2010", "2019 onwards".
    fn open_end(&self, i: usize) -> Read<TimeExpr> {
        let clear = |end: usize| !self.goes_on(end);
        if let Some(at) = self.cue(Cue::Since, i) {
            if let Some((TimeExpr::Between(from, _), end)) = self.range(self.pieces.skip(at, "the"), true) {
                // "starting from 2010 to 2015"
                let whole = self.range(at, true);
                return whole.or(Some((TimeExpr::From(from), end)));
            }
            let (point, end) = self.led_point(at)?;
            let past = self.word(i).ends_with("since");
            let point = if past { point.leaning(Lean::Past) } else { point };
            return Some((TimeExpr::From(point), end));
        }
        if let Some(at) = self.cue(Cue::From, i) {
            if self.range(i, true).is_some() {
                return None;
            }
            let (point, end) = self.point(at, true)?;
            if let Some(onward) = self.cue(Cue::Onward, end) {
                return Some((TimeExpr::From(point), onward));
            }
            return clear(end).then_some((TimeExpr::From(point), end));
        }
        for cue in [Cue::Until, Cue::By, Cue::Before] {
            if let Some(at) = self.cue(cue, i) {
                let (point, end) = self.led_point(at)?;
                let point = Point { approx: point.approx && !self.names_end(at), ..point };
                let direct = cue != Cue::Before || self.word(at) != "the" || self.part_of(at).is_some();
                return (clear(end) && direct).then_some((TimeExpr::Until(point), end));
            }
        }
        if let Some(at) = self.cue(Cue::After, i) {
            let (point, end) = self.led_point(at)?;
            let dated =
                matches!(point.place, Place::Date { .. } | Place::Decade(_) | Place::Century(_) | Place::Shift { .. });
            return (dated && clear(end) && self.word(at) != "the").then_some((TimeExpr::From(point), end));
        }
        let (point, end) = self.point(i, false)?;
        let onward = self.cue(Cue::Onward, end).filter(|_| matches!(self.word(end), "onward" | "onwards"))?;
        Some((TimeExpr::From(point), onward))
    }

    /// Whether the words at `i` take the end of a period: as a limit ("by the end of 2027") that is exact.
    fn names_end(&self, i: usize) -> bool {
        let from = self.pieces.skip(i, "the");
        let year_end = self.word(from) == "year" && self.word(from + 1) == "-";
        year_end || self.cue(Cue::Part, from).is_some_and(|end| (from..end).any(|at| self.word(at) == "end"))
    }

    /// A point after a cue, with or without "the".
    fn led_point(&self, i: usize) -> Read<Point> {
        self.point(i, true).or_else(|| if self.word(i) == "the" { self.point(i + 1, true) } else { None })
    }

    /// Whether a noun or a possessive takes the point up ("by Monday's deadline", "before the 2014 war").
    fn goes_on(&self, end: usize) -> bool {
        self.word(end) == "'s" || self.pieces.get(end).glued && self.word(end) == "-"
    }
}

fn year_end(year: Year) -> Point {
    Point { approx: true, ..Point::date(year, Part::Whole) }
}
