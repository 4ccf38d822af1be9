//! Exceptions that white space or affixes would cut, found again over the finished tokens.

use super::{Tok, Tokenizer, TokenizerMemory};
use crate::chars::is_space;
use rustc_hash::FxHashMap;

/// Token sequences of the exceptions, as a tree of token texts.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    nodes: Vec<PhraseNode>,
}

#[derive(Debug, Default)]
struct PhraseNode {
    next: FxHashMap<Box<str>, usize>,
    is_end: bool,
}

impl Phrases {
    pub(super) fn insert<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        if self.nodes.is_empty() {
            self.nodes.push(PhraseNode::default());
        }
        let mut at = 0;
        for text in texts {
            let fresh = self.nodes.len();
            let next = *self.nodes[at].next.entry(text.into()).or_insert(fresh);
            if next == fresh {
                self.nodes.push(PhraseNode::default());
            }
            at = next;
        }
        self.nodes[at].is_end = at > 0;
    }

    fn step(&self, at: usize, text: &str) -> Option<usize> {
        self.nodes.get(at)?.next.get(text).copied()
    }
}

impl Tokenizer {
    /// Builds the tree: every exception that holds a space or in which an affix rule finds something.
    pub(super) fn collect_phrases(&mut self) {
        let mut keys: Vec<&Box<str>> = self.exceptions.keys().collect();
        keys.sort();
        let mut phrases = Phrases::default();
        for key in keys {
            if key.contains(' ') || self.rules.finds_any(key) {
                phrases.insert(self.plain_texts(key));
            }
        }
        self.phrases = phrases;
    }

    /// Token texts of a string where exceptions are not looked up.
    fn plain_texts<'t>(&'t self, text: &'t str) -> Vec<&'t str> {
        let mut texts = Vec::new();
        let mut start = 0;
        let mut in_space = text.chars().next().is_some_and(is_space);
        for (i, c) in text.char_indices() {
            if is_space(c) == in_space {
                continue;
            }
            if start < i {
                self.split(&text[start..i], false, |t, _| texts.push(t));
            }
            start = if c == ' ' { i + 1 } else { i };
            in_space = !in_space;
        }
        if start < text.len() {
            self.split(&text[start..], false, |t, _| texts.push(t));
        }
        texts
    }

    /// Replaces token runs that spell an exception by its pieces.
    pub(super) fn join_phrases(&self, text: &str, first: usize, memory: &mut TokenizerMemory, out: &mut Vec<Tok>) {
        let mut found = self.find_phrases(&out[first..], memory);
        if found.is_empty() {
            return;
        }
        found.sort_by_key(|&(start, end)| (std::cmp::Reverse(end - start), start));
        let mut covered = vec![false; out.len() - first];
        let mut kept = Vec::new();
        for (start, end) in found {
            if !covered[start] && !covered[end - 1] {
                kept.push((start, end));
            }
            covered[start..end].fill(true);
        }
        kept.sort_unstable();
        let old: Vec<Tok> = out.drain(first..).collect();
        let mut at = 0;
        for (start, end) in kept {
            let last = old[end - 1];
            let bytes = old[start].start..last.start + memory.lexemes.get(last.lex).text.len();
            let Some(pieces) = self.exception(&text[bytes.clone()]) else { continue };
            out.extend_from_slice(&old[at..start]);
            let mut offset = bytes.start;
            for (i, piece) in pieces.iter().enumerate() {
                let lex = memory.lexemes.intern(&piece.text, piece.norm.as_deref(), &self.norms);
                out.push(Tok { lex, start: offset, space: i + 1 == pieces.len() && last.space });
                offset += piece.text.len();
            }
            at = end;
        }
        out.extend_from_slice(&old[at..]);
    }

    fn find_phrases(&self, tokens: &[Tok], memory: &TokenizerMemory) -> Vec<(usize, usize)> {
        let mut found = Vec::new();
        for start in 0..tokens.len() {
            let mut at = 0;
            for (end, token) in tokens.iter().enumerate().skip(start) {
                let Some(next) = self.phrases.step(at, &memory.lexemes.get(token.lex).text) else { break };
                at = next;
                if self.phrases.nodes[at].is_end {
                    found.push((start, end + 1));
                }
            }
        }
        found
    }
}
