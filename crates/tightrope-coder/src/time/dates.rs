//! The grammar of calendar dates: days, months, years, seasons, quarters, decades, centuries.

use super::expr::{Base, Lean, Part, Place, Point, Year};
use super::lexicon::{Cue, Name, lexicon};
use super::scan::Scan;
use crate::quantity::ordinal;

/// What a rule of the grammar gives: a reading and the index after it.
pub(crate) type Read<T> = Option<(T, usize)>;

impl Scan {
    /// A date that the words name, exact or with an open year.
    pub fn date(&self, i: usize, listed: bool) -> Read<Point> {
        self.numeric(i)
            .or_else(|| self.weekday_date(i))
            .or_else(|| self.day_month(i))
            .or_else(|| self.shared_month(i))
            .or_else(|| self.month_year(i))
            .or_else(|| self.season_year(i))
            .or_else(|| self.feast(i))
            .or_else(|| self.sub_year(i))
            .or_else(|| self.decade(i))
            .or_else(|| self.century(i))
            .or_else(|| self.fiscal(i))
            .or_else(|| self.bare_year(i, listed))
            .or_else(|| self.weekday(i))
    }

    /// A name that holds a calendar word ("Good Friday Agreement"), with its day where it stands for one ("9/11").
    pub fn proper(&self, i: usize) -> Read<Option<Point>> {
        let (date, end) = lexicon().proper.at(&self.pieces, i)?;
        let named = self.pieces.get(i).capital || self.pieces.is_number(i);
        let day = |d: jiff::civil::Date| {
            let part = Part::Day(d.month().unsigned_abs(), d.day().unsigned_abs());
            Point::date(Year::Given(i32::from(d.year())), part)
        };
        named.then(|| (date.map(day), end))
    }

    /// "2025-06-18", "18/6/2025", "18.06.2025", "2025-06", "6/2025".
    fn numeric(&self, i: usize) -> Read<Point> {
        let p = &self.pieces;
        let mark = p.get(i + 1);
        let glued = mark.glued && p.get(i + 2).glued;
        if !glued || p.get(i).glued && p.before(i, 1).lower != "(" && p.before(i, 1).lower != "\"" {
            return None;
        }
        let third = (p.word(i + 3) == mark.lower && p.get(i + 3).glued && p.get(i + 4).glued).then_some(i + 4);
        let day = |year, month: i32, day: i32, end| {
            let fits = (1..=12).contains(&month) && (1..=31).contains(&day);
            fits.then(|| (Point::date(Year::Given(year), Part::Day(month as u8, day as u8)), end))
        };
        if let Some(year) = p.plain(i, 4..5) {
            let month = p.plain(i + 2, 2..3).filter(|m| (1..=12).contains(m))?;
            return match third {
                Some(at) if matches!(mark.lower.as_str(), "-" | "/" | ".") => {
                    day(year, month, p.plain(at, 2..3)?, at + 1)
                }
                // "2010-12" is rather two years than a December.
                _ if mark.lower == "-" && month < 10 => {
                    Some((Point::date(Year::Given(year), Part::Month(month as u8)), i + 3))
                }
                _ => None,
            };
        }
        let (a, b) = (p.plain(i, 1..3)?, p.plain(i + 2, 1..3)?);
        let at = third?;
        let year = p.plain(at, 4..5)?;
        match mark.lower.as_str() {
            "." | "-" => day(year, b, a, at + 1),
            "/" if a > 12 || a == b => day(year, b, a, at + 1),
            "/" if b > 12 => day(year, a, b, at + 1),
            // Either may be the month: only the year is sure.
            "/" => Some((Point::date(Year::Given(year), Part::Whole), at + 1)),
            _ => None,
        }
    }

    /// "Monday, 16 June 2025", "Mon 16 June".
    fn weekday_date(&self, i: usize) -> Read<Point> {
        let Name::Weekday { day: weekday, .. } = self.name(i)? else { return None };
        let at = self.pieces.skip(i + 1, ".");
        let at = self.pieces.skip(self.pieces.skip(at, ","), "the");
        let (mut point, end) = self.day_month(at).or_else(|| self.numeric(at))?;
        if let Place::Date { weekday: day, .. } = &mut point.place {
            *day = Some(weekday);
        }
        Some((point, end))
    }

    /// A day of the month at `i`: "18", "18th", "eighteenth".
    pub fn day_number(&self, i: usize) -> Read<u8> {
        let (value, end) = match ordinal(&self.pieces, i) {
            Some(found) => found,
            None => (self.pieces.plain(i, 1..3)?.unsigned_abs(), i + 1),
        };
        let after = self.pieces.get(end);
        let free = !(after.glued && (after.lower == "%" || after.kind == crate::quantity::Kind::Number));
        ((1..=31).contains(&value) && free).then_some((value as u8, end))
    }

