//! Any text as a user's table of actors gives an error that names the table, or a directory in which names can be
//! looked up: `cargo +nightly fuzz run actors`.
#![no_main]

mod pieces;

use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tightrope_coder::Directory;

static OURS: LazyLock<Directory> = LazyLock::new(|| Directory::new().unwrap());

fuzz_target!(|text: &str| {
    let date = "2025-06-18".parse().ok();
    match OURS.clone().with_user("own.tsv", text) {
        Ok(directory) => {
            for name in text.split(['\t', '\n', ';']).take(40) {
                directory.lookup(name, date);
                directory.group(name);
                directory.members(name, date);
            }
            // Of a name that nobody bears both seek the nearest, which takes long: once is enough.
            let first = text.split(['\t', '\n']).nth(14).unwrap_or(text);
            directory.verdict(first, date);
            let _ = directory.state(first);
            let doc = pieces::doc(text);
            let mut end = 0;
            for mention in directory.find(&doc, date) {
                assert!(mention.tokens.start >= end && mention.tokens.end <= doc.len());
                end = mention.tokens.end;
            }
        }
        Err(e) => assert!(e.to_string().starts_with("own.tsv"), "{e}"),
    }
});
