//! The functions of a C header, and those that a library exports.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use anyhow::bail;

use crate::run;

/// The names of all functions in a header or in Rust sources.
#[must_use]
pub fn functions(text: &str) -> BTreeSet<String> {
    let comment = |line: &&str| {
        ["/*", "*", "//"]
            .iter()
            .any(|mark| line.trim_start().starts_with(mark))
    };
    let text: String = text
        .split_inclusive('\n')
        .filter(|line| !comment(line))
        .collect();
    let mut names = BTreeSet::new();
    for (place, _) in text.match_indices("ory_") {
        let before = text.get(..place).unwrap_or_default().chars().next_back();
        let rest = text.get(place..).unwrap_or_default();
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        let (name, after) = rest.split_at(end.unwrap_or(rest.len()));
        let starts = before.is_none_or(|letter| letter.is_whitespace() || letter == '*');
        if starts && after.starts_with('(') {
            names.insert(name.to_owned());
        }
    }
    names
}

/// The functions of `ory.h` and `ory/*.h` in a folder, without those that a header itself defines.
///
/// # Errors
/// When a header cannot be read.
pub fn headers(folder: &Path) -> anyhow::Result<BTreeSet<String>> {
    let mut names = functions(&std::fs::read_to_string(folder.join("ory.h"))?);
    for entry in std::fs::read_dir(folder.join("ory"))? {
        names.extend(functions(&std::fs::read_to_string(entry?.path())?));
    }
    for name in ["ory_str_of", "ory_str_eq", "ory_str_dup"] {
        names.remove(name);
    }
    Ok(names)
}

/// The library exports exactly the functions of the headers in a folder.
///
/// # Errors
/// Names the functions that only one of them has.
pub fn compare(include: &Path, library: &Path) -> anyhow::Result<()> {
    same(&headers(include)?, &exported(library)?)
}

/// What a shared library exports.
///
/// # Errors
/// When `nm` cannot read it.
pub fn exported(library: &Path) -> anyhow::Result<BTreeSet<String>> {
    let listed = run::output(
        "listing symbols",
        Command::new("nm")
            .args(["-D", "--defined-only", "--format=posix"])
            .arg(library),
    )?;
    let names = listed
        .lines()
        .filter_map(|line| line.split_whitespace().next());
    Ok(names.map(str::to_owned).collect())
}

/// Both have the same functions.
///
/// # Errors
/// Names those that only one of them has.
pub fn same(declared: &BTreeSet<String>, exported: &BTreeSet<String>) -> anyhow::Result<()> {
    if declared == exported {
        return Ok(());
    }
    let some = |one: &BTreeSet<String>, other: &BTreeSet<String>| -> Vec<String> {
        one.difference(other).take(8).cloned().collect()
    };
    bail!(
        "the library and the headers differ: only in the library {:?}, only in the headers {:?}",
        some(exported, declared),
        some(declared, exported)
    )
}

#[cfg(test)]
mod tests {
    use super::functions;

    #[test]
    fn functions_are_found_in_a_header() {
        let header = "/** ory_free() */\nory_str ory_a_get(const ory_a *a);\nconst ory_b *ory_b_at(size_t i);\nvoid\nory_c_free(ory_c *c);\n";
        let names: Vec<String> = functions(header).into_iter().collect();
        assert_eq!(names, ["ory_a_get", "ory_b_at", "ory_c_free"]);
    }
}
