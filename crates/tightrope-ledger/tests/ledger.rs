//! What a ledger promises: nothing lost, nothing half, nothing foreign harmed.
#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;
use std::{fs, path::Path};
use tempfile::tempdir;
use tightrope_ledger::{Added, Entry, FORMAT, Ledger, LedgerError};
use tightrope_statement::{Amount, CoderMark, Entity, EntityType, Evidence, Statement};

fn state(code: &str, name: &str) -> Option<Entity> {
    Some(Entity { id: code.into(), name: name.into(), kind: EntityType::State, state: Some(code.into()) })
}

fn statement(document: &str, target: &str) -> Statement {
    let mut s = Statement {
        id: String::new(),
        document: document.into(),
        relation: "lends_to".parse().unwrap(),
        source: state("CHN", "China"),
        target: state(target, target),
        with: vec![],
        object: None,
        domains: vec![],
        status: Default::default(),
        polarity: Default::default(),
        certainty: Default::default(),
        attribution: vec![],
        time: None,
        amount: None,
        event: None,
        evidence: Evidence::cut("China lends", 0..5).unwrap(),
        coder: CoderMark { version: "1".into(), rule: "lend".into() },
    };
    s.seal();
    s
}

fn entry<'a>(document: &'a str, coder: &'a str) -> Entry<'a> {
    Entry {
        document,
        name: "page.txt",
        text: "China lends.\r\n",
        coder,
        model: "m 1",
        date: Some("2025-06-18"),
        publisher: None,
        added: None,
    }
}

#[test]
fn the_same_reading_adds_nothing_and_a_newer_one_counts() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.db");
    let mut ledger = Ledger::open(&path).unwrap();
    let first = [statement("d1", "KEN"), statement("d1", "SRB")];
    assert_eq!(ledger.add_document(&entry("d1", "1"), &first).unwrap(), Added::New);
    assert_eq!(ledger.add_document(&entry("d1", "1"), &first).unwrap(), Added::AlreadyThere);
    assert_eq!(ledger.add_document(&entry("d2", "1"), &[]).unwrap(), Added::New);
    assert_eq!(ledger.snapshot().unwrap().statements, first);
    let second = [statement("d1", "VNM")];
    assert_eq!(ledger.add_document(&entry("d1", "2"), &second).unwrap(), Added::Anew);
    assert_eq!(ledger.add_document(&entry("d1", "2"), &second).unwrap(), Added::AlreadyThere);
    drop(ledger);
    let ledger = Ledger::open_read_only(&path).unwrap();
    let snapshot = ledger.snapshot().unwrap();
    assert_eq!(snapshot.statements, second);
    assert_eq!(snapshot.documents.iter().map(|d| (&*d.id, &*d.coder)).collect::<Vec<_>>(), [("d1", "2"), ("d2", "1")]);
    assert_eq!(ledger.text("d1").unwrap().unwrap(), "China lends.\r\n");
    assert_eq!(ledger.text("none").unwrap(), None);
}

#[test]
fn statements_are_found_by_the_start_of_their_ids() {
    let dir = tempdir().unwrap();
    let mut ledger = Ledger::open(&dir.path().join("a.db")).unwrap();
    let (mut a, mut b) = (statement("d1", "KEN"), statement("d1", "SRB"));
    (a.id, b.id) = ("ab1".into(), "ab2".into());
    ledger.add_document(&entry("d1", "1"), &[b.clone(), a.clone()]).unwrap();
    ledger.add_document(&entry("d1", "2"), std::slice::from_ref(&a)).unwrap();
    let ids = |prefix: &str| {
        let found = ledger.find(prefix).unwrap();
        found.into_iter().map(|f| (f.statement.id, f.document.coder, f.counts)).collect::<Vec<_>>()
    };
    assert_eq!(ids("ab"), [("ab1".into(), "2".into(), true), ("ab2".into(), "1".into(), false)]);
    assert_eq!(ids("ab2"), [("ab2".into(), "1".into(), false)]);
    assert_eq!(ids("ab%"), []);
    assert_eq!(ids("b"), []);
}

