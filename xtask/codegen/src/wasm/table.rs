//! The browser's operations: a row names one, then describes it.
//!
//! A row is four marks (method, credential, body, answer; `u` for one whose address is all that it gives), the path, then each parameter after the mark of its kind;
//! `bindings-wasm/src/operation_table.rs` reads it.

use anyhow::Context as _;
use spec::ir::{
    Answer, Api, Credential, Group, ModelKind, Operation, Param, Place, Retry, Service, Type,
};
use spec::names;

use super::secrets;
use super::text::{HOME, key};
use crate::file::File;
use crate::{rust, rust_core};

/// `npm/src/operations.js`.
pub(super) fn file(api: &Api, group: &Group, addresses: &[Operation]) -> anyhow::Result<File> {
    let calls = group
        .operations
        .iter()
        .map(|operation| named(api, operation));
    let rows = calls
        .chain(addresses.iter().map(address))
        .collect::<anyhow::Result<Vec<_>>>()?
        .join("\n");
    Ok(File {
        path: format!("{HOME}/src/operations.js"),
        text: format!(
            "// {}\n\n// A line each: the name and, for the module, the packed description.\n\
             export const ROWS = `{rows}`;\n\n\
             // Under these names is what no error repeats.\n\
             export const SECRETS =\n  \"{}\";\n\n\
             // Fields of the configuration that every language has, as far as they work here.\n\
             export const CONFIG =\n  \"{}\";\n",
            rust::mark(&group.file()),
            secrets::names(api, group, addresses).join(" "),
            config(api).join(" ")
        ),
    })
}

fn config(api: &Api) -> Vec<String> {
    let fields = api.client.config.iter().filter(|field| field.browser);
    fields.map(|field| names::camel(&field.name)).collect()
}

fn named(api: &Api, operation: &Operation) -> anyhow::Result<String> {
    check_names(operation)?;
    let row = row(api, operation).with_context(|| {
        let mark = &operation.mark;
        format!(
            "{mark}: {} fits no row of the browser's table",
            operation.id
        )
    })?;
    Ok(format!("{} {row}", operation.id))
}

fn check_names(operation: &Operation) -> anyhow::Result<()> {
    for param in &operation.params {
        let key = key(&param.wire);
        if matches!(
            key.as_str(),
            "signal" | "body" | "headers" | "timeoutMs" | "deadlineMs"
        ) {
            anyhow::bail!(
                "{}: a parameter `{key}` has no place in JavaScript: options use that name",
                param.mark
            );
        }
    }
    Ok(())
}

/// The row of an address: its parameters count, and nothing of what would be sent.
fn address(operation: &Operation) -> anyhow::Result<String> {
    check_names(operation)?;
    let params = params(operation).with_context(|| format!("{}: its address", operation.id))?;
    let method = match operation.method.as_str() {
        "GET" => 'G',
        "POST" => 'O',
        method => anyhow::bail!(
            "{}: `{}`: nobody navigates by {method}",
            operation.mark,
            operation.id
        ),
    };
    Ok(format!(
        "{}Url {method}--u{}{params}",
        operation.id, operation.path
    ))
}

fn row(api: &Api, operation: &Operation) -> Option<String> {
    let method = match (operation.method.as_str(), operation.retry) {
        ("GET", Retry::Safe) => 'G',
        ("GET", Retry::Idempotent) => 'g',
        ("POST", Retry::Unsafe) => 'O',
        ("PUT", Retry::Idempotent) => 'U',
        ("PATCH", Retry::Unsafe) => 'A',
        ("DELETE", Retry::Idempotent) => 'D',
        _ => return None,
    };
    // A row has no place for "one of these is needed".
    if operation.service != Service::KratosPublic || !operation.needs_any.is_empty() {
        return None;
    }
    let credential = match operation.credential {
        Credential::None => '-',
        Credential::Session => 'S',
        Credential::SessionOptional => 's',
        _ => return None,
    };
    let body = match &operation.body {
        None => '-',
        Some(body) if body.form => return None,
        Some(body) if body.optional => 'j',
        Some(_) => 'J',
    };
    let [value] = rust_core::operation::values(operation)[..] else {
        return None;
    };
    Some(format!(
        "{method}{credential}{body}{}{}{}",
        answer(api, value)?,
        operation.path,
        params(operation)?
    ))
}

/// Each parameter after the mark of its kind.
fn params(operation: &Operation) -> Option<String> {
    let marked = |param: &Param| Some(format!("{}{}", kind(param)?, param.wire));
    operation.params.iter().map(marked).collect()
}

