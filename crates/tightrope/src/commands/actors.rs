//! `tightrope actors`: whom a name stands for on a day, and why.

use crate::cli::{NameArgs, TableOrJson};
use crate::engine;
use crate::output::Out;
use crate::problem::{Outcome, Problem};
use crate::view::actors::View;
use std::io::Write;

pub(crate) fn run(args: &NameArgs) -> Result<Outcome, Problem> {
    let coder = engine::coder(&args.actors.files())?;
    let verdict = coder.directory().verdict(&args.name, args.date);
    if verdict.readings.is_empty() && verdict.note.is_none() {
        let help = match verdict.nearest.as_slice() {
            [] => "it may be written otherwise; your own actors go into a table: see docs/actors.md".to_owned(),
            near => format!("did you mean {}? Your own actors go into a table: see docs/actors.md", near.join(" or ")),
        };
        return Err(Problem::new(format!("no actor is called \"{}\"", args.name), help));
    }
    let view = View { directory: coder.directory(), name: &args.name, date: args.date, verdict: &verdict };
    let mut out = Out::new();
    match args.format {
        TableOrJson::Table => view.table(&mut out)?,
        TableOrJson::Json => view.json(&mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}
