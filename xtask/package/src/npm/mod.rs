//! The browser's package: scripts for every loader, the declarations, the WebAssembly module for who wants that.

mod bindings;
mod javascript;
mod module;
mod order;
mod weights;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;

use crate::compressed::brotli;
use setup::{node, wasm};
use util::files::copy_folder;
use util::{cache, run};

/// What a page loads before it can show a form, compressed by brotli: the default entry, or script and module of
/// `ory-hub/wasm`. The goal is 18,000 with the self-service engine; this holds what is reached.
const BUDGET: usize = 19_150;

/// The entry for who uses `@ory/client-fetch`. It has no client of its own.
const ADAPTER: &str = "client-fetch";

/// What the sources call the default entry.
const DEFAULT_SOURCE: &str = "./index.js";

/// Inlined names, sequences of expressions and constants that come first make the script shorter, but its brotli size larger.
const COMPRESSION: &str =
    "passes=2,ecma=2020,reduce_vars=false,sequences=false,lhs_constants=false";

/// The oldest browsers and Node that the scripts run in; `README.md` of the package names them.
const TARGETS: &str = "--target=safari15.4,ios15.4,chrome100,edge100,firefox100,node18";

/// Writes `target/package/npm/ory-hub-VERSION.tgz`.
///
/// # Errors
/// When a tool fails or the package grows over its budget.
pub(crate) fn package(root: &Path) -> anyhow::Result<()> {
    wasm::ready().map_err(|missing| missing.error())?;
    node::ready().map_err(|missing| missing.error())?;
    let work = cache::target().join("npm");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    let stage = work.join("package");
    let dist = stage.join("dist");
    fs::create_dir_all(&dist)?;
    let bound = module::build(root, &work)?;
    let home = root.join("bindings-wasm/npm");

    let [default, wasm] = ["default", "wasm"].map(|name| work.join(name));
    for folder in [&default, &wasm] {
        copy_folder(&home.join("src"), folder)?;
    }
    fs::write(
        default.join("module.js"),
        bindings::over_javascript(&bound.bindings)?,
    )?;
    fs::write(
        default.join("code.js"),
        javascript::of(&bound.module, &work)?,
    )?;
    fs::write(
        wasm.join("module.js"),
        bindings::over_webassembly(&bound.bindings)?,
    )?;
    fs::copy(&bound.module, dist.join("ory-hub.wasm"))?;
    for (folder, source, name) in [
        (&default, "index.js", "ory-hub"),
        (&wasm, "wasm.js", "wasm"),
        (&default, "testing.js", "testing"),
        (&default, "client-fetch.js", ADAPTER),
    ] {
        bundle(&folder.join(source), &dist.join(name), &work.join(name))?;
    }
    within_budget(&dist)?;

    for file in ["package.json", "README.md"] {
        fs::copy(home.join(file), stage.join(file))
            .with_context(|| format!("cannot copy {file}"))?;
    }
    for file in ["LICENSE-APACHE", "LICENSE-MIT"] {
        fs::copy(root.join(file), stage.join(file))?;
    }
    declarations(&home.join("types"), &stage)?;
    pack(root, &stage)
}

/// The declarations twice: TypeScript takes those of an ES module for no CommonJS file. And a folder for each further
/// entry, for resolvers that do not read `exports`.
fn declarations(types: &Path, stage: &Path) -> anyhow::Result<()> {
    copy_folder(types, &stage.join("types"))?;
    let commonjs = stage.join("types/cjs");
    copy_folder(types, &commonjs)?;
    fs::write(
        commonjs.join("package.json"),
        "{ \"type\": \"commonjs\" }\n",
    )?;
    for name in [ADAPTER, "testing", "wasm"] {
        fs::create_dir_all(stage.join(name))?;
        fs::write(
            stage.join(name).join("package.json"),
            format!(
                "{{ \"main\": \"../dist/{name}.cjs\", \"module\": \"../dist/{name}.js\", \"types\": \"../types/cjs/{name}.d.ts\" }}\n"
            ),
        )?;
    }
    Ok(())
}

/// One file out of the sources, as an ES module and for CommonJS.
fn bundle(entry: &Path, out: &Path, report: &Path) -> anyhow::Result<()> {
    for (format, end) in [("esm", "js"), ("cjs", "cjs")] {
        let mut command = Command::new(node::program("esbuild"));
        command
            .arg(entry)
            .args(["--bundle", "--minify", TARGETS, "--log-level=warning"])
            .arg(format!("--format={format}"))
            .arg(format!("--external:{DEFAULT_SOURCE}"))
            .arg(format!("--metafile={}.meta.json", report.display()))
            .arg(format!("--outfile={}.{end}", report.display()));
        run::run("bundling the browser's script", &mut command)?;
        // What esbuild leaves of the translated module can be said shorter.
        let mut command = Command::new(node::program("terser"));
        command.arg(format!("{}.{end}", report.display()));
        if format == "esm" {
            command.arg("--module");
        }
        command
            .args(["--mangle", "--compress", COMPRESSION])
            .arg("--output")
            .arg(format!("{}.{end}", out.display()));
        run::run("shortening the browser's script", &mut command)?;
        let made = out.with_extension(end);
        let script = fs::read_to_string(&made)?;
        fs::write(
            &made,
            script.replace(DEFAULT_SOURCE, &format!("./ory-hub.{end}")),
        )?;
    }
    Ok(())
}

/// What weighs what in it, a line each, once it has been made.
///
/// # Errors
/// When it has not.
pub(crate) fn weights() -> anyhow::Result<Vec<String>> {
    weights::lines(&cache::target().join("npm"))
}

fn within_budget(dist: &Path) -> anyhow::Result<()> {
    let adapter = brotli(&fs::read(dist.join(ADAPTER).with_extension("js"))?)?;
    run::note(&format!(
        "{ADAPTER}.js, beside the default entry: {adapter} bytes in brotli"
    ));
    for files in [&["ory-hub.js"][..], &["wasm.js", "ory-hub.wasm"]] {
        let mut sum = 0;
        for file in files {
            sum += brotli(&fs::read(dist.join(file))?)?;
        }
        run::note(&format!("{}: {sum} bytes in brotli", files.join(" and ")));
        if sum > BUDGET {
            anyhow::bail!(
                "{} weigh {sum} bytes in brotli; {BUDGET} are allowed",
                files.join(" and ")
            );
        }
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
