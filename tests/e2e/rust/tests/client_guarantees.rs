//! What a client guarantees its caller: cancellation, time-outs, redaction.

mod support;

use std::time::{Duration, Instant};

use ory_hub::endpoint::ToSession;
use ory_hub::model::{UpdateLoginFlowBody, UpdateLoginFlowWithPasswordMethod};
use ory_hub::{ErrorKind, Ory, OryConfig, Secret};
use support::{PASSWORD, TOKEN, case, failed, fault, fault_config, until};

#[tokio::test]
async fn cancel() {
    case("cancel", async {
        let ory = fault("slow.cancel");
        let call = tokio::spawn(async move { ory.call(ToSession::new()).await });
        until("slow.cancel", |count| count["open"] == 1).await;
        let since = Instant::now();
        call.abort();
        assert!(call.await.expect_err("aborted").is_cancelled());
        assert!(since.elapsed() < Duration::from_secs(1));
        until("slow.cancel", |count| count["open"] == 0 && count["abandoned"] == 1).await;
    })
    .await;
}

#[tokio::test]
async fn timeout() {
    case("timeout", async {
        for name in ["slow.timeout", "slow-body.timeout"] {
            let ory = Ory::new(fault_config(name).timeout_ms(400).max_retries(0)).expect("a client");
            let since = Instant::now();
            assert_eq!(failed(ory.call(ToSession::new()).await).kind(), ErrorKind::Timeout);
            assert!(since.elapsed() < Duration::from_secs(3));
            until(name, |count| count["open"] == 0 && count["abandoned"] == 1).await;
        }
    })
    .await;
}

#[tokio::test]
async fn secret_hidden() {
    case("secret-hidden", async {
        let secret = Secret::new(TOKEN);
        assert_eq!(secret.to_string(), "[redacted]");
        assert_eq!(secret.expose(), TOKEN);
        let key = "ory_pat_driverdriverdriver";
        let config = OryConfig::network("https://slug.projects.oryapis.com")
            .project_key(Secret::new(key))
            .session_token(Secret::new(TOKEN));
        let body = UpdateLoginFlowBody::Password(UpdateLoginFlowWithPasswordMethod::new(
            "somebody@rust.example",
            Secret::new(PASSWORD),
        ));
        let error = failed(fault("error-herodot").call(ToSession::new()).await);
        let printed = format!("{secret:?} {config:?} {config:#?} {body:?} {body:#?} {error} {error:?} {:?}", error.problem());
        for hidden in [TOKEN, key, PASSWORD] {
            assert!(!printed.contains(hidden), "{printed}");
        }
        assert!(!error.message().contains(TOKEN));
    })
    .await;
}
