//! Calls `toSession` over loopback in several ways with so many callers at a time, and prints how much CPU time one call
//! takes: `name TAB nanoseconds a round …`. The name says how many allocations a call makes.
//!
//! `instructions` prints how many instructions one call takes instead, where valgrind is installed. It counts those of
//! `once WAY COUNT PORT`.

mod instructions;
mod server;

use std::alloc::System;
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use nix::sys::resource::{UsageWho, getrusage};
use ory_client::apis::configuration::Configuration;
use ory_client::apis::frontend_api;
use ory_hub::endpoint::ToSession;
use ory_hub::internal::runtime::{Interrupt, block_on};
use ory_hub::{Ory, OryConfig};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const TOKEN: &str = "ory_st_abcdefghijklmnopqrstuvwxyz012345";
const ROUNDS: usize = 7;
const CALLS: usize = 8_000;

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// One way to call; it is cheap to clone.
#[derive(Clone)]
enum Way {
    Hyper(Client<HttpConnector, Full<Bytes>>, String),
    Official(Configuration),
    Ours(Ory),
}

/// What the bare client decodes: the same fields as a session has, and no more.
#[derive(serde::Deserialize)]
struct BareSession {
    id: String,
    active: Option<bool>,
    #[serde(rename = "identity")]
    _identity: Option<ory_client::models::Identity>,
    #[serde(rename = "authentication_methods")]
    _methods: Option<Vec<ory_client::models::SessionAuthenticationMethod>>,
    #[serde(rename = "devices")]
    _devices: Option<Vec<ory_client::models::SessionDevice>>,
}

impl Way {
    async fn call(&self) -> Result<bool, Failure> {
        match self {
            Self::Hyper(client, url) => {
                let request = hyper::Request::get(url.as_str())
                    .header("accept", "application/json")
                    .header("user-agent", "bare/1")
                    .header("x-session-token", TOKEN)
                    .body(Full::default())?;
                let response = client.request(request).await?;
                let body = response.into_body().collect().await?.to_bytes();
                let session: BareSession = serde_json::from_slice(&body)?;
                Ok(session.active == Some(true) && !session.id.is_empty())
            }
            Self::Official(configuration) => {
                let session =
                    frontend_api::to_session(configuration, Some(TOKEN), None, None).await?;
                Ok(session.active == Some(true))
            }
            Self::Ours(ory) => Ok(ory.call(ToSession::new()).await?.active == Some(true)),
        }
    }
}

fn main() -> Result<(), Failure> {
    let argument = std::env::args().nth(1).unwrap_or_default();
    if argument == "serve" {
        return server::serve().map_err(Into::into);
    }
    if argument == "once" {
        return once();
    }
    if argument == "instructions" {
        return instructions::print();
    }
    let callers: usize = argument.parse()?;
    let server = server::Process::start()?;
    let url = format!("http://127.0.0.1:{}", server.port);
    let config = OryConfig::self_hosted()
        .kratos(&url, &url)
        .session_token(TOKEN);
    let ory = Ory::new(config)?;
    let official = Configuration {
        base_path: url.clone(),
        ..Configuration::default()
    };
    let mut rounds: Vec<(&str, Vec<Measured>)> = Vec::new();
    for _ in 0..ROUNDS {
        // A client and a runtime for each, so that no connection is another one's.
        let hyper = Client::builder(TokioExecutor::new()).build_http();
        let ways = [
            (
                "hyper-util + serde",
                Way::Hyper(hyper, format!("{url}/sessions/whoami")),
            ),
            ("ory-client 1.22.65", Way::Official(official.clone())),
            ("ory-hub, tokio", Way::Ours(ory.clone())),
        ];
        for (name, way) in ways {
            note(&mut rounds, name, on_runtime(&way, callers)?);
        }
        note(&mut rounds, "ory-hub, blocking", on_threads(&ory, callers)?);
    }
    for (name, measured) in rounds {
        let allocations = measured
            .iter()
            .map(|Measured { allocations, .. }| *allocations)
            .min();
        let allocations = allocations.unwrap_or_default() / CALLS;
        let times = measured
            .iter()
            .map(|Measured { cpu, .. }| cpu * 1e9 / CALLS as f64);
        let times: Vec<String> = times.map(|time| format!("{time:.0}")).collect();
        println!("{name}, {allocations} allocations\t{}", times.join("\t"));
    }
    Ok(())
}

