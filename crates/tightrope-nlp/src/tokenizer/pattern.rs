//! The small subset of regular expressions in which affix rules are written, as a tree.
//!
//! A rule outside the subset is left to the full engine; this tree exists because affix rules are tried on every new word
//! and nearly always fail on the first or last character.

/// A set of characters.
#[derive(Debug, Clone, Default)]
pub(super) struct CharSet {
    ascii: u128,
    /// Sorted ranges, both ends included.
    ranges: Vec<(char, char)>,
}

impl CharSet {
    fn from_ranges(mut ranges: Vec<(char, char)>) -> Self {
        ranges.sort_unstable();
        let mut merged: Vec<(char, char)> = Vec::new();
        for (from, to) in ranges {
            match merged.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        let mut ascii = 0;
        for &(from, to) in &merged {
            for c in from as u32..=(to as u32).min(127) {
                ascii |= 1 << c;
            }
        }
        CharSet { ascii, ranges: merged }
    }

    fn one(c: char) -> Self {
        Self::from_ranges(vec![(c, c)])
    }

    pub(super) fn contains(&self, c: char) -> bool {
        if c.is_ascii() {
            return self.ascii >> (c as u32) & 1 == 1;
        }
        let after = self.ranges.partition_point(|&(from, _)| from <= c);
        after.checked_sub(1).and_then(|i| self.ranges.get(i)).is_some_and(|&(_, to)| c <= to)
    }

    /// The only character, if there is one alone.
    fn single(&self) -> Option<char> {
        match self.ranges.as_slice() {
            [(from, to)] if from == to => Some(*from),
            _ => None,
        }
    }
}

/// An element of a sequence.
#[derive(Debug)]
pub(super) enum Item {
    /// One character of a set.
    Set(CharSet),
    /// A class such as `\w` that this module does not spell out.
    Opaque,
    /// A group of alternatives.
    Group(Vec<Sequence>),
    /// What follows must (or must not) match.
    Ahead(bool, Vec<Sequence>),
    /// The characters before must be of these sets, in order.
    Behind(Vec<CharSet>),
    Start,
    End,
}

/// An element and how often it may occur.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) item: Item,
    pub(super) min: u32,
    pub(super) max: u32,
}

pub(super) type Sequence = Vec<Piece>;

/// Reads a pattern; `None` if it uses anything else.
pub(super) fn parse(source: &str) -> Option<Vec<Sequence>> {
    let mut reader = Reader { rest: source };
    let alternatives = reader.alternatives()?;
    reader.rest.is_empty().then_some(alternatives)
}

