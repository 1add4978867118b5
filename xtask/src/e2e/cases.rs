//! `tests/cases.yaml`: which cases a language must show.

use std::path::Path;

use anyhow::{Context as _, bail};
use spec::yaml::{self, Node};

use super::Outcome;

/// The cases that a language's driver must pass.
///
/// # Errors
/// When the list cannot be read.
pub(crate) fn due(root: &Path, language: &str) -> anyhow::Result<Vec<String>> {
    let path = root.join("tests/cases.yaml");
    let text = std::fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}", path.display()))?;
    of(&text, language)
}

/// The cases that it must pass and did not.
///
/// # Errors
/// When the list cannot be read.
pub(crate) fn missing(
    root: &Path,
    language: &str,
    outcome: &Outcome,
) -> anyhow::Result<Vec<String>> {
    Ok(due(root, language)?
        .into_iter()
        .filter(|id| !outcome.cases.iter().any(|(case, _)| case == id))
        .collect())
}

fn of(text: &str, language: &str) -> anyhow::Result<Vec<String>> {
    let document = yaml::parse_with_aliases("tests/cases.yaml", text)?;
    let list = document
        .get("cases")
        .and_then(Node::as_list)
        .context("cases.yaml has no list `cases`")?;
    anyhow::ensure!(!list.is_empty(), "cases.yaml names no case");
    let mut due = Vec::new();
    for case in list {
        let id = case
            .get("id")
            .and_then(Node::as_str)
            .context("a case has no id")?;
        let has = case
            .get("in")
            .and_then(Node::as_list)
            .is_some_and(|names| names.iter().any(|name| name.as_str() == Some(language)));
        let reason = case
            .get("without")
            .and_then(|without| without.get(language))
            .and_then(Node::as_str);
        match (has, reason) {
            (true, None) => due.push(id.to_owned()),
            (false, Some(reason)) if !reason.trim().is_empty() => {}
            (true, Some(_)) => {
                bail!("{id}: {language} has it and gives a reason for not having it")
            }
            (false, _) => bail!("{id}: {language} neither has it nor says why"),
        }
    }
    Ok(due)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::of;

    const LIST: &str = "
cases:
  - id: one
    in: [rust, c]
    without: &reason { browser: no such thing there }
  - id: two
    in: [c]
    without:
      browser: neither
      rust: not here
  - id: three
    in: [rust, c]
    without: *reason
";

    #[test]
    fn a_language_owes_what_it_is_named_for() {
        assert_eq!(of(LIST, "rust").unwrap(), ["one", "three"]);
        assert_eq!(of(LIST, "c").unwrap(), ["one", "two", "three"]);
        assert!(of(LIST, "browser").unwrap().is_empty());
    }

    #[test]
    fn silence_is_no_reason() {
        let error = of(LIST, "swift").unwrap_err().to_string();
        assert_eq!(error, "one: swift neither has it nor says why");
    }
}
