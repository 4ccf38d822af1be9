//! What holds for any text.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use proptest::prelude::*;
use std::sync::LazyLock;
use std::time::Instant;
use tightrope_nlp::package::{default_data_dir, ensure_default};
use tightrope_nlp::{Doc, Model};

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::load(&ensure_default(&default_data_dir().unwrap()).unwrap()).unwrap());

fn check(doc: &Doc) {
    let text = doc.text();
    let mut covered = 0;
    for token in doc.tokens() {
        // Tokens follow one another; between two of them there is nothing, or one space that the first one owns.
        let gap = &text[covered..token.start()];
        match token.prev() {
            Some(prev) => assert_eq!(gap, if prev.space() { " " } else { "" }),
            None => assert!(gap.is_empty()),
        }
        assert!(!token.text().is_empty() && !token.tag().is_empty() && !token.dep().is_empty());
        covered = token.end();
        assert!(token.head().i < doc.len());
        assert!(token.subtree().contains(&token.i));
    }
    let last_space = doc.tokens().next_back().is_some_and(|t| t.space());
    assert_eq!(&text[covered..], if last_space { " " } else { "" });
    let mut at = 0;
    for sentence in doc.sents() {
        assert!(sentence.start == at && sentence.end > at && doc.token(at).is_sent_start());
        assert!(sentence.clone().all(|i| sentence.contains(&doc.token(i).head().i)));
        at = sentence.end;
    }
    assert_eq!(at, doc.len());
    let mut at = 0;
    for entity in doc.ents() {
        assert!(at <= entity.start && entity.start < entity.end && entity.end <= doc.len() && !entity.label.is_empty());
        at = entity.end;
    }
}

/// Pieces that news and noise are made of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z]{1,9} ",
        "(Mr\\.|U\\.S\\.|don't|cannot|5km|\\$5bn|e\\.g\\.|:-\\)|’s|''|…|--|a@b\\.org|http://x\\.org/y\\?z=1) ?",
        "[ \\n\\t\u{a0}\u{1c}\u{3000}]{1,3}",
        "[.,;:!?()\"'“”—–-]{1,3} ?",
        "\\PC{0,6}",
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_parses(text in pieces()) {
        check(&MODEL.parse(&text));
    }

    #[test]
    fn any_characters_parse(text in any::<String>()) {
        check(&MODEL.parse(&text));
    }

    #[test]
    fn company_and_threads_change_nothing(texts in prop::collection::vec(pieces(), 1..12)) {
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let alone: Vec<Doc> = texts.iter().map(|t| MODEL.parse(t)).collect();
        let fresh = Model::load(&ensure_default(&default_data_dir().unwrap()).unwrap()).unwrap();
        prop_assert_eq!(&fresh.parse_batch(&texts, 1), &alone);
        prop_assert_eq!(&fresh.parse_batch(&texts, 3), &alone);
    }
}

/// Texts that once were, or could be, slow or deep.
#[test]
fn monsters_take_linear_time() {
    let n = 50_000;
    let monsters = [
        " ".repeat(n),
        "\n".repeat(n),
        "\n \t".repeat(n / 3),
        "a".repeat(n),
        "é".repeat(n),
        "(".repeat(n / 4),
        ".".repeat(n),
        ".a".repeat(n / 2),
        "a-".repeat(n / 8),
        "a:".repeat(n / 8),
        "x.".repeat(n / 8),
        "1km".repeat(n / 12),
        "http://".repeat(n / 28) + "a.b",
        "'s".repeat(n / 16),
        "a, ".repeat(n / 12),
        "and so ".repeat(n / 28),
        "漢字".repeat(n / 16),
    ];
    for text in &monsters {
        let start = Instant::now();
        check(&MODEL.parse(text));
        let seconds = start.elapsed().as_secs_f64();
        let head: String = text.chars().take(8).collect();
        println!("{head:?} {seconds:.2} s");
        assert!(seconds < 20.0, "{head:?} took {seconds} s");
    }
}
