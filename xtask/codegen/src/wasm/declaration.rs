//! The class of operations, declared for TypeScript.

use std::collections::BTreeSet;

use spec::ir::{Group, Operation, Param};
use spec::{names, types};

use super::model;
use super::text::{HOME, doc, key};
use crate::file::File;
use crate::rust;
use crate::spelling::TYPESCRIPT;

/// `npm/types/operations.d.ts`.
pub(super) fn file(group: &Group, addresses: &[Operation]) -> anyhow::Result<File> {
    let mut used = BTreeSet::new();
    let mut options = String::new();
    let mut methods = String::new();
    for operation in &group.operations {
        options.push_str(&options_of(operation));
        methods.push_str(&method(operation));
        named_in(operation, &mut used);
    }
    for operation in addresses {
        methods.push_str(&address(operation));
        for param in &operation.params {
            used.extend(types::model(&param.ty).map(str::to_owned));
        }
    }
    let mut text = format!("// {}\n", rust::mark(&group.file()));
    text.push_str(&model::import(&used, "./models.js"));
    text.push_str("import type { CallOptions } from \"./client.js\";\n");
    text.push_str(&options);
    text.push('\n');
    text.push_str(&doc(&group.about, ""));
    text.push_str("export interface OryOperations {\n");
    text.push_str(methods.trim_start_matches('\n'));
    text.push_str("}\n");
    Ok(File {
        path: format!("{HOME}/types/operations.d.ts"),
        text,
    })
}

/// The models that an operation's signature names.
fn named_in(operation: &Operation, names: &mut BTreeSet<String>) {
    let params = operation.params.iter().map(|param| &param.ty);
    let body = operation.body.iter().map(|body| &body.ty);
    let all = params.chain(body).chain(operation.answer());
    names.extend(all.filter_map(types::model).map(str::to_owned));
}

fn options_name(operation: &Operation) -> String {
    match operation.params.iter().any(|param| param.optional) {
        true => format!("{}Options", names::pascal(&operation.id)),
        false => "CallOptions".to_owned(),
    }
}

fn options_of(operation: &Operation) -> String {
    let optional: Vec<&Param> = operation
        .params
        .iter()
        .filter(|param| param.optional)
        .collect();
    if optional.is_empty() {
        return String::new();
    }
    let mut text = format!(
        "\n/** Options of `{}`. */\nexport interface {} extends CallOptions {{\n",
        operation.id,
        options_name(operation)
    );
    for param in optional {
        let about = param.about.as_deref().or(match key(&param.wire).as_str() {
            "cookie" => Some(
                "The `Cookie` header of the visitor's request, for code that renders on a server; null or empty where it has none.",
            ),
            "xSessionToken" => {
                Some("Session token of a native app, instead of the configuration's.")
            }
            _ => None,
        });
        if let Some(about) = about {
            text.push_str(&doc(about, "  "));
        }
        text.push_str(&format!(
            "  {}?: {} | null | undefined;\n",
            key(&param.wire),
            TYPESCRIPT.of(&param.ty)
        ));
    }
    text + "}\n"
}

fn method(operation: &Operation) -> String {
    let mut about = operation.about.clone();
    let mut notes = Vec::new();
    let mut taken = Vec::new();
    for param in operation.params.iter().filter(|param| !param.optional) {
        let name = names::ts_name(&param.wire);
        notes.extend(
            param
                .about
                .as_ref()
                .map(|what| format!("@param {name} {what}")),
        );
        taken.push(format!("{name}: {}", TYPESCRIPT.of(&param.ty)));
    }
    if !notes.is_empty() {
        about.push_str("\n\n");
        about.push_str(&notes.join("\n"));
    }
    if let Some(body) = &operation.body {
        taken.push(format!("body: {}", TYPESCRIPT.of(&body.ty)));
    }
    taken.push(format!("options?: {}", options_name(operation)));
    format!(
        "\n{}  {}({}): Promise<{}>;\n",
        doc(&about, "  "),
        operation.id,
        taken.join(", "),
        answer(operation)
    )
}

/// Where a browser goes by itself.
fn address(operation: &Operation) -> String {
    let about = format!("The address of `{}`; nothing is sent.", operation.id);
    let mut taken = Vec::new();
    for param in operation.params.iter().filter(|param| !param.optional) {
        let name = names::ts_name(&param.wire);
        taken.push(format!("{name}: {}", TYPESCRIPT.of(&param.ty)));
    }
    if taken.len() < operation.params.len() {
        taken.push(format!("options?: {}", options_name(operation)));
    }
    format!(
        "\n{}  {}Url({}): string;\n",
        doc(&about, "  "),
        operation.id,
        taken.join(", ")
    )
}

fn answer(operation: &Operation) -> String {
    match operation.answer() {
        None => "void".to_owned(),
        Some(ty) if operation.may_be_empty() => format!("{} | undefined", TYPESCRIPT.of(ty)),
        Some(ty) => TYPESCRIPT.of(ty),
    }
}

#[cfg(test)]
mod tests {
    use spec::ir::{Answer, Type};

    use super::method;
    use crate::sample::operation;

    #[test]
    fn a_method_says_what_it_answers() {
        let mut whoami = operation("toSession");
        whoami.about = "Whose session this is.".into();
        whoami.answers = vec![
            Answer {
                status: 200,
                ty: Some(Type::Model("Session".into())),
            },
            Answer {
                status: 204,
                ty: None,
            },
        ];
        assert_eq!(
            method(&whoami),
            "\n  /** Whose session this is. */\n  toSession(options?: CallOptions): Promise<Session | undefined>;\n"
        );
    }
}
