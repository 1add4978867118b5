//! Servers that are set up otherwise than the Kratos of all languages: for the page tests of the browser, and for the
//! social sign-in of Rust.

use anyhow::Context as _;
use serde_json::{Map, Value};

use crate::servers::{ServerKind, Servers};

/// The variable that tells their addresses, as one JSON object.
pub(crate) const VARIABLE: &str = "ORY_HUB_PAGE_SERVERS";

/// The servers that each set-up has, and the file over the configuration of Kratos.
const SETUPS: [(&str, &[ServerKind], Option<&str>); 3] = [
    ("social", &[ServerKind::Kratos, ServerKind::Hydra], None),
    ("steps", &[ServerKind::Kratos], Some("kratos-steps.yml")),
    ("short", &[ServerKind::Kratos], Some("kratos-short.yml")),
];

/// They run as long as this is held.
pub(crate) struct PageServers(Vec<(&'static str, Servers)>);

impl PageServers {
    /// Those that a language has, unless the one case of a run needs none.
    pub(crate) fn of(language: &str, only: Option<&str>) -> &'static [&'static str] {
        match (language, only) {
            ("browser", None) => &["social", "steps", "short"],
            ("browser", Some(name)) if name.starts_with("page-") => &["social", "steps", "short"],
            ("rust", None) => &["social"],
            _ => &[],
        }
    }

    /// Starts those set-ups for the pages at that origin.
    ///
    /// # Errors
    /// When a server does not start.
    pub(crate) fn start(ui: &str, setups: &[&str]) -> anyhow::Result<Self> {
        let port = ui.rsplit(':').next().and_then(|port| port.parse().ok());
        let port = port.with_context(|| format!("no port in {ui}"))?;
        let wanted = SETUPS
            .into_iter()
            .filter(|(name, ..)| setups.contains(name));
        let servers = wanted.map(|(name, which, over)| {
            let servers = Servers::start_over(which, Some(port), over);
            servers.map(|servers| (name, servers))
        });
        servers.collect::<anyhow::Result<_>>().map(Self)
    }

    /// Their addresses, by the name of the set-up.
    ///
    /// # Errors
    /// None that is known: addresses are text.
    pub(crate) fn urls(&self) -> anyhow::Result<String> {
        let all = self.0.iter();
        let urls = all
            .map(|(name, servers)| Ok(((*name).to_owned(), serde_json::to_value(servers.urls())?)));
        let urls = urls.collect::<anyhow::Result<Map<_, _>>>()?;
        Ok(Value::Object(urls).to_string())
    }
}
