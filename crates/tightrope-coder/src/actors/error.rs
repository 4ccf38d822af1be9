//! What can be wrong with an actor table.

/// An actor table that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActorError {
    /// A line does not fit its table.
    #[error("{table}, line {line}: {problem}")]
    Line {
        /// The table, by its file name.
        table: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong, and what would be right.
        problem: String,
    },
    /// A table has no line that names its columns.
    #[error("{table} has no line that names its columns")]
    NoHeader {
        /// The table.
        table: String,
    },
}

/// A name, adjective or code that no state bears.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no state is called \"{name}\"{}", hint(nearest))]
pub struct UnknownState {
    /// What was asked for.
    pub name: String,
    /// The nearest names, best first, at most three.
    pub nearest: Vec<String>,
}

fn hint(nearest: &[String]) -> String {
    match nearest {
        [] => String::new(),
        [one] => format!("; did you mean {one}?"),
        many => format!("; did you mean {}?", many.join(" or ")),
    }
}
