//! `tightrope evaluate statements`: statements against gold lines.
//!
//! A gold line and a statement match when relation, parties and polarity are ones that the line accepts and the
//! evidence lies in its sentence and shares half of the shorter of the two spans. They are paired one to one so that
//! first the most required lines are found, then the most attributes are right.

mod assign;
mod corpus;
mod line;
mod matching;
mod parties;
mod report;
mod score;
mod words;

use super::args::{ReportArgs, Split};
use super::written::write;
use crate::cli::Global;
use crate::engine::Engine;
use crate::input::{Source, sources};
use crate::problem::{Outcome, Problem};
use crate::settings;
use crate::spread::spread;
use clap::Args;
use corpus::{Corpus, PageInfo, gold, predicted};
use line::{GoldLine, Predicted};
use report::{figures, sheets};
use score::{Score, score};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope evaluate statements corpus/gold corpus/pages --split dev
  tightrope evaluate statements gold.jsonl page.txt --errors errors.tsv
  tightrope evaluate statements gold.jsonl statements.jsonl --format json

GOLD is a file of gold lines, one JSON object a line, or a folder of them. PAGES are pages, which are read, or files of
statements (.jsonl), which are not. Tables pages*.tsv beside the gold folder, with the columns file, date, style and
split, give a page its date and style. Lines that are optional cost nothing when missed. Attributes count where a line
states them; those that depart from the default (status actual, certainty asserted, attributed to nobody) are shown
apart as well. Parties are counted by how they were found (docs/explanations.md), which tells what their confidence is
worth.")]
pub(crate) struct StatementsArgs {
    /// Gold lines: a .jsonl file, or a folder of them
    #[arg(value_name = "GOLD")]
    pub gold: PathBuf,
    /// Pages or folders of pages, or .jsonl files of statements
    #[arg(required = true, value_name = "PAGES")]
    pub pages: Vec<PathBuf>,
    /// Only the pages of this part
    #[arg(long, value_enum)]
    pub split: Option<Split>,
    #[command(flatten)]
    pub report: ReportArgs,
    /// Threads to read with [default: one a processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub threads: Option<u16>,
}

/// A page and its score.
struct Scored {
    name: String,
    style: String,
    score: Score,
}

pub(crate) fn run(args: &StatementsArgs, global: &Global) -> Result<Outcome, Problem> {
    let corpus = Corpus { gold: gold(&args.gold)?, pages: corpus::pages_table(&args.gold)? };
    let is_jsonl = |p: &Path| p.extension().is_some_and(|e| e == "jsonl" || e == "json");
    let (coded, pages): (Vec<PathBuf>, Vec<PathBuf>) = args.pages.iter().cloned().partition(|p| is_jsonl(p));
    let mut scored = Vec::new();
    if !coded.is_empty() {
        let mut given = Vec::new();
        for path in &coded {
            given.extend(predicted(path)?);
        }
        // Ids of documents are not names of pages, so all lines face all statements.
        let lines: Vec<_> = corpus.gold.values().flatten().cloned().collect();
        scored.push(Scored { name: "statements".to_owned(), style: String::new(), score: score(&lines, &given) });
    }
    let mut chosen = Vec::new();
    for page in sources(&pages, &mut |problem| problem.warn()) {
        chosen.extend(of_part(&corpus, args.split, page));
    }
    if !chosen.is_empty() {
        let engine = Engine::start(global, &[])?;
        let read = spread(&chosen, settings::threads(args.threads), |page| read(&engine, page));
        scored.extend(read.into_iter().collect::<Result<Vec<_>, _>>()?);
    }
    if scored.is_empty() {
        let help = "the gold lines name their page in `document`; give pages of those names";
        return Err(Problem::new("no page has gold lines", help));
    }
    let errors: Vec<String> = scored.iter().flat_map(|s| s.score.errors.iter().cloned()).collect();
    write(&args.report, &figures(&scored), &sheets(&scored), &errors)?;
    Ok(Outcome::Done)
}

/// A page with its gold lines and what is known of it.
struct Chosen<'c> {
    source: Source,
    name: String,
    lines: &'c [GoldLine],
    info: Option<&'c PageInfo>,
}

/// The page, if it has gold lines and belongs to the part asked for.
fn of_part(corpus: &Corpus, split: Option<Split>, source: Source) -> Option<Chosen<'_>> {
    let Source::File(path) = &source else { return None };
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let info = corpus.pages.get(&name);
    if split.is_some_and(|s| info.is_none_or(|i| i.split != s.name())) {
        return None;
    }
    let Some(lines) = corpus.gold.get(&name) else {
        Problem::new(format!("{name}: there is no gold line of it"), "it is passed over").warn();
        return None;
    };
    Some(Chosen { source, name, lines, info })
}

/// Reads and scores a page.
fn read(engine: &Engine, page: &Chosen<'_>) -> Result<Scored, Problem> {
    let document = page.source.document()?;
    let date = page.info.and_then(|i| i.date).or(document.date);
    let mut given = Vec::new();
    let (coding, explanation) = engine.explain(&document, &engine.docs(&document, 1), date, None);
    let mut steps = parties::steps(&explanation);
    for statement in &coding.statements {
        let mut line = Predicted::new(serde_json::to_value(statement)?);
        line.steps = steps.remove(&statement.id).unwrap_or_default();
        given.push(line);
    }
    let style = page.info.map(|i| i.style.clone()).unwrap_or_default();
    Ok(Scored { name: page.name.clone(), style, score: score(page.lines, &given) })
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
