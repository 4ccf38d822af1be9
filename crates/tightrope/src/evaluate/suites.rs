//! `tightrope evaluate suites`: pairs of sentences that differ in modality or direction, and sentences that report an event.

mod claims;

use self::claims::Claims;
use super::args::{ReportArgs, Split};
use super::metrics::share;
use super::rows::{Row, cell, rows};
use super::written::{Sheet, figure, write};
use crate::cli::Global;
use crate::engine::Engine;
use crate::problem::{Outcome, Problem};
use clap::Args;
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use tightrope_statement::{Entity, Polarity, RelationKind, Statement, Status};
use tightrope_text::{Document, Format};

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tightrope evaluate suites corpus/suites
  tightrope evaluate suites corpus/suites/direction.tsv --split dev --errors errors.tsv

A file with the columns twin and sentence is a modality suite: `twin` states a fact, `sentence` denies, conditions or
refuses it. A twin counts as found where an affirmed statement of the relation between source and target is made that is
actual or signed; a sentence counts as read as fact where such a statement is made of it. A file without the column twin
is a direction suite: a sentence is right where such a statement has source and target as the row does and none has them
exchanged. In symmetric relations either way round is right. A file with the column relations is an event suite: a
sentence is right as in a direction suite, in any of the relations joined by \"|\"; it has something else where an event is
read in it, as a fact, that the row does not name. Where the row has \"-\" no event may be read. A file with the column
claims is a claim suite: a passage (\\n in it is a line break) is found where an affirmed statement, in whatever status, has
one of the relations joined by \"|\" between source and target; a \"-\" for a party takes any. Where claims is \"-\" the
passage claims nothing between actors, and no statement may be read.")]
pub(crate) struct SuitesArgs {
    /// Suite files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Only this part
    #[arg(long, value_enum)]
    pub split: Option<Split>,
    #[command(flatten)]
    pub report: ReportArgs,
}

#[derive(Debug, Default, Serialize)]
struct Figures {
    n: usize,
    /// Share of the denied, hypothetical, conditional and refused sentences that are read as fact.
    denied_read_as_fact: Option<f64>,
    /// Share of the affirmed twins that are found.
    affirmed_found: Option<f64>,
    /// Share of the sentences of the direction suites that are right.
    direction_right: Option<f64>,
    /// Share of the sentences of the direction suites that give the two exchanged.
    direction_wrong: Option<f64>,
    /// Share of the sentences of the event suites that report an event and are right.
    events_right: Option<f64>,
    /// Share of the sentences of the event suites in which an event is read that the row does not name.
    events_other: Option<f64>,
    /// Share of the passages of the claim suites that claim something and are found.
    claims_found: Option<f64>,
    /// Share of the passages of the claim suites that claim nothing and in which something is read.
    nothing_read_as_claim: Option<f64>,
    /// Share of the passages found, by the first of the relations that a row names.
    claims_by_relation: BTreeMap<String, f64>,
}

#[derive(Debug, Default)]
struct Counts {
    pairs: usize,
    fact: usize,
    found: usize,
    directed: usize,
    right: usize,
    wrong: usize,
    events: usize,
    events_told: usize,
    events_right: usize,
    events_other: usize,
    claims: Claims,
}

pub(crate) fn run(args: &SuitesArgs, global: &Global) -> Result<Outcome, Problem> {
    let mut files = Vec::new();
    for path in &args.paths {
        if path.is_dir() {
            files.extend(suites_in(path)?);
        } else {
            files.push(path.clone());
        }
    }
    let mut table = Vec::new();
    for file in &files {
        table.extend(rows(file, &["source", "target", "sentence"])?);
    }
    if let Some(split) = args.split {
        table.retain(|row| cell(row, "split") == split.name());
    }
    if table.is_empty() {
        return Err(Problem::new("there is no row to read", "give suite files, or a folder with modality.tsv"));
    }
    let engine = Engine::start(global, &[])?;
    let (mut counts, mut errors) = (Counts::default(), Vec::new());
    for row in &table {
        judge(&engine, row, &mut counts, &mut errors)?;
    }
    let of = |part: usize, whole: usize| (whole > 0).then(|| share(part as f64, whole as f64));
    let figures = Figures {
        n: table.len(),
        denied_read_as_fact: of(counts.fact, counts.pairs),
        affirmed_found: of(counts.found, counts.pairs),
        direction_right: of(counts.right, counts.directed),
        direction_wrong: of(counts.wrong, counts.directed),
        events_right: of(counts.events_right, counts.events_told),
        events_other: of(counts.events_other, counts.events),
        claims_found: of(counts.claims.found(), counts.claims.made()),
        nothing_read_as_claim: of(counts.claims.misread, counts.claims.nothing),
        claims_by_relation: counts.claims.shares(),
    };
    let mut sheets = vec![sheet(&counts, &figures)];
    sheets.extend(counts.claims.sheet());
    write(&args.report, &figures, &sheets, &errors)?;
    Ok(Outcome::Done)
}

/// The tables of a folder, by name.
fn suites_in(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    let entries = std::fs::read_dir(folder).map_err(|e| {
        Problem::new(format!("{}: it cannot be read: {e}", folder.display()), "give a folder of suite files")
    })?;
    let mut files: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    files.retain(|f| f.extension().is_some_and(|e| e == "tsv"));
    files.sort();
    Ok(files)
}

