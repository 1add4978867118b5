//! Which models types and operations lead to: the one walk of the reader, the checks and every generator.

use std::collections::BTreeSet;

use crate::ir::{Api, Model, ModelKind, Operation, Type};
use crate::types;

/// The models that a model mentions.
pub fn parts(model: &Model) -> Box<dyn Iterator<Item = &str> + '_> {
    match &model.kind {
        ModelKind::Record { fields, .. } => {
            Box::new(fields.iter().filter_map(|field| types::model(&field.ty)))
        }
        ModelKind::Enum { .. } => Box::new(std::iter::empty()),
        ModelKind::Union { arms, .. } => Box::new(arms.iter().map(|arm| arm.model.as_str())),
    }
}

/// Adds the models that a type names, and those behind them.
pub fn reach(api: &Api, ty: &Type, reached: &mut BTreeSet<String>) {
    let mut open: Vec<&str> = types::model(ty).into_iter().collect();
    while let Some(name) = open.pop() {
        if reached.insert(name.to_owned())
            && let Some(model) = api.model(name)
        {
            open.extend(parts(model));
        }
    }
}

/// Models that servers write. Error statuses count: their bodies are read too.
#[must_use]
pub fn received<'a>(
    api: &Api,
    operations: impl IntoIterator<Item = &'a Operation>,
) -> BTreeSet<String> {
    let answers = operations.into_iter().flat_map(|one| &one.answers);
    all(api, answers.filter_map(|answer| answer.ty.as_ref()))
}

/// Models that callers write into bodies.
#[must_use]
pub fn sent<'a>(
    api: &Api,
    operations: impl IntoIterator<Item = &'a Operation>,
) -> BTreeSet<String> {
    let bodies = operations.into_iter().filter_map(|one| one.body.as_ref());
    all(api, bodies.map(|body| &body.ty))
}

/// Models that callers write into paths, queries and headers.
#[must_use]
pub fn params<'a>(
    api: &Api,
    operations: impl IntoIterator<Item = &'a Operation>,
) -> BTreeSet<String> {
    let params = operations.into_iter().flat_map(|one| &one.params);
    all(api, params.map(|param| &param.ty))
}

fn all<'a>(api: &Api, types: impl Iterator<Item = &'a Type>) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    types.for_each(|ty| reach(api, ty, &mut reached));
    reached
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{params, received, sent};

    const ZOO: &str = "about: Animals.\noperations:\n  feed:\n    about: Feeds.\n    http: POST /feed\n    service: \
                       kratos-admin\n    credential: none\n    query: { mood: Mood? }\n    body: Meal\n    \
                       answers: { 200: \"[Pet]\", 404: Oops }\nmodels:\n  Meal:\n    about: Food.\n    \
                       fields: { by: Keeper }\n  Keeper:\n    about: Who.\n    fields: { name: string }\n  Pet:\n    \
                       about: An animal.\n    fields: { young: \"[Pet]\", keeper: Keeper? }\n  Oops:\n    about: \
                       Wrong.\n    fields: { why: string }\n  Mood:\n    about: How.\n    enum: [good]\n  Alone:\n    \
                       about: Nobody mentions it.\n    fields: { name: string }\n";

    #[test]
    fn models_are_followed_from_each_side() {
        let api = crate::read(&[("zoo/operations.yaml".to_owned(), ZOO.to_owned())]).unwrap();
        let operations = || api.operations().map(|(_, operation)| operation);
        let names = |reached: std::collections::BTreeSet<String>| Vec::from_iter(reached);
        assert_eq!(
            names(received(&api, operations())),
            ["Keeper", "Oops", "Pet"]
        );
        assert_eq!(names(sent(&api, operations())), ["Keeper", "Meal"]);
        assert_eq!(names(params(&api, operations())), ["Mood"]);
    }
}
