//! Results written: one JSON object, or tables; errors to a file.

use super::args::{ReportArgs, ReportFormat};
use crate::output::Out;
use crate::problem::Problem;
use comfy_table::{CellAlignment, Table};
use serde::Serialize;
use std::fs;
use std::io::Write;

/// Rows of a table under a heading; the first row names the columns.
pub(crate) struct Sheet {
    /// What the table shows.
    pub heading: String,
    /// Columns, then rows.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// A table with its columns named.
    pub fn new(heading: &str, columns: &[&str]) -> Self {
        Sheet { heading: heading.to_owned(), rows: vec![columns.iter().map(|c| (*c).to_owned()).collect()] }
    }

    /// Adds a row.
    pub fn add(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }
}

/// A fraction as people read it.
pub(crate) fn figure(fraction: f64) -> String {
    format!("{fraction:.3}")
}

/// Writes the errors where a file is named for them, then the result in the form asked for.
pub(crate) fn write(
    args: &ReportArgs,
    json: &impl Serialize,
    sheets: &[Sheet],
    errors: &[String],
) -> Result<(), Problem> {
    if let Some(path) = &args.errors {
        let text: String = errors.iter().flat_map(|e| [e.as_str(), "\n"]).collect();
        fs::write(path, text).map_err(|e| {
            Problem::new(format!("{}: it cannot be written: {e}", path.display()), "name another file with --errors")
        })?;
    }
    let mut out = Out::new();
    match args.format {
        ReportFormat::Json => {
            serde_json::to_writer(&mut out, json)?;
            out.write_all(b"\n")?;
        }
        ReportFormat::Table => {
            for (i, sheet) in sheets.iter().enumerate() {
                if i > 0 {
                    writeln!(out)?;
                }
                writeln!(out, "{}", sheet.heading)?;
                let mut table = out.table();
                fill(&mut table, &sheet.rows);
                out.print_table(&table)?;
            }
        }
    }
    Ok(out.flush()?)
}

fn fill(table: &mut Table, rows: &[Vec<String>]) {
    let mut rows = rows.iter();
    if let Some(head) = rows.next() {
        table.set_header(head);
    }
    for row in rows {
        table.add_row(row);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
}
