//! What can be wrong with a word of the contract.

/// A word that the statement contract does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// Not one of the relations of the codebook.
    #[error("\"{0}\" is no relation of the codebook; `tightrope codebook` lists them")]
    UnknownRelation(String),
    /// Not a value of the named field.
    #[error("\"{value}\" is no {field}; one of: {allowed}")]
    UnknownValue {
        /// The contract field.
        field: &'static str,
        /// What was given.
        value: String,
        /// The values the field takes, comma-separated.
        allowed: String,
    },
}
