//! The command line of `tightrope evaluate`.

use super::dyads::DyadsArgs;
use super::plover::PloverArgs;
use super::statements::StatementsArgs;
use super::suites::SuitesArgs;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope evaluate suites corpus/suites/*.tsv
  tightrope evaluate COMMAND --help                   what each measures, with examples")]
pub(crate) struct EvaluateArgs {
    #[command(subcommand)]
    pub command: EvaluateCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EvaluateCommand {
    /// Statements, against gold lines of the statement contract
    Statements(StatementsArgs),
    /// PLOVER types of sentences whose source and target are given
    Plover(PloverArgs),
    /// Who acts on whom, in cooperation or conflict, sentence by sentence
    Dyads(DyadsArgs),
    /// Pairs of sentences that differ in modality or direction
    Suites(SuitesArgs),
    /// Open propositions, against a benchmark of open information extraction
    Propositions(PropositionsArgs),
}

/// How a result is reported.
#[derive(Debug, Args)]
pub(crate) struct ReportArgs {
    /// Write what was wrong and what was missed to this file
    #[arg(long, value_name = "FILE")]
    pub errors: Option<PathBuf>,
    /// A table for people, or one JSON object
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReportFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    Table,
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope evaluate propositions --benchie sentences.txt gold.txt
  tightrope evaluate propositions --carb dev.txt dev.tsv --errors errors.txt --format json

SENTENCES holds one sentence a line, cut into tokens by spaces. The n-th line is the n-th sentence of a BenchIE gold
file, whatever its number; a CaRB gold file repeats the sentences, and those without gold count for nothing.")]
#[group(id = "benchmark", required = true, multiple = false, args = ["benchie", "carb"])]
pub(crate) struct PropositionsArgs {
    /// BenchIE: exact match of triples with fact synsets
    #[arg(long, num_args = 2, value_names = ["SENTENCES", "GOLD"])]
    pub benchie: Option<Vec<PathBuf>>,
    /// CaRB: lenient match of tuples, the default matcher
    #[arg(long, num_args = 2, value_names = ["SENTENCES", "GOLD"])]
    pub carb: Option<Vec<PathBuf>>,
    #[command(flatten)]
    pub report: ReportArgs,
    /// Threads to parse with [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
}

/// The part of a corpus or suite to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Split {
    Dev,
    Test,
}

impl Split {
    /// The word that tables use.
    pub fn name(self) -> &'static str {
        match self {
            Split::Dev => "dev",
            Split::Test => "test",
        }
    }
}
