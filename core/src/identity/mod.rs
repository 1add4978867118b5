//! What an administrator needs beyond single calls: changes that keep the rest, and imports of any size.

mod import;
mod modify;
mod patch;

pub use import::{
    Import, ImportCheckpoint, ImportEvent, ImportOutcome, ImportProgress, ImportReport,
    ImportResult, ImportRow, ImportRun, check_hashed_password,
};
#[doc(hidden)]
pub use modify::changed_id;
pub use patch::{JsonPatchBuilder, PatchPath};

use crate::Ory;

/// The identities of a project: see [`Ory::identities`].
#[derive(Debug, Clone)]
pub struct Identities {
    ory: Ory,
}

impl Ory {
    /// Changes and imports of identities.
    #[must_use]
    pub fn identities(&self) -> Identities {
        Identities { ory: self.clone() }
    }
}
