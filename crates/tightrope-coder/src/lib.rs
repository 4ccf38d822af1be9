//! Reads parsed text and says which claims about ties between actors it makes.
//!
//! Two layers: propositions (clauses with predicate, arguments and scope) and coding (rules in data files that turn
//! propositions into statements). It reads no file, knows no clock and never sees the ledger.

mod actors;
mod attribution;
mod codebook;
mod coder;
mod coding;
mod ellipsis;
mod error;
mod events;
mod focal;
mod lesson;
mod open;
mod party;
mod plover;
mod proposition;
mod quantity;
mod time;
mod voice;

pub use actors::{
    Actor, ActorError, ActorRef, Agent, Agents, Allegiance, Directory, Form, Gender, Membership, NameVerdict,
    Neighbour, Office, Offices, Reading as ActorReading, Role, Span, Standing, StateInfo, UnknownState, Verdict,
};
pub use codebook::{Codebook, Example, FOLDERS as CODEBOOK_FOLDERS, Rule, Trigger};
pub use coder::{Coder, Coding, Page, VERSION};
pub use coding::Reader;
pub use coding::{
    ArgumentReading, Explanation, Field, FieldReading, Found, Holder, ParsedWord, PartyReading, PropositionReading,
    RuleMiss, SentenceReading, StatementReading, WhyNot, Words,
};
pub use error::CoderError;
pub use events::EventTable;
pub use focal::FocalReading;
pub use lesson::{JudgedReading, Lesson, OpenReading};
pub use open::{
    Argument, ArgumentKind, Modality, OpenProposition, Phrase, PropositionKind, Speaker, Term, Triple, Tuple,
    open_propositions,
};
pub use plover::{Plover, PloverReading, PloverRoot, WordKind};
pub use proposition::PredicateKind;
pub use quantity::{Hedge, Number, Quantity, QuantityMention, ShareRole, find_quantities, find_quantities_beside};
pub use time::{
    Anchor, Base, Lean, Part, Place, Point, Precision, Tense, TimeContext, TimeExpr, TimeMention, Unit, Year,
    find_times,
};
