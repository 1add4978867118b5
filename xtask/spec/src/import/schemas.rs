//! Schemas of an upstream document as models of ours.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use super::document::{Document, Shape, fields, reference, text, texts};
use super::infer;
use crate::ir::{Api, Arm, EnumValue, Field, Mark, Model, ModelKind, Text, Type};
use crate::reader::Corrections;
use crate::{names, reachable};

/// Turns schemas into models and remembers which it met.
pub(crate) struct Schemas<'a> {
    document: &'a Document,
    corrections: &'a Corrections,
    ours: &'a Api,
    /// Models by name, each with everything it mentions.
    pub models: BTreeMap<String, Model>,
    /// Our names of schemas that have one upstream.
    named: BTreeSet<String>,
}

impl<'a> Schemas<'a> {
    pub(crate) fn new(document: &'a Document, corrections: &'a Corrections, ours: &'a Api) -> Self {
        Self {
            document,
            corrections,
            ours,
            models: BTreeMap::new(),
            named: BTreeSet::new(),
        }
    }

    /// Reads the schemas that name their group themselves, used or not: the group by the model's name.
    pub(crate) fn of_groups(&mut self, only: &[String]) -> HashMap<String, String> {
        let document = self.document;
        let mut groups = HashMap::new();
        for (upstream, schema) in document.schemas() {
            let group = infer::extension(schema, "group");
            if let Some(group) =
                group.filter(|group| only.is_empty() || only.iter().any(|one| one == group))
                && let Type::Model(name) = self.named(upstream)
            {
                groups.insert(name, group.to_owned());
            }
        }
        groups
    }

    /// Reads the schemas that no operation uses and that `api/` has all the same: the group by the model's name.
    pub(crate) fn unused(&mut self, only: &[String]) -> Vec<(String, String)> {
        let ours = self.ours;
        let document = self.document;
        let mut found = Vec::new();
        for (upstream, _) in document.schemas() {
            let name = self.name(upstream);
            let group = ours.groups.iter().find(|group| {
                (only.is_empty() || only.contains(&group.name))
                    && group.models.iter().any(|model| model.name == name)
            });
            if let Some(group) = group
                && !self.models.contains_key(&name)
                && let Type::Model(name) = self.named(upstream)
            {
                found.push((name, group.name.clone()));
            }
        }
        found
    }

    /// The type of a schema that stands at `owner.field`.
    pub(crate) fn ty(&mut self, schema: &Value, owner: &str, field: &str) -> Type {
        if let Some(name) = reference(schema) {
            return self.named(name);
        }
        let document = self.document;
        match document.shape(schema) {
            Shape::Scalar => scalar(schema),
            Shape::List => self.list(schema, owner, field),
            Shape::Map => match schema.get("additionalProperties") {
                Some(values) => Type::Map(Box::new(self.ty(values, owner, field))),
                None => Type::Json,
            },
            Shape::Free => Type::Json,
            Shape::Record => match self.find_identical_schema(schema) {
                Some(name) => self.named(&name),
                None => self.inline(schema, owner, field),
            },
            Shape::Enum | Shape::Union => self.inline(schema, owner, field),
        }
    }

    fn list(&mut self, schema: &Value, owner: &str, field: &str) -> Type {
        match schema.get("items") {
            Some(items) => Type::List(Box::new(self.ty(items, owner, field))),
            None => Type::List(Box::new(Type::Json)),
        }
    }

    /// A schema that has a name upstream; what is no object, enum or union there is its plain type.
    fn named(&mut self, upstream: &str) -> Type {
        let Some(schema) = self.document.schema(upstream) else {
            return Type::Json;
        };
        if let Some(other) = reference(schema) {
            let other = other.to_owned();
            return self.named(&other);
        }
        let name = self.name(upstream);
        match self.document.shape(schema) {
            Shape::Scalar => scalar(schema),
            Shape::Free => Type::Json,
            Shape::List => self.list(schema, &name, ""),
            Shape::Map => self.ty(schema, &name, ""),
            Shape::Record | Shape::Enum | Shape::Union => {
                self.named.insert(name.clone());
                self.model(&name, schema);
                Type::Model(name)
            }
        }
    }

    fn name(&self, upstream: &str) -> String {
        if let Some(name) = self.corrections.name(upstream) {
            return name.to_owned();
        }
        let mut letters = upstream.chars().filter(char::is_ascii_alphanumeric);
        let name: String = letters
            .next()
            .map(|first| first.to_ascii_uppercase())
            .into_iter()
            .chain(letters)
            .collect();
        match names::is_own_type(&name) {
            Some(_) => format!("{name}Model"),
            None => name,
        }
    }

    fn inline(&mut self, schema: &Value, owner: &str, field: &str) -> Type {
        let place = format!("{owner}.{field}");
        let name = match self.corrections.name(&place) {
            Some(name) => name.to_owned(),
            None => format!("{owner}{}", names::pascal(field)),
        };
        let fresh = !self.models.contains_key(&name);
        self.model(&name, schema);
        match self.equal(&name) {
            Some(known) if fresh && self.corrections.name(&place).is_none() => {
                self.models.remove(&name);
                if !self.models.contains_key(&known)
                    && let Some(model) = self.ours.model(&known)
                {
                    self.models.insert(known.clone(), model.clone());
                }
                Type::Model(known)
            }
            _ => Type::Model(name),
        }
    }

