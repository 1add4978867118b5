//! `cargo xtask generate`: all that comes from `api/`, and the header that comes from the C functions.

use std::io::Write as _;
use std::path::Path;

use crate::header;
use crate::screen::Screen;

/// Writes the files, or compares them when `--check` is given.
///
/// # Errors
/// When `api/` is wrong, or a file differs.
pub fn command_line(root: &Path, arguments: &[String]) -> anyhow::Result<()> {
    let check = arguments.iter().any(|argument| argument == "--check");
    let names: Vec<&str> = arguments
        .iter()
        .map(String::as_str)
        .filter(|argument| *argument != "--check")
        .collect();
    writeln!(Screen, "{}", generate::run(root, check, &names)?)?;
    if names.is_empty() || names.contains(&"c") {
        header::check_or_write(root, check)?;
    }
    Ok(())
}
