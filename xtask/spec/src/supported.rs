//! What some language has no place for, found where it is described and not by its generator.

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Field, ModelKind, Operation, Type};

/// Adds everything that a generator would refuse.
pub(crate) fn check(api: &Api, diagnostics: &mut Diagnostics) {
    for (_, operation) in api.operations() {
        check_operation(api, operation, diagnostics);
    }
    for model in api.groups.iter().flat_map(|group| &group.models) {
        if let ModelKind::Record { fields, .. } = &model.kind {
            for field in fields {
                check_field(&model.name, field, diagnostics);
            }
        }
    }
}

fn check_operation(api: &Api, operation: &Operation, diagnostics: &mut Diagnostics) {
    let what = format!("operation `{}`", operation.id);
    let lists = operation
        .params
        .iter()
        .filter(|param| matches!(param.ty, Type::List(_)) && !param.optional);
    for param in lists {
        let reason = format!(
            "{what}, parameter `{}`: a list cannot be required, because an argument of C is one value; make it optional by a `?` \
             and name it under `needs_any`",
            param.wire
        );
        diagnostics.add(&param.mark, reason);
    }
    let is_object = |ty: &Type| match ty {
        Type::Model(name) => api
            .model(name)
            .is_none_or(|model| !matches!(model.kind, ModelKind::Enum { .. })),
        _ => false,
    };
    if let Some(body) = &operation.body {
        let reason = match &body.ty {
            Type::Text(_) if body.optional => Some("a text body cannot be optional"),
            Type::Text(_) => None,
            Type::List(item) if is_object(item) => None,
            ty if is_object(ty) => None,
            _ => Some("a body is a model, a list of models or a text"),
        };
        if let Some(reason) = reason {
            diagnostics.add(&operation.mark, format!("{what}, body: {reason}"));
        }
    }
    let can_be_read = match operation.answer() {
        None | Some(Type::Text(_) | Type::Secret | Type::Json) => true,
        Some(Type::List(item)) => matches!(**item, Type::Text(_)) || is_object(item),
        Some(ty) => is_object(ty),
    };
    if !can_be_read {
        let reason = "an answer is a model, a list of models or texts, a text or `json`";
        diagnostics.add(&operation.mark, format!("{what}: {reason}"));
    }
}

fn check_field(model: &str, field: &Field, diagnostics: &mut Diagnostics) {
    if let Type::List(item) | Type::Map(item) = &field.ty
        && matches!(**item, Type::List(_) | Type::Map(_))
    {
        let reason = format!(
            "model `{model}`, field `{}`: a list or map within a list or map has no getters in C; give the inner one a model with a \
             field, or use `json`",
            field.wire
        );
        diagnostics.add(&field.mark, reason);
    }
}
