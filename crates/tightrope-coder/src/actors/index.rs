//! The names of all actors in one trie over folded words.

use super::{
    Form, Span,
    fold::{Case, Piece, joined},
};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// One name of one actor.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    /// Index of the actor.
    pub actor: u32,
    /// How the name stands for it.
    pub form: Form,
    /// When the name is in use.
    pub span: Span,
    /// Whether the words usually mean something else.
    pub weak: bool,
    /// Whether the text in lower case still is this name.
    pub lower_ok: bool,
    /// Given by the user.
    pub user: bool,
    /// The words as they must stand, where nothing else will do.
    pub exact: Option<Box<str>>,
    /// Two bits a part: how it is written.
    cases: u64,
}

/// Parts beyond this one are compared without regard to case.
const CASED_PARTS: usize = 32;

impl Entry {
    pub(super) fn new(actor: u32, form: Form, pieces: &[Piece]) -> Self {
        let mut cases = 0;
        for (i, piece) in pieces.iter().take(CASED_PARTS).enumerate() {
            cases |= (piece.case as u64) << (2 * i);
        }
        Entry { actor, form, span: Span::ALWAYS, weak: false, lower_ok: false, user: false, exact: None, cases }
    }

    /// How the `i`-th part must be written.
    pub(super) fn case(&self, i: usize) -> Case {
        if i >= CASED_PARTS {
            return Case::Lower;
        }
        match (self.cases >> (2 * i)) & 3 {
            1 => Case::Title,
            2 => Case::Upper,
            _ => Case::Lower,
        }
    }
}

/// The trie.
#[derive(Debug, Default, Clone)]
pub(super) struct Index {
    words: FxHashMap<Box<str>, u32>,
    edges: FxHashMap<(u32, u32), u32>,
    nodes: u32,
    ends: FxHashMap<u32, Vec<Entry>>,
    /// Names written as one word, to their nodes; built when the first hashtag is met.
    joined: OnceLock<FxHashMap<String, Vec<u32>>>,
}

/// The root of the trie.
pub(super) const ROOT: u32 = 0;

impl Index {
    /// Adds a name; `pieces` must not be empty.
    pub(super) fn add(&mut self, pieces: &[Piece], entry: Entry) {
        let mut node = ROOT;
        for piece in pieces {
            let fresh = self.words.len() as u32;
            let word = match self.words.get(piece.text.as_str()) {
                Some(word) => *word,
                None => {
                    self.words.insert(piece.text.as_str().into(), fresh);
                    fresh
                }
            };
            let next = self.nodes + 1;
            let to = *self.edges.entry((node, word)).or_insert(next);
            if to == next {
                self.nodes = next;
            }
            node = to;
        }
        let ends = self.ends.entry(node).or_default();
        match ends
            .iter_mut()
            .find(|e| e.actor == entry.actor && e.form == entry.form && e.cases == entry.cases && e.span == entry.span)
        {
            Some(known) => known.weak &= entry.weak,
            None => ends.push(entry),
        }
        self.joined = OnceLock::new();
    }

    /// The number of a word, where any name holds it.
    pub(super) fn word(&self, text: &str) -> Option<u32> {
        self.words.get(text).copied()
    }

    /// The node that a word leads to.
    pub(super) fn step(&self, node: u32, word: u32) -> Option<u32> {
        self.edges.get(&(node, word)).copied()
    }

    /// The names that end at a node.
    pub(super) fn at(&self, node: u32) -> &[Entry] {
        self.ends.get(&node).map(Vec::as_slice).unwrap_or_default()
    }

    /// The names that are these parts, in whatever case.
    pub(super) fn get(&self, pieces: &[Piece]) -> &[Entry] {
        let mut node = ROOT;
        for piece in pieces {
            match self.word(&piece.text).and_then(|w| self.step(node, w)) {
                Some(next) => node = next,
                None => return &[],
            }
        }
        if node == ROOT { &[] } else { self.at(node) }
    }

    /// The names that a hashtag writes as one word.
    pub(super) fn hashtag(&self, pieces: &[Piece]) -> impl Iterator<Item = &Entry> {
        let map = self.joined.get_or_init(|| self.join_all());
        map.get(&joined(pieces)).into_iter().flatten().flat_map(|node| self.at(*node))
    }

    fn join_all(&self) -> FxHashMap<String, Vec<u32>> {
        let mut texts: Vec<&str> = vec![""; self.words.len()];
        for (text, id) in &self.words {
            if let Some(slot) = texts.get_mut(*id as usize) {
                *slot = text;
            }
        }
        // A node's number is above its parent's, so parents come first.
        let mut edges: Vec<(u32, u32, u32)> = self.edges.iter().map(|((from, word), to)| (*to, *from, *word)).collect();
        edges.sort_unstable();
        let mut paths: Vec<String> = vec![String::new(); self.nodes as usize + 1];
        let mut out: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (to, from, word) in edges {
            let text = texts.get(word as usize).copied().unwrap_or_default();
            let mut path = paths.get(from as usize).cloned().unwrap_or_default();
            path.push_str(if text == "," { "" } else { text.trim_start_matches('\'') });
            if self.ends.contains_key(&to) {
                out.entry(path.clone()).or_default().push(to);
            }
            if let Some(slot) = paths.get_mut(to as usize) {
                *slot = path;
            }
        }
        out
    }
}