fn answer(api: &Api, answer: &Answer) -> Option<char> {
    Some(match (answer.status, &answer.ty) {
        (204, None) => 'e',
        (303, None) => 'r',
        (200, Some(Type::Text(_))) => 't',
        (200, Some(Type::Model(name))) if is_session(api, name) => 's',
        (200, Some(_)) => 'j',
        _ => return None,
    })
}

/// Whether a model is what tells who is signed in: without its id it tells of nobody.
fn is_session(api: &Api, name: &str) -> bool {
    let Some(ModelKind::Record { fields, .. }) = api.model(name).map(|model| &model.kind) else {
        return false;
    };
    let mut fields = fields.iter();
    name == "Session" && fields.any(|field| field.wire == "id" && !field.optional)
}

fn kind(param: &Param) -> Option<char> {
    let many = matches!(param.ty, Type::List(_));
    Some(match (param.place, param.optional, many) {
        (Place::Query, true, false) => '?',
        (Place::Query, false, false) => '!',
        (Place::Query, true, true) => '+',
        (Place::Header, true, false) => ':',
        (Place::Path, _, false) => '=',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use spec::ir::{Answer, Api, Body, Param, Place, Text, Type};

    use crate::sample::{api, operation};

    fn named(operation: &super::Operation) -> anyhow::Result<String> {
        super::named(&Api::default(), operation)
    }

    #[test]
    fn a_packed_operation_has_marks_path_and_parameters() {
        let mut update = operation("updateLoginFlow");
        update.params = vec![
            Param {
                wire: "flow".into(),
                place: Place::Query,
                may_be_empty: false,
                ty: Type::Text(Text::Plain),
                optional: false,
                about: None,
                why: None,
                mark: Default::default(),
            },
            Param {
                wire: "X-Session-Token".into(),
                place: Place::Header,
                may_be_empty: false,
                ty: Type::Secret,
                optional: true,
                about: None,
                why: None,
                mark: Default::default(),
            },
        ];
        update.body = Some(Body {
            ty: Type::Model("UpdateLoginFlowBody".into()),
            optional: false,
            form: false,
        });
        assert!(
            named(&update)
                .unwrap_err()
                .to_string()
                .contains("fits no row")
        );
        update.answers = vec![Answer {
            status: 200,
            ty: Some(Type::Model("LoginFlow".into())),
        }];
        assert_eq!(
            named(&update).unwrap(),
            "updateLoginFlow G-Jj/it!flow:X-Session-Token"
        );
        update.needs_any = vec!["flow".into()];
        assert!(named(&update).is_err(), "a browser would not check that");
    }

    #[test]
    fn a_session_that_has_an_id_is_marked() {
        let zoo = |model: &str, fields: &str| {
            api(&format!(
                "about: Animals.\noperations:\n  feed:\n    about: Feeds.\n    http: GET /feed\n    \
                 service: kratos-public\n    credential: none\n    answers: {{ 200: {model} }}\nmodels:\n  \
                 {model}:\n    about: Home.\n    fields: {fields}\n"
            ))
        };
        for (model, fields, row) in [
            ("Session", "{ id: uuid }", "feed G--s/feed"),
            ("Session", "{ id: uuid? }", "feed G--j/feed"),
            ("Session", "{ ids: \"[uuid]\" }", "feed G--j/feed"),
            ("Cage", "{ id: uuid }", "feed G--j/feed"),
        ] {
            let api = zoo(model, fields);
            let (_, feed) = api.operations().next().unwrap();
            assert_eq!(super::named(&api, feed).unwrap(), row);
        }
    }

    #[test]
    fn the_address_of_a_form_that_another_posts_has_no_body() {
        let mut post = operation("submitAssertion");
        post.method = "POST".into();
        post.service = spec::ir::Service::Network;
        post.path = "/acs/{provider}".into();
        post.params = vec![Param {
            wire: "provider".into(),
            place: Place::Path,
            may_be_empty: false,
            ty: Type::Text(Text::Plain),
            optional: false,
            about: None,
            why: None,
            mark: Default::default(),
        }];
        post.body = Some(Body {
            ty: Type::Model("Assertion".into()),
            optional: false,
            form: true,
        });
        assert_eq!(
            super::address(&post).unwrap(),
            "submitAssertionUrl O--u/acs/{provider}=provider"
        );
        post.method = "DELETE".into();
        assert!(super::address(&post).is_err());
    }

    #[test]
    fn a_name_that_options_use_is_refused() {
        let mut odd = operation("odd");
        odd.params = vec![Param {
            wire: "signal".into(),
            place: Place::Query,
            may_be_empty: false,
            ty: Type::Bool,
            optional: true,
            about: None,
            why: None,
            mark: Default::default(),
        }];
        for row in [named(&odd), super::address(&odd)] {
            assert!(row.unwrap_err().to_string().contains("`signal`"));
        }
    }
}
