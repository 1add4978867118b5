//! One function an operation, and the options that it may take.

use anyhow::bail;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::ir::{Group, Operation, Pages, Param, Type};
use spec::names::{screaming, snake};

use super::file::Folder;
use super::function::Function;
use super::names::argument;
use super::surface::{Shape, Surface};
use super::{options, pages};
use crate::File;
use crate::rust::ident;

/// The functions of every group.
pub fn files(surface: &Surface<'_>) -> anyhow::Result<Vec<File>> {
    let mut folder = Folder::new(
        "operation",
        "One function an operation, one module a group.",
    );
    for group in &surface.api.groups {
        let from = format!("{}.yaml", group.name);
        let mut calls = Vec::new();
        let mut all_options = Vec::new();
        for operation in &group.operations {
            calls.push(call(surface, group, operation)?);
            if operation.params.iter().any(|param| param.optional) {
                all_options.push(options::options(surface, group, operation)?);
            }
        }
        let about = format!("Operations of the group `{}`.", group.name);
        folder.add(&group.name, &from, &about, &calls)?;
        let about = format!("Options of the operations of the group `{}`.", group.name);
        folder.add(
            &format!("{}_options", group.name),
            &from,
            &about,
            &all_options,
        )?;
    }
    folder.end()
}

/// Where core's row of an operation is.
pub fn row(group: &Group, operation: &Operation) -> TokenStream {
    let (group, name) = (ident(&group.name), ident(&screaming(&operation.id)));
    quote!(row::#group::#name)
}

/// How a parameter comes in: its type in C, the expression that makes it text, what the documentation adds.
pub fn input(
    surface: &Surface<'_>,
    ty: &Type,
    name: &str,
) -> anyhow::Result<(TokenStream, TokenStream, String)> {
    let name = ident(name);
    Ok(match surface.shape(ty)? {
        Shape::Text | Shape::Time => (
            quote!(ory_str),
            quote!(arguments::text(#name)),
            String::new(),
        ),
        Shape::Enum(model) => (
            quote!(ory_str),
            quote!(arguments::text(#name)),
            format!(
                ", by its text; `{}_text` has those known",
                Surface::type_name(&model.name)
            ),
        ),
        Shape::Bool => (
            quote!(bool),
            quote!(arguments::boolean(#name)),
            String::new(),
        ),
        Shape::Int => (quote!(i64), quote!(arguments::int(#name)), String::new()),
        Shape::Number => (quote!(f64), quote!(arguments::number(#name)), String::new()),
        _ => bail!("C has no parameter of such a type"),
    })
}

/// The function that calls an operation; for a list that comes in pages also those that walk through it.
fn call(
    surface: &Surface<'_>,
    group: &Group,
    operation: &Operation,
) -> anyhow::Result<TokenStream> {
    let Asked {
        names,
        mut arguments,
        mut told,
        steps,
    } = asked(surface, group, operation)?;
    let walk = match operation.answer() {
        Some(Type::List(item)) if operation.pages != Pages::None => Some(pages::pages(
            operation,
            &surface.list_name(item)?,
            &arguments,
            &told,
            &steps,
        )),
        _ => None,
    };
    let answer = answer(surface, operation, &names)?;
    let end = answer.end;
    if let Some((name, ty)) = answer.out {
        told.push(answer.about);
        arguments.push((name, ty));
    }
    arguments.push(("error".to_owned(), quote!(*mut *mut ory_error)));
    let call = Function {
        about: format!("{}\n\n{}", about(operation), told.join(" "))
            .trim()
            .to_owned(),
        name: format!("ory_client_{}", snake(&operation.id)),
        arguments,
        result: Some(quote!(ory_result)),
        body: quote!(#steps.#end),
    }
    .guarded_result();
    Ok(quote!(#call #walk))
}

fn about(operation: &Operation) -> String {
    format!("{} Ory's operation `{}`.", operation.about, operation.id)
        .trim()
        .to_owned()
}

/// What an operation is asked with.
struct Asked {
    names: Vec<String>,
    arguments: Vec<(String, TokenStream)>,
    told: Vec<String>,
    steps: TokenStream,
}

fn asked(surface: &Surface<'_>, group: &Group, operation: &Operation) -> anyhow::Result<Asked> {
    let row = row(group, operation);
    let mut names: Vec<String> = ["client", "body", "options", "error"]
        .map(str::to_owned)
        .to_vec();
    let mut arguments = vec![("client".to_owned(), quote!(*const ory_client))];
    let mut told = Vec::new();
    let mut steps = quote!(Call::new(client, &#row)?);
    for (index, param) in operation
        .params
        .iter()
        .enumerate()
        .filter(|(_, param)| !param.optional)
    {
        let name = fresh(&param.wire, &names);
        names.push(name.clone());
        let (ty, value, note) = input(surface, &param.ty, &name)?;
        if let Some(about) = meaning(param, &note) {
            told.push(format!("`{name}`: {about}"));
        }
        let index = Literal::usize_unsuffixed(index);
        steps = quote!(#steps.param(#index, #value));
        arguments.push((name, ty));
    }
    if let Some(body) = &operation.body {
        let name = match &body.ty {
            Type::Model(name) => surface.builder_name(name),
            Type::List(item) => match &**item {
                Type::Model(name) => surface.series_name(name),
                _ => bail!("{}: C has no body of such a type", operation.id),
            },
            _ => bail!("{}: C has no body of such a type", operation.id),
        };
        let ty = ident(&name);
        arguments.push(("body".to_owned(), quote!(*const #ty)));
        if body.optional {
            told.push("`body` may be NULL.".to_owned());
            steps = quote!(#steps.optional_body(body)?);
        } else {
            steps = quote!(#steps.body(body)?);
        }
    }
    if operation.params.iter().any(|param| param.optional) {
        let ty = ident(&options::name(operation));
        arguments.push(("options".to_owned(), quote!(*const #ty)));
        told.push("`options` may be NULL.".to_owned());
        steps = quote!(#steps.options(options));
    }
    Ok(Asked {
        names,
        arguments,
        told,
        steps,
    })
}

/// What an operation writes on success.
struct Out {
    out: Option<(String, TokenStream)>,
    end: TokenStream,
    about: String,
}

fn answer(surface: &Surface<'_>, operation: &Operation, names: &[String]) -> anyhow::Result<Out> {
    let Some(ty) = operation.answer() else {
        return Ok(Out {
            out: None,
            end: quote!(nothing()),
            about: String::new(),
        });
    };
    let owned = |name: &str, ty: &str, end: TokenStream| {
        let place = ident(name);
        let handle = ident(ty);
        Out {
            out: Some((name.to_owned(), quote!(*mut *mut #handle))),
            end: quote!(#end(#place)),
            about: format!("On success `*{name}` is the caller's; end it with `{ty}_free`."),
        }
    };
    Ok(match (ty, surface.shape(ty)?) {
        (Type::List(item), _) => {
            let name = fresh("list", names);
            owned(&name, &surface.list_name(item)?, quote!(list))
        }
        (_, Shape::Record(model) | Shape::Union(model)) => {
            let name = fresh(&model.name, names);
            let ty = Surface::type_name(&model.name);
            if operation.may_be_empty() {
                let mut out = owned(&name, &ty, quote!(optional_model));
                out.about
                    .push_str(" It is NULL where the server answered without a body.");
                out
            } else {
                owned(&name, &ty, quote!(model))
            }
        }
        (_, Shape::Json) => owned(&fresh("json", names), "ory_text", quote!(json)),
        (_, Shape::Text) => owned(&fresh("text", names), "ory_text", quote!(text)),
        _ => bail!("{}: C has no answer of such a type", operation.id),
    })
}

/// What the documentation says about an argument, if it is more than its name.
fn meaning(param: &Param, note: &str) -> Option<String> {
    match (&param.about, note) {
        (None, "") => None,
        (None, note) => Some(format!("{}.", note.trim_start_matches(", "))),
        (Some(about), "") => Some(about.clone()),
        (Some(about), note) => Some(format!("{}{note}.", about.trim_end_matches('.'))),
    }
}

/// A name for an argument that no other argument has.
fn fresh(name: &str, taken: &[String]) -> String {
    let taken: Vec<&str> = taken.iter().map(String::as_str).collect();
    argument(name, &taken)
}
