//! The run of an import, step by step.

use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{BuildHasher as _, RandomState};

use super::Import;
use super::batch::{self, Answers, Failure, Pending};
use super::lookup;
use super::report::{ImportCheckpoint, ImportEvent, ImportOutcome, ImportProgress, ImportResult};
use super::row::{ImportRow, ReadRow};
use crate::Ory;
use crate::endpoint::{BatchPatchIdentities, Endpoint as _, GetIdentity};
use crate::error::{ErrorKind, OryError};

/// How often in a row a rate limit is waited for.
const MAX_REFUSALS: u32 = 10;

/// An import under way: see [`Import::start`].
pub struct ImportRun<I> {
    ory: Ory,
    rows: I,
    /// Number of the next row.
    next: u64,
    /// A row that did not fit into the batch.
    kept: Option<Item>,
    /// Rows at once.
    limit: usize,
    resumed: ImportCheckpoint,
    known: KnownRows,
    /// The batch: its rows in their order, with an outcome where nothing has to be sent.
    batch: Vec<(u64, Option<ImportOutcome>)>,
    /// Rows of the batch whose traits an earlier row has too.
    twins: HashSet<u64>,
    /// Parts of the batch that are still to be sent, the first one last.
    parts: Vec<Vec<Pending>>,
    done: HashMap<u64, ImportOutcome>,
    /// Refusals for a rate limit, in a row.
    refused: u32,
    events: VecDeque<ImportEvent>,
    progress: ImportProgress,
}

/// A row that waits for its batch, or cannot be sent.
struct Item {
    number: u64,
    twin: bool,
    read: Result<Pending, String>,
}

/// The traits that were met, as numbers.
#[derive(Default)]
struct KnownRows {
    hasher: RandomState,
    rows: HashSet<u64>,
}

impl KnownRows {
    /// False if the traits were there before.
    fn add(&mut self, row: &ReadRow) -> bool {
        // A `Value` keeps its members sorted, so that their order in the text does not count.
        let key = (&row.schema_id, row.traits.to_string());
        self.rows.insert(self.hasher.hash_one(key))
    }
}

