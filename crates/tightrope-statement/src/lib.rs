//! The narrow waist of tightrope: what one statement is, in types.
//!
//! Everything before this crate reads text, everything after it stores, measures or shows statements. It knows
//! neither text analysis nor storage.

mod domain;
mod entity;
mod error;
mod evidence;
mod relation;
mod statement;
mod vocabulary;

pub use domain::Domain;
pub use entity::{Entity, EntityType};
pub use error::StatementError;
pub use evidence::Evidence;
pub use relation::{Relation, RelationKind};
pub use statement::{Amount, Attribution, CoderMark, Event, Statement, Time};
pub use vocabulary::{Certainty, Polarity, Status};
