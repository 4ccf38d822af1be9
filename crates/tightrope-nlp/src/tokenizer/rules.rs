//! The affix rules of a pipeline.

use super::affix::{Affix, Place};
use super::pattern::{parse, required_char};
use crate::error::{NlpError, Result};
use fancy_regex::{Regex, RegexBuilder};
use std::sync::OnceLock;

/// Compiled affix rules.
#[derive(Debug)]
pub(crate) struct Rules {
    prefix: Rule,
    suffix: Rule,
    infix: Rule,
    url: Option<Url>,
}

/// A rule in the quick form, or in the full engine where it needs that.
#[derive(Debug)]
enum Rule {
    Quick(Affix),
    Full(Regex),
}

/// The rule for addresses, compiled when a span first holds the character every address holds.
#[derive(Debug)]
struct Url {
    source: String,
    required: Option<char>,
    regex: OnceLock<Option<Regex>>,
}

/// Steps after which the full engine gives up on a span: a word of news needs a few hundred.
const BACKTRACK_LIMIT: usize = 1_000_000;

fn compile(what: &str, source: &str) -> Result<Regex> {
    RegexBuilder::new(&python_classes(source))
        .backtrack_limit(BACKTRACK_LIMIT)
        .build()
        .map_err(|e| NlpError::corrupt("tokenizer", format!("the {what} rule does not compile: {e}")))
}

/// Spells out the classes that Python reads in another way: `\w` is letters, numbers of all kinds and `_`, and `\s`
/// includes the four information separators.
fn python_classes(source: &str) -> String {
    let mut out = String::with_capacity(source.len() + 32);
    let mut in_class = false;
    let mut chars = source.chars();
    while let Some(c) = chars.next() {
        match (c, in_class) {
            ('\\', _) => match (chars.next(), in_class) {
                (Some('w'), true) => out.push_str(r"\p{L}\p{N}_"),
                (Some('w'), false) => out.push_str(r"[\p{L}\p{N}_]"),
                (Some('s'), true) => out.push_str(r"\s\x1c-\x1f"),
                (Some('s'), false) => out.push_str(r"[\s\x1c-\x1f]"),
                (Some('S'), false) => out.push_str(r"[^\s\x1c-\x1f]"),
                (other, _) => {
                    out.push('\\');
                    out.extend(other);
                }
            },
            _ => {
                in_class = if in_class { c != ']' } else { c == '[' };
                out.push(c);
            }
        }
    }
    out
}

impl Rule {
    fn new(what: &str, source: &str, place: Place) -> Result<Self> {
        match Affix::new(source, place) {
            Some(affix) => Ok(Rule::Quick(affix)),
            None => compile(what, source).map(Rule::Full),
        }
    }
}

fn length(regex: &Regex, span: &str) -> usize {
    regex.find(span).ok().flatten().map_or(0, |m| m.end() - m.start())
}

impl Rules {
    pub(super) fn new(prefix: &str, suffix: &str, infix: &str, url: Option<&str>) -> Result<Self> {
        Ok(Rules {
            prefix: Rule::new("prefix", prefix, Place::Start)?,
            suffix: Rule::new("suffix", suffix, Place::End)?,
            infix: Rule::new("infix", infix, Place::Inside)?,
            url: url.map(Url::new).transpose()?,
        })
    }

    /// Bytes of the prefix of a span, 0 if there is none.
    pub(crate) fn prefix(&self, span: &str) -> usize {
        match &self.prefix {
            Rule::Quick(affix) => affix.prefix(span),
            Rule::Full(regex) => length(regex, span),
        }
    }

    /// Bytes of the suffix of a span, 0 if there is none.
    pub(crate) fn suffix(&self, span: &str) -> usize {
        match &self.suffix {
            Rule::Quick(affix) => affix.suffix(span),
            Rule::Full(regex) => length(regex, span),
        }
    }

    /// Calls `found` with the bounds of each infix, in order.
    pub(crate) fn infixes(&self, span: &str, mut found: impl FnMut(usize, usize)) {
        match &self.infix {
            Rule::Quick(affix) => affix.find_all(span, found),
            Rule::Full(regex) => regex.find_iter(span).flatten().for_each(|m| found(m.start(), m.end())),
        }
    }

    /// Whether the whole span is an address on the web.
    pub(crate) fn is_url(&self, span: &str) -> bool {
        self.url.as_ref().is_some_and(|url| url.matches(span))
    }

    /// Whether a prefix, suffix or infix is found in a text.
    pub(super) fn finds_any(&self, text: &str) -> bool {
        let mut found = self.prefix(text) > 0 || self.suffix(text) > 0;
        self.infixes(text, |_, _| found = true);
        found
    }
}

impl Url {
    fn new(source: &str) -> Result<Self> {
        let source = source.strip_prefix("(?u)").unwrap_or(source).to_owned();
        let url = match parse(&source) {
            // A tree that could be read will compile; that can wait until a span needs it.
            Some(tree) => Url { required: required_char(&tree), source, regex: OnceLock::new() },
            None => Url { required: None, regex: OnceLock::from(Some(compile("address", &source)?)), source },
        };
        Ok(url)
    }

    fn matches(&self, span: &str) -> bool {
        if self.required.is_some_and(|c| !span.contains(c)) {
            return false;
        }
        let regex = self.regex.get_or_init(|| compile("address", &self.source).ok());
        regex.as_ref().is_some_and(|r| r.is_match(span).unwrap_or(false))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_read_as_python_reads_them() {
        let regex = compile("test", r"^[\w\-]+\w\S$").unwrap();
        assert!(regex.is_match("km²-½Ⅷ_x").unwrap());
        assert!(!regex.is_match("e\u{301}xx").unwrap() && !regex.is_match("ab\u{1c}").unwrap());
    }
}
