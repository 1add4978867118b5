//! What cargo checks in the workspace itself.

use std::path::Path;
use std::process::Command;

use util::counts::{self, Counts};
use util::run;

fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.args(arguments).current_dir(root);
    command
}

/// Formatting.
pub(crate) fn format(root: &Path) -> anyhow::Result<Counts> {
    run::run(
        "checking the format",
        &mut cargo(root, &["fmt", "--all", "--check"]),
    )?;
    Ok(Counts::ONE)
}

/// Spelling, by `typos`.
pub(crate) fn spelling(root: &Path) -> anyhow::Result<Counts> {
    let python = setup::python::ready().map_err(|missing| missing.error())?;
    run::run(
        "checking the spelling",
        Command::new(python.path.with_file_name("typos"))
            .args(["--format", "brief"])
            .current_dir(root),
    )?;
    Ok(Counts::ONE)
}

/// Generated files.
pub(crate) fn generated(root: &Path) -> anyhow::Result<Counts> {
    crate::generated::command_line(root, &["--check".to_owned()])?;
    Ok(Counts::ONE)
}

/// `api/` as OpenAPI 3.1, by a validator that is not ours.
pub(crate) fn export(root: &Path) -> anyhow::Result<Counts> {
    let python = setup::openapi::ready().map_err(|missing| missing.error())?;
    let document = util::cache::target().join("export.json");
    let arguments = [document.display().to_string()];
    spec::export::command_line(root, &arguments, &mut std::io::sink())?;
    run::run(
        "validating the OpenAPI document",
        Command::new(python.path)
            .args(["-m", "openapi_spec_validator", "--schema", "3.1"])
            .arg(document),
    )?;
    Ok(Counts::ONE)
}

/// Clippy, on each crate with the features it is shipped with.
pub(crate) fn lint(root: &Path) -> anyhow::Result<Counts> {
    setup::wasm::ready().map_err(|missing| missing.error())?;
    let mut sum = Counts::default();
    let sets: [&[&str]; 5] = [
        &[
            "--workspace",
            "--exclude",
            "ory-hub-wasm",
            "--exclude",
            "ory-hub-python",
            "--all-targets",
        ],
        &["--package", "ory-hub-python"],
        &[
            "--package",
            "ory-hub",
            "--no-default-features",
            "--features",
            "frontend",
        ],
        &["--package", "ory-hub-c", "--all-targets"],
        &[
            "--package",
            "ory-hub-wasm",
            "--target",
            "wasm32-unknown-unknown",
        ],
    ];
    for set in sets {
        let mut arguments = vec!["clippy", "--quiet"];
        arguments.extend(set);
        arguments.extend(["--", "--deny", "warnings"]);
        run::run(
            &format!("clippy {}", set.join(" ")),
            &mut cargo(root, &arguments),
        )?;
        sum += Counts::ONE;
    }
    Ok(sum)
}

/// Unit, property and doc tests. Python's feature would link core's tests with libpython; its driver tests it.
pub(crate) fn unit(root: &Path) -> anyhow::Result<Counts> {
    let sets: [(&str, &[&str]); 3] = [
        (
            "tests of the browser's module",
            &["test", "--package", "ory-hub-wasm", "--no-fail-fast"],
        ),
        (
            "tests of the workspace",
            &[
                "test",
                "--workspace",
                "--exclude",
                "ory-hub-wasm",
                "--exclude",
                "ory-hub-python",
                "--exclude",
                "ory-hub-c",
                "--no-fail-fast",
            ],
        ),
        (
            "tests of the C functions",
            &["test", "--package", "ory-hub-c", "--no-fail-fast"],
        ),
    ];
    let mut sum = Counts::default();
    for (label, arguments) in sets {
        let ended = run::to_the_end(label, &mut cargo(root, arguments))?;
        let count = counts::cargo(&ended.said).of(label, &ended)?;
        for line in ended.said.lines().filter(|line| line.ends_with("FAILED")) {
            run::note(line);
        }
        if count.failed > 0 {
            run::note(&format!("more in {}", ended.log.display()));
        }
        sum += count;
    }
    Ok(sum)
}

/// `cargo doc`.
pub(crate) fn docs(root: &Path) -> anyhow::Result<Counts> {
    let mut command = cargo(
        root,
        &["doc", "--quiet", "--package", "ory-hub", "--no-deps"],
    );
    run::run(
        "documentation",
        command.env("RUSTDOCFLAGS", "--deny warnings"),
    )?;
    Ok(Counts::ONE)
}

/// Core and the bindings with a part of the groups.
pub(crate) fn features(root: &Path) -> anyhow::Result<Counts> {
    setup::wasm::ready().map_err(|missing| missing.error())?;
    let mut sum = Counts::default();
    let sets: [&[&str]; 5] = [
        &[
            "ory-hub",
            "--no-default-features",
            "--features",
            "frontend",
            "--target",
            "wasm32-unknown-unknown",
        ],
        &["ory-hub", "--no-default-features", "--features", "std"],
        &[
            "ory-hub",
            "--no-default-features",
            "--features",
            "std,permission",
        ],
        &[
            "ory-hub-native",
            "--no-default-features",
            "--features",
            "frontend",
        ],
        &[
            "ory-hub-c",
            "--no-default-features",
            "--features",
            "frontend",
        ],
    ];
    for set in sets {
        let mut arguments = vec!["check", "--quiet", "--package"];
        arguments.extend(set);
        run::run(&set.join(" "), &mut cargo(root, &arguments))?;
        sum += Counts::ONE;
    }
    Ok(sum)
}
