//! Compares a request with what the description says about its operation.

use fault_server::http::Request;
use serde_json::{Map, Value, json};
use spec::ir::{Api, ModelKind, Operation, Place, Service, Type};

use crate::credential::{self, ARGUMENT_HEADER, Deployment, SESSION_HEADERS};

/// A request as the description understands it.
#[derive(Debug, Clone)]
pub struct Received {
    /// The operation's id.
    pub operation: String,
    /// Its arguments by their names on the wire, as texts or lists of texts, with the body as `body`.
    pub arguments: Map<String, Value>,
    /// What differs from the description.
    pub differences: Vec<String>,
}

/// The operation that a base and a path stand for, with the texts in the path. Where several fit, it is the one with more
/// of the path written out.
pub(crate) fn find<'a>(
    api: &'a Api,
    base: &str,
    method: &str,
    path: &str,
) -> Option<(&'a Operation, Vec<String>)> {
    api.operations()
        .map(|(_, operation)| operation)
        .filter(|operation| operation.method == method && answers(base, operation.service))
        .filter_map(|operation| Some((operation, arguments_in(&operation.path, path)?)))
        .min_by_key(|(_, texts)| texts.len())
}

/// The word of a service in a base URL.
#[must_use]
pub fn base(service: Service) -> &'static str {
    match service {
        Service::KratosPublic => "kratos-public",
        Service::KratosAdmin | Service::Any => "kratos-admin",
        Service::HydraPublic => "hydra-public",
        Service::HydraAdmin => "hydra-admin",
        Service::KetoRead => "keto-read",
        Service::KetoWrite => "keto-write",
        Service::KetoOpl => "keto-opl",
        Service::Network => "project",
        Service::Console => "console",
    }
}

fn answers(at: &str, service: Service) -> bool {
    match at {
        "project" => service != Service::Console,
        at => at == base(service),
    }
}

fn deployment(base: &str) -> Deployment {
    match base {
        "project" => Deployment::Project,
        "console" => Deployment::Console,
        _ => Deployment::SelfHosted,
    }
}

/// The encoded texts that stand where the template has names.
fn arguments_in(template: &str, path: &str) -> Option<Vec<String>> {
    let (mut segments, mut texts) = (path.split('/'), Vec::new());
    for wanted in template.split('/') {
        let segment = segments.next()?;
        match wanted.split_once('{') {
            None if wanted == segment => {}
            None => return None,
            Some((before, rest)) => {
                let (_, after) = rest.split_once('}')?;
                let text = segment.strip_prefix(before)?.strip_suffix(after)?;
                texts.push(text.to_owned());
            }
        }
    }
    segments.next().is_none().then_some(texts)
}

/// Compares the request with its operation.
pub(crate) fn judge(
    api: &Api,
    operation: &Operation,
    base: &str,
    path_texts: &[String],
    request: &Request,
) -> Received {
    let mut differences = Vec::new();
    let mut arguments = Map::new();
    let in_path = operation
        .params
        .iter()
        .filter(|param| param.place == Place::Path);
    for (param, text) in in_path.zip(path_texts) {
        match decoded(text) {
            Ok(text) => {
                arguments.insert(param.wire.clone(), json!(text));
            }
            Err(fault) => differences.push(format!("path parameter {}: {fault}", param.wire)),
        }
    }
    query(operation, request, &mut arguments, &mut differences);
    for param in operation
        .params
        .iter()
        .filter(|param| param.place == Place::Header)
    {
        let name = param.wire.to_ascii_lowercase();
        let is_session = SESSION_HEADERS.contains(&name.as_str());
        match request.header(&name) {
            // Whether it is this call's or the configuration's, its value tells.
            Some(value) if !is_session || value == ARGUMENT_HEADER => {
                arguments.insert(param.wire.clone(), json!(value));
            }
            None if !param.optional => differences.push(format!("the header {name} is missing")),
            _ => {}
        }
    }
    for param in &operation.params {
        if let Some(value) = arguments.get(&param.wire) {
            let texts = match value {
                Value::Array(texts) => texts.iter().collect(),
                value => vec![value],
            };
            for text in texts.into_iter().filter_map(Value::as_str) {
                if !is_a(text, &param.ty) {
                    differences.push(format!("parameter {}: not what it should be", param.wire));
                }
            }
        }
    }
    body(api, operation, request, &mut arguments, &mut differences);
    let given = |name: &str| {
        arguments
            .keys()
            .any(|argument| argument.eq_ignore_ascii_case(name))
    };
    let place = deployment(base);
    differences.extend(credential::differences(operation, place, &given, request));
    if request.header("accept") != Some("application/json") {
        differences.push(format!("it accepts {:?}", request.header("accept")));
    }
    Received {
        operation: operation.id.clone(),
        arguments,
        differences,
    }
}

fn query(
    operation: &Operation,
    request: &Request,
    arguments: &mut Map<String, Value>,
    differences: &mut Vec<String>,
) {
    let pairs = match pairs(request.query.as_deref().unwrap_or_default()) {
        Ok(pairs) => pairs,
        Err(fault) => return differences.push(format!("query: {fault}")),
    };
    let known = |name: &str| {
        let params = operation.params.iter();
        params
            .filter(|param| param.place == Place::Query)
            .find(|param| param.wire == name)
    };
    for (name, value) in pairs {
        match known(&name).map(|param| &param.ty) {
            None => differences.push(format!("the query has {name:?}, which nobody described")),
            Some(Type::List(_)) => {
                let list = arguments.entry(name).or_insert_with(|| json!([]));
                if let Some(list) = list.as_array_mut() {
                    list.push(json!(value));
                }
            }
            Some(_) => {
                if arguments.insert(name.clone(), json!(value)).is_some() {
                    differences.push(format!("the query has {name:?} twice"));
                }
            }
        }
    }
    for param in &operation.params {
        let is_missing = !param.optional && !arguments.contains_key(&param.wire);
        if param.place == Place::Query && is_missing {
            differences.push(format!("the query has no {:?}", param.wire));
        }
    }
}

