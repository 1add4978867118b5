//! Endpoints: one file per operation, each one macro call (`core/src/macros/endpoint.rs`).

use std::collections::HashSet;
use std::fmt::Write as _;

use anyhow::bail;
use spec::ir::{Api, Group, Model, ModelKind, Operation, Pages, Param, Place, Retry, Type};
use spec::names::{pascal, rust_field, screaming, snake};

use super::text::{doc, head};
use super::{operation, page};
use crate::file::File;
use crate::rust::mark;
use crate::rust_types;

/// One file per operation, and the modules that list them.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let groups: Vec<&Group> = api
        .groups
        .iter()
        .filter(|group| !group.operations.is_empty())
        .collect();
    let mut files = vec![list(&groups)];
    for group in groups {
        files.push(group_file(group));
        for operation in &group.operations {
            let mut text = head(&operation.mark.file, &format!("`{}`.", operation.id));
            text.push('\n');
            text.push_str(&endpoint(api, operation)?);
            files.push(File {
                path: format!(
                    "core/src/endpoint/{}/{}.rs",
                    group.name,
                    snake(&operation.id)
                ),
                text,
            });
        }
    }
    Ok(files)
}

/// The fields of an endpoint's struct, in its order.
#[must_use]
pub fn fields(operation: &Operation) -> Vec<String> {
    let names = |optional: bool| {
        let params = operation.params.iter();
        params
            .filter(move |param| param.optional == optional)
            .map(|param| rust_field(&param.wire))
    };
    names(false)
        .chain(names(true))
        .chain(operation.body.iter().map(|_| "body".to_owned()))
        .collect()
}

fn group_file(group: &Group) -> File {
    let about = match group.about.as_str() {
        "" => format!("Endpoints of the group `{}`.", group.name),
        about => about.to_owned(),
    };
    let mut text = format!(
        "// {}\n//! {about}\n\ncrate::macros::endpoints! {{\n",
        mark(&group.file())
    );
    for operation in &group.operations {
        let _ = writeln!(
            text,
            "    {}: {} = {},",
            snake(&operation.id),
            pascal(&operation.id),
            screaming(&operation.id)
        );
    }
    text.push_str("}\n");
    File {
        path: format!("core/src/endpoint/{}/mod.rs", group.name),
        text,
    }
}

fn list(groups: &[&Group]) -> File {
    let mut names: Vec<&str> = groups.iter().map(|group| group.name.as_str()).collect();
    names.sort_unstable();
    let mut text = format!(
        "// {}\n//! Typed requests: one struct per operation, by group.\n\n\
         #[cfg(test)]\nmod check;\npub mod credential;\nmod endpoint_trait;\n#[cfg(test)]\nmod tests;\n\n",
        mark("")
    );
    for name in &names {
        let _ = writeln!(text, "#[cfg(feature = \"{name}\")]\nmod {name};");
    }
    text.push_str(
        "\npub use endpoint_trait::{Endpoint, ListEndpoint, ListPage};\n\n\
         pub use crate::request::Params;\npub use crate::request::operation::Operation;\n\n",
    );
    for name in &names {
        let _ = writeln!(text, "#[cfg(feature = \"{name}\")]\npub use {name}::*;");
    }
    text.push_str(
        "\n/// The descriptions of all operations, by group.\n#[doc(hidden)]\npub mod operations {\n",
    );
    for name in &names {
        let _ = writeln!(
            text,
            "    #[cfg(feature = \"{name}\")]\n    pub use super::{name}::operations as {name};"
        );
    }
    text.push_str(
        "}\n\n#[cfg(test)]\nfn checks() -> std::vec::Vec<check::EndpointCheck> {\n    \
         let mut all = std::vec::Vec::new();\n",
    );
    for name in &names {
        let _ = writeln!(
            text,
            "    #[cfg(feature = \"{name}\")]\n    all.extend({name}::checks());"
        );
    }
    text.push_str("    all\n}\n");
    File {
        path: "core/src/endpoint/mod.rs".into(),
        text,
    }
}

