//! Which release a document is of, and whether it is earlier than the one that `api/` follows.

use serde_json::Value;

/// A release: numbers, and the word behind them (`alpha.24`), which comes before none.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Release {
    numbers: [u64; 3],
    is_final: bool,
    word: Vec<u64>,
}

/// The release that a document names itself; one that this repository exported has none.
pub(crate) fn of_document(text: &str) -> Option<Release> {
    let root: Value = serde_json::from_str(text).ok()?;
    let info = root.get("info")?;
    match info.get(crate::export::EXTENSION) {
        Some(_) => None,
        None => version(info.get("version")?.as_str()?),
    }
}

/// The release in a file's name, such as `client-v1.22.65.json`.
pub(crate) fn in_name(name: &str) -> Option<Release> {
    name.split(['-', '_']).find_map(|part| {
        let numbers: Vec<&str> = part.split('.').take(3).collect();
        version(&numbers.join("."))
    })
}

/// `v1.22.92`, `1.6.2` or `v0.2.0-alpha.24`.
pub(crate) fn version(text: &str) -> Option<Release> {
    let text = text.trim().trim_start_matches('v');
    let (numbers, word) = match text.split_once('-') {
        Some((numbers, word)) => (numbers, Some(word)),
        None => (text, None),
    };
    let mut parts = numbers.split('.').map(|part| part.parse().ok());
    let numbers = [parts.next()??, parts.next()??, parts.next()??];
    if parts.next().is_some() {
        return None;
    }
    Some(Release {
        numbers,
        is_final: word.is_none(),
        word: word
            .into_iter()
            .flat_map(|word| word.split('.'))
            .filter_map(|part| part.parse().ok())
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::{in_name, of_document, version};

    #[test]
    fn releases_have_an_order() {
        let order = ["v0.2.0-alpha.24", "v0.2.0", "v1.6.2", "v1.22.65", "1.22.92"];
        let read: Vec<_> = order.iter().map(|text| version(text).unwrap()).collect();
        assert!(read.windows(2).all(|pair| pair[0] < pair[1]), "{read:?}");
        assert!(version("latest").is_none());
    }

    #[test]
    fn a_release_is_found_in_the_document_or_in_its_name() {
        assert_eq!(
            in_name("ory-client-v1.22.65.openapi.json"),
            version("1.22.65")
        );
        assert_eq!(in_name("ory-client.json"), None);
        let text = r#"{"info":{"version":"v1.6.2"}}"#;
        assert_eq!(of_document(text), version("1.6.2"));
        let own = r#"{"info":{"version":"0.1.0","x-ory-hub":{}}}"#;
        assert_eq!(of_document(own), None);
    }
}