    /// "18 June 2025", "June 18, 2025", "the 18th of June", "12 May".
    pub fn day_month(&self, i: usize) -> Read<Point> {
        let p = &self.pieces;
        // "the 18th of June"; in "the 18 June talks" the article belongs to the talks.
        let first = if ordinal(p, i + 1).is_some() { p.skip(i, "the") } else { i };
        if let Some((day, at)) = self.day_number(first) {
            let at = p.skip(at, "of");
            let at = if p.get(at).glued { p.skip_dash(at) } else { at };
            let (month, at) = self.month(at, true)?;
            let (year, end) = self.year_after(at);
            return Some((Point::date(year, Part::Day(month, day)), end));
        }
        let (month, at) = self.month(i, true)?;
        let at = p.skip(at, "the");
        let (day, at) = self.day_number(at)?;
        // "June 18 percent", "May 30 tanks" are no days.
        if self.amount_follows(at) {
            return None;
        }
        let (year, end) = self.year_after(at);
        Some((Point::date(year, Part::Day(month, day)), end))
    }

    /// "25" in "25 and 27 August", "1, 4 and 9 May": a day whose month stands with a later one.
    pub fn shared_month(&self, i: usize) -> Read<Point> {
        let first = if ordinal(&self.pieces, i + 1).is_some() { self.pieces.skip(i, "the") } else { i };
        let (day, end) = self.day_number(first)?;
        let mut at = end;
        for _ in 0..4 {
            let joint = at;
            at = self.pieces.skip(at, ",");
            at = self.pieces.skip(at, "and");
            at = self.pieces.skip(at, "or");
            if at == joint {
                return None;
            }
            if let Some((point, _)) = self.day_month(at).filter(|_| self.day_number(at).is_some()) {
                let Place::Date { year, part: Part::Day(month, last), .. } = point.place else { return None };
                return (day < last).then(|| (Point::date(year, Part::Day(month, day)), end));
            }
            at = self.day_number(at)?.1;
        }
        None
    }

    /// "17" in "June 16 and 17": a day that goes on from a month just named; it must end its phrase.
    pub fn next_day(&self, i: usize, last: &Point) -> Read<Point> {
        let Place::Date { year, part: Part::Day(month, before), .. } = last.place else { return None };
        let (day, end) = self.day_number(i).filter(|(day, _)| *day > before)?;
        let (given, after) = self.year_after(end);
        let next = self.pieces.get(end);
        let ends =
            next.kind != crate::quantity::Kind::Word || next.fresh || matches!(next.lower.as_str(), "in" | "at" | "to");
        match given {
            Year::Given(_) => Some((Point::date(given, Part::Day(month, day)), after)),
            _ => (ends && !self.amount_follows(end)).then(|| (Point::date(year, Part::Day(month, day)), end)),
        }
    }

    /// Whether the words at `i` make the number before it an amount.
    fn amount_follows(&self, i: usize) -> bool {
        use crate::quantity::{UnitKind, lexicon};
        lexicon().unit(&self.pieces, i).is_some_and(|(_, kind, _)| kind != UnitKind::Per)
    }

    /// The year after a day or month ("June 18, 2025", "May of last year", "May this year"), else an open one.
    fn year_after(&self, i: usize) -> (Year, usize) {
        let p = &self.pieces;
        let comma = p.skip(i, ",");
        let of = p.skip(p.skip(i, "of"), "in");
        let given = self.year(comma).or_else(|| self.year(of)).or_else(|| {
            let dash = if p.get(i).glued { p.skip_dash(i) } else { i };
            self.year(dash)
        });
        if let Some((year, end)) = given
            && (1500..2200).contains(&year)
        {
            return (Year::Given(year), end);
        }
        match self.year_by_words(of).or_else(|| self.year_by_words(comma)) {
            Some((year, end)) => (year, end),
            None => (Year::Open(Lean::Tense), i),
        }
    }

    /// "this year", "last year", "the same year", "that year".
    pub fn year_by_words(&self, i: usize) -> Read<Year> {
        let ((base, by), at) = lexicon().determiners.at(&self.pieces, i)?;
        (self.word(at) == "year").then_some((Year::From(base, by), at + 1))
    }

