//! What every list object and other things that come one by one do.

use std::sync::Arc;

use ory_hub::Pager;
use ory_hub::endpoint::ListEndpoint;
use tokio::sync::Mutex;

use crate::error::OryError;
use crate::ory::in_background;

/// A walk that several tasks may take steps of; the steps wait for each other.
pub(crate) type Pages<E> = Source<Pager<E>>;

/// Where things come from one by one.
pub(crate) trait Steps: Send + 'static {
    type Item: Send + 'static;

    fn next(
        &mut self,
    ) -> impl Future<Output = Result<Option<Self::Item>, ory_hub::OryError>> + Send;
}

impl<E> Steps for Pager<E>
where
    E: ListEndpoint + Send + 'static,
    E::Page: Send + 'static,
{
    type Item = E::Page;

    fn next(&mut self) -> impl Future<Output = Result<Option<E::Page>, ory_hub::OryError>> + Send {
        Pager::next(self)
    }
}

/// Steps for several tasks. What came while nobody waited any more is given to the next one who asks.
pub(crate) struct Source<S: Steps>(Arc<Mutex<State<S>>>);

struct State<S: Steps> {
    steps: S,
    ready: Option<S::Item>,
}

impl<S: Steps> Source<S> {
    pub(crate) fn new(steps: S) -> Self {
        Self(Arc::new(Mutex::new(State { steps, ready: None })))
    }

    pub(crate) async fn next(&self) -> Result<Option<S::Item>, OryError> {
        loop {
            let state = self.0.clone();
            let more = in_background(async move {
                let mut state = state.lock().await;
                if state.ready.is_none() {
                    state.ready = state.steps.next().await?;
                }
                Ok(state.ready.is_some())
            })
            .await?;
            // Taken by the caller's own future: where that was dropped, the item stays.
            if let Some(item) = self.0.lock().await.ready.take() {
                return Ok(Some(item));
            }
            if !more {
                return Ok(None);
            }
        }
    }
}
