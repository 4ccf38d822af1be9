//! Which state a town or province lies in that no table of actors names.
//!
//! The table is searched where it lies: it costs nothing before a page names a place that is not known.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Lines `name<TAB>STATE:thousands ...`, sorted by their bytes, names in lower case without accents.
const TABLE: &str = include_str!("../../data/actors/towns.tsv");

/// Places of that many thousand people are meant wherever they are named.
const WELL_KNOWN: u32 = 100;
/// How many times as large the largest bearer of a name must be to be the one that is meant.
const DOMINANT: u32 = 10;

/// A state that holds a place of the name, with the inhabitants of its largest such place in thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Town {
    /// The state's code.
    pub state: &'static str,
    /// Inhabitants in thousands, at least 1; a province counts as 200.
    pub thousands: u32,
}

/// The states that hold a place of this name, the most populous first; empty where the table has none.
pub(super) fn towns(name: &str) -> Vec<Town> {
    let key: String = name
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == '’' { '\'' } else { c })
        .flat_map(char::to_lowercase)
        .collect();
    let Some(line) = line_of(&key) else { return Vec::new() };
    let part = |part: &'static str| {
        let (state, thousands) = part.split_once(':')?;
        Some(Town { state, thousands: thousands.parse().ok()? })
    };
    line.split(' ').filter_map(part).collect()
}

/// The state whose place is meant, given which states the page speaks of; none where that stays open.
///
/// A small place is that of a state spoken of; of several, the one far more populous than the rest.
pub fn state_of_town(name: &str, spoken_of: impl Fn(&str) -> bool) -> Option<&'static str> {
    let all = towns(name);
    let near: Vec<Town> = all.iter().copied().filter(|t| spoken_of(t.state)).collect();
    let (pool, least) = if near.is_empty() { (&all, WELL_KNOWN) } else { (&near, 0) };
    let first = pool.first().filter(|t| t.thousands >= least)?;
    let clear = pool.get(1).is_none_or(|second| first.thousands >= second.thousands.saturating_mul(DOMINANT));
    clear.then_some(first.state)
}

/// What stands behind the name in its line.
fn line_of(key: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, TABLE.len());
    while low < high {
        let middle = low + (high - low) / 2;
        // the line around the middle: bytes of line ends are never inside a character
        let start = TABLE.as_bytes().get(..middle)?.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let end = TABLE.as_bytes().get(middle..)?.iter().position(|b| *b == b'\n').map_or(TABLE.len(), |n| middle + n);
        let (name, rest) = TABLE.get(start..end)?.split_once('\t')?;
        match name.as_bytes().cmp(key.as_bytes()) {
            std::cmp::Ordering::Equal => return Some(rest),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{TABLE, state_of_town, towns};

    #[test]
    fn every_line_is_found_and_in_order() {
        let names: Vec<&str> = TABLE.lines().filter_map(|l| l.split('\t').next()).collect();
        assert!(names.len() > 50_000 && names.is_sorted_by(|a, b| a.as_bytes() < b.as_bytes()));
        for name in names.iter().step_by(97) {
            assert!(!towns(name).is_empty(), "{name}");
        }
        assert!(towns("").is_empty() && towns("Qqqq").is_empty());
    }

    #[test]
    fn a_name_of_several_towns_waits_for_its_state() {
        assert_eq!(state_of_town("Pokhara", |_| false), Some("NPL"));
        assert_eq!(state_of_town("Tripoli", |_| false), None);
        assert_eq!(state_of_town("Tripoli", |s| s == "LBN"), Some("LBN"));
        assert_eq!(state_of_town("Gatumba", |_| false), None);
        assert_eq!(state_of_town("Gatumba", |s| s == "BDI"), Some("BDI"));
        assert_eq!(state_of_town("Odienné", |s| s == "CIV"), Some("CIV"));
    }
}
