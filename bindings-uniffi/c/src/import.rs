//! Imports of identities: JSON lines in, JSON lines out.

use std::sync::Arc;

use ory_hub::identity::{ImportCheckpoint, ImportRow, ImportRun};
use ory_hub::{ErrorKind, OryError};

use crate::client::{Client, ory_client};
use crate::error::{guard_result, ory_error};
use crate::guard::guard;
use crate::pointer::{self, Handle, rust, rust_mut};
use crate::result::ory_result;
use crate::text::{ory_str, ory_text};

/// An import of identities.
pub struct ory_import {
    _private: [u8; 0],
}

/// What stands behind one. It keeps the client alive, so either may be freed first.
pub(crate) struct Import {
    client: Arc<Client>,
    run: ImportRun<std::vec::IntoIter<ImportRow>>,
}

impl Handle for ory_import {
    type RustType = Import;
}

const OPERATION: &str = "batchPatchIdentities";

/// Begins an import of any number of identities; `ory_import_next` sends. `lines` has one identity per line, as the body
/// of `createIdentity` in JSON; empty lines are passed over. `batch_size` is how many are sent at once, 0 for the
/// server's limit. `checkpoint` is empty, or what an earlier import of the same lines reported; the rows that it names
/// as done are passed over.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_import_identities(
    client: *const ory_client,
    lines: ory_str,
    batch_size: u32,
    checkpoint: ory_str,
    import: *mut *mut ory_import,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        let client = pointer::require_ref(rust(client), "client")?;
        pointer::require_out(import, "the place for the import")?;
        let rows: Vec<ImportRow> = lines
            .named("lines")?
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(ImportRow::from_json)
            .collect();
        let mut made = client.ory.identities().import(rows);
        if batch_size > 0 {
            made = made.batch_size(usize::try_from(batch_size).unwrap_or(usize::MAX));
        }
        let checkpoint = checkpoint.named("checkpoint")?;
        if !checkpoint.is_empty() {
            let read = ImportCheckpoint::from_json(checkpoint)
                .map_err(|error| OryError::new(ErrorKind::Input, error.to_string()))?;
            made = made.resume_from(read);
        }
        let made = Import {
            client: client.clone(),
            run: made.start(),
        };
        pointer::write(import, pointer::into_raw(made));
        Ok(())
    })
}

/// Writes what happened next as one line of JSON, to be freed, or NULL after the last row. Before each batch and after it
/// comes `{"checkpoint":{…},"created":2,"failed":1}`; keep the checkpoint, and the import goes on with it after the
/// process ended. In between comes a line for each row, counted from 0: `{"row":0,"id":"…"}`, or
/// `{"row":1,"error":{"kind":"…","status":409,"message":"…"}}`. After an error the next call goes on with what is left.
#[unsafe(no_mangle)]
pub extern "C" fn ory_import_next(
    import: *mut ory_import,
    line: *mut *mut ory_text,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        let import = pointer::require_mut(rust_mut(import), "import")?;
        pointer::require_out(line, "the place for the line")?;
        let event = import.client.clone().wait(OPERATION, import.run.next())?;
        let text = event.map_or(std::ptr::null_mut(), |event| {
            pointer::into_raw(event.to_json().into_boxed_str())
        });
        pointer::write(line, text);
        Ok(())
    })
}

/// Frees an import; what was not sent is not sent.
#[unsafe(no_mangle)]
pub extern "C" fn ory_import_free(import: *mut ory_import) {
    guard(|| drop(pointer::try_box(rust_mut(import))))
}
