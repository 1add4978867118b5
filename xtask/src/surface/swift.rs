//! The public symbols of the Swift package, as the compiler reads its declarations.

use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::Value;
use util::{cache, run};

/// Where Debian keeps a program of Swift that it does not put on the path.
const EXTRACT: &str = "/usr/libexec/swift/bin/swift-symbolgraph-extract";

/// One line for each symbol. Of the sources only what they declare is compiled.
///
/// # Errors
/// When the package has not been made.
pub(crate) fn lines(root: &Path) -> Result<Vec<String>> {
    let sources = root.join("target/package/swift/Sources");
    let text = |path: &Path| -> Result<String> {
        let text = path.to_str().context("a path is not UTF-8")?;
        Ok(text.to_owned())
    };
    let mut files: Vec<String> = std::fs::read_dir(sources.join("OryHub"))
        .context("there is no Swift package; `cargo xtask package swift` makes it")?
        .map(|entry| text(&entry?.path()))
        .collect::<Result<_>>()?;
    files.sort();
    let out = cache::target().join("surface/swift");
    std::fs::create_dir_all(&out)?;
    let (header, folder) = (text(&sources.join("OryHubFFI"))?, text(&out)?);
    let module = format!("{folder}/OryHub.swiftmodule");
    let common = ["-module-name", "OryHub", "-I", &header];
    let mut compile = vec!["swiftc"];
    compile.extend(common);
    compile.extend([
        "-parse-as-library",
        "-emit-module",
        "-emit-module-path",
        &module,
    ]);
    compile.extend(["-Xfrontend", "-experimental-skip-all-function-bodies"]);
    compile.extend(files.iter().map(String::as_str));
    let run_swift = |label: &str, arguments: &[&str]| -> Result<()> {
        run::run(
            label,
            &mut setup::swift::command(arguments, &out, &[&sources])?,
        )
    };
    run_swift("compiling the declarations of the Swift package", &compile)?;
    let target = format!("{}-pc-linux-gnu", std::env::consts::ARCH);
    let mut extract = vec![match run::find("swift") {
        Some(_) => "swift-symbolgraph-extract",
        None => EXTRACT,
    }];
    extract.extend(common);
    extract.extend(["-target", &target, "-I", &folder, "-output-dir", &folder]);
    extract.extend([
        "-minimum-access-level",
        "public",
        "-skip-synthesized-members",
    ]);
    run_swift("reading the public surface of the Swift package", &extract)?;
    let graph = std::fs::read_to_string(out.join("OryHub.symbols.json"))?;
    symbols(&serde_json::from_str(&graph)?)
}

/// The path and the declaration of each symbol that is neither of uniffi's runtime nor for printing.
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
            || path.ends_with(".customMirror")
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
