//! The error of Kotlin and Swift: a case for each kind.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use spec::ir::Api;
use spec::names;

use super::names::SWIFT;
use crate::file::File;
use crate::rust::{self, doc};

/// The Rust enum. Kotlin's classes have their member from a patch.
pub(crate) fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let kinds = &api.client.kinds;
    if kinds.is_empty() {
        return Ok(Vec::new());
    }
    Ok(vec![File {
        path: "bindings-uniffi/src/error.rs".to_owned(),
        text: rust::file(
            "client.yaml",
            "The error that every call throws: a case for each kind, the same fields in all of them.",
            &rust_enum(kinds),
        )?,
    }])
}

/// What Swift's error has beside uniffi's enum.
pub(crate) fn swift_source(api: &Api) -> File {
    let kinds = api.client.kinds.iter();
    let cases: Vec<String> = kinds.map(|(kind, _)| names::pascal(kind)).collect();
    File {
        path: format!("{SWIFT}/Errors.swift"),
        text: swift(&cases),
    }
}

fn rust_enum(kinds: &[(String, String)]) -> TokenStream {
    let case = |kind: &String| format_ident!("{}", names::pascal(kind));
    let cases = kinds.iter().map(|(kind, about)| {
        let (case, about) = (case(kind), doc(about));
        quote! {
            #about
            #case {
                /// The fields.
                problem: Problem,
            },
        }
    });
    let known = kinds.iter().filter(|(kind, _)| kind != "internal");
    let arms = known.map(|(kind, _)| {
        let case = case(kind);
        quote!(ErrorKind::#case => Self::#case { problem },)
    });
    let all = kinds.iter().map(|(kind, _)| case(kind));
    quote! {
        use std::fmt;
        use ory_hub::{ErrorKind, Problem};
        use crate::spelling;
        /// What went wrong.
        #[derive(Debug, uniffi::Error)]
        pub(crate) enum OryError { #(#cases)* }
        impl From<ory_hub::OryError> for OryError {
            fn from(error: ory_hub::OryError) -> Self {
                let problem = spelling::of_language(error.into_problem());
                match problem.kind {
                    #(#arms)*
                    _ => Self::Internal { problem },
                }
            }
        }
        impl fmt::Display for OryError {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    #(Self::#all { problem })|* => problem.fmt(f),
                }
            }
        }
        impl std::error::Error for OryError {}
    }
}

fn swift(cases: &[String]) -> String {
    let patterns: Vec<String> = cases
        .iter()
        .map(|case| format!("let .{case}(problem)"))
        .collect();
    format!(
        "// {}
extension OryError {{
    /// The fields of the error, for every case.
    public var problem: Problem {{
        switch self {{
        case {}:
            return problem
        }}
    }}
}}
",
        rust::mark("client.yaml"),
        patterns.join(",\n            ")
    )
}
