//! The word lists behind quantities, from `data/quantity`.

use super::phrases::{Phrases, rows};
use super::value::{Hedge, ShareRole};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What a number word does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Word {
    /// Adds (seven).
    Unit(f64),
    /// Adds before a unit (twenty).
    Ten(f64),
    /// Multiplies (million).
    Scale(f64),
    /// Multiplies and takes an article (dozen).
    Set(f64),
    /// Multiplies as a suffix (4bn).
    Short(f64),
    /// Names a place in a row (third).
    Ordinal(f64),
}

/// What sort of unit it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UnitKind {
    Measure,
    Counted,
    Percent,
    Points,
    Per,
}

/// What a word says about ranks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ranking {
    Superlative,
    Leader,
    Head,
    Verb,
    Place,
    Unranked,
    Indefinite,
    Mass,
    Other,
    Owner,
    Between,
}

/// A currency as a symbol, code or name writes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Currency {
    /// ISO 4217.
    pub code: &'static str,
    /// Whether it must stand in capitals (a code, which is often a word: ALL, TOP).
    pub capitals: bool,
}

/// All tables.
#[derive(Debug)]
pub(crate) struct Lexicon {
    pub numbers: FxHashMap<&'static str, Word>,
    /// Denominators of fractions.
    pub parts: FxHashMap<&'static str, f64>,
    pub hedges: Phrases<Hedge>,
    pub units: Phrases<(&'static str, UnitKind)>,
    pub currency_names: Phrases<Currency>,
    pub currency_symbols: Phrases<Currency>,
    pub labels_before: FxHashSet<&'static str>,
    pub labels_after: FxHashSet<&'static str>,
    pub ranks: Phrases<Ranking>,
    /// Words of growth that stand before a percentage.
    pub change: FxHashSet<&'static str>,
    /// Words after "half" that make it a share.
    pub half: FxHashSet<&'static str>,
    /// Words after a bare sum of millions that leave it to the sum before what it is of ("20 million euros for it and 60 million on top").
    pub carried: FxHashSet<&'static str>,
    /// Words after a percentage that tell what it is.
    pub percent_of: FxHashMap<&'static str, ShareRole>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

/// The tables, read once.
pub(crate) fn lexicon() -> &'static Lexicon {
    &LEXICON
}

impl Lexicon {
    fn read() -> Self {
        let (mut numbers, mut parts) = (FxHashMap::default(), FxHashMap::default());
        for row in rows(include_str!("../../data/quantity/numbers.tsv")) {
            let [word, kind, value] = row[..] else { continue };
            let Ok(value) = value.parse::<f64>() else { continue };
            let word_of = match kind {
                "unit" => Word::Unit,
                "ten" => Word::Ten,
                "scale" => Word::Scale,
                "set" => Word::Set,
                "short" => Word::Short,
                "ordinal" => Word::Ordinal,
                _ => {
                    parts.insert(word, value);
                    continue;
                }
            };
            numbers.insert(word, word_of(value));
        }
        let (mut change, mut half, mut percent_of) = (FxHashSet::default(), FxHashSet::default(), FxHashMap::default());
        for row in rows(include_str!("../../data/quantity/percent.tsv")) {
            match row[..] {
                [word, "half"] => drop(half.insert(word)),
                [word, "change"] => drop(change.insert(word)),
                [word, "change_after"] => drop(percent_of.insert(word, ShareRole::Change)),
                [word, _] => drop(percent_of.insert(word, ShareRole::Part)),
                _ => {}
            }
        }
        let (mut labels_before, mut labels_after) = (FxHashSet::default(), FxHashSet::default());
        for row in rows(include_str!("../../data/quantity/labels.tsv")) {
            match row[..] {
                [word, "before"] => drop(labels_before.insert(word)),
                [word, _] => drop(labels_after.insert(word)),
                _ => {}
            }
        }
        let carried =
            rows(include_str!("../../data/quantity/carried.tsv")).filter_map(|row| row.first().copied()).collect();
        let (mut names, mut symbols) = (Vec::new(), Vec::new());
        for row in rows(include_str!("../../data/quantity/currencies.tsv")) {
            currency(&row, &mut names, &mut symbols);
        }
        Lexicon {
            numbers,
            parts,
            hedges: Phrases::new(rows(include_str!("../../data/quantity/hedges.tsv")).filter_map(|row| {
                let [phrase, hedge] = row[..] else { return None };
                Some((phrase, Hedge::from_word(hedge)?))
            })),
            units: Phrases::new(rows(include_str!("../../data/quantity/units.tsv")).flat_map(units)),
            currency_names: Phrases::new(names.iter().map(|(name, c)| (name.as_str(), *c))),
            currency_symbols: Phrases::new(symbols),
            labels_before,
            labels_after,
            ranks: Phrases::new(rows(include_str!("../../data/quantity/ranks.tsv")).filter_map(ranking)),
            change,
            half,
            carried,
            percent_of,
        }
    }

    /// The unit at `i`, its kind and the index after it.
    pub fn unit(&self, pieces: &super::lex::Pieces, i: usize) -> Option<(&'static str, UnitKind, usize)> {
        self.units.at(pieces, i).map(|((unit, kind), end)| (unit, kind, end))
    }
}

fn units(row: Vec<&'static str>) -> Vec<(&'static str, (&'static str, UnitKind))> {
    let [unit, kind, forms] = row[..] else { return Vec::new() };
    let kind = match kind {
        "measure" => UnitKind::Measure,
        "percent" => UnitKind::Percent,
        "points" => UnitKind::Points,
        "per" => UnitKind::Per,
        _ => UnitKind::Counted,
    };
    forms.split('|').map(|form| (form, (unit, kind))).collect()
}

fn ranking(row: Vec<&'static str>) -> Option<(&'static str, Ranking)> {
    let [phrase, kind] = row[..] else { return None };
    let kind = match kind {
        "superlative" => Ranking::Superlative,
        "leader" => Ranking::Leader,
        "head" => Ranking::Head,
        "verb" => Ranking::Verb,
        "place" => Ranking::Place,
        "other" => Ranking::Other,
        "indefinite" => Ranking::Indefinite,
        "mass" => Ranking::Mass,
        "owner" => Ranking::Owner,
        "between" => Ranking::Between,
        _ => Ranking::Unranked,
    };
    Some((phrase, kind))
}

/// Every way to write one currency: symbols and code before or after the number, names after it.
fn currency(row: &[&'static str], names: &mut Vec<(String, Currency)>, symbols: &mut Vec<(&'static str, Currency)>) {
    let &[code, signs, forms, adjectives, alone] = row else { return };
    let plain = Currency { code, capitals: false };
    let strict = Currency { code, capitals: true };
    symbols.push((code, strict));
    for sign in signs.split(' ').filter(|s| !s.is_empty()) {
        symbols.push((sign, if sign.contains(char::is_alphabetic) { strict } else { plain }));
    }
    for name in forms.split('|') {
        if alone == "yes" {
            names.push((name.to_owned(), plain));
        }
        for adjective in adjectives.split('|').filter(|a| !a.is_empty()) {
            names.push((format!("{adjective} {name}"), plain));
        }
    }
}
