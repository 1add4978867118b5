//! Interfaces and protocols that name each other, so that a fake of a client needs no class of the library.

use std::collections::BTreeSet;

use anyhow::{Result, bail};

use super::patch::Patch;

/// In Kotlin a class may return a subclass of what its interface says.
pub fn kotlin(file: &mut Patch) -> Result<()> {
    let classes = classes(file.text(), "open class ", ':');
    let interface = |class: &str| format!("{class}Interface");
    let mut inside = false;
    let mut changed = String::with_capacity(file.text().len());
    for line in file.text().lines() {
        inside = match line {
            "}" => false,
            _ => inside || is_start(line, "public interface ", "Interface {", &classes),
        };
        changed.push_str(&match (inside, returned(line, "): ", &classes)) {
            (true, Some(class)) => {
                line.replace(&format!("): {class}"), &format!("): {}", interface(class)))
            }
            _ => line.to_owned(),
        });
        changed.push('\n');
    }
    replace(file, changed, "interface of a class")
}

/// In Swift a protocol has to call such a class an associated type.
pub fn swift(file: &mut Patch) -> Result<()> {
    let classes = classes(file.text(), "open class ", ':');
    let mut inside = false;
    let mut known = BTreeSet::new();
    let mut changed = String::with_capacity(file.text().len());
    for line in file.text().lines() {
        if line == "}" {
            inside = false;
        } else if is_start(
            line,
            "public protocol ",
            "Protocol: AnyObject, Sendable {",
            &classes,
        ) {
            inside = true;
            known.clear();
        }
        match (inside, returned(line, " -> ", &classes)) {
            (true, Some(class)) => {
                changed
                    .push_str(&line.replace(&format!(" -> {class}"), &format!(" -> {class}Type")));
                if known.insert(class.to_owned()) {
                    changed.push_str(&format!(
                        "\n\n    /// What `{class}` is here.\n    associatedtype {class}Type: {class}Protocol"
                    ));
                }
            }
            _ => changed.push_str(line),
        }
        changed.push('\n');
    }
    replace(file, changed, "protocol of a class")
}

fn replace(file: &mut Patch, text: String, what: &str) -> Result<()> {
    if text == file.text() {
        bail!("uniffi's output has changed: no {what}");
    }
    *file = Patch::new("client", text);
    Ok(())
}

/// `open class NAME: …`.
fn classes(text: &str, start: &str, end: char) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| {
            Some(
                line.strip_prefix(start)?
                    .split_once(end)?
                    .0
                    .trim()
                    .to_owned(),
            )
        })
        .collect()
}

fn is_start(line: &str, start: &str, end: &str, classes: &BTreeSet<String>) -> bool {
    line.strip_prefix(start)
        .and_then(|rest| rest.strip_suffix(end))
        .is_some_and(|name| classes.contains(name))
}

/// The class at the end of a declaration, if it is one of ours.
fn returned<'a>(line: &'a str, mark: &str, classes: &BTreeSet<String>) -> Option<&'a str> {
    let class = line.trim_end().rsplit_once(mark)?.1;
    classes.contains(class).then_some(class)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn interfaces_return_interfaces() {
        let text = "public interface OryInterface {\n    fun `identity`(): IdentityApi\n    fun `text`(): kotlin.String\n}\n\
                    open class Ory: Disposable {\n    override fun `identity`(): IdentityApi {\n}\n\
                    open class IdentityApi: Disposable {\n}\n";
        let mut file = Patch::new("X.kt", text.to_owned());
        kotlin(&mut file).unwrap();
        let text = file.finish();
        assert!(
            text.contains("    fun `identity`(): IdentityApiInterface\n"),
            "{text}"
        );
        assert!(
            text.contains("    override fun `identity`(): IdentityApi {\n"),
            "{text}"
        );
        assert!(kotlin(&mut Patch::new("X.kt", String::new())).is_err());
    }

    #[test]
    fn protocols_name_associated_types() {
        let text = "public protocol OryProtocol: AnyObject, Sendable {\n    func identity()  -> IdentityApi\n}\n\
                    open class Ory: OryProtocol {\n    open func identity() -> IdentityApi  {\n}\n\
                    open class IdentityApi: IdentityApiProtocol {\n}\n";
        let mut file = Patch::new("X.swift", text.to_owned());
        swift(&mut file).unwrap();
        let text = file.finish();
        assert!(
            text.contains("    associatedtype IdentityApiType: IdentityApiProtocol\n"),
            "{text}"
        );
        assert!(
            text.contains("    func identity()  -> IdentityApiType\n"),
            "{text}"
        );
        assert!(
            text.contains("    open func identity() -> IdentityApi  {\n"),
            "{text}"
        );
    }
}
