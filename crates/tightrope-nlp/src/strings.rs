//! String ids as spaCy's string store gives them, and its table of norms.

use crate::hash::murmur64a;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static SYMBOLS: LazyLock<FxHashMap<String, u64>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../data/symbols.json")).unwrap_or_default());

static BASE_NORMS: LazyLock<FxHashMap<String, String>> =
    LazyLock::new(|| serde_json::from_str(include_str!("../data/base_norms.json")).unwrap_or_default());

/// The id of a string: a small number for a reserved one, its hash for any other.
pub fn string_id(s: &str) -> u64 {
    match SYMBOLS.get(s) {
        Some(&id) => id,
        None => murmur64a(s.as_bytes(), 1),
    }
}

/// The norm that every pipeline gives some punctuation and currency signs.
pub fn base_norm(s: &str) -> Option<&'static str> {
    BASE_NORMS.get(s).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reserved_and_hashed() {
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("ORG"), 383);
        assert_eq!(string_id("det"), 415);
        assert_eq!(string_id("punct"), 445);
        assert_eq!(string_id("case"), 8_110_129_090_154_140_942);
        assert_eq!(string_id("noun"), 16_833_663_260_455_505_849);
        assert_eq!(string_id("the"), 7_425_985_699_627_899_538);
    }

    #[test]
    fn norms() {
        assert_eq!(base_norm("£"), Some("$"));
        assert_eq!(base_norm("—"), Some("-"));
        assert_eq!(base_norm("word"), None);
    }
}
