//! One exported function: documentation, signature, and a body that is one call of the panic guard.

use proc_macro2::TokenStream;
use quote::quote;

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
