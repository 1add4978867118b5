//! Text that files of models and of endpoints share.

use crate::rust::{mark, wrap};

/// The beginning of a file of models or endpoints.
pub(super) fn head(from: &str, about: &str) -> String {
    format!(
        "// {}\n//! {about}\n\nuse crate::macros::prelude::*;\n",
        mark(from)
    )
}

/// Documentation lines with this indent.
pub(super) fn doc(text: &str, indent: usize) -> String {
    if text.is_empty() {
        return String::new();
    }
    let space = " ".repeat(indent);
    wrap(text, 112 - indent)
        .into_iter()
        .map(|line| format!("{space}/// {line}").trim_end().to_owned() + "\n")
        .collect()
}
