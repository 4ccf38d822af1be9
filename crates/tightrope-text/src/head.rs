//! The head of a page: front matter, lines of metadata, bylines, lines that hold but a date.

use crate::{date, line::Line, words};
use jiff::civil::Date;
use std::ops::Range;

/// What a line of a page's head says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Meta {
    /// The page's date, where it could be read.
    Date(Option<Date>),
    /// The title: bytes of the line.
    Title(Range<usize>),
    /// A place and the page's date: bytes of the line.
    Dateline(Range<usize>, Date),
    /// Metadata of no use here.
    Other,
}

/// How many lines from the top may be a page's head.
pub(crate) const HEAD_LINES: usize = 8;

/// Number of lines of the front matter, with its fences.
pub(crate) fn front_matter(text: &str, lines: &[Line]) -> usize {
    let is_fence = |l: &Line, marks: &[&str]| text.get(l.whole.clone()).is_some_and(|s| marks.contains(&s));
    if !lines.first().is_some_and(|l| is_fence(l, &["---", "+++"])) {
        return 0;
    }
    let end = lines.iter().take(80).skip(1).position(|l| is_fence(l, &["---", "...", "+++"]));
    let Some(end) = end else { return 0 };
    let keyed = lines[1..=end].iter().any(|l| text.get(l.whole.clone()).is_some_and(|s| s.contains([':', '='])));
    if keyed { end + 2 } else { 0 }
}

/// Key and value of a line, the value with its bytes.
fn pair(line: &str) -> Option<(String, Range<usize>)> {
    let colon = line.find([':', '=']).filter(|c| *c <= 40)?;
    let key = line[..colon].trim_matches(|c: char| c == '*' || c == '_' || c.is_whitespace()).to_lowercase();
    let rest = &line[colon + 1..];
    let lead =
        rest.len() - rest.trim_start_matches(|c: char| matches!(c, '*' | '_' | '"' | '\'') || c.is_whitespace()).len();
    let value = rest.trim_end_matches(|c: char| matches!(c, '"' | '\'') || c.is_whitespace());
    (colon + 1 + lead < colon + 1 + value.len()).then(|| (key, colon + 1 + lead..colon + 1 + value.len()))
}

/// What a line of front matter says.
pub(crate) fn front_line(line: &str) -> Meta {
    match pair(line) {
        Some((key, value)) if words::is("meta_title", &key) => Meta::Title(value),
        Some((key, value)) if words::is("meta_date", &key) => Meta::Date(day_in(&line[value])),
        _ => Meta::Other,
    }
}

fn day_in(text: &str) -> Option<Date> {
    date::first_day(text).and_then(|(_, f)| f.day)
}

/// The full date with which a title ends: "Remarks at the port, 5 June 2025".
pub(crate) fn closing_day(title: &str) -> Option<Date> {
    let bare = title.trim_end_matches([')', ']', '*', '_', ' ']);
    let (at, found) = date::first_day(bare)?;
    let day = found.day?;
    (at > 0 && at + found.len == bare.len()).then_some(day)
}

/// What a line near the top says, where it is no part of the page's own words.
pub(crate) fn head_line(line: &str) -> Option<Meta> {
    if line.chars().count() > 110 {
        return None;
    }
    if let Some((key, value)) = pair(line) {
        if words::is("meta_date", &key) {
            return day_in(&line[value]).map(|d| Meta::Date(Some(d)));
        }
        if words::is("meta_title", &key) {
            return Some(Meta::Title(value));
        }
        if words::is("meta_other", &key) {
            return Some(Meta::Other);
        }
    }
    let bare = line.trim_matches(|c: char| matches!(c, '*' | '_' | '(' | ')' | '[' | ']'));
    let found = date::first_day(bare);
    // A byline or date line is a row of names: a lower-case word that is none of these means a sentence.
    let known = |w: &str| {
        ["particle", "date_qualifier", "meta_date", "meta_other", "byline", "month", "weekday", "head"]
            .iter()
            .any(|k| words::is(k, w))
    };
    let sentence = bare
        .split(|c: char| !c.is_alphanumeric())
        .any(|w| w.starts_with(char::is_lowercase) && !known(w) && words::month(w).is_none() && w != "th" && w != "st");
    if sentence || bare.ends_with(['.', '?', '!', ':', ';']) {
        return None;
    }
    let first = bare.split_whitespace().next().unwrap_or("");
    // "Address by the Minister, London, 2 December 2010" tells who speaks, "By the Minister" too
    let second = bare.split_whitespace().nth(1).unwrap_or("");
    if words::is("speech", first) || words::is("byline", first) && words::is("article", second) && found.is_none() {
        return None;
    }
    match found {
        Some((at, f)) => {
            let day = f.day?;
            let before = bare[..at].trim_end_matches([',', ' ', '|', '-', '–', '—', '·']);
            let place = before.starts_with(char::is_uppercase)
                && at + f.len == bare.len()
                && before.split_whitespace().count() <= 3
                && !["meta_date", "meta_other", "byline", "weekday", "date_qualifier"]
                    .iter()
                    .any(|k| words::is(k, first));
            let start = line.find(bare).unwrap_or(0);
            Some(if place { Meta::Dateline(start..start + bare.len(), day) } else { Meta::Date(Some(day)) })
        }
        None => {
            (words::is("byline", first) && (2..=8).contains(&bare.split_whitespace().count())).then_some(Meta::Other)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_heads() {
        let day = Some(Meta::Date(Some(jiff::civil::date(2025, 6, 18))));
        for line in [
            "Date: 2025-06-18",
            "Published: 18 June 2025",
            "**Published:** June 18, 2025",
            "18 June 2025",
            "Updated June 18, 2025 at 10:00 GMT",
            "By Jane Doe | June 18, 2025",
            "Wednesday, 18 June 2025",
        ] {
            assert_eq!(head_line(line), day, "{line}");
        }
        assert_eq!(head_line("Source: Example"), Some(Meta::Other));
        assert_eq!(head_line("By Jane Doe"), Some(Meta::Other));
        let dateline = Meta::Dateline(0..20, jiff::civil::date(2025, 6, 17));
        assert_eq!(head_line("Astana, 17 June 2025"), Some(dateline));
        assert_eq!(head_line("Astana signed a pact on 17 June 2025"), None);
        assert_eq!(head_line("Address by the Minister of Trade, Astana, 17 June 2025"), None);
        assert_eq!(head_line("By the Deputy Minister"), None);
        assert_eq!(head_line("By Tuesday the two sides had met"), None);
        assert_eq!(head_line("Serbia and China"), None);
    }
}
