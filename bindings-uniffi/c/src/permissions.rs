//! Permissions as answers of yes and no.

use ory_hub::OryError;
use ory_hub::model::Relationship;

use crate::client::ory_client;
use crate::error::{guard_result, ory_error};
use crate::pointer::{self, rust};
use crate::result::ory_result;
use crate::text::ory_str;

const OPERATION: &str = "postCheckPermission";

/// Whether a subject has a relation to an object, directly or by the rules of the namespace. A no is a success with
/// `*allowed` false, also for a namespace that the server does not know. For a subject set use
/// `ory_client_post_check_permission`.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_is_allowed(
    client: *const ory_client,
    namespace: ory_str,
    object: ory_str,
    relation: ory_str,
    subject_id: ory_str,
    allowed: *mut bool,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        let wrong = |error: OryError| error.with_operation(OPERATION);
        let client = pointer::require_ref(rust(client), "client").map_err(wrong)?;
        pointer::require_out(allowed, "the place for the answer").map_err(wrong)?;
        let text = |value: ory_str, name| value.named(name).map_err(wrong);
        let relationship = Relationship::new(
            text(namespace, "namespace")?,
            text(object, "object")?,
            text(relation, "relation")?,
        )
        .subject_id(text(subject_id, "subject_id")?);
        let permissions = client.ory.permissions();
        let answer = client.wait(OPERATION, permissions.check(relationship))?;
        pointer::write(allowed, answer);
        Ok(())
    })
}
