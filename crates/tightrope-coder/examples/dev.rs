//! Dev harness.
use tightrope_coder::{Coder, Page};
use tightrope_nlp::{Doc, DocParts};
use tightrope_text::{Document, Format};
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let open = |f: &str| {
        let bytes = std::fs::read(f).unwrap();
        Document::from_bytes(f, &bytes, Format::from_name(f).unwrap()).unwrap()
    };
    match args[1].as_str() {
        "blocks" => {
            let d = open(&args[2]);
            let words: Vec<String> = d.blocks.iter().map(|b| d.words(b).into_owned()).collect();
            println!("{}", serde_json::to_string(&words).unwrap());
        }
        _ => {
            let coder = Coder::new().unwrap();
            for job in args[2..].chunks(4) {
                let d = open(&job[0]);
                let parts: Vec<DocParts> = serde_json::from_str(&std::fs::read_to_string(&job[2]).unwrap()).unwrap();
                let docs: Vec<Doc> = parts.into_iter().map(Doc::new).collect();
                let date = job[1].parse().ok().or(d.date);
                let coding = coder.code(&Page { document: &d, docs: &docs, date, publisher: None });
                let out: String = coding.statements.iter().map(|s| serde_json::to_string(s).unwrap() + "\n").collect();
                std::fs::write(&job[3], out).unwrap();
            }
        }
    }
}
