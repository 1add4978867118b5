//! Finding an identity that an attempt may have created.

use serde_json::Value;

use super::row::ReadRow;
use crate::Ory;
use crate::endpoint::ListIdentities;
use crate::error::OryError;
use crate::model::Identity;

/// Only so many texts of a row's traits are tried as what it signs in with.
const MAX_TEXTS: usize = 12;

/// The identity with the row's traits, if there is one. Only the schema knows by which of its traits somebody signs in,
/// so each text is asked for.
pub(super) async fn find(ory: &Ory, row: &ReadRow) -> Result<Option<String>, OryError> {
    let mut texts = Vec::new();
    collect(&row.traits, &mut texts);
    for text in texts {
        let endpoint = ListIdentities::new().credentials_identifier(text);
        for identity in ory.call(endpoint).await? {
            if is_row(&identity, row) {
                return Ok(Some(identity.id));
            }
        }
    }
    Ok(None)
}

fn is_row(identity: &Identity, row: &ReadRow) -> bool {
    let traits: Result<Value, _> = identity.traits.decode();
    traits.is_ok_and(|traits| traits == row.traits)
        && (row.schema_id.is_empty() || row.schema_id == identity.schema_id)
}

/// The texts in a value.
fn collect<'v>(value: &'v Value, texts: &mut Vec<&'v str>) {
    match value {
        Value::String(text) if !text.is_empty() && texts.len() < MAX_TEXTS => {
            // What looks like an address goes first.
            let place = if text.contains('@') { 0 } else { texts.len() };
            texts.insert(place, text);
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, texts)),
        _ => {}
    }
}
