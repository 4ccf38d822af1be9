//! A party of a claim: who, by which words, found how.

use std::ops::Range;
use tightrope_statement::Entity;

/// How a party was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// By its name.
    Named,
    /// By a description with a name in it ("the Kenyan government").
    Described,
    /// By a pronoun or a definite description that memory resolves.
    Recalled,
    /// Not in the words at all.
    Implied,
    /// In no slot of the rule, but likelier meant than not by what speaks for it: log-odds in thousandths.
    Weighed(i32),
}

impl How {
    /// A word for it.
    pub fn name(self) -> &'static str {
        match self {
            How::Named => "named",
            How::Described => "described",
            How::Recalled => "recalled",
            How::Implied => "implied",
            How::Weighed(_) => "weighed",
        }
    }
}

/// A party of a statement, with the words that stand for it.
#[derive(Debug, Clone)]
pub struct Party {
    /// Who.
    pub entity: Entity,
    /// Tokens of the words; empty for an implied party.
    pub tokens: Range<usize>,
    /// How it was found.
    pub how: How,
    /// Further readings of the same words (a language, a commodity).
    pub others: Vec<Entity>,
}

impl Party {
    /// A party that no words stand for.
    pub fn implied(entity: Entity) -> Self {
        Party { entity, tokens: 0..0, how: How::Implied, others: Vec::new() }
    }

    /// The same words read as the next thing that they may mean and that `fits`, for pronouns only.
    pub fn next_reading(&self, fits: &impl Fn(&Party) -> bool) -> Option<Party> {
        if self.how != How::Recalled {
            return None;
        }
        self.others.iter().map(|e| Party { entity: e.clone(), others: Vec::new(), ..self.clone() }).find(|p| fits(p))
    }

    /// Whether both are the same actor or act for the same state.
    pub fn same_side(&self, other: &Party) -> bool {
        self.entity.id == other.entity.id || self.entity.state.is_some() && self.entity.state == other.entity.state
    }
}
