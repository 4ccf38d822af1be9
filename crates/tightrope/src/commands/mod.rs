//! The commands, one a file.

mod actors;
mod codebook;
mod demo;
mod explain;
mod model;
pub(crate) mod read;
mod vectors;
mod why;

use crate::cli::{Cli, Command};
use crate::problem::{Outcome, Problem};

/// Runs the command of a command line.
pub(crate) fn run(cli: Cli) -> Result<Outcome, Problem> {
    match cli.command {
        Command::Read(args) => read::run(&args, &cli.global),
        Command::Vectors(args) => vectors::run(&args),
        Command::Why(args) => why::run(&args),
        Command::Explain(args) => explain::run(&args, &cli.global),
        Command::Actors(args) => actors::run(&args),
        Command::Codebook(args) => codebook::run(&args),
        Command::Evaluate(args) => crate::evaluate::run(&args, &cli.global),
        Command::Model(args) => model::run(&args.command),
        Command::Demo(args) => demo::run(&args.actors, &cli.global),
    }
}
