//! Which models are self-service flows.

use super::{Model, ModelKind, Type};

impl Model {
    /// A form that comes with the status 400, too.
    #[must_use]
    pub fn is_flow(&self) -> bool {
        match &self.kind {
            ModelKind::Record { fields, .. } => fields.iter().any(|field| {
                field.wire == "ui" && field.ty == Type::Model("UiContainer".to_owned())
            }),
            ModelKind::Enum { .. } | ModelKind::Union { .. } => false,
        }
    }
}
