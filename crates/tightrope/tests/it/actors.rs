//! `tightrope actors`: whom a name stands for, and why.

use crate::tool::run;
use serde_json::Value;
use std::fs;
use tempfile::tempdir;

#[test]
fn a_name_says_whom_it_means_and_why() {
    let dir = tempdir().unwrap();
    let at = dir.path();
    let flat = |args: &[&str]| {
        let out = run(at, &[&["actors"], args].concat()).good();
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let moscow = flat(&["Moscow", "--date", "1975-03-01"]);
    for words in [
        "Moscow on 1975-03-01",
        "Soviet Union (SUN), state",
        "followed by Russia (RUS)",
        "general secretary Leonid Brezhnev (leonid-brezhnev), 1964-10-14/1982-11-10",
        "rejected",
        "Russia (RUS): \"Moscow\" is a capital or seat",
        "the name was not in use then, 1991-12-26/..",
    ] {
        assert!(moscow.contains(words), "{words}: {moscow}");
    }
    let lee = flat(&["Lee", "--date", "2025-06-18"]);
    assert!(lee.contains("open: John Lee") && lee.contains("open: Lee Jae-myung"), "{lee}");
    let minister = flat(&["the Kenyan foreign minister", "--date", "2019-01-01"]);
    assert!(minister.contains("Monica Juma (monica-juma), person, acts for Kenya (KEN)"), "{minister}");
    run(at, &["actors", "Kazahstan"]).bad(1, &["no actor is called \"Kazahstan\"", "did you mean Kazakhstan?"]);
    run(at, &["actors", "Kenya", "--date", "June"]).bad(2, &["2025-06-18"]);
    run(at, &["actors", ""]).bad(2, &["NAME"]);
}

#[test]
fn facts_go_by_the_day_as_json() {
    let dir = tempdir().unwrap();
    let json = |args: &[&str]| -> Value {
        let args = [&["actors"], args, &["--format", "json"]].concat();
        serde_json::from_str(&run(dir.path(), &args).good()).unwrap()
    };
    let members = |date: &str| {
        let eu = json(&["EU", "--date", date]);
        eu["readings"][0]["members"]
            .as_array()
            .unwrap()
            .iter()
            .map(|m| m.as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert!(members("2019-06-01").contains(&"GBR".to_owned()));
    assert!(!members("2021-06-01").contains(&"GBR".to_owned()));
    let chirac = json(&["president of France", "--date", "2005-01-01"]);
    let first = &chirac["readings"][0];
    assert_eq!((&first["id"], &first["standing"]), (&"jacques-chirac".into(), &"meant".into()));
    assert_eq!(first["holds"], "1995-05-17/2007-05-16");
    assert!(first["roles"].as_array().unwrap().iter().any(|r| r["current"] == true && r["of"] == "FRA"));
    assert_eq!(chirac["readings"][1]["standing"], "rejected");
}

#[test]
fn ones_own_actors_are_found() {
    let dir = tempdir().unwrap();
    fs::write(dir.path().join("mine.tsv"), "name\trole\nJane Doe\tx\n").unwrap();
    run(dir.path(), &["actors", "Jane Doe", "--actors", "mine.tsv"])
        .bad(1, &["mine.tsv, line 1", "\"role\" is no column"]);
    fs::write(dir.path().join("mine.tsv"), "name\troles\nJane Doe\tforeign minister KEN 2022/\n").unwrap();
    let out = run(dir.path(), &["actors", "Jane Doe", "--actors", "mine.tsv", "--date", "2024-01-01"]).good();
    assert!(out.contains("Jane Doe (jane-doe)") && out.contains("acts for Kenya (KEN)"), "{out}");
    assert!(out.contains("mine.tsv"), "{out}");
}
