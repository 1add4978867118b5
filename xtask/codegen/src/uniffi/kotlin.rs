//! Kotlin beside uniffi's: lists as flows, the text of every enum value.

use spec::ir::{Api, Model, ModelKind};
use spec::names;

use crate::{File, rust};

pub(super) const FOLDER: &str = "bindings-uniffi/kotlin/src/ory/hub";

/// `Pages.kt` of the client, `Texts.kt` of the models.
pub fn files(api: &Api) -> Vec<File> {
    vec![
        File {
            path: format!("{FOLDER}/Pages.kt"),
            text: pages(api),
        },
        File {
            path: format!("{FOLDER}/model/Texts.kt"),
            text: texts(api),
        },
    ]
}

fn pages(api: &Api) -> String {
    let mut text = format!("// {}\npackage ory.hub\n\n", rust::mark("*.yaml"));
    text.push_str("import kotlinx.coroutines.flow.Flow\n");
    let mut lists: Vec<_> = super::lists(api).collect();
    lists.sort_by(|one, other| one.id.cmp(&other.id));
    for operation in &lists {
        text.push_str(&format!(
            "import ory.hub.model.{}Page\n",
            names::pascal(&operation.id)
        ));
    }
    for operation in &lists {
        let (class, page) = (super::pages(operation), names::pascal(&operation.id));
        text.push_str(&format!(
            "\n/** The pages of `{}` that are left. */\n\
             fun {class}.asFlow(): Flow<{page}Page> = pages {{ next() }}\n",
            operation.id
        ));
    }
    text
}

fn texts(api: &Api) -> String {
    let mut text = format!("// {}\npackage ory.hub.model\n", rust::mark("*.yaml"));
    for (model, values) in enums(api) {
        let name = &model.name;
        text.push_str(&format!(
            "\n/** The value as it is sent. */\nval {name}.text: String\n    get() = when (this) {{\n"
        ));
        for wire in &values {
            let case = names::pascal(&names::variant(wire));
            text.push_str(&format!("        {name}.{case} -> {}\n", quoted(wire)));
        }
        text.push_str(&format!(
            "        is {name}.Unknown -> text\n    }}\n\n\
             /** The value that is sent as `text`. */\n\
             fun {name}.Companion.of(text: String): {name} = when (text) {{\n"
        ));
        for wire in &values {
            let case = names::pascal(&names::variant(wire));
            text.push_str(&format!("    {} -> {name}.{case}\n", quoted(wire)));
        }
        text.push_str(&format!("    else -> {name}.Unknown(text)\n}}\n"));
    }
    text
}

/// All enums with their values, by name.
pub fn enums(api: &Api) -> Vec<(&Model, Vec<&str>)> {
    let mut all: Vec<_> = api
        .groups
        .iter()
        .flat_map(|group| &group.models)
        .filter_map(|model| match &model.kind {
            ModelKind::Enum { values } => Some((
                model,
                values.iter().map(|value| value.wire.as_str()).collect(),
            )),
            _ => None,
        })
        .collect();
    all.sort_by(|one: &(&Model, Vec<&str>), other| one.0.name.cmp(&other.0.name));
    all
}

fn quoted(text: &str) -> String {
    let inner = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('$', "\\$");
    format!("\"{inner}\"")
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn texts_are_kotlin_literals() {
        assert_eq!(quoted(r#"a"$\"#), r#""a\"\$\\""#);
    }
}
