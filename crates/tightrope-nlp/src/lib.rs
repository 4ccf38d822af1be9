//! spaCy's English CPU pipeline, run in Rust with identical output.

mod doc;

pub use doc::{Doc, DocParts, Entity, Token, TokenParts};
