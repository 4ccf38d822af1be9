//! Times and quantities are found in any text, each within its tokens, and written as dates and finite numbers:
//! `cargo +nightly fuzz run mentions`.
#![no_main]

mod pieces;

use libfuzzer_sys::fuzz_target;
use tightrope_coder::{Anchor, Tense, TimeContext, find_quantities_beside, find_times};

fuzz_target!(|text: &str| {
    let doc = pieces::doc(text);
    let times = find_times(&doc);
    let mut end = 0;
    for mention in &times {
        assert!(mention.tokens.start >= end && mention.tokens.end <= doc.len());
        end = mention.tokens.end;
        for document_date in [None, "2025-06-18".parse().ok(), "9999-12-31".parse().ok()] {
            for reference in [None, Anchor::parse("9999-12-31", true), Anchor::parse("0001", false)] {
                for tense in [Tense::Past, Tense::Future] {
                    mention.expr.resolve(&TimeContext { document_date, reference, tense });
                }
            }
        }
    }
    let mut end = 0;
    for mention in find_quantities_beside(&doc, &times) {
        assert!(mention.tokens.start >= end && mention.tokens.end <= doc.len());
        end = mention.tokens.end;
        let amount = mention.value.to_amount();
        assert!(amount.value.into_iter().chain(amount.share).all(f64::is_finite), "{amount:?}");
    }
    Anchor::parse(text, false);
});