impl<I> ImportRun<I>
where
    I: Iterator,
    I::Item: Into<ImportRow>,
{
    pub(super) fn new(import: Import<'_, I>) -> Self {
        let done = import.checkpoint.done;
        Self {
            ory: import.ory,
            rows: import.rows,
            next: 0,
            kept: None,
            limit: import.batch_size,
            resumed: import.checkpoint,
            known: KnownRows::default(),
            batch: Vec::new(),
            twins: HashSet::new(),
            parts: Vec::new(),
            done: HashMap::new(),
            refused: 0,
            events: VecDeque::new(),
            progress: ImportProgress {
                checkpoint: ImportCheckpoint::new(done, done),
                created: 0,
                failed: 0,
            },
        }
    }

    /// What happened next: progress before a batch is sent, then the results of its rows, then progress again. Nothing
    /// after the last row. After an error, and where the future was dropped, the next call goes on with what is left.
    ///
    /// # Errors
    /// When the server is gone, the credential is wrong, a rate limit lasts, or the size of batches is 0.
    pub async fn next(&mut self) -> Result<Option<ImportEvent>, OryError> {
        if self.limit == 0 {
            return Err(no_rows());
        }
        loop {
            if let Some(event) = self.events.pop_front() {
                return Ok(Some(event));
            }
            if self.batch.is_empty() {
                if !self.gather() {
                    return self.end().map(|()| None);
                }
                continue;
            }
            self.send().await?;
            self.report();
        }
    }

    /// A checkpoint of other rows would otherwise pass for an import that is done.
    fn end(&self) -> Result<(), OryError> {
        let (done, rows) = (self.resumed.done, self.next);
        if rows >= done {
            return Ok(());
        }
        let why = format!("the checkpoint says that {done} rows are done, and there are {rows}");
        Err(refused(why))
    }

    /// How far it has come.
    #[must_use]
    pub fn checkpoint(&self) -> ImportCheckpoint {
        self.progress.checkpoint
    }

    /// Takes the rows of the next batch; false if there are none.
    fn gather(&mut self) -> bool {
        let mut pending: Vec<Pending> = Vec::new();
        let mut plaintext = false;
        while let Some(item) = self.kept.take().or_else(|| self.read()) {
            let hashes = item
                .read
                .as_ref()
                .is_ok_and(|pending| pending.row.is_plaintext);
            let limit = if plaintext || hashes {
                self.limit
                    .min(BatchPatchIdentities::MAX_PLAINTEXT_PASSWORDS)
            } else {
                self.limit
            };
            if self.batch.len() >= limit {
                self.kept = Some(item);
                break;
            }
            plaintext |= hashes;
            if item.twin {
                self.twins.insert(item.number);
            }
            let outcome = match item.read {
                Ok(row) => {
                    pending.push(row);
                    None
                }
                Err(why) => Some(ImportOutcome::Failed(refused(why))),
            };
            self.batch.push((item.number, outcome));
        }
        let Some((last, _)) = self.batch.last() else {
            return false;
        };
        self.progress.checkpoint.sent = last + 1;
        self.events.push_back(ImportEvent::Progress(self.progress));
        self.parts.push(pending);
        true
    }

    /// The next row that is not done yet.
    fn read(&mut self) -> Option<Item> {
        loop {
            let row: ImportRow = self.rows.next()?.into();
            let number = self.next;
            self.next += 1;
            let read = row.read();
            let twin = read.as_ref().is_ok_and(|row| !self.known.add(row));
            if number < self.resumed.done {
                continue;
            }
            let uncertain = number < self.resumed.sent;
            let read = read.map(|row| Pending {
                number,
                row,
                uncertain,
            });
            return Some(Item { number, twin, read });
        }
    }

    /// Sends what is left of the batch. All that has to be known afterwards is kept in `self`, not in the future.
    async fn send(&mut self) -> Result<(), OryError> {
        while let Some(part) = self.parts.last_mut() {
            if part.is_empty() {
                self.parts.pop();
                continue;
            }
            // Until an answer is here, nobody knows what the server did: the future may be dropped meanwhile.
            let before: Vec<bool> = part.iter().map(|row| row.uncertain).collect();
            part.iter_mut().for_each(|row| row.uncertain = true);
            let sent = batch::send(&self.ory, part).await;
            let failure = sent.as_ref().err().map(batch::failure);
            if matches!(failure, Some(Failure::Rows | Failure::Limited)) {
                for (row, before) in part.iter_mut().zip(&before) {
                    row.uncertain = *before;
                }
            }
            match (sent, failure) {
                (Ok(answers), _) => self.take(answers, &before).await?,
                (Err(error), Some(Failure::Limited)) if self.refused < MAX_REFUSALS => {
                    self.refused += 1;
                    self.ory.sleep(batch::pause(&error)).await;
                    continue;
                }
                (Err(error), Some(Failure::Fatal | Failure::Limited) | None) => {
                    self.refused = 0;
                    return Err(error);
                }
                (Err(error), Some(failure)) => {
                    if failure == Failure::TooMuch {
                        self.limit = (part.len() / 2).max(1);
                    }
                    if part.len() > 1 {
                        let second = part.split_off(part.len() / 2);
                        let first = std::mem::replace(part, second);
                        self.parts.push(first);
                    } else {
                        let uncertain: Vec<bool> = part.iter().map(|row| row.uncertain).collect();
                        let answer = vec![Some(ImportOutcome::Failed(error))];
                        self.take(answer, &uncertain).await?;
                    }
                }
            }
            self.refused = 0;
        }
        Ok(())
    }

    /// Takes the answers for the part that was sent, whose rows may have been there before; rows that have to be sent
    /// again stay in it. Some servers undo the
    /// whole batch for one conflict and still name ids for the other rows, so one of these ids is looked at.
    async fn take(&mut self, answers: Answers, uncertain: &[bool]) -> Result<(), OryError> {
        let Some(part) = self.parts.last() else {
            return Ok(());
        };
        let conflict = answers.iter().flatten().any(
            |answer| matches!(answer, ImportOutcome::Failed(error) if batch::is_conflict(error)),
        );
        let created = answers.iter().flatten().find_map(|answer| match answer {
            ImportOutcome::Created(id) => Some(id.clone()),
            _ => None,
        });
        let undone = match created {
            Some(id) if conflict => !exists(&self.ory, id).await?,
            _ => false,
        };
        let mut outcomes = Vec::new();
        for ((pending, answer), uncertain) in part.iter().zip(answers).zip(uncertain) {
            if undone && matches!(answer, Some(ImportOutcome::Created(_))) {
                continue;
            }
            let twin = self.twins.contains(&pending.number);
            let possible_conflict = PossibleConflict {
                twin,
                uncertain: *uncertain,
            };
            let outcome = settle(&self.ory, pending, answer, possible_conflict).await?;
            outcomes.push((pending.number, outcome));
        }
        self.done.extend(outcomes);
        if let Some(mut part) = self.parts.pop() {
            part.retain(|row| !self.done.contains_key(&row.number));
            part.iter_mut().for_each(|row| row.uncertain = false);
            self.parts.push(part);
        }
        Ok(())
    }

    /// Reports each row of the batch.
    fn report(&mut self) {
        for (row, outcome) in std::mem::take(&mut self.batch) {
            let Some(outcome) = outcome.or_else(|| self.done.remove(&row)) else {
                continue;
            };
            match outcome {
                ImportOutcome::Failed(_) => self.progress.failed += 1,
                _ => self.progress.created += 1,
            }
            self.progress.checkpoint.done = row + 1;
            self.events
                .push_back(ImportEvent::Result(ImportResult { row, outcome }));
        }
        self.twins.clear();
        self.done.clear();
        self.events.push_back(ImportEvent::Progress(self.progress));
    }
}

