//! An upstream document as a description of ours: groups, operations, and the models they reach.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::document::{Document, text};
use super::infer;
use super::schemas::Schemas;
use crate::ir::{Answer, Api, Body, Group, Mark, Operation, Param, Place, Type};
use crate::reader::Corrections;
use crate::{names, reachable, types};

/// Reads an OpenAPI document, all of its groups or only some, into our terms: every `about` is empty, and a model
/// stands in the group whose operations are nearest to it.
///
/// # Errors
/// Where it is no such document.
pub fn read(
    document: &str,
    corrections: &Corrections,
    only: &[String],
    ours: &Api,
) -> anyhow::Result<Api> {
    let document = Document::parse(document)?;
    let mut schemas = Schemas::new(&document, corrections, ours);
    let mut groups: BTreeMap<String, Vec<Operation>> = BTreeMap::new();
    for (path, method, source) in document.operations() {
        let reader = Reader {
            document: &document,
            source,
        };
        if !only.is_empty() && !only.contains(&reader.group()) {
            continue;
        }
        let operation = reader.operation(&mut schemas, path, &method);
        groups.entry(reader.group()).or_default().push(operation);
    }
    let mut api = Api::default();
    for (name, mut operations) in groups {
        operations.sort_by(|a, b| a.id.cmp(&b.id));
        api.groups.push(Group {
            name,
            about: String::new(),
            generated: true,
            operations,
            models: Vec::new(),
        });
    }
    let mut groups = schemas.of_groups(only);
    for (name, group) in schemas.unused(only) {
        groups.entry(name).or_insert(group);
    }
    place(&mut api, &schemas, &groups);
    Ok(api)
}

struct Reader<'a> {
    document: &'a Document,
    source: &'a Value,
}

impl Reader<'_> {
    /// The first tag as a file name: `oAuth2` is `oauth2`, `ApiKeys` is `api_keys`.
    fn group(&self) -> String {
        let tags = self
            .source
            .get("tags")
            .and_then(|tags| tags.get(0))
            .and_then(Value::as_str);
        names::snake(tags.unwrap_or("other")).replace("o_auth", "oauth")
    }

    fn operation(&self, schemas: &mut Schemas<'_>, path: &str, method: &str) -> Operation {
        let source = self.source;
        let id = text(source, "operationId").unwrap_or_default().to_owned();
        let owner = names::pascal(&id);
        let mut params = self.params(schemas, &owner);
        params.sort_by_key(|param| match param.place {
            Place::Path => 0,
            Place::Query => 1 + u8::from(param.optional),
            Place::Header => 3,
        });
        let answers = self.answers(schemas, &owner);
        let body = self.body(schemas, &owner);
        let group = self.group();
        let mut operation = Operation {
            about: String::new(),
            called_by: infer::called_by(source),
            deprecated: infer::deprecated(source),
            service: infer::service(&group, path, source),
            credential: infer::credential(source),
            params,
            body,
            answers,
            pages: crate::ir::Pages::None,
            bucket: text(source, "x-ory-ratelimit-bucket").map(str::to_owned),
            retry: infer::retry(method, source),
            serialized: infer::is_marked(source, "serialized"),
            needs_any: infer::needs_any(source),
            needs_any_unless: infer::extension(source, "needs_any_unless").map(str::to_owned),
            batch: infer::batch(source),
            was: Vec::new(),
            why: None,
            mark: Mark::default(),
            id,
            method: method.to_owned(),
            path: path.to_owned(),
        };
        operation.credential = infer::credential_of_user(&operation, source);
        operation.pages = infer::pages(&operation, source, &schemas.models);
        operation
    }

    fn params(&self, schemas: &mut Schemas<'_>, owner: &str) -> Vec<Param> {
        let list = self
            .source
            .get("parameters")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let mut params = Vec::new();
        for source in list.map(|source| self.document.part(source)) {
            let place = match text(source, "in") {
                Some("path") => Place::Path,
                Some("header") => Place::Header,
                _ => Place::Query,
            };
            let wire = text(source, "name").unwrap_or_default();
            let schema = source.get("schema").unwrap_or(&Value::Null);
            let ty = match infer::is_secret_header(place, wire) {
                true => Type::Secret,
                false => schemas.ty(schema, owner, wire),
            };
            params.push(Param {
                wire: infer::header_name(place, wire),
                place,
                may_be_empty: infer::is_marked(source, "may_be_empty"),
                ty,
                optional: source.get("required").and_then(Value::as_bool) != Some(true),
                about: None,
                why: None,
                mark: Mark::default(),
            });
        }
        params
    }

    fn body(&self, schemas: &mut Schemas<'_>, owner: &str) -> Option<Body> {
        let source = self.document.part(self.source.get("requestBody")?);
        let contents = source.get("content")?.as_object()?;
        let json = contents.get("application/json");
        let (kind, content) = match json {
            Some(content) => ("application/json", content),
            None => contents
                .iter()
                .next()
                .map(|(kind, content)| (kind.as_str(), content))?,
        };
        let schema = content.get("schema")?;
        Some(Body {
            ty: schemas.ty(schema, owner, "Body"),
            // Documents leave `required` out where servers refuse an empty body.
            optional: source.get("required").and_then(Value::as_bool) == Some(false),
            form: kind.contains("form"),
        })
    }

    fn answers(&self, schemas: &mut Schemas<'_>, owner: &str) -> Vec<Answer> {
        let list = self
            .source
            .get("responses")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        let mut answers = Vec::new();
        for (status, source) in list {
            let Ok(status) = status.parse::<u16>() else {
                continue;
            };
            let source = self.document.part(source);
            let content = source
                .get("content")
                .and_then(|content| content.get("application/json"));
            let schema = content.and_then(|content| content.get("schema"));
            let ty = schema.map(|schema| schemas.ty(schema, owner, &format!("{status}Response")));
            answers.push(Answer { status, ty });
        }
        answers.sort_by_key(|answer| answer.status);
        answers
    }
}

