//! `tightrope vectors`: how a state balances among powers.

use crate::cli::{VectorsArgs, VectorsFormat};
use crate::engine;
use crate::names::{self, Named};
use crate::output::Out;
use crate::problem::{Outcome, Problem};
use crate::view::vectors::View;
use std::io::Write;
use tightrope_coder::Directory;
use tightrope_ledger::{Ledger, Snapshot};
use tightrope_measures::{Weights, vectors};

pub(crate) fn run(args: &VectorsArgs) -> Result<Outcome, Problem> {
    let mut out = Out::new();
    if args.weights {
        write!(out, "{}", Weights::standard_file())?;
        if args.state.is_none() {
            out.flush()?;
            return Ok(Outcome::Done);
        }
        writeln!(out)?;
    }
    let coder = engine::coder(&[])?;
    let focal = names::state(coder.directory(), args.state.as_deref().unwrap_or_default())?;
    let snapshot = Ledger::open_read_only(args.ledger.path())?.snapshot()?;
    let powers: Vec<Named> = args
        .powers
        .iter()
        .filter(|p| !p.trim().is_empty())
        .map(|p| names::power(coder.directory(), &snapshot.statements, p))
        .collect::<Result<_, _>>()?;
    show(&mut out, coder.directory(), &focal, &snapshot, &powers, args.format)?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Measures and prints the vectors of a state.
pub(crate) fn show(
    out: &mut Out,
    directory: &Directory,
    focal: &Named,
    snapshot: &Snapshot,
    powers: &[Named],
    format: VectorsFormat,
) -> Result<(), Problem> {
    let weights = weights()?;
    let ids: Vec<String> = powers.iter().map(|p| p.id.clone()).collect();
    let chosen = (!ids.is_empty()).then_some(ids.as_slice());
    let vectors = vectors(&focal.id, &snapshot.statements, chosen, &weights);
    let names: Vec<String> =
        vectors.powers.iter().map(|p| names::name(directory, &snapshot.statements, &p.id)).collect();
    let view = View { focal, vectors: &vectors, names: &names };
    match format {
        VectorsFormat::Table if vectors.powers.is_empty() => {
            writeln!(out, "The ledger holds no tie of {} ({}).", focal.name, focal.id)?;
            Ok(())
        }
        VectorsFormat::Table => view.table(out),
        VectorsFormat::Json => view.json(out),
        VectorsFormat::Csv => view.csv(out),
    }
}

/// The project's weights.
pub(crate) fn weights() -> Result<Weights, Problem> {
    Weights::standard().map_err(|e| Problem::new(e.to_string(), "please report this"))
}
