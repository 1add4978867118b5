//! Calls that Ory Network refuses side by side.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ory_hub::endpoint::{DeleteIdentity, GetIdentity};
use ory_hub::transport::{BoxFuture, Request, Response, Transport, TransportError};
use ory_hub::{Ory, OryConfig};

use crate::support::IDENTITY;

/// Answers after a moment and counts how many requests are under way at most.
#[derive(Default)]
struct Crowd {
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Transport for Crowd {
    fn send<'a>(&'a self, _: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        Box::pin(async move {
            let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
            self.most.fetch_max(now, Ordering::SeqCst);
            tokio::time::sleep(Duration::from_millis(20)).await;
            self.now.fetch_sub(1, Ordering::SeqCst);
            Ok(Response::new(200, IDENTITY))
        })
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

async fn most<F: Future<Output = ()> + Send + 'static>(
    config: OryConfig,
    call: impl Fn(Ory, usize) -> F,
) -> usize {
    let crowd = Arc::new(Crowd::default());
    let ory = Ory::with_transport(config, crowd.clone()).unwrap();
    let tasks: Vec<_> = (0..4)
        .map(|index| tokio::spawn(call(ory.clone(), index)))
        .collect();
    for task in tasks {
        task.await.unwrap();
    }
    crowd.most.load(Ordering::SeqCst)
}

fn network() -> OryConfig {
    OryConfig::network("https://slug.projects.oryapis.com").project_key("ory_pat_x")
}

#[tokio::test]
async fn writes_to_one_path_of_a_project_go_one_after_the_other() {
    let same = |ory: Ory, _| async move { ory.call(DeleteIdentity::new("x")).await.unwrap() };
    assert_eq!(most(network(), same).await, 1);
    let own = OryConfig::self_hosted().kratos("http://localhost", "http://localhost");
    assert_eq!(most(own, same).await, 4);
}

#[tokio::test]
async fn other_paths_and_reads_do_not_wait() {
    let others = |ory: Ory, index: usize| async move {
        ory.call(DeleteIdentity::new(index.to_string()))
            .await
            .unwrap();
    };
    assert_eq!(most(network(), others).await, 4);
    let reads = |ory: Ory, _| async move {
        ory.call(GetIdentity::new("x")).await.unwrap();
    };
    assert_eq!(most(network(), reads).await, 4);
}

#[tokio::test]
async fn a_dropped_call_gives_its_turn_away() {
    let ory = Ory::with_transport(network(), Arc::new(Crowd::default())).unwrap();
    let call = ory.call(DeleteIdentity::new("x"));
    assert!(
        tokio::time::timeout(Duration::from_millis(5), call)
            .await
            .is_err()
    );
    tokio::time::timeout(Duration::from_secs(5), ory.call(DeleteIdentity::new("x")))
        .await
        .expect("the turn is free")
        .unwrap();
}
