//! JSON Patch for identities and other resources.

use serde::Serialize;

use crate::Json;
use crate::error::{ErrorKind, OryError};
use crate::model::{JsonPatch, JsonPatchOp};

/// Builds the steps of a JSON Patch (RFC 6902) and escapes their paths.
///
/// Ory's servers do `add`, `replace` and `remove`. They refuse `test`, `move` and `copy` (400 for identities, 500 for
/// OAuth2 clients), so there is no optimistic lock, and this builder has none of them. `replace` adds what is not there,
/// unknown paths are ignored with status 200, and a path below `/id` or `/credentials` is refused only where it is
/// exactly one that the server lists.
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
    allow_password_hash: bool,
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

    /// Lets steps write below `/credentials`, where the server stores a password hash without a check: one that it
    /// cannot read locks the person out. Importing an identity is the checked way.
    #[must_use]
    pub fn allow_password_hash(mut self) -> Self {
        self.allow_password_hash = true;
        self
    }

    /// The steps, for [`PatchIdentity`](crate::endpoint::PatchIdentity) and other operations that take a patch.
    ///
    /// # Errors
    /// When a path is no JSON pointer, a value cannot become JSON, or a step would write a password hash and
    /// [`allow_password_hash`](Self::allow_password_hash) was not called.
    pub fn build(self) -> Result<Vec<JsonPatch>, OryError> {
        if let Some(fault) = self.fault {
            return Err(OryError::new(ErrorKind::Input, fault));
        }
        let hash = self.steps.iter().find(|step| writes_credentials(step));
        if let Some(step) = hash.filter(|_| !self.allow_password_hash) {
            let why = format!(
                "`{}` would write credentials, which the server does not check; call allow_password_hash() if it shall",
                step.path
            );
            return Err(OryError::new(ErrorKind::Input, why));
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

/// Whether a step reaches a password's hash. Servers match names without regard to case when they read the result.
fn writes_credentials(step: &JsonPatch) -> bool {
    if step.op == JsonPatchOp::Remove {
        return false;
    }
    let mut names = step.path.split('/').skip(1);
    let mut is = |name: &str| {
        names.next().is_none_or(|part| {
            let part = part.replace("~1", "/").replace("~0", "~");
            part.eq_ignore_ascii_case(name)
        })
    };
    is("credentials") && is("password")
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

    #[test]
    fn a_password_hash_has_to_be_asked_for() {
        for path in [
            "/credentials/password/config/hashed_password",
            "/Credentials/PASSWORD/config/hashed_password",
            "/credentials/password/config",
            "/credentials/password",
            "/credentials",
        ] {
            let patch = || JsonPatchBuilder::new().replace(path, "$2b$10$x");
            let error = patch().build().unwrap_err();
            assert!(error.message().contains("allow_password_hash"), "{error}");
            assert_eq!(patch().allow_password_hash().build().unwrap().len(), 1);
        }
        for path in ["/credentials/oidc", "/traits/credentials", "/traits"] {
            assert!(
                JsonPatchBuilder::new().replace(path, 1).build().is_ok(),
                "{path}"
            );
        }
        let remove = JsonPatchBuilder::new().remove("/credentials/password");
        assert!(remove.build().is_ok());
    }
}
