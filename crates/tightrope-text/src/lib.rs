//! Turns bytes into a document with its structure: blocks, speakers, the page's own date.
//!
//! It reads no file and knows no clock: the caller hands it bytes.

mod document;

pub use document::{Block, BlockKind, Document, Lead};
