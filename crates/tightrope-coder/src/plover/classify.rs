//! Which predicate links source and target, and its reading.

use super::eval::Evaluator;
use super::lexicon::{Lexicon, WordKind};
use super::reading::PloverReading;
use super::syntax::{kind_of, subjects};
use std::ops::Range;
use tightrope_nlp::{Doc, Token};

/// The tokens that cover these bytes; empty where there is none.
fn tokens_of(doc: &Doc, bytes: &Range<usize>) -> Range<usize> {
    let mut inside = doc.tokens().filter(|t| t.start() < bytes.end && t.end() > bytes.start).map(|t| t.i);
    let first = inside.next().unwrap_or_default();
    let last = inside.next_back();
    if bytes.is_empty() { 0..0 } else { first..last.unwrap_or(first) + 1 }
}

/// The head of a span of tokens.
fn span_head(doc: &Doc, span: Range<usize>) -> Option<Token<'_>> {
    let tops: Vec<Token<'_>> =
        span.clone().map(|i| doc.token(i)).filter(|t| t.is_root() || !span.contains(&t.head().i)).collect();
    let nominal = |t: &&Token<'_>| matches!(t.pos(), "NOUN" | "PROPN" | "PRON" | "NUM");
    tops.iter().find(nominal).or(tops.iter().find(|t| t.pos() != "PUNCT")).or(tops.first()).copied()
}

fn chain(token: Token<'_>) -> Vec<Token<'_>> {
    std::iter::once(token).chain(token.ancestors()).collect()
}

/// The two ways up from source and target to where they meet; the meeting point ends both.
fn meet<'a>(source: Token<'a>, target: Token<'a>) -> (Vec<Token<'a>>, Vec<Token<'a>>) {
    let (up, down) = (chain(source), chain(target));
    for (i, token) in up.iter().enumerate() {
        if let Some(j) = down.iter().position(|t| t.i == token.i) {
            return (up.into_iter().take(i + 1).collect(), down.into_iter().take(j + 1).collect());
        }
    }
    (up, down)
}

pub(super) fn classify(
    lexicon: &Lexicon,
    doc: &Doc,
    source: &Range<usize>,
    target: &Range<usize>,
) -> Option<PloverReading> {
    let (source, target) = (tokens_of(doc, source), tokens_of(doc, target));
    let heads = (span_head(doc, source.clone()), span_head(doc, target.clone()));
    let (up, down) = match heads {
        (Some(s), Some(t)) => meet(s, t),
        // Only one of the two is named: its own predicate counts.
        (Some(s), None) => (chain(s), Vec::new()),
        (None, Some(t)) => (chain(t), Vec::new()),
        (None, None) => return None,
    };
    let path: Vec<usize> = up.iter().chain(&down).map(|t| t.i).collect();
    let down: Vec<Token<'_>> = down.into_iter().rev().collect();
    let mut evaluator = Evaluator::new(lexicon, doc, source.clone(), target.clone(), path.clone());
    let mut linker = Linker { evaluator: &mut evaluator, down: &down };
    let top = up.last().copied()?;
    // Where the source itself governs the target, what stands between them links them.
    let between: Vec<Token<'_>> = if up.len() == 1 { down.iter().copied().skip(1).collect() } else { Vec::new() };
    let above: Vec<Token<'_>> = top.ancestors().collect();
    let candidates = between.into_iter().chain(up.iter().copied().skip(1)).chain(above);
    let mut weak = None;
    for candidate in candidates {
        match linker.read(candidate) {
            Some(reading) if !reading.weak => return Some(reading),
            Some(reading) => weak = weak.or(Some(reading)),
            None => {}
        }
    }
    // "Iran's refusal to ..." given as a whole: the actor's words hold the predicate.
    let mut bare = Evaluator::new(lexicon, doc, 0..0, 0..0, path.clone());
    let inside = heads.0.filter(|s| s.children().any(|c| c.dep() == "poss")).and_then(|s| bare.eval(s));
    inside.or(weak).or_else(|| nearest(&mut evaluator, doc, &path))
}

struct Linker<'e, 'a> {
    evaluator: &'e mut Evaluator<'a>,
    down: &'e [Token<'a>],
}

impl<'a> Linker<'_, 'a> {
    fn read(&mut self, candidate: Token<'a>) -> Option<PloverReading> {
        match kind_of(candidate)? {
            WordKind::Verb => {
                let verb = self.descend(candidate);
                self.evaluator.eval(verb).or_else(|| self.evaluator.eval(candidate))
            }
            WordKind::Noun
                if matches!(candidate.dep(), "nsubj" | "nsubjpass") && self.evaluator.is_ending(candidate.head()) =>
            {
                self.evaluator.eval(candidate.head())
            }
            WordKind::Noun | WordKind::Adjective => self.evaluator.eval(candidate),
        }
    }

    /// From the source's verb along coordination and participles towards the target.
    fn descend(&mut self, verb: Token<'a>) -> Token<'a> {
        let Some(at) = self.down.iter().position(|t| t.i == verb.i) else { return verb };
        let mut current = verb;
        for &next in self.down.iter().skip(at + 1) {
            if next.head().i != current.i || kind_of(next) != Some(WordKind::Verb) {
                break;
            }
            let follows = match next.dep() {
                "conj" => true,
                "advcl" => {
                    matches!(next.tag(), "VBG" | "VBN") && !has_own_subject(next) && self.evaluator.eval(next).is_some()
                }
                _ => false,
            };
            if !follows {
                break;
            }
            current = next;
        }
        current
    }
}

fn has_own_subject(verb: Token<'_>) -> bool {
    verb.children().any(|c| matches!(c.dep(), "nsubj" | "nsubjpass")) || subjects(verb).is_empty()
}

/// The typed predicate that stands nearest to the path.
fn nearest<'a>(evaluator: &mut Evaluator<'a>, doc: &'a Doc, path: &[usize]) -> Option<PloverReading> {
    let mut found: Vec<(usize, Token<'a>)> =
        doc.tokens().filter_map(|t| chain(t).iter().position(|a| path.contains(&a.i)).map(|d| (d, t))).collect();
    found.sort_by_key(|(distance, t)| (*distance, t.i));
    found.into_iter().find_map(|(_, t)| evaluator.eval(t)).map(PloverReading::weakened)
}
