//! What every list object does.

use std::sync::Arc;

use ory_hub::Pager;
use ory_hub::endpoint::ListEndpoint;
use tokio::sync::Mutex;

use crate::error::OryError;
use crate::ory::in_background;

/// A walk that several tasks may take steps of; the steps wait for each other.
pub(crate) struct Pages<E>(Arc<Mutex<Pager<E>>>);

impl<E: ListEndpoint + Send + 'static> Pages<E>
where
    E::Page: Send + 'static,
{
    pub(crate) fn new(pager: Pager<E>) -> Self {
        Self(Arc::new(Mutex::new(pager)))
    }

    pub(crate) async fn next(&self) -> Result<Option<E::Page>, OryError> {
        let pager = self.0.clone();
        in_background(async move { pager.lock().await.next().await }).await
    }
}
