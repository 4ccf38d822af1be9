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
