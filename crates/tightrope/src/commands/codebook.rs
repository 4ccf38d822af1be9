//! `tightrope codebook`: which claims tightrope knows, and by which rules it reads them.

use crate::cli::{CodebookArgs, TableOrJson};
use crate::output::Out;
use crate::problem::{Outcome, Problem};
use crate::view::codebook::{Entry, View};
use std::io::Write;
use tightrope_coder::{Codebook, CoderError, EventTable, Rule};
use tightrope_statement::Relation;

pub(crate) fn run(args: &CodebookArgs) -> Result<Outcome, Problem> {
    let faulty = |e: CoderError| Problem::new(format!("the coder's own data are faulty: {e}"), "please report this");
    let codebook = Codebook::new().map_err(faulty)?;
    let view = View { codebook: &codebook, events: &EventTable::new().map_err(faulty)? };
    let mut out = Out::new();
    match (&args.relation, args.format) {
        (None, TableOrJson::Table) => view.table(&mut out)?,
        (None, TableOrJson::Json) => view.json(&mut out)?,
        (Some(name), format) => {
            let entry = entry(&codebook, name)?;
            match format {
                TableOrJson::Table => view.entry(&mut out, &entry)?,
                TableOrJson::Json => view.entry_json(&mut out, &entry)?,
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The relation or rule that a name means: `lends_to`, "lends to", `LENDS-TO`, `lends_to.lend`.
fn entry<'a>(codebook: &'a Codebook, name: &str) -> Result<Entry<'a>, Problem> {
    let asked = name.trim().to_lowercase().replace([' ', '-'], "_");
    if let Ok(relation) = asked.parse::<Relation>() {
        return Ok(Entry { relation, rules: codebook.rules_of(relation).collect() });
    }
    if let Some(rule) = codebook.rules.iter().find(|r| r.id == asked) {
        return Ok(Entry { relation: rule.relation, rules: vec![rule] });
    }
    let help = match nearest(&codebook.rules, &asked).as_slice() {
        [] => "`tightrope codebook` lists every relation".to_owned(),
        near => format!("did you mean {}? `tightrope codebook` lists every relation", near.join(" or ")),
    };
    Err(Problem::new(format!("there is no relation, PLOVER type or rule called \"{name}\""), help))
}

/// How like a name must be to be suggested.
const LIKE: f64 = 0.55;

/// The nearest names, best first: of relations, or of rules where the name has the form of one.
fn nearest<'a>(rules: &'a [Rule], asked: &str) -> Vec<&'a str> {
    let relations = Relation::all().map(Relation::name);
    let names: Vec<&str> =
        if asked.contains('.') { rules.iter().map(|r| r.id.as_str()).collect() } else { relations.collect() };
    let likeness = |name: &str| {
        let part = name.starts_with(asked) || asked.len() > 3 && name.contains(asked);
        strsim::normalized_damerau_levenshtein(asked, name).max(if part { 0.9 } else { 0.0 })
    };
    let mut near: Vec<(f64, &str)> = names.into_iter().map(|n| (likeness(n), n)).filter(|n| n.0 >= LIKE).collect();
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    near.into_iter().take(3).map(|n| n.1).collect()
}
