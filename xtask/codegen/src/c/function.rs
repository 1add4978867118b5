//! One exported function: documentation, signature, and a body that is one call of the panic guard.

use proc_macro2::TokenStream;
use quote::quote;
use spec::ir::Model;

use crate::rust::{self, ident};

/// An exported function.
pub struct Function {
    /// Documentation.
    pub about: String,
    /// Name in C.
    pub name: String,
    /// Arguments: name, Rust type.
    pub arguments: Vec<(String, TokenStream)>,
    /// What it returns.
    pub result: Option<TokenStream>,
    /// The expression inside the guard.
    pub body: TokenStream,
}

impl Function {
    /// As Rust, with a guard that turns a panic into the empty value.
    #[must_use]
    pub fn guarded(&self) -> TokenStream {
        let body = &self.body;
        self.written(&quote!(guard(|| #body)))
    }

    /// As Rust, with a guard that turns errors and panics into a result and an error object.
    #[must_use]
    pub fn guarded_result(&self) -> TokenStream {
        let body = &self.body;
        self.written(&quote!(guard_result(error, || #body)))
    }

    fn written(&self, body: &TokenStream) -> TokenStream {
        let about = rust::doc(&self.about);
        let name = ident(&self.name);
        let arguments = self.arguments.iter().map(|(name, ty)| {
            let name = ident(name);
            quote!(#name: #ty)
        });
        let result = self.result.as_ref().map(|ty| quote!(-> #ty));
        quote! {
            #about
            #[unsafe(no_mangle)]
            pub extern "C" fn #name(#(#arguments),*) #result {
                #body
            }
        }
    }
}

/// How an object comes from JSON, and how it ends.
pub struct Life<'a> {
    /// The type's name in C.
    pub name: &'a str,
    /// What its functions call the object.
    pub own: &'a str,
    /// The module that does the work.
    pub by: &'a str,
    /// Documentation of the reading.
    pub reads: String,
    /// Documentation of the end.
    pub ends: &'a str,
}

impl Life<'_> {
    /// The two functions.
    #[must_use]
    pub fn functions(self) -> TokenStream {
        let Self { name, own, .. } = self;
        let ty = ident(name);
        let object = ident(own);
        let by = ident(self.by);
        let from_json = Function {
            about: self.reads,
            name: format!("{name}_from_json"),
            arguments: vec![
                ("json".to_owned(), quote!(ory_str)),
                (own.to_owned(), quote!(*mut *mut #ty)),
                ("error".to_owned(), quote!(*mut *mut ory_error)),
            ],
            result: Some(quote!(ory_result)),
            body: quote!(#by::from_json(json, #object)),
        }
        .guarded_result();
        let free = Function {
            about: self.ends.to_owned(),
            name: format!("{name}_free"),
            arguments: vec![(own.to_owned(), quote!(*mut #ty))],
            result: None,
            body: quote!(#by::free(#object)),
        }
        .guarded();
        quote!(#from_json #free)
    }
}

/// What the description says of a model, or at least whose it is.
#[must_use]
pub fn sentence(model: &Model) -> String {
    if model.about.is_empty() {
        format!("Ory's `{}`.", model.name)
    } else {
        model.about.clone()
    }
}

/// An opaque type: C has only pointers to it.
#[must_use]
pub fn opaque(name: &str, about: &str) -> TokenStream {
    let about = rust::doc(about);
    let name = ident(name);
    quote! {
        #about
        pub struct #name {
            _private: [u8; 0],
        }
    }
}
