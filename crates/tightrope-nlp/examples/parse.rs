//! Prints the parse of each line of the given files (a JSON string a line) as JSON lines: `parse MODEL FILE...`.

use serde_json::json;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use tightrope_nlp::Model;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let model = Model::load(Path::new(&args.next().ok_or("usage: parse MODEL FILE...")?))?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    for path in args {
        let lines = BufReader::new(std::fs::File::open(path)?).lines().collect::<Result<Vec<_>, _>>()?;
        let texts = lines.iter().map(|l| serde_json::from_str(l)).collect::<Result<Vec<String>, _>>()?;
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for doc in model.parse_batch(&texts, 2) {
            let tokens: Vec<_> = doc
                .tokens()
                .map(|t| {
                    json!([
                        t.text(),
                        t.space(),
                        t.tag(),
                        t.pos(),
                        t.morph(),
                        t.lemma(),
                        t.head().i,
                        t.dep(),
                        t.is_sent_start()
                    ])
                })
                .collect();
            let ents: Vec<_> = doc.ents().iter().map(|e| json!([e.start, e.end, e.label])).collect();
            writeln!(out, "{}", json!({ "tokens": tokens, "ents": ents }))?;
        }
    }
    Ok(())
}
