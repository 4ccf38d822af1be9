//! Any text parses: `cargo +nightly fuzz run parse`, with the default model installed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tightrope_nlp::{Model, package};

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::load(&package::ensure_default(&package::default_data_dir().unwrap()).unwrap()).unwrap());

fuzz_target!(|text: &str| {
    let doc = MODEL.parse(text);
    for token in doc.tokens() {
        assert!(!token.text().is_empty() && token.head().i < doc.len());
    }
});
