//! Case tables for the readers of times and quantities, and documents to read them in.
//!
//! A table is lines of `text => reading ; reading`; `@name value` sets something for the lines after it, `#` comments.

use super::lex::Pieces;
use std::{fs, path::Path};
use tightrope_nlp::{Doc, DocParts, TokenParts};

/// The tables under `tests/cases/KIND`, by name.
pub(crate) fn tables(kind: &str) -> Vec<(String, String)> {
    let folder = Path::new("tests/cases").join(kind);
    let mut tables: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(&path).unwrap())
        })
        .collect();
    tables.sort();
    tables
}

/// Reads every line with `read(setting, text)` and says where the readings differ from the table's.
pub(crate) fn check(
    tables: &[(String, String)],
    mut read: impl FnMut(Option<&str>, &str) -> Option<Vec<String>>,
) -> Vec<String> {
    let mut failures = Vec::new();
    let mut cases = 0;
    for (name, table) in tables {
        for (n, line) in table.lines().enumerate() {
            if let Some(setting) = line.strip_prefix('@') {
                let (setting, value) = setting.split_once(' ').unwrap();
                read(Some(setting), value.trim());
            } else if let Some((text, wanted)) = line.split_once(" =>").filter(|_| !line.starts_with('#')) {
                cases += 1;
                let wanted: Vec<_> = wanted.split(';').map(|w| w.trim().to_owned()).filter(|w| !w.is_empty()).collect();
                let got = read(None, text).unwrap();
                if got != wanted {
                    failures.push(format!("{name}:{}: {text}\n    wanted {wanted:?}\n    got    {got:?}", n + 1));
                }
            }
        }
    }
    println!("{cases} cases, {} failures", failures.len());
    failures
}

/// A document of pieces without annotation: a text cut at every word, number and mark.
pub(crate) fn doc_of(text: &str) -> Doc {
    let pieces = Pieces::of(text);
    let tokens = (0..pieces.len()).map(|i| {
        let piece = pieces.get(i);
        TokenParts {
            start: piece.start,
            end: piece.end,
            space: text[piece.end..].starts_with(' '),
            tag: String::new(),
            pos: String::new(),
            morph: String::new(),
            lemma: String::new(),
            head: i,
            dep: String::new(),
            sent_start: i == 0,
        }
    });
    Doc::new(DocParts { text: text.to_owned(), tokens: tokens.collect(), entities: Vec::new() })
}
