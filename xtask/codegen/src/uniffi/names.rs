//! Names and lists that Kotlin and Swift share.

use spec::ir::{Api, Group, Model, ModelKind, Operation, Pages};
use spec::names::pascal;

/// Where the sources of Swift are.
pub(super) const SWIFT: &str = "Sources/OryHub";

/// The class of a group: `IdentityApi`.
pub(super) fn class(group: &Group) -> String {
    format!("{}Api", pascal(&group.name))
}

/// The models that are forms: they come with the status 400, too.
pub(super) fn flows(api: &Api) -> impl Iterator<Item = &str> {
    let models = api.groups.iter().flat_map(|group| &group.models);
    models
        .filter(|model| model.is_flow())
        .map(|model| model.name.as_str())
}

/// The operations that answer a list page by page.
pub(super) fn lists(api: &Api) -> impl Iterator<Item = &Operation> {
    api.operations()
        .map(|(_, operation)| operation)
        .filter(|operation| operation.pages != Pages::None)
}

/// The class that walks through a list: `ListIdentitiesPages`. One page of it has the same name in the singular.
pub(super) fn pages(operation: &Operation) -> String {
    format!("{}Pages", pascal(&operation.id))
}

/// All enums with their values, by name.
pub(super) fn enums(api: &Api) -> Vec<(&Model, Vec<&str>)> {
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
