//! Dates as they head a timeline entry or stand in a dateline.

use crate::words;
use jiff::civil::Date;

/// A date expression at the head of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its bytes.
    pub len: usize,
    /// The day, where year, month and day stand there and it is no range.
    pub day: Option<Date>,
    /// Whether it is a bare month or season.
    pub bare_month: bool,
    /// Whether it names a year.
    pub has_year: bool,
    /// Whether it names a day of a month.
    pub has_day: bool,
}

/// One point in time as parsed.
#[derive(Clone, Copy, Default)]
struct Point {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
}

/// A cursor over a text; every reader moves it on success only.
#[derive(Clone, Copy)]
struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn take_while(&mut self, test: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c| !test(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn spaces(&mut self) {
        self.take_while(|c| c == ' ' || c == '\u{a0}');
    }

    fn eat(&mut self, options: &[&str]) -> bool {
        let rest = self.rest();
        match options.iter().find(|o| rest.starts_with(**o)) {
            Some(o) => {
                self.at += o.len();
                true
            }
            None => false,
        }
    }

    fn word(&mut self) -> Option<&'a str> {
        let word = self.take_while(char::is_alphanumeric);
        (!word.is_empty()).then_some(word)
    }

    /// A number of `digits` digits that no letter or digit follows.
    fn number(&mut self, digits: std::ops::RangeInclusive<usize>) -> Option<i16> {
        let mut c = *self;
        let number = c.take_while(|c| c.is_ascii_digit());
        if !digits.contains(&number.len()) || c.rest().starts_with(char::is_alphanumeric) {
            return None;
        }
        *self = c;
        number.parse().ok()
    }

    fn year(&mut self) -> Option<i16> {
        let mut c = *self;
        let number = c.take_while(|c| c.is_ascii_digit());
        let year = (number.len() == 4).then(|| number.parse::<i16>().ok())?.filter(|y| (1500..=2199).contains(y))?;
        c.eat(&["s"]);
        if c.rest().starts_with(char::is_alphanumeric) {
            return None;
        }
        *self = c;
        Some(year)
    }

    fn month(&mut self) -> Option<i8> {
        let mut c = *self;
        let word = c.word()?;
        let month = words::month(word).filter(|_| word.starts_with(char::is_uppercase))?;
        // "May" is no abbreviation
        if word.len() < 5 && !words::is_full_month(word) {
            c.eat(&["."]);
        }
        *self = c;
        Some(month)
    }

    /// A day of a month, with its ordinal ending and a second day of a range.
    fn day(&mut self) -> Option<i8> {
        let mut c = *self;
        let digits = c.take_while(|c| c.is_ascii_digit());
        let day = digits.parse::<i8>().ok().filter(|d| (1..=31).contains(d) && digits.len() < 3)?;
        let mut ordinal = c;
        if ordinal.word().is_some_and(|w| ["st", "nd", "rd", "th"].contains(&w.to_lowercase().as_str())) {
            c = ordinal;
        }
        if c.rest().starts_with(char::is_alphanumeric) {
            return None;
        }
        *self = c;
        Some(day)
    }

    fn iso(&mut self) -> Option<Point> {
        let mut c = *self;
        let year = c.take_while(|c| c.is_ascii_digit());
        let year = (year.len() == 4).then(|| year.parse::<i16>().ok())?;
        if !c.eat(&["-", "/"]) {
            return None;
        }
        let month = c.number(2..=2).filter(|m| (1..=12).contains(m))? as i8;
        let mut d = c;
        let day = if d.eat(&["-", "/"]) { d.number_then_time() } else { None };
        if day.is_some() {
            c = d;
        }
        *self = c;
        Some(Point { year, month: Some(month), day })
    }

    /// A day that may be followed by a time of day as ISO 8601 writes it.
    fn number_then_time(&mut self) -> Option<i8> {
        let digits = self.take_while(|c| c.is_ascii_digit());
        let day = digits.parse::<i8>().ok().filter(|d| (1..=31).contains(d) && digits.len() == 2)?;
        if self.rest().starts_with('T') {
            self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, ':' | '+' | '-' | '.'));
        }
        (!self.rest().starts_with(char::is_alphanumeric)).then_some(day)
    }

    fn numeric(&mut self) -> Option<Point> {
        let mut c = *self;
        let day = c.number(1..=2).filter(|d| (1..=31).contains(d))? as i8;
        let dot = c.rest().starts_with('.');
        if !c.eat(&[".", "/"]) {
            return None;
        }
        let month = c.number(1..=2)? as i8;
        if !c.eat(&[".", "/"]) {
            return None;
        }
        let year = c.number(4..=4)?;
        *self = c;
        // With slashes day and month may stand in either order; only a day above 12 tells.
        Some(match (dot || day > 12, (1..=12).contains(&month)) {
            (true, true) => Point { year: Some(year), month: Some(month), day: Some(day) },
            (false, false) => Point { year: Some(year), month: Some(day), day: Some(month) },
            _ => Point { year: Some(year), month: None, day: None },
        })
    }

    fn second_day(&mut self) {
        let mut c = *self;
        c.spaces();
        if c.eat(&["-", "\u{2013}", "\u{2014}", "and "]) {
            c.spaces();
            if c.day().is_some() {
                *self = c;
            }
        }
    }

    fn year_after(&mut self) -> Option<i16> {
        let mut c = *self;
        c.eat(&[","]);
        c.spaces();
        let mut of = c;
        if of.word() == Some("of") {
            of.spaces();
            c = of;
        }
        let year = c.year()?;
        *self = c;
        Some(year)
    }

    fn point(&mut self) -> Option<Point> {
        let mut c = *self;
        if let Some(p) = c.iso().or_else(|| c.numeric()) {
            *self = c;
            return Some(p);
        }
        if let Some(year) = c.year() {
            if let Some(point) = c.rest_of_year(year) {
                *self = c;
                return Some(point);
            }
            let mut d = c;
            if d.eat(&["/", "-", "\u{2013}"]) && d.number(2..=2).is_some() {
                c = d;
            }
            *self = c;
            return Some(Point { year: Some(year), ..Point::default() });
        }
        let mut d = c;
        if let Some(day) = d.day() {
            let ranged = d.at;
            d.second_day();
            let single = d.at == ranged;
            d.spaces();
            let mut of = d;
            if of.word() == Some("of") {
                of.spaces();
                d = of;
            }
            if let Some(month) = d.month() {
                let year = d.year_after();
                *self = d;
                return Some(Point { year, month: Some(month), day: single.then_some(day) });
            }
        }
        let month = c.month()?;
        let mut d = c;
        d.spaces();
        let mut day = None;
        if let Some(n) = d.day() {
            let ranged = d.at;
            d.second_day();
            day = (d.at == ranged).then_some(n);
            c = d;
        }
        let year = c.year_after();
        *self = c;
        Some(Point { year, month: Some(month), day })
    }

    /// "14 April" or "April" after "2022,".
    fn rest_of_year(&mut self, year: i16) -> Option<Point> {
        let mut c = *self;
        let comma = c.eat(&[","]);
        c.spaces();
        let point = c.point().filter(|p| p.year.is_none() && p.month.is_some() && (comma || p.day.is_some()))?;
        *self = c;
        Some(Point { year: Some(year), ..point })
    }

    /// A season without a year.
    fn season(&mut self) -> Option<Point> {
        let mut c = *self;
        c.word().filter(|w| w.starts_with(char::is_uppercase) && words::is("season", w))?;
        *self = c;
        Some(Point::default())
    }

    fn qualifiers(&mut self) {
        for _ in 0..5 {
            let mut c = *self;
            match c.word() {
                Some(w) if words::is("date_qualifier", w) => {
                    c.eat(&["."]);
                }
                Some(w) if words::is("weekday", w) => {
                    c.eat(&["."]);
                    c.eat(&[","]);
                }
                _ => return,
            }
            if !c.eat(&[" ", "-", "\u{a0}", "\u{2013}"]) {
                return;
            }
            c.spaces();
            *self = c;
        }
    }
}

