//! The learned reader: how likely each relation is between two actors of a sentence, by what the whole sentence says and
//! those around it.
//!
//! Rules read words in a shape; the reader sees a sentence as a whole. A small transformer gives each actor a vector of what it
//! is in its sentence, and a network of one hidden layer takes those of two actors for the relation that is stated between
//! them, or for none. What it says is one voice beside the rules: a few weights (`data/reader/weights.tsv`), learned from pages
//! that the network has not seen, decide which reading of a rule is left out and which relation that no rule reads is told.
//! Both networks are learned from the corpus by `tools/reader/fit.py`; without them the rules stand alone.

mod about;
mod among;
mod chances;
mod clause;
mod domain;
mod features;
mod fields;
mod judge;
mod look;
mod network;
mod options;
mod pairs;
mod path;
mod pick;
mod picked;
mod place;
mod sense;
mod settled;
mod things;

pub use judge::{decide, judge};
pub use network::Reader;
pub use options::Options;
pub use pairs::Pairs;
pub use path::Ways;
pub use sense::Senses;
