//! Cutting texts that are too long to be parsed in one piece.
//!
//! The parser decides where sentences end, so it needs a whole text at once, and its working memory grows with it: about
//! half a kilobyte a token beside the annotation itself. A text of up to [`LONGEST_TEXT`] characters, spaCy's own limit,
//! is parsed whole; a longer one in pieces that are then joined. A reader of huge files does better to take
//! the pieces one by one ([`Model::parse_pieces`](crate::Model::parse_pieces)) and drop each document.

use crate::doc::{Doc, DocParts};
use std::ops::Range;

/// Characters of the longest text that is parsed in one piece.
pub const LONGEST_TEXT: usize = 1_000_000;

/// Cuts a text into pieces of at most `longest` characters (at least one): at a line break in the later half of a piece
/// if there is one, else at white space there, else anywhere. Returns the bytes of each piece, in order and without gaps.
pub fn cut(text: &str, longest: usize) -> Vec<Range<usize>> {
    let longest = longest.max(1);
    let mut pieces = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let rest = &text[start..];
        let end = match rest.char_indices().nth(longest) {
            None => text.len(),
            Some((limit, _)) => {
                let half = rest.char_indices().nth(longest / 2).map_or(0, |(at, _)| at);
                let after = |found: Option<(usize, char)>| found.map(|(at, c)| half + at + c.len_utf8());
                let later = || rest[half..limit].char_indices().rev();
                let at = after(later().find(|&(_, c)| c == '\n'))
                    .or_else(|| after(later().find(|(_, c)| c.is_whitespace())));
                start + at.unwrap_or(limit)
            }
        };
        pieces.push(start..end);
        start = end;
    }
    pieces
}

/// Whether a text has more characters than `longest`.
pub(crate) fn is_longer(text: &str, longest: usize) -> bool {
    text.len() > longest && text.chars().nth(longest).is_some()
}

/// One document of the documents of a text's pieces.
pub(crate) fn join(text: &str, pieces: &[Range<usize>], docs: impl Iterator<Item = Doc>) -> Doc {
    let mut all = DocParts { text: text.to_owned(), ..DocParts::default() };
    for (piece, doc) in pieces.iter().zip(docs) {
        let base = all.tokens.len();
        let parts = doc.into_parts();
        for mut token in parts.tokens {
            token.start += piece.start;
            token.end += piece.start;
            token.head += base;
            all.tokens.push(token);
        }
        for mut entity in parts.entities {
            entity.start += base;
            entity.end += base;
            all.entities.push(entity);
        }
    }
    Doc::new(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_at_the_best_place() {
        assert!(cut("", 5).is_empty());
        assert_eq!(cut("abc", 5), vec![0..3; 1]);
        assert_eq!(cut("aa bb\ncc dd", 8), [0..6, 6..11]);
        assert_eq!(cut("aaaa bbbb", 6), [0..5, 5..9]);
        assert_eq!(cut("éééé", 3), [0..6, 6..8]);
        assert_eq!(cut("ab", 0), [0..1, 1..2]);
    }
}
