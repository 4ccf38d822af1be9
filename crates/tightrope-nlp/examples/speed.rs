//! Measures loading and parsing on one thread: `speed MODEL ROUNDS FILE...` where each line is a JSON string.

use std::path::Path;
use std::time::Instant;
use tightrope_nlp::Model;

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
        let start = Instant::now();
        let words: usize = model.parse_batch(&texts, 1).iter().map(|d| d.len()).sum();
        let seconds = start.elapsed().as_secs_f64();
        println!("round {round} words {words} seconds {seconds:.4} words_per_second {:.0}", words as f64 / seconds);
    }
    Ok(())
}
