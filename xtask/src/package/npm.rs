//! The browser's package: the WebAssembly module, one script, the declarations.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

use crate::setup::node;
use crate::sizes::brotli;
use crate::{cache, run};

const CRATE: &str = "ory-hub-wasm";
const MODULE: &str = "ory-hub.wasm";
const SCRIPT: &str = "ory-hub.js";

/// What module and script may weigh together, compressed by brotli: a page loads both before it can show a form.
const BUDGET: usize = 12_000;

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
    let bound = work.join("bound");
    let module = bind(&compile(root)?, &bound)?;
    shrink(&bound, &module, &dist.join(MODULE))?;
    bundle(root, &bound, &dist.join(SCRIPT))?;
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

/// Makes the module and its glue, `glue.js`.
fn bind(module: &Path, out: &Path) -> anyhow::Result<PathBuf> {
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .web(true)?
        .omit_default_module_path(true)
        .typescript(false)
        .encode_into(EncodeInto::Always)
        .remove_name_section(true)
        .remove_producers_section(true)
        .out_name("glue");
    bindgen
        .generate(out)
        .context("wasm-bindgen cannot bind the module")?;
    Ok(out.join("glue_bg.wasm"))
}

/// Shrinks the code, then the names between module and glue.
fn shrink(bound: &Path, module: &Path, out: &Path) -> anyhow::Result<()> {
    let small = bound.join("small.wasm");
    let mut code = Command::new(node::program("wasm-opt"));
    code.args(FEATURES)
        .args([
            "-Oz",
            "--converge",
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
        ])
        .args([module, Path::new("-o"), &small]);
    run::run("shrinking the browser's module", &mut code)?;
    let mut names = Command::new(node::program("wasm-opt"));
    names
        .args(FEATURES)
        .arg("--minify-imports-and-exports-and-modules")
        .args([&small, Path::new("-o"), out]);
    let renamed = run::output("shrinking the names in the browser's module", &mut names)?;
    let glue = bound.join("glue.js");
    let text = fs::read_to_string(&glue)?;
    fs::write(&glue, rename(&text, &renamed)?)?;
    Ok(())
}

/// Names of imports and exports in the glue, as wasm-opt says that they are now.
fn rename(glue: &str, renamed: &str) -> anyhow::Result<String> {
    let names: Renamed =
        serde_json::from_str(renamed).context("wasm-opt names its renames differently")?;
    let mut glue = replaced(glue, "\"./glue_bg.js\":", "a:")?;
    for (_, long, short) in &names.imports {
        glue = replaced(&glue, &format!(" {long}:"), &format!(" {short}:"))?;
    }
    for (long, short) in &names.exports {
        // What only a module says to another one is in no glue.
        for end in ['(', ',', ')', ';', '.'] {
            glue = glue.replace(&format!("wasm.{long}{end}"), &format!("wasm.{short}{end}"));
        }
    }
    Ok(glue)
}

fn replaced(text: &str, from: &str, to: &str) -> anyhow::Result<String> {
    if !text.contains(from) {
        anyhow::bail!("the glue of wasm-bindgen has no {from}");
    }
    Ok(text.replace(from, to))
}

/// What wasm-opt prints when it shortens names.
#[derive(serde::Deserialize)]
struct Renamed {
    /// Module, name, short name.
    imports: Vec<(String, String, String)>,
    /// Name, short name.
    exports: Vec<(String, String)>,
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::rename;

    #[test]
    fn the_glue_follows_the_names_of_the_module() {
        let glue = "\"./glue_bg.js\": import0, __wbg_get_1: f, wasm.plan(1); wasm.planned(2); wasm.memory.buffer";
        let said = r#"{"imports":[["./glue_bg.js","__wbg_get_1","a"]],"exports":[["plan","b"],["memory","c"]]}"#;
        assert_eq!(
            rename(glue, said).unwrap(),
            "a: import0, a: f, wasm.b(1); wasm.planned(2); wasm.c.buffer"
        );
        assert!(rename("", said).is_err());
    }
}
