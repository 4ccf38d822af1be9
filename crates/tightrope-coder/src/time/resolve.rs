//! Turns what a time expression says into an EDTF date, given the dates around it.

use super::edtf::{Limit, Stamp, Value, days_after, months_after};
use super::expr::{Base, Lean, Part, Place, Point, TimeExpr, Unit, Year};
use jiff::civil::Date;

/// The tense of the clause that a time stands in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tense {
    /// It happened.
    #[default]
    Past,
    /// It holds or happens.
    Present,
    /// It will happen.
    Future,
}

/// How much of an anchor's date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The year.
    Year,
    /// Year and month.
    Month,
    /// The day.
    Day,
}

/// A date that the running text has established.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Anchor {
    /// The date; its first day where only year or month are known.
    pub date: Date,
    /// How much of it is known.
    pub precision: Precision,
    /// Whether dates without a year belong to it, as under the head of a timeline's item; a date named in passing does
    /// not govern.
    pub governs: bool,
}

impl Anchor {
    /// The anchor that an EDTF date, or the start of an EDTF interval, gives; none for open starts and decades.
    pub fn parse(edtf: &str, governs: bool) -> Option<Self> {
        let start = edtf.split('/').next()?.trim_end_matches(['~', '?', '%']);
        let mut parts = start.splitn(3, '-');
        let year: i16 = parts.next()?.parse().ok()?;
        let month = parts.next().map(str::parse::<i8>).transpose().ok()?;
        let day = parts.next().map(str::parse::<i8>).transpose().ok()?;
        let (month, precision) = match (month, day) {
            (Some(season @ 21..=24), _) => ((season - 20) * 3, Precision::Month),
            (Some(month), Some(_)) => (month, Precision::Day),
            (Some(month), None) => (month, Precision::Month),
            (None, _) => (1, Precision::Year),
        };
        Some(Anchor { date: Date::new(year, month, day.unwrap_or(1)).ok()?, precision, governs })
    }
}

impl From<Date> for Anchor {
    fn from(date: Date) -> Self {
        Anchor { date, precision: Precision::Day, governs: false }
    }
}

/// The dates that a relative or partial time is read against.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TimeContext {
    /// The document's date.
    pub document_date: Option<Date>,
    /// A date that the running text has established.
    pub reference: Option<Anchor>,
    /// The tense of the clause.
    pub tense: Tense,
}

impl TimeExpr {
    /// The EDTF string (levels 0 and 1), or none where a date is wanting or the expression is only a length of time.
    ///
    /// Quarters, halves and weeks become intervals (`2024-07/2024-09`), decades and centuries take unspecified digits
    /// (`199X`, `19XX`), seasons the codes 21 to 24, vague parts of a year or month `~`.
    pub fn resolve(&self, ctx: &TimeContext) -> Option<String> {
        match *self {
            TimeExpr::At(point) => Some(ctx.value(&point)?.write(point.approx)),
            TimeExpr::From(point) => {
                let from = ctx.value(&point)?.end(false, point.approx);
                Some(Value::Span(from, Limit::Open).write(false))
            }
            TimeExpr::Until(point) => {
                let to = ctx.value(&point)?.end(true, point.approx);
                Some(Value::Span(Limit::Open, to).write(false))
            }
            TimeExpr::Between(from, to) => ctx.between(from, to),
            TimeExpr::Stretch { count, unit, ahead } => ctx.stretch(count, unit, ahead),
            TimeExpr::Within { count, unit } if ctx.tense == Tense::Future => {
                let point = Point::exact(Place::Distance { base: Base::Document, unit, by: count });
                TimeExpr::At(point).resolve(ctx)
            }
            TimeExpr::Within { .. } | TimeExpr::Duration { .. } => None,
        }
    }

    /// Whether it needs the document's date or the text's own to be read.
    pub fn is_relative(&self) -> bool {
        let relative = |p: &Point| {
            !matches!(p.place, Place::Decade(_) | Place::Century(_) | Place::Date { year: Year::Given(_), .. })
        };
        match self {
            TimeExpr::At(p) | TimeExpr::From(p) | TimeExpr::Until(p) => relative(p),
            TimeExpr::Between(a, b) => relative(a) && relative(b),
            _ => true,
        }
    }
}

