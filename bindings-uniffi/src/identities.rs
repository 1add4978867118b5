//! Changes and imports of identities.

use std::sync::Arc;

use ory_hub::endpoint::GetIdentity;
use ory_hub::identity::{self as core, ImportCheckpoint, ImportOutcome, ImportRow};
use ory_hub::model::{CreateIdentityBody, Identity, JsonPatch};
use ory_hub::{Json, Problem};

use crate::async_export::async_export;
use crate::error::OryError;
use crate::ory::{Ory, background, call};
use crate::pages::{Source, Steps};
use crate::refused;
use crate::spelling;

/// What an administrator needs beyond single calls: changes that keep the rest, and imports of any size.
#[derive(uniffi::Object)]
pub(crate) struct Identities {
    client: ory_hub::Ory,
}

#[uniffi::export]
impl Ory {
    /// Changes and imports of identities.
    pub(crate) fn identities(&self) -> Arc<Identities> {
        Arc::new(Identities {
            client: self.client(),
        })
    }
}

/// The error of a change that gave an identity another id.
#[uniffi::export]
pub(crate) fn changed_id() -> Result<(), OryError> {
    Err(core::changed_id().into())
}

/// How an import goes.
#[derive(Debug, Clone, Default, uniffi::Record)]
pub(crate) struct ImportOptions {
    /// Rows at once; 1,000 is the server's limit and the default, 200 where a password has to be hashed. None at all
    /// is refused.
    #[uniffi(default = None)]
    pub(crate) batch_size: Option<u32>,
    /// A checkpoint that an earlier run reported; the same rows are given again, from the first one on.
    #[uniffi(default = None)]
    pub(crate) resume_from: Option<String>,
}

#[uniffi::export]
impl Identities {
    /// Imports any number of identities. Nothing is sent before the first step.
    #[uniffi::method(default(options = None))]
    pub(crate) fn import_rows(
        &self,
        rows: Vec<CreateIdentityBody>,
        options: Option<ImportOptions>,
    ) -> Result<Arc<ImportRun>, OryError> {
        self.start(rows.into_iter().map(ImportRow::from).collect(), options)
    }

    /// Imports identities from JSON, such as the lines of a file. A line that is no JSON is a row that fails.
    #[uniffi::method(default(options = None))]
    pub(crate) fn import_json(
        &self,
        rows: Vec<String>,
        options: Option<ImportOptions>,
    ) -> Result<Arc<ImportRun>, OryError> {
        self.start(
            rows.into_iter().map(ImportRow::from_json).collect(),
            options,
        )
    }
}

async_export!(
    /// Reads an identity, to be changed and written back.
    #[symbol = "identities_read"]
    fn read(this: &Identities, id: String) -> Identity {
        call(&this.client, GetIdentity::new(id))
    }
);

async_export!(
    /// Writes an identity back that was read before, with metadata and all else that is in it; an ordinary update
    /// wipes what it leaves out. Credentials and addresses stay as they are.
    #[symbol = "identities_write_back"]
    fn write_back(this: &Identities, identity: Identity) -> Identity {
        let identities = this.client.identities();
        background(async move { identities.write_back(&identity).await })
    }
);

impl Identities {
    fn start(
        &self,
        rows: Vec<ImportRow>,
        options: Option<ImportOptions>,
    ) -> Result<Arc<ImportRun>, OryError> {
        let options = options.unwrap_or_default();
        let mut import = self.client.identities().import(rows);
        if let Some(size) = options.batch_size {
            // A negative number of Kotlin or Swift arrives as a large one.
            let size = i32::try_from(size).unwrap_or_default();
            import = import.batch_size(usize::try_from(size).unwrap_or_default());
        }
        import.check()?;
        if let Some(checkpoint) = options.resume_from {
            let checkpoint = ImportCheckpoint::from_json(&checkpoint).map_err(|error| {
                ory_hub::OryError::new(ory_hub::ErrorKind::Input, error.to_string())
            })?;
            import = import.resume_from(checkpoint);
        }
        Ok(Arc::new(ImportRun(Source::new(Run(import.start())))))
    }
}

struct Run(core::ImportRun<std::vec::IntoIter<ImportRow>>);

impl Steps for Run {
    type Item = ImportEvent;

    async fn next(&mut self) -> Result<Option<ImportEvent>, ory_hub::OryError> {
        Ok(self.0.next().await?.map(event))
    }
}

/// An import under way.
#[derive(uniffi::Object)]
pub(crate) struct ImportRun(Source<ImportEvent>);

async_export!(
    /// What happened next: progress before a batch is sent, then the results of its rows, then progress again; nothing
    /// after the last row. After an error the next call goes on with what is left.
    #[symbol = "importrun_next"]
    fn next(this: &ImportRun) -> Option<ImportEvent> {
        this.0.next()
    }
);

