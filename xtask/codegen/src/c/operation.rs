//! One function for each operation, with its options and the pages of its list beside it.

use anyhow::{Context as _, bail};
use spec::ir::{Body, Group, Operation, Pages, Param, Type};
use spec::names::snake;

use super::names::{argument, row};
use super::options;
use super::sheet::{Function, Sheet, c_type, join};
use super::surface::{Shape, Surface};
use crate::rust_core::operation::is_address;

/// The functions of a group.
pub(super) fn add(sheet: &mut Sheet, surface: &Surface<'_>, group: &Group) -> anyhow::Result<()> {
    for operation in &group.operations {
        functions(sheet, surface, group, operation)
            .with_context(|| format!("{}: operation `{}`", operation.mark, operation.id))?;
    }
    Ok(())
}

fn functions(
    sheet: &mut Sheet,
    surface: &Surface<'_>,
    group: &Group,
    operation: &Operation,
) -> anyhow::Result<()> {
    let function = format!("ory_client_{}", snake(&operation.id));
    sheet.index(&function, &operation.method, &operation.path);
    sheet.heading(&format!("{}: {}", operation.id, operation.about));
    if operation.params.iter().any(|param| param.optional) {
        options::add(sheet, surface, group, operation)?;
    }
    call(sheet, surface, group, operation)?;
    if is_address(operation) {
        address(sheet, surface, group, operation)?;
    }
    Ok(())
}

/// The function that calls an operation; for a list that comes in pages also those that walk through it.
fn call(
    sheet: &mut Sheet,
    surface: &Surface<'_>,
    group: &Group,
    operation: &Operation,
) -> anyhow::Result<()> {
    let mut request = Request::of(surface, operation)?;
    let id = snake(&operation.id);
    let row = row(group, operation);
    let head = |function: &str, rows: &[String], answer: &str| {
        format!(
            "operation! {{ {function}, {row}; {}; {answer}",
            rows.join(", ")
        )
    };
    let name = format!("ory_client_{id}");
    let arguments = request.arguments.clone();
    let (answer, end) = match answer(surface, operation, &request.names)? {
        None => (None, "nothing".to_owned()),
        Some(answer) => {
            let end = format!("{} {}", answer.how, answer.ty);
            (Some(answer), end)
        }
    };
    let notes = request.notes.join(" ");
    let about = match &answer {
        Some(answer) if answer.how == "optional_model" => join(&[
            &operation.about,
            &notes,
            &format!(
                "`*{}` is NULL where the server answers without a body.",
                answer.name
            ),
        ]),
        _ => join(&[&operation.about, &notes]),
    };
    if let Some(answer) = answer {
        request
            .arguments
            .push((answer.name, format!("*mut *mut {}", answer.ty)));
    }
    let error = ("error".to_owned(), "*mut *mut ory_error".to_owned());
    request.arguments.push(error.clone());
    sheet.function(Function {
        about,
        name: name.clone(),
        arguments: request.arguments,
        result: Some("ory_result".to_owned()),
    });
    sheet.table(&head(&id, &request.rows, &end), &[]);
    let Some(answer) = operation
        .answer()
        .filter(|_| operation.pages != Pages::None)
    else {
        return Ok(());
    };
    let (list, out) = match answer {
        Type::List(item) => (surface.list_name(item)?, "list"),
        Type::Model(model) => (Surface::type_name(model), "page"),
        _ => bail!("C has no pages of such a type"),
    };
    let pages = format!("ory_{id}_pages");
    sheet.own_opaque(&pages, &format!("The pages of `{}`.", operation.id));
    let mut arguments = arguments;
    arguments.push(("pages".to_owned(), format!("*mut *mut {pages}")));
    arguments.push(error.clone());
    sheet.function(Function {
        about:
            "All pages of the list, without rows that servers lose or repeat; nothing is sent yet."
                .to_owned(),
        name: format!("{name}_pages"),
        arguments,
        result: Some("ory_result".to_owned()),
    });
    sheet.function(Function {
        about: format!("Requests the next page; `*{out}` is NULL at the end. After an error the same page can be requested again."),
        name: format!("{pages}_next"),
        arguments: vec![
            ("pages".to_owned(), format!("*mut {pages}")),
            (out.to_owned(), format!("*mut *mut {list}")),
            error,
        ],
        result: Some("ory_result".to_owned()),
    });
    sheet.function(Function {
        about: "Frees it, before or after the client.".to_owned(),
        name: format!("{pages}_free"),
        arguments: vec![("pages".to_owned(), format!("*mut {pages}"))],
        result: None,
    });
    let end = format!("pages {pages}");
    sheet.table(&head(&format!("{id}_pages"), &request.rows, &end), &[]);
    sheet.table(&format!("pages! {{ {pages}, {list}"), &[]);
    Ok(())
}

