//! What each word of a sentence is to two of its actors: where it stands in the tree of the sentence and in its order.

use super::pairs::Member;
use std::ops::Range;
use tightrope_nlp::Doc;

/// What a word may be to a pair, in the order of their bits: on the way through the tree from one actor to the other; where
/// the two ways up meet; above that; directly below the way; between the two in order; a word of either.
pub const PLACES: usize = 6;

/// Words from an actor upwards that count as its way where the sentence does not name the other.
const ALONE: usize = 3;

/// Words of a sentence that are looked at; the reader sees no more pieces than that.
const WORDS: usize = 160;

/// The ways up from the actors of a sentence.
#[derive(Debug)]
pub struct Ways<'d> {
    doc: &'d Doc,
    words: Range<usize>,
    actors: Vec<Way>,
}

/// An actor's word and all above it, and which words of the sentence are its own.
#[derive(Debug)]
struct Way {
    up: Vec<usize>,
    own: Vec<bool>,
}

impl<'d> Ways<'d> {
    /// Those of the members of a sentence with these tokens.
    pub fn of(doc: &'d Doc, tokens: &Range<usize>, members: &[Member]) -> Self {
        let words = tokens.start..tokens.end.min(tokens.start + WORDS);
        let way = |m: &Member| {
            let up = m.head(doc).map(|i| {
                let t = doc.token(i);
                std::iter::once(t).chain(t.ancestors()).map(|t| t.i).collect()
            });
            let own = words.clone().map(|i| m.mentions().any(|t| t.contains(&i))).collect();
            Way { up: up.unwrap_or_default(), own }
        };
        let actors = members.iter().map(way).collect();
        Ways { doc, words, actors }
    }

    /// For each of the first words of the sentence the bits of [`PLACES`] that hold of it for two of the members.
    pub fn places(&self, source: usize, target: usize) -> Vec<u8> {
        let (Some(a), Some(b)) = (self.actors.get(source), self.actors.get(target)) else { return Vec::new() };
        let marked = |words: &[usize]| {
            let mut marks = vec![false; self.words.len()];
            for i in words {
                if let Some(mark) = i.checked_sub(self.words.start).and_then(|k| marks.get_mut(k)) {
                    *mark = true;
                }
            }
            marks
        };
        let above_b = marked(&b.up);
        let is = |marks: &[bool], i: usize| {
            i.checked_sub(self.words.start).and_then(|k| marks.get(k)).copied().unwrap_or_default()
        };
        let meeting = a.up.iter().copied().find(|i| is(&above_b, *i));
        let mut way: Vec<usize> = Vec::new();
        if a.up.is_empty() || b.up.is_empty() {
            way.extend(a.up.iter().chain(&b.up).take(ALONE));
        } else {
            for up in [&a.up, &b.up] {
                let end = up.iter().position(|i| Some(*i) == meeting).map_or(up.len(), |k| k + 1);
                way.extend(up.iter().take(end));
            }
        }
        let on_way = marked(&way);
        let further = marked(if a.up.is_empty() { &b.up } else { &a.up });
        let between = match (a.up.first(), b.up.first()) {
            (Some(&a), Some(&b)) => a.min(b) + 1..a.max(b),
            _ => 0..0,
        };
        let own = |k: usize| [a, b].iter().any(|w| w.own.get(k).copied().unwrap_or_default());
        let places = self.words.clone().enumerate().map(|(k, i)| {
            let on = is(&on_way, i);
            let holds = [
                on,
                Some(i) == meeting,
                !on && is(&further, i),
                !on && is(&on_way, self.doc.token(i).head().i),
                between.contains(&i),
                own(k),
            ];
            holds.iter().enumerate().map(|(bit, holds)| u8::from(*holds) << bit).sum()
        });
        places.collect()
    }
}
