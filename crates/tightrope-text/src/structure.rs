//! Builds the blocks of a page from its lines.

use crate::{
    Block, BlockKind, Format, Lead,
    head::{self, Meta},
    lead::{self, Speakers},
    line::{self, Line, Shape},
    markup, split, words, wrap,
};
use jiff::civil::Date;
use std::ops::Range;

/// What the structure of a page tells.
#[derive(Debug, Default)]
pub(crate) struct Structure {
    pub blocks: Vec<Block>,
    pub date: Option<Date>,
    pub marks: Vec<Range<usize>>,
}

/// A block that further lines may join.
#[derive(Debug)]
struct Open {
    block: Block,
    last: Line,
    lines: usize,
}

struct Builder<'a> {
    text: &'a str,
    markdown: bool,
    width: Option<usize>,
    speakers: Speakers,
    /// Whether counters such as "2/7" end the posts of this page.
    counters: bool,
    out: Structure,
    open: Option<Open>,
    /// A lead that stands on a line of its own and waits for its block.
    pending: Option<Lead>,
    /// A date that heads all blocks until the next heading or block with a date of its own.
    period: Option<Range<usize>>,
    /// A date that heads all blocks until the next heading, those with a date of their own too.
    section: Option<Range<usize>>,
    /// A dateline's day; the page's head outranks it.
    dateline_day: Option<Date>,
    /// The day that ends the page's title; any other date of the page outranks it.
    title_day: Option<Date>,
}

/// Finds the structure of `text`.
pub(crate) fn structure(text: &str, format: Format) -> Structure {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut lines = line::lines(text, start);
    let posts = lines.iter().filter(|l| l.shape == Shape::Post).count();
    if posts < 2 {
        // A single "1/3 of ..." is no thread.
        for line in lines.iter_mut().filter(|l| l.shape == Shape::Post) {
            line.shape = Shape::Text;
            line.words = line.whole.clone();
        }
    }
    let slice = |r: &Range<usize>| text.get(r.clone()).unwrap_or("");
    let counted = lines.iter().filter(|l| line::before_counter(slice(&l.words)).is_some()).count();
    let mut builder = Builder {
        text,
        markdown: format == Format::Markdown,
        width: wrap::width(text, &lines),
        speakers: Speakers::of(lines.iter().map(|l| slice(&l.words))),
        counters: counted > 1,
        out: Structure::default(),
        open: None,
        pending: None,
        period: None,
        section: None,
        dateline_day: None,
        title_day: None,
    };
    let front = head::front_matter(text, &lines);
    for line in lines.iter().take(front) {
        builder.front_line(line);
    }
    let body = lines.get(front..).unwrap_or(&[]);
    let dates = body.iter().filter(|l| lead::date(slice(&l.words)).is_some_and(|f| f.words == l.words.len())).count();
    let dated = body.iter().filter(|l| l.shape != Shape::Blank && lead::date(slice(&l.words)).is_some()).count();
    let mut seen = 0;
    for (i, line) in body.iter().enumerate() {
        if line.shape != Shape::Blank {
            seen += 1;
        }
        let around = Around {
            after_blank: i == 0
                || body.get(i - 1).is_some_and(|l| matches!(l.shape, Shape::Blank | Shape::Mark | Shape::Heading)),
            next: body.get(i + 1).map(|l| l.shape.clone()),
            next_lower: body
                .get(i + 1)
                .is_some_and(|l| l.shape == Shape::Text && slice(&l.words).starts_with(char::is_lowercase)),
            last: body.iter().skip(i + 1).all(|l| l.shape == Shape::Blank),
            number: seen,
            one_date: dates < 2,
            timeline: dated > 1,
        };
        builder.line(line, &around);
    }
    builder.close();
    let mut out = builder.out;
    out.date = out.date.or(builder.dateline_day).or(builder.title_day);
    out.marks = out.blocks.iter().flat_map(|b| markup::marks(text, &b.range)).collect();
    out
}

