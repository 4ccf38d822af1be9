//! Reading the tokenizer's file.

use super::phrases::Phrases;
use super::rules::Rules;
use super::{Piece, Tokenizer};
use crate::error::{NlpError, Result};
use crate::msgpack::{Node, decode};
use rustc_hash::FxHashMap;

/// Key of the text of a piece.
const ORTH: u64 = 65;
/// Key of its norm.
const NORM: u64 = 67;

impl Tokenizer {
    /// From the bytes of the pipeline's `tokenizer` and its norms by string id.
    pub(crate) fn load(file: &str, bytes: &[u8], norms: FxHashMap<u64, Box<str>>) -> Result<Self> {
        let value = decode(file, bytes)?;
        let root = Node::new(file, &value);
        let source = |key: &str| root.get(key)?.str(key);
        if root.find("token_match").is_some_and(|t| !t.is_nil()) {
            return Err(NlpError::unsupported("its tokenizer has a `token_match` rule"));
        }
        if let Some(fast) = root.find("faster_heuristics")
            && !fast.bool("faster_heuristics")?
        {
            return Err(NlpError::unsupported("its tokenizer matches special cases without the fast heuristics"));
        }
        let url = match root.find("url_match") {
            Some(node) if !node.is_nil() => Some(node.str("url_match")?),
            _ => None,
        };
        let rules = Rules::new(source("prefix_search")?, source("suffix_search")?, source("infix_finditer")?, url)?;
        let exceptions = read_exceptions(root.get("exceptions")?)?;
        let longest_exception = exceptions.keys().map(|k| k.len()).max().unwrap_or(0);
        let mut tokenizer = Tokenizer { rules, exceptions, longest_exception, phrases: Phrases::default(), norms };
        tokenizer.collect_phrases();
        Ok(tokenizer)
    }
}

fn read_exceptions(node: Node<'_>) -> Result<FxHashMap<Box<str>, Vec<Piece>>> {
    let mut exceptions = FxHashMap::default();
    for (key, pieces) in node.map("exceptions")? {
        let text = key.str("an exception")?;
        let mut list = Vec::new();
        for piece in pieces.list("an exception's pieces")? {
            list.push(read_piece(piece)?);
        }
        let joined: String = list.iter().map(|p| &*p.text).collect();
        if joined != text || list.iter().any(|p| p.text.is_empty()) {
            return Err(node.error(format!("the pieces of exception `{text}` do not spell it")));
        }
        exceptions.insert(text.into(), list);
    }
    Ok(exceptions)
}

fn read_piece(node: Node<'_>) -> Result<Piece> {
    let (mut text, mut norm) = (None, None);
    for (key, value) in node.map("an exception's piece")? {
        match key.u64("an attribute")? {
            ORTH => text = Some(value.str("a piece")?.into()),
            NORM => norm = Some(value.str("a norm")?.into()),
            other => return Err(NlpError::unsupported(format!("its tokenizer sets attribute {other}"))),
        }
    }
    Ok(Piece { text: text.ok_or_else(|| node.error("an exception's piece has no text"))?, norm })
}
