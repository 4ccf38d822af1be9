//! The command line of tightrope: reads pages, keeps the ledger, shows the vectors and what is behind them.
//!
//! Here alone files are read, the clock is asked, models are fetched and messages are written; every judgement is made
//! by the crates below.

mod cli;
mod commands;
mod engine;
mod evaluate;
mod input;
mod names;
mod output;
mod problem;
mod progress;
mod settings;
mod spread;
mod view;

use clap::Parser;
use problem::{Outcome, Problem};
use std::process::ExitCode;

/// Runs the command that the process was called with.
///
/// The exit code is 0 where the command did its work, though some pages may have been passed over with a message; 1
/// where nothing could be done; 2 where the command line was wrong.
pub fn run() -> ExitCode {
    let cli = cli::Cli::parse();
    match commands::run(cli) {
        Ok(Outcome::Done) | Err(Problem::Closed) => ExitCode::SUCCESS,
        Ok(Outcome::NothingDone) => ExitCode::from(1),
        Err(problem) => {
            problem.print();
            ExitCode::from(1)
        }
    }
}
