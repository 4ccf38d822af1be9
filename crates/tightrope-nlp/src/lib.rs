//! spaCy's English CPU pipeline, run in Rust with identical output.
//!
//! [`Model::load`] takes the files of `en_core_web_sm` 3.8 as they are; [`package`] fetches and keeps them. A [`Doc`] holds
//! tokens, tags, morphology, lemmas, heads, labels, sentences and entities.
//!
//! ```no_run
//! use tightrope_nlp::{Model, package};
//!
//! let model = Model::load(&package::ensure_default(&package::default_data_dir()?)?)?;
//! for token in model.parse("Tokyo signed the pact.").tokens() {
//!     println!("{} {} {}", token.text(), token.pos(), token.head().text());
//! }
//! # Ok::<(), tightrope_nlp::NlpError>(())
//! ```
//!
//! Identical means: `tools/parity` has found no difference on hundreds of thousands of tokens of prose. Two exceptions are
//! known. Scores that differ by less than rounding may fall the other way (once in 440,000 tokens of random noise). And
//! letters that Unicode gained lately have case here once Rust knows them, and in spaCy once its Python does.

mod batch;
mod chars;
mod cut;
mod doc;
mod encoder;
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
mod supply;
mod table;
mod tagger;
mod tok2vec;
mod tokenizer;
mod transition;
mod weights;
mod worker;

pub use cut::{LONGEST_TEXT, cut};
pub use doc::{Doc, DocParts, Entity, Token, TokenParts};
pub use encoder::{Dense, Encoded, Encoder, Stretch, Tensors, gelu, softmax};
pub use error::{NlpError, Result};
pub use model::{Model, ModelInfo};
pub use supply::Supply;
