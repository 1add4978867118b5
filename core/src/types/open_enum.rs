//! What every open enum can do.

/// The rest of an open enum that has `as_str` and `From<&str>`: other conversions, JSON both ways.
macro_rules! open_enum {
    ($name:ident, $table:ident) => {
        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::from(text.as_str())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::codec::FromValue for $name {
            const TYPE: &'static $crate::codec::TypeDesc =
                &$crate::codec::TypeDesc::Enum(&$crate::codec::table::$table);

            fn from_value(value: &$crate::codec::Value<'_>) -> Option<Self> {
                value.text().map(Self::from)
            }
        }
    };
}
pub(crate) use open_enum;
