//! The browser's package: the WebAssembly module, one script, the declarations.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

use crate::sizes::brotli;
use setup::{node, wasm};
use util::files::copy_folder;
use util::{cache, run};

const CRATE: &str = "ory-hub-wasm";
const MODULE: &str = "ory-hub.wasm";
const SCRIPT: &str = "ory-hub.js";
/// The same for Node, as it was written: nobody waits for its bytes, and a stack shows where it was.
const READABLE: &str = "ory-hub.node.js";

/// What module and script may weigh together, compressed by brotli: a page loads both before it can show a form.
const BUDGET: usize = 9_000;

/// What the sources beside the module ask of it.
const EXPORTS: [&str; 4] = ["memory", "plan", "fault", "__wbindgen_malloc"];

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
    wasm::ready().map_err(|missing| missing.error())?;
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
    let sources = work.join("sources");
    copy_folder(&root.join("bindings-wasm/npm/src"), &sources)?;
    let renamed = shrink(&bound, &module, &dist.join(MODULE))?;
    let glue = sources.join("glue.js");
    fs::write(&glue, named(&fs::read_to_string(&glue)?, &renamed)?)?;
    bundle(&sources, &dist.join(SCRIPT), &["--minify"])?;
    bundle(&sources, &dist.join(READABLE), &[])?;
    within_budget(&dist)?;
    let home = root.join("bindings-wasm/npm");
    for file in ["package.json", "README.md"] {
        fs::copy(home.join(file), stage.join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(root.join(file), stage.join(file))?;
    }
    copy_folder(&home.join("types"), &stage.join("types"))?;
    pack(root, &stage)
}

fn compile(root: &Path) -> anyhow::Result<PathBuf> {
    let target = wasm::TARGET;
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
        // Less inlining than `z` does by itself: 0.15 KB smaller.
        .args(["--", "-C", "llvm-args=-inline-threshold=25"])
        .current_dir(root);
    run::run("compiling the browser's module", &mut cargo)?;
    Ok(cache::target().join(target).join("wasm/ory_hub_wasm.wasm"))
}

/// Makes the module that the sources beside it load; the glue that comes with it is not used.
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

/// Takes away what no source asks for, shrinks the code, then the names between module and sources.
fn shrink(bound: &Path, module: &Path, out: &Path) -> anyhow::Result<String> {
    let (graph, used) = (bound.join("graph.json"), bound.join("used.wasm"));
    let mut roots = Vec::new();
    let mut nodes = Vec::new();
    for export in EXPORTS {
        roots.push(export);
        nodes.push(serde_json::json!({ "name": export, "export": export }));
    }
    nodes.push(serde_json::json!({ "name": "sources", "reaches": roots, "root": true }));
    fs::write(&graph, serde_json::to_string(&nodes)?)?;
    let mut exports = Command::new(node::program("wasm-metadce"));
    exports
        .args(FEATURES)
        .arg("--graph-file")
        .args([&graph, module, Path::new("-o"), &used]);
    run::output(
        "taking unused exports from the browser's module",
        &mut exports,
    )?;
    let small = bound.join("small.wasm");
    let mut code = Command::new(node::program("wasm-opt"));
    code.args(FEATURES)
        .args([
            "-Oz",
            "--converge",
            "--low-memory-unused",
            "--strip-debug",
            "--strip-producers",
            "--strip-target-features",
        ])
        .args([&used, Path::new("-o"), &small]);
    run::run("shrinking the browser's module", &mut code)?;
    let mut names = Command::new(node::program("wasm-opt"));
    names
        .args(FEATURES)
        .arg("--minify-imports-and-exports-and-modules")
        .args([&small, Path::new("-o"), out]);
    run::output("shrinking the names in the browser's module", &mut names)
}

/// The sources' glue with the names that imports and exports have now, in place of those that begin with `$`.
fn named(glue: &str, renamed: &str) -> anyhow::Result<String> {
    let names: Renamed =
        serde_json::from_str(renamed).context("wasm-opt names its renames differently")?;
    let mut glue = replaced(glue, "$module:", "a:")?;
    for (_, long, short) in &names.imports {
        // Where texts pass: `__wbg_`, the name, `_` and a hash.
        let name = long
            .strip_prefix("__wbg_")
            .and_then(|rest| rest.rsplit_once('_'))
            .map_or(long.as_str(), |(name, _)| name);
        glue = replaced(&glue, &format!(" ${name}:"), &format!(" {short}:"))?;
    }
    for (long, short) in &names.exports {
        glue = replaced(&glue, &format!(".${long}"), &format!(".{short}"))?;
    }
    if let Some((_, rest)) = glue.split_once(" $").or_else(|| glue.split_once(".$")) {
        anyhow::bail!("the browser's module has nothing for {rest:.20}");
    }
    Ok(glue)
}

fn replaced(text: &str, from: &str, to: &str) -> anyhow::Result<String> {
    if !text.contains(from) {
        anyhow::bail!("the glue of the browser's module has no {from}");
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

/// One script out of the sources.
fn bundle(sources: &Path, out: &Path, more: &[&str]) -> anyhow::Result<()> {
    let mut command = Command::new(node::program("esbuild"));
    command
        .arg(sources.join("index.js"))
        .args([
            "--bundle",
            "--format=esm",
            "--target=es2022",
            "--log-level=warning",
        ])
        .args(more)
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
    use super::named;

    #[test]
    fn the_glue_follows_the_names_of_the_module() {
        let glue = "{ $module: { $get: get, $wait: wait } }; wasm.$plan(1); wasm.$memory.buffer";
        let said = r#"{"imports":[["./glue_bg.js","__wbg_get_1","b"],["./host.js","wait","e"]],"exports":[["plan","c"],["memory","d"]]}"#;
        assert_eq!(
            named(glue, said).unwrap(),
            "{ a: { b: get, e: wait } }; wasm.c(1); wasm.d.buffer"
        );
        assert!(named("", said).is_err());
        assert!(named(&format!("{glue}; wasm.$more()"), said).is_err());
    }
}
