//! Compiles the module and makes wasm-bindgen's bindings for it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;
use walrus::{FunctionBuilder, FunctionKind, Module, RawCustomSection, ValType};
use wasm_bindgen_cli_support::{Bindgen, EncodeInto};

use setup::{node, wasm};
use util::{cache, run};

const CRATE: &str = "ory-hub-wasm";

/// What rustc emits for this target; wasm-opt and wasm2js keep to it.
pub(super) const FEATURES: [&str; 7] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Where a panic begins: what it prints goes nowhere in a browser, and its code weighs as much as the planner.
const PANICS: [&str; 2] = ["rust_begin_unwind", "9panicking9panic_fmt"];

/// Where a number of JavaScript becomes a value: it is never 0 there, so that looking says nothing.
const MADE: &str = "2Js4made";

/// How the places of panics begin, which nobody prints.
const SOURCES: [&str; 4] = [
    "/rustc/",
    "/cargo/registry/",
    "core/src/",
    "bindings-wasm/src/",
];

/// A module and the bindings for it.
pub(super) struct Bound {
    /// The WebAssembly module, as small as it gets.
    pub(super) module: PathBuf,
    /// wasm-bindgen's JavaScript.
    pub(super) bindings: String,
}

/// Compiles, binds and shrinks the module.
pub(super) fn build(root: &Path, work: &Path) -> anyhow::Result<Bound> {
    let bound = work.join("bound");
    bind(&compile(root)?, &bound)?;
    let named = work.join("named.wasm");
    shrink(&bound.join("bindings_bg.wasm"), &named)?;
    let module = work.join("ory-hub.wasm");
    strip(&named, &module)?;
    let bindings = fs::read_to_string(bound.join("bindings_bg.js"))?;
    Ok(Bound { module, bindings })
}

fn compile(root: &Path) -> anyhow::Result<PathBuf> {
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
        .args(["--profile", "wasm", "--target", wasm::TARGET])
        // Less inlining than `z` does by itself is smaller; and a page needs no stack of a megabyte.
        .args(["--", "-C", "llvm-args=-inline-threshold=25"])
        .args(["-C", "link-arg=-zstack-size=32768"])
        // wasm2js knows no tables of JavaScript values.
        .env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
            "-C target-feature=-reference-types",
        )
        .current_dir(root);
    run::run("compiling the browser's module", &mut cargo)?;
    Ok(cache::target()
        .join(wasm::TARGET)
        .join("wasm/ory_hub_wasm.wasm"))
}

fn bind(compiled: &Path, out: &Path) -> anyhow::Result<()> {
    let mut module = Module::from_file(compiled)?;
    without_panic_messages(&mut module);
    without_looking(&mut module)?;
    let sysroot = run::output(
        "asking rustc for its folder",
        Command::new("rustc").args(["--print", "sysroot"]),
    )?;
    without_places(&mut module, sysroot.trim());
    // The standard library says that the target has such tables.
    module.customs.remove_raw("target_features");
    module.customs.add(RawCustomSection {
        name: "target_features".into(),
        data: vec![0],
    });
    Bindgen::new()
        .input_module("bindings", module)
        .bundler(true)?
        .omit_default_module_path(true)
        .typescript(false)
        .encode_into(EncodeInto::Always)
        .remove_name_section(false)
        .remove_producers_section(true)
        .generate(out)
        .context("wasm-bindgen cannot bind the module")
}

/// A panic is a trap: JavaScript turns it into an error of kind `internal`.
fn without_panic_messages(module: &mut Module) {
    let is_panic = |name: &str| PANICS.iter().any(|panic| name.contains(panic));
    let panics: Vec<_> = module
        .funcs
        .iter()
        .filter(|function| function.name.as_deref().is_some_and(is_panic))
        .map(|function| function.id())
        .collect();
    for id in panics {
        let ty = module.types.get(module.funcs.get(id).ty());
        let (params, results) = (ty.params().to_vec(), ty.results().to_vec());
        let mut builder = FunctionBuilder::new(&mut module.types, &params, &results);
        builder.func_body().unreachable();
        let locals = params.iter().map(|ty| module.locals.add(*ty)).collect();
        module.funcs.get_mut(id).kind = FunctionKind::Local(builder.local_func(locals));
    }
}

/// Whatever becomes a value there is one.
fn without_looking(module: &mut Module) -> anyhow::Result<()> {
    let is_made = |name: &str| name.contains(MADE);
    let made = module
        .funcs
        .iter()
        .find(|function| function.name.as_deref().is_some_and(is_made))
        .map(|function| function.id())
        .context("the module makes values differently")?;
    let ty = module.types.get(module.funcs.get(made).ty());
    anyhow::ensure!(
        (ty.params(), ty.results()) == (&[ValType::I32], &[ValType::I32]),
        "the module makes values of something else"
    );
    let mut builder = FunctionBuilder::new(&mut module.types, &[ValType::I32], &[ValType::I32]);
    let number = module.locals.add(ValType::I32);
    builder.func_body().local_get(number);
    module.funcs.get_mut(made).kind = FunctionKind::Local(builder.local_func(vec![number]));
    Ok(())
}

/// Where a toolchain has the standard library's sources, their places are below its folder.
fn without_places(module: &mut Module, sysroot: &str) {
    let data: Vec<_> = module.data.iter().map(|data| data.id()).collect();
    for id in data {
        let bytes = &mut module.data.get_mut(id).value;
        let folders = SOURCES.iter().copied().chain([sysroot]);
        folders.for_each(|folder| blank(bytes, folder.as_bytes()));
    }
}

/// Overwrites the paths of source files that begin so; zeros weigh nothing.
fn blank(data: &mut [u8], folder: &[u8]) {
    let mut start = 0;
    while let Some(found) = find(data, start, folder) {
        let Some(end) = find(data, found, b".rs") else {
            return;
        };
        start = end + 3;
        if let Some(path) = data.get_mut(found..start)
            && path.iter().all(u8::is_ascii_graphic)
        {
            path.fill(0);
        }
    }
}

fn find(data: &[u8], start: usize, part: &[u8]) -> Option<usize> {
    let windows = data.get(start..)?.windows(part.len());
    windows
        .enumerate()
        .find(|(_, window)| *window == part)
        .map(|(place, _)| start + place)
}

fn shrink(module: &Path, out: &Path) -> anyhow::Result<()> {
    let mut command = Command::new(node::program("wasm-opt"));
    command.args(FEATURES).args([
        // The order of blocks that the compiler chose costs a hundredth.
        "--flatten",
        "--rereloop",
        "-Oz",
        "-Oz",
        "--converge",
        "--low-memory-unused",
        "--strip-producers",
        "--strip-target-features",
        "--debuginfo",
    ]);
    command.args([module, Path::new("-o"), out]);
    run::run("shrinking the browser's module", &mut command)
}

/// The same without the names of functions.
fn strip(named: &Path, out: &Path) -> anyhow::Result<()> {
    let mut command = Command::new(node::program("wasm-opt"));
    command.args(FEATURES).arg("--strip-debug");
    command.args([named, Path::new("-o"), out]);
    run::run("stripping the browser's module", &mut command)
}

#[cfg(test)]
mod tests {
    use super::blank;

    #[test]
    fn paths_of_sources_are_overwritten() {
        let mut data = b"location/rustc/1/library/str.rs\0/rustc/ is kept".to_vec();
        blank(&mut data, b"/rustc/");
        let kept: Vec<u8> = data.into_iter().filter(|byte| *byte != 0).collect();
        assert_eq!(kept, b"location/rustc/ is kept");
    }
}
