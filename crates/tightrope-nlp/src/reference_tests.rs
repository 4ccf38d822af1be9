//! Comparison with spaCy's own output: our sentences, and the larger reference files where they are at hand.

use crate::model::Model;
use crate::package::{default_data_dir, ensure_default};
use crate::strings::string_id;
use crate::tokenizer::TokenizerMemory;
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::load(&ensure_default(&default_data_dir().unwrap()).unwrap()).unwrap());

#[derive(Deserialize)]
struct Reference {
    text: String,
    tokens: Vec<ReferenceToken>,
    ents: Vec<(usize, usize, String)>,
}

#[derive(Deserialize)]
struct ReferenceToken {
    text: String,
    /// Offset in characters.
    idx: usize,
    space: bool,
    norm: String,
    shape: String,
    tag: String,
    pos: String,
    morph: String,
    lemma: String,
    head: usize,
    dep: String,
    sent_start: bool,
}

/// Checks one document; the number of its tokens.
fn check(reference: &Reference) -> usize {
    let text = &reference.text;
    let (mut memory, mut tokens) = (TokenizerMemory::default(), Vec::new());
    MODEL.tokenizer.tokenize(text, &mut memory, &mut tokens);
    let doc = MODEL.parse(text);
    assert_eq!(doc.len(), reference.tokens.len(), "{text}");
    for ((token, tok), expected) in doc.tokens().zip(&tokens).zip(&reference.tokens) {
        let place = || format!("token {} `{}` of {text}", token.i, token.text());
        assert_eq!(token.text(), expected.text, "{}", place());
        assert_eq!(text[..token.start()].chars().count(), expected.idx, "{}", place());
        let lexeme = memory.lexemes.get(tok.lex);
        assert_eq!(lexeme.norm, string_id(&expected.norm), "norm of {}", place());
        assert_eq!(lexeme.shape, string_id(&expected.shape), "shape of {}", place());
        let found = (token.space(), token.tag(), token.pos(), token.morph(), token.lemma());
        let wanted = (expected.space, &*expected.tag, &*expected.pos, &*expected.morph, &*expected.lemma);
        assert_eq!(found, wanted, "{}", place());
        let found = (token.head().i, token.dep(), token.is_sent_start());
        assert_eq!(found, (expected.head, &*expected.dep, expected.sent_start), "{}", place());
    }
    let entities: Vec<_> = doc.ents().iter().map(|e| (e.start, e.end, e.label.clone())).collect();
    assert_eq!(entities, reference.ents, "entities of {text}");
    doc.len()
}

/// A file of the reference folder beside the repository; says so where it is absent.
fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new("../../../shared/nlp").join(name);
    if path.is_file() {
        return Some(path);
    }
    println!("skipped: {} is not here", path.display());
    None
}

#[test]
fn our_sentences_as_spacy_parses_them() {
    let mut tokens = 0;
    for line in include_str!("../tests/sentences.jsonl").lines() {
        tokens += check(&serde_json::from_str(line).unwrap());
    }
    assert!(tokens > 800, "{tokens}");
}

#[test]
fn reference_documents() {
    let Some(path) = shared("golden.jsonl") else { return };
    let mut tokens = 0;
    for line in std::fs::read_to_string(path).unwrap().lines() {
        tokens += check(&serde_json::from_str(line).unwrap());
    }
    assert!(tokens > 8000, "{tokens}");
}

#[test]
fn reference_affixes() {
    let Some(path) = shared("regex_golden.jsonl") else { return };
    let rules = MODEL.tokenizer.rules();
    let mut words = 0;
    for line in std::fs::read_to_string(path).unwrap().lines() {
        let (word, prefix, suffix, infixes, url): (String, usize, usize, Vec<(usize, usize)>, bool) =
            serde_json::from_str(line).unwrap();
        let chars = |bytes: usize| word[..bytes].chars().count();
        assert_eq!(chars(rules.prefix(&word)), prefix, "prefix of {word}");
        assert_eq!(word[word.len() - rules.suffix(&word)..].chars().count(), suffix, "suffix of {word}");
        let mut found = Vec::new();
        rules.infixes(&word, |from, to| found.push((chars(from), chars(to))));
        assert_eq!(found, infixes, "infixes of {word}");
        assert_eq!(rules.is_url(&word), url, "address {word}");
        words += 1;
    }
    assert!(words > 90_000, "{words}");
}
