//! Tells how far a long command has come, on standard error alone.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, IsTerminal, Write};

/// A bar where somebody watches, plain lines elsewhere.
pub(crate) struct Progress {
    bar: Option<ProgressBar>,
}

impl Progress {
    /// Starts for so many steps; a bar is shown on a terminal for more than one.
    pub fn new(steps: usize) -> Self {
        let bar = (steps > 1 && io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(steps as u64);
            if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} pages, {eta} to go") {
                bar.set_style(style);
            }
            bar
        });
        Progress { bar }
    }

    /// One step is done; says so in a line.
    pub fn step(&self, line: &str) {
        self.aside(|| {
            let _ = writeln!(io::stderr(), "{line}");
        });
        if let Some(bar) = &self.bar {
            bar.inc(1);
        }
    }

    /// Prints something else while the bar stands aside.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
