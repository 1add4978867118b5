//! Calls that Ory Network refuses side by side.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ory_hub::endpoint::{DeleteIdentity, GetIdentity, PatchIdentity};
use ory_hub::model::JsonPatch;
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

#[tokio::test]
async fn every_kind_of_write_to_a_path_waits_for_the_others() {
    let mixed = |ory: Ory, index: usize| async move {
        match index % 2 {
            0 => drop(ory.call(DeleteIdentity::new("x")).await),
            _ => drop(
                ory.call(PatchIdentity::new("x", Vec::<JsonPatch>::new()))
                    .await,
            ),
        }
    };
    assert_eq!(most(network(), mixed).await, 1);
}

/// A server that never answers.
struct Silent;

impl Transport for Silent {
    fn send<'a>(&'a self, _: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        Box::pin(std::future::pending())
    }

    fn sleep(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(time))
    }
}

#[tokio::test]
async fn the_deadline_counts_the_wait_for_the_path() {
    let ory = Ory::with_transport(network(), Arc::new(Silent)).unwrap();
    let first = ory.clone();
    let held = tokio::spawn(async move { first.call(DeleteIdentity::new("x")).await });
    tokio::task::yield_now().await;
    let hurried = ory.with_options(ory_hub::CallOptions::new().deadline_ms(300));
    let since = tokio::time::Instant::now();
    let error = hurried.call(DeleteIdentity::new("x")).await.unwrap_err();
    assert_eq!(error.kind(), ory_hub::ErrorKind::Timeout);
    assert_eq!(error.operation(), Some("deleteIdentity"));
    assert!(error.message().contains("deadline"), "{error}");
    assert!(since.elapsed() <= Duration::from_secs(1));
    held.abort();
}
