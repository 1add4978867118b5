//! Lists of a real Kratos, whose tokens repeat, overlap and forget pages.

mod support;

use ory_hub::endpoint::{
    CreateNativeLoginFlow, DeleteIdentity, DisableSession, ListIdentities, ListIdentitySchemas,
    ListIdentitySessions, UpdateLoginFlow,
};
use ory_hub::model::{UpdateLoginFlowBody, UpdateLoginFlowWithPasswordMethod};
use ory_hub::{ErrorKind, Ory, Secret};
use support::{PASSWORD, address, created, failed, kratos};

/// Signs in and gives the session's id.
async fn sign_in(ory: &Ory, email: &str) -> String {
    let flow = ory.call(CreateNativeLoginFlow::new()).await.expect("a flow");
    let password = UpdateLoginFlowWithPasswordMethod::new(email, Secret::new(PASSWORD));
    let body = UpdateLoginFlowBody::Password(password);
    ory.call(UpdateLoginFlow::new(flow.id, body)).await.expect("signed in").session.id
}

/// An identity with sessions, oldest first.
async fn with_sessions(ory: &Ory, count: usize) -> (String, String, Vec<String>) {
    let email = address("sessions");
    let id = created(ory, &email).await.id;
    let mut sessions = Vec::new();
    for _ in 0..count {
        sessions.push(sign_in(ory, &email).await);
    }
    (id, email, sessions)
}

fn sorted(mut ids: Vec<String>) -> Vec<String> {
    ids.sort();
    ids
}

#[tokio::test]
async fn every_session_comes_once_also_behind_a_kept_token() {
    let ory = kratos();
    let (id, _, sessions) = with_sessions(&ory, 5).await;
    for size in 1..6 {
        let list = ListIdentitySessions::new(id.clone()).page_size(size);
        let all = ory.items(list.clone()).collect(100).await.expect("sessions");
        let all = all.into_iter().map(|session| session.id).collect();
        assert_eq!(sorted(all), sorted(sessions.clone()), "{size} a page");

        let first = ory.pages(list.clone()).next().await.expect("a page").expect("sessions");
        let mut ids: Vec<String> = first.items.into_iter().map(|session| session.id).collect();
        if let Some(token) = first.next_page_token {
            let rest = ory.items(list.page_token(token)).collect(100).await.expect("the rest");
            ids.extend(rest.into_iter().map(|session| session.id));
        }
        assert_eq!(sorted(ids), sorted(sessions.clone()), "{size} a page, in two walks");
    }
}

#[tokio::test]
async fn sessions_that_come_and_go_cost_no_other_one() {
    let ory = kratos();
    for remove in [false, true] {
        let (id, email, sessions) = with_sessions(&ory, 8).await;
        let mut pages = ory.pages(ListIdentitySessions::new(id).page_size(2).active(true));
        let mut met = Vec::new();
        let mut gone = None;
        while let Some(page) = pages.next().await.expect("a page") {
            met.extend(page.items.into_iter().map(|session| session.id));
            if met.len() == 2 && gone.is_none() {
                gone = Some(met[0].clone());
                if remove {
                    ory.call(DisableSession::new(met[0].clone())).await.expect("ended");
                } else {
                    sign_in(&ory, &email).await;
                }
            }
        }
        for session in sessions {
            assert_eq!(met.iter().filter(|id| **id == session).count(), 1, "remove: {remove}");
        }
    }
}

#[tokio::test]
async fn an_identity_without_sessions_has_none() {
    let ory = kratos();
    let id = created(&ory, &address("alone")).await.id;
    let sessions = ory.items(ListIdentitySessions::new(id)).collect(10).await.expect("a list");
    assert_eq!(sessions.len(), 0);
}

#[tokio::test]
async fn schemas_come_once_whatever_the_size_of_a_page() {
    let ory = kratos();
    let all = ory.items(ListIdentitySchemas::new()).collect(100).await.expect("schemas");
    assert!(!all.is_empty());
    for size in 1..4 {
        let list = ListIdentitySchemas::new().page_size(size);
        let some = ory.items(list).collect(100).await.expect("schemas");
        assert_eq!(some.len(), all.len(), "{size} a page");
    }
}

#[tokio::test]
async fn identities_that_are_deleted_meanwhile_cost_no_other_one() {
    let ory = kratos();
    let mut mine = Vec::new();
    for _ in 0..6 {
        mine.push(created(&ory, &address("deleted")).await.id);
    }
    let mut met = Vec::new();
    // Other tests have identities by the thousand.
    let mut pages = ory.pages(ListIdentities::new().page_size(100));
    while let Some(page) = pages.next().await.expect("a page") {
        met.extend(page.items.into_iter().map(|identity| identity.id));
        if let Some(id) = mine.iter().find(|id| met.contains(id)).cloned() {
            ory.call(DeleteIdentity::new(id.clone())).await.expect("deleted");
            mine.retain(|known| *known != id);
        }
    }
    for id in mine {
        assert_eq!(met.iter().filter(|known| **known == id).count(), 1);
    }
}

#[tokio::test]
async fn pages_of_the_old_kind_are_refused_before_anything_is_sent() {
    let ory = kratos();
    let error = failed(ory.pages(ListIdentities::new().page(1).per_page(2)).next().await);
    assert_eq!(error.kind(), ErrorKind::Input);
}
