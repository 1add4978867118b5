//! How records with hidden fields print themselves: uniffi's would show everything.

use anyhow::{Result, bail};
use spec::ir::{Api, Field, ModelKind, Text, Type};
use spec::names;

use super::patch::Patch;

/// A record that hides something.
pub(super) struct Record {
    pub(super) name: String,
    pub(super) fields: Vec<Shown>,
    /// It holds objects, which Kotlin's class of it frees.
    pub(super) disposable: bool,
}

/// One of its fields.
pub(super) struct Shown {
    kotlin: String,
    swift: String,
    how: How,
    optional: bool,
}

/// What is shown of a field.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum How {
    /// All of it.
    Full,
    /// Whether it is there.
    Hidden,
    /// A map's keys: its values may be secrets, or nobody knows what they are.
    Names,
    /// How many things are in it.
    Count,
    /// The id of a model that says more about a person.
    Id,
    /// A URL without user, password and query.
    Url,
    /// The same of a service: nothing before the last `@`, in whatever a caller wrote there.
    Server,
}

/// Gives such classes a `toString` of ours.
pub(crate) fn kotlin(file: &mut Patch, api: &Api) -> Result<()> {
    kotlin_records(file, &records(api))
}

/// The same for what a caller sets: of headers only the names are shown, since values may be keys.
pub(crate) fn kotlin_options(file: &mut Patch, api: &Api) -> Result<()> {
    kotlin_records(file, &options(api))
}

pub(super) fn kotlin_records(file: &mut Patch, records: &[Record]) -> Result<()> {
    for record in records {
        let print = format!(
            "    override fun toString(): String =\n        {}\n",
            in_kotlin(&record.name, &record.fields)
        );
        let start = format!("\ndata class {} (\n", record.name);
        let mark = match record.disposable {
            true => "\n): Disposable{\n",
            false => "\n){\n",
        };
        file.inside(&start, mark, &print)?;
    }
    Ok(())
}

/// A text in Kotlin: `"Cat(name=${this.`name`})"`.
pub(super) fn in_kotlin(name: &str, fields: &[Shown]) -> String {
    let parts: Vec<String> = fields.iter().map(Shown::in_kotlin).collect();
    format!("\"{name}({})\"", parts.join(", "))
}

/// Gives such structs a mirror of ours, which is what `print`, `dump` and string interpolation look into.
pub(crate) fn swift(file: &mut Patch, api: &Api) -> Result<()> {
    swift_records(file, &records(api))
}

/// The same for what a caller sets.
pub(crate) fn swift_options(file: &mut Patch, api: &Api) -> Result<()> {
    swift_records(file, &options(api))
}

pub(super) fn swift_records(file: &mut Patch, records: &[Record]) -> Result<()> {
    for record in records {
        file.has(&format!("\npublic struct {}", record.name))?;
        file.end_with(&mirror(
            &record.name,
            "What is printed: `[redacted]` for what may hold a secret.",
            &record.fields,
        ));
    }
    Ok(())
}

/// One statement a field: a literal of hundreds takes the compiler long.
fn mirror(name: &str, about: &str, fields: &[Shown]) -> String {
    let adds: String = fields
        .iter()
        .map(|field| {
            format!(
                "        shown.append((\"{}\", {}))\n",
                field.label(),
                field.in_swift()
            )
        })
        .collect();
    format!(
        "\nextension {name}: CustomReflectable {{\n    \
             /// {about}\n    \
             public var customMirror: Mirror {{\n        \
                 var shown: [Mirror.Child] = []\n{adds}        \
                 return Mirror(self, children: shown, displayStyle: .struct)\n    }}\n}}\n"
    )
}

fn options(api: &Api) -> Vec<Record> {
    let shown = |name: &str| {
        let headers = if name == "headers" {
            How::Names
        } else {
            How::Full
        };
        Shown::new(name, headers)
    };
    let config = api.client.config.iter().map(|field| match field.ty {
        Type::Text(Text::Uri) => Shown::new(&field.name, How::Server).or_nothing(),
        _ => shown(&field.name),
    });
    let call = api.client.call_options.iter();
    vec![
        Record::new("OryConfig", config.collect()),
        Record::new("CallOptions", call.map(|(name, _)| shown(name)).collect()),
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
            } if *keeps_unknown || fields.iter().any(|field| field.sensitive) => {
                let mut shown: Vec<Shown> = fields.iter().map(Shown::of).collect();
                shown.extend(keeps_unknown.then(|| Shown::new("extra", How::Names)));
                Some(Record::new(&model.name, shown))
            }
            _ => None,
        })
        .collect();
    let unknown = vec![
        Shown::new("tag", How::Full),
        Shown::new("json", How::Hidden),
    ];
    all.push(Record::new("UnknownArm", unknown));
    all
}

