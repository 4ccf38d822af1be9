//! `tightrope read`: what it prints, keeps and promises.

use crate::tool::{PAGE, Ran, command, needs_model, objects, run, run_with_input};
use std::fs;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tempfile::tempdir;

#[test]
fn help_is_quick() {
    let dir = tempdir().unwrap();
    let best = (0..20)
        .map(|_| {
            let start = Instant::now();
            assert!(run(dir.path(), &["--help"]).good().contains("tightrope vectors KAZ"));
            start.elapsed()
        })
        .min();
    assert!(best < Some(Duration::from_millis(20)), "{best:?}");
    for command in ["read", "vectors", "why", "explain", "actors", "codebook", "model", "demo", "evaluate"] {
        let help = run(dir.path(), &[command, "--help"]).good();
        assert!(help.contains("Example"), "{help}");
    }
}

#[test]
fn evidence_slices_back_to_the_page() {
    needs_model!();
    let dir = tempdir().unwrap();
    let page = format!("\u{feff}{}", PAGE.replace('\n', "\r\n"));
    fs::write(dir.path().join("page.txt"), &page).unwrap();
    let found = objects(&run(dir.path(), &["read", "page.txt", "--no-ledger", "--format", "jsonl"]).good());
    assert!(found.len() > 2, "{found:?}");
    let points: Vec<char> = page.chars().collect();
    let mut last = 0;
    for s in &found {
        let at = |key: &str| s["evidence"][key].as_u64().unwrap() as usize;
        let words: String = points[at("start")..at("end")].iter().collect();
        assert_eq!(s["evidence"]["exact"], words.as_str());
        let before: String = points[at("start").saturating_sub(32)..at("start")].iter().collect();
        assert_eq!(s["evidence"]["prefix"], before.as_str());
        last = last.max(at("start"));
    }
    assert!(!dir.path().join("tightrope.db").exists());
}

#[test]
fn the_same_on_any_threads_and_again() {
    needs_model!();
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::create_dir(at.join("pages")).unwrap();
    for i in 0..6 {
        fs::write(at.join(format!("pages/{i}.txt")), PAGE.replace("China", ["India", "Japan", "Italy"][i % 3]))
            .unwrap();
    }
    fs::write(at.join("page.txt"), PAGE.repeat(5)).unwrap();
    let read = |threads: &str, format: &str| {
        let args = ["read", "pages", "page.txt", "--no-ledger", "--format", format, "--threads", threads];
        run(at, &args).good()
    };
    let first = read("1", "jsonl");
    assert!(!first.is_empty());
    assert_eq!(read("2", "jsonl"), first);
    assert_eq!(read("2", "jsonl"), first);
    assert_eq!(read("1", "table"), read("3", "table"));
    let single =
        |threads: &str| run(at, &["read", "page.txt", "--no-ledger", "--format", "jsonl", "--threads", threads]).good();
    assert_eq!(single("1"), single("2"));
}

#[test]
fn reading_twice_adds_nothing() {
    needs_model!();
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::write(at.join("page.txt"), PAGE).unwrap();
    fs::write(at.join("copy.md"), PAGE).unwrap();
    let snapshot = || tightrope_ledger::Ledger::open_read_only(&at.join("a.db")).unwrap().snapshot().unwrap();
    let first = run(at, &["read", "page.txt", "--ledger", "a.db", "--format", "jsonl"]);
    assert!(first.err.contains("added to the ledger"), "{}", first.err);
    let kept = snapshot();
    assert_eq!(kept.documents[0].date.as_deref(), Some("2024-05-08"), "the dateline counts");
    let again = run(at, &["read", "page.txt", "--ledger", "a.db", "--format", "jsonl"]);
    assert!(again.err.contains("in the ledger already"), "{}", again.err);
    assert_eq!(again.out, first.out);
    assert_eq!(snapshot(), kept);
    let other = run(at, &["read", "page.txt", "--ledger", "a.db", "--date", "2024-05-09"]);
    assert!(other.err.contains("read anew"), "{}", other.err);
    assert_eq!(snapshot().documents[0].date.as_deref(), Some("2024-05-09"));
    assert_eq!(snapshot().documents.len(), 1);
}

#[test]
fn standard_input_and_environment() {
    needs_model!();
    let dir = tempdir().unwrap();
    let at = dir.path();
    let output = run_with_input(at, &["read", "-", "--publisher", "Example Agency"], PAGE.as_bytes());
    assert_eq!(output.code, Some(0), "{}", output.err);
    assert!(output.out.contains("standard input"), "{}", output.out);
    let out = Ran::of(
        command(at).args(["vectors", "SRB"]).env("TIGHTROPE_LEDGER", at.join("tightrope.db")).output().unwrap(),
    );
    assert!(out.good().contains("Serbia (SRB)"));
    let empty = command(at).args(["vectors", "SRB"]).env("TIGHTROPE_LEDGER", "").env("TIGHTROPE_MODEL", "").output();
    assert!(Ran::of(empty.unwrap()).good().contains("Serbia (SRB)"), "an empty variable is none");
    let other = Ran::of(command(at).args(["vectors", "SRB"]).env("TIGHTROPE_LEDGER", "other.db").output().unwrap());
    other.bad(1, &["no ledger at other.db"]);
}

#[test]
fn a_closed_pipe_is_no_failure() {
    needs_model!();
    let dir = tempdir().unwrap();
    fs::write(dir.path().join("page.txt"), PAGE.repeat(30)).unwrap();
    let args = ["read", "page.txt", "--no-ledger", "--format", "jsonl"];
    for args in [args.as_slice(), &["vectors", "--weights"], &["model", "list"]] {
        let mut child = command(dir.path()).args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ran = Ran::of(child.wait_with_output().unwrap());
        assert!(!ran.err.contains("panicked") && ran.code == Some(0), "{args:?}: {}", ran.err);
    }
}
