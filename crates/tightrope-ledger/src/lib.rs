//! Keeps documents and their statements in one SQLite file, append-only.
//!
//! It answers: what was read, what did each document claim, and which reading of it counts. It never reads text for
//! meaning, never judges, never changes or removes what it holds, and touches no file that is not its own.

mod error;
mod file;
mod ledger;
mod snapshot;

pub use error::LedgerError;
pub use file::FORMAT;
pub use ledger::{Added, Entry, Ledger};
pub use snapshot::{Found, Snapshot, StoredDocument};
