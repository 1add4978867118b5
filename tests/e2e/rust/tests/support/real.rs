//! Clients of the real servers, and a note of each operation that one of them answered.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::Write as _;
use std::sync::Arc;

use ory_hub::{Ory, OryConfig, RequestEvent};

use super::var;

/// In the folder of the driver, which is a new one for each run.
const NOTES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/answered.txt");

/// A client that notes what a real server answered.
pub fn real(config: OryConfig) -> Ory {
    let note = |event: &RequestEvent| {
        if event.status.is_some_and(|status| status < 400) {
            let mut notes = OpenOptions::new().create(true).append(true).open(NOTES).expect("the notes");
            notes.write_all(format!("{}\n", event.operation).as_bytes()).expect("noted");
        }
    };
    Ory::new(config).expect("a client").with_observer(Arc::new(note))
}

/// The operations that a real server answered in the tests before.
pub fn answered() -> BTreeSet<String> {
    let notes = std::fs::read_to_string(NOTES).unwrap_or_default();
    notes.lines().map(str::to_owned).collect()
}

/// A client of the real Kratos.
pub fn kratos() -> Ory {
    real(OryConfig::self_hosted().kratos(var("ORY_HUB_KRATOS_PUBLIC"), var("ORY_HUB_KRATOS_ADMIN")))
}

pub fn hydra_config() -> OryConfig {
    OryConfig::self_hosted().hydra(var("ORY_HUB_HYDRA_PUBLIC"), var("ORY_HUB_HYDRA_ADMIN"))
}

/// A client of the real Hydra.
pub fn hydra() -> Ory {
    real(hydra_config())
}

/// A client of the real Keto.
pub fn keto() -> Ory {
    let config = OryConfig::self_hosted()
        .keto(var("ORY_HUB_KETO_READ"), var("ORY_HUB_KETO_WRITE"))
        .keto_opl_url(var("ORY_HUB_KETO_OPL"));
    real(config)
}
