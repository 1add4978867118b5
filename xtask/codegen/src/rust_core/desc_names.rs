//! The type descriptions of all models by the names that the C tables use.

use std::fmt::Write as _;

use spec::ir::{Api, ModelKind};
use spec::names::screaming;

use crate::File;
use crate::gates::Gates;
use crate::rust::mark;

/// One constant for each model.
pub(super) fn file(api: &Api) -> File {
    let mut text = format!(
        "// {}\n//! Type descriptions by name.\n#![allow(missing_docs)]\n\n\
         use super::{{EnumDesc, RecordDesc, UnionDesc}};\nuse crate::model::*;\n\n",
        mark("*.yaml")
    );
    let gates = Gates::of(api);
    for model in api.groups.iter().flat_map(|group| &group.models) {
        let kind = match model.kind {
            ModelKind::Record { .. } => "RecordDesc",
            ModelKind::Enum { .. } => "EnumDesc",
            ModelKind::Union { .. } => "UnionDesc",
        };
        let _ = writeln!(
            text,
            "{}pub const {}: {kind} = *{}::DESC;",
            Gates::line(gates.model(&model.name), &gates.all),
            screaming(&model.name),
            model.name
        );
    }
    File {
        path: "core/src/codec/table.rs".into(),
        text,
    }
}
