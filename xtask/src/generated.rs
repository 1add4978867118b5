//! `cargo xtask generate`: all that comes from `api/`, and the header that comes from the C functions.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use util::run;
use util::stdout::Stdout;

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
    writeln!(Stdout, "{}", codegen::run(root, check, &names)?)?;
    if names.is_empty() || names.contains(&"c") {
        header(root, check)?;
    }
    Ok(())
}

/// The header is made by cbindgen, in a program of its own.
fn header(root: &Path, check: bool) -> anyhow::Result<()> {
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--package", "header", "--"])
        .args(check.then_some("--check"))
        .current_dir(root);
    run::run("the C header", &mut command)
}