/// Reads a date expression at the very start of `text`.
pub(crate) fn at_start(text: &str) -> Option<Found> {
    let mut c = Cursor { text, at: 0 };
    c.qualifiers();
    let point = c.point().or_else(|| {
        c = Cursor { text, at: 0 };
        c.season()
    })?;
    let mut ranged = false;
    let mut d = c;
    d.spaces();
    let mut joined = d.eat(&["-", "\u{2013}", "\u{2014}", "/"]);
    if !joined {
        let mut w = d;
        if w.word().is_some_and(|w| words::is("date_joiner", w)) {
            d = w;
            joined = true;
        }
    }
    if joined {
        d.spaces();
        d.qualifiers();
        let mut w = d;
        if d.point().is_some() {
            c = d;
            ranged = true;
        } else if w.word().is_some_and(|w| words::is("date_end", w)) {
            c = w;
            ranged = true;
        }
    }
    if c.rest().starts_with(char::is_alphanumeric) {
        return None;
    }
    let day = match (ranged, point) {
        (false, Point { year: Some(y), month: Some(m), day: Some(d) }) => Date::new(y, m, d).ok(),
        _ => None,
    };
    Some(Found {
        len: c.at,
        day,
        bare_month: point.year.is_none() && point.day.is_none() && !ranged,
        has_year: point.year.is_some(),
        has_day: point.day.is_some(),
    })
}

