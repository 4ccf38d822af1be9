//! Gold lines, predicted statements and tables of pages, from files.

use super::line::{GoldLine, Predicted};
use crate::evaluate::rows::{cell, rows, text};
use crate::problem::Problem;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Gold lines by page, and what is known of the pages.
pub(super) struct Corpus {
    pub gold: BTreeMap<String, Vec<GoldLine>>,
    pub pages: BTreeMap<String, PageInfo>,
}

/// What a table says of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageInfo {
    pub date: Option<Date>,
    pub style: String,
    pub split: String,
}

/// The gold lines of a file or of a folder's .jsonl files, by page.
pub(super) fn gold(path: &Path) -> Result<BTreeMap<String, Vec<GoldLine>>, Problem> {
    let files = if path.is_dir() { listed(path, |n| n.ends_with(".jsonl"))? } else { vec![path.to_owned()] };
    let mut found: BTreeMap<String, Vec<GoldLine>> = BTreeMap::new();
    for file in files {
        for line in lines(&file, GoldLine::from_json)? {
            found.entry(line.document.clone()).or_default().push(line);
        }
    }
    Ok(found)
}

/// The statements of a file.
pub(super) fn predicted(path: &Path) -> Result<Vec<Predicted>, Problem> {
    lines(path, Predicted::from_json)
}

fn lines<T>(path: &Path, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, Problem> {
    let text = text(path)?;
    let rows = text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    rows.map(|(i, line)| {
        read(line).map_err(|e| {
            Problem::new(format!("{}: line {}: {e}", path.display(), i + 1), "each line is one JSON object")
        })
    })
    .collect()
}

/// The tables pages*.tsv in the folder that holds the gold folder, or beside the gold file.
pub(super) fn pages_table(gold: &Path) -> Result<BTreeMap<String, PageInfo>, Problem> {
    let whole = fs::canonicalize(gold).unwrap_or_else(|_| gold.to_owned());
    let Some(folder) = whole.parent() else { return Ok(BTreeMap::new()) };
    let mut found = BTreeMap::new();
    for file in listed(folder, |n| n.starts_with("pages") && n.ends_with(".tsv"))? {
        for row in rows(&file, &["file"])? {
            let info = PageInfo {
                date: cell(&row, "date").parse().ok(),
                style: cell(&row, "style").to_owned(),
                split: cell(&row, "split").to_owned(),
            };
            found.insert(cell(&row, "file").to_owned(), info);
        }
    }
    Ok(found)
}

/// A folder's files of certain names, in order.
fn listed(folder: &Path, wanted: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>, Problem> {
    let fail = |e| Problem::new(format!("{}: it cannot be read: {e}", folder.display()), "check the path");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(fail)? {
        let entry = entry.map_err(fail)?;
        if wanted(&entry.file_name().to_string_lossy()) {
            found.push(entry.path());
        }
    }
    found.sort();
    Ok(found)
}
