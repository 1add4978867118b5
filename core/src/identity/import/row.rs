//! One identity to import, and what is wrong with it before it is sent.

use serde_json::value::RawValue;

use super::hash::check_hashed_password;
use crate::model::CreateIdentityBody;
use crate::{Json, Model as _};

/// One identity to import: a body, or its JSON as it stands in a file.
#[derive(Clone, PartialEq)]
pub struct ImportRow(Result<Json, String>);

impl ImportRow {
    /// A row from JSON text, such as a line of a file. Text that is no JSON is a row that fails.
    pub fn from_json(text: impl Into<String>) -> Self {
        Self(Json::parse(text).map_err(|error| error.to_string()))
    }

    /// A row that could not be made, for the reason that is given; bindings have such rows.
    #[doc(hidden)]
    #[must_use]
    pub fn unreadable(why: String) -> Self {
        Self(Err(why))
    }

    pub(super) fn read(self) -> Result<ReadRow, String> {
        ReadRow::new(self.0?)
    }
}

impl From<CreateIdentityBody> for ImportRow {
    fn from(body: CreateIdentityBody) -> Self {
        Self::from_json(body.to_json())
    }
}

impl From<Json> for ImportRow {
    fn from(json: Json) -> Self {
        Self(Ok(json))
    }
}

/// Nothing of it: it holds credentials.
impl std::fmt::Debug for ImportRow {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("ImportRow([redacted])")
    }
}

/// A row that may be sent.
pub(super) struct ReadRow {
    pub json: Json,
    /// The server hashes its password, which takes time.
    pub is_plaintext: bool,
    pub schema_id: String,
    pub traits: serde_json::Value,
}

#[derive(serde::Deserialize)]
struct Fields<'a> {
    #[serde(default)]
    schema_id: Option<String>,
    #[serde(borrow, default)]
    traits: Option<&'a RawValue>,
    #[serde(default)]
    credentials: Option<Credentials>,
    #[serde(borrow, default)]
    metadata_public: Option<&'a RawValue>,
    #[serde(borrow, default)]
    metadata_admin: Option<&'a RawValue>,
}

#[derive(serde::Deserialize)]
struct Credentials {
    #[serde(default)]
    password: Option<Password>,
}

#[derive(serde::Deserialize)]
struct Password {
    #[serde(default)]
    config: Option<PasswordConfig>,
}

#[derive(serde::Deserialize)]
struct PasswordConfig {
    #[serde(default)]
    password: Option<serde_json::Value>,
    #[serde(default)]
    hashed_password: Option<serde_json::Value>,
}

impl ReadRow {
    fn new(json: Json) -> Result<Self, String> {
        const NO_OBJECT: &str = "the row is no object with the fields of an identity";
        if !json.text().trim_start().starts_with('{') {
            return Err(NO_OBJECT.to_owned());
        }
        // Serde's own message could show a value.
        let fields: Fields<'_> = serde_json::from_str(json.text()).map_err(|_| NO_OBJECT)?;
        for (name, metadata) in [
            ("metadata_public", fields.metadata_public),
            ("metadata_admin", fields.metadata_admin),
        ] {
            if metadata.is_some_and(|metadata| is_number(metadata.get())) {
                return Err(format!(
                    "`{name}` is a bare number, which would make every later read fail"
                ));
            }
        }
        let traits = fields.traits.ok_or("`traits` is missing")?;
        let traits = serde_json::from_str(traits.get()).map_err(|error| error.to_string())?;
        let password = fields
            .credentials
            .and_then(|credentials| credentials.password)
            .and_then(|password| password.config);
        let hash = password
            .as_ref()
            .and_then(|password| password.hashed_password.as_ref());
        match hash {
            None | Some(serde_json::Value::Null) => {}
            Some(serde_json::Value::String(hash)) => check_hashed_password(hash)?,
            Some(_) => return Err("the password hash is no text".to_owned()),
        }
        let is_plaintext = password.is_some_and(|password| {
            password
                .password
                .is_some_and(|password| !password.is_null())
        });
        // By the rule of the body of `createIdentity`: what would be lost or refused there is no identity here either.
        CreateIdentityBody::from_json(json.text()).map_err(|error| error.to_string())?;
        Ok(Self {
            is_plaintext,
            schema_id: fields.schema_id.unwrap_or_default(),
            traits,
            json,
        })
    }
}

fn is_number(json: &str) -> bool {
    json.starts_with(|first: char| first == '-' || first.is_ascii_digit())
}