/// The function that gives the address of an operation, for a browser or another server.
fn address(
    sheet: &mut Sheet,
    surface: &Surface<'_>,
    group: &Group,
    operation: &Operation,
) -> anyhow::Result<()> {
    let without_body = Operation {
        body: None,
        ..operation.clone()
    };
    let mut request = Request::of(surface, &without_body)?;
    let id = snake(&operation.id);
    request
        .arguments
        .push(("url".to_owned(), "*mut *mut ory_text".to_owned()));
    request
        .arguments
        .push(("error".to_owned(), "*mut *mut ory_error".to_owned()));
    sheet.function(Function {
        about: format!(
            "Writes the address of `{}` into `*url`; nothing is sent.",
            operation.id
        ),
        name: format!("ory_client_{id}_url"),
        arguments: request.arguments,
        result: Some("ory_result".to_owned()),
    });
    let head = format!(
        "operation! {{ {id}_url, {}; {}; url ory_text",
        row(group, operation),
        request.rows.join(", ")
    );
    sheet.table(&head, &[]);
    Ok(())
}

/// What an operation is called with.
struct Request {
    names: Vec<String>,
    arguments: Vec<(String, String)>,
    rows: Vec<String>,
    notes: Vec<String>,
}

impl Request {
    fn of(surface: &Surface<'_>, operation: &Operation) -> anyhow::Result<Self> {
        let mut request = Self {
            names: ["client", "body", "options", "error", "out", "call", "url"]
                .map(str::to_owned)
                .to_vec(),
            arguments: vec![("client".to_owned(), "*const ory_client".to_owned())],
            rows: Vec::new(),
            notes: Vec::new(),
        };
        for (index, param) in operation.params.iter().enumerate() {
            if !param.optional {
                request.param(surface, param, index)?;
            }
        }
        if let Some(body) = &operation.body {
            request.body(surface, body)?;
        }
        if operation.params.iter().any(|param| param.optional) {
            let name = options::name(operation);
            request.rows.push(format!("options = options({name})"));
            request
                .arguments
                .push(("options".to_owned(), format!("*const {name}")));
        }
        Ok(request)
    }

    fn body(&mut self, surface: &Surface<'_>, body: &Body) -> anyhow::Result<()> {
        let name = match &body.ty {
            Type::Model(name) => surface.builder_name(name),
            Type::List(item) => match &**item {
                Type::Model(name) => surface.list_builder_name(name),
                _ => bail!("C has no body of such a type"),
            },
            Type::Text(_) if !body.optional => {
                self.rows.push("body = text_body()".to_owned());
                self.arguments
                    .push(("body".to_owned(), "ory_str".to_owned()));
                return Ok(());
            }
            _ => bail!("C has no body of such a type"),
        };
        let kind = if body.optional {
            self.notes.push("`body` may be NULL.".to_owned());
            "optional_body"
        } else {
            "body"
        };
        self.rows.push(format!("body = {kind}({name})"));
        self.arguments
            .push(("body".to_owned(), format!("*const {name}")));
        Ok(())
    }

    fn param(&mut self, surface: &Surface<'_>, param: &Param, index: usize) -> anyhow::Result<()> {
        let name = fresh(&param.wire, &self.names);
        let kind = surface.param_kind(&param.ty)?;
        if let Some(about) = &param.about {
            self.notes.push(format!("`{name}`: {about}"));
        }
        if let Shape::Enum(model) = surface.shape(&param.ty)? {
            self.notes.push(format!(
                "`{name}` is a text, such as one of `{}_text`.",
                Surface::type_name(&model.name)
            ));
        }
        self.rows.push(format!("{name} = {kind}({index})"));
        self.arguments.push((name.clone(), c_type(kind, None)));
        self.names.push(name);
        Ok(())
    }
}

/// What an operation writes on success.
struct Answer {
    name: String,
    ty: String,
    how: &'static str,
}

fn answer(
    surface: &Surface<'_>,
    operation: &Operation,
    names: &[String],
) -> anyhow::Result<Option<Answer>> {
    let Some(ty) = operation.answer() else {
        return Ok(None);
    };
    let answer = |name: &str, ty: String, how: &'static str| Answer {
        name: fresh(name, names),
        ty,
        how,
    };
    Ok(Some(match (ty, surface.shape(ty)?) {
        (Type::List(item), _) => answer("list", surface.list_name(item)?, "list"),
        (_, Shape::Record(model) | Shape::Union(model)) => {
            let how = if operation.may_be_empty() {
                "optional_model"
            } else {
                "model"
            };
            answer(&model.name, Surface::type_name(&model.name), how)
        }
        (_, Shape::Json) => answer("json", "ory_text".to_owned(), "json"),
        (_, Shape::Text) => answer("text", "ory_text".to_owned(), "text"),
        _ => bail!("C has no answer of such a type"),
    }))
}

/// A name for an argument that no other argument has.
fn fresh(name: &str, taken: &[String]) -> String {
    let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
    argument(name, &taken)
}
