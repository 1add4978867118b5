//! Rows of the operation table: one static an operation, one file a group.

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::{
    Answer, Api, Credential, Group, Operation, Pages, Param, Place, Retry, Service, Type,
};
use spec::names::screaming;

use crate::File;
use crate::rust::{self, ident};

/// One file a group, and the module that lists them.
pub fn files(api: &Api) -> anyhow::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut list = TokenStream::new();
    for group in api
        .groups
        .iter()
        .filter(|group| !group.operations.is_empty())
    {
        files.push(File {
            path: format!("core/src/request/operation/table/{}.rs", group.name),
            text: rust::file(
                &format!("{}.yaml", group.name),
                &format!("Operations of the group `{}`.", group.name),
                &table(group),
            )?,
        });
        let (module, feature) = (ident(&group.name), &group.name);
        list.extend(quote! { #[cfg(feature = #feature)] pub mod #module; });
    }
    files.push(File {
        path: "core/src/request/operation/table/mod.rs".into(),
        text: rust::file("*.yaml", "The operation table, by group.", &list)?,
    });
    Ok(files)
}

fn table(group: &Group) -> TokenStream {
    let rows = group.operations.iter().map(row);
    let names = group
        .operations
        .iter()
        .map(|operation| ident(&screaming(&operation.id)));
    let about = rust::doc("Every operation of this group, in the order of `api/`.");
    let param = group
        .operations
        .iter()
        .any(|operation| !operation.params.is_empty())
        .then(|| quote!(Param,));
    quote! {
        use crate::request::operation::{
            BodyKind, CredentialKind, Method, Operation, Pagination, #param ResponseSpec, Retry,
            Service,
        };
        #(#rows)*
        #about
        pub static ALL: &[&Operation] = &[#(&#names),*];
    }
}

fn row(operation: &Operation) -> TokenStream {
    let about = rust::doc(&match operation.about.as_str() {
        "" => format!("`{}`.", operation.id),
        about => format!("`{}`: {about}", operation.id),
    });
    let name = ident(&screaming(&operation.id));
    let (id, path) = (&operation.id, &operation.path);
    let method = ident(&title(&operation.method));
    let service = service(operation.service);
    let credential = ident(credential(operation.credential));
    let params = operation.params.iter().map(param);
    let body = ident(match &operation.body {
        None => "None",
        Some(body) if body.form => "Form",
        Some(body) if body.optional => "JsonOptional",
        Some(_) => "Json",
    });
    let answers = values(operation).into_iter().map(answer);
    let pages = ident(match operation.pages {
        Pages::None => "None",
        Pages::LinkToken => "LinkToken",
        Pages::LinkOffset => "LinkOffset",
        Pages::BodyToken => "BodyToken",
        Pages::BodyTokenFlag => "BodyTokenFlag",
        Pages::BodyNext => "BodyNext",
    });
    let retry = ident(match operation.retry {
        Retry::Safe => "Safe",
        Retry::Idempotent => "Idempotent",
        Retry::Unsafe => "Unsafe",
    });
    let in_turn = operation.in_turn;
    let bucket = match &operation.bucket {
        Some(bucket) => quote!(Some(#bucket)),
        None => quote!(None),
    };
    quote! {
        #about
        pub static #name: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            service: Service::#service,
            credential: CredentialKind::#credential,
            params: &[#(#params),*],
            body: BodyKind::#body,
            responses: &[#(#answers),*],
            pagination: Pagination::#pages,
            retry: Retry::#retry,
            serialized: #in_turn,
            bucket: #bucket,
        };
    }
}

fn param(param: &Param) -> TokenStream {
    let name = &param.wire;
    let mut row = match param.place {
        Place::Path => quote!(Param::path(#name)),
        Place::Query => quote!(Param::query(#name)),
        Place::Header => quote!(Param::header(#name)),
    };
    if !param.optional && param.place != Place::Path {
        row.extend(quote!(.required()));
    }
    if matches!(param.ty, Type::List(_)) {
        row.extend(quote!(.many()));
    }
    if param.ty == Type::Secret {
        row.extend(quote!(.secret()));
    }
    row
}

/// The answers that carry the operation's value: successes, or redirects where there is no success, and a refusal
/// that is the same value (`checkPermission` says 403 with `{"allowed": false}`).
pub(crate) fn values(operation: &Operation) -> Vec<&Answer> {
    let within = |range: std::ops::Range<u16>| -> Vec<&Answer> {
        operation
            .answers
            .iter()
            .filter(|answer| range.contains(&answer.status))
            .collect()
    };
    let mut values = within(200..300);
    if values.is_empty() {
        return within(300..400);
    }
    values.extend(
        within(403..404)
            .into_iter()
            .filter(|answer| answer.ty.is_some() && answer.ty.as_ref() == operation.answer()),
    );
    values
}

fn answer(answer: &Answer) -> TokenStream {
    let status = proc_macro2::Literal::u16_unsuffixed(answer.status);
    match &answer.ty {
        None => quote!(ResponseSpec::empty(#status)),
        Some(Type::Text(_)) => quote!(ResponseSpec::text(#status)),
        Some(_) => quote!(ResponseSpec::json(#status)),
    }
}

fn service(service: Service) -> proc_macro2::Ident {
    ident(match service {
        Service::KratosPublic => "KratosPublic",
        Service::KratosAdmin => "KratosAdmin",
        Service::HydraPublic => "HydraPublic",
        Service::HydraAdmin => "HydraAdmin",
        Service::KetoRead => "KetoRead",
        Service::KetoWrite => "KetoWrite",
        Service::KetoOpl => "KetoOpl",
        Service::Network => "Network",
        Service::Console => "Console",
        Service::Any => "Any",
    })
}

/// The credential's name in `CredentialKind`.
pub(crate) fn credential(credential: Credential) -> &'static str {
    match credential {
        Credential::None => "None",
        Credential::ProjectKey => "ProjectKey",
        Credential::WorkspaceKey => "WorkspaceKey",
        Credential::Session => "Session",
        Credential::SessionOptional => "SessionOptional",
        Credential::ClientBasic => "ClientBasic",
        Credential::Bearer => "Bearer",
    }
}

/// `Get` for `GET`.
fn title(method: &str) -> String {
    let mut letters = method.chars();
    letters.next().map_or_else(String::new, |first| {
        first
            .to_uppercase()
            .chain(letters.flat_map(char::to_lowercase))
            .collect()
    })
}
