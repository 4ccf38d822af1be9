//! Turns bytes into a document with its structure: blocks, speakers, the page's own date.
//!
//! It reads no file and knows no clock: the caller hands it bytes.

mod date;
mod document;
mod error;
mod format;
mod head;
mod lead;
mod line;
mod markup;
mod place;
mod split;
mod structure;
mod words;
mod wrap;

pub use document::{Block, BlockKind, Document, Lead};
pub use error::TextError;
pub use format::{Format, MAX_BYTES};
pub use place::{Place, Places};
