//! The client that C holds: core's, whose calls run on the calling thread.

use std::ffi::c_void;
use std::sync::{Arc, Mutex, PoisonError};

use ory_hub::internal::runtime::{CancelToken, Interrupt, Interrupted, PerProcess, block_on};
use ory_hub::transport::Response;
use ory_hub::{CallOptions, ErrorKind, Ory, OryConfig, OryError};

use crate::call_options::ory_call_options;
use crate::draft::Draft;
use crate::error::{guard_result, ory_error};
use crate::guard::guard;
use crate::observer::{Callback, ory_observer};
use crate::pointer::{self, Handle, rust, rust_mut};
use crate::response::{Head, ory_response};
use crate::result::ory_result;

/// A client for every Ory API; many threads may use it at once.
pub struct ory_client {
    _private: [u8; 0],
}

/// What a client stands for.
pub(crate) struct Client {
    pub(crate) ory: Ory,
    /// Of the calls in progress; replaced when they are cancelled. A child that is forked while another thread holds the lock
    /// has one of its own.
    token: PerProcess<Mutex<CancelToken>>,
    /// Kept by clients with options only: others have many callers.
    last: Option<Mutex<Option<Head>>>,
}

impl Handle for ory_client {
    type RustType = Arc<Client>;
}

impl Client {
    pub(crate) fn new(config: OryConfig) -> Result<Self, OryError> {
        Ok(Self::of(Ory::new(config)?))
    }

    /// A client over core's.
    pub(crate) fn of(ory: Ory) -> Self {
        Self {
            ory,
            token: PerProcess::new(),
            last: None,
        }
    }

    /// A client over the same connections with other options.
    fn with_options(&self, options: CallOptions) -> Self {
        Self {
            last: Some(Mutex::default()),
            ..Self::of(self.ory.with_options(options))
        }
    }

    /// Runs a call of an operation on the calling thread.
    pub(crate) fn wait<T>(
        &self,
        operation: &'static str,
        call: impl Future<Output = Result<T, OryError>>,
    ) -> Result<T, OryError> {
        self.run(call)
            .unwrap_or_else(|cancelled| Err(cancelled.with_operation(operation)))
    }

    /// Runs something on the calling thread; the error says that it was cancelled.
    pub(crate) fn run<T>(&self, call: impl Future<Output = T>) -> Result<T, OryError> {
        if let Some(last) = &self.last {
            *last.lock().unwrap_or_else(PoisonError::into_inner) = None;
        }
        let token = self.token().clone();
        let interrupt = Interrupt {
            cancel: Some(&token),
            ..Interrupt::default()
        };
        block_on(call, interrupt)
            .map_err(|Interrupted| OryError::new(ErrorKind::Cancelled, "the call was cancelled"))
    }

    fn token(&self) -> std::sync::MutexGuard<'_, CancelToken> {
        let token = self.token.get(Mutex::default);
        token.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps status and headers of an answer, where the client has one caller.
    pub(crate) fn keep(&self, response: &Response) {
        if let Some(last) = &self.last {
            *last.lock().unwrap_or_else(PoisonError::into_inner) = Some(Head::of(response));
        }
    }
}

/// Frees a client. It waits for nothing: connections close in the background. No call may be in progress.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_free(client: *mut ory_client) {
    guard(|| drop(pointer::try_box(rust_mut(client))))
}

/// Ends the calls that are in progress on a client with ORY_ERROR_CANCELLED, from any thread. Later calls work; calls of
/// clients that `ory_client_with_options` made of it go on.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_cancel(client: *const ory_client) {
    guard(|| {
        if let Some(client) = pointer::try_ref(rust(client)) {
            let token = std::mem::take(&mut *client.token());
            token.cancel();
        }
    })
}

/// A client over the same connections with other options, for one call or many; free each. `options` may be NULL.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_with_options(
    client: *const ory_client,
    options: *const ory_call_options,
    other: *mut *mut ory_client,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        let client = pointer::require_ref(rust(client), "client")?;
        pointer::require_out(other, "the place for the client")?;
        let draft: Option<&Draft<CallOptions>> = pointer::try_ref(rust(options));
        let options = draft.cloned().unwrap_or_default();
        let made = client.with_options(options.finish(ErrorKind::Input)?);
        made.ory.check_options()?;
        pointer::write(other, pointer::into_raw(Arc::new(made)));
        Ok(())
    })
}

/// A client over the same connections whose requests `callback` sees, with `context` as its first argument; for logs,
/// metrics and traces. It is called on the thread of the call, after each attempt, and must not end the thread, jump or
/// throw.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_with_observer(
    client: *const ory_client,
    callback: ory_observer,
    context: *mut c_void,
    other: *mut *mut ory_client,
    error: *mut *mut ory_error,
) -> ory_result {
    guard_result(error, || {
        let client = pointer::require_ref(rust(client), "client")?;
        pointer::require_out(other, "the place for the client")?;
        let observer = Callback::new(callback, context)?;
        let made = Client::of(client.ory.with_observer(Arc::new(observer)));
        pointer::write(other, pointer::into_raw(Arc::new(made)));
        Ok(())
    })
}

/// Status and headers of the answer to the last call of a client from `ory_client_with_options`, also of an error; to be
/// freed. NULL before the first call, after one without an answer, and for other clients.
#[unsafe(no_mangle)]
pub extern "C" fn ory_client_get_response(client: *const ory_client) -> *mut ory_response {
    guard(|| {
        let last = pointer::try_ref(rust(client)).and_then(|client| client.last.as_ref());
        let head = last.and_then(|last| {
            let last = last.lock().unwrap_or_else(PoisonError::into_inner);
            last.clone()
        });
        head.map_or(std::ptr::null_mut(), pointer::into_raw)
    })
}
