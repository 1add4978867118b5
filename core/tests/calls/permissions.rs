//! Checks and deletions of relationships, on servers with a script.
#![cfg(all(feature = "permission", feature = "relationship"))]

use ory_hub::endpoint::{
    CheckPermission, CheckPermissionOrError, CreateRelationship, DeleteRelationships,
    GetRelationships, PatchRelationships, PostCheckPermissionOrError,
};
use ory_hub::model::{
    CreateRelationshipBody, PostCheckPermissionOrErrorBody, Relationship, RelationshipPatch,
    SubjectSet,
};
use ory_hub::{CallOptions, ErrorKind, MockTransport, OryConfig};

use crate::support::{client, url_of};

fn keto() -> OryConfig {
    OryConfig::self_hosted().keto("http://127.0.0.1:4466", "http://127.0.0.1:4467")
}

fn cat(subject: &str) -> Relationship {
    Relationship::new("videos", "cat.mp4", "view").subject_id(subject)
}

#[tokio::test]
async fn a_no_is_an_answer_whatever_its_status() {
    for (status, allowed) in [(200, true), (200, false), (403, false)] {
        let body = format!(r#"{{"allowed":{allowed}}}"#);
        let script = MockTransport::new()
            .answer(status, body.clone())
            .answer(status, body.clone());
        let (ory, _) = client(keto(), script);
        let get = ory
            .call(CheckPermissionOrError::new().namespace("videos"))
            .await
            .unwrap();
        let body = PostCheckPermissionOrErrorBody::new().namespace("videos");
        let post = ory
            .call(PostCheckPermissionOrError::new(body))
            .await
            .unwrap();
        assert_eq!((get.allowed, post.allowed), (allowed, allowed));
    }
    let denied = r#"{"error":{"code":403,"message":"no key"}}"#;
    let (ory, _) = client(keto(), MockTransport::new().answer(403, denied));
    let check = CheckPermissionOrError::new().namespace("videos");
    let error = ory.call(check).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Api, Some(403)),
        "{error}"
    );
    let (ory, _) = client(
        keto(),
        MockTransport::new().answer(200, r#"{"allowed":true}"#),
    );
    assert!(
        ory.call(CheckPermission::new().subject_id("alice"))
            .await
            .unwrap()
            .allowed
    );
}

#[tokio::test]
async fn a_check_is_a_boolean() {
    let script = MockTransport::new().answer(200, r#"{"allowed":true}"#);
    let (ory, script) = client(keto(), script);
    assert!(ory.permissions().check(cat("alice")).await.unwrap());
    let sent = script.requests()[0].body.clone().unwrap();
    let sent: serde_json::Value = serde_json::from_str(&sent).unwrap();
    let expected = serde_json::json!({ "namespace": "videos", "object": "cat.mp4", "relation": "view", "subject_id": "alice" });
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn many_checks_are_cut_to_the_servers_limit() {
    let part = |numbers: std::ops::Range<usize>| {
        let results: Vec<_> = numbers
            .map(|number| serde_json::json!({ "allowed": number % 3 == 0, "error": (number == 4).then_some("odd") }))
            .collect();
        serde_json::json!({ "results": results }).to_string()
    };
    let script = MockTransport::new()
        .answer(200, part(0..10))
        .answer(200, part(10..20))
        .answer(200, part(20..23));
    let (ory, script) = client(keto(), script);
    let checks = (0..23).map(|number| cat(&number.to_string())).collect();
    let answers = ory.permissions().check_all(checks, Some(3)).await.unwrap();
    let allowed: Vec<bool> = answers.iter().map(|answer| answer.allowed).collect();
    assert_eq!(
        allowed,
        (0..23).map(|number| number % 3 == 0).collect::<Vec<_>>()
    );
    assert_eq!(answers[4].error.as_deref(), Some("odd"));
    let asked = script.requests();
    assert_eq!(asked.len(), 3);
    assert!(
        asked
            .iter()
            .all(|request| request.url.ends_with("?max-depth=3"))
    );

    let (ory, _) = client(keto(), MockTransport::new().answer(200, part(0..1)));
    let two = vec![cat("a"), cat("b")];
    let error = ory.permissions().check_all(two, None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn a_deletion_without_a_filter_has_to_be_asked_for() {
    let (ory, script) = client(
        keto(),
        MockTransport::new()
            .answer(204, "")
            .answer(204, "")
            .answer(204, ""),
    );
    for endpoint in [
        DeleteRelationships::new(),
        DeleteRelationships::new().namespace(""),
    ] {
        let error = ory.call(endpoint).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input);
        assert!(error.message().contains("allow_delete_all"), "{error}");
    }
    assert!(script.requests().is_empty());
    ory.call(DeleteRelationships::new().namespace("videos"))
        .await
        .unwrap();
    let all = ory.with_options(CallOptions::new().allow_delete_all(true));
    all.call(DeleteRelationships::new()).await.unwrap();
    let (ory, _) = client(
        keto().allow_delete_all(true),
        MockTransport::new().answer(204, ""),
    );
    ory.call(DeleteRelationships::new()).await.unwrap();
}

#[tokio::test]
async fn a_check_of_nothing_is_not_sent() {
    let (ory, script) = client(keto().allow_delete_all(true), MockTransport::new());
    let error = ory
        .call(CheckPermission::new().max_depth(3))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(
        error
            .message()
            .starts_with("it needs at least one of `namespace`"),
        "{error}"
    );
    let error = ory.call(CheckPermissionOrError::new()).await.unwrap_err();
    assert_eq!(error.operation(), Some("checkPermissionOrError"));
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn a_relationship_with_an_empty_part_is_not_sent() {
    let (ory, script) = client(keto(), MockTransport::new().answer(204, ""));
    let body = CreateRelationshipBody::new()
        .namespace("videos")
        .object("")
        .relation("view");
    let error = ory.call(CreateRelationship::new(body)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.message()),
        (ErrorKind::Input, "`object` is empty")
    );
    assert_eq!(error.operation(), Some("createRelationship"));
    let patch = |relation: &str| {
        // A subject set without a relation is the object itself.
        let subject = SubjectSet::new("users", "alice", "");
        let tuple = Relationship::new("videos", "cat.mp4", relation).subject_set(subject);
        RelationshipPatch::new().relation_tuple(tuple)
    };
    let patches = |second: &str| PatchRelationships::new(vec![patch("view"), patch(second)]);
    let error = ory.call(patches("")).await.unwrap_err();
    assert_eq!(error.message(), "`relation_tuple.relation` is empty");
    assert!(script.requests().is_empty());
    ory.call(patches("edit")).await.unwrap();
}

#[tokio::test]
async fn relationships_of_an_object_as_subject_can_be_listed() {
    let query = |relation: &str| {
        GetRelationships::new()
            .subject_set_namespace("users")
            .subject_set_object("alice")
            .subject_set_relation(relation)
    };
    let url = url_of(&query(""), &keto()).unwrap();
    assert!(url.ends_with("&subject_set.relation="), "{url}");
    let empty = query("member").object("");
    assert_eq!(
        url_of(&empty, &keto()).unwrap_err().kind(),
        ErrorKind::Input
    );
}
