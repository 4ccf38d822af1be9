//! `tightrope explain`: how a statement of the ledger was read.

use crate::cli::{ExplainArgs, Global, TableOrJson};
use crate::engine::Engine;
use crate::output::Out;
use crate::problem::{Outcome, Problem};
use crate::view::explain::{self, Told};
use std::io::Write;
use tightrope_coder::{Explanation, SentenceReading, VERSION};
use tightrope_ledger::{Found, Ledger};
use tightrope_text::{Document, Format};

pub(crate) fn run(args: &ExplainArgs, global: &Global) -> Result<Outcome, Problem> {
    let ledger = Ledger::open_read_only(args.ledger.path())?;
    let found = one(ledger.find(&args.statement)?, args)?;
    let text = ledger.text(&found.document.id)?.ok_or_else(|| {
        Problem::new("the ledger does not hold the page's text", "read the page again: tightrope read PAGE")
    })?;
    let engine = Engine::start(global, &args.actors.files())?;
    let (document, explanation) = read_again(&engine, &found, &text)?;
    let id = &found.statement.id;
    let told = Told {
        found: &found,
        model: &engine.model_name(),
        sentence: explanation
            .statement(id)
            .map(|(sentence, ..)| sentence)
            .or_else(|| at(&explanation, found.statement.evidence.start)),
        still_made: explanation.statement(id).is_some(),
        document: &document,
    };
    let mut out = Out::new();
    match args.format {
        TableOrJson::Table => explain::told(&mut out, &told)?,
        TableOrJson::Json => explain::told_json(&mut out, &told)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The one statement that is meant.
fn one(mut found: Vec<Found>, args: &ExplainArgs) -> Result<Found, Problem> {
    let asked = &args.statement;
    if let Some(exact) = found.iter().position(|f| f.statement.id == *asked) {
        return Ok(found.swap_remove(exact));
    }
    if found.len() > 1 {
        let some: Vec<&str> = found.iter().take(4).map(|f| f.statement.id.as_str()).collect();
        let more = if found.len() > some.len() { ", ..." } else { "" };
        return Err(Problem::new(
            format!("several statements have an id that begins with \"{asked}\": {}{more}", some.join(", ")),
            "give more of its characters",
        ));
    }
    found.pop().ok_or_else(|| {
        Problem::new(
            format!("the ledger {} holds no statement whose id begins with \"{asked}\"", args.ledger.path().display()),
            "`tightrope why STATE` prints ids; --ledger names another ledger",
        )
    })
}

/// Reads the page as it was read for the statement. The ledger keeps the name of the first reading alone, so where the
/// statement is not found the page is tried in the other format too.
fn read_again(engine: &Engine, found: &Found, text: &str) -> Result<(Document, Explanation), Problem> {
    let stored = &found.document;
    let named = Format::from_name(&stored.name).unwrap_or(Format::Plain);
    let other = if named == Format::Plain { Format::Markdown } else { Format::Plain };
    let read = |format| -> Result<(Document, Explanation), Problem> {
        let document = Document::from_bytes(&stored.name, text.as_bytes(), format)?;
        let date = stored.date.as_deref().and_then(|d| d.parse().ok());
        let docs = engine.docs(&document, 1);
        let (_, explanation) = engine.explain(&document, &docs, date, stored.publisher.as_deref());
        Ok((document, explanation))
    };
    let first = read(named)?;
    if first.1.statement(&found.statement.id).is_some() || found.statement.coder.version != VERSION {
        return Ok(first);
    }
    let second = read(other)?;
    Ok(if second.1.statement(&found.statement.id).is_some() { second } else { first })
}

/// The sentence that a code point of the page stands in.
fn at(explanation: &Explanation, point: usize) -> Option<&SentenceReading> {
    explanation.sentences.iter().find(|s| s.words.start <= point && point < s.words.end)
}
