//! Status and headers of an answer, beside its value.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ory_hub::transport::{BoxFuture, Request, Response, Transport, TransportError};

use crate::ory::Ory;

/// Status and headers of an answer.
#[derive(Clone, uniffi::Record)]
pub(crate) struct ResponseHead {
    /// HTTP status.
    pub(crate) status: u16,
    /// Headers by their names in lower case; several of one name are joined by commas. `Set-Cookie` is not among them.
    pub(crate) headers: HashMap<String, String>,
    /// Every `Set-Cookie` header.
    pub(crate) set_cookie: Vec<String>,
}

/// A client for one call that keeps what its last answer said beside the value.
#[derive(uniffi::Object)]
pub(crate) struct ResponseRecorder {
    ory: Arc<Ory>,
    last: LastResponse,
}

type LastResponse = Arc<Mutex<Option<ResponseHead>>>;

#[uniffi::export]
impl Ory {
    /// A client whose last answer can be asked for its status and headers.
    pub(crate) fn response_recorder(&self) -> Arc<ResponseRecorder> {
        let last = LastResponse::default();
        let ory = self.client().map_transport(|transport| {
            Arc::new(Recorded {
                transport,
                last: last.clone(),
            })
        });
        Arc::new(ResponseRecorder {
            ory: Ory::of(ory),
            last,
        })
    }
}

#[uniffi::export]
impl ResponseRecorder {
    /// The client.
    pub(crate) fn ory(&self) -> Arc<Ory> {
        self.ory.clone()
    }

    /// The last answer's head.
    pub(crate) fn last(&self) -> Option<ResponseHead> {
        self.last
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

struct Recorded {
    transport: Arc<dyn Transport>,
    last: LastResponse,
}

impl Transport for Recorded {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        Box::pin(async move {
            let response = self.transport.send(request).await?;
            let head = head(&response);
            *self.last.lock().unwrap_or_else(PoisonError::into_inner) = Some(head);
            Ok(response)
        })
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.transport.sleep(time)
    }
}

fn head(response: &Response) -> ResponseHead {
    let mut headers: HashMap<String, String> = HashMap::new();
    let mut set_cookie = Vec::new();
    for (name, value) in response.headers.iter() {
        let name = name.to_ascii_lowercase();
        if name == "set-cookie" {
            set_cookie.push(value.to_owned());
            continue;
        }
        headers
            .entry(name)
            .and_modify(|known| {
                known.push_str(", ");
                known.push_str(value);
            })
            .or_insert_with(|| value.to_owned());
    }
    ResponseHead {
        status: response.status,
        headers,
        set_cookie,
    }
}
