//! Finds the pages that the user named and reads their bytes.

use crate::problem::Problem;
use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};
use tightrope_text::{Document, Format, MAX_BYTES, TextError};

/// A page to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Source {
    /// A file.
    File(PathBuf),
    /// Standard input, with its bytes.
    Stdin(Vec<u8>),
}

impl Source {
    /// What the page goes by.
    pub fn name(&self) -> String {
        match self {
            Source::File(path) => path.display().to_string(),
            Source::Stdin(_) => "standard input".to_owned(),
        }
    }

    /// Reads the page and finds its structure.
    pub fn document(&self) -> Result<Document, Problem> {
        let name = self.name();
        let read = || -> Result<Document, Problem> {
            match self {
                Source::Stdin(bytes) => Ok(Document::from_bytes(&name, bytes, Format::Plain)?),
                Source::File(path) => {
                    let format = Format::from_name(&name)?;
                    Ok(Document::from_bytes(&name, &bytes(path)?, format)?)
                }
            }
        };
        read().map_err(|p| p.of(&name))
    }
}

fn bytes(path: &Path) -> Result<Vec<u8>, Problem> {
    let fail = |e: io::Error| unreadable(&e);
    let file = File::open(path).map_err(fail)?;
    let size = file.metadata().map_err(fail)?.len();
    if size > MAX_BYTES {
        return Err(TextError::TooLarge { bytes: size, limit: MAX_BYTES }.into());
    }
    limited(file).map_err(fail)
}

/// At most one byte more than a page may have: enough to tell that it has too many.
fn limited(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of a small table that the user named.
pub(crate) fn table(path: &Path) -> Result<String, Problem> {
    let bytes = bytes(path)?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let line = e.as_bytes().iter().take(at).filter(|b| **b == b'\n').count() + 1;
        Problem::new(
            format!("line {line} is not valid UTF-8"),
            "save the file as UTF-8 text with tabs between its columns",
        )
    })
}

fn unreadable(e: &io::Error) -> Problem {
    match e.kind() {
        io::ErrorKind::NotFound => Problem::new("there is no such file", "check the path; folders and - are taken too"),
        io::ErrorKind::PermissionDenied => Problem::new("it may not be read", "check the file's permissions"),
        _ => Problem::new(format!("it cannot be read: {e}"), "check the file and the disk"),
    }
}

/// The pages that paths name: folders give all their pages, in the order of their paths.
///
/// What cannot be read is handed to `warn`; the rest goes on.
pub(crate) fn sources(paths: &[PathBuf], warn: &mut dyn FnMut(Problem)) -> Vec<Source> {
    let mut out = Vec::new();
    let mut stdin_read = false;
    for path in paths {
        if path.as_os_str() == "-" {
            if std::mem::replace(&mut stdin_read, true) {
                continue;
            }
            match limited(io::stdin().lock()) {
                Ok(bytes) => out.push(Source::Stdin(bytes)),
                Err(e) => warn(unreadable(&e).of("standard input")),
            }
            continue;
        }
        match fs::metadata(path) {
            Err(e) => warn(unreadable(&e).of(&path.display().to_string())),
            Ok(meta) if meta.is_dir() => {
                let mut others = Vec::new();
                let before = out.len();
                folder(path, &mut out, &mut others, warn);
                passed_over(path, &others, out.len() == before, warn);
            }
            Ok(_) => out.push(Source::File(path.clone())),
        }
    }
    out
}

/// Takes a folder's pages, deepest last; hidden files and links to folders are left alone.
fn folder(path: &Path, out: &mut Vec<Source>, others: &mut Vec<PathBuf>, warn: &mut dyn FnMut(Problem)) {
    let entries = fs::read_dir(path).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(e) => return warn(unreadable(&e).of(&path.display().to_string())),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        if hidden || (kind.is_symlink() && path.is_dir()) {
            continue;
        }
        if kind.is_dir() {
            folder(&path, out, others, warn);
        } else if is_page(&path) {
            out.push(Source::File(path));
        } else {
            others.push(path);
        }
    }
}

fn is_page(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| ["txt", "text", "md", "markdown"].iter().any(|known| e.eq_ignore_ascii_case(known)))
}

fn passed_over(folder: &Path, others: &[PathBuf], none: bool, warn: &mut dyn FnMut(Problem)) {
    let folder_name = folder.display().to_string();
    if others.is_empty() {
        if none {
            warn(
                Problem::new("there is no page in the folder", "pages are files that end in .txt or .md")
                    .of(&folder_name),
            );
        }
        return;
    }
    let shown: Vec<String> =
        others.iter().take(3).map(|p| p.strip_prefix(folder).unwrap_or(p).display().to_string()).collect();
    let more =
        if others.len() > shown.len() { format!(" and {} more", others.len() - shown.len()) } else { String::new() };
    let files = if others.len() == 1 { "1 file is" } else { &format!("{} files are", others.len()) };
    let message = format!("{files} passed over that neither end in .txt nor in .md: {}{more}", shown.join(", "));
    let help = "other formats are not taken yet: save the text of such a page in a .txt file";
    warn(Problem::new(message, help).of(&folder_name));
}
