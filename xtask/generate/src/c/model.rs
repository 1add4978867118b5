//! What C reads: opaque models with their getters, the numbers of enums, lists.

use describe::ir::{Arm, EnumValue, Field, Model, ModelKind, Type};
use describe::names::{constant, screaming, snake};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::file::Folder;
use super::function::{Function, opaque};
use super::names::object;
use super::surface::{Shape, Surface};
use crate::File;
use crate::core::family::families;
use crate::core::model::ordered;
use crate::rust::{self, ident};

/// Getters for every model that answers hold, and the numbers of every enum.
pub fn files(surface: &Surface<'_>) -> anyhow::Result<Vec<File>> {
    let about = "What C reads: models with their getters, one module a family.";
    let mut folder = Folder::new("model", about);
    for family in families(surface.api) {
        let mut items = Vec::new();
        for model in &family.models {
            let read = surface.read.contains(&model.name);
            match &model.kind {
                ModelKind::Enum { values } => items.push(enumeration(model, values)),
                ModelKind::Record { fields, .. } if read => {
                    items.push(record(surface, model, fields)?)
                }
                ModelKind::Union { arms, .. } if read => items.push(union(model, arms)),
                _ => {}
            }
        }
        let about = format!("Getters for models of {}.", family.about());
        folder.add(&family.module, family.file, &about, &items)?;
    }
    let mut items = Vec::new();
    for list in &surface.lists {
        items.push(answered_list(surface, &list.item, list.paged)?);
    }
    folder.add("list", "*.yaml", "Lists that operations answer.", &items)?;
    folder.end()
}

