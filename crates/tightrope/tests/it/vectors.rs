//! `tightrope vectors`, `why` and `demo`, on a ledger written by hand and on the example page.

use crate::tool::{needs_model, run};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::tempdir;
use tightrope_ledger::{Entry, Ledger};
use tightrope_statement::Statement;

const TEXT: &str =
    "Heads\nKazakhstan hosts “Russian” bases.\nThe EU trades with Kazakhstan. CNNC will build a plant.\n";

fn statement(
    id: &str,
    relation: &str,
    parties: (Value, Value),
    status: &str,
    domains: &[&str],
    words: &str,
) -> Statement {
    let start = TEXT.find(words).unwrap();
    let evidence = tightrope_statement::Evidence::cut(TEXT, start..start + words.len()).unwrap();
    serde_json::from_value(json!({
        "id": id, "document": "d1", "relation": relation, "source": parties.0, "target": parties.1, "object": null,
        "domains": domains, "status": status, "time": null, "amount": null, "event": null, "evidence": evidence,
        "coder": {"version": "1", "rule": "r"}
    }))
    .unwrap()
}

fn ledger(path: &Path) {
    let state = |id: &str, name: &str| json!({"id": id, "name": name, "type": "state", "state": id});
    let kazakhstan = || state("KAZ", "Kazakhstan");
    let eu = json!({"id": "EU", "name": "European Union", "type": "organisation", "state": null});
    let cnnc = json!({"id": "cnnc", "name": "CNNC", "type": "company", "state": "CHN"});
    let statements = [
        statement(
            "s1",
            "hosts_forces_of",
            (kazakhstan(), state("RUS", "Russia")),
            "actual",
            &["military"],
            "hosts “Russian” bases",
        ),
        statement("s2", "trades_with", (eu, kazakhstan()), "actual", &["trade"], "The EU trades with Kazakhstan"),
        statement("s3", "builds", (cnnc, kazakhstan()), "planned", &["energy", "nuclear"], "CNNC will build a plant"),
    ];
    let entry = Entry {
        document: "d1",
        name: "page.txt",
        text: TEXT,
        coder: "1",
        model: "m",
        date: Some("2025-06-18"),
        publisher: None,
        added: None,
    };
    Ledger::open(path).unwrap().add_document(&entry, &statements).unwrap();
}

#[test]
fn vectors_in_every_format() {
    let dir = tempdir().unwrap();
    let at = dir.path();
    ledger(&at.join("tightrope.db"));
    let table = run(at, &["vectors", "Kazakh"]).good();
    for words in [
        "Kazakhstan (KAZ)",
        "Russia RUS",
        "European Union EU",
        "China CHN",
        "50 %",
        "33 %",
        "17 %",
        "1p",
        "military",
        "evenness",
    ] {
        assert!(table.contains(words), "{words} is not in\n{table}");
    }
    assert!(!table.contains(" 0 "), "a cell without evidence is blank\n{table}");
    let json: Value = serde_json::from_str(&run(at, &["vectors", "KAZ", "--format", "json"]).good()).unwrap();
    assert_eq!(json["powers"][0]["id"], "RUS");
    assert_eq!(json["powers"][0]["domains"]["military"]["in_force"]["statements"], json!(["s1"]));
    assert_eq!(json["powers"][2]["domains"]["nuclear"]["prospective"]["weight"], 0.5);
    assert_eq!(json["domains"][0]["spread"], Value::Null, "one power is no balance");
    assert_eq!(json["overall"]["powers"], 3);
    let csv = run(at, &["vectors", "KAZ", "--format", "csv", "--powers", "China,european union"]).good();
    let lines: Vec<&str> = csv.lines().collect();
    assert!(lines[0].starts_with("state,power,power_name,power_share,domain,in_force,signed,prospective,ended"));
    assert_eq!(lines.len(), 4, "{csv}");
    assert!(lines[1].starts_with("KAZ,EU,European Union,0.666667,trade,1,,,,2.000000,1.000000,"), "{csv}");
    run(at, &["vectors", "KAZ", "--powers", "Atlantis"]).bad(1, &["Atlantis"]);
}

#[test]
fn why_gives_words_and_place() {
    let dir = tempdir().unwrap();
    let at = dir.path();
    ledger(&at.join("tightrope.db"));
    let table = run(at, &["why", "KAZ", "--power", "Russia", "--domain", "military"]).good();
    let flat = table.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "Russia (RUS)",
        "in force",
        "\"hosts “Russian” bases\"",
        "page.txt, line 2, column 12 (code points 17 to 38)",
        "statement s1",
    ] {
        assert!(flat.contains(words), "{words} is not in\n{table}");
    }
    assert!(!table.contains("CNNC"));
    let json: Value = serde_json::from_str(&run(at, &["why", "KAZ", "--format", "json"]).good()).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 3);
    assert_eq!(json[0]["power"]["id"], "CHN");
    assert_eq!(json[0]["statements"][0]["place"], json!({"line": 3, "column": 32}));
    assert_eq!(json[0]["statements"][0]["document"]["name"], "page.txt");
    let none = run(at, &["why", "KAZ", "--power", "IND"]).good();
    assert!(none.contains("no tie of Kazakhstan (KAZ) with India (IND)"), "{none}");
}

#[test]
fn weights_are_printed_with_reasons() {
    let dir = tempdir().unwrap();
    let out = run(dir.path(), &["vectors", "--weights"]).good();
    assert!(out.contains("[bond]") && out.contains("# "), "{out}");
    run(dir.path(), &["vectors"]).bad(2, &["STATE"]);
}

#[test]
fn the_demo_runs() {
    needs_model!();
    let dir = tempdir().unwrap();
    let out = run(dir.path(), &["demo"]).good();
    for words in ["The page", "Serbia (SRB)", "Why?", "demo.md, line"] {
        assert!(out.contains(words), "{words} is not in\n{out}");
    }
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0, "nothing is left behind");
}
