//! The real servers and the fault server that drivers talk to, for as long as this is held.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::Context as _;

use crate::e2e::Driver;
use crate::e2e::page_servers::{self, PageServers};
use crate::e2e::reached::Logs;
use crate::servers::{ServerKind, Servers};
use util::{cache, run};

/// The real servers.
pub(crate) struct Fixture {
    servers: Servers,
    /// Those that Kratos must know nothing of: with Hydra beside it, it would offer to sign in there.
    further: Servers,
}

/// The servers that one driver has to itself; they run as long as this is held.
pub(crate) struct DriverServers {
    _faults: Faults,
    _pages: Option<PageServers>,
}

/// A server that answers wrongly on purpose. Each driver has its own, so that its counts include no other driver.
struct Faults {
    process: Child,
    url: String,
    other_url: String,
}

impl Fixture {
    /// Starts what every language is driven against: Kratos, and beside it Hydra and Keto.
    ///
    /// # Errors
    /// When a server cannot be built or does not answer.
    pub(crate) fn start(root: &Path) -> anyhow::Result<Self> {
        Self::of(
            root,
            &[ServerKind::Kratos],
            &[ServerKind::Hydra, ServerKind::Keto],
        )
    }

    /// For drivers that talk to the fault server alone.
    ///
    /// # Errors
    /// When the fault server cannot be built.
    pub(crate) fn without_real_servers(root: &Path) -> anyhow::Result<Self> {
        Self::of(root, &[], &[])
    }

    fn of(root: &Path, servers: &[ServerKind], further: &[ServerKind]) -> anyhow::Result<Self> {
        run::run(
            "building the fault server",
            Command::new("cargo")
                .args(["build", "--quiet", "--package", "fault-server"])
                .current_dir(root),
        )?;
        Ok(Self {
            servers: Servers::start(servers, None)?,
            further: Servers::start(further, None)?,
        })
    }

    /// The ends of the servers' logs, for the report of a failure.
    pub(crate) fn tails(&self) -> String {
        format!("{}\n\n{}", self.servers.tails(), self.further.tails())
    }

    /// What the real servers will log from now on.
    pub(crate) fn logs(&self) -> Logs {
        Logs::of(&[&self.servers, &self.further])
    }

    /// A driver in its own empty folder, and its servers, which are stopped when this is dropped.
    ///
    /// # Errors
    /// When the folder cannot be made or a server does not start.
    pub(crate) fn driver(
        &self,
        root: &Path,
        language: &str,
        only: Option<&str>,
    ) -> anyhow::Result<(Driver, DriverServers)> {
        let work = cache::target().join("work").join(language);
        if work.exists() {
            std::fs::remove_dir_all(&work)
                .with_context(|| format!("cannot empty {}", work.display()))?;
        }
        std::fs::create_dir_all(&work)?;
        let faults = Faults::start()?;
        let (urls, further) = (self.servers.urls(), self.further.urls());
        let setups = PageServers::of(language, only);
        let pages = (!setups.is_empty()).then(|| PageServers::start(&urls.ui_url, setups));
        let pages = pages.transpose()?;
        let page_urls = pages.as_ref().map(PageServers::urls).transpose()?;
        let known = [
            ("ORY_HUB_KRATOS_PUBLIC", urls.kratos_public_url.as_deref()),
            ("ORY_HUB_KRATOS_ADMIN", urls.kratos_admin_url.as_deref()),
            ("ORY_HUB_HYDRA_PUBLIC", further.hydra_public_url.as_deref()),
            ("ORY_HUB_HYDRA_ADMIN", further.hydra_admin_url.as_deref()),
            ("ORY_HUB_KETO_READ", further.keto_read_url.as_deref()),
            ("ORY_HUB_KETO_WRITE", further.keto_write_url.as_deref()),
            ("ORY_HUB_KETO_OPL", further.keto_opl_url.as_deref()),
            ("ORY_HUB_UI", Some(urls.ui_url.as_str())),
            ("ORY_HUB_FAULTS", Some(faults.url.as_str())),
            ("ORY_HUB_FAULTS_OTHER", Some(faults.other_url.as_str())),
            (page_servers::VARIABLE, page_urls.as_deref()),
            ("ORY_HUB_CASE", only),
        ];
        let driver = Driver {
            root: root.to_path_buf(),
            work,
            only: only.map(str::to_owned),
            env: known
                .into_iter()
                .filter_map(|(name, value)| Some((name.to_owned(), value?.to_owned())))
                .collect(),
        };
        let own = DriverServers {
            _faults: faults,
            _pages: pages,
        };
        Ok((driver, own))
    }
}

impl Faults {
    fn start() -> anyhow::Result<Self> {
        let mut process = Command::new(cache::target().join("debug/fault-server"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the fault server")?;
        let mut line = String::new();
        let output = process
            .stdout
            .take()
            .context("the fault server has no output")?;
        BufReader::new(output).read_line(&mut line)?;
        let said: serde_json::Value = serde_json::from_str(&line)
            .with_context(|| format!("the fault server said `{}`", line.trim()))?;
        let url = |name: &str| {
            said.get(name)
                .and_then(serde_json::Value::as_str)
                .map(str::to_owned)
                .with_context(|| format!("the fault server did not say its {name}"))
        };
        Ok(Self {
            url: url("url")?,
            other_url: url("other_url")?,
            process,
        })
    }
}

impl Drop for Faults {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
