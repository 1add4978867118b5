//! Descriptions of types, which the decoder reads by.

/// The type of a value.
#[derive(Debug, Clone, Copy)]
pub enum TypeDesc {
    /// Text.
    Text,
    /// Text that is never shown.
    Secret,
    /// Text that is a time; it is not parsed here.
    Time,
    /// True or false.
    Bool,
    /// A signed 64-bit integer; `1.0` is one too.
    Int,
    /// Any number.
    Number,
    /// Any JSON.
    Json,
    /// A list.
    List(&'static TypeDesc),
    /// An object whose keys are data.
    Map(&'static TypeDesc),
    /// Text out of an open set.
    Enum(&'static EnumDesc),
    /// An object with known fields.
    Record(&'static RecordDesc),
    /// An object whose type is named by one of its fields.
    Union(&'static UnionDesc),
}

/// A record: its fields in the order of the values.
#[derive(Debug, Clone, Copy)]
pub struct RecordDesc {
    /// Model name.
    pub name: &'static str,
    /// Known fields.
    pub fields: &'static [FieldDesc],
    /// Fields that are not known are kept.
    pub keeps_unknown: bool,
    /// Its class in Python.
    #[cfg(feature = "python")]
    pub python: &'static crate::ffi::python::RecordClass,
}

impl RecordDesc {
    /// Whether it has a field of that name on the wire.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.fields.iter().any(|field| field.name == name)
    }
}

/// A field of a record.
#[derive(Debug, Clone, Copy)]
pub struct FieldDesc {
    /// Name on the wire.
    pub name: &'static str,
    /// Its type.
    pub ty: TypeDesc,
    /// It may be neither absent nor null.
    pub required: bool,
    /// Null is a value of it, not its absence: free JSON in what is sent to a server.
    pub nullable: bool,
    /// A null that a caller gives is sent; that of another field is its absence.
    pub sends_null: bool,
}

/// A field that has to be there.
#[must_use]
pub const fn required(name: &'static str, ty: TypeDesc) -> FieldDesc {
    FieldDesc {
        name,
        ty,
        required: true,
        nullable: false,
        sends_null: false,
    }
}

/// A field that may be absent. Null is a value of a `nullable` one, and its absence otherwise.
#[must_use]
pub const fn optional(
    name: &'static str,
    ty: TypeDesc,
    nullable: bool,
    sends_null: bool,
) -> FieldDesc {
    FieldDesc {
        name,
        ty,
        required: false,
        nullable,
        sends_null,
    }
}

/// An open set of texts.
#[derive(Debug, Clone, Copy)]
pub struct EnumDesc {
    /// Model name.
    pub name: &'static str,
    /// Known values; the kind of a value is its place here plus one, and 0 for any other.
    pub values: &'static [&'static str],
    /// Its class in Python.
    #[cfg(feature = "python")]
    pub python: &'static crate::ffi::python::OpenClass,
}

/// Objects told apart by the text in one field.
#[derive(Debug, Clone, Copy)]
pub struct UnionDesc {
    /// Model name.
    pub name: &'static str,
    /// The field that tells.
    pub tag: &'static str,
    /// Tag value and record; the kind of a value is its place here plus one, and 0 for any other.
    pub arms: &'static [(&'static str, &'static RecordDesc)],
}

impl TypeDesc {
    /// What a value of this type is, for messages.
    pub(super) const fn mismatch(self) -> &'static str {
        match self {
            Self::Text | Self::Secret | Self::Time | Self::Enum(_) => "is not a text",
            Self::Bool => "is neither true nor false",
            Self::Int => "is not an integer",
            Self::Number => "is not a number",
            Self::Json => "is not JSON",
            Self::List(_) => "is not a list",
            Self::Map(_) | Self::Record(_) | Self::Union(_) => "is not an object",
        }
    }
}

impl RecordDesc {
    /// Whether a field has to be there.
    pub(super) fn requires(&self) -> bool {
        self.fields.iter().any(|field| field.required)
    }

    /// Whether a field of this name is a map.
    pub(crate) fn has_map(&self, name: &str) -> bool {
        let mut fields = self.fields.iter();
        fields.any(|field| matches!(field.ty, TypeDesc::Map(_)) && field.name == name)
    }
}

impl EnumDesc {
    /// The kind of a value: its place plus one, or 0.
    #[must_use]
    pub fn kind(&self, text: &str) -> u32 {
        place(self.values.iter().position(|value| *value == text))
    }
}

impl UnionDesc {
    /// The kind of a tag and its record.
    #[must_use]
    pub fn arm(&self, tag: &str) -> (u32, Option<&'static RecordDesc>) {
        let found = self.arms.iter().position(|(name, _)| *name == tag);
        let record = found.and_then(|index| self.arms.get(index));
        (place(found), record.map(|(_, record)| *record))
    }
}

/// A place from 0 as a kind from 1.
fn place(found: Option<usize>) -> u32 {
    found
        .and_then(|index| u32::try_from(index + 1).ok())
        .unwrap_or(0)
}
