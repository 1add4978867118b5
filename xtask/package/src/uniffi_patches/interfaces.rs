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
            // A struct may be a fake.
            return Some(line.replace(": AnyObject, Sendable", ": Sendable"));
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
    let defaults = defaults(file.text(), &classes);
    file.end_with(&defaults);
    Ok(())
}

/// A protocol's methods have no default arguments, so an extension has them: what a class of the library can leave out
/// can be left out of a fake, too. The last parameter makes it another method, which no fake is mistaken to implement.
fn defaults(text: &str, classes: &BTreeSet<String>) -> String {
    let mut class = "";
    let mut methods = String::new();
    let mut all = String::new();
    for line in text.lines() {
        if let Some((name, _)) = line
            .strip_prefix("open class ")
            .and_then(|rest| rest.split_once(':'))
        {
            class = name.trim();
        }
        if let Some(method) = with_defaults(line, classes) {
            methods.push_str(&method);
        }
        if line.starts_with("#if swift(>=5.8)") && !methods.is_empty() {
            all.push_str(&format!("\nextension {class}Protocol {{\n{methods}}}\n"));
            methods.clear();
        }
    }
    all
}

/// `open func NAME(ARGUMENTS)EFFECTS -> TYPE {` with a default among the arguments.
fn with_defaults(line: &str, classes: &BTreeSet<String>) -> Option<String> {
    let head = line
        .strip_prefix("open func ")?
        .trim_end()
        .strip_suffix('{')?
        .trim_end();
    let (name, rest) = head.split_once('(')?;
    let (arguments, effects) = rest.rsplit_once(')')?;
    if !arguments.contains(" = ") {
        return None;
    }
    let (effects, answer) = effects.split_once("->").unwrap_or((effects, ""));
    let effects = effects.trim();
    let answer = match answer.trim() {
        "" => String::new(),
        class if classes.contains(class) => format!(" -> {class}Type"),
        other => format!(" -> {other}"),
    };
    let passed: Vec<String> = arguments
        .split(", ")
        .filter_map(|argument| Some(argument.split_once(':')?.0))
        .map(|label| format!("{label}: {label}"))
        .collect();
    let call = [("throws", "try "), ("async", "await ")]
        .iter()
        .filter(|(effect, _)| effects.contains(effect))
        .fold(String::new(), |call, (_, word)| call + word);
    let effects = if effects.is_empty() {
        String::new()
    } else {
        format!(" {effects}")
    };
    Some(format!(
        "    /// `{name}` with what may be left out.\n    \
             @_disfavoredOverload\n    \
             public func {name}({arguments}, _: Void = ()){effects}{answer} {{\n        \
                 {call}{name}({})\n    }}\n",
        passed.join(", ")
    ))
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
            text.contains("public protocol OryProtocol: Sendable {\n"),
            "{text}"
        );
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

    #[test]
    fn a_protocol_has_the_defaults_of_its_class() {
        let text = "open class CatApi: CatApiProtocol {\n\
                    open func pet(id: String, how: Mood? = nil)async throws  -> Cat  {\n}\n\
                    open func catPages(size: Int64? = nil) -> CatPages  {\n}\n\
                    open func feed(id: String)async throws   {\n}\n}\n\
                    #if swift(>=5.8)\nopen class CatPages: CatPagesProtocol {\n}\n";
        let classes = classes(text);
        let text = defaults(text, &classes);
        for line in [
            "extension CatApiProtocol {",
            "    public func pet(id: String, how: Mood? = nil, _: Void = ()) async throws -> Cat {",
            "        try await pet(id: id, how: how)",
            "    public func catPages(size: Int64? = nil, _: Void = ()) -> CatPagesType {",
            "        catPages(size: size)",
        ] {
            assert!(text.lines().any(|other| other == line), "{line} in {text}");
        }
        assert!(!text.contains("feed"), "{text}");
    }
}
