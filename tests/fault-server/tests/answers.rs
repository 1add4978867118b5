//! Responses with correct framing and wrong content.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use fault_server::{FAULTS, body};
use serde_json::Value;
use support::{ask, get};

#[test]
fn unknown_enum_is_well_formed_and_unheard_of() {
    let server = fault_server::start().unwrap();
    let session = get(&server.url, "/unknown-enum/sessions/whoami");
    assert_eq!(session.status, 200);
    let session = session.json();
    assert_eq!(session["authenticator_assurance_level"], "aal9");
    assert_eq!(session["authentication_methods"][0]["method"], "telepathy");
    assert_eq!(session["mood"], "calm");
    assert_eq!(session["identity"]["state"], "frozen");

    let identity = get(
        &server.url,
        &format!("/unknown-enum/admin/identities/{}", body::IDENTITY_ID),
    )
    .json();
    assert_eq!(identity["id"], body::IDENTITY_ID);
    assert_eq!(identity["state"], "frozen");
    assert_eq!(identity["credentials"]["retina"]["type"], "retina");
    assert_eq!(identity["verifiable_addresses"][0]["via"], "pigeon");
    assert_eq!(identity["recovery_addresses"][0]["via"], "pigeon");
    assert_eq!(identity["aura"]["layers"][1].to_string(), "2.5");

    let flow = get(&server.url, "/unknown-enum/self-service/login/api").json();
    let nodes = flow["ui"]["nodes"].as_array().unwrap();
    let hologram = nodes
        .iter()
        .find(|node| node["type"] == "hologram")
        .expect("the unknown node");
    assert_eq!(hologram["attributes"]["node_type"], "hologram");
    assert!(
        nodes
            .iter()
            .any(|node| node["attributes"]["name"] == "identifier")
    );
    assert!(
        nodes
            .iter()
            .any(|node| node["attributes"]["type"] == "brainwave")
    );
    assert_eq!(flow["state"], "sensing");

    let login = ask(
        &server.url,
        "POST",
        "/unknown-enum/self-service/login?flow=f",
        &[],
        "{}",
    )
    .json();
    assert_eq!(login["continue_with"][0]["action"], "show_hologram");
    assert_eq!(login["continue_with"][1]["action"], "redirect_browser_to");
}

#[test]
fn good_is_good_for_every_path() {
    let server = fault_server::start().unwrap();
    let of = |method: &str, path: &str| ask(&server.url, method, &format!("/good{path}"), &[], "");
    assert_eq!(of("GET", "/sessions/whoami").json()["id"], body::SESSION_ID);
    assert_eq!(
        of("GET", "/admin/identities/x").json()["id"],
        body::IDENTITY_ID
    );
    assert_eq!(
        of("GET", "/admin/identities?page_size=2").json()[0]["id"],
        body::IDENTITY_ID
    );
    assert_eq!(of("POST", "/admin/identities").status, 201);
    assert_eq!(
        of("GET", "/self-service/login/api").json()["id"],
        body::FLOW_ID
    );
    let gone = of("DELETE", "/admin/identities/x");
    assert_eq!(
        (gone.status, gone.body.len(), gone.header("content-length")),
        (204, 0, None)
    );
}

#[test]
fn html_comes_with_a_bad_and_with_a_good_status() {
    let server = fault_server::start().unwrap();
    for (fault, status) in [("html-502", 502), ("html-200", 200)] {
        let raw = get(&server.url, &format!("/{fault}/sessions/whoami"));
        assert_eq!(raw.status, status);
        assert_eq!(raw.header("content-type"), Some("text/html; charset=utf-8"));
        assert!(raw.text().starts_with("<!DOCTYPE html>"));
    }
}

#[test]
fn empty_and_odd_bodies_are_what_they_say() {
    let server = fault_server::start().unwrap();
    let of = |fault: &str| get(&server.url, &format!("/{fault}/sessions/whoami"));

    let raw = of("empty");
    assert_eq!((raw.status, raw.promised(), raw.body.len()), (200, 0, 0));
    assert!(
        raw.header("content-type")
            .unwrap()
            .starts_with("application/json")
    );

    let raw = of("no-content-type");
    assert_eq!((raw.status, raw.header("content-type")), (200, None));
    assert_eq!(raw.json()["id"], body::SESSION_ID);

    let raw = of("bom");
    assert!(raw.body.starts_with(&[0xef, 0xbb, 0xbf]));
    let rest: Value = serde_json::from_slice(&raw.body[3..]).unwrap();
    assert_eq!(rest["id"], body::SESSION_ID);

    let raw = of("no-content");
    assert_eq!(
        (raw.status, raw.body.len(), raw.header("content-length")),
        (204, 0, None)
    );

    let raw = of("null-body");
    assert_eq!((raw.status, raw.text()), (200, "null"));
}

