//! Splits a text into words, numbers and marks, each with its bytes; the ground on which times and quantities are read.
//!
//! The parser's tokens are not used here: they split "2025-06-18" and "$1bn" in several ways, and a scanner over the
//! text itself does not depend on which.

use std::ops::Range;

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters, or an initialism with its dots; also `'s`.
    Word,
    /// Digits, with their grouping marks and decimals.
    Number,
    /// Any other character.
    Mark,
}

/// A word, number or mark.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub kind: Kind,
    /// Lower case; dashes as `-`, apostrophes straight; empty for a number.
    pub lower: String,
    /// Whether the first letter is a capital.
    pub capital: bool,
    /// Whether no letter is small.
    pub upper: bool,
    pub start: usize,
    pub end: usize,
    /// Whether it touches the piece before.
    pub glued: bool,
    /// Whether an empty line lies before it.
    pub fresh: bool,
    /// The number's value; zero for others.
    pub value: f64,
    /// How many digits a number without grouping or decimals has; else zero.
    pub digits: usize,
}

/// A text in pieces. Reading past either end gives an empty piece.
#[derive(Debug)]
pub(crate) struct Pieces {
    all: Vec<Piece>,
    none: Piece,
}

impl Pieces {
    pub fn of(text: &str) -> Self {
        let none = Piece {
            kind: Kind::Mark,
            lower: String::new(),
            capital: false,
            upper: false,
            start: text.len(),
            end: text.len(),
            glued: false,
            fresh: true,
            value: 0.0,
            digits: 0,
        };
        let mut scan = Scan { text, at: 0, all: Vec::new() };
        scan.run();
        Pieces { all: scan.all, none }
    }

    pub fn len(&self) -> usize {
        self.all.len()
    }

    pub fn get(&self, i: usize) -> &Piece {
        self.all.get(i).unwrap_or(&self.none)
    }

    /// The piece `back` places before `i`.
    pub fn before(&self, i: usize, back: usize) -> &Piece {
        i.checked_sub(back).map_or(&self.none, |j| self.get(j))
    }

    /// The lower-cased word or mark at `i`; empty for a number and past the end.
    pub fn word(&self, i: usize) -> &str {
        &self.get(i).lower
    }

    pub fn is_number(&self, i: usize) -> bool {
        self.get(i).kind == Kind::Number
    }

    pub fn is_word(&self, i: usize) -> bool {
        self.get(i).kind == Kind::Word
    }

    /// The index after a dash at `i`, else `i`.
    pub fn skip_dash(&self, i: usize) -> usize {
        if self.word(i) == "-" { i + 1 } else { i }
    }

    /// The index after `word` at `i`, else `i`.
    pub fn skip(&self, i: usize, word: &str) -> usize {
        if self.word(i) == word { i + 1 } else { i }
    }

    /// A number of exactly `digits` plain digits at `i`.
    pub fn plain(&self, i: usize, digits: Range<usize>) -> Option<i32> {
        let piece = self.get(i);
        digits.contains(&piece.digits).then_some(piece.value as i32)
    }

    /// Bytes from piece `range.start` to the end of piece `range.end - 1`.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let start = self.get(range.start).start;
        start..self.get(range.end.saturating_sub(1)).end.max(start)
    }
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    all: Vec<Piece>,
}

