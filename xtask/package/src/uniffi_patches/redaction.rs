//! How records with hidden fields print themselves: uniffi's would show everything.

use anyhow::{Result, bail};
use spec::ir::{Api, Field, ModelKind};
use spec::names;

use super::patch::Patch;

/// A record that hides something.
struct Record {
    name: String,
    fields: Vec<Shown>,
}

/// One of its fields.
struct Shown {
    kotlin: String,
    swift: String,
    hidden: bool,
    optional: bool,
    /// A map of which only the names are shown.
    names: bool,
}

/// Gives such classes a `toString` of ours.
pub(crate) fn kotlin(file: &mut Patch, api: &Api) -> Result<()> {
    kotlin_records(file, records(api))
}

/// The same for what a caller sets: of headers only the names are shown, since values may be keys.
pub(crate) fn kotlin_options(file: &mut Patch, api: &Api) -> Result<()> {
    kotlin_records(file, options(api))
}

fn kotlin_records(file: &mut Patch, records: Vec<Record>) -> Result<()> {
    for record in records {
        let parts: Vec<String> = record.fields.iter().map(Shown::in_kotlin).collect();
        let print = format!(
            "    override fun toString(): String =\n        \"{}({})\"\n",
            record.name,
            parts.join(", ")
        );
        file.inside(
            &format!("\ndata class {} (\n", record.name),
            "\n){\n",
            &print,
        )?;
    }
    Ok(())
}

/// Gives such structs a mirror of ours, which is what `print`, `dump` and string interpolation look into.
pub(crate) fn swift(file: &mut Patch, api: &Api) -> Result<()> {
    swift_records(file, records(api))
}

/// The same for what a caller sets.
pub(crate) fn swift_options(file: &mut Patch, api: &Api) -> Result<()> {
    swift_records(file, options(api))
}

fn swift_records(file: &mut Patch, records: Vec<Record>) -> Result<()> {
    for record in records {
        file.has(&format!("\npublic struct {}: ", record.name))?;
        let parts: String = record.fields.iter().map(Shown::in_swift).collect();
        file.end_with(&format!(
            "\nextension {}: CustomReflectable {{\n    \
                 /// What is printed: `[redacted]` for what may hold a secret.\n    \
                 public var customMirror: Mirror {{\n        \
                     Mirror(self, children: [\n{parts}        ], displayStyle: .struct)\n    }}\n}}\n",
            record.name
        ));
    }
    Ok(())
}

fn options(api: &Api) -> Vec<Record> {
    let shown = |name: &str| Shown {
        names: name == "headers",
        ..Shown::named(name, false)
    };
    let config = api.client.config.iter().map(|field| shown(&field.name));
    let call = api.client.call_options.iter();
    vec![
        Record {
            name: "OryConfig".into(),
            fields: config.collect(),
        },
        Record {
            name: "CallOptions".into(),
            fields: call.map(|(name, _)| shown(name)).collect(),
        },
    ]
}

/// The records of the description that hide something, and the one that nobody knows.
fn records(api: &Api) -> Vec<Record> {
    let models = api.groups.iter().flat_map(|group| &group.models);
    let mut all: Vec<Record> = models
        .filter_map(|model| match &model.kind {
            ModelKind::Record {
                fields,
                keeps_unknown,
            } if fields.iter().any(|field| field.sensitive) => {
                let mut shown: Vec<Shown> = fields.iter().map(Shown::of).collect();
                shown.extend(keeps_unknown.then(|| Shown::named("extra", false)));
                Some(Record {
                    name: model.name.clone(),
                    fields: shown,
                })
            }
            _ => None,
        })
        .collect();
    all.push(Record {
        name: "UnknownArm".into(),
        fields: vec![Shown::named("tag", false), Shown::named("json", true)],
    });
    all
}

impl Shown {
    fn of(field: &Field) -> Self {
        Self {
            optional: field.optional,
            ..Self::named(&field.wire, field.sensitive)
        }
    }

    fn named(wire: &str, hidden: bool) -> Self {
        Self {
            kotlin: names::kotlin_name(wire),
            swift: names::swift_name(wire),
            hidden,
            optional: false,
            names: false,
        }
    }

    fn in_kotlin(&self) -> String {
        let label = self.kotlin.trim_matches('`');
        if self.names {
            return format!("{label}=${{this.`{label}`.keys}}");
        }
        match (self.hidden, self.optional) {
            (false, _) => format!("{label}=${{this.`{label}`}}"),
            (true, false) => format!("{label}=[redacted]"),
            (true, true) => format!("{label}=${{this.`{label}`?.let {{ \"[redacted]\" }}}}"),
        }
    }

