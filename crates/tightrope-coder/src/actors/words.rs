//! A parsed text as the directory sees it: folded words with their tokens.

use super::{
    Directory,
    fold::{Case, pieces},
};
use rustc_hash::FxHashSet;
use std::{cell::OnceCell, ops::Range};
use tightrope_nlp::Doc;

/// A comparable part of a token.
pub(super) struct Word {
    pub text: String,
    pub case: Case,
    pub token: usize,
    /// Its number in the index of names and in that of surnames.
    pub name: Option<u32>,
    pub surname: Option<u32>,
    /// Whether it begins and ends its token (a possessive s aside).
    pub first: bool,
    pub last: bool,
    /// Whether nothing but a hyphen or a line's end lies between the word before and this one.
    pub glued: bool,
    /// Whether the token is a hashtag.
    pub tag: bool,
}

/// All words of a text.
pub(super) struct Words<'d> {
    pub doc: &'d Doc,
    pub list: Vec<Word>,
    /// Sentences in capitals.
    shouted: Vec<Range<usize>>,
    set: OnceCell<FxHashSet<String>>,
}

impl<'d> Words<'d> {
    pub(super) fn new(directory: &Directory, doc: &'d Doc) -> Self {
        let mut list: Vec<Word> = Vec::with_capacity(doc.len());
        // Whether the tokens since the last word may stand inside a name.
        let mut glued = true;
        for token in doc.tokens() {
            let text = token.text();
            let parts = pieces(text);
            if parts.is_empty() {
                let hyphen = is_hyphen(text) && !token.space() && token.prev().is_some_and(|p| !p.space());
                let wrap = text == "\n";
                glued &= hyphen || wrap;
                continue;
            }
            let tag = text.starts_with('#') || token.prev().is_some_and(|p| p.text() == "#" && !p.space());
            let count = parts.len();
            let own = if count > 1 && parts.last().is_some_and(|p| p.text == "'s") { count - 1 } else { count };
            for (k, part) in parts.into_iter().enumerate() {
                list.push(Word {
                    name: directory.index.word(&part.text),
                    surname: directory.surnames.word(&part.text),
                    text: part.text,
                    case: part.case,
                    token: token.i,
                    first: k == 0,
                    last: k + 1 == own,
                    glued: if k == 0 { glued } else { true },
                    tag,
                });
            }
            glued = true;
        }
        let shouted = doc.sents().iter().filter(|s| is_shouted(doc, s)).cloned().collect();
        Words { doc, list, shouted, set: OnceCell::new() }
    }

    /// Whether the token stands in a sentence in capitals.
    pub(super) fn is_shouted(&self, token: usize) -> bool {
        self.shouted.iter().any(|s| s.contains(&token))
    }

    /// Every word of the text and every two in a row, folded.
    pub(super) fn set(&self) -> &FxHashSet<String> {
        self.set.get_or_init(|| {
            let one = self.list.iter().map(|w| w.text.clone());
            let two = self.list.windows(2).map(|w| w.iter().map(|w| w.text.as_str()).collect::<Vec<_>>().join(" "));
            one.chain(two).collect()
        })
    }
}

pub(super) fn is_hyphen(text: &str) -> bool {
    matches!(text, "-" | "–" | "‐" | "‑" | "—")
}

fn is_shouted(doc: &Doc, sent: &Range<usize>) -> bool {
    let (mut words, mut upper) = (0, 0);
    for i in sent.clone() {
        let text = doc.token(i).text();
        if text.chars().filter(|c| c.is_alphabetic()).count() >= 2 {
            words += 1;
            upper += usize::from(!text.chars().any(char::is_lowercase));
        }
    }
    words >= 3 && upper * 10 >= words * 9
}
