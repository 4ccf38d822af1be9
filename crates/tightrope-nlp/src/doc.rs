//! A parsed text: tokens with their annotation, sentences and entities.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One token's annotation, as owned data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenParts {
    /// First byte in the text.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// Whether a single space follows that is no token of its own.
    pub space: bool,
    /// Fine-grained part of speech (Penn Treebank).
    pub tag: String,
    /// Coarse part of speech (Universal Dependencies).
    pub pos: String,
    /// Morphology as `Name=Value|...`, empty where there is none.
    pub morph: String,
    /// Base form.
    pub lemma: String,
    /// Index of the head token; a root is its own head.
    pub head: usize,
    /// Dependency label.
    pub dep: String,
    /// Whether a sentence starts here.
    pub sent_start: bool,
}

/// A named entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// First token.
    pub start: usize,
    /// Token after the last.
    pub end: usize,
    /// Label, such as `GPE`.
    pub label: String,
}

/// Everything a [`Doc`] is built from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocParts {
    /// The text.
    pub text: String,
    /// Its tokens in order.
    pub tokens: Vec<TokenParts>,
    /// Its entities in order.
    pub entities: Vec<Entity>,
}

/// A parsed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doc {
    parts: DocParts,
    /// Dependents of all tokens, one token's after another's; the second list says where each begins.
    children: Vec<u32>,
    child_starts: Vec<u32>,
    edges: Vec<(u32, u32)>,
    sents: Vec<Range<usize>>,
}

impl Doc {
    /// Indexes the parts.
    ///
    /// A head outside the text counts as a root; the heads must otherwise form a forest, as the parser's do.
    pub fn new(mut parts: DocParts) -> Self {
        let n = parts.tokens.len();
        let mut child_starts = vec![0u32; n + 1];
        for (i, token) in parts.tokens.iter_mut().enumerate() {
            if token.head >= n {
                token.head = i;
            }
            if token.head != i {
                child_starts[token.head + 1] += 1;
            }
        }
        let mut missing: Vec<u32> = child_starts[1..].to_vec();
        for i in 0..n {
            child_starts[i + 1] += child_starts[i];
        }
        let mut free = child_starts.clone();
        let mut children = vec![0u32; child_starts[n] as usize];
        for (i, token) in parts.tokens.iter().enumerate() {
            if token.head != i {
                children[free[token.head] as usize] = i as u32;
                free[token.head] += 1;
            }
        }
        // A token hands its span up once it has those of all its dependents; where heads run in a circle, none does.
        let mut edges: Vec<(u32, u32)> = (0..n as u32).map(|i| (i, i)).collect();
        let mut complete: Vec<usize> = (0..n).filter(|&i| missing[i] == 0).collect();
        while let Some(i) = complete.pop() {
            let head = parts.tokens[i].head;
            if head == i {
                continue;
            }
            let (left, right) = edges[i];
            edges[head] = (edges[head].0.min(left), edges[head].1.max(right));
            missing[head] -= 1;
            if missing[head] == 0 {
                complete.push(head);
            }
        }
        let mut sents = Vec::new();
        let mut start = 0;
        for i in 1..n {
            if parts.tokens[i].sent_start {
                sents.push(start..i);
                start = i;
            }
        }
        if n > 0 {
            sents.push(start..n);
        }
        Doc { parts, children, child_starts, edges, sents }
    }

    /// The text that was parsed.
    pub fn text(&self) -> &str {
        &self.parts.text
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.parts.tokens.len()
    }

    /// Whether there is no token.
    pub fn is_empty(&self) -> bool {
        self.parts.tokens.is_empty()
    }

    /// The `i`-th token; `i` must be below [`Doc::len`].
    pub fn token(&self, i: usize) -> Token<'_> {
        Token { doc: self, i }
    }

    /// All tokens in order.
    pub fn tokens(&self) -> impl DoubleEndedIterator<Item = Token<'_>> + ExactSizeIterator {
        (0..self.len()).map(|i| self.token(i))
    }

    /// Token ranges of the sentences, in order.
    pub fn sents(&self) -> &[Range<usize>] {
        &self.sents
    }

    /// Named entities, in order.
    pub fn ents(&self) -> &[Entity] {
        &self.parts.entities
    }

    /// The owned data.
    pub fn parts(&self) -> &DocParts {
        &self.parts
    }

    /// The owned data, taken out.
    pub fn into_parts(self) -> DocParts {
        self.parts
    }

    /// The text from the first byte of token `range.start` to the last of token `range.end - 1`.
    pub fn span_text(&self, range: Range<usize>) -> &str {
        if range.is_empty() { "" } else { &self.parts.text[self.span_bytes(range)] }
    }

    /// Bytes from the first of token `range.start` to the last of token `range.end - 1`; the range must not be empty.
    pub fn span_bytes(&self, range: Range<usize>) -> Range<usize> {
        self.parts.tokens[range.start].start..self.parts.tokens[range.end - 1].end
    }
}

