//! `api/client.yaml`, which every binding is generated from, says what core's own structs say.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::path::Path;

use quote::ToTokens as _;
use spec::ir::{ClientField, Type};
use syn::{Expr, Fields, Item};

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn source(path: &str) -> syn::File {
    syn::parse_file(&std::fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

/// Names and types of a struct's fields.
fn fields(file: &syn::File, name: &str) -> Vec<(String, String)> {
    let found = file.items.iter().find_map(|item| match item {
        Item::Struct(item) if item.ident == name => Some(item),
        _ => None,
    });
    let Fields::Named(named) = &found.expect("the struct is there").fields else {
        panic!("{name} has named fields");
    };
    named
        .named
        .iter()
        .map(|field| {
            let ty = field.ty.to_token_stream().to_string().replace(' ', "");
            (field.ident.as_ref().unwrap().to_string(), ty)
        })
        .collect()
}

fn described(field: &ClientField) -> (String, Vec<String>) {
    let plain: &[&str] = match &field.ty {
        Type::Text(_) => &["String"],
        Type::Secret => &["Secret"],
        Type::Bool => &["bool"],
        Type::Int => &["u16", "u32", "u64"],
        Type::Json => &["Details"],
        Type::Map(_) => &["HashMap<String,String>"],
        Type::Model(name) => return (field.name.clone(), vec![name.clone()]),
        other => panic!("{}: {other:?}", field.name),
    };
    let types = plain
        .iter()
        .map(|ty| {
            if field.optional {
                format!("Option<{ty}>")
            } else {
                (*ty).to_owned()
            }
        })
        .collect();
    (field.name.clone(), types)
}

fn agree(described_fields: &[ClientField], written: &[(String, String)]) {
    let names: Vec<&str> = described_fields
        .iter()
        .map(|field| field.name.as_str())
        .collect();
    let known: Vec<&str> = written.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, known);
    for (field, (name, ty)) in described_fields.iter().zip(written) {
        let (_, types) = described(field);
        assert!(
            types.contains(ty) || (name == "kind" && ty == "ErrorKind"),
            "{name}: {ty} is none of {types:?}"
        );
    }
}

#[test]
fn the_configuration_has_the_described_fields() {
    let api = spec::load(root()).unwrap();
    agree(
        &api.client.config,
        &fields(&source("core/src/client/config/mod.rs"), "OryConfig"),
    );
}

#[test]
fn an_error_has_the_described_facts() {
    let api = spec::load(root()).unwrap();
    agree(
        &api.client.problem,
        &fields(&source("core/src/error/problem.rs"), "Problem"),
    );
}

#[test]
fn defaults_are_the_described_ones() {
    let api = spec::load(root()).unwrap();
    let file = source("core/src/client/config/mod.rs");
    let text = file
        .items
        .iter()
        .find_map(|item| match item {
            Item::Impl(item) => {
                let text = item.to_token_stream().to_string().replace([' ', '_'], "");
                text.starts_with("implDefaultfor").then_some(text)
            }
            _ => None,
        })
        .unwrap();
    for field in &api.client.config {
        let none = match field.ty {
            Type::Map(_) => "HashMap::new()",
            _ => "None",
        };
        let value = field.default.clone().unwrap_or_else(|| none.into());
        let line = format!("{}:{value},", field.name.replace('_', ""));
        assert!(text.contains(&line), "{line} in {text}");
    }
}

#[test]
fn the_kinds_of_errors_are_the_described_ones() {
    let api = spec::load(root()).unwrap();
    let file = source("core/src/error/kind.rs");
    let mut known = Vec::new();
    for item in &file.items {
        if let Item::Impl(item) = item
            && item.self_ty.to_token_stream().to_string() == "ErrorKind"
        {
            for literal in strings(&item.to_token_stream().to_string()) {
                known.push(literal);
            }
        }
    }
    let described: Vec<String> = api
        .client
        .kinds
        .iter()
        .map(|(name, _)| name.clone())
        .collect();
    assert_eq!(described, known);
}

/// The string literals of an `impl` whose documentation is not asked for.
fn strings(text: &str) -> Vec<String> {
    let parsed: syn::ItemImpl = syn::parse_str(text).unwrap();
    let mut found = Vec::new();
    for item in parsed.items {
        if let syn::ImplItem::Fn(function) = item
            && let Some(syn::Stmt::Expr(Expr::Match(expression), _)) = function.block.stmts.first()
        {
            for arm in &expression.arms {
                if let Expr::Lit(literal) = arm.body.as_ref()
                    && let syn::Lit::Str(literal) = &literal.lit
                {
                    found.push(literal.value());
                }
            }
        }
    }
    found
}
