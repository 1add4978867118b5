//! Tokens that are offsets in disguise: base64 of `{"offset":"250","v":2}`.
//!
//! Kratos takes the first of them for the page that it already sent, and names no token for the last page. Both are
//! made good here: the token after the last one is what the server would have to name.

use alloc::string::String;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

#[derive(serde::Deserialize)]
struct Token {
    offset: String,
    v: u32,
}

/// The offset in a token.
pub fn read(token: &str) -> Option<u64> {
    let json = URL_SAFE_NO_PAD.decode(token.trim_end_matches('=')).ok()?;
    let token: Token = serde_json::from_slice(&json).ok()?;
    (token.v == 2).then(|| token.offset.parse().ok())?
}

/// The token of an offset.
pub fn write(offset: u64) -> String {
    URL_SAFE_NO_PAD.encode(alloc::format!(r#"{{"offset":"{offset}","v":2}}"#))
}
