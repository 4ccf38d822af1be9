//! Codes pages for developers: `dev MODEL (PAGE DATE OUT)...` writes each page's statements as JSON lines.
//!
//! `DATA=FOLDER` reads rules, governors, word classes, domains, makers and the weights of unnamed sides from that folder instead of the compiled-in
//! ones, so that a rule can be tried without building; `TRACE=1` prints how each sentence was read; `OPEN=1` reads without
//! the weights of unnamed sides and writes all that could complete a reading to `OUT.open`, and without pages prints the
//! rules as JSON lines, for `tools/unnamed/fit.py`. `READER=FOLDER` asks the learned reader of that folder too, `READER=`
//! the one compiled in; with `LESSONS=1` the rules read alone and what a reader learns from and says is written to
//! `OUT.lessons`, for `tools/reader/fit.py`. `FOCAL=1` writes what speaks for each state as the page's own to `OUT`, for
//! `tools/focal/fit.py`.

use std::path::Path;
use tightrope_coder::{CODEBOOK_FOLDERS, Codebook, Coder, Page, Reader};
use tightrope_nlp::Model;
use tightrope_text::{Document, Format};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (model, jobs) = args.split_first().ok_or("usage: dev MODEL (PAGE DATE OUT)...")?;
    let model = Model::load(model.as_ref())?;
    let coder = match std::env::var_os("DATA") {
        Some(folder) => Coder::with_codebook(codebook(folder.as_ref())?)?,
        None => Coder::new()?,
    };
    let coder = match std::env::var_os("READER") {
        Some(folder) if folder.is_empty() => coder.with_reader(Reader::new()?),
        Some(folder) => coder.with_reader(reader(folder.as_ref())?),
        None => coder,
    };
    if jobs.is_empty() {
        print!("{}", lines(&coder.codebook().rules)?);
    }
    for job in jobs.chunks_exact(3) {
        let document = Document::from_bytes(&job[0], &std::fs::read(&job[0])?, Format::from_name(&job[0])?)?;
        let docs = coder.parse(&model, &document, 1);
        let date = job[1].parse().ok().or(document.date);
        let page = Page { document: &document, docs: &docs, date, publisher: None };
        if std::env::var_os("OPEN").is_some() {
            let (coding, open) = coder.open_readings(&page);
            std::fs::write(&job[2], lines(&coding.statements)?)?;
            std::fs::write(format!("{}.open", job[2]), lines(&open)?)?;
            continue;
        }
        if std::env::var_os("FOCAL").is_some() {
            std::fs::write(&job[2], serde_json::to_string(&coder.focal_readings(&page))?)?;
            continue;
        }
        if std::env::var_os("LESSONS").is_some() {
            let (coding, lessons) = coder.lessons(&page);
            std::fs::write(&job[2], lines(&coding.statements)?)?;
            std::fs::write(format!("{}.lessons", job[2]), lines(&lessons)?)?;
            continue;
        }
        let (coding, log) = coder.explain(&page);
        if std::env::var_os("TRACE").is_some() {
            eprint!("{log}");
        }
        std::fs::write(&job[2], lines(&coding.statements)?)?;
    }
    Ok(())
}

fn lines<T: serde::Serialize>(rows: &[T]) -> Result<String, serde_json::Error> {
    rows.iter().map(|row| Ok(serde_json::to_string(row)? + "\n")).collect()
}

fn reader(folder: &Path) -> Result<Reader, Box<dyn std::error::Error>> {
    let text = |name: &str| std::fs::read_to_string(folder.join(name));
    let tensors = std::fs::read(folder.join("reader.safetensors"))?;
    Ok(Reader::read(
        &tensors,
        &text("vocabulary.txt")?,
        [&text("relations.txt")?, &text("fields.tsv")?],
        &text("weights.tsv")?,
    )?)
}

fn codebook(data: &Path) -> Result<Codebook, Box<dyn std::error::Error>> {
    let mut files = Vec::new();
    for folder in CODEBOOK_FOLDERS {
        for entry in std::fs::read_dir(data.join(folder))? {
            let entry = entry?;
            files.push((
                format!("{folder}/{}", entry.file_name().to_string_lossy()),
                std::fs::read_to_string(entry.path())?,
            ));
        }
    }
    let borrowed: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    Ok(Codebook::from_files(&borrowed)?)
}
