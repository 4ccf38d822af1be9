//! Any bytes in place of one of the model's files give an error or a model: `cargo +nightly fuzz run load`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::path::Path;
use std::sync::LazyLock;
use tempfile::TempDir;
use tightrope_nlp::{Model, package};

const FILES: &[&str] = &[
    "meta.json",
    "tokenizer",
    "vocab/lookups.bin",
    "tagger/cfg",
    "tagger/model",
    "parser/model",
    "parser/moves",
    "ner/moves",
    "attribute_ruler/patterns",
    "lemmatizer/lookups/lookups.bin",
];

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

static COPY: LazyLock<TempDir> = LazyLock::new(|| {
    let model = package::ensure_default(&package::default_data_dir().unwrap()).unwrap();
    let dir = TempDir::new().unwrap();
    copy(&model, dir.path());
    dir
});

fuzz_target!(|input: (u8, &[u8])| {
    let path = COPY.path().join(FILES[usize::from(input.0) % FILES.len()]);
    let good = std::fs::read(&path).unwrap();
    std::fs::write(&path, input.1).unwrap();
    if let Ok(model) = Model::load(COPY.path()) {
        model.parse("Rome signed it.");
    }
    std::fs::write(&path, good).unwrap();
});
