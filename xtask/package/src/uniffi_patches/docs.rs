//! Examples in Rust's documentation say nothing to a reader of Kotlin or Swift.

/// The text without fenced blocks in comments, and without the empty line before each.
pub(crate) fn without_examples(text: &str) -> String {
    let bare = |line: &str| line.trim().trim_start_matches('*').trim().to_owned();
    let mut kept: Vec<&str> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        let fence = line.trim_start().starts_with('*') && bare(line).starts_with("```");
        if fence && !inside {
            kept.pop_if(|before| before.trim() == "*");
        }
        if !fence && !inside {
            kept.push(line);
        }
        inside ^= fence;
    }
    kept.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_go_and_the_rest_stays() {
        let text =
            "/**\n * A time.\n *\n * ```\n * use ory_hub::Timestamp;\n * ```\n */\nclass T\n";
        assert_eq!(without_examples(text), "/**\n * A time.\n */\nclass T\n");
        let code = "let a = \"```\"\n *\n * 2\n";
        assert_eq!(without_examples(code), code);
    }
}
