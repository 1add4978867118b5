//! Models with fields.

/// A model with fields.
///
/// `required` fields are arguments of `new`, `constant` ones always have one text, `optional` ones have setters.
/// `as "…"` gives the name on the wire where it is not the field's, `py …` Python's name where Python reserves the
/// field's. Flags: `sensitive` fields are not printed, null is a value of `nullable` ones and sent of `sends_null` ones, `own` ones are lists of the
/// model itself. `keeps extra` keeps fields
/// that this version does not know.
macro_rules! record {
    (
        $(#[doc = $about:literal])*
        pub struct $model:ident {
            $(required {$(
                $(#[doc = $r_about:literal])*
                $([$($r_flag:ident)+])? $r:ident $(as $r_wire:literal)? $(py $r_py:ident)?: $r_ty:ty,
            )+})?
            $(constant {$(
                $(#[doc = $c_about:literal])*
                $([$($c_flag:ident)+])? $c:ident $(as $c_wire:literal)? $(py $c_py:ident)?: $c_text:literal,
            )+})?
            $(optional {$(
                $(#[doc = $o_about:literal])*
                $([$($o_flag:ident)+])? $o:ident $(as $o_wire:literal)? $(py $o_py:ident)?: Option<$o_ty:ty>,
            )+})?
            $(keeps $extra:ident)?
        }
    ) => {
        $(#[doc = $about])*
        #[derive(Clone, PartialEq)]
        #[allow(missing_docs, reason = "the field's name says it")]
        #[non_exhaustive]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Record))]
        pub struct $model {
            $($($(#[doc = $r_about])* pub $r: $r_ty,)+)?
            $($(
                $(#[doc = $c_about])*
                #[cfg_attr(feature = "uniffi", uniffi(default = $c_text))]
                pub $c: String,
            )+)?
            $($(
                $(#[doc = $o_about])*
                #[cfg_attr(feature = "uniffi", uniffi(default = None))]
                pub $o: Option<$o_ty>,
            )+)?
            $(
                /// Fields that this version does not know, and entries of a map field that are not of its type under the
                /// field's name; they are written back.
                #[cfg_attr(feature = "uniffi", uniffi(default))]
                pub $extra: std::collections::HashMap<String, $crate::Json>,
            )?
        }

        impl $model {
            /// Sets what is required.
            #[must_use]
            #[allow(clippy::too_many_arguments, clippy::useless_conversion)]
            pub fn new($($($r: impl Into<$r_ty>,)+)?) -> Self {
                Self {
                    $($($r: $r.into(),)+)?
                    $($($c: String::from($c_text),)+)?
                    $($($o: None,)+)?
                    $($extra: std::collections::HashMap::new(),)?
                }
            }

            $($(
                #[doc = concat!("Sets `", stringify!($o), "`.")]
                #[must_use]
                #[allow(clippy::should_implement_trait, reason = "a claim is called `sub`")]
                pub fn $o(mut self, $o: impl Into<$o_ty>) -> Self {
                    self.$o = Some($o.into());
                    self
                }
            )+)?

            #[doc(hidden)]
            pub const DESC: &'static $crate::codec::RecordDesc = {
                // A static has an address before its fields are known: models may hold themselves.
                static DESC: $crate::codec::RecordDesc = $crate::codec::RecordDesc {
                    name: stringify!($model),
                    fields: &[
                        $($($crate::codec::required(
                            $crate::macros::wire!($r $($r_wire)?),
                            $crate::macros::type_desc!($($($r_flag)+)? => $r_ty),
                        ),)+)?
                        $($($crate::codec::required(
                            $crate::macros::wire!($c $($c_wire)?),
                            $crate::codec::TypeDesc::Text,
                        ),)+)?
                        $($($crate::codec::optional(
                            $crate::macros::wire!($o $($o_wire)?),
                            $crate::macros::type_desc!($($($o_flag)+)? => $o_ty),
                            $crate::macros::has_flag!(nullable in $($($o_flag)+)?),
                            $crate::macros::has_flag!(sends_null in $($($o_flag)+)?),
                        ),)+)?
                    ],
                    keeps_unknown: stringify!($($extra)?).len() > 0,
                    #[cfg(feature = "python")]
                    python: {
                        static CLASS: $crate::ffi::python::RecordClass =
                            $crate::ffi::python::RecordClass::new($crate::ffi::python::record_table!(
                                [$($about)*]
                                $($($r $($r_py)?, [$($($r_flag)+)?], [], [$($r_about)*];)+)?
                                $($($c $($c_py)?, [$($($c_flag)+)?], [$c_text], [$($c_about)*];)+)?
                                $($($o $($o_py)?, [$($($o_flag)+)?], [], [$($o_about)*];)+)?
                                | $($extra)?
                            ));
                        &CLASS
                    },
                };
                &DESC
            };

            /// Fields that are not printed although their type is not a secret.
            #[cfg(test)]
            pub(crate) const SENSITIVE: &'static [(&'static str, bool)] = &[
                $($(($crate::macros::wire!($r $($r_wire)?), $crate::macros::has_flag!(sensitive in $($($r_flag)+)?)),)+)?
                $($(($crate::macros::wire!($c $($c_wire)?), $crate::macros::has_flag!(sensitive in $($($c_flag)+)?)),)+)?
                $($(($crate::macros::wire!($o $($o_wire)?), $crate::macros::has_flag!(sensitive in $($($o_flag)+)?)),)+)?
            ];
        }

        $crate::macros::default_without_required!($model; $($($r)+)?);

        impl std::fmt::Debug for $model {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                let mut fields = formatter.debug_struct(stringify!($model));
                $($(fields.field(
                    $crate::macros::wire!($r),
                    $crate::macros::shown!($($($r_flag)+)? => self.$r),
                );)+)?
                $($(fields.field(
                    $crate::macros::wire!($c),
                    $crate::macros::shown!($($($c_flag)+)? => self.$c),
                );)+)?
                $($(fields.field(
                    $crate::macros::wire!($o),
                    $crate::macros::shown_option!($($($o_flag)+)? => self.$o),
                );)+)?
                // Nobody knows what they hold.
                $(fields.field(stringify!($extra), &self.$extra.keys().collect::<Vec<_>>());)?
                fields.finish()
            }
        }

        impl $crate::codec::FromValue for $model {
            const TYPE: &'static $crate::codec::TypeDesc =
                &$crate::codec::TypeDesc::Record(Self::DESC);

            #[allow(unused_mut, reason = "some have required fields only")]
            fn from_value(value: &$crate::codec::Value<'_>) -> Option<Self> {
                let mut fields = value.record()?.fields();
                let mut model = Self {
                    $($($r: fields.next()?,)+)?
                    $($($c: fields.next()?,)+)?
                    $($($o: None,)+)?
                    $($extra: std::collections::HashMap::new(),)?
                };
                $($(fields.fill(&mut model.$o)?;)+)?
                $(model.$extra = fields.$extra();)?
                Some(model)
            }
        }

        impl serde::Serialize for $model {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::SerializeMap as _;
                use $crate::codec::write_field;
                let mut map = serializer.serialize_map(None)?;
                let extra: Option<&std::collections::HashMap<String, $crate::Json>> = None;
                $(let extra = extra.or(Some(&self.$extra));)?
                $($(write_field(&mut map, $crate::macros::wire!($r $($r_wire)?), &self.$r, extra)?;)+)?
                $($(write_field(&mut map, $crate::macros::wire!($c $($c_wire)?), &self.$c, extra)?;)+)?
                $($(if let Some(value) = &self.$o {
                    write_field(&mut map, $crate::macros::wire!($o $($o_wire)?), value, extra)?;
                })+)?
                for (name, value) in extra.into_iter().flatten() {
                    // Entries of a map were written with it; a second value for another known field would be for the
                    // server to choose from.
                    if !Self::DESC.knows(name) {
                        map.serialize_entry(name, value)?;
                    }
                }
                map.end()
            }
        }

        $crate::macros::deserialize_as_json!($model);

        #[cfg(feature = "python")]
        $crate::ffi::python::model_conversions!($model);
    };
}

/// The description of a field's type. A list of the model itself names the static that it stands in: through constants
/// that would be a circle.
macro_rules! type_desc {
    (own $($rest:ident)* => $ty:ty) => {
        $crate::codec::TypeDesc::List(&$crate::codec::TypeDesc::Record(&DESC))
    };
    ($flag:ident $($rest:ident)* => $ty:ty) => { $crate::macros::type_desc!($($rest)* => $ty) };
    (=> $ty:ty) => { *<$ty as $crate::codec::FromValue>::TYPE };
}

pub(crate) use {record, type_desc};
