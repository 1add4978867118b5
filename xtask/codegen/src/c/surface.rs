//! What C sees of the models: which are read, which are built, and how they are called.

use std::collections::BTreeSet;

use anyhow::bail;
use spec::ir::{Api, Model, ModelKind, Type};
use spec::names::snake;
use spec::reachable;

/// The models as C sees them.
pub(super) struct Surface<'a> {
    /// The description.
    pub api: &'a Api,
    /// Models that answers hold, those of errors included.
    pub read: BTreeSet<String>,
    /// Models that bodies hold.
    pub written: BTreeSet<String>,
    /// Items of the lists that operations answer, by C's name of the list.
    pub lists: Vec<List>,
    /// Items of the lists that operations send.
    pub list_builders: Vec<String>,
}

/// A list that operations answer.
pub(super) struct List {
    /// The item's type.
    pub item: Type,
    /// It comes in pages.
    pub paged: bool,
}

/// What stands at the end of a type.
pub(super) enum Shape<'a> {
    /// Text, secrets, uuids and the like.
    Text,
    /// A time.
    Time,
    /// True or false.
    Bool,
    /// An integer.
    Int,
    /// A number.
    Number,
    /// Free JSON.
    Json,
    /// An open enum.
    Enum(&'a Model),
    /// An object.
    Record(&'a Model),
    /// A union.
    Union(&'a Model),
    /// A list of something.
    List(&'a Type),
    /// A map of something.
    Map(&'a Type),
}

impl<'a> Surface<'a> {
    /// Reads it off the operations.
    pub(super) fn of(api: &'a Api) -> anyhow::Result<Self> {
        let operations = || api.operations().map(|(_, operation)| operation);
        let mut read = reachable::received(api, operations());
        let mut lists: Vec<List> = Vec::new();
        let mut list_builders: Vec<String> = Vec::new();
        for operation in operations() {
            if let Some(Type::List(item)) = operation.answer() {
                let paged = operation.pages != spec::ir::Pages::None;
                match lists.iter_mut().find(|list| list.item == **item) {
                    Some(list) => list.paged |= paged,
                    None => lists.push(List {
                        item: (**item).clone(),
                        paged,
                    }),
                }
            }
            match operation.body.as_ref().map(|body| &body.ty) {
                None | Some(Type::Model(_) | Type::Text(_)) => {}
                Some(Type::List(item)) => match &**item {
                    Type::Model(name) if !list_builders.contains(name) => {
                        list_builders.push(name.clone())
                    }
                    Type::Model(_) => {}
                    _ => bail!(
                        "{}: operation `{}`: C has no list of such items to send",
                        operation.mark,
                        operation.id
                    ),
                },
                Some(_) => bail!(
                    "{}: operation `{}`: C has no body of such a type",
                    operation.mark,
                    operation.id
                ),
            }
        }
        let written = reachable::sent(api, operations());
        // What no operation names is there to read errors and free JSON with.
        for model in api.groups.iter().flat_map(|group| &group.models) {
            if !read.contains(&model.name) && !written.contains(&model.name) {
                reachable::reach(api, &Type::Model(model.name.clone()), &mut read);
            }
        }
        Ok(Self {
            api,
            read,
            written,
            lists,
            list_builders,
        })
    }

    /// What a type is.
    pub(super) fn shape<'t>(&self, ty: &'t Type) -> anyhow::Result<Shape<'t>>
    where
        'a: 't,
    {
        Ok(match ty {
            Type::Text(_) | Type::Secret => Shape::Text,
            Type::Time => Shape::Time,
            Type::Bool => Shape::Bool,
            Type::Int => Shape::Int,
            Type::Number => Shape::Number,
            Type::Json => Shape::Json,
            Type::List(item) => Shape::List(item),
            Type::Map(value) => Shape::Map(value),
            Type::Model(name) => {
                let Some(model) = self.api.model(name) else {
                    bail!("there is no model `{name}`");
                };
                match model.kind {
                    ModelKind::Record { .. } => Shape::Record(model),
                    ModelKind::Enum { .. } => Shape::Enum(model),
                    ModelKind::Union { .. } => Shape::Union(model),
                }
            }
        })
    }

    /// The type of a model in answers: `ory_identity`.
    pub(super) fn type_name(model: &str) -> String {
        format!("ory_{}", snake(model))
    }

    /// The type of a model that is built: its own name, or with `_builder` where answers have it too.
    pub(super) fn builder_name(&self, model: &str) -> String {
        let name = Self::type_name(model);
        if self.read.contains(model) {
            format!("{name}_builder")
        } else {
            name
        }
    }

    /// The type of a list that operations answer.
    pub(super) fn list_name(&self, item: &Type) -> anyhow::Result<String> {
        Ok(match item {
            Type::Model(model) => format!("{}_list", Self::type_name(model)),
            Type::Text(_) => "ory_text_list".to_owned(),
            _ => bail!("C has no list of such items as an answer"),
        })
    }

    /// The type of a list that operations send.
    pub(super) fn list_builder_name(&self, item: &str) -> String {
        let name = format!("{}_list", Self::type_name(item));
        let both = self
            .lists
            .iter()
            .any(|list| list.item == Type::Model(item.to_owned()));
        if both {
            format!("{name}_builder")
        } else {
            name
        }
    }

    /// How a parameter comes in: its kind.
    pub(super) fn param_kind(&self, ty: &Type) -> anyhow::Result<&'static str> {
        Ok(match self.shape(ty)? {
            Shape::Text | Shape::Time | Shape::Enum(_) => "text",
            Shape::Bool => "boolean",
            Shape::Int => "int",
            Shape::Number => "number",
            _ => bail!("C has no parameter of such a type"),
        })
    }
}
