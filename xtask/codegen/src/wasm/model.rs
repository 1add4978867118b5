//! Models as TypeScript: interfaces, unions of literals, unions told apart by one field.

use std::collections::{BTreeMap, BTreeSet};

use spec::ir::{Api, Arm, EnumValue, Field, Group, Model, ModelKind};
use spec::reachable;

use super::text::{HOME, doc};
use crate::file::File;
use crate::rust;
use crate::spelling::TYPESCRIPT;

/// Names of models, by who writes them.
#[derive(Debug, Default)]
struct Reachable {
    /// In answers: the server writes them, nulls included.
    answers: BTreeSet<String>,
    /// In bodies and parameters: the caller writes them.
    bodies: BTreeSet<String>,
}

impl Reachable {
    fn of(api: &Api, group: &Group) -> Self {
        let mut bodies = reachable::sent(api, &group.operations);
        bodies.extend(reachable::params(api, &group.operations));
        let answers = reachable::received(api, &group.operations);
        Self { answers, bodies }
    }
}

/// `npm/types/model/*.d.ts`, one for each file of `api/`, and `npm/types/models.d.ts` over them.
pub(super) fn files(api: &Api, group: &Group) -> anyhow::Result<Vec<File>> {
    let reachable = Reachable::of(api, group);
    let mut model_files: BTreeMap<String, Vec<&Model>> = BTreeMap::new();
    let mut home = BTreeMap::new();
    for model in api.groups.iter().flat_map(|group| &group.models) {
        if reachable.answers.contains(&model.name) || reachable.bodies.contains(&model.name) {
            let stem = stem(&model.mark.file);
            home.insert(model.name.clone(), stem.clone());
            model_files.entry(stem).or_default().push(model);
        }
    }
    let mut files = Vec::new();
    let mut index = format!("// {}\n", rust::mark(""));
    index.push_str("\nexport type { Json, Timestamp } from \"./values.js\";\n");
    for (stem, models) in &model_files {
        index.push_str(&format!("export type * from \"./model/{stem}.js\";\n"));
        files.push(one(api, stem, models, &home, &reachable)?);
    }
    files.push(File {
        path: format!("{HOME}/types/models.d.ts"),
        text: index,
    });
    Ok(files)
}

fn stem(file: &str) -> String {
    file.trim_end_matches(".yaml").replace('/', "-")
}

fn one(
    api: &Api,
    stem: &str,
    models: &[&Model],
    home: &BTreeMap<String, String>,
    reachable: &Reachable,
) -> anyhow::Result<File> {
    let mut body = String::new();
    let mut foreign: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for model in models {
        body.push('\n');
        body.push_str(&declare(api, model, reachable)?);
        for name in reachable::parts(model) {
            match home.get(name) {
                Some(other) if other == stem => {}
                Some(other) => {
                    foreign.entry(other).or_default().insert(name.to_owned());
                }
                None => anyhow::bail!(
                    "{} mentions the model {name}, which no file holds",
                    model.name
                ),
            }
        }
    }
    let from = format!("{}.yaml", stem.replacen('-', "/", 1));
    let mut text = format!("// {}\n", rust::mark(&from));
    let values: BTreeSet<String> = ["Json", "Timestamp"]
        .into_iter()
        .filter(|name| {
            let spelled = |end: char| body.contains(&format!(" {name}{end}"));
            [';', '[', ' '].into_iter().any(spelled)
        })
        .map(str::to_owned)
        .collect();
    text.push_str(&import(&values, "../values.js"));
    for (other, names) in &foreign {
        text.push_str(&import(names, &format!("./{other}.js")));
    }
    text.push_str(&body);
    Ok(File {
        path: format!("{HOME}/types/model/{stem}.d.ts"),
        text,
    })
}

/// An import of types, broken where it grows long.
pub(super) fn import(names: &BTreeSet<String>, from: &str) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    if names.is_empty() {
        return String::new();
    }
    let short = format!("import type {{ {} }} from \"{from}\";\n", names.join(", "));
    match short.len() > 110 {
        true => format!(
            "import type {{\n  {},\n}} from \"{from}\";\n",
            names.join(",\n  ")
        ),
        false => short,
    }
}

fn declare(api: &Api, model: &Model, reachable: &Reachable) -> anyhow::Result<String> {
    Ok(match &model.kind {
        ModelKind::Record { fields, .. } => record(model, fields, reachable),
        ModelKind::Enum { values } => open_enum(model, values),
        ModelKind::Union { tag, arms } => union(api, model, tag, arms)?,
    })
}

