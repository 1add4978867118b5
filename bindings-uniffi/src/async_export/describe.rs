//! What uniffi's generator of sources reads about a method, as its own macro writes it.

use uniffi::MetadataBuffer;
use uniffi::metadata::codes;

/// The description of a method.
macro_rules! describe {
    (
        $class:ident, $method:ident, [$($argument:ident: $type:ty),*], $result:ty, [$($doc:literal),*]
    ) => {{
        use ::uniffi::{MetadataBuffer, TypeId, metadata::codes};
        use $crate::async_export::describe as parts;
        use $crate::{UniFfiTag, error::OryError};

        let names: &[&str] = &[$(stringify!($argument)),*];
        let head = MetadataBuffer::from_code(codes::METHOD)
            .concat_str(module_path!())
            .concat_str(stringify!($class))
            .concat_str(parts::bare(stringify!($method)))
            .concat_bool(false)
            .concat_bool(true)
            .concat_value(names.len() as u8);
        $(let head = parts::with_argument(
            head,
            parts::bare(stringify!($argument)),
            <$type as TypeId<UniFfiTag>>::TYPE_ID_META,
        );)*
        let head = head.concat(<::std::result::Result<$result, OryError> as TypeId<UniFfiTag>>::TYPE_ID_META);
        parts::with_docs(head, &[$($doc),*])
    }};
}
pub(crate) use describe;

/// A name without `r#`.
pub(crate) const fn bare(name: &'static str) -> &'static str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}

/// Describes one argument more.
pub(crate) const fn with_argument(
    buffer: MetadataBuffer,
    name: &str,
    type_id: MetadataBuffer,
) -> MetadataBuffer {
    let optional = type_id.bytes[0] == codes::TYPE_OPTION;
    let buffer = buffer
        .concat_str(name)
        .concat(type_id)
        .concat_bool(false)
        .concat_bool(optional);
    if !optional {
        return buffer;
    }
    buffer
        .concat_value(codes::DEFVALUE_LITERAL)
        .concat_value(codes::LIT_NONE)
}

/// Adds the documentation: trimmed lines.
pub(crate) const fn with_docs(mut buffer: MetadataBuffer, lines: &[&str]) -> MetadataBuffer {
    let start = buffer.size;
    buffer.size += 2;
    let mut line = 0;
    while line < lines.len() {
        if line > 0 {
            buffer.bytes[buffer.size] = b'\n';
            buffer.size += 1;
        }
        let text = lines[line].trim_ascii().as_bytes();
        let mut index = 0;
        while index < text.len() {
            buffer.bytes[buffer.size] = text[index];
            buffer.size += 1;
            index += 1;
        }
        line += 1;
    }
    let [low, high] = ((buffer.size - start - 2) as u16).to_le_bytes();
    buffer.bytes[start] = low;
    buffer.bytes[start + 1] = high;
    buffer
}

#[cfg(test)]
mod tests {
    use crate::error::OryError;

    #[derive(uniffi::Object)]
    struct Described;

    #[uniffi::export]
    impl Described {
        /// What it does, in
        /// two lines.
        ///
        /// - `type`: An argument.
        #[uniffi::method(default(size = None))]
        async fn ask(&self, r#type: String, size: Option<i64>) -> Result<Option<String>, OryError> {
            let _ = size;
            Ok(Some(r#type))
        }
    }

    #[test]
    fn a_method_is_described_as_uniffi_describes_it() {
        let own = describe!(
            Described,
            ask,
            [r#type: String, size: Option<i64>],
            Option<String>,
            [" What it does, in", " two lines.", "", " - `type`: An argument."]
        );
        assert_eq!(
            own.as_ref(),
            UNIFFI_META_ORY_HUB_NATIVE_METHOD_DESCRIBED_ASK
        );
    }
}