/// Makes calls in one way on this thread, against a server that runs already.
fn once() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(2);
    let mut argument = || arguments.next().ok_or("once needs a way, a count and a port");
    let (way, count, port) = (argument()?, argument()?.parse()?, argument()?);
    let url = format!("http://127.0.0.1:{port}");
    let ours = || {
        let config = OryConfig::self_hosted()
            .kratos(&url, &url)
            .session_token(TOKEN);
        Ory::new(config)
    };
    let way = match way.as_str() {
        "hyper" => Way::Hyper(
            Client::builder(TokioExecutor::new()).build_http(),
            format!("{url}/sessions/whoami"),
        ),
        "official" => Way::Official(Configuration {
            base_path: url.clone(),
            ..Configuration::default()
        }),
        "ours" => Way::Ours(ours()?),
        "blocking" => return blocking(&ours()?, count),
        other => return Err(format!("there is no way `{other}`").into()),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        for _ in 0..count {
            if !way.call().await? {
                return Err(Failure::from("the session is not active"));
            }
        }
        Ok(())
    })
}

fn blocking(ory: &Ory, calls: usize) -> Result<(), Failure> {
    for _ in 0..calls {
        let session = block_on(ory.call(ToSession::new()), Interrupt::default());
        let session = session.map_err(|_| "interrupted")??;
        if session.active != Some(true) {
            return Err(Failure::from("the session is not active"));
        }
    }
    Ok(())
}

fn note<'n>(rounds: &mut Vec<(&'n str, Vec<Measured>)>, name: &'n str, measured: Measured) {
    match rounds.iter_mut().find(|(known, _)| *known == name) {
        Some((_, all)) => all.push(measured),
        None => rounds.push((name, vec![measured])),
    }
}

/// Seconds of CPU time, and allocations, of all calls.
struct Measured {
    cpu: f64,
    allocations: usize,
}

fn measure(run: impl FnOnce() -> Result<(), Failure>) -> Result<Measured, Failure> {
    let (cpu, allocations) = (cpu_seconds()?, ALLOCATOR.stats().allocations);
    run()?;
    Ok(Measured {
        cpu: cpu_seconds()? - cpu,
        allocations: ALLOCATOR.stats().allocations - allocations,
    })
}

fn cpu_seconds() -> Result<f64, Failure> {
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    Ok(seconds(usage.user_time()) + seconds(usage.system_time()))
}

/// Callers as tasks of one thread.
fn on_runtime(way: &Way, callers: usize) -> Result<Measured, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let run = |calls: usize| {
        runtime.block_on(async {
            let tasks: Vec<_> = (0..callers)
                .map(|_| {
                    let way = way.clone();
                    tokio::spawn(async move {
                        for _ in 0..calls {
                            if !way.call().await? {
                                return Err(Failure::from("the session is not active"));
                            }
                        }
                        Ok::<(), Failure>(())
                    })
                })
                .collect();
            for task in tasks {
                task.await??;
            }
            Ok::<(), Failure>(())
        })
    };
    run(20)?;
    measure(|| run(CALLS / callers))
}

/// Callers as threads that block.
fn on_threads(ory: &Ory, callers: usize) -> Result<Measured, Failure> {
    let run = |calls: usize| {
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..callers)
                .map(|_| {
                    scope.spawn(move || blocking(ory, calls))
                })
                .collect();
            for thread in threads {
                thread.join().map_err(|_| "a caller panicked")??;
            }
            Ok::<(), Failure>(())
        })
    };
    run(20)?;
    std::thread::sleep(Duration::from_millis(10));
    measure(|| run(CALLS / callers))
}
