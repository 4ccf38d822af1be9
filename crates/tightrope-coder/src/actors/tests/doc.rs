//! A small tokenizer in the manner of the real one, so that tests need no model.

use tightrope_nlp::{Doc, DocParts, TokenParts};

const ABBREVIATIONS: &[&str] =
    &["Mr.", "Mrs.", "Ms.", "Dr.", "St.", "Gen.", "Sen.", "Gov.", "Jr.", "Lt.", "Col.", "Rep."];
const PRONOUNS: &[&str] = &["us", "we", "they", "he", "she", "it", "who", "me", "I"];
const OPENERS: &[&str] = &[
    "The",
    "A",
    "An",
    "In",
    "On",
    "At",
    "But",
    "And",
    "It",
    "He",
    "She",
    "They",
    "We",
    "After",
    "For",
    "From",
    "Its",
    "His",
    "Her",
    "When",
    "While",
    "As",
    "By",
    "With",
    "To",
    "Of",
    "Both",
    "Between",
    "Meanwhile",
    "Polish",
    "May",
    "Last",
    "This",
];

/// A text with tokens, rough parts of speech and compounds; one sentence a line or full stop.
pub(super) fn doc(text: &str) -> Doc {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    for chunk in text.split(' ') {
        let start = at;
        at += chunk.len() + 1;
        if chunk.is_empty() {
            continue;
        }
        split(chunk, start, &mut spans);
    }
    let words: Vec<&str> = spans.iter().map(|(s, e)| &text[*s..*e]).collect();
    let mut tokens = Vec::new();
    for (i, (start, end)) in spans.iter().enumerate() {
        let word = words[i];
        let sent_start = i == 0 || matches!(words[i - 1], "." | "!" | "?");
        let pos = pos(word, sent_start);
        let compound = pos == "PROPN"
            && spans.get(i + 1).is_some_and(|(next, _)| *next == end + 1)
            && words.get(i + 1).is_some_and(|w| self::pos(w, false) == "PROPN");
        tokens.push(TokenParts {
            start: *start,
            end: *end,
            space: text[*end..].starts_with(' '),
            tag: String::new(),
            pos: pos.to_owned(),
            morph: String::new(),
            lemma: word.to_lowercase(),
            head: if compound { i + 1 } else { i },
            dep: if compound { "compound" } else { "dep" }.to_owned(),
            sent_start,
        });
    }
    Doc::new(DocParts { text: text.to_owned(), tokens, entities: Vec::new() })
}

fn pos(word: &str, sent_start: bool) -> &'static str {
    let first = word.chars().next().unwrap_or(' ');
    if PRONOUNS.contains(&word) {
        "PRON"
    } else if !first.is_alphanumeric() {
        "PUNCT"
    } else if first.is_uppercase() && !(sent_start && OPENERS.contains(&word)) {
        "PROPN"
    } else {
        "NOUN"
    }
}

fn split(chunk: &str, start: usize, out: &mut Vec<(usize, usize)>) {
    let (mut from, mut to) = (0, chunk.len());
    let mut tail = Vec::new();
    while let Some(c) = chunk[from..to].chars().next().filter(|c| "\"“‘'(#[".contains(*c)) {
        out.push((start + from, start + from + c.len_utf8()));
        from += c.len_utf8();
    }
    loop {
        let rest = &chunk[from..to];
        if let Some(stem) = rest.strip_suffix("'s").or_else(|| rest.strip_suffix("’s")).filter(|s| !s.is_empty()) {
            tail.push((start + from + stem.len(), start + to));
            to = from + stem.len();
            continue;
        }
        let Some(c) = rest.chars().next_back().filter(|c| ",;:!?\"”’')].".contains(*c)) else { break };
        // The dot of an abbreviation or initial stays.
        let dots = rest.matches('.').count();
        if c == '.'
            && (ABBREVIATIONS.contains(&rest) || dots > 1 || rest.len() == 2 && rest.starts_with(char::is_uppercase))
        {
            break;
        }
        tail.push((start + to - c.len_utf8(), start + to));
        to -= c.len_utf8();
        if to <= from {
            break;
        }
    }
    // Hyphens between letters stand alone.
    let mut at = from;
    let inner: Vec<(usize, char)> = chunk[from..to].char_indices().collect();
    for (k, (i, c)) in inner.iter().enumerate() {
        let letter = |j: Option<usize>| j.and_then(|j| inner.get(j)).is_some_and(|(_, c)| c.is_alphabetic());
        if matches!(c, '-' | '–') && letter(k.checked_sub(1)) && letter(Some(k + 1)) {
            if at < from + i {
                out.push((start + at, start + from + i));
            }
            out.push((start + from + i, start + from + i + c.len_utf8()));
            at = from + i + c.len_utf8();
        }
    }
    if at < to {
        out.push((start + at, start + to));
    }
    out.extend(tail.into_iter().rev());
}
