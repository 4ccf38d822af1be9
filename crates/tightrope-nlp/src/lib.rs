//! spaCy's English CPU pipeline, run in Rust with identical output.

mod batch;
mod chars;
mod cut;
mod doc;
mod error;
mod files;
mod hash;
mod lemmatizer;
mod lexeme;
mod linalg;
mod model;
mod msgpack;
mod ner;
pub mod package;
mod parser;
#[cfg(test)]
mod reference_tests;
mod ruler;
mod strings;
mod table;
mod tagger;
mod tok2vec;
mod tokenizer;
mod transition;
mod weights;
mod worker;

pub use cut::{LONGEST_TEXT, cut};
pub use doc::{Doc, DocParts, Entity, Token, TokenParts};
pub use error::{NlpError, Result};
pub use model::{Model, ModelInfo};
