//! The public symbols of the Swift package, as its compiled module has them.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;
use util::{cache, run};

const EXTRACT: &str = "/usr/libexec/swift/bin/swift-symbolgraph-extract";

/// One line for each symbol.
///
/// # Errors
/// When the tests of Swift have not compiled the package.
pub fn lines(root: &Path) -> Result<Vec<String>> {
    let built = cache::dir("swift-build")?;
    let modules = built.join("debug/Modules");
    anyhow::ensure!(
        modules.join("OryHub.swiftmodule").exists(),
        "there is no compiled Swift module; `cargo xtask test swift` makes it"
    );
    let header = root.join("target/package/swift/Sources/OryHubFFI");
    let out = cache::target().join("surface/swift");
    std::fs::create_dir_all(&out)?;
    let text = |path: &Path| -> Result<String> {
        let text = path.to_str().context("a path is not UTF-8")?;
        Ok(text.to_owned())
    };
    let (modules, header, folder) = (text(&modules)?, text(&header)?, text(&out)?);
    let target = format!("{}-pc-linux-gnu", std::env::consts::ARCH);
    let extract = if run::find("swift").is_some() {
        "swift-symbolgraph-extract"
    } else {
        EXTRACT
    };
    let arguments = [
        extract,
        "-module-name",
        "OryHub",
        "-target",
        &target,
        "-I",
        &modules,
        "-I",
        &header,
        "-output-dir",
        &folder,
        "-minimum-access-level",
        "public",
        "-skip-synthesized-members",
    ];
    run::run(
        "reading the public surface of the Swift package",
        &mut setup::swift::command(&arguments, &out, &[&built, Path::new(&header)])?,
    )?;
    let graph = std::fs::read_to_string(out.join("OryHub.symbols.json"))?;
    symbols(&serde_json::from_str(&graph)?)
}

/// The path and the declaration of each symbol that is not of uniffi's runtime.
fn symbols(graph: &Value) -> Result<Vec<String>> {
    let symbols = graph["symbols"].as_array().context("no symbols")?;
    let line = |symbol: &Value| -> Option<String> {
        let words = |list: &Value, key: Option<&str>| -> Option<Vec<String>> {
            let list = list.as_array()?.iter();
            list.map(|item| Some(key.map_or(item, |key| &item[key]).as_str()?.to_owned()))
                .collect()
        };
        let path = words(&symbol["pathComponents"], None)?.join(".");
        let declaration = words(&symbol["declarationFragments"], Some("spelling"))?.concat();
        let of_runtime = path.to_lowercase().contains("uniffi")
            || declaration.contains("Ffi")
            || declaration.contains("NoHandle");
        (!of_runtime).then(|| format!("{path}: {declaration}"))
    };
    Ok(symbols.iter().filter_map(line).collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use serde_json::json;

    use super::symbols;

    #[test]
    fn symbols_become_lines() {
        let graph = json!({ "symbols": [
            { "pathComponents": ["Config", "url"],
              "declarationFragments": [{ "spelling": "var " }, { "spelling": "url: String?" }] },
            { "pathComponents": ["uniffiEnsure()"], "declarationFragments": [{ "spelling": "func uniffiEnsure()" }] },
        ]});
        assert_eq!(symbols(&graph).unwrap(), ["Config.url: var url: String?"]);
        assert!(symbols(&json!({})).is_err());
    }
}
