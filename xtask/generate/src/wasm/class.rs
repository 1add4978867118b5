//! The class of operations, in JavaScript: a row names a method, the parameters that it must have, and `body`.

use describe::ir::{Group, Operation};

use super::{HOME, key, sources};
use crate::{File, rust};

const CLASS: &str = r#"
// Its place here is an operation's number in the WebAssembly module.
export class Ory {
  #call;

  constructor(call) {
    this.#call = call;
  }

  static {
    ROWS.split("\n").forEach((row, place) => {
      const [name, ...takes] = row.split(" ");
      this.prototype[name] = function (...given) {
        const options = { ...given[takes.length], body: undefined };
        takes.forEach((key, index) => (options[key] = given[index]));
        return this.#call(place, name, options);
      };
    });
  }
}
"#;

/// `npm/src/operations.js`.
pub(super) fn file(group: &Group) -> anyhow::Result<File> {
    let rows = group
        .operations
        .iter()
        .map(row)
        .collect::<anyhow::Result<Vec<_>>>()?
        .join("\n");
    Ok(File {
        path: format!("{HOME}/src/operations.js"),
        text: format!(
            "// {}\nconst ROWS = `{rows}`;\n{CLASS}",
            rust::mark(&sources(group))
        ),
    })
}

fn row(operation: &Operation) -> anyhow::Result<String> {
    let mut row = operation.id.clone();
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
            row.push(' ');
            row.push_str(&key);
        }
    }
    if operation.body.is_some() {
        row.push_str(" body");
    }
    Ok(row)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use describe::ir::{Body, Param, Place, Text, Type};

    use super::row;
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
        assert_eq!(row(&update).unwrap(), "updateLoginFlow flow body");
        assert_eq!(row(&operation("toSession")).unwrap(), "toSession");
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
        assert!(row(&odd).unwrap_err().to_string().contains("`signal`"));
    }
}
