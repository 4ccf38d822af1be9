//! `tightrope read --explain`, `--uncoded`, `--actors` and `tightrope explain`.

use crate::tool::{PAGE, Ran, command, needs_model, objects, run};
use serde_json::Value;
use std::fs;
use tempfile::tempdir;
use tightrope_ledger::{Entry, Ledger};
use tightrope_statement::Statement;

/// Words in a row, whatever the line breaks.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn every_sentence_says_how_it_was_read() {
    needs_model!();
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::write(at.join("page.txt"), PAGE).unwrap();
    let plain = run(at, &["read", "page.txt", "--no-ledger", "--format", "jsonl"]);
    let counted = "8 sentences, headings among them: 7 with statements, 1 without";
    assert!(plain.err.ends_with(&format!("{counted}\n")), "{}", plain.err);
    let out = flat(&run(at, &["read", "page.txt", "--no-ledger", "--explain"]).good());
    for s in objects(&plain.good()) {
        assert!(out.contains(s["id"].as_str().unwrap()), "{s}");
        assert!(out.contains(&format!("rule {}:", s["coder"]["rule"].as_str().unwrap())), "{s}");
    }
    for words in [
        "parse: signed [nsubj Serbia",
        "time 2024-05-07: \"Tuesday\", counted from the page's date 2024-05-08",
        "polarity denied: \"not\", the words about it deny it",
        "amount 1300000000 USD: \"1.3 billion dollars\"",
        "status planned: \"plans\"",
        "China (CHN), named 0.97, as",
    ] {
        assert!(out.contains(words), "{words}: {out}");
    }
    let silent = flat(&run(at, &["read", "page.txt", "--no-ledger", "--uncoded"]).good());
    assert!(silent.contains("Serbia between the powers") && !silent.contains("China lent"), "{silent}");
    for format in ["jsonl", "openie"] {
        run(at, &["read", "page.txt", "--explain", "--format", format]).bad(2, &["leave --format out"]);
    }
    assert!(!at.join("tightrope.db").exists());
}

#[test]
fn a_statement_of_the_ledger_is_explained_from_its_text() {
    needs_model!();
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::write(at.join("page.md"), PAGE).unwrap();
    let read = objects(&run(at, &["read", "page.md", "--format", "jsonl"]).good());
    // the page itself is needed no more
    fs::remove_file(at.join("page.md")).unwrap();
    for s in &read {
        let id = s["id"].as_str().unwrap();
        let out = flat(&run(at, &["explain", &id[..10]]).good());
        assert!(out.contains(id) && out.contains("page.md, line") && !out.contains("Note:"), "{out}");
        let json: Value = serde_json::from_str(&run(at, &["explain", id, "--format", "json"]).good()).unwrap();
        assert_eq!(&json["statement"], s);
        assert_eq!(json["still_made"], true);
        assert_eq!(json["explanation"]["rule"], s["coder"]["rule"]);
        assert_eq!(json["explanation"]["statement"], s["id"]);
    }
    run(at, &["explain", "zz"]).bad(1, &["holds no statement whose id begins with \"zz\"", "tightrope why"]);
    run(at, &["explain", ""]).bad(2, &["STATEMENT-ID"]);
    run(at, &["explain", "a", "--ledger", "none.db"]).bad(1, &["there is no ledger at none.db"]);
}

#[test]
fn other_versions_and_readings_say_so() {
    needs_model!();
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::write(at.join("page.txt"), PAGE).unwrap();
    let read = run(at, &["read", "page.txt", "--no-ledger", "--format", "jsonl"]).good();
    let mut old: Vec<Statement> = read.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    old.truncate(2);
    for (s, id) in old.iter_mut().zip(["aaaa1", "aaaa2"]) {
        s.coder.version = "0.0.1".to_owned();
        s.id = id.to_owned();
    }
    let entry = Entry {
        document: &old[0].document,
        name: "page.txt",
        text: PAGE,
        coder: "0.0.1",
        model: "other 1",
        date: Some("2024-05-08"),
        publisher: None,
        added: None,
    };
    let mut ledger = Ledger::open(&at.join("tightrope.db")).unwrap();
    ledger.add_document(&entry, &old).unwrap();
    ledger.add_document(&Entry { coder: "0.0.2", ..entry }, &[]).unwrap();
    drop(ledger);
    run(at, &["explain", "aaaa"]).bad(1, &["several statements", "aaaa1, aaaa2", "more of its characters"]);
    let out = flat(&run(at, &["explain", "aaaa1"]).good());
    for words in
        ["made by version 0.0.1", "read with the model other 1", "of an older reading", "does not make the statement"]
    {
        assert!(out.contains(words), "{words}: {out}");
    }
}

#[test]
fn actors_of_ones_own_go_first() {
    needs_model!();
    let dir = tempdir().unwrap();
    let at = dir.path();
    fs::write(at.join("page.txt"), "Kenya signed a gas contract with Zorblax Energy on Monday.\n").unwrap();
    fs::write(at.join("mine.tsv"), "# mine\nname\ttype\tstate\nZorblax Energy\tcompany\tUGA\n").unwrap();
    fs::write(at.join("more.tsv"), "name\ttype\tstate\nZorblax Energy\tcompany\tNOR\n").unwrap();
    let args = ["read", "page.txt", "--no-ledger", "--format", "jsonl", "--date", "2025-06-18"];
    let state = |ran: Ran| objects(&ran.good()).iter().map(|s| s["target"]["state"].clone()).next();
    let with = |more: &[&str]| state(run(at, &[&args, more].concat()));
    assert_eq!(with(&["--actors", "mine.tsv"]), Some("UGA".into()));
    assert_eq!(with(&["--actors", "mine.tsv", "--actors", "more.tsv"]), Some("NOR".into()));
    let paths = std::env::join_paths(["mine.tsv", "more.tsv"]).unwrap();
    let mut named = command(at);
    named.args(args).env("TIGHTROPE_ACTORS", paths);
    assert_eq!(state(Ran::of(named.output().unwrap())), Some("NOR".into()));
    let mut empty = command(at);
    empty.args(args).env("TIGHTROPE_ACTORS", "");
    assert_eq!(Ran::of(empty.output().unwrap()).code, Some(0));
    fs::write(at.join("faulty.tsv"), "name\tstate\nX Corp\tKZ\n").unwrap();
    fs::write(at.join("latin.tsv"), b"name\nCaf\xe9\n").unwrap();
    fs::write(at.join("column.tsv"), "name\tcountry\nX\tKEN\n").unwrap();
    for (file, words) in [
        ("faulty.tsv", ["faulty.tsv, line 2", "\"KZ\" is no state's alpha-3 code"]),
        ("latin.tsv", ["line 2 is not valid UTF-8", "save the file as UTF-8"]),
        ("column.tsv", ["column.tsv, line 1", "\"country\" is no column; the columns are name"]),
        ("none.tsv", ["none.tsv", "there is no such file"]),
    ] {
        run(at, &[&args[..], &["--actors", file]].concat()).bad(1, &words);
    }
}
