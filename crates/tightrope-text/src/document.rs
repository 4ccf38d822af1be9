//! A document and its blocks.

use crate::{Format, TextError, format, structure::structure};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, fmt::Write, ops::Range};

/// What a block of the page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading or headline.
    Heading,
    /// Running text.
    Paragraph,
    /// An item of a list or a timeline.
    ListItem,
    /// A block quotation.
    Quote,
}

/// What stands before a block's own words and is no part of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// A speaker's label ("Q:", "PRESIDENT TOKAYEV:"); the bytes of the name without the colon.
    Speaker(Range<usize>),
    /// A date that heads the item ("March 2019 -", "2014:"); the bytes of the date.
    Date(Range<usize>),
    /// A dateline ("ASTANA, June 17 (Agency) -"); its bytes.
    Dateline(Range<usize>),
}

/// A stretch of the page that is parsed as one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its own words in the document, in bytes, without markers and lead.
    pub range: Range<usize>,
    /// What stands before them.
    pub lead: Option<Lead>,
    /// The date that heads its section, where the block has a date of its own too: the year over "3 May: they meet"; the
    /// bytes of the date.
    pub section: Option<Range<usize>>,
}

/// A page: its text exactly as given, and its structure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// From a hash of the text.
    pub id: String,
    /// The name it goes by, usually the file's.
    pub name: String,
    /// The text, untouched.
    pub text: String,
    /// Its blocks, in order, not overlapping.
    pub blocks: Vec<Block>,
    /// The page's own date, where a dateline states one.
    pub date: Option<jiff::civil::Date>,
    /// Inline marks inside the blocks (emphasis, addresses of links, line ends), in bytes, in order.
    pub marks: Vec<Range<usize>>,
}

impl Document {
    /// Reads a page from its bytes; `name` is what it goes by, usually its file's name.
    ///
    /// The text is kept byte for byte. At most [`crate::MAX_BYTES`] are taken.
    ///
    /// # Errors
    /// Where the bytes are empty, binary, no UTF-8, too many, or in a format that is not taken yet.
    pub fn from_bytes(name: &str, bytes: &[u8], format: Format) -> Result<Document, TextError> {
        let text = format::decode(bytes)?;
        let found = structure(text, format);
        Ok(Document {
            id: id_of(text),
            name: name.to_owned(),
            text: text.to_owned(),
            blocks: found.blocks,
            date: found.date,
            marks: found.marks,
        })
    }

    /// The words of a block as they should be parsed: of the same length in bytes as the block, each byte of an inline
    /// mark or line end replaced by a space, so that an offset in it plus the block's start is an offset in the text.
    pub fn words(&self, block: &Block) -> Cow<'_, str> {
        let text = self.text.get(block.range.clone()).unwrap_or("");
        let first = self.marks.partition_point(|m| m.end <= block.range.start);
        let inside = || self.marks.iter().skip(first).take_while(|m| m.start < block.range.end);
        if inside().next().is_none() {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for mark in inside() {
            let start = mark.start.saturating_sub(block.range.start);
            let end = mark.end.min(block.range.end) - block.range.start;
            out.push_str(text.get(at..start).unwrap_or(""));
            out.extend(std::iter::repeat_n(' ', end - start));
            at = end;
        }
        out.push_str(text.get(at..).unwrap_or(""));
        Cow::Owned(out)
    }
}

/// The id of a document: the first 16 bytes of its text's SHA-256, in hexadecimal.
fn id_of(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().take(16).fold(String::new(), |mut id, b| {
        let _ = write!(id, "{b:02x}");
        id
    })
}
