//! What earlier clients called things, from two tables that a folder may hold: `operations.tsv` and `seed-models.tsv`.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Context;

use crate::ir::Api;
use crate::reader::service;

/// Columns of `operations.tsv` with names in earlier clients.
const SEEDS: [(&str, &str); 2] = [
    ("python_seed_name", "python"),
    ("elixir_seed_name", "elixir"),
];

/// Adds earlier names, and corrects the service, where the tables know better.
///
/// # Errors
/// Where a table cannot be read.
pub(crate) fn apply(api: &mut Api, folder: &Path) -> anyhow::Result<()> {
    let operations = table(&folder.join("operations.tsv"))?;
    for row in &operations {
        let id = cell(row, "operation_id");
        let all = api
            .groups
            .iter_mut()
            .flat_map(|group| &mut group.operations);
        for operation in all.filter(|operation| operation.id == id) {
            if let Some(service) = service(cell(row, "service")) {
                operation.service = service;
            }
            for (column, seed) in SEEDS {
                let name = cell(row, column).rsplit('.').next().unwrap_or_default();
                if !name.is_empty() {
                    operation.was.push((seed.to_owned(), name.to_owned()));
                }
            }
        }
    }
    for row in table(&folder.join("seed-models.tsv"))? {
        let (now, was) = (cell(&row, "current_schema"), cell(&row, "seed_model"));
        let all = api.groups.iter_mut().flat_map(|group| &mut group.models);
        for model in all.filter(|model| model.name.eq_ignore_ascii_case(now) && model.name != was) {
            model
                .was
                .push((cell(&row, "seed").to_owned(), was.to_owned()));
        }
    }
    Ok(())
}

type Row = HashMap<String, String>;

fn cell<'r>(row: &'r Row, column: &str) -> &'r str {
    row.get(column).map_or("", String::as_str)
}

fn table(path: &Path) -> anyhow::Result<Vec<Row>> {
    let text =
        std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let row = |line: &str| {
        head.iter()
            .map(|name| (*name).to_owned())
            .zip(line.split('\t').map(str::to_owned))
            .collect()
    };
    Ok(lines.map(row).collect())
}
