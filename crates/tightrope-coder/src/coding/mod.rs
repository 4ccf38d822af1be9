//! The second layer: from propositions to statements, through the rules of the codebook.

mod answer;
mod apply;
mod attributes;
mod candidate;
mod complements;
mod dating;
mod deeds;
mod domains;
mod evidence;
mod explain;
mod homes;
mod joint;
mod marks;
mod partners;
mod reader;
mod repeat;
mod resume;
mod scope;
mod seek;
mod select;
mod shapes;
mod sides;
mod slots;
mod speakers;
mod unnamed;
mod weights;

pub use answer::answers;
pub use apply::candidates;
pub use candidate::{Attempt, Candidate, Miss, Proposed, Sentence, overlaps, side, sides};
pub use evidence::completed;
pub use explain::{
    ArgumentReading, Explanation, Field, FieldReading, Found, Ground, Holder, Outcome, ParsedWord, PartyReading,
    PropositionReading, RuleMiss, SentenceReading, StatementReading, WhyNot, Words, explain,
};
pub use joint::joined;
pub use reader::{Options, Pairs, Reader, Senses, Ways, decide, judge};
pub use repeat::{as_told, is_hollow, repeated};
pub use scope::{Scope, scope};
use select::shadows;

pub use select::select;
pub use unnamed::{complete, proposals, weights};
pub use weights::{Weights, short};
