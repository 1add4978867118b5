//! Which models the operations of a group lead to, and from which side.

use std::collections::BTreeSet;

use spec::ir::{Api, Group, ModelKind, Operation, Type};

/// Names of models, by who writes them.
#[derive(Debug, Default)]
pub(super) struct Reachable {
    /// In answers: the server writes them, nulls included.
    pub(super) answers: BTreeSet<String>,
    /// In bodies and parameters: the caller writes them.
    pub(super) bodies: BTreeSet<String>,
}

/// What a group's operations lead to. Error statuses count: their bodies are read too.
pub(super) fn of(api: &Api, group: &Group) -> Reachable {
    let mut reachable = Reachable::default();
    for operation in &group.operations {
        for answer in operation
            .answers
            .iter()
            .filter_map(|answer| answer.ty.as_ref())
        {
            follow(api, answer, &mut reachable.answers);
        }
        for param in &operation.params {
            follow(api, &param.ty, &mut reachable.bodies);
        }
        if let Some(body) = &operation.body {
            follow(api, &body.ty, &mut reachable.bodies);
        }
    }
    reachable
}

/// The models that an operation's signature names.
pub(super) fn named_in(operation: &Operation, names: &mut BTreeSet<String>) {
    let params = operation.params.iter().map(|param| &param.ty);
    let body = operation.body.iter().map(|body| &body.ty);
    for ty in params.chain(body).chain(operation.answer()) {
        names.extend(model_of(ty));
    }
}

/// The model in a type, if there is one.
pub(super) fn model_of(ty: &Type) -> Option<String> {
    match ty {
        Type::Model(name) => Some(name.clone()),
        Type::List(item) | Type::Map(item) => model_of(item),
        _ => None,
    }
}

fn follow(api: &Api, ty: &Type, seen: &mut BTreeSet<String>) {
    let Some(name) = model_of(ty) else { return };
    if !seen.insert(name.clone()) {
        return;
    }
    let Some(model) = api.model(&name) else {
        return;
    };
    match &model.kind {
        ModelKind::Record { fields, .. } => {
            for field in fields {
                follow(api, &field.ty, seen);
            }
        }
        ModelKind::Union { arms, .. } => {
            for arm in arms {
                follow(api, &Type::Model(arm.model.clone()), seen);
            }
        }
        ModelKind::Enum { .. } => {}
    }
}

#[cfg(test)]
pub(super) mod tests {
    use spec::ir::{Credential, Operation, Pages, Retry, Service};

    /// An operation without anything, for tests.
    pub(crate) fn operation(id: &str) -> Operation {
        Operation {
            id: id.into(),
            about: "Does it.".into(),
            called_by: spec::ir::CalledBy::Client,
            deprecated: None,
            method: "GET".into(),
            path: "/it".into(),
            service: Service::KratosPublic,
            credential: Credential::None,
            params: Vec::new(),
            body: None,
            answers: Vec::new(),
            pages: Pages::None,
            bucket: None,
            retry: Retry::Safe,
            serialized: false,
            was: Vec::new(),
            why: None,
            mark: Default::default(),
        }
    }
}
