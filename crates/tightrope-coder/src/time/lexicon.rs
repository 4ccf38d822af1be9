//! The word lists behind times, from `data/time`.

use super::expr::{Base, Unit};
use crate::quantity::{Phrases, rows};
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a calendar name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Name {
    /// A month; `sure` where the word has no other use.
    Month { month: u8, sure: bool },
    /// A month's abbreviation.
    Short(u8),
    /// A weekday; `sure` where it is no abbreviation.
    Weekday { day: u8, sure: bool },
    /// A season by EDTF code; `sure` where the word has no other use.
    Season { season: u8, sure: bool },
    /// A feast, by month and day.
    Feast(u8, u8),
    /// The decade of a century ("nineties").
    Decade(u8),
}

/// What a word around a time does; `data/time/cues.tsv` explains each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Cue {
    Since,
    From,
    Until,
    By,
    After,
    Before,
    Between,
    Range,
    Onward,
    Approx,
    Part,
    Side,
    Future,
    FutureNear,
    Year,
    Ago,
    Later,
    Earlier,
    Hence,
    Past,
    Coming,
    DayPart,
    About,
    LeadsMonth,
    LeadsSeason,
    AfterSeason,
    LeadsWeekend,
    Opener,
    Title,
    Over,
    TakesLength,
    Filler,
    Era,
    NoPlural,
}

const CUES: [(&str, Cue); 34] = [
    ("since", Cue::Since),
    ("from", Cue::From),
    ("until", Cue::Until),
    ("by", Cue::By),
    ("after", Cue::After),
    ("before", Cue::Before),
    ("between", Cue::Between),
    ("range", Cue::Range),
    ("onward", Cue::Onward),
    ("approx", Cue::Approx),
    ("part", Cue::Part),
    ("side", Cue::Side),
    ("future", Cue::Future),
    ("future_near", Cue::FutureNear),
    ("year", Cue::Year),
    ("ago", Cue::Ago),
    ("later", Cue::Later),
    ("earlier", Cue::Earlier),
    ("hence", Cue::Hence),
    ("past", Cue::Past),
    ("coming", Cue::Coming),
    ("day_part", Cue::DayPart),
    ("about", Cue::About),
    ("leads_month", Cue::LeadsMonth),
    ("leads_season", Cue::LeadsSeason),
    ("after_season", Cue::AfterSeason),
    ("leads_weekend", Cue::LeadsWeekend),
    ("opener", Cue::Opener),
    ("title", Cue::Title),
    ("over", Cue::Over),
    ("takes_length", Cue::TakesLength),
    ("filler", Cue::Filler),
    ("era", Cue::Era),
    ("no_plural", Cue::NoPlural),
];

/// All tables.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub names: FxHashMap<&'static str, Name>,
    /// Ordinals of quarters and halves.
    pub nth: FxHashMap<&'static str, u8>,
    /// Units and how many of the unit one form is.
    pub units: FxHashMap<&'static str, (Unit, i32)>,
    pub days: Phrases<(Base, i32)>,
    /// Names that hold a calendar word; with the day they stand for, where they stand for one.
    pub proper: Phrases<Option<Date>>,
    pub determiners: Phrases<(Base, i32)>,
    cues: FxHashMap<Cue, Phrases<()>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// The tables, read once.
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn read() -> Self {
        let (mut names, mut nth) = (FxHashMap::default(), FxHashMap::default());
        for row in rows(include_str!("../../data/time/calendar.tsv")) {
            let [form, kind, value] = row[..] else { continue };
            let Ok(value) = value.parse::<u16>() else { continue };
            let (high, value) = ((value / 100) as u8, (value % 100) as u8);
            let sure = !kind.ends_with('?');
            let name = match kind.trim_end_matches('?') {
                "month" => Name::Month { month: value, sure },
                "short" => Name::Short(value),
                "weekday" => Name::Weekday { day: value, sure },
                "season" => Name::Season { season: value, sure },
                "feast" => Name::Feast(high, value),
                "decade" => Name::Decade(value),
                _ => {
                    nth.insert(form, value);
                    continue;
                }
            };
            names.insert(form, name);
        }
        let units = rows(include_str!("../../data/time/units.tsv")).filter_map(|row| {
            let [form, unit, factor] = row[..] else { return None };
            Some((form, (unit_of(unit)?, factor.parse().ok()?)))
        });
        let mut cues: FxHashMap<Cue, Vec<(&str, ())>> = FxHashMap::default();
        for row in rows(include_str!("../../data/time/cues.tsv")) {
            let [phrase, role] = row[..] else { continue };
            if let Some((_, cue)) = CUES.iter().find(|(name, _)| *name == role) {
                cues.entry(*cue).or_default().push((phrase, ()));
            }
        }
        Lexicon {
            names,
            nth,
            units: units.collect(),
            days: Phrases::new(rows(include_str!("../../data/time/days.tsv")).filter_map(based)),
            proper: Phrases::new(rows(include_str!("../../data/time/names.tsv")).filter_map(|row| {
                let [phrase, date] = row[..] else { return None };
                Some((phrase, date.parse().ok()))
            })),
            determiners: Phrases::new(rows(include_str!("../../data/time/determiners.tsv")).filter_map(based)),
            cues: cues.into_iter().map(|(cue, list)| (cue, Phrases::new(list))).collect(),
        }
    }

    /// The phrases of a cue.
    pub fn cue(&self, cue: Cue) -> &Phrases<()> {
        static NONE: LazyLock<Phrases<()>> = LazyLock::new(|| Phrases::new([]));
        self.cues.get(&cue).unwrap_or(&NONE)
    }
}

fn unit_of(name: &str) -> Option<Unit> {
    Some(match name {
        "second" => Unit::Second,
        "hour" => Unit::Hour,
        "day" => Unit::Day,
        "week" => Unit::Week,
        "weekend" => Unit::Weekend,
        "month" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" => Unit::Year,
        _ => return None,
    })
}

fn based(row: Vec<&'static str>) -> Option<(&'static str, (Base, i32))> {
    let [phrase, base, by] = row[..] else { return None };
    let base = if base == "document" { Base::Document } else { Base::Reference };
    Some((phrase, (base, by.parse().ok()?)))
}
