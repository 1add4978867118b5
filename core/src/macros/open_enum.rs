//! Enums that may grow.

/// A set of texts that may grow: `Variant = "text"`, with `py …` where Python's constant is not the text in capitals.
macro_rules! open_enum {
    (
        $(#[doc = $about:literal])*
        pub enum $model:ident {$(
            $(#[$v_about:meta])*
            $variant:ident = $text:literal $(py $constant:ident)?,
        )+}
    ) => {
        $(#[doc = $about])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        #[allow(missing_docs, reason = "the variant's name says it")]
        #[non_exhaustive]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
        pub enum $model {
            $($(#[$v_about])* $variant,)+
            /// A value that this version does not know.
            Unknown(String),
        }

        impl $model {
            /// The text on the wire.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Unknown(text) => text,
                }
            }

            #[doc(hidden)]
            pub const DESC: &'static $crate::codec::EnumDesc = {
                static DESC: $crate::codec::EnumDesc = $crate::codec::EnumDesc {
                    name: stringify!($model),
                    values: &[$($text),+],
                    #[cfg(feature = "python")]
                    python: {
                        static CLASS: $crate::ffi::python::OpenClass = $crate::ffi::python::OpenClass::new(
                            stringify!($model),
                            &[$($about),*],
                            &[$(($crate::ffi::python::constant_name!($($constant)?), $text),)+],
                        );
                        &CLASS
                    },
                };
                &DESC
            };
        }

        impl From<&str> for $model {
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)+
                    _ => Self::Unknown(text.to_owned()),
                }
            }
        }

        impl From<String> for $model {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl std::fmt::Display for $model {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $model {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::codec::FromValue for $model {
            const TYPE: &'static $crate::codec::TypeDesc =
                &$crate::codec::TypeDesc::Enum(Self::DESC);

            fn from_value(value: &$crate::codec::Value<'_>) -> Option<Self> {
                value.text().map(Self::from)
            }
        }

        impl $crate::request::ParamValue for $model {
            fn visit(&self, visit: &mut dyn FnMut(&str)) {
                visit(self.as_str());
            }
        }

        $crate::macros::deserialize_as_json!($model);

        #[cfg(feature = "python")]
        $crate::ffi::python::enum_conversions!($model);
    };
}
pub(crate) use open_enum;
