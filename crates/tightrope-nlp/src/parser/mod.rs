//! The dependency parser: a greedy arc-eager transition system.

mod state;
mod tree;

pub(crate) use tree::sentence_starts;

use crate::error::{NlpError, Result};
use crate::transition::{Moves, NO_TOKEN, Products, Scorer};
use crate::weights::Layers;
use state::State;

const SHIFT: usize = 0;
const REDUCE: usize = 1;
const LEFT: usize = 2;
const RIGHT: usize = 3;
const BREAK: usize = 4;
const ACTIONS: usize = 5;

/// Tokens a state shows: two of the buffer, three of the stack, three dependents.
const FEATURES: usize = 8;

/// The parser.
#[derive(Debug)]
pub(crate) struct Parser {
    scorer: Scorer,
    moves: Moves,
    /// Dependency labels, `ROOT` first.
    labels: Vec<String>,
    /// Label of each class and, where an arc was lifted, the label of its true head.
    decoded: Vec<(u16, Option<u16>)>,
}

/// A parsed document: head, label and sentence start of each token.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u16>,
    pub(crate) sentence_starts: Vec<bool>,
}

const ROOT: u16 = 0;

impl Parser {
    pub(crate) fn load(layers: &Layers<'_>, moves: Moves, width: usize) -> Result<Self> {
        let scorer = Scorer::load(layers, FEATURES, width, moves.labels.len())?;
        let mut labels = vec!["ROOT".to_owned()];
        let mut id = |label: &str| {
            let at = labels.iter().position(|l| l == label).unwrap_or_else(|| {
                labels.push(label.to_owned());
                labels.len() - 1
            });
            at as u16
        };
        let decoded = moves
            .labels
            .iter()
            .map(|label| match label.split_once("||") {
                Some((label, head)) => (id(label), Some(id(head))),
                None => (id(label), None),
            })
            .collect();
        if moves.labels.iter().any(|l| l == "subtok") {
            return Err(NlpError::unsupported("its parser joins tokens"));
        }
        if moves.labels.len() > usize::from(u16::MAX) {
            return Err(layers.error("it has too many labels"));
        }
        Ok(Parser { scorer, moves, labels, decoded })
    }

    pub(crate) fn actions() -> usize {
        ACTIONS
    }

    /// Dependency labels by id.
    pub(crate) fn labels(&self) -> &[String] {
        &self.labels
    }

    /// The scorer, which must be given the vectors of a batch first.
    pub(crate) fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// Parses the document whose `count` tokens start at `first` in the batch.
    pub(crate) fn parse(&self, first: usize, count: usize, is_space: &[bool], products: &mut Products) -> Tree {
        let mut state = State::new(count);
        while !state.is_final() {
            let shown = state.features().map(|t| if t == NO_TOKEN { t } else { t + first as u32 });
            self.scorer.score(&shown, products);
            let valid =
                [state.can_shift(), state.can_reduce(), state.can_attach(), state.can_attach(), state.can_break()];
            let ranges = (0..ACTIONS).filter(|&a| valid[a]).map(|a| self.moves.classes(a));
            let Some(class) = Moves::best(&products.scores, ranges) else { break };
            match (0..ACTIONS).find(|&a| self.moves.classes(a).contains(&class)) {
                Some(SHIFT) => state.shift(),
                Some(REDUCE) => state.reduce(),
                Some(LEFT) => state.left_arc(class as u16),
                Some(RIGHT) => state.right_arc(class as u16),
                Some(BREAK) => state.set_break(),
                _ => break,
            }
        }
        self.finish(state, is_space)
    }

    /// Turns arcs into a tree: labels decoded, lifted arcs lowered, sentences found.
    fn finish(&self, state: State, is_space: &[bool]) -> Tree {
        let (heads, classes) = state.into_arcs();
        let mut labels = Vec::with_capacity(heads.len());
        let mut lifted = Vec::new();
        for (i, (&head, &class)) in heads.iter().zip(&classes).enumerate() {
            if head as usize == i {
                labels.push((ROOT, None));
                continue;
            }
            let label = self.decoded.get(usize::from(class)).copied().unwrap_or((ROOT, None));
            labels.push(label);
            if label.1.is_some() {
                lifted.push(i);
            }
        }
        let mut tree = Tree { heads, labels: Vec::new(), sentence_starts: Vec::new() };
        if !lifted.is_empty() {
            tree::lower_arcs(&mut tree.heads, &mut labels, &lifted, is_space);
        }
        tree.labels = labels.into_iter().map(|(label, _)| label).collect();
        tree.sentence_starts = sentence_starts(&tree.heads);
        tree
    }
}
