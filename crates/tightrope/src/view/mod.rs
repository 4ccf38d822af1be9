//! How results look: tables for people, JSON and CSV for programs.

pub(crate) mod actors;
pub(crate) mod codebook;
pub(crate) mod explain;
pub(crate) mod html;
pub(crate) mod open;
pub(crate) mod statement;
pub(crate) mod vectors;
pub(crate) mod why;
