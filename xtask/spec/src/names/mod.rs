//! One name, six languages: case conversion, and what happens to names a language keeps for itself.

mod reserved;

use heck::{ToLowerCamelCase, ToPascalCase, ToShoutySnakeCase, ToSnakeCase};

pub use reserved::{is_own_type, reserved_in};

/// The languages that names must be legal in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Rust, edition 2024.
    Rust,
    /// Kotlin.
    Kotlin,
    /// Swift.
    Swift,
    /// Python.
    Python,
    /// TypeScript.
    TypeScript,
    /// C and C++: one header serves both.
    C,
}

/// All of them.
pub const LANGUAGES: [Language; 6] = [
    Language::Rust,
    Language::Kotlin,
    Language::Swift,
    Language::Python,
    Language::TypeScript,
    Language::C,
];

impl Language {
    /// Its name, for messages.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rust => "Rust",
            Self::Kotlin => "Kotlin",
            Self::Swift => "Swift",
            Self::Python => "Python",
            Self::TypeScript => "TypeScript",
            Self::C => "C",
        }
    }

    /// A field or argument of that wire name in this language.
    #[must_use]
    pub fn field(self, wire: &str) -> String {
        match self {
            Self::Rust => rust_field(wire),
            Self::Kotlin => kotlin_name(wire),
            Self::Swift => swift_name(wire),
            Self::Python => python_name(wire),
            Self::TypeScript => ts_name(wire),
            Self::C => c_name(wire),
        }
    }
}

/// Whether an escaped name is an identifier: letters, digits and underscores, and no digit first.
#[must_use]
pub fn is_legal(escaped: &str) -> bool {
    let name = escaped.trim_start_matches("r#").trim_matches('`');
    !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name
            .chars()
            .all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

/// `get_identity`.
#[must_use]
pub fn snake(name: &str) -> String {
    one_word(name).to_snake_case()
}

/// `getIdentity`.
#[must_use]
pub fn camel(name: &str) -> String {
    name.to_lower_camel_case()
}

/// `GetIdentity`.
#[must_use]
pub fn pascal(name: &str) -> String {
    // `OAuth2` is one word at the start too, where Ory writes it small.
    match name.strip_prefix("oauth2") {
        Some(rest) => format!("OAuth2{}", rest.to_pascal_case()),
        None => name.to_pascal_case(),
    }
}

/// `GET_IDENTITY`.
#[must_use]
pub fn screaming(name: &str) -> String {
    one_word(name).to_shouty_snake_case()
}

/// `OAuth2` is one word.
fn one_word(name: &str) -> String {
    name.replace("OAuth2", "Oauth2").replace("oAuth2", "oauth2")
}

/// A field, argument or function in Rust: keywords are written raw.
#[must_use]
pub fn rust_field(name: &str) -> String {
    let name = snake(name);
    if ["self", "super", "crate"].contains(&name.as_str()) {
        return format!("{name}_");
    }
    match reserved_in(Language::Rust, &name) {
        true => format!("r#{name}"),
        false => name,
    }
}

/// A field, argument or function in Python: keywords get an underscore, as PEP 8 says.
#[must_use]
pub fn python_name(name: &str) -> String {
    underscored(Language::Python, snake(name))
}

/// A property, argument or function in Kotlin: keywords stand in backticks.
#[must_use]
pub fn kotlin_name(name: &str) -> String {
    ticked(Language::Kotlin, camel(name))
}

/// A property, argument or function in Swift: keywords stand in backticks.
#[must_use]
pub fn swift_name(name: &str) -> String {
    ticked(Language::Swift, camel(name))
}

/// An argument in TypeScript: keywords get an underscore. Property names keep their wire form.
#[must_use]
pub fn ts_name(name: &str) -> String {
    underscored(Language::TypeScript, camel(name))
}

/// An argument or function part in C; what C++ reserves is escaped too.
#[must_use]
pub fn c_name(name: &str) -> String {
    underscored(Language::C, snake(name))
}

/// The case of an enum value: `UsernameWebauthn` for `username webauthn`.
#[must_use]
pub fn variant(wire: &str) -> String {
    let name = worded(wire.to_pascal_case(), wire);
    match name.as_str() {
        "Unknown" | "Self" => format!("{name}Value"),
        _ if name.starts_with(|first: char| first.is_ascii_digit()) => format!("V{name}"),
        _ => name,
    }
}

/// The constant of an enum value: `USERNAME_WEBAUTHN` for `username webauthn`.
#[must_use]
pub fn constant(wire: &str) -> String {
    let name = worded(screaming(wire), wire);
    match name.starts_with(|first: char| first.is_ascii_digit()) {
        true => format!("V{name}"),
        false => name,
    }
}

/// A value without letters or digits, such as `*`, is called by its characters' numbers.
fn worded(name: String, wire: &str) -> String {
    if !name.is_empty() {
        return name;
    }
    let numbers: Vec<String> = wire
        .chars()
        .map(|letter| u32::from(letter).to_string())
        .collect();
    format!("U{}", numbers.join("_"))
}

fn underscored(language: Language, name: String) -> String {
    match reserved_in(language, &name) {
        true => format!("{name}_"),
        false => name,
    }
}

fn ticked(language: Language, name: String) -> String {
    match reserved_in(language, &name) {
        true => format!("`{name}`"),
        false => name,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        Language, c_name, camel, constant, kotlin_name, pascal, python_name, reserved_in,
        rust_field, screaming, snake, swift_name, ts_name, variant,
    };

    #[test]
    fn cases() {
        assert_eq!(
            snake("getIdentityByExternalID"),
            "get_identity_by_external_id"
        );
        assert_eq!(snake("X-Session-Token"), "x_session_token");
        assert_eq!(snake("onclickTrigger"), "onclick_trigger");
        assert_eq!(
            snake("acceptOAuth2LoginRequest"),
            "accept_oauth2_login_request"
        );
        assert_eq!(snake("oAuth2Authorize"), "oauth2_authorize");
        assert_eq!(camel("include_credential"), "includeCredential");
        assert_eq!(camel("listIdentities"), "listIdentities");
        assert_eq!(pascal("getOAuth2Client"), "GetOAuth2Client");
        assert_eq!(pascal("oauth2TokenExchange"), "OAuth2TokenExchange");
        assert_eq!(screaming("getIdentity"), "GET_IDENTITY");
    }

    #[test]
    fn keywords_are_escaped_as_each_language_allows() {
        assert_eq!(rust_field("type"), "r#type");
        assert_eq!(rust_field("self"), "self_");
        assert_eq!(python_name("from"), "from_");
        assert_eq!(python_name("type"), "type");
        assert_eq!(kotlin_name("in"), "`in`");
        assert_eq!(swift_name("extension"), "`extension`");
        assert_eq!(ts_name("delete"), "delete_");
        assert_eq!(c_name("class"), "class_");
        assert_eq!(c_name("register"), "register_");
        assert!(!reserved_in(Language::C, "identity"));
    }

    #[test]
    fn enum_values_become_names() {
        assert_eq!(variant("username webauthn"), "UsernameWebauthn");
        assert_eq!(variant("datetime-local"), "DatetimeLocal");
        assert_eq!(variant("unknown"), "UnknownValue");
        assert_eq!(variant("2fa"), "V2fa");
        assert_eq!(variant("*"), "U42");
        assert_eq!(constant("one-time-code"), "ONE_TIME_CODE");
        assert_eq!(constant("aal2"), "AAL2");
    }
}
