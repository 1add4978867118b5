//! The getters of a field.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use spec::ir::{Field, Type};
use spec::names::{screaming, snake};

use super::function::Function;
use super::surface::{Shape, Surface};
use crate::rust::ident;

/// The getters of one field.
pub struct Getter<'a> {
    /// The models.
    pub surface: &'a Surface<'a>,
    /// C's name of the model.
    pub model: &'a str,
    /// The argument that is the model.
    pub own: &'a str,
    /// The field.
    pub field: &'a Field,
    /// Its slot.
    pub index: usize,
}

impl Getter<'_> {
    /// All of them.
    pub fn functions(&self) -> anyhow::Result<TokenStream> {
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
