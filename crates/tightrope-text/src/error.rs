//! Why bytes are no page that can be read.

/// Why a page cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// There is nothing but space.
    #[error("the page is empty")]
    Empty,
    /// The bytes are no text.
    #[error("the page holds binary data (a byte 0x{byte:02x} at offset {offset}), not text")]
    Binary {
        /// Offset of the first byte that no text holds.
        offset: usize,
        /// That byte.
        byte: u8,
    },
    /// Text, but in another encoding.
    #[error("the page is not valid UTF-8: byte 0x{byte:02x} at offset {offset}")]
    NotUtf8 {
        /// Offset of the first byte that is not UTF-8.
        offset: usize,
        /// That byte.
        byte: u8,
    },
    /// Text in UTF-16 or UTF-32.
    #[error("the page is encoded in {0}, not in UTF-8")]
    OtherEncoding(&'static str),
    /// A format that is known, and not taken yet.
    #[error("{0} is not taken yet; plain UTF-8 text and Markdown are")]
    NotYet(&'static str),
    /// More than a page.
    #[error("the page has {bytes} bytes; at most {limit} are taken as one page")]
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The most that is taken.
        limit: u64,
    },
}

impl TextError {
    /// What the user can do about it.
    pub fn help(&self) -> &'static str {
        match self {
            TextError::Empty => "give a page with at least one sentence",
            TextError::Binary { .. } => "give the page as plain UTF-8 text or Markdown",
            TextError::NotUtf8 { .. } => {
                "convert it, for example with: iconv -f WINDOWS-1252 -t UTF-8 page.txt > page.utf8.txt"
            }
            TextError::OtherEncoding(_) => {
                "convert it, for example with: iconv -f UTF-16 -t UTF-8 page.txt > page.utf8.txt"
            }
            TextError::NotYet(_) => "save or copy the page's text into a .txt or .md file and read that",
            TextError::TooLarge { .. } => "split it into pages, one article a file",
        }
    }
}
