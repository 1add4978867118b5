//! JSON Patch for identities and other resources.

use serde::Serialize;

use crate::Json;
use crate::error::{ErrorKind, OryError};
use crate::model::{JsonPatch, JsonPatchOp};

/// Builds the steps of a JSON Patch (RFC 6902) and escapes their paths.
///
/// Ory's servers do `add`, `replace` and `remove`. They refuse `test`, `move` and `copy` (400 for identities, 500 for
/// OAuth2 clients), so there is no optimistic lock, and this builder has none of them. `replace` adds what is not there,
/// unknown paths are ignored with status 200 or refused with 400 (`remove` of what is not there, traits that the schema
/// does not know), and a path below `/id` or `/credentials` is refused only where it is
/// exactly one that the server lists. A step that would write a password's hash is refused by the operation, unless
/// [`allow_password_hash`](crate::CallOptions::allow_password_hash) is set.
///
/// ```
/// use ory_hub::identity::JsonPatchBuilder;
///
/// let patches = JsonPatchBuilder::new()
///     .replace("/traits/email", "a@b.example")
///     .add(["metadata_public", "plans/2026"], ["free"])
///     .remove("/external_id")
///     .build()?;
/// assert_eq!(patches[1].path, "/metadata_public/plans~12026");
/// # Ok::<(), ory_hub::OryError>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct JsonPatchBuilder {
    steps: Vec<JsonPatch>,
    fault: Option<String>,
}

/// Where a step of a patch applies: a JSON pointer (`/traits/email`) as a text, or the names on the way to it, which are
/// then escaped.
pub trait PatchPath {
    /// The JSON pointer.
    fn into_pointer(self) -> String;
}

impl PatchPath for &str {
    fn into_pointer(self) -> String {
        self.to_owned()
    }
}

impl PatchPath for String {
    fn into_pointer(self) -> String {
        self
    }
}

impl<S: AsRef<str>> PatchPath for &[S] {
    fn into_pointer(self) -> String {
        self.iter()
            .map(|name| format!("/{}", name.as_ref().replace('~', "~0").replace('/', "~1")))
            .collect()
    }
}

impl<S: AsRef<str>, const N: usize> PatchPath for [S; N] {
    fn into_pointer(self) -> String {
        self.as_slice().into_pointer()
    }
}

impl<S: AsRef<str>> PatchPath for Vec<S> {
    fn into_pointer(self) -> String {
        self.as_slice().into_pointer()
    }
}

impl JsonPatchBuilder {
    /// Without any step.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a member to an object, or an element to a list before the one that the path names (`-`: at its end).
    #[must_use]
    pub fn add(self, path: impl PatchPath, value: impl Serialize) -> Self {
        self.step(JsonPatchOp::Add, path, Some(Json::from_value(&value)))
    }

    /// Replaces what is there; Ory's servers add what is not.
    #[must_use]
    pub fn replace(self, path: impl PatchPath, value: impl Serialize) -> Self {
        self.step(JsonPatchOp::Replace, path, Some(Json::from_value(&value)))
    }

    /// Removes what is there.
    #[must_use]
    pub fn remove(self, path: impl PatchPath) -> Self {
        self.step(JsonPatchOp::Remove, path, None)
    }

    /// The steps, for [`PatchIdentity`](crate::endpoint::PatchIdentity) and other operations that take a patch.
    ///
    /// # Errors
    /// When a path is no JSON pointer, or a value cannot become JSON.
    pub fn build(self) -> Result<Vec<JsonPatch>, OryError> {
        if let Some(fault) = self.fault {
            return Err(OryError::new(ErrorKind::Input, fault));
        }
        Ok(self.steps)
    }

    fn step(
        mut self,
        op: JsonPatchOp,
        path: impl PatchPath,
        value: Option<Result<Json, crate::DecodeError>>,
    ) -> Self {
        let path = path.into_pointer();
        if let Some(fault) = pointer_fault(&path) {
            self.fault.get_or_insert(format!("`{path}` {fault}"));
        }
        let mut step = JsonPatch::new(op, path);
        match value.transpose() {
            Ok(value) => step.value = value,
            Err(error) => {
                let path = &step.path;
                self.fault
                    .get_or_insert(format!("the value for `{path}`: {error}"));
            }
        }
        self.steps.push(step);
        self
    }
}

/// What is wrong with a JSON pointer.
fn pointer_fault(pointer: &str) -> Option<&'static str> {
    if !pointer.starts_with('/') {
        return Some("is not a JSON pointer: it has to begin with /");
    }
    let mut parts = pointer.split('~');
    parts.next();
    parts
        .any(|after| !after.starts_with(['0', '1']))
        .then_some("is not a JSON pointer: ~ has to be written as ~0")
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::JsonPatchBuilder;
    use crate::Model as _;

    #[test]
    fn paths_are_escaped_and_values_are_json() {
        let steps = JsonPatchBuilder::new()
            .add(["traits", "a/b~c", ""], 9_007_199_254_740_993_u64)
            .replace("/traits/name~1first", None::<&str>)
            .remove(vec!["metadata_admin".to_owned()])
            .build()
            .unwrap();
        let json: Vec<String> = steps.iter().map(|step| step.to_json()).collect();
        assert_eq!(
            json,
            [
                r#"{"op":"add","path":"/traits/a~1b~0c/","value":9007199254740993}"#,
                r#"{"op":"replace","path":"/traits/name~1first","value":null}"#,
                r#"{"op":"remove","path":"/metadata_admin"}"#,
            ]
        );
    }

    #[test]
    fn what_is_no_pointer_is_refused() {
        for path in ["", "traits", "/traits/a~b", "/traits/a~"] {
            let error = JsonPatchBuilder::new().remove(path).build().unwrap_err();
            assert!(error.message().contains("JSON pointer"), "{path}: {error}");
        }
    }

    #[test]
    fn a_number_that_json_cannot_say_is_refused() {
        let patch = JsonPatchBuilder::new().replace("/traits/height", f64::NAN);
        let error = patch.build().unwrap_err();
        assert!(error.message().contains("/traits/height"), "{error}");
    }
}
