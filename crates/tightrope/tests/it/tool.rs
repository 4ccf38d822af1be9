//! Runs the command as a user would.

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use tightrope_nlp::package;

/// What a run of the command gave.
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: Output) -> Self {
        Ran {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Asserts success and gives standard output.
    #[track_caller]
    pub fn good(self) -> String {
        assert_eq!(self.code, Some(0), "{}", self.err);
        self.out
    }

    /// Asserts that it failed with one message that holds all of `words`, and without a panic.
    #[track_caller]
    pub fn bad(self, code: i32, words: &[&str]) {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        // The message is wrapped to the width and drawn with marks.
        let plain: String = self.err.replace(['│', '×', '╰', '─', '▶', '⚠', '├'], " ");
        let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(plain.contains(word), "{word:?} is not in: {}", self.err);
        }
        assert!(!self.err.contains("panicked"), "{}", self.err);
    }
}

/// The command in a folder, with nothing of the user's settings.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tightrope"));
    command
        .current_dir(folder)
        .env_remove("TIGHTROPE_LEDGER")
        .env_remove("TIGHTROPE_MODEL")
        .env_remove("TIGHTROPE_ACTORS")
        .env("NO_COLOR", "1")
        .stdin(Stdio::null());
    if let Some(model) = model() {
        command.env("TIGHTROPE_MODEL", model);
    }
    command
}

/// Runs the command with arguments.
pub fn run(folder: &Path, args: &[&str]) -> Ran {
    Ran::of(command(folder).args(args).output().unwrap())
}

/// Runs the command with words on standard input.
pub fn run_with_input(folder: &Path, args: &[&str], input: &[u8]) -> Ran {
    let mut child =
        command(folder).args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    Ran::of(child.wait_with_output().unwrap())
}

/// The model to test with; it is installed where it is missing, as the command itself would.
pub fn model() -> Option<&'static Path> {
    static MODEL: OnceLock<Option<PathBuf>> = OnceLock::new();
    MODEL
        .get_or_init(|| {
            if let Some(path) = std::env::var_os("TIGHTROPE_MODEL") {
                return Some(path.into());
            }
            let found = package::default_data_dir().and_then(|dir| package::ensure_default(&dir));
            found.inspect_err(|e| eprintln!("skipped: no model to test with: {e}")).ok()
        })
        .as_deref()
}

/// Leaves a test that needs the model where there is none; the reason is printed.
macro_rules! needs_model {
    () => {
        if crate::tool::model().is_none() {
            eprintln!("skipped: it needs the model");
            return;
        }
    };
}
pub(crate) use needs_model;

/// The objects of JSON lines.
pub fn objects(jsonl: &str) -> Vec<Value> {
    jsonl.lines().map(|line| serde_json::from_str(line).expect(line)).collect()
}

/// A page with many plain claims.
pub const PAGE: &str = "Serbia between the powers

BELGRADE, May 8, 2024 (Example) — Serbia signed a free trade agreement with China on Tuesday. Russia supplies gas to
Serbia. France will supply fighter jets to Serbia.

China lent Serbia 1.3 billion dollars. Serbia is not a member of NATO. The United States imposed sanctions on Serbia’s
oil company NIS. Rosatom plans to build a “nuclear” plant in Serbia.
";
