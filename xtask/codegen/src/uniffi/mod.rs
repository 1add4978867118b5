//! The objects that Kotlin and Swift call, one file a group, and what each of the two gets beside uniffi's output.

mod error;
mod event;
mod group;
mod imports;
mod kotlin;
mod swift;

use spec::ir::{Api, Group, Operation, Pages};

use crate::File;

/// All files of this target.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = error::files(api)?;
    files.extend(event::files(api)?);
    files.extend(group::files(api)?);
    files.extend(kotlin::files(api));
    files.extend(swift::files(api));
    Ok(files)
}

/// The class of a group: `IdentityApi`.
fn class(group: &Group) -> String {
    format!("{}Api", spec::names::pascal(&group.name))
}

/// The models that are forms: they come with the status 400, too.
fn flows(api: &Api) -> impl Iterator<Item = &str> {
    let models = api.groups.iter().flat_map(|group| &group.models);
    models
        .filter(|model| model.is_flow())
        .map(|model| model.name.as_str())
}

/// The operations that answer a list page by page.
fn lists(api: &Api) -> impl Iterator<Item = &Operation> {
    api.operations()
        .map(|(_, operation)| operation)
        .filter(|operation| operation.pages != Pages::None)
}

/// The class that walks through a list: `ListIdentitiesPages`. One page of it has the same name in the singular.
fn pages(operation: &Operation) -> String {
    format!("{}Pages", spec::names::pascal(&operation.id))
}
