//! The affix rules of a pipeline.

use crate::error::{NlpError, Result};
use fancy_regex::{Regex, RegexBuilder};

/// Compiled affix rules.
#[derive(Debug)]
pub(super) struct Rules {
    prefix: Regex,
    suffix: Regex,
    infix: Regex,
    url: Option<Regex>,
}

fn compile(what: &str, source: &str) -> Result<Regex> {
    RegexBuilder::new(source)
        .backtrack_limit(1_000_000)
        .build()
        .map_err(|e| NlpError::corrupt("tokenizer", format!("the {what} rule does not compile: {e}")))
}

impl Rules {
    pub(super) fn new(prefix: &str, suffix: &str, infix: &str, url: Option<&str>) -> Result<Self> {
        Ok(Rules {
            prefix: compile("prefix", prefix)?,
            suffix: compile("suffix", suffix)?,
            infix: compile("infix", infix)?,
            url: url.map(|u| compile("address", u.trim_start_matches("(?u)"))).transpose()?,
        })
    }

    /// Bytes of the prefix of a span, 0 if there is none.
    pub(super) fn prefix(&self, span: &str) -> usize {
        self.prefix.find(span).ok().flatten().map_or(0, |m| m.end() - m.start())
    }

    /// Bytes of the suffix of a span, 0 if there is none.
    pub(super) fn suffix(&self, span: &str) -> usize {
        self.suffix.find(span).ok().flatten().map_or(0, |m| m.end() - m.start())
    }

    /// Calls `found` with the bounds of each infix, in order.
    pub(super) fn infixes(&self, span: &str, mut found: impl FnMut(usize, usize)) {
        for hit in self.infix.find_iter(span) {
            let Ok(hit) = hit else { break };
            found(hit.start(), hit.end());
        }
    }

    /// Whether the whole span is an address on the web.
    pub(super) fn is_url(&self, span: &str) -> bool {
        self.url.as_ref().is_some_and(|u| u.is_match(span).unwrap_or(false))
    }

    /// Whether a prefix, suffix or infix is found in a text.
    pub(super) fn finds_any(&self, text: &str) -> bool {
        [&self.prefix, &self.suffix, &self.infix].iter().any(|r| r.is_match(text).unwrap_or(false))
    }
}
