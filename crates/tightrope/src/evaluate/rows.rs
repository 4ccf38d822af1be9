//! Tables of tab-separated values, read by the names of their columns.

use crate::problem::Problem;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A row, by column name.
pub(crate) type Row = BTreeMap<String, String>;

/// Reads a text file.
pub(crate) fn text(path: &Path) -> Result<String, Problem> {
    fs::read_to_string(path).map_err(|e| {
        Problem::new(format!("{}: it cannot be read: {e}", path.display()), "give the path of a UTF-8 text file")
    })
}

/// The rows of a file with a line of column names. Lines before it that start with `#` are passed over.
pub(crate) fn rows(path: &Path, needed: &[&str]) -> Result<Vec<Row>, Problem> {
    parse(&text(path)?, needed).map_err(|what| {
        Problem::new(
            format!("{}: {what}", path.display()),
            format!("the first line names the columns, separated by tabs; needed are {}", needed.join(", ")),
        )
    })
}

/// The rows of a text, or what is wrong with it.
pub(super) fn parse(text: &str, needed: &[&str]) -> Result<Vec<Row>, String> {
    let body: String = text.split_inclusive('\n').skip_while(|l| l.starts_with('#')).collect();
    let mut reader = csv::ReaderBuilder::new().delimiter(b'\t').flexible(true).from_reader(body.as_bytes());
    let columns: Vec<String> = reader.headers().map_err(|e| e.to_string())?.iter().map(str::to_owned).collect();
    if let Some(missing) = needed.iter().find(|n| !columns.iter().any(|c| c == *n)) {
        return Err(format!("there is no column {missing}"));
    }
    let mut found = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| e.to_string())?;
        found.push(columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect());
    }
    Ok(found)
}

/// A cell; empty where there is none.
pub(crate) fn cell<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).map_or("", String::as_str)
}