/// The error of batches that hold nothing.
pub(super) fn no_rows() -> OryError {
    refused("`batch_size` is not a number of rows from 1 on")
}

/// What is wrong with the input.
fn refused(why: impl Into<String>) -> OryError {
    OryError::new(ErrorKind::Input, why).with_operation(BatchPatchIdentities::OPERATION.id)
}

async fn exists(ory: &Ory, id: String) -> Result<bool, OryError> {
    match ory.call(GetIdentity::new(id)).await {
        Ok(_) => Ok(true),
        Err(error) if error.status() == Some(404) => Ok(false),
        Err(error) => Err(error),
    }
}

/// What a conflict of a row may be with.
struct PossibleConflict {
    /// Another row of this import.
    twin: bool,
    /// What an earlier attempt created.
    uncertain: bool,
}

/// What became of a row: a conflict may be with what an earlier attempt created.
async fn settle(
    ory: &Ory,
    pending: &Pending,
    answer: Option<ImportOutcome>,
    possible_conflict: PossibleConflict,
) -> Result<ImportOutcome, OryError> {
    let error = match answer {
        Some(ImportOutcome::Failed(error)) => error,
        Some(outcome) => return Ok(outcome),
        None => OryError::new(ErrorKind::Decode, "the server's answer leaves this row out")
            .with_operation(BatchPatchIdentities::OPERATION.id),
    };
    let lost = match error.kind() {
        ErrorKind::Api => error.status() >= Some(500),
        kind => kind != ErrorKind::Input,
    };
    if !possible_conflict.twin
        && (lost || (possible_conflict.uncertain && batch::is_conflict(&error)))
        && let Some(id) = lookup::find(ory, &pending.row).await?
    {
        return Ok(ImportOutcome::AlreadyThere(id));
    }
    Ok(ImportOutcome::Failed(error))
}

/// Without the rows.
impl<I> std::fmt::Debug for ImportRun<I> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("ImportRun")
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}
