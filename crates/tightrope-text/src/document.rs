//! A document and its blocks.

use std::ops::Range;

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
}
