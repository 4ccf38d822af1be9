//! `tightrope why`: the words behind a state's ties.

use super::vectors::weights;
use crate::cli::{TableOrJson, WhyArgs};
use crate::engine;
use crate::names;
use crate::output::Out;
use crate::problem::{Outcome, Problem};
use crate::view::why::{self, Placed, Reason};
use std::collections::BTreeMap;
use std::io::Write;
use tightrope_coder::Directory;
use tightrope_ledger::{Ledger, Snapshot};
use tightrope_measures::{Tie, ties};
use tightrope_statement::Domain;
use tightrope_text::Places;

pub(crate) fn run(args: &WhyArgs) -> Result<Outcome, Problem> {
    let coder = engine::coder(&[])?;
    let focal = names::state(coder.directory(), &args.state)?;
    let ledger = Ledger::open_read_only(args.ledger.path())?;
    let snapshot = ledger.snapshot()?;
    let power = match &args.power {
        Some(p) => Some(names::power(coder.directory(), &snapshot.statements, p)?),
        None => None,
    };
    let mut out = Out::new();
    let found = ties(&focal.id, &snapshot.statements, &weights()?);
    let chosen = choose(found, power.as_ref().map(|p| p.id.as_str()), args.domain);
    if chosen.is_empty() && args.format == TableOrJson::Table {
        let with = power.map(|p| format!(" with {} ({})", p.name, p.id)).unwrap_or_default();
        let domain = args.domain.map(|d| format!(" in the domain {d}")).unwrap_or_default();
        writeln!(out, "The ledger holds no tie of {} ({}){with}{domain}.", focal.name, focal.id)?;
    } else {
        show(&mut out, coder.directory(), &ledger, &snapshot, chosen, args.format)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The ties of a power and domain; by power, bonds first, how far they have come, then in the order of the ledger.
pub(crate) fn choose<'a>(mut found: Vec<Tie<'a>>, power: Option<&str>, domain: Option<Domain>) -> Vec<Tie<'a>> {
    found.retain(|t| power.is_none_or(|p| p == t.power) && domain.is_none_or(|d| t.domains.contains(&d)));
    found.sort_by(|a, b| (a.power, a.nature, a.group).cmp(&(b.power, b.nature, b.group)));
    found
}

/// Prints ties with their evidence.
pub(crate) fn show(
    out: &mut Out,
    directory: &Directory,
    ledger: &Ledger,
    snapshot: &Snapshot,
    chosen: Vec<Tie<'_>>,
    format: TableOrJson,
) -> Result<(), Problem> {
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for s in chosen.iter().flat_map(|t| &t.statements) {
        if !texts.contains_key(s.document.as_str()) {
            texts.insert(&s.document, ledger.text(&s.document)?.unwrap_or_default());
        }
    }
    let places: BTreeMap<&str, Places<'_>> = texts.iter().map(|(id, text)| (*id, Places::new(text))).collect();
    let reasons: Vec<Reason<'_>> = chosen
        .into_iter()
        .map(|tie| Reason {
            name: names::name(directory, &snapshot.statements, tie.power),
            placed: tie
                .statements
                .iter()
                .filter_map(|s| {
                    let place = places.get(s.document.as_str())?.place(s.evidence.start);
                    Some(Placed { statement: s, document: snapshot.document(&s.document)?, place })
                })
                .collect(),
            tie,
        })
        .collect();
    match format {
        TableOrJson::Table => why::table(out, &reasons),
        TableOrJson::Json => why::json(out, &reasons),
    }
}
