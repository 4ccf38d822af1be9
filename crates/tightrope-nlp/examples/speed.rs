//! Measures loading and parsing on one thread: `speed MODEL ROUNDS FILE...` where each line is a JSON string.
//!
//! Prints wall-clock seconds and, on Linux, seconds the thread ran, which other work on the machine disturbs less.

use std::path::Path;
use std::time::Instant;
use tightrope_nlp::Model;

/// Seconds this thread has run.
fn running() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(text.split_whitespace().next()?.parse::<f64>().ok()? / 1e9)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let path = args.next().ok_or("usage: speed MODEL ROUNDS FILE...")?;
    let rounds: usize = args.next().ok_or("no number of rounds")?.parse()?;
    let mut texts: Vec<String> = Vec::new();
    for file in args {
        for line in std::fs::read_to_string(file)?.lines() {
            texts.push(serde_json::from_str(line)?);
        }
    }
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let start = Instant::now();
    let model = Model::load(Path::new(&path))?;
    println!("load_seconds {:.4}", start.elapsed().as_secs_f64());
    for round in 0..rounds {
        let (start, ran) = (Instant::now(), running());
        let words: usize = model.parse_batch(&texts, 1).iter().map(|d| d.len()).sum();
        let seconds = start.elapsed().as_secs_f64();
        let cpu = running().zip(ran).map_or(seconds, |(now, then)| now - then);
        println!("round {round} words {words} seconds {seconds:.4} cpu_seconds {cpu:.4}");
    }
    Ok(())
}
