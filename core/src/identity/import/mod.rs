//! Imports of any number of identities.

mod batch;
mod hash;
mod lookup;
mod report;
mod row;
mod run;

use core::fmt;

pub use hash::check_hashed_password;
pub use report::{
    ImportCheckpoint, ImportEvent, ImportOutcome, ImportProgress, ImportReport, ImportResult,
};
pub use row::ImportRow;
pub use run::ImportRun;

use super::Identities;
use crate::Ory;
use crate::endpoint::BatchPatchIdentities;
use crate::error::OryError;

/// An import of identities; [`run`](Self::run) starts it.
///
/// Rows are sent in batches. The server does not say which row made a batch fail, so such a batch is split until the row
/// is found; every row gets a result of its own. Hashes of passwords are checked before they are sent.
///
/// ```no_run
/// use ory_hub::identity::{ImportCheckpoint, ImportRow};
///
/// # async fn import(ory: ory_hub::Ory, lines: Vec<String>) -> Result<(), ory_hub::OryError> {
/// let rows = lines.into_iter().map(ImportRow::from_json);
/// let report = ory
///     .identities()
///     .import(rows)
///     .on_progress(|progress| drop(std::fs::write("import.json", progress.checkpoint.to_json())))
///     .run()
///     .await;
/// for result in report.failed() {
///     println!("row {}: {}", result.row, result.error().unwrap());
/// }
/// # Ok(()) }
/// ```
#[must_use = "nothing is sent before `run`"]
pub struct Import<'c, I> {
    ory: Ory,
    rows: I,
    batch_size: usize,
    checkpoint: ImportCheckpoint,
    on_progress: Option<ProgressHook<'c>>,
    on_result: Option<ResultHook<'c>>,
}

type ProgressHook<'c> = Box<dyn FnMut(&ImportProgress) + Send + 'c>;
type ResultHook<'c> = Box<dyn FnMut(&ImportResult) + Send + 'c>;

impl Identities {
    /// Imports any number of identities: bodies, or [`ImportRow`]s from JSON text.
    pub fn import<I>(&self, rows: I) -> Import<'static, I::IntoIter>
    where
        I: IntoIterator,
        I::Item: Into<ImportRow>,
    {
        Import {
            ory: self.ory.clone(),
            rows: rows.into_iter(),
            batch_size: BatchPatchIdentities::MAX_ITEMS,
            checkpoint: ImportCheckpoint::default(),
            on_progress: None,
            on_result: None,
        }
    }
}

impl<'c, I> Import<'c, I> {
    /// Sends at most so many rows at once; 1,000 is the server's limit and the default. Batches with a password in plain
    /// text hold at most 200 whatever is set here. With 0 the run ends with an error of kind input before anything is sent.
    pub fn batch_size(mut self, rows: usize) -> Self {
        self.batch_size = rows.min(BatchPatchIdentities::MAX_ITEMS);
        self
    }

    /// What would end the run before anything is sent; for bindings, which can say so at once.
    #[doc(hidden)]
    pub fn check(&self) -> Result<(), OryError> {
        match self.batch_size {
            0 => Err(run::no_rows()),
            _ => Ok(()),
        }
    }

    /// Goes on where an earlier run was. The same rows are given, from the first one on: those that are done are passed
    /// over, and those that were under way count as created if the server has them.
    pub fn resume_from(mut self, checkpoint: ImportCheckpoint) -> Self {
        self.checkpoint = checkpoint;
        self
    }

    /// Called before and after each request. Whoever wants to resume after the process was killed keeps the checkpoint
    /// here, before the call returns.
    pub fn on_progress<'n>(self, hook: impl FnMut(&ImportProgress) + Send + 'n) -> Import<'n, I>
    where
        'c: 'n,
    {
        Import {
            on_progress: Some(Box::new(hook)),
            ..self
        }
    }

    /// Called with each result, in the order of the rows, before the progress that counts it.
    pub fn on_result<'n>(self, hook: impl FnMut(&ImportResult) + Send + 'n) -> Import<'n, I>
    where
        'c: 'n,
    {
        Import {
            on_result: Some(Box::new(hook)),
            ..self
        }
    }
}

impl<I> Import<'_, I>
where
    I: Iterator,
    I::Item: Into<ImportRow>,
{
    /// Starts without sending anything: each [`ImportRun::next`] is one step. The hooks set here are not called.
    pub fn start(self) -> ImportRun<I> {
        ImportRun::new(self)
    }

    /// Sends all rows. Dropping the future ends the import; the last checkpoint tells where.
    pub async fn run(mut self) -> ImportReport {
        let mut on_progress = self.on_progress.take();
        let mut on_result = self.on_result.take();
        let mut run = self.start();
        let mut results = Vec::new();
        let stopped = loop {
            match run.next().await {
                Ok(Some(ImportEvent::Progress(progress))) => {
                    if let Some(hook) = &mut on_progress {
                        hook(&progress);
                    }
                }
                Ok(Some(ImportEvent::Result(result))) => {
                    if let Some(hook) = &mut on_result {
                        hook(&result);
                    }
                    results.push(result);
                }
                Ok(None) => break None,
                Err(error) => break Some(error),
            }
        };
        ImportReport {
            results,
            checkpoint: run.checkpoint(),
            stopped,
        }
    }
}

/// Without the rows.
impl<I> fmt::Debug for Import<'_, I> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Import")
            .field("batch_size", &self.batch_size)
            .field("checkpoint", &self.checkpoint)
            .finish_non_exhaustive()
    }
}
