//! What a ledger holds at one moment.

use tightrope_statement::Statement;

/// A document as the ledger keeps it, with the settings of the reading that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredDocument {
    /// From a hash of its text.
    pub id: String,
    /// The name it goes by.
    pub name: String,
    /// The date that relative dates were resolved against, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Version of the coder that read it.
    pub coder: String,
    /// The parser's model.
    pub model: String,
}

/// A statement with its document, as the reading that made it had it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The statement.
    pub statement: Statement,
    /// Its document.
    pub document: StoredDocument,
    /// Whether the reading is the document's newest, the one that counts.
    pub counts: bool,
}

/// Everything that counts in a ledger at one moment.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// In the order they were added.
    pub documents: Vec<StoredDocument>,
    /// Of the newest reading of each document; by document, then in page order.
    pub statements: Vec<Statement>,
}

impl Snapshot {
    /// The document of an id.
    pub fn document(&self, id: &str) -> Option<&StoredDocument> {
        self.documents.iter().find(|d| d.id == id)
    }
}
