//! Tables of phrases, read from the data files and matched on pieces of text.

use super::lex::Pieces;
use rustc_hash::FxHashMap;

/// The cells of a table's lines: no comments, no head line, no empty lines.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table
        .lines()
        .filter(|line| !line.starts_with("# ") && !line.trim().is_empty())
        .skip(1)
        .map(|line| line.split('\t').collect())
}

/// Phrases and what each stands for; the longest that fits wins.
#[derive(Debug)]
pub(crate) struct Phrases<V> {
    /// By first word: the words after it and the value, longest first.
    by_first: FxHashMap<String, Vec<(Vec<String>, V)>>,
    longest: usize,
}

impl<V: Copy> Phrases<V> {
    pub fn new<'a>(entries: impl IntoIterator<Item = (&'a str, V)>) -> Self {
        let mut by_first: FxHashMap<String, Vec<(Vec<String>, V)>> = FxHashMap::default();
        let mut longest = 0;
        for (phrase, value) in entries {
            let pieces = Pieces::of(phrase);
            let words: Vec<String> = (0..pieces.len()).map(|i| key(&pieces, i)).collect();
            longest = longest.max(words.len());
            if let Some((first, rest)) = words.split_first() {
                by_first.entry(first.clone()).or_default().push((rest.to_vec(), value));
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Phrases { by_first, longest }
    }

    /// The longest phrase that starts at `i`, and the index after it.
    pub fn at(&self, pieces: &Pieces, i: usize) -> Option<(V, usize)> {
        let piece = pieces.get(i);
        let list = match piece.lower.as_str() {
            "" => self.by_first.get(&key(pieces, i))?,
            word => self.by_first.get(word)?,
        };
        list.iter().find_map(|(rest, value)| {
            let mut at = i + 1;
            for word in rest {
                let next = pieces.get(at);
                if next.fresh || (next.lower != *word && key(pieces, at) != *word) {
                    return None;
                }
                at += 1;
            }
            Some((*value, at))
        })
    }

    /// The longest phrase that ends just before `end`, and where it starts.
    pub fn ending(&self, pieces: &Pieces, end: usize) -> Option<(V, usize)> {
        let from = end.saturating_sub(self.longest);
        (from..end).find_map(|start| {
            let first = pieces.get(start);
            let list = self.by_first.get(&first.lower)?;
            let value = list.iter().find(|(rest, _)| {
                start + rest.len() + 1 == end && rest.iter().zip(start + 1..).all(|(w, at)| pieces.word(at) == w)
            })?;
            Some((value.1, start))
        })
    }
}

fn key(pieces: &Pieces, i: usize) -> String {
    let piece = pieces.get(i);
    if piece.lower.is_empty() && pieces.is_number(i) { piece.value.to_string() } else { piece.lower.clone() }
}
