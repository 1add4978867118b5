//! What weighs what in the browser's package: scripts by file, the module by function.

use std::fs;
use std::path::Path;

use anyhow::Context as _;
use walrus::Module;

/// How many functions are listed; the others are one line.
const LONGEST: usize = 40;

/// A line each, over what packaging left in `work`.
///
/// # Errors
/// When the package has not been made.
pub(super) fn lines(work: &Path) -> anyhow::Result<Vec<String>> {
    let read = |name: &str| {
        fs::read_to_string(work.join(name)).context("run `cargo xtask package browser`")
    };
    let mut lines = Vec::new();
    for (bytes, file) in scripts(&read("ory-hub.meta.json")?) {
        lines.push(format!("npm: {bytes:>8} bytes of script: {file}"));
    }
    let module = Module::from_file(work.join("named.wasm"))?;
    let functions = functions(&module);
    for (bytes, name) in functions.iter().take(LONGEST) {
        lines.push(format!("npm: {bytes:>8} bytes of module: {name}"));
    }
    let rest: usize = functions.iter().skip(LONGEST).map(|(bytes, _)| bytes).sum();
    lines.push(format!(
        "npm: {rest:>8} bytes of module: all other functions"
    ));
    let data: usize = module.data.iter().map(|data| data.value.len()).sum();
    lines.push(format!("npm: {data:>8} bytes of module: texts and tables"));
    Ok(lines)
}

/// The files of a bundle and what they became, out of esbuild's report; the heaviest first.
fn scripts(report: &str) -> Vec<(usize, &str)> {
    const MARK: &str = "\"bytesInOutput\":";
    let mut found = Vec::new();
    let mut rest = report;
    while let Some((before, after)) = rest.split_once(MARK) {
        let digits = after.trim_start();
        let end = digits
            .find(|sign: char| !sign.is_ascii_digit())
            .unwrap_or(digits.len());
        let name = before.rsplit('"').nth(1).unwrap_or_default();
        found.push((digits[..end].parse().unwrap_or(0), name));
        rest = after;
    }
    found.sort_unstable_by(|one, other| other.cmp(one));
    found
}

/// The functions of a module by their names; the longest first.
fn functions(module: &Module) -> Vec<(usize, String)> {
    let mut found: Vec<_> = module
        .funcs
        .iter_local()
        .map(|(id, function)| {
            let bytes = function
                .original_range
                .clone()
                .map_or(0, |range| range.len());
            let name = module.funcs.get(id).name.clone();
            (bytes, name.unwrap_or_else(|| "without a name".into()))
        })
        .collect();
    found.sort_unstable_by(|one, other| other.cmp(one));
    found
}

#[cfg(test)]
mod tests {
    use super::scripts;

    #[test]
    fn the_report_of_a_bundle_names_its_files() {
        let report = r#"{"outputs":{"x.js":{"inputs":{"a.js":{"bytesInOutput": 7},"b.js":{"bytesInOutput":12}},"bytes":19}}}"#;
        assert_eq!(scripts(report), [(12, "b.js"), (7, "a.js")]);
    }
}
