//! Open propositions: what is printed, and how they are measured.

use crate::tool::{needs_model, objects, run};
use serde_json::Value;
use std::fs;
use tempfile::tempdir;

#[test]
fn phrases_slice_back_to_the_page() {
    needs_model!();
    let dir = tempdir().unwrap();
    let page = "Perú’s cabinet said on Monday that it might not sell\r\ncopper to the “Andes” group. Lima will build a port.\n";
    fs::write(dir.path().join("page.txt"), page).unwrap();
    let found = objects(&run(dir.path(), &["read", "page.txt", "--no-ledger", "--format", "openie"]).good());
    let points: Vec<char> = page.chars().collect();
    let slice = |span: &Value| -> String {
        let at = |k: usize| span[k].as_u64().unwrap() as usize;
        points[at(0)..at(1)].iter().collect()
    };
    let flat = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    for p in &found {
        for phrase in [&p["subject"], &p["relation"], &p["object"]] {
            let words: Vec<String> = phrase["spans"].as_array().unwrap().iter().map(slice).collect();
            assert_eq!(phrase["text"], flat(&words.join(" ")).as_str(), "{p}");
        }
    }
    let sale = found.iter().find(|p| p["relation"]["text"] == "might not sell").unwrap();
    assert_eq!((sale["polarity"].as_str(), sale["modality"].as_str()), (Some("denied"), Some("possible")));
    assert_eq!(sale["attribution"][0]["speaker"]["text"], "Perú’s cabinet");
    assert_eq!(sale["object"]["text"], "copper");
}

#[test]
fn scores_come_as_figures_and_errors_as_lines() {
    needs_model!();
    let dir = tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(dir.path().join(name), text).unwrap();
    write("sentences.txt", "Norway sold wheat to Chile .\n");
    write(
        "benchie.txt",
        "sent_id:40\tNorway sold wheat to Chile .\n40--> Cluster 1:\nNorway --> sold --> [some] wheat\n40--> Cluster 2:\nNorway --> gave --> wheat\n",
    );
    write("carb.tsv", "Norway sold wheat to Chile .\tsold\tNorway\twheat\tto Chile\n");
    let evaluate = |args: &[&str]| {
        let base = ["evaluate", "propositions", "--format", "json", "--errors", "errors.txt"];
        let out = run(dir.path(), &[&base, args].concat()).good();
        serde_json::from_str::<Value>(&out).unwrap()
    };
    let benchie = evaluate(&["--benchie", "sentences.txt", "benchie.txt"]);
    // "sold wheat to Chile" is no fact of this gold.
    assert_eq!(
        (benchie["n"].as_u64(), benchie["precision"].as_f64(), benchie["recall"].as_f64()),
        (Some(1), Some(0.5), Some(0.5))
    );
    let errors = fs::read_to_string(dir.path().join("errors.txt")).unwrap();
    assert!(errors.contains("wrong\tNorway | sold wheat to | Chile\n"), "{errors}");
    assert!(errors.contains("missed\tNorway | gave | wheat\n"), "{errors}");
    let carb = evaluate(&["--carb", "sentences.txt", "carb.tsv"]);
    assert_eq!(carb["f1"].as_f64(), Some(1.0));
    run(dir.path(), &["evaluate", "propositions", "--carb", "sentences.txt", "none.tsv"])
        .bad(1, &["none.tsv", "cannot be read"]);
}
