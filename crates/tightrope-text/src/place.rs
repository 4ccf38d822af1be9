//! Where in a text a code point or byte stands.

/// A place in a text as a reader counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
}

/// Turns code points into lines and columns and into bytes, for one text.
#[derive(Debug)]
pub struct Places<'a> {
    text: &'a str,
    /// For each line its first byte and code point.
    lines: Vec<(usize, usize)>,
}

impl<'a> Places<'a> {
    /// Indexes the lines of `text`.
    pub fn new(text: &'a str) -> Self {
        let mut lines = vec![(0, 0)];
        lines.extend(
            text.char_indices().enumerate().filter(|(_, (_, c))| *c == '\n').map(|(n, (byte, _))| (byte + 1, n + 1)),
        );
        Places { text, lines }
    }

    fn line_of(&self, point: usize) -> (usize, usize, usize) {
        let i = self.lines.partition_point(|(_, p)| *p <= point).saturating_sub(1);
        let (byte, first) = self.lines.get(i).copied().unwrap_or_default();
        (i, byte, first)
    }

    /// The place of the code point number `point`, from 0.
    pub fn place(&self, point: usize) -> Place {
        let (line, _, first) = self.line_of(point);
        Place { line: line + 1, column: point - first + 1 }
    }

    /// The byte at which the code point number `point` starts; the text's length beyond its end.
    pub fn byte(&self, point: usize) -> usize {
        let (_, byte, first) = self.line_of(point);
        let line = self.text.get(byte..).unwrap_or("");
        line.char_indices().nth(point - first).map_or(self.text.len(), |(i, _)| byte + i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points() {
        let places = Places::new("a\u{10fffd}b\r\nçd\n");
        assert_eq!(places.place(0), Place { line: 1, column: 1 });
        assert_eq!(places.place(2), Place { line: 1, column: 3 });
        assert_eq!(places.place(6), Place { line: 2, column: 2 });
        assert_eq!(places.byte(2), 5);
        assert_eq!(places.byte(6), 10);
        assert_eq!(places.byte(99), 12);
    }
}
