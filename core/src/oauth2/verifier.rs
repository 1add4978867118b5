//! What a verifier of PKCE may be (RFC 7636).

use std::ops::RangeInclusive;

const LENGTHS: RangeInclusive<usize> = 43..=128;

/// Why a text cannot be a verifier: servers refuse it only after the person has signed in, which uses the code up.
pub(super) fn verifier_fault(verifier: &str) -> Option<&'static str> {
    let allowed =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    if !LENGTHS.contains(&verifier.len()) {
        return Some("the verifier of PKCE has to have 43 to 128 characters");
    }
    let plain = verifier.bytes().all(allowed);
    (!plain).then_some("the verifier of PKCE may have letters, digits and -._~ only")
}