fn sheet(counts: &Counts, figures: &Figures) -> Sheet {
    let mut sheet = Sheet::new("Suites", &["", "n", "count", "share"]);
    let rows = [
        ("denied, read as fact", counts.pairs, counts.fact, figures.denied_read_as_fact),
        ("affirmed, found", counts.pairs, counts.found, figures.affirmed_found),
        ("direction, right", counts.directed, counts.right, figures.direction_right),
        ("direction, exchanged", counts.directed, counts.wrong, figures.direction_wrong),
        ("events, right", counts.events_told, counts.events_right, figures.events_right),
        ("events, something else", counts.events, counts.events_other, figures.events_other),
        ("claims, found", counts.claims.made(), counts.claims.found(), figures.claims_found),
        ("nothing, read as a claim", counts.claims.nothing, counts.claims.misread, figures.nothing_read_as_claim),
    ];
    for (name, n, count, share) in rows {
        if let Some(share) = share {
            sheet.add(vec![name.to_owned(), n.to_string(), count.to_string(), figure(share)]);
        }
    }
    sheet
}

fn judge(engine: &Engine, row: &Row, counts: &mut Counts, errors: &mut Vec<String>) -> Result<(), Problem> {
    let (id, sentence) = (cell(row, "id"), cell(row, "sentence"));
    let read = |text: &str| -> Result<Vec<Statement>, Problem> {
        let document = Document::from_bytes(id, text.as_bytes(), Format::Plain)?;
        Ok(engine.read(&document, None, None, 1))
    };
    let claims = cell(row, "claims");
    if !claims.is_empty() {
        let passage = sentence.replace("\\n", "\n");
        counts.claims.judge(row, claims, &read(&passage)?, errors);
        return Ok(());
    }
    let statements = read(sentence)?;
    let relations = cell(row, "relations");
    if !relations.is_empty() {
        judge_event(row, relations, &statements, counts, errors);
        return Ok(());
    }
    let twin = cell(row, "twin");
    if twin.is_empty() {
        counts.directed += 1;
        let (right, wrong) = (is_found(&statements, row, false), is_found(&statements, row, true));
        counts.right += usize::from(right && !wrong);
        counts.wrong += usize::from(wrong);
        if wrong || !right {
            errors.push(told(id, if wrong { "exchanged" } else { "not found" }, sentence, &statements));
        }
        return Ok(());
    }
    counts.pairs += 1;
    if is_found(&statements, row, false) {
        counts.fact += 1;
        errors.push(told(id, "read as fact", sentence, &statements));
    }
    let affirmed = read(twin)?;
    if is_found(&affirmed, row, false) {
        counts.found += 1;
    } else {
        errors.push(told(id, "not found", twin, &affirmed));
    }
    Ok(())
}

fn judge_event(row: &Row, relations: &str, statements: &[Statement], counts: &mut Counts, errors: &mut Vec<String>) {
    let named = |s: &Statement, exchanged| relations.split('|').any(|r| says(s, r, row, exchanged));
    let other = statements.iter().any(|s| {
        let kind = s.relation.kind();
        kind == RelationKind::Event && is_fact(s) && !named(s, false)
    });
    counts.events += 1;
    counts.events_other += usize::from(other);
    let mut fault = other.then_some("something else");
    if relations != "-" {
        let right = statements.iter().any(|s| named(s, false));
        let exchanged = statements.iter().any(|s| named(s, true));
        counts.events_told += 1;
        counts.events_right += usize::from(right && !exchanged);
        if exchanged || !right {
            fault = Some(if exchanged { "exchanged" } else { "not found" });
        }
    }
    if let Some(fault) = fault {
        let wanted = format!("{fault}: {relations} {} {}", cell(row, "source"), cell(row, "target"));
        errors.push(told(cell(row, "id"), &wanted, cell(row, "sentence"), statements));
    }
}

fn told(id: &str, what: &str, sentence: &str, statements: &[Statement]) -> String {
    let name = |e: &Option<Entity>| e.as_ref().map_or("-", |e| e.id.as_str()).to_owned();
    let made: Vec<String> = statements
        .iter()
        .map(|s| format!("{} {} {} {} {}", s.relation, name(&s.source), name(&s.target), s.status, s.polarity))
        .collect();
    format!("{id}\t{what}\t{sentence}\t{}", made.join("; "))
}

/// Whether a statement says as a fact what the row names, with source and target exchanged where that is asked.
fn is_found(statements: &[Statement], row: &Row, exchanged: bool) -> bool {
    statements.iter().any(|s| says(s, cell(row, "relation"), row, exchanged))
}

fn is_fact(s: &Statement) -> bool {
    s.polarity == Polarity::Affirmed && matches!(s.status, Status::Actual | Status::Signed)
}

fn says(s: &Statement, relation: &str, row: &Row, exchanged: bool) -> bool {
    let (source, target) = (cell(row, "source"), cell(row, "target"));
    let both = |a: &str, b: &str| is_named(&s.source, a) && is_named(&s.target, b);
    let way = match (s.relation.is_symmetric(), exchanged) {
        (true, true) => false,
        (true, false) => both(source, target) || both(target, source),
        (false, false) => both(source, target),
        (false, true) => both(target, source),
    };
    is_fact(s) && s.relation.name() == relation && way
}

fn is_named(entity: &Option<Entity>, id: &str) -> bool {
    entity.as_ref().is_some_and(|e| e.id == id || e.state.as_deref() == Some(id))
}
