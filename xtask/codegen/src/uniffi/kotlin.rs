//! Kotlin beside uniffi's: lists as flows, the text of every enum value, the builder of the configuration.

use spec::ir::{Api, ClientField, Type};
use spec::names;

use super::names::{enums, lists, pages as pages_class};
use crate::client::number;
use crate::file::File;
use crate::rust;
use crate::spelling::KOTLIN;

/// Where the sources are in the package.
const FOLDER: &str = "src/ory/hub";

/// `Pages.kt`, `OryConfigBuilder.kt` and `StatusPhrases.kt` of the client, `Texts.kt` of the models.
pub(super) fn files(api: &Api) -> Vec<File> {
    vec![
        File {
            path: format!("{FOLDER}/OryConfigBuilder.kt"),
            text: builder(api),
        },
        File {
            path: format!("{FOLDER}/StatusPhrases.kt"),
            text: phrases(),
        },
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
    let mut text = format!("// {}\npackage ory.hub\n\n", rust::mark(""));
    text.push_str("import kotlinx.coroutines.flow.Flow\n");
    let mut lists: Vec<_> = lists(api).collect();
    lists.sort_by(|one, other| one.id.cmp(&other.id));
    for operation in &lists {
        text.push_str(&format!(
            "import ory.hub.model.{}Page\n",
            names::pascal(&operation.id)
        ));
    }
    for operation in &lists {
        let (class, page) = (pages_class(operation), names::pascal(&operation.id));
        text.push_str(&format!(
            "\n/** The pages of `{}` that are left. */\n\
             fun {class}Interface.asFlow(): Flow<{page}Page> = pages {{ next() }}\n",
            operation.id
        ));
    }
    text
}

fn builder(api: &Api) -> String {
    let mut text = format!(
        "// {}\npackage ory.hub\n\n\
         /** Makes a configuration where named arguments are not at hand: in Java. */\n\
         class OryConfigBuilder internal constructor() {{\n    private var config = OryConfig()\n",
        rust::mark("client.yaml")
    );
    for field in &api.client.config {
        let (name, ty) = (names::kotlin_name(&field.name), builder_type(field));
        let about = api
            .client
            .config
            .iter()
            .fold(field.about.clone(), |about, other| {
                let own = names::camel(&other.name);
                about.replace(&format!("`{}`", other.name), &format!("`{own}`"))
            });
        text.push_str(&format!(
            "\n    /** {about} */\n    fun {name}(value: {ty}): OryConfigBuilder = set(config.copy({name} = value))\n",
        ));
    }
    text.push_str(
        "\n    /** Sees every request. */\n    \
         fun observer(value: OryObserver?): OryConfigBuilder = set(config.copy(observer = value))\n\n    \
         /** The configuration. */\n    fun build(): OryConfig = config\n\n    \
         private fun set(changed: OryConfig): OryConfigBuilder = apply { config = changed }\n}\n",
    );
    text
}

fn builder_type(field: &ClientField) -> String {
    let ty = match &field.ty {
        Type::Int if number(field) != "u64" => "Int".to_owned(),
        ty => KOTLIN.of(ty),
    };
    if field.optional { format!("{ty}?") } else { ty }
}

/// Core's words for a status, so that an exception prints itself without native code.
fn phrases() -> String {
    let core = include_str!("../../../../core/src/error/status.rs");
    let known = core.lines().filter_map(|line| {
        let (status, phrase) = line.trim().strip_suffix(',')?.split_once(" => ")?;
        status.parse::<u16>().ok()?;
        Some(format!("    {status} -> {phrase}\n"))
    });
    let known: String = known.collect();
    format!(
        "// {}\npackage ory.hub\n\n\
         /** The usual words for a status. */\n\
         internal fun phraseOf(status: Int): String? = when (status) {{\n{known}    else -> null\n}}\n",
        rust::mark("")
    )
}

fn texts(api: &Api) -> String {
    let mut text = format!("// {}\npackage ory.hub.model\n", rust::mark(""));
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

fn quoted(text: &str) -> String {
    let inner = text
        .replace('\\', "\\\\")
        .replace('"', "\\\"")
        .replace('$', "\\$");
    format!("\"{inner}\"")
}

#[cfg(test)]
mod tests {
    use super::{phrases, quoted};

    #[test]
    fn the_words_for_a_status_are_those_of_core() {
        let text = phrases();
        assert!(text.contains("    404 -> \"Not Found\"\n"), "{text}");
        assert!(text.lines().count() > 30, "{text}");
    }

    #[test]
    fn texts_are_kotlin_literals() {
        assert_eq!(quoted(r#"a"$\"#), r#""a\"\$\\""#);
    }
}
