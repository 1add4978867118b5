//! Whether the description fits together: names, types, paths, unions, docs.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Diagnostics;
use crate::ir::{Api, Field, Mark, Model, ModelKind, Operation, Pages, Place, Type};
use crate::names::{self, LANGUAGES};
use crate::{supported, types};

/// Checks the whole description.
///
/// # Errors
/// Every diagnostic, with file and line.
pub fn check(api: &Api) -> Result<(), Diagnostics> {
    let mut check = Check {
        api,
        diagnostics: Diagnostics::default(),
    };
    check.names_once();
    check.previous();
    for (_, operation) in api.operations() {
        check.operation(operation);
    }
    for model in api.groups.iter().flat_map(|group| &group.models) {
        check.model(model);
    }
    supported::check(api, &mut check.diagnostics);
    check.diagnostics.or(())
}

/// Checks that everything is said in words as well.
///
/// # Errors
/// Every group, operation and model without an `about`.
pub fn docs(api: &Api) -> Result<(), Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut empty = |about: &str, mark: &Mark, what: String| {
        if about.is_empty() {
            diagnostics.add(mark, format!("{what} has an empty `about`"));
        }
    };
    for group in &api.groups {
        let mark = Mark {
            file: group.file(),
            line: 1,
        };
        empty(&group.about, &mark, format!("group `{}`", group.name));
        for operation in &group.operations {
            empty(
                &operation.about,
                &operation.mark,
                format!("operation `{}`", operation.id),
            );
        }
        for model in &group.models {
            empty(&model.about, &model.mark, format!("model `{}`", model.name));
        }
    }
    diagnostics.or(())
}

struct Check<'a> {
    api: &'a Api,
    diagnostics: Diagnostics,
}

