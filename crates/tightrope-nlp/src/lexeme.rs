//! Word types: everything about a token that depends on its text and norm alone.

use crate::chars::{is_space, word_shape};
use crate::strings::{base_norm, string_id};
use rustc_hash::FxHashMap;

/// Id of a word type within one [`Lexemes`].
pub(crate) type LexId = u32;

/// A word type.
#[derive(Debug)]
pub(crate) struct Lexeme {
    pub(crate) text: Box<str>,
    /// Lower-case form where it differs from the text.
    lower: Option<Box<str>>,
    pub(crate) norm: u64,
    pub(crate) prefix: u64,
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
    pub(crate) is_space: bool,
}

impl Lexeme {
    fn new(text: &str, norm: Option<&str>, norms: &FxHashMap<u64, Box<str>>) -> Self {
        let lower = text.to_lowercase();
        let norm = match norm {
            Some(norm) => string_id(norm),
            None => match norms.get(&string_id(text)) {
                Some(norm) => string_id(norm),
                None => string_id(base_norm(text).unwrap_or(&lower)),
            },
        };
        let first = text.chars().next().map_or(0, char::len_utf8);
        let last_three = text.char_indices().rev().take(3).last().map_or(0, |(i, _)| i);
        Lexeme {
            norm,
            prefix: string_id(&text[..first]),
            suffix: string_id(&text[last_three..]),
            shape: string_id(&word_shape(text)),
            is_space: text.chars().all(is_space),
            lower: (lower != text).then(|| lower.into()),
            text: text.into(),
        }
    }

    /// The text in lower case.
    pub(crate) fn lower(&self) -> &str {
        self.lower.as_deref().unwrap_or(&self.text)
    }
}

/// Word types seen so far.
#[derive(Debug, Default)]
pub(crate) struct Lexemes {
    list: Vec<Lexeme>,
    plain: FxHashMap<Box<str>, LexId>,
    /// Types whose norm an exception of the tokenizer sets.
    normed: FxHashMap<(Box<str>, Box<str>), LexId>,
    bytes: usize,
}

impl Lexemes {
    pub(crate) fn get(&self, id: LexId) -> &Lexeme {
        &self.list[id as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    /// Bytes of all texts.
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }

    /// The id of a type, new if need be. `norms` are the pipeline's norms by string id.
    pub(crate) fn intern(&mut self, text: &str, norm: Option<&str>, norms: &FxHashMap<u64, Box<str>>) -> LexId {
        let known = match norm {
            None => self.plain.get(text).copied(),
            Some(norm) => self.normed.get(&(Box::from(text), Box::from(norm))).copied(),
        };
        if let Some(id) = known {
            return id;
        }
        let id = self.list.len() as LexId;
        self.bytes += 2 * text.len();
        self.list.push(Lexeme::new(text, norm, norms));
        match norm {
            None => self.plain.insert(text.into(), id),
            Some(norm) => self.normed.insert((text.into(), norm.into()), id),
        };
        id
    }
}
