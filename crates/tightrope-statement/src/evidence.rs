//! Where in the document a statement stands.

use serde::{Deserialize, Serialize};

/// A W3C text position selector joined with a text quote selector.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// First Unicode code point of the evidence in the document.
    pub start: usize,
    /// Code point after the last.
    pub end: usize,
    /// The document's text from `start` to `end`.
    pub exact: String,
    /// Up to 32 code points before.
    pub prefix: String,
    /// Up to 32 code points after.
    pub suffix: String,
}

/// Code points kept before and after the evidence.
const CONTEXT: usize = 32;

impl Evidence {
    /// Cuts the evidence out of `text`; `bytes` is a byte range of it on character boundaries.
    ///
    /// Returns `None` where the range does not lie in the text or splits a character.
    pub fn cut(text: &str, bytes: std::ops::Range<usize>) -> Option<Self> {
        let exact = text.get(bytes.clone())?;
        let before = text.get(..bytes.start)?;
        let start = before.chars().count();
        let cut = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(i, _)| i);
        Some(Evidence {
            start,
            end: start + exact.chars().count(),
            exact: exact.to_owned(),
            prefix: before[cut..].to_owned(),
            suffix: text.get(bytes.end..)?.chars().take(CONTEXT).collect(),
        })
    }
}