/// What a line's neighbours tell of it.
struct Around {
    after_blank: bool,
    next: Option<Shape>,
    /// Whether the next line goes on in lower case.
    next_lower: bool,
    last: bool,
    /// Number of the line among those that are not blank, from 1.
    number: usize,
    /// Whether the page has at most one line that is but a date.
    one_date: bool,
    /// Whether several lines open with a date.
    timeline: bool,
}

impl Builder<'_> {
    fn slice(&self, range: &Range<usize>) -> &str {
        self.text.get(range.clone()).unwrap_or("")
    }

    fn front_line(&mut self, line: &Line) {
        match head::front_line(self.slice(&line.whole)) {
            Meta::Title(r) => self.push_heading(line.whole.start + r.start..line.whole.start + r.end, None),
            Meta::Date(day) => self.out.date = self.out.date.or(day),
            _ => {}
        }
    }

    fn line(&mut self, line: &Line, around: &Around) {
        match line.shape {
            Shape::Blank => self.close(),
            Shape::Mark => {
                self.underline(line);
                self.close();
            }
            Shape::Heading => {
                self.close();
                self.heading(line);
            }
            Shape::Quote if line.words.is_empty() => self.close(),
            Shape::Quote => {
                if !self.extend(line, BlockKind::Quote) {
                    self.start(BlockKind::Quote, line, around);
                }
            }
            Shape::Item | Shape::Row => self.start(BlockKind::ListItem, line, around),
            Shape::Post if line.words.is_empty() => self.close(),
            Shape::Post => self.start(BlockKind::Paragraph, line, around),
            Shape::Text => self.text_line(line, around),
        }
    }

    /// In Markdown a line of `=` or `-` makes the line above it a heading.
    fn underline(&mut self, line: &Line) {
        let mark = self.slice(&line.whole);
        let is_underline = !mark.is_empty() && (mark.chars().all(|c| c == '=') || mark.chars().all(|c| c == '-'));
        if let Some(open) =
            self.open.as_mut().filter(|o| is_underline && o.lines == 1 && o.block.kind == BlockKind::Paragraph)
        {
            open.block.kind = BlockKind::Heading;
        }
    }

    fn heading(&mut self, line: &Line) {
        let body = self.slice(&line.words);
        let range = line.words.start..line.words.start + body.trim_end_matches('#').trim_end().len();
        self.period = None;
        self.section = None;
        if let Some(found) = lead::date(self.slice(&range)) {
            let name = shift(&found.name, range.start);
            self.period = Some(name.clone());
            self.section = Some(name.clone());
            let words = range.start + found.words..range.end;
            if !words.is_empty() {
                self.push_heading(words, Some(Lead::Date(name)));
            }
            return;
        }
        if self.out.blocks.len() < 3 {
            self.title_day = self.title_day.or(head::closing_day(self.slice(&range)));
        }
        self.push_heading(range, None);
    }

    fn text_line(&mut self, line: &Line, around: &Around) {
        let body = self.slice(&line.words).to_owned();
        if around.number <= head::HEAD_LINES && (self.open.is_none() || around.number <= 4) {
            let date_only = lead::date(&body).is_some_and(|f| f.words == body.len());
            if (!date_only || around.one_date)
                && let Some(meta) = head::head_line(&body)
            {
                self.close();
                self.meta(meta, line.words.start);
                return;
            }
        }
        if let Some(name) = handle_line(&body) {
            self.close();
            self.pending = Some(Lead::Speaker(shift(&name, line.words.start)));
            return;
        }
        let leads = self.date(&body).is_some()
            || self.speakers.find(&body).is_some()
            || lead::dateline(&body, around.number <= head::HEAD_LINES).is_some();
        if !leads && self.extend(line, BlockKind::Paragraph) {
            return;
        }
        let kind = if !leads && self.is_heading(&body, around) { BlockKind::Heading } else { BlockKind::Paragraph };
        self.start(kind, line, around);
    }

    fn meta(&mut self, meta: Meta, at: usize) {
        match meta {
            Meta::Date(day) => self.out.date = self.out.date.or(day),
            Meta::Title(r) => self.push_heading(shift(&r, at), None),
            Meta::Dateline(r, day) => {
                self.dateline_day = self.dateline_day.or(Some(day));
                self.pending = Some(Lead::Dateline(shift(&r, at)));
            }
            Meta::Other => {}
        }
    }

    /// Joins the line to the open block where it goes on in it.
    fn extend(&mut self, line: &Line, kind: BlockKind) -> bool {
        let Some(open) = self.open.as_mut() else { return false };
        let fits = match kind {
            BlockKind::Quote => open.block.kind == BlockKind::Quote,
            _ => open.block.kind != BlockKind::Heading,
        };
        let indented =
            open.block.kind == BlockKind::ListItem && line.indent >= 2 && line.indent > open.last.indent.min(8);
        let joined = fits && (indented || wrap::goes_on(self.text, &open.last, line, self.width, self.markdown));
        if joined {
            open.block.range.end = line.words.end;
            open.last = line.clone();
            open.lines += 1;
        }
        joined
    }

    /// Opens a block at a line, taking its lead off.
    fn start(&mut self, kind: BlockKind, line: &Line, around: &Around) {
        self.close();
        let body = self.slice(&line.words).to_owned();
        let at = line.words.start;
        let early = around.number <= head::HEAD_LINES;
        let mut words_at = 0;
        let (mut lead, mut section) = (None, None);
        if kind != BlockKind::Heading {
            if let Some(found) = self.date(&body) {
                if found.words == body.len() {
                    self.period = Some(shift(&found.name, at));
                    // a month under a year is of that year
                    if found.has_year || self.section.is_none() {
                        self.section.clone_from(&self.period);
                    }
                    return;
                }
                self.period = None;
                section.clone_from(&self.section);
                let name = shift(&found.name, at);
                // One full date near the top of a page that is no timeline is the page's own.
                let own = found.day.filter(|_| early && !around.timeline && line.shape == Shape::Text);
                self.dateline_day = self.dateline_day.or(own);
                (words_at, lead) =
                    (found.words, Some(if own.is_some() { Lead::Dateline(name) } else { Lead::Date(name) }));
            } else if let Some(found) = lead::dateline(&body, early) {
                self.dateline_day = self.dateline_day.or(found.day);
                (words_at, lead) = (found.words, Some(Lead::Dateline(shift(&found.name, at))));
            } else if let Some(found) = self.speakers.find(&body) {
                let name = Lead::Speaker(shift(&found.name, at));
                if found.words == body.len() {
                    self.pending = Some(name);
                    return;
                }
                (words_at, lead) = (found.words, Some(name));
            }
        }
        if kind == BlockKind::Heading {
            self.period = None;
            self.section = None;
        } else {
            let pending = self.pending.take();
            let period = self.period.clone().filter(|_| line.shape != Shape::Row);
            if lead.is_none() && period != self.section {
                section.clone_from(&self.section);
            }
            lead = lead.or(pending).or(period.map(Lead::Date));
        }
        let range = at + words_at..line.words.end;
        self.open = Some(Open { block: Block { kind, range, lead, section }, last: line.clone(), lines: 1 });
    }

    fn close(&mut self) {
        if let Some(mut open) = self.open.take() {
            // A page's first words without a full stop are its title, over however many lines.
            let title = self.out.blocks.is_empty()
                && open.lines > 1
                && open.last.shape == Shape::Text
                && open.block.lead.is_none()
                && open.block.range.len() < 300
                && !self.slice(&open.block.range).ends_with(['.', '!', '?', ':', ',', '"', '”']);
            if title {
                open.block.kind = BlockKind::Heading;
            }
            if open.block.kind == BlockKind::Heading && self.out.blocks.len() < 3 {
                self.title_day = self.title_day.or(head::closing_day(self.slice(&open.block.range)));
            }
            self.push(open.block);
        }
    }

    /// The date that heads an entry; under a date that heads a section a month or a season is enough.
    fn date(&self, line: &str) -> Option<lead::Found> {
        if self.section.is_some() { lead::date_within(line) } else { lead::date(line) }
    }

    /// Adds a heading.
    fn push_heading(&mut self, range: Range<usize>, lead: Option<Lead>) {
        self.push(Block { kind: BlockKind::Heading, range, lead, section: None });
    }

    /// Adds a block, trimmed of outer marks and cut where it is too long.
    fn push(&mut self, block: Block) {
        let Block { kind, range, lead, section } = block;
        let mut range = line::trim(self.text, range);
        if self.counters
            && let Some(len) = line::before_counter(self.slice(&range))
        {
            range.end = range.start + len;
        }
        let body = self.slice(&range);
        // Emphasis around the whole block is no part of its words.
        let inner = body.trim_matches(['*', '_', '`', ' ', '|']);
        if inner.is_empty() {
            return;
        }
        let skip = body.len() - body.trim_start_matches(['*', '_', '`', ' ', '|']).len();
        let range = range.start + skip..range.start + skip + inner.len();
        for (i, range) in split::pieces(self.text, range).into_iter().enumerate() {
            let lead = if i == 0 || !matches!(lead, Some(Lead::Dateline(_))) { lead.clone() } else { None };
            self.out.blocks.push(Block { kind, range, lead, section: section.clone() });
        }
    }

    fn is_heading(&self, body: &str, around: &Around) -> bool {
        let posted = if self.counters { line::before_counter(body) } else { None };
        let bare = body.get(..posted.unwrap_or(body.len())).unwrap_or(body).trim_matches(['*', '_']);
        let chars = bare.chars().count();
        let list: Vec<&str> = bare.split_whitespace().collect();
        if around.last
            || around.next_lower
            || chars > 160
            || bare.ends_with(['.', '!', '…', ';', ','])
            || bare.starts_with(['@', '#'])
            || (bare.starts_with(['"', '“']) && !self.out.blocks.is_empty())
        {
            return false;
        }
        if bare.ends_with(':') {
            return list.len() <= 4 && matches!(around.next, Some(Shape::Item | Shape::Blank));
        }
        let first = self.out.blocks.is_empty() && around.number <= 4;
        if first
            && (matches!(around.next, Some(Shape::Blank))
                || self.width.is_none()
                || chars + 20 < self.width.unwrap_or(0))
        {
            return true;
        }
        let letters = bare.chars().filter(|c| c.is_alphabetic()).count();
        if letters >= 4 && !bare.contains(char::is_lowercase) {
            return true;
        }
        if self.markdown && (body.starts_with("**") && body.ends_with("**") && body.matches("**").count() == 2) {
            return true;
        }
        let content: Vec<&&str> = list.iter().filter(|w| !words::is("particle", w) && w.chars().count() > 2).collect();
        let capital =
            content.iter().filter(|w| w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())).count();
        let starts = bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let titled = capital * 10 >= content.len() * 6 || list.len() <= 5;
        around.after_blank && starts && chars <= 90 && list.len() <= 14 && titled && !bare.ends_with('?')
    }
}

fn shift(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

/// The name in a line that is but the head of a post: `@user`, `Jane Roe (@user)`, `Jane Roe @user · Jun 18`.
fn handle_line(body: &str) -> Option<Range<usize>> {
    let at = body.find('@').filter(|_| body.chars().count() <= 70)?;
    let after = body.get(at + 1..)?;
    let handle = after.len() - after.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
    let before = body[..at].trim_end_matches(['(', ' ', '·', '|', ',', '*']);
    let tail = after[handle..].trim_start_matches([')', ' ', ':', '*']);
    let named = before.split_whitespace().count() <= 5
        && before.split_whitespace().all(|w| !w.starts_with(char::is_lowercase) || words::is("particle", w));
    if handle == 0 || !named || !(tail.is_empty() || tail.starts_with(['·', '|', '—', '-'])) {
        return None;
    }
    let start = before.len() - before.trim_start_matches(['*', ' ']).len();
    Some(if before[start..].is_empty() { at..at + 1 + handle } else { start..before.len() })
}
