//! The page's text with the words of every statement marked, however they overlap.

use super::escape::escape;
use super::{anchor, classes, line};
use crate::view::statement::claim;
use std::fmt::Write;
use std::ops::Range;
use tightrope_statement::Statement;
use tightrope_text::{Block, BlockKind, Document, Places};

/// Appends the text, block by block; nothing of it is left out.
pub(super) fn marked(out: &mut String, page: usize, document: &Document, statements: &[Statement]) {
    let places = Places::new(&document.text);
    let spans: Vec<Range<usize>> =
        statements.iter().map(|s| places.byte(s.evidence.start)..places.byte(s.evidence.end)).collect();
    let text = Marked { page, document, statements, spans };
    let mut gaps = Vec::new();
    let mut at = 0;
    for block in &document.blocks {
        gaps.push(Gap::of(document.text.get(at..block.range.start).unwrap_or("")));
        at = block.range.end;
    }
    gaps.push(Gap::of(document.text.get(at..).unwrap_or("")));
    // what stands on the first line of a page before its first block is no end of another
    let mut gaps = gaps.into_iter();
    let mut before = gaps.next().map(Gap::whole).unwrap_or_default();
    for (block, after) in document.blocks.iter().zip(gaps) {
        rest(out, before.between);
        text.block(out, before.lead, block, after.tail);
        before = after;
    }
    rest(out, before.between);
    rest(out, before.lead);
}

/// What stands between two blocks: the end of the first one's last line, lines of their own, and what leads the second.
#[derive(Clone, Copy, Default)]
struct Gap<'a> {
    all: &'a str,
    tail: &'a str,
    between: &'a str,
    lead: &'a str,
}

impl<'a> Gap<'a> {
    fn of(all: &'a str) -> Self {
        let Some((tail, after)) = all.split_once('\n') else { return Gap { all, lead: all, ..Gap::default() } };
        let (between, lead) = after.rsplit_once('\n').unwrap_or(("", after));
        Gap { all, tail, between, lead }
    }

    /// The same where no block stands before it.
    fn whole(self) -> Self {
        let (between, lead) = self.all.rsplit_once('\n').unwrap_or(("", self.all));
        Gap { tail: "", between, lead, ..self }
    }
}

struct Marked<'a> {
    page: usize,
    document: &'a Document,
    statements: &'a [Statement],
    /// The evidence of each statement, in bytes.
    spans: Vec<Range<usize>>,
}

impl Marked<'_> {
    /// A block with what stands around it on its lines.
    fn block(&self, out: &mut String, lead: &str, block: &Block, tail: &str) {
        let class = match block.kind {
            BlockKind::Heading => "heading",
            BlockKind::Paragraph => "paragraph",
            BlockKind::ListItem => "item",
            BlockKind::Quote => "quote",
        };
        let _ = write!(out, "<p class=\"{class}\" dir=\"auto\">");
        aside(out, lead);
        let cuts = self.cuts(&block.range);
        for pair in cuts.windows(2) {
            if let [start, end] = *pair {
                self.piece(out, start..end);
                self.numbers(out, end);
            }
        }
        aside(out, tail);
        *out += "</p>\n";
    }

    /// The bytes of a block where marks begin or end.
    fn cuts(&self, range: &Range<usize>) -> Vec<usize> {
        let marks = self.document.marks.iter().chain(&self.spans).flat_map(|r| [r.start, r.end]);
        let mut cuts: Vec<usize> = marks.filter(|at| range.start < *at && *at < range.end).collect();
        cuts.extend([range.start, range.end]);
        cuts.sort_unstable();
        cuts.dedup();
        cuts
    }

    /// Words between two cuts: all of them stand in the same statements.
    fn piece(&self, out: &mut String, range: Range<usize>) {
        let words = escape(self.document.text.get(range.clone()).unwrap_or(""));
        let words = if self.document.marks.iter().any(|m| m.start <= range.start && range.end <= m.end) {
            format!("<span class=\"mk\">{words}</span>")
        } else {
            words
        };
        let over: Vec<usize> = (0..self.spans.len())
            .filter(|k| self.spans.get(*k).is_some_and(|s| s.start <= range.start && range.end <= s.end))
            .collect();
        // the shortest stretch says best what these words are about
        let inner = over.iter().copied().min_by_key(|k| self.spans.get(*k).map_or(0, Range::len));
        let Some((k, s)) = inner.and_then(|k| Some((k, self.statements.get(k)?))) else {
            *out += &words;
            return;
        };
        let of: Vec<String> = over.iter().map(|k| format!("e{}", anchor(self.page, *k))).collect();
        let titles: Vec<String> =
            over.iter().filter_map(|k| Some(format!("{}: {}", k + 1, claim(self.statements.get(*k)?)))).collect();
        let _ = write!(
            out,
            "<a class=\"m {}{} n{} {}\" href=\"#s{}\" tabindex=\"-1\" title=\"{}\">{words}</a>",
            classes(s),
            line(s),
            over.len().min(3),
            of.join(" "),
            anchor(self.page, k),
            escape(&titles.join("\n")),
        );
    }

    /// The numbers of the statements whose words end here.
    fn numbers(&self, out: &mut String, at: usize) {
        let ending =
            self.spans.iter().zip(self.statements).enumerate().filter(|(_, (r, _))| r.end == at && !r.is_empty());
        for (k, (_, s)) in ending {
            let id = anchor(self.page, k);
            let _ = write!(
                out,
                "<a class=\"ref {}\" id=\"m{id}\" href=\"#s{id}\" aria-label=\"Statement {}: {}\">{}</a>",
                classes(s),
                k + 1,
                escape(&claim(s)),
                k + 1
            );
        }
    }
}

/// What stands on a block's line and is none of its words.
fn aside(out: &mut String, text: &str) {
    if !text.trim().is_empty() {
        let _ = write!(out, "<span class=\"lead\">{}</span>", escape(text));
    }
}

/// What is no block: rules, tables, comments.
fn rest(out: &mut String, text: &str) {
    if !text.trim().is_empty() {
        let _ = writeln!(out, "<p class=\"rest\" dir=\"auto\">{}</p>", escape(text.trim_matches(['\n', '\r'])));
    }
}
