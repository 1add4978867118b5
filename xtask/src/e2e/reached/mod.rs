//! ServerKind operations the real servers answered the tests of a language, by the logs of the servers.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;

use anyhow::Context as _;
use serde_json::Value;
use spec::ir::{Api, Group, ModelKind, Operation, Place, Service, Type};
use spec::operations::BROWSER_GROUP;

use crate::servers::{ServerKind, Servers, Urls};

/// How every client of ours begins its `User-Agent`; a browser does not let one be set.
const PRODUCT: &str = "ory-hub/";

/// As many operations of a group a language must reach, or all that it has there.
const OF_A_GROUP: usize = 3;

/// What makes calls different for a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    Path,
    Query,
    List,
    Body,
    Union,
    NoContent,
    Form,
    TextBody,
    Redirect,
    Text,
}

const SHAPES: [(Shape, &str); 10] = [
    (Shape::Path, "path parameter"),
    (Shape::Query, "query parameter"),
    (Shape::List, "list"),
    (Shape::Body, "body"),
    (Shape::Union, "union"),
    (Shape::NoContent, "no content"),
    (Shape::Form, "form body"),
    (Shape::TextBody, "text body"),
    (Shape::Redirect, "redirect"),
    (Shape::Text, "text"),
];

/// The operations of the browser have neither kind of body, and `fetch` shows no redirect.
const NOT_IN_BROWSERS: [Shape; 3] = [Shape::Form, Shape::TextBody, Shape::Redirect];

/// The logs of the servers as they are before the tests of a language.
pub(crate) struct Logs(Vec<Log>);

struct Log {
    path: PathBuf,
    start: u64,
    urls: Urls,
}

impl Logs {
    pub(crate) fn of(servers: &[&Servers]) -> Self {
        let logs = servers.iter().flat_map(|servers| {
            ServerKind::ALL
                .iter()
                .map(|which| servers.log(*which))
                .map(|path| Log {
                    start: std::fs::metadata(&path).map_or(0, |known| known.len()),
                    path,
                    urls: servers.urls().clone(),
                })
        });
        Self(logs.filter(|log| log.path.exists()).collect())
    }

    /// What has been called since.
    ///
    /// # Errors
    /// When a log cannot be read.
    pub(crate) fn reached(&self, api: &Api, language: &str) -> anyhow::Result<Reached> {
        let mut reached = Reached::default();
        for log in &self.0 {
            let mut file = std::fs::File::open(&log.path)
                .with_context(|| format!("cannot read {}", log.path.display()))?;
            file.seek(SeekFrom::Start(log.start))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            for line in String::from_utf8_lossy(&bytes).lines() {
                reached.add(api, language, &log.urls, line);
            }
        }
        Ok(reached)
    }
}

/// The operations that were answered with what they are for, and the statuses that came.
#[derive(Debug, Default)]
pub(crate) struct Reached(BTreeMap<String, BTreeSet<u64>>);

impl Reached {
    fn add(&mut self, api: &Api, language: &str, urls: &Urls, line: &str) {
        let Ok(entry) = serde_json::from_str::<Value>(line) else {
            return;
        };
        let text = |pointer: &str| entry.pointer(pointer).and_then(Value::as_str);
        let status = entry
            .pointer("/http_response/status")
            .and_then(Value::as_u64);
        let (Some(status), Some(host), Some(method), Some(path)) = (
            status,
            text("/http_request/host"),
            text("/http_request/method"),
            text("/http_request/path"),
        ) else {
            return;
        };
        let agent = text("/http_request/headers/user-agent").unwrap_or_default();
        if language != "browser" && !agent.starts_with(PRODUCT) {
            return;
        }
        let operation = find(api, urls, host, method, path);
        if let Some(operation) = operation.filter(|operation| is_answer(operation, status)) {
            self.0
                .entry(operation.id.clone())
                .or_default()
                .insert(status);
        }
    }

    /// What the tests of a language leave out: a line for each group of which they reach too little, and for each shape.
    pub(crate) fn missing(&self, api: &Api, language: &str) -> Vec<String> {
        let browser = language == "browser";
        let mut missing = Vec::new();
        for group in groups(api, browser) {
            let served = group
                .operations
                .iter()
                .filter(|operation| is_served(operation))
                .count();
            let reached = self.of(group).len();
            let due = served.min(OF_A_GROUP);
            if reached < due {
                missing.push(format!(
                    "group {}: {reached} operations reached on real servers, {due} are due",
                    group.name
                ));
            }
        }
        let crossed: BTreeSet<Shape> = groups(api, browser)
            .flat_map(|group| &group.operations)
            .filter_map(|operation| Some((operation, self.0.get(&operation.id)?)))
            .flat_map(|(operation, statuses)| shapes(api, operation, statuses))
            .collect();
        for (shape, name) in SHAPES {
            let has_none = browser && NOT_IN_BROWSERS.contains(&shape);
            if !has_none && !crossed.contains(&shape) {
                missing.push(format!(
                    "shape {name}: no operation of it was called on a real server"
                ));
            }
        }
        missing
    }

