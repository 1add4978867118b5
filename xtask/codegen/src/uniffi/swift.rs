//! Swift beside uniffi's: lists as async sequences, the text of every enum value, the JSON of every model.

use spec::ir::{Api, Field, ModelKind, Type};
use spec::names;

use super::names::{SWIFT, enums, flows, lists, pages as pages_class};
use crate::file::File;
use crate::rust;

/// `ModelJson.swift`, `Pages.swift` and `Texts.swift`.
pub(crate) fn files(api: &Api) -> Vec<File> {
    vec![
        File {
            path: format!("{SWIFT}/ModelJson.swift"),
            text: model_json(api),
        },
        File {
            path: format!("{SWIFT}/Pages.swift"),
            text: pages(api),
        },
        File {
            path: format!("{SWIFT}/Texts.swift"),
            text: texts(api),
        },
    ]
}

fn pages(api: &Api) -> String {
    let mut text = format!("// {}\n", rust::mark(""));
    let mut lists: Vec<_> = lists(api).collect();
    lists.sort_by(|one, other| one.id.cmp(&other.id));
    for operation in lists {
        let (class, page) = (pages_class(operation), names::pascal(&operation.id));
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

fn model_json(api: &Api) -> String {
    let mut text = format!("// {}\n", rust::mark(""));
    let mut models: Vec<_> = api.groups.iter().flat_map(|group| &group.models).collect();
    models.sort_by(|one, other| one.name.cmp(&other.name));
    for model in &models {
        let name = &model.name;
        let identifiable = match &model.kind {
            ModelKind::Record { fields, .. } if fields.iter().any(is_id) => ", Identifiable",
            _ => "",
        };
        text.push_str(&format!(
            "\nextension {name}: OryModel{identifiable} {{\n    \
                 public func toJson() throws -> String {{\n        \
                     try jsonOf(\"{name}\", self, FfiConverterType{name}.write)\n    }}\n\n    \
                 public static func fromJson(_ text: String) throws -> {name} {{\n        \
                     try modelOf(\"{name}\", text, FfiConverterType{name}.read)\n    }}\n}}\n"
        ));
    }
    text.push_str("\nextension Problem {");
    for name in flows(api) {
        text.push_str(&format!(
            "\n    /// The `{name}` that came with the error: its form with the messages.\n    \
             public func {}() -> {name}? {{\n        \
                 flowOf(\"{name}\", self, FfiConverterType{name}.read)\n    }}\n",
            names::camel(&names::snake(name))
        ));
    }
    text.push_str("}\n");
    text
}

fn is_id(field: &Field) -> bool {
    field.wire == "id" && matches!(field.ty, Type::Text(_) | Type::Int)
}

fn texts(api: &Api) -> String {
    let mut text = format!("// {}\n", rust::mark(""));
    for (model, values) in enums(api) {
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
