//! Changes of identities that keep the rest.

use ory_hub::endpoint::{CreateIdentity, PatchIdentity};
use ory_hub::model::{CreateIdentityBody, JsonPatch, JsonPatchOp};
use ory_hub::{CallOptions, ErrorKind, Json, MockTransport};
use serde_json::{Value, json};

use crate::support::{IDENTITY, client, config};

#[tokio::test]
async fn modify_writes_back_what_it_does_not_change() {
    let read = json!({
        "id": "i1", "schema_id": "person", "schema_url": "u", "state": "inactive",
        "traits": { "email": "a@b.example", "seats": 9_007_199_254_740_993_u64 },
        "metadata_public": { "plan": "free" }, "metadata_admin": ["x"], "external_id": "e1",
        "new_field": { "kept": [1.0] }
    });
    let script = MockTransport::new()
        .answer(200, read.to_string())
        .answer(200, read.to_string());
    let (ory, script) = client(config(), script);
    let changed = ory
        .identities()
        .modify("i1", |identity| {
            identity.metadata_public = Some(Json::parse(r#"{"plan":"paid"}"#)?);
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(changed.id, "i1");
    let asked = script.requests();
    assert_eq!(asked[1].method.as_str(), "PUT");
    assert!(asked[1].url.ends_with("/admin/identities/i1"));
    let sent: Value = serde_json::from_str(asked[1].body.as_deref().unwrap()).unwrap();
    let mut expected = read;
    for field in ["id", "schema_url"] {
        expected.as_object_mut().unwrap().remove(field);
    }
    expected["metadata_public"]["plan"] = json!("paid");
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn a_change_of_the_id_writes_nothing() {
    let read = r#"{"id":"i1","schema_id":"p","schema_url":"u","traits":{}}"#;
    let (ory, script) = client(config(), MockTransport::new().answer(200, read));
    let change = |identity: &mut ory_hub::model::Identity| {
        identity.id = "i2".into();
        Ok(())
    };
    let error = ory.identities().modify("i1", change).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(error.message().contains("another id"), "{error}");
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn an_encoded_response_says_so() {
    let answer = MockTransport::new().answer_with(200, [("content-encoding", "gzip")], "{\"id\":");
    let (ory, _) = client(config(), answer);
    let error = ory
        .call(ory_hub::endpoint::GetIdentity::new("i1"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.message().contains("encoded as gzip"), "{error}");
}

#[tokio::test]
async fn a_reason_is_the_message_where_there_is_no_other() {
    let answer = MockTransport::new().answer(403, r#"{"error":{"reason":"Not allowed here."}}"#);
    let (ory, _) = client(config(), answer);
    let error = ory
        .call(ory_hub::endpoint::GetIdentity::new("i1"))
        .await
        .unwrap_err();
    assert_eq!(error.message(), "Not allowed here.");
}

#[tokio::test]
async fn a_change_that_fails_writes_nothing() {
    let read = r#"{"id":"i1","schema_id":"p","schema_url":"u","traits":{}}"#;
    let (ory, script) = client(config(), MockTransport::new().answer(200, read));
    let error = ory
        .identities()
        .modify("i1", |identity| {
            identity
                .traits
                .get::<String>("/email")
                .map(drop)
                .map_err(Into::into)
        })
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn a_change_may_fail_with_an_error_of_the_callers_own() {
    #[derive(Debug)]
    enum Failure {
        Refused(&'static str),
        Call(ory_hub::OryError),
    }

    impl From<ory_hub::OryError> for Failure {
        fn from(error: ory_hub::OryError) -> Self {
            Self::Call(error)
        }
    }

    let read = r#"{"id":"i1","schema_id":"p","schema_url":"u","traits":{}}"#;
    let script = MockTransport::new()
        .answer(200, read)
        .answer(404, r#"{"error":{"message":"gone"}}"#);
    let (ory, script) = client(config(), script);
    let refused = ory
        .identities()
        .try_modify("i1", |_| Err(Failure::Refused("it is not mine")))
        .await;
    assert!(matches!(refused, Err(Failure::Refused("it is not mine"))));
    assert_eq!(script.requests().len(), 1);
    let gone = ory
        .identities()
        .try_modify("i1", |_| Ok::<(), Failure>(()))
        .await;
    assert!(matches!(gone, Err(Failure::Call(error)) if error.status() == Some(404)));
}

#[tokio::test]
async fn metadata_that_is_a_bare_number_is_not_sent() {
    let (ory, script) = client(config(), MockTransport::new());
    let body = CreateIdentityBody::new("person", Json::parse("{}").unwrap());
    let body = body.metadata_admin(Json::parse("1").unwrap());
    let error = ory.call(CreateIdentity::new(body)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    assert!(
        error
            .message()
            .starts_with("`metadata_admin` is a bare number")
    );
    assert!(script.requests().is_empty());
}

#[tokio::test]
async fn a_patch_writes_a_password_hash_only_where_that_is_allowed() {
    let call = |op: JsonPatchOp, path: &str, value: &str, allowed: bool| {
        let (ory, script) = client(config(), MockTransport::new().answer(200, IDENTITY));
        let ory = ory.with_options(CallOptions::new().allow_password_hash(allowed));
        let mut step = JsonPatch::new(op, path);
        step.value = Some(Json::parse(value).unwrap());
        let other = JsonPatch::new(JsonPatchOp::Remove, "/traits/nickname");
        async move {
            let patch = PatchIdentity::new("i1", vec![other, step]);
            (ory.call(patch).await.map(drop), script.requests().len())
        }
    };
    for (path, value) in [
        ("/credentials/password/config/hashed_password", r#""$2b$x""#),
        ("/Credentials/PASSWORD/config/hashed_password", r#""$2b$x""#),
        (
            "/credentials/password/config",
            r#"{"hashed_password":"$2b$x"}"#,
        ),
        ("/credentials/password", "{}"),
        ("/credentials", r#"{"oidc":{},"Password":{}}"#),
        ("", r#"{"credentials":{"password":{}}}"#),
    ] {
        let (result, sent) = call(JsonPatchOp::Add, path, value, false).await;
        let error = result.unwrap_err();
        assert_eq!((error.kind(), sent), (ErrorKind::Input, 0), "{path}");
        assert!(error.message().contains("allow_password_hash"), "{error}");
        assert!(!error.to_string().contains("$2b$x"), "{error}");
        let (result, sent) = call(JsonPatchOp::Add, path, value, true).await;
        assert_eq!((result.is_ok(), sent), (true, 1), "{path}");
    }
    for (op, path, value) in [
        (JsonPatchOp::Remove, "/credentials/password", "null"),
        (JsonPatchOp::Add, "/credentials/oidc", "{}"),
        (JsonPatchOp::Add, "/credentials", r#"{"oidc":{}}"#),
        (JsonPatchOp::Add, "/traits/credentials", "{}"),
        (JsonPatchOp::Add, "", r#"{"traits":{"password":1}}"#),
    ] {
        let (result, sent) = call(op, path, value, false).await;
        assert_eq!((result.is_ok(), sent), (true, 1), "{path}");
    }
}

#[tokio::test]
async fn a_patch_sets_no_metadata_to_a_bare_number() {
    let call = |path: &str, value: &str| {
        let (ory, script) = client(config(), MockTransport::new().answer(200, IDENTITY));
        let mut step = JsonPatch::new(JsonPatchOp::Replace, path);
        step.value = Some(Json::parse(value).unwrap());
        async move {
            let result = ory.call(PatchIdentity::new("i1", vec![step])).await;
            (result.map(drop), script.requests().len())
        }
    };
    for (path, value) in [
        ("/metadata_public", "7"),
        ("/metadata_admin", "-1.5"),
        ("/Metadata_Public", "7"),
        ("", r#"{"metadata_admin":7}"#),
    ] {
        let (result, sent) = call(path, value).await;
        let error = result.unwrap_err();
        assert_eq!((error.kind(), sent), (ErrorKind::Input, 0), "{path}");
        assert!(error.message().contains("` is a bare number"), "{error}");
    }
    for (path, value) in [
        ("/metadata_public", r#"{"a":7}"#),
        ("/metadata_public/a", "7"),
        ("/traits/age", "7"),
    ] {
        assert_eq!(call(path, value).await.1, 1, "{path}");
    }
}
