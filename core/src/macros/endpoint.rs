//! Operations.

/// One operation: its request as a struct, and its description.
///
/// `required` parameters and a required body are arguments of `new`, `optional` ones have setters. A parameter is
/// `path`, `query` or `header`; `as "…"` gives its name on the wire where it is not the field's.
macro_rules! endpoint {
    (
        $(#[$about:meta])*
        pub struct $endpoint:ident -> $output:ty {
            id: $id:literal,
            http: $method:ident $path:literal,
            service: $service:ident,
            credential: $credential:ident,
            retry: $retry:ident,
            responses: [$($format:ident $status:literal),+],
            $(serialized: $serialized:literal,)?
            $(batch: {$($most:ident: $limit:literal),+},)?
            $(bucket: $bucket:literal,)?
            $(needs_any: [$($needed:literal),+] $(unless $allowed:ident)?,)?
            $(may_be_empty: [$($empty:literal),+],)?
            $(pagination: $pagination:ident $page:ident $(. $list:ident)?,)?
            $(required {$(
                $(#[$r_about:meta])*
                $r_location:ident $r:ident $(as $r_wire:literal)?: $r_ty:ty,
            )+})?
            $(optional {$(
                $(#[$o_about:meta])*
                $o_location:ident $o:ident $(as $o_wire:literal)?: $o_wrapper:ident<$o_ty:ty>,
            )+})?
            $(body: $body_kind:ident $body_ty:ty,)?
            $(optional_body: $optional_body_ty:ty,)?
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, PartialEq)]
        #[allow(missing_docs, reason = "the field's name says it")]
        #[non_exhaustive]
        pub struct $endpoint {
            $($($(#[$r_about])* pub $r: $r_ty,)+)?
            $($($(#[$o_about])* pub $o: $crate::macros::optional!($o_wrapper $o_ty),)+)?
            $(pub body: $body_ty,)?
            $(pub body: Option<$optional_body_ty>,)?
        }

        $(
            impl $endpoint {
                $(pub(crate) const $most: usize = $limit;)+
            }
        )?

        impl $endpoint {
            /// Sets what is required.
            #[must_use]
            #[allow(clippy::useless_conversion)]
            pub fn new($($($r: impl Into<$r_ty>,)+)? $(body: impl Into<$body_ty>)?) -> Self {
                Self {
                    $($($r: $r.into(),)+)?
                    $($($o: None,)+)?
                    $(body: Into::<$body_ty>::into(body),)?
                    $(body: None::<$optional_body_ty>,)?
                }
            }

            /// All fields, in the order of the struct; the bindings of this repository use it.
            #[doc(hidden)]
            #[must_use]
            #[allow(clippy::too_many_arguments, clippy::useless_conversion)]
            pub fn from_fields(
                $($($r: $r_ty,)+)?
                $($($o: $crate::macros::optional!($o_wrapper $o_ty),)+)?
                $(body: $body_ty,)?
                $(body: Option<$optional_body_ty>,)?
            ) -> Self {
                Self {
                    $($($r,)+)?
                    $($($o,)+)?
                    $(body: Into::<$body_ty>::into(body),)?
                    $(body: Into::<Option<$optional_body_ty>>::into(body),)?
                }
            }

            $($($crate::macros::param_setter!($o_wrapper $o: $o_ty);)+)?

            $(
                /// Sets the body.
                #[must_use]
                pub fn body(mut self, body: impl Into<$optional_body_ty>) -> Self {
                    self.body = Some(body.into());
                    self
                }
            )?
        }

        #[cfg(test)]
        impl $crate::endpoint::check::FromArguments for $endpoint {
            #[allow(unused_variables, reason = "not every operation has arguments")]
            fn from_arguments(
                arguments: &serde_json::Value,
            ) -> Result<Self, $crate::codec::DecodeError> {
                Ok(Self::from_fields(
                    $($($crate::endpoint::check::required::<$r_ty>(
                        arguments,
                        $crate::macros::wire!($r $($r_wire)?),
                    )?,)+)?
                    $($($crate::endpoint::check::argument::<$crate::macros::optional!($o_wrapper $o_ty)>(
                        arguments,
                        $crate::macros::wire!($o $($o_wire)?),
                        Option::default,
                    )?,)+)?
                    $($crate::endpoint::check::required::<$body_ty>(arguments, "body")?,)?
                    $($crate::endpoint::check::argument::<Option<$optional_body_ty>>(
                        arguments,
                        "body",
                        Option::default,
                    )?,)?
                ))
            }
        }

        $crate::macros::default_without_required!($endpoint; $($($r)+)? $($body_kind)?);

        impl std::fmt::Debug for $endpoint {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                #[allow(unused_mut, reason = "not every operation has parameters")]
                let mut fields = formatter.debug_struct(stringify!($endpoint));
                $($($crate::macros::show_param(
                    &mut fields,
                    $crate::macros::wire!($r $($r_wire)?),
                    &self.$r,
                );)+)?
                $($($crate::macros::show_param(
                    &mut fields,
                    $crate::macros::wire!($o $($o_wire)?),
                    &self.$o,
                );)+)?
                $(
                    let body: &$body_ty = &self.body;
                    fields.field("body", body);
                )?
                $(
                    let body: &Option<$optional_body_ty> = &self.body;
                    fields.field("body", body);
                )?
                fields.finish()
            }
        }

        #[doc(hidden)]
        pub static OPERATION: $crate::request::operation::Operation =
            $crate::request::operation::Operation {
                id: $id,
                method: $crate::request::operation::Method::$method,
                path: $path,
                service: $crate::request::operation::Service::$service,
                credential: <$crate::endpoint::credential::$credential as $crate::endpoint::credential::Credential>::KIND,
                params: &[
                    $($($crate::request::operation::Param {
                        name: $crate::macros::wire!($r $($r_wire)?),
                        location: $crate::macros::location!($r_location),
                        required: true,
                        many: <$r_ty as $crate::request::ParamValue>::MANY,
                        secret: <$r_ty as $crate::request::ParamValue>::SECRET,
                    },)+)?
                    $($($crate::request::operation::Param {
                        name: $crate::macros::wire!($o $($o_wire)?),
                        location: $crate::macros::location!($o_location),
                        required: false,
                        many: <$crate::macros::optional!($o_wrapper $o_ty) as $crate::request::ParamValue>::MANY,
                        secret: <$o_ty as $crate::request::ParamValue>::SECRET,
                    },)+)?
                ],
                body: $crate::macros::given_or!(
                    $crate::request::operation::BodyKind::None;
                    $($crate::request::operation::BodyKind::$body_kind)?
                    $($crate::macros::json_optional!($optional_body_ty))?
                ),
                responses: &[$($crate::request::operation::ResponseSpec::$format($status)),+],
                pagination: $crate::macros::given_or!(
                    $crate::request::operation::Pagination::None;
                    $($crate::request::operation::Pagination::$pagination)?
                ),
                retry: $crate::request::operation::Retry::$retry,
                serialized: $crate::macros::given_or!(false; $($serialized)?),
                bucket: $crate::macros::given_or!(None; $(Some($bucket))?),
                needs_any: $crate::macros::given_or!(&[]; $(&[$($needed),+])?),
                needs_any_unless: $crate::macros::given_or!(
                    None;
                    $($(Some($crate::request::ConfigKey::$allowed))?)?
                ),
                may_be_empty: $crate::macros::given_or!(&[]; $(&[$($empty),+])?),
            };

        impl $crate::request::Params for $endpoint {
            fn for_each_value(&self, index: usize, visit: &mut dyn FnMut(&str)) {
                let values: &[&dyn $crate::request::Texts] =
                    &[$($(&self.$r,)+)? $($(&self.$o,)+)?];
                if let Some(value) = values.get(index) {
                    value.for_each_text(visit);
                }
            }

            fn is_empty_list(&self, index: usize) -> bool {
                let values: &[&dyn $crate::request::Texts] =
                    &[$($(&self.$r,)+)? $($(&self.$o,)+)?];
                values.get(index).is_some_and(|value| value.is_empty_list())
            }
        }

        impl $crate::endpoint::Endpoint for $endpoint {
            type Output = $output;
            type Credential = $crate::endpoint::credential::$credential;
            const OPERATION: &'static $crate::request::operation::Operation = &OPERATION;

            #[allow(unused_variables)]
            fn body(&self) -> Result<Option<String>, $crate::OryError> {
                let body: Option<String> = None;
                $(
                    let body = Some($crate::macros::encode_body!($body_kind $body_ty, &self.body)?);
                )?
                $(
                    let body = match &self.body {
                        Some(value) => Some($crate::macros::encode_body!(Json $optional_body_ty, value)?),
                        None => body,
                    };
                )?
                Ok(body)
            }
        }

        $(
            impl $crate::endpoint::ListEndpoint for $endpoint {
                type Page = $page;

                fn set_page_token(&mut self, token: Option<&str>) {
                    self.page_token = token.map(str::to_owned);
                }

                fn page(output: Self::Output, next_page_token: Option<String>) -> Self::Page {
                    $page {
                        items: $crate::macros::ListItems::into_items(output $(.$list)?),
                        next_page_token,
                    }
                }
            }
        )?
    };
}

/// Adds a parameter to what `Debug` prints: without the texts of challenges, of addresses to go back to, which may hold
/// some, and of what a person signs in with.
pub(crate) fn show_param<T: crate::request::ParamValue + std::fmt::Debug>(
    fields: &mut std::fmt::DebugStruct<'_, '_>,
    name: &str,
    value: &T,
) {
    let hidden = ["challenge", "return_to", "identifier"]
        .iter()
        .any(|end| name.ends_with(end));
    let mut given = false;
    value.visit(&mut |_| given = true);
    if hidden && given {
        fields.field(name, &crate::types::Redacted);
    } else {
        fields.field(name, value);
    }
}

/// The setter of an optional parameter.
macro_rules! param_setter {
    (Option $name:ident: $type:ty) => {
        #[doc = concat!("Sets `", stringify!($name), "`.")]
        #[must_use]
        pub fn $name(mut self, $name: impl Into<$type>) -> Self {
            self.$name = Some($name.into());
            self
        }
    };
    (List $name:ident: $type:ty) => {
        #[doc = concat!("Sets `", stringify!($name), "`; a list without values is refused before anything is sent.")]
        #[must_use]
        pub fn $name(mut self, $name: impl IntoIterator<Item = impl Into<$type>>) -> Self {
            self.$name = Some($name.into_iter().map(Into::into).collect());
            self
        }
    };
}

/// The type of an optional parameter: a list that is left out is not an empty one.
macro_rules! optional {
    (Option $type:ty) => { Option<$type> };
    (List $type:ty) => { Option<Vec<$type>> };
}

/// Where a parameter goes.
macro_rules! location {
    (path) => {
        $crate::request::operation::ParamLocation::Path
    };
    (query) => {
        $crate::request::operation::ParamLocation::Query
    };
    (header) => {
        $crate::request::operation::ParamLocation::Header
    };
}

/// The kind of an optional body.
#[allow(unused_macros, reason = "not every group has an optional body")]
macro_rules! json_optional {
    ($body:ty) => {
        $crate::request::operation::BodyKind::JsonOptional
    };
}

/// A body as it is sent.
#[allow(unused_macros, reason = "not every group has a body")]
macro_rules! encode_body {
    (Text $body:ty, $value:expr) => {
        Ok::<String, $crate::OryError>(String::clone($value))
    };
    (Form $body:ty, $value:expr) => {
        $crate::request::form::encode_form(&<$body as $crate::Model>::to_json($value))
    };
    (Json $body:ty, $value:expr) => {
        Ok::<String, $crate::OryError>(<$body as $crate::Model>::to_json($value))
    };
}

/// What is given, or a default.
macro_rules! given_or {
    ($default:expr;) => {
        $default
    };
    ($default:expr; $given:expr) => {
        $given
    };
}

/// The operations of a group: module, endpoint, and the name of its description.
macro_rules! endpoints {
    ($($module:ident: $endpoint:ident = $operation:ident,)+) => {
        $(mod $module;)+
        $(pub use $module::$endpoint;)+

        #[doc(hidden)]
        pub mod operations {
            use crate::request::operation::Operation;

            $(pub use super::$module::OPERATION as $operation;)+

            /// Every operation of this group, in the order of `api/`.
            pub static ALL: &[&Operation] = &[$(&$operation),+];
        }

        #[cfg(test)]
        pub(super) fn checks() -> std::vec::Vec<crate::endpoint::check::EndpointCheck> {
            std::vec::Vec::from([$(crate::endpoint::check::EndpointCheck::new::<$endpoint>()),+])
        }
    };
}

#[allow(unused_imports, reason = "not every group has an optional body")]
pub(crate) use json_optional;
pub(crate) use {encode_body, endpoint, endpoints, given_or, location, optional, param_setter};

/// A list in a response.
pub(crate) trait ListItems {
    type Item;

    fn into_items(self) -> Vec<Self::Item>;
}

impl<T> ListItems for Vec<T> {
    type Item = T;

    fn into_items(self) -> Self {
        self
    }
}

impl<T> ListItems for Option<Vec<T>> {
    type Item = T;

    fn into_items(self) -> Vec<T> {
        self.unwrap_or_default()
    }
}
