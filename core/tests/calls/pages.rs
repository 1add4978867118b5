//! Walks through lists.

use ory_hub::endpoint::Endpoint;
use ory_hub::endpoint::{ListIdentities, ListIdentitySessions, ListSessions};
use ory_hub::internal::pagination::next_token;
use ory_hub::transport::Headers;
use ory_hub::{ErrorKind, MockTransport};

use proptest::prelude::*;

use crate::support::{client, config};

fn identity(id: u32) -> String {
    format!(r#"{{"id":"{id}","schema_id":"p","schema_url":"u","traits":{{}}}}"#)
}

fn link(token: &str) -> String {
    format!(
        r#"</admin/identities?page_size=2&page_token={token}>; rel="next",</admin/identities?page_size=2>; rel="first""#
    )
}

fn page(script: MockTransport, ids: &[u32], next: Option<&str>) -> MockTransport {
    let items: Vec<String> = ids.iter().map(|id| identity(*id)).collect();
    let body = format!("[{}]", items.join(","));
    match next {
        Some(token) => script.answer_with(200, [("link", link(token).as_str())], body),
        None => script.answer(200, body),
    }
}

#[tokio::test]
async fn a_list_is_walked_to_its_end() {
    let script = page(MockTransport::new(), &[1, 2], Some("a%2Bb"));
    let script = page(script, &[3], None);
    let (ory, script) = client(config(), script);
    let mut pages = ory.pages(ListIdentities::new().page_size(2));
    let mut ids = Vec::new();
    let mut tokens = Vec::new();
    while let Some(page) = pages.next().await.unwrap() {
        ids.extend(page.items.into_iter().map(|identity| identity.id));
        tokens.push(page.next_page_token);
    }
    assert_eq!(ids, ["1", "2", "3"]);
    assert_eq!(tokens, [Some("a+b".to_owned()), None]);
    assert!(pages.next().await.unwrap().is_none());
    let asked = script.requests();
    assert_eq!(asked.len(), 2);
    assert!(
        asked[1].url.ends_with("?page_size=2&page_token=a%2Bb"),
        "{}",
        asked[1].url
    );
}

#[tokio::test]
async fn a_next_page_that_is_not_named_by_a_token_is_an_error_and_not_the_end() {
    let numbered = [(
        "link",
        r#"</admin/identities?page=2&per_page=1>; rel="next""#,
    )];
    let body = format!("[{}]", identity(1));
    let script = MockTransport::new().answer_with(200, numbered, body.clone());
    let (ory, _) = client(config(), script);
    let mut pages = ory.pages(ListIdentities::new());
    assert_eq!(pages.next().await.unwrap().unwrap().items.len(), 1);
    let error = pages.next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.message().contains("no page_token"), "{error}");
    assert!(pages.next().await.unwrap().is_none());

    let last = [("link", r#"</admin/identities?page_token=>; rel="next""#)];
    let script = MockTransport::new().answer_with(200, last, body);
    let (ory, _) = client(config(), script);
    let mut pages = ory.pages(ListIdentities::new());
    assert_eq!(pages.next().await.unwrap().unwrap().items.len(), 1);
    assert!(pages.next().await.unwrap().is_none());
}

#[tokio::test]
async fn with_offsets_an_empty_page_is_the_end_even_with_a_successor() {
    let (ory, script) = client(config(), page(MockTransport::new(), &[], Some("more")));
    let mut pages = ory.pages(ListIdentitySessions::new("x"));
    assert!(pages.next().await.unwrap().is_none());
    assert!(pages.is_done());
    assert_eq!(script.requests().len(), 1);
}

#[tokio::test]
async fn with_tokens_an_empty_page_is_passed_over() {
    let script = page(MockTransport::new(), &[], Some("a"));
    let script = page(script, &[1], Some("b"));
    let script = page(script, &[], Some("c"));
    let script = page(script, &[], Some("d"));
    let script = page(script, &[2], None);
    let (ory, script) = client(config(), script);
    let mut pages = ory.pages(ListIdentities::new());
    let mut ids = Vec::new();
    while let Some(page) = pages.next().await.unwrap() {
        ids.extend(page.items.into_iter().map(|identity| identity.id));
    }
    assert_eq!(ids, ["1", "2"]);
    assert_eq!(script.requests().len(), 5);
}

#[tokio::test]
async fn empty_pages_in_a_circle_end_the_walk() {
    let mut script = MockTransport::new();
    for token in ["a", "b", "a", "b"] {
        script = page(script, &[], Some(token));
    }
    let (ory, script) = client(config(), script);
    let mut pages = ory.pages(ListIdentities::new());
    assert!(pages.next().await.unwrap().is_none());
    assert!(pages.is_done());
    assert_eq!(script.requests().len(), 3);
}

#[tokio::test]
async fn a_token_seen_before_ends_the_walk_and_says_so() {
    let script = page(MockTransport::new(), &[1], Some("a"));
    let script = page(script, &[2], Some("a"));
    let (ory, script) = client(config(), script);
    let mut pages = ory.pages(ListIdentities::new());
    assert!(pages.next().await.unwrap().is_some());
    assert!(pages.next().await.unwrap().is_some());
    assert_eq!(pages.next().await.unwrap_err().kind(), ErrorKind::Decode);
    assert!(pages.stopped().is_some());
    assert!(pages.next().await.unwrap().is_none());
    assert_eq!(script.requests().len(), 2);
}

#[tokio::test]
async fn a_page_that_repeats_the_one_before_ends_the_walk_and_says_so() {
    let again = || {
        let mut script = MockTransport::new();
        for token in ["1", "2", "3", "4"] {
            script = script.answer_with(200, [("link", link(token).as_str())], r#"[{"id":"s"}]"#);
        }
        client(config(), script)
    };
    let (ory, script) = again();
    let mut pages = ory.pages(ListSessions::new());
    assert!(pages.next().await.unwrap().is_some());
    let error = pages.next().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.message().contains("twice"), "{error}");
    assert!(pages.next().await.unwrap().is_none());
    assert_eq!(script.requests().len(), 2);

    // With offsets one repetition is known, two are not.
    let (ory, script) = again();
    let mut pages = ory.pages(ListIdentitySessions::new("x"));
    assert!(pages.next().await.unwrap().is_some());
    assert!(pages.next().await.is_err() && pages.stopped().is_some());
    assert!(pages.next().await.unwrap().is_none());
    assert_eq!(script.requests().len(), 3);
}

#[tokio::test]
async fn after_an_error_the_same_page_is_asked_for_again() {
    let script = page(MockTransport::new(), &[1], Some("a")).answer(500, "");
    let (ory, script) = client(config(), page(script, &[2], None));
    let mut pages = ory.pages(ListIdentities::new());
    pages.next().await.unwrap().unwrap();
    assert_eq!(pages.next().await.unwrap_err().status(), Some(500));
    assert_eq!(pages.next().await.unwrap().unwrap().items[0].id, "2");
    assert_eq!(script.requests()[1].url, script.requests()[2].url);
}

proptest! {
    #[test]
    fn any_header_and_any_body_is_a_token_or_none(link in any::<String>(), body in any::<Vec<u8>>()) {
        let headers: Headers = [("link", link.as_str())].into_iter().collect();
        let token = next_token(ListIdentities::OPERATION, &headers, &body);
        prop_assert!(token.is_none_or(|token| !token.is_empty()));
    }

    #[test]
    fn any_token_comes_back_as_it_was(token in "[^\\p{Cc}]{1,40}") {
        let url: String = url::form_urlencoded::Serializer::new(String::new()).append_pair("page_token", &token).finish();
        let headers: Headers = [("link", format!("</x?page_size=1&{url}>; rel=\"next\""))].into_iter().collect();
        prop_assert_eq!(next_token(ListIdentities::OPERATION, &headers, b"[]"), Some(token));
    }
}

#[test]
fn links_are_read_however_they_are_written() {
    let token = |header: &str| {
        let headers: Headers = [("Link", header)].into_iter().collect();
        next_token(ListIdentities::OPERATION, &headers, b"[]")
    };
    assert_eq!(
        token(r#"</x?page_token=T>; rel="next""#).as_deref(),
        Some("T")
    );
    assert_eq!(
        token(r#"</x?page_token=F>; rel="first",</x?page_token=N>; rel="next""#).as_deref(),
        Some("N")
    );
    assert_eq!(
        token(r#"<https://h/x?page_token=a,b;c>; title="x"; rel=next"#).as_deref(),
        Some("a,b;c")
    );
    assert_eq!(
        token(r#"</x?page_token=T>; rel="next last""#).as_deref(),
        Some("T")
    );
    assert_eq!(token(r#"</x?page_token=>; rel="next""#), None);
    assert_eq!(token(r#"</x?page_token=T>; rel="prev""#), None);
    for broken in [
        "",
        "<",
        "<>",
        "x",
        "</x?page_token=T",
        "rel=next",
        "</x>; rel=next",
        ",,;<>;=",
    ] {
        assert_eq!(token(broken), None, "{broken}");
    }
}

#[tokio::test]
async fn an_object_is_no_empty_list() {
    for body in ["{}", r#"{"error":"try later"}"#] {
        let (ory, _) = client(config(), MockTransport::new().answer(200, body));
        let mut pages = ory.pages(ListIdentities::new());
        let error = pages.next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}: {error}");
        assert!(error.to_string().contains("is not a list"), "{error}");
    }
}
