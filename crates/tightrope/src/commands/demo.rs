//! `tightrope demo`: the whole way on a page that ships with the program.

use super::read::{Read, keep};
use super::{vectors, why};
use crate::cli::{ActorsArg, Global, TableOrJson, VectorsFormat};
use crate::engine::Engine;
use crate::names;
use crate::output::{BOLD, Out};
use crate::problem::{Outcome, Problem};
use std::io::Write;
use tightrope_ledger::Ledger;
use tightrope_measures::{Nature, ties};
use tightrope_text::{Document, Format};

/// The page, about a state that many powers court.
const PAGE: &str = include_str!("../../data/demo.md");
const STATE: &str = "Serbia";

pub(crate) fn run(actors: &ActorsArg, global: &Global) -> Result<Outcome, Problem> {
    let engine = Engine::start(global, &actors.files())?;
    let directory = engine.directory();
    let document = Document::from_bytes("demo.md", PAGE.as_bytes(), Format::Markdown)?;
    let date = document.date;
    let coding = engine.code(&document, &engine.docs(&document, 1), date, None);
    let read = Read { document, date, coding, explanation: None, open: Vec::new() };

    let folder = tempfile::tempdir().map_err(|e| {
        Problem::new(format!("no temporary folder could be made: {e}"), "set TMPDIR to a folder that can be written")
    })?;
    let mut ledger = Ledger::open(&folder.path().join("demo.db"))?;
    keep(&mut ledger, &read, &engine.model_name(), None)?;
    let snapshot = ledger.snapshot()?;
    let focal = names::state(directory, STATE)?;

    let mut out = Out::new();
    writeln!(out, "{BOLD}The page{BOLD:#}\n")?;
    for block in &read.document.blocks {
        out.print_wrapped(&read.document.words(block), 2)?;
        writeln!(out)?;
    }
    writeln!(out, "It makes {} statements. The first ones:\n", read.coding.statements.len())?;
    let first = read.coding.statements.get(..5).unwrap_or(&read.coding.statements);
    crate::view::statement::table(&mut out, &read, first)?;
    vectors::show(&mut out, directory, &focal, &snapshot, &[], VectorsFormat::Table)?;

    // The cell with most evidence, as an example; ties break by the order of the page.
    let found = ties(&focal.id, &snapshot.statements, &vectors::weights()?);
    let counted = |power: &str, domain| {
        let of = |t: &&tightrope_measures::Tie<'_>| {
            t.power == power && t.domains.contains(&domain) && t.nature == Nature::Bond
        };
        found.iter().filter(of).map(|t| t.statements.len()).sum::<usize>()
    };
    let cells = found.iter().filter(|t| t.nature == Nature::Bond).flat_map(|t| t.domains.iter().map(|d| (t.power, *d)));
    let best = cells.rev().max_by_key(|(power, domain)| counted(power, *domain));
    if let Some((power, domain)) = best {
        writeln!(out, "\n{BOLD}Why? `tightrope why {STATE} --power {power} --domain {domain}` prints:{BOLD:#}\n")?;
        let chosen = why::choose(found.clone(), Some(power), Some(domain));
        why::show(&mut out, directory, &ledger, &snapshot, chosen, TableOrJson::Table)?;
    }
    writeln!(out, "\nNow read a page of your own: tightrope read PAGE.txt --date YYYY-MM-DD")?;
    out.flush()?;
    Ok(Outcome::Done)
}
