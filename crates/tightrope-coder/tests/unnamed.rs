//! Weights of unnamed sides: what they fill, leave out and exchange, and that nothing changes without them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod common;

use common::MODEL;
use std::path::Path;
use tightrope_coder::{CODEBOOK_FOLDERS, Codebook, Coder, Coding, Page};
use tightrope_text::{Document, Format};

const PAGE: &str =
    "Peru and Chile quarrelled over fish. The envoy of Chile was in Lima on Monday. Peru protested on Tuesday.\n";

/// The codebook with these weights in place of its own.
fn codebook(weights: Option<&str>) -> Codebook {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut files = Vec::new();
    for folder in CODEBOOK_FOLDERS.iter().filter(|f| **f != "unnamed") {
        for entry in std::fs::read_dir(data.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
            files.push((name, std::fs::read_to_string(path).unwrap()));
        }
    }
    files.extend(weights.map(|w| ("unnamed/weights.tsv".to_owned(), w.to_owned())));
    Codebook::from_files(&files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect::<Vec<_>>()).unwrap()
}

fn read(weights: Option<&str>) -> Coding {
    let coder = Coder::with_codebook(codebook(weights)).unwrap();
    let document = Document::from_bytes("page.txt", PAGE.as_bytes(), Format::Plain).unwrap();
    let docs = coder.parse(&MODEL, &document, 1);
    coder.code(&Page { document: &document, docs: &docs, date: None, publisher: None })
}

/// The parties of the statements of a relation.
fn parties(coding: &Coding, relation: &str) -> Vec<(Option<String>, Option<String>)> {
    let id = |e: &Option<tightrope_statement::Entity>| e.as_ref().map(|e| e.id.clone());
    coding.statements.iter().filter(|s| s.relation.name() == relation).map(|s| (id(&s.source), id(&s.target))).collect()
}

#[test]
fn weights_fill_and_leave_out() {
    let chile = (Some("PER".to_owned()), Some("CHL".to_owned()));
    let filled = read(Some("one\talways\t-3000\none\tlast spoken of\t6000\n"));
    assert!(parties(&filled, "protest").contains(&chile), "{:?}", filled.statements);
    let unlikely = read(Some("one\talways\t-9000\nboth\talways\t-9000\n"));
    assert!(!parties(&unlikely, "protest").contains(&chile), "{:?}", unlikely.statements);
}

#[test]
fn weights_of_nothing_say_nothing() {
    let (none, unlikely) = (read(None), read(Some("one\talways\t-1\nboth\talways\t-1\n")));
    assert_eq!(none.statements.len(), unlikely.statements.len());
}

#[test]
fn faulty_weights_are_refused_by_line() {
    for (weights, reason) in [
        ("one\tfocal\n", "line 1: three columns wanted"),
        ("# head\none\tfocal\tmuch\n", "line 2: the weight is no whole number"),
        ("three\tfocal\t1\n", "the first column is \"one\" or \"both\""),
    ] {
        let refused = Codebook::from_files(&[("unnamed/weights.tsv", weights)]).unwrap_err().to_string();
        assert!(refused.contains(reason), "{refused}");
    }
}

#[test]
fn the_shipped_weights_are_read() {
    assert!(Codebook::new().unwrap().unnamed.is_some());
}

#[test]
fn open_readings_are_told_with_their_features() {
    let coder = Coder::new().unwrap();
    let document = Document::from_bytes("page.txt", PAGE.as_bytes(), Format::Plain).unwrap();
    let docs = coder.parse(&MODEL, &document, 1);
    let (_, open) = coder.open_readings(&Page { document: &document, docs: &docs, date: None, publisher: None });
    assert!(!open.is_empty());
    for reading in open {
        let mut once = reading.features.clone();
        once.sort();
        once.dedup();
        assert_eq!(once, reading.features, "each feature once, in order");
        let s = reading.statement;
        assert!(s.source.is_some() && s.target.is_some());
    }
}
