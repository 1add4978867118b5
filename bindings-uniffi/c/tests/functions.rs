//! Rules that every C function keeps, read off the sources.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, File, Item, ItemFn, Stmt, Visibility};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Every source of the crate: path below `src`, text.
fn sources() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    walk(&folder(), &mut paths);
    assert!(paths.len() > 20, "the sources are there");
    paths
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(folder()).unwrap().display().to_string();
            (name, std::fs::read_to_string(&path).unwrap())
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
fn hand_written_functions_run_inside_the_panic_guard() {
    let mut count = 0;
    for (path, text) in sources() {
        let file = syn::parse_file(&text).unwrap();
        let all = exported(&file).chain(file.items.iter().filter_map(|item| match item {
            Item::Fn(function) if path.starts_with("exports/") && is_visible(&function.vis) => {
                Some(function)
            }
            _ => None,
        }));
        for function in all.filter(|function| !is_plain(function)) {
            count += 1;
            assert!(is_guarded(function), "{path}: {}", function.sig.ident);
        }
    }
    assert!(count > 30, "{count} functions");
}

/// What needs no guard: helpers that no function of C calls by itself, and getters that look up and never compute.
const PLAIN: [&str; 13] = [
    "optional",
    "known_text",
    "key",
    "union_json",
    "union_kind",
    "union_tag",
    "arm",
    "list_len",
    "list_record",
    "list_union",
    "list_text",
    "next_page_token",
    "kind_text",
];

fn is_plain(function: &ItemFn) -> bool {
    PLAIN.contains(&function.sig.ident.to_string().as_str())
}

fn is_visible(visibility: &Visibility) -> bool {
    !matches!(visibility, Visibility::Inherited)
}

#[test]
fn functions_of_the_tables_run_inside_the_panic_guard() {
    let text = std::fs::read_to_string(folder().join("tables.rs")).unwrap();
    assert_eq!(
        text.matches("extern \"C\" fn ").count(),
        1,
        "`export!` alone makes functions"
    );
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    let mut count = 0;
    for (start, _) in text.match_indices("export!(") {
        let row = &text[start..];
        let (_, body) = row.split_once(" = ").unwrap();
        count += 1;
        assert!(
            body.starts_with("exports::") || body.starts_with("$crate::call::perform("),
            "{row:.120}"
        );
    }
    assert!(count > 30, "{count} kinds of functions");
    for name in ["exports/build.rs", "exports/options.rs"] {
        let text = std::fs::read_to_string(folder().join(name)).unwrap();
        let (_, text) = text.split_once("macro_rules!").unwrap();
        let (text, _) = text.split_once("\n}\n").unwrap();
        let bodies = text.matches("pub(crate) fn ").count();
        assert!(bodies > 4, "{name}: {bodies}");
        assert_eq!(text.matches("guard(|| ").count(), bodies, "{name}");
    }
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
fn hand_written_functions_are_documented_and_keep_their_names() {
    let mut names = BTreeSet::new();
    for (path, text) in sources() {
        let file = syn::parse_file(&text).unwrap();
        for function in exported(&file) {
            let name = function.sig.ident.to_string();
            assert!(name.starts_with("ory_"), "{path}: {name}");
            assert!(function.attrs.iter().any(is_no_mangle), "{name}");
            assert!(
                function
                    .attrs
                    .iter()
                    .any(|attribute| attribute.path().is_ident("doc")),
                "{name} has no documentation"
            );
            assert!(names.insert(name.clone()), "{name} is there twice");
        }
    }
    assert!(names.contains("ory_client_free"));
}

fn is_no_mangle(attribute: &Attribute) -> bool {
    attribute.path().is_ident("unsafe")
        && attribute
            .parse_args::<syn::Ident>()
            .is_ok_and(|name| name == "no_mangle")
}

#[test]
fn pointers_are_followed_in_three_files_only() {
    let found: Vec<String> = sources()
        .into_iter()
        .filter(|(_, text)| {
            text.lines()
                .any(|line| line.contains("unsafe {") || line.contains("unsafe fn"))
        })
        .map(|(path, _)| path)
        .collect();
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    assert_eq!(
        found.into_iter().collect::<Vec<_>>(),
        ["document.rs", "pointer.rs", "text.rs"]
    );
}
