//! Reads tab-separated tables: `#` lines are remarks, the first other line names the columns.

use super::{ActorError, Span};

/// A table under reading.
pub(super) struct Table<'a> {
    name: &'a str,
    columns: Vec<&'a str>,
    text: &'a str,
    header_line: usize,
}

/// One row, by column name.
pub(super) struct Row<'a, 't> {
    table: &'t Table<'a>,
    line: usize,
    cells: Vec<&'a str>,
}

impl<'a> Table<'a> {
    /// Finds the header; `columns` serve where the first line is no header.
    pub(super) fn new(name: &'a str, text: &'a str) -> Result<Self, ActorError> {
        for (i, line) in text.lines().enumerate() {
            let line = line.trim_start_matches('\u{feff}');
            if line.starts_with('#') || line.trim().is_empty() {
                continue;
            }
            let columns = line.split('\t').map(str::trim).collect();
            return Ok(Table { name, columns, text, header_line: i });
        }
        Err(ActorError::NoHeader { table: name.to_owned() })
    }

    /// Whether the table has a column of that name.
    pub(super) fn has(&self, column: &str) -> bool {
        self.columns.contains(&column)
    }

    /// The columns' names.
    pub(super) fn columns(&self) -> &[&'a str] {
        &self.columns
    }

    /// The rows, in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'a, '_>> {
        self.text.lines().enumerate().skip(self.header_line + 1).filter_map(|(i, line)| {
            if line.starts_with('#') || line.trim().is_empty() {
                return None;
            }
            Some(Row { table: self, line: i + 1, cells: line.split('\t').map(str::trim).collect() })
        })
    }
}

impl<'a> Row<'a, '_> {
    /// The cell of a column; empty where the row or table lacks it.
    pub(super) fn get(&self, column: &str) -> &'a str {
        self.table
            .columns
            .iter()
            .position(|c| *c == column)
            .and_then(|at| self.cells.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// The parts of a cell that holds a list.
    pub(super) fn list(&self, column: &str) -> impl Iterator<Item = &'a str> {
        self.get(column).split(';').map(str::trim).filter(|part| !part.is_empty())
    }

    /// A cell that must not be empty.
    pub(super) fn need(&self, column: &str) -> Result<&'a str, ActorError> {
        match self.get(column) {
            "" => Err(self.error(format!("the column \"{column}\" is empty"))),
            text => Ok(text),
        }
    }

    /// The stretch from column `from` to column `to`.
    pub(super) fn span(&self) -> Result<Span, ActorError> {
        let text = format!("{}/{}", self.get("from"), self.get("to"));
        self.parse_span(&text)
    }

    /// A stretch, or a complaint about it.
    pub(super) fn parse_span(&self, text: &str) -> Result<Span, ActorError> {
        Span::parse(text)
            .ok_or_else(|| self.error(format!("\"{text}\" is no stretch of time such as 2019-03-20/2024 or 1991/")))
    }

    /// A complaint about this row.
    pub(super) fn error(&self, problem: impl Into<String>) -> ActorError {
        ActorError::Line { table: self.table.name.to_owned(), line: self.line, problem: problem.into() }
    }

    /// More cells than columns.
    pub(super) fn check_width(&self) -> Result<(), ActorError> {
        if self.cells.len() > self.table.columns.len() {
            return Err(self.error(format!(
                "{} cells where the header names {}",
                self.cells.len(),
                self.table.columns.len()
            )));
        }
        Ok(())
    }
}