/// Puts each model into the group that the document names, or else into the one whose operations are nearest to it.
fn place(api: &mut Api, schemas: &Schemas<'_>, groups: &HashMap<String, String>) {
    let mut nearest: HashMap<String, (usize, usize)> = HashMap::new();
    for (index, group) in api.groups.iter().enumerate() {
        for (name, steps) in distances(&group.operations, schemas) {
            let known = nearest.entry(name).or_insert((steps, index));
            if steps < known.0 {
                *known = (steps, index);
            }
        }
    }
    for (name, model) in &schemas.models {
        let named = groups
            .get(name)
            .and_then(|group| api.groups.iter().position(|known| known.name == *group));
        let index = named.or(nearest.get(name).map(|(_, index)| *index));
        if let Some(group) = index.and_then(|index| api.groups.get_mut(index)) {
            group.models.push(model.clone());
        }
    }
}

/// The models that operations reach, and over how many others.
fn distances(operations: &[Operation], schemas: &Schemas<'_>) -> HashMap<String, usize> {
    let mut reached = HashMap::new();
    let mut now: Vec<String> = operations.iter().flat_map(mentioned).collect();
    let mut steps = 0;
    while !now.is_empty() {
        let mut next = Vec::new();
        for name in now {
            if reached.contains_key(&name) {
                continue;
            }
            if let Some(model) = schemas.models.get(&name) {
                next.extend(reachable::parts(model).map(str::to_owned));
            }
            reached.insert(name, steps);
        }
        now = next;
        steps += 1;
    }
    reached
}

fn mentioned(operation: &Operation) -> Vec<String> {
    let params = operation.params.iter().map(|param| &param.ty);
    let body = operation.body.iter().map(|body| &body.ty);
    let answers = operation
        .answers
        .iter()
        .filter_map(|answer| answer.ty.as_ref());
    let all = params.chain(body).chain(answers);
    all.filter_map(types::model).map(str::to_owned).collect()
}
