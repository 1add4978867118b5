//! Lone surrogates: JSON can write `\ud800` alone, which UTF-8 cannot.
//!
//! Go and JavaScript write and read such texts, serde_json refuses them. A replacement of the same length keeps what is
//! around it where it is.

const REPLACEMENT: &str = "\\ufffd";

/// The JSON with a replacement for each lone surrogate, or `None` where there is none.
pub(crate) fn replace_lone_surrogates(json: &str) -> Option<String> {
    let mut text = String::new();
    let mut copied = 0;
    let mut at = 0;
    while let Some(place) = json.get(at..).and_then(|rest| rest.find('\\')) {
        at += place;
        match (surrogate(json, at), surrogate(json, at + 6)) {
            (Some(Surrogate::High), Some(Surrogate::Low)) => at += 12,
            (Some(_), _) => {
                text.push_str(json.get(copied..at)?);
                text.push_str(REPLACEMENT);
                at += 6;
                copied = at;
            }
            (None, _) => {
                // The backslash and whatever it escapes.
                at += 1 + json.get(at + 1..)?.chars().next().map_or(0, char::len_utf8);
            }
        }
    }
    if copied == 0 {
        return None;
    }
    text.push_str(json.get(copied..)?);
    Some(text)
}

enum Surrogate {
    High,
    Low,
}

/// The surrogate that an escape at this offset writes.
fn surrogate(json: &str, at: usize) -> Option<Surrogate> {
    let escape = json.get(at..at + 6)?;
    let digits = escape.strip_prefix("\\u")?;
    match u16::from_str_radix(digits, 16).ok()? {
        0xd800..=0xdbff => Some(Surrogate::High),
        0xdc00..=0xdfff => Some(Surrogate::Low),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::replace_lone_surrogates;

    #[test]
    fn lone_surrogates_are_replaced_and_nothing_else() {
        for (json, expected) in [
            (r#""\ud800""#, Some(r#""\ufffd""#)),
            (
                r#""é\uDFFFé\ud83d\ude00\ud83d""#,
                Some(r#""é\ufffdé\ud83d\ude00\ufffd""#),
            ),
            (r#""\ud83d\ud83d\ude00""#, Some(r#""\ufffd\ud83d\ude00""#)),
            (r#""\ud83d\ude00 \\ud800 \u00e9""#, None),
            (r#""plain""#, None),
            (r#""\ud8"#, None),
            ("\\", None),
            ("\\é\\u+d80", None),
        ] {
            assert_eq!(replace_lone_surrogates(json).as_deref(), expected, "{json}");
        }
    }
}
