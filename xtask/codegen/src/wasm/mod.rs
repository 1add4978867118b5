//! The browser's operations and their TypeScript declarations.

mod client;
mod declaration;
mod model;
mod reachable;
mod table;

use spec::ir::{Api, Credential, Group, Operation, Param, Place, Type};
use spec::operations::{BROWSER_GROUP, is_in_browser};

use crate::File;
use crate::rust_core::operation::is_address;

/// Where the sources of the package are.
const HOME: &str = "bindings-wasm/npm";

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
        files.push(table::file(&group, &addresses)?);
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

/// The source files of a group's operations, for the first line of what is made from them.
fn sources(group: &Group) -> String {
    group.file()
}

/// The name of a parameter as a key: the script finds it by the same rule (`camel` in `npm/src/client.js`).
fn key(wire: &str) -> String {
    let mut key = String::new();
    for part in wire.split(['_', '-']).filter(|part| !part.is_empty()) {
        let mut letters = part.chars();
        let first = letters.next().map(|first| match key.is_empty() {
            true => first.to_ascii_lowercase(),
            false => first.to_ascii_uppercase(),
        });
        key.extend(first);
        key.push_str(letters.as_str());
    }
    key
}

/// A documentation comment.
fn doc(text: &str, indent: &str) -> String {
    let lines = crate::rust::wrap(&text.replace("*/", "* /"), 110 - indent.len());
    match lines.as_slice() {
        [] => String::new(),
        [line] => format!("{indent}/** {line} */\n"),
        lines => {
            let mut text = format!("{indent}/**\n");
            for line in lines {
                text.push_str(format!("{indent} * {line}").trim_end());
                text.push('\n');
            }
            text + indent + " */\n"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{doc, key};

    #[test]
    fn keys_follow_the_rule_of_the_script() {
        assert_eq!(key("return_to"), "returnTo");
        assert_eq!(key("X-Session-Token"), "xSessionToken");
        assert_eq!(key("Cookie"), "cookie");
    }

    #[test]
    fn a_comment_cannot_end_early() {
        assert_eq!(doc("a */ b", "  "), "  /** a * / b */\n");
    }
}
