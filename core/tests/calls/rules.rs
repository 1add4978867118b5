//! The tables of `tests/rules`, which the browser package is held to as well.

use std::time::Duration;

use ory_hub::endpoint::{CreateIdentity, GetIdentity};
use ory_hub::model::CreateIdentityBody;
use ory_hub::transport::TransportErrorKind;
use ory_hub::{ErrorKind, Json, MockTransport, OryConfig, OryError};
use serde_json::Value;

use crate::support::{IDENTITY, client, config, url_of};

fn table(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

#[test]
fn base_urls() {
    let table: Value =
        serde_json::from_str(include_str!("../../../tests/rules/base_urls.json")).unwrap();
    let planned = |base: &str| {
        let config = OryConfig::self_hosted().kratos("http://localhost", base);
        url_of(&GetIdentity::new("x"), &config)
    };
    for (base, why) in table["refused"].as_object().unwrap() {
        let error = planned(base).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{base}");
        assert!(
            error.message().contains(why.as_str().unwrap()),
            "{base}: {error}"
        );
        assert!(!error.to_string().contains("hunter2"));
    }
    for base in table["accepted"].as_array().unwrap() {
        assert!(planned(base.as_str().unwrap()).is_ok(), "{base}");
    }
}

async fn call(method: &str, ory: &ory_hub::Ory) -> Result<(), OryError> {
    match method {
        "GET" => ory.call(GetIdentity::new("x")).await.map(drop),
        _ => {
            let body = CreateIdentityBody::new("person", Json::parse("{}").unwrap());
            ory.call(CreateIdentity::new(body)).await.map(drop)
        }
    }
}

#[tokio::test]
async fn retries() {
    for row in table(include_str!("../../../tests/rules/retries.json")) {
        let name = row["name"].as_str().unwrap();
        let retries = row["retries"].as_u64().unwrap_or_default();
        let mut script = MockTransport::new();
        for _ in 0..=retries {
            script = match row["connection"].as_str() {
                Some("lost") => script.fail(TransportErrorKind::ConnectionLost),
                Some(_) => script.fail(TransportErrorKind::Connect),
                None => {
                    let headers = row["headers"].as_object().into_iter().flatten();
                    let headers =
                        headers.map(|(name, value)| (name.as_str(), value.as_str().unwrap()));
                    let status = u16::try_from(row["status"].as_u64().unwrap()).unwrap();
                    script.answer_with(status, headers, "")
                }
            };
        }
        let success = if row["method"] == "GET" { 200 } else { 201 };
        let retries = u32::try_from(retries).unwrap();
        let (ory, script) = client(
            config().max_retries(retries + 1),
            script.answer(success, IDENTITY),
        );
        let result = call(row["method"].as_str().unwrap(), &ory).await;
        let Some(delay) = row["delay"].as_array() else {
            let error = result.unwrap_err();
            assert_eq!(error.retry_after(), row["retryAfter"].as_u64(), "{name}");
            assert_eq!(script.sleeps().len(), 0, "{name}");
            continue;
        };
        result.unwrap();
        let range = [0, 1].map(|end| Duration::from_millis(delay[end].as_u64().unwrap()));
        let slept = *script.sleeps().last().unwrap();
        assert!(range[0] <= slept && slept <= range[1], "{name}: {slept:?}");
    }
}

#[tokio::test]
async fn error_details() {
    for row in table(include_str!("../../../tests/rules/error_details.json")) {
        let script = MockTransport::new().answer(400, row["body"].to_string());
        let (ory, _) = client(config(), script);
        let error = ory.call(GetIdentity::new("x")).await.unwrap_err();
        let details = error
            .details()
            .map(|details| serde_json::from_str(details.text()).unwrap());
        assert_eq!(
            details.unwrap_or(Value::Null),
            row["details"],
            "{}",
            row["name"]
        );
    }
}
