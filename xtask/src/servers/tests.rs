//! The servers as every other test meets them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use super::*;

fn get(url: &str) -> (u16, Value) {
    json(http::get(url).unwrap())
}

fn post(url: &str, body: &Value) -> (u16, Value) {
    json(http::post(url, &body.to_string()).unwrap())
}

fn json(response: http::Response) -> (u16, Value) {
    let body = serde_json::from_str(&response.body);
    (
        response.status,
        body.unwrap_or(Value::String(response.body)),
    )
}

fn alive(id: u32) -> bool {
    Command::new("kill")
        .args(["-0", &id.to_string()])
        .stderr(Stdio::null())
        .status()
        .unwrap()
        .success()
}

#[test]
fn kratos_without_other_servers_reports_its_version_and_ends_with_its_owner() {
    let servers = Servers::start(&[ServerKind::Kratos], None).unwrap();
    let admin = servers.urls().kratos_admin_url.clone().unwrap();
    let (status, version) = get(&format!("{admin}/admin/version"));
    assert_eq!(status, 200);
    assert_eq!(version["version"], "v1.3.1");
    assert_eq!(servers.urls().hydra_admin_url, None);

    let id = servers.running[0].id();
    assert!(alive(id));
    drop(servers);
    assert!(!alive(id));
    assert!(http::get(&admin).is_err());
}

#[test]
fn a_password_signs_in_and_a_token_tells_who() {
    let servers = Servers::start(&[ServerKind::Kratos], None).unwrap();
    let urls = servers.urls();
    let admin = urls.kratos_admin_url.as_deref().unwrap();
    let public = urls.kratos_public_url.as_deref().unwrap();
    let (email, password) = ("ann@example.org", "correct horse battery");
    let (status, identity) = post(
        &format!("{admin}/admin/identities"),
        &serde_json::json!({
            "schema_id": "person",
            "traits": {"email": email},
            "credentials": {"password": {"config": {"password": password}}},
        }),
    );
    assert_eq!(status, 201, "{identity}");

    let (_, flow) = get(&format!("{public}/self-service/login/api"));
    let (status, login) = post(
        flow["ui"]["action"].as_str().unwrap(),
        &serde_json::json!({"method": "password", "identifier": email, "password": password}),
    );
    assert_eq!(status, 200, "{login}");
    assert_eq!(login["session"]["identity"]["id"], identity["id"]);
}

#[test]
fn all_three_know_each_other() {
    let servers = Servers::start(ServerKind::ALL, Some(4455)).unwrap();
    let urls = servers.urls().clone();
    assert_eq!(urls.ui_url, "http://localhost:4455");
    let hydra = urls.hydra_public_url.unwrap();
    let (_, discovery) = get(&format!("{hydra}/.well-known/openid-configuration"));
    assert_eq!(discovery["issuer"], Value::String(hydra.clone()));

    let (write, read) = (urls.keto_write_url.unwrap(), urls.keto_read_url.unwrap());
    let tuple = "namespace=videos&object=cat.mp4&relation=view&subject_id=alice";
    let check = format!("{read}/relation-tuples/check/openapi?{tuple}");
    assert_eq!(get(&check).1["allowed"], false);
    let response = http::request(
        "PUT",
        &format!("{write}/admin/relation-tuples"),
        r#"{"namespace":"videos","object":"cat.mp4","relation":"view","subject_id":"alice"}"#,
    )
    .unwrap();
    assert_eq!(response.status, 201, "{}", response.body);
    assert_eq!(get(&check).1["allowed"], true);

    let public = urls.kratos_public_url.unwrap();
    let (_, flow) = get(&format!("{public}/self-service/login/api"));
    let (status, away) = post(
        flow["ui"]["action"].as_str().unwrap(),
        &serde_json::json!({"method": "oidc", "provider": "hydra"}),
    );
    assert_eq!(status, 422, "{away}");
    let to = away["redirect_browser_to"].as_str().unwrap();
    assert!(to.starts_with(&hydra), "{to}");
}

#[test]
fn servers_end_when_their_owner_is_killed() {
    let mut owner = Command::new("sleep")
        .arg("600")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut server = Command::new("sh")
        .args(["-c", process::LEASH, "sh", "sleep", "600"])
        .stdin(owner.stdout.take().unwrap())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(300));
    assert!(server.try_wait().unwrap().is_none());
    owner.kill().unwrap();
    owner.wait().unwrap();
    let start = Instant::now();
    while server.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < Duration::from_secs(10), "still alive");
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn arguments_name_servers_and_the_page_port() {
    let text = |arguments: &[&str]| {
        let owned: Vec<String> = arguments.iter().map(|text| (*text).into()).collect();
        parse(&owned)
    };
    let all = Wanted {
        which: ServerKind::ALL.to_vec(),
        ..Wanted::default()
    };
    assert_eq!(text(&[]).unwrap(), all);
    let some = ["keto", "--ui-port", "4455", "--over", "kratos-steps.yml"];
    let wanted = Wanted {
        which: vec![ServerKind::Keto],
        ui_port: Some(4455),
        over: Some("kratos-steps.yml".into()),
    };
    assert_eq!(text(&some).unwrap(), wanted);
    assert!(text(&["caddy"]).is_err());
    assert!(text(&["--ui-port"]).is_err());
    assert!(text(&["--ui-port", "x"]).is_err());
    assert!(text(&["--over"]).is_err());
}
