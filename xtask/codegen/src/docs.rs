//! `docs/operations.md` and `docs/coming-from.md`: what each language calls things, today's names and earlier ones.

use std::fmt::Write as _;

use spec::ir::{Api, Group, Operation, Previous, Type};
use spec::{names, operations, types};

use crate::file::File;
use crate::spelling::{KOTLIN, PYTHON, SWIFT};
use crate::{rust, rust_types};

/// All files of this target.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    Ok(vec![
        File {
            path: "docs/operations.md".to_owned(),
            text: overview(api),
        },
        File {
            path: "docs/coming-from.md".to_owned(),
            text: coming_from(api),
        },
    ])
}

fn overview(api: &Api) -> String {
    let count = api.operations().count();
    let mut text = format!(
        "<!-- {} -->\n# Operations\n\nAll {count} operations, by group. `-` means that a language does not have it: \
         the browser's package has the group `frontend` only.\n",
        rust::mark("*/operations.yaml")
    );
    for group in &api.groups {
        let _ = write!(text, "\n## {}\n\n{}\n\n", group.name, group.about);
        text.push_str(
            "| operation | what it does | request | service | credential | Rust | browser | Kotlin, Swift | Python | C |\n\
             |---|---|---|---|---|---|---|---|---|---|\n",
        );
        for operation in &group.operations {
            row(&mut text, group, operation);
        }
    }
    text
}

fn row(text: &mut String, group: &Group, operation: &Operation) {
    let names = operations::names(group, operation);
    let _ = writeln!(
        text,
        "| `{}` | {} | `{} {}` | {} | {} | {} | {} | {} | {} | {} |",
        operation.id,
        cell(&operation.about),
        operation.method,
        operation.path,
        operation.service.word(),
        operation.credential.word(),
        code(&names.rust),
        code(&names.browser),
        code(&names.uniffi),
        code(&names.python),
        code(&names.c),
    );
}

/// A text in one line of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}

fn code(name: &str) -> String {
    match name {
        "-" => "-".to_owned(),
        name => format!("`{name}`"),
    }
}

fn coming_from(api: &Api) -> String {
    let mut text = format!(
        "<!-- {} -->\n# Coming from another client\n\nWhat two earlier clients called their operations and models, what \
         each is called here, and what is different. Path, query and body names are Ory's everywhere; arguments follow \
         each language's case.\n",
        rust::mark("previous.yaml")
    );
    for previous in &api.previous {
        let _ = write!(text, "\n## {}\n\n### Operations\n\n", previous.client);
        text.push_str(
            "| there | here | Rust | browser | Kotlin, Swift | Python | C | what is different |\n\
             |---|---|---|---|---|---|---|---|\n",
        );
        for (was, group, operation) in operations_of(api, previous) {
            let names = operations::names(group, operation);
            let _ = writeln!(
                text,
                "| `{was}` | `{}` | {} | {} | {} | {} | {} | {} |",
                operation.id,
                code(&names.rust),
                code(&names.browser),
                code(&names.uniffi),
                code(&names.python),
                code(&names.c),
                cell(&different(previous, &was, operation)),
            );
        }
        text.push_str("\n### Models\n\n| there | Rust | Kotlin | Swift | Python | C | what is different |\n|---|---|---|---|---|---|---|\n");
        for (was, ty) in &previous.models {
            model_row(&mut text, api, was, ty);
        }
    }
    text
}

/// The operations of an earlier client by its names, sorted.
fn operations_of<'a>(api: &'a Api, previous: &Previous) -> Vec<(String, &'a Group, &'a Operation)> {
    let mut found = Vec::new();
    for (group, operation) in api.operations() {
        for (seed, was) in &operation.was {
            if *seed == previous.seed {
                found.push((was.clone(), group, operation));
            }
        }
    }
    found.sort_by(|a, b| a.0.cmp(&b.0));
    found
}