/// The first full date anywhere in `text`, with the byte at which it starts.
pub(crate) fn first_day(text: &str) -> Option<(usize, Found)> {
    let mut before = ' ';
    for (i, c) in text.char_indices() {
        if c.is_alphanumeric()
            && !before.is_alphanumeric()
            && before != '-'
            && before != '/'
            && before != '.'
            && let Some(found) = text.get(i..).and_then(at_start).filter(|f| f.has_day)
        {
            return Some((i, found));
        }
        before = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, date: &str, day: Option<&str>) {
        let found = at_start(text).unwrap_or_else(|| panic!("no date in {text:?}"));
        assert_eq!((&text[..found.len], found.day.map(|d| d.to_string()).as_deref()), (date, day));
    }

    #[test]
    fn reads_common_forms() {
        check("2014 — A", "2014", None);
        check("2014–2015: A", "2014–2015", None);
        check("2014-15: A", "2014-15", None);
        check("1990s: A", "1990s", None);
        check("March 2019: A", "March 2019", None);
        check("12 May 2020** A", "12 May 2020", Some("2020-05-12"));
        check("12-14 May 2020 A", "12-14 May 2020", None);
        check("June 17, 2025 (A)", "June 17, 2025", Some("2025-06-17"));
        check("Jan. 3, 2021 - A", "Jan. 3, 2021", Some("2021-01-03"));
        check("2025-06-18", "2025-06-18", Some("2025-06-18"));
        check("2025-06-18T10:00:00Z", "2025-06-18T10:00:00Z", Some("2025-06-18"));
        check("18.06.2025", "18.06.2025", Some("2025-06-18"));
        check("Early 2014: A", "Early 2014", None);
        check("mid-2014: A", "mid-2014", None);
        check("Monday, 12 May 2020 A", "Monday, 12 May 2020", Some("2020-05-12"));
        check("2016 to present: A", "2016 to present", None);
        check("May–June 2019: A", "May–June 2019", None);
        check("2014 – Kazakhstan", "2014", None);
        check("17th of June 2025", "17th of June 2025", Some("2025-06-17"));
        check("2022, 14 April: A", "2022, 14 April", Some("2022-04-14"));
        check("2022, April: A", "2022, April", None);
        check("2022 April 14: A", "2022 April 14", Some("2022-04-14"));
        check("Spring. A", "Spring", None);
    }

    #[test]
    fn takes_no_other_numbers() {
        for text in ["12 states", "2014th", "may be", "20145", "300 tons", "Mayor", "1/7 A", "Q1 A"] {
            assert_eq!(at_start(text), None, "{text}");
        }
    }
}
