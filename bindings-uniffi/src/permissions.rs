//! Permission checks whose answers are booleans.

use std::sync::Arc;

use ory_hub::model::{CheckPermissionResultWithError, Relationship};

use crate::async_export::async_export;
use crate::ory::{Ory, background};

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

async_export!(
    /// Whether the relationship holds, directly or by the rules of its namespace. An unknown namespace is a no.
    #[symbol = "permissions_check"]
    fn check(this: &Permissions, relationship: Relationship) -> bool {
        let permissions = this.client.permissions();
        background(async move { permissions.check(relationship).await })
    }
);

async_export!(
    /// One answer for each relationship, in their order, from as many calls as the server's limit makes necessary. A
    /// check that fails alone has its error in its answer.
    ///
    /// - `maxDepth`: How many steps a search may take; none is the server's limit.
    #[symbol = "permissions_check_all"]
    fn check_all(
        this: &Permissions,
        relationships: Vec<Relationship>,
        max_depth: Option<i64>,
    ) -> Vec<CheckPermissionResultWithError> {
        let permissions = this.client.permissions();
        background(async move { permissions.check_all(relationships, max_depth).await })
    }
);
