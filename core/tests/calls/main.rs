//! What a call does, row by row of what other clients get wrong: each test is named after its row.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(missing_docs)]

mod base_urls;
mod configuration;
mod corrections;
mod credentials;
mod deadlines;
mod errors;
mod events;
mod groups;
mod identities;
mod import_server;
mod imports;
mod long_errors;
mod offsets;
mod pages;
mod path_locks;

mod paths;
mod permissions;
mod redaction;
mod redirects;
mod retries;
mod rules;
mod support;
mod tls;
mod tokens;
mod wire;
