//! A process that is killed loses no page it has acknowledged and leaves no half one.

use crate::tool::{command, needs_model, run};
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;
use tempfile::tempdir;

const PAGES: usize = 60;

#[test]
fn killed_while_reading() {
    needs_model!();
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::create_dir(at.join("pages")).unwrap();
    for i in 0..PAGES {
        let text = format!("Russia supplies gas to Serbia. China lent Serbia {i} million dollars.\n").repeat(8);
        fs::write(at.join(format!("pages/{i:02}.txt")), text).unwrap();
    }
    let mut child = command(at)
        .args(["read", "pages", "--format", "jsonl", "--threads", "2"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut out = child.stdout.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut bytes = Vec::new();
        out.read_to_end(&mut bytes).unwrap();
        bytes
    });
    let mut err = BufReader::new(child.stderr.take().unwrap()).lines();
    let mut told: Vec<String> = err.by_ref().map_while(Result::ok).take(5).collect();
    child.kill().unwrap();
    told.extend(err.map_while(Result::ok));
    child.wait().unwrap();
    let printed = String::from_utf8(reader.join().unwrap()).unwrap();

    let sql = rusqlite::Connection::open(at.join("tightrope.db")).unwrap();
    let sound: String = sql.query_row("PRAGMA integrity_check", [], |r| r.get(0)).unwrap();
    assert_eq!(sound, "ok");
    drop(sql);
    let snapshot = tightrope_ledger::Ledger::open_read_only(&at.join("tightrope.db")).unwrap().snapshot().unwrap();
    let kept: BTreeMap<&str, usize> = snapshot
        .documents
        .iter()
        .map(|d| (d.name.as_str(), snapshot.statements.iter().filter(|s| s.document == d.id).count()))
        .collect();
    let mut acknowledged = 0;
    for line in told.iter().filter(|l| l.contains("added to the ledger")) {
        let (name, rest) = line.split_once(": ").unwrap();
        let count: usize = rest.split(' ').next().unwrap().parse().unwrap();
        assert_eq!(kept.get(name), Some(&count), "{line}");
        acknowledged += 1;
    }
    assert!(acknowledged >= 5, "{told:?}");
    // Whole lines that were printed are of pages that are kept; the last line may be cut.
    for line in printed.lines().filter(|l| l.ends_with('}')) {
        if let Ok(s) = serde_json::from_str::<tightrope_statement::Statement>(line) {
            assert!(snapshot.statements.contains(&s), "{line}");
        }
    }
    run(at, &["read", "pages", "--format", "jsonl"]).good();
    let whole = tightrope_ledger::Ledger::open_read_only(&at.join("tightrope.db")).unwrap().snapshot().unwrap();
    assert_eq!(whole.documents.len(), PAGES);
}
