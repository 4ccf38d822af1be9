//! The command line.

use crate::evaluate::EvaluateArgs;
use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use tightrope_statement::Domain;

/// Reads pages of international news and keeps a ledger of who signed, lends, hosts, builds, threatens or praises what
/// with whom: every claim with its exact words, who says so, and how far it has come.
#[derive(Debug, Parser)]
#[command(name = "tightrope", version, max_term_width = 100, after_help = EXAMPLES)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub global: Global,
}

const EXAMPLES: &str = "Examples:
  tightrope demo                                      see it at work on a page that ships with it
  tightrope read page.txt --date 2025-06-18           read a page into ./tightrope.db
  tightrope vectors KAZ                               how Kazakhstan balances among powers
  tightrope why KAZ --power RUS --domain military     the words behind a cell
  tightrope explain 3f9c04ab                          how one of these statements was read

Exit codes: 0 the work was done, though single pages may have been passed over with a message;
1 nothing could be done; 2 the command line was wrong.";

/// What every command takes.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The parser's model: a folder or a wheel [default: the one installed; else it is installed at first use]
    #[arg(long, global = true, env = "TIGHTROPE_MODEL", value_name = "FOLDER-OR-WHEEL", hide_env_values = true, value_parser = path)]
    model: Option<PathBuf>,
    /// Read by the rules alone, without asking the learned reader
    #[arg(long, global = true)]
    pub rules_only: bool,
}

impl Global {
    /// The model that was named; an empty name is none.
    pub fn model(&self) -> Option<&Path> {
        self.model.as_deref().filter(|p| !p.as_os_str().is_empty())
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read pages and add their statements to the ledger
    Read(ReadArgs),
    /// Show how a state balances among powers
    Vectors(VectorsArgs),
    /// Show the statements behind a state's ties, each with its words and place
    Why(WhyArgs),
    /// Say how a statement of the ledger was read: which words made which field, and why
    Explain(ExplainArgs),
    /// Say whom a name, title or description stands for on a day, and why
    Actors(NameArgs),
    /// List the relations and PLOVER types, or show one with its rules and their examples
    Codebook(CodebookArgs),
    /// Measure tightrope against gold files
    Evaluate(EvaluateArgs),
    /// List or install the parser's models
    Model(ModelArgs),
    /// Read an example page and show its vectors and the words behind one cell
    #[command(
        after_help = "Example:\n  tightrope demo\n\nThe ledger of the demo is thrown away; nothing is written to the current folder."
    )]
    Demo(DemoArgs),
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    #[command(flatten)]
    pub actors: ActorsArg,
}

/// Actors of the user's own.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct ActorsArg {
    /// A table of your own actors, which go before ours (docs/actors.md has the columns); may stand several times, and then
    /// the last goes first [env: TIGHTROPE_ACTORS, several separated as in PATH]
    #[arg(long, value_name = "FILE", value_parser = path)]
    actors: Vec<PathBuf>,
}

impl ActorsArg {
    /// The tables: those named, else those of the environment.
    pub fn files(&self) -> Vec<PathBuf> {
        match std::env::var_os("TIGHTROPE_ACTORS") {
            Some(list) if self.actors.is_empty() => std::env::split_paths(&list).collect(),
            _ => self.actors.clone(),
        }
    }
}

/// Where the ledger is.
#[derive(Debug, Clone, Args)]
pub(crate) struct LedgerArg {
    /// The ledger file [default: tightrope.db]
    #[arg(long, value_name = "FILE", env = "TIGHTROPE_LEDGER", hide_env_values = true, value_parser = path)]
    ledger: Option<PathBuf>,
}

impl LedgerArg {
    /// Where the ledger is; an empty name is none.
    pub fn path(&self) -> &Path {
        self.ledger.as_deref().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("tightrope.db"))
    }
}