/// The numbers of an open enum.
fn enumeration(model: &Model, values: &[EnumValue]) -> TokenStream {
    let name = Surface::type_name(&model.name);
    let start = format!("ORY_{}", screaming(&model.name));
    let ty = ident(&name);
    let table = ident(&screaming(&model.name));
    let about = rust::doc(&format!(
        "{} One of the `{start}_…` numbers; 0 for a text that this version does not know.",
        sentence(&model.about, &model.name)
    ));
    let unknown = ident(&format!("{start}_UNKNOWN"));
    let numbers = values.iter().enumerate().map(|(index, value)| {
        let about = match value.about.as_deref().filter(|about| !about.is_empty()) {
            Some(about) => rust::doc(&format!("`{}`: {about}", value.wire)),
            None => rust::doc(&format!("`{}`.", value.wire)),
        };
        let name = match constant(&value.wire) {
            name if name == "UNKNOWN" => format!("{start}_UNKNOWN_VALUE"),
            name => format!("{start}_{name}"),
        };
        let name = ident(&name);
        let number = Literal::usize_unsuffixed(index + 1);
        quote!(#about pub const #name: #ty = #number;)
    });
    let text = Function {
        about: format!("The text of an `{name}`, for what is sent; empty for 0. It lives as long as the program."),
        name: format!("{name}_text"),
        arguments: vec![("kind".to_owned(), quote!(#ty))],
        result: Some(quote!(ory_str)),
        body: quote!(read::kind_text(&table::#table, kind)),
    }
    .guarded();
    quote! {
        #about
        pub type #ty = u32;
        /// A text that this version does not know.
        pub const #unknown: #ty = 0;
        #(#numbers)*
        #text
    }
}

/// A record: its type and its getters.
fn record(surface: &Surface<'_>, model: &Model, fields: &[Field]) -> anyhow::Result<TokenStream> {
    let name = Surface::type_name(&model.name);
    let ty = ident(&name);
    let table = ident(&screaming(&model.name));
    let own = object(&model.name, "model", &["index", "unix_ms", "json", "error"]);
    let about = format!(
        "{} Where a call answered it, the caller owns it and ends it with `{name}_free`; inside another model it is \
         borrowed.",
        sentence(&model.about, &model.name)
    );
    let ty_item = opaque(&name, &about);
    let mut getters = Vec::new();
    for (index, field) in ordered(fields).into_iter().enumerate() {
        let getter = Getter {
            surface,
            model: &name,
            own: &own,
            field,
            index,
        };
        getters.push(getter.functions()?);
    }
    let json = Function {
        about: format!("The whole as JSON, fields that this version does not know included. Borrowed from `{own}`."),
        name: format!("{name}_get_json"),
        arguments: vec![(own.clone(), quote!(*const #ty))],
        result: Some(quote!(ory_str)),
        body: {
            let own = ident(&own);
            quote!(read::json(#own))
        },
    }
    .guarded();
    let life = life(&name, &own);
    Ok(quote! {
        #ty_item
        record_type!(#ty, #table);
        #life
        #json
        #(#getters)*
    })
}

/// A union: its type, which arm it is, and the arms.
fn union(model: &Model, arms: &[Arm]) -> TokenStream {
    let name = Surface::type_name(&model.name);
    let start = format!("ORY_{}", screaming(&model.name));
    let ty = ident(&name);
    let table = ident(&screaming(&model.name));
    let own = object(&model.name, "model", &["json", "error"]);
    let own_name = ident(&own);
    let about = format!(
        "{} `{name}_kind` says which it is; an object that this version does not know is kind 0 and still has its \
         JSON.",
        sentence(&model.about, &model.name)
    );
    let ty_item = opaque(&name, &about);
    let getter = |about: &str, end: &str, result: TokenStream, body: TokenStream| {
        Function {
            about: about.to_owned(),
            name: format!("{name}_{end}"),
            arguments: vec![(own.clone(), quote!(*const #ty))],
            result: Some(result),
            body,
        }
        .guarded()
    };
    let unknown = ident(&format!("{start}_UNKNOWN"));
    let numbers = arms.iter().enumerate().map(|(index, arm)| {
        let about = rust::doc(&format!("The arm `{}`.", arm.tag));
        let name = ident(&format!("{start}_{}", constant(&arm.tag)));
        let number = Literal::usize_unsuffixed(index + 1);
        quote!(#about pub const #name: u32 = #number;)
    });
    let casts = arms.iter().enumerate().map(|(index, arm)| {
        let record = ident(&Surface::type_name(&arm.model));
        let number = Literal::usize_unsuffixed(index + 1);
        getter(
            &format!(
                "The arm `{}`, borrowed from `{own}`; NULL when it is another.",
                arm.tag
            ),
            &format!("as_{}", snake(&arm.tag)),
            quote!(*const #record),
            quote!(read::arm(#own_name, #number)),
        )
    });
    let kind = getter(
        &format!("Which arm it is: one of the `{start}_…` numbers, or 0."),
        "kind",
        quote!(u32),
        quote!(read::union_kind(#own_name)),
    );
    let tag = getter(
        &format!("The text that tells the arms apart, borrowed from `{own}`."),
        "tag",
        quote!(ory_str),
        quote!(read::union_tag(#own_name)),
    );
    let json = getter(
        &format!("The whole as the server wrote it. Borrowed from `{own}`."),
        "get_json",
        quote!(ory_str),
        quote!(read::union_json(#own_name)),
    );
    let life = life(&name, &own);
    quote! {
        #ty_item
        union_type!(#ty, #table);
        /// An object that this version does not know.
        pub const #unknown: u32 = 0;
        #(#numbers)*
        #life
        #kind
        #tag
        #(#casts)*
        #json
    }
}

/// How a model comes from JSON, and how it ends.
fn life(name: &str, own: &str) -> TokenStream {
    let ty = ident(name);
    let out = ident(own);
    let from_json = Function {
        about: format!(
            "Reads JSON, such as the body of an error, into `*{own}`, which is then the caller's; end it with \
             `{name}_free`."
        ),
        name: format!("{name}_from_json"),
        arguments: vec![
            ("json".to_owned(), quote!(ory_str)),
            (own.to_owned(), quote!(*mut *mut #ty)),
            ("error".to_owned(), quote!(*mut *mut ory_error)),
        ],
        result: Some(quote!(ory_result)),
        body: quote!(document::from_json(json, #out)),
    }
    .guarded_result();
    let free = Function {
        about: "Ends one that the caller owns, and all that was borrowed from it. NULL is fine."
            .to_owned(),
        name: format!("{name}_free"),
        arguments: vec![(own.to_owned(), quote!(*mut #ty))],
        result: None,
        body: quote!(document::free(#out)),
    }
    .guarded();
    quote!(#from_json #free)
}

/// A list that operations answer.
fn answered_list(surface: &Surface<'_>, item: &Type, paged: bool) -> anyhow::Result<TokenStream> {
    let name = surface.list_name(item)?;
    let ty = ident(&name);
    let kind = surface.kind(item)?;
    let opaque = opaque(
        &name,
        &format!("A list that a call answered. The caller owns it and ends it with `{name}_free`."),
    );
    let list = || ("list".to_owned(), quote!(*const #ty));
    let (result, end) = match surface.shape(item)? {
        Shape::Record(model) => {
            let ty = ident(&Surface::type_name(&model.name));
            (quote!(*const #ty), quote!(record()))
        }
        Shape::Union(model) => {
            let ty = ident(&Surface::type_name(&model.name));
            (quote!(*const #ty), quote!(union()))
        }
        _ => (quote!(ory_str), quote!(text())),
    };
    let functions = [
        Function {
            about: "How many items it has.".to_owned(),
            name: format!("{name}_len"),
            arguments: vec![list()],
            result: Some(quote!(usize)),
            body: quote!(read::list_len(list)),
        },
        Function {
            about: "One item, borrowed from `list`; NULL or empty beyond its end.".to_owned(),
            name: format!("{name}_at"),
            arguments: vec![list(), ("index".to_owned(), quote!(usize))],
            result: Some(result),
            body: quote!(read::list_item(list, index).#end),
        },
        Function {
            about: "Ends a list and all that was borrowed from it. NULL is fine.".to_owned(),
            name: format!("{name}_free"),
            arguments: vec![("list".to_owned(), quote!(*mut #ty))],
            result: None,
            body: quote!(document::free(list)),
        },
    ];
    let functions = functions.iter().map(Function::guarded);
    let next = paged.then(|| {
        Function {
            about: "Names the next page, for the option `page_token` of the same operation; empty when this page is \
                    the last. Borrowed from `list`."
                .to_owned(),
            name: format!("{name}_next_page_token"),
            arguments: vec![list()],
            result: Some(quote!(ory_str)),
            body: quote!(read::next_page_token(list)),
        }
        .guarded()
    });
    Ok(quote! {
        #opaque
        list_type!(#ty, #kind);
        #(#functions)*
        #next
    })
}

/// The getters of one field.
struct Getter<'a> {
    surface: &'a Surface<'a>,
    model: &'a str,
    own: &'a str,
    field: &'a Field,
    index: usize,
}

impl Getter<'_> {
    fn functions(&self) -> anyhow::Result<TokenStream> {
        let wire = snake(&self.field.wire);
        let place = Literal::usize_unsuffixed(self.index);
        let own = ident(self.own);
        let has = self.field.optional.then(|| {
            self.function(
                &format!("has_{wire}"),
                &format!("Whether `{}` is there and not null.", self.field.wire),
                &[],
                quote!(bool),
                quote!(read::field(#own, #place).has()),
            )
        });
        let get = quote!(read::field(#own, #place));
        let getters = match self.surface.shape(&self.field.ty)? {
            Shape::List(item) => {
                let len = self.function(
                    &format!("{wire}_len"),
                    &format!("How many items `{}` has. {}", self.field.wire, self.told()),
                    &[],
                    quote!(usize),
                    quote!(#get.len()),
                );
                let at = quote!(read::item(#own, #place, index));
                let items =
                    self.value(item, &format!("{wire}_at"), "An item of", &["index"], &at)?;
                quote!(#len #items)
            }
            Shape::Map(value) => {
                let len = self.function(
                    &format!("{wire}_len"),
                    &format!(
                        "How many entries `{}` has. {}",
                        self.field.wire,
                        self.told()
                    ),
                    &[],
                    quote!(usize),
                    quote!(#get.len()),
                );
                let key = self.function(
                    &format!("{wire}_key_at"),
                    &format!(
                        "A key of `{}`, borrowed; empty beyond its end.",
                        self.field.wire
                    ),
                    &["index"],
                    quote!(ory_str),
                    quote!(read::key(#own, #place, index)),
                );
                let at = quote!(read::value(#own, #place, index));
                let values = self.value(
                    value,
                    &format!("{wire}_value_at"),
                    "A value of",
                    &["index"],
                    &at,
                )?;
                quote!(#len #key #values)
            }
            _ => self.value(&self.field.ty, &format!("get_{wire}"), "", &[], &get)?,
        };
        Ok(quote!(#has #getters))
    }

    /// The functions that read one value.
    fn value(
        &self,
        ty: &Type,
        end: &str,
        what: &str,
        index: &[&str],
        slot: &TokenStream,
    ) -> anyhow::Result<TokenStream> {
        let field = &self.field.wire;
        let told = if what.is_empty() {
            self.told()
        } else {
            String::new()
        };
        let what = match what {
            "" => format!("`{field}`"),
            what => format!("{what} `{field}`"),
        };
        let absent = match (self.field.optional, index.is_empty()) {
            (_, false) => " beyond its end",
            (true, true) => " when it is absent",
            (false, true) => "",
        };
        let nothing = |empty: &str| match absent {
            "" => ".".to_owned(),
            absent => format!("; {empty}{absent}."),
        };
        let one = |about: String, result: TokenStream, read: TokenStream| {
            self.function(
                end,
                format!("{about} {told}").trim(),
                index,
                result,
                quote!(#slot.#read),
            )
        };
        Ok(match self.surface.shape(ty)? {
            Shape::Text => {
                let secret = if *ty == Type::Secret {
                    ", a secret: keep it out of logs,"
                } else {
                    ","
                };
                one(
                    format!("{what}{secret} borrowed{}", nothing("empty")),
                    quote!(ory_str),
                    quote!(text()),
                )
            }
            Shape::Json => one(
                format!(
                    "{what}, free JSON as its text, borrowed{}",
                    nothing("empty")
                ),
                quote!(ory_str),
                quote!(text()),
            ),
            Shape::Bool => one(
                format!("{what}{}", nothing("false")),
                quote!(bool),
                quote!(boolean()),
            ),
            Shape::Int => one(
                format!("{what}{}", nothing("0")),
                quote!(i64),
                quote!(int()),
            ),
            Shape::Number => one(
                format!("{what}{}", nothing("0")),
                quote!(f64),
                quote!(number()),
            ),
            Shape::Time => {
                let text = one(
                    format!("{what}, the server's text, borrowed{}", nothing("empty")),
                    quote!(ory_str),
                    quote!(text()),
                );
                let mut arguments = index.to_vec();
                arguments.push("unix_ms");
                let instant = self.function(
                    &format!("{end}_unix_ms"),
                    &format!(
                        "Writes {} as milliseconds since 1970 and returns true, if it is there and is a time.",
                        what.replacen("An", "an", 1).replacen("A ", "a ", 1)
                    ),
                    &arguments,
                    quote!(bool),
                    quote!(#slot.unix_ms(unix_ms)),
                );
                quote!(#text #instant)
            }
            Shape::Enum(model) => {
                let ty = ident(&Surface::type_name(&model.name));
                let start = format!("`ORY_{}_…`", screaming(&model.name));
                let kind = one(
                    format!(
                        "{what} as one of the {start} numbers; 0 when it is absent or unknown."
                    ),
                    quote!(#ty),
                    quote!(kind()),
                );
                let text_end = match end.strip_suffix("_at") {
                    Some(start) => format!("{start}_text_at"),
                    None => format!("{end}_text"),
                };
                let text = self.function(
                    &text_end,
                    &format!("{what} as its text, borrowed{}", nothing("empty")),
                    index,
                    quote!(ory_str),
                    quote!(#slot.text()),
                );
                quote!(#kind #text)
            }
            Shape::Record(model) => {
                let ty = ident(&Surface::type_name(&model.name));
                one(
                    format!("{what}, borrowed{}", nothing("NULL")),
                    quote!(*const #ty),
                    quote!(record()),
                )
            }
            Shape::Union(model) => {
                let ty = ident(&Surface::type_name(&model.name));
                one(
                    format!("{what}, borrowed{}", nothing("NULL")),
                    quote!(*const #ty),
                    quote!(union()),
                )
            }
            Shape::List(_) | Shape::Map(_) => {
                anyhow::bail!(
                    "{}: `{field}`: C has no getters for a list in a list",
                    self.model
                )
            }
        })
    }

    fn function(
        &self,
        end: &str,
        about: &str,
        more: &[&str],
        result: TokenStream,
        body: TokenStream,
    ) -> TokenStream {
        let ty = ident(self.model);
        let mut arguments = vec![(self.own.to_owned(), quote!(*const #ty))];
        for name in more {
            let ty = if *name == "index" {
                quote!(usize)
            } else {
                quote!(*mut i64)
            };
            arguments.push(((*name).to_owned(), ty));
        }
        Function {
            about: about.to_owned(),
            name: format!("{}_{end}", self.model),
            arguments,
            result: Some(result),
            body,
        }
        .guarded()
    }

    /// What the description says about the field.
    fn told(&self) -> String {
        self.field.about.clone().unwrap_or_default()
    }
}

/// What the description says, or at least whose it is.
fn sentence(about: &str, name: &str) -> String {
    if about.is_empty() {
        format!("Ory's `{name}`.")
    } else {
        about.to_owned()
    }
}
