//! Names and comments that the files of the package share.

use crate::rust::wrap;

/// Where the sources of the package are.
pub(super) const HOME: &str = "bindings-wasm/npm";

/// The name of a parameter as a key: the script finds it by the same rule (`camel` in `npm/src/client.js`).
pub(super) fn key(wire: &str) -> String {
    let mut key = String::new();
    for part in wire.split(['_', '-']).filter(|part| !part.is_empty()) {
        let mut letters = part.chars();
        let first = letters.next().map(|first| match key.is_empty() {
            true => first.to_ascii_lowercase(),
            false => first.to_ascii_uppercase(),
        });
        key.extend(first);
        key.push_str(letters.as_str());
    }
    key
}

/// A documentation comment.
pub(super) fn doc(text: &str, indent: &str) -> String {
    let lines = wrap(&text.replace("*/", "* /"), 110 - indent.len());
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let mut text = format!("{indent}/**\n");
            for line in lines {
                text.push_str(format!("{indent} * {line}").trim_end());
                text.push('\n');
            }
            text + indent + " */\n"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{doc, key};

    #[test]
    fn keys_follow_the_rule_of_the_script() {
        assert_eq!(key("return_to"), "returnTo");
        assert_eq!(key("X-Session-Token"), "xSessionToken");
        assert_eq!(key("Cookie"), "cookie");
    }

    #[test]
    fn a_comment_cannot_end_early() {
        assert_eq!(doc("a */ b", "  "), "  /** a * / b */\n");
    }
}