    /// "June 2025", "June of last year", "June".
    fn month_year(&self, i: usize) -> Read<Point> {
        let (month, at) = self.month(i, true)?;
        let (year, end) = self.year_after(at);
        let part = Part::Month(month);
        if matches!(year, Year::Given(_) | Year::From(..)) {
            return Some((Point::date(year, part), end));
        }
        let sure = matches!(self.name(i), Some(Name::Month { sure: true, .. }));
        // "May" and "March" need a word that leads to a time.
        let one = self.pieces.before(i, 1);
        let two = self.pieces.before(i, 2);
        let led = |at: usize| self.cue_before(Cue::LeadsMonth, at).is_some();
        let joins = |word: &str| matches!(word, "and" | "to" | "or" | "-");
        let cued = led(i)
            || (one.lower == "-" && i > 1 && led(i - 1))
            || (joins(&one.lower)
                && i > 1
                && (self.month(i - 2, true).is_some()
                    || two.kind == crate::quantity::Kind::Number && one.lower != "and"))
            || (joins(self.word(at)) && self.month(at + 1, false).is_some());
        let long = !matches!(self.name(i), Some(Name::Short(_)));
        ((sure && !self.is_surname(i)) || (cued && (long || led(i))))
            .then_some((Point::date(Year::Open(Lean::Tense), part), at))
    }

    /// Whether a capitalised word touches a month's name as in a person's name ("Ms April Ryan", "Theresa May").
    fn is_surname(&self, i: usize) -> bool {
        let after = self.pieces.get(i + 1);
        let title = self.cue_before(Cue::Title, i).is_some();
        title
            || (after.kind == crate::quantity::Kind::Word
                && after.capital
                && after.lower != "'s"
                && self.pieces.before(i, 1).capital)
    }

    /// "summer 2023", "the spring of last year", "in autumn"; "fall" and "spring" need a determiner or year.
    fn season_year(&self, i: usize) -> Read<Point> {
        let p = &self.pieces;
        let at = p.skip(i, "the");
        let Name::Season { season, sure } = self.name(at)? else { return None };
        if p.get(at).glued && p.before(at, 1).lower == "-" {
            return None;
        }
        let of = p.skip(at + 1, "of");
        let year = self.year(of).map(|(y, end)| (Year::Given(y), end)).or_else(|| self.year_by_words(of));
        if let Some((year, end)) = year {
            // "winter 2024-25" is the winter that begins in 2024.
            let end = match p.plain(end + 1, 2..5) {
                Some(_) if matches!(p.word(end), "-" | "/") && p.get(end).glued => end + 2,
                _ => end,
            };
            return Some((Point::date(year, Part::Season(season)), end));
        }
        let led = self.cue_before(Cue::LeadsSeason, i).is_some();
        let noun = p.get(at + 1).kind == crate::quantity::Kind::Word && self.cue(Cue::AfterSeason, at + 1).is_none();
        let whole = if sure { led || at > i } else { led && at > i };
        (whole && led && !noun && of == at + 1)
            .then_some((Point::date(Year::Open(Lean::Tense), Part::Season(season)), at + 1))
    }

    /// "Christmas 2024"; without a year only after a word that leads to a time.
    fn feast(&self, i: usize) -> Read<Point> {
        let Name::Feast(month, day) = self.name(i)? else { return None };
        let (year, end) = self.year_after(i + 1);
        let led = self.cue_before(Cue::LeadsMonth, i).is_some() || self.pieces.before(i, 1).lower == "at";
        let noun = self.pieces.is_word(end) && self.cue(Cue::AfterSeason, end).is_none();
        let dated = matches!(year, Year::Given(_) | Year::From(..));
        (dated || (led && !noun)).then_some((Point::date(year, Part::Day(month, day)), end))
    }

    /// "Q3 2024", "the third quarter of 2024", "H1 2025", "the first nine months of this year".
    fn sub_year(&self, i: usize) -> Read<Point> {
        let p = &self.pieces;
        let at = p.skip(i, "the");
        if let Some((part, end)) = self.quarter_sign(at) {
            let of = p.skip(p.skip(p.skip(end, "of"), ","), "fy");
            let (year, end) = self.year(of).map(|(y, end)| (Year::Given(y), end)).or_else(|| self.year_by_words(of))?;
            return Some((Point::date(year, part), end));
        }
        let (part, end) = self.first_months(at).or_else(|| {
            let nth = *lexicon().nth.get(self.word(at))?;
            let end = p.skip_dash(at + 1);
            match self.word(end) {
                "quarter" => Some((quarter(nth), end + 1)),
                "half" if nth <= 2 => Some((half(nth), end + 1)),
                "half" if self.word(at) == "last" => Some((half(2), end + 1)),
                _ => None,
            }
        })?;
        let of = p.skip(p.skip(end, "of"), "in");
        let (year, end) =
            self.year(of).map(|(y, end)| (Year::Given(y), end)).or_else(|| self.year_by_words(of)).or_else(|| {
                (of > end && self.word(of) == "the" && self.word(of + 1) == "year")
                    .then_some((Year::From(Base::Document, 0), of + 2))
            })?;
        Some((Point::date(year, part), end))
    }

