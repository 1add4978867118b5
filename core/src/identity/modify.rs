//! Read, change, write back.

use serde::ser::{SerializeMap as _, Serializer as _};

use super::Identities;
use crate::endpoint::{Endpoint, GetIdentity, UpdateIdentity};
use crate::error::{ErrorKind, OryError};
use crate::model::{Identity, IdentityState};
use crate::request::ParamList;

impl Identities {
    /// Reads an identity, lets it be changed, and writes it back with everything that was not changed.
    ///
    /// Kratos wipes metadata that an update leaves out; here metadata, the external id and fields that this version does
    /// not know are sent back. Credentials and addresses cannot be changed in this way and stay as they are. There is no
    /// lock at the server: what somebody else writes between the read and the write is overwritten; a
    /// [patch](super::JsonPatchBuilder) touches only what it names.
    ///
    /// # Errors
    /// Those of both calls, and whatever the change returns; then nothing is written.
    pub async fn modify<F>(&self, id: impl Into<String>, change: F) -> Result<Identity, OryError>
    where
        F: FnOnce(&mut Identity) -> Result<(), OryError>,
    {
        self.try_modify(id, change).await
    }

    /// The same with a change that ends with an error of yours: see [`modify`](Self::modify).
    ///
    /// # Errors
    /// As there.
    pub async fn try_modify<F, E>(&self, id: impl Into<String>, change: F) -> Result<Identity, E>
    where
        F: FnOnce(&mut Identity) -> Result<(), E>,
        E: From<OryError>,
    {
        let mut identity = self.ory.call(GetIdentity::new(id)).await?;
        let read = identity.id.clone();
        change(&mut identity)?;
        Ok(self.write_changed(&read, &identity).await?)
    }

    /// Writes an identity back that was read under that id, unless the change gave it another one; for bindings.
    ///
    /// # Errors
    /// As [`write_back`](Self::write_back).
    #[doc(hidden)]
    pub async fn write_changed(
        &self,
        read: &str,
        identity: &Identity,
    ) -> Result<Identity, OryError> {
        if identity.id != read {
            return Err(changed_id());
        }
        self.write_back(identity).await
    }

    /// Writes an identity back that was read before, with everything in it: see [`modify`](Self::modify).
    ///
    /// # Errors
    /// Those of `updateIdentity`.
    pub async fn write_back(&self, identity: &Identity) -> Result<Identity, OryError> {
        let params = ParamList::default().with(&identity.id);
        let body = body(identity).map_err(|error| {
            OryError::new(ErrorKind::Input, error.to_string())
                .with_operation(UpdateIdentity::OPERATION.id)
        })?;
        self.ory
            .call_operation(UpdateIdentity::OPERATION, &params, Some(body))
            .await
    }
}

/// The error of a change that gave an identity another id; for bindings.
#[doc(hidden)]
#[must_use]
pub fn changed_id() -> OryError {
    let message = "the identity has another id than the one that was read";
    OryError::new(ErrorKind::Input, message).with_operation(UpdateIdentity::OPERATION.id)
}

/// All of an identity that an update takes, and what this version does not know.
fn body(identity: &Identity) -> Result<String, serde_json::Error> {
    let mut text = Vec::new();
    let mut serializer = serde_json::Serializer::new(&mut text);
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("schema_id", &identity.schema_id)?;
    map.serialize_entry("traits", &identity.traits)?;
    let state = identity.state.as_ref().unwrap_or(&IdentityState::Active);
    map.serialize_entry("state", state)?;
    if let Some(metadata) = &identity.metadata_public {
        map.serialize_entry("metadata_public", metadata)?;
    }
    if let Some(metadata) = &identity.metadata_admin {
        map.serialize_entry("metadata_admin", metadata)?;
    }
    if let Some(id) = &identity.external_id {
        map.serialize_entry("external_id", id)?;
    }
    if let Some(region) = &identity.region {
        map.serialize_entry("region", region)?;
    }
    if let Some(organization) = &identity.organization_id {
        map.serialize_entry("organization_id", organization)?;
    }
    for (name, value) in &identity.extra {
        map.serialize_entry(name, value)?;
    }
    map.end()?;
    Ok(String::from_utf8(text).unwrap_or_default())
}
