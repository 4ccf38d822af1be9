//! Which format bytes are in.

use crate::TextError;

/// The most bytes that are taken as one page: some fifty times the longest report.
pub const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// A format that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Format {
    /// Plain text.
    #[default]
    Plain,
    /// Markdown.
    Markdown,
}

/// File endings of formats that are known and not taken yet.
const LATER: &[(&str, &str)] = &[
    ("pdf", "PDF"),
    ("docx", "Word (DOCX)"),
    ("doc", "Word (DOC)"),
    ("odt", "OpenDocument"),
    ("rtf", "RTF"),
    ("html", "HTML"),
    ("htm", "HTML"),
    ("xhtml", "HTML"),
    ("epub", "EPUB"),
    ("zip", "ZIP"),
    ("gz", "gzip"),
    ("json", "JSON"),
    ("jsonl", "JSON"),
    ("xml", "XML"),
    ("csv", "CSV"),
];

/// First bytes of formats that are known and not taken yet.
const MAGIC: &[(&[u8], &str)] = &[
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "ZIP or Office (DOCX, ODT, EPUB)"),
    (b"{\\rtf", "RTF"),
    (b"\x1f\x8b", "gzip"),
    (b"\xd0\xcf\x11\xe0", "Word (DOC)"),
];

impl Format {
    /// The format that a file's name tells; a name without a known ending is taken as plain text.
    ///
    /// # Errors
    /// [`TextError::NotYet`] where the ending tells another format.
    pub fn from_name(name: &str) -> Result<Format, TextError> {
        let ending = name.rsplit_once('.').map_or("", |(_, e)| e).to_ascii_lowercase();
        match ending.as_str() {
            "md" | "markdown" | "mkd" | "mdown" => Ok(Format::Markdown),
            e => {
                LATER.iter().find(|(x, _)| *x == e).map_or(Ok(Format::Plain), |(_, what)| Err(TextError::NotYet(what)))
            }
        }
    }
}

/// The text that the bytes hold.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, TextError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(TextError::TooLarge { bytes: bytes.len() as u64, limit: MAX_BYTES });
    }
    if let Some((_, what)) = MAGIC.iter().find(|(m, _)| bytes.starts_with(m)) {
        return Err(TextError::NotYet(what));
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return Err(TextError::OtherEncoding("UTF-16"));
    }
    // No text holds these control characters; an escape or a form feed it may.
    let odd = |b: &u8| matches!(b, 0..=8 | 14..=26 | 28..=31);
    if let Some(offset) = bytes.iter().position(|b| *b == 0)
        && let Some(&byte) = bytes.get(offset)
    {
        return Err(TextError::Binary { offset, byte });
    }
    if bytes.iter().filter(|b| odd(b)).count() * 20 > bytes.len()
        && let Some(offset) = bytes.iter().position(odd)
        && let Some(&byte) = bytes.get(offset)
    {
        return Err(TextError::Binary { offset, byte });
    }
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let offset = e.valid_up_to();
        TextError::NotUtf8 { offset, byte: bytes.get(offset).copied().unwrap_or_default() }
    })?;
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.is_empty() {
        return Err(TextError::Empty);
    }
    let head: String = start.chars().take(64).collect::<String>().to_ascii_lowercase();
    if head.starts_with("<!doctype html") || head.starts_with("<html") || head.starts_with("<?xml") {
        return Err(TextError::NotYet("HTML"));
    }
    Ok(text)
}
