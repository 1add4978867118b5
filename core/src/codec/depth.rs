//! How deep JSON may nest.

/// How deep objects and lists may nest, free JSON included.
pub const DEPTH: usize = 128;

/// Whether JSON nests deeper than `levels`. A short text or few brackets settle it without a closer look.
pub(crate) fn nests_deeper(json: &str, levels: usize) -> bool {
    if json.len() / 2 <= levels {
        return false;
    }
    let brackets = json
        .bytes()
        .filter(|byte| matches!(byte, b'{' | b'['))
        .count();
    if brackets <= levels {
        return false;
    }
    let mut depth = 0_usize;
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'{' | b'[' if depth == levels => return true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => skip_text(&mut bytes),
            _ => {}
        }
    }
    false
}

/// Skips to the end of a JSON string whose first quote is gone.
fn skip_text(bytes: &mut std::str::Bytes<'_>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'"' => return,
            _ => {}
        }
    }
}
