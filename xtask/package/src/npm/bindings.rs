//! Ties wasm-bindgen's bindings to the module: to its code in JavaScript, or to an instance of it.

use anyhow::Context as _;

/// Where wasm-bindgen lets the module in.
const SLOT: &str = "let wasm;\nexport function __wbg_set_wasm(val) {\n    wasm = val;\n}";

/// Where a text of the module is read. wasm-bindgen's own is longer and wants `TextDecoder`, which some hosts lack.
const HELPERS: &str = r#"
import { useMemory, word } from "./values.js";

function getStringFromWasm0(start, length) {
    return word(start >>> 0, length);
}
"#;

/// Where the module is JavaScript beside them.
pub(super) fn over_javascript(bindings: &str) -> anyhow::Result<String> {
    Ok(with_own_helpers(bindings)?
        + "\nimport * as wasm from \"./code.js\";\nuseMemory(wasm.memory, wasm.textAt);\n")
}

/// Where the module is instantiated.
pub(super) fn over_webassembly(bindings: &str) -> anyhow::Result<String> {
    let instantiate = "\nimport * as self from \"./module.js\";\n\
         import * as host from \"./values.js\";\n\
         import { reader } from \"./text.js\";\n\
         let wasm;\n\
         export const instantiate = (module) => {\n    \
         wasm = new WebAssembly.Instance(module, { \"./bindings_bg.js\": self, \"./values.js\": host }).exports;\n    \
             useMemory(wasm.memory, reader(wasm.memory));\n\
         };\n";
    Ok(with_own_helpers(bindings)? + instantiate)
}

/// The exported functions come first, then wasm-bindgen's helpers and the slot.
fn with_own_helpers(bindings: &str) -> anyhow::Result<String> {
    anyhow::ensure!(
        bindings.contains(SLOT),
        "wasm-bindgen lets the module in differently"
    );
    let starts = ["\nfunction ", "\nlet "].map(|start| bindings.find(start));
    let end = starts
        .into_iter()
        .flatten()
        .min()
        .context("wasm-bindgen has no helpers")?;
    let (exports, helpers) = bindings.split_at(end);
    for helper in helpers.split("\nfunction ").skip(1) {
        let name = helper.split_once('(').map_or(helper, |(name, _)| name);
        let call = format!("{name}(");
        anyhow::ensure!(
            !exports.contains(&call) || HELPERS.contains(&call),
            "the bindings need wasm-bindgen's helper `{name}`"
        );
    }
    Ok(format!("{exports}{HELPERS}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{SLOT, over_javascript, over_webassembly};

    #[test]
    fn bindings_are_tied_to_one_module() {
        let bindings =
            format!("export function plan() {{\n}}\nfunction decodeText() {{}}\n{SLOT}\n");
        let script = over_javascript(&bindings).unwrap();
        assert!(script.contains("from \"./code.js\"") && !script.contains("decodeText"));
        let instance = over_webassembly(&bindings).unwrap();
        assert!(instance.contains("export const instantiate"));
        let needed = bindings.replace("plan() {", "plan() { decodeText();");
        assert!(over_javascript(&needed).is_err());
        assert!(over_javascript("").is_err());
        assert!(over_webassembly("").is_err());
    }
}
