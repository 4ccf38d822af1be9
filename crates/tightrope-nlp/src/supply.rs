//! Words that a text leaves out, supplied for the parser alone: "Signs an accord" is parsed as "it signs an accord".

use crate::doc::Doc;
use crate::model::Model;
use std::ops::Range;

/// Words put in the place of a stretch of text while it is parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Supply {
    /// The bytes that the words stand for; empty where the text has nothing.
    pub over: Range<usize>,
    /// The words, without spaces around; empty to leave the stretch out.
    pub words: String,
    /// Whether the letter after them stands in the middle of a sentence now and is parsed in lower case.
    pub lower: bool,
}

impl Model {
    /// Parses texts with words supplied; those of each text stand in order and do not overlap.
    ///
    /// The documents are of the texts as given. A supplied token covers the bytes that it stands for, or none: it starts and
    /// ends at the same byte, and its words are empty. A text where a token would reach across such a place gives none.
    pub fn parse_supplied(&self, texts: &[(&str, &[Supply])], threads: usize) -> Vec<Option<Doc>> {
        let filled: Vec<Filled> = texts.iter().map(|(text, supplies)| Filled::new(text, supplies)).collect();
        let docs = self.parse_batch(&filled.iter().map(|f| f.text.as_str()).collect::<Vec<_>>(), threads);
        docs.into_iter()
            .zip(filled.iter().zip(texts))
            .map(|(doc, (filled, (text, _)))| filled.back(doc, text))
            .collect()
    }
}

/// A text with the words in it.
struct Filled {
    text: String,
    /// Bytes of the words here, and of what they stand for in the text as given.
    places: Vec<(Range<usize>, Range<usize>)>,
}

impl Filled {
    fn new(text: &str, supplies: &[Supply]) -> Self {
        let mut filled = Filled { text: String::with_capacity(text.len() + 16), places: Vec::new() };
        let mut at = 0;
        let mut lower = false;
        for supply in supplies {
            let over = supply.over.clone();
            let Some(before) = text.get(at..over.start).filter(|_| text.is_char_boundary(over.end)) else { continue };
            filled.push(before, lower);
            let start = filled.text.len();
            if !supply.words.is_empty() && filled.text.ends_with(|c: char| !c.is_whitespace()) {
                filled.text.push(' ');
            }
            filled.text.push_str(&supply.words);
            if !supply.words.is_empty() && text.get(over.end..).is_some_and(|t| t.starts_with(|c: char| c != ' ')) {
                filled.text.push(' ');
            }
            filled.places.push((start..filled.text.len(), over.clone()));
            (at, lower) = (over.end, supply.lower);
        }
        filled.push(text.get(at..).unwrap_or(""), lower);
        filled
    }

    fn push(&mut self, text: &str, lower: bool) {
        // only where the letter keeps its length
        match text.chars().next().filter(|c| lower && c.is_ascii_uppercase()) {
            Some(first) => {
                self.text.push(first.to_ascii_lowercase());
                self.text.push_str(text.get(1..).unwrap_or(""));
            }
            None => self.text.push_str(text),
        }
    }

    /// The bytes of a token in the text as given.
    fn place(&self, token: Range<usize>) -> Option<Range<usize>> {
        let mut shift: isize = 0;
        for (here, there) in &self.places {
            if token.end <= here.start {
                break;
            }
            if token.start >= here.start && token.end <= here.end {
                return Some(there.clone());
            }
            if token.start < here.end {
                return None;
            }
            shift = there.end as isize - here.end as isize;
        }
        Some(token.start.checked_add_signed(shift)?..token.end.checked_add_signed(shift)?)
    }

    /// The document of the text as given.
    fn back(&self, doc: Doc, text: &str) -> Option<Doc> {
        let mut parts = doc.into_parts();
        let mut last = 0;
        for token in &mut parts.tokens {
            let place = self.place(token.start..token.end)?;
            // of several words for one stretch the first covers it
            token.start = place.start.max(last);
            token.end = place.end.max(token.start);
            token.space &= !place.is_empty();
            last = token.end;
        }
        text.clone_into(&mut parts.text);
        Some(Doc::new(parts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supply(over: Range<usize>, words: &str) -> Supply {
        Supply { over, words: words.to_owned(), lower: true }
    }

    #[test]
    fn words_are_put_in_and_bytes_found_again() {
        let filled = Filled::new("Signs a pact; Joins it", &[supply(0..0, "it"), supply(14..14, "it")]);
        assert_eq!(filled.text, "it signs a pact; it joins it");
        assert_eq!(filled.place(0..2), Some(0..0));
        assert_eq!(filled.place(3..8), Some(0..5));
        assert_eq!(filled.place(17..19), Some(14..14));
        assert_eq!(filled.place(20..25), Some(14..19));
        assert_eq!(filled.place(0..5), None);
    }

    #[test]
    fn words_stand_for_marks() {
        let filled = Filled::new("Chad, Togo meet", &[Supply { lower: false, ..supply(4..5, "and") }]);
        assert_eq!(filled.text, "Chad and Togo meet");
        assert_eq!(filled.place(5..8), Some(4..5));
        assert_eq!(filled.place(9..13), Some(6..10));
        let filled = Filled::new("Led by: Chad", &[Supply { lower: false, ..supply(6..7, "") }]);
        assert_eq!(filled.text, "Led by Chad");
        assert_eq!(filled.place(7..11), Some(8..12));
    }
}
