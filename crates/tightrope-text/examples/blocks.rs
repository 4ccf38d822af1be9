//! Prints the blocks of a page: `cargo run -p tightrope-text --example blocks FILE`.

use std::{env, error::Error, fs};
use tightrope_text::{Document, Format};

fn main() -> Result<(), Box<dyn Error>> {
    for path in env::args().skip(1) {
        let doc = Document::from_bytes(&path, &fs::read(&path)?, Format::from_name(&path)?)?;
        println!("{path}: {} of {:?}", doc.id, doc.date);
        for block in &doc.blocks {
            println!("{:?} {:?} {}", block.kind, block.lead, doc.words(block));
        }
    }
    Ok(())
}