    fn in_swift(&self) -> String {
        let (label, name) = (self.swift.trim_matches('`'), &self.swift);
        let value = match (self.hidden, self.optional) {
            _ if self.names => format!("self.{name}.keys.sorted()"),
            (false, _) => format!("self.{name} as Any"),
            (true, false) => "Secret(\"\")".to_owned(),
            (true, true) => format!("self.{name}.map {{ _ in Secret(\"\") }} as Any"),
        };
        format!("            \"{label}\": {value},\n")
    }
}

/// An error prints itself without native code, so that one of loading that code can be printed.
pub(crate) fn kotlin_problem(file: &mut Patch) -> Result<()> {
    file.block(
        "    // The local Rust `Display`/`Debug` implementation.\n    override fun toString(): String {\n",
        "    companion object\n",
        "    override fun toString(): String = line()\n\n",
    )?;
    Ok(())
}

/// An error says what went wrong even where a part of it, made by a caller, cannot be sent into the library; its mirror
/// shows nothing that is sensitive.
pub(crate) fn swift_problem(file: &mut Patch, api: &Api) -> Result<()> {
    let fields: Vec<Shown> = api
        .client
        .problem
        .iter()
        .map(|fact| Shown {
            optional: fact.optional,
            ..Shown::named(&fact.name, fact.sensitive)
        })
        .collect();
    let hidden: String = fields
        .iter()
        .filter(|field| field.hidden)
        .map(|field| format!("    shown.{} = nil\n", field.swift))
        .collect();
    if hidden.is_empty() {
        bail!("api/client.yaml: an error no longer has anything sensitive");
    }
    file.once(
        "    return try!  FfiConverterString.lift(\n        try! rustCall() {",
        &format!(
            "    var shown = self\n{hidden}    \
             let line = try? FfiConverterString.lift(\n        try rustCall() {{"
        ),
    )?
    .block(
        "            FfiConverterTypeProblem_lower(self),uniffiCallStatus\n    )\n}\n    )\n",
        "}\n",
        "            FfiConverterTypeProblem_lower(shown),uniffiCallStatus\n    )\n}\n    )\n    \
         return line ?? String(message.map { $0.isNewline ? \" \" : $0 })\n",
    )?;
    let parts: String = fields.iter().map(Shown::in_swift).collect();
    file.end_with(&format!(
        "\nextension Problem: CustomReflectable {{\n    \
             /// What is printed: neither the body nor the details.\n    \
             public var customMirror: Mirror {{\n        \
                 Mirror(self, children: [\n{parts}        ], displayStyle: .struct)\n    }}\n}}\n"
    ));
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    const YAML: &str = "
about: Animals.
models:
  Cat:
    about: It purrs.
    fields:
      class: string
      chip: { type: json?, sensitive: true }
      keeper_note: { type: string, sensitive: true }
  Dog: { about: It barks., fields: { name: string } }
";

    fn api() -> Api {
        spec::read(&[("zoo/operations.yaml".to_owned(), YAML.to_owned())]).unwrap()
    }

    #[test]
    fn kotlin_prints_what_is_not_hidden() {
        let class =
            |name: &str| format!("\ndata class {name} (\n    val x: Int\n){{\n    companion\n}}\n");
        let text = class("Cat") + &class("UnknownArm") + &class("Dog");
        let mut file = Patch::new("X.kt", text);
        kotlin(&mut file, &api()).unwrap();
        let text = file.finish();
        assert!(
            text.contains(
                "){\n    override fun toString(): String =\n        \"Cat(class=${this.`class`}, \
                 keeperNote=[redacted], chip=${this.`chip`?.let { \"[redacted]\" }})\"\n    companion"
            ),
            "{text}"
        );
        assert_eq!(text.matches("toString").count(), 2, "{text}");
        assert!(kotlin(&mut Patch::new("X.kt", class("Dog")), &api()).is_err());
    }

    #[test]
    fn swift_mirrors_what_is_not_hidden() {
        let text = "\npublic struct Cat: Equatable {}\n\npublic struct UnknownArm: Equatable {}\n";
        let mut file = Patch::new("X.swift", text.into());
        swift(&mut file, &api()).unwrap();
        let text = file.finish();
        for line in [
            "extension Cat: CustomReflectable {",
            "            \"class\": self.`class` as Any,",
            "            \"keeperNote\": Secret(\"\"),",
            "            \"chip\": self.chip.map { _ in Secret(\"\") } as Any,",
            "            \"json\": Secret(\"\"),",
        ] {
            assert!(text.lines().any(|other| other == line), "{line} in {text}");
        }
        assert!(swift(&mut Patch::new("X.swift", String::new()), &api()).is_err());
    }
}
