//! Ports, addresses and configuration files of one run of the servers.

use std::collections::BTreeMap;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};

use super::ServerKind;
use util::cache;

/// The addresses of the servers that run; names as in `OryConfig`, besides `ui_url`.
///
/// A server that was not started has no addresses.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Urls {
    /// Kratos: self-service flows and sessions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) kratos_public_url: Option<String>,
    /// Kratos: identities, courier.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) kratos_admin_url: Option<String>,
    /// Hydra: OAuth2 and OpenID Connect.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hydra_public_url: Option<String>,
    /// Hydra: clients, consent, keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hydra_admin_url: Option<String>,
    /// Keto: checks and queries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) keto_read_url: Option<String>,
    /// Keto: relationships.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) keto_write_url: Option<String>,
    /// Keto: syntax checks of permission language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) keto_opl_url: Option<String>,
    /// Where pages are expected: the one origin that CORS admits, and the host of the flows' pages.
    pub(crate) ui_url: String,
}

/// The OAuth2 client as which Kratos signs people in through Hydra.
pub(crate) const CLIENT_ID: &str = "kratos";
/// Its secret guards nothing but a server that lives as long as a test.
pub(crate) const CLIENT_SECRET: &str = "kratos-client-secret";

/// The names in the templates, in the order in which free ports are handed out.
const PORTS: &[&str] = &[
    "KRATOS_PUBLIC",
    "KRATOS_ADMIN",
    "HYDRA_PUBLIC",
    "HYDRA_ADMIN",
    "KETO_READ",
    "KETO_WRITE",
    "KETO_METRICS",
    "KETO_OPL",
    "UI",
];

/// What the templates are filled with.
pub(crate) struct Values(BTreeMap<&'static str, String>);

impl Values {
    /// Free ports for one run. All are held at once while they are picked, so that no two are the same.
    pub(crate) fn pick(ui_port: Option<u16>, folder: &Path) -> Result<Self> {
        let mut held = Vec::new();
        let mut values = BTreeMap::new();
        for name in PORTS {
            let port = match ui_port {
                Some(port) if *name == "UI" => port,
                _ => {
                    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port")?;
                    let port = listener.local_addr()?.port();
                    held.push(listener);
                    port
                }
            };
            values.insert(*name, port.to_string());
        }
        values.insert("CLIENT_ID", CLIENT_ID.into());
        values.insert("CLIENT_SECRET", CLIENT_SECRET.into());
        values.insert("DIR", folder.display().to_string());
        Ok(Self(values))
    }

    /// `http://localhost:PORT`: one host for all, since cookies know no ports.
    pub(crate) fn url(&self, port: &str) -> String {
        let port = self.0.get(port).map_or("0", String::as_str);
        format!("http://localhost:{port}")
    }

    /// The addresses of those servers.
    pub(crate) fn urls(&self, which: &[ServerKind]) -> Urls {
        let url = |server: ServerKind, port: &str| which.contains(&server).then(|| self.url(port));
        Urls {
            kratos_public_url: url(ServerKind::Kratos, "KRATOS_PUBLIC"),
            kratos_admin_url: url(ServerKind::Kratos, "KRATOS_ADMIN"),
            hydra_public_url: url(ServerKind::Hydra, "HYDRA_PUBLIC"),
            hydra_admin_url: url(ServerKind::Hydra, "HYDRA_ADMIN"),
            keto_read_url: url(ServerKind::Keto, "KETO_READ"),
            keto_write_url: url(ServerKind::Keto, "KETO_WRITE"),
            keto_opl_url: url(ServerKind::Keto, "KETO_OPL"),
            ui_url: self.url("UI"),
        }
    }

    fn fill(&self, template: &str) -> Result<String> {
        let mut text = template.to_string();
        for (name, value) in &self.0 {
            text = text.replace(&format!("${{{name}}}"), value);
        }
        if let Some((_, rest)) = text.split_once("${") {
            let name = rest.split('}').next().unwrap_or_default();
            bail!("nothing is known for ${{{name}}}");
        }
        Ok(text)
    }
}

/// Writes the templates of `tests/servers/config/`, filled, into the folder of a run.
pub(crate) fn write(values: &Values, folder: &Path) -> Result<()> {
    let templates = cache::project().join("tests/servers/config");
    let entries =
        fs::read_dir(&templates).with_context(|| format!("cannot read {}", templates.display()))?;
    for entry in entries {
        let path = entry?.path();
        let Some(name) = path.file_name() else {
            continue;
        };
        let filled = values
            .fill(&fs::read_to_string(&path)?)
            .with_context(|| format!("in {}", path.display()))?;
        fs::write(folder.join(name), filled)?;
    }
    Ok(())
}

/// The configuration files of a server, later ones over earlier ones.
pub(crate) fn files(
    server: ServerKind,
    which: &[ServerKind],
    over: Option<&str>,
    folder: &Path,
) -> Vec<PathBuf> {
    let mut files = vec![folder.join(format!("{}.yml", server.name()))];
    if server == ServerKind::Kratos {
        if which.contains(&ServerKind::Hydra) {
            files.push(folder.join("kratos-with-hydra.yml"));
        }
        files.extend(over.map(|name| folder.join(name)));
    }
    files
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn every_name_in_the_templates_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let values = Values::pick(Some(4455), folder.path()).unwrap();
        write(&values, folder.path()).unwrap();
        let text = fs::read_to_string(folder.path().join("kratos.yml")).unwrap();
        assert!(text.contains("http://localhost:4455"));
        assert!(!text.contains("${"));
        assert!(values.fill("${NOBODY}").is_err());
    }

    #[test]
    fn ports_differ() {
        let values = Values::pick(None, Path::new("/")).unwrap();
        let ports: std::collections::BTreeSet<_> =
            PORTS.iter().map(|name| values.url(name)).collect();
        assert_eq!(ports.len(), PORTS.len());
    }

    #[test]
    fn urls_are_told_only_for_what_runs() {
        let values = Values::pick(None, Path::new("/")).unwrap();
        let text = serde_json::to_string(&values.urls(&[ServerKind::Keto])).unwrap();
        assert!(text.contains("keto_read_url") && !text.contains("kratos"));
    }
}
