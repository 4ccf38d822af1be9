//! Lines of a page and what each is by its own marks.

use std::ops::Range;

/// What a line is, seen alone. Ranges are bytes of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing but space.
    Blank,
    /// A rule or a fence: a mark without words.
    Mark,
    /// A heading by its `#`.
    Heading,
    /// A line of a block quotation.
    Quote,
    /// An item of a list.
    Item,
    /// A post of a thread, by its counter.
    Post,
    /// A row of a table.
    Row,
    /// Anything else.
    Text,
}

/// One line.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// What it is.
    pub shape: Shape,
    /// The words without marks and outer space.
    pub words: Range<usize>,
    /// The same with the marks.
    pub whole: Range<usize>,
    /// Columns of space before the first mark or word.
    pub indent: usize,
    /// Width of the whole line in code points, without space at its end.
    pub width: usize,
}

const BULLETS: &[char] =
    &['-', '*', '+', '•', '–', '—', '·', '▪', '■', '●', '○', '◦', '‣', '►', '➤', '→', '✓', '\u{2043}'];

/// The lines of the text from byte `from`.
pub(crate) fn lines(text: &str, from: usize) -> Vec<Line> {
    let mut at = from;
    let body = text.get(from..).unwrap_or("");
    let mut out = Vec::new();
    // A carriage return alone ends a line too, as old files have it.
    for piece in body.split_inclusive('\n') {
        for part in piece.split_inclusive('\r') {
            out.push(line(text, at..at + part.len()));
            at += part.len();
        }
    }
    // The two bytes of a CRLF give an empty line that is none.
    let bytes = text.as_bytes();
    out.retain(|l: &Line| {
        !(l.shape == Shape::Blank && l.words.start > 0 && bytes.get(l.words.start - 1) == Some(&b'\r'))
    });
    out
}

/// Shrinks a range to the words inside its outer space.
pub(crate) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or("");
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start + piece.trim().len()
}

fn line(text: &str, whole: Range<usize>) -> Line {
    let words = trim(text, whole.clone());
    if words.is_empty() {
        let none = whole.start..whole.start;
        return Line { shape: Shape::Blank, words: none.clone(), whole: none, indent: 0, width: 0 };
    }
    let before = text.get(whole.start..words.start).unwrap_or("");
    let indent = before.chars().map(|c| if c == '\t' { 4 } else { 1 }).sum();
    let body = text.get(words.clone()).unwrap_or("");
    let width = indent + body.chars().count();
    let (shape, skip) = shape(body);
    let whole = words;
    let words = trim(text, whole.start + skip..whole.end);
    let shape = if words.is_empty() && !matches!(shape, Shape::Quote | Shape::Post) { Shape::Mark } else { shape };
    Line { shape, words, whole, indent, width }
}

/// The shape of a trimmed line, and the bytes of its marks.
fn shape(body: &str) -> (Shape, usize) {
    if is_rule(body) || body.starts_with("```") || body.starts_with("~~~") || body.starts_with("<!--") {
        return (Shape::Mark, body.len());
    }
    let hashes = body.len() - body.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && body[hashes..].starts_with([' ', '\t']) {
        return (Shape::Heading, hashes);
    }
    if body.starts_with('>') {
        let rest = body.trim_start_matches(['>', ' ']);
        return (Shape::Quote, body.len() - rest.len());
    }
    if body.starts_with('|') && body.len() > 1 {
        let marks_only = body.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '+'));
        return if marks_only { (Shape::Mark, body.len()) } else { (Shape::Row, 1) };
    }
    if let Some(n) = counter(body) {
        return (Shape::Post, n);
    }
    let mut chars = body.chars();
    if let Some(c) = chars.next().filter(|c| BULLETS.contains(c)) {
        let rest = chars.as_str();
        if rest.starts_with([' ', '\t', '\u{a0}']) || (!matches!(c, '-' | '*' | '+' | '–' | '—') && !rest.is_empty())
        {
            let task = rest.trim_start();
            let boxed = ["[ ]", "[x]", "[X]"].iter().find(|b| task.starts_with(**b)).map_or(0, |b| b.len());
            return (Shape::Item, body.len() - task.len() + boxed);
        }
    }
    match number(body) {
        Some(n) => (Shape::Item, n),
        None => (Shape::Text, 0),
    }
}

fn is_rule(body: &str) -> bool {
    let bare: Vec<char> = body.chars().filter(|c| !c.is_whitespace()).collect();
    bare.len() >= 3
        && bare.first().is_some_and(|f| {
            matches!(f, '-' | '*' | '_' | '=' | '~' | '—' | '–' | '•' | '#' | '+') && bare.iter().all(|c| c == f)
        })
}

