//! From `api/` to [`crate::ir::Api`].

mod client;
mod corrections;
mod mapping;
mod model;
mod operation;
mod previous;
#[cfg(test)]
mod tests;
mod words;

use std::path::{Path, PathBuf};

use anyhow::Context;

pub use corrections::{Corrections, corrections};
use mapping::Reader;
pub(crate) use words::{called_by, credential, pages, retry, service};

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Group, ModelKind, OPERATIONS};
use crate::{check, reachable, yaml};

/// One file: its path inside `api/` and its text.
pub(crate) type Source = (String, String);

/// Reads and checks the description under `root/api`.
///
/// # Errors
/// Every diagnostic with file, line and reason; or that a file cannot be read.
pub fn load(root: &Path) -> anyhow::Result<Api> {
    let api = read(&sources(root)?)?;
    check::check(&api)?;
    check::docs(&api)?;
    Ok(api)
}

/// The same without the groups that no code is generated for yet.
///
/// # Errors
/// As `load`.
pub fn load_generated(root: &Path) -> anyhow::Result<Api> {
    let mut api = load(root)?;
    api.groups.retain(|group| group.generated);
    Ok(api)
}

/// The files of `root/api`: those of the whole client, then each group's operations and topics.
///
/// # Errors
/// Where the folder or a file cannot be read.
pub(crate) fn sources(root: &Path) -> anyhow::Result<Vec<Source>> {
    let folder = root.join("api");
    let mut sources = Vec::new();
    for (name, path) in entries(&folder)? {
        if path.is_dir() {
            for (topic, path) in entries(&path)? {
                take(format!("{name}/{topic}"), &path, &mut sources)?;
            }
        } else {
            take(name, &path, &mut sources)?;
        }
    }
    sources.sort_by_key(|(name, _)| order(name));
    Ok(sources)
}

fn entries(folder: &Path) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let list =
        std::fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut entries = Vec::new();
    for entry in list {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        entries.push((name, entry.path()));
    }
    Ok(entries)
}

fn take(name: String, path: &Path, sources: &mut Vec<Source>) -> anyhow::Result<()> {
    if name.ends_with(".yaml") {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        sources.push((name, text));
    }
    Ok(())
}

/// Files of the whole client first; in a group its operations first.
pub(crate) fn order(name: &str) -> (String, bool, String) {
    match name.split_once('/') {
        Some((group, topic)) => (group.to_owned(), topic != OPERATIONS, topic.to_owned()),
        None => (String::new(), false, name.to_owned()),
    }
}

/// Reads files without checking how they fit together.
///
/// # Errors
/// Every diagnostic inside the files.
pub fn read(sources: &[Source]) -> Result<Api, Diagnostics> {
    let mut api = Api::default();
    let mut diagnostics = Diagnostics::default();
    let mut explicit = Vec::new();
    for (file, text) in sources {
        if file == "corrections.yaml" {
            continue;
        }
        let node = yaml::parse(file, text)?;
        let mut reader = Reader::new(file);
        if file == "client.yaml" {
            api.client = client::client(&mut reader, &node);
        } else if file == "previous.yaml" {
            api.previous = previous::previous(&mut reader, &node);
        } else {
            let read = group(&mut reader, file, &node, &mut explicit);
            match api.groups.last_mut() {
                Some(group) if group.name == read.name => join(group, read),
                _ => api.groups.push(read),
            }
        }
        diagnostics.append(reader.diagnostics);
    }
    keep_unknown(&mut api, &explicit);
    diagnostics.or(api)
}

fn group(
    reader: &mut Reader,
    file: &str,
    node: &yaml::Node,
    explicit: &mut Vec<(String, bool)>,
) -> Group {
    let mapping = reader.mapping(
        node,
        "group file",
        &["about", "generated", "operations", "models"],
    );
    let name = file.split_once('/').map_or_else(
        || {
            reader.wrong(
                node.line,
                "a group's files are `<group>/operations.yaml` and `<group>/<topic>.yaml`",
            );
            String::new()
        },
        |(group, _)| group.to_owned(),
    );
    let mut group = Group {
        name,
        about: mapping.text(reader, "about").unwrap_or_default(),
        generated: mapping.yes(reader, "generated").unwrap_or(true),
        operations: Vec::new(),
        models: Vec::new(),
    };
    if let Some(node) = mapping.get("operations") {
        for entry in reader.entries(node, "operations") {
            group.operations.push(operation::operation(reader, entry));
        }
    }
    if let Some(node) = mapping.get("models") {
        for entry in reader.entries(node, "models") {
            let read = model::model(reader, entry);
            explicit.extend(read.keeps_unknown.map(|keeps| (entry.key.clone(), keeps)));
            group.models.push(read.model);
        }
    }
    group
}

/// A group has several files: `frontend/operations.yaml`, `frontend/ui.yaml`.
fn join(group: &mut Group, read: Group) {
    if group.about.is_empty() {
        group.about = read.about;
    }
    group.generated &= read.generated;
    group.operations.extend(read.operations);
    group.models.extend(read.models);
}

/// Whatever an answer can carry keeps fields we do not know, unless its file says otherwise.
fn keep_unknown(api: &mut Api, explicit: &[(String, bool)]) {
    let reached = reachable::received(api, api.operations().map(|(_, operation)| operation));
    for model in api.groups.iter_mut().flat_map(|group| &mut group.models) {
        if let ModelKind::Record { keeps_unknown, .. } = &mut model.kind {
            let explicit_value = explicit
                .iter()
                .find(|(name, _)| *name == model.name)
                .map(|(_, keeps)| *keeps);
            *keeps_unknown = explicit_value.unwrap_or_else(|| reached.contains(&model.name));
        }
    }
}