enum ClassChar {
    One(char),
    Opaque,
    End,
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn eat(&mut self, prefix: &str) -> bool {
        match self.rest.strip_prefix(prefix) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn alternatives(&mut self) -> Option<Vec<Sequence>> {
        let mut all = vec![Vec::new()];
        loop {
            match self.peek() {
                None | Some(')') => return Some(all),
                Some('|') => {
                    self.next();
                    all.push(Vec::new());
                }
                Some(_) => {
                    let item = self.item()?;
                    let (min, max) = self.repeat()?;
                    all.last_mut()?.push(Piece { item, min, max });
                }
            }
        }
    }

    fn item(&mut self) -> Option<Item> {
        Some(match self.next()? {
            '^' => Item::Start,
            '$' => Item::End,
            '[' => self.class()?,
            '(' => self.group()?,
            '\\' => match self.escape()? {
                Some(c) => Item::Set(CharSet::one(c)),
                None => Item::Opaque,
            },
            '.' | '*' | '+' | '?' | '{' => return None,
            c => Item::Set(CharSet::one(c)),
        })
    }

    fn group(&mut self) -> Option<Item> {
        let item = if self.eat("?:") {
            Item::Group(self.alternatives()?)
        } else if self.eat("?=") {
            Item::Ahead(true, self.alternatives()?)
        } else if self.eat("?!") {
            Item::Ahead(false, self.alternatives()?)
        } else if self.eat("?<=") {
            let [sequence] = <[Sequence; 1]>::try_from(self.alternatives()?).ok()?;
            let sets = sequence.into_iter().map(|piece| match piece {
                Piece { item: Item::Set(set), min: 1, max: 1 } => Some(set),
                _ => None,
            });
            Item::Behind(sets.collect::<Option<_>>()?)
        } else {
            return None;
        };
        self.eat(")").then_some(item)
    }

    /// A character after a backslash; `None` inside for a class.
    fn escape(&mut self) -> Option<Option<char>> {
        let c = self.next()?;
        let hex = |digits: usize| {
            let code = self.rest.get(..digits)?;
            Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, digits))
        };
        match c {
            'u' | 'U' => {
                let (c, digits) = hex(if c == 'u' { 4 } else { 8 })?;
                self.rest = &self.rest[digits..];
                Some(Some(c))
            }
            'w' | 'd' | 's' | 'W' | 'D' | 'S' => Some(None),
            c if c.is_ascii_alphanumeric() => None,
            c => Some(Some(c)),
        }
    }

    fn class(&mut self) -> Option<Item> {
        if self.peek() == Some('^') {
            return None;
        }
        let mut ranges = Vec::new();
        let mut opaque = false;
        loop {
            let from = match self.class_char()? {
                ClassChar::End => break,
                ClassChar::Opaque => {
                    opaque = true;
                    continue;
                }
                ClassChar::One(c) => c,
            };
            if self.rest.starts_with('-') && !self.rest.starts_with("-]") {
                self.next();
                let ClassChar::One(to) = self.class_char()? else { return None };
                if to < from {
                    return None;
                }
                ranges.push((from, to));
            } else {
                ranges.push((from, from));
            }
        }
        Some(if opaque { Item::Opaque } else { Item::Set(CharSet::from_ranges(ranges)) })
    }

    fn class_char(&mut self) -> Option<ClassChar> {
        Some(match self.next()? {
            ']' => ClassChar::End,
            '\\' => self.escape()?.map_or(ClassChar::Opaque, ClassChar::One),
            c => ClassChar::One(c),
        })
    }

    fn repeat(&mut self) -> Option<(u32, u32)> {
        let bounds = if self.eat("+") {
            (1, u32::MAX)
        } else if self.eat("*") {
            (0, u32::MAX)
        } else if self.eat("?") {
            (0, 1)
        } else if self.eat("{") {
            let (inner, rest) = self.rest.split_once('}')?;
            self.rest = rest;
            match inner.split_once(',') {
                Some((min, "")) => (min.parse().ok()?, u32::MAX),
                Some((min, max)) => (min.parse().ok()?, max.parse().ok()?),
                None => (inner.parse().ok()?, inner.parse().ok()?),
            }
        } else {
            (1, 1)
        };
        // Lazy and possessive repeats are another matter.
        if bounds != (1, 1) && matches!(self.peek(), Some('?' | '+')) {
            return None;
        }
        Some(bounds)
    }
}

/// A character that every match of the pattern holds, if one can be named.
pub(super) fn required_char(alternatives: &[Sequence]) -> Option<char> {
    let (first, rest) = alternatives.split_first()?;
    let mut candidates = required_chars(first);
    for sequence in rest {
        let found = required_chars(sequence);
        candidates.retain(|c| found.contains(c));
    }
    candidates.into_iter().find(|c| !c.is_alphanumeric())
}

fn required_chars(sequence: &Sequence) -> Vec<char> {
    let mut found = Vec::new();
    for piece in sequence.iter().filter(|p| p.min > 0) {
        match &piece.item {
            Item::Set(set) => found.extend(set.single()),
            Item::Group(alternatives) => found.extend(required_char(alternatives)),
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets() {
        let set = CharSet::from_ranges(vec![('x', 'z'), ('a', 'c'), ('é', 'ü'), ('b', 'f')]);
        assert!("abfxyzéü".chars().all(|c| set.contains(c)));
        assert!(!"gwAÿ".chars().any(|c| set.contains(c)));
    }

    #[test]
    fn what_is_read_and_what_is_not() {
        for good in
            [r"^a|b$", r"(?<=[0-9])(?:km|m²)$", r"[\u0041-C\-]+(?![0-9])", r"\.\.+", r"(?:\S+@)?x{2,3}", r"[\w-]a"]
        {
            assert!(parse(good).is_some(), "{good}");
        }
        for other in [r"a.b", r"(a)", r"a+?", r"[^a]", r"\b", r"(?<=a|b)c", r"a)", r"(?:a", r"[a", r"a{b}"] {
            assert!(parse(other).is_none(), "{other}");
        }
    }

    #[test]
    fn required() {
        assert_eq!(required_char(&parse(r"(?:a\.)+b|c?\.{2}").unwrap()), Some('.'));
        assert_eq!(required_char(&parse(r"(?:a\.)*b|c?\.").unwrap()), None);
    }
}
