//! Kotlin and Swift sources out of the built library, by uniffi and then by our own changes.

mod class_names;
mod docs;
mod field_names;
mod interfaces;
mod kotlin;
mod kotlin_packages;
pub(crate) mod library;
mod model_members;
mod observer;
mod patch;
mod printed_client;
mod redaction;
mod swift;
mod visibility;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use spec::ir::{Api, Pages};
use spec::names;
use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate};

use util::cache;

/// What the first lines of each file say instead of uniffi's.
const MARK: &str = "\
// Made by `cargo xtask package` from the Rust library with uniffi; do not edit.

";

/// The components: what uniffi calls them, in order: models, client.
const KOTLIN: [&str; 2] = ["ory/hub/model/ory_hub.kt", "ory/hub/ory_hub_native.kt"];
const SWIFT: [&str; 2] = ["OryHubModel.swift", "OryHub.swift"];
const HEADERS: [&str; 2] = ["OryHubModelFFI.h", "OryHubFFI.h"];

/// Writes `ory/hub/…` below `out`.
///
/// # Errors
/// When uniffi's output is not what it was.
pub(crate) fn kotlin(library: &Path, api: &Api, out: &Path) -> Result<()> {
    let raw = raw(library, TargetLanguage::Kotlin, "kotlin")?;
    let [models, client] = KOTLIN;
    let read = |name| Ok::<_, anyhow::Error>(class_names::of_ory(read(&raw.join(name))?, api));
    let (models, values) = kotlin_packages::part(kotlin::models(read(models)?, api)?)?;
    write(&out.join("ory/hub/model/Models.kt"), &models)?;
    write(&out.join("ory/hub/Values.kt"), &values)?;
    write(
        &out.join("ory/hub/Client.kt"),
        &kotlin_packages::client(kotlin::client(read(client)?, &renamed(api))?),
    )
}

/// Writes the Swift files to `sources`, the headers and their module map to `headers`.
///
/// # Errors
/// When uniffi's output is not what it was.
pub(crate) fn swift(library: &Path, api: &Api, sources: &Path, headers: &Path) -> Result<()> {
    let raw = raw(library, TargetLanguage::Swift, "swift")?;
    let [models, client] = SWIFT;
    write(
        &sources.join("Models.swift"),
        &swift::models(class_names::of_ory(read(&raw.join(models))?, api), api)?,
    )?;
    write(
        &sources.join("Client.swift"),
        &swift::client(
            class_names::of_ory(read(&raw.join(client))?, api),
            &renamed(api),
        )?,
    )?;
    let mut map = String::from("module OryHubFFI {\n");
    for header in HEADERS {
        write(&headers.join(header), &read(&raw.join(header))?)?;
        map.push_str(&format!("    header \"{header}\"\n"));
    }
    map.push_str("    export *\n}\n");
    write(&headers.join("module.modulemap"), &map)
}

/// (uniffi's name, Ory's name) of the methods where they differ: uniffi knows only words, so `ID` becomes `Id`.
fn renamed(api: &Api) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (_, operation) in api.operations() {
        let name = names::camel(&names::snake(&operation.id));
        if name != operation.id {
            if operation.pages != Pages::None {
                all.push((format!("{name}Pages"), format!("{}Pages", operation.id)));
            }
            all.push((name, operation.id.clone()));
        }
    }
    all
}

fn raw(library: &Path, language: TargetLanguage, name: &str) -> Result<PathBuf> {
    let out = cache::target().join("foreign").join(name);
    if out.exists() {
        std::fs::remove_dir_all(&out)?;
    }
    std::fs::create_dir_all(&out)?;
    let path = |path: &Path| {
        path.to_str()
            .map(Into::into)
            .with_context(|| format!("{} is not UTF-8", path.display()))
    };
    generate(GenerateOptions {
        languages: vec![language],
        source: path(library)?,
        out_dir: path(&out)?,
        ..GenerateOptions::default()
    })
    .context("uniffi refused the library")?;
    Ok(out)
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path)
        .map(|text| docs::without_examples(&text))
        .with_context(|| format!("uniffi did not write {}", path.display()))
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
