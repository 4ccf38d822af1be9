//! Cuts blocks that are too long to be parsed as one.

use crate::line::trim;
use std::ops::Range;

/// The most bytes of a block: some 3,500 words, far above any paragraph.
pub(crate) const MAX_BLOCK: usize = 20_000;

/// Cuts `range` into pieces of at most [`MAX_BLOCK`] bytes: after a sentence, else at a space, else anywhere.
pub(crate) fn pieces(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut rest = trim(text, range);
    while rest.len() > MAX_BLOCK {
        let mut end = rest.start + MAX_BLOCK;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let window = text.get(rest.start..end).unwrap_or("");
        let sentence = [". ", "! ", "? ", "\n", ".\" ", ".” "]
            .iter()
            .filter_map(|stop| window.rfind(stop).map(|i| i + stop.len()))
            .max()
            .filter(|i| *i > MAX_BLOCK / 2);
        let cut = sentence.or_else(|| window.rfind(char::is_whitespace).filter(|i| *i > 0)).unwrap_or(window.len());
        out.push(trim(text, rest.start..rest.start + cut));
        rest = trim(text, rest.start + cut..rest.end);
    }
    out.push(rest);
    out.retain(|r| !r.is_empty());
    out
}
