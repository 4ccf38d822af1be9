//! Benchmark sentences that come cut into tokens: to text for the parser, and from spans back to their tokens.

use std::ops::Range;

/// A sentence as its tokens, and as text with one space between them.
///
/// The text keeps the tokens apart, as the benchmarks' own systems were given it; only quotation marks and brackets of
/// the Penn Treebank become what a writer would type.
pub(crate) struct Pretokenised {
    words: Vec<String>,
    spans: Vec<Range<usize>>,
    text: String,
}

impl Pretokenised {
    /// Cuts a line at white space.
    pub fn new(line: &str) -> Self {
        let mut sentence = Pretokenised { words: Vec::new(), spans: Vec::new(), text: String::new() };
        for word in line.trim_start_matches('\u{feff}').split_whitespace() {
            if !sentence.text.is_empty() {
                sentence.text.push(' ');
            }
            let start = sentence.text.len();
            sentence.text.push_str(match word {
                "``" | "''" => "\"",
                "`" => "'",
                "-LRB-" => "(",
                "-RRB-" => ")",
                "-LSB-" => "[",
                "-RSB-" => "]",
                other => other,
            });
            sentence.spans.push(start..sentence.text.len());
            sentence.words.push(word.to_owned());
        }
        sentence
    }

    /// What to parse.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The tokens as they came, with one space between them.
    pub fn line(&self) -> String {
        self.words.join(" ")
    }

    /// The tokens that byte ranges of the text touch, in the order of the ranges, each once.
    pub fn words(&self, spans: &[Range<usize>]) -> String {
        let mut seen: Vec<usize> = Vec::new();
        for span in spans {
            for (i, word) in self.spans.iter().enumerate() {
                if word.start < span.end && span.start < word.end && !seen.contains(&i) {
                    seen.push(i);
                }
            }
        }
        let words: Vec<&str> = seen.iter().filter_map(|&i| self.words.get(i)).map(String::as_str).collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_find_their_tokens_again() {
        let s = Pretokenised::new("`` Two - way trade '' rose .");
        assert_eq!(s.text(), "\" Two - way trade \" rose .");
        assert_eq!(s.words(&[18..22, 2..5, 2..3]), "'' rose Two");
        assert_eq!(s.words(&[0..1, 2..5]), "`` Two");
    }
}
