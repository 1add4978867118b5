//! One batch: what is sent, and which row each item of the answer is about.

use std::collections::HashMap;
use std::time::Duration;

use super::report::ImportOutcome;
use super::row::ReadRow;
use crate::Ory;
use crate::endpoint::{BatchPatchIdentities, Endpoint};
use crate::error::{ErrorKind, OryError};
use crate::model::{BatchPatchIdentitiesResponse, GenericErrorContent, IdentityPatchResponse};
use crate::request::ParamList;

/// A row under way.
pub(super) struct Pending {
    pub number: u64,
    pub row: ReadRow,
    /// An attempt may have created it.
    pub uncertain: bool,
}

/// What one request made of its rows: an outcome each, or nothing where the answer is silent about a row.
pub(super) type Answers = Vec<Option<ImportOutcome>>;

/// Sends rows.
pub(super) async fn send(ory: &Ory, rows: &[Pending]) -> Result<Answers, OryError> {
    let operation = BatchPatchIdentities::OPERATION;
    let params = ParamList::default();
    let body = Some(body(rows));
    let answer: BatchPatchIdentitiesResponse = ory.call_operation(operation, &params, body).await?;
    Ok(assign(rows, answer.identities.unwrap_or_default()))
}

fn body(rows: &[Pending]) -> String {
    let mut text = String::from(r#"{"identities":["#);
    for (index, pending) in rows.iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        text.push_str(r#"{"create":"#);
        text.push_str(pending.row.json.text());
        text.push_str(r#","patch_id":""#);
        text.push_str(&patch_id(pending.number));
        text.push_str(r#""}"#);
    }
    text.push_str("]}");
    text
}

/// The server wants a UUID; this one holds the row's number.
fn patch_id(number: u64) -> String {
    let (high, low) = (number >> 48, number & 0xffff_ffff_ffff);
    format!("{high:08x}-0000-4000-8000-{low:012x}")
}

/// Items are matched by `patch_id`, and by position where a server leaves it out.
fn assign(rows: &[Pending], items: Vec<IdentityPatchResponse>) -> Answers {
    let by_position = items.len() == rows.len();
    let mut by_id: HashMap<String, IdentityPatchResponse> = HashMap::new();
    let mut answers: Answers = Vec::new();
    answers.resize_with(rows.len(), || None);
    for (index, item) in items.into_iter().enumerate() {
        match &item.patch_id {
            Some(id) => drop(by_id.insert(id.to_ascii_lowercase(), item)),
            None if by_position => {
                if let Some(answer) = answers.get_mut(index) {
                    *answer = outcome(item);
                }
            }
            None => {}
        }
    }
    for (answer, row) in answers.iter_mut().zip(rows) {
        if let Some(item) = by_id.remove(&patch_id(row.number)) {
            *answer = outcome(item);
        }
    }
    answers
}

fn outcome(item: IdentityPatchResponse) -> Option<ImportOutcome> {
    if let Some(error) = item.error {
        return Some(ImportOutcome::Failed(row_error(error)));
    }
    item.identity.map(ImportOutcome::Created)
}

fn row_error(content: GenericErrorContent) -> OryError {
    let message = content.message.unwrap_or_default();
    let mut problem = crate::Problem::new(ErrorKind::Api, message)
        .with_operation(BatchPatchIdentities::OPERATION.id);
    problem.status = content.code.and_then(|code| u16::try_from(code).ok());
    problem.code = content.code.map(|code| code.to_string());
    problem.details = content.details;
    problem.id = content.id;
    problem.reason = content.reason;
    problem.into()
}

/// The item or the whole answer says that something like the row is there.
pub(super) fn is_conflict(error: &OryError) -> bool {
    error.status() == Some(409)
}

/// What a failed request says about its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Failure {
    /// One of the rows is to blame, and none was created.
    Rows,
    /// One of the rows is to blame, or none; some may have been created.
    Uncertain,
    /// The same; a batch of fewer rows may succeed.
    TooMuch,
    /// The server wants a pause.
    Limited,
    /// Every other request would fail as well.
    Fatal,
}

pub(super) fn failure(error: &OryError) -> Failure {
    match (error.kind(), error.status()) {
        (ErrorKind::Api, Some(429)) => Failure::Limited,
        (ErrorKind::Api, Some(409)) => Failure::Uncertain,
        (ErrorKind::Api, Some(400 | 422)) | (ErrorKind::Input, _) => Failure::Rows,
        (ErrorKind::Api, Some(413 | 500 | 502..=504)) | (ErrorKind::Timeout, _) => Failure::TooMuch,
        (ErrorKind::Decode, _) => Failure::Uncertain,
        _ => Failure::Fatal,
    }
}

/// How long to wait after [`Failure::Limited`].
pub(super) fn pause(error: &OryError) -> Duration {
    Duration::from_secs(error.retry_after().unwrap_or(1).clamp(1, 60))
}

#[cfg(test)]
mod tests {
    use super::patch_id;

    #[test]
    fn a_patch_id_is_a_uuid_of_its_row() {
        assert_eq!(patch_id(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(patch_id(0x12_3456), "00000000-0000-4000-8000-000000123456");
        assert_eq!(patch_id(1 << 48), "00000001-0000-4000-8000-000000000000");
    }
}