/// How many days a story may step back from the date it has named before a day and month are taken for the next year's.
const STEP_BACK: i32 = 120;

impl TimeContext {
    fn base(&self, base: Base) -> Option<Anchor> {
        match base {
            Base::Document => self.document_date.map(Anchor::from),
            Base::Reference => self.reference,
            Base::Governing => self.reference.filter(|r| r.governs).or(self.document_date.map(Anchor::from)),
        }
    }

    /// Where dates without a year are counted from, and which way.
    fn home(&self, lean: Lean) -> Option<(Anchor, Lean)> {
        let lean = match (lean, self.tense) {
            (Lean::Tense, Tense::Future) => Lean::Future,
            (Lean::Tense, _) => Lean::Past,
            (lean, _) => lean,
        };
        match (self.reference, self.document_date) {
            // Under the head of a timeline's item, a month is a month of its year.
            (Some(anchor), _) if anchor.governs => Some((anchor, Lean::This)),
            (_, Some(date)) => Some((Anchor::from(date), lean)),
            // A story without a date of its own goes on from the date it has named, mostly forward.
            (Some(anchor), None) if anchor.precision == Precision::Year => Some((anchor, Lean::This)),
            (Some(anchor), None) => Some((anchor, if lean == Lean::Past { Lean::Future } else { lean })),
            (None, None) => None,
        }
    }

    fn value(&self, point: &Point) -> Option<Value> {
        match point.place {
            Place::Decade(year) => Some(Value::Decade(year)),
            Place::Century(year) => Some(Value::Century(year)),
            Place::Date { year, part, weekday } => self.date(year, part, weekday),
            Place::Weekday(day, lean, base) => {
                let (anchor, lean) = match base {
                    Base::Document | Base::Governing => self.home(lean)?,
                    Base::Reference => (self.reference?, lean),
                };
                (anchor.precision == Precision::Day).then_some(())?;
                weekday(anchor.date, day, lean).map(Value::Day)
            }
            Place::Weekend(lean) => {
                let (anchor, lean) = self.home(lean)?;
                (anchor.precision == Precision::Day).then_some(())?;
                let first = weekday(anchor.date, 6, lean)?;
                Some(Value::between(Stamp::day(first, false), Stamp::day(days_after(first, 1)?, false)))
            }
            Place::Shift { base, unit, by, years } => shift(self.base(base)?, unit, by, years),
            Place::Distance { base, unit, by } => distance(self.base(base)?, unit, by),
        }
    }

    fn date(&self, year: Year, part: Part, weekday: Option<u8>) -> Option<Value> {
        match year {
            Year::Given(year) => in_year(year, part),
            Year::From(base, by) => in_year(i32::from(self.base(base)?.date.year()) + by, part),
            Year::Open(lean) => {
                let (anchor, lean) = self.home(lean)?;
                if let Part::DayOnly(day) = part {
                    return day_only(anchor, day, lean);
                }
                let story = self.document_date.is_none() && lean == Lean::Future;
                let from = if story { days_after(anchor.date, -STEP_BACK)? } else { anchor.date };
                open_year(Anchor { date: from, ..anchor }, part, weekday, lean)
            }
        }
    }

    /// From one point to another; what one lacks of the year the other gives.
    fn between(&self, from: Point, to: Point) -> Option<String> {
        let given = |p: &Point| match p.place {
            Place::Date { year: year @ (Year::Given(_) | Year::From(..)), part, .. } => Some((year, part)),
            _ => None,
        };
        let with_year = |mut p: Point, with: Year| {
            if let Place::Date { year: year @ Year::Open(Lean::Tense), .. } = &mut p.place {
                *year = with;
            }
            p
        };
        let (mut start, mut end) = (from, to);
        if let Some((year, _)) = given(&to) {
            start = with_year(from, year);
        } else if let Some((year, _)) = given(&from) {
            end = with_year(to, year);
        }
        let (mut first, mut last) = (self.value(&start)?, self.value(&end)?);
        if last.days()?.1 < first.days()?.0 {
            // "November to March 2022" begins the year before; "March 2021 to January" ends the year after.
            if start != from {
                first = self.value(&with_year(from, later(given(&to)?.0, -1)))?;
            } else if end != to {
                last = self.value(&with_year(to, later(given(&from)?.0, 1)))?;
            } else if let Place::Date { year: Year::Open(_), part, .. } = to.place {
                last = open_year(Anchor::from(first.days()?.0), part, None, Lean::Future)?;
            } else if let Place::Weekday(day, ..) = to.place {
                last = Value::Day(weekday(first.days()?.0, day, Lean::Future)?);
            }
        }
        (last.days()?.1 >= first.days()?.0).then_some(())?;
        Some(Value::Span(first.end(false, from.approx), last.end(true, to.approx)).write(false))
    }

