//! Stretches of days, open on either side, as the tables write them.

use jiff::civil::Date;
use std::fmt;

/// A stretch of days; a side without a date is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Span {
    /// The first day.
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
}

impl Span {
    /// All time.
    pub const ALWAYS: Span = Span { from: None, to: None };

    /// Reads `from/to`; each side is `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or empty. A text without `/` is one year, month or day.
    ///
    /// Returns `None` where a side is no date, or the end lies before the beginning.
    pub fn parse(text: &str) -> Option<Span> {
        let (from, to) = match text.split_once('/') {
            Some((from, to)) => (from, to),
            None => (text, text),
        };
        let from = if from.is_empty() { None } else { Some(day(from, false)?) };
        let to = if to.is_empty() { None } else { Some(day(to, true)?) };
        if let (Some(a), Some(b)) = (from, to)
            && b < a
        {
            return None;
        }
        Some(Span { from, to })
    }

    /// Whether the day lies within; without a day, whether the stretch is still open.
    pub fn holds(&self, date: Option<Date>) -> bool {
        match date {
            Some(d) => self.from.is_none_or(|from| from <= d) && self.to.is_none_or(|to| d <= to),
            None => self.to.is_none(),
        }
    }
}

/// As an EDTF interval, `2019-03-20/2024-12-31`; an open side is `..`.
impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = |day: Option<Date>| day.map_or_else(|| "..".to_owned(), |d| d.to_string());
        write!(f, "{}/{}", side(self.from), side(self.to))
    }
}

/// The first or last day of a year, month or day.
fn day(text: &str, last: bool) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let year: i16 = parts.next()?.parse().ok()?;
    let month: i8 = match parts.next() {
        Some(m) => m.parse().ok()?,
        None => {
            if last {
                12
            } else {
                1
            }
        }
    };
    match parts.next() {
        Some(d) => Date::new(year, month, d.parse().ok()?).ok(),
        None => {
            let first = Date::new(year, month, 1).ok()?;
            Some(if last { first.last_of_month() } else { first })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn sides_fill_up_to_days() {
        let span = Span::parse("2014/2021-02").unwrap();
        assert_eq!(span.from, Some(date(2014, 1, 1)));
        assert_eq!(span.to, Some(date(2021, 2, 28)));
        assert!(span.holds(Some(date(2021, 2, 28))));
        assert!(!span.holds(Some(date(2021, 3, 1))));
        assert!(!span.holds(None));
        assert!(Span::parse("2019-03-20/").unwrap().holds(None));
        assert!(Span::parse("2019-13-01/").is_none());
        assert!(Span::parse("2020/2019").is_none());
    }
}