impl Scan<'_> {
    fn rest(&self, from: usize) -> &str {
        self.text.get(from..).unwrap_or("")
    }

    fn char_at(&self, at: usize) -> char {
        self.rest(at).chars().next().unwrap_or('\0')
    }

    fn run(&mut self) {
        let (mut glued, mut lines) = (false, 0);
        while let Some(c) = self.rest(self.at).chars().next() {
            if c.is_whitespace() {
                lines += usize::from(c == '\n');
                glued = false;
                self.at += c.len_utf8();
                continue;
            }
            let start = self.at;
            let (kind, value, digits) = if c.is_ascii_digit() {
                let (end, value, digits) = self.number(start);
                self.at = end;
                (Kind::Number, value, digits)
            } else if c.is_alphabetic() {
                self.at = self.word_end(start);
                (Kind::Word, 0.0, 0)
            } else {
                self.at += c.len_utf8();
                let possessive = matches!(c, '\'' | '’')
                    && glued
                    && matches!(self.char_at(self.at), 's' | 'S')
                    && !self.char_at(self.at + 1).is_alphanumeric();
                self.at += usize::from(possessive);
                (if possessive { Kind::Word } else { Kind::Mark }, 0.0, 0)
            };
            let lower = match kind {
                Kind::Number => String::new(),
                Kind::Word => self.text[start..self.at].to_lowercase().replace('’', "'"),
                Kind::Mark => match c {
                    '-' | '‐' | '‑' | '–' | '—' | '−' => "-".to_owned(),
                    '\'' | '’' | '‘' => "'".to_owned(),
                    c => c.to_string(),
                },
            };
            self.all.push(Piece {
                kind,
                lower,
                capital: c.is_uppercase(),
                upper: !self.text[start..self.at].contains(char::is_lowercase),
                start,
                end: self.at,
                glued,
                fresh: lines > 1,
                value,
                digits,
            });
            (glued, lines) = (true, 0);
        }
    }

    /// The end of the word at `start`; an initialism (`U.S.`, `a.m.`) keeps its dots.
    fn word_end(&self, start: usize) -> usize {
        let mut at = start;
        let mut letters = 0;
        loop {
            let c = self.char_at(at);
            let after = at + c.len_utf8();
            if !c.is_alphabetic() || self.char_at(after) != '.' {
                break;
            }
            at = after + 1;
            letters += 1;
        }
        if letters > 1 {
            return at;
        }
        self.rest(start).char_indices().find(|(_, c)| !c.is_alphabetic()).map_or(self.text.len(), |(i, _)| start + i)
    }

    fn digits_end(&self, start: usize) -> usize {
        self.rest(start).find(|c: char| !c.is_ascii_digit()).map_or(self.text.len(), |i| start + i)
    }

    /// End, value and count of plain digits of the number at `start`.
    fn number(&self, start: usize) -> (usize, f64, usize) {
        let first = self.digits_end(start);
        let mut end = first;
        if first - start <= 3 {
            for mark in [',', '.', '\u{a0}', '\u{202f}', '\u{2009}', '\'', ' '] {
                let grouped = self.grouped(first, mark);
                // One group after a dot is a decimal in English.
                if grouped > first && !(mark == '.' && grouped == first + 4) {
                    end = grouped;
                    break;
                }
            }
        }
        let grouped = end > first;
        let mut digits: String = self.text[start..end].chars().filter(char::is_ascii_digit).collect();
        if self.char_at(end) == '.' && self.char_at(end + 1).is_ascii_digit() && !self.dotted_date(start) {
            let decimals = self.digits_end(end + 1);
            digits.push_str(&self.text[end..decimals]);
            return (decimals, digits.parse().unwrap_or(0.0), 0);
        }
        let value = digits.parse().unwrap_or(0.0);
        (end, value, if grouped { 0 } else { first - start })
    }

    /// The end of the groups of digits that `mark` joins from `at` on; `at` where there are none.
    ///
    /// Groups have three digits; the Indian way (`4,50,000`) has pairs before the last three.
    fn grouped(&self, at: usize, mark: char) -> usize {
        let mut sizes = Vec::new();
        let mut end = at;
        while self.char_at(end) == mark {
            let from = end + mark.len_utf8();
            let to = self.digits_end(from);
            if !matches!(to - from, 2 | 3) {
                break;
            }
            sizes.push(to - from);
            end = to;
        }
        let indian = mark == ',' && sizes.len() > 1 && sizes[..sizes.len() - 1].iter().all(|&n| n == 2);
        let threes = sizes.iter().all(|&n| n == 3) || (indian && sizes.last() == Some(&3));
        if sizes.is_empty() || !threes || (mark == ' ' && self.char_at(end) == '-') { at } else { end }
    }

    /// Whether digits as in `18.06.2025` start here: then the dots are no decimals.
    fn dotted_date(&self, start: usize) -> bool {
        let second = matches!(&self.all[..], [.., day, dot] if day.digits > 0 && dot.lower == "." && dot.glued && dot.end == start);
        let one = self.digits_end(start);
        if second {
            return matches!(one - start, 1 | 2) && self.digits_end(one + 1).saturating_sub(one + 1) == 4;
        }
        let two = self.digits_end(one + 1);
        let three = self.digits_end(two + 1);
        self.char_at(two) == '.'
            && matches!(one - start, 1 | 2)
            && matches!(two - one, 2 | 3)
            && three.saturating_sub(two + 1) == 4
    }
}
