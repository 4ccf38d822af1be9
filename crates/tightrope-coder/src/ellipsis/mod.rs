//! What notes, timelines and headlines leave out, supplied before the page is read: the subject of "Signs an accord".
//!
//! The parser is made for whole sentences. Where a clause has lost its subject it is parsed again with a pronoun in its
//! place; the pronoun covers no words of the page and stands for whom the page or its section is about.

mod alone;
mod fronted;
mod headlines;
mod labels;
mod names;
mod roles;
mod rows;
mod taken;
mod verbs;

use crate::actors::Directory;
use crate::codebook::Codebook;
use crate::plover::{Plover, WordKind};
pub(crate) use labels::is_copula;
use std::ops::Range;
use tightrope_nlp::{Doc, Model, Supply, Token};
use tightrope_text::{Block, BlockKind, Document, Lead};

/// What the search for gaps may ask.
pub(crate) struct Words<'a> {
    pub codebook: &'a Codebook,
    pub plover: &'a Plover,
    pub directory: &'a Directory,
}

/// Words supplied together, and how the parse must read them.
#[derive(Debug, Clone)]
struct Gap {
    supplies: Vec<Supply>,
    check: Check,
}

/// What must hold of a parse with the words in it.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// Nothing more.
    Nothing,
    /// The pronoun at the byte is the subject of the verb after it.
    Subject(usize),
    /// The colon at the byte is a verb with a subject.
    Copula(usize),
    /// The verb at the byte has a subject.
    Place(usize),
    /// The word at the byte is a finite verb with a subject.
    Verb(usize),
    /// The word at the byte is a name.
    Name(usize),
    /// The word at the byte opens the subject of a verb.
    Fronted(usize),
}

impl Gap {
    fn failed(&self, doc: &Doc) -> bool {
        match self.check {
            Check::Nothing => false,
            Check::Subject(at) => verbs::failed(doc, at),
            Check::Copula(at) => labels::failed(doc, at),
            Check::Place(at) => headlines::failed(doc, at),
            Check::Verb(at) => taken::failed(doc, at),
            Check::Name(at) => names::failed(doc, at),
            Check::Fronted(at) => fronted::failed(doc, at),
        }
    }
}

/// Rounds of parsing; a later one leaves out what did not hold in the one before.
const ROUNDS: usize = 3;

/// The parse of each block of a page, with what its clauses leave out supplied.
pub(crate) fn parse(words: &Words<'_>, model: &Model, document: &Document, threads: usize) -> Vec<Doc> {
    let texts: Vec<_> = document.blocks.iter().map(|b| rows::cut(document, b, document.words(b), words)).collect();
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    let mut docs = model.parse_batch(&texts, threads);
    let mut open: Vec<(usize, Vec<Gap>)> = Vec::new();
    for (k, (doc, block)) in docs.iter().zip(&document.blocks).enumerate() {
        let mut gaps = verbs::subjects(doc, words);
        let clauses: Vec<usize> = gaps.iter().flat_map(|g| &g.supplies).map(|s| s.over.start).collect();
        if block.kind != BlockKind::Heading {
            gaps.extend(labels::copulas(doc, words, &clauses));
        }
        if gaps.is_empty() && block.kind != BlockKind::Heading {
            gaps = roles::roles(doc, words);
        }
        if gaps.is_empty() {
            gaps = headlines::headlines(doc, is_note(block), words);
        }
        gaps.extend(taken::verbs(doc, words));
        gaps.extend(taken::plurals(doc, words));
        gaps.extend(names::names(doc, words));
        gaps.extend(fronted::commas(doc, words));
        if !gaps.is_empty() {
            open.push((k, gaps));
        }
    }
    for _ in 0..ROUNDS {
        let supplies: Vec<(usize, Vec<Supply>)> = open.iter().map(|(k, gaps)| (*k, together(gaps))).collect();
        let jobs: Vec<(&str, &[Supply])> =
            supplies.iter().filter_map(|(k, s)| Some((*texts.get(*k)?, s.as_slice()))).collect();
        let read = model.parse_supplied(&jobs, threads);
        let mut again = Vec::new();
        for ((k, gaps), doc) in open.into_iter().zip(read) {
            let Some(doc) = doc else { continue };
            let held: Vec<Gap> = gaps.iter().filter(|g| !g.failed(&doc)).cloned().collect();
            if held.len() < gaps.len() {
                if !held.is_empty() {
                    again.push((k, held));
                }
            } else if let Some(place) = docs.get_mut(k) {
                *place = doc;
            }
        }
        open = again;
        if open.is_empty() {
            break;
        }
    }
    docs
}

/// Whether the block is of a kind that is written in notes: a heading, an item, the entry of a date.
pub(crate) fn is_note(block: &Block) -> bool {
    block.kind == BlockKind::Heading || block.kind == BlockKind::ListItem || matches!(block.lead, Some(Lead::Date(_)))
}

/// All words of a block's gaps, in order.
fn together(gaps: &[Gap]) -> Vec<Supply> {
    let mut all: Vec<Supply> = gaps.iter().flat_map(|g| g.supplies.iter().cloned()).collect();
    all.sort_by_key(|s| (s.over.start, s.over.end));
    all.dedup_by(|b, a| b.over.start < a.over.end || b.over == a.over);
    all
}

/// Whether the token is a supplied one that covers no words of the page.
pub(crate) fn is_unsaid(t: Token<'_>) -> bool {
    t.start() == t.end()
}

/// Whether the word has its capital only because it opens a line.
fn lowers(t: Token<'_>) -> bool {
    t.pos() != "PROPN" && !t.text().chars().skip(1).any(char::is_uppercase)
}

fn is_finite(t: Token<'_>) -> bool {
    matches!(t.tag(), "VBD" | "VBZ" | "VBP" | "MD")
}

impl Words<'_> {
    fn is(&self, class: &str, word: &str) -> bool {
        self.codebook.lexicon.is(class, word)
    }

    /// Whether a rule, a governor or the lexicon of acts knows the verb.
    fn is_verb(&self, lemma: &str) -> bool {
        let governs = |slot: &str| self.codebook.governors.get(lemma, slot).is_some();
        self.codebook.lexicon.is_verb_predicate(lemma)
            || self.plover.type_of_predicate(lemma, WordKind::Verb).is_some()
            || governs("comp")
            || governs("obj")
    }

    /// Whether the word is a noun that the coder knows.
    fn is_noun(&self, lemma: &str) -> bool {
        self.codebook.lexicon.is_noun_predicate(lemma) || self.plover.type_of_predicate(lemma, WordKind::Noun).is_some()
    }

    /// Tokens of the names of actors.
    fn actors(&self, doc: &Doc) -> Vec<Range<usize>> {
        self.directory.find(doc, None).into_iter().map(|m| m.tokens).collect()
    }
}
