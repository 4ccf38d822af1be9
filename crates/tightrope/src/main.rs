//! The `tightrope` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    tightrope::run()
}
