//! Dates as EDTF writes them, levels 0 and 1, and the days they span.

use jiff::civil::Date;
use std::fmt;

/// A date or interval, ready to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Value {
    /// A year.
    Year(i32),
    /// A month of a year.
    Month(i32, u8),
    /// A day.
    Day(Date),
    /// A season by code 21 (spring) to 24 (winter); a winter belongs to the year it begins in.
    Season(i32, u8),
    /// Ten years from the given one on.
    Decade(i32),
    /// A hundred years from the given one on.
    Century(i32),
    /// From one value to another, both included.
    Span(Limit, Limit),
}

/// One end of a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Limit {
    /// No end.
    Open,
    /// A year, month, day or season.
    At(Stamp),
}

/// A date of a span's end, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub year: i32,
    /// A month, or a season's code.
    pub month: Option<u8>,
    pub day: Option<u8>,
    pub approx: bool,
}

impl Stamp {
    pub fn year(year: i32, approx: bool) -> Self {
        Stamp { year, month: None, day: None, approx }
    }

    pub fn month(year: i32, month: u8, approx: bool) -> Self {
        Stamp { year, month: Some(month), day: None, approx }
    }

    pub fn day(date: Date, approx: bool) -> Self {
        let (year, month) = (i32::from(date.year()), date.month().unsigned_abs());
        Stamp { year, month: Some(month), day: Some(date.day().unsigned_abs()), approx }
    }
}

impl Value {
    /// A span of stamps, one where they are the same.
    pub fn between(from: Stamp, to: Stamp) -> Self {
        Value::Span(Limit::At(from), Limit::At(to))
    }

    /// The value as the first (`last` false) or last end of a span; none where that end is open.
    pub fn end(self, last: bool, approx: bool) -> Limit {
        Limit::At(match self {
            Value::Year(year) => Stamp::year(year, approx),
            Value::Month(year, month) | Value::Season(year, month) => Stamp::month(year, month, approx),
            Value::Day(date) => Stamp::day(date, approx),
            Value::Decade(year) => Stamp::year(if last { year + 9 } else { year }, true),
            Value::Century(year) => Stamp::year(if last { year + 99 } else { year }, true),
            Value::Span(from, to) => return if last { to } else { from },
        })
    }

    /// Writes it; an approximate value takes `~`, but a decade, century or interval does not.
    pub fn write(self, approx: bool) -> String {
        let text = match self {
            Value::Decade(year) if year >= 0 => return format!("{:03}X", year / 10),
            Value::Century(year) if year >= 0 => return format!("{:02}XX", year / 100),
            Value::Decade(year) | Value::Century(year) => Stamp::year(year, true).to_string(),
            Value::Span(from, to) if from == to => from.to_string(),
            Value::Span(from, to) => return format!("{from}/{to}"),
            single => single.end(false, false).to_string(),
        };
        if approx && !text.ends_with('~') { text + "~" } else { text }
    }

    /// First and last day; none for open spans and years that the calendar does not hold.
    pub fn days(self) -> Option<(Date, Date)> {
        let day = |limit: Limit, last: bool| match limit {
            Limit::Open => None,
            Limit::At(stamp) => stamp.days().map(|(from, to)| if last { to } else { from }),
        };
        Some((day(self.end(false, false), false)?, day(self.end(true, false), true)?))
    }
}

impl Stamp {
    /// First and last day.
    fn days(self) -> Option<(Date, Date)> {
        let year = i16::try_from(self.year).ok()?;
        let (first, last) = match (self.month, self.day) {
            (Some(month), Some(day)) => {
                let date = Date::new(year, month as i8, day as i8).ok()?;
                return Some((date, date));
            }
            (Some(season @ 21..=24), _) => {
                // Northern seasons by whole months; winter runs into the next year.
                let month = (season - 20) as i8 * 3;
                let first = Date::new(year, month, 1).ok()?;
                return Some((first, months_after(first, 2)?.last_of_month()));
            }
            (Some(month), _) => (month as i8, month as i8),
            _ => (1, 12),
        };
        Some((Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month()))
    }
}

/// The date that lies `months` later; a day that the month lacks becomes its last.
pub(crate) fn months_after(date: Date, months: i32) -> Option<Date> {
    let count = i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
    let count = count.saturating_add(months);
    let first = Date::new(i16::try_from(count.div_euclid(12)).ok()?, (count.rem_euclid(12) + 1) as i8, 1).ok()?;
    Date::new(first.year(), first.month(), date.day().min(first.days_in_month())).ok()
}

/// The date that lies `days` later.
pub(crate) fn days_after(date: Date, days: i32) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Open => f.write_str(".."),
            Limit::At(stamp) => stamp.fmt(f),
        }
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}", self.year.unsigned_abs())?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        f.write_str(if self.approx { "~" } else { "" })
    }
}
