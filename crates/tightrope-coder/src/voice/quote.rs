//! Quotations of a block: where they run, and which word names their speaker.

use crate::codebook::{Codebook, Effect};
use crate::proposition::{is_clause_verb, lower_lemma, preps_of, verb_lemma};
use std::ops::Range;
use tightrope_nlp::{Doc, Token};

/// A stretch between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Its tokens, without the marks.
    pub tokens: Range<usize>,
    /// The token that heads the speaker's name, where the block has it.
    pub speaker: Option<usize>,
    /// Whether it says something of its own, so that it may belong to a speaker named before.
    pub clause: bool,
}

/// The quotations of a block.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Quotes {
    /// In order.
    pub all: Vec<Quote>,
    /// Whether the block begins with a quotation, so that it may go on from the one before.
    pub opens: bool,
}

/// Fewest tokens of a quotation that says something of its own.
const CLAUSE: usize = 4;

/// Finds the quotations of a block with their speakers.
pub fn quotes(doc: &Doc, codebook: &Codebook) -> Quotes {
    let spans = spans(doc);
    let inside = |i: usize| spans.iter().any(|s| s.contains(&i));
    let mut all: Vec<Quote> = Vec::new();
    for span in &spans {
        let clause = span.len() >= CLAUSE && span.clone().any(|i| is_clause_verb(doc.token(i)));
        let speaker = beside(doc, codebook, span, &inside).or_else(|| {
            // sentences that follow in the same paragraph without a reporting verb are the last speaker's
            all.last().filter(|_| clause).and_then(|q: &Quote| q.speaker)
        });
        all.push(Quote { tokens: span.clone(), speaker, clause });
    }
    // "A first sentence. A second," she said: what comes before in the paragraph is hers as well
    for k in (0..all.len().saturating_sub(1)).rev() {
        if all[k].speaker.is_none() && all[k].clause {
            all[k].speaker = all[k + 1].speaker;
        }
    }
    let opens = spans.first().is_some_and(|s| s.start <= 1);
    Quotes { all, opens }
}

/// The stretches between double quotation marks; one that is left open runs to the block's end.
fn spans(doc: &Doc) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for t in doc.tokens() {
        match (t.text(), open) {
            ("“" | "„" | "«", _) => open = Some(t.i + 1),
            ("\"" | "``", None) => open = Some(t.i + 1),
            ("”" | "»" | "\"" | "''", Some(start)) => {
                if start < t.i {
                    found.push(start..t.i);
                }
                open = None;
            }
            _ => {}
        }
    }
    if let Some(start) = open.filter(|s| *s < doc.len()) {
        found.push(start..doc.len());
    }
    found
}

/// The speaker whom the words around a quotation name.
fn beside(doc: &Doc, codebook: &Codebook, span: &Range<usize>, inside: &dyn Fn(usize) -> bool) -> Option<usize> {
    let sentences: Vec<&Range<usize>> =
        doc.sents().iter().filter(|s| s.start < span.end + 2 && span.start < s.end + 1).collect();
    let (start, end) = (sentences.first()?.start, sentences.last()?.end);
    // `"...," X said`, `X said: "..."`: the nearest verb of speech outside the marks
    let verb = (start..end)
        .filter(|&i| !inside(i))
        .map(|i| doc.token(i))
        .filter(|t| speaks(codebook, *t))
        .filter_map(|t| Some((subject(t)?, t)))
        .filter(|(s, _)| !inside(s.i))
        .min_by_key(|(_, t)| if t.i < span.start { span.start - t.i } else { t.i.saturating_sub(span.end) + 1 });
    if let Some((subject, _)) = verb {
        return Some(subject.i);
    }
    // `according to X`
    let cited = (start..end).filter(|&i| !inside(i)).find_map(|i| {
        preps_of(doc.token(i))
            .into_iter()
            .find(|(name, object)| codebook.governors.get(name, "source-prep").is_some() && !inside(object.i))
            .map(|(_, object)| object.i)
    });
    if cited.is_some() {
        return cited;
    }
    label(doc, span, inside)
}

/// `X: "..."` and `"..." — X`: a name without a verb before or after the whole.
fn label(doc: &Doc, span: &Range<usize>, inside: &dyn Fn(usize) -> bool) -> Option<usize> {
    let is_mark = |i: usize, marks: &[&str]| i < doc.len() && marks.contains(&doc.token(i).text());
    let colon = span.start.checked_sub(2).filter(|&i| is_mark(i, &[":"]));
    let before = colon.map(|c| 0..c).filter(|r| r.len() < 16 && !r.clone().any(inside));
    let dash = (span.end..(span.end + 3).min(doc.len())).find(|&i| is_mark(i, &["—", "–", "-", "--"]));
    let after = dash.map(|d| d + 1..doc.len()).filter(|r| r.len() < 24 && !r.clone().any(inside));
    before.into_iter().chain(after).find_map(|r| {
        let plain = !r.is_empty() && !r.clone().any(|i| is_clause_verb(doc.token(i)));
        let head = r.clone().map(|i| doc.token(i)).find(|t| {
            matches!(t.pos(), "PROPN" | "NOUN")
                && !(r.contains(&t.head().i)
                    && t.head().i != t.i
                    && matches!(t.dep(), "compound" | "amod" | "nmod" | "poss"))
        });
        head.filter(|_| plain).map(|t| t.i)
    })
}

/// Whether the verb reports speech.
fn speaks(codebook: &Codebook, t: Token<'_>) -> bool {
    if !matches!(t.pos(), "VERB" | "AUX" | "NOUN" | "PROPN") {
        return false;
    }
    let lemma = verb_lemma(t);
    is_clause_verb(t)
        && (codebook
            .governors
            .get(&lemma, "comp")
            .is_some_and(|g| matches!(g.effect, Effect::Said | Effect::Reported | Effect::Estimated))
            || codebook.lexicon.is("quoting-verb", &lower_lemma(t))
            || codebook.lexicon.is("quoting-verb", &lemma))
}

/// The token that heads the speaker's name, where the verb reports speech.
pub fn speaker_by(codebook: &Codebook, verb: Token<'_>) -> Option<usize> {
    let says = codebook.governors.get(&verb_lemma(verb), "comp").is_some_and(|g| g.effect == Effect::Said);
    if says && speaks(codebook, verb) { subject(verb).map(|t| t.i) } else { None }
}

/// Who speaks: the verb's subject, or that of the verb it is joined to.
fn subject(verb: Token<'_>) -> Option<Token<'_>> {
    let mut at = verb;
    for _ in 0..3 {
        if let Some(s) = at.children().find(|c| matches!(c.dep(), "nsubj" | "nsubjpass")) {
            return Some(s);
        }
        if !matches!(at.dep(), "conj" | "xcomp" | "advcl" | "pcomp") || at.is_root() {
            return None;
        }
        at = at.head();
    }
    None
}
