//! Adds documents and gives back what counts.

use crate::{Found, LedgerError, Snapshot, StoredDocument, file};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};
use sha2::{Digest, Sha256};
use std::{
    fmt::Write,
    path::{Path, PathBuf},
};
use tightrope_statement::Statement;

/// A document and the settings with which it was read.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Id of the document, from a hash of its text.
    pub document: &'a str,
    /// The name it goes by.
    pub name: &'a str,
    /// Its text, byte for byte.
    pub text: &'a str,
    /// Version of the coder.
    pub coder: &'a str,
    /// Name and version of the parser's model.
    pub model: &'a str,
    /// The date that relative dates were resolved against, `YYYY-MM-DD`.
    pub date: Option<&'a str>,
    /// Who published it.
    pub publisher: Option<&'a str>,
    /// When it is added, RFC 3339; the ledger knows no clock.
    pub added: Option<&'a str>,
}

/// What adding a document did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// The document was new.
    New,
    /// The document was there, and was read otherwise; the new reading counts from now on.
    Anew,
    /// The same reading of the same document was there: nothing was added.
    AlreadyThere,
}

/// A ledger, open.
#[derive(Debug)]
pub struct Ledger {
    conn: Connection,
    path: PathBuf,
}

impl Ledger {
    /// Opens a ledger for reading and writing; creates the file where there is none.
    ///
    /// # Errors
    /// Where the file is no ledger, of a newer format, locked, damaged, or cannot be written. It is left as it was.
    pub fn open(path: &Path) -> Result<Self, LedgerError> {
        Ok(Ledger { conn: file::open(path)?, path: path.to_owned() })
    }

    /// Opens a ledger for reading; nothing is created.
    ///
    /// # Errors
    /// As [`Ledger::open`], and where there is no file.
    pub fn open_read_only(path: &Path) -> Result<Self, LedgerError> {
        Ok(Ledger { conn: file::open_read_only(path)?, path: path.to_owned() })
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a document with its statements, in page order, in one transaction.
    ///
    /// # Errors
    /// Where the file cannot be written or is locked for long; then nothing of the document is kept.
    pub fn add_document(&mut self, entry: &Entry<'_>, statements: &[Statement]) -> Result<Added, LedgerError> {
        let mut rows = Vec::with_capacity(statements.len());
        let mut digest = Sha256::new();
        for statement in statements {
            let json = serde_json::to_string(statement)
                .map_err(|e| LedgerError::Other { path: self.path.clone(), reason: e.to_string() })?;
            digest.update(json.as_bytes());
            digest.update(b"\n");
            rows.push(json);
        }
        let digest = digest.finalize().iter().fold(String::new(), |mut hex, b| {
            let _ = write!(hex, "{b:02x}");
            hex
        });
        add(&mut self.conn, entry, statements, &rows, &digest).map_err(|e| LedgerError::sqlite(&self.path, &e))
    }

    /// The statements of the newest reading of every document: documents in the order they were added, statements in
    /// page order.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn snapshot(&self) -> Result<Snapshot, LedgerError> {
        let documents = self.documents().map_err(|e| LedgerError::sqlite(&self.path, &e))?;
        let statements = self.statements().map_err(|e| LedgerError::sqlite(&self.path, &e))?;
        let statements = statements
            .iter()
            .map(|json| serde_json::from_str(json))
            .collect::<Result<Vec<Statement>, _>>()
            .map_err(|e| LedgerError::Damaged { path: self.path.clone(), reason: e.to_string() })?;
        Ok(Snapshot { documents, statements })
    }

