//! Any text as a file of the codebook gives an error that names the file, or a codebook: `cargo +nightly fuzz run codebook`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tightrope_coder::{CODEBOOK_FOLDERS, Codebook, PredicateKind};

fuzz_target!(|text: &str| {
    for folder in CODEBOOK_FOLDERS {
        let path = format!("{folder}/any.txt");
        match Codebook::from_files(&[(&path, text)]) {
            Ok(book) => {
                for rule in &book.rules {
                    assert!(book.rule(&rule.id).is_some());
                    for trigger in &rule.triggers {
                        let mut led = book.candidates(trigger.kind, trigger.head());
                        assert!(led.any(|(found, _)| found.id == rule.id), "{trigger:?}");
                    }
                }
                book.candidates(PredicateKind::Verb, text).for_each(drop);
                book.maker_of(text);
            }
            Err(e) => assert!(e.to_string().contains(folder), "{e}"),
        }
    }
});
