//! Walks through lists whose tokens are offsets, on servers that get them wrong and while rows come and go.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use ory_hub::endpoint::{ListIdentities, ListIdentitySchemas, ListIdentitySessions};
use ory_hub::transport::{BoxFuture, Request, Response, Transport, TransportError};
use ory_hub::{ErrorKind, Ory};

use crate::support::config;

/// How a server reads a token.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Habit {
    /// As it should.
    Right,
    /// As Kratos v1.3.1 lists sessions: the first token is the first page again, none leads to the last page, and an
    /// empty list has a next page.
    Short,
    /// As Kratos v1.3.1 lists schemas: page `n` has `n` times as many rows.
    Overlapping,
    /// Every token leads one page too far.
    Leaping,
    /// What is behind the end is the last page once more.
    Clamped,
}

/// A server with rows that a test may change between two requests.
struct Server {
    habit: Habit,
    rows: Mutex<Vec<u32>>,
    asked: Mutex<u32>,
    /// Requests that never get an answer.
    stuck: Mutex<u32>,
}

fn token(offset: usize) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD
        .encode(format!(r#"{{"offset":"{offset}","v":2}}"#))
}

fn offset(token: &str) -> usize {
    use base64::Engine as _;
    let json = base64::engine::general_purpose::URL_SAFE_NO_PAD
        .decode(token)
        .unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    json["offset"].as_str().unwrap().parse().unwrap()
}

impl Server {
    fn answer(&self, url: &str) -> Response {
        let url = url::Url::parse(url).unwrap();
        let param = |name: &str| {
            let mut pairs = url.query_pairs();
            pairs
                .find(|(key, _)| key == name)
                .map(|(_, value)| value.into_owned())
        };
        let size: usize = param("page_size").map_or(2, |size| size.parse().unwrap());
        let asked = param("page_token").map(|token| offset(&token));
        let rows = self.rows.lock().unwrap();
        let at = asked.unwrap_or(0);
        let (from, to, next) = match self.habit {
            Habit::Right => (
                at,
                at + size,
                Some(at + size).filter(|next| *next < rows.len()),
            ),
            Habit::Short => {
                let from = at.saturating_sub(size);
                let next = if from >= rows.len() { 0 } else { at + size };
                let last = asked.is_some() && next >= rows.len() && from < rows.len();
                let only = asked.is_none() && rows.len() <= size && !rows.is_empty();
                (from, from + size, Some(next).filter(|_| !last && !only))
            }
            Habit::Overlapping => {
                let page = at / size;
                let next = at + size;
                (
                    at,
                    at + (page + 1) * size,
                    Some(next).filter(|next| *next < rows.len()),
                )
            }
            Habit::Leaping => (
                at,
                at + size,
                Some(at + 2 * size).filter(|_| at + size < rows.len()),
            ),
            Habit::Clamped => {
                let from = at.min((rows.len().max(1) - 1) / size * size);
                (
                    from,
                    from + size,
                    Some(at + size).filter(|next| *next < rows.len()),
                )
            }
        };
        let items: Vec<String> = (from..to.min(rows.len()))
            .map(|row| format!(r#"{{"id":"{}","schema":{{}}}}"#, rows[row]))
            .collect();
        let body = match items.len() {
            0 if self.habit == Habit::Overlapping => "null".to_owned(),
            _ => format!("[{}]", items.join(",")),
        };
        let response = Response::new(200, body).header("content-type", "application/json");
        match next {
            Some(next) => {
                let link = format!(r#"</x?page_token={}>; rel="next""#, token(next));
                response.header("link", link)
            }
            None => response,
        }
    }
}

impl Transport for Server {
    fn send<'a>(&'a self, request: &'a Request) -> BoxFuture<'a, Result<Response, TransportError>> {
        *self.asked.lock().unwrap() += 1;
        let mut stuck = self.stuck.lock().unwrap();
        if *stuck > 0 {
            *stuck -= 1;
            return Box::pin(std::future::pending());
        }
        Box::pin(std::future::ready(Ok(self.answer(&request.url))))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

fn server(habit: Habit, rows: u32) -> (Ory, Arc<Server>) {
    let server = Arc::new(Server {
        habit,
        rows: Mutex::new((0..rows).collect()),
        asked: Mutex::new(0),
        stuck: Mutex::new(0),
    });
    (
        Ory::with_transport(config(), server.clone()).unwrap(),
        server,
    )
}

fn numbers(rows: u32) -> Vec<String> {
    (0..rows).map(|row| row.to_string()).collect()
}

const HABITS: [Habit; 5] = [
    Habit::Right,
    Habit::Short,
    Habit::Overlapping,
    Habit::Leaping,
    Habit::Clamped,
];

#[tokio::test]
async fn every_row_comes_once_whatever_the_server_makes_of_offsets() {
    for habit in HABITS {
        for size in 1..5 {
            for rows in 0..12 {
                let (ory, _) = server(habit, rows);
                let mut ids = Vec::new();
                let mut pages = ory.pages(ListIdentitySessions::new("x").page_size(size));
                while let Some(page) = pages.next().await.unwrap() {
                    assert!(!page.items.is_empty());
                    ids.extend(page.items.into_iter().map(|session| session.id));
                }
                assert_eq!(ids, numbers(rows), "{habit:?}: {rows} rows, {size} a page");
                assert!(pages.is_done() && pages.stopped().is_none());
            }
        }
    }
}

#[tokio::test]
async fn schemas_that_overlap_come_once() {
    let (ory, _) = server(Habit::Overlapping, 7);
    let schemas = ory
        .items(ListIdentitySchemas::new().page_size(1))
        .collect(100)
        .await
        .unwrap();
    let ids: Vec<String> = schemas.into_iter().map(|schema| schema.id).collect();
    assert_eq!(ids, numbers(7));
}

#[tokio::test]
async fn a_kept_token_leads_to_the_rest() {
    for habit in HABITS {
        for size in 1..4 {
            for rows in 0..9 {
                for kept in 1..4 {
                    let (ory, _) = server(habit, rows);
                    let endpoint = ListIdentitySessions::new("x").page_size(size);
                    let mut ids = Vec::new();
                    let mut next = None;
                    let mut pages = ory.pages(endpoint.clone());
                    for _ in 0..kept {
                        let Some(page) = pages.next().await.unwrap() else {
                            break;
                        };
                        ids.extend(page.items.into_iter().map(|session| session.id));
                        next = page.next_page_token;
                    }
                    if let Some(token) = next {
                        let rest = ory
                            .items(endpoint.page_token(token))
                            .collect(100)
                            .await
                            .unwrap();
                        ids.extend(rest.into_iter().map(|session| session.id));
                    }
                    // Pages that overlap come again in another walk; no row may be missing.
                    if habit == Habit::Overlapping {
                        ids.sort();
                        ids.dedup();
                    }
                    assert_eq!(
                        ids,
                        numbers(rows),
                        "{habit:?}: {rows} rows, {size} a page, {kept} pages kept"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn rows_that_come_or_go_meanwhile_cost_no_other_row() {
    for habit in HABITS {
        for at in 1..4 {
            for remove in [true, false] {
                let (ory, server) = server(habit, 8);
                let mut ids = Vec::new();
                let mut pages = ory.pages(ListIdentitySessions::new("x").page_size(2));
                let mut number = 0;
                while let Some(page) = pages.next().await.unwrap() {
                    ids.extend(page.items.into_iter().map(|session| session.id));
                    number += 1;
                    if number == at {
                        let mut rows = server.rows.lock().unwrap();
                        if remove {
                            rows.remove(0);
                        } else {
                            rows.insert(0, 99);
                        }
                    }
                }
                ids.retain(|id| id != "99");
                ids.sort();
                assert_eq!(
                    ids,
                    numbers(8),
                    "{habit:?}, after page {at}, remove: {remove}"
                );
                assert!(pages.stopped().is_none());
            }
        }
    }
}

#[tokio::test]
async fn a_step_that_is_cancelled_loses_no_row() {
    for stuck_at in 0..12 {
        let (ory, server) = server(Habit::Short, 7);
        let mut ids = Vec::new();
        let mut pages = ory.pages(ListIdentitySessions::new("x").page_size(2));
        loop {
            if *server.asked.lock().unwrap() == stuck_at {
                *server.stuck.lock().unwrap() = 1;
            }
            let step = tokio::time::timeout(Duration::from_millis(5), pages.next()).await;
            match step {
                Ok(Ok(Some(page))) => ids.extend(page.items.into_iter().map(|session| session.id)),
                Ok(Ok(None)) => break,
                Ok(Err(error)) => panic!("{error}"),
                Err(_) => {}
            }
        }
        assert_eq!(ids, numbers(7), "stuck at request {stuck_at}");
    }
}

#[tokio::test]
async fn a_list_of_one_page_is_asked_for_once() {
    for rows in [1, 2] {
        let (ory, server) = server(Habit::Short, rows);
        let sessions = ory.items(ListIdentitySessions::new("x").page_size(2));
        assert_eq!(sessions.collect(10).await.unwrap().len(), rows as usize);
        assert_eq!(*server.asked.lock().unwrap(), 1);
    }
}

#[tokio::test]
async fn more_items_than_wanted_are_an_error() {
    let (ory, _) = server(Habit::Right, 5);
    let list = || ory.items(ListIdentitySessions::new("x"));
    assert_eq!(list().collect(5).await.unwrap().len(), 5);
    assert_eq!(
        list().collect(4).await.unwrap_err().kind(),
        ErrorKind::Input
    );
}

#[tokio::test]
async fn pages_of_the_old_kind_and_sizes_below_one_are_refused() {
    let (ory, server) = server(Habit::Right, 5);
    for endpoint in [
        ListIdentities::new().page(1),
        ListIdentities::new().per_page(2),
        ListIdentities::new().page_size(0),
        ListIdentities::new().page_size(-1),
    ] {
        let error = ory.pages(endpoint).next().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{error}");
        assert_eq!(error.operation(), Some("listIdentities"));
    }
    let error = ory
        .call(ListIdentities::new().page_size(-1))
        .await
        .unwrap_err();
    assert!(error.message().contains("page_size"), "{error}");
    assert_eq!(*server.asked.lock().unwrap(), 0);
}
