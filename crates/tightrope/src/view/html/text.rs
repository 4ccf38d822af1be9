//! The page's text with the words of every statement marked, however they overlap.

use super::escape::escape;
use super::{anchor, classes, line};
use crate::view::statement::claim;
use std::fmt::Write;
use std::ops::Range;
use tightrope_statement::Statement;
use tightrope_text::{Block, BlockKind, Document, Places};

/// Appends the text, block by block; nothing of it is left out.
pub(super) fn marked(
    out: &mut String,
    page: usize,
    document: &Document,
    statements: &[Statement],
    places: &Places<'_>,
) {
    let spans: Vec<Range<usize>> =
        statements.iter().map(|s| places.byte(s.evidence.start)..places.byte(s.evidence.end)).collect();
    let mut by_start: Vec<(usize, usize)> = spans.iter().enumerate().map(|(k, r)| (r.start, k)).collect();
    by_start.sort_unstable();
    let text = Marked { page, document, statements, spans, by_start };
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
    /// The evidence of each statement, in bytes; it never reaches beyond a block.
    spans: Vec<Range<usize>>,
    /// Where each starts, with its number, sorted.
    by_start: Vec<(usize, usize)>,
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
        let here = Here::of(self, &block.range);
        for pair in here.cuts.windows(2) {
            if let [start, end] = *pair {
                self.piece(out, &here, start..end);
                self.numbers(out, &here, end);
            }
        }
        aside(out, tail);
        *out += "</p>\n";
    }

    fn span(&self, k: usize) -> Range<usize> {
        self.spans.get(k).cloned().unwrap_or_default()
    }

    /// Words between two cuts: all of them stand in the same statements.
    fn piece(&self, out: &mut String, here: &Here<'_>, range: Range<usize>) {
        let words = escape(self.document.text.get(range.clone()).unwrap_or(""));
        let words = if here.marks.iter().any(|m| m.start <= range.start && range.end <= m.end) {
            format!("<span class=\"mk\">{words}</span>")
        } else {
            words
        };
        let covers = |k: &usize| self.span(*k).start <= range.start && range.end <= self.span(*k).end;
        let over: Vec<usize> = here.statements.iter().copied().filter(covers).collect();
        // the shortest stretch says best what these words are about
        let inner = over.iter().copied().min_by_key(|k| self.span(*k).len());
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
    fn numbers(&self, out: &mut String, here: &Here<'_>, at: usize) {
        for k in here.statements.iter().copied().filter(|k| self.span(*k).end == at) {
            let Some(s) = self.statements.get(k) else { continue };
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

/// What concerns one block.
struct Here<'a> {
    /// The statements that have words in it, by number.
    statements: Vec<usize>,
    /// The page's inline marks in it.
    marks: &'a [Range<usize>],
    /// The bytes where statements or marks begin or end, those of the block among them.
    cuts: Vec<usize>,
}

impl<'a> Here<'a> {
    fn of(text: &'a Marked<'_>, block: &Range<usize>) -> Self {
        let all = &text.document.marks;
        let first = all.partition_point(|m| m.end <= block.start);
        let last = all.partition_point(|m| m.start < block.end);
        let marks = all.get(first..last).unwrap_or_default();
        let from = text.by_start.partition_point(|(start, _)| *start < block.start);
        let to = text.by_start.partition_point(|(start, _)| *start < block.end);
        let mut statements: Vec<usize> = text
            .by_start
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .map(|(_, k)| *k)
            .filter(|k| !text.span(*k).is_empty())
            .collect();
        statements.sort_unstable();
        let edges = marks.iter().cloned().chain(statements.iter().map(|k| text.span(*k)));
        let mut cuts: Vec<usize> =
            edges.flat_map(|r| [r.start, r.end]).filter(|at| block.start < *at && *at < block.end).collect();
        cuts.extend([block.start, block.end]);
        cuts.sort_unstable();
        cuts.dedup();
        Here { statements, marks, cuts }
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
