//! The browser's operations and their TypeScript declarations.

mod client;
mod declaration;
mod model;
mod secrets;
mod table;
mod text;

use spec::ir::{Api, Credential, Group, Operation, Param, Place, Type};
use spec::operations::{BROWSER_GROUP, is_in_browser};

use crate::file::File;
use crate::rust_core::operation::is_address;

/// All files of this target.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = client::files(api)?;
    if let Some(group) = api.groups.iter().find(|group| group.name == BROWSER_GROUP) {
        let mut group = with_cookies(group);
        let all = std::mem::take(&mut group.operations);
        let (ours, others): (Vec<_>, Vec<_>) = all
            .into_iter()
            .partition(|operation| is_in_browser(&group, operation));
        let addresses: Vec<Operation> = ours
            .iter()
            .chain(&others)
            .filter(|operation| is_address(operation))
            .cloned()
            .collect();
        group.operations = ours;
        files.push(table::file(api, &group, &addresses)?);
        files.push(declaration::file(&group, &addresses)?);
        // The parameters of an address have types; what would be sent there has none here.
        group
            .operations
            .extend(addresses.into_iter().map(|address| Operation {
                body: None,
                answers: Vec::new(),
                ..address
            }));
        files.extend(model::files(api, &group)?);
    }
    Ok(files)
}

/// The group, with a visitor's cookies for every flow of a browser: Ory documents them for some flows only, and a server
/// that renders pages needs them for each.
fn with_cookies(group: &Group) -> Group {
    let mut group = group.clone();
    for operation in &mut group.operations {
        let takes = |param: &Param| param.place == Place::Header && param.wire == "Cookie";
        if operation.path.ends_with("/browser") && !operation.params.iter().any(takes) {
            operation.credential = Credential::SessionOptional;
            operation.params.push(Param {
                wire: "Cookie".into(),
                place: Place::Header,
                may_be_empty: false,
                ty: Type::Secret,
                optional: true,
                about: None,
                why: None,
                mark: operation.mark.clone(),
            });
        }
    }
    group
}
