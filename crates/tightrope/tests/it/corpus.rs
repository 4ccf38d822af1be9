//! The development part of the corpus, read and scored as a user would: its F1 must not fall.

use crate::tool::{needs_model, run};
use serde_json::Value;
use std::path::Path;

/// The floor is a file, so that raising it is a line of a commit.
const FLOOR: &str = include_str!("../../../../corpus/FLOOR");

#[test]
fn the_development_part_keeps_its_f1() {
    needs_model!();
    let root = Path::new("../..");
    let args = ["evaluate", "statements", "corpus/gold", "corpus/pages", "--split", "dev", "--format", "json"];
    let scores: Value = serde_json::from_str(&run(root, &args).good()).unwrap();
    let floor: f64 = FLOOR.lines().find(|l| !l.starts_with('#')).unwrap().trim().parse().unwrap();
    let f1 = scores["f1"].as_f64().unwrap();
    println!("development part: F1 {f1:.4}, floor {floor}");
    assert!(f1 >= floor, "F1 of the development part fell to {f1:.4}, below {floor} of corpus/FLOOR");
}

#[test]
fn claim_suites_count_what_is_found_and_what_is_read_for_nothing() {
    needs_model!();
    let folder = tempfile::tempdir().unwrap();
    let rows = "id\tsplit\tclaims\tsource\ttarget\tsentence\n\
                a\tdev\tlends_to|aid\tCHN\tKEN\tChina lent Kenya three billion dollars.\n\
                b\tdev\tlends_to\tKEN\tCHN\tChina lent Kenya three billion dollars.\n\
                c\tdev\tconsult\tMLT\tLBY\tMalta and Libya quarrelled.\\nThe two met in Rome.\n\
                d\tdev\t-\t-\t-\tIt rained all week.\n\
                e\tdev\t-\t-\t-\tChina lent Kenya three billion dollars.\n\
                f\ttest\tconsult\tMLT\tLBY\tIt rained all week.\n";
    std::fs::write(folder.path().join("claims.tsv"), rows).unwrap();
    let args = ["evaluate", "suites", ".", "--split", "dev", "--format", "json"];
    let found: Value = serde_json::from_str(&run(folder.path(), &args).good()).unwrap();
    assert_eq!(found["n"], 5);
    assert_eq!(found["claims_found"].as_f64(), Some(2.0 / 3.0));
    assert_eq!(found["nothing_read_as_claim"].as_f64(), Some(0.5));
    assert_eq!(found["claims_by_relation"]["lends_to"].as_f64(), Some(0.5));
    assert_eq!(found["claims_by_relation"]["consult"].as_f64(), Some(1.0));
}
