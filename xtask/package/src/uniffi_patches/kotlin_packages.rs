//! Which Kotlin package has which class: Ory's own models are in `ory.hub.model`, what this library adds is in `ory.hub`.
//!
//! uniffi writes a class where its crate is. An alias in the other package would make programs that import both
//! packages whole ambiguous, so the classes themselves move, and their converters stay.

use anyhow::{Context, Result};

use super::patch::Patch;

/// The classes that uniffi writes among the models, and how each begins.
const WRITTEN: [(&str, &str); 5] = [
    ("OryConfig", "data class OryConfig (\n"),
    ("CallOptions", "data class CallOptions (\n"),
    ("Problem", "data class Problem (\n"),
    ("ErrorKind", "enum class ErrorKind {\n"),
    ("Timestamp", "data class Timestamp (\n"),
];

/// The hand-written ones.
const BY_HAND: [&str; 2] = ["Secret", "Json"];

/// The models without what is not theirs, and the file of the client's package with the rest.
pub(crate) fn part(models: String) -> Result<(String, String)> {
    let mut moved = format!("{}package ory.hub\n", super::MARK);
    let mut rest = models;
    for (name, start) in WRITTEN {
        let (class, without) = cut(&rest, start)
            .with_context(|| format!("models, Kotlin: uniffi's output has changed: no {name}"))?;
        moved.push_str(&format!("\n{class}"));
        rest = without;
    }
    let imports: String = names()
        .map(|name| format!("import ory.hub.{name}\n"))
        .collect();
    let mut file = Patch::new("models, Kotlin", rest);
    file.once(
        "\npackage ory.hub.model\n\n",
        &format!("\npackage ory.hub.model\n\n{imports}"),
    )?;
    Ok((file.finish(), moved))
}

/// The client finds them in its own package.
pub(crate) fn client(text: String) -> String {
    let mut file = Patch::new("client, Kotlin", text);
    for name in names() {
        file.any(&format!("import ory.hub.model.{name}\n"), "");
        // Fields of an enum's cases name their types in full.
        for end in ["?", ",", ")", ">", " "] {
            file.any(
                &format!("ory.hub.model.{name}{end}"),
                &format!("ory.hub.{name}{end}"),
            );
        }
    }
    file.finish()
}

fn names() -> impl Iterator<Item = &'static str> {
    WRITTEN.iter().map(|(name, _)| *name).chain(BY_HAND)
}

/// The class that begins with `start`, its documentation included, and the text without it.
fn cut(text: &str, start: &str) -> Option<(String, String)> {
    const DOC: &str = "\n/**\n";
    const END: &str = "\n}\n";
    let at = text.find(&format!("\n{start}"))?;
    let from = text.get(..at)?.rfind(DOC)? + 1;
    let to = at + text.get(at..)?.find(END)? + END.len();
    let class = text.get(from..to)?.to_owned();
    Some((class, format!("{}{}", text.get(..from)?, text.get(to..)?)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn what_is_no_model_moves_with_its_documentation() {
        let class = |name: &str, start: &str| {
            format!("/**\n * About {name}.\n */\n{start}    x\n    companion object\n}}\n\n")
        };
        let written: String = WRITTEN
            .iter()
            .map(|(name, start)| class(name, start))
            .collect();
        let text = format!(
            "\npackage ory.hub.model\n\nimport java.nio.ByteBuffer\n\n\
{}{written}",
            class("Identity", "data class Identity (\n"),
        );
        let (models, moved) = part(text.clone()).unwrap();
        assert!(
            models.contains("About Identity") && !models.contains("About Problem"),
            "{models}"
        );
        assert!(
            models.contains("import ory.hub.Json\nimport java.nio"),
            "{models}"
        );
        assert!(
            moved.contains("About Timestamp") && !moved.contains("About Identity"),
            "{moved}"
        );
        assert!(part(text.replace("enum class ErrorKind", "enum ErrorKind")).is_err());
    }

    #[test]
    fn the_client_imports_only_models() {
        let text = "import ory.hub.model.Identity\nimport ory.hub.model.Secret\n".to_owned();
        assert_eq!(client(text), "import ory.hub.model.Identity\n");
    }
}
