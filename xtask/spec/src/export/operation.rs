//! Operations as OpenAPI writes them.

use serde_json::{Map, Value, json};

use super::{EXTENSION, put, schema, was, words};
use crate::ir::{
    Answer, Api, Body, CalledBy, Credential, Group, Operation, Pages, Param, Place, Retry, Type,
};

/// One operation, under its path and method.
pub(crate) fn operation(api: &Api, group: &Group, operation: &Operation) -> Value {
    let mut written = json!({
        "operationId": operation.id,
        "tags": [group.name],
        "summary": operation.about,
    });
    let params: Vec<Value> = operation.params.iter().map(param).collect();
    let some = (!params.is_empty()).then_some(Value::Array(params));
    put(&mut written, "parameters", some);
    put(
        &mut written,
        "requestBody",
        operation.body.as_ref().map(body),
    );
    let answers: Map<String, Value> = operation
        .answers
        .iter()
        .map(|one| (one.status.to_string(), answer(api, one)))
        .collect();
    put(&mut written, "responses", Some(Value::Object(answers)));
    put(
        &mut written,
        "security",
        Some(security(operation.credential)),
    );
    let bucket = operation.bucket.as_ref().map(|bucket| json!(bucket));
    put(&mut written, "x-ory-ratelimit-bucket", bucket);
    let deprecated = operation.deprecated.as_ref().map(|_| json!(true));
    put(&mut written, "deprecated", deprecated);
    put(&mut written, EXTENSION, Some(facts(operation)));
    written
}

fn facts(operation: &Operation) -> Value {
    let mut facts = json!({
        "service": operation.service.word(),
        "credential": operation.credential.word(),
    });
    let pages = (operation.pages != Pages::None).then(|| json!(operation.pages.word()));
    put(&mut facts, "pages", pages);
    let other = operation.retry != Retry::of_method(&operation.method);
    put(
        &mut facts,
        "retry",
        other.then(|| json!(operation.retry.word())),
    );
    put(
        &mut facts,
        "serialized",
        operation.serialized.then(|| json!(true)),
    );
    let needed = (!operation.needs_any.is_empty()).then(|| json!(operation.needs_any));
    put(&mut facts, "needs_any", needed);
    let allowed = operation.needs_any_unless.as_ref();
    put(
        &mut facts,
        "needs_any_unless",
        allowed.map(|allowed| json!(allowed)),
    );
    let batch = operation.batch.map(|batch| {
        let mut written = json!({ "limit": batch.limit });
        let plaintext = batch.plaintext_passwords.map(|limit| json!(limit));
        put(&mut written, "plaintext_passwords", plaintext);
        written
    });
    put(&mut facts, "batch", batch);
    let other = operation.called_by != CalledBy::Client;
    put(
        &mut facts,
        "called_by",
        other.then(|| json!(operation.called_by.word())),
    );
    put(
        &mut facts,
        "deprecated",
        operation.deprecated.as_ref().map(|instead| json!(instead)),
    );
    put(&mut facts, "was", was(&operation.was));
    facts
}

fn param(param: &Param) -> Value {
    let place = match param.place {
        Place::Path => "path",
        Place::Query => "query",
        Place::Header => "header",
    };
    let mut written = json!({
        "name": param.wire,
        "in": place,
        "required": !param.optional,
        "schema": schema::ty(&param.ty),
    });
    let about = param.about.as_deref().and_then(words);
    put(&mut written, "description", about);
    let facts = param.may_be_empty.then(|| json!({ "may_be_empty": true }));
    put(&mut written, EXTENSION, facts);
    written
}

fn body(body: &Body) -> Value {
    let kind = match (&body.ty, body.form) {
        (_, true) => "application/x-www-form-urlencoded",
        (Type::Text(_), false) => "text/plain",
        _ => "application/json",
    };
    json!({
        "required": !body.optional,
        "content": { kind: { "schema": schema::ty(&body.ty) } },
    })
}

fn answer(api: &Api, answer: &Answer) -> Value {
    let about = match &answer.ty {
        None => "Without a body.",
        Some(Type::Model(name)) => api.model(name).map_or("", |model| model.about.as_str()),
        Some(Type::List(_)) => "A list.",
        Some(_) => "A value.",
    };
    let mut written = json!({ "description": about });
    let content = answer
        .ty
        .as_ref()
        .map(|ty| json!({ "application/json": { "schema": schema::ty(ty) } }));
    put(&mut written, "content", content);
    written
}

const PROJECT: &str = "oryAccessToken";
const WORKSPACE: &str = "oryWorkspaceApiKey";
const TOKEN: &str = "sessionToken";
const COOKIE: &str = "sessionCookie";
const BASIC: &str = "basic";
const BEARER: &str = "bearer";

/// The ways in which a caller may show who it is; one of them is enough.
fn security(credential: Credential) -> Value {
    match credential {
        Credential::None => json!([]),
        Credential::ProjectKey => json!([{ PROJECT: [] }]),
        Credential::WorkspaceKey => json!([{ WORKSPACE: [] }]),
        Credential::Session => json!([{ TOKEN: [] }, { COOKIE: [] }]),
        Credential::SessionOptional => json!([{}, { TOKEN: [] }, { COOKIE: [] }]),
        Credential::ClientBasic => json!([{ BASIC: [] }]),
        Credential::Bearer => json!([{ BEARER: [] }]),
    }
}

/// What the names of credentials mean.
pub(crate) fn schemes() -> Value {
    let http = |scheme: &str, about: &str| json!({ "type": "http", "scheme": scheme, "description": about });
    json!({
        PROJECT: http("bearer", "A project's key on Ory Network; self-hosted admin ports take none."),
        WORKSPACE: http("bearer", "A workspace's key, for the console."),
        TOKEN: {
            "type": "apiKey", "in": "header", "name": "X-Session-Token",
            "description": "The session of a native app.",
        },
        COOKIE: {
            "type": "apiKey", "in": "cookie", "name": "ory_kratos_session",
            "description": "The session of a browser; the cookie's name is the server's to choose.",
        },
        BASIC: http("basic", "Id and secret of an OAuth2 client."),
        BEARER: http("bearer", "An access token."),
    })
}
