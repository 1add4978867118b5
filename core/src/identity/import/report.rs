//! The results of an import.

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::error::OryError;

/// The result of one row.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ImportResult {
    /// Position of the row, from 0.
    pub row: u64,
    /// Whether it was created, was there already, or failed.
    pub outcome: ImportOutcome,
}

/// The outcome of one row.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportOutcome {
    /// It was created; the new identity's id.
    Created(String),
    /// It was there already with the same traits: an attempt whose answer did not arrive had created it.
    AlreadyThere(String),
    /// It was not created.
    Failed(OryError),
}

impl ImportResult {
    /// The identity's id, unless the row failed.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match &self.outcome {
            ImportOutcome::Created(id) | ImportOutcome::AlreadyThere(id) => Some(id),
            ImportOutcome::Failed(_) => None,
        }
    }

    /// Why the row failed.
    #[must_use]
    pub fn error(&self) -> Option<&OryError> {
        match &self.outcome {
            ImportOutcome::Failed(error) => Some(error),
            _ => None,
        }
    }
}

/// The progress of an import. Store its text: an import that starts with it continues where the earlier process stopped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ImportCheckpoint {
    /// So many rows from the start have a result.
    pub done: u64,
    /// Rows from `done` up to here were being sent: the server may have created some of them.
    pub sent: u64,
}

impl ImportCheckpoint {
    /// A checkpoint with these numbers.
    #[must_use]
    pub fn new(done: u64, sent: u64) -> Self {
        Self { done, sent }
    }

    /// Reads what [`to_json`](Self::to_json) wrote.
    ///
    /// # Errors
    /// When the text is something else.
    pub fn from_json(text: &str) -> Result<Self, crate::DecodeError> {
        serde_json::from_str(text)
            .map_err(|_| crate::DecodeError::whole("is no checkpoint of an import"))
    }

    /// Its JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// How an import goes, before and after each request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImportProgress {
    /// Where to go on if the process ended now.
    pub checkpoint: ImportCheckpoint,
    /// Rows that were created by this run, or found to be there.
    pub created: u64,
    /// Rows that failed in this run.
    pub failed: u64,
}

/// What happens in an import.
#[derive(Debug, Clone, PartialEq)]
pub enum ImportEvent {
    /// A batch is about to be sent, or has its results.
    Progress(ImportProgress),
    /// A row has its result.
    Result(ImportResult),
}

impl ImportEvent {
    /// One line of JSON: `{"checkpoint":{…},"created":2,"failed":1}`, `{"row":0,"id":"…"}` or
    /// `{"row":1,"error":{"kind":"api","status":409,"message":"…"}}`. Rows that were there already have
    /// `"already_there":true`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let value = match self {
            Self::Progress(progress) => json!({
                "checkpoint": progress.checkpoint,
                "created": progress.created,
                "failed": progress.failed,
            }),
            Self::Result(ImportResult { row, outcome }) => match outcome {
                ImportOutcome::Created(id) => json!({ "row": row, "id": id }),
                ImportOutcome::AlreadyThere(id) => {
                    json!({ "row": row, "id": id, "already_there": true })
                }
                ImportOutcome::Failed(error) => json!({
                    "row": row,
                    "error": {
                        "kind": error.kind().as_str(),
                        "status": error.status(),
                        "message": error.message(),
                        "reason": error.reason(),
                    },
                }),
            },
        };
        value.to_string()
    }
}

/// The results of an import.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ImportReport {
    /// One result for each row of this run, in the order of the rows.
    pub results: Vec<ImportResult>,
    /// Where it ended.
    pub checkpoint: ImportCheckpoint,
    /// Why it ended before the last row: the server is gone, the credential is wrong. `None` if all rows have a result.
    pub stopped: Option<OryError>,
}

impl ImportReport {
    /// The rows that failed.
    pub fn failed(&self) -> impl Iterator<Item = &ImportResult> {
        self.results
            .iter()
            .filter(|result| result.error().is_some())
    }

    /// How many rows were created, or found to be there.
    #[must_use]
    pub fn created(&self) -> usize {
        self.results.len() - self.failed().count()
    }
}
