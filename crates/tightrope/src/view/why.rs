//! The statements behind ties, each with its words and place.

use super::statement::entry;
use crate::output::{BOLD, DIM, Out};
use crate::problem::Problem;
use serde_json::{Value, json};
use std::io::Write;
use tightrope_ledger::StoredDocument;
use tightrope_measures::{Nature, Tie};
use tightrope_statement::Statement;
use tightrope_text::Place;

/// A statement with where it stands.
pub(crate) struct Placed<'a> {
    pub statement: &'a Statement,
    pub document: &'a StoredDocument,
    pub place: Place,
}

/// A tie with its placed statements and its power's name.
pub(crate) struct Reason<'a> {
    pub tie: Tie<'a>,
    pub name: String,
    pub placed: Vec<Placed<'a>>,
}

/// Prints the ties one below the other, each with its evidence.
pub(crate) fn table(out: &mut Out, reasons: &[Reason<'_>]) -> Result<(), Problem> {
    let mut last = "";
    for r in reasons {
        if r.tie.power != last {
            if !last.is_empty() {
                writeln!(out)?;
            }
            writeln!(out, "{BOLD}{} ({}){BOLD:#}", r.name, r.tie.power)?;
            last = r.tie.power;
        }
        let domains: Vec<String> = r.tie.domains.iter().map(|d| d.as_str().replace('_', " ")).collect();
        let nature = if r.tie.nature == Nature::Friction { "friction, " } else { "" };
        writeln!(out, "\n  {nature}{} · {} · weight {:.2}", r.tie.group.as_str(), domains.join(", "), r.tie.weight)?;
        for p in &r.placed {
            let s = p.statement;
            entry(out, s, 4)?;
            let place = format!(
                "{}, line {}, column {} (code points {} to {}), statement {}",
                p.document.name, p.place.line, p.place.column, s.evidence.start, s.evidence.end, s.id
            );
            write!(out, "{DIM}")?;
            out.print_wrapped(&place, 6)?;
            write!(out, "{DIM:#}")?;
        }
    }
    Ok(())
}

/// One JSON array, a tie an object.
pub(crate) fn json(out: &mut Out, reasons: &[Reason<'_>]) -> Result<(), Problem> {
    let ties: Vec<Value> = reasons
        .iter()
        .map(|r| {
            let statements: Vec<Value> = r
                .placed
                .iter()
                .map(|p| {
                    json!({
                        "statement": p.statement,
                        "document": {
                            "id": p.document.id, "name": p.document.name, "date": p.document.date,
                            "publisher": p.document.publisher
                        },
                        "place": {"line": p.place.line, "column": p.place.column},
                    })
                })
                .collect();
            json!({
                "power": {"id": r.tie.power, "name": r.name},
                "relation": r.tie.relation,
                "nature": if r.tie.nature == Nature::Friction { "friction" } else { "bond" },
                "group": r.tie.group.as_str().replace(' ', "_"),
                "domains": r.tie.domains,
                "weight": r.tie.weight,
                "statements": statements,
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &ties)?;
    Ok(writeln!(out)?)
}
