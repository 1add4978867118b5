//! What every list object does.

use ory_hub::Pager;
use ory_hub::endpoint::ListEndpoint;
use tokio::sync::Mutex;

use crate::error::OryError;

/// A walk that several tasks may take steps of; the steps wait for each other.
pub(crate) struct Pages<E>(Mutex<Pager<E>>);

impl<E: ListEndpoint> Pages<E> {
    pub(crate) fn new(pager: Pager<E>) -> Self {
        Self(Mutex::new(pager))
    }

    pub(crate) async fn next(&self) -> Result<Option<E::Page>, OryError> {
        Ok(self.0.lock().await.next().await?)
    }
}
