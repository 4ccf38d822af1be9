//! `tightrope read`: pages into statements, printed and kept.

use crate::cli::{Cli, Global, ReadArgs, ReadFormat};
use crate::engine::Engine;
use crate::input::{Source, sources};
use crate::output::Out;
use crate::problem::{Outcome, Problem};
use crate::progress::Progress;
use crate::view::html::Html;
use crate::{settings, view};
use clap::{CommandFactory, error::ErrorKind};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::{Mutex, mpsc};
use std::thread;
use tightrope_coder::{Coding, Explanation, OpenProposition};
use tightrope_ledger::{Added, Entry, Ledger};
use tightrope_text::Document;

/// A page that was read.
pub(crate) struct Read {
    pub document: Document,
    pub date: Option<Date>,
    pub coding: Coding,
    /// How it was read, where that was asked for.
    pub explanation: Option<Explanation>,
    /// Its open propositions where they were asked for: of each block, with the byte where the block starts.
    pub open: Vec<(usize, Vec<OpenProposition>)>,
}

pub(crate) fn run(args: &ReadArgs, global: &Global) -> Result<Outcome, Problem> {
    if (args.explain || args.uncoded) && args.format != ReadFormat::Table {
        let message =
            "--explain and --uncoded print for people; leave --format out, or see `tightrope explain --format json`";
        Cli::command().error(ErrorKind::ArgumentConflict, message).exit();
    }
    let pages = sources(&args.paths, &mut |problem| problem.warn());
    // Nothing is opened, loaded or fetched before there is a page that can be read.
    let mut pages = pages.into_iter().peekable();
    loop {
        match pages.peek().map(Source::document) {
            None => return Ok(Outcome::NothingDone),
            Some(Ok(_)) => break,
            Some(Err(problem)) => {
                problem.warn();
                pages.next();
            }
        }
    }
    let pages: Vec<Source> = pages.collect();
    let mut ledger = if args.no_ledger { None } else { Some(Ledger::open(args.ledger.path())?) };
    let engine = Engine::start(global, &args.actors.files())?;
    let model = engine.model_name();
    let mut out = Out::new();
    let progress = Progress::new(pages.len());
    let (mut sentences, mut telling) = (0, 0);
    let mut html = args.html.as_deref().map(|path| (path, Html::default()));
    read_all(&engine, &pages, args, |page, result| {
        let read = match result {
            Ok(read) => read,
            Err(problem) => {
                progress.aside(|| problem.warn());
                return Ok(());
            }
        };
        let added = match &mut ledger {
            Some(ledger) => Some(keep(ledger, &read, &model, args.publisher.as_deref())?),
            None => None,
        };
        // A page is printed, and so acknowledged, once it is kept.
        progress.aside(|| -> Result<(), Problem> {
            match args.format {
                ReadFormat::Jsonl => view::statement::jsonl(&mut out, &read.coding.statements)?,
                ReadFormat::Table => shown(&mut out, &read, args)?,
                ReadFormat::Openie => view::open::jsonl(&mut out, &read)?,
            }
            Ok(out.flush()?)
        })?;
        if let Some((_, html)) = &mut html {
            html.add(&read);
        }
        sentences += read.coding.sentences;
        telling += read.coding.telling;
        progress.step(&told(&page.name(), read.coding.statements.len(), added));
        Ok(())
    })?;
    drop(progress);
    if let Some((path, html)) = html {
        html.save(path)?;
    }
    // nobody is left to tell where standard error is closed
    let _ = writeln!(io::stderr(), "{}", counted(sentences, telling));
    Ok(Outcome::Done)
}

/// A page for people.
fn shown(out: &mut Out, read: &Read, args: &ReadArgs) -> Result<(), Problem> {
    let explanation = read.explanation.as_ref().filter(|_| args.explain || args.uncoded);
    let Some(explanation) = explanation else {
        return view::statement::table(out, read, &read.coding.statements);
    };
    if args.explain {
        view::explain::page(out, read, explanation)?;
    }
    if args.uncoded {
        view::explain::uncoded(out, read, explanation)?;
    }
    Ok(())
}

fn counted(sentences: usize, telling: usize) -> String {
    let all = if sentences == 1 { "1 sentence".to_owned() } else { format!("{sentences} sentences") };
    format!("{all}, headings among them: {telling} with statements, {} without", sentences - telling)
}

fn told(name: &str, statements: usize, added: Option<Added>) -> String {
    let count = if statements == 1 { "1 statement".to_owned() } else { format!("{statements} statements") };
    let kept = match added {
        None => "not kept",
        Some(Added::New) => "added to the ledger",
        Some(Added::Anew) => "read anew, added to the ledger",
        Some(Added::AlreadyThere) => "in the ledger already",
    };
    format!("{name}: {count}, {kept}")
}

/// Adds a page to the ledger.
pub(crate) fn keep(ledger: &mut Ledger, read: &Read, model: &str, publisher: Option<&str>) -> Result<Added, Problem> {
    let date = read.date.map(|d| d.to_string());
    let now = jiff::Timestamp::now().to_string();
    let entry = Entry {
        document: &read.document.id,
        name: &read.document.name,
        text: &read.document.text,
        coder: tightrope_coder::VERSION,
        model,
        date: date.as_deref(),
        publisher,
        added: Some(&now),
    };
    Ok(ledger.add_document(&entry, &read.coding.statements)?)
}

/// Reads all pages on several threads and hands each to `each`, in the order of the pages.
fn read_all(
    engine: &Engine,
    pages: &[Source],
    args: &ReadArgs,
    mut each: impl FnMut(&Source, Result<Read, Problem>) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let threads = settings::threads(args.threads);
    let workers = threads.min(pages.len()).max(1);
    // One page uses the threads inside, many pages use one each.
    let inside = if workers > 1 { 1 } else { threads };
    let next = Mutex::new(pages.iter().enumerate());
    let (send, receive) = mpsc::sync_channel(workers * 2);
    thread::scope(|scope| {
        for _ in 0..workers {
            let send = send.clone();
            let next = &next;
            scope.spawn(move || {
                loop {
                    let page = next.lock().map_or(None, |mut pages| pages.next());
                    let Some((i, page)) = page else { return };
                    let read = page.document().map(|document| {
                        let date = args.date.or(document.date);
                        let docs = engine.docs(&document, inside);
                        let publisher = args.publisher.as_deref();
                        let (coding, explanation) = if args.explain || args.uncoded || args.html.is_some() {
                            let (coding, explanation) = engine.explain(&document, &docs, date, publisher);
                            (coding, Some(explanation))
                        } else {
                            (engine.code(&document, &docs, date, publisher), None)
                        };
                        let open = match args.format {
                            ReadFormat::Openie => document
                                .blocks
                                .iter()
                                .zip(&docs)
                                .map(|(b, d)| (b.range.start, engine.open(d)))
                                .collect(),
                            _ => Vec::new(),
                        };
                        Read { document, date, coding, explanation, open }
                    });
                    // The receiver is gone where the command has failed.
                    if send.send((i, read)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut waiting = BTreeMap::new();
        let mut at = 0;
        for (i, read) in receive {
            waiting.insert(i, read);
            while let Some(read) = waiting.remove(&at) {
                if let Some(page) = pages.get(at) {
                    each(page, read)?;
                }
                at += 1;
            }
        }
        Ok(())
    })
}
