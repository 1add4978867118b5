//! `cargo xtask sizes`: generated lines by language, per operation and per model, and what the packages weigh.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use util::files::{is_generated, tracked};
use util::stdout::Stdout;

use crate::package;
use crate::test::style;

/// Folders of generated files with the language that they are for; the first that fits counts.
const LANGUAGES: [(&str, &str); 8] = [
    ("include/", "c: header"),
    ("bindings-uniffi/c/", "c: functions"),
    ("bindings-uniffi/", "kotlin, swift: objects"),
    ("bindings-python/python/", "python: stubs"),
    ("bindings-python/", "python: objects"),
    ("bindings-wasm/npm/", "browser: declarations"),
    ("bindings-wasm/", "browser: tables"),
    ("core/", "rust"),
];

/// What a generated file is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Purpose {
    Model,
    Operation,
    /// Both, or neither: lists of modules, the client, configuration.
    Shared,
}

/// Prints the lines; with `lines` alone, not the packages; with `--all-platforms`, the packages of other platforms alone.
///
/// # Errors
/// When git does not answer, or a package has not been made.
pub(crate) fn command_line(root: &Path, arguments: &[String]) -> anyhow::Result<()> {
    if arguments == ["--all-platforms"] {
        return package::start(root, &["platform-sizes"], &[]);
    }
    let mut lines = BTreeMap::<(&str, Purpose), usize>::new();
    for file in tracked(root)? {
        let Ok(text) = std::fs::read_to_string(root.join(&file)) else {
            continue;
        };
        let language = LANGUAGES
            .iter()
            .find(|(folder, _)| file.starts_with(folder));
        let Some((_, language)) = language.filter(|_| is_generated(&text)) else {
            continue;
        };
        for (purpose, count) in by_purpose(&file, &text) {
            *lines.entry((language, purpose)).or_default() += count;
        }
    }
    let api = spec::load_generated(root)?;
    // These are written when the packages are made.
    for (language, sources) in [
        ("kotlin", codegen::uniffi::kotlin_sources(&api)),
        ("swift", codegen::uniffi::swift_sources(&api)),
    ] {
        for source in sources {
            for (purpose, count) in by_purpose(&source.path, &source.text) {
                *lines.entry((language, purpose)).or_default() += count;
            }
        }
    }
    let operations = api.operations().count();
    let models = api.groups.iter().map(|group| group.models.len()).sum();
    print(&lines, operations, models)?;
    for (lines, file) in style::longest(root, 1)? {
        let label = "longest hand-written file";
        writeln!(Stdout, "{label:<26} {lines:>8}  {file}")?;
    }
    if arguments == ["lines"] {
        return Ok(());
    }
    package::start(root, &["sizes"], &[])
}

fn print(
    lines: &BTreeMap<(&str, Purpose), usize>,
    operations: usize,
    models: usize,
) -> anyhow::Result<()> {
    let sum = |wanted: &dyn Fn(&str, Purpose) -> bool| -> usize {
        lines
            .iter()
            .filter(|((language, purpose), _)| wanted(language, *purpose))
            .map(|(_, count)| count)
            .sum()
    };
    writeln!(
        Stdout,
        "{:<26} {:>8} {:>11} {:>8} {:>8}",
        "generated lines", "models", "operations", "shared", "all"
    )?;
    let mut names: Vec<&str> = lines.keys().map(|(language, _)| *language).collect();
    names.dedup();
    for name in names {
        let of = |purpose| sum(&|language, one| language == name && one == purpose);
        let (model, operation, shared) = (
            of(Purpose::Model),
            of(Purpose::Operation),
            of(Purpose::Shared),
        );
        let all = model + operation + shared;
        writeln!(
            Stdout,
            "{name:<26} {model:>8} {operation:>11} {shared:>8} {all:>8}"
        )?;
    }
    let of = |purpose| sum(&|_, one| one == purpose);
    let (model, operation, shared) = (
        of(Purpose::Model),
        of(Purpose::Operation),
        of(Purpose::Shared),
    );
    let all = model + operation + shared;
    writeln!(
        Stdout,
        "{:<26} {model:>8} {operation:>11} {shared:>8} {all:>8}",
        "all languages"
    )?;
    writeln!(
        Stdout,
        "{:<26} {:>8} {:>11}   of {models} models, {operations} operations",
        "for each",
        model / models.max(1),
        operation / operations.max(1)
    )?;
    Ok(())
}

