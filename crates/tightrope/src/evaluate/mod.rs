//! `tightrope evaluate`: scorers written from the definitions in the papers, over files from anywhere.

mod args;
mod benchie;
mod carb;
mod dyads;
mod metrics;
mod plover;
mod pretokenised;
mod propositions;
mod report;
mod rows;
mod score;
mod statements;
mod suites;
mod written;

#[cfg(test)]
mod properties;

pub(crate) use args::EvaluateArgs;

use crate::cli::Global;
use crate::problem::{Outcome, Problem};
use args::EvaluateCommand;

/// Runs an evaluation.
pub(crate) fn run(args: &EvaluateArgs, global: &Global) -> Result<Outcome, Problem> {
    match &args.command {
        EvaluateCommand::Statements(args) => statements::run(args, global),
        EvaluateCommand::Plover(args) => plover::run(args, global),
        EvaluateCommand::Dyads(args) => dyads::run(args, global),
        EvaluateCommand::Suites(args) => suites::run(args, global),
        EvaluateCommand::Propositions(args) => propositions::run(args, global),
    }
}
