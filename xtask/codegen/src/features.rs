//! The list of groups as Cargo features: one block in the manifest of core and of each binding that has them all.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use spec::ir::Api;

use crate::file::File;

const BEGIN: &str =
    "# Groups of operations, written by `cargo xtask generate` from the folders of api/.\n";
const END: &str = "# End of groups.\n";

/// Manifests with the block, and what a feature turns on there.
const MANIFESTS: [(&str, &str); 4] = [
    ("core/Cargo.toml", ""),
    ("bindings-uniffi/Cargo.toml", "ory-hub/"),
    ("bindings-uniffi/c/Cargo.toml", "ory-hub/"),
    ("bindings-python/Cargo.toml", "ory-hub/"),
];

/// The manifests as they should be.
pub(crate) fn files(root: &Path, api: &Api) -> anyhow::Result<Vec<File>> {
    let one = |(path, prefix): &(&str, &str)| {
        let text = std::fs::read_to_string(root.join(path))
            .with_context(|| format!("{path} cannot be read"))?;
        let text = replaced(&text, &block(api, prefix))
            .with_context(|| format!("{path} has no block of groups"))?;
        let path = (*path).to_owned();
        Ok(File { path, text })
    };
    MANIFESTS.iter().map(one).collect()
}

fn block(api: &Api, prefix: &str) -> String {
    let names: Vec<&str> = api.groups.iter().map(|group| group.name.as_str()).collect();
    let mut text = String::from("all = [\n");
    for name in &names {
        let _ = writeln!(text, "    \"{name}\",");
    }
    text.push_str("]\n");
    for name in &names {
        let turned_on = match prefix {
            "" => String::new(),
            prefix => format!("\"{prefix}{name}\""),
        };
        let _ = writeln!(text, "{name} = [{turned_on}]");
    }
    text
}

/// The text with another block, if it has one.
fn replaced(text: &str, block: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}{block}{END}{after}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::sample::{YAML, api};

    #[test]
    fn the_block_alone_is_replaced() {
        let text = format!("[features]\n{BEGIN}old = []\n{END}\n[lints]\n");
        let block = block(&api(YAML), "ory-hub/");
        assert_eq!(
            replaced(&text, &block).unwrap(),
            format!(
                "[features]\n{BEGIN}all = [\n    \"zoo\",\n]\nzoo = [\"ory-hub/zoo\"]\n{END}\n[lints]\n"
            )
        );
        assert_eq!(replaced("[features]\n", &block), None);
    }
}
