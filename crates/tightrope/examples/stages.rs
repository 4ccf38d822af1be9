//! Time of each stage on one thread: `stages MODEL ROUNDS PAGE...` reads the pages ROUNDS times over.
//!
//! Prints, from the best round, milliseconds a page, each stage's share of the time, statements a second, and how the
//! coder's time stands to the parser's. Every round starts with a ledger of its own; the parser keeps what it has
//! learned of words, as it does in the command.

use std::path::Path;
use std::time::{Duration, Instant};
use tightrope_coder::{Coder, Page, Reader};
use tightrope_ledger::{Entry, Ledger};
use tightrope_nlp::{Doc, Model};
use tightrope_text::{Document, Format};

const STAGES: [&str; 4] = ["text", "nlp", "coder", "ledger"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let model = args.next().ok_or("usage: stages MODEL ROUNDS PAGE...")?;
    let rounds: usize = args.next().ok_or("no number of rounds")?.parse()?;
    let pages: Vec<(String, Vec<u8>)> =
        args.map(|p| std::fs::read(&p).map(|bytes| (p, bytes))).collect::<Result<_, _>>()?;
    let start = Instant::now();
    let model = Model::load(Path::new(&model))?;
    let loaded = start.elapsed();
    let coder = Coder::new()?.with_reader(Reader::new()?);
    println!("load: model {:.1} ms, coder {:.1} ms", ms(loaded), ms(start.elapsed() - loaded));

    let mut best: Option<([Duration; 4], usize, usize)> = None;
    for _ in 0..rounds {
        let round = read(&model, &coder, &pages)?;
        if best.as_ref().is_none_or(|b| total(&round.0) < total(&b.0)) {
            best = Some(round);
        }
    }
    let (times, words, statements) = best.ok_or("no rounds")?;
    let all = total(&times);
    println!("{} pages, {words} words, {statements} statements", pages.len());
    println!(
        "{:.2} ms a page; {:.0} statements a second; {:.0} words a second",
        ms(all) / pages.len() as f64,
        statements as f64 / all.as_secs_f64(),
        words as f64 / all.as_secs_f64()
    );
    for (stage, time) in STAGES.iter().zip(times) {
        println!(
            "{stage:>8} {:6.2} ms a page {:5.1} %",
            ms(time) / pages.len() as f64,
            100.0 * time.as_secs_f64() / all.as_secs_f64()
        );
    }
    println!("coder to parser: {:.2}", times[2].as_secs_f64() / times[1].as_secs_f64());
    Ok(())
}

/// Times by stage, words and statements of one round over all pages.
fn read(
    model: &Model,
    coder: &Coder,
    pages: &[(String, Vec<u8>)],
) -> Result<([Duration; 4], usize, usize), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let mut ledger = Ledger::open(&folder.path().join("stages.db"))?;
    let (mut times, mut words, mut statements) = ([Duration::ZERO; 4], 0, 0);
    for (name, bytes) in pages {
        let mut at = Instant::now();
        let mut lap = |stage: usize| {
            times[stage] += at.elapsed();
            at = Instant::now();
        };
        let document = Document::from_bytes(name, bytes, Format::from_name(name)?)?;
        lap(0);
        let docs = coder.parse(model, &document, 1);
        lap(1);
        let coding = coder.code(&Page { document: &document, docs: &docs, date: document.date, publisher: None });
        lap(2);
        let entry = Entry {
            document: &document.id,
            name,
            text: &document.text,
            coder: tightrope_coder::VERSION,
            model: "",
            date: None,
            publisher: None,
            added: None,
        };
        ledger.add_document(&entry, &coding.statements)?;
        lap(3);
        words += docs.iter().map(Doc::len).sum::<usize>();
        statements += coding.statements.len();
    }
    Ok((times, words, statements))
}

fn total(times: &[Duration; 4]) -> Duration {
    times.iter().sum()
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
