//! The word lists of `data/words.tsv`.

use std::{collections::BTreeMap, sync::LazyLock};

static LISTS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    include_str!("../data/words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(kind, words)| (kind, words.split('|').collect()))
        .collect()
});

const MONTHS: [&str; 12] = [
    "month01", "month02", "month03", "month04", "month05", "month06", "month07", "month08", "month09", "month10",
    "month11", "month12",
];

/// Whether `word`, in any case, stands in the list.
pub(crate) fn is(kind: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    LISTS.get(kind).is_some_and(|list| list.contains(&word.as_str()))
}

/// Whether the word is a month's whole name, which its list has first.
pub(crate) fn is_full_month(word: &str) -> bool {
    let word = word.to_lowercase();
    MONTHS.iter().filter_map(|kind| LISTS.get(kind)?.first()).any(|name| *name == word)
}

/// The month, 1 to 12, that a word names.
pub(crate) fn month(word: &str) -> Option<i8> {
    (1..).zip(MONTHS).find(|(_, kind)| is(kind, word)).map(|(n, _)| n)
}
