//! Spreads generated items over files, and lists the files in a module.

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{Api, Model};

use crate::File;
use crate::rust::{self, ident};
use crate::rust_core::model_files::model_files;

/// Formatting may add some lines; the house allows 1,500.
const MOST: usize = 1_350;

/// What makes a type that other modules name.
#[rustfmt::skip]
const USED_ELSEWHERE: [&str; 8] = [
    "\nbuilder_type!", "\nchoice_type!", "\nlist_type!", "\noptions_type!", "\nrecord_type!", "\nseries_type!",
    "\nunion_type!", "\npub type ",
];

/// Files of one folder of `bindings-uniffi/c/src`.
pub struct Folder {
    name: &'static str,
    about: &'static str,
    modules: Vec<String>,
    shared: Vec<String>,
    files: Vec<File>,
}

impl Folder {
    /// A folder with no files yet.
    #[must_use]
    pub fn new(name: &'static str, about: &'static str) -> Self {
        Self {
            name,
            about,
            modules: Vec::new(),
            shared: Vec::new(),
            files: Vec::new(),
        }
    }

    /// Adds a module for each file of models, with the items that `write` makes of its models.
    pub fn model_files(
        &mut self,
        api: &Api,
        end: &str,
        what: &str,
        mut write: impl FnMut(&Model, &mut Vec<TokenStream>) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        for model_file in model_files(api) {
            let mut items = Vec::new();
            for model in &model_file.models {
                write(model, &mut items)?;
            }
            let about = format!("{what} for models of {}.", model_file.about());
            let module = format!("{}{end}", model_file.module);
            self.add(&module, model_file.file, &about, &items)?;
        }
        Ok(())
    }

    /// Adds the items of one module, each a run of functions that belong together; as many files as they need.
    pub fn add(
        &mut self,
        module: &str,
        from: &str,
        about: &str,
        items: &[TokenStream],
    ) -> anyhow::Result<()> {
        let mut start = 0;
        for part in 1.. {
            let Some(left) = items.get(start..).filter(|left| !left.is_empty()) else {
                break;
            };
            let mut count = left.len();
            let text = loop {
                let items = left.iter().take(count);
                let text = rust::file(from, about, &quote!(use crate::prelude::*; #(#items)*))?;
                if text.lines().count() <= MOST || count == 1 {
                    break text;
                }
                count = count.div_ceil(2);
            };
            let name = if part == 1 {
                module.to_owned()
            } else {
                format!("{module}_{part}")
            };
            let has_types = USED_ELSEWHERE.iter().any(|start| text.contains(start));
            self.files.push(File {
                path: format!("bindings-uniffi/c/src/{}/{name}.rs", self.name),
                text,
            });
            if has_types {
                self.shared.push(name.clone());
            }
            self.modules.push(name);
            start += count;
        }
        Ok(())
    }

    /// The files, with the one that lists them.
    pub fn end(mut self) -> anyhow::Result<Vec<File>> {
        let modules = self.modules.iter().map(|name| ident(name));
        let shared = self.shared.iter().map(|name| ident(name));
        self.files.push(File {
            path: format!("bindings-uniffi/c/src/{}/mod.rs", self.name),
            text: rust::file(
                "*.yaml",
                self.about,
                &quote!(#(mod #modules;)* #(pub(crate) use #shared::*;)*),
            )?,
        });
        Ok(self.files)
    }
}
