//! Words as the directory compares them: without case, accents, dots and apostrophes.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// Without a capital in front, or without letters.
    Lower,
    /// With a capital in front.
    Title,
    /// In capitals, two letters or more.
    Upper,
}

/// A comparable part of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Lower case, folded.
    pub text: String,
    /// As written.
    pub case: Case,
}

/// Cuts a name or a token into its comparable parts.
///
/// Hyphens and slashes separate, dots and apostrophes vanish ("U.S." is `us`), a final `'s` stands alone, `&` is `and`.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut out = Vec::with_capacity(2);
    for word in text.split(|c: char| c.is_whitespace() || is_break(c)) {
        let (stem, possessive) = split_possessive(word);
        cut(stem, &mut out);
        if possessive {
            out.push(Piece { text: "'s".to_owned(), case: Case::Lower });
        }
    }
    out
}

/// Whether a character ends a part and is none itself.
fn is_break(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '/' | '(' | ')' | '"' | '“' | '”' | '#' | '@' | '_' | ':')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | '`' | 'ʿ' | 'ʾ')
}

fn split_possessive(word: &str) -> (&str, bool) {
    let mut back = word.chars().rev();
    if matches!(back.next(), Some('s' | 'S'))
        && let Some(mark) = back.next()
        && is_apostrophe(mark)
    {
        let stem = &word[..word.len() - 1 - mark.len_utf8()];
        return (stem, true);
    }
    (word, false)
}

fn cut(word: &str, out: &mut Vec<Piece>) {
    let mut text = String::new();
    let (mut letters, mut capitals, mut first_capital) = (0, 0, false);
    let mut flush = |text: &mut String, letters: &mut usize, capitals: &mut usize, first: &mut bool| {
        if !text.is_empty() {
            let case = if *capitals >= 2 && capitals == letters {
                Case::Upper
            } else if *first {
                Case::Title
            } else {
                Case::Lower
            };
            out.push(Piece { text: std::mem::take(text), case });
        }
        (*letters, *capitals, *first) = (0, 0, false);
    };
    for c in word.chars() {
        if c.is_alphanumeric() {
            if c.is_alphabetic() {
                if text.is_empty() {
                    first_capital = c.is_uppercase();
                }
                letters += 1;
                capitals += usize::from(c.is_uppercase());
            }
            fold_char(c, &mut text);
        } else if is_combining_mark(c) || is_apostrophe(c) || c == '.' {
            // Part of the word, but not compared.
        } else {
            flush(&mut text, &mut letters, &mut capitals, &mut first_capital);
            let alone = match c {
                '&' => "and",
                '+' => "+",
                ',' => ",",
                _ => continue,
            };
            let mut alone = alone.to_owned();
            flush(&mut alone, &mut letters, &mut capitals, &mut first_capital);
        }
    }
    flush(&mut text, &mut letters, &mut capitals, &mut first_capital);
}

fn fold_char(c: char, out: &mut String) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    // Letters that do not decompose.
    let plain = match c {
        'ł' | 'Ł' => "l",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ı' | 'İ' => "i",
        'ß' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'þ' | 'Þ' => "th",
        'ə' | 'Ə' => "a",
        _ => "",
    };
    if !plain.is_empty() {
        out.push_str(plain);
        return;
    }
    for d in c.nfd().filter(|d| !is_combining_mark(*d)) {
        out.extend(d.to_lowercase());
    }
}

/// The parts without space between them, as a hashtag writes a name.
pub(super) fn joined(pieces: &[Piece]) -> String {
    pieces.iter().filter(|p| p.text != ",").map(|p| p.text.trim_start_matches('\'')).collect()
}

/// A lower-case name for an id: letters and digits, one hyphen between words.
pub(super) fn slug(name: &str) -> String {
    let parts: Vec<String> =
        pieces(name).into_iter().filter(|p| p.text != ",").map(|p| p.text.replace('\'', "")).collect();
    let mut out = String::new();
    for part in parts {
        // A possessive s belongs to its word: "People's" is `peoples`.
        if !out.is_empty() && part != "s" {
            out.push('-');
        }
        out.push_str(&part);
    }
    out
}

/// How alike two names are, from 0 to 1 (Damerau and Levenshtein); none where that is less than `least`.
pub(super) fn likeness(a: &str, b: &str, least: f64) -> Option<f64> {
    let (a_len, b_len) = (a.chars().count() as f64, b.chars().count() as f64);
    // What the longer has more must be put in: a long text is told apart from a name without comparing them.
    if a_len.min(b_len) + 1e-6 < least * a_len.max(b_len) {
        return None;
    }
    Some(strsim::normalized_damerau_levenshtein(a, b)).filter(|l| *l >= least)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(s: &str) -> Vec<String> {
        pieces(s).into_iter().map(|p| p.text).collect()
    }

    #[test]
    fn names_fall_into_parts() {
        assert_eq!(texts("U.S."), ["us"]);
        assert_eq!(texts("Côte d’Ivoire"), ["cote", "divoire"]);
        assert_eq!(texts("People's Republic"), ["people", "'s", "republic"]);
        assert_eq!(texts("C5+1"), ["c5", "+", "1"]);
        assert_eq!(texts("Washington, D.C."), ["washington", ",", "dc"]);
        assert_eq!(texts("Guinea-Bissau"), ["guinea", "bissau"]);
        assert_eq!(texts("Erdoğan"), ["erdogan"]);
        assert_eq!(texts("Łódź"), ["lodz"]);
        assert_eq!(slug("People's Bank of China"), "peoples-bank-of-china");
        assert_eq!(
            slug("CNNC China Nuclear Power Engineering Co., Ltd."),
            "cnnc-china-nuclear-power-engineering-co-ltd"
        );
    }

    #[test]
    fn likeness_is_no_more_than_lengths_allow() {
        assert_eq!(likeness("abc", "abcde", 0.6), Some(0.6));
        assert_eq!(likeness("abc", "abcdef", 0.6), None);
        assert_eq!(likeness("kenya", "kneya", 0.7), Some(0.8));
        assert_eq!(likeness(&"kenya".repeat(1_000_000), "kenya", 0.6), None);
    }

    #[test]
    fn case_is_kept() {
        let case = |s: &str| pieces(s)[0].case;
        assert_eq!(case("U.S."), Case::Upper);
        assert_eq!(case("Us"), Case::Title);
        assert_eq!(case("us"), Case::Lower);
        assert_eq!(case("X"), Case::Title);
    }
}
