//! What goes wrong, as the user sees it: what it is, and what to do.

use miette::{LabeledSpan, MietteDiagnostic, Severity};
use std::io::{self, Write};
use tightrope_ledger::LedgerError;
use tightrope_text::TextError;

/// How a command ended, where it did not fail as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Something was done.
    Done,
    /// Every page was passed over; the messages are out already.
    NothingDone,
}

/// Why a command or a page failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    /// Whoever read our output has gone.
    #[error("the output was closed")]
    Closed,
    /// Anything else.
    #[error("{message}")]
    Told {
        /// What is wrong.
        message: String,
        /// What to do about it.
        help: Option<String>,
    },
}

impl Problem {
    pub fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Problem::Told { message: message.into(), help: Some(help.into()) }
    }

    /// The same problem, said of a page.
    pub fn of(self, page: &str) -> Self {
        match self {
            Problem::Told { message, help } => Problem::Told { message: format!("{page}: {message}"), help },
            closed => closed,
        }
    }

    /// Prints it as an error.
    pub fn print(&self) {
        self.show(Severity::Error);
    }

    /// Prints it as a warning: the command goes on.
    pub fn warn(&self) {
        self.show(Severity::Warning);
    }

    fn show(&self, severity: Severity) {
        let Problem::Told { message, help } = self else { return };
        let mut diagnostic = MietteDiagnostic::new(message.clone()).with_severity(severity);
        diagnostic.help.clone_from(help);
        diagnostic.labels = None::<Vec<LabeledSpan>>;
        // Nobody is left to tell where standard error is closed.
        let _ = writeln!(io::stderr(), "{:?}", miette::Report::new(diagnostic));
    }
}

impl From<LedgerError> for Problem {
    fn from(e: LedgerError) -> Self {
        Problem::new(e.to_string(), e.help())
    }
}

impl From<TextError> for Problem {
    fn from(e: TextError) -> Self {
        Problem::new(e.to_string(), e.help())
    }
}

impl From<tightrope_nlp::NlpError> for Problem {
    fn from(e: tightrope_nlp::NlpError) -> Self {
        let message = e.to_string();
        // The crate's messages say after a semicolon what to do.
        match message.split_once("; ") {
            Some((what, help)) => Problem::new(what, help),
            None => Problem::new(message, "see `tightrope model list`, or give another model with --model"),
        }
    }
}

impl From<io::Error> for Problem {
    fn from(e: io::Error) -> Self {
        match e.kind() {
            io::ErrorKind::BrokenPipe => Problem::Closed,
            _ => Problem::Told { message: format!("writing the output failed: {e}"), help: None },
        }
    }
}

impl From<csv::Error> for Problem {
    fn from(e: csv::Error) -> Self {
        match e.into_kind() {
            csv::ErrorKind::Io(e) => e.into(),
            other => Problem::Told { message: format!("writing the output failed: {other:?}"), help: None },
        }
    }
}

impl From<serde_json::Error> for Problem {
    fn from(e: serde_json::Error) -> Self {
        io::Error::from(e).into()
    }
}
