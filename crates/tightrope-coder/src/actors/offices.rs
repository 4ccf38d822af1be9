//! Offices: the titles and nouns that name them, and what they rank.

use super::{ActorError, cues::key, table::Table};
use rustc_hash::FxHashMap;
use std::ops::Range;
use tightrope_nlp::Doc;

/// An office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// The key that roles use, such as `foreign minister`.
    pub key: String,
    /// 1 head of state, 2 head of government, 3 foreign or defence, 4 other ministers and heads of bodies, 5 deputies,
    /// envoys, spokespersons and lawmakers, 6 others, 9 forms of address.
    pub rank: u8,
}

/// All offices.
#[derive(Debug, Default, Clone)]
pub struct Offices {
    list: Vec<Office>,
    titles: FxHashMap<String, usize>,
    longest: usize,
}

impl Offices {
    pub(super) fn read(name: &str, text: &str) -> Result<Self, ActorError> {
        let mut offices = Offices::default();
        for row in Table::new(name, text)?.rows() {
            row.check_width()?;
            let (office, rank) = (row.need("office")?, row.need("rank")?);
            let rank = rank.parse().map_err(|_| row.error(format!("\"{rank}\" is no rank from 1 to 9")))?;
            let at = offices.list.len();
            offices.list.push(Office { key: office.to_owned(), rank });
            for title in std::iter::once(office).chain(row.list("titles")) {
                let title = key(title);
                offices.longest = offices.longest.max(title.split(' ').count());
                if offices.titles.insert(title.clone(), at).is_some_and(|other| other != at) {
                    return Err(row.error(format!("the title \"{title}\" stands in two rows")));
                }
            }
        }
        Ok(offices)
    }

    /// The office that a title or noun names, in the singular, whatever its case ("Defense Secretary").
    pub fn get(&self, title: &str) -> Option<&Office> {
        self.titles.get(&key(title)).and_then(|at| self.list.get(*at))
    }

    /// Every office, in the order of the table.
    pub fn all(&self) -> &[Office] {
        &self.list
    }

    /// The longest title that ends right before token `end`, with its tokens.
    pub fn before(&self, doc: &Doc, end: usize) -> Option<(Range<usize>, &Office)> {
        // Hyphens take tokens too ("vice-president").
        let lowest = end.saturating_sub(self.longest + 2);
        (lowest..end).find_map(|start| self.get(doc.span_text(start..end)).map(|office| (start..end, office)))
    }

    /// The longest title that begins at token `start`, with its tokens.
    pub fn at(&self, doc: &Doc, start: usize) -> Option<(Range<usize>, &Office)> {
        let highest = (start + self.longest + 2).min(doc.len());
        (start + 1..=highest)
            .rev()
            .find_map(|end| self.get(doc.span_text(start..end)).map(|office| (start..end, office)))
    }
}
