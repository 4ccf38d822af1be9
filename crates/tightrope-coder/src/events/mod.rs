//! The codebook of events: PLOVER types, modes and contexts, CAMEO roots, quad classes and scores.
//!
//! `data/events/DECISIONS.md` says how the contradictions of the published sources were settled.

mod table;

#[cfg(test)]
mod tests;

pub use table::EventTable;
