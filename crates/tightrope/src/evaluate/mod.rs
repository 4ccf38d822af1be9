//! `tightrope evaluate`: scorers written from the definitions in the papers, over files from anywhere.

mod args;
mod benchie;
mod carb;
mod pretokenised;
mod propositions;
mod report;
mod score;

pub(crate) use args::EvaluateArgs;

use crate::cli::Global;
use crate::problem::{Outcome, Problem};
use args::EvaluateCommand;

/// Runs an evaluation.
pub(crate) fn run(args: &EvaluateArgs, global: &Global) -> Result<Outcome, Problem> {
    match &args.command {
        EvaluateCommand::Propositions(args) => propositions::run(args, global),
    }
}
