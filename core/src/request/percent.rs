//! Percent-encoding of arguments.

#[cfg(feature = "std")]
use alloc::string::String;

/// Appends the text, encoded for a path segment or a query value.
#[cfg(feature = "std")]
pub fn encode(text: &str, out: &mut String) {
    each(text, &mut |letter| out.push(char::from(letter)));
}

/// Hands over the text letter by letter, encoded for a path segment or a query value: everything but RFC 3986's
/// unreserved characters, so that no `/`, `?`, `#`, `%`, space or `+` of an argument keeps a meaning of its own.
///
/// By hand: the usual library has a table of all 256 codes, which a browser would have to load.
pub(super) fn each(text: &str, push: &mut dyn FnMut(u8)) {
    let digit = |half: u8| half + if half < 10 { b'0' } else { b'A' - 10 };
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            push(byte);
        } else {
            push(b'%');
            push(digit(byte >> 4));
            push(digit(byte & 15));
        }
    }
}

#[cfg(test)]
mod tests {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

    use super::encode;

    const KEPT: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~');

    #[test]
    fn it_encodes_what_the_library_encodes() {
        for code in 0..0x3000 {
            let text: alloc::string::String = char::from_u32(code).into_iter().collect();
            let mut encoded = alloc::string::String::new();
            encode(&text, &mut encoded);
            assert!(
                utf8_percent_encode(&text, KEPT).to_string() == encoded,
                "{code:x}"
            );
        }
    }
}
