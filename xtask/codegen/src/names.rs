//! Names that two things would have in one language: seen before anything is written.

use std::collections::{BTreeMap, HashSet};

use anyhow::{Context as _, bail};
use spec::ir::{Api, Group, Pages};
use spec::names::{pascal, snake};

use crate::file::File;
use crate::rust_core::{operation, page};

/// Refuses a description from which a language would get two things of one name.
///
/// An operation and a model may share one ([decision 0009](../../../docs/decisions/0009-operations-and-models-of-one-name.md)):
/// they live in two modules, and [`check_imports`] checks that no file imports both by name.
pub(crate) fn check(api: &Api) -> anyhow::Result<()> {
    let mut models = Names::new("models");
    for model in api.groups.iter().flat_map(|group| &group.models) {
        models.add(&model.name, "a model")?;
    }
    for (_, operation, _) in page::lists(api) {
        models.add(&page::name(operation), "a page of a list")?;
    }
    let mut endpoints = Names::new("endpoints");
    for name in ["Endpoint", "ListEndpoint"] {
        endpoints.add(name, "a trait of core")?;
    }
    for (_, operation) in api.operations() {
        endpoints.add(&pascal(&operation.id), "an operation")?;
    }
    // Kotlin and Swift have one name space for models and objects.
    let mut objects = models;
    objects.place = "types of Kotlin, Swift and Python";
    for group in &api.groups {
        for end in ["Api", "Group"] {
            objects.add(&format!("{}{end}", pascal(&group.name)), "a group")?;
        }
        methods(group)?;
    }
    for (_, operation) in api.operations() {
        if operation.pages != Pages::None {
            let name = format!("{}Pages", pascal(&operation.id));
            objects.add(&name, "the pages of a list")?;
        }
    }
    Ok(())
}

/// The methods of a group.
fn methods(group: &Group) -> anyhow::Result<()> {
    let mut names = Names::new("methods of a group");
    for operation in &group.operations {
        let name = snake(&operation.id);
        names.add(&name, "an operation")?;
        if operation.pages != Pages::None {
            names.add(&format!("{name}_pages"), "the pages of a list")?;
        }
        if operation::is_address(operation) {
            names.add(&format!("{name}_url"), "an address")?;
        }
    }
    Ok(())
}

struct Names {
    place: &'static str,
    seen: BTreeMap<String, &'static str>,
}

impl Names {
    fn new(place: &'static str) -> Self {
        let seen = BTreeMap::new();
        Self { place, seen }
    }

    fn add(&mut self, name: &str, what: &'static str) -> anyhow::Result<()> {
        if let Some(other) = self.seen.insert(name.to_owned(), what) {
            bail!(
                "among the {}, {other} and {what} would both be called `{name}`",
                self.place
            );
        }
        Ok(())
    }
}

/// Refuses a Rust file that imports or defines a name twice.
pub(crate) fn check_imports(files: &[File]) -> anyhow::Result<()> {
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        let parsed =
            syn::parse_file(&file.text).with_context(|| format!("{} does not parse", file.path))?;
        let mut seen = HashSet::new();
        for name in parsed.items.iter().flat_map(defined) {
            if !seen.insert(name.clone()) {
                bail!(
                    "{}: `{name}` would be two things; one of them must be written with its module",
                    file.path
                );
            }
        }
    }
    Ok(())
}

/// The types and imports that an item brings into its file.
fn defined(item: &syn::Item) -> Vec<String> {
    let mut names = Vec::new();
    match item {
        syn::Item::Use(item) => imported(&item.tree, &mut names),
        syn::Item::Struct(item) => names.push(item.ident.to_string()),
        syn::Item::Enum(item) => names.push(item.ident.to_string()),
        syn::Item::Type(item) => names.push(item.ident.to_string()),
        _ => {}
    }
    names
}

fn imported(tree: &syn::UseTree, names: &mut Vec<String>) {
    match tree {
        syn::UseTree::Path(path) => imported(&path.tree, names),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| imported(tree, names)),
        syn::UseTree::Name(name) => names.push(name.ident.to_string()),
        syn::UseTree::Rename(name) if name.rename != "_" => names.push(name.rename.to_string()),
        syn::UseTree::Rename(_) | syn::UseTree::Glob(_) => {}
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::sample::{YAML, api};
    use crate::{python, rust_core, uniffi};

    /// The operation `feed` takes and gives a model of its name.
    fn shared() -> Api {
        let yaml = YAML
            .replace("answers: { 204: empty }", "answers: { 200: \"[Feed]\" }")
            .replace("body: Animal", "body: Feed")
            + "  Feed:\n    about: Food.\n    fields: { name: string }\n";
        api(&yaml)
    }

    #[test]
    fn an_operation_and_a_model_of_one_name_are_imported_by_module() {
        let api = shared();
        assert!(api.shared_names().contains("Feed"));
        check(&api).unwrap();
        let endpoints = rust_core::endpoint::files(&api).unwrap();
        let feed = endpoints
            .iter()
            .find(|file| file.path.ends_with("/feed.rs"))
            .unwrap();
        for line in [
            "pub struct Feed -> Vec<crate::model::Feed> {",
            "body: Json crate::model::Feed,",
        ] {
            assert!(feed.text.contains(line), "{line} in\n{}", feed.text);
        }
        let groups = [
            (python::files(&api).unwrap(), "&operation::zoo::FEED,"),
            (uniffi::files(&api).unwrap(), "endpoint::Feed::from_fields("),
        ];
        for (files, named) in groups {
            check_imports(&files).unwrap();
            let group = files
                .iter()
                .find(|file| file.path.ends_with("src/group/zoo.rs"))
                .unwrap();
            assert!(group.text.contains(named), "{named} in\n{}", group.text);
        }
    }

    #[test]
    fn a_file_that_has_both_by_name_is_refused() {
        let file = |text: &str| File {
            path: "group.rs".to_owned(),
            text: text.to_owned(),
        };
        let both = "use a::endpoint::{Feed, Other};\nuse a::model::Feed;\n";
        let error = check_imports(&[file(both)]).unwrap_err().to_string();
        assert!(
            error.contains("group.rs: `Feed` would be two things"),
            "{error}"
        );
        let own = "use a::model::*;\nuse b::T as _;\nuse c::U as _;\npub struct Feed;\n";
        check_imports(&[file(own)]).unwrap();
    }

    #[test]
    fn a_model_that_is_called_like_a_page_or_a_group_is_refused() {
        for name in ["ListCagesPage", "ListCagesPages", "ZooApi", "ZooGroup"] {
            let yaml = format!("{YAML}  {name}:\n    about: It.\n    fields: {{ name: string }}\n");
            let error = check(&api(&yaml)).unwrap_err().to_string();
            assert!(
                error.contains(&format!("both be called `{name}`")),
                "{error}"
            );
        }
    }

    #[test]
    fn an_operation_that_is_called_like_the_pages_of_another_is_refused() {
        let yaml = YAML.replace("  feed:\n", "  listCagesPages:\n");
        let error = check(&api(&yaml)).unwrap_err().to_string();
        assert!(error.contains("`list_cages_pages`"), "{error}");
    }
}
