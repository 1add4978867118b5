//! Permissions beyond single calls: answers as booleans, and any number of checks.

use crate::Ory;
use crate::endpoint::{BatchCheckPermission, PostCheckPermission};
use crate::error::{ErrorKind, OryError};
use crate::model::{
    BatchCheckPermissionBody, CheckPermissionResultWithError, PostCheckPermissionBody, Relationship,
};

/// The permissions of a project: see [`Ory::permissions`].
#[derive(Debug, Clone)]
pub struct Permissions {
    ory: Ory,
}

impl Ory {
    /// Checks of permissions.
    #[must_use]
    pub fn permissions(&self) -> Permissions {
        Permissions { ory: self.clone() }
    }
}

impl Permissions {
    /// Whether the relationship holds, directly or by the rules of its namespace. An unknown namespace is a no.
    ///
    /// # Errors
    /// Those of `postCheckPermission`.
    pub async fn check(&self, relationship: Relationship) -> Result<bool, OryError> {
        let mut body = PostCheckPermissionBody::new()
            .namespace(relationship.namespace)
            .object(relationship.object)
            .relation(relationship.relation);
        body.subject_id = relationship.subject_id;
        body.subject_set = relationship.subject_set;
        Ok(self.ory.call(PostCheckPermission::new(body)).await?.allowed)
    }

    /// One answer for each relationship, in their order, from as many calls as the server's limit makes necessary.
    /// `max_depth` is how many steps a search may take; none is the server's limit.
    ///
    /// # Errors
    /// Those of `batchCheckPermission`. A check that fails alone has its error in its answer.
    pub async fn check_all(
        &self,
        relationships: Vec<Relationship>,
        max_depth: Option<i64>,
    ) -> Result<Vec<CheckPermissionResultWithError>, OryError> {
        let mut answers = Vec::with_capacity(relationships.len());
        for part in relationships.chunks(BatchCheckPermission::MAX_ITEMS) {
            let body = BatchCheckPermissionBody::new().tuples(part.to_vec());
            let mut endpoint = BatchCheckPermission::new(body);
            endpoint.max_depth = max_depth;
            let results = self.ory.call(endpoint).await?.results;
            if results.len() != part.len() {
                let why = "the server answered another number of checks than it was asked for";
                return Err(
                    OryError::new(ErrorKind::Decode, why).with_operation("batchCheckPermission")
                );
            }
            answers.extend(results);
        }
        Ok(answers)
    }
}
