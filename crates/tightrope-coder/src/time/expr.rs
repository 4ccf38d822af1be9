//! What the words of a time say, before any date is known.

use std::ops::Range;

/// The date from which a relative time counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// The document's date.
    Document,
    /// The date that the running text has established.
    Reference,
    /// The date that governs the text, as the head of a timeline's item does; without one the document's.
    Governing,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Seconds and minutes.
    Second,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Weeks, from Monday.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// Months.
    Month,
    /// Quarters of a year.
    Quarter,
    /// Years.
    Year,
}

/// Which of several like dates is meant where the words give no year or week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lean {
    /// By the tense of the clause: the last one, or the next one in the future.
    Tense,
    /// The last one up to the base, itself included ("since March").
    Past,
    /// The next one from the base on ("scheduled for March").
    Future,
    /// The last one before the base ("last March").
    Last,
    /// The one of the base's own year or week ("this March").
    This,
    /// The next one after the base ("next March").
    Next,
}

/// The year of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Year {
    /// Named.
    Given(i32),
    /// Counted from a base ("last year" is -1).
    From(Base, i32),
    /// Not said.
    Open(Lean),
}

/// The part of a year that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    Whole,
    /// A month, 1 to 12.
    Month(u8),
    /// A month and a day.
    Day(u8, u8),
    /// A day of the month, the month not said.
    DayOnly(u8),
    /// A season by EDTF code, 21 (spring) to 24 (winter).
    Season(u8),
    /// Whole months from the first to the last, 1 to 12: quarters, halves, "the first nine months".
    Months(u8, u8),
}

/// A place on the calendar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Place {
    /// A year or part of it; a weekday (1 Monday to 7 Sunday) may stand by.
    Date {
        /// Of which year.
        year: Year,
        /// What of it.
        part: Part,
        /// The weekday named with a day and month.
        weekday: Option<u8>,
    },
    /// Ten years from the given one on.
    Decade(i32),
    /// A hundred years from the given one on.
    Century(i32),
    /// Saturday and Sunday of the week that the lean tells ("at the weekend").
    Weekend(Lean),
    /// A day of the week, 1 Monday to 7 Sunday, and from which date on.
    Weekday(u8, Lean, Base),
    /// The unit that lies so many units from the base ("this month", "last week"); decades count as ten years.
    Shift {
        /// Counted from.
        base: Base,
        /// Of what.
        unit: Unit,
        /// How many units later; negative for earlier.
        by: i32,
        /// How many years the unit has, for decades (10) and centuries (100); else 1.
        years: i32,
    },
    /// A point that lies a length of time from the base ("three years ago", "two days later").
    Distance {
        /// Counted from.
        base: Base,
        /// Of what.
        unit: Unit,
        /// How many; negative for earlier, may be broken.
        by: f64,
    },
}

/// A place on the calendar, exact or approximate.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Where.
    pub place: Place,
    /// Whether the words are vague ("early 2019", "around 2010").
    pub approx: bool,
}

/// What a time expression says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum TimeExpr {
    /// At a point ("in April 2025").
    At(Point),
    /// From a point to another ("2014-2016").
    Between(Point, Point),
    /// From a point on ("since 2009", "starting this year").
    From(Point),
    /// Up to a point ("until 2030", "by 2030").
    Until(Point),
    /// A length of time up to the document's date or from it on ("the past five years").
    Stretch {
        /// How many.
        count: f64,
        /// Of what.
        unit: Unit,
        /// Whether it lies ahead.
        ahead: bool,
    },
    /// A length of time after which something is to happen ("in five years"); a point only in the future tense.
    Within {
        /// How many.
        count: f64,
        /// Of what.
        unit: Unit,
    },
    /// A length of time alone ("for 25 years", "a 99-year lease"); no time of its own.
    Duration {
        /// How many.
        count: f64,
        /// Of what.
        unit: Unit,
    },
}

/// A time expression and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeMention {
    /// Tokens of the document, with the cues that open or close it ("since", "until") but without "in", "on" and "at".
    pub tokens: Range<usize>,
    /// What it says.
    pub expr: TimeExpr,
}

impl Point {
    pub(crate) fn exact(place: Place) -> Self {
        Point { place, approx: false }
    }

    pub(crate) fn date(year: Year, part: Part) -> Self {
        Point::exact(Place::Date { year, part, weekday: None })
    }

    /// The same point with the lean of a date without year set, where the words left it to the tense.
    pub(crate) fn leaning(mut self, to: Lean) -> Self {
        match &mut self.place {
            Place::Date { year: Year::Open(lean), .. } | Place::Weekday(_, lean, _) | Place::Weekend(lean)
                if *lean == Lean::Tense =>
            {
                *lean = to
            }
            _ => {}
        }
        self
    }
}

impl TimeExpr {
    /// Whether it is a day of the week.
    pub fn is_weekday(&self) -> bool {
        matches!(self, TimeExpr::At(Point { place: Place::Weekday(..), .. }))
    }

    /// Takes the year of the day that ends a list this day begins ("June 10 and 11, 2024").
    pub(crate) fn share_year(&mut self, next: &TimeExpr) {
        if let TimeExpr::At(Point { place: Place::Date { year, part: Part::Day(..), .. }, .. }) = self
            && let TimeExpr::At(Point {
                place: Place::Date { year: given @ Year::Given(_), part: Part::Day(..), .. },
                ..
            }) = next
            && matches!(year, Year::Open(_))
        {
            *year = *given;
        }
    }
}
