//! Types as `api/` writes them: `string`, `[Identity]?`, `map<json>`.

use crate::ir::{Text, Type};

/// The words of `api/` for types that are no models.
pub const WORDS: [&str; 10] = [
    "string", "uuid", "uri", "duration", "bool", "int", "number", "time", "json", "secret",
];

/// Reads a type; the second value says that it ended in `?`.
///
/// # Errors
/// A sentence for people, where it is no type.
pub fn parse(text: &str) -> Result<(Type, bool), String> {
    let (bare, optional) = match text.strip_suffix('?') {
        Some(bare) => (bare, true),
        None => (text, false),
    };
    required(bare).map(|ty| (ty, optional)).map_err(|part| {
        if part.ends_with('?') {
            format!("`{text}`: only a whole type may be optional, not `{part}`")
        } else {
            format!(
                "unknown type `{part}`; types are {}, `[T]`, `map<T>` and models",
                WORDS.join(", ")
            )
        }
    })
}

fn required(text: &str) -> Result<Type, String> {
    if let Some(item) = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    {
        return Ok(Type::List(Box::new(required(item.trim())?)));
    }
    if let Some(item) = text
        .strip_prefix("map<")
        .and_then(|rest| rest.strip_suffix('>'))
    {
        return Ok(Type::Map(Box::new(required(item.trim())?)));
    }
    let ty = match text {
        "string" => Type::Text(Text::Plain),
        "uuid" => Type::Text(Text::Uuid),
        "uri" => Type::Text(Text::Uri),
        "duration" => Type::Text(Text::Duration),
        "bool" => Type::Bool,
        "int" => Type::Int,
        "number" => Type::Number,
        "time" => Type::Time,
        "json" => Type::Json,
        "secret" => Type::Secret,
        name if is_model_name(name) => Type::Model(name.to_owned()),
        other => return Err(other.to_owned()),
    };
    Ok(ty)
}

/// Whether a name has the form of a model's: PascalCase letters and digits.
#[must_use]
pub fn is_model_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.chars().all(|letter| letter.is_ascii_alphanumeric())
}

/// The type as `api/` writes it, without `?`.
#[must_use]
pub fn text(ty: &Type) -> String {
    match ty {
        Type::Text(Text::Plain) => "string".to_owned(),
        Type::Text(Text::Uuid) => "uuid".to_owned(),
        Type::Text(Text::Uri) => "uri".to_owned(),
        Type::Text(Text::Duration) => "duration".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Int => "int".to_owned(),
        Type::Number => "number".to_owned(),
        Type::Time => "time".to_owned(),
        Type::Json => "json".to_owned(),
        Type::Secret => "secret".to_owned(),
        Type::List(item) => format!("[{}]", text(item)),
        Type::Map(item) => format!("map<{}>", text(item)),
        Type::Model(name) => name.clone(),
    }
}

/// The model a type is about, through lists and maps.
#[must_use]
pub fn model(ty: &Type) -> Option<&str> {
    match ty {
        Type::List(item) | Type::Map(item) => model(item),
        Type::Model(name) => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::{parse, text};

    #[test]
    fn what_is_written_is_what_is_read() {
        for written in [
            "string",
            "[UiNode]",
            "map<IdentityCredentials>",
            "[map<json>]",
            "secret",
            "duration",
        ] {
            let (ty, optional) = parse(written).unwrap();
            assert_eq!(text(&ty), written);
            assert!(!optional);
            let (same, optional) = parse(&format!("{written}?")).unwrap();
            assert_eq!(same, ty);
            assert!(optional);
        }
    }

    #[test]
    fn what_is_no_type_is_named() {
        assert_eq!(
            parse("[strng]").unwrap_err(),
            "unknown type `strng`; types are string, uuid, uri, duration, bool, int, number, time, json, secret, `[T]`, \
             `map<T>` and models"
        );
        assert_eq!(
            parse("[string?]").unwrap_err(),
            "`[string?]`: only a whole type may be optional, not `string?`"
        );
        assert!(parse("").is_err());
        assert!(parse("snake_case").is_err());
    }
}