/// A token of a [`Doc`].
#[derive(Clone, Copy)]
pub struct Token<'a> {
    doc: &'a Doc,
    /// Index in the document.
    pub i: usize,
}

impl<'a> Token<'a> {
    fn parts(self) -> &'a TokenParts {
        &self.doc.parts.tokens[self.i]
    }

    /// The document.
    pub fn doc(self) -> &'a Doc {
        self.doc
    }

    /// The words of the token.
    pub fn text(self) -> &'a str {
        &self.doc.parts.text[self.parts().start..self.parts().end]
    }

    /// The text in lower case.
    pub fn lower(self) -> String {
        self.text().to_lowercase()
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.parts().start
    }

    /// Byte after the last.
    pub fn end(self) -> usize {
        self.parts().end
    }

    /// Whether one space follows.
    pub fn space(self) -> bool {
        self.parts().space
    }

    /// Penn Treebank tag.
    pub fn tag(self) -> &'a str {
        &self.parts().tag
    }

    /// Universal part of speech.
    pub fn pos(self) -> &'a str {
        &self.parts().pos
    }

    /// Morphology, `Name=Value|...`.
    pub fn morph(self) -> &'a str {
        &self.parts().morph
    }

    /// Base form.
    pub fn lemma(self) -> &'a str {
        &self.parts().lemma
    }

    /// Dependency label.
    pub fn dep(self) -> &'a str {
        &self.parts().dep
    }

    /// Head; a root is its own.
    pub fn head(self) -> Token<'a> {
        self.doc.token(self.parts().head)
    }

    /// Whether it is its own head.
    pub fn is_root(self) -> bool {
        self.parts().head == self.i
    }

    /// Whether a sentence starts here.
    pub fn is_sent_start(self) -> bool {
        self.parts().sent_start
    }

    /// Dependents, in text order.
    pub fn children(self) -> impl DoubleEndedIterator<Item = Token<'a>> {
        let doc = self.doc;
        let range = doc.child_starts[self.i] as usize..doc.child_starts[self.i + 1] as usize;
        doc.children[range].iter().map(move |&c| doc.token(c as usize))
    }

    /// Tokens from the leftmost to the rightmost descendant, end exclusive.
    pub fn subtree(self) -> Range<usize> {
        let (l, r) = self.doc.edges[self.i];
        l as usize..r as usize + 1
    }

    /// The heads above, nearest first.
    pub fn ancestors(self) -> impl Iterator<Item = Token<'a>> {
        let mut at = self;
        let mut left = self.doc.len();
        std::iter::from_fn(move || {
            if at.is_root() || left == 0 {
                return None;
            }
            left -= 1;
            at = at.head();
            Some(at)
        })
    }

    /// The next token, if there is one.
    pub fn next(self) -> Option<Token<'a>> {
        (self.i + 1 < self.doc.len()).then(|| self.doc.token(self.i + 1))
    }

    /// The token before, if there is one.
    pub fn prev(self) -> Option<Token<'a>> {
        (self.i > 0).then(|| self.doc.token(self.i - 1))
    }
}

impl std::fmt::Debug for Token<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}/{}/{}", self.i, self.text(), self.tag(), self.dep())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doc(heads: &[usize]) -> Doc {
        let token = |(i, &head): (usize, &usize)| TokenParts {
            start: 2 * i,
            end: 2 * i + 1,
            space: true,
            tag: String::new(),
            pos: String::new(),
            morph: String::new(),
            lemma: String::new(),
            head,
            dep: String::new(),
            sent_start: i == 0,
        };
        Doc::new(DocParts {
            text: "x ".repeat(heads.len()),
            tokens: heads.iter().enumerate().map(token).collect(),
            entities: Vec::new(),
        })
    }

    #[test]
    fn subtrees_and_dependents() {
        let doc = doc(&[1, 3, 1, 3, 5, 3]);
        assert_eq!(doc.token(1).subtree(), 0..3);
        assert_eq!(doc.token(3).subtree(), 0..6);
        assert_eq!(doc.token(5).subtree(), 4..6);
        let children: Vec<usize> = doc.token(3).children().map(|t| t.i).collect();
        assert_eq!(children, [1, 5]);
        assert_eq!(doc.token(0).ancestors().map(|t| t.i).collect::<Vec<_>>(), [1, 3]);
    }

    #[test]
    fn odd_heads_do_no_harm() {
        assert!(doc(&[9]).token(0).is_root());
        let circle = doc(&[1, 0, 2]);
        assert_eq!(circle.token(0).subtree(), 0..1);
        assert!(circle.token(0).ancestors().count() <= 3);
        assert!(doc(&[]).is_empty());
    }
}