fn body(
    api: &Api,
    operation: &Operation,
    request: &Request,
    arguments: &mut Map<String, Value>,
    differences: &mut Vec<String>,
) {
    let Some(body) = &operation.body else {
        if !request.body.is_empty() || request.header("content-type").is_some() {
            differences.push("it has a body or the type of one".to_owned());
        }
        return;
    };
    if body.optional && request.body.is_empty() {
        return;
    }
    let wanted = match &body.ty {
        _ if body.form => "application/x-www-form-urlencoded",
        Type::Text(_) => "text/plain",
        _ => "application/json",
    };
    let came = request.header("content-type");
    if came != Some(wanted) {
        differences.push(format!("the body is {came:?} and not {wanted:?}"));
    }
    let Ok(text) = std::str::from_utf8(&request.body) else {
        return differences.push("the body is no text".to_owned());
    };
    if body.form {
        match pairs(text) {
            Ok(pairs) => {
                let pairs = pairs.into_iter().map(|(name, value)| json!([name, value]));
                arguments.insert("body".to_owned(), pairs.collect());
            }
            Err(fault) => differences.push(format!("form: {fault}")),
        }
        return;
    }
    if let Type::Text(_) = body.ty {
        arguments.insert("body".to_owned(), json!(text));
        return;
    }
    match serde_json::from_str::<Value>(text) {
        Ok(value) => {
            fits(api, &value, &body.ty, "body", differences);
            arguments.insert("body".to_owned(), value);
        }
        Err(error) => differences.push(format!("the body is no JSON: {error}")),
    }
}

/// Whether a text of a path, a query or a header is a value of a type.
fn is_a(text: &str, ty: &Type) -> bool {
    match ty {
        Type::Bool => matches!(text, "true" | "false"),
        Type::Int => text.parse::<i64>().is_ok(),
        Type::Number => text.parse::<f64>().is_ok(),
        Type::Json => serde_json::from_str::<Value>(text).is_ok(),
        Type::List(item) => is_a(text, item),
        _ => true,
    }
}

/// Compares JSON with a type.
fn fits(api: &Api, value: &Value, ty: &Type, at: &str, differences: &mut Vec<String>) {
    let right = match ty {
        Type::Json => true,
        Type::Text(_) | Type::Secret | Type::Time => value.is_string(),
        Type::Bool => value.is_boolean(),
        Type::Int => value.is_i64(),
        Type::Number => value.is_number(),
        Type::List(item) => match value.as_array() {
            Some(items) => {
                for (index, one) in items.iter().enumerate() {
                    fits(api, one, item, &format!("{at}[{index}]"), differences);
                }
                true
            }
            None => false,
        },
        Type::Map(item) => match value.as_object() {
            Some(entries) => {
                for (name, one) in entries {
                    fits(api, one, item, &format!("{at}.{name}"), differences);
                }
                true
            }
            None => false,
        },
        Type::Model(name) => match (api.model(name).map(|model| &model.kind), value) {
            (Some(ModelKind::Enum { .. }), value) => value.is_string(),
            (Some(ModelKind::Record { fields, .. }), Value::Object(object)) => {
                for name in object.keys() {
                    if !fields.iter().any(|field| field.wire == *name) {
                        differences.push(format!("{at}.{name} is not described"));
                    }
                }
                for field in fields {
                    let at = format!("{at}.{}", field.wire);
                    match object.get(&field.wire) {
                        None if field.optional => {}
                        None => differences.push(format!("{at} is missing")),
                        Some(value) => fits(api, value, &field.ty, &at, differences),
                    }
                }
                true
            }
            (Some(ModelKind::Union { tag, arms }), Value::Object(object)) => {
                let given = object.get(tag).and_then(Value::as_str);
                if let Some(arm) = arms.iter().find(|arm| Some(arm.tag.as_str()) == given) {
                    let arm = Type::Model(arm.model.clone());
                    fits(api, value, &arm, at, differences);
                }
                given.is_some()
            }
            _ => false,
        },
    };
    if !right {
        differences.push(format!("{at} is not of its type"));
    }
}

/// The pairs of a query or a form.
fn pairs(text: &str) -> Result<Vec<(String, String)>, String> {
    text.split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').ok_or("a name without a value")?;
            Ok((decoded(name)?, decoded(value)?))
        })
        .collect()
}

/// Undoes percent encoding; what stands unencoded and is not unreserved (RFC 3986) is a fault.
fn decoded(text: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first == b'%' {
            let digits = rest.split_at_checked(2).ok_or("half of an escape")?;
            let hex = std::str::from_utf8(digits.0).map_err(|error| error.to_string())?;
            bytes.push(u8::from_str_radix(hex, 16).map_err(|error| error.to_string())?);
            rest = digits.1;
        } else if first.is_ascii_alphanumeric() || b"-._~".contains(first) {
            bytes.push(*first);
        } else {
            return Err(format!("{:?} is not encoded", char::from(*first)));
        }
    }
    String::from_utf8(bytes).map_err(|error| error.to_string())
}
