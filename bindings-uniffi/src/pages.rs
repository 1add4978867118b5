//! What every list object and other things that come one by one do.

use std::marker::PhantomData;
use std::sync::Arc;

use ory_hub::Pager;
use ory_hub::endpoint::ListEndpoint;
use ory_hub::transport::BoxFuture;
use tokio::sync::Mutex;

use crate::async_export::{Call, Lowers, lower};
use crate::error::OryError;
use crate::ory::in_background;

/// Where things come from one by one.
pub(crate) trait Steps: Send + 'static {
    type Item;

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

/// Steps for several tasks, which wait for each other. What came while nobody waited any more is given to the next one
/// who asks.
pub(crate) struct Source<T> {
    state: Arc<Mutex<State>>,
    item: PhantomData<fn() -> T>,
}

struct State {
    steps: Box<dyn LoweredSteps>,
    ready: Option<Vec<u8>>,
}

impl<T> Source<T>
where
    Option<T>: Lowers,
{
    pub(crate) fn new(steps: impl Steps<Item = T>) -> Self {
        let steps = Box::new(steps);
        let state = State { steps, ready: None };
        Self {
            state: Arc::new(Mutex::new(state)),
            item: PhantomData,
        }
    }

    pub(crate) fn next(&self) -> Call<Option<T>> {
        Call::new(Box::pin(next(self.state.clone())))
    }
}

async fn next(state: Arc<Mutex<State>>) -> Result<Vec<u8>, OryError> {
    loop {
        let own = state.clone();
        let more = in_background(Box::pin(async move {
            let mut state = own.lock().await;
            if state.ready.is_none() {
                state.ready = state.steps.next().await?;
            }
            Ok(state.ready.is_some())
        }))
        .await?;
        // Taken by the caller's own future: where that was dropped, the item stays.
        if let Some(item) = state.lock().await.ready.take() {
            return Ok(item);
        }
        if !more {
            // Nothing is lowered to the same bytes whatever it is.
            return Ok(lower(None::<String>)?);
        }
    }
}

/// Steps whose items are lowered.
trait LoweredSteps: Send {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, ory_hub::OryError>>;
}

impl<S: Steps> LoweredSteps for S
where
    Option<S::Item>: Lowers,
{
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Vec<u8>>, ory_hub::OryError>> {
        Box::pin(async move {
            let item = Steps::next(self).await?;
            item.map(|item| lower(Some(item))).transpose()
        })
    }
}
