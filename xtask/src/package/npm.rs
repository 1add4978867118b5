//! The browser's package: the WebAssembly module, one script, the declarations.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use wasm_bindgen_cli_support::Bindgen;

use crate::setup::node;
use crate::sizes::brotli;
use crate::{cache, run};

const CRATE: &str = "ory-hub-wasm";
const MODULE: &str = "ory-hub.wasm";
const SCRIPT: &str = "ory-hub.js";

/// What module and script may weigh together, compressed by brotli: a page loads both before it can show a form.
const BUDGET: usize = 14_000;

/// What rustc emits for this target; wasm-opt keeps to it.
const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Writes `target/package/npm/ory-hub-VERSION.tgz`.
///
/// # Errors
/// When a tool fails or the package grows over its budget.
pub fn package(root: &Path) -> anyhow::Result<()> {
    crate::setup::wasm::ready().map_err(|missing| missing.error())?;
    node::ready().map_err(|missing| missing.error())?;
    let work = cache::target().join("npm");
    let stage = work.join("package");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let dist = stage.join("dist");
    fs::create_dir_all(&dist)?;
    let bound = bind(&compile(root)?, &work.join("bound"))?;
    shrink(&bound, &dist.join(MODULE))?;
    bundle(root, &work.join("bound"), &dist.join(SCRIPT))?;
    within_budget(&dist)?;
    let home = root.join("bindings-wasm/npm");
    for file in ["package.json", "README.md"] {
        fs::copy(home.join(file), stage.join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(root.join(file), stage.join(file))?;
    }
    crate::drive::copy_folder(&home.join("types"), &stage.join("types"))?;
    pack(root, &stage)
}

fn compile(root: &Path) -> anyhow::Result<PathBuf> {
    let target = crate::setup::wasm::TARGET;
    let mut cargo = Command::new("cargo");
    cargo
        .args([
            "rustc",
            "--package",
            CRATE,
            "--lib",
            "--crate-type",
            "cdylib",
        ])
        .args(["--profile", "wasm", "--target", target])
        .current_dir(root);
    run::run("compiling the browser's module", &mut cargo)?;
    Ok(cache::target().join(target).join("wasm/ory_hub_wasm.wasm"))
}

/// Makes the module and its glue `glue.js`; the names stay until wasm-opt has used them.
fn bind(module: &Path, out: &Path) -> anyhow::Result<PathBuf> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .web(true)?
        .omit_default_module_path(true)
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name("glue");
    bindgen
        .generate(out)
        .context("wasm-bindgen cannot bind the module")?;
    Ok(out.join("glue_bg.wasm"))
}

fn shrink(module: &Path, out: &Path) -> anyhow::Result<()> {
    let mut command = Command::new(node::program("wasm-opt"));
    command
        .args(FEATURES)
        .args([
            "-Oz",
            "--converge",
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
        ])
        .arg(module)
        .arg("-o")
        .arg(out);
    run::run("shrinking the browser's module", &mut command)
}

/// One script out of the glue and the sources beside it.
fn bundle(root: &Path, bound: &Path, out: &Path) -> anyhow::Result<()> {
    crate::drive::copy_folder(&root.join("bindings-wasm/npm/src"), bound)?;
    let mut command = Command::new(node::program("esbuild"));
    command
        .arg(bound.join("index.js"))
        .args([
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--log-level=warning",
        ])
        .arg(format!("--outfile={}", out.display()));
    run::run("bundling the browser's script", &mut command)
}

fn within_budget(dist: &Path) -> anyhow::Result<()> {
    let mut sum = 0;
    for file in [MODULE, SCRIPT] {
        sum += brotli(&fs::read(dist.join(file))?)?;
    }
    if sum > BUDGET {
        anyhow::bail!("the browser's package weighs {sum} bytes in brotli; {BUDGET} are allowed");
    }
    Ok(())
}

fn pack(root: &Path, stage: &Path) -> anyhow::Result<()> {
    let out = root.join("target/package/npm");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let mut npm = Command::new("npm");
    npm.args(["pack", "--silent", "--pack-destination"])
        .arg(&out)
        .current_dir(stage);
    run::run("packing the npm package", &mut npm)
}
