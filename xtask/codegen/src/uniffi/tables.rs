//! What the objects of Kotlin and Swift look up: how fields are spelled there, and which operations answer which form.

use quote::quote;
use spec::ir::{Api, Type};
use spec::names;

use super::names::flows;
use crate::file::File;
use crate::rust;

/// `bindings-uniffi/src/tables.rs`.
pub(crate) fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let fields = api.client.config.iter().filter_map(|field| {
        let (core, own) = (&field.name, names::camel(&field.name));
        (*core != own).then(|| quote!((#core, #own)))
    });
    let flows = flows(api).map(|flow| {
        let model = Type::Model(flow.to_owned());
        let answers = |operation: &spec::ir::Operation| {
            let mut types = operation
                .answers
                .iter()
                .filter_map(|answer| answer.ty.as_ref());
            types.any(|ty| *ty == model)
        };
        let operations = api.operations().map(|(_, operation)| operation);
        let ids = operations
            .filter(|operation| answers(operation))
            .map(|operation| &operation.id);
        quote!((#flow, &[#(#ids),*]))
    });
    let items = quote! {
        /// Fields of the configuration: as core calls them, and as Kotlin and Swift do.
        pub(crate) const FIELDS: &[(&str, &str)] = &[#(#fields),*];
        /// Forms, and the operations that answer them, with whatever status.
        pub(crate) const FLOWS: &[(&str, &[&str])] = &[#(#flows),*];
    };
    Ok(vec![File {
        path: "bindings-uniffi/src/tables.rs".to_owned(),
        text: rust::file("", "What is looked up by name.", &items)?,
    }])
}
