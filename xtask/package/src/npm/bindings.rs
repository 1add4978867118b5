//! Ties wasm-bindgen's bindings to the module: to its code in JavaScript, or to an instance of it.

/// The bindings keep views of the memory and look for a new one by its length; a memory in JavaScript that grew leaves
/// the old one as it was.
const STALE: (&str, &str) = (".byteLength === 0", ".buffer !== wasm.memory.buffer");
const SLOT: &str = "let wasm;\nexport function __wbg_set_wasm(val) {\n    wasm = val;\n}";

/// Where the module is JavaScript beside them.
pub(super) fn over_javascript(bindings: &str) -> anyhow::Result<String> {
    let fresh = replaced(bindings, STALE.0, STALE.1)?;
    replaced(&fresh, SLOT, "import * as wasm from \"./code.js\";")
}

/// Where the module is instantiated.
pub(super) fn over_webassembly(bindings: &str) -> anyhow::Result<String> {
    let instantiate = "import * as self from \"./module.js\";\n\
         let wasm;\n\
         export const instantiate = (module) => {\n    \
         wasm = new WebAssembly.Instance(module, { \"./bindings_bg.js\": self }).exports;\n\
         };";
    replaced(bindings, SLOT, instantiate)
}

fn replaced(text: &str, from: &str, to: &str) -> anyhow::Result<String> {
    if !text.contains(from) {
        anyhow::bail!("wasm-bindgen writes its bindings differently: there is no `{from}`");
    }
    Ok(text.replace(from, to))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{SLOT, over_javascript, over_webassembly};

    #[test]
    fn bindings_are_tied_to_one_module() {
        let bindings = format!("if (view.byteLength === 0) {{}}\n{SLOT}\n");
        let script = over_javascript(&bindings).unwrap();
        assert!(script.contains("view.buffer !== wasm.memory.buffer"));
        assert!(script.contains("from \"./code.js\""));
        let instance = over_webassembly(&bindings).unwrap();
        assert!(instance.contains("export const instantiate"));
        assert!(over_javascript("").is_err());
        assert!(over_webassembly("").is_err());
    }
}
