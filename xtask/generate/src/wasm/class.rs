//! The class of operations, in JavaScript: each method names its place in the table and nothing else.

use describe::ir::{Group, Operation};
use describe::names;

use super::{HOME, key, sources};
use crate::{File, rust};

/// `npm/src/operations.js`.
pub(super) fn file(group: &Group) -> anyhow::Result<File> {
    let mut text = format!("// {}\n", rust::mark(&sources(group)));
    text.push_str(
        "// The number of an operation is its place in the table of the WebAssembly module.\n\n\
         export class Ory {\n  #call;\n\n  constructor(call) {\n    this.#call = call;\n  }\n",
    );
    for (index, operation) in group.operations.iter().enumerate() {
        text.push_str(&method(index, operation)?);
    }
    text.push_str("}\n");
    Ok(File {
        path: format!("{HOME}/src/operations.js"),
        text,
    })
}

fn method(index: usize, operation: &Operation) -> anyhow::Result<String> {
    let mut taken = Vec::new();
    let mut named = Vec::new();
    for param in &operation.params {
        let key = key(&param.wire);
        if matches!(key.as_str(), "signal" | "body") {
            anyhow::bail!(
                "{}:{}: a parameter `{key}` has no place in JavaScript: options use that name",
                param.mark.file,
                param.mark.line
            );
        }
        if !param.optional {
            let name = names::ts_name(&param.wire);
            named.push(if name == key {
                key
            } else {
                format!("{key}: {name}")
            });
            taken.push(name);
        }
    }
    let values = match named.as_slice() {
        [] => "options".to_owned(),
        named => format!("{{ ...options, {} }}", named.join(", ")),
    };
    let mut sent = vec![index.to_string(), values];
    if operation.body.is_some() {
        taken.push("body".to_owned());
        sent.push("body".to_owned());
    }
    taken.push("options".to_owned());
    Ok(format!(
        "\n  {}({}) {{\n    return this.#call({});\n  }}\n",
        operation.id,
        taken.join(", "),
        sent.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use describe::ir::{Body, Param, Place, Text, Type};

    use super::method;
    use crate::wasm::reach::tests::operation;

    #[test]
    fn required_parameters_come_first_then_body_then_options() {
        let mut update = operation("updateLoginFlow");
        update.params = vec![
            Param {
                wire: "flow".into(),
                place: Place::Query,
                ty: Type::Text(Text::Plain),
                optional: false,
                about: None,
                why: None,
                mark: Default::default(),
            },
            Param {
                wire: "X-Session-Token".into(),
                place: Place::Header,
                ty: Type::Secret,
                optional: true,
                about: None,
                why: None,
                mark: Default::default(),
            },
        ];
        update.body = Some(Body {
            ty: Type::Model("UpdateLoginFlowBody".into()),
            optional: false,
            form: false,
        });
        assert_eq!(
            method(28, &update).unwrap(),
            "\n  updateLoginFlow(flow, body, options) {\n    return this.#call(28, { ...options, flow }, body);\n  }\n"
        );
        assert_eq!(
            method(30, &operation("toSession")).unwrap(),
            "\n  toSession(options) {\n    return this.#call(30, options);\n  }\n"
        );
    }

    #[test]
    fn a_name_that_options_use_is_refused() {
        let mut odd = operation("odd");
        odd.params = vec![Param {
            wire: "signal".into(),
            place: Place::Query,
            ty: Type::Bool,
            optional: true,
            about: None,
            why: None,
            mark: Default::default(),
        }];
        assert!(
            method(0, &odd)
                .unwrap_err()
                .to_string()
                .contains("`signal`")
        );
    }
}
