//! Names in C: one name space for types, functions and constants.

use std::collections::HashMap;

use anyhow::bail;
use spec::names::{Language, reserved_in, snake};

use crate::File;

/// An argument: legal in C, C++ and Rust without escapes, and not one of the names that a function has already.
#[must_use]
pub fn argument(name: &str, taken: &[&str]) -> String {
    let mut name = snake(name);
    while reserved_in(Language::C, &name)
        || reserved_in(Language::Rust, &name)
        || taken.contains(&name.as_str())
    {
        name.push('_');
    }
    name
}

/// The argument that is an object of a model: the model's name where that is short, else `other`.
#[must_use]
pub fn object(model: &str, other: &str, taken: &[&str]) -> String {
    let name = argument(model, taken);
    if name.len() > 24 {
        other.to_owned()
    } else {
        name
    }
}

/// What is written by hand in `bindings-uniffi/c/src` or in the header itself.
#[rustfmt::skip]
const BY_HAND: &[&str] = &[
    "ory_client", "ory_client_free", "ory_config", "ory_config_build", "ory_config_free", "ory_config_new",
    "ory_error", "ory_error_free", "ory_error_get_line", "ory_library_version", "ory_result", "ory_str",
    "ory_str_of", "ory_text", "ory_text_free", "ory_text_get",
];

/// Refuses two things of one name.
pub fn check(files: &[File]) -> anyhow::Result<()> {
    let mut seen: HashMap<String, &str> = BY_HAND
        .iter()
        .map(|name| ((*name).to_owned(), "the hand-written part"))
        .collect();
    for file in files {
        for name in file.text.lines().filter_map(defined) {
            if let Some(other) = seen.insert(name.to_owned(), &file.path) {
                bail!(
                    "C would have two things called `{name}`: in {other} and in {}",
                    file.path
                );
            }
        }
    }
    Ok(())
}

/// The name that a line of generated code defines.
fn defined(line: &str) -> Option<&str> {
    let rest = [
        "pub extern \"C\" fn ",
        "pub struct ",
        "pub type ",
        "pub const ",
    ]
    .iter()
    .find_map(|start| line.strip_prefix(start))?;
    let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')?;
    rest.get(..end)
}