    /// Each group of the real servers with what was reached of it.
    pub(crate) fn table(&self, api: &Api, language: &str) -> String {
        let mut table = String::new();
        for group in groups(api, language == "browser") {
            let (all, reached) = (group.operations.len(), self.of(group));
            let line = format!(
                "{} {}/{all}: {}\n",
                group.name,
                reached.len(),
                reached.join(" ")
            );
            table.push_str(&line);
        }
        table
    }

    fn of<'a>(&self, group: &'a Group) -> Vec<&'a str> {
        let ids = group
            .operations
            .iter()
            .map(|operation| operation.id.as_str());
        ids.filter(|id| self.0.contains_key(*id)).collect()
    }
}

/// The groups that a language has and a real server knows.
fn groups(api: &Api, browser: bool) -> impl Iterator<Item = &Group> {
    let groups = api
        .groups
        .iter()
        .filter(|group| group.operations.iter().any(is_served));
    groups.filter(move |group| !browser || group.name == BROWSER_GROUP)
}

fn is_served(operation: &Operation) -> bool {
    !matches!(operation.service, Service::Network | Service::Console)
}

/// A status below 400, or one that carries the same as a success: a check that says no is 403.
fn is_answer(operation: &Operation, status: u64) -> bool {
    let mut answers = operation.answers.iter();
    let same = |ty: &Type| operation.answer() == Some(ty);
    status < 400
        || answers.any(|answer| {
            u64::from(answer.status) == status && answer.ty.as_ref().is_some_and(same)
        })
}

/// The operation that a request is of. Kratos logs `/version` of its admin port as `/admin/version`.
fn find<'a>(
    api: &'a Api,
    urls: &Urls,
    host: &str,
    method: &str,
    path: &str,
) -> Option<&'a Operation> {
    let all = api.operations().map(|(_, operation)| operation);
    let fitting = all.filter(|operation| {
        let short = path
            .strip_prefix("/admin")
            .filter(|_| operation.service == Service::Any);
        operation.method == method
            && is_at(operation.service, urls, host)
            && [Some(path), short]
                .into_iter()
                .flatten()
                .any(|path| fits(&operation.path, path))
    });
    fitting.min_by_key(|operation| operation.path.matches('{').count())
}

fn is_at(service: Service, urls: &Urls, host: &str) -> bool {
    let all = [
        (Service::KratosPublic, &urls.kratos_public_url),
        (Service::KratosAdmin, &urls.kratos_admin_url),
        (Service::HydraPublic, &urls.hydra_public_url),
        (Service::HydraAdmin, &urls.hydra_admin_url),
        (Service::KetoRead, &urls.keto_read_url),
        (Service::KetoWrite, &urls.keto_write_url),
        (Service::KetoOpl, &urls.keto_opl_url),
    ];
    let port = |text: &str| text.rsplit(':').next().map(str::to_owned);
    all.into_iter().any(|(known, url)| {
        (service == Service::Any || service == known) && url.as_deref().and_then(port) == port(host)
    })
}

fn fits(template: &str, path: &str) -> bool {
    let (parts, given) = (template.split('/'), path.split('/'));
    parts.clone().count() == given.clone().count()
        && parts
            .zip(given)
            .all(|(part, given)| part == given || (part.starts_with('{') && !given.is_empty()))
}

fn shapes(api: &Api, operation: &Operation, statuses: &BTreeSet<u64>) -> Vec<Shape> {
    let has = |place: Place, optional: bool| {
        let mut params = operation.params.iter();
        params.any(|param| param.place == place && (optional || !param.optional))
    };
    // The log keeps what stood in the query to itself, so what counts is a query that cannot be empty.
    let query = has(Place::Query, false) || !operation.needs_any.is_empty();
    let body = operation.body.as_ref();
    let is_union = |name: &str| {
        let model = api.model(name);
        model.is_some_and(|model| matches!(model.kind, ModelKind::Union { .. }))
    };
    let union = body.is_some_and(|body| matches!(&body.ty, Type::Model(name) if is_union(name)));
    let text_body = body.is_some_and(|body| matches!(body.ty, Type::Text(_)));
    let form = body.is_some_and(|body| body.form);
    // A server also redirects to another spelling of its own path, which is no answer of the operation.
    let redirect = operation.answers.iter().any(|answer| {
        (300..400).contains(&answer.status) && statuses.contains(&u64::from(answer.status))
    });
    let crossed = [
        (Shape::Path, has(Place::Path, true)),
        (Shape::Query, query),
        (
            Shape::List,
            matches!(operation.answer(), Some(Type::List(_))),
        ),
        (Shape::Body, body.is_some() && !form && !text_body),
        (Shape::Union, union),
        (Shape::NoContent, statuses.contains(&204)),
        (Shape::Form, form),
        (Shape::TextBody, text_body),
        (Shape::Redirect, redirect),
        (
            Shape::Text,
            matches!(operation.answer(), Some(Type::Text(_))),
        ),
    ];
    crossed
        .into_iter()
        .filter(|(_, is)| *is)
        .map(|(shape, _)| shape)
        .collect()
}

#[cfg(test)]
mod tests;
