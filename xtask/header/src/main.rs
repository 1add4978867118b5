//! `cargo run --package header [-- --check]`: writes the C headers, or compares them.

use std::process::ExitCode;

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    let root = util::cache::project();
    match header::check_or_write(&root, &root.join("target/c-signatures"), check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            util::run::note(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}
