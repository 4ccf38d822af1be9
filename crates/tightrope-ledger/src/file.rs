//! Opens, checks and creates the file.

use crate::LedgerError;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::{
    fs::File,
    io::{ErrorKind, Read},
    path::Path,
    time::Duration,
};

/// The format that this version writes, kept in the file's `user_version`.
pub const FORMAT: i64 = 1;

/// "TRLG" in the file's `application_id`.
const APPLICATION: i64 = 0x5452_4c47;

const SCHEMA: &str = include_str!("../data/schema.sql");

/// How long to wait for another process that writes.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a look at the file's first bytes tells.
#[derive(Debug, PartialEq, Eq)]
enum Header {
    Absent,
    Empty,
    Ours,
}

/// Looks at the file without SQLite, which would create or recover what is not ours.
fn header(path: &Path) -> Result<Header, LedgerError> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Header::Absent),
        Err(e) => return Err(LedgerError::io(path, &e)),
    };
    if file.metadata().is_ok_and(|m| m.is_dir()) {
        return Err(LedgerError::NotWritable { path: path.to_owned(), reason: "it is a folder".to_owned() });
    }
    let mut head = Vec::new();
    file.by_ref().take(100).read_to_end(&mut head).map_err(|e| LedgerError::io(path, &e))?;
    if head.is_empty() {
        return Ok(Header::Empty);
    }
    if !head.starts_with(b"SQLite format 3\0") || head.len() < 100 {
        return Err(LedgerError::NotSqlite(path.to_owned()));
    }
    let number = |at: usize| head.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, i32::from_be_bytes);
    if i64::from(number(68)) != APPLICATION {
        return Err(LedgerError::Foreign(path.to_owned()));
    }
    check_format(path, i64::from(number(60)))?;
    Ok(Header::Ours)
}

fn check_format(path: &Path, found: i64) -> Result<(), LedgerError> {
    if found > FORMAT {
        return Err(LedgerError::Newer { path: path.to_owned(), found, known: FORMAT });
    }
    Ok(())
}

fn set_up(conn: &Connection) -> rusqlite::Result<()> {
    conn.busy_timeout(PATIENCE)?;
    conn.pragma_update(None, "foreign_keys", true)?;
    conn.pragma_update(None, "trusted_schema", false)
}

/// Opens the ledger for reading and writing; creates it where there is none.
pub(crate) fn open(path: &Path) -> Result<Connection, LedgerError> {
    let fail = |e: rusqlite::Error| LedgerError::sqlite(path, &e);
    let state = header(path)?;
    if state == Header::Absent {
        // Asked here, since SQLite says no more than "unable to open" of a missing folder.
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::read_dir(folder).map_err(|e| LedgerError::io(path, &e))?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut conn = Connection::open_with_flags(path, flags).map_err(fail)?;
    set_up(&conn).map_err(fail)?;
    if state != Header::Ours {
        create(&mut conn).map_err(fail)?;
    }
    if conn.is_readonly("main").map_err(fail)? {
        return Err(LedgerError::NotWritable { path: path.to_owned(), reason: "it is read-only".to_owned() });
    }
    let format: i64 = conn.pragma_query_value(None, "user_version", |r| r.get(0)).map_err(fail)?;
    check_format(path, format)?;
    conn.pragma_update_and_check(None, "journal_mode", "wal", |r| r.get::<_, String>(0)).map_err(fail)?;
    // A document that was acknowledged must outlive a loss of power too.
    conn.pragma_update(None, "synchronous", "full").map_err(fail)?;
    Ok(conn)
}

/// Writes schema and marks in one transaction: a file is a whole ledger or empty.
fn create(conn: &mut Connection) -> rusqlite::Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    let format: i64 = tx.pragma_query_value(None, "user_version", |r| r.get(0))?;
    // Another process may have been quicker.
    if format == 0 {
        tx.execute_batch(SCHEMA)?;
        tx.pragma_update(None, "application_id", APPLICATION)?;
        tx.pragma_update(None, "user_version", FORMAT)?;
    }
    tx.commit()
}

/// Opens the ledger for reading; nothing is created.
pub(crate) fn open_read_only(path: &Path) -> Result<Connection, LedgerError> {
    let fail = |e: rusqlite::Error| LedgerError::sqlite(path, &e);
    if header(path)? != Header::Ours {
        return Err(LedgerError::Missing(path.to_owned()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let look = |conn: Connection| -> rusqlite::Result<(Connection, i64)> {
        set_up(&conn)?;
        conn.query_row("SELECT count(*) FROM documents", [], |r| r.get::<_, i64>(0))?;
        let format = conn.pragma_query_value(None, "user_version", |r| r.get(0))?;
        Ok((conn, format))
    };
    let plain = Connection::open_with_flags(path, flags).and_then(look);
    let (conn, format) = match plain {
        Err(e) if e.sqlite_error_code() == Some(rusqlite::ErrorCode::CannotOpen) && !has_log(path) => {
            // In a folder that cannot be written SQLite cannot lay its shared memory; with no log the file is whole.
            let uri = format!("file:{}?immutable=1", escape(path));
            Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_URI).and_then(look).map_err(fail)?
        }
        other => other.map_err(fail)?,
    };
    check_format(path, format)?;
    Ok(conn)
}

fn has_log(path: &Path) -> bool {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    std::fs::metadata(Path::new(&log)).is_ok_and(|m| m.len() > 0)
}

fn escape(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}