fn different(previous: &Previous, was: &str, operation: &Operation) -> String {
    let mut parts = Vec::new();
    if names::snake(&operation.id).replace('_', "") != was.replace('_', "") {
        parts.push("renamed".to_owned());
    }
    let changed = previous.operations.iter().find(|(name, _)| name == was);
    parts.extend(changed.map(|(_, changed)| changed.clone()));
    if let Some(instead) = &operation.deprecated {
        parts.push(format!("deprecated: {instead}"));
    }
    parts.join("; ")
}

fn model_row(text: &mut String, api: &Api, was: &str, ty: &Type) {
    let (group, different) = match types::model(ty).and_then(|name| api.model(name)) {
        Some(model) => {
            let same = matches!(ty, Type::Model(name) if name == was);
            let mut parts = Vec::new();
            match ty {
                Type::Model(_) if !same => parts.push("renamed".to_owned()),
                Type::List(_) => parts.push("a list, no type of its own".to_owned()),
                _ => {}
            }
            if same && let Some(why) = &model.why {
                parts.push(why.clone());
            }
            (true, parts.join("; "))
        }
        None => (false, "a plain type".to_owned()),
    };
    let c = match (group, ty) {
        (true, Type::List(item)) => format!("ory_{}_list", names::snake(&rust_types::text(item))),
        (true, _) => format!("ory_{}", names::snake(&rust_types::text(ty))),
        (false, _) => c_plain(ty).to_owned(),
    };
    let _ = writeln!(
        text,
        "| `{was}` | {} | {} | {} | {} | {} | {} |",
        code(&rust_types::text(ty)),
        code(&KOTLIN.of(ty)),
        code(&SWIFT.of(ty)),
        code(&PYTHON.of(ty)),
        code(&c),
        cell(&different),
    );
}

/// Plain types in C.
fn c_plain(ty: &Type) -> &'static str {
    match ty {
        Type::Text(_) => "ory_str",
        _ => "ory_json",
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{coming_from, overview};

    const OPERATIONS: &str = "about: Animals.\noperations:\n  getPet:\n    about: One pet.\n    http: GET /pets\n    \
                              service: kratos-admin\n    credential: project_key\n    answers: { 200: Pet }\n    \
                              was: { python: admin_get_pet }\n    deprecated: Buy one.\nmodels:\n  Pet:\n    about: \
                              An animal.\n    fields: { name: string }\n";
    const PREVIOUS: &str = "python:\n  client: Python 0\n  models: { Pets: \"[Pet]\", Animal: Pet, Names: \"[string]\" }\n  \
                            operations: { admin_get_pet: was GET /animals }\n";

    fn api() -> spec::ir::Api {
        spec::read(&[
            ("previous.yaml".to_owned(), PREVIOUS.to_owned()),
            ("zoo/operations.yaml".to_owned(), OPERATIONS.to_owned()),
        ])
        .unwrap()
    }

    #[test]
    fn earlier_names_lead_to_those_of_every_language() {
        let text = coming_from(&api());
        for row in [
            "| `admin_get_pet` | `getPet` | `ory_hub::endpoint::GetPet` | - | `zoo().getPet` | `zoo().get_pet` | \
             `ory_client_get_pet` | renamed; was GET /animals; deprecated: Buy one. |",
            "| `Pets` | `Vec<Pet>` | `List<Pet>` | `[Pet]` | `list[Pet]` | `ory_pet_list` | a list, no type of its own |",
            "| `Animal` | `Pet` | `Pet` | `Pet` | `Pet` | `ory_pet` | renamed |",
            "| `Names` | `Vec<String>` | `List<String>` | `[String]` | `list[str]` | `ory_json` | a plain type |",
        ] {
            assert!(text.contains(row), "no {row} in\n{text}");
        }
    }

    #[test]
    fn every_operation_has_its_row() {
        let text = overview(&api());
        assert!(
            text.contains("| `getPet` | One pet. Deprecated: Buy one. | `GET /pets` | kratos-admin | project_key |"),
            "{text}"
        );
    }
}
