//! Time limits, cancellation, and what observers see.

use std::io::Read as _;
use std::io::Write as _;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ory_hub::endpoint::GetVersion;
use ory_hub::internal::runtime::{CancelToken, Interrupt, Interrupted, block_on};
use ory_hub::{CallOptions, ErrorKind, Ory, RequestEvent};

use crate::server::{CALL_FUNCTIONS, OK, answer_all, call_blocking, config, read_head, serve};

fn silent() -> u16 {
    let (port, _) =
        serve(|mut stream| while stream.read(&mut [0; 512]).is_ok_and(|count| count > 0) {});
    port
}

#[test]
fn a_try_ends_at_its_time_out_and_a_call_at_its_deadline() {
    let port = silent();
    let limited = [
        config(port).timeout_ms(200),
        config(port).timeout_ms(10_000).deadline_ms(200),
        config(port).timeout_ms(0).deadline_ms(200),
    ];
    for config in limited {
        for call in CALL_FUNCTIONS {
            let start = Instant::now();
            let error = call(&Ory::new(config.clone()).unwrap()).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
            let limit = "; the limit was 200 ms";
            assert!(error.message().contains(limit), "{error}");
            assert!((190..2_000).contains(&start.elapsed().as_millis()));
        }
    }
}

#[test]
fn an_answer_that_is_too_large_keeps_its_status_and_request_id() {
    let head = "HTTP/1.1 200 OK\r\nx-request-id: r-1\r\ncontent-length: 70000000\r\n\r\n";
    let (port, _) = serve(move |stream| answer_all(stream, head));
    for call in CALL_FUNCTIONS {
        let error = call(&Ory::new(config(port)).unwrap()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert_eq!(
            (error.status(), error.request_id()),
            (Some(200), Some("r-1"))
        );
    }
}

#[test]
fn a_wait_beyond_the_deadline_is_not_begun() {
    let busy = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 4\r\ncontent-length: 0\r\n\r\n";
    let (port, _) = serve(move |stream| answer_all(stream, busy));
    for call in CALL_FUNCTIONS {
        let start = Instant::now();
        let error = call(&Ory::new(config(port).deadline_ms(1_000)).unwrap()).unwrap_err();
        assert_eq!((error.status(), error.retry_after()), (Some(429), Some(4)));
        assert!(start.elapsed() < Duration::from_secs(1));
    }
}

#[test]
fn a_name_that_nobody_resolves_ends_at_the_deadline() {
    let url = "https://no-such-host.invalid";
    let config = ory_hub::OryConfig::self_hosted()
        .kratos(url, url)
        .deadline_ms(500);
    for call in CALL_FUNCTIONS {
        let start = Instant::now();
        let error = call(&Ory::new(config.clone()).unwrap()).unwrap_err();
        let expected = [ErrorKind::Timeout, ErrorKind::Transport];
        assert!(expected.contains(&error.kind()), "{error}");
        assert!(start.elapsed() < Duration::from_secs(2));
    }
}

#[test]
fn another_thread_cancels_a_call_at_once() {
    let ory = Ory::new(config(silent())).unwrap();
    let token = CancelToken::new();
    let (canceller, start) = (token.clone(), Instant::now());
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        canceller.cancel();
    });
    let interrupt = Interrupt {
        hook: None,
        cancel: Some(&token),
    };
    let error = block_on(ory.call(GetVersion::new()), interrupt)
        .unwrap()
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert!(start.elapsed() < Duration::from_secs(2));
    thread.join().unwrap();
}

#[test]
fn a_hook_ends_a_call() {
    let ory = Ory::new(config(silent())).unwrap();
    let interrupt = Interrupt {
        hook: Some(|| true),
        cancel: None,
    };
    match block_on(ory.call(GetVersion::new()), interrupt) {
        Ok(result) => assert_eq!(result.unwrap_err().kind(), ErrorKind::Cancelled),
        Err(Interrupted) => panic!("the call itself says that it was cancelled"),
    }
}

#[test]
fn options_count_for_the_calls_of_their_client_only() {
    let (port, _) = serve(|mut stream| {
        while let Some(head) = read_head(&mut stream) {
            let tenant = head.contains("x-tenant: b");
            let status = if tenant { "200 OK" } else { "404 Not Found" };
            let response = OK.replace("200 OK", status);
            stream.write_all(response.as_bytes()).unwrap();
        }
    });
    let ory = Ory::new(config(port).header("X-Tenant", "a")).unwrap();
    let other = ory.with_options(CallOptions::new().header("x-tenant", "b").timeout_ms(5_000));
    assert_eq!(call_blocking(&other).unwrap(), "v");
    assert_eq!(call_blocking(&ory).unwrap_err().status(), Some(404));
    for name in [
        "Authorization",
        "cookie",
        "Host",
        "Content-Length",
        "X-Session-Token",
        "a b",
        "",
    ] {
        let refused = ory.with_options(CallOptions::new().header(name, "x"));
        assert_eq!(
            call_blocking(&refused).unwrap_err().kind(),
            ErrorKind::Input,
            "{name}"
        );
        let refused = Ory::new(config(port).header(name, "x"));
        assert_eq!(refused.unwrap_err().kind(), ErrorKind::Config, "{name}");
    }
    let refused = ory.with_options(CallOptions::new().header("X-A", "a\r\nX-B: b"));
    assert_eq!(
        call_blocking(&refused).unwrap_err().kind(),
        ErrorKind::Input
    );
}

#[test]
fn numbers_that_nobody_can_mean_are_refused() {
    for wrong in [
        config(1).timeout_ms(u64::MAX),
        config(1).deadline_ms(u64::MAX),
        config(1).max_retries(u32::MAX),
        config(1).max_connections(0),
        config(1).max_connections(u32::MAX),
    ] {
        assert_eq!(Ory::new(wrong).unwrap_err().kind(), ErrorKind::Config);
    }
}

#[test]
fn an_observer_sees_every_attempt() {
    let tries = Mutex::new(0);
    let (port, _) = serve(move |mut stream| {
        while read_head(&mut stream).is_some() {
            let mut tries = tries.lock().unwrap();
            *tries += 1;
            let busy = "HTTP/1.1 503 Busy\r\nx-request-id: r1\r\ncontent-length: 0\r\n\r\n";
            let response = if *tries == 1 { busy } else { OK };
            stream.write_all(response.as_bytes()).unwrap();
        }
    });
    let seen = Arc::new(Mutex::new(Vec::<RequestEvent>::new()));
    let record = seen.clone();
    let ory = Ory::new(config(port)).unwrap();
    let ory = ory.with_observer(Arc::new(move |event: &RequestEvent| {
        record.lock().unwrap().push(event.clone());
    }));
    call_blocking(&ory).unwrap();
    let seen = seen.lock().unwrap();
    let facts = |event: &RequestEvent| (event.operation, event.method, event.status, event.attempt);
    assert_eq!(facts(&seen[0]), ("getVersion", "GET", Some(503), 1));
    assert_eq!(seen[0].error_kind, Some(ErrorKind::Api));
    assert_eq!(seen[0].request_id.as_deref(), Some("r1"));
    assert_eq!(facts(&seen[1]), ("getVersion", "GET", Some(200), 2));
    assert_eq!(seen[1].error_kind, None);
    assert_eq!(seen.len(), 2);
}
