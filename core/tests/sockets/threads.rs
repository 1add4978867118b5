//! Threads of the host: ending ones, ones without a runtime, ones inside a runtime.

use std::cell::RefCell;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use ory_hub::endpoint::GetVersion;
use ory_hub::internal::runtime;
use ory_hub::{Ory, OryConfig};

use crate::server::{OK, answer_all, call_blocking, config, serve};

struct CallsAtEnd(Ory, Sender<String>);

impl Drop for CallsAtEnd {
    fn drop(&mut self) {
        self.1.send(call_blocking(&self.0).unwrap()).unwrap();
    }
}

thread_local! {
    static AT_END: RefCell<Option<CallsAtEnd>> = const { RefCell::new(None) };
}

#[test]
fn a_thread_calls_from_its_destructors() {
    let (port, _) = serve(|stream| answer_all(stream, OK));
    let ory = Ory::new(config(port)).unwrap();
    let (sender, results) = channel();
    std::thread::spawn(move || {
        AT_END.with(|at_end| *at_end.borrow_mut() = Some(CallsAtEnd(ory.clone(), sender)));
        call_blocking(&ory).unwrap();
    })
    .join()
    .unwrap();
    assert_eq!(results.recv().unwrap(), "v");
}

#[test]
fn a_blocking_call_works_inside_a_runtime() {
    let (port, _) = serve(|stream| answer_all(stream, OK));
    let ory = Ory::new(config(port)).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    assert_eq!(
        runtime.block_on(async { call_blocking(&ory) }).unwrap(),
        "v"
    );
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// An executor that knows nothing of tokio, as Kotlin's and Swift's.
fn foreign_block_on<F: Future>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut future = pin!(future);
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

#[test]
fn a_call_works_on_an_executor_without_a_runtime() {
    let (port, seen) = serve(|stream| answer_all(stream, OK));
    let ory = Ory::new(config(port)).unwrap();
    for _ in 0..3 {
        assert_eq!(
            foreign_block_on(ory.call(GetVersion::new()))
                .unwrap()
                .version,
            "v"
        );
    }
    let task = runtime::spawn(async move { ory.call(GetVersion::new()).await }).unwrap();
    assert_eq!(foreign_block_on(task).unwrap().unwrap().version, "v");
    assert_eq!(
        seen.connections.load(std::sync::atomic::Ordering::SeqCst),
        1
    );
}

#[test]
fn a_runtime_that_ended_takes_its_connections_with_it() {
    let (port, seen) = serve(|stream| answer_all(stream, OK));
    let ory = Ory::new(config(port)).unwrap();
    for _ in 0..3 {
        assert_eq!(crate::server::call_async(&ory).unwrap(), "v");
    }
    assert_eq!(
        seen.connections.load(std::sync::atomic::Ordering::SeqCst),
        3
    );
}

/// All signals of this process's threads that are not the tests' own.
#[cfg(target_os = "linux")]
#[test]
fn threads_of_ours_take_no_signals() {
    let (port, _) = serve(|stream| answer_all(stream, OK));
    let ory = Ory::new(config(port)).unwrap();
    foreign_block_on(ory.call(GetVersion::new())).unwrap();
    let url = "https://no-such-host.invalid";
    let other = Ory::new(OryConfig::self_hosted().kratos(url, url).max_retries(0)).unwrap();
    assert!(call_blocking(&other).is_err());
    let mut ours = 0;
    for thread in std::fs::read_dir("/proc/self/task").unwrap() {
        let folder = thread.unwrap().path();
        let Ok(name) = std::fs::read_to_string(folder.join("comm")) else {
            continue;
        };
        if name.starts_with("ory-hub") {
            let status = std::fs::read_to_string(folder.join("status")).unwrap();
            let blocked = status
                .lines()
                .find_map(|line| line.strip_prefix("SigBlk:\t"));
            let blocked = u64::from_str_radix(blocked.unwrap(), 16).unwrap();
            // SIGKILL and SIGSTOP cannot be blocked; 32 and 33 are the C library's own.
            let free = 1 << 8 | 1 << 18 | 1 << 31 | 1 << 32;
            assert_eq!(blocked | free, u64::MAX, "{name}");
            ours += 1;
        }
    }
    assert!(ours >= 2);
}
