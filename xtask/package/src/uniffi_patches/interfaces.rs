//! Interfaces and protocols that name each other, so that a fake of a client needs no class of the library.

use std::collections::BTreeSet;

use anyhow::Result;

use super::patch::Patch;

/// In Kotlin a class may return a subclass of what its interface says.
pub(crate) fn kotlin(file: &mut Patch) -> Result<()> {
    let classes = classes(file.text());
    let mut inside = false;
    file.lines("interface of a class", |line| {
        inside =
            line != "}" && (inside || is_start(line, "public interface ", "Interface {", &classes));
        let class = returned(line, "): ", &classes).filter(|_| inside)?;
        Some(line.replace(&format!("): {class}"), &format!("): {class}Interface")))
    })?;
    Ok(())
}

/// In Swift a protocol has to call such a class an associated type.
pub(crate) fn swift(file: &mut Patch) -> Result<()> {
    const END: &str = "Protocol: AnyObject, Sendable {";
    let classes = classes(file.text());
    let mut inside = false;
    let mut known = BTreeSet::new();
    file.lines("protocol of a class", |line| {
        if line == "}" {
            inside = false;
        } else if is_start(line, "public protocol ", END, &classes) {
            inside = true;
            known.clear();
        }
        let class = returned(line, " -> ", &classes).filter(|_| inside)?;
        let mut changed = line.replace(&format!(" -> {class}"), &format!(" -> {class}Type"));
        if known.insert(class.to_owned()) {
            changed.push_str(&format!(
                "\n\n    /// What `{class}` is here.\n    associatedtype {class}Type: {class}Protocol"
            ));
        }
        Some(changed)
    })?;
    Ok(())
}

/// `open class NAME: …`.
fn classes(text: &str) -> BTreeSet<String> {
    text.lines()
        .filter_map(|line| line.strip_prefix("open class ")?.split_once(':'))
        .map(|(name, _)| name.trim().to_owned())
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
