//! Files in, figures out.

use super::args::{ReportArgs, ReportFormat};
use super::score::Score;
use crate::output::Out;
use crate::problem::Problem;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Reads a text file.
pub(crate) fn read(path: &Path) -> Result<String, Problem> {
    fs::read_to_string(path).map_err(|e| {
        Problem::new(format!("{}: it cannot be read: {e}", path.display()), "give the path of a UTF-8 text file")
    })
}

/// Prints counts and a score, and writes the errors where a file is named for them.
pub(crate) fn report(args: &ReportArgs, score: Score, counts: &[(&str, usize)], errors: &str) -> Result<(), Problem> {
    if let Some(path) = &args.errors {
        fs::write(path, errors).map_err(|e| {
            Problem::new(format!("{}: it cannot be written: {e}", path.display()), "name another file with --errors")
        })?;
    }
    let mut out = Out::new();
    match args.format {
        ReportFormat::Json => {
            serde_json::to_writer(&mut out, &score)?;
            out.write_all(b"\n")?;
        }
        ReportFormat::Table => {
            let mut table = out.ruled_table();
            table.add_row(["sentences".to_owned(), score.n.to_string()]);
            for (name, count) in counts {
                table.add_row([(*name).to_owned(), count.to_string()]);
            }
            for (name, value) in [("precision", score.precision), ("recall", score.recall), ("F1", score.f1)] {
                table.add_row([name.to_owned(), format!("{value:.3}")]);
            }
            out.print_table(&table)?;
        }
    }
    Ok(out.flush()?)
}
