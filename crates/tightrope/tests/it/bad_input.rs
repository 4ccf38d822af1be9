//! Bad input gives one clear message with what to do, and harms nothing.

use crate::tool::{PAGE, Ran, command, needs_model, run, run_with_input};
use std::fs;
use std::path::Path;
use tempfile::tempdir;

fn read(folder: &Path, args: &[&str]) -> Ran {
    run(folder, &[&["read"], args].concat())
}

#[test]
fn pages_that_are_none() {
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::write(at.join("empty.txt"), "").unwrap();
    fs::write(at.join("blank.txt"), " \n\n").unwrap();
    fs::write(at.join("binary.txt"), b"ab\0\x01\x02").unwrap();
    fs::write(at.join("latin.txt"), b"caf\xe9 au lait").unwrap();
    fs::write(at.join("page.pdf"), b"%PDF-1.7").unwrap();
    fs::write(at.join("page.txt"), b"%PDF-1.7").unwrap();
    fs::write(at.join("page.html"), b"<html>").unwrap();
    read(at, &["missing.txt"]).bad(1, &["missing.txt", "no such file", "check the path"]);
    read(at, &["empty.txt"]).bad(1, &["empty.txt", "the page is empty", "at least one sentence"]);
    read(at, &["blank.txt"]).bad(1, &["the page is empty"]);
    read(at, &["binary.txt"]).bad(1, &["binary data", "offset 2", "plain UTF-8 text or Markdown"]);
    read(at, &["latin.txt"]).bad(1, &["not valid UTF-8", "0xe9 at offset 3", "iconv"]);
    read(at, &["page.pdf"]).bad(1, &["PDF is not taken yet", "plain UTF-8 text and Markdown are", ".txt"]);
    read(at, &["page.txt"]).bad(1, &["PDF is not taken yet"]);
    read(at, &["page.html"]).bad(1, &["HTML is not taken yet"]);
    run_with_input(at, &["read", "-"], b"").bad(1, &["standard input", "the page is empty"]);
    fs::create_dir(at.join("none")).unwrap();
    read(at, &["none"]).bad(1, &["there is no page in the folder", ".txt or .md"]);
    assert!(!at.join("tightrope.db").exists(), "nothing was read, so there is no ledger");
}

#[test]
fn a_line_of_a_hundred_megabytes() {
    let dir = tempdir().unwrap();
    let path = dir.path().join("long.txt");
    fs::write(&path, "word ".repeat(20 << 20)).unwrap();
    read(dir.path(), &["long.txt"]).bad(1, &["104857600 bytes", "at most 16777216", "split it"]);
    let bytes = fs::read(&path).unwrap();
    run_with_input_lossy(dir.path(), &bytes).bad(1, &["standard input", "at most 16777216", "split it"]);
}

