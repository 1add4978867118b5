#![allow(clippy::unwrap_used)]
use std::path::Path;

use serde_json::json;

use super::*;

fn api() -> Api {
    spec::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))).unwrap()
}

fn urls() -> Urls {
    Urls {
        kratos_public_url: Some("http://localhost:1".to_owned()),
        kratos_admin_url: Some("http://localhost:2".to_owned()),
        hydra_public_url: Some("http://localhost:3".to_owned()),
        hydra_admin_url: Some("http://localhost:4".to_owned()),
        keto_read_url: Some("http://localhost:6".to_owned()),
        keto_opl_url: Some("http://localhost:5".to_owned()),
        ..Urls::default()
    }
}

fn line(agent: &str, port: u16, method: &str, path: &str, status: u64) -> String {
    let request = json!({
        "headers": { "user-agent": agent }, "host": format!("localhost:{port}"), "method": method, "path": path,
    });
    json!({ "http_request": request, "http_response": { "status": status } }).to_string()
}

fn reached(language: &str, lines: &[String]) -> Reached {
    let (api, urls, mut reached) = (api(), urls(), Reached::default());
    for line in lines {
        reached.add(&api, language, &urls, line);
    }
    reached
}

#[test]
fn a_request_is_of_the_operation_whose_path_and_server_fit() {
    let ours = "ory-hub/0.1.0";
    let lines = [
        line(ours, 2, "GET", "/admin/identities/9f42", 200),
        line(ours, 2, "GET", "/admin/version", 200),
        line(ours, 4, "GET", "/health/alive", 200),
        line(ours, 1, "GET", "/self-service/login/api", 200),
        line(ours, 3, "GET", "/self-service/login/browser", 200),
        line(ours, 2, "DELETE", "/admin/identities/9f42", 404),
        line(ours, 6, "GET", "/relation-tuples/check", 403),
        line("curl/8", 2, "GET", "/admin/identities", 200),
        "no JSON".to_owned(),
    ];
    let known = reached("c", &lines);
    let ids: Vec<&str> = known.0.keys().map(String::as_str).collect();
    assert_eq!(
        ids,
        [
            "checkPermissionOrError",
            "createNativeLoginFlow",
            "getIdentity",
            "getVersion",
            "isAlive"
        ]
    );
    let by_hand = [line(
        "Mozilla/5.0",
        1,
        "GET",
        "/self-service/login/browser",
        200,
    )];
    assert_eq!(reached("browser", &by_hand).0.len(), 1);
}

#[test]
fn what_a_language_leaves_out_is_named() {
    let api = api();
    let ours = "ory-hub/0.1.0";
    let nothing = Reached::default().missing(&api, "swift");
    assert!(
        nothing
            .contains(&"group courier: 0 operations reached on real servers, 2 are due".to_owned()),
        "{nothing:?}"
    );
    assert!(
        nothing.contains(
            &"group wellknown: 0 operations reached on real servers, 1 are due".to_owned()
        ),
        "{nothing:?}"
    );
    assert!(
        nothing.iter().all(|line| !line.contains("group workspace")),
        "{nothing:?}"
    );
    assert_eq!(
        nothing
            .iter()
            .filter(|line| line.starts_with("shape "))
            .count(),
        SHAPES.len()
    );
    let browser = Reached::default().missing(&api, "browser");
    let groups: Vec<&String> = browser
        .iter()
        .filter(|line| line.starts_with("group "))
        .collect();
    assert_eq!(
        groups,
        ["group frontend: 0 operations reached on real servers, 3 are due"]
    );
    assert_eq!(browser.len(), 1 + SHAPES.len() - NOT_IN_BROWSERS.len());

    let lines = [
        line(ours, 2, "GET", "/admin/courier/messages", 200),
        line(ours, 2, "GET", "/admin/courier/messages/1", 200),
        line(ours, 3, "POST", "/oauth2/token", 200),
        line(ours, 3, "GET", "/oauth2/auth", 302),
        line(ours, 2, "GET", "/version", 307),
        line(ours, 5, "POST", "/opl/syntax/check", 200),
        line(ours, 1, "POST", "/self-service/login", 200),
        line(ours, 1, "GET", "/.well-known/ory/webauthn.js", 200),
    ];
    let some = reached("swift", &lines);
    let missing = some.missing(&api, "swift");
    let shapes: Vec<&String> = missing
        .iter()
        .filter(|line| line.starts_with("shape "))
        .collect();
    assert_eq!(
        shapes,
        ["shape no content: no operation of it was called on a real server"]
    );
    assert!(
        missing.iter().all(|line| !line.contains("courier")),
        "{missing:?}"
    );
    assert!(
        some.table(&api, "swift")
            .contains("courier 2/2: getCourierMessage listCourierMessages\n")
    );
}

#[test]
fn a_redirect_that_is_no_answer_is_none() {
    let lines = [line("ory-hub/0.1.0", 2, "GET", "/version", 307)];
    let missing = reached("c", &lines).missing(&api(), "c");
    assert!(
        missing
            .iter()
            .any(|line| line.starts_with("shape redirect")),
        "{missing:?}"
    );
}
