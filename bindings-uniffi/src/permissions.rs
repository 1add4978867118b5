//! Permission checks whose answers are booleans.

use std::sync::Arc;

use ory_hub::model::{CheckPermissionResultWithError, Relationship};

use crate::error::OryError;
use crate::ory::{Ory, in_background};

/// Checks of permissions.
#[derive(uniffi::Object)]
pub(crate) struct Permissions {
    client: ory_hub::Ory,
}

#[uniffi::export]
impl Ory {
    /// Checks of permissions.
    pub(crate) fn permissions(&self) -> Arc<Permissions> {
        Arc::new(Permissions {
            client: self.client(),
        })
    }
}

#[uniffi::export]
impl Permissions {
    /// Whether the relationship holds, directly or by the rules of its namespace. An unknown namespace is a no.
    pub(crate) async fn check(&self, relationship: Relationship) -> Result<bool, OryError> {
        let permissions = self.client.permissions();
        in_background(async move { permissions.check(relationship).await }).await
    }

    /// One answer for each relationship, in their order, from as many calls as the server's limit makes necessary. A
    /// check that fails alone has its error in its answer.
    ///
    /// - `maxDepth`: How many steps a search may take; none is the server's limit.
    #[uniffi::method(default(max_depth = None))]
    pub(crate) async fn check_all(
        &self,
        relationships: Vec<Relationship>,
        max_depth: Option<i64>,
    ) -> Result<Vec<CheckPermissionResultWithError>, OryError> {
        let permissions = self.client.permissions();
        in_background(async move { permissions.check_all(relationships, max_depth).await }).await
    }
}