#[test]
fn rows_cannot_be_changed_or_removed() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.db");
    Ledger::open(&path).unwrap().add_document(&entry("d1", "1"), &[statement("d1", "KEN")]).unwrap();
    let raw = rusqlite::Connection::open(&path).unwrap();
    for table in ["documents", "readings", "statements"] {
        let column = if table == "documents" {
            "name"
        } else if table == "readings" {
            "coder"
        } else {
            "status"
        };
        for sql in [format!("DELETE FROM {table}"), format!("UPDATE {table} SET {column} = 'x'")] {
            let error = raw.execute(&sql, []).unwrap_err().to_string();
            assert!(error.contains("append-only"), "{sql}: {error}");
        }
    }
}

#[test]
fn foreign_files_are_left_as_they_are() {
    let dir = tempdir().unwrap();
    let text = dir.path().join("notes.txt");
    fs::write(&text, "not a database, but longer than one hundred bytes: ".repeat(4)).unwrap();
    let short = dir.path().join("short");
    fs::write(&short, "SQLite format 3\0").unwrap();
    let other = dir.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1);").unwrap();
    let newer = dir.path().join("newer.db");
    drop(Ledger::open(&newer).unwrap());
    rusqlite::Connection::open(&newer).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for path in [&text, &short, &other, &newer] {
        let before = fs::read(path).unwrap();
        let files = fs::read_dir(dir.path()).unwrap().count();
        for error in [Ledger::open(path).unwrap_err(), Ledger::open_read_only(path).unwrap_err()] {
            let fits = match &error {
                LedgerError::NotSqlite(_) => path == &text || path == &short,
                LedgerError::Foreign(_) => path == &other,
                LedgerError::Newer { found: 99, known: FORMAT, .. } => path == &newer,
                _ => false,
            };
            assert!(fits, "{error}");
        }
        assert_eq!(fs::read(path).unwrap(), before);
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), files, "nothing is laid beside it");
    }
}

#[test]
fn missing_folders_and_files_are_told() {
    let dir = tempdir().unwrap();
    let absent = dir.path().join("absent.db");
    assert!(matches!(Ledger::open_read_only(&absent), Err(LedgerError::Missing(_))));
    assert!(!absent.exists());
    assert!(matches!(Ledger::open(&dir.path().join("no/such/a.db")), Err(LedgerError::NotWritable { .. })));
    let file = dir.path().join("file");
    fs::write(&file, "x").unwrap();
    assert!(matches!(Ledger::open(&file.join("a.db")), Err(LedgerError::NotWritable { .. })));
    assert!(matches!(Ledger::open(dir.path()), Err(LedgerError::NotWritable { .. })));
    assert!(matches!(Ledger::open(Path::new("/proc/a.db")), Err(LedgerError::NotWritable { .. })));
}

#[test]
fn an_empty_file_becomes_a_ledger() {
    let file = tempfile::NamedTempFile::new().unwrap();
    Ledger::open(file.path()).unwrap().add_document(&entry("d1", "1"), &[]).unwrap();
    assert_eq!(Ledger::open_read_only(file.path()).unwrap().snapshot().unwrap().documents.len(), 1);
}

#[test]
fn a_damaged_file_is_told() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.db");
    drop(Ledger::open(&path).unwrap());
    let mut bytes = fs::read(&path).unwrap();
    let end = bytes.len();
    bytes[100..end].fill(0xee);
    fs::write(&path, &bytes).unwrap();
    assert!(matches!(
        Ledger::open(&path).map(|mut l| l.add_document(&entry("d1", "1"), &[]).unwrap_err()),
        Err(LedgerError::Damaged { .. }) | Ok(LedgerError::Damaged { .. })
    ));
}