impl Record {
    pub(super) fn new(name: &str, fields: Vec<Shown>) -> Self {
        Self {
            name: name.to_owned(),
            fields,
            disposable: false,
        }
    }
}

impl Shown {
    fn of(field: &Field) -> Self {
        let shown = Self::new(&field.wire, How::hidden(field.sensitive));
        if field.optional {
            shown.or_nothing()
        } else {
            shown
        }
    }

    pub(super) fn new(wire: &str, how: How) -> Self {
        Self {
            kotlin: names::kotlin_name(wire),
            swift: names::swift_name(wire),
            how,
            optional: false,
        }
    }

    /// It may be left out.
    pub(super) fn or_nothing(self) -> Self {
        Self {
            optional: true,
            ..self
        }
    }

    fn label(&self) -> &str {
        self.swift.trim_matches('`')
    }

    /// The variable that a pattern in Swift binds it to.
    pub(super) fn variable(&self) -> &str {
        &self.swift
    }

    fn in_kotlin(&self) -> String {
        let label = self.kotlin.trim_matches('`');
        let value = format!("this.`{label}`");
        let value = match (self.how, self.optional) {
            (How::Full, _) => value,
            (How::Hidden, false) => return format!("{label}=[redacted]"),
            (How::Hidden, true) => format!("{value}?.let {{ \"[redacted]\" }}"),
            (How::Names, _) => format!("{value}.keys"),
            (How::Count, _) => format!("{value}.size"),
            (How::Id, _) => format!("{value}?.id"),
            (How::Url, _) => format!("ory.hub.withoutQuery({value})"),
            (How::Server, _) => format!("ory.hub.withoutCredentials({value})"),
        };
        format!("{label}=${{{value}}}")
    }

    fn in_swift(&self) -> String {
        self.shown_of(&format!("self.{}", self.swift))
    }

    /// An expression in Swift of type `Any`.
    pub(super) fn shown_of(&self, value: &str) -> String {
        match (self.how, self.optional) {
            (How::Full, _) => format!("{value} as Any"),
            (How::Hidden, false) => "Secret(\"\")".to_owned(),
            (How::Hidden, true) => format!("{value}.map {{ _ in Secret(\"\") }} as Any"),
            (How::Names, _) => format!("{value}.keys.sorted()"),
            (How::Count, _) => format!("{value}.count"),
            (How::Id, _) => format!("{value}?.id as Any"),
            (How::Url, false) => format!("withoutQuery({value})"),
            (How::Url, true) => format!("{value}.map(withoutQuery) as Any"),
            (How::Server, false) => format!("withoutCredentials({value})"),
            (How::Server, true) => format!("{value}.map(withoutCredentials) as Any"),
        }
    }
}

impl How {
    fn hidden(hidden: bool) -> Self {
        if hidden { Self::Hidden } else { Self::Full }
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
        .map(|fact| {
            let shown = Shown::new(&fact.name, How::hidden(fact.sensitive));
            if fact.optional {
                shown.or_nothing()
            } else {
                shown
            }
        })
        .collect();
    let hidden: String = fields
        .iter()
        .filter(|field| field.how == How::Hidden)
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
    file.end_with(&mirror(
        "Problem",
        "What is printed: neither the body nor the details.",
        &fields,
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
            "        shown.append((\"class\", self.`class` as Any))",
            "        shown.append((\"keeperNote\", Secret(\"\")))",
            "        shown.append((\"chip\", self.chip.map { _ in Secret(\"\") } as Any))",
            "        shown.append((\"json\", Secret(\"\")))",
        ] {
            assert!(text.lines().any(|other| other == line), "{line} in {text}");
        }
        assert!(swift(&mut Patch::new("X.swift", String::new()), &api()).is_err());
    }
}
