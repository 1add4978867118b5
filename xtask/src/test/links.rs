//! Markdown names only files that exist: the targets of links, and paths in code spans.

use std::path::Path;

/// The folders that a path in a code span may begin with; other spans are not paths of the repository.
const FOLDERS: [&str; 10] = [
    "api/",
    "bindings-python/",
    "bindings-uniffi/",
    "bindings-wasm/",
    "core/",
    "docs/",
    "examples/",
    "include/",
    "tests/",
    "xtask/",
];

/// What a Markdown file names and the repository lacks.
pub(crate) fn missing(root: &Path, file: &str, text: &str) -> Vec<String> {
    let folder = root.join(file).parent().map(Path::to_path_buf);
    let links = links(text)
        .filter(|target| !target.contains("://") && !target.starts_with('#'))
        .map(|target| target.split('#').next().unwrap_or_default())
        .filter(|target| {
            folder
                .as_ref()
                .is_some_and(|folder| !folder.join(target).exists())
        });
    let paths = spans(text).filter(|span| is_path(span) && !root.join(span).exists());
    links
        .chain(paths)
        .map(|name| format!("{file}: names {name}, which does not exist"))
        .collect()
}

/// The targets of `[text](target)`.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](")
        .skip(1)
        .filter_map(|rest| rest.split(')').next())
}

/// The code spans of each line; fenced blocks have none.
fn spans(text: &str) -> impl Iterator<Item = &str> {
    let mut fenced = false;
    text.lines()
        .filter(move |line| {
            let fence = line.trim_start().starts_with("```");
            fenced ^= fence;
            !fenced && !fence
        })
        .flat_map(|line| line.split('`').skip(1).step_by(2))
}

fn is_path(span: &str) -> bool {
    FOLDERS.iter().any(|folder| span.starts_with(folder))
        && span
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_and_paths_are_found() {
        let text = "See [a](b.md#c) and `xtask/src` or `core/<group>/`.\n```\n`core/none`\n```\n[d](https://e)";
        assert_eq!(links(text).collect::<Vec<_>>(), ["b.md#c", "https://e"]);
        let paths: Vec<_> = spans(text).filter(|span| is_path(span)).collect();
        assert_eq!(paths, ["xtask/src"]);
    }

    #[test]
    fn missing_files_are_named() {
        let root = util::cache::project();
        let text = "[a](README.md) [b](none.md) `core/src/lib.rs` `core/src/none.rs`";
        assert_eq!(
            missing(&root, "NOTES.md", text),
            [
                "NOTES.md: names none.md, which does not exist",
                "NOTES.md: names core/src/none.rs, which does not exist",
            ]
        );
    }
}
