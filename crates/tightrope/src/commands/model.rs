//! `tightrope model`: which parser's models there are.

use crate::cli::ModelCommand;
use crate::output::Out;
use crate::problem::{Outcome, Problem};
use std::io::Write;
use tightrope_nlp::package;

pub(crate) fn run(command: &ModelCommand) -> Result<Outcome, Problem> {
    let folder = package::default_data_dir()?;
    let mut out = Out::new();
    match command {
        ModelCommand::List => {
            let models = package::list(&folder)?;
            if models.is_empty() {
                writeln!(out, "No model is installed in {}.", folder.display())?;
                writeln!(
                    out,
                    "`tightrope model install {}` fetches one; so does the first `tightrope read`.",
                    package::DEFAULT_MODEL
                )?;
            }
            for model in models {
                match &model.info {
                    Ok(info) => writeln!(
                        out,
                        "{} {}  {}  {}",
                        info.full_name(),
                        info.version,
                        info.license,
                        model.path.display()
                    )?,
                    Err(e) => writeln!(out, "damaged  {}  {e}", model.path.display())?,
                }
            }
        }
        ModelCommand::Install { what } => {
            let path = package::install(what, &folder)?;
            writeln!(out, "Installed in {}", path.display())?;
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}
