//! A reading of a proposition by one rule, before it becomes a statement.

use super::Scope;
use super::unnamed::Unnamed;
use crate::codebook::{Codebook, Rule};
use crate::party::{Party, Resolver};
use crate::plover::PloverReading;
use crate::proposition::Propositions;
use crate::quantity::QuantityMention;
use crate::time::{Anchor, TimeMention};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::ops::Range;
use tightrope_nlp::Doc;
use tightrope_statement::{Amount, Domain, Entity, Polarity, Relation, Status, Time};

/// Why a rule that looked at a proposition made no statement of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Miss {
    /// An argument's words are not what the rule wants, or are what it forbids.
    Words,
    /// No verb holds the noun.
    Unsupported,
    /// It is supposed, refused or threatened only.
    Unreal,
    /// No source that can act.
    NoSource,
    /// No target that can act.
    NoTarget,
    /// The learned reader gives it too little a chance: log-odds in thousandths.
    Doubted(i32),
}

impl Miss {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Miss::Words => "an argument is not of the words that the rule wants",
            Miss::Unsupported => "no verb that the governors know holds the noun",
            Miss::Unreal => "it is supposed, refused or threatened, not claimed",
            Miss::NoSource => "no source that can act",
            Miss::NoTarget => "no target that can act",
            Miss::Doubted(_) => "the learned reader doubts it",
        }
    }
}

/// A rule's look at a proposition that came to nothing.
#[derive(Debug, Clone)]
pub struct Attempt<'a> {
    /// Head of the proposition.
    pub head: usize,
    /// The rule.
    pub rule: &'a Rule,
    /// Why not.
    pub miss: Miss,
}

/// A claim between two that was weighed, whatever came of it.
#[derive(Debug)]
pub struct Proposed {
    /// The relation.
    pub relation: Relation,
    /// Who does it and to whom, by whom they act for.
    pub sides: [String; 2],
    /// Log-odds in thousandths.
    pub odds: i32,
}

/// What the coding of one sentence looks at.
pub struct Sentence<'a> {
    /// The parsed text.
    pub doc: &'a Doc,
    /// Its tokens that make the sentence.
    pub tokens: Range<usize>,
    /// The text's propositions.
    pub propositions: &'a Propositions,
    /// The codebook.
    pub codebook: &'a Codebook,
    /// What the PLOVER lexicon makes of predicates, by token.
    pub acts: &'a FxHashMap<usize, PloverReading>,
    /// Its times.
    pub times: &'a [TimeMention],
    /// For each of them the date that the text had named before it.
    pub references: &'a [Option<Anchor>],
    /// Its numbers.
    pub quantities: &'a [QuantityMention],
    /// The date at the head of the block, as EDTF, with its words.
    pub anchor: Option<(String, String)>,
    /// What came to nothing, for the explanation.
    pub attempts: RefCell<Vec<Attempt<'a>>>,
    /// Readings with a side that no slot fills, to be weighed.
    pub unnamed: RefCell<Vec<Unnamed<'a>>>,
    /// What was weighed to complete them.
    pub proposed: RefCell<Vec<Proposed>>,
    /// Names, pronouns and descriptions.
    pub resolver: Resolver<'a>,
}

/// One reading.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// PLOVER mode of the act.
    pub mode: Option<String>,
    /// Whether the lexicon reads the act from a word that governs another act.
    pub governs: bool,
    /// Source, where there is one.
    pub source: Option<Party>,
    /// Target, where there is one.
    pub target: Option<Party>,
    /// Further parties.
    pub with: Vec<Party>,
    /// Object in the page's words.
    pub object: Option<String>,
    /// Fields of life.
    pub domains: Vec<Domain>,
    /// How far it has come.
    pub status: Status,
    /// Claimed or denied.
    pub polarity: Polarity,
    /// Numbers.
    pub amount: Option<Amount>,
    /// When.
    pub time: Option<Time>,
    /// Surroundings.
    pub scope: Scope,
    /// Tokens of the words that trigger it, the support verb among them.
    pub trigger: Vec<usize>,
    /// Head of the proposition.
    pub head: usize,
    /// Tokens that the evidence spans.
    pub span: Range<usize>,
    /// Verbs that hold the noun it hangs on.
    pub held_by: Vec<usize>,
    /// Words the trigger consists of: longer is more telling.
    pub weight: i32,
    /// What speaks most for a party that no slot names, with its weight in thousandths of log-odds.
    pub weighed: Vec<(String, i32)>,
    /// What the learned reader has told.
    pub sensed: Sensed,
}

/// The fields that the learned reader has told, each with its chance in hundredths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sensed {
    /// Of the domain.
    pub domain: Option<u8>,
    /// Of the status.
    pub status: Option<u8>,
    /// Of the polarity.
    pub polarity: Option<u8>,
    /// Of the mode.
    pub mode: Option<u8>,
    /// Of the time.
    pub time: Option<u8>,
    /// Of the amount.
    pub amount: Option<u8>,
    /// Of the object.
    pub object: Option<u8>,
}

/// Whom an actor acts for, or itself.
pub fn side(e: &Entity) -> &str {
    e.state.as_deref().unwrap_or(&e.id)
}

/// Whom source and target of a reading act for, where it has both.
pub fn sides(c: &Candidate<'_>) -> Option<[String; 2]> {
    let of = |p: &Option<Party>| p.as_ref().map(|p| side(&p.entity).to_owned());
    Some([of(&c.source)?, of(&c.target)?])
}

/// Whether two spans of tokens share one.
pub fn overlaps(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}
