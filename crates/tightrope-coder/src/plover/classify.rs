//! Which predicate links source and target, and its reading.

use super::eval::Evaluator;
use super::lexicon::{Lexicon, WordKind};
use super::reading::PloverReading;
use super::syntax::{kind_of, subjects};
use std::ops::Range;
use tightrope_nlp::{Doc, Token};

/// The head of the token span that covers these bytes.
fn span_head<'a>(doc: &'a Doc, bytes: &Range<usize>) -> Option<Token<'a>> {
    let inside: Vec<Token<'a>> = doc.tokens().filter(|t| t.start() < bytes.end && t.end() > bytes.start).collect();
    let (first, last) = (inside.first()?.i, inside.last()?.i);
    let tops: Vec<Token<'a>> =
        inside.iter().copied().filter(|t| t.is_root() || !(first..=last).contains(&t.head().i)).collect();
    let nominal = |t: &&Token<'a>| matches!(t.pos(), "NOUN" | "PROPN" | "PRON" | "NUM");
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
    let (s, t) = (span_head(doc, source)?, span_head(doc, target)?);
    let (up, down) = meet(s, t);
    let path: Vec<usize> = up.iter().chain(&down).map(|t| t.i).collect();
    let down: Vec<Token<'_>> = down.into_iter().rev().collect();
    let mut evaluator = Evaluator::new(lexicon, doc, s.i, t.i, path.clone());
    let mut linker = Linker { evaluator: &mut evaluator, down: &down };
    let top = up.last().copied()?;
    // Where the source itself governs the target, what stands between them links them.
    let between: Vec<Token<'_>> = if top.i == s.i { down.iter().copied().skip(1).collect() } else { Vec::new() };
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
    weak.or_else(|| nearest(&mut evaluator, doc, &path))
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
                "advcl" => matches!(next.tag(), "VBG" | "VBN") && !has_own_subject(next) && self.evaluator.eval(next).is_some(),
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
    let mut found: Vec<(usize, Token<'a>)> = doc
        .tokens()
        .filter_map(|t| chain(t).iter().position(|a| path.contains(&a.i)).map(|d| (d, t)))
        .collect();
    found.sort_by_key(|(distance, t)| (*distance, t.i));
    found.into_iter().find_map(|(_, t)| evaluator.eval(t)).map(PloverReading::weakened)
}