/// Bytes of words before a counter that ends a post: `... 2/7`, `... (2/7)`.
pub(crate) fn before_counter(body: &str) -> Option<usize> {
    let cut = body.rfind(char::is_whitespace)?;
    let last = body.get(cut..)?.trim_start();
    (counter(last) == Some(last.len())).then(|| body[..cut].trim_end().len())
}

/// Bytes of a thread's counter: `1/`, `2/7`, `(3/7)`, `[3/7]`, `1/n`.
fn counter(body: &str) -> Option<usize> {
    let (open, inner) = match body.chars().next()? {
        '(' => (Some(')'), &body[1..]),
        '[' => (Some(']'), &body[1..]),
        _ => (None, body),
    };
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let rest = inner[digits..].strip_prefix('/')?;
    let total = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let mut rest = if total > 3 { return None } else { &rest[total..] };
    if total == 0 {
        rest = rest.strip_prefix(['n', 'N', 'x']).unwrap_or(rest);
    }
    if let Some(close) = open {
        rest = rest.strip_prefix(close)?;
    }
    let rest = rest.trim_start_matches([':', '.', ')']);
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then(|| body.len() - rest.len())
}

/// Bytes of a number or letter of a list: `1.`, `12)`, `(3)`, `1.2.`, `a)`, `(b)`, `iv.`, `IV.`, `Article 5.`
fn number(body: &str) -> Option<usize> {
    let open = body.starts_with('(');
    let inner = body.strip_prefix('(').unwrap_or(body);
    let end = inner.find(|c: char| !c.is_ascii_alphanumeric() && c != '.')?;
    let mut label = &inner[..end];
    let mut used = label.len();
    let mut closed = inner[end..].starts_with(')');
    if closed {
        used += 1;
    } else if let Some(bare) = label.strip_suffix('.') {
        label = bare;
        closed = true;
    } else if !label.contains('.') {
        return None;
    }
    let after = &inner[used..];
    if !after.starts_with([' ', '\t', '\u{a0}']) || label.is_empty() || (open && !inner[end..].starts_with(')')) {
        return None;
    }
    let paren = inner[end..].starts_with(')');
    let decimal = label.split('.').all(|p| (1..=2).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit()));
    let letter = paren && label.len() == 1 && label.bytes().all(|b| b.is_ascii_lowercase());
    let small_roman = label.len() <= 5 && label.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'));
    // A single capital with a point is an initial more often than a number.
    let roman =
        (paren || label.len() > 1) && label.len() <= 6 && label.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    // "3.5 million" is an amount: two parts need the closing point, or a capital after them.
    let amount = label.contains('.') && !closed && !after.trim_start().starts_with(char::is_uppercase);
    ((decimal && !amount) || letter || small_roman || roman).then(|| body.len() - inner.len() + used)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Shape, words: &str) {
        let l = &lines(text, 0)[0];
        assert_eq!((&l.shape, &text[l.words.clone()]), (&expected, words), "{text}");
    }

    #[test]
    fn tells_shapes() {
        check("# Head", Shape::Heading, "Head");
        check("#kazakhstan signs", Shape::Text, "#kazakhstan signs");
        check("- a", Shape::Item, "a");
        check("  •a", Shape::Item, "a");
        check("12. a", Shape::Item, "a");
        check("1.2. a", Shape::Item, "a");
        check("(iv) a", Shape::Item, "a");
        check("b) a", Shape::Item, "a");
        check("V. Putin said", Shape::Text, "V. Putin said");
        check("3.5 million tons", Shape::Text, "3.5 million tons");
        check("2014. War", Shape::Text, "2014. War");
        check("1/ a", Shape::Post, "a");
        check("2/7 a", Shape::Post, "a");
        check("(2/7) a", Shape::Post, "a");
        check("---", Shape::Mark, "");
        check("> said", Shape::Quote, "said");
        check("| a | b |", Shape::Row, "a | b |");
        check("|---|:-:|", Shape::Mark, "");
        check("-5 degrees", Shape::Text, "-5 degrees");
    }

    #[test]
    fn ends_lines_everywhere() {
        let text = "a\r\nb\rc\n\nd";
        let got: Vec<_> = lines(text, 0).iter().map(|l| text[l.words.clone()].to_owned()).collect();
        assert_eq!(got, ["a", "b", "c", "", "d"]);
    }
}