impl Check<'_> {
    /// Operations and models share no name, in whatever case a language writes it.
    fn names_once(&mut self) {
        let mut seen: HashMap<String, Mark> = HashMap::new();
        let operations = self
            .api
            .operations()
            .map(|(_, operation)| (&operation.id, &operation.mark));
        let models = self.api.groups.iter().flat_map(|group| &group.models);
        for (noun, name, mark) in operations
            .map(|(name, mark)| ("operation", name, mark))
            .chain(models.map(|model| ("model", &model.name, &model.mark)))
        {
            let key = format!("{noun} {}", names::snake(name));
            if let Some(first) = seen.get(&key) {
                let reason = format!("{noun} `{name}` stands twice, first in {first}");
                self.diagnostics.add(mark, reason);
            } else {
                seen.insert(key, mark.clone());
            }
        }
    }

    /// Whatever an earlier client had is something today.
    fn previous(&mut self) {
        let mark = Mark {
            file: "previous.yaml".to_owned(),
            line: 1,
        };
        for previous in &self.api.previous {
            for (name, ty) in &previous.models {
                self.known(ty, &mark, &format!("`{name}` of {}", previous.client));
            }
            for (name, _) in &previous.operations {
                let known = self.api.operations().any(|(_, operation)| {
                    operation
                        .was
                        .iter()
                        .any(|(seed, was)| *seed == previous.seed && was == name)
                });
                if !known {
                    self.diagnostics.add(
                        &mark,
                        format!("no operation was `{name}` in {}", previous.client),
                    );
                }
            }
        }
    }

    fn operation(&mut self, operation: &Operation) {
        let what = format!("operation `{}`", operation.id);
        let mark = &operation.mark;
        self.path(operation, &what);
        for param in &operation.params {
            let named = format!("{what}, parameter `{}`", param.wire);
            self.known(&param.ty, &param.mark, &named);
            if !self.is_flat(&param.ty) {
                let reason = format!(
                    "{named}: a parameter is a text, a number, a yes or no, an enum, or a list of those"
                );
                self.diagnostics.add(&param.mark, reason);
            }
        }
        let mut arguments: Vec<(&str, &Mark)> = operation
            .params
            .iter()
            .map(|param| (param.wire.as_str(), &param.mark))
            .collect();
        if let Some(body) = &operation.body {
            self.known(&body.ty, mark, &format!("{what}, body"));
            arguments.push(("body", mark));
        }
        self.distinct(&arguments, &what);
        for answer in &operation.answers {
            if let Some(ty) = &answer.ty {
                self.known(ty, mark, &format!("{what}, answer {}", answer.status));
            }
        }
        if !operation.answers.iter().any(|answer| answer.status < 400) {
            self.diagnostics
                .add(mark, format!("{what} has no answer below 400"));
        }
        for name in &operation.needs_any {
            if operation.params.iter().all(|param| param.wire != *name) {
                self.diagnostics.add(
                    mark,
                    format!("{what}, needs_any: there is no parameter `{name}`"),
                );
            }
        }
        self.pages(operation, &what);
    }

    fn path(&mut self, operation: &Operation, what: &str) {
        let wanted: Vec<&str> = operation
            .path
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
            .collect();
        let given = |name: &str| {
            operation
                .params
                .iter()
                .find(|param| param.place == Place::Path && param.wire == name)
        };
        for name in &wanted {
            if given(name).is_none() {
                let reason = format!(
                    "{what}: path parameter `{name}` of `{}` is missing under `path`",
                    operation.path
                );
                self.diagnostics.add(&operation.mark, reason);
            }
        }
        for param in operation
            .params
            .iter()
            .filter(|param| param.place == Place::Path)
        {
            if !wanted.contains(&param.wire.as_str()) {
                let reason = format!(
                    "{what}: `{}` is not in the path `{}`",
                    param.wire, operation.path
                );
                self.diagnostics.add(&param.mark, reason);
            }
            if param.optional {
                self.diagnostics.add(
                    &param.mark,
                    format!("{what}: path parameter `{}` cannot be optional", param.wire),
                );
            }
        }
    }

    fn pages(&mut self, operation: &Operation, what: &str) {
        let reason = match (operation.pages, operation.answer()) {
            (Pages::None, _) => None,
            (Pages::LinkToken | Pages::LinkOffset, Some(Type::List(_))) => None,
            (Pages::LinkToken | Pages::LinkOffset, _) => Some("answers no list"),
            (_, Some(Type::Model(_))) => None,
            _ => Some("answers no model with a token"),
        };
        if let Some(reason) = reason {
            let word = operation.pages.word();
            self.diagnostics.add(
                &operation.mark,
                format!("{what}: pages are `{word}` but it {reason}"),
            );
        }
        let token = operation
            .params
            .iter()
            .any(|param| param.wire == "page_token" && param.place == Place::Query);
        if operation.pages != Pages::None && !token {
            self.diagnostics.add(
                &operation.mark,
                format!("{what}: pages need a query parameter `page_token`"),
            );
        }
    }

    fn model(&mut self, model: &Model) {
        let what = format!("model `{}`", model.name);
        if !types::is_model_name(&model.name) {
            self.diagnostics.add(
                &model.mark,
                format!("{what}: a model's name is in PascalCase"),
            );
        }
        if let Some(owner) = names::is_own_type(&model.name) {
            let reason = format!(
                "{what}: {owner} has a type of that name; call it `{}Model`",
                model.name
            );
            self.diagnostics.add(&model.mark, reason);
        }
        match &model.kind {
            ModelKind::Record { fields, .. } => self.record(fields, &what),
            ModelKind::Enum { values } => {
                let texts: Vec<&str> = values.iter().map(|value| value.wire.as_str()).collect();
                self.values(&texts, &model.mark, &what);
            }
            ModelKind::Union { tag, .. } => self.union(model, tag, &what),
        }
    }

    fn record(&mut self, fields: &[Field], what: &str) {
        for field in fields {
            let named = format!("{what}, field `{}`", field.wire);
            self.known(&field.ty, &field.mark, &named);
            if field.constant.is_some() && !self.is_text(&field.ty) {
                self.diagnostics.add(
                    &field.mark,
                    format!("{named}: only a text can have a `value`"),
                );
            }
            if field.sensitive && (field.ty == Type::Secret || field.constant.is_some()) {
                self.diagnostics.add(
                    &field.mark,
                    format!(
                        "{named}: a secret hides itself, a `value` is no secret; leave `sensitive` out"
                    ),
                );
            }
        }
        let names: Vec<(&str, &Mark)> = fields
            .iter()
            .map(|field| (field.wire.as_str(), &field.mark))
            .collect();
        self.distinct(&names, what);
    }

    fn values(&mut self, values: &[&str], mark: &Mark, what: &str) {
        if values.is_empty() {
            self.diagnostics.add(mark, format!("{what} has no values"));
        }
        let mut seen: HashMap<String, &str> = HashMap::new();
        for value in values {
            if let Some(other) = seen.insert(names::variant(value), value) {
                self.diagnostics.add(
                    mark,
                    format!("{what}: `{other}` and `{value}` would have the same name"),
                );
            }
        }
    }

    fn union(&mut self, model: &Model, tag: &str, what: &str) {
        let ModelKind::Union { arms, .. } = &model.kind else {
            return;
        };
        let tags: Vec<&str> = arms.iter().map(|arm| arm.tag.as_str()).collect();
        self.values(&tags, &model.mark, what);
        for arm in arms {
            let named = format!("{what}, arm `{}`", arm.tag);
            let kind = self.api.model(&arm.model).map(|found| &found.kind);
            let reason = match kind {
                None => format!("{named}: there is no model `{}`", arm.model),
                Some(ModelKind::Record { fields, .. }) => {
                    match fields.iter().find(|field| field.wire == tag) {
                        None => format!("{named}: `{}` has no field `{tag}`", arm.model),
                        Some(field) if field.constant.as_deref() != Some(arm.tag.as_str()) => {
                            format!(
                                "{named}: `{}.{tag}` must have the `value` `{}`",
                                arm.model, arm.tag
                            )
                        }
                        Some(_) => continue,
                    }
                }
                Some(_) => format!("{named}: `{}` is no record", arm.model),
            };
            self.diagnostics.add(&model.mark, reason);
        }
    }

    /// Names that are different on the wire stay different in every language.
    fn distinct(&mut self, wires: &[(&str, &Mark)], what: &str) {
        for (wire, mark) in wires {
            if let Some(language) = LANGUAGES
                .into_iter()
                .find(|language| !names::is_legal(&language.field(wire)))
            {
                self.diagnostics.add(
                    mark,
                    format!("{what}: `{wire}` cannot be a name in {}", language.name()),
                );
            }
        }
        for language in LANGUAGES {
            let mut seen: HashMap<String, &str> = HashMap::new();
            let mut reported = HashSet::new();
            for (wire, mark) in wires {
                let name = language.field(wire);
                if let Some(other) = seen.insert(name.clone(), wire)
                    && reported.insert(name.clone())
                {
                    let reason = format!(
                        "{what}: `{other}` and `{wire}` are both `{name}` in {}",
                        language.name()
                    );
                    self.diagnostics.add(mark, reason);
                }
            }
        }
    }

    fn known(&mut self, ty: &Type, mark: &Mark, what: &str) {
        if let Some(name) = types::model(ty)
            && self.api.model(name).is_none()
        {
            self.diagnostics
                .add(mark, format!("{what}: unknown type `{name}`"));
        }
    }

    fn is_text(&self, ty: &Type) -> bool {
        match ty {
            Type::Text(_) => true,
            Type::Model(name) => self
                .api
                .model(name)
                .is_some_and(|model| matches!(model.kind, ModelKind::Enum { .. })),
            _ => false,
        }
    }

    fn is_flat(&self, ty: &Type) -> bool {
        match ty {
            Type::List(item) => !matches!(**item, Type::List(_)) && self.is_flat(item),
            Type::Json | Type::Map(_) => false,
            Type::Model(name) => self
                .api
                .model(name)
                .is_none_or(|model| matches!(model.kind, ModelKind::Enum { .. })),
            _ => true,
        }
    }
}
