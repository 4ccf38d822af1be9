//! A document without a model: a token for each run of letters and digits and for each other sign that is no space.

use tightrope_nlp::{Doc, DocParts, TokenParts};

pub fn doc(text: &str) -> Doc {
    let mut spans: Vec<(usize, usize, bool)> = Vec::new();
    for (start, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
        let word = c.is_alphanumeric();
        match spans.last_mut() {
            Some((_, end, true)) if word && *end == start => *end += c.len_utf8(),
            _ => spans.push((start, start + c.len_utf8(), word)),
        }
    }
    let tokens = spans.iter().enumerate().map(|(i, &(start, end, word))| TokenParts {
        start,
        end,
        space: text[end..].starts_with(' '),
        tag: String::new(),
        pos: if word { "PROPN" } else { "PUNCT" }.to_owned(),
        morph: String::new(),
        lemma: text[start..end].to_lowercase(),
        head: i,
        dep: "dep".to_owned(),
        sent_start: i == 0,
    });
    Doc::new(DocParts { text: text.to_owned(), tokens: tokens.collect(), entities: Vec::new() })
}
