//! Rules that every C function keeps: read off the sources, so that no function can be forgotten.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, File, Item, ItemFn, Stmt, Visibility};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source of the C functions.
fn sources() -> Vec<(PathBuf, File)> {
    let mut paths = Vec::new();
    walk(&folder(), &mut paths);
    assert!(paths.len() > 30, "the sources are there");
    paths
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let file = syn::parse_file(&text).unwrap();
            (path, file)
        })
        .collect()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|end| end == "rs") {
            paths.push(path);
        }
    }
}

fn exported(file: &File) -> impl Iterator<Item = &ItemFn> {
    file.items.iter().filter_map(|item| match item {
        Item::Fn(function) if function.sig.abi.is_some() => Some(function),
        _ => None,
    })
}

/// The body is nothing but a call of a guard around a closure.
fn is_guarded(function: &ItemFn) -> bool {
    let [Stmt::Expr(Expr::Call(call), None)] = &function.block.stmts[..] else {
        return false;
    };
    let Expr::Path(path) = &*call.func else {
        return false;
    };
    let arguments: Vec<&Expr> = call.args.iter().collect();
    if path.path.is_ident("guard") {
        return matches!(arguments[..], [Expr::Closure(_)]);
    }
    path.path.is_ident("guard_result") && matches!(arguments[..], [Expr::Path(_), Expr::Closure(_)])
}

#[test]
fn every_function_runs_inside_the_panic_guard() {
    let mut count = 0;
    let mut bare = Vec::new();
    for (path, file) in sources() {
        for function in exported(&file) {
            count += 1;
            if !is_guarded(function) {
                bare.push(format!("{}: {}", path.display(), function.sig.ident));
            }
        }
    }
    assert!(count > 1_000, "{count} functions");
    assert!(bare.is_empty(), "without a guard: {bare:#?}");
}

#[test]
fn a_function_without_a_guard_would_be_seen() {
    for bare in [
        "extern \"C\" fn a() { free(x) }",
        "extern \"C\" fn a() { let y = x; guard(|| free(y)) }",
        "extern \"C\" fn a() { guard(free(x)) }",
        "extern \"C\" fn a() { guard(|| free(x)); }",
        "extern \"C\" fn a() -> u8 { guard_result(|| free(x)) }",
    ] {
        assert!(!is_guarded(&syn::parse_str(bare).unwrap()), "{bare}");
    }
    let guarded = "extern \"C\" fn a() { guard(|| free(x)) }";
    assert!(is_guarded(&syn::parse_str(guarded).unwrap()));
}

#[test]
fn every_function_is_exported_by_its_own_name_once() {
    let mut names = BTreeSet::new();
    for (path, file) in sources() {
        for function in exported(&file) {
            let name = function.sig.ident.to_string();
            assert!(name.starts_with("ory_"), "{}: {name}", path.display());
            assert!(
                matches!(function.vis, Visibility::Public(_)),
                "{name} is public"
            );
            assert!(
                function.attrs.iter().any(is_no_mangle),
                "{name} keeps its name"
            );
            assert!(names.insert(name.clone()), "{name} is there twice");
        }
    }
}

fn is_no_mangle(attribute: &Attribute) -> bool {
    attribute.path().is_ident("unsafe")
        && attribute
            .parse_args::<syn::Ident>()
            .is_ok_and(|name| name == "no_mangle")
}

#[test]
fn everything_in_the_header_is_documented() {
    let mut silent = Vec::new();
    for (path, file) in sources() {
        let mut note = |name: &syn::Ident, attributes: &[Attribute]| {
            if !attributes
                .iter()
                .any(|attribute| attribute.path().is_ident("doc"))
            {
                silent.push(format!("{}: {name}", path.display()));
            }
        };
        for item in &file.items {
            match item {
                Item::Fn(item) if item.sig.abi.is_some() => note(&item.sig.ident, &item.attrs),
                Item::Const(item) if is_public(&item.vis) => note(&item.ident, &item.attrs),
                Item::Type(item) if is_public(&item.vis) => note(&item.ident, &item.attrs),
                Item::Struct(item) if is_public(&item.vis) => {
                    note(&item.ident, &item.attrs);
                    for field in item.fields.iter().filter(|field| is_public(&field.vis)) {
                        note(field.ident.as_ref().unwrap(), &field.attrs);
                    }
                }
                Item::Enum(item) if is_public(&item.vis) => {
                    note(&item.ident, &item.attrs);
                    for variant in &item.variants {
                        note(&variant.ident, &variant.attrs);
                    }
                }
                _ => {}
            }
        }
    }
    assert!(silent.is_empty(), "without documentation: {silent:#?}");
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

#[test]
fn pointers_are_followed_in_three_files_only() {
    let mut found = BTreeSet::new();
    for (path, _) in sources() {
        let text = std::fs::read_to_string(&path).unwrap();
        if text
            .lines()
            .any(|line| line.contains("unsafe {") || line.contains("unsafe fn"))
        {
            found.insert(path.strip_prefix(folder()).unwrap().display().to_string());
        }
    }
    let found: Vec<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(found, ["document.rs", "pointer.rs", "text.rs"]);
}
