//! `cargo run --package header [-- --check]`: writes `include/ory.h`, or compares it.

use std::process::ExitCode;

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    match header::check_or_write(&util::cache::project(), check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            util::run::note(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