/// What happens in an import.
#[derive(uniffi::Enum)]
pub(crate) enum ImportEvent {
    /// A batch is about to be sent, or has its results.
    Progress {
        /// Keep it: with it the import goes on after the process ended, however it ended.
        checkpoint: String,
        /// So many rows from the start have a result.
        done: u64,
        /// Rows that were created by this run, or found to be there.
        created: u64,
        /// Rows that failed in this run.
        failed: u64,
    },
    /// A row was created.
    Created {
        /// Position of the row, from 0.
        row: u64,
        /// Id of the identity.
        id: String,
    },
    /// A row was there already: an attempt whose answer did not arrive had created it.
    AlreadyThere {
        /// Position of the row, from 0.
        row: u64,
        /// Id of the identity.
        id: String,
    },
    /// A row was not created.
    Failed {
        /// Position of the row, from 0.
        row: u64,
        /// Why.
        problem: Problem,
    },
}

fn event(event: core::ImportEvent) -> ImportEvent {
    match event {
        core::ImportEvent::Result(result) => {
            let row = result.row;
            match result.outcome {
                ImportOutcome::Created(id) => ImportEvent::Created { row, id },
                ImportOutcome::AlreadyThere(id) => ImportEvent::AlreadyThere { row, id },
                ImportOutcome::Failed(error) => ImportEvent::Failed {
                    row,
                    problem: spelling::of_language(error.into_problem()),
                },
            }
        }
        core::ImportEvent::Progress(progress) => ImportEvent::Progress {
            checkpoint: progress.checkpoint.to_json(),
            done: progress.checkpoint.done,
            created: progress.created,
            failed: progress.failed,
        },
    }
}

/// Builds the steps of a JSON Patch. Servers do `add`, `replace` and `remove`; they refuse `test`, `move` and `copy`.
#[derive(uniffi::Object)]
pub(crate) struct JsonPatchBuilder(core::JsonPatchBuilder);

#[uniffi::export]
impl JsonPatchBuilder {
    /// Without any step.
    #[uniffi::constructor]
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(core::JsonPatchBuilder::new()))
    }

    /// The same steps and one that adds a member to an object or an element to a list.
    pub(crate) fn add(&self, path: String, value: Json) -> Arc<Self> {
        Arc::new(Self(self.0.clone().add(path, value)))
    }

    /// The same steps and one that replaces what is there; Ory's servers add what is not.
    pub(crate) fn replace(&self, path: String, value: Json) -> Arc<Self> {
        Arc::new(Self(self.0.clone().replace(path, value)))
    }

    /// The same steps and one that removes what is there.
    pub(crate) fn remove(&self, path: String) -> Arc<Self> {
        Arc::new(Self(self.0.clone().remove(path)))
    }

    /// The steps.
    pub(crate) fn build(&self) -> Result<Vec<JsonPatch>, OryError> {
        let built = self.0.clone().build();
        // What core says of such a path shows it.
        refused::check(built.as_ref().err().map(ory_hub::OryError::message))?;
        let steps = built?;
        let values = steps.iter().filter_map(|step| step.value.as_ref());
        let paths = steps.iter().map(|step| step.path.as_str());
        refused::check(paths.chain(values.map(Json::text)))?;
        Ok(steps)
    }
}

/// The JSON pointer of names on the way to a place, escaped: `["metadata_public", "a/b"]` is `/metadata_public/a~1b`.
#[uniffi::export]
pub(crate) fn json_pointer(names: Vec<String>) -> Result<String, OryError> {
    refused::check(names.iter().map(String::as_str))?;
    Ok(core::PatchPath::into_pointer(names))
}

/// What is wrong with a password hash for an import; nothing if Kratos can check passwords against it.
#[uniffi::export]
pub(crate) fn hashed_password_fault(hash: String) -> Option<String> {
    core::check_hashed_password(&hash).err().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_value_that_is_no_json_is_refused_where_the_patch_is_built() {
        let none = Json::from_value(&ory_hub::internal::uniffi::NOT_JSON).unwrap();
        let patch = JsonPatchBuilder::new().add("/traits/a".into(), none);
        assert!(matches!(patch.build(), Err(OryError::Input { .. })));
        let patch = JsonPatchBuilder::new().add("/traits/a".into(), Json::default());
        assert_eq!(patch.build().unwrap().len(), 1);
    }

    #[test]
    fn half_a_character_is_in_no_pointer() {
        let half = ory_hub::internal::uniffi::HALF_CHARACTER;
        let remove = |path: String| JsonPatchBuilder::new().remove(path).build().map(drop);
        for refused in [
            json_pointer(vec!["traits".into(), half.into()]).map(drop),
            remove(format!("/{half}")),
            remove(half.into()),
        ] {
            let error = refused.unwrap_err().to_string();
            assert!(error.contains("half a character"), "{error}");
        }
        assert_eq!(json_pointer(vec!["a/b".into()]).unwrap(), "/a~1b");
    }
}