    fn stretch(&self, count: f64, unit: Unit, ahead: bool) -> Option<String> {
        let today = self.document_date?;
        let signed = if ahead { count } else { -count };
        let whole = signed.trunc() as i32;
        let broken = signed.fract() != 0.0;
        let stamp = |date: Date, unit: Unit| match unit {
            Unit::Year => Stamp::year(i32::from(date.year()), broken),
            Unit::Month | Unit::Quarter => Stamp::month(i32::from(date.year()), date.month().unsigned_abs(), broken),
            _ => Stamp::day(date, broken),
        };
        let other = match unit {
            Unit::Year => months_after(today, (signed * 12.0) as i32)?,
            Unit::Quarter => months_after(today, whole.saturating_mul(3))?,
            Unit::Month => months_after(today, whole)?,
            Unit::Week => days_after(today, (signed * 7.0) as i32)?,
            Unit::Day => days_after(today, whole)?,
            _ => return None,
        };
        let (from, to) = if ahead { (today, other) } else { (other, today) };
        Some(Value::between(stamp(from, unit), stamp(to, unit)).write(false))
    }
}

fn later(year: Year, by: i32) -> Year {
    match year {
        Year::Given(year) => Year::Given(year + by),
        Year::From(base, from) => Year::From(base, from + by),
        open => open,
    }
}

/// The part of the year; none for days that no month has.
fn in_year(year: i32, part: Part) -> Option<Value> {
    let short = i16::try_from(year).ok()?;
    Some(match part {
        Part::Whole => Value::Year(year),
        Part::Month(month) => Value::Month(year, month),
        Part::Day(month, day) => Value::Day(Date::new(short, month as i8, day as i8).ok()?),
        Part::DayOnly(_) => return None,
        Part::Season(season) => Value::Season(year, season),
        Part::Months(from, to) => Value::between(Stamp::month(year, from, false), Stamp::month(year, to, false)),
    })
}

/// The part of a year that is not said, nearest the anchor the way the lean says.
fn open_year(anchor: Anchor, part: Part, weekday: Option<u8>, lean: Lean) -> Option<Value> {
    let date = anchor.date;
    let home = i32::from(date.year());
    let fits = |value: &Value| {
        let Some((first, last)) = value.days() else { return false };
        let named = weekday.is_none_or(|w| first.weekday().to_monday_one_offset() == w as i8);
        named
            && match lean {
                Lean::Tense | Lean::Past => first <= date,
                Lean::Future => last >= date,
                Lean::Last => last < date,
                Lean::Next => first > date,
                Lean::This => true,
            }
    };
    let back = |year: &i32| in_year(*year, part);
    match lean {
        Lean::This => in_year(home, part).filter(|v| weekday.is_none() || fits(v)),
        Lean::Tense | Lean::Past | Lean::Last => (home - 12..=home).rev().filter_map(|y| back(&y)).find(fits),
        Lean::Future | Lean::Next => (home - 1..=home + 12).filter_map(|y| back(&y)).find(fits),
    }
}

/// "on the 15th": a day of the anchor's month or a near one.
fn day_only(anchor: Anchor, day: u8, lean: Lean) -> Option<Value> {
    (anchor.precision >= Precision::Month).then_some(())?;
    let first = anchor.date.first_of_month();
    let near = |months: i32| {
        let month = months_after(first, months)?;
        Date::new(month.year(), month.month(), day as i8).ok()
    };
    let found = match lean {
        Lean::This => near(0),
        Lean::Future | Lean::Next => (0..3).filter_map(near).find(|d| *d >= anchor.date),
        _ => (-3..=0).rev().filter_map(near).find(|d| *d <= anchor.date),
    };
    found.map(Value::Day)
}

