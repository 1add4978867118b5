//! What callers give is read more strictly than what servers write.

use crate::DecodeError;
use crate::codec::{Arena, FromValue, Model, Source, decode_from};
use crate::model::{CreateIdentityBody, Identity, LoginFlow, UpdateLoginFlowBody, Version};

fn read<T: FromValue>(source: Source, text: &str) -> Result<(), DecodeError> {
    decode_from(source, T::TYPE, text, &Arena::new()).map(drop)
}

fn path<T>(result: Result<T, DecodeError>) -> Option<String> {
    result
        .err()
        .map(|error| format!("{} {}", error.path, error.what))
}

const LOST: &str = "is unknown, and the model keeps no unknown fields";

#[test]
fn unknown_fields_that_a_model_would_lose_are_refused() {
    let body = r#"{"schema_id":"p","traits":{"any":1},"zz":1}"#;
    let error = CreateIdentityBody::from_json(body).unwrap_err();
    assert_eq!((error.path.as_str(), error.what.as_str()), ("$.zz", LOST));
    let inner =
        r#"{"schema_id":"p","traits":{},"credentials":{"password":{"config":{"secret":"x"}}}}"#;
    let expected = format!("$.credentials.password.config.secret {LOST}");
    assert_eq!(path(CreateIdentityBody::from_json(inner)), Some(expected));
    let arm = r#"{"method":"password","identifier":"a","password":"b","zz":1}"#;
    assert_eq!(
        path(UpdateLoginFlowBody::from_json(arm)),
        Some(format!("$.zz {LOST}"))
    );

    for text in [body, inner] {
        assert_eq!(path(read::<CreateIdentityBody>(Source::Server, text)), None);
        assert_eq!(
            path(read::<CreateIdentityBody>(Source::CallerText, text)),
            None
        );
    }
}

#[test]
fn what_servers_write_keeps_unknown_fields_wherever_it_was_in_between() {
    let identity = r#"{"id":"i","schema_id":"s","schema_url":"u","traits":{},"mood":1}"#;
    assert_eq!(Identity::from_json(identity).unwrap().to_json(), identity);
    assert!(Version::from_json(r#"{"version":"v","zz":1}"#).is_ok());
    let node = r#"{"type":"input","group":"default","attributes":{"node_type":"input","name":"n","type":"text","disabled":false,"maxlength":1.5},"messages":[],"meta":{}}"#;
    let flow = format!(
        r#"{{"id":"f","type":"api","expires_at":"x","issued_at":"y","request_url":"x","state":"s","ui":{{"action":"x","method":"POST","nodes":[{node}]}}}}"#
    );
    assert!(LoginFlow::from_json(&flow).is_ok());
}

#[test]
fn an_arm_of_a_known_tag_has_to_be_whole_in_what_is_sent() {
    let short = r#"{"method":"password"}"#;
    let tomorrow = r#"{"method":"telepathy","zz":1}"#;
    for source in [Source::Caller, Source::CallerText] {
        let missing = read::<UpdateLoginFlowBody>(source, short);
        assert_eq!(path(missing).as_deref(), Some("$.identifier is missing"));
        assert_eq!(path(read::<UpdateLoginFlowBody>(source, tomorrow)), None);
    }
    assert_eq!(
        path(read::<UpdateLoginFlowBody>(Source::Server, short)),
        None
    );
    assert!(UpdateLoginFlowBody::from_json(short).is_err());
}