/// A path as given, empty ones too: an environment variable that is set to nothing counts as not set.
fn path(text: &str) -> Result<PathBuf, Infallible> {
    Ok(text.into())
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope read page.txt --date 2025-06-18
  tightrope read pages/ --ledger news.db --threads 2
  tightrope read page.md --no-ledger --format jsonl > statements.jsonl
  tightrope read page.md --no-ledger --explain        how each sentence was read
  tightrope read page.md --no-ledger --uncoded        what was seen and left uncoded, and why
  tightrope read page.md --no-ledger --html page.html the page with its statements marked, for a browser
  pbpaste | tightrope read - --publisher \"Example Agency\"

Plain UTF-8 text and Markdown are taken. Without --date the page's own dateline counts; where it has
none, relative dates stay unresolved. Reading the same page again adds nothing; read with other
settings, the newest reading counts.")]
pub(crate) struct ReadArgs {
    /// Files, folders (read with all folders in them), or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The day the pages appeared, YYYY-MM-DD
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Date>,
    /// Who published the pages
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    #[command(flatten)]
    pub ledger: LedgerArg,
    /// Only print, keep nothing
    #[arg(long)]
    pub no_ledger: bool,
    /// A table for people; the statement contract or open propositions, one JSON object a line
    #[arg(long, value_enum, default_value = "table")]
    pub format: ReadFormat,
    /// Say of each sentence how it was read: parse, propositions, rules, parties, and what set each field
    #[arg(long)]
    pub explain: bool,
    /// List the sentences that make no statement, with what was seen in them and why nothing came of it
    #[arg(long)]
    pub uncoded: bool,
    /// Also write the pages with their statements marked to this file: HTML that needs nothing else
    #[arg(long, value_name = "FILE")]
    pub html: Option<PathBuf>,
    #[command(flatten)]
    pub actors: ActorsArg,
    /// Threads to read with [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    Table,
    Jsonl,
    /// Open propositions, one JSON object a line: every claim, in the words of the page
    Openie,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope vectors KAZ
  tightrope vectors \"Kazakhstan\" --powers CHN,RUS,USA,EU
  tightrope vectors KAZ --format csv > vectors.csv
  tightrope vectors --weights

STATE is a name, an adjective, an ISO code or a Correlates of War code: Kazakhstan, Kazakh, KAZ, 705.")]
pub(crate) struct VectorsArgs {
    /// The state in question
    #[arg(required_unless_present = "weights", value_name = "STATE")]
    pub state: Option<String>,
    /// Only these powers: states or blocs, separated by commas
    #[arg(long, value_delimiter = ',', value_name = "A,B,C")]
    pub powers: Vec<String>,
    #[command(flatten)]
    pub ledger: LedgerArg,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: VectorsFormat,
    /// Print how much each relation and status counts, and why
    #[arg(long)]
    pub weights: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum VectorsFormat {
    Table,
    Json,
    Csv,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope why KAZ --power RUS --domain military
  tightrope why Kazakhstan --power EU --format json")]
pub(crate) struct WhyArgs {
    /// The state in question
    #[arg(value_name = "STATE")]
    pub state: String,
    /// Only ties with this power: a state or a bloc
    #[arg(long, value_name = "P")]
    pub power: Option<String>,
    /// Only ties in this domain
    #[arg(long, value_name = "D", value_parser = domain)]
    pub domain: Option<Domain>,
    #[command(flatten)]
    pub ledger: LedgerArg,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableOrJson,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope explain 3f9c04ab12de7788
  tightrope explain 3f9c --ledger news.db --format json

`tightrope why` prints the ids; the first few characters do where they are enough. The page is read again from the
ledger's copy of its text; give the same --actors as it was read with.")]
pub(crate) struct ExplainArgs {
    /// The statement's id, or its first characters
    #[arg(value_name = "STATEMENT-ID", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub statement: String,
    #[command(flatten)]
    pub ledger: LedgerArg,
    #[command(flatten)]
    pub actors: ActorsArg,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableOrJson,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope actors Moscow --date 1975-03-01           the state that the capital stood for then
  tightrope actors \"the Kenyan foreign minister\" --date 2023-05-01
  tightrope actors Georgia                            what stays open is shown as open
  tightrope actors EU --date 2019-06-01 --format json members by date
  tightrope actors \"Jane Doe\" --actors mine.tsv

Without --date the present counts, as far as the tables know it.")]
pub(crate) struct NameArgs {
    /// A name, a title with a name, or a description
    #[arg(value_name = "NAME", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub name: String,
    /// The day in question, YYYY-MM-DD
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub date: Option<Date>,
    #[command(flatten)]
    pub actors: ActorsArg,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableOrJson,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope codebook                                  every relation, and the PLOVER types with modes and contexts
  tightrope codebook lends_to                         one relation with its rules and their examples
  tightrope codebook lends_to.lend                    one rule
  tightrope codebook CONSULT --format json            the relation of a PLOVER type")]
pub(crate) struct CodebookArgs {
    /// A relation, a PLOVER type or a rule's id [default: an overview of all]
    #[arg(value_name = "RELATION")]
    pub relation: Option<String>,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    pub format: TableOrJson,
}

/// For people, or for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TableOrJson {
    Table,
    Json,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope model list
  tightrope model install en_core_web_sm
  tightrope model install ./en_core_web_sm-3.8.0-py3-none-any.whl")]
pub(crate) struct ModelArgs {
    #[command(subcommand)]
    pub command: ModelCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ModelCommand {
    /// List the models that are installed
    List,
    /// Install a model by name (fetched by pip), or from a wheel or a folder
    Install {
        /// en_core_web_sm, or the path of a wheel or folder of spaCy's English pipeline
        #[arg(value_name = "NAME-OR-WHEEL-OR-FOLDER")]
        what: String,
    },
}

fn day(text: &str) -> Result<Date, String> {
    let shaped = text.len() == 10 && text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    match text.parse::<Date>() {
        Ok(date) if shaped => Ok(date),
        _ => Err("it is no date of the calendar; write year, month and day, as in 2025-06-18".to_owned()),
    }
}

fn domain(text: &str) -> Result<Domain, String> {
    let word = text.trim().to_lowercase().replace([' ', '-'], "_");
    word.parse::<Domain>().map_err(|e| e.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn days_are_whole() {
        assert!(day("2025-06-18").is_ok());
        for text in ["2025-02-30", "18.06.2025", "2025-06", "yesterday", "2025-06-18T00:00", ""] {
            assert!(day(text).is_err(), "{text}");
        }
        assert_eq!(domain("Intellectual Property"), Ok(Domain::IntellectualProperty));
    }
}
