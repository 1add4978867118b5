//! Two builds of the same packages, compared.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};

/// How many files the second build has, which are the same in the first. That one may have more, of an earlier command.
///
/// # Errors
/// Names the files that are not the same, or says that there are none.
pub(super) fn compare(first: &str, second: &str) -> Result<usize> {
    let (first, second) = (by_name(first), by_name(second));
    let other: Vec<&str> = second
        .iter()
        .filter(|(name, sum)| first.get(*name) != Some(sum))
        .map(|(name, _)| *name)
        .collect();
    ensure!(
        other.is_empty(),
        "not the same bytes twice: {}",
        other.join(", ")
    );
    ensure!(!second.is_empty(), "nothing was built twice");
    Ok(second.len())
}

/// The lines of `sha256sum`.
fn by_name(sums: &str) -> BTreeMap<&str, &str> {
    sums.lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(sum, name)| (name, sum))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::compare;

    #[test]
    fn only_what_was_built_twice_is_compared() {
        assert_eq!(compare("1  a\n2  b\n", "2  b\n").unwrap(), 1);
        assert!(compare("1  a\n", "").is_err());
    }

    #[test]
    fn other_bytes_and_new_files_are_named() {
        let error = compare("1  a\n2  b\n", "1  a\n3  b\n4  c\n").unwrap_err();
        assert_eq!(error.to_string(), "not the same bytes twice: b, c");
    }
}