fn endpoint(api: &Api, operation: &Operation) -> anyhow::Result<String> {
    refuse_equal_names(operation)?;
    let signature = format!(
        "`{}`: `{} {}`.",
        operation.id, operation.method, operation.path
    );
    let about = match operation.about.as_str() {
        "" => signature,
        about => format!("{about}\n\n{signature}"),
    };
    let own = pascal(&operation.id);
    let spelled = |ty: &Type| rust_types::text_beside(ty, &own);
    let output = match operation.answer() {
        None => "()".to_owned(),
        Some(ty) if operation.may_be_empty() => format!("Option<{}>", spelled(ty)),
        Some(ty) => spelled(ty),
    };
    let mut text = format!(
        "endpoint! {{\n{}    pub struct {} -> {output} {{\n",
        doc(&about, 4),
        own
    );
    let mut line = |entry: String| {
        let _ = writeln!(text, "        {entry}");
    };
    line(format!("id: {:?},", operation.id));
    line(format!(
        "http: {} {:?},",
        operation::method(&operation.method),
        operation.path
    ));
    line(format!(
        "service: {},",
        operation::service(operation.service)
    ));
    line(format!(
        "credential: {},",
        operation::credential(operation.credential)
    ));
    let retry = match operation.retry {
        Retry::Safe => "Safe",
        Retry::Idempotent => "Idempotent",
        Retry::Unsafe => "Unsafe",
    };
    line(format!("retry: {retry},"));
    let responses: Vec<String> = operation::values(operation)
        .into_iter()
        .map(|answer| {
            let format = match &answer.ty {
                None => "empty",
                Some(Type::Text(_)) => "text",
                Some(_) => "json",
            };
            format!("{format} {}", answer.status)
        })
        .collect();
    line(format!("responses: [{}],", responses.join(", ")));
    if operation.serialized {
        line("serialized: true,".to_owned());
    }
    if let Some(batch) = operation.batch {
        let plaintext = batch.plaintext_passwords;
        let plaintext = plaintext.map(|limit| format!(", MAX_PLAINTEXT_PASSWORDS: {limit}"));
        line(format!(
            "batch: {{MAX_ITEMS: {}{}}},",
            batch.limit,
            plaintext.unwrap_or_default()
        ));
    }
    if let Some(bucket) = &operation.bucket {
        line(format!("bucket: {bucket:?},"));
    }
    if !operation.needs_any.is_empty() {
        let unless = operation.needs_any_unless.as_ref();
        let unless = unless.map_or(String::new(), |field| {
            format!(" unless {}", field.to_ascii_uppercase())
        });
        line(format!("needs_any: {:?}{unless},", operation.needs_any));
    }
    let may_be_empty = operation.params.iter().filter(|param| param.may_be_empty);
    let may_be_empty: Vec<&str> = may_be_empty.map(|param| param.wire.as_str()).collect();
    if !may_be_empty.is_empty() {
        line(format!("may_be_empty: {may_be_empty:?},"));
    }
    if operation.pages != Pages::None {
        line(pagination(api, operation)?);
    }
    params(api, operation, &mut text)?;
    if let Some(body) = &operation.body {
        let ty = spelled(&body.ty);
        let _ = match (body.optional, body.form, &body.ty) {
            (true, _, Type::Text(_)) => bail!(
                "{}: `{}`: a text body cannot be optional",
                operation.mark,
                operation.id
            ),
            (true, ..) => writeln!(text, "        optional_body: {ty},"),
            (false, true, _) => writeln!(text, "        body: Form {ty},"),
            (false, false, Type::Text(_)) => writeln!(text, "        body: Text {ty},"),
            (false, false, _) => writeln!(text, "        body: Json {ty},"),
        };
    }
    text.push_str("    }\n}\n");
    Ok(text)
}

