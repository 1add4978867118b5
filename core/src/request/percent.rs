//! Percent-encoding of parameters.

use alloc::string::String;

/// Appends the text, encoded for a path segment or a query value: everything but RFC 3986's unreserved characters, so
/// that no `/`, `?`, `#`, `%`, space or `+` in it keeps its meaning.
///
/// The `percent-encoding` crate has a table of all 256 codes, which a browser would have to load.
pub fn encode(text: &str, out: &mut String) {
    let digit = |half: u8| char::from(half + if half < 10 { b'0' } else { b'A' - 10 });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(digit(byte >> 4));
            out.push(digit(byte & 15));
        }
    }
}

#[cfg(test)]
mod tests {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

    use super::encode;

    const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');

    #[test]
    fn encode_matches_the_percent_encoding_crate() {
        for code in 0..0x3000 {
            let text: alloc::string::String = char::from_u32(code).into_iter().collect();
            let mut encoded = alloc::string::String::new();
            encode(&text, &mut encoded);
            assert!(
                utf8_percent_encode(&text, UNRESERVED).to_string() == encoded,
                "{code:x}"
            );
        }
    }
}