fn record(model: &Model, fields: &[Field], reachable: &Reachable) -> String {
    let mut text = doc(&model.about, "");
    text.push_str(&format!("export interface {} {{\n", model.name));
    for field in fields {
        if let Some(about) = &field.about {
            text.push_str(&doc(about, "  "));
        }
        let ty = match &field.constant {
            Some(value) => format!("{value:?}"),
            None => TYPESCRIPT.of(&field.ty),
        };
        let (sign, absent) = match field.optional {
            false => ("", ""),
            true if ty == "Json" => ("?", ""),
            true if !reachable.answers.contains(&model.name) => ("?", " | undefined"),
            true if !reachable.bodies.contains(&model.name) => ("?", " | null"),
            true => ("?", " | null | undefined"),
        };
        text.push_str(&format!(
            "  {}{sign}: {ty}{absent};\n",
            property(&field.wire)
        ));
    }
    text + "}\n"
}

fn open_enum(model: &Model, values: &[EnumValue]) -> String {
    let mut about = model.about.clone();
    about.push_str("\n\nThe server may send values that are not listed here.");
    for value in values {
        if let Some(what) = &value.about {
            about.push_str(&format!("\n- `{}`: {what}", value.wire));
        }
    }
    let literals: Vec<String> = values
        .iter()
        .map(|value| format!("{:?}", value.wire))
        .collect();
    let one_line = format!(
        "export type {} = {} | (string & {{}});\n",
        model.name,
        literals.join(" | ")
    );
    let declared = match one_line.len() > 110 {
        false => one_line,
        true => format!(
            "export type {} =\n  | {}\n  | (string & {{}});\n",
            model.name,
            literals.join("\n  | ")
        ),
    };
    doc(&about, "") + &declared
}

fn union(api: &Api, model: &Model, tag: &str, arms: &[Arm]) -> anyhow::Result<String> {
    let mut spelled = Vec::new();
    for arm in arms {
        let held = api
            .model(&arm.model)
            .is_some_and(|record| match &record.kind {
                ModelKind::Record { fields, .. } => fields.iter().any(|field| {
                    field.wire == tag && field.constant.as_deref() == Some(arm.tag.as_str())
                }),
                _ => false,
            });
        spelled.push(match held {
            true => arm.model.clone(),
            false => format!("({{ {}: {:?} }} & {})", property(tag), arm.tag, arm.model),
        });
    }
    let about = format!(
        "{}\n\n`{tag}` tells which one it is. The server may send others: leave a `default` for them.",
        model.about
    );
    Ok(format!(
        "{}export type {} =\n  | {};\n",
        doc(&about, ""),
        model.name,
        spelled.join("\n  | ")
    ))
}

fn property(wire: &str) -> String {
    let plain = wire
        .chars()
        .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
        && !wire.starts_with(|letter: char| letter.is_ascii_digit());
    if plain {
        wire.to_owned()
    } else {
        format!("{wire:?}")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use spec::ir::{EnumValue, Field, Model, ModelKind, Text, Type};

    use super::{Reachable, TYPESCRIPT, open_enum, record};

    fn model(name: &str) -> Model {
        Model {
            name: name.into(),
            about: "A thing.".into(),
            kind: ModelKind::Enum { values: Vec::new() },
            was: Vec::new(),
            why: None,
            mark: Default::default(),
        }
    }

    fn field(wire: &str, ty: Type, optional: bool) -> Field {
        Field {
            wire: wire.into(),
            ty,
            optional,
            constant: None,
            sensitive: false,
            sends_null: false,
            not_empty: false,
            not_number: false,
            patch_unless: None,
            about: None,
            why: None,
            mark: Default::default(),
        }
    }

    #[test]
    fn what_the_server_writes_may_be_null_and_what_the_caller_writes_may_be_undefined() {
        let fields = [
            field("id", Type::Text(Text::Uuid), false),
            field("expires_at", Type::Time, true),
            field("data-x", Type::Json, true),
        ];
        let thing = model("Thing");
        let answers = Reachable {
            answers: BTreeSet::from(["Thing".into()]),
            bodies: BTreeSet::new(),
        };
        assert_eq!(
            record(&thing, &fields, &answers),
            "/** A thing. */\nexport interface Thing {\n  id: string;\n  expires_at?: Timestamp | null;\n  \"data-x\"?: Json;\n}\n"
        );
        let bodies = Reachable {
            answers: BTreeSet::new(),
            bodies: BTreeSet::from(["Thing".into()]),
        };
        assert!(record(&thing, &fields, &bodies).contains("expires_at?: Timestamp | undefined;"));
    }

    #[test]
    fn an_enum_is_open() {
        let values = [EnumValue {
            wire: "active".into(),
            about: Some("May sign in.".into()),
        }];
        assert_eq!(
            open_enum(&model("State"), &values),
            "/**\n * A thing.\n *\n * The server may send values that are not listed here.\n * - `active`: May sign in.\n */\n\
             export type State = \"active\" | (string & {});\n"
        );
    }

    #[test]
    fn lists_and_maps() {
        let list = Type::List(Box::new(Type::Map(Box::new(Type::Int))));
        assert_eq!(TYPESCRIPT.of(&list), "{ [name: string]: number }[]");
    }
}
