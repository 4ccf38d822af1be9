//! What can go wrong in the coder: only its own data.

use std::fmt::Display;

/// A fault in the coder's data files.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CoderError {
    /// A rule, lexicon or table cannot be read.
    #[error("{file}: {what}")]
    Data {
        /// File under the crate's `data`.
        file: String,
        /// What is wrong, and where.
        what: String,
    },
}

impl CoderError {
    pub(crate) fn data(file: &str, what: impl Display) -> Self {
        CoderError::Data { file: file.to_owned(), what: what.to_string() }
    }
}
