//! What every test uses: clients, fresh addresses, the `CASE` line.
#![allow(dead_code, unused_imports)]

pub mod browser;
pub mod oauth2;
mod real;

use std::future::Future;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use ory_hub::endpoint::CreateIdentity;
use ory_hub::model::{
    CreateIdentityBody, Identity, IdentityWithCredentials, IdentityWithCredentialsPassword,
    IdentityWithCredentialsPasswordConfig,
};
use ory_hub::{Json, Ory, OryConfig, OryError, Secret};

pub use real::{answered, hydra, hydra_config, keto, kratos, real};

pub const PASSWORD: &str = "correct-horse-battery-staple-7";
pub const TOKEN: &str = "ory_st_driverdriverdriverdriver";

pub fn var(name: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| panic!("{name} is not set; see tests/README.md"))
}

/// Runs a case and prints its line.
pub async fn case(id: &str, body: impl Future<Output = ()>) {
    let since = Instant::now();
    body.await;
    println!("\nCASE {id} ok {:.1}", since.elapsed().as_secs_f64() * 1000.0);
}

/// The configuration of a client of one fault.
pub fn fault_config(fault: &str) -> OryConfig {
    let url = format!("{}/{fault}", var("ORY_HUB_FAULTS"));
    OryConfig::self_hosted().kratos(url.clone(), url).session_token(Secret::new(TOKEN))
}

pub fn fault(fault: &str) -> Ory {
    Ory::new(fault_config(fault)).expect("a client of a fault")
}

/// The JSON of a control path of the fault server.
pub async fn request_log(url: &str) -> serde_json::Value {
    let (host, path) = url.trim_start_matches("http://").split_once('/').expect("a path");
    let mut stream = TcpStream::connect(host).expect("the fault server");
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("sent");
    let mut response = String::new();
    stream.read_to_string(&mut response).expect("a response");
    let (_, body) = response.split_once("\r\n\r\n").expect("a body");
    serde_json::from_str(body).expect("JSON")
}

pub async fn count(fault: &str) -> serde_json::Value {
    request_log(&format!("{}/{fault}/_count", var("ORY_HUB_FAULTS"))).await
}

/// Waits until the counts of a fault satisfy a condition.
pub async fn until(fault: &str, what: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
    let since = Instant::now();
    loop {
        let count = count(fault).await;
        if what(&count) {
            return count;
        }
        assert!(since.elapsed() < Duration::from_secs(5), "{fault}: {count}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// A mail address that nobody used before.
pub fn address(case: &str) -> String {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock").as_nanos();
    format!("{case}-{now:x}-{}@rust.example", NEXT.fetch_add(1, Ordering::Relaxed))
}

pub fn new_identity(email: &str) -> CreateIdentityBody {
    let traits = Json::from_value(&serde_json::json!({ "email": email })).expect("traits");
    let password = IdentityWithCredentialsPassword::new()
        .config(IdentityWithCredentialsPasswordConfig::new().password(Secret::new(PASSWORD)));
    CreateIdentityBody::new("person", traits)
        .metadata_public(Json::parse(r#"{"plan":"free"}"#).expect("metadata"))
        .credentials(IdentityWithCredentials::new().password(password))
}

pub async fn created(ory: &Ory, email: &str) -> Identity {
    ory.call(CreateIdentity::new(new_identity(email))).await.expect("an identity")
}

pub fn failed<T: std::fmt::Debug>(result: Result<T, OryError>) -> OryError {
    result.expect_err("an error")
}
