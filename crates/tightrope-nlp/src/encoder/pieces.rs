//! Pieces of words, as BERT cuts them: lower case, no accents, the longest known piece first.

use crate::error::{NlpError, Result};
use rustc_hash::FxHashMap;
use std::ops::Range;
use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;

/// Longest word that is cut into pieces; a longer one is unknown.
const LONGEST_WORD: usize = 100;

/// A vocabulary of pieces.
pub(super) struct Pieces {
    ids: FxHashMap<Box<str>, usize>,
    unknown: usize,
    first: usize,
    last: usize,
}

/// The numbers of a text's pieces and the bytes of each.
pub(super) type Split = (Vec<usize>, Vec<Range<usize>>);

/// A letter of the text in the form that the vocabulary knows, with the bytes that it stands for.
struct Letter {
    letter: char,
    bytes: Range<usize>,
}

impl Pieces {
    /// Reads a vocabulary of one piece a line.
    pub(super) fn read(text: &str) -> Result<Self> {
        let ids: FxHashMap<Box<str>, usize> = text.lines().enumerate().map(|(id, piece)| (piece.into(), id)).collect();
        let special =
            |name: &str| ids.get(name).copied().ok_or_else(|| NlpError::corrupt("vocabulary", format!("no {name}")));
        Ok(Pieces { unknown: special("[UNK]")?, first: special("[CLS]")?, last: special("[SEP]")?, ids })
    }

    pub(super) fn len(&self) -> usize {
        self.ids.len()
    }

    /// The mark before the first text.
    pub(super) fn first(&self) -> usize {
        self.first
    }

    /// Numbers of the pieces with the bytes of each, and the mark of the text's end after them: `longest` at most.
    pub(super) fn split(&self, text: &str, longest: usize) -> Split {
        let (mut ids, mut places) = (Vec::new(), Vec::new());
        for word in words(text) {
            self.cut(&word, &mut ids, &mut places);
        }
        ids.truncate(longest.saturating_sub(1));
        places.truncate(longest.saturating_sub(1));
        ids.push(self.last);
        places.push(0..0);
        (ids, places)
    }

    fn cut(&self, word: &[Letter], ids: &mut Vec<usize>, places: &mut Vec<Range<usize>>) {
        let bytes = |part: &[Letter]| match part {
            [first, .., last] => first.bytes.start..last.bytes.end,
            [only] => only.bytes.clone(),
            [] => 0..0,
        };
        let mut found = Vec::new();
        let mut from = 0;
        while from < word.len() && word.len() <= LONGEST_WORD {
            let longest = (from + 1..=word.len()).rev().find_map(|to| {
                let mark = if from > 0 { "##" } else { "" };
                let piece: String = mark.chars().chain(word[from..to].iter().map(|l| l.letter)).collect();
                Some((*self.ids.get(piece.as_str())?, to))
            });
            let Some((id, to)) = longest else { break };
            found.push((id, bytes(&word[from..to])));
            from = to;
        }
        if from < word.len() {
            found = vec![(self.unknown, bytes(word))];
        }
        for (id, place) in found {
            ids.push(id);
            places.push(place);
        }
    }
}

/// The words of a text; each mark of punctuation and each Chinese letter is one.
fn words(text: &str) -> Vec<Vec<Letter>> {
    let mut words = Vec::new();
    let mut word: Vec<Letter> = Vec::new();
    for (at, c) in text.char_indices() {
        let bytes = at..at + c.len_utf8();
        if c.is_whitespace() || matches!(c, '\0' | '\u{fffd}') || c.is_control() {
            if c.is_whitespace() {
                words.push(std::mem::take(&mut word));
            }
            continue;
        }
        if matches!(get_general_category(c), GeneralCategory::Format | GeneralCategory::PrivateUse) {
            continue;
        }
        for letter in c.to_lowercase().nfd() {
            if get_general_category(letter) == GeneralCategory::NonspacingMark {
                continue;
            }
            let one = Letter { letter, bytes: bytes.clone() };
            if is_punctuation(letter) || is_chinese(letter) {
                words.push(std::mem::take(&mut word));
                words.push(vec![one]);
            } else {
                word.push(one);
            }
        }
    }
    words.push(word);
    words.retain(|w| !w.is_empty());
    words
}

fn is_punctuation(c: char) -> bool {
    use GeneralCategory as G;
    c.is_ascii_punctuation()
        || matches!(
            get_general_category(c),
            G::ConnectorPunctuation
                | G::DashPunctuation
                | G::OpenPunctuation
                | G::ClosePunctuation
                | G::InitialPunctuation
                | G::FinalPunctuation
                | G::OtherPunctuation
        )
}

fn is_chinese(c: char) -> bool {
    matches!(u32::from(c), 0x4E00..=0x9FFF | 0x3400..=0x4DBF | 0x20000..=0x2A6DF | 0x2A700..=0x2CEAF | 0xF900..=0xFAFF | 0x2F800..=0x2FA1F)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces() -> Pieces {
        Pieces::read("[UNK]\n[CLS]\n[SEP]\ntok\n##yo\nsigned\n,\nerdogan\n's\n'\ns").unwrap()
    }

    #[test]
    fn longest_pieces_come_first() {
        let (ids, places) = pieces().split("Tokyo signed, Erdoğan's", 160);
        assert_eq!(ids, [3, 4, 5, 6, 7, 9, 10, 2]);
        assert_eq!(places[..7], [0..3, 3..5, 6..12, 12..13, 14..22, 22..23, 23..24]);
    }

    #[test]
    fn strange_words_are_unknown_and_long_texts_cut() {
        let (ids, places) = pieces().split("xyz tok", 160);
        assert_eq!((ids, &places[..2]), (vec![0, 3, 2], &[0..3, 4..7][..]));
        assert_eq!(pieces().split("tok tok tok", 3).0, [3, 3, 2]);
        assert_eq!(pieces().split("", 3).0, [2]);
        assert_eq!(pieces().first(), 1);
    }

    #[test]
    fn vocabulary_without_marks_is_refused() {
        assert!(Pieces::read("tok").is_err());
    }
}
