//! Any bytes give an error or a page whose blocks and marks are slices of it: `cargo +nightly fuzz run page`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use tightrope_text::{Document, Format, Lead};

fuzz_target!(|bytes: &[u8]| {
    for format in [Format::Plain, Format::Markdown] {
        let Ok(doc) = Document::from_bytes("page", bytes, format) else { continue };
        assert_eq!(doc.text.as_bytes(), bytes);
        let mut end = 0;
        for block in &doc.blocks {
            assert!(block.range.start >= end && !block.range.is_empty(), "{block:?}");
            let text = &doc.text[block.range.clone()];
            assert_eq!(doc.words(block).len(), text.len());
            if let Some(Lead::Speaker(r) | Lead::Date(r) | Lead::Dateline(r)) = &block.lead {
                assert!(r.end <= block.range.start && doc.text.get(r.clone()).is_some(), "{block:?}");
            }
            end = block.range.end;
        }
        let mut end = 0;
        for mark in &doc.marks {
            assert!(mark.start >= end && doc.text.get(mark.clone()).is_some(), "{mark:?}");
            end = mark.end;
        }
        assert_eq!(Document::from_bytes("page", bytes, format).as_ref(), Ok(&doc));
    }
});