fn refuse_equal_names(operation: &Operation) -> anyhow::Result<()> {
    let mut names: HashSet<String> = HashSet::from(["new".to_owned()]);
    if operation.body.is_some() {
        names.insert("body".to_owned());
    }
    for param in &operation.params {
        let name = rust_field(&param.wire);
        if !names.insert(name.clone()) {
            bail!(
                "{}: `{}`: two parameters would be called `{name}` in Rust",
                operation.mark,
                operation.id
            );
        }
    }
    Ok(())
}

fn params(api: &Api, operation: &Operation, text: &mut String) -> anyhow::Result<()> {
    for (section, optional) in [("required", false), ("optional", true)] {
        let params: Vec<&Param> = operation
            .params
            .iter()
            .filter(|param| param.optional == optional)
            .collect();
        if params.is_empty() {
            continue;
        }
        let _ = writeln!(text, "        {section} {{");
        for param in params {
            refuse_records(api, operation, &param.ty)?;
            let name = rust_field(&param.wire);
            let own = name.strip_prefix("r#").unwrap_or(&name);
            let wire = match own == param.wire {
                true => String::new(),
                false => format!(" as {:?}", param.wire),
            };
            let location = match param.place {
                Place::Path => "path",
                Place::Query => "query",
                Place::Header => "header",
            };
            let ty = match (optional, &param.ty) {
                (false, _) => rust_types::text(&param.ty),
                (true, Type::List(item)) => format!("List<{}>", rust_types::text(item)),
                (true, _) => format!("Option<{}>", rust_types::text(&param.ty)),
            };
            text.push_str(&doc(param.about.as_deref().unwrap_or_default(), 12));
            let _ = writeln!(text, "            {location} {name}{wire}: {ty},");
        }
        text.push_str("        }\n");
    }
    Ok(())
}

fn refuse_records(api: &Api, operation: &Operation, ty: &Type) -> anyhow::Result<()> {
    let is_text = match ty {
        Type::List(item) => return refuse_records(api, operation, item),
        Type::Map(_) => false,
        Type::Model(name) => matches!(
            api.model(name).map(|model| &model.kind),
            Some(ModelKind::Enum { .. })
        ),
        _ => true,
    };
    if is_text {
        return Ok(());
    }
    bail!(
        "{}: `{}`: a parameter is no text, number, bool, time or enum",
        operation.mark,
        operation.id
    )
}

/// `pagination: LinkToken ListThingsPage,`, with the field of the list where the answer is a record.
fn pagination(api: &Api, operation: &Operation) -> anyhow::Result<String> {
    let Some(answer) = operation.answer() else {
        bail!(
            "{}: `{}`: it has pages but no answer",
            operation.mark,
            operation.id
        );
    };
    let has_token = operation.params.iter().any(|param| {
        param.wire == "page_token" && param.optional && matches!(param.ty, Type::Text(_))
    });
    if !has_token {
        bail!(
            "{}: `{}`: it has pages but no `page_token: string?`",
            operation.mark,
            operation.id
        );
    }
    let list = match answer {
        Type::List(_) => String::new(),
        Type::Model(model) => format!(".{}", list_field(operation, api.model(model))?),
        _ => bail!(
            "{}: `{}`: its pages are no list",
            operation.mark,
            operation.id
        ),
    };
    let scheme = match operation.pages {
        Pages::None => "None",
        Pages::LinkToken => "LinkToken",
        Pages::LinkOffset => "LinkOffset",
        Pages::BodyToken => "BodyToken",
        Pages::BodyTokenFlag => "BodyTokenFlag",
        Pages::BodyNext => "BodyNext",
    };
    Ok(format!(
        "pagination: {scheme} {}{list},",
        page::name(operation)
    ))
}

/// The field of a record's first list.
fn list_field(operation: &Operation, model: Option<&Model>) -> anyhow::Result<String> {
    if let Some(ModelKind::Record { fields, .. }) = model.map(|model| &model.kind) {
        for field in fields {
            if matches!(field.ty, Type::List(_)) {
                return Ok(rust_field(&field.wire));
            }
        }
    }
    bail!(
        "{}: `{}`: its answer has pages but no list",
        operation.mark,
        operation.id
    )
}
