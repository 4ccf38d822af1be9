//! What can be wrong with a table of weights.

/// A table of weights that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum MeasureError {
    /// The file is no TOML of the expected shape.
    #[error("the weights cannot be read: {0}")]
    Unreadable(String),
    /// A relation that the codebook does not know, or a weight below zero.
    #[error("the weights are wrong at {key}: {problem}")]
    Wrong {
        /// The entry.
        key: String,
        /// What is wrong with it.
        problem: String,
    },
}