    /// The statements whose id begins with `prefix`, in the order of their ids, at most a hundred; of several readings
    /// that hold one, the newest.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn find(&self, prefix: &str) -> Result<Vec<Found>, LedgerError> {
        let rows = self.rows_of(prefix).map_err(|e| LedgerError::sqlite(&self.path, &e))?;
        let mut found: Vec<Found> = Vec::new();
        for (json, document, counts) in rows {
            let statement: Statement = serde_json::from_str(&json)
                .map_err(|e| LedgerError::Damaged { path: self.path.clone(), reason: e.to_string() })?;
            if found.last().is_none_or(|last| last.statement.id != statement.id) {
                found.push(Found { statement, document, counts });
            }
        }
        Ok(found)
    }

    fn rows_of(&self, prefix: &str) -> rusqlite::Result<Vec<(String, StoredDocument, bool)>> {
        let mut query = self.conn.prepare(
            "SELECT d.id, d.name, r.date, r.publisher, r.coder, r.model, s.statement,
                    r.seq = (SELECT max(seq) FROM readings WHERE document = d.id)
             FROM statements s JOIN readings r ON r.seq = s.reading JOIN documents d ON d.id = r.document
             WHERE s.id >= ?1 AND s.id < ?1 || char(1114111)
             ORDER BY s.id, r.seq DESC LIMIT 100",
        )?;
        let rows = query.query_map([prefix], |r| Ok((r.get(6)?, stored(r)?, r.get(7)?)))?;
        rows.collect()
    }

    /// The text of a document, where the ledger holds it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn text(&self, document: &str) -> Result<Option<String>, LedgerError> {
        self.conn
            .query_row("SELECT text FROM documents WHERE id = ?1", [document], |r| r.get(0))
            .optional()
            .map_err(|e| LedgerError::sqlite(&self.path, &e))
    }

    fn documents(&self) -> rusqlite::Result<Vec<StoredDocument>> {
        let mut query = self.conn.prepare(
            "SELECT d.id, d.name, r.date, r.publisher, r.coder, r.model
             FROM documents d JOIN readings r ON r.seq = (SELECT max(seq) FROM readings WHERE document = d.id)
             ORDER BY d.seq",
        )?;
        let rows = query.query_map([], stored)?;
        rows.collect()
    }

    fn statements(&self) -> rusqlite::Result<Vec<String>> {
        let mut query = self.conn.prepare(
            "SELECT s.statement
             FROM documents d
             JOIN readings r ON r.seq = (SELECT max(seq) FROM readings WHERE document = d.id)
             JOIN statements s ON s.reading = r.seq
             ORDER BY d.seq, s.place",
        )?;
        let rows = query.query_map([], |r| r.get(0))?;
        rows.collect()
    }
}

/// A document, from a row that begins with its id, name, date, publisher, coder and model.
fn stored(r: &rusqlite::Row<'_>) -> rusqlite::Result<StoredDocument> {
    Ok(StoredDocument {
        id: r.get(0)?,
        name: r.get(1)?,
        date: r.get(2)?,
        publisher: r.get(3)?,
        coder: r.get(4)?,
        model: r.get(5)?,
    })
}

fn add(
    conn: &mut Connection,
    entry: &Entry<'_>,
    statements: &[Statement],
    rows: &[String],
    digest: &str,
) -> rusqlite::Result<Added> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let newest = tx
        .query_row(
            "SELECT coder = ?2 AND model = ?3 AND date IS ?4 AND publisher IS ?5 AND digest = ?6
             FROM readings WHERE document = ?1 ORDER BY seq DESC LIMIT 1",
            params![entry.document, entry.coder, entry.model, entry.date, entry.publisher, digest],
            |r| r.get::<_, bool>(0),
        )
        .optional()?;
    let added = match newest {
        Some(true) => return Ok(Added::AlreadyThere),
        Some(false) => Added::Anew,
        None => {
            tx.execute(
                "INSERT INTO documents (id, name, text) VALUES (?1, ?2, ?3)",
                [entry.document, entry.name, entry.text],
            )?;
            Added::New
        }
    };
    tx.execute(
        "INSERT INTO readings (document, coder, model, date, publisher, digest, added) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![entry.document, entry.coder, entry.model, entry.date, entry.publisher, digest, entry.added],
    )?;
    let reading = tx.last_insert_rowid();
    {
        let mut insert =
            tx.prepare_cached("INSERT INTO statements VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?;
        for (place, (s, json)) in (0i64..).zip(statements.iter().zip(rows)) {
            let (source, target) = (s.source.as_ref(), s.target.as_ref());
            insert.execute(params![
                reading,
                place,
                s.id,
                s.relation.name(),
                source.map(|e| &e.id),
                source.and_then(|e| e.state.as_ref()),
                target.map(|e| &e.id),
                target.and_then(|e| e.state.as_ref()),
                s.status.as_str(),
                s.polarity.as_str(),
                json
            ])?;
        }
    }
    tx.commit()?;
    Ok(added)
}