    /// "Q3" or "H1"; the digit may be a piece of its own.
    fn quarter_sign(&self, i: usize) -> Read<Part> {
        let nth = self.pieces.plain(i + 1, 1..2).filter(|_| self.pieces.get(i + 1).glued)? as u8;
        match self.word(i) {
            "q" if (1..=4).contains(&nth) => Some((quarter(nth), i + 2)),
            "h" if (1..=2).contains(&nth) => Some((half(nth), i + 2)),
            _ => None,
        }
    }

    /// "first nine months".
    fn first_months(&self, i: usize) -> Read<Part> {
        if self.word(i) != "first" {
            return None;
        }
        let count = crate::quantity::number(&self.pieces, i + 1)?;
        let months = count.value as u8;
        let fits = self.word(count.end) == "months" && (1..=12).contains(&months);
        fits.then_some((Part::Months(1, months), count.end + 1))
    }

    /// "the 1990s", "1990s", "the '90s", "the nineties".
    fn decade(&self, i: usize) -> Read<Point> {
        let p = &self.pieces;
        let at = p.skip(i, "the");
        if let Some(year) = p.plain(at, 4..5) {
            let end = p.skip(at + 1, "'");
            let s = p.get(at + 1).glued && p.get(end).glued && matches!(self.word(end), "s" | "'s");
            let apostrophe = self.word(at + 1) == "'s" && year % 10 == 0 && at > i;
            let fits = (s && self.word(end) == "s") || apostrophe;
            if !fits || year % 10 != 0 {
                return None;
            }
            // "the 1800s" are the century, "the 1900s" and "the 2000s" rather the decade.
            let place = if year % 100 == 0 && year < 1900 { Place::Century(year) } else { Place::Decade(year) };
            return Some((Point::exact(place), end + 1));
        }
        if self.word(at) == "'" {
            let tens = p.plain(at + 1, 2..3).filter(|t| t % 10 == 0)?;
            let s = self.word(at + 2) == "s" && p.get(at + 2).glued && p.get(at + 1).glued;
            let year = if tens < 30 { 2000 + tens } else { 1900 + tens };
            return s.then_some((Point::exact(Place::Decade(year)), at + 3));
        }
        let Name::Decade(tens) = self.name(at)? else { return None };
        let led = at > i || p.before(i, 1).lower == "-" || self.cue_before(Cue::Part, i).is_some();
        led.then_some((Point::exact(Place::Decade(1900 + i32::from(tens))), at + 1))
    }

    /// "the 19th century", "nineteenth-century".
    fn century(&self, i: usize) -> Read<Point> {
        let at = self.pieces.skip(i, "the");
        let (nth, end) = ordinal(&self.pieces, at).filter(|(n, _)| (1..=22).contains(n))?;
        let end = self.pieces.skip_dash(end);
        let century = i32::try_from(nth).ok()? - 1;
        (self.word(end) == "century").then_some((Point::exact(Place::Century(century * 100)), end + 1))
    }

    /// "FY2024", "fiscal 2024", "the fiscal year 2024-25", "financial year 2023/24".
    fn fiscal(&self, i: usize) -> Read<Point> {
        let p = &self.pieces;
        let i = p.skip(i, "the");
        let at = match self.word(i) {
            "fy" => i + 1,
            "fiscal" | "financial" => p.skip(i + 1, "year"),
            _ => return None,
        };
        let (year, end) = self.year(at)?;
        Some((Point::date(Year::Given(year), Part::Whole), end))
    }

    /// A year alone: "1983", "the year 2000", "44 BC".
    fn bare_year(&self, i: usize, listed: bool) -> Read<Point> {
        let p = &self.pieces;
        let era = |at: usize| self.cue(Cue::Era, at).is_some();
        if let Some(year) = p.plain(i, 1..5)
            && era(i + 1)
            && year > 0
        {
            return Some((Point::date(Year::Given(1 - year), Part::Whole), i + 2));
        }
        let named = p.skip(i, "the");
        if self.word(named) == "year" {
            let (year, end) = self.year(named + 1)?;
            return Some((Point::date(Year::Given(year), Part::Whole), end));
        }
        let (year, end) = self.lone_year(i, listed)?;
        Some((Point::date(Year::Given(year), Part::Whole), end))
    }

    /// "Monday", "Monday morning".
    fn weekday(&self, i: usize) -> Read<Point> {
        let Name::Weekday { day, sure: true } = self.name(i)? else { return None };
        Some((Point::exact(Place::Weekday(day, Lean::Tense, Base::Document)), self.day_part(i + 1)))
    }

    /// Past the part of a day after a day ("morning").
    pub fn day_part(&self, i: usize) -> usize {
        self.cue(Cue::DayPart, i).unwrap_or(i)
    }
}

fn quarter(nth: u8) -> Part {
    Part::Months(nth * 3 - 2, nth * 3)
}

fn half(nth: u8) -> Part {
    Part::Months(nth * 6 - 5, nth * 6)
}
