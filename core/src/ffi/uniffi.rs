//! How values that are written by hand cross to Kotlin and Swift.
//!
//! Both are text on the way and classes of our own on the other side (`bindings-uniffi/kotlin` and
//! `swift`): a `Secret` that never prints, a `Json` that keeps the server's text.

use crate::{Json, Secret};

::uniffi::custom_type!(Secret, String, {
    lower: |secret| secret.expose().to_owned(),
    try_lift: |text| Ok(Secret::new(text)),
});

::uniffi::custom_type!(Json, String, {
    lower: |json| json.text().to_owned(),
    try_lift: |text| Json::parse(&text)
        .map_err(|error| ::uniffi::deps::anyhow::anyhow!("not JSON: {error}")),
});