    /// An enum that says the same as a new one: one of `api/`, or one that this document had before.
    fn equal(&self, name: &str) -> Option<String> {
        let ModelKind::Enum { values } = &self.models.get(name)?.kind else {
            return None;
        };
        if self.ours.model(name).is_some() {
            return None;
        }
        let same = |model: &&Model| match &model.kind {
            ModelKind::Enum { values: known } => {
                model.name != name
                    && known.len() == values.len()
                    && values
                        .iter()
                        .all(|value| known.iter().any(|other| other.wire == value.wire))
            }
            _ => false,
        };
        let ours = self.ours.groups.iter().flat_map(|group| &group.models);
        let mut found: Vec<&str> = ours.filter(same).map(|model| model.name.as_str()).collect();
        if found.is_empty() {
            found = self
                .models
                .values()
                .filter(same)
                .map(|model| model.name.as_str())
                .collect();
        }
        match found.as_slice() {
            [only] => Some((*only).to_owned()),
            _ => None,
        }
    }

    /// A named schema with the same fields as an unnamed one.
    fn find_identical_schema(&self, schema: &Value) -> Option<String> {
        let wanted = fields(schema);
        let mut candidates = self.document.schemas().filter(|(_, known)| {
            let known = fields(known);
            known.len() == wanted.len()
                && known
                    .iter()
                    .zip(&wanted)
                    .all(|((name, field), (other, wanted))| {
                        name == other && text(field, "type") == text(wanted, "type")
                    })
        });
        match (candidates.next(), candidates.next()) {
            (Some((name, _)), None) => Some(name.clone()),
            _ => None,
        }
    }

    fn model(&mut self, name: &str, schema: &Value) {
        if self.models.contains_key(name) {
            return;
        }
        let mark = Mark::default();
        self.models.insert(
            name.to_owned(),
            Model {
                name: name.to_owned(),
                about: String::new(),
                kind: ModelKind::Enum { values: Vec::new() },
                was: Vec::new(),
                why: None,
                mark,
            },
        );
        let kind = match self.document.shape(schema) {
            Shape::Enum => ModelKind::Enum {
                values: values(schema),
            },
            Shape::Union => self.union(schema),
            _ => self.record(name, schema),
        };
        if let Some(model) = self.models.get_mut(name) {
            model.kind = kind;
        }
    }

    fn record(&mut self, name: &str, schema: &Value) -> ModelKind {
        let mut found = Vec::new();
        for (wire, field, required) in self.document.record(schema) {
            found.push(Field {
                wire: wire.to_owned(),
                ty: self.ty(field, name, wire),
                optional: !required || field.get("nullable").and_then(Value::as_bool) == Some(true),
                constant: text(field, "const").map(str::to_owned),
                sensitive: false,
                sends_null: false,
                not_empty: false,
                not_number: false,
                patch_unless: None,
                about: None,
                why: None,
                mark: Mark::default(),
            });
        }
        found.sort_by_key(|field| field.optional);
        ModelKind::Record {
            fields: found,
            keeps_unknown: false,
        }
    }

    fn union(&mut self, schema: &Value) -> ModelKind {
        let discriminator = schema.get("discriminator");
        let tag = discriminator
            .and_then(|value| text(value, "propertyName"))
            .unwrap_or("type");
        let mapping = discriminator
            .and_then(|value| value.get("mapping"))
            .and_then(Value::as_object);
        let mut arms = Vec::new();
        for (value, target) in mapping.into_iter().flatten() {
            let target = target.as_str().unwrap_or_default();
            let upstream = target.rsplit('/').next().unwrap_or_default().to_owned();
            if let Type::Model(model) = self.named(&upstream) {
                self.tag(&model, tag, value);
                arms.push(Arm {
                    tag: value.clone(),
                    model,
                });
            }
        }
        ModelKind::Union {
            tag: tag.to_owned(),
            arms,
        }
    }

    /// The tag of a union's arm is always there and always the same.
    fn tag(&mut self, model: &str, tag: &str, value: &str) {
        let Some(Model {
            kind: ModelKind::Record { fields, .. },
            ..
        }) = self.models.get_mut(model)
        else {
            return;
        };
        let Some(field) = fields.iter_mut().find(|field| field.wire == tag) else {
            return;
        };
        if field.constant.is_some() {
            return;
        }
        field.constant = Some(value.to_owned());
        field.optional = false;
        if let Type::Model(name) = std::mem::replace(&mut field.ty, Type::Text(Text::Plain)) {
            self.forget(&name);
        }
    }

    /// Drops an enum that only one union's tag had mentioned.
    fn forget(&mut self, name: &str) {
        let used = self
            .models
            .values()
            .flat_map(reachable::parts)
            .any(|part| part == name);
        if !used && !self.named.contains(name) {
            self.models.remove(name);
        }
    }
}

fn scalar(schema: &Value) -> Type {
    match (text(schema, "type"), text(schema, "format")) {
        (Some("boolean"), _) => Type::Bool,
        (Some("integer"), _) => Type::Int,
        (Some("number"), _) => Type::Number,
        (_, Some("date-time")) => Type::Time,
        (_, Some("uuid" | "uuid4")) => Type::Text(Text::Uuid),
        (_, Some("uri")) => Type::Text(Text::Uri),
        (_, Some("password")) => Type::Secret,
        _ if text(schema, "pattern").is_some_and(|pattern| pattern.contains("(ns|us")) => {
            Type::Text(Text::Duration)
        }
        _ => Type::Text(Text::Plain),
    }
}

fn values(schema: &Value) -> Vec<EnumValue> {
    let values = texts(schema.get("enum")).into_iter();
    values
        .map(|wire| EnumValue {
            wire: wire.to_owned(),
            about: None,
        })
        .collect()
}
