//! Builds the library of Kotlin and Swift for another machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;

use setup::Found;
use setup::android::Toolchain;
use setup::apps::{self, App, System};
use setup::platforms;
use util::{cache, run};

use crate::build_paths;
use crate::uniffi_patches::library;

const PACKAGE: &str = "ory-hub-native";

/// Builds the libraries that the packages hold for that machine, and gives the folder that has them.
///
/// # Errors
/// When they do not build.
pub(crate) fn build(root: &Path, app: &App, zig: &Found) -> Result<PathBuf> {
    let mut command = match app.system {
        System::Android => android(root, app, zig)?,
        System::Linux | System::Macos | System::Windows => platforms::zigbuild(zig)?,
        System::Ios | System::Simulator => ios(root, app),
    };
    let kinds = match app.system {
        System::Android | System::Linux | System::Windows => "cdylib",
        System::Macos => "cdylib,staticlib",
        System::Ios | System::Simulator => "staticlib",
    };
    command
        .args(["--package", PACKAGE, "--lib"])
        .args(["--profile", &library::profile()])
        .args(["--crate-type", kinds])
        .args(["--target", &app.zigbuild_target()])
        .envs(app.oldest())
        .env("CARGO_ENCODED_RUSTFLAGS", flags(app)?);
    match app.system {
        System::Android => drop(command.args(["--", "-C"]).arg(soname(app))),
        // uniffi reads the symbols of this one.
        System::Linux => drop(
            command
                .args(["--", "-C", "strip=none", "-C"])
                .arg(soname(app)),
        ),
        System::Macos | System::Windows | System::Ios | System::Simulator => {}
    }
    run::run(
        &format!("building the library for {}", app.name),
        &mut command,
    )?;
    Ok(library::built_in(&cache::target().join(app.target)))
}

/// zig has what libSystem exports; what is used of the two frameworks is named in files of ours.
fn flags(app: &App) -> Result<String> {
    let frameworks = apps::headers("apple").join("frameworks");
    match app.system {
        System::Macos => {
            build_paths::flags(&["-L", &format!("framework={}", frameworks.display())])
        }
        _ => build_paths::flags(&[]),
    }
}

fn soname(app: &App) -> String {
    format!("link-arg=-Wl,-soname,{}", app.library())
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.arg("rustc").current_dir(root);
    command
}

fn android(root: &Path, app: &App, zig: &Found) -> Result<Command> {
    let toolchain = Toolchain::new(app, zig)?;
    let mut command = cargo(root);
    command.envs(toolchain.environment(app));
    Ok(command)
}

/// An archive needs no linker; C is compiled with declarations of ours.
fn ios(root: &Path, app: &App) -> Command {
    let mut command = cargo(root);
    if app.system == System::Simulator {
        // Rust's standard library for it is compiled from its sources, which the stable compiler does for itself alone.
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .arg("-Zbuild-std=std,panic_unwind");
    }
    let small = app.target.replace('-', "_");
    let flags = format!(
        "-nostdlibinc -isystem {} -isystem {}",
        apps::headers("apple").display(),
        apps::headers("c").display()
    );
    command
        .env(format!("CC_{small}"), "clang")
        .env(format!("AR_{small}"), "llvm-ar")
        .env(format!("CFLAGS_{small}"), flags)
        .env("SDKROOT", apps::headers("apple"));
    command
}
