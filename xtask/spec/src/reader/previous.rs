//! `previous.yaml`: what earlier clients called their models, and how their operations differ.

use super::mapping::Reader;
use crate::ir::Previous;
use crate::yaml::Node;

/// Reads the file.
pub(crate) fn previous(reader: &mut Reader, node: &Node) -> Vec<Previous> {
    let mut all = Vec::new();
    for entry in reader.entries(node, "earlier clients") {
        let what = format!("earlier client `{}`", entry.key);
        let mapping = reader.mapping(&entry.value, &what, &["client", "models", "operations"]);
        let client = mapping.must(reader, &what, "client");
        let operations = mapping.pairs(reader, "operations");
        let mut models = Vec::new();
        if let Some(node) = mapping.get("models") {
            for model in reader.entries(node, "models") {
                let (ty, _) = reader.ty(&model.value, &model.key);
                models.push((model.key.clone(), ty));
            }
        }
        all.push(Previous {
            seed: entry.key.clone(),
            client,
            models,
            operations,
        });
    }
    all
}