#[test]
fn deep_nests_a_hundred_thousand_levels_inside_traits() {
    let server = fault_server::start().unwrap();
    for path in [
        "/deep/sessions/whoami",
        "/deep/admin/identities/x",
        "/deep/admin/identities",
    ] {
        let raw = get(&server.url, path);
        assert_eq!(raw.status, 200);
        let text = raw.text();
        assert!(text.contains(r#""traits":{"a":{"a":{"#), "{path}");
        let (mut depth, mut deepest) = (0_usize, 0);
        for byte in text.bytes() {
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            deepest = deepest.max(depth);
        }
        assert_eq!(depth, 0, "{path} is balanced");
        assert!(deepest > body::DEPTH, "{path}: {deepest}");
    }
}

#[test]
fn rate_limit_says_when_to_come_back_and_counts() {
    let server = fault_server::start().unwrap();
    for _ in 0..3 {
        let raw = get(&server.url, "/rate-limit/sessions/whoami");
        assert_eq!((raw.status, raw.header("retry-after")), (429, Some("7")));
        assert_eq!(raw.header("x-ratelimit-reset"), Some("7"));
        assert_eq!(raw.header("x-ratelimit-remaining"), Some("0"));
        assert_eq!(raw.json()["error"]["code"], 429);
    }
    let count = get(&server.url, "/rate-limit/_count").json();
    assert_eq!(count["count"], 3);
    assert_eq!(server.counts("rate-limit").count, 3);
}

#[test]
fn once_is_once_for_each_path() {
    let server = fault_server::start().unwrap();
    for (fault, status) in [("rate-limit-once", 429), ("unavailable-once", 503)] {
        for path in ["sessions/whoami", "admin/identities/x"] {
            let path = format!("/{fault}/{path}");
            assert_eq!(get(&server.url, &path).status, status);
            assert_eq!(get(&server.url, &path).status, 200);
            assert_eq!(get(&server.url, &path).status, 200);
        }
    }
    let first = get(&server.url, "/rate-limit-once.again/sessions/whoami");
    assert_eq!(
        (first.status, first.header("retry-after")),
        (429, Some("0"))
    );
    assert_eq!(get(&server.url, "/unavailable/sessions/whoami").status, 503);
    assert_eq!(get(&server.url, "/unavailable/sessions/whoami").status, 503);
}

#[test]
fn a_name_after_a_dot_keeps_books_of_its_own() {
    let server = fault_server::start().unwrap();
    get(&server.url, "/html-502.one/sessions/whoami");
    assert_eq!(get(&server.url, "/html-502.one/_count").json()["count"], 1);
    assert_eq!(get(&server.url, "/html-502.two/_count").json()["count"], 0);
    assert_eq!(get(&server.url, "/html-502/_count").json()["count"], 0);
    assert_eq!(ask(&server.url, "POST", "/_reset", &[], "").status, 200);
    assert_eq!(get(&server.url, "/html-502.one/_count").json()["count"], 0);
}

#[test]
fn a_fault_that_does_not_exist_is_refused_by_name() {
    let server = fault_server::start().unwrap();
    let raw = get(&server.url, "/html-503/sessions/whoami");
    assert_eq!(raw.status, 404);
    assert!(raw.text().contains("html-503") && raw.text().contains("html-502"));
}

#[test]
fn every_fault_is_served_listed_and_described() {
    let server = fault_server::start().unwrap();
    let listed = get(&server.url, "/").json();
    assert_eq!(listed["faults"].as_array().unwrap().len(), FAULTS.len());
    let page = include_str!("../../README.md");
    for fault in FAULTS {
        assert!(
            page.contains(&format!("`{fault}`")),
            "tests/README.md does not describe {fault}"
        );
        // Responses that never arrive have tests of their own.
        if [
            "slow",
            "slow-body",
            "huge",
            "huge-promised",
            "hang-up",
            "garbage",
        ]
        .contains(fault)
        {
            continue;
        }
        get(&server.url, &format!("/{fault}/sessions/whoami"));
        assert_eq!(server.counts(fault).count, 1, "{fault}");
    }
}
