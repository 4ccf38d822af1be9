//! Which sentences of a page are read together.

use super::{Encoded, LONGEST};
use std::ops::Range;

/// Most pieces of the sentences before a stretch that it is read with.
const BEFORE: usize = 48;

/// Sentences of a page as they were read together.
#[derive(Debug, Clone, PartialEq)]
pub struct Stretch {
    /// The sentences that are its own, by their place on the page; those before them were only heeded.
    pub own: Range<usize>,
    pub(super) before: usize,
    pub(super) sentences: Vec<Encoded>,
}

impl Stretch {
    /// A sentence of the page as it was read here, its own or heeded.
    pub fn sentence(&self, k: usize) -> Option<&Encoded> {
        self.sentences.get(k.checked_sub(self.before)?)
    }
}

/// Sentences that are to be read together: those from `before` on are only heeded, those from `from` on are its own.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Plan {
    pub before: usize,
    pub from: usize,
    /// The sentence after its last.
    pub to: usize,
    /// All pieces with the mark before them, [`LONGEST`] at most.
    pub pieces: usize,
}

/// The stretches of a page whose sentences have so many pieces, each below [`LONGEST`], with the mark after them: as many sentences to each as
/// there is room for.
pub(super) fn of(sizes: &[usize]) -> Vec<Plan> {
    let size = |k: usize| sizes.get(k).copied().unwrap_or_default();
    let mut found = Vec::new();
    let mut from = 0;
    while from < sizes.len() {
        let (mut before, mut to) = (from, from + 1);
        let mut pieces = 1 + size(from);
        let mut heeded = 0;
        while before > 0 && heeded + size(before - 1) <= BEFORE && pieces + size(before - 1) <= LONGEST {
            before -= 1;
            heeded += size(before);
            pieces += size(before);
        }
        while to < sizes.len() && pieces + size(to) <= LONGEST {
            pieces += size(to);
            to += 1;
        }
        found.push(Plan { before, from, to, pieces });
        from = to;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_stretch_begins_with_what_came_before() {
        let stretch = |before, from, to, pieces| Plan { before, from, to, pieces };
        assert_eq!(of(&[]), []);
        assert_eq!(of(&[100, 100, 30, 18, 200]), [stretch(0, 0, 4, 249), stretch(2, 4, 5, 249)]);
        assert_eq!(of(&[255, 255, 1]), [stretch(0, 0, 1, 256), stretch(1, 1, 2, 256), stretch(2, 2, 3, 2)]);
        assert_eq!(of(&[200, 40, 20, 230]), [stretch(0, 0, 2, 241), stretch(1, 2, 3, 61), stretch(2, 3, 4, 251)]);
    }

    proptest! {
        #[test]
        fn every_sentence_is_read_once(sizes in prop::collection::vec(1usize..LONGEST, 0..40)) {
            let mut next = 0;
            for s in of(&sizes) {
                prop_assert!(s.before <= s.from && s.from == next && s.to > s.from && s.pieces <= LONGEST);
                prop_assert_eq!(s.pieces, 1 + sizes[s.before..s.to].iter().sum::<usize>());
                prop_assert!(sizes[s.before..s.from].iter().sum::<usize>() <= BEFORE);
                next = s.to;
            }
            prop_assert_eq!(next, sizes.len());
        }
    }
}