/// The words in paths that tell what a file is for.
const MODELS: [&str; 7] = [
    "model",
    "models",
    "table",
    "body",
    "Models",
    "ModelJson",
    "Texts",
];
const OPERATIONS: [&str; 9] = [
    "endpoint",
    "operation",
    "operations",
    "group",
    "groups",
    "options",
    "pages",
    "Pages",
    "sync",
];

/// The lines of a file by their purpose; a header has several.
fn by_purpose(file: &str, text: &str) -> Vec<(Purpose, usize)> {
    if file.ends_with(".h") {
        return header(text);
    }
    if file.starts_with("bindings-uniffi/c/") {
        return c_tables(text);
    }
    let has = |words: &[&str]| file.split(['/', '.']).any(|part| words.contains(&part));
    let purpose = if has(&OPERATIONS) {
        Purpose::Operation
    } else if has(&MODELS) {
        Purpose::Model
    } else {
        Purpose::Shared
    };
    vec![(purpose, text.lines().count())]
}

/// The macros that make functions of operations; the others make those of models.
const C_OPERATIONS: [&str; 3] = ["operation!", "options!", "pages!"];

/// A table begins with its macro at the start of a line.
fn c_tables(text: &str) -> Vec<(Purpose, usize)> {
    let mut sums = BTreeMap::new();
    let mut purpose = Purpose::Shared;
    for line in text.lines() {
        if let Some((name, _)) = line.split_once(' ')
            && name.ends_with('!')
        {
            purpose = if C_OPERATIONS.contains(&name) {
                Purpose::Operation
            } else {
                Purpose::Model
            };
        }
        *sums.entry(purpose).or_default() += 1;
    }
    sums.into_iter().collect()
}

/// A declaration and the comment above it stand between empty lines.
fn header(text: &str) -> Vec<(Purpose, usize)> {
    let mut sums = BTreeMap::new();
    for block in text.split("\n\n") {
        let code: String = block
            .lines()
            .filter(|line| !line.trim_start().starts_with(['/', '*']))
            .collect();
        let purpose = if code.contains("ory_client_") || code.contains("_options") {
            Purpose::Operation
        } else if code.contains("ory_") {
            Purpose::Model
        } else {
            Purpose::Shared
        };
        *sums.entry(purpose).or_default() += block.lines().count() + 1;
    }
    sums.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::{Purpose, by_purpose};

    #[test]
    fn paths_and_declarations_tell_the_purpose() {
        for (file, purpose) in [
            ("core/src/operation/table/identity.rs", Purpose::Operation),
            ("core/src/model/identity.rs", Purpose::Model),
            ("bindings-python/python/ory_hub/_error.pyi", Purpose::Shared),
        ] {
            assert!(by_purpose(file, "one\ntwo\n") == [(purpose, 2)], "{file}");
        }
        let tables = "use x;\nrecord! { a;\n}\noperation! { b; }\n";
        let found = by_purpose("bindings-uniffi/c/src/group/a.rs", tables);
        assert!(
            found
                == [
                    (Purpose::Model, 2),
                    (Purpose::Operation, 1),
                    (Purpose::Shared, 1)
                ]
        );
        let header = "/// Calls.\nvoid ory_client_get(void);\n\nint ory_identity_id(void);\n";
        let found = by_purpose("include/ory.h", header);
        assert!(found == [(Purpose::Model, 2), (Purpose::Operation, 3)]);
    }
}