/// The command may close its input before all is written.
fn run_with_input_lossy(folder: &Path, input: &[u8]) -> Ran {
    use std::io::Write;
    use std::process::Stdio;
    let mut child = command(folder)
        .args(["read", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input);
    Ran::of(child.wait_with_output().unwrap())
}

#[test]
fn dates_that_are_none() {
    let dir = tempdir().unwrap();
    fs::write(dir.path().join("page.txt"), PAGE).unwrap();
    for date in ["2025-02-30", "18.06.2025", "June", "20250618"] {
        read(dir.path(), &["page.txt", "--date", date]).bad(2, &[date, "2025-06-18"]);
    }
}

#[test]
fn ledgers_that_are_none() {
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::write(at.join("page.txt"), PAGE).unwrap();
    fs::write(at.join("notes.db"), "these are notes, no database; ".repeat(10)).unwrap();
    let sql = rusqlite::Connection::open(at.join("other.db")).unwrap();
    sql.execute_batch("CREATE TABLE t (x)").unwrap();
    drop(sql);
    drop(tightrope_ledger::Ledger::open(&at.join("newer.db")).unwrap());
    let sql = rusqlite::Connection::open(at.join("newer.db")).unwrap();
    sql.pragma_update(None, "user_version", 7).unwrap();
    drop(sql);
    for (file, words) in [
        ("notes.db", ["notes.db is no ledger", "not an SQLite file", "nothing was changed in it"]),
        ("other.db", ["other.db is no ledger", "another program", "nothing was changed in it"]),
        ("newer.db", ["newer.db is of ledger format 7", "formats up to 1", "update tightrope"]),
    ] {
        let before = fs::read(at.join(file)).unwrap();
        read(at, &["page.txt", "--ledger", file]).bad(1, &words);
        run(at, &["vectors", "KAZ", "--ledger", file]).bad(1, &words);
        run(at, &["why", "KAZ", "--ledger", file]).bad(1, &words);
        assert_eq!(fs::read(at.join(file)).unwrap(), before, "{file} was changed");
    }
    run(at, &["vectors", "KAZ"]).bad(1, &["there is no ledger at tightrope.db", "tightrope read"]);
    assert!(!at.join("tightrope.db").exists());
}

#[test]
fn folders_that_cannot_be_written() {
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::write(at.join("page.txt"), PAGE).unwrap();
    // Permissions do not bind the superuser, so the folder is one that nobody can write.
    for ledger in ["page.txt/tightrope.db", "missing/tightrope.db"] {
        read(at, &["page.txt", "--ledger", ledger]).bad(1, &["cannot be written", "--no-ledger"]);
    }
    if Path::new("/proc/self").exists() {
        read(at, &["page.txt", "--ledger", "/proc/tightrope.db"]).bad(1, &["cannot be written", "--no-ledger"]);
    } else {
        eprintln!("skipped: there is no /proc to try");
    }
}

#[test]
fn models_that_are_none() {
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::write(at.join("page.txt"), PAGE).unwrap();
    fs::write(at.join("broken.whl"), "no archive").unwrap();
    fs::create_dir_all(at.join("hollow")).unwrap();
    fs::create_dir_all(at.join("torn")).unwrap();
    fs::write(at.join("torn/config.cfg"), "[nlp]\nlang = \"en\"\n").unwrap();
    for model in ["missing", "broken.whl", "hollow", "torn"] {
        let ran = read(at, &["page.txt", "--no-ledger", "--model", model]);
        ran.bad(1, &[]);
    }
    read(at, &["page.txt", "--no-ledger", "--model", "missing"]).bad(1, &["there is no model at missing"]);
    run(at, &["model", "install", "no-such-model"]).bad(1, &["no-such-model", "known"]);
}

#[test]
fn pip_is_absent() {
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::write(at.join("page.txt"), PAGE).unwrap();
    let output = command(at)
        .args(["read", "page.txt", "--ledger", "a.db"])
        .env_remove("TIGHTROPE_MODEL")
        .env("TIGHTROPE_DATA", at.join("data"))
        .env("PATH", "")
        .output()
        .unwrap();
    Ran::of(output).bad(1, &["pip was not found", "install Python 3 with pip", "give its path"]);
    let output = command(at).args(["model", "list"]).env("TIGHTROPE_DATA", at.join("data")).output().unwrap();
    assert!(Ran::of(output).good().contains("No model is installed"));
}

#[test]
fn one_bad_page_does_not_stop_the_rest() {
    needs_model!();
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::create_dir_all(at.join("pages/deep")).unwrap();
    fs::write(at.join("pages/a.txt"), b"\xff\xfe\0").unwrap();
    fs::write(at.join("pages/b.txt"), PAGE).unwrap();
    fs::write(at.join("pages/c.txt"), "").unwrap();
    fs::write(at.join("pages/deep/d.md"), "# Kenya\n\nKenya joined the bloc.\n").unwrap();
    fs::write(at.join("pages/image.png"), b"\x89PNG").unwrap();
    let ran = read(at, &["pages", "missing.txt", "--format", "jsonl"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    for words in ["a.txt", "c.txt", "missing.txt", "image.png", "b.txt: ", "d.md: "] {
        assert!(ran.err.contains(words), "{words} is not told of: {}", ran.err);
    }
    let ledger = tightrope_ledger::Ledger::open_read_only(&at.join("tightrope.db")).unwrap();
    let names: Vec<String> = ledger.snapshot().unwrap().documents.into_iter().map(|d| d.name).collect();
    assert_eq!(names, ["pages/b.txt", "pages/deep/d.md"]);
}

#[test]
fn states_that_are_none() {
    let dir = tempdir().unwrap();
    drop(tightrope_ledger::Ledger::open(&dir.path().join("tightrope.db")).unwrap());
    run(dir.path(), &["vectors", "Kazahkstan"])
        .bad(1, &["no state is called \"Kazahkstan\"", "did you mean Kazakhstan"]);
    run(dir.path(), &["why", "Kazahkstan"]).bad(1, &["did you mean Kazakhstan"]);
    run(dir.path(), &["why", "KAZ", "--domain", "war"]).bad(2, &["war", "military"]);
    for name in ["Kazakhstan", "Kazakh", "KAZ", "kaz", "KZ", "705"] {
        let out = run(dir.path(), &["vectors", name]).good();
        assert!(out.contains("no tie of Kazakhstan (KAZ)"), "{name}: {out}");
    }
}
