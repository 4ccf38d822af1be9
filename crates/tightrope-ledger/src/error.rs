//! Why a ledger cannot be used.

use std::path::{Path, PathBuf};

/// Why a ledger cannot be used. The file is unharmed in every case.
#[derive(Debug, thiserror::Error)]
pub enum LedgerError {
    /// No such file.
    #[error("there is no ledger at {0}")]
    Missing(PathBuf),
    /// A file, but no SQLite database.
    #[error("{0} is no ledger: it is not an SQLite file")]
    NotSqlite(PathBuf),
    /// An SQLite database of another program.
    #[error("{0} is no ledger: it is an SQLite file of another program")]
    Foreign(PathBuf),
    /// Written by a newer tightrope.
    #[error("{path} is of ledger format {found}, this tightrope knows formats up to {known}")]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format known here.
        known: i64,
    },
    /// The file or its folder cannot be written or created.
    #[error("the ledger {path} cannot be written: {reason}")]
    NotWritable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// Another process holds it for longer than the waiting time.
    #[error("the ledger {0} is locked by another process")]
    Locked(PathBuf),
    /// The file is an SQLite file, and damaged.
    #[error("the ledger {path} is damaged: {reason}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What SQLite said.
        reason: String,
    },
    /// Anything else that SQLite or the system reports.
    #[error("the ledger {path} cannot be used: {reason}")]
    Other {
        /// The file.
        path: PathBuf,
        /// What was reported.
        reason: String,
    },
}

impl LedgerError {
    /// What the user can do about it.
    pub fn help(&self) -> &'static str {
        match self {
            LedgerError::Missing(_) => "read a page into it first: tightrope read PAGE --ledger FILE",
            LedgerError::NotSqlite(_) | LedgerError::Foreign(_) => {
                "nothing was changed in it; give another file with --ledger (a new one is created)"
            }
            LedgerError::Newer { .. } => {
                "nothing was changed in it; update tightrope, or give another file with --ledger"
            }
            LedgerError::NotWritable { .. } => {
                "give a file in a folder that can be written with --ledger, or read with --no-ledger"
            }
            LedgerError::Locked(_) => "wait until the other tightrope has finished, then run this again",
            LedgerError::Damaged { .. } => "restore it from a copy, or give another file with --ledger",
            LedgerError::Other { .. } => "see what the system said above, or give another file with --ledger",
        }
    }

    pub(crate) fn sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as E;
        let path = path.to_owned();
        let reason = error.to_string();
        match error.sqlite_error_code() {
            Some(E::DatabaseBusy | E::DatabaseLocked) => LedgerError::Locked(path),
            Some(E::NotADatabase) => LedgerError::NotSqlite(path),
            Some(E::DatabaseCorrupt) => LedgerError::Damaged { path, reason },
            Some(E::ReadOnly | E::CannotOpen | E::PermissionDenied | E::DiskFull) => {
                LedgerError::NotWritable { path, reason }
            }
            _ => LedgerError::Other { path, reason },
        }
    }

    pub(crate) fn io(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as E;
        let (path, reason) = (path.to_owned(), error.to_string());
        match error.kind() {
            E::PermissionDenied | E::ReadOnlyFilesystem | E::NotFound | E::NotADirectory => {
                LedgerError::NotWritable { path, reason }
            }
            _ => LedgerError::Other { path, reason },
        }
    }
}