/// Every format ever written must stay readable. Written once by `writes_the_fixture`, never by hand.
#[test]
fn reads_format_1() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("a.db");
    fs::copy("tests/fixtures/format-1.sqlite", &path).unwrap();
    let snapshot = Ledger::open_read_only(&path).unwrap().snapshot().unwrap();
    assert_eq!(snapshot.documents.len(), 2);
    assert_eq!(snapshot.statements, [statement("d1", "VNM"), statement("d2", "KEN")]);
    let mut ledger = Ledger::open(&path).unwrap();
    assert_eq!(ledger.add_document(&entry("d2", "1"), &[statement("d2", "KEN")]).unwrap(), Added::AlreadyThere);
}

#[test]
#[ignore = "writes the fixture of the present format anew; run it once when the format changes"]
fn writes_the_fixture() {
    let path = format!("tests/fixtures/format-{FORMAT}.sqlite");
    let mut ledger = Ledger::open(Path::new(&path)).unwrap();
    ledger.add_document(&entry("d1", "1"), &[statement("d1", "SRB")]).unwrap();
    ledger.add_document(&entry("d2", "1"), &[statement("d2", "KEN")]).unwrap();
    ledger.add_document(&entry("d1", "2"), &[statement("d1", "VNM")]).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever was added comes back as it was, the newest reading of each document.
    #[test]
    fn what_was_added_comes_back(
        pages in prop::collection::vec((0usize..3, "1|2", prop::collection::vec(("\\PC{0,6}", any::<u32>()), 0..3)), 1..6),
    ) {
        let dir = tempdir().unwrap();
        let mut ledger = Ledger::open(&dir.path().join("a.db")).unwrap();
        let mut newest: Vec<(String, Vec<Statement>)> = Vec::new();
        for (document, coder, targets) in pages {
            let id = format!("d{document}");
            let statements: Vec<Statement> = targets.iter().map(|(target, tenths)| {
                let mut s = statement(&id, target);
                s.amount = Some(Amount { value: Some(f64::from(*tenths) / 10.0), ..Amount::default() });
                s
            }).collect();
            ledger.add_document(&entry(&id, &coder), &statements).unwrap();
            match newest.iter_mut().find(|(known, _)| *known == id) {
                Some(known) => known.1 = statements,
                None => newest.push((id, statements)),
            }
        }
        let wanted: Vec<Statement> = newest.iter().flat_map(|(_, s)| s.clone()).collect();
        prop_assert_eq!(ledger.snapshot().unwrap().statements, wanted);
    }

    /// Any file opens, or says why not; altered bytes of a ledger are told or do not matter, and never end the program.
    #[test]
    fn any_file_is_a_ledger_or_refused(
        start in prop::sample::select(vec![0usize, 16, 50, 100, 4096]),
        noise in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..24),
        cut in prop::option::of(any::<prop::sample::Index>()),
    ) {
        let dir = tempdir().unwrap();
        let path = dir.path().join("a.db");
        let mut bytes = fs::read("tests/fixtures/format-1.sqlite").unwrap();
        for (at, byte) in noise {
            let at = start + at.index(bytes.len() - start);
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        fs::write(&path, &bytes).unwrap();
        let told = |e: LedgerError| !e.to_string().is_empty() && !e.help().is_empty();
        match Ledger::open_read_only(&path) {
            Ok(ledger) => {
                prop_assert!(ledger.snapshot().map_or_else(told, |s| s.statements.len() < 1000));
                prop_assert!(ledger.find("").map_or_else(told, |f| f.len() <= 100));
                prop_assert!(ledger.text("d1").map_or_else(told, |_| true));
            }
            Err(e) => prop_assert!(told(e)),
        }
        prop_assert_eq!(fs::read(&path).unwrap(), bytes);
        if let Ok(mut ledger) = Ledger::open(&path) {
            let _ = ledger.add_document(&entry("d9", "1"), &[statement("d9", "KEN")]);
        }
    }
}