/// The day of the week nearest the date the way the lean says.
fn weekday(date: Date, day: u8, lean: Lean) -> Option<Date> {
    let today = i32::from(date.weekday().to_monday_one_offset());
    let back = (today - i32::from(day)).rem_euclid(7);
    let ahead = (i32::from(day) - today).rem_euclid(7);
    let days = match lean {
        Lean::Tense | Lean::Past => -back,
        Lean::Future => ahead,
        Lean::Last => {
            if back == 0 {
                -7
            } else {
                -back
            }
        }
        Lean::Next => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        Lean::This => i32::from(day) - today,
    };
    days_after(date, days)
}

/// The whole unit that lies `by` units from the anchor's.
fn shift(anchor: Anchor, unit: Unit, by: i32, years: i32) -> Option<Value> {
    let date = anchor.date;
    let year = i32::from(date.year());
    let known = |p: Precision| (anchor.precision >= p).then_some(());
    Some(match unit {
        Unit::Year if years >= 100 => Value::Century(year.div_euclid(100) * 100 + by * 100),
        Unit::Year if years == 10 => Value::Decade(year.div_euclid(10) * 10 + by * 10),
        Unit::Year => Value::Year(year + by),
        Unit::Quarter => {
            known(Precision::Month)?;
            let moved = months_after(date, by * 3)?;
            let first = (moved.month().unsigned_abs() - 1) / 3 * 3 + 1;
            return in_year(i32::from(moved.year()), Part::Months(first, first + 2));
        }
        Unit::Month => {
            known(Precision::Month)?;
            let moved = months_after(date, by)?;
            Value::Month(i32::from(moved.year()), moved.month().unsigned_abs())
        }
        Unit::Week | Unit::Weekend | Unit::Day if anchor.precision == Precision::Month && by == 0 => {
            Value::Month(year, date.month().unsigned_abs())
        }
        Unit::Week | Unit::Weekend => {
            known(Precision::Day)?;
            let monday = days_after(weekday(date, 1, Lean::Past)?, by * 7)?;
            let first = if unit == Unit::Weekend { days_after(monday, 5)? } else { monday };
            Value::between(Stamp::day(first, false), Stamp::day(days_after(monday, 6)?, false))
        }
        Unit::Day => {
            known(Precision::Day)?;
            Value::Day(days_after(date, by)?)
        }
        Unit::Hour | Unit::Second => return None,
    })
}

/// Days within which a month stays the same month.
const NEAR: f64 = 8.0;

/// The point a length of time away: years give a year, months a month, weeks and days a day.
fn distance(anchor: Anchor, unit: Unit, by: f64) -> Option<Value> {
    let date = anchor.date;
    let whole = by.fract() == 0.0;
    Some(match unit {
        Unit::Year if whole => Value::Year(i32::from(date.year()).checked_add(by as i32)?),
        Unit::Year => Value::Year(i32::from(months_after(date, (by * 12.0) as i32)?.year())),
        Unit::Month | Unit::Quarter => {
            (anchor.precision >= Precision::Month).then_some(())?;
            let months = if unit == Unit::Quarter { by * 3.0 } else { by };
            let moved = months_after(date, months as i32)?;
            Value::Month(i32::from(moved.year()), moved.month().unsigned_abs())
        }
        // some days after a month's event the month is still the same, as far as one can tell
        Unit::Day | Unit::Week if anchor.precision == Precision::Month => {
            let days = if unit == Unit::Week { by * 7.0 } else { by };
            (days.abs() < NEAR).then_some(())?;
            Value::Month(i32::from(date.year()), date.month().unsigned_abs())
        }
        Unit::Day | Unit::Week => {
            (anchor.precision == Precision::Day).then_some(())?;
            let days = if unit == Unit::Week { by * 7.0 } else { by };
            Value::Day(days_after(date, days as i32)?)
        }
        _ => return None,
    })
}
