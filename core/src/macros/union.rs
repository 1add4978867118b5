//! Models that are one of several records.

/// One of several records, told apart by the text of one field. `[shared]` marks arms whose record is another arm's too.
macro_rules! union {
    (
        $(#[$about:meta])*
        pub enum $model:ident by $tag:literal {$(
            $([$flag:ident])? $variant:ident($arm:ident) = $text:literal,
        )+}
    ) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq)]
        #[allow(missing_docs, reason = "the variant's name says it")]
        #[allow(clippy::large_enum_variant, reason = "an arm is the record that it is elsewhere too")]
        #[non_exhaustive]
        #[cfg_attr(feature = "uniffi", derive(uniffi::Enum))]
        pub enum $model {
            $($variant($arm),)+
            /// An object that this version does not know, or that is not what its tag says.
            Unknown($crate::types::UnknownArm),
        }

        impl $model {
            #[doc = concat!("The text of `", $tag, "`.")]
            #[must_use]
            pub fn tag(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $text,)+
                    Self::Unknown(arm) => &arm.tag,
                }
            }

            #[doc(hidden)]
            pub const DESC: &'static $crate::codec::UnionDesc = {
                static DESC: $crate::codec::UnionDesc = $crate::codec::UnionDesc {
                    name: stringify!($model),
                    tag: $tag,
                    arms: &[$(($text, <$arm>::DESC)),+],
                };
                &DESC
            };
        }

        $($crate::macros::union_arm!($($flag)? $model $variant $arm);)+

        impl $crate::codec::FromValue for $model {
            const TYPE: &'static $crate::codec::TypeDesc =
                &$crate::codec::TypeDesc::Union(Self::DESC);

            fn from_value(value: &$crate::codec::Value<'_>) -> Option<Self> {
                let variant = value.variant()?;
                let mut position = 0;
                $(
                    position += 1;
                    if variant.kind == position {
                        return variant.arm().map(Self::$variant);
                    }
                )+
                Some(Self::Unknown($crate::types::UnknownArm::new(variant)))
            }
        }

        impl serde::Serialize for $model {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(arm) => arm.serialize(serializer),)+
                    Self::Unknown(arm) => arm.serialize(serializer),
                }
            }
        }

        $crate::macros::deserialize_as_json!($model);

        #[cfg(feature = "python")]
        $crate::ffi::python::model_conversions!($model);
    };
}

/// `From` of an arm that stands once.
macro_rules! union_arm {
    (shared $model:ident $variant:ident $arm:ident) => {};
    ($model:ident $variant:ident $arm:ident) => {
        impl From<$arm> for $model {
            fn from(arm: $arm) -> Self {
                Self::$variant(arm)
            }
        }
    };
}

pub(crate) use {union, union_arm};
