//! C: tables of Rust macros that make the functions, and signatures of the same functions for cbindgen, which cannot
//! see what macros make. Both come from the same rows.

mod body;
mod client;
mod list;
mod model;
mod names;
mod operation;
mod options;
mod sheet;
mod surface;
#[cfg(test)]
mod tests;

use spec::ir::Api;

use crate::file::File;
use crate::gates::{self, Gates};
use crate::rust;
use sheet::Sheet;
use surface::Surface;

/// The tables.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let sheets = Sheets::of(api)?;
    let mut files = vec![File {
        path: "bindings-uniffi/c/src/client_fields.rs".to_owned(),
        text: table(
            "client.yaml",
            "Setters of the configuration and of call options, getters of an error.",
            &sheets.client.rust,
        ),
    }];
    files.extend(client::files(api));
    let mut list = format!(
        "// {}\n//! The functions of every group, as tables.\n\n",
        rust::mark("")
    );
    for (group, sheet) in &sheets.groups {
        list.push_str(&format!("mod {group};\n"));
        files.push(File {
            path: format!("bindings-uniffi/c/src/group/{group}.rs"),
            text: table(
                &format!("{group}.yaml"),
                &format!("Models and operations of the group `{group}`."),
                &sheet.rust,
            ),
        });
    }
    list.push('\n');
    for (group, _) in &sheets.groups {
        list.push_str(&format!("#[allow(unused_imports, reason = \"no other group needs its types\")]\npub(crate) use {group}::*;\n"));
    }
    files.push(File {
        path: "bindings-uniffi/c/src/group/mod.rs".to_owned(),
        text: list,
    });
    Ok(files)
}

/// What cbindgen reads: one file for each header, by the header's name. Types that several headers share are in `types`.
pub fn signatures(api: &Api) -> anyhow::Result<Vec<File>> {
    let sheets = Sheets::of(api)?;
    let mut types = String::new();
    let mut files = vec![File {
        path: "base.rs".to_owned(),
        text: sheets.client.signatures,
    }];
    for (group, sheet) in sheets.groups {
        types.push_str(&sheet.types);
        files.push(File {
            path: format!("{group}.rs"),
            text: format!("{}{}{}", sheet.index, sheet.own_types, sheet.signatures),
        });
    }
    files.push(File {
        path: "types.rs".to_owned(),
        text: types,
    });
    Ok(files)
}

struct Sheets {
    client: Sheet,
    groups: Vec<(String, Sheet)>,
}

impl Sheets {
    fn of(api: &Api) -> anyhow::Result<Self> {
        let surface = Surface::of(api)?;
        let gates = Gates::of(api);
        let client = client::sheet(api)?;
        let mut groups = Vec::new();
        for group in &api.groups {
            let mut sheet = Sheet::default();
            sheet.begin_index(group);
            sheet.gate = Gates::line(&gates::group(&group.name), &gates.all);
            operation::add(&mut sheet, &surface, group)?;
            model::add(&mut sheet, &surface, &gates, group)?;
            groups.push((group.name.clone(), sheet));
        }
        names::check(std::iter::once(&client).chain(groups.iter().map(|(_, sheet)| sheet)))?;
        Ok(Self { client, groups })
    }
}

fn table(from: &str, about: &str, rows: &str) -> String {
    format!(
        "// {}\n//! {about}\n\nuse crate::prelude::*;\n\n{}\n",
        rust::mark(from),
        rows.trim_end()
    )
}
