//! What Kotlin's models can do besides: their JSON both ways, the flow of an error, the builder of the configuration.
//! Members and not extensions, so that whoever imports a model has them, and Java too.

use anyhow::Result;
use spec::ir::{Api, Model, ModelKind};
use spec::names;

use super::patch::Patch;

/// Adds them to uniffi's classes.
pub(crate) fn kotlin(file: &mut Patch, api: &Api) -> Result<()> {
    for model in api.groups.iter().flat_map(|group| &group.models) {
        let name = &model.name;
        let start = class_start(model);
        file.replace_after(
            &start,
            COMPANION,
            &format!(
                "    /** The JSON text, with what this version does not know. */\n    \
                 fun toJson(): String = jsonOf(\"{name}\", FfiConverterType{name}, this)\n\n    \
                 companion object {{\n        \
                     /** Reads JSON text. */\n        @JvmStatic\n        @Throws(ory.hub.OryException::class)\n        \
                     fun fromJson(text: String): {name} = modelOf(\"{name}\", FfiConverterType{name}, text)\n    \
                 }}\n}}\n"
            ),
        )?;
    }
    file.replace_after("\ndata class Problem (\n", COMPANION, &flows(api))?
        .replace_after(
            "\ndata class OryConfig (\n",
            COMPANION,
            "    companion object {\n        /** For Java, which has no named arguments. */\n        \
             @JvmStatic\n        fun builder(): OryConfigBuilder = OryConfigBuilder()\n    }\n}\n",
        )?;
    Ok(())
}

const COMPANION: &str = "    companion object\n}\n";

fn class_start(model: &Model) -> String {
    let name = &model.name;
    match &model.kind {
        ModelKind::Record {
            fields,
            keeps_unknown,
        } if fields.is_empty() && !keeps_unknown => {
            format!("\nclass {name} {{\n")
        }
        ModelKind::Record { .. } => format!("\ndata class {name} (\n"),
        ModelKind::Enum { .. } | ModelKind::Union { .. } => format!("\nsealed class {name} {{\n"),
    }
}

fn flows(api: &Api) -> String {
    let models = api.groups.iter().flat_map(|group| &group.models);
    let methods: String = models
        .filter(|model| model.is_flow())
        .map(|model| {
            let name = &model.name;
            format!(
                "    /** The `{name}` that came with the error: its form with the messages. */\n    \
                 fun {}(): ory.hub.model.{name}? =\n        \
                     ory.hub.model.flowOf(\"{name}\", ory.hub.model.FfiConverterType{name}, this)\n\n",
                names::camel(&names::snake(name))
            )
        })
        .collect();
    format!("{methods}{COMPANION}")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    const YAML: &str = "
about: Animals.
models:
  Cat: { about: It purrs., fields: { name: string } }
  Mood: { about: How it is., enum: { happy: } }
";

    #[test]
    fn models_read_and_write_json() {
        let api = spec::read(&[("zoo/operations.yaml".to_owned(), YAML.to_owned())]).unwrap();
        let mut text = String::new();
        for class in ["Cat", "Problem", "OryConfig"] {
            text.push_str(&format!(
                "\ndata class {class} (\n    val x: Int\n){{\n{COMPANION}"
            ));
        }
        text.push_str(&format!(
            "\nsealed class Mood {{\n    object Happy : Mood()\n{COMPANION}"
        ));
        let mut file = Patch::new("X.kt", text);
        kotlin(&mut file, &api).unwrap();
        let text = file.finish();
        assert!(
            text.contains("fun fromJson(text: String): Mood = "),
            "{text}"
        );
        assert!(
            text.contains("jsonOf(\"Cat\", FfiConverterTypeCat, this)"),
            "{text}"
        );
        assert!(text.contains("fun builder(): OryConfigBuilder"), "{text}");
    }
}
