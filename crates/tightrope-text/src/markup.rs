//! Inline marks of Markdown and wiki pages: emphasis, links, references, line ends inside a block.

use std::ops::Range;

/// The bytes of marks inside `range`, in order, not overlapping.
pub(crate) fn marks(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let body = text.get(range.clone()).unwrap_or("");
    let underscores = body.matches('_').count();
    let mut before = ' ';
    let mut skip_to = 0;
    let mut line_start = false;
    for (i, c) in body.char_indices() {
        if i < skip_to {
            before = c;
            continue;
        }
        let rest = &body[i..];
        let next = rest.chars().nth(1).unwrap_or(' ');
        let len = match c {
            '\n' | '\r' => {
                line_start = true;
                1
            }
            ' ' | '\t' if line_start => 1,
            '>' if line_start => 1,
            _ => {
                line_start = false;
                mark(rest, c, before, next, underscores)
            }
        };
        if len > 0 {
            out.push(range.start + i..range.start + i + len);
            skip_to = i + len;
        }
        // `]` needs its own rule: it closes a link only where an opening bracket was taken as a mark.
        before = c;
    }
    out
}

fn mark(rest: &str, c: char, before: char, next: char, underscores: usize) -> usize {
    let between = |test: fn(&char) -> bool| test(&before) && test(&next);
    match c {
        '*' if !between(char::is_ascii_digit as fn(&char) -> bool) && !between(|c| *c == ' ') => 1,
        '_' if underscores.is_multiple_of(2) && (!before.is_alphanumeric() || !next.is_alphanumeric()) => 1,
        '`' | '|' => 1,
        '\\' if next.is_ascii_punctuation() => 1,
        '!' if next == '[' => link(&rest[1..]).map_or(0, |(_, end)| end + 1),
        '[' => match link(rest) {
            Some(_) => 1,
            None => reference(rest),
        },
        // The end of a link: "](" with its address.
        ']' if next == '(' => rest
            .find(')')
            .filter(|end| !rest[..*end].contains(char::is_whitespace) || rest[..*end].contains('"'))
            .map_or(0, |end| end + 1),
        '<' => tag(rest),
        _ => 0,
    }
}

/// For a text that starts with `[words](address)`: where the words and the whole end.
fn link(rest: &str) -> Option<(usize, usize)> {
    let close = rest.find("](").filter(|c| *c < 400)?;
    let end = close + rest[close..].find(')').filter(|e| *e < 2000)?;
    Some((close, end + 1))
}

/// Bytes of a note's reference: `[12]`, `[^3]`.
fn reference(rest: &str) -> usize {
    let inner = rest[1..].trim_start_matches('^');
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 || digits > 3 || !inner[digits..].starts_with(']') {
        return 0;
    }
    rest.len() - inner.len() + digits + 1
}

/// Bytes of an HTML tag or comment.
fn tag(rest: &str) -> usize {
    if rest.starts_with("<!--") {
        return rest.find("-->").map_or(0, |e| e + 3);
    }
    let name = rest[1..].trim_start_matches('/');
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return 0;
    }
    rest.find('>').filter(|e| *e < 300 && !rest[1..*e].contains('<')).map_or(0, |e| e + 1)
}
