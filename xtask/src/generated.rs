//! `cargo xtask generate`: writes the files that come from `api/` and the C headers.

use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use util::cache::{self, Stamp};
use util::stdout::Stdout;
use util::{files, run};

/// Writes the files, or compares them when `--check` is given.
///
/// # Errors
/// When `api/` is wrong, or a file differs.
pub(crate) fn command_line(root: &Path, arguments: &[String]) -> anyhow::Result<()> {
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

/// What the header is made from besides the signatures of generated functions, and what makes it.
const HEADER_INPUTS: [&str; 5] = [
    "api",
    "bindings-uniffi",
    "include",
    "xtask/codegen",
    "xtask/header",
];

/// cbindgen makes the header, in a program of its own. It starts only when one of its inputs has changed, so that an
/// edit elsewhere does not wait for cbindgen to be built.
fn header(root: &Path, check: bool) -> anyhow::Result<()> {
    let stamp = || anyhow::Ok(Stamp::named(&cache::target(), "header", header_key(root)?));
    if stamp()?.holds() {
        return Ok(());
    }
    let mut command = Command::new("cargo");
    command
        .args(["run", "--quiet", "--package", "header", "--"])
        .args(check.then_some("--check"))
        .current_dir(root);
    run::run("the C header", &mut command)?;
    stamp()?.set()
}

fn header_key(root: &Path) -> anyhow::Result<String> {
    let mut parts = Vec::new();
    for file in files::tracked(root)? {
        let input = HEADER_INPUTS.iter().any(|folder| {
            file.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
        });
        if input && let Ok(bytes) = std::fs::read(root.join(&file)) {
            parts.push(file.into_bytes());
            parts.push(bytes);
        }
    }
    for entry in std::fs::read_dir(root.join(codegen::SIGNATURES))? {
        parts.push(std::fs::read(entry?.path())?);
    }
    parts.sort();
    Ok(cache::key(parts.iter().map(Vec::as_slice)))
}
