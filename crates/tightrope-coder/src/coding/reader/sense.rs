//! What the encoder makes of a page, and of whom it has just spoken.

use super::pairs::Member;
use super::pick::Choice;
use crate::coding::{Sentence, side};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use tightrope_nlp::{Encoded, Encoder, Stretch};
use tightrope_statement::Time;

/// Sentences after which an actor or a date that they do not name is forgotten.
pub(super) const BACK: usize = 3;

/// The sentence that last speaks of somebody, and the bytes of their words in it.
type Spoken = (usize, Vec<Range<usize>>);

/// What the encoder makes of a page.
#[derive(Debug, Default)]
pub struct Senses {
    /// For each sentence of the page its bytes in its text.
    pub(super) places: Vec<Range<usize>>,
    pub(super) stretches: Vec<Stretch>,
    /// Whom the page has spoken of by now.
    pub(super) spoken: RefCell<BTreeMap<String, Spoken>>,
    /// The dates of the last sentences, each with its sentence and its bytes there.
    pub(super) dates: RefCell<Vec<(usize, Range<usize>, Time)>>,
}

impl Senses {
    /// What the encoder makes of a sentence among its neighbours, or by itself where the page was divided otherwise.
    pub(super) fn of(&self, sentence: &Sentence<'_>, encoder: &Encoder) -> Cow<'_, Encoded> {
        let place = sentence.doc.span_bytes(sentence.tokens.clone());
        let k = number(sentence);
        let same = self.places.get(k).is_some_and(|p| *p == place);
        let known = self.stretch(k).filter(|_| same).and_then(|s| s.sentence(k)).map(Cow::Borrowed);
        known.unwrap_or_else(|| Cow::Owned(encoder.encode(sentence.doc.text().get(place).unwrap_or_default())))
    }

    fn stretch(&self, k: usize) -> Option<&Stretch> {
        self.stretches.iter().find(|s| s.own.contains(&k))
    }

    /// What the encoder makes of some bytes of a sentence of the page.
    pub(super) fn mean(&self, k: usize, bytes: Range<usize>) -> Option<Vec<f32>> {
        self.stretch(k)?.sentence(k)?.mean_of(&[bytes])
    }

    /// Takes down whom the sentence speaks of; of several who act for one the first counts.
    pub(super) fn remember<'m>(
        &self,
        sentence: &Sentence<'_>,
        members: impl Iterator<Item = (&'m Member, Vec<Range<usize>>)>,
    ) {
        let (mut all, k) = (self.spoken.borrow_mut(), number(sentence));
        for (member, mentions) in members.filter(|(_, mentions)| !mentions.is_empty()) {
            let side = side(&member.entity);
            if all.get(side).is_none_or(|(known, _)| *known < k) {
                all.insert(side.to_owned(), (k, mentions));
            }
        }
    }

    /// The dates of the sentences just before that were read together with this one; takes down those of this one.
    pub(super) fn dates_before(&self, sentence: &Sentence<'_>, own: &[Choice<Time>]) -> Vec<Choice<Time>> {
        let (mut all, k) = (self.dates.borrow_mut(), number(sentence));
        all.retain(|(known, ..)| *known < k && *known + BACK >= k);
        let vector =
            |known: usize, bytes: &Range<usize>| self.stretch(k)?.sentence(known)?.mean_of(std::slice::from_ref(bytes));
        let choice = |(known, bytes, time): &(usize, Range<usize>, Time)| {
            let vector = vector(*known, bytes)?;
            Some(Choice { value: time.clone(), vector, bytes: 0..0, back: k - known })
        };
        let found = all.iter().filter_map(choice).collect();
        all.extend(own.iter().map(|c| (k, c.bytes.clone(), c.value.clone())));
        found
    }

    /// What one of the sentences just before makes of somebody, as it was read together with this one.
    pub(super) fn recall(&self, sentence: &Sentence<'_>, member: &Member) -> Option<Vec<f32>> {
        let (all, k) = (self.spoken.borrow(), number(sentence));
        let (known, mentions) = all.get(side(&member.entity)).filter(|(known, _)| *known < k && *known + BACK >= k)?;
        self.stretch(k)?.sentence(*known)?.mean_of(mentions)
    }
}

/// The place of the sentence on its page.
fn number(sentence: &Sentence<'_>) -> usize {
    sentence.resolver.memory.sentence.saturating_sub(1)
}
