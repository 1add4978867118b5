//! Swift beside uniffi's: lists as async sequences, the text of every enum value.

use spec::ir::Api;
use spec::names;

use crate::{File, rust};

pub(super) const FOLDER: &str = "bindings-uniffi/swift/Sources/OryHub";

/// `Pages.swift` and `Texts.swift`.
pub fn files(api: &Api) -> Vec<File> {
    vec![
        File {
            path: format!("{FOLDER}/Pages.swift"),
            text: pages(api),
        },
        File {
            path: format!("{FOLDER}/Texts.swift"),
            text: texts(api),
        },
    ]
}

fn pages(api: &Api) -> String {
    let mut text = format!("// {}\n", rust::mark("*.yaml"));
    let mut lists: Vec<_> = super::lists(api).collect();
    lists.sort_by(|one, other| one.id.cmp(&other.id));
    for operation in lists {
        let (class, page) = (super::pages(operation), names::pascal(&operation.id));
        text.push_str(&format!(
            "\nextension {class}: AsyncSequence, AsyncIteratorProtocol {{\n    \
                 /// One page of `{}`.\n    \
                 public typealias Element = {page}Page\n\n    \
                 /// The pages that are left.\n    \
                 public func makeAsyncIterator() -> {class} {{\n        self\n    }}\n}}\n",
            operation.id
        ));
    }
    text
}

fn texts(api: &Api) -> String {
    let mut text = format!("// {}\n", rust::mark("*.yaml"));
    for (model, values) in super::kotlin::enums(api) {
        let name = &model.name;
        text.push_str(&format!(
            "\nextension {name} {{\n    /// The value as it is sent.\n    public var text: String {{\n        switch self {{\n"
        ));
        for wire in &values {
            let (case, wire) = (case(wire), quoted(wire));
            text.push_str(&format!("        case .{case}: return {wire}\n"));
        }
        text.push_str(
            "        case let .unknown(text): return text\n        }\n    }\n\n    \
             /// The value that is sent as `text`.\n    public init(_ text: String) {\n        switch text {\n",
        );
        for wire in &values {
            let (case, wire) = (case(wire), quoted(wire));
            text.push_str(&format!("        case {wire}: self = .{case}\n"));
        }
        text.push_str("        default: self = .unknown(text)\n        }\n    }\n}\n");
    }
    text
}

fn case(wire: &str) -> String {
    names::swift_name(&names::variant(wire))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::{case, quoted};

    #[test]
    fn values_become_cases_and_literals() {
        assert_eq!(case("username_webauthn"), "usernameWebauthn");
        assert_eq!(case("default"), "`default`");
        assert_eq!(quoted(r#"a"\"#), r#""a\"\\""#);
    }
}
