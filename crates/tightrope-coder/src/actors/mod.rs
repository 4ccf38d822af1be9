//! Who the words of a text may stand for: states, leaders, organisations, companies, places, by date.
//!
//! The tables under `data/actors` are compiled in; a user's own table goes before them.

mod actor;
mod agents;
mod cues;
mod directory;
mod embedded;
mod error;
mod find;
mod fold;
mod index;
mod load;
mod offices;
mod people;
mod reading;
mod span;
mod table;
mod towns;
mod verdict;
mod words;

#[cfg(test)]
mod tests;

pub use actor::{Actor, ActorRef, Allegiance, Gender, Role};
pub use agents::{Agent, Agents};
pub use directory::{Directory, Membership, Neighbour, StateInfo};
pub use error::{ActorError, UnknownState};
pub use offices::{Office, Offices};
pub use reading::{Form, Mention, Reading};
pub use span::Span;
pub use towns::state_of_town;
pub use verdict::{NameVerdict, Standing, Verdict};
