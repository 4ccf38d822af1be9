//! What notes, timelines and headlines leave out, supplied before the page is read: the subject of "Signs an accord".
//!
//! The parser is made for whole sentences. Where a clause has lost its subject it is parsed again with a pronoun in its
//! place; the pronoun covers no words of the page and stands for whom the page or its section is about.

mod verbs;

use crate::codebook::Codebook;
use crate::plover::Plover;
use tightrope_nlp::{Doc, Model, Supply, Token};
use tightrope_text::Document;

/// What the search for gaps may ask.
struct Words<'a> {
    codebook: &'a Codebook,
    plover: &'a Plover,
}

/// The parse of each block of a page, with what its clauses leave out supplied.
pub(crate) fn parse(
    codebook: &Codebook,
    plover: &Plover,
    model: &Model,
    document: &Document,
    threads: usize,
) -> Vec<Doc> {
    let words = Words { codebook, plover };
    let texts: Vec<_> = document.blocks.iter().map(|b| document.words(b)).collect();
    let texts: Vec<&str> = texts.iter().map(AsRef::as_ref).collect();
    let mut docs = model.parse_batch(&texts, threads);
    let mut gaps: Vec<(usize, Vec<Supply>)> = Vec::new();
    for (k, doc) in docs.iter().enumerate() {
        let found = verbs::subjects(doc, &words);
        if !found.is_empty() {
            gaps.push((k, found));
        }
    }
    // a second round for the blocks where one of several readings did not hold
    for _ in 0..2 {
        let jobs: Vec<(&str, &[Supply])> =
            gaps.iter().filter_map(|(k, s)| Some((*texts.get(*k)?, s.as_slice()))).collect();
        let read = model.parse_supplied(&jobs, threads);
        let mut again = Vec::new();
        for ((k, supplies), doc) in gaps.into_iter().zip(read) {
            let Some(doc) = doc else { continue };
            let held: Vec<Supply> = supplies.iter().filter(|s| !verbs::failed(&doc, s.over.start)).cloned().collect();
            if held.len() == supplies.len() {
                if let Some(place) = docs.get_mut(k) {
                    *place = doc;
                }
            } else if !held.is_empty() {
                again.push((k, held));
            }
        }
        gaps = again;
        if gaps.is_empty() {
            break;
        }
    }
    docs
}

/// Whether the token is a supplied one that covers no words of the page.
pub(crate) fn is_unsaid(t: Token<'_>) -> bool {
    t.start() == t.end()
}
