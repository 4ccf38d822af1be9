//! The entity recogniser: the same kind of scorer over begin, inside, last, unit and out moves.

use crate::error::Result;
use crate::transition::{Moves, NO_TOKEN, Products, Scorer};
use crate::weights::Layers;

const BEGIN: usize = 1;
const INSIDE: usize = 2;
const LAST: usize = 3;
const UNIT: usize = 4;
const OUT: usize = 5;
const ACTIONS: usize = 6;

/// Tokens a state shows: the present one, the start of the open entity and the one before the present.
const FEATURES: usize = 3;

/// The entity recogniser.
#[derive(Debug)]
pub(crate) struct Ner {
    scorer: Scorer,
    moves: Moves,
    /// For each class, the class of the same label among the beginnings, if any.
    begin_of: Vec<Option<usize>>,
}

/// An entity: first token, token after the last, class whose label it bears.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) class: usize,
}

impl Ner {
    pub(crate) fn load(layers: &Layers<'_>, moves: Moves, width: usize) -> Result<Self> {
        let scorer = Scorer::load(layers, FEATURES, width, moves.labels.len())?;
        let begin_of = moves
            .labels
            .iter()
            .map(|label| moves.classes(BEGIN).find(|&b| moves.labels.get(b) == Some(label)))
            .collect();
        Ok(Ner { scorer, moves, begin_of })
    }

    pub(crate) fn actions() -> usize {
        ACTIONS
    }

    /// The label of a class.
    pub(crate) fn label(&self, class: usize) -> &str {
        self.moves.labels.get(class).map_or("", String::as_str)
    }

    /// The scorer, which must be given the vectors of a batch first.
    pub(crate) fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// Entities of the document whose tokens start at `first` in the batch.
    pub(crate) fn recognise(
        &self,
        first: usize,
        is_space: &[bool],
        sentence_starts: &[bool],
        products: &mut Products,
    ) -> Vec<Span> {
        let count = is_space.len();
        let mut entities = Vec::new();
        // Start of the open entity and the class that began it.
        let mut open: Option<(u32, usize)> = None;
        for i in 0..count {
            let at = (first + i) as u32;
            let shown = match open {
                Some((start, _)) => [at, first as u32 + start, at - 1],
                None => [at, NO_TOKEN, NO_TOKEN],
            };
            self.scorer.score(&shown, products);
            let goes_on = i + 1 < count && !sentence_starts[i + 1];
            let scores = &products.scores;
            match open {
                Some((start, label)) => {
                    let same = |action: usize| {
                        let class = self.moves.classes(action).find(|&c| self.begin_of[c] == Some(label));
                        class.map_or(0..0, |c| c..c + 1)
                    };
                    let inside = if goes_on { same(INSIDE) } else { 0..0 };
                    let Some(class) = Moves::best(scores, [inside, same(LAST)]) else {
                        open = None;
                        continue;
                    };
                    if self.moves.classes(LAST).contains(&class) {
                        entities.push(Span { start, end: i as u32 + 1, class });
                        open = None;
                    }
                }
                None => {
                    let mut allowed = [0..0, 0..0, 0..0, self.moves.classes(OUT)];
                    if !is_space[i] {
                        if goes_on {
                            allowed[0] = self.moves.classes(BEGIN);
                        }
                        // The unit without a label is never taken; it splits the range.
                        let unit = self.moves.classes(UNIT);
                        let blank = unit.clone().find(|&c| self.label(c).is_empty()).unwrap_or(unit.end);
                        allowed[1] = unit.start..blank;
                        allowed[2] = (blank + 1).min(unit.end)..unit.end;
                    }
                    match Moves::best(scores, allowed) {
                        Some(class) if self.moves.classes(BEGIN).contains(&class) => open = Some((i as u32, class)),
                        Some(class) if self.moves.classes(UNIT).contains(&class) => {
                            entities.push(Span { start: i as u32, end: i as u32 + 1, class });
                        }
                        _ => {}
                    }
                }
            }
        }
        entities
    }
}
