//! spaCy's tokenizer: white space, exceptions, affixes, and a second pass for exceptions that affixes cut.

mod affix;
mod load;
mod pattern;
mod phrases;
mod rules;
mod split;

use crate::chars::is_space;
use crate::lexeme::{LexId, Lexemes};
use phrases::Phrases;
use rules::Rules;
use rustc_hash::FxHashMap;

/// A token: its type, its first byte in the text and whether a space follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tok {
    pub(crate) lex: LexId,
    pub(crate) start: usize,
    pub(crate) space: bool,
}

/// A part of an exception.
#[derive(Debug, Clone)]
struct Piece {
    text: Box<str>,
    norm: Option<Box<str>>,
}

/// The rules, fixed at load.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    rules: Rules,
    exceptions: FxHashMap<Box<str>, Vec<Piece>>,
    /// Bytes of the longest exception; longer spans need not be looked up.
    longest_exception: usize,
    phrases: Phrases,
    norms: FxHashMap<u64, Box<str>>,
}

/// What one worker remembers: word types and the tokens of spans seen. Results never depend on it.
#[derive(Debug, Default)]
pub(crate) struct TokenizerMemory {
    pub(crate) lexemes: Lexemes,
    spans: FxHashMap<Box<str>, (u32, u32)>,
    pieces: Vec<LexId>,
    bytes: usize,
}

/// Spans longer than this are not remembered.
const LONGEST_REMEMBERED: usize = 48;

impl TokenizerMemory {
    /// Bytes held, roughly.
    pub(crate) fn size(&self) -> usize {
        self.bytes + self.lexemes.bytes() + 4 * self.pieces.len() + 160 * self.lexemes.len()
    }
}

impl Tokenizer {
    #[cfg(test)]
    pub(crate) fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Number of exceptions.
    pub(crate) fn exceptions(&self) -> usize {
        self.exceptions.len()
    }

    /// Appends the tokens of `text` to `out`.
    pub(crate) fn tokenize(&self, text: &str, memory: &mut TokenizerMemory, out: &mut Vec<Tok>) {
        let first = out.len();
        let mut start = 0;
        let mut in_space = text.chars().next().is_some_and(is_space);
        for (i, c) in text.char_indices() {
            if is_space(c) == in_space {
                continue;
            }
            if start < i {
                self.span(&text[start..i], start, memory, out);
            }
            if c == ' ' {
                if let Some(last) = out[first..].last_mut() {
                    last.space = true;
                }
                start = i + 1;
            } else {
                start = i;
            }
            in_space = !in_space;
        }
        if start < text.len() {
            self.span(&text[start..], start, memory, out);
        }
        self.join_phrases(text, first, memory, out);
    }

    /// Tokens of a span that has no border between space and non-space inside.
    fn span(&self, span: &str, offset: usize, memory: &mut TokenizerMemory, out: &mut Vec<Tok>) {
        let mut at = offset;
        if let Some(&(from, to)) = memory.spans.get(span) {
            for &lex in &memory.pieces[from as usize..to as usize] {
                out.push(Tok { lex, start: at, space: false });
                at += memory.lexemes.get(lex).text.len();
            }
            return;
        }
        let from = memory.pieces.len() as u32;
        let remember = span.len() <= LONGEST_REMEMBERED;
        let TokenizerMemory { lexemes, pieces, .. } = memory;
        self.split(span, true, |text, norm| {
            let lex = lexemes.intern(text, norm, &self.norms);
            out.push(Tok { lex, start: at, space: false });
            at += text.len();
            if remember {
                pieces.push(lex);
            }
        });
        if remember {
            memory.bytes += 2 * span.len() + 16;
            memory.spans.insert(span.into(), (from, memory.pieces.len() as u32));
        }
    }

    fn exception(&self, span: &str) -> Option<&[Piece]> {
        if span.len() > self.longest_exception {
            return None;
        }
        self.exceptions.get(span).map(Vec::as_slice)
    }
}
